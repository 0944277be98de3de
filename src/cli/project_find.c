#include "cli/project_find.h"

#include "registry/region.h"
#include "words/fund.h"

bool
project_find(struct db *db, struct arena *a, const char *code, int64_t pool, struct project *out,
             struct policy **pack, struct err *e)
{
    return (pool != 0 || project_home(db, a, code, &pool, e)) &&
           project_get(db, a, pool, code, out, e) && project_pack(out, a, pack, e);
}

bool
pool_find(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t *out,
          struct err *e)
{
    *out = pool;
    if (pool == 0 && (project == NULL || *project == '\0'))
        return err_set(e, ERR_INPUT, M_EXPORT_POOL, {""});
    return (pool != 0 || project_home(db, a, project, out, e)) && pool_must(db, a, *out, "pool", e);
}
