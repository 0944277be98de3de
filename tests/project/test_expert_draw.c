/* Experts in the bank, and a draw of them: who is removed, what is refused, who moves up, and that a
 * record with anything changed no longer repeats. */
#include "../db/fresh.h"
#include "project/expert_draw.h"
#include "project/participation.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define MAKER "91330100799655058B"
#define RELATED "91110000802100433B"
#define HOSPITAL "H50010300001"

static struct err e;
static enum put how;
static enum draw_verdict verdict;
static const char *who;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static const struct expert bank[] = {
    {"E1", "one", "elsewhere", SPECIALITY_CLINICAL, "", true, {0}, ""},
    {"E2", "two", "elsewhere", SPECIALITY_CLINICAL, "", true, {0}, ""},
    {"E3", "three", "elsewhere", SPECIALITY_CLINICAL, "X;Y", true, {0}, ""},
    {"E4", "four", HOSPITAL, SPECIALITY_CLINICAL, "", true, {0}, ""},         /* takes part */
    {"E5", "five", "the hospital", SPECIALITY_CLINICAL, "", true, {0}, ""},   /* the same, by name */
    {"E6", "six", "elsewhere", SPECIALITY_CLINICAL, "X;" MAKER, true, {0}, ""}, /* of the bidder */
    {"E7", "seven", "elsewhere", SPECIALITY_CLINICAL, "related", true, {0}, ""}, /* its sister */
    {"E8", "eight", "elsewhere", SPECIALITY_CLINICAL, "", false, {0}, ""},    /* has no time */
    {"I1", "nine", "elsewhere", SPECIALITY_INSURANCE, "", true, {0}, ""},
    {"M1", "ten", "elsewhere", SPECIALITY_MANAGEMENT, "", true, {0}, ""},
};

static bool
reference(struct db *db, void *arg, struct err *er)
{
    static const struct region regions[] = {{"500000", "Chongqing", "", REGION_PROVINCE},
        {"500100", "districts", "500000", REGION_CITY}, {"500103", "Yuzhong", "500100", REGION_COUNTY}};
    static const struct pool pool = {500000, "500000", "Chongqing", POOL_WHOLE};
    static const struct company company[] = {
        {.code = MAKER, .name = "maker", .country = "CN", .registrant = true, .agent = "",
         .controller = "K", .region = "", .successor = ""},
        {.code = RELATED, .name = "related", .country = "CN", .registrant = true, .agent = "",
         .controller = "K", .region = "", .successor = ""}};
    static const struct institution hospital = {.code = HOSPITAL, .name = "the hospital",
        .region = "500103", .successor = ""};
    (void)arg;
    for (size_t i = 0; i < COUNT(regions); i++)
        if (!region_put(db, fresh_arena, &regions[i], &how, er))
            return false;
    return pool_put(db, fresh_arena, &pool, &how, er) &&
           company_put(db, fresh_arena, &company[0], &how, er) &&
           company_put(db, fresh_arena, &company[1], &how, er) &&
           institution_put(db, fresh_arena, &hospital, &how, er);
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    const struct project p = {.pool = 500000, .code = "P1", .name = "p", .pack = "guangzhou",
        .executed_on = day("2021-01-01"), .cycle_months = 12, .rules = ""};
    const struct participation t = {.institution = HOSPITAL, .takes_part = true, .reason = ""};
    OK(db_tx(fresh_db, 0, reference, NULL, &e));
    OK(project_put(DB, &p, &how, &e));
    OK(participation_put(DB, 500000, "P1", &t, &how, &e));
    for (size_t i = 0; i < COUNT(bank); i++)
        OK(expert_put(DB, 500000, &bank[i], &how, &e));
    return rc;
}

static struct draw_ask
ask(const char *need)
{
    static const char *const companies[] = {MAKER};
    struct draw_ask a = {.project = "P1", .draw = "D1", .randomness = "close",
        .on = day("2020-11-19"), .company = companies, .companies = 1};
    assert_true(draw_need_parse(a.need, need));
    for (int i = 0; i < DRAW_SECRET_SIZE; i++)
        a.secret[i] = (uint8_t)(i * 7 + 1);
    return a;
}

static const struct draw_person *
person(const struct expert_draw *d, const char *code)
{
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->person[i].code, code) == 0)
            return &d->person[i];
    fail_msg("no %s", code);
    return NULL;
}

