/* Credit evaluation: both editions at every bound, repeats, repair, measures in time and place, and
 * the grade of every day of a record. RULES 13, DOMAIN 4. */
#include "../test.h"
#include "../figures.h"

#include "engine/credit.h"
#include "words/engine_super.h"

static const struct credit_threshold old_t[] = {
    {CREDIT_KICKBACK, {0}, 2},
    {CREDIT_KICKBACK, {500000 * INT64_C(10000)}, 3},
    {CREDIT_KICKBACK, {2000000 * INT64_C(10000)}, 4},
    {CREDIT_TAX, {1000000 * INT64_C(10000)}, 3},
    {CREDIT_TAX, {10000000 * INT64_C(10000)}, 4},
    {CREDIT_BREACH, {0}, 1},
};
static const struct credit_threshold new_t[] = {
    {CREDIT_KICKBACK, {10000 * INT64_C(10000)}, 1},  {CREDIT_KICKBACK, {500000 * INT64_C(10000)}, 2},
    {CREDIT_KICKBACK, {1000000 * INT64_C(10000)}, 3}, {CREDIT_TAX, {50000 * INT64_C(10000)}, 1},
    {CREDIT_TAX, {500000 * INT64_C(10000)}, 2},      {CREDIT_TAX, {2500000 * INT64_C(10000)}, 3},
    {CREDIT_BREACH, {0}, 1},
};
static const struct credit_measure new_m[] = {
    {1, CREDIT_WARN, CREDIT_COMPANY, CREDIT_REGION, 0},
    {2, CREDIT_LIMIT_LISTING, CREDIT_PRODUCT, CREDIT_PROVINCE, 6},
    {2, CREDIT_PUBLISH, CREDIT_COMPANY, CREDIT_NATION, 0},
    {3, CREDIT_REFUSE_BID, CREDIT_COMPANY, CREDIT_NATION, 12},
    {3, CREDIT_REFUSE_DISTRIBUTION, CREDIT_PRODUCT, CREDIT_REGION, 24},
};
static const struct credit_repair new_r[] = {
    {3, 1u << CREDIT_STOP_ACT | 1u << CREDIT_RETURN_GAINS, 2},
    {3, 1u << CREDIT_STOP_ACT | 1u << CREDIT_RETURN_GAINS | 1u << CREDIT_APOLOGY, 1},
    {1, 1u << CREDIT_STOP_ACT, 0},
};

static void
editions(struct credit_edition e[2])
{
    e[0] = (struct credit_edition){.id = "2020", .from = day("2020-09-16"), .grades = 4,
                                   .months = {0, 12, 24, 36, 36}, .threshold = old_t,
                                   .thresholds = COUNT(old_t)};
    e[1] = (struct credit_edition){.id = "2025", .from = day("2025-01-01"), .grades = 3,
                                   .months = {0, 12, 24, 36}, .threshold = new_t,
                                   .thresholds = COUNT(new_t), .measure = new_m,
                                   .measures = COUNT(new_m), .repair = new_r,
                                   .repairs = COUNT(new_r)};
}

static struct credit_event
event(enum credit_matter m, int64_t yuan, const char *evaluated)
{
    return (struct credit_event){.id = "E1", .matter = m, .amount = money_yuan(yuan),
                                 .happened_on = day(evaluated), .evaluated_on = day(evaluated),
                                 .division = 500000, .product = "C1"};
}

static int
grade_on(const struct credit_event *v, size_t n, const char *on, enum credit_by by, bool repeat,
         struct credit_judged judged[], struct credit_answer *out)
{
    struct credit_edition e[2];
    editions(e);
    credit_at(e, 2, v, n, day(on), by, repeat, judged, out, NULL);
    return out->grade;
}

