/* What a final assessment means for those who use it (I2), and how an institution passes retained surplus on to its
 * staff (K5). */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "oversight/effect.h"
#include "oversight/incentive.h"
#include "project/explained.h"
#include "project/project.h"
#include "words/effects.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define FILE_1 "1111111111111111111111111111111111111111111111111111111111111111"

static struct err e;
static enum put how;
static struct project project;
static struct policy *pack;
static int64_t version, issued;

static void
use_pack(const char *id)
{
    project.pack = id;
    OK(project_pack(&project, fresh_arena, &pack, &e));
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    fresh_sql(seed);
    fresh_sql("INSERT INTO file (sha256, type, size) VALUES ('" FILE_1 "', 'application/pdf', 1)");
    OK(project_get(DB, FRESH_POOL, "P", &project, &e));
    use_pack("chuxiong");
    return rc;
}

static void
refused(bool ok, enum msg msg, const char *why)
{
    if (ok)
        fail_msg("%s: taken", why);
    if (e.msg != msg)
        fail_msg("%s: %s", why, msg_name(e.msg));
}

/* --- effects --- */

static bool
issue_job(struct db *db, void *arg, struct err *err)
{
    return effects_issue(db, fresh_arena, &project, pack, 2025, day(arg), &issued, err);
}

static bool
issue(const char *on)
{
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, issue_job, (void *)(uintptr_t)on, &e);
}

static void
assessed(const char *institution, int64_t score, const char *state, bool applicable)
{
    const char *final = strcmp(state, "final") == 0 || strcmp(state, "published") == 0 ? "2026-01-20" : "";
    fresh_sql(arena_printf(fresh_arena, "INSERT INTO assessment VALUES (500000, 'P', 2025, '%s', %d, %d, 0, 0, '%s', '2026-01-20', '', '', '%s')",
                     institution, applicable, (int)score, state, final));
}

static const struct effect *
effect_for(const struct effect *list, size_t n, const char *institution, enum effect_use use)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].use == use && strcmp(list[i].institution, institution) == 0)
            return &list[i];
    return NULL;
}

static void
test_effects(void **state)
{
    static const struct {
        const char *institution;
        int64_t score;
        enum assess_band band;
        const char *quota;
        int64_t share;
    } want[] = {
        {"H1", 10000, ASSESS_GOOD_BAND, "reward", 500000}, {"H2", 8000, ASSESS_GOOD_BAND, "reward", 400000},
        {"H3", 7999, ASSESS_PASSED, "none", 400000},       {"H4", 6000, ASSESS_PASSED, "none", 300000},
        {"H5", 5999, ASSESS_FAILED, "penalty", 0},         {"H6", 0, ASSESS_FAILED, "penalty", 0},
    };
    struct effect *list;
    size_t n;
    (void)state;
    refused(issue("2026-02-01"), M_EFFECT_NONE, "nothing was assessed");
    assessed("H7", 9000, "sent", true);
    assessed("H8", 0, "final", false); /* nothing to assess: nothing follows */
    refused(issue("2026-02-01"), M_EFFECT_NONE, "nothing is final");
    for (size_t i = 0; i < COUNT(want); i++)
        assessed(want[i].institution, want[i].score, i % 2 == 0 ? "final" : "published", true);
    refused(issue("2026-01-19"), M_EFFECT_EARLY, "before it was final");
    OK(issue("2026-02-01"));
    assert_int_equal(issued, COUNT(want));
    const char *once = fresh_digest();
    OK(issue("2026-02-02")); /* issued once */
    assert_int_equal(issued, 0);
    assert_string_equal(fresh_digest(), once);
    OK(effects_read(DB, FRESH_POOL, "P", 2025, &list, &n, &e));
    assert_int_equal(n, COUNT(want) * EFFECT_USES);
    for (size_t i = 0; i < COUNT(want); i++)
        for (enum effect_use u = 0; u < EFFECT_USES; u++) {
            const struct effect *f = effect_for(list, n, want[i].institution, u);
            assert_non_null(f);
            assert_int_equal(f->band, want[i].band);
            assert_int_equal(f->score, want[i].score);
            assert_int_equal(f->share.ppm, u == USE_RETENTION ? want[i].share : 0);
            assert_string_equal(f->says, u == USE_RETENTION ? "share" : want[i].quota);
            assert_int_equal(f->on.day, day("2026-02-01").day);
        }
}

static void
test_effects_say_why(void **state)
{
    char text[EFFECT_TEXT_MAX], clause[EFFECT_CLAUSE_MAX];
    struct explain_step step[8];
    struct explain x = {.step = step, .max = 8};
    struct stamp stamp;
    struct effect *list;
    bool found;
    size_t n;
    (void)state;
    assessed("H1", 5999, "final", true);
    OK(issue("2026-02-01"));
    OK(effects_read(DB, FRESH_POOL, "P", 2025, &list, &n, &e));
    const struct effect *quota = effect_for(list, n, "H1", USE_QUOTA), *keep = effect_for(list, n, "H1", USE_RETENTION);
    assert_non_null(strstr(effect_text(quota, LANG_ZH, text), "59.99 分（不合格）"));
    assert_non_null(strstr(effect_text(quota, LANG_EN, text), "sanctioned in next year's quota"));
    assert_non_null(strstr(effect_clause(pack, USE_QUOTA, LANG_ZH, clause), "不因采购品种价格下降而相应降低医保总额指标"));
    assert_non_null(strstr(effect_clause(pack, USE_PERFORMANCE, LANG_ZH, clause), "年度考核"));
    assert_non_null(strstr(effect_text(keep, LANG_ZH, text), "结余留用比例 0%"));
    OK(explained_get(DB, FRESH_POOL, "effect", "P/2025/H1", &stamp, &x, &found, &e));
    assert_true(found);
    assert_int_equal(x.n, 2);
    use_pack("chongqing"); /* no rule on retention there */
    assessed("H2", 9000, "final", true);
    OK(issue("2026-02-01"));
    OK(effects_read(DB, FRESH_POOL, "P", 2025, &list, &n, &e));
    keep = effect_for(list, n, "H2", USE_RETENTION);
    assert_string_equal(keep->says, "not_regulated");
    assert_non_null(strstr(effect_text(keep, LANG_ZH, text), "未规定结余留用"));
}

