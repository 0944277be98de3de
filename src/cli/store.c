/* The database that a command works on: --db or JICAI_DB, of this program's version. */
#include "cli/store.h"

#include "db/schema.h"

bool
store_open(struct cli *c, struct db **out)
{
    if (!db_open(out, c->db, &c->err))
        return false;
    if (schema_check(*out, &c->err))
        return true;
    db_close(*out);
    return false;
}