static void
test_every_bound(void **state)
{
    static const struct {
        const char *why;
        enum credit_matter m;
        int64_t yuan;
        const char *evaluated;
        int at, below; /* the grade at the amount, and 0.0001 yuan under it */
    } examples[] = {
        {"2020 kickback, severe", CREDIT_KICKBACK, 500000, "2023-05-01", 3, 2},
        {"2020 kickback, very severe", CREDIT_KICKBACK, 2000000, "2023-05-01", 4, 3},
        {"2020 tax, severe", CREDIT_TAX, 1000000, "2023-05-01", 3, 0},
        {"2020 tax, very severe", CREDIT_TAX, 10000000, "2023-05-01", 4, 3},
        {"2020, its last day", CREDIT_KICKBACK, 500000, "2024-12-31", 3, 2},
        {"2025 kickback", CREDIT_KICKBACK, 10000, "2025-01-01", 1, 0},
        {"2025 kickback, severe", CREDIT_KICKBACK, 500000, "2025-01-01", 2, 1},
        {"2025 kickback, very severe", CREDIT_KICKBACK, 1000000, "2025-06-01", 3, 2},
        {"2025 tax", CREDIT_TAX, 50000, "2025-06-01", 1, 0},
        {"2025 tax, severe", CREDIT_TAX, 500000, "2025-06-01", 2, 1},
        {"2025 tax, very severe", CREDIT_TAX, 2500000, "2025-06-01", 3, 2},
    };
    struct credit_judged j[1];
    struct credit_answer a;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        for (int under = 0; under < 2; under++) {
            struct credit_event v = event(examples[i].m, examples[i].yuan, examples[i].evaluated);
            v.amount.units -= under;
            int got = grade_on(&v, 1, examples[i].evaluated, CREDIT_BY_EVALUATION, true, j, &a);
            if (got != (under ? examples[i].below : examples[i].at))
                fail_msg("%s: %d", examples[i].why, got);
            assert_int_equal(j[0].standing, got > 0 ? CREDIT_STANDS : CREDIT_BELOW);
        }
}

static void
test_standing_day_by_day(void **state)
{
    static const struct {
        const char *on;
        enum credit_standing want;
        int grade;
    } examples[] = {
        {"2025-02-27", CREDIT_NOT_YET, 0}, {"2025-02-28", CREDIT_STANDS, 1},
        {"2026-02-27", CREDIT_STANDS, 1},  {"2026-02-28", CREDIT_EXPIRED, 0},
        {"2031-01-01", CREDIT_EXPIRED, 0},
    };
    struct credit_event v = event(CREDIT_KICKBACK, 10000, "2025-02-28"), early;
    struct credit_judged j[1];
    struct credit_answer a;
    char text[DATE_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        assert_int_equal(grade_on(&v, 1, examples[i].on, CREDIT_BY_EVALUATION, true, j, &a),
                         examples[i].grade);
        assert_int_equal(j[0].standing, examples[i].want);
        assert_int_equal(a.event, examples[i].grade > 0 ? 0 : 1);
    }
    assert_string_equal(date_text(j[0].until, text), "2026-02-27");
    v.repaired_on[CREDIT_STOP_ACT] = day("2025-05-01");
    assert_int_equal(grade_on(&v, 1, "2025-04-30", CREDIT_BY_EVALUATION, true, j, &a), 1);
    assert_int_equal(grade_on(&v, 1, "2025-05-01", CREDIT_BY_EVALUATION, true, j, &a), 0);
    assert_int_equal(j[0].standing, CREDIT_REPAIRED);
    assert_int_equal(j[0].grade, 0);
    early = event(CREDIT_KICKBACK, 10000, "2020-09-15");
    assert_int_equal(grade_on(&early, 1, "2020-09-20", CREDIT_BY_EVALUATION, true, j, &a), 0);
    assert_int_equal(j[0].standing, CREDIT_NO_EDITION);
    assert_null(j[0].edition);
    for (int s = 0; s < CREDIT_STANDINGS; s++)
        assert_true(credit_standing_name((enum credit_standing)s)[0] != '\0');
}

static void
test_which_edition(void **state)
{
    struct credit_event v = event(CREDIT_KICKBACK, 1500000, "2025-02-01");
    struct credit_judged j[1];
    struct credit_answer a;
    (void)state;
    v.happened_on = day("2024-10-01");
    assert_int_equal(grade_on(&v, 1, "2025-02-01", CREDIT_BY_EVALUATION, true, j, &a), 3);
    assert_string_equal(j[0].edition->id, "2025");
    assert_int_equal(grade_on(&v, 1, "2025-02-01", CREDIT_BY_EVENT, true, j, &a), 3);
    assert_string_equal(j[0].edition->id, "2020"); /* its third grade of four */
}

