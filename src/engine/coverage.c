#include "engine/coverage.h"
#include "words/engine_super.h"

#include <assert.h>
#include <string.h>

enum { WORDS = COVERAGE_DISTRIBUTORS_MAX / 64, STARTS = 16 };
enum { DUAL = 720720 }; /* divisible by 1 to 16: shares of small sets are exact */

const char *
coverage_verdict_name(enum coverage_verdict v)
{
    static const char *const names[COVERAGE_VERDICTS] = {
        [COVERAGE_OK] = "ok",
        [COVERAGE_OVER_CAP] = "over_cap",
        [COVERAGE_NOBODY] = "nobody",
        [COVERAGE_UNCOVERED] = "uncovered",
    };
    assert(v < COVERAGE_VERDICTS);
    return names[v];
}

void
coverage_set_add(struct coverage_set *s, size_t distributor)
{
    assert(distributor < COVERAGE_DISTRIBUTORS_MAX);
    s->bit[distributor / 64] |= UINT64_C(1) << distributor % 64;
}

bool
coverage_set_has(const struct coverage_set *s, size_t distributor)
{
    assert(distributor < COVERAGE_DISTRIBUTORS_MAX);
    return s->bit[distributor / 64] >> distributor % 64 & 1;
}

size_t
coverage_set_count(const struct coverage_set *s)
{
    size_t n = 0;
    for (size_t w = 0; w < WORDS; w++)
        for (uint64_t b = s->bit[w]; b != 0; b &= b - 1)
            n++;
    return n;
}

static bool
meets(const struct coverage_set *a, const struct coverage_set *b)
{
    for (size_t w = 0; w < WORDS; w++)
        if ((a->bit[w] & b->bit[w]) != 0)
            return true;
    return false;
}

static bool
is_subset(const struct coverage_set *a, const struct coverage_set *b)
{
    for (size_t w = 0; w < WORDS; w++)
        if ((a->bit[w] & ~b->bit[w]) != 0)
            return false;
    return true;
}

static struct coverage_set
without(const struct coverage_set *a, const struct coverage_set *b)
{
    struct coverage_set out;
    for (size_t w = 0; w < WORDS; w++)
        out.bit[w] = a->bit[w] & ~b->bit[w];
    return out;
}

enum coverage_verdict
coverage_judge(const struct coverage *p, const struct coverage_set *chosen, size_t cap,
               bool reason_accepted, uint32_t uncovered[], size_t *n, struct explain *x)
{
    static const struct coverage_set none = {{0}};
    size_t count = coverage_set_count(chosen), nobody = 0;
    enum coverage_verdict v = COVERAGE_OK;

    assert(p->institutions <= COVERAGE_INSTITUTIONS_MAX);
    *n = 0;
    for (size_t i = 0; i < p->institutions; i++) {
        if (meets(&p->reach[i], chosen))
            continue;
        uncovered[(*n)++] = (uint32_t)i;
        nobody += is_subset(&p->reach[i], &none) ? 1 : 0;
    }
    if (cap > 0 && count > cap && !reason_accepted)
        v = COVERAGE_OVER_CAP;
    else if (nobody > 0)
        v = COVERAGE_NOBODY;
    else if (*n > 0)
        v = COVERAGE_UNCOVERED;
    explain_add(x, RULE_COVER_ALL, M_X_COVERAGE, t_int((int64_t)count), t_int((int64_t)cap),
                t_int((int64_t)(p->institutions - *n)), t_int((int64_t)p->institutions),
                t_text(coverage_verdict_name(v)));
    return v;
}

struct search {
    const struct coverage_set *row; /* the institutions that decide, fewest choices first */
    size_t n, m;                    /* rows, distributors */
    int64_t nodes, nodes_max;
    struct coverage_set chosen; /* of the branch looked at; the cover when one is found */
};

