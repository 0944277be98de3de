#include "db/disk.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "words/db.h"

/* begun >= ended >= held. A commit is begun before the first other connection can see it, and ended
 * when all of it was given to the kernel: so a sync that starts afterwards brings it to the disk,
 * and all before it. */
struct disk {
    struct disk_file file;
    disk_lost *lost;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, less; /* to sync; that waits */
    uint64_t begun, ended, held;
    struct disk_wait *first, **end;
    bool dirty; /* something was written since the last sync began */
    bool over, runs;
};

/* All that waits for what is held, in the order in which it came; under the lock. */
static struct disk_wait *
take(struct disk *d)
{
    struct disk_wait *list = NULL, **to = &list;
    for (struct disk_wait **at = &d->first; *at != NULL;) {
        struct disk_wait *w = *at;
        if (w->commit > d->held) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        *to = w;
        to = &w->next;
    }
    *to = NULL;
    d->end = &d->first;
    while (*d->end != NULL)
        d->end = &(*d->end)->next;
    return list;
}

static void
let_go(struct disk_wait *list)
{
    for (struct disk_wait *next; list != NULL; list = next) {
        next = list->next;
        list->go(list);
    }
}

/* The lock is held here and afterwards. */
static void
sync_once(struct disk *d)
{
    uint64_t to = d->ended;
    bool dirty = d->dirty;
    struct err e;
    d->dirty = false;
    pthread_mutex_unlock(&d->lock);
    if (dirty && !d->file.sync(d->file.file, &e))
        disk_fail(d, &e);
    pthread_mutex_lock(&d->lock);
    d->held = to;
    struct disk_wait *list = take(d);
    pthread_cond_broadcast(&d->less);
    pthread_mutex_unlock(&d->lock);
    let_go(list);
    pthread_mutex_lock(&d->lock);
}

static void *
work(void *arg)
{
    struct disk *d = arg;
    pthread_mutex_lock(&d->lock);
    for (;;) {
        while (!d->over && d->ended == d->held)
            pthread_cond_wait(&d->more, &d->lock);
        if (d->ended == d->held)
            break;
        sync_once(d);
    }
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

bool
disk_start(struct disk **out, struct db *writer, disk_lost *lost, struct err *e)
{
    struct disk_file file;
    *out = NULL;
    if (writer->ops->behind == NULL)
        return true;
    if (!writer->ops->behind(writer, &file, e))
        return false;
    if (file.sync == NULL)
        return true;
    struct disk *d = calloc(1, sizeof(*d));
    if (d == NULL)
        abort();
    d->file = file;
    d->lost = lost;
    d->end = &d->first;
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->more, NULL);
    pthread_cond_init(&d->less, NULL);
    d->runs = pthread_create(&d->thread, NULL, work, d) == 0;
    if (!d->runs) {
        disk_free(d);
        return err_set(e, ERR_IO, M_DB_THREAD);
    }
    writer->disk = d;
    *out = d;
    return true;
}

void
disk_share(struct disk *d, struct db *db)
{
    db->disk = d;
}

uint64_t
disk_seen(struct disk *d)
{
    if (d == NULL)
        return 0;
    pthread_mutex_lock(&d->lock);
    uint64_t n = d->begun;
    pthread_mutex_unlock(&d->lock);
    return n;
}

bool
disk_holds(struct disk *d, uint64_t commit)
{
    if (d == NULL || commit == 0)
        return true;
    pthread_mutex_lock(&d->lock);
    bool yes = d->held >= commit;
    pthread_mutex_unlock(&d->lock);
    return yes;
}

void
disk_then(struct disk *d, uint64_t commit, struct disk_wait *w)
{
    bool waits = false;
    w->commit = commit;
    w->next = NULL;
    if (d != NULL) {
        pthread_mutex_lock(&d->lock);
        assert(commit <= d->begun);
        waits = d->held < commit;
        if (waits) {
            *d->end = w;
            d->end = &w->next;
        }
        pthread_mutex_unlock(&d->lock);
    }
    if (!waits)
        w->go(w);
}

void
disk_await(struct disk *d, uint64_t commit)
{
    if (d == NULL)
        return;
    pthread_mutex_lock(&d->lock);
    while (d->held < commit)
        pthread_cond_wait(&d->less, &d->lock);
    pthread_mutex_unlock(&d->lock);
}

void
disk_begin(struct disk *d)
{
    pthread_mutex_lock(&d->lock);
    assert(d->begun == d->ended);
    d->begun++;
    pthread_mutex_unlock(&d->lock);
}

void
disk_end(struct disk *d, bool wrote)
{
    pthread_mutex_lock(&d->lock);
    d->ended = d->begun;
    d->dirty = d->dirty || wrote;
    pthread_cond_signal(&d->more);
    pthread_mutex_unlock(&d->lock);
}

void
disk_fail(struct disk *d, const struct err *e)
{
    d->lost(e);
    abort();
}

void
disk_stop(struct disk *d)
{
    if (d == NULL || !d->runs)
        return;
    pthread_mutex_lock(&d->lock);
    d->over = true;
    pthread_cond_signal(&d->more);
    pthread_mutex_unlock(&d->lock);
    pthread_join(d->thread, NULL);
    d->runs = false;
    assert(d->held == d->begun && d->first == NULL);
}

void
disk_free(struct disk *d)
{
    if (d == NULL)
        return;
    disk_stop(d);
    d->file.close(d->file.file);
    pthread_mutex_destroy(&d->lock);
    pthread_cond_destroy(&d->more);
    pthread_cond_destroy(&d->less);
    free(d);
}
