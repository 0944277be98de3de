#include "project/announcement.h"

#include <assert.h>
#include <string.h>

#include "base/core/calendar.h"
#include "base/core/text.h"
#include "project/document.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/phases.h"

const char *const announce_kind_names[ANNOUNCE_KINDS] = {"procurement", "supplement", "volume",
                                                         "notice",      "result",     "other"};

static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : date_text(d, arena_alloc(a, DATE_TEXT_MAX)));
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

struct notice_term
notice_term_of(const struct policy *p, enum announce_kind kind)
{
    struct notice_term t = {0};
    if (kind != ANNOUNCE_NOTICE)
        return t;
    (void)policy_int(p, RULE_NOTICE_AWARD, &t.days);
    (void)policy_int(p, RULE_OBJECTION_DAYS, &t.objection);
    (void)policy_int(p, RULE_OBJECTION_ANSWER, &t.answer);
    return t;
}

/* --- publishing --- */

static void
last_days(struct announcement *in, const struct notice_term *term)
{
    in->notice_until = in->object_until = (date){0};
    if (term->days > 0)
        in->notice_until = calendar_add_working(in->on, (int)term->days);
    if (term->objection > 0)
        in->object_until = calendar_add_working(in->on, (int)term->objection);
    in->estimate = (term->days > 0 && !calendar_is_known(in->notice_until)) ||
                   (term->objection > 0 && !calendar_is_known(in->object_until));
}

static bool
fine(const struct announcement *in, const struct notice_term *term, struct err *e)
{
    enum { TERM_MAX = 250 }; /* working days */
    if (*in->title == '\0')
        return err_set(e, ERR_INPUT, M_ANNOUNCE_TITLE, {in->number}, .field = "title");
    if (in->kind == ANNOUNCE_NOTICE && (term->days < 1 || term->objection < 1))
        return err_set(e, ERR_INPUT, M_ANNOUNCE_DAYS, {in->number}, .field = "days");
    return (term->days <= TERM_MAX && term->objection <= TERM_MAX) ||
           err_set(e, ERR_INPUT, M_ANNOUNCE_LONG, {in->number}, .field = "days");
}

bool
publish_announcement(struct db *db, struct arena *a, int64_t pool, struct announcement *in,
                     const struct notice_term *term, enum put *how, struct err *e)
{
    last_days(in, term);
    const struct val v[] = {v_int(pool),
                            v_text(in->project),
                            v_text(in->number),
                            v_text(announce_kind_names[in->kind]),
                            v_text(in->title),
                            v_text(in->body),
                            v_text(in->document),
                            v_int(in->version),
                            v_text(in->sha256),
                            v_day(a, in->on),
                            v_day(a, in->notice_until),
                            v_day(a, in->object_until),
                            v_int(in->estimate),
                            v_text(in->who)};
    return fine(in, term, e) &&
           (*in->document == '\0' || document_publish(db, a, pool, in->project, in->document,
                                                      in->version, in->who, in->on, e)) &&
           put_fact(db, a,
                    &(struct put_row){&q_announcement_get, &q_announcement_write, NULL, v,
                                      sizeof(v) / sizeof(*v), 3},
                    how, e);
}

bool
announcement_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *number, struct announcement *out, struct err *e)
{
    struct rows r;
    int kind = 0;
    if (!db_run(db, &q_announcement_get, a, &r, e, v_int(pool), v_text(project), v_text(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_ANNOUNCE_NONE, {number}, .field = "announcement");
    (void)name_find(announce_kind_names, ANNOUNCE_KINDS, row_text(&r, 0, 0), &kind);
    *out = (struct announcement){.project = arena_strdup(a, project),
                                 .number = arena_strdup(a, number),
                                 .kind = (enum announce_kind)kind,
                                 .title = row_text(&r, 0, 1),
                                 .body = row_text(&r, 0, 2),
                                 .document = row_text(&r, 0, 3),
                                 .version = row_int(&r, 0, 4),
                                 .sha256 = row_text(&r, 0, 5),
                                 .on = day_of(row_text(&r, 0, 6)),
                                 .notice_until = day_of(row_text(&r, 0, 7)),
                                 .object_until = day_of(row_text(&r, 0, 8)),
                                 .estimate = row_int(&r, 0, 9) == 1,
                                 .who = row_text(&r, 0, 10)};
    return true;
}

/* --- notice --- */

const char *
notice_state_name(enum notice_state s)
{
    static const char *const names[NOTICE_STATES] = {"none", "runs", "objection", "upheld", "over"};
    assert(s < NOTICE_STATES);
    return names[s];
}

enum notice_state
notice_state(date until, int64_t open, int64_t upheld, date today)
{
    if (open > 0)
        return NOTICE_OBJECTION;
    if (upheld > 0)
        return NOTICE_UPHELD;
    return date_cmp(today, until) <= 0 ? NOTICE_RUNS : NOTICE_OVER;
}

bool
notice_of(struct db *db, struct arena *a, int64_t pool, const char *project,
          enum announce_kind kind, date today, enum notice_state *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_notice_latest, a, &r, e, v_int(pool), v_text(project),
                v_text(announce_kind_names[kind])))
        return false;
    *out = NOTICE_NONE;
    if (r.n > 0) { /* it is open for objections as long as they are taken, and for its own days */
        date until = day_of(row_text(&r, 0, 1)), object = day_of(row_text(&r, 0, 2));
        *out = notice_state(date_max(until, object), row_int(&r, 0, 3), row_int(&r, 0, 4), today);
    }
    return true;
}

