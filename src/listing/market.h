/* market.h - prices that were seen of a product, for reference (REQUIREMENTS B3, E4): how many, the
 * lowest, the middle, the highest. The median is exact: prices in order, the middle one; of an even
 * number the two middle ones together, halved, half up to 0.0001 yuan. Each price counts once,
 * whatever was bought at it. */
#ifndef JICAI_MARKET_H
#define JICAI_MARKET_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

enum { MARKET_MONTHS = 12 }; /* how far back a price still says something (choice) */

struct market {
    int64_t n; /* prices seen; 0: none, and nothing below counts */
    money lowest, median, highest;
    date first, last;              /* days of the oldest and the newest */
    const char *province, *source; /* of the lowest; of several the oldest */
    date lowest_on;
};
/* Over the whole country, as reported. */
bool market_on(struct db *db, struct arena *a, const char *product, date on, struct market *out,
               struct err *e);
#endif