struct node {                   /* what a look at the open rows tells */
    size_t open, lower;         /* rows not covered; at least so many more are needed */
    struct coverage_set branch; /* the choices of the row with the fewest */
    uint32_t gain[COVERAGE_DISTRIBUTORS_MAX]; /* open rows each allowed distributor covers */
};

/* Every allowed distributor's gain, the row to branch on, and how many rows share no distributor
 * with one another: each of those needs one of its own. */
static void
count_open(const struct search *s, const struct coverage_set *banned, struct node *out)
{
    struct coverage_set used = {{0}};
    size_t fewest = SIZE_MAX;

    *out = (struct node){.open = 0};
    for (size_t i = 0; i < s->n; i++) {
        if (meets(&s->row[i], &s->chosen))
            continue;
        struct coverage_set may = without(&s->row[i], banned);
        size_t choices = coverage_set_count(&may);
        assert(choices > 0); /* one is forbidden only where no open row depends on it alone */
        out->open++;
        for (size_t w = 0; w < WORDS; w++)
            for (uint64_t b = may.bit[w]; b != 0; b &= b - 1)
                out->gain[w * 64 + (size_t)__builtin_ctzll(b)]++;
        if (!meets(&may, &used)) {
            out->lower++;
            for (size_t w = 0; w < WORDS; w++)
                used.bit[w] |= may.bit[w];
        }
        if (choices < fewest) {
            fewest = choices;
            out->branch = may;
        }
    }
}

/* Give each open row the share 1/g, g the largest gain among its distributors: no distributor
 * collects more than 1, so any cover has at least as many members as there are shares. In whole
 * numbers of 1/DUAL, rounded down per row and up at the end. */
static size_t
dual_bound(const struct search *s, const struct coverage_set *banned, const struct node *at)
{
    int64_t sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        uint32_t most = 0;
        if (meets(&s->row[i], &s->chosen))
            continue;
        struct coverage_set may = without(&s->row[i], banned);
        for (size_t w = 0; w < WORDS; w++)
            for (uint64_t b = may.bit[w]; b != 0; b &= b - 1) {
                uint32_t gain = at->gain[w * 64 + (size_t)__builtin_ctzll(b)];
                most = gain > most ? gain : most;
            }
        assert(most > 0);
        sum += DUAL / most;
    }
    return (size_t)((sum + DUAL - 1) / DUAL);
}

static void
look(const struct search *s, const struct coverage_set *banned, struct node *out)
{
    count_open(s, banned, out);
    if (out->open == 0)
        return;
    size_t dual = dual_bound(s, banned, out);
    out->lower = dual > out->lower ? dual : out->lower;
}

/* The best of a set of distributors: largest gain, then lowest number; m when the set is empty. */
static size_t
best_of(const struct coverage_set *set, const struct node *at, size_t m)
{
    size_t best = m;
    for (size_t d = 0; d < m; d++)
        if (coverage_set_has(set, d) && (best == m || at->gain[d] > at->gain[best]))
            best = d;
    return best;
}

enum found { FOUND_NO, FOUND_YES, FOUND_TIRED };

/* Is there a cover with `left` more distributors? Branches on one row: its distributors one after
 * the other, each forbidden in the branches after its own. */
static enum found
search_cover(struct search *s, size_t left, struct coverage_set banned)
{
    struct coverage_set branch;
    struct node at;

    if (s->nodes == s->nodes_max)
        return FOUND_TIRED;
    s->nodes++;
    look(s, &banned, &at);
    if (at.open == 0)
        return FOUND_YES;
    if (at.lower > left)
        return FOUND_NO;
    branch = at.branch;
    for (size_t d; (d = best_of(&branch, &at, s->m)) < s->m;) {
        struct coverage_set before = s->chosen;
        coverage_set_add(&s->chosen, d);
        enum found f = search_cover(s, left - 1, banned);
        if (f != FOUND_NO)
            return f;
        s->chosen = before;
        coverage_set_add(&banned, d);
        branch.bit[d / 64] &= ~(UINT64_C(1) << d % 64);
    }
    return FOUND_NO;
}