static struct expert_draw
drawn(const char *need)
{
    struct draw_ask a = ask(need);
    struct expert_draw d;
    OK(draw_commit(DB, 500000, &a, &d, &how, &verdict, &who, &e));
    assert_int_equal(verdict, DRAW_OK);
    OK(draw_get(DB, 500000, "P1", "D1", &d, &e));
    assert_false(d.record.revealed);
    OK(draw_reveal(DB, &d, "3377.73", day("2020-11-20"), a.secret, &how, &verdict, &who, &e));
    assert_int_equal(verdict, DRAW_OK);
    OK(draw_get(DB, 500000, "P1", "D1", &d, &e));
    assert_true(d.record.revealed);
    return d;
}

static void
test_needs(void **state)
{
    static const struct {
        const char *text;
        bool ok;
        size_t places, reserve; /* clinical */
    } examples[] = {
        {"clinical=3", true, 3, 3},
        {"clinical=3+0", true, 3, 0},
        {"insurance=1,clinical=3+12", true, 3, 12},
        {"", false, 0, 0},
        {"clinical", false, 0, 0},
        {"clinical=", false, 0, 0},
        {"clinical=0", false, 0, 0},
        {"clinical=3+", false, 0, 0},
        {"clinical=3,", false, 0, 0},
        {"clinical=3,clinical=3", false, 0, 0},
        {"surgical=3", false, 0, 0},
        {"clinical=-3", false, 0, 0},
        {"clinical=12345", false, 0, 0},
    };
    struct draw_need need[SPECIALITIES];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        if (draw_need_parse(need, examples[i].text) != examples[i].ok)
            fail_msg("%s", examples[i].text);
        if (examples[i].ok && (need[0].places != examples[i].places || need[0].reserve != examples[i].reserve))
            fail_msg("%s", examples[i].text);
    }
}

static void
test_bank(void **state)
{
    struct expert x = bank[0];
    struct experts on;
    (void)state;
    OK(expert_put(DB, 500000, &x, &how, &e));
    assert_int_equal(how, PUT_SAME);
    x.removed_on = day("2020-06-01");
    assert_false(expert_put(DB, 500000, &x, &how, &e));
    assert_string_equal(e.at.field, "reason");
    x.reason = "retired";
    OK(expert_put(DB, 500000, &x, &how, &e));
    OK(expert_on(DB, 500000, day("2020-05-31"), &on, &e));
    assert_int_equal(on.n, COUNT(bank) - 1); /* E8 has no time */
    OK(expert_on(DB, 500000, day("2020-06-01"), &on, &e));
    assert_int_equal(on.n, COUNT(bank) - 2);
    x.removed_on = day("");
    assert_false(expert_put(DB, 500000, &x, &how, &e));
}

static void
test_conflicts(void **state)
{
    static const struct {
        const char *code;
        enum draw_conflict conflict;
    } examples[] = {
        {"E1", DRAW_FREE}, {"E3", DRAW_FREE}, {"E4", DRAW_SAME_EMPLOYER}, {"E5", DRAW_SAME_EMPLOYER},
        {"E6", DRAW_SAME_BIDDER}, {"E7", DRAW_SAME_BIDDER}, {"I1", DRAW_FREE},
    };
    struct expert_draw d = drawn("clinical=2,insurance=1");
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        if (person(&d, examples[i].code)->conflict != examples[i].conflict)
            fail_msg("%s", examples[i].code);
    assert_int_equal(d.n, 8); /* nobody of management, and not E8 */
    assert_int_equal(d.lot[0].n, 3);
    for (size_t i = 0; i < d.n; i++)
        assert_true(d.person[i].conflict == DRAW_FREE || d.person[i].place == 0);
}

static void
test_too_few(void **state)
{
    struct draw_ask a = ask("clinical=4");
    struct expert_draw d;
    (void)state;
    const char *before = fresh_digest();
    OK(draw_commit(DB, 500000, &a, &d, &how, &verdict, &who, &e));
    assert_int_equal(verdict, DRAW_TOO_FEW);
    assert_string_equal(who, "clinical");
    assert_string_equal(before, fresh_digest());
}

