/* run_allocate.h - which winner supplies which institution, for the groups of a project (RULES 4):
 * demand and winners out of the database, the round's split rules, volumes into the database. One
 * group at a time, so memory does not grow with the project. */
#ifndef JICAI_RUN_ALLOCATE_H
#define JICAI_RUN_ALLOCATE_H
#include "policy/allocation.h"
#include "tender/run_volume.h"

#define ALLOCATE_EDITION "allocate-1"

struct allocate_run {
    struct volume_run volume; /* arena, pool, code, replace, errs are given there */
    /* results: */
    int64_t fresh, same, changed, refused; /* groups; refused: their verdict says why */
    int64_t rows, unfilled; /* unfilled: groups with something that nobody supplies */
};

/* A db_job with a struct allocate_run, in the project's pool. All groups or none; again on the same
 * data changes nothing; on other data ERR_CONFLICT unless volume.replace. */
bool run_allocate(struct db *db, void *allocate_run, struct err *e);

/* One group as it is to be computed: into *out, made in `a`. verdict other than ALLOCATE_OK, or
 * *nothing (no demand): there is no allocation. For run_allocate, explanations and --rerun. */
struct group_inputs {
    struct allocation *allocation;
    enum allocate_verdict verdict;
    bool nothing;
    char sha256[SHA256_HEX_MAX];
};
bool allocation_of_group(struct db *db, struct arena *a, struct volume_run *r, const char *group,
                         struct group_inputs *out, struct err *e);

/* An institution's own choice among winners, by weight. */
bool volume_choice_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const char *group, const char *institution, const char *product,
                       int64_t weight, enum put *how, struct err *e);
#endif
