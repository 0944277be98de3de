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
/* The name of that user, "cli:NAME", in c->arena. */
const char *store_who(struct cli *c);

/* What most commands do with their database, and nothing else. */
struct store_work {
    int64_t pool;        /* --pool, 0 where it was not given */
    const char *project; /* NULL: the command is about no project */
    int64_t *found;      /* with a project: where its pool goes before the jobs run */
    db_job *write;       /* in a transaction of that pool; NULL: nothing is written */
    db_job *read;        /* what is shown, after it; NULL: nothing is read */
    void *work;          /* what both work on */
};
/* Opens the database, finds the pool, writes, reads, closes; false as store_open(). */
bool store_do(struct cli *c, const struct store_work *s);
#endif
