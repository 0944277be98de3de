/* The database that a command works on: --db or JICAI_DB, of this program's version. */
#include "cli/store.h"

#include <pwd.h>
#include <unistd.h>

#include "audit/log.h"
#include "cli/project_find.h"
#include "cli/vault.h"
#include "db/schema.h"

const char *
store_who(struct cli *c)
{
    const struct passwd *user = getpwuid(getuid());
    return user != NULL ? arena_printf(c->arena, "cli:%s", user->pw_name)
                        : arena_printf(c->arena, "cli:%ld", (long)getuid());
}

void
store_act(struct cli *c, struct db *db)
{
    db->act =
        (struct act){.who = store_who(c), .what = c->what, .subject = c->subject, .at = cli_now()};
    audit_attach(db);
}

bool
store_open(struct cli *c, struct db **out)
{
    if (!db_open(out, c->db, &c->err))
        return false;
    (*out)->heir = &c->kept;
    store_act(c, *out);
    if (!cli_vault(c, &(*out)->vault)) /* who may not read it does without */
        c->err = (struct err){.code = ERR_NONE};
    if (schema_check(*out, &c->err))
        return true;
    db_close(*out);
    return false;
}

bool
store_do(struct cli *c, const struct store_work *s)
{
    int64_t pool = s->pool;
    struct db *db;
    if (!store_open(c, &db))
        return false;
    bool ok = s->project == NULL || pool_find(db, c->arena, pool, s->project, &pool, &c->err);
    if (ok && s->found != NULL)
        *s->found = pool;
    ok = ok && (s->write == NULL || db_tx(db, pool, s->write, s->work, &c->err)) &&
         (s->read == NULL || db_read(db, s->read, s->work, &c->err));
    db_close(db);
    return ok;
}
