/* The agreed ratio by the number of winners, in a database: a group waits for its award, then takes the
 * ratio of as many winners as it has; standbys and winners without volume do not count. */
#include "../db/fresh.h"
#include "demand/demand.h"
#include "demand/publish.h"
#include "demand/version.h"
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

static bool
again(const char *reason, bool replace, struct volume_run *r, struct err *e)
{
    struct err list[1];
    *r = (struct volume_run){.arena = fresh_arena, .pool = FRESH_POOL, .code = "P", .has_share = true,
                             .share = {600000}, .replace = replace, .why = {reason, "clerk", {20000}},
                             .errs = {.list = list, .max = 1}};
    return db_tx(fresh_db, FRESH_POOL, run_volume, r, e);
}

/* What was published stays, whatever is said, but for a reason; then the old figures stay beside it. */
static void
test_published_volumes_stay(void **state)
{
    struct volume_run r;
    struct version_row *v;
    size_t n;
    const char *number;
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, write_world, NULL, &e));
    OK(again("", false, &r, &e));
    sql("UPDATE demand SET qty = 1000, reviewed = 1000 WHERE grp = 'G1'");
    assert_false(again("", false, &r, &e)); /* other data: asks for --replace */
    OK(again("", true, &r, &e));            /* not published: no reason needed */
    struct group_volumes g;
    OK(volume_list(fresh_db, fresh_arena, FRESH_POOL, "P", &g, &e));
    sql("INSERT INTO announcement (pool, project, announcement, kind, title, body, document, version, sha256,"
        " published_on, notice_until, object_until, estimate, who) VALUES (%d, 'P', 'N1', 'volume', 't', '', '', 0,"
        " '%s', '2024-09-10', '', '', 0, 'w')", FRESH_POOL, g.sha256);
    OK(volumes_published(fresh_db, fresh_arena, FRESH_POOL, "P", &number, &e));
    assert_string_equal(number, "N1");
    const char *before = fresh_digest();
    OK(again("", true, &r, &e)); /* the same result is no change */
    OK(again("asked twice", false, &r, &e));
    assert_string_equal(fresh_digest(), before);

    sql("UPDATE demand SET qty = 900, reviewed = 900 WHERE grp = 'G1'");
    before = fresh_digest();
    for (int replace = 0; replace < 2; replace++) {
        assert_false(again(replace ? "" : NULL, replace == 1, &r, &e));
        assert_int_equal(e.code, ERR_CONFLICT);
        assert_string_equal(e.at.field, "reason");
        assert_string_equal(e.arg[1], "N1");
        assert_string_equal(fresh_digest(), before);
    }
    OK(again("H1 counted a ward twice", false, &r, &e));
    assert_int_equal(r.done, 1);
    OK(version_list(fresh_db, fresh_arena, FRESH_POOL, "P", &v, &n, &e));
    assert_int_equal(n, 1);
    assert_true(v->version == 1 && v->base.pieces == 1000 && v->agreed.pieces == 600 && v->share.ppm == 600000);
    assert_string_equal(v->group, "G1");
    assert_string_equal(v->announcement, "N1");
    assert_string_equal(v->reason, "H1 counted a ward twice");
    assert_string_equal(v->who, "clerk");
    assert_string_equal(v->replaced_on, "2024-10-04");
    OK(volumes_published(fresh_db, fresh_arena, FRESH_POOL, "P", &number, &e));
    assert_string_equal(number, ""); /* the new ones are not published yet */
    /* Another part of the same sum is another figure as well. */
    const struct demand_key k = {FRESH_POOL, "P", "G2", "H2", ""};
    enum put how;
    OK(report_demand(fresh_db, fresh_arena, &k, (qty){1}, "", &how, &e));
    sql("UPDATE demand SET qty = 1000, reviewed = 1000 WHERE grp = 'G2' AND institution = 'H1'");
    assert_false(again("", true, &r, &e));
    OK(again("H2 came late", true, &r, &e));
    OK(version_list(fresh_db, fresh_arena, FRESH_POOL, "P", &v, &n, &e));
    assert_int_equal(n, 2);
    struct rows parts;
    static const struct query q = {"test_parts", "SELECT part, base, agreed FROM volume_part WHERE pool = $1 AND grp = 'G2'", NULL, 1};
    OK(db_run(fresh_db, &q, fresh_arena, &parts, &e, v_int(FRESH_POOL)));
    assert_int_equal(parts.n, 1);
    assert_string_equal(row_text(&parts, 0, 0), "H1");
    assert_int_equal(row_int(&parts, 0, 1), 1001);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_ratio_by_number_of_winners),
                                       TEST(test_published_volumes_stay)};
    return fresh_run(tests, COUNT(tests));
}
