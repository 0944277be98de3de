/* An agreement as PDF: the same twice is the same file, every page is numbered, a long annex runs
 * over pages; without pango the program says so. */
#include <unistd.h>

#include "../test.h"
#include "base/host/paper.h"
#include "print/contract_pdf.h"
#include "words/contract.h"

enum { MAX = 16 * 1024 * 1024 };

static struct arena *a;
static struct err e;

static struct contract *
agreement(size_t lines)
{
    struct contract *c = arena_alloc(a, sizeof(*c));
    char *text;
    size_t n;
    assert_true(file_read(&text, &n, a, "tests/fuzz/seeds/seal/agreement", MAX, &e));
    assert_true(contract_parse(c, a, text, n));
    struct contract_line *list = arena_array(a, struct contract_line, lines);
    for (size_t i = 0; i < lines; i++)
        list[i] = c->line[i % c->lines];
    c->line = list;
    c->lines = lines;
    return c;
}

static const char *
print_one(const struct contract *c, size_t *n, int64_t *pages)
{
    static const struct pdf_signature s = {"company", "2026-11-22T13:00:00+08:00", "SM2 / SM3",
                                           "00112233445566778899aabb"};
    char path[] = "/tmp/jicai-pdf.XXXXXX", *text;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    if (!contract_pdf(path, a, c, "ab", &s, 1, pages, &e))
        fail_msg("%s", msg_name(e.msg));
    assert_true(file_read(&text, n, a, path, MAX, &e));
    unlink(path);
    return text;
}

static void
test_pdf(void **state)
{
    size_t n, again_n;
    int64_t pages;
    (void)state;
    a = arena_new(64 << 20);
    if (!contract_pdf_is_there()) {
        assert_false(contract_pdf("x.pdf", a, agreement(3), "", NULL, 0, &pages, &e));
        assert_int_equal(e.msg, M_PDF_NONE);
    } else {
        const char *one = print_one(agreement(3), &n, &pages);
        assert_int_equal(pages, 3);
        const char *two = print_one(agreement(3), &again_n, &pages);
        assert_int_equal(n, again_n);
        assert_memory_equal(one, two, n);
        assert_memory_equal(one, "%PDF-", 5);
        print_one(agreement(120), &n, &pages);
        assert_true(pages > 6);
    }
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pdf)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
