/* May a bid take part at all, and what does its quote say (RULES 3.2)? */
#include <assert.h>

#include "engine/award_inner.h"

/* quote <= k x bound, both in the bid's own unit; no bound, no objection. */
static bool
within_own(money quote, ratio k, money bound, struct award_figure *f)
{
    wide most = (wide)k.ppm * bound.units;
    bool exact = wide_div(&f->right, most, RATIO_ONE, ROUND_HALF_UP);
    assert(exact);
    f->k = k;
    f->left = quote.units;
    f->approx = (wide)f->right * RATIO_ONE != most;
    f->no_bound = bound.units == 0;
    return f->no_bound || (wide)quote.units * RATIO_ONE <= most;
}

static bool
under_ceiling(const struct award_rules *r, const struct award_group *g, const struct award_bid *b,
              ratio k, struct award_figure *f)
{
    money quote = award_first_quote(r, b);
    if (b->ceiling.units > 0 || g->ceiling.units == 0)
        return within_own(quote, k, b->ceiling, f);
    return award_within(award_scale(r, b, quote), k, g->ceiling.units * RATIO_ONE, f);
}

static bool
counts(int64_t left, int64_t right, struct award_figure *f)
{
    f->kind = FIGURE_COUNT;
    f->left = left;
    f->right = right;
    return left <= right;
}

static bool
certified(const struct award_rules *r, const struct award_bid *b, struct award_figure *f)
{
    f->kind = FIGURE_DATE;
    f->left = r->valid_until.day;
    f->right = b->certificate_to.day;
    f->no_bound = !b->has_certificate;
    return b->has_certificate && date_cmp(r->valid_until, b->certificate_to) <= 0;
}

static bool
passes(const struct award_rules *r, const struct award_group *g, const struct award_bid *b,
       enum award_test test, struct award_figure *f)
{
    const struct award_check *check = &r->check[test];
    money quote = award_first_quote(r, b);
    if (test == TEST_QUOTED)
        return counts(1, quote.units > 0, f);
    if (test == TEST_CREDIT && b->barred != NULL) /* whatever grade the round would bear */
        return counts(b->credit > 0 ? b->credit : 1, 0, f);
    if (!check->on)
        return true;
    if (test == TEST_QUALIFIED)
        return counts(1, !b->unqualified, f);
    if (test == TEST_CERTIFICATE)
        return certified(r, b, f);
    if (test == TEST_CREDIT)
        return counts(b->credit, check->n, f);
    if (test == TEST_CEILING)
        return under_ceiling(r, g, b, check->k, f);
    return within_own(quote, check->k, test == TEST_OWN_LOWEST ? b->own_lowest : b->others, f);
}

bool
award_validate(const struct award_rules *r, const struct award_group *g, size_t bid,
               struct award_result *out)
{
    for (int i = 0; i < AWARD_CHECKS; i++) {
        enum award_test t = (enum award_test)i;
        struct award_figure f = {.test = t, .step = ""};
        if (passes(r, g, &g->bid[bid], t, &f))
            continue;
        award_figure_add(out, &f);
        out->decision = AWARD_INVALID;
        out->step = award_test_name(t);
        bool barred = t == TEST_CREDIT && g->bid[bid].barred != NULL;
        out->clause = barred ? g->bid[bid].barred : r->check[t].clause;
        return false;
    }
    return true;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits behind the point up to `decimals`; the next one rounds half up, the rest say nothing. */
static const char *
fraction(int64_t *units, const char *s, int decimals)
{
    int64_t unit = MONEY_SCALE;
    int n = 0;
    for (; is_digit(*s); s++, n++) {
        if (n == decimals && *s >= '5')
            *units += unit;
        if (n >= decimals)
            continue;
        unit /= 10;
        *units += (*s - '0') * unit;
    }
    return n > 0 ? s : NULL;
}

enum award_quote
award_quote(money *out, const char *text, int decimals)
{
    const char *s = text;
    int64_t yuan = 0, units = 0;
    *out = (money){0};
    if (*s == '\0')
        return QUOTE_GAVE_UP;
    for (; is_digit(*s); s++)
        if (yuan < PRICE_LIMIT)
            yuan = yuan * 10 + (*s - '0');
    if (s == text || (*s == '.' && (s = fraction(&units, s + 1, decimals)) == NULL) || *s != '\0')
        return QUOTE_NOT_A_PRICE;
    if (yuan * MONEY_SCALE + units >= PRICE_LIMIT)
        return QUOTE_TOO_HIGH;
    out->units = yuan * MONEY_SCALE + units;
    return out->units == 0 ? QUOTE_GAVE_UP : QUOTE_OK;
}

money
award_percentile(money price[], size_t n, ratio p)
{
    int64_t place;
    assert(n > 0 && p.ppm >= 0 && p.ppm <= RATIO_ONE);
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && money_cmp(price[k], price[k - 1]) < 0; k--) {
            money higher = price[k - 1];
            price[k - 1] = price[k];
            price[k] = higher;
        }
    bool fits = wide_div(&place, (wide)p.ppm * (int64_t)n, RATIO_ONE, ROUND_UP);
    assert(fits);
    return price[place > 0 ? place - 1 : 0];
}
