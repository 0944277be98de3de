#include "registry/pack_on.h"

#include "registry/region.h"

bool
pack_on(struct db *db, struct arena *a, int64_t pool, date on, struct policy **out, struct err *e)
{
    struct errs errs = {.list = e, .max = 1};
    const char *pack;
    *out = NULL;
    if (!pool_pack_on(db, a, pool, on, &pack, e))
        return false;
    return *pack == '\0' || policy_load(out, a, arena_printf(a, "pack:%s", pack), &errs);
}
