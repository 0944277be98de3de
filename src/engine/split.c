#include "engine/split.h"
#include "words/allocate.h"

#include <assert.h>

static int64_t
sum_of(const int64_t v[], size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        assert(v[i] >= 0);
        bool over = __builtin_add_overflow(sum, v[i], &sum);
        assert(!over);
    }
    return sum;
}

/* floor(total x base / sum) and its remainder. Almost every product fits in 63 bits, and a division
 * of 128 bits costs ten times as much. */
static int64_t
floor_share(int64_t total, int64_t base, int64_t sum, int64_t *rest)
{
    int64_t product;
    if (!__builtin_mul_overflow(total, base, &product)) {
        int64_t whole = product / sum;
        *rest = product - whole * sum;
        return whole;
    }
    wide big = (wide)total * base;
    *rest = (int64_t)(big % sum);
    return (int64_t)(big / sum);
}

/* Few pieces left: look for the best part once per piece. */
static void
serve_few(int64_t left, const int64_t base[], size_t n, int64_t out[], int64_t rest[])
{
    for (; left > 0; left--) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (rest[i] > rest[best] || (rest[i] == rest[best] && base[i] > base[best]))
                best = i;
        out[best]++;
        rest[best] = -1; /* served */
    }
}

/* How many parts stand at (r, b) or before it: a larger remainder, or an equal one and a base of at
 * least b. */
static int64_t
count_from(const int64_t base[], const int64_t rest[], size_t n, int64_t r, int64_t b)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += rest[i] > r || (rest[i] == r && base[i] >= b);
    return count;
}

/* Many pieces left: find the last remainder that is served, by halving, and among the parts that
 * have exactly this one the last base; no sorting, no memory. */
static void
serve_many(int64_t left, const int64_t base[], size_t n, int64_t sum, int64_t out[],
           const int64_t rest[])
{
    int64_t r = 0, b = 0;
    for (int64_t above = sum; above - r > 1;) { /* count at r >= left > count at above */
        int64_t mid = r + (above - r) / 2;
        *(count_from(base, rest, n, mid, 0) >= left ? &r : &above) = mid;
    }
    for (int64_t above = sum; above - b > 1;) {
        int64_t mid = b + (above - b) / 2;
        *(count_from(base, rest, n, r, mid) >= left ? &b : &above) = mid;
    }
    int64_t equal =
        left - count_from(base, rest, n, r, b + 1); /* for the parts at exactly (r, b) */
    for (size_t i = 0; i < n; i++) {
        bool at = rest[i] == r && base[i] == b;
        if (rest[i] > r || (rest[i] == r && base[i] > b) || (at && equal-- > 0))
            out[i]++;
    }
}

void
split_volume(int64_t total, const int64_t base[], size_t n, int64_t out[], int64_t rest[])
{
    enum { FEW = 12 }; /* either way gives the same; this is where the cost crosses */
    int64_t sum = sum_of(base, n), left = total;

    assert(total >= 0 && (sum > 0 || total == 0));
    for (size_t i = 0; i < n; i++) {
        out[i] = rest[i] = 0;
        if (base[i] > 0)
            out[i] = floor_share(total, base[i], sum, &rest[i]);
        left -= out[i];
    }
    assert(left >= 0 && (left == 0 || left < (int64_t)n));
    if (left <= FEW)
        serve_few(left, base, n, out, rest);
    else
        serve_many(left, base, n, sum, out, rest);
}

/* Inner nodes get their children's sum, from the last to the first. */
static bool
tree_sums(const size_t parent[], int64_t base[], size_t n)
{
    for (size_t i = 1; i < n; i++)
        base[parent[i]] = 0;
    for (size_t i = n - 1; i > 0; i--) {
        int64_t *up = &base[parent[i]];
        assert(parent[i] < i && parent[i] >= parent[i - 1] && base[i] >= 0);
        if (__builtin_add_overflow(*up, base[i], up))
            return false;
    }
    return true;
}

bool
split_tree(int64_t total, const size_t parent[], int64_t base[], size_t n, int64_t out[],
           int64_t rest[])
{
    assert(n > 0 && parent[0] == 0);
    if (!tree_sums(parent, base, n) || (base[0] == 0 && total != 0))
        return false;
    out[0] = total;
    for (size_t from = 1, to; from < n; from = to) {
        size_t p = parent[from];
        for (to = from + 1; to < n && parent[to] == p;)
            to++;
        split_volume(out[p], base + from, to - from, out + from, rest + from);
    }
    return true;
}

int64_t
split_half_up(int64_t n, int64_t share, int64_t of)
{
    int64_t product, whole;
    assert(n >= 0 && share >= 0 && of > 0);
    if (!__builtin_mul_overflow(n, share, &product) && product <= INT64_MAX - of)
        return (product + of / 2) / of;
    bool fits = wide_div(&whole, (wide)n * share, of, ROUND_HALF_UP);
    assert(fits);
    return whole;
}

void
split_explain(struct explain *x, qty total, qty base, qty sum, qty got)
{
    explain_add(x, RULE_NONE, M_X_SPLIT, t_qty(total), t_qty(base), t_qty(sum), t_qty(got));
}
