/* The agreed ratio by the number of winners, in a database: a group waits for its award, then takes the
 * ratio of as many winners as it has; standbys and winners without volume do not count. */
#include "../db/fresh.h"
#include "demand/demand.h"
#include "tender/run_volume.h"

static const char rules[] =
    "id: t\nname: {zh: 测, en: t}\n"
    "quotes: {decimals: 2, basis: {choice: {zh: 甲, en: a}}}\n"
    "ranking: {ties: [reported], basis: {choice: {zh: 甲, en: a}}}\n"
    "steps:\n - name: all\n   when: {rank_at_most: 9}\n   outcome: select\n"
    "   basis: {choice: {zh: 甲, en: a}}\n"
    "split: {ratio: before_split, agreed: [50%, 60%, 70%, 80%], by: reported, keep: [100%, 100%, 100%, "
    "100%, 100%, 100%], rest: rank1, basis: {choice: {zh: 甲, en: a}}}\n";

static void
sql(const char *fmt, ...)
{
    char text[2048];
    struct err e;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    OK(fresh_db->ops->exec(fresh_db, text, &e));
}

static bool
write_world(struct db *db, void *arg, struct err *e)
{
    static const char *const groups[] = {"G1", "G2", "G3", "G4", "G6"};
    struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "chongqing",
                        .executed_on = {19000}, .cycle_months = 12, .rules = rules, .rules_sha256 = ""};
    enum put how;
    (void)arg;
    if (!project_put(db, fresh_arena, &p, &how, e))
        return false;
    for (size_t i = 0; i < COUNT(groups); i++) {
        struct project_group g = {.group = groups[i], .name = "g", .unit = "", .class = ""};
        const struct demand_key k = {FRESH_POOL, "P", groups[i], "H1", ""};
        if (!group_put(db, fresh_arena, FRESH_POOL, "P", &g, &how, e) ||
            !report_demand(db, fresh_arena, &k, (qty){1001}, "", &how, e))
            return false;
    }
    return true;
}

/* A bid and what became of it. */
static void
bid(const char *group, int i, const char *decision)
{
    sql("INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, unit, "
        "factor, capacity, reported, regions, filed_at, previous_price, own_lowest, other_prices, related_to, "
        "ceiling, certificate_to, qualified, credit, signs_cut, draw) VALUES (%d, 'P', '%s', 'S%d', 'C%d', "
        "1000, 0, 0, '', 0, -1, 0, '', '', 0, 0, '', '', 0, '', 1, 0, 0, 0)",
        FRESH_POOL, group, i, i);
    sql("INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, tied, "
        "decision, step, clause, figures) VALUES (%d, 'P', '%s', 'S%d', 'C%d', 1000, 0, '', %d, 1, '%s', '', '', '')",
        FRESH_POOL, group, i, i, i, decision);
}

static void
awarded(const char *group, int winners)
{
    sql("INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, pack_sha256, "
        "rules_sha256, inputs_sha256) VALUES (%d, 'P', '%s', 'done', %d, %d, '', '', '', '', '')",
        FRESH_POOL, group, winners + 2, winners);
    for (int i = 1; i <= winners; i++)
        bid(group, i, i == 1 ? "select" : "select_without_quota");
    bid(group, winners + 1, "standby");
    bid(group, winners + 2, "select_without_volume");
}

static void
volumes(struct volume_run *r)
{
    struct err list[1], e;
    *r = (struct volume_run){.arena = fresh_arena, .pool = FRESH_POOL, .code = "P",
                             .errs = {.list = list, .max = 1}};
    OK(db_tx(fresh_db, FRESH_POOL, run_volume, r, &e));
}

static void
test_ratio_by_number_of_winners(void **state)
{
    static const struct {
        const char *group;
        int winners;
        int64_t ratio, agreed;
    } cases[] = {
        {"G1", 1, 500000, 501}, /* 500.5 half up */
        {"G2", 2, 600000, 601}, {"G3", 3, 700000, 701}, {"G4", 4, 800000, 801},
        {"G6", 6, 800000, 801}, /* the last counts for all above */
    };
    struct volume_run r;
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, write_world, NULL, &e));
    volumes(&r);
    assert_int_equal(r.waiting, COUNT(cases));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct volume v;
        bool found;
        OK(volume_get(fresh_db, fresh_arena, FRESH_POOL, "P", cases[i].group, &v, &found, &e));
        assert_false(found); /* nothing is guessed before the award */
        awarded(cases[i].group, cases[i].winners);
        volumes(&r);
        assert_int_equal(r.waiting, COUNT(cases) - i - 1);
        OK(volume_get(fresh_db, fresh_arena, FRESH_POOL, "P", cases[i].group, &v, &found, &e));
        assert_true(found);
        assert_int_equal(v.share.ppm, cases[i].ratio);
        assert_int_equal(v.winners, cases[i].winners);
        assert_int_equal(v.base.pieces, 1001);
        assert_int_equal(v.agreed.pieces, cases[i].agreed);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_ratio_by_number_of_winners)};
    return fresh_run(tests, COUNT(tests));
}
