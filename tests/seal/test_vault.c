/* Stored secrets: only with the key, only in their own place, and through a change of keys. */
#include "../test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/vault.h"
#include "words/vault.h"

static struct arena *arena;
static char path[] = "/tmp/jicai-vault.XXXXXX";

static const char *
locked(const struct vault *v, const char *whose, const char *plain)
{
    struct err e;
    const char *out;
    assert_true(vault_lock(v, arena, "totp", whose, plain, &out, &e));
    return out;
}

static enum msg
unlocks(const struct vault *v, const char *what, const char *whose, const char *text,
        const char *want)
{
    struct err e = {0};
    const char *plain;
    if (!vault_unlock(v, arena, what, whose, text, &plain, &e))
        return e.msg;
    assert_string_equal(plain, want);
    return M_NONE;
}

static void
test_only_in_its_place(void **state)
{
    static const char *const texts[] = {"", "JBSWY3DPEHPK3PXP", "密钥\n"};
    struct vault v, other;
    (void)state;
    vault_make(&v);
    vault_make(&other);
    for (size_t i = 0; i < COUNT(texts); i++) {
        const char *text = locked(&v, "li", texts[i]);
        assert_int_equal(unlocks(&v, "totp", "li", text, texts[i]), M_NONE);
        assert_string_not_equal(text, locked(&v, "li", texts[i])); /* never twice the same */
        if (*texts[i] != '\0')
            assert_null(strstr(text, texts[i]));
        assert_int_equal(unlocks(&v, "totp", "wang", text, ""), M_VAULT_BROKEN);
        assert_int_equal(unlocks(&v, "webhook", "li", text, ""), M_VAULT_BROKEN);
        assert_int_equal(unlocks(&other, "totp", "li", text, ""), M_VAULT_OTHER_KEY);
        assert_int_equal(unlocks(NULL, "totp", "li", text, ""), M_VAULT_NONE);
    }
    struct err e = {0};
    const char *out;
    assert_false(vault_lock(NULL, arena, "totp", "li", "x", &out, &e));
    assert_int_equal(e.msg, M_VAULT_NONE);
}

/* Every changed sign, every cut. */
static void
test_changed(void **state)
{
    struct vault v;
    (void)state;
    vault_make(&v);
    const char *text = locked(&v, "li", "secret");
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        char *bad = arena_strdup(arena, text);
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        assert_int_not_equal(unlocks(&v, "totp", "li", bad, "secret"), M_NONE);
        bad[i] = '\0';
        assert_int_not_equal(unlocks(&v, "totp", "li", bad, "secret"), M_NONE);
    }
    assert_int_not_equal(unlocks(&v, "totp", "li", "JBSWY3DPEHPK3PXP", ""), M_NONE);
    assert_int_not_equal(unlocks(&v, "totp", "li", arena_printf(arena, "%sAAAA", text), ""),
                         M_NONE);
}

static void
test_turned(void **state)
{
    struct vault v;
    struct err e = {0};
    (void)state;
    vault_make(&v);
    const char *old = locked(&v, "li", "secret");
    assert_true(vault_is_newest(&v, old));
    assert_true(vault_turn(&v, &e));
    assert_false(vault_is_newest(&v, old));
    assert_int_equal(unlocks(&v, "totp", "li", old, "secret"), M_NONE);
    const char *fresh = locked(&v, "li", "secret");
    assert_true(vault_is_newest(&v, fresh));
    vault_keep_newest(&v);
    assert_int_equal(unlocks(&v, "totp", "li", fresh, "secret"), M_NONE);
    assert_int_equal(unlocks(&v, "totp", "li", old, ""), M_VAULT_OTHER_KEY);
    while (v.n < VAULT_KEYS_MAX)
        assert_true(vault_turn(&v, &e));
    assert_false(vault_turn(&v, &e));
    assert_int_equal(e.msg, M_VAULT_FULL);
}

static void
write_file(const char *text, mode_t mode)
{
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, mode);
    assert_true(fd >= 0 && fchmod(fd, mode) == 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void
test_the_file(void **state)
{
#define LINE "jicai-secrets-1 01234567 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    static const struct {
        const char *text;
        mode_t mode;
        enum msg want;
    } cases[] = {
        {LINE "\n", 0600, M_NONE},
        {LINE, 0600, M_NONE},
        {LINE "\n", 0640, M_VAULT_OPEN},
        {LINE "\n", 0602, M_VAULT_OPEN},
        {"", 0600, M_VAULT_BAD},
        {LINE "A\n", 0600, M_VAULT_BAD},
        {"jicai-secrets-2" LINE "\n", 0600, M_VAULT_BAD},
        {"PRIVATE+KEY+x+1+AAAA\n", 0600, M_VAULT_BAD},
        {LINE "\nmore\n", 0600, M_VAULT_BAD},
        {LINE "\n" LINE "\n" LINE "\n" LINE "\n" LINE "\n" LINE "\n" LINE "\n" LINE "\n" LINE "\n",
         0600, M_VAULT_BAD},
    };
    struct vault v, back;
    struct err e = {0};
    struct stat st;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        e = (struct err){0};
        write_file(cases[i].text, cases[i].mode);
        bool ok = vault_read(&back, path, &e);
        if (ok != (cases[i].want == M_NONE) || (!ok && e.msg != cases[i].want))
            fail_msg("%zu: %s", i, ok ? "read" : msg_name(e.msg));
    }
    unlink(path);
    assert_false(vault_read(&back, path, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    vault_make(&v);
    assert_true(vault_write(&v, path, false, &e));
    assert_true(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    assert_false(vault_write(&v, path, false, &e)); /* what is there is not lost */
    assert_true(vault_turn(&v, &e));
    assert_true(vault_write(&v, path, true, &e));
    assert_true(vault_read(&back, path, &e));
    assert_int_equal(back.n, 2);
    assert_memory_equal(&back, &v, sizeof(v));
    unlink(path);
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_only_in_its_place),
        TEST(test_changed),
        TEST(test_turned),
        TEST(test_the_file),
    };
    int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    close(fd);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
