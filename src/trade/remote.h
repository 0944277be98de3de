/* remote.h - remote areas (偏远地区) of a pool, to which deliveries have more days: a division,
 * with what lies below it (G2; SX 七, GZ 四(二)3). */
#ifndef JICAI_TRADE_REMOTE_H
#define JICAI_TRADE_REMOTE_H
#include "registry/put.h"

struct remote_area {
    const char *region, *document;
    bool remote; /* false: from then on no longer */
    date from;
};
/* As put_dated(). ERR_NOT_FOUND when there is no such division. */
bool remote_area_put(struct db *db, struct arena *a, int64_t pool, const struct remote_area *in,
                     enum put *how, struct err *e);
#endif
