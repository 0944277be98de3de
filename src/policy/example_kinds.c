/* example_kinds.c - each kind of example: its keys, and the few lines that ask the engine. */
#include "engine/linkage.h"
#include "policy/example_kinds.h"
#include "words/example.h"
#include "words/policy.h"

/* --- parameter: what a key is worth --- */

struct parameter_given {
    const char *key;
};
struct parameter_expect {
    const char *value;
};
static const struct yaml_key parameter_given_keys[] = {
    {"key", YAML_TEXT, true, 0, .say = M_KEY_KIND_KEY}};
static const struct yaml_key parameter_expect_keys[] = {
    {"value", YAML_TEXT, true, 0, .say = M_KEY_KIND_VALUE}};
EXAMPLE_SHAPE(parameter_given, "parameter.given", M_EX_GIVEN);
EXAMPLE_SHAPE(parameter_expect, "parameter.expect", M_EX_EXPECT);

static bool
parameter_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    enum { VALUE_MAX = 64 };
    const struct parameter_given *g = given;
    enum rule r = rule_find(g->key);
    if (r == RULE_NONE || !policy_setting(p, r)->has_value)
        return false;
    ((struct parameter_expect *)got)->value =
        policy_value_code(p, r, arena_alloc(a, VALUE_MAX), VALUE_MAX);
    return true;
}

/* --- price_report: the first working days of the next month --- */

struct report_given {
    date fact_on;
};
struct report_expect {
    date report_by;
};
static const struct yaml_key report_given_keys[] = {
    {"fact_on", YAML_DATE, true, 0, .say = M_KEY_KIND_FACT_ON}};
static const struct yaml_key report_expect_keys[] = {
    {"report_by", YAML_DATE, true, 0, .say = M_KEY_KIND_REPORT_BY}};
EXAMPLE_SHAPE(report_given, "price_report.given", M_EX_GIVEN);
EXAMPLE_SHAPE(report_expect, "price_report.expect", M_EX_EXPECT);

static bool
report_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct report_given *g = given;
    int64_t days;
    (void)a;
    if (!policy_int(p, RULE_PRICE_REPORT_DAYS, &days))
        return false;
    ((struct report_expect *)got)->report_by = linkage_report_window(g->fact_on, (int)days).until;
    return true;
}

static const struct example_kind kind_parameter = {
    "parameter", M_KIND_PARAMETER, &parameter_given_shape, &parameter_expect_shape, parameter_run};
static const struct example_kind kind_report = {
    "price_report", M_KIND_PRICE_REPORT, &report_given_shape, &report_expect_shape, report_run};

const struct example_kind *const example_kinds[] = {
    &kind_parameter,   &kind_settle, &kind_acceptance, &kind_prepay,
    &kind_instalments, &kind_fund,   &kind_offset,     &kind_demand,
    &kind_clawback,    &kind_terms,  &kind_renewal,    &kind_standard,
    &kind_retention,   &kind_quota,  &kind_report,     NULL,
};
