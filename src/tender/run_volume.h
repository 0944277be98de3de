/* run_volume.h - base and agreed volumes of all groups of a project (REQUIREMENTS C3). The agreed
 * ratio is the one given, or the round's (split.agreed), which may depend on the number of winners:
 * such a group has to be awarded first. */
#ifndef JICAI_RUN_VOLUME_H
#define JICAI_RUN_VOLUME_H
#include "demand/volume.h"
#include "policy/round.h"
#include "project/project.h"

struct volume_run {
    struct arena *arena;
    int64_t pool;
    const char *code; /* of the project */
    bool has_share;   /* share is given; else the round's */
    ratio share;
    bool replace;             /* volumes that were computed from other data */
    struct volume_reason why; /* with a reason, also volumes that were published */
    /* results: */
    struct project project;
    struct policy *pack;
    struct round *round; /* NULL without a rule file */
    struct project_groups groups;
    struct demand_progress progress;
    int64_t done, same, waiting; /* groups; waiting: for their award */
    struct errs errs;            /* the caller's room */
};

/* A db_job with a struct volume_run, in the project's pool. All groups or none. Refused while a
 * report is sent back and not reported again. */
bool run_volume(struct db *db, void *volume_run, struct err *e);

/* For run_allocate: reads project, pack, rules and groups. */
bool volume_prepare(struct db *db, struct volume_run *r, struct err *e);
/* The ratio for so many winners. False: it depends on them, and there are none. */
bool volume_share(const struct volume_run *r, int64_t winners, ratio *out);
/* One group; *waiting: it needs its award first, and nothing was done. */
bool volume_of_group(struct db *db, struct arena *a, struct volume_run *r, const char *group,
                     struct volume *out, bool *waiting, struct err *e);
#endif
