/* Amounts, quantities, ratios, dates, months: what is read is written back and read again the same,
 * and what is no number is refused without touching the result. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "base/core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            abort();                                                                               \
    } while (0)

static void
amounts(const char *s)
{
    char text[MONEY_TEXT_MAX];
    money m = {77}, again;
    qty q;
    int64_t n;
    if (money_parse(&m, s)) {
        CHECK(money_parse(&again, money_text(m, text)) && again.units == m.units);
    } else {
        CHECK(m.units == 77);
    }
    if (qty_parse(&q, s))
        CHECK(q.pieces >= 0);
    if (int_parse(&n, s))
        CHECK(n >= 0);
}

static void
ratios(const char *s)
{
    char text[RATIO_TEXT_MAX];
    ratio r, again;
    if (!ratio_parse(&r, s))
        return;
    CHECK(ratio_parse(&again, ratio_text(r, text)) && again.ppm == r.ppm);
    CHECK(ratio_parse(&again, times_text(r, text)) && again.ppm == r.ppm);
}

static void
dates(const char *s)
{
    char text[DATE_TEXT_MAX];
    date d;
    month m;
    if (date_parse(&d, s))
        CHECK(strcmp(date_text(d, text), s) == 0);
    if (month_parse(&m, s))
        CHECK(strcmp(month_text(m, text), s) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *s = malloc(size + 1);
    CHECK(s != NULL);
    memcpy(s, data, size);
    s[size] = '\0';
    amounts(s);
    ratios(s);
    dates(s);
    free(s);
    return 0;
}
