/* bureau.h - the report that a bureau chief reads: for each project what was saved, who won, how
 * far the agreed volume has come, who is late, where the fund's money stands, how everybody is
 * judged, each with the clause it rests on. Only reads; every figure is a stored one or a sum of
 * stored ones. Everything of the report lives in the arena. */
#ifndef JICAI_BUREAU_H
#define JICAI_BUREAU_H
#include "db/db.h"
#include "desk/report.h"
#include "policy/policy.h"

/* One project on its way through the sections. */
struct bureau {
    struct db *db;
    struct arena *arena;
    struct report *report;
    enum lang lang;
    date on;
    int64_t pool;
    const char *project, *name, *goods, *pool_name;
    date executed_on;
    int64_t cycle_months;
    const struct policy *pack;
};

/* `project`: "" for all, by pool and date of execution. */
bool bureau_report(struct db *db, struct arena *a, const char *project, date on, enum lang lang,
                   struct report *out, struct err *e);

/* The sections; each adds what it finds, and nothing where there is nothing. */
bool bureau_award(struct bureau *b, struct err *e); /* overview, groups, winners */
bool bureau_tables(struct bureau *b, struct err *e); /* progress, overdue, fund: one query each */
void bureau_rules(struct bureau *b);                /* what holds here, clause by clause */

/* The clause of a parameter in the reader's language, in the arena; "" when the pack is silent. */
const char *bureau_cite(const struct bureau *b, enum rule r);
#endif
