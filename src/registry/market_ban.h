/* market_ban.h - decisions by which a company leaves the market (市场退出) or is kept out of it
 * (市场禁入; GZ 四(二)5): facts with their document, place and last day. */
#ifndef JICAI_MARKET_BAN_H
#define JICAI_MARKET_BAN_H
#include "engine/credit.h"
#include "registry/put.h"

enum ban_kind { BAN_EXIT, BAN_NEW, BAN_KINDS }; /* exit: what is listed goes too */
extern const char *const ban_kind_names[BAN_KINDS];

struct market_ban {
    const char *number, *party, *product, *document; /* product: "" all */
    enum ban_kind kind;
    enum credit_area area;
    date from, to;
};
bool ban_put(struct db *db, struct arena *a, int64_t pool, const struct market_ban *in,
             enum put *how, struct err *e);
#endif
