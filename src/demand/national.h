/* national.h - volumes of a project of several pools (REQUIREMENTS C3; GS (十)1; DESIGN 3). Demand
 * goes up: each pool's base of a group stands in the home pool as a summary with the digest of what
 * it sums. The home computes the agreed volume over all and divides it among the pools; each pool
 * takes its part down to its institutions. Every step is one transaction of one pool, every
 * division is by largest remainder, and no piece is lost on the way: the institutions of all pools
 * add up to the agreed total. */
#ifndef JICAI_NATIONAL_H
#define JICAI_NATIONAL_H
#include "demand/volume.h"

#define NATIONAL_EDITION "national-1"

/* Up. In a job of the home pool, for all groups; reads the member's reviewed demand. Refused while
 * some of it is not reviewed. */
bool pull_summary(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
                  date today, enum put *how, struct err *e);

/* In a job of the home pool: over the summaries of all members (one missing is refused), into each
 * pool's part. v->group, share, winners are given; v->institutions gets the number of pools. */
bool divide_volume(struct db *db, struct arena *a, int64_t home, const char *project,
                   struct volume *v, const struct stamp *by, struct err *e);

/* Down. In a job of the member's pool: its part of a group, to its institutions. Refused when its
 * base is no longer what went up. */
bool pull_volume(struct db *db, int64_t member, int64_t home, const char *project, struct volume *v,
                 const struct stamp *by, struct err *e);

struct national_part {
    int64_t member;
    qty base, agreed;
};
struct national {
    struct volume total;
    size_t n;
    struct national_part *list; /* by pool */
    bool found;
};
bool national_get(struct db *db, struct arena *a, int64_t home, const char *project,
                  const char *group, struct national *out, struct err *e);
#endif
