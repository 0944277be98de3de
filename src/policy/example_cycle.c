/* example_cycle.c - agreements of a cycle, and when one is renewed. */
#include "policy/example_kinds.h"
#include "words/example.h"

struct terms_given {
    date executed_on;
    int64_t months;
};
struct terms_expect {
    const char *verdict;
    struct yaml_list from, to;
};
static const struct yaml_key terms_given_keys[] = {
    NEED(YAML_DATE, terms_given, executed_on, M_EX_EXECUTED_ON),
    {"months", YAML_INT, false, offsetof(struct terms_given, months), .say = M_EX_MONTHS,
     .least = 1, .most = CYCLE_MONTHS_MAX},
};
static const struct yaml_key terms_expect_keys[] = {
    MAY(YAML_TEXT, terms_expect, verdict, M_EX_VERDICT),
    {"from", YAML_DATE, false, offsetof(struct terms_expect, from), .say = M_EX_TERMS_FROM,
     .many = CYCLE_TERMS_MAX},
    {"to", YAML_DATE, false, offsetof(struct terms_expect, to), .say = M_EX_TERMS_TO,
     .many = CYCLE_TERMS_MAX},
};
EXAMPLE_SHAPE(terms_given, "terms.given", M_EX_GIVEN);
EXAMPLE_SHAPE(terms_expect, "terms.expect", M_EX_EXPECT);

static bool
terms_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct terms_given *g = given;
    struct terms_expect *e = got;
    struct cycle_rules r;
    struct span s = {0};
    struct cycle_term *t = arena_array(a, struct cycle_term, CYCLE_TERMS_MAX);
    date *from = arena_array(a, date, CYCLE_TERMS_MAX), *to = arena_array(a, date, CYCLE_TERMS_MAX);
    size_t n = 0;
    if (bind_cycle(p, &r).verdict != BIND_OK || (g->months == 0 && r.months == 0))
        return false;
    struct cycle_length l = {.kind = CYCLE_FIXED,
                             .months = g->months > 0 ? (int)g->months : r.months};
    enum cycle_verdict v = cycle_span(&l, g->executed_on, 0, NULL, &s);
    if (v == CYCLE_OK)
        v = cycle_terms(&r, s, NULL, t, &n);
    e->verdict = cycle_verdict_name(v);
    for (size_t i = 0; i < n && v == CYCLE_OK; i++) {
        from[i] = t[i].span.from;
        to[i] = t[i].span.to;
    }
    e->from = (struct yaml_list){from, v == CYCLE_OK ? n : 0};
    e->to = (struct yaml_list){to, v == CYCLE_OK ? n : 0};
    return true;
}

const struct example_kind kind_terms = {"terms", M_EX_TERMS, &terms_given_shape,
                                        &terms_expect_shape, terms_run};

struct renewal_given {
    date executed_on, natural;
};
struct renewal_expect {
    const char *verdict;
    date starts, prolonged_from, prolonged_to;
};
static const struct yaml_key renewal_given_keys[] = {
    NEED(YAML_DATE, renewal_given, executed_on, M_EX_EXECUTED_ON),
    NEED(YAML_DATE, renewal_given, natural, M_EX_NATURAL),
};
static const struct yaml_key renewal_expect_keys[] = {
    MAY(YAML_TEXT, renewal_expect, verdict, M_EX_VERDICT),
    MAY(YAML_DATE, renewal_expect, starts, M_EX_RENEWED_ON),
    MAY(YAML_DATE, renewal_expect, prolonged_from, M_EX_PROLONGED_FROM),
    MAY(YAML_DATE, renewal_expect, prolonged_to, M_EX_PROLONGED_TO),
};
EXAMPLE_SHAPE(renewal_given, "renewal.given", M_EX_GIVEN);
EXAMPLE_SHAPE(renewal_expect, "renewal.expect", M_EX_EXPECT);

static bool
renewal_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct renewal_given *g = given;
    struct renewal_expect *e = got;
    struct cycle_rules r;
    struct cycle_renewal n = {0};
    (void)a;
    if (bind_cycle(p, &r).verdict != BIND_OK)
        return false;
    e->verdict = cycle_verdict_name(cycle_renew(&r, g->executed_on, g->natural, NULL, &n));
    e->starts = n.starts;
    e->prolonged_from = n.prolonged.from;
    e->prolonged_to = n.prolonged.to;
    return true;
}

const struct example_kind kind_renewal = {"renewal", M_EX_RENEWAL, &renewal_given_shape,
                                          &renewal_expect_shape, renewal_run};
