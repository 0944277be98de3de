/* volume.h - base volume (采购量基数) and agreed volume (约定采购量) of a group,
 * down to each institution (REQUIREMENTS C3, RULES 2). */
#ifndef JICAI_VOLUME_H
#define JICAI_VOLUME_H
#include "demand/demand.h"
#include "project/explained.h"

#define VOLUME_EDITION "volume-1"

struct volume_reason { /* for which volumes that were published are replaced: see version.h */
    const char *reason, *who;
    date on;
};

struct volume {
    const struct volume_reason *why; /* NULL: published ones stay as they are */
    const char *group;
    qty base, agreed;
    ratio share;     /* agreed ratio */
    int64_t winners; /* for which the share was looked up; 0: it does not depend on them */
    size_t institutions;
};

/* Published volumes are only replaced with a reason (version.h). From what was reviewed (before any
 * review: reported) to each institution's part, which add up to the group's; replaces what was
 * computed before, with its explanation ("volume", "PROJECT/GROUP"). In a job of the pool.
 * v->group, share, winners are given, the rest is the result. */
bool compute_volume(struct db *db, int64_t pool, const char *project, struct volume *v,
                    const struct stamp *by, struct err *e);

/* Stored volumes, in the order of groups. */
bool volume_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *group, struct volume *out, bool *found, struct err *e);

/* The id under which a group's figures are explained: "PROJECT/GROUP". */
const char *group_id(struct arena *a, const char *project, const char *group);
#endif
