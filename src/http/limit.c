#include "http/limit.h"

#include <string.h>

enum { ONE = 1000000, MINUTE = 60 };

void
limit_init(struct limit *l, int64_t per_minute)
{
    memset(l, 0, sizeof(*l));
    l->per_minute = per_minute;
    pthread_mutex_init(&l->lock, NULL);
}

/* FNV-1a. */
static uint64_t
hash(const char *s)
{
    uint64_t h = 14695981039346656037U;
    for (; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211U;
    return h;
}

/* The bucket drains per_minute uses in a minute; more than a minute's worth does not go in. */
bool
limit_take(struct limit *l, const char *address, int64_t now, int64_t *wait)
{
    if (l->per_minute == 0)
        return true;
    uint64_t at = hash(address) % LIMIT_BUCKETS;
    pthread_mutex_lock(&l->lock);
    int64_t past = now - l->bucket[at].at;
    if (past < 0 || past > (int64_t)MINUTE * ONE)
        past = (int64_t)MINUTE * ONE;
    int64_t used = l->bucket[at].used - past * l->per_minute / MINUTE;
    if (used < 0)
        used = 0;
    bool ok = used + ONE <= l->per_minute * ONE;
    if (ok)
        used += ONE;
    l->bucket[at].used = used;
    l->bucket[at].at = now;
    pthread_mutex_unlock(&l->lock);
    int64_t over = used + ONE - l->per_minute * ONE;
    *wait = over > 0 ? over * MINUTE / l->per_minute / ONE + 1 : 1;
    return ok;
}