static void
test_repeat(void **state)
{
    static const struct {
        const char *why, *happened;
        enum credit_matter m;
        bool raise, repeated;
        int grade;
    } examples[] = {
        {"the day of the first evaluation", "2025-02-01", CREDIT_KICKBACK, true, true, 2},
        {"the day before: not again, but also", "2025-01-31", CREDIT_KICKBACK, true, false, 1},
        {"the last day of the first record", "2026-01-31", CREDIT_KICKBACK, true, true, 2},
        {"the day after", "2026-02-01", CREDIT_KICKBACK, true, false, 1},
        {"another matter", "2025-03-01", CREDIT_BREACH, true, false, 1},
        {"the pack does not raise", "2025-03-01", CREDIT_KICKBACK, false, true, 1},
    };
    struct credit_event v[2] = {event(CREDIT_KICKBACK, 10000, "2025-02-01")};
    struct credit_judged j[2];
    struct credit_answer a;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        v[1] = event(examples[i].m, 10000, "2026-02-01");
        v[1].happened_on = day(examples[i].happened);
        int got = grade_on(v, 2, "2026-02-01", CREDIT_BY_EVALUATION, examples[i].raise, j, &a);
        if (got != examples[i].grade || j[1].repeated != examples[i].repeated)
            fail_msg("%s: %d", examples[i].why, got);
        assert_int_equal(j[1].first_grade, 1);
    }
    v[0].amount = money_yuan(9999); /* no record: nothing to repeat */
    v[1] = event(CREDIT_KICKBACK, 10000, "2025-03-01");
    assert_int_equal(grade_on(v, 2, "2025-03-01", CREDIT_BY_EVALUATION, true, j, &a), 1);
    v[0] = v[1] = event(CREDIT_KICKBACK, 1000000, "2025-03-01"); /* the worst stays the worst */
    assert_int_equal(grade_on(v, 2, "2025-03-01", CREDIT_BY_EVALUATION, true, j, &a), 3);
    assert_true(j[1].repeated && !j[0].repeated);
    assert_int_equal(a.event, 0); /* equally bad: the earlier decides */
}

static void
test_worst_of_two_editions(void **state)
{
    struct credit_event v[2] = {event(CREDIT_BREACH, 0, "2024-12-01"), /* 2020: 1 of 4 */
                                event(CREDIT_TAX, 50000, "2025-02-01")}; /* 2025: 1 of 3, worse */
    struct credit_judged j[2];
    struct credit_answer a;
    (void)state;
    assert_int_equal(grade_on(v, 2, "2025-02-01", CREDIT_BY_EVALUATION, true, j, &a), 1);
    assert_int_equal(a.event, 1);
    v[0] = event(CREDIT_KICKBACK, 1, "2024-12-01"); /* 2 of 4: two from the worst, as bad as 1 of 3 */
    assert_int_equal(grade_on(v, 2, "2025-02-01", CREDIT_BY_EVALUATION, true, j, &a), 2);
    assert_int_equal(a.event, 0);
}

static void
test_repair_lowers(void **state)
{
    struct credit_event v = event(CREDIT_TAX, 2500000, "2025-02-01");
    struct credit_judged j[1];
    struct credit_answer a;
    (void)state;
    for (unsigned set = 0; set < 1u << CREDIT_ACTIONS; set++) {
        for (int i = 0; i < CREDIT_ACTIONS; i++)
            v.repaired_on[i].day = set >> i & 1 ? day("2025-03-01").day : 0;
        bool both = (set >> CREDIT_STOP_ACT & 1) != 0 && (set >> CREDIT_RETURN_GAINS & 1) != 0;
        bool apology = set >> CREDIT_APOLOGY & 1;
        assert_int_equal(grade_on(&v, 1, "2025-03-01", CREDIT_BY_EVALUATION, true, j, &a),
                         !both ? 3 : apology ? 1 : 2);
        assert_int_equal(grade_on(&v, 1, "2025-02-28", CREDIT_BY_EVALUATION, true, j, &a), 3);
        assert_int_equal(j[0].first_grade, 3);
    }
}

