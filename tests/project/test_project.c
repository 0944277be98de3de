/* Projects of every form with their announced phases, who has to take part in them, and who opts in. */
#include "../db/fresh.h"
#include "../figures.h"
#include "project/participation.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)
#define DB fresh_db, fresh_arena

static struct err e;
static enum put how;

static struct project
project(enum project_form form)
{
    return (struct project){.pool = FRESH_POOL, .code = project_form_names[form], .name = "p", .pack = "chongqing",
                            .form = form, .executed_on = day("2024-09-10"), .cycle_months = 24, .rules = ""};
}

static void
test_forms_and_phases(void **state)
{
    (void)state;
    for (int f = 0; f < FORMS; f++) {
        struct project in = project((enum project_form)f), out;
        OK(project_put(DB, &in, &how, &e));
        OK(project_get(DB, FRESH_POOL, in.code, &out, &e));
        assert_int_equal(out.form, f);
        assert_int_equal(out.executed_on.day, in.executed_on.day);
        for (int p = 0; p < PHASES; p++) {
            date from = day("2024-05-01"), to = day("2024-05-02");
            OK(phase_put(DB, FRESH_POOL, in.code, (enum phase)p, from, to, "notice 1", &how, &e));
            assert_int_equal(how, PUT_NEW);
            OK(phase_put(DB, FRESH_POOL, in.code, (enum phase)p, from, from, "", &how, &e));
            assert_int_equal(how, PUT_CHANGED);
            assert_false(phase_put(DB, FRESH_POOL, in.code, (enum phase)p, to, from, "", &how, &e));
            assert_string_equal(e.at.field, "to");
        }
    }
}

/* Every duty, taking part or not, with a reason or without. */
static void
test_duties(void **state)
{
    static const enum participation_verdict away[DUTIES][2] = { /* no reason, a reason */
        [DUTY_MANDATORY] = {PARTICIPATION_MUST, PARTICIPATION_MUST},
        [DUTY_IN_PRINCIPLE] = {PARTICIPATION_REASON, PARTICIPATION_OK},
        [DUTY_PER_AGREEMENT] = {PARTICIPATION_OK, PARTICIPATION_OK},
        [DUTY_VOLUNTARY] = {PARTICIPATION_OK, PARTICIPATION_OK},
    };
    struct project p = project(FORM_CITY);
    (void)state;
    OK(project_put(DB, &p, &how, &e));
    for (int d = 0; d < DUTIES; d++)
        for (int reason = 0; reason < 2; reason++) {
            struct participation in = {.institution = duty_names[d], .duty = (enum duty)d,
                                       .reason = reason ? "closed for repair" : ""};
            enum participation_verdict want = away[d][reason];
            assert_int_equal(participation_check(in.duty, false, in.reason), want);
            assert_int_equal(participation_check(in.duty, true, in.reason), PARTICIPATION_OK);
            bool ok = participation_put(DB, FRESH_POOL, p.code, &in, &how, &e);
            assert_int_equal(ok, want == PARTICIPATION_OK);
            if (!ok)
                assert_string_equal(e.at.field, want == PARTICIPATION_MUST ? "takes_part" : "reason");
            assert_false(participation_must(DB, FRESH_POOL, p.code, in.institution, "x", &e));
        }
}

/* By the pack, for each kind of institution and class of goods. */
static void
test_whose_duty(void **state)
{
    static const struct {
        enum institution_kind kind;
        enum goods goods;
        enum rule rule;
    } cases[] = {
        {INSTITUTION_PUBLIC, GOODS_HIGH_VALUE, RULE_PART_PUBLIC_HIGH},
        {INSTITUTION_PUBLIC, GOODS_DRUG, RULE_PART_PUBLIC_OTHER},
        {INSTITUTION_MILITARY, GOODS_HIGH_VALUE, RULE_PART_MILITARY},
        {INSTITUTION_ARMED_POLICE, GOODS_DRUG, RULE_PART_MILITARY},
        {INSTITUTION_PRIVATE, GOODS_HIGH_VALUE, RULE_PART_PRIVATE},
        {INSTITUTION_PHARMACY, GOODS_DRUG, RULE_PART_PHARMACY},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct policy p = {.id = "test"};
        assert_int_equal(duty_of(&p, cases[i].kind, cases[i].goods), DUTY_VOLUNTARY);
        for (int d = 0; d < DUTIES; d++) {
            p.setting[cases[i].rule] = (struct setting){.has_value = true, .n = d};
            assert_int_equal(duty_of(&p, cases[i].kind, cases[i].goods), d);
        }
    }
}

/* A hospital that another pool pays takes part in a project of this one. */
static void
test_another_pool_opts_in(void **state)
{
    struct project p = project(FORM_ALLIANCE);
    const struct participation in = {.institution = "H53230100001", .takes_part = true, .duty = DUTY_VOLUNTARY,
                                     .reason = "", .joined_on = day("2025-01-01")};
    (void)state;
    OK(project_put(DB, &p, &how, &e));
    assert_false(participation_must(DB, FRESH_POOL, p.code, in.institution, "hospital", &e));
    OK(participation_put(DB, FRESH_POOL, p.code, &in, &how, &e));
    OK(participation_must(DB, FRESH_POOL, p.code, in.institution, "hospital", &e));
    assert_false(participation_must(DB, FRESH_POOL_2, p.code, in.institution, "hospital", &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_forms_and_phases), TEST(test_duties), TEST(test_whose_duty), TEST(test_another_pool_opts_in),
    };
    return fresh_run(tests, COUNT(tests));
}