/* --- objections --- */

static struct objection
objection_of(const struct rows *r, size_t i)
{
    return (struct objection){.seq = row_int(r, i, 0),
                              .party = row_text(r, i, 1),
                              .filed_on = day_of(row_text(r, i, 2)),
                              .body = row_text(r, i, 3),
                              .answer_until = day_of(row_text(r, i, 4)),
                              .answered_on = day_of(row_text(r, i, 5)),
                              .answer = row_text(r, i, 6),
                              .upheld = row_int(r, i, 7) == 1,
                              .who = row_text(r, i, 8)};
}

bool
objection_list(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *number, struct objections *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_objection_each, a, &r, e, v_int(pool), v_text(project), v_text(number)))
        return false;
    *out = (struct objections){r.n, arena_array(a, struct objection, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = objection_of(&r, i);
    return true;
}

static bool
window(const struct announcement *n, date on, struct err *e)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (n->object_until.day == 0)
        return err_set(e, ERR_CONFLICT, M_OBJECT_NOT, {n->number}, .field = "announcement");
    return (date_cmp(on, n->on) >= 0 && date_cmp(on, n->object_until) <= 0) ||
           err_set(e, ERR_CONFLICT, M_OBJECT_WINDOW,
                   {n->number, date_text(n->on, from), date_text(n->object_until, to)},
                   .field = "announcement");
}

bool
file_objection(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *number, const char *party, const char *body, date on,
               int64_t answer_days, struct objection *out, enum put *how, struct err *e)
{
    struct announcement n;
    struct objections all;
    if (*body == '\0')
        return err_set(e, ERR_INPUT, M_OBJECT_EMPTY, {number}, .field = "text");
    if (!announcement_get(db, a, pool, project, number, &n, e) ||
        !objection_list(db, a, pool, project, number, &all, e))
        return false;
    *how = PUT_SAME;
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.list[i].party, party) == 0 && strcmp(all.list[i].body, body) == 0) {
            *out = all.list[i];
            return true;
        }
    if (!window(&n, on, e))
        return false;
    *how = PUT_NEW;
    *out = (struct objection){.seq = (int64_t)all.n + 1,
                              .party = party,
                              .body = body,
                              .filed_on = on,
                              .answer_until = calendar_add_working(on, (int)answer_days),
                              .answer = "",
                              .who = ""};
    return db_do(db, &q_objection_write, e, v_int(pool), v_text(project), v_text(number),
                 v_int(out->seq), v_text(party), v_day(a, on), v_text(body),
                 v_day(a, out->answer_until));
}

bool
answer_objection(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *number, int64_t seq, const char *answer, bool upheld, date on,
                 const char *who, enum put *how, struct err *e)
{
    struct objections all;
    char n[INT_TEXT_MAX];
    if (*answer == '\0')
        return err_set(e, ERR_INPUT, M_OBJECT_ANSWER, {number}, .field = "answer");
    if (!objection_list(db, a, pool, project, number, &all, e))
        return false;
    if (seq < 1 || (size_t)seq > all.n)
        return err_set(e, ERR_NOT_FOUND, M_OBJECT_NONE, {number, int_text(seq, n)},
                       .field = "objection");
    const struct objection *o = &all.list[seq - 1];
    *how = PUT_SAME;
    if (o->answered_on.day != 0)
        return (strcmp(o->answer, answer) == 0 && o->upheld == upheld) ||
               err_set(e, ERR_CONFLICT, M_OBJECT_ANSWERED, {number, int_text(seq, n)},
                       .field = "answer");
    *how = PUT_CHANGED;
    return db_do(db, &q_objection_answer, e, v_int(pool), v_text(project), v_text(number),
                 v_int(seq), v_day(a, on), v_text(answer), v_int(upheld), v_text(who));
}
