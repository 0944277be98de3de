/* limit.h - how often one address may do what is costly or guessed at (logins, registrations,
 * tokens): a bucket per address in a table of fixed size. Two addresses that share a bucket share
 * its allowance: that errs on the side of refusing. */
#ifndef JICAI_LIMIT_H
#define JICAI_LIMIT_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { LIMIT_BUCKETS = 4096 };

struct limit {
    pthread_mutex_t lock;
    int64_t per_minute; /* 0: no limit */
    struct {
        int64_t at;   /* microseconds: when it was last filled */
        int64_t used; /* millionths of one use, drained as time passes */
    } bucket[LIMIT_BUCKETS];
};

void limit_init(struct limit *l, int64_t per_minute);
/* One use more. False: too many; *wait: seconds until the next is allowed, at least 1. */
bool limit_take(struct limit *l, const char *address, int64_t now, int64_t *wait);
#endif
