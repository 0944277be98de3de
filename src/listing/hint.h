/* hint.h - price hints (价格提示; GZ 四(二)2, REQUIREMENTS E4): at ordering, at bargaining
 * and at listing, one's own price beside the listed one and beside what the region pays. Each hint
 * says what it was made from: how many prices, of which kinds and days, where and when the lowest.
 *
 * The region is the province of the pool; the prices are those of the last MARKET_MONTHS months
 * that were reported for it, and in the pool those bargained, bought on record (not refused), and
 * seen on other platforms (platform.h). Median and lowest as in market.h. A hint never stops
 * anything. Texts live in the arena. */
#ifndef JICAI_HINT_H
#define JICAI_HINT_H
#include "listing/market.h"

enum hint_source { HINT_MARKET, HINT_BARGAIN, HINT_RECORDED, HINT_PLATFORM, HINT_SOURCES };
extern const char *const hint_source_names[HINT_SOURCES];

enum hint_verdict {                    /* of one's own price, the gravest first */
                    HINT_ABOVE_LIST,   /* dearer than listed */
                    HINT_ABOVE_MEDIAN, /* dearer than the middle of the region */
                    HINT_ABOVE_LOWEST, /* not dearer than that, but somebody pays less */
                    HINT_LOWEST,       /* nobody is known to pay less */
                    HINT_NOTHING,      /* nothing to compare with */
                    HINT_VERDICTS
};
const char *hint_verdict_name(enum hint_verdict v);

struct price_hint {
    const char *product;
    date after, on;          /* prices later than `after`, up to `on` */
    money own;               /* 0: none said */
    money list;              /* listed in the pool now; 0: not listed */
    money list_with_service; /* 0: none */
    const char *zone;        /* results, general, "" */
    date list_since;         /* day 0: not listed */
    const char *region;      /* province of the pool */
    struct market market;    /* of the region */
    int64_t seen[HINT_SOURCES];
    enum hint_source lowest_of; /* where the lowest comes from, when market.n > 0 */
    enum hint_verdict verdict;
};
/* `with_service`: own is a price with accompanying service. */
bool price_hint(struct db *db, struct arena *a, int64_t pool, const char *product, money own,
                bool with_service, date on, struct price_hint *out, struct err *e);
/* They will be asked for on a day: see db_ahead(). */
bool hints_ahead(struct db *db, struct arena *a, int64_t pool, const char *const products[],
                 size_t n, date on, struct err *e);
/* For who knows all else already. */
enum hint_verdict hint_judge(money own, money list, const struct market *m);
#endif
