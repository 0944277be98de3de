#include "engine/allocate.h"
#include "words/allocate.h"

#include <assert.h>
#include <stdbool.h>

const char *
allocate_verdict_name(enum allocate_verdict v)
{
    switch (v) {
    case ALLOCATE_OK: return "ok";
    case ALLOCATE_NO_AGREED: return "no_agreed";
    case ALLOCATE_RATIO: return "ratio";
    case ALLOCATE_NO_TABLE: return "no_table";
    case ALLOCATE_SHARE: return "share";
    case ALLOCATE_SHARES_SUM: return "shares_sum";
    case ALLOCATE_NO_WINNER: return "no_winner";
    case ALLOCATE_TOO_MANY: return "too_many";
    case ALLOCATE_NO_SHARE: return "no_share";
    }
    assert(false);
    return NULL;
}

static const struct share_table *
keep_table(const struct split_rules *r)
{
    return r->keep.kind != TABLE_NONE ? &r->keep : &r->shares;
}

static const struct share_table *
weight_table(const struct split_rules *r)
{
    return r->shares.kind != TABLE_NONE ? &r->shares : &r->keep;
}

/* The rule for an institution without a choice of its own. */
static enum split_rest
rest_rule(const struct split_rules *r)
{
    return r->rest == REST_CHOICE ? r->unchosen : r->rest;
}

static bool
needs_weights(const struct split_rules *r)
{
    return r->by != SPLIT_REGION && rest_rule(r) == REST_SHARES;
}

static bool
shares_are_parts(const struct share_table *t)
{
    for (int i = 0; i < t->rows; i++)
        for (int k = 0; k < t->n[i]; k++)
            if (t->share[i][k].ppm < 0 || t->share[i][k].ppm > RATIO_ONE)
                return false;
    return true;
}

/* A table row without any share above 0 cannot divide anything. A sequential table always can: the
 * last winner takes what is left. */
static bool
shares_divide(const struct share_table *t)
{
    for (int i = 0; t->kind != TABLE_SEQUENTIAL && i < t->rows; i++) {
        int64_t sum = 0;
        for (int k = 0; k < t->n[i]; k++)
            sum += t->share[i][k].ppm;
        if (sum == 0)
            return false;
    }
    return true;
}

enum allocate_verdict
split_rules_check(const struct split_rules *r)
{
    if (r->ratio == SPLIT_BEFORE && r->agreed_n == 0)
        return ALLOCATE_NO_AGREED;
    for (int i = 0; i < r->agreed_n; i++)
        if (r->agreed[i].ppm <= 0 || r->agreed[i].ppm > RATIO_ONE)
            return ALLOCATE_RATIO;
    if (needs_weights(r) && weight_table(r)->kind == TABLE_NONE)
        return ALLOCATE_NO_TABLE;
    if (!shares_are_parts(&r->keep) || !shares_are_parts(&r->shares))
        return ALLOCATE_SHARE;
    if (needs_weights(r) && !shares_divide(weight_table(r)))
        return ALLOCATE_SHARES_SUM;
    return ALLOCATE_OK;
}

static ratio
agreed_ratio(const struct split_rules *r, size_t winners)
{
    size_t last = (size_t)r->agreed_n;
    if (r->ratio == SPLIT_IS_SHARE)
        return (ratio){RATIO_ONE};
    return r->agreed[winners < last ? winners - 1 : last - 1];
}

/* Each takes `part` of what the better ranks left, half up; the last takes what is left. */
static void
sequential(ratio part, size_t n, int64_t out[])
{
    int64_t left = RATIO_ONE;
    for (size_t i = 0; i < n; i++) {
        out[i] = i + 1 < n ? (left * part.ppm + RATIO_ONE / 2) / RATIO_ONE : left;
        left -= out[i];
    }
}

