/* system.h - products used together, bought as one system (整合成系统: GS (九);
 * REQUIREMENTS D1): one price for a set, and a price for each of its parts.
 * The award looks at the price of the set only; orders, listings and agreements take the parts.
 *
 * Exact: the parts, each as often as a set has it, sum to the price of the set. When the award
 * lowers that price (second quote, gap rule), the parts follow in proportion: each is rounded down
 * to the fen (to 0.0001 yuan where the prices are finer), and what is left over goes to one part
 * whose number in a set divides it, the dearest of them, of equal ones the first.
 *
 * Pure: arrays are the caller's. */
#ifndef JICAI_SYSTEM_H
#define JICAI_SYSTEM_H
#include <stdbool.h>
#include <stddef.h>

#include "base/core/money.h"

enum { SYSTEM_PARTS_MAX = 40, SYSTEM_COUNT_MAX = 1000 };

struct system_part {
    int64_t per_set;           /* pieces of it in a set: 1 .. SYSTEM_COUNT_MAX */
    money price, with_service; /* of a piece; with_service 0: no such quote */
};

enum system_verdict { /* in order of precedence */
                      SYSTEM_OK,
                      SYSTEM_EMPTY,   /* no parts, or too many */
                      SYSTEM_PRICE,   /* a part without a price, or beyond all bounds */
                      SYSTEM_SUM,     /* the parts do not sum to the price of the set */
                      SYSTEM_SERVICE, /* the same, with accompanying service */
                      SYSTEM_VERDICTS
};
const char *system_verdict_name(enum system_verdict v);
/* *sum: of the parts, where the verdict is about a sum. */
enum system_verdict system_check(const struct system_part part[], size_t n, money price,
                                 money with_service, money *sum);

/* What a piece of each part costs when a set costs `to` instead of `from`, 0 < to <= from, and the
 * parts sum to `from`. False: what is left over cannot be given to any part. */
bool system_scale(const struct system_part part[], size_t n, money from, money to, money out[]);
#endif
