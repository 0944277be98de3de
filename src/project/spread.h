/* spread.h - a project of several pools (DESIGN 3): at home in one, with a copy
 * of itself, its groups and its dates in each pool that takes part. A copy is pulled by the pool
 * that wants it, in one transaction of that pool, as often as one likes: it carries the digest of
 * what was copied, and pulling what is there already changes nothing. In a copy the pool's own
 * policy pack is in force; all else is the home's and is changed there. */
#ifndef JICAI_SPREAD_H
#define JICAI_SPREAD_H
#include "project/life.h"

/* In the home pool: this pool takes part. The home itself is listed as well when it does. */
bool member_put(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
                date on, enum put *how, struct err *e);
/* ERR_NOT_FOUND unless it takes part. */
bool member_must(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
                 struct err *e);

struct members {
    size_t n;
    struct member {
        int64_t pool;
        const char *name;
        date joined;
    } * list; /* by pool */
};
bool member_list(struct db *db, struct arena *a, int64_t home, const char *project,
                 struct members *out, struct err *e);

/* In a job of the member's pool. The member's pack is that in force there on `on`; without one the
 * home's stays. A project of the pool's own with this code is a conflict. */
bool pull_project(struct db *db, struct arena *a, int64_t member, int64_t home, const char *project,
                  date on, const char *who, enum put *how, struct err *e);

struct copy {
    int64_t home; /* 0: it is no copy */
    const char *sha256;
};
bool copy_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct copy *out,
              struct err *e);
/* What a copy of the home's project would carry now; for fsck and for pulling. */
bool spread_digest(struct db *db, struct arena *a, int64_t home, const char *project,
                   const char **out, struct err *e);
#endif