/* The shares of places 1..n. False: the table has none for so many winners. */
static bool
table_shares(const struct share_table *t, size_t n, int64_t out[])
{
    size_t row = t->kind == TABLE_WINNERS ? n - 1 : 0;
    if (n > SHARES_MAX || row >= (size_t)t->rows || t->n[row] == 0)
        return false;
    if (t->kind == TABLE_SEQUENTIAL) {
        size_t last = (size_t)t->n[0];
        sequential(t->share[0][n < last ? n - 1 : last - 1], n, out);
        return true;
    }
    if ((size_t)t->n[row] < n)
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = t->share[row][i].ppm;
    return true;
}

static int64_t
gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static size_t
tied(const int64_t rank[], size_t n, size_t from)
{
    size_t to = from + 1;
    while (to < n && rank[to] == rank[from])
        to++;
    return to - from;
}

/* The least number that every count of winners on one rank divides: with it, averages are whole. */
static int64_t
average_scale(const int64_t rank[], size_t n)
{
    int64_t scale = 1;
    for (size_t i = 0, k; i < n; i += k) {
        k = tied(rank, n, i);
        scale = scale / gcd(scale, (int64_t)k) * (int64_t)k;
    }
    return scale;
}

/* Winners on one rank get the average of the shares of the places that they fill together. */
static void
average(const int64_t rank[], size_t n, int64_t scale, int64_t share[])
{
    for (size_t i = 0, k; i < n; i += k) {
        int64_t sum = 0;
        k = tied(rank, n, i);
        for (size_t j = i; j < i + k; j++)
            sum += share[j];
        for (size_t j = i; j < i + k; j++)
            share[j] = sum * (scale / (int64_t)k);
    }
}

static bool
plan_keep(struct allocate_plan *p, const int64_t rank[])
{
    const struct share_table *t = keep_table(p->rules);
    p->keep_of = RATIO_ONE;
    if (p->rules->by != SPLIT_REPORTED || t->kind == TABLE_NONE) {
        for (size_t i = 0; i < p->n; i++) /* its own declaration stands in full */
            p->keep[i] = RATIO_ONE;
        return true;
    }
    if (!table_shares(t, p->n, p->keep))
        return false;
    int64_t scale = average_scale(rank, p->n);
    average(rank, p->n, scale, p->keep);
    p->keep_of *= scale;
    return true;
}

static bool
plan_weight(struct allocate_plan *p, const int64_t rank[])
{
    enum split_rest rest = rest_rule(p->rules);
    if (needs_weights(p->rules)) {
        if (!table_shares(weight_table(p->rules), p->n, p->weight))
            return false;
        average(rank, p->n, average_scale(rank, p->n), p->weight);
        return true;
    }
    for (size_t i = 0; i < p->n; i++)
        p->weight[i] = rest == REST_EQUAL || i < p->tops ? 1 : 0;
    return true;
}

static void
plan_explain(const struct allocate_plan *p, struct explain *x)
{
    if (p->rules->ratio == SPLIT_BEFORE)
        explain_add(x, RULE_NONE, M_X_SPLIT_BEFORE, t_ratio(p->agreed), t_int((int64_t)p->n));
    else
        explain_add(x, RULE_NONE, M_X_SPLIT_IS_SHARE, t_int((int64_t)p->n));
}

enum allocate_verdict
allocate_plan_make(struct allocate_plan *p, const struct split_rules *r, const int64_t rank[],
                   size_t n, int64_t keep[], int64_t weight[], struct explain *x)
{
    enum allocate_verdict v = split_rules_check(r);
    if (v != ALLOCATE_OK)
        return v;
    if (n == 0)
        return ALLOCATE_NO_WINNER;
    if (n > WINNERS_MAX)
        return ALLOCATE_TOO_MANY;
    for (size_t i = 0; i < n; i++)
        assert(rank[i] >= 1 && (i == 0 || rank[i] >= rank[i - 1]));
    *p = (struct allocate_plan){.rules = r, .n = n, .keep = keep, .weight = weight};
    p->agreed = agreed_ratio(r, n);
    p->tops = tied(rank, n, 0);
    if (!plan_keep(p, rank) || !plan_weight(p, rank))
        return ALLOCATE_NO_SHARE;
    plan_explain(p, x);
    return ALLOCATE_OK;
}
