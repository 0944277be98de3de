#include "base/core/text.h"
#include "cli/import.h"
#include "registry/region.h"

bool
import_scope_find(struct db *db, const struct import_kind *kind, struct import_options *o,
                  struct err *e)
{
    bool named = o->project != NULL && *o->project != '\0';
    if (kind->scope == IMPORT_PLATFORM)
        return true;
    if (kind->scope == IMPORT_PROJECT && !named)
        return err_set(e, ERR_INPUT, M_IMPORT_PROJECT, {kind->name});
    if (o->pool == 0)
        return err_set(e, ERR_INPUT, M_IMPORT_POOL, {kind->name});
    struct arena *a = arena_new(1024 * 1024);
    bool ok = pool_must(db, a, o->pool, "", e);
    arena_free(a);
    return ok;
}
