/* store.h - the database behind a command. */
#ifndef JICAI_STORE_H
#define JICAI_STORE_H
#include "cli/cli.h"
#include "db/db.h"

/* Opens --db (or JICAI_DB) and checks that its tables are ours; false: c->err says why, and the
 * command ends with cli_fail(c). The caller closes it with db_close(). */
bool store_open(struct cli *c, struct db **out);
/* What is written through `db` from now on is this command's, done by the user of the machine, and
 * is logged. */
void store_act(struct cli *c, struct db *db);
#endif