/* --- passed on to staff --- */

struct scheme_call {
    const char *title, *file, *from;
};

static bool
scheme_job(struct db *db, void *arg, struct err *err)
{
    const struct scheme_call *s = arg;
    const struct incentive_scheme in = {.institution = "H1", .title = s->title, .file = s->file, .who = "nurse", .from = day(s->from)};
    return scheme_put(db, fresh_arena, FRESH_POOL, &in, &version, &how, err);
}

static bool
scheme(const char *title, const char *file, const char *from)
{
    struct scheme_call s = {title, file, from};
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, scheme_job, &s, &e);
}

static bool
payout_job(struct db *db, void *arg, struct err *err)
{
    return payout_put(db, fresh_arena, FRESH_POOL, arg, day("2026-12-31"), &version, &how, err);
}

static bool
payout(const char *on, size_t n, const struct incentive_line line[])
{
    struct incentive_payout p = {.institution = "H1", .project = "P", .who = "nurse", .year = 2025, .on = day(on),
                                 .line = line, .lines = n};
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, payout_job, &p, &e);
}

static void
test_incentive(void **state)
{
    static const struct incentive_line
        fine[] = {{"surgery", "use of selected products", SHARE_STAFF, 12, {6000000}},
                  {"nursing", "use of selected products", SHARE_STAFF, 20, {3000000}},
                  {"equipment", "III", SHARE_INSTITUTION, 0, {1000000}}},
        other[] = {{"surgery", "a", SHARE_STAFF, 12, {7000000}}, {"nursing", "b", SHARE_STAFF, 20, {3000000}}},
        twice[] = {{"surgery", "a", SHARE_STAFF, 12, {7000000}}, {"surgery", "b", SHARE_STAFF, 20, {3000000}}},
        kept[] = {{"equipment", "a", SHARE_INSTITUTION, 0, {10000000}}},
        nobody[] = {{"surgery", "a", SHARE_STAFF, 0, {10000000}}},
        part[] = {{"surgery", "a", SHARE_STAFF, 1, {9999900}}}, split[] = {{"surgery", "a", SHARE_STAFF, 1, {9999950}}},
        huge[] = {{"surgery", "a", SHARE_STAFF, 1, {INT64_MAX / 100 * 100}}, {"nursing", "a", SHARE_STAFF, 1, {INT64_MAX / 100 * 100}}},
        below[] = {{"surgery", "a", SHARE_STAFF, 1, {-10000000}}};
    (void)state;
    refused(payout("2026-05-01", 3, fine), M_INCENTIVE_UNPAID, "nothing is owed");
    fresh_sql("INSERT INTO retention_owed VALUES (500000,'P','H1',2025,'employee',10000000,'2026-04-20','',1,'',0)");
    refused(payout("2026-05-01", 3, fine), M_INCENTIVE_UNPAID, "nothing was paid");
    fresh_sql("UPDATE retention_owed SET paid_on = '2026-04-15', paid_entry = 2");
    refused(payout("2026-05-01", 3, fine), M_INCENTIVE_SCHEME, "no scheme");
    refused(scheme("S", "00", "2026-01-01"), M_INCENTIVE_FILE, "a file nobody kept");
    OK(scheme("S", FILE_1, "2026-04-30"));
    OK(scheme("S", FILE_1, "2026-04-30"));
    assert_int_equal(how, PUT_SAME);
    refused(scheme("T", FILE_1, "2026-01-01"), M_INCENTIVE_BEFORE, "older than the last");
    refused(payout("2026-04-29", 3, fine), M_INCENTIVE_SCHEME, "not in force yet");
    refused(payout("2026-04-14", 3, fine), M_INCENTIVE_EARLY, "before it was paid");
    refused(payout("2027-01-01", 3, fine), M_INCENTIVE_LATER, "to come");
    refused(payout("2026-05-01", 2, fine), M_INCENTIVE_SUM, "a line is missing");
    refused(payout("2026-05-01", 1, part), M_INCENTIVE_SUM, "a fen is missing");
    refused(payout("2026-05-01", 1, split), M_INCENTIVE_LINE, "parts of a fen");
    refused(payout("2026-05-01", 1, below), M_INCENTIVE_LINE, "below zero");
    refused(payout("2026-05-01", 2, twice), M_INCENTIVE_TWICE, "a department twice");
    refused(payout("2026-05-01", 1, kept), M_INCENTIVE_STAFF, "nothing to staff");
    refused(payout("2026-05-01", 1, nobody), M_INCENTIVE_LINE, "to nobody");
    refused(payout("2026-05-01", 2, huge), M_INCENTIVE_LARGE, "more than can be added");
    OK(payout("2026-05-01", 3, fine));
    assert_int_equal(version, 1);
    const char *once = fresh_digest();
    OK(payout("2026-05-01", 3, fine));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(fresh_digest(), once);
    OK(payout("2026-05-02", 2, other)); /* put right: the first stays */
    assert_int_equal(how, PUT_CHANGED);
    assert_int_equal(version, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_effects), TEST(test_effects_say_why), TEST(test_incentive)};
    return fresh_run(tests, COUNT(tests));
}
