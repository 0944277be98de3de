#include "http/lane.h"

#include <assert.h>
#include <string.h>

#include "words/http.h"

/* Does another thread work in this pool? */
static bool
pool_busy(const struct lane *l, int64_t pool)
{
    for (size_t i = 0; i < l->threads; i++)
        if (l->thread[i].busy && l->thread[i].pool == pool)
            return l->group > 1;
    return false;
}

/* The first that may run, and all behind it of the same pool. */
static size_t
take(struct lane *l, struct work *list[static GROUP_MAX])
{
    size_t n = 0;
    for (struct work **at = &l->first; *at != NULL && n < l->group;) {
        struct work *w = *at;
        if (n > 0 ? w->pool != list[0]->pool : pool_busy(l, w->pool)) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        if (l->end == &w->next)
            l->end = at;
        list[n++] = w;
    }
    l->n -= n;
    return n;
}

static void *
work_off(void *arg)
{
    struct lane_thread *t = arg;
    struct lane *l = t->lane;
    struct work *list[GROUP_MAX];

    pthread_mutex_lock(&l->lock);
    for (;;) {
        size_t n = take(l, list);
        if (n == 0 && l->closed && l->first == NULL)
            break;
        if (n == 0) {
            pthread_cond_wait(&l->more, &l->lock);
            continue;
        }
        t->busy = true;
        t->pool = list[0]->pool;
        l->groups++;
        l->jobs += n;
        pthread_mutex_unlock(&l->lock);
        l->ops.run(l->ops.arg, t->db, list, n);
        for (size_t i = 0; i < n; i++)
            l->ops.done(l->ops.arg, list[i]);
        pthread_mutex_lock(&l->lock);
        t->busy = false;
        pthread_cond_broadcast(&l->more);
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

bool
lane_start(struct lane *l, struct lane_ops ops, size_t group, size_t max, struct db *const dbs[],
           size_t threads, struct err *e)
{
    assert(group >= 1 && group <= GROUP_MAX && threads >= 1 && threads <= LANE_THREADS_MAX);
    *l = (struct lane){.ops = ops, .group = group, .max = max};
    l->end = &l->first;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->more, NULL);
    pthread_mutex_lock(&l->lock);
    for (size_t i = 0; i < threads; i++) {
        l->thread[i] = (struct lane_thread){.lane = l, .db = dbs[i]};
        if (pthread_create(&l->thread[i].id, NULL, work_off, &l->thread[i]) != 0)
            break;
        l->threads++;
    }
    pthread_mutex_unlock(&l->lock);
    return l->threads == threads || err_set(e, ERR_IO, M_HTTP_THREAD);
}

bool
lane_push(struct lane *l, struct work *w)
{
    pthread_mutex_lock(&l->lock);
    bool ok = !l->closed && l->n < l->max;
    if (ok) {
        w->next = NULL;
        *l->end = w;
        l->end = &w->next;
        l->n++;
        pthread_cond_signal(&l->more);
    }
    pthread_mutex_unlock(&l->lock);
    return ok;
}

void
lane_close(struct lane *l)
{
    pthread_mutex_lock(&l->lock);
    l->closed = true;
    pthread_cond_broadcast(&l->more);
    pthread_mutex_unlock(&l->lock);
}

void
lane_stop(struct lane *l)
{
    if (l->threads == 0)
        return;
    lane_close(l);
    for (size_t i = 0; i < l->threads; i++)
        pthread_join(l->thread[i].id, NULL);
    for (size_t i = 0; i < l->threads; i++)
        db_close(l->thread[i].db);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->more);
    l->threads = 0;
}

void
lane_count(struct lane *l, size_t *waiting, uint64_t *groups, uint64_t *jobs)
{
    pthread_mutex_lock(&l->lock);
    *waiting = l->n;
    *groups = l->groups;
    *jobs = l->jobs;
    pthread_mutex_unlock(&l->lock);
}
