/* The trust store: roots come and go, and keys that came in under a root end with it. The
 * certificates are those of the journeys (tests/journey/data/cycle). */
#include "../db/fresh.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/region.h"
#include "registry/trust.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)
#define DATA "tests/journey/data/cycle/"
#define JIA "915000000000000018"
#define YI "91500000000000002B"

enum { DAY_ADD = 20500, DAY_END = 20600 };

static const char *
text_of(const char *name)
{
    static const char folder[] = DATA;
    char *out = arena_alloc(fresh_arena, CERT_PEM_MAX + 1);
    FILE *f = fopen(arena_printf(fresh_arena, "%s%s", folder, name), "rb");
    assert_non_null(f);
    out[fread(out, 1, CERT_PEM_MAX, f)] = '\0';
    fclose(f);
    return out;
}

static void
company(struct db *db, const char *code)
{
    const struct company c = {.code = code,
                              .name = "x",
                              .country = "CN",
                              .registrant = true,
                              .agent = "",
                              .controller = "",
                              .region = "",
                              .successor = ""};
    struct err e;
    enum put how;
    assert_true(company_put(db, fresh_arena, &c, &how, &e));
}

static bool
add(struct db *db, const char *pem, int32_t day, struct trust_root *out, enum put *how)
{
    struct err e = {0};
    bool ok = trust_root_add(db, fresh_arena, pem, (date){day}, out, how, &e);
    assert_true(ok || e.code != ERR_NONE);
    return ok;
}

/* By certificate, under what is trusted on a day. */
static bool
enter(struct db *db, const char *party, const char *pem, int32_t day)
{
    struct signing_key k;
    struct trust t;
    struct err e = {0};
    enum put how;
    assert_true(trust_on(db, fresh_arena, (date){day}, &t, &e));
    return signing_key_certified(&k, fresh_arena, pem, party, &t, (date){day}, &e) &&
           signing_key_put(db, fresh_arena, &k, &how, &e);
}

static bool
signs(struct db *db, const char *party, const char *pem, int32_t day)
{
    struct cert c;
    struct err e = {0};
    bool holds;
    (void)cert_check(&c, pem, NULL, (int64_t)day * 86400);
    assert_true(signing_key_holds(db, fresh_arena, party, &c.key, (date){day}, &holds, &e));
    return holds;
}

static bool
story(struct db *db, void *arg, struct err *e)
{
    const char *root = text_of("root.pem"), *other = text_of("stranger.pem"),
               *jia = text_of("jia.pem"), *yi = text_of("yi.pem");
    struct trust_root t, again, *list;
    enum put how;
    int64_t keys;
    size_t n;
    (void)arg;
    company(db, JIA);
    company(db, YI);
    assert_false(enter(db, JIA, jia, DAY_ADD)); /* nothing is trusted */
    assert_false(add(db, jia, DAY_ADD, &t, &how));
    assert_false(add(db, "", DAY_ADD, &t, &how));
    assert_false(add(db, root, 30000, &t, &how)); /* 2052: it ended in 2050 */
    assert_true(add(db, root, DAY_ADD, &t, &how) && how == PUT_NEW);
    assert_true(add(db, root, DAY_ADD + 5, &again, &how) && how == PUT_SAME);
    assert_int_equal(again.from.day, DAY_ADD); /* since when it has been trusted */
    assert_true(add(db, other, DAY_ADD, &again, &how));
    assert_false(enter(db, JIA, jia, DAY_ADD - 1)); /* the day before */
    assert_false(enter(db, YI, jia, DAY_ADD));      /* it names another */
    assert_true(enter(db, JIA, jia, DAY_ADD) && enter(db, YI, yi, DAY_ADD));
    assert_true(signs(db, JIA, jia, DAY_END) && signs(db, YI, yi, DAY_END));
    assert_false(trust_root_end(db, fresh_arena, "00", (date){DAY_END}, &keys, &how, e));
    assert_int_equal(e->code, ERR_NOT_FOUND);
    *e = (struct err){.code = ERR_NONE};
    /* The other root ends: no key came in under it. */
    assert_true(trust_root_end(db, fresh_arena, again.sha256, (date){DAY_END}, &keys, &how, e));
    assert_true(keys == 0 && how == PUT_CHANGED && signs(db, JIA, jia, DAY_END));
    /* This one: both keys end, from that day on. */
    assert_true(trust_root_end(db, fresh_arena, t.sha256, (date){DAY_END}, &keys, &how, e));
    assert_true(keys == 2 && how == PUT_CHANGED);
    assert_true(signs(db, JIA, jia, DAY_END - 1));
    assert_false(signs(db, JIA, jia, DAY_END));
    assert_false(signs(db, YI, yi, DAY_END));
    assert_true(trust_root_end(db, fresh_arena, t.sha256, (date){DAY_END}, &keys, &how, e));
    assert_true(keys == 0 && how == PUT_SAME);
    assert_false(add(db, root, DAY_END + 1, &t, &how)); /* it does not come back */
    assert_true(trust_root_list(db, fresh_arena, (date){0}, &list, &n, e) && n == 2);
    assert_true(trust_root_list(db, fresh_arena, (date){DAY_END}, &list, &n, e) && n == 0);
    assert_true(trust_root_list(db, fresh_arena, (date){DAY_END - 1}, &list, &n, e) && n == 2);
    return true;
}

static void
test_roots_and_keys(void **state)
{
    struct err e = {0};
    (void)state;
    OK(db_tx(fresh_db, 0, story, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_roots_and_keys)};
    return fresh_run(tests, COUNT(tests));
}
