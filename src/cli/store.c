/* The database that a command works on: --db or JICAI_DB, of this program's version. */
#include "cli/store.h"

#include <pwd.h>
#include <unistd.h>

#include "audit/log.h"
#include "cli/vault.h"
#include "db/schema.h"

void
store_act(struct cli *c, struct db *db)
{
    const struct passwd *user = getpwuid(getuid());
    const char *who = user != NULL ? arena_printf(c->arena, "cli:%s", user->pw_name)
                                   : arena_printf(c->arena, "cli:%ld", (long)getuid());
    db->act = (struct act){.who = who, .what = c->what, .subject = c->subject, .at = cli_now()};
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
