#include "cli/day_clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/core/text.h"
#include "day/run_day.h"
#include "words/day.h"

enum { LOOK_SECONDS = 30, CHINA_SECONDS = 8 * 3600, DAY_SECONDS = 24 * 3600 };

struct day_clock {
    struct day_clock_config c;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
    date done; /* day 0: none yet */
};

static void
tell(void *arg, const struct run_day *d)
{
    static const enum msg says[DAY_VERDICTS] = {M_DAY_DONE, M_DAY_ALREADY, M_DAY_PAST};
    const struct day_clock *k = arg;
    char pool[INT_TEXT_MAX], on[DATE_TEXT_MAX], steps[INT_TEXT_MAX], refused[INT_TEXT_MAX],
        overdue[INT_TEXT_MAX], left[MONEY_TEXT_MAX], text[ERR_TEXT_MAX];
    const char *say[] = {int_text(d->pool, pool),       date_text(d->on, on),
                         int_text(d->steps, steps),     int_text(d->refused, refused),
                         int_text(d->overdue, overdue), money_text(d->overdue_left, left)};
    words_fill(text, sizeof(text), word_text(k->c.lang, says[d->verdict]), say, 6);
    fprintf(k->c.to, "%s\n", text);
    fflush(k->c.to);
}

static date
business_date(const struct day_clock *k, int64_t now)
{
    if (k->c.has_today)
        return k->c.today;
    return (date){(int32_t)((now + CHINA_SECONDS) / DAY_SECONDS)};
}

/* True when the day is done in every pool. */
static bool
run_all(struct day_clock *k, date on, int64_t now)
{
    char text[ERR_TEXT_MAX];
    struct db *db;
    struct err e = {.code = ERR_NONE};
    if (!k->c.open(&db, k->c.arg, &e))
        return false;
    db->act = (struct act){"job:run-day", "run-day", "", now * 1000000};
    bool ok = run_day_everywhere(db, on, tell, k, &e);
    if (!ok)
        fprintf(k->c.to, "%s\n", err_text(&e, k->c.lang, text));
    db_close(db);
    return ok;
}

static bool
wait_or_stop(struct day_clock *k)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_SECONDS;
    pthread_mutex_lock(&k->lock);
    if (!k->stop)
        (void)pthread_cond_timedwait(&k->wake, &k->lock, &until);
    bool stop = k->stop;
    pthread_mutex_unlock(&k->lock);
    return stop;
}

static void *
loop(void *arg)
{
    struct day_clock *k = arg;
    do {
        int64_t now = (int64_t)time(NULL);
        date on = business_date(k, now);
        if (date_cmp(on, k->done) > 0 && run_all(k, on, now))
            k->done = on;
    } while (!wait_or_stop(k));
    return NULL;
}

struct day_clock *
day_clock_start(const struct day_clock_config *c)
{
    struct day_clock *k = calloc(1, sizeof(*k));
    if (k == NULL)
        return NULL;
    k->c = *c;
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->wake, NULL);
    if (pthread_create(&k->thread, NULL, loop, k) == 0)
        return k;
    pthread_cond_destroy(&k->wake);
    pthread_mutex_destroy(&k->lock);
    free(k);
    return NULL;
}

void
day_clock_stop(struct day_clock *k)
{
    if (k == NULL)
        return;
    pthread_mutex_lock(&k->lock);
    k->stop = true;
    pthread_cond_signal(&k->wake);
    pthread_mutex_unlock(&k->lock);
    pthread_join(k->thread, NULL);
    pthread_cond_destroy(&k->wake);
    pthread_mutex_destroy(&k->lock);
    free(k);
}
