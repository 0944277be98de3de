/* run_award.h - who wins, for the groups of a project: bids out of the database, the round's rules,
 * the engine, results into the database with the digest of all that went in. */
#ifndef JICAI_RUN_AWARD_H
#define JICAI_RUN_AWARD_H
#include "policy/round_bid.h"
#include "project/project.h"
#include "tender/award.h"

struct award_run {
    struct arena *arena; /* of the run: project, rules, groups; each group has one of its own */
    int64_t pool;
    const char *code;        /* of the project */
    bool replace;            /* a result that was computed from other data */
    const char *other_rules; /* for award_compute() only: a rule file instead of the project's */
    /* results: */
    struct project project;
    struct policy *pack;
    struct round *round;
    struct project_groups groups;
    struct award_ref ref[ROUND_REFS_MAX]; /* by name */
    size_t refs;
    int64_t fresh, same, changed, to_draw, waiting; /* groups; waiting: for talks to end */
    struct errs errs; /* what is wrong with the rules; the caller's room */
};

/* A db_job with a struct award_run, in the project's pool. All groups or none. Running it again on
 * the same data changes nothing; on other data it is refused (ERR_CONFLICT) unless `replace`, or
 * the group waited for a draw. */
bool run_award(struct db *db, void *award_run, struct err *e);

/* For simulation and `--rerun`: project, rules and groups, then one group after the other, computed
 * and not stored. `a` holds the result. */
bool award_prepare(struct db *db, struct award_run *r, struct err *e);
bool award_compute(struct db *db, struct arena *a, const struct award_run *r,
                   const struct project_group *g, struct group_result *out, struct err *e);
#endif
