/* Highest, lowest, mean and sigma of compared prices, and what is within a multiple of them.
 *
 * Compared prices are below 10^18, a group has at most 1000, factors are at most 100 and 10 sigmas:
 * mean tests stay below 10^37 and fit into `wide`; the sigma test compares squares below 10^76 in
 * 256 bits. With S the sum, Q the sum of squares, D = nQ - S^2, M = 10^6:
 *   population  sigma = root(D) / n
 *   sample      sigma = root(D / (n(n - 1)))
 *   p <= k (S/n - z sigma)  <=>  R = M(kS - pnM) >= 0  and  (kz)^2 D <= R^2
 * for a population; for a sample (kz)^2 n D <= (n - 1) R^2. */
#include <assert.h>
#include <string.h>

#include "engine/award_inner.h"

void
award_sum_add(struct award_sum *s, int64_t compared)
{
    assert(compared >= 0);
    if (s->n == 0 || compared > s->highest)
        s->highest = compared;
    if (s->n == 0 || compared < s->lowest)
        s->lowest = compared;
    s->sum += compared;
    s->squares = wide_add256(s->squares, wide_mul256((uwide)compared, (uwide)compared));
    s->n++;
}

/* Of what the steps before `before_step` selected in a unit. */
struct award_sum
award_selected(const struct contest *c, const char *unit, size_t before_step)
{
    struct award_sum s = {0};
    for (size_t i = 0; i < c->group->n; i++)
        if (award_is_selected(c->out[i].decision) && strcmp(c->out[i].unit, unit) == 0 &&
            c->slot[i].step < before_step)
            award_sum_add(&s, c->out[i].compared);
    return s;
}

/* num / den in 10^-10 yuan, shown as a price. */
static void
show(int64_t *out, bool *approx, wide num, wide den)
{
    wide cell = den * RATIO_ONE;
    bool fits = wide_div(out, num, cell, ROUND_HALF_UP);
    assert(fits);
    *approx = *approx || (wide)*out * cell != num;
}

static void
show_both(struct award_figure *f, int64_t price, wide num, wide den)
{
    show(&f->left, &f->approx, price, 1);
    show(&f->right, &f->approx, num, den);
}

bool
award_within(int64_t price, ratio k, int64_t bound, struct award_figure *f)
{
    wide most = (wide)k.ppm * bound;
    f->k = k;
    show_both(f, price, most, RATIO_ONE);
    return (wide)price * RATIO_ONE <= most;
}

bool
award_within_mean(int64_t price, ratio k, wide sum, size_t n, struct award_figure *f)
{
    wide den = (wide)RATIO_ONE * (int64_t)n, most = (wide)k.ppm * sum;
    assert(n > 0);
    f->k = k;
    show_both(f, price, most, den);
    return (wide)price * den <= most;
}

static struct wide256
spread(const struct award_sum *s)
{
    return wide_sub256(wide_times256(s->squares, s->n), wide_mul256((uwide)s->sum, (uwide)s->sum));
}

/* k (mean - z sigma), rounded, for showing. */
static void
show_sigma(const struct award_sum *s, const struct award_cond *q, bool sample,
           struct award_figure *f)
{
    wide n = (wide)s->n, root;
    if (sample && n > 1) { /* root(nD / (n - 1)) */
        uwide below = (uwide)(n - 1) * RATIO_ONE * RATIO_ONE;
        root = (wide)wide_root256(wide_times256(spread(s), s->n)) * RATIO_ONE /
               (wide)wide_root256((struct wide256){0, below});
    } else {
        root = (wide)wide_root256(spread(s));
    }
    wide num = s->sum * RATIO_ONE - root * q->sigmas.ppm;
    show_both(f, 0, num / RATIO_ONE * q->k.ppm, n * RATIO_ONE);
    f->approx = true;
}

static bool
within_sigma(const struct award_sum *s, const struct award_cond *q, bool sample, int64_t price)
{
    wide n = (wide)s->n, rest = q->k.ppm * s->sum - price * n * RATIO_ONE;
    uint64_t kz = (uint64_t)q->k.ppm * (uint64_t)q->sigmas.ppm;
    struct wide256 left = wide_times256(wide_times256(spread(s), kz), kz), right;
    if (rest < 0)
        return false;
    rest *= RATIO_ONE;
    right = wide_mul256((uwide)rest, (uwide)rest);
    if (sample) {
        left = wide_times256(left, s->n);
        right = wide_times256(right, s->n - 1);
    }
    return wide_cmp256(left, right) <= 0;
}

/* "<= k x max(a, b, c)" is "<= ka or <= kb or <= kc"; the largest bound is shown. */
bool
award_within_anchor(const struct contest *c, int64_t price, const struct award_cond *q,
                    struct award_figure *f)
{
    const struct award_sum *s = &c->shortlisted;
    bool sample = c->rules->sigma == SIGMA_SAMPLE;
    bool holds = award_within(price, q->k, c->lowest, f);
    struct award_figure term = *f;
    if (s->n > 0 && q->mean.ppm > 0) {
        wide den = (wide)RATIO_ONE * RATIO_ONE * (int64_t)s->n;
        wide most = (wide)q->k.ppm * q->mean.ppm * s->sum;
        show_both(&term, price, most, den);
        holds = holds || (wide)price * den <= most;
        if (term.right > f->right)
            *f = term;
    }
    if (s->n > 0 && q->has_sigma) {
        show_sigma(s, q, sample, &term);
        term.left = f->left;
        holds = holds || within_sigma(s, q, sample, price);
        if (term.right > f->right)
            *f = term;
    }
    return holds;
}