static void
test_again(void **state)
{
    struct draw_ask a = ask("clinical=2,insurance=1");
    struct expert_draw d = drawn("clinical=2,insurance=1");
    struct expert more = bank[0];
    (void)state;
    more.code = "E0";
    OK(expert_put(DB, 500000, &more, &how, &e)); /* too late for this draw */
    const char *before = fresh_digest();
    OK(draw_commit(DB, 500000, &a, &d, &how, &verdict, &who, &e));
    assert_int_equal(how, PUT_SAME);
    assert_int_equal(d.lot[0].n, 3);
    OK(draw_reveal(DB, &d, "3377.73", day("2020-11-20"), a.secret, &how, &verdict, &who, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(draw_reveal(DB, &d, "3377.74", day("2020-11-20"), a.secret, &how, &verdict, &who, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    a.need[0].places = 1;
    assert_false(draw_commit(DB, 500000, &a, &d, &how, &verdict, &who, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_string_equal(before, fresh_digest());
    assert_false(draw_get(DB, 500000, "P1", "D2", &d, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
}

static void
test_reveal_refused(void **state)
{
    struct draw_ask a = ask("clinical=2");
    struct expert_draw d;
    (void)state;
    OK(draw_commit(DB, 500000, &a, &d, &how, &verdict, &who, &e));
    const char *before = fresh_digest();
    OK(draw_reveal(DB, &d, "x", day("2020-11-19"), a.secret, &how, &verdict, &who, &e));
    assert_int_equal(verdict, DRAW_PUBLIC_EARLY);
    OK(draw_get(DB, 500000, "P1", "D1", &d, &e));
    a.secret[0] ^= 1;
    OK(draw_reveal(DB, &d, "x", day("2020-11-20"), a.secret, &how, &verdict, &who, &e));
    assert_int_equal(verdict, DRAW_COMMITMENT);
    assert_string_equal(before, fresh_digest());
}

static void
test_decline(void **state)
{
    struct expert_draw d = drawn("clinical=2+1");
    const char *first = NULL, *reserve = NULL;
    (void)state;
    for (size_t i = 0; i < d.n; i++) {
        first = d.person[i].place == 1 ? d.person[i].code : first;
        reserve = d.person[i].place == 3 ? d.person[i].code : reserve;
    }
    assert_false(draw_decline(DB, &d, reserve, day("2020-11-21"), "ill", &how, &e)); /* no seat yet */
    assert_false(draw_decline(DB, &d, "E4", day("2020-11-21"), "ill", &how, &e));
    assert_false(draw_decline(DB, &d, first, day("2020-11-19"), "ill", &how, &e));
    OK(draw_decline(DB, &d, first, day("2020-11-21"), "ill", &how, &e));
    OK(draw_get(DB, 500000, "P1", "D1", &d, &e));
    assert_true(person(&d, reserve)->seat && !person(&d, first)->seat);
    OK(draw_decline(DB, &d, first, day("2020-11-21"), "ill", &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(draw_decline(DB, &d, first, day("2020-11-21"), "well", &how, &e));
    OK(draw_decline(DB, &d, reserve, day("2020-11-22"), "away", &how, &e)); /* nobody behind */
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_SAME);
}

/* Each change of a record is seen. */
static void
test_repeat(void **state)
{
    struct expert_draw d = drawn("clinical=2+0,insurance=1");
    struct draw_person *p = NULL;
    (void)state;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_SAME);
    for (size_t i = 0; i < d.n; i++)
        if (d.person[i].conflict == DRAW_FREE && d.person[i].place == 0)
            p = &d.person[i];
    assert_non_null(p);
    p->place = 1;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_PLACE);
    assert_string_equal(who, p->code);
    p->place = 0;
    p->seat = true;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_SEAT);
    p->seat = false;
    p->salt[0] ^= 1;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_HASH);
    p->salt[0] ^= 1;
    p->conflict = DRAW_SAME_BIDDER; /* taken off the list afterwards */
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_LIST);
    p->conflict = DRAW_FREE;
    d.record.public_text = "3377.74";
    assert_int_not_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_RULE);
    d.record.public_text = "3377.73";
    d.lot[0].places = 1;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_RULE);
    assert_int_equal(verdict, DRAW_LIST);
    d.lot[0].places = 2;
    d.record.secret[5] ^= 1;
    assert_int_equal(draw_repeat(&d, fresh_arena, &verdict, &who), REPEAT_RULE);
    assert_int_equal(verdict, DRAW_COMMITMENT);
    for (int r = 0; r < DRAW_REPEATS; r++)
        assert_true(draw_repeat_name((enum draw_repeat)r)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_needs), TEST(test_bank),           TEST(test_conflicts), TEST(test_too_few),
        TEST(test_again), TEST(test_reveal_refused), TEST(test_decline),   TEST(test_repeat),
    };
    return fresh_run(tests, COUNT(tests));
}
