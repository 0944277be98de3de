/* example_settle.c - due dates of payments, answers to a delivery. */
#include "policy/example_kinds.h"
#include "words/example.h"

struct settle_given {
    date accepted_on;
    int64_t contract_days;
    bool has_contract;
};
struct settle_expect {
    const char *verdict;
    date due, judged_on, overdue_from;
};
static const struct yaml_key settle_given_keys[] = {
    NEED(YAML_DATE, settle_given, accepted_on, M_EX_ACCEPTED_ON),
    {"contract_days", YAML_INT, false, offsetof(struct settle_given, contract_days),
     .say = M_EX_CONTRACT_DAYS, .given = YAML_GIVEN(struct settle_given, has_contract),
     .most = 10000},
};
static const struct yaml_key settle_expect_keys[] = {
    MAY(YAML_TEXT, settle_expect, verdict, M_EX_VERDICT),
    MAY(YAML_DATE, settle_expect, due, M_EX_DUE),
    MAY(YAML_DATE, settle_expect, judged_on, M_EX_JUDGED_ON),
    MAY(YAML_DATE, settle_expect, overdue_from, M_EX_OVERDUE_FROM),
};
EXAMPLE_SHAPE(settle_given, "settle_due.given", M_EX_GIVEN);
EXAMPLE_SHAPE(settle_expect, "settle_due.expect", M_EX_EXPECT);

static bool
settle_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct settle_given *g = given;
    struct settle_expect *e = got;
    struct settle_rules r;
    struct settle_due d = {0};
    (void)a;
    if (bind_settle(p, &r).verdict != BIND_OK)
        return false;
    int days = g->has_contract ? (int)g->contract_days : -1;
    e->verdict = settle_verdict_name(settle_due(&r, g->accepted_on, days, NULL, &d));
    e->due = d.due;
    e->judged_on = d.judged_on;
    e->overdue_from = d.overdue_from;
    return true;
}

const struct example_kind kind_settle = {"settle_due", M_EX_SETTLE, &settle_given_shape,
                                         &settle_expect_shape, settle_run};

struct acceptance_given {
    date delivered_on, on;
    bool judged;
};
struct acceptance_expect {
    const char *verdict;
    date answer_by;
    int64_t days_late;
};
static const struct yaml_key acceptance_given_keys[] = {
    NEED(YAML_DATE, acceptance_given, delivered_on, M_EX_DELIVERED_ON),
    NEED(YAML_DATE, acceptance_given, on, M_EX_ON),
    NEED(YAML_BOOL, acceptance_given, judged, M_EX_JUDGED),
};
static const struct yaml_key acceptance_expect_keys[] = {
    MAY(YAML_TEXT, acceptance_expect, verdict, M_EX_VERDICT),
    MAY(YAML_DATE, acceptance_expect, answer_by, M_EX_ANSWER_BY),
    MAY(YAML_INT, acceptance_expect, days_late, M_EX_DAYS_LATE),
};
EXAMPLE_SHAPE(acceptance_given, "acceptance.given", M_EX_GIVEN);
EXAMPLE_SHAPE(acceptance_expect, "acceptance.expect", M_EX_EXPECT);

static bool
acceptance_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct acceptance_given *g = given;
    struct acceptance_expect *e = got;
    struct settle_rules r;
    struct settle_delay d = {0};
    (void)a;
    if (bind_settle(p, &r).verdict != BIND_OK || r.accept_within == 0)
        return false;
    e->verdict =
        settle_verdict_name(settle_acceptance(&r, g->delivered_on, g->judged, g->on, NULL, &d));
    e->answer_by = d.answer_by;
    e->days_late = d.days_late;
    return true;
}

const struct example_kind kind_acceptance = {"acceptance", M_EX_ACCEPTANCE, &acceptance_given_shape,
                                             &acceptance_expect_shape, acceptance_run};
