/* collect.c - what happened becomes messages, and messages to be sent. */
#include <stdio.h>
#include <string.h>

#include "access/user.h"
#include "message/message.h"
#include "message/query.h"
#include "registry/check.h"

enum { MEMORY = 32 * 1024 * 1024, WEEK = 7, PEOPLE_MAX = 500, ROWS_MAX = 20000 };

static const struct query *const news[MESSAGE_KINDS] = {
    [MESSAGE_REMINDER] = &q_news_reminder,     [MESSAGE_RETURNED] = &q_news_returned,
    [MESSAGE_AWARD] = &q_news_award,           [MESSAGE_TO_SIGN] = &q_news_to_sign,
    [MESSAGE_BREACH] = &q_news_breach,         [MESSAGE_CREDIT] = &q_news_credit,
    [MESSAGE_TO_APPROVE] = &q_news_to_approve, [MESSAGE_CORRECTION] = &q_news_correction,
    [MESSAGE_COMPLAINT] = &q_news_complaint,   [MESSAGE_ALERT] = &q_news_alert,
};

struct collecting {
    struct db *db;
    struct arena *a;
    struct message_run *r;
    enum message_kind kind;
    char today[DATE_TEXT_MAX];
    enum message_role role; /* of `people`, looked up last */
    const char *party;
    struct users people;
};

/* 08:00 in China is 00:00 UTC. */
int64_t
message_morning(int64_t at)
{
    const int64_t day = INT64_C(86400) * 1000000;
    return (at / day + 1) * day;
}

/* --- who is told --- */

static int64_t
roles_of(enum message_role role)
{
    static const int64_t roles[MESSAGE_ROLES] = {
        [MESSAGE_INSTITUTION] = AS_HOSPITAL,
        [MESSAGE_COMPANY] = AS_COMPANY,
        [MESSAGE_AGENCY] = AS_FUND,
        [MESSAGE_OFFICE] = AS_OFFICE & ~AS_FUND,
    };
    return roles[role];
}

/* Everybody of a party on the day; the agency and the offices are those of the pool's own region.
 */
static bool
people_of(struct collecting *w, enum message_role role, const char *party, struct err *e)
{
    char lo[16], hi[16];
    bool own = role == MESSAGE_INSTITUTION || role == MESSAGE_COMPANY;
    if (w->party != NULL && w->role == role && strcmp(w->party, party) == 0)
        return true;
    snprintf(lo, sizeof(lo), "%06lld", (long long)w->r->pool);
    snprintf(hi, sizeof(hi), "%06lld!", (long long)w->r->pool); /* nothing but that one */
    const struct org_filter f = {.after = "",
                                 .lo = own ? "" : lo,
                                 .hi = own ? "~" : hi,
                                 .only = own ? party : "",
                                 .kind = "",
                                 .limit = PEOPLE_MAX};
    if (!user_list(w->db, w->a, &f, w->r->today, &w->people, e))
        return false;
    w->role = role;
    w->party = arena_strdup(w->a, party);
    return true;
}

static bool
queue(struct collecting *w, const struct val key[7], const struct user *u, enum channel channel,
      enum message_how how, struct err *e)
{
    const char *address = channel == CHANNEL_EMAIL ? u->email : u->phone;
    int64_t at = how == HOW_NOW ? w->r->at : message_morning(w->r->at);
    if (how == HOW_OFF || *address == '\0')
        return true;
    w->r->queued++;
    return db_do(w->db, &q_out_put, e, key[0], v_text(u->login), v_text(channel_names[channel]),
                 key[1], key[2], key[3], key[4], key[5], key[6], v_int(at));
}

static bool
tell(struct collecting *w, const struct val key[7], enum message_role role, struct err *e)
{
    for (size_t i = 0; i < w->people.n; i++) {
        const struct user *u = &w->people.list[i];
        struct message_choices c;
        if (!u->active || (u->roles & roles_of(role)) == 0)
            continue;
        if (!choices_get(w->db, w->a, w->r->pool, u->login, &c, e))
            return false;
        for (int k = 0; k < CHANNELS; k++)
            if (!queue(w, key, u, (enum channel)k, c.how[w->kind][k], e))
                return false;
    }
    return true;
}

/* --- what is new --- */

static bool
write_one(struct collecting *w, const struct rows *r, size_t i, struct err *e)
{
    struct rows old;
    int role = 0;
    const struct val key[7] = {v_int(w->r->pool),         v_text(row_text(r, i, 0)),
                               v_text(row_text(r, i, 1)), v_text(message_kind_names[w->kind]),
                               v_text(row_text(r, i, 2)), v_text(row_text(r, i, 3)),
                               v_text(row_text(r, i, 4))};
    (void)name_find(message_role_names, MESSAGE_ROLES, row_text(r, i, 0), &role);
    if (!db_run(w->db, &q_message_get, w->a, &old, e, key[0], key[1], key[2], key[3], key[4],
                key[5], key[6]))
        return false;
    if (old.n > 0)
        return true;
    w->r->fresh++;
    return people_of(w, (enum message_role)role, row_text(r, i, 1), e) &&
           db_do(w->db, &q_message_put, e, key[0], key[1], key[2], key[3], key[4], key[5], key[6],
                 v_text(row_text(r, i, 5)), v_text(w->today)) &&
           tell(w, key, (enum message_role)role, e);
}

static bool
collect_kind(struct collecting *w, const char *since, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, news[w->kind], w->a, &r, e, v_int(w->r->pool), v_text(since),
                v_text(w->today)))
        return false;
    for (size_t i = 0; i < r.n && i < ROWS_MAX; i++)
        if (!write_one(w, &r, i, e))
            return false;
    return true;
}

bool
collect_messages(struct db *db, void *arg, struct err *e)
{
    struct message_run *r = arg;
    struct collecting w = {.db = db, .r = r};
    char since[DATE_TEXT_MAX];
    bool ok = true;
    r->fresh = r->queued = 0;
    date_text(r->today, w.today);
    date_text(date_add_days(r->today, -WEEK), since);
    w.a = arena_new(MEMORY);
    for (int k = 0; ok && k < MESSAGE_KINDS; k++) {
        arena_reset(w.a);
        w.party = NULL;
        w.kind = (enum message_kind)k;
        ok = collect_kind(&w, since, e);
    }
    arena_free(w.a);
    return ok;
}
