/* supply.h - prices seen before or elsewhere, where distributors deliver, what registrants can make
 * and what suppliers have in stock (REQUIREMENTS E2, E4, F2, G3). */
#ifndef JICAI_SUPPLY_H
#define JICAI_SUPPLY_H
#include "base/core/money.h"
#include "registry/put.h"

enum price_kind { PRICE_PRE_VBP, PRICE_LOWEST, PRICE_MARKET, PRICE_KINDS };
extern const char *const price_kind_names[PRICE_KINDS];

struct price_seen {
    const char *product; /* as the source writes it; stored under what it is called on that day */
    const char *company; /* "": the product's registrant */
    enum price_kind kind;
    const char *province; /* "510000" */
    money price;
    date on;
    const char *source;
};

/* Is it a province? `field` "province". */
bool province_must(struct db *db, struct arena *a, const char *code, struct err *e);

bool price_put(struct db *db, struct arena *a, const struct price_seen *in, enum put *how,
               struct err *e);
/* The lowest of a kind by a day (RULES 15); *found false: no fact. Texts in the arena. */
bool price_lowest(struct db *db, struct arena *a, const char *product, const char *company,
                  enum price_kind kind, date on, struct price_seen *out, bool *found,
                  struct err *e);

bool area_put(struct db *db, struct arena *a, const char *distributor, const char *region,
              date from, bool served, enum put *how, struct err *e);
bool capacity_put(struct db *db, struct arena *a, const char *product, date from, qty per_year,
                  enum put *how, struct err *e);
bool stock_put(struct db *db, struct arena *a, const char *product, const char *holder, date on,
               qty n, enum put *how, struct err *e);
#endif