static void
test_measures(void **state)
{
    struct credit_event v = event(CREDIT_TAX, 2500000, "2025-02-28");
    struct credit_judged j[1];
    struct credit_answer a;
    char text[DATE_TEXT_MAX];
    (void)state;
    grade_on(&v, 1, "2025-02-28", CREDIT_BY_EVALUATION, true, j, &a);
    assert_int_equal(a.n, 2);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_BID, "", 620000), 0);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_BID, "C9", 620000), 0);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_DISTRIBUTION, "C1", 500000), 1);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_DISTRIBUTION, "C2", 500000), 2);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_DISTRIBUTION, "", 500000), 2);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_REFUSE_DISTRIBUTION, "C1", 500100), 2);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_WARN, "", 500000), 2);
    assert_string_equal(date_text(a.effect[0].from, text), "2025-02-28");
    assert_string_equal(date_text(a.effect[0].until, text), "2026-02-27");
    assert_string_equal(date_text(a.effect[1].until, text), "2027-02-27");
    grade_on(&v, 1, "2026-02-27", CREDIT_BY_EVALUATION, true, j, &a);
    assert_int_equal(a.n, 2);
    grade_on(&v, 1, "2026-02-28", CREDIT_BY_EVALUATION, true, j, &a); /* may bid again */
    assert_int_equal(a.n, 1);
    assert_int_equal(a.effect[0].measure->effect, CREDIT_REFUSE_DISTRIBUTION);
    assert_int_equal(a.grade, 3);
    v = event(CREDIT_TAX, 500000, "2025-02-28"); /* grade 2: province, and as long as the record */
    grade_on(&v, 1, "2025-08-27", CREDIT_BY_EVALUATION, true, j, &a);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 500100), 0);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 510000), 2);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 509999), 0);
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 499999), 2);
    v.division = 509999;
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 500000), 0);
    v.division = 499999;
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_LIMIT_LISTING, "C1", 500000), 2);
    v.division = 500000;
    assert_int_equal(credit_effect_find(&a, &v, CREDIT_PUBLISH, "", 110000), 1);
    assert_string_equal(date_text(a.effect[1].until, text), "2027-02-27");
    grade_on(&v, 1, "2025-08-28", CREDIT_BY_EVALUATION, true, j, &a);
    assert_int_equal(a.n, 1);
}

/* A measure of one month ends with the month. */
static void
test_a_measure_of_a_month(void **state)
{
    static const struct credit_measure one[] = {{1, CREDIT_WARN, CREDIT_COMPANY, CREDIT_REGION, 1}};
    struct credit_event v = event(CREDIT_TAX, 50000, "2025-02-01");
    struct credit_edition e[2];
    struct credit_judged j[1];
    struct credit_answer a;
    (void)state;
    editions(e);
    e[1].measure = one;
    e[1].measures = 1;
    credit_at(e, 2, &v, 1, day("2025-02-28"), CREDIT_BY_EVALUATION, true, j, &a, NULL);
    assert_int_equal(a.n, 1);
    credit_at(e, 2, &v, 1, day("2025-03-01"), CREDIT_BY_EVALUATION, true, j, &a, NULL);
    assert_true(a.n == 0 && a.grade == 1);
}

static void
test_more_than_fits(void **state)
{
    static struct credit_event v[CREDIT_EVENTS_MAX];
    static struct credit_judged j[CREDIT_EVENTS_MAX];
    static struct credit_answer a;
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++)
        v[i] = event(CREDIT_TAX, 2500000, "2025-02-28");
    grade_on(v, COUNT(v), "2025-02-28", CREDIT_BY_EVALUATION, true, j, &a);
    assert_int_equal(a.n, CREDIT_EVENTS_MAX);
    assert_int_equal(a.lost, CREDIT_EVENTS_MAX); /* two each */
    grade_on(v, 0, "2025-02-28", CREDIT_BY_EVALUATION, true, j, &a);
    assert_true(a.grade == 0 && a.n == 0 && a.lost == 0 && a.event == 0);
}

