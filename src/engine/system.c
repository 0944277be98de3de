#include "engine/system.h"

#include <assert.h>

const char *
system_verdict_name(enum system_verdict v)
{
    static const char *const names[SYSTEM_VERDICTS] = {"ok", "empty", "price", "sum", "service"};
    assert(v < SYSTEM_VERDICTS);
    return names[v];
}

/* SYSTEM_PARTS_MAX x SYSTEM_COUNT_MAX x PRICE_LIMIT is far below 2^63. */
static bool
is_bounded(const struct system_part *p)
{
    return p->per_set >= 1 && p->per_set <= SYSTEM_COUNT_MAX && p->price.units > 0 &&
           p->price.units < PRICE_LIMIT && p->with_service.units >= 0 &&
           p->with_service.units < PRICE_LIMIT;
}

enum system_verdict
system_check(const struct system_part part[], size_t n, money price, money with_service, money *sum)
{
    money plain = {0}, served = {0};
    sum->units = 0;
    if (n == 0 || n > SYSTEM_PARTS_MAX)
        return SYSTEM_EMPTY;
    for (size_t i = 0; i < n; i++) {
        if (!is_bounded(&part[i]))
            return SYSTEM_PRICE;
        plain.units += part[i].per_set * part[i].price.units;
        served.units += part[i].per_set * part[i].with_service.units;
    }
    *sum = plain;
    if (money_cmp(plain, price) != 0)
        return SYSTEM_SUM;
    *sum = served;
    return money_cmp(served, with_service) != 0 ? SYSTEM_SERVICE : SYSTEM_OK;
}

/* To which prices are rounded down: to the fen, where all of them are whole fen. */
static int64_t
grain_of(const struct system_part part[], size_t n, money to)
{
    bool whole = to.units % MONEY_FEN == 0;
    for (size_t i = 0; i < n; i++)
        whole = whole && part[i].price.units % MONEY_FEN == 0;
    return whole ? MONEY_FEN : 1;
}

bool
system_scale(const struct system_part part[], size_t n, money from, money to, money out[])
{
    int64_t grain = grain_of(part, n, to), left = to.units;
    size_t best = n;
    assert(0 < to.units && to.units <= from.units);
    for (size_t i = 0; i < n; i++) {
        wide scaled = (wide)part[i].price.units * to.units / from.units;
        out[i].units = (int64_t)scaled / grain * grain;
        left -= part[i].per_set * out[i].units;
    }
    assert(left >= 0);
    if (left == 0)
        return true;
    for (size_t i = 0; i < n; i++)
        if (left % (part[i].per_set * grain) == 0 &&
            (best == n || money_cmp(part[i].price, part[best].price) > 0))
            best = i;
    if (best == n)
        return false;
    out[best].units += left / part[best].per_set;
    return true;
}