/* Drop, the last number first, whoever is not needed. */
static void
thin(struct search *s)
{
    static const struct coverage_set none = {{0}};
    struct node at;
    for (size_t d = s->m; d-- > 0;) {
        struct coverage_set before = s->chosen;
        s->chosen.bit[d / 64] &= ~(UINT64_C(1) << d % 64);
        count_open(s, &none, &at);
        if (at.open > 0)
            s->chosen = before;
    }
}

/* A cover that takes `start` first, then always who reaches most. */
static void
greedy(struct search *s, size_t start)
{
    static const struct coverage_set none = {{0}};
    struct coverage_set all;
    struct node at;

    memset(&all, 0xff, sizeof(all));
    s->chosen = none;
    coverage_set_add(&s->chosen, start);
    for (count_open(s, &none, &at); at.open > 0; count_open(s, &none, &at))
        coverage_set_add(&s->chosen, best_of(&all, &at, s->m));
    thin(s);
}

/* The rows that decide, sorted by number of choices: who reaches the smaller set reaches every set
 * that contains it, so the larger one needs no look. Returns how many rows stay. */
static size_t
deciding_rows(const struct coverage *p, struct coverage_set row[], size_t *unreachable)
{
    size_t n = 0;
    *unreachable = 0;
    for (size_t size = 0; size <= p->distributors; size++)
        for (size_t i = 0; i < p->institutions; i++) {
            bool needed = true;
            if (coverage_set_count(&p->reach[i]) != size)
                continue;
            if (size == 0) {
                ++*unreachable;
                continue;
            }
            for (size_t k = 0; k < n && needed; k++)
                needed = !is_subset(&row[k], &p->reach[i]);
            if (needed)
                row[n++] = p->reach[i];
        }
    return n;
}

static void
first_bounds(struct search *s, struct coverage_least *out)
{
    static const struct coverage_set none = {{0}};
    struct node at;

    s->chosen = none;
    look(s, &none, &at);
    out->lower = at.lower;
    out->upper = SIZE_MAX;
    for (size_t d = 0, starts = 0; d < s->m && starts < STARTS; d++) {
        if (at.gain[d] == 0)
            continue;
        starts++;
        greedy(s, d);
        if (coverage_set_count(&s->chosen) < out->upper) {
            out->upper = coverage_set_count(&s->chosen);
            out->set = s->chosen;
        }
    }
}

void
coverage_least(const struct coverage *p, int64_t nodes_max, struct coverage_set room[],
               struct coverage_least *out, struct explain *x)
{
    static const struct coverage_set none = {{0}};
    struct search s = {.row = room, .m = p->distributors, .nodes_max = nodes_max};

    assert(p->distributors <= COVERAGE_DISTRIBUTORS_MAX);
    assert(p->institutions <= COVERAGE_INSTITUTIONS_MAX);
    *out = (struct coverage_least){.lower = 0};
    s.n = deciding_rows(p, room, &out->unreachable);
    if (s.n > 0)
        first_bounds(&s, out);
    while (out->lower < out->upper) {
        s.chosen = none;
        enum found f = search_cover(&s, out->lower, none);
        if (f == FOUND_TIRED)
            break;
        if (f == FOUND_YES) {
            out->upper = out->lower;
            out->set = s.chosen;
        } else {
            out->lower++;
        }
    }
    out->nodes = s.nodes;
    assert(out->lower <= out->upper && coverage_set_count(&out->set) == out->upper);
    explain_add(x, RULE_COVER_ALL, out->lower == out->upper ? M_X_COVERAGE_LEAST : M_X_COVERAGE_GAP,
                t_int((int64_t)out->lower), t_int((int64_t)out->upper), t_int(out->nodes));
}
