#include "cli/project_find.h"

bool
project_find(struct db *db, struct arena *a, const char *code, int64_t pool, struct project *out,
             struct policy **pack, struct err *e)
{
    return (pool != 0 || project_home(db, a, code, &pool, e)) &&
           project_get(db, a, pool, code, out, e) && project_pack(out, a, pack, e);
}
