/* open_volume.h - what an institution agreed to buy of the group that a product competes with, and
 * has not ordered yet (REQUIREMENTS K3). A product competes with a group of the same class, or in
 * which it was bid for. */
#ifndef JICAI_OPEN_VOLUME_H
#define JICAI_OPEN_VOLUME_H
#include "trade/trade.h"

struct open_volume {
    const char *project, *group; /* the first such group; "" none */
    qty qty;                     /* of all its lines of agreements in force; 0: none */
};
bool open_volume(struct trade *t, const char *institution, const char *product, date on,
                 struct open_volume *out, struct err *e);
#endif
