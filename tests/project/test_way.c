/* In which way a project buys: what the pack provides for, what an authority added, how many have to
 * take part. */
#include "../db/fresh.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/way.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

static enum put how;

static void
test_every_answer(void **state)
{
    bool seen[CHOICES] = {false};
    (void)state;
    for (int way = -1; way <= WAYS; way++)
        for (int provided = 0; provided < 2; provided++)
            for (int64_t n = 0; n < 4; n++)
                for (int64_t least = 0; least < 4; least++) {
                    const struct way_facts f = {way, provided, n, least};
                    enum way_answered v = way_check(&f);
                    assert_int_equal(v == CHOICE_OK, way >= 0 && provided && n >= least);
                    seen[v] = true;
                }
    for (int v = 0; v < CHOICES; v++)
        assert_true(seen[v]);
}

static bool
choose(struct db *db, const char *way, struct err *e)
{
    return choose_way(db, fresh_arena, FRESH_POOL, "P", way, (date){19850}, &how, e);
}

static void
refused(bool ok, struct err *e, const char *msg)
{
    assert_false(ok);
    assert_string_equal(msg_name(e->msg), msg);
    *e = (struct err){.code = ERR_NONE};
}

static bool
join(struct db *db, const char *hospital, struct err *e)
{
    const struct participation in = {.institution = hospital, .takes_part = true, .reason = ""};
    return participation_put(db, fresh_arena, FRESH_POOL, "P", &in, &how, e);
}

/* Guangzhou provides for group negotiation, of two at least; Chongqing does not. */
static bool
story(struct db *db, void *arg, struct err *e)
{
    struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "guangzhou",
                        .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    struct added_way w = {"auction", "reverse auction", true, 3, "notice 7", {19840}};
    const char *way;
    (void)arg;
    assert_true(project_put(db, fresh_arena, &p, &how, e) &&
                project_begin(db, fresh_arena, FRESH_POOL, "P", (date){19800}, "o", &how, e));
    refused(choose(db, "barter", e), e, "way_unknown");
    assert_true(join(db, "H1", e));
    refused(choose(db, "group_negotiation", e), e, "way_few");
    assert_true(join(db, "H2", e));
    assert_true(choose(db, "group_negotiation", e) && how == PUT_NEW);
    assert_true(choose(db, "group_negotiation", e) && how == PUT_SAME);
    refused(choose(db, "linkage", e), e, "way_not_open");
    w.way = "tender";
    refused(way_put(db, fresh_arena, FRESH_POOL, &w, &how, e), e, "way_built_in");
    w.way = "auction";
    assert_true(way_put(db, fresh_arena, FRESH_POOL, &w, &how, e));
    refused(choose(db, "auction", e), e, "way_few");
    assert_true(join(db, "H3", e) && choose(db, "auction", e) && how == PUT_CHANGED);
    assert_true(way_of(db, fresh_arena, FRESH_POOL, "P", &way, e));
    assert_string_equal(way, "auction");
    w.open = false; /* from a later day on it is no longer open */
    w.from.day = 19845;
    assert_true(way_put(db, fresh_arena, FRESH_POOL, &w, &how, e) && choose(db, "group_negotiation", e));
    refused(choose(db, "auction", e), e, "way_not_open");
    p.pack = "chongqing";
    assert_true(project_put(db, fresh_arena, &p, &how, e));
    refused(choose(db, "tender", e), e, "way_not_open");
    return true;
}

static void
test_entry_conditions(void **state)
{
    struct err e = {0};
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, story, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_answer), TEST(test_entry_conditions)};
    return fresh_run(tests, COUNT(tests));
}
