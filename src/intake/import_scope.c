#include "base/core/text.h"
#include "intake/import.h"
#include "project/project.h"
#include "registry/region.h"
#include "words/import.h"

bool
import_scope_find(struct db *db, const struct import_kind *kind, struct import_options *o,
                  struct err *e)
{
    bool named = o->project != NULL && *o->project != '\0';
    if (kind->scope == IMPORT_PLATFORM)
        return true;
    if (kind->scope == IMPORT_PROJECT && !named)
        return err_set(e, ERR_INPUT, M_IMPORT_PROJECT, {kind->name});
    struct project p;
    struct arena *a = arena_new(4 * PROJECT_RULES_MAX);
    bool ok = kind->scope != IMPORT_PROJECT || o->pool != 0 ||
              project_home(db, a, o->project, &o->pool, e);
    if (ok && o->pool == 0)
        ok = err_set(e, ERR_INPUT, M_IMPORT_POOL, {kind->name});
    ok = ok && pool_must(db, a, o->pool, "", e) &&
         (kind->scope != IMPORT_PROJECT || project_get(db, a, o->pool, o->project, &p, e));
    arena_free(a);
    return ok;
}
