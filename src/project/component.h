/* component.h - a group that is bought as a system (GS (九); REQUIREMENTS D1): of what a set
 * consists. A group is a system when it has components; demand, bids and volumes are then in sets.
 */
#ifndef JICAI_COMPONENT_H
#define JICAI_COMPONENT_H
#include "engine/system.h"
#include "registry/put.h"

struct component {
    const char *code, *name; /* "stem" */
    const char *class;       /* a part's product class begins with it; "" any */
    int64_t per_set;         /* pieces in a set */
};
/* While the project may be edited. */
bool component_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *group, const struct component *in, enum put *how, struct err *e);
struct components {
    size_t n;               /* 0: no system */
    struct component *list; /* by code */
};
bool component_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *group, struct components *out, struct err *e);
const struct component *component_find(const struct components *c, const char *code);
#endif
