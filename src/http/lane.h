/* lane.h - a bounded queue and the threads that work it off. The writer's lane hands over all that
 * waits for one pool at once (at most GROUP_MAX, in the order it came): they become one
 * transaction. Two threads never work in one pool. The other lanes hand over one at a time. */
#ifndef JICAI_LANE_H
#define JICAI_LANE_H
#include <pthread.h>

#include "db/db.h"

enum { GROUP_MAX = 64, LANE_THREADS_MAX = 8 };

struct work { /* part of what waits; never touched again once `done` was called for it */
    int64_t pool;
    struct work *next;
};

struct lane;
struct lane_ops {
    void (*run)(void *arg, struct db *db, struct work *list[], size_t n); /* one pool's */
    void (*done)(void *arg, struct work *w); /* answers; afterwards `w` may be gone */
    void *arg;
};

struct lane_thread {
    struct lane *lane;
    struct db *db; /* the thread's own connection */
    pthread_t id;
    bool busy;
    int64_t pool; /* while busy */
};

struct lane {
    struct lane_ops ops;
    size_t group; /* how many at once: 1 or GROUP_MAX */
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct work *first, **end; /* where the next one goes */
    size_t n, max;
    bool closed;
    struct lane_thread thread[LANE_THREADS_MAX];
    size_t threads;
    uint64_t groups, jobs; /* worked off so far: the mean group is jobs / groups */
};

/* Takes the connections; closes them in lane_stop(). */
bool lane_start(struct lane *l, struct lane_ops ops, size_t group, size_t max,
                struct db *const dbs[], size_t threads, struct err *e);
bool lane_push(struct lane *l, struct work *w); /* false: full, or closed */
void lane_close(struct lane *l);                /* no more; what waits is still done */
void lane_stop(struct lane *l);                 /* closes, waits until all is done, ends threads */
void lane_count(struct lane *l, size_t *waiting, uint64_t *groups, uint64_t *jobs);
#endif