static void
test_every_flaw(void **state)
{
    struct credit_edition good[2], e;
    struct credit_threshold t[2] = {{CREDIT_TAX, {5}, 1}, {CREDIT_TAX, {6}, 2}};
    struct credit_measure m[2] = {{1, CREDIT_WARN, CREDIT_COMPANY, CREDIT_REGION, 12}};
    struct credit_repair r[1] = {{3, 1, 2}};
    size_t at;
    (void)state;
    editions(good);
    assert_int_equal(credit_edition_check(&good[0], &at), CREDIT_SOUND);
    assert_int_equal(credit_edition_check(&good[1], &at), CREDIT_SOUND);
#define FLAW(want, where, change)                                                                  \
    e = good[1], e.threshold = t, e.thresholds = 2, e.measure = m, e.measures = 1, e.repair = r,   \
    e.repairs = 1;                                                                                 \
    change;                                                                                        \
    assert_int_equal(credit_edition_check(&e, &at), want);                                         \
    assert_int_equal(at, where)
    FLAW(CREDIT_SOUND, 1, (void)0);
    FLAW(CREDIT_FLAW_GRADES, 0, e.grades = 0);
    FLAW(CREDIT_FLAW_GRADES, 0, e.grades = CREDIT_GRADES_MAX + 1);
    FLAW(CREDIT_FLAW_MONTHS, 2, e.months[2] = 0);
    FLAW(CREDIT_FLAW_MONTHS, 3, e.months[3] = 1201);
    FLAW(CREDIT_SOUND, 1, e.months[3] = 1200);
    FLAW(CREDIT_FLAW_MONTHS, 1, e.months[1] = 0);
    FLAW(CREDIT_SOUND, 1, (e.months[2] = 1, e.months[3] = 1));
    FLAW(CREDIT_SOUND, 1, (e.grades = CREDIT_GRADES_MAX, e.months[4] = e.months[5] = e.months[6] = e.months[7] = e.months[8] = 9));
    FLAW(CREDIT_FLAW_THRESHOLD, 1, e.grades = 1); /* one grade is enough, but not for grade 2 */
    FLAW(CREDIT_FLAW_THRESHOLD, 1, t[1].grade = 4);
    FLAW(CREDIT_FLAW_THRESHOLD, 1, t[1].grade = 1);
    FLAW(CREDIT_FLAW_THRESHOLD, 1, (t[1].grade = 2, t[1].from.units = 5));
    FLAW(CREDIT_FLAW_THRESHOLD, 0, (t[1].from.units = 6, t[0].from.units = -1));
    FLAW(CREDIT_FLAW_THRESHOLD, 0, (t[0].from.units = 0, t[0].grade = 0));
    t[0].grade = 1;
    FLAW(CREDIT_SOUND, 1, (t[0].matter = CREDIT_BREACH, t[1].grade = 1));
    FLAW(CREDIT_FLAW_MEASURE, 0, m[0].months = 13);
    FLAW(CREDIT_FLAW_MEASURE, 0, m[0].months = -1);
    FLAW(CREDIT_FLAW_MEASURE, 0, (m[0].months = 0, m[0].grade = 4));
    m[0].grade = 3;
    FLAW(CREDIT_FLAW_REPAIR, 0, r[0].needs = 0);
    FLAW(CREDIT_FLAW_REPAIR, 0, (r[0].needs = 1, r[0].lowered = 3));
    FLAW(CREDIT_FLAW_REPAIR, 0, r[0].lowered = -1);
    FLAW(CREDIT_FLAW_REPAIR, 0, (r[0].lowered = 0, r[0].grade = 4));
    for (int f = 0; f < CREDIT_FLAWS; f++)
        assert_true(credit_flaw_name((enum credit_flaw)f)[0] != '\0');
}

static void
test_names_and_words(void **state)
{
    struct credit_edition e[2];
    struct credit_event v[2] = {event(CREDIT_TAX, 50000, "2025-02-28"), event(CREDIT_TAX, 50000, "2025-03-28")};
    struct credit_judged j[2];
    struct credit_answer a;
    struct explain_step steps[8];
    struct explain x = {.step = steps, .max = 8};
    char text[200];
    (void)state;
    editions(e);
    credit_at(e, 2, v, 2, day("2025-03-28"), CREDIT_BY_EVALUATION, true, j, &a, &x);
    assert_int_equal(x.n, 4);
    explain_text(&steps[0], LANG_EN, text, sizeof(text));
    assert_string_equal(text, "event E1 (tax, 50000.00 yuan): edition 2025, grade 1, stands");
    assert_int_equal(steps[2].say, M_X_CREDIT_REPEAT);
    explain_text(&steps[3], LANG_EN, text, sizeof(text));
    assert_string_equal(text, "credit grade on 2025-03-28: 2 (0: nothing against it), 3 measures in force");
    for (int i = 0; i < CREDIT_MATTERS; i++)
        assert_true(credit_matter_name((enum credit_matter)i)[0] != '\0');
    for (int i = 0; i < CREDIT_EFFECTS; i++)
        assert_true(credit_effect_name((enum credit_effect)i)[0] != '\0');
    for (int i = 0; i < CREDIT_ACTIONS; i++)
        assert_true(credit_action_name((enum credit_action)i)[0] != '\0');
    for (int i = 0; i < CREDIT_GOODS; i++)
        assert_true(credit_goods_name((enum credit_goods)i)[0] != '\0');
    for (int i = 0; i < CREDIT_AREAS; i++)
        assert_true(credit_area_name((enum credit_area)i)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_bound),           cmocka_unit_test(test_standing_day_by_day),
        cmocka_unit_test(test_which_edition),         cmocka_unit_test(test_repeat),
        cmocka_unit_test(test_worst_of_two_editions), cmocka_unit_test(test_repair_lowers),
        cmocka_unit_test(test_measures),              cmocka_unit_test(test_more_than_fits),
        cmocka_unit_test(test_a_measure_of_a_month),
        cmocka_unit_test(test_every_flaw),            cmocka_unit_test(test_names_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
