#include "message/deliver.h"

#include <string.h>

#include "access/user.h"
#include "message/compose.h"
#include "message/query.h"
#include "registry/check.h"

enum { MEMORY = 8 * 1024 * 1024, STALE_MINUTES = 15, LAST_MINUTES = 360, QUEUES_MAX = 100000 };
#define MINUTE (INT64_C(60) * 1000000)

int64_t
deliver_pause(int64_t attempts)
{
    int64_t minutes = 1;
    for (int64_t i = 1; i < attempts && minutes < LAST_MINUTES; i++)
        minutes *= 2;
    return (minutes < LAST_MINUTES ? minutes : LAST_MINUTES) * MINUTE;
}

struct sending { /* to one person by one way */
    struct message_delivery *d;
    struct arena *a;
    int64_t pool, attempts; /* the most of its rows */
    const char *login;
    enum channel channel;
    struct letter letter;
    struct message *list;
    size_t n;
    /* what came of it */
    const char *delivery, *state, *error;
    int64_t next_at;
};

static struct act
act_of(const struct sending *s)
{
    return (struct act){"job:message", "message.deliver", s->login, s->d->at};
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- claimed: from here on it is known that it may have left --- */

static bool
claim_row(struct db *db, struct sending *s, const struct rows *r, size_t i, struct err *e)
{
    struct message *m = &s->list[s->n++];
    int kind = 0;
    (void)name_find(message_kind_names, MESSAGE_KINDS, row_text(r, i, 2), &kind);
    *m = (struct message){.kind = (enum message_kind)kind,
                          .subject = row_text(r, i, 3),
                          .about = row_text(r, i, 4),
                          .on = day_of(row_text(r, i, 5)),
                          .due_on = day_of(row_text(r, i, 6))};
    if (row_int(r, i, 7) + 1 > s->attempts)
        s->attempts = row_int(r, i, 7) + 1;
    return db_do(db, &q_out_claim, e, v_int(s->pool), v_text(s->login),
                 v_text(channel_names[s->channel]), v_text(row_text(r, i, 0)),
                 v_text(row_text(r, i, 1)), v_text(row_text(r, i, 2)), v_text(row_text(r, i, 3)),
                 v_text(row_text(r, i, 4)), v_text(row_text(r, i, 5)), v_int(s->d->at),
                 v_text(s->delivery));
}

static bool
claim(struct db *db, void *arg, struct err *e)
{
    struct sending *s = arg;
    struct rows r;
    s->n = 0;
    s->attempts = 0;
    if (!db_run(db, &q_out_rows, s->a, &r, e, v_int(s->pool), v_text(s->login),
                v_text(channel_names[s->channel]), v_int(s->d->at), v_int(DELIVER_ROWS)))
        return false;
    s->list = arena_array(s->a, struct message, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        if (!claim_row(db, s, &r, i, e))
            return false;
    return true;
}

static bool
write_result(struct db *db, void *arg, struct err *e)
{
    const struct sending *s = arg;
    return db_do(db, &q_out_result, e, v_int(s->pool), v_text(s->login),
                 v_text(channel_names[s->channel]), v_text(s->delivery), v_text(s->state),
                 v_int(s->next_at), v_text(s->error));
}

static bool
run_job(struct db *db, struct sending *s, db_job *body, struct err *e)
{
    struct job job = {.run = body, .arg = s, .act = act_of(s)};
    group_run(db, s->pool, &job, 1);
    *e = job.err;
    return e->code == ERR_NONE;
}

/* --- sent --- */

static void
judge(struct sending *s, enum sent sent)
{
    struct message_delivery *d = s->d;
    bool again = sent == SENT_LATER && s->attempts < DELIVER_ATTEMPTS;
    s->next_at = again ? d->at + deliver_pause(s->attempts) : 0;
    s->state = sent == SENT_OK       ? "sent"
               : again               ? "waiting"
               : sent == SENT_UNSURE ? "unsure"
                                     : "failed";
    d->sent += sent == SENT_OK;
    d->later += again;
    d->unsure += sent == SENT_UNSURE;
    d->failed += strcmp(s->state, "failed") == 0;
}

/* The address as it is today; who left gets nothing. */
static bool
address_of(struct db *db, struct sending *s, struct err *e)
{
    struct user u;
    bool there;
    const int64_t in_china = s->d->at + 8 * 60 * MINUTE;
    const date today = {(int32_t)(in_china / (MINUTE * 60 * 24))};
    if (!user_look(db, s->a, s->login, today, &u, &there, e))
        return false;
    s->letter.to = !there || !u.active ? "" : s->channel == CHANNEL_EMAIL ? u.email : u.phone;
    return true;
}

/* Also the left side of a Message-ID: a login may have an '@' in it. */
static const char *
delivery_id(const struct sending *s)
{
    char *id = arena_printf(s->a, "%06lld.%s.%s.%lld", (long long)s->pool,
                            channel_names[s->channel], s->login, (long long)s->d->at);
    for (char *at = strchr(id, '@'); at != NULL; at = strchr(at, '@'))
        *at = '=';
    return id;
}

static bool
deliver_one(struct db *db, struct sending *s, struct err *e)
{
    char why[DELIVER_WHY_MAX] = "address";
    enum sent sent = SENT_NEVER;
    s->delivery = delivery_id(s);
    if (!run_job(db, s, claim, e))
        return false;
    if (s->n == 0)
        return true; /* another one was quicker */
    if (!address_of(db, s, e))
        return false;
    s->letter.channel = s->channel;
    s->letter.id = s->delivery;
    s->letter.at = s->d->at;
    compose(s->a, s->list, s->n, s->d->config->base, &s->letter);
    if (*s->letter.to != '\0')
        sent = s->d->send(s->d->config, &s->letter, why);
    judge(s, sent);
    s->error = sent == SENT_OK ? "" : why;
    return run_job(db, s, write_result, e);
}

/* --- a round --- */

static bool
each_queue(struct db *db, struct message_delivery *d, const struct rows *r, bool stale,
           struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    bool ok = true;
    for (size_t i = 0; ok && i < r->n; i++) {
        int channel = 0;
        arena_reset(a);
        (void)name_find(channel_names, CHANNELS, row_text(r, i, 2), &channel);
        struct sending s = {.d = d,
                            .a = a,
                            .pool = row_int(r, i, 0),
                            .login = row_text(r, i, 1),
                            .channel = (enum channel)channel};
        if (!stale) {
            ok = deliver_one(db, &s, e);
            continue;
        }
        s.delivery = row_text(r, i, 3);
        s.error = "";
        judge(&s, SENT_UNSURE);
        ok = run_job(db, &s, write_result, e);
    }
    arena_free(a);
    return ok;
}

bool
deliver_messages(struct db *db, struct message_delivery *d, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct rows stale, due;
    d->sent = d->later = d->failed = d->unsure = 0;
    bool ok = db_run(db, &q_out_stale, a, &stale, e, v_int(d->at - STALE_MINUTES * MINUTE)) &&
              each_queue(db, d, &stale, true, e) &&
              db_run(db, &q_out_due, a, &due, e, v_int(d->at)) && each_queue(db, d, &due, false, e);
    arena_free(a);
    return ok;
}

bool
queued_list(struct db *db, struct arena *a, int64_t pool, const char *state, size_t limit,
            struct queued **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_out_list, a, &r, e, v_int(pool), v_text(state), v_int((int64_t)limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct queued, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct queued){.login = row_text(&r, i, 0),
                                    .channel = row_text(&r, i, 1),
                                    .kind = row_text(&r, i, 2),
                                    .subject = row_text(&r, i, 3),
                                    .about = row_text(&r, i, 4),
                                    .on = row_text(&r, i, 5),
                                    .state = row_text(&r, i, 6),
                                    .attempts = row_int(&r, i, 7),
                                    .error = row_text(&r, i, 8)};
    return true;
}
