/* meeting_service.c - invitations and what came of them. */
#include <assert.h>
#include <string.h>

#include "access/manage.h"
#include "project/meeting.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/bank.h"

const char *const service_names[SERVICE_KINDS] = {"invited",  "accepted", "declined",
                                                  "attended", "absent",   "assessed"};
const char *const grade_names[GRADES] = {"", "good", "fair", "poor"};

const char *
service_verdict_name(enum service_verdict v)
{
    static const char *const names[SERVE_VERDICTS] = {
        "ok", "not_invited", "answered", "declined", "early", "late", "said", "absent", "graded"};
    assert(v < SERVE_VERDICTS);
    return names[v];
}

static bool
is_answer(enum service_kind k)
{
    return k == SERVICE_ACCEPTED || k == SERVICE_DECLINED;
}

static bool
is_presence(enum service_kind k)
{
    return k == SERVICE_ATTENDED || k == SERVICE_ABSENT;
}

enum service_verdict
service_check(const struct service *s, enum service_kind kind, date held, date on)
{
    if (s->invited.day == 0)
        return SERVE_NOT_INVITED;
    if (is_answer(kind) && s->answer != SERVICE_INVITED)
        return SERVE_ANSWERED;
    if (s->answer == SERVICE_DECLINED)
        return SERVE_DECLINED;
    if (date_cmp(on, s->invited) < 0 || (!is_answer(kind) && date_cmp(on, held) < 0))
        return SERVE_EARLY;
    if (is_answer(kind) && date_cmp(on, held) > 0)
        return SERVE_LATE;
    if (is_presence(kind) && s->came != SERVICE_INVITED)
        return SERVE_SAID;
    if (kind == SERVICE_ASSESSED && s->came != SERVICE_ATTENDED)
        return SERVE_ABSENT;
    return kind == SERVICE_ASSESSED && s->grade != GRADE_NONE ? SERVE_GRADED : SERVE_OK;
}

static void
take_event(struct service *s, const struct rows *r, size_t i)
{
    int kind = 0, grade = 0;
    date on = {0};
    (void)name_find(service_names, SERVICE_KINDS, row_text(r, i, 0), &kind);
    (void)name_find(grade_names, GRADES, row_text(r, i, 2), &grade);
    (void)date_parse(&on, row_text(r, i, 1));
    if (kind == SERVICE_INVITED) {
        s->invited = on;
    } else if (is_answer((enum service_kind)kind)) {
        s->answer = (enum service_kind)kind;
        s->answered = on;
        s->reason = row_text(r, i, 3);
    } else if (is_presence((enum service_kind)kind)) {
        s->came = (enum service_kind)kind;
        s->came_on = on;
    } else {
        s->grade = (enum service_grade)grade;
        s->given = on;
        s->remark = row_text(r, i, 3);
    }
}

bool
service_of(struct db *db, struct arena *a, int64_t pool, const char *project, const char *meeting,
           const char *expert, struct service *out, struct err *e)
{
    struct rows r;
    *out = (struct service){.expert = expert,
                            .answer = SERVICE_INVITED,
                            .came = SERVICE_INVITED,
                            .reason = "",
                            .remark = ""};
    if (!db_run(db, &q_service_events, a, &r, e, v_int(pool), v_text(project), v_text(meeting),
                v_text(expert)))
        return false;
    for (size_t i = 0; i < r.n; i++)
        take_event(out, &r, i);
    out->events = (int64_t)r.n;
    return true;
}

static bool
write_event(struct db *db, struct arena *a, int64_t pool, const struct service_say *in, int64_t seq,
            struct err *e)
{
    return db_do(db, &q_service_write, e, v_int(pool), v_text(in->project), v_text(in->meeting),
                 v_text(in->expert), v_int(seq), v_text(service_names[in->kind]), v_date(a, in->on),
                 v_text(grade_names[in->grade]), v_text(in->note), v_text(in->who));
}

bool
meeting_invite(struct db *db, struct arena *a, const struct expert_draw *d, date on,
               const char *who, struct err *e)
{
    const char *meeting;
    int64_t days;
    if (!meeting_of_draw(db, a, d->pool, d->project, d->record.id, &meeting, &days, e))
        return false;
    for (size_t i = 0; *meeting != '\0' && i < d->n; i++) {
        const struct service_say in = {.project = d->project,
                                       .meeting = meeting,
                                       .expert = d->person[i].code,
                                       .kind = SERVICE_INVITED,
                                       .note = "",
                                       .on = on,
                                       .who = who};
        struct service s;
        if (!d->person[i].seat)
            continue;
        if (!service_of(db, a, d->pool, d->project, meeting, in.expert, &s, e) ||
            (s.invited.day == 0 && !write_event(db, a, d->pool, &in, 1, e)))
            return false;
    }
    return true;
}

/* --- recording --- */

static bool
said_before(const struct service *s, const struct service_say *in)
{
    switch (in->kind) {
    case SERVICE_ACCEPTED:
    case SERVICE_DECLINED: return s->answer == in->kind && date_cmp(s->answered, in->on) == 0;
    case SERVICE_ATTENDED:
    case SERVICE_ABSENT: return s->came == in->kind && date_cmp(s->came_on, in->on) == 0;
    case SERVICE_ASSESSED: return s->grade == in->grade && date_cmp(s->given, in->on) == 0;
    case SERVICE_INVITED:
    case SERVICE_KINDS: break;
    }
    return false;
}

static bool
say_fine(const struct service_say *in, struct err *e)
{
    if ((in->kind == SERVICE_ASSESSED) != (in->grade != GRADE_NONE))
        return err_set(e, ERR_INPUT, M_SERVE_GRADE, {in->expert}, .field = "grade");
    if (in->kind == SERVICE_DECLINED || *in->note != '\0')
        return reason_fine(in->note, e);
    return true;
}

/* The draw's own record of it, and whoever moves up. */
static bool
move_up(struct db *db, struct arena *a, int64_t pool, const struct service_say *in, struct err *e)
{
    struct expert_draw d;
    const char *draw;
    enum put how;
    return draw_of_meeting(db, a, pool, in->project, in->meeting, &draw, e) &&
           draw_get(db, a, pool, in->project, draw, &d, e) &&
           draw_decline(db, a, &d, in->expert, in->on, in->note, &how, e) &&
           meeting_invite(db, a, &d, in->on, in->who, e);
}

bool
meeting_record(struct db *db, struct arena *a, int64_t pool, const struct service_say *in,
               enum put *how, struct err *e)
{
    static const enum msg say[SERVE_VERDICTS] = {
        M_NONE,       M_SERVE_NOT_INVITED, M_SERVE_ANSWERED, M_SERVE_DECLINED, M_SERVE_EARLY,
        M_SERVE_LATE, M_SERVE_SAID,        M_SERVE_ABSENT,   M_SERVE_GRADED};
    struct meeting m;
    struct service s;
    if (!say_fine(in, e) || !meeting_get(db, a, pool, in->project, in->meeting, &m, e) ||
        !service_of(db, a, pool, in->project, in->meeting, in->expert, &s, e))
        return false;
    *how = PUT_SAME;
    if (said_before(&s, in))
        return true;
    enum service_verdict v = service_check(&s, in->kind, m.held, in->on);
    if (v != SERVE_OK)
        return err_set(e, v == SERVE_NOT_INVITED ? ERR_NOT_FOUND : ERR_CONFLICT, say[v],
                       {in->expert, in->meeting}, .field = "expert");
    *how = PUT_NEW;
    return (in->kind != SERVICE_DECLINED || move_up(db, a, pool, in, e)) &&
           write_event(db, a, pool, in, s.events + 1, e);
}

/* --- reading --- */

bool
meeting_members(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *meeting, struct services *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_service_members, a, &r, e, v_int(pool), v_text(project), v_text(meeting)))
        return false;
    *out = (struct services){.n = r.n, .list = arena_array(a, struct service, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        if (!service_of(db, a, pool, project, meeting, row_text(&r, i, 0), &out->list[i], e))
            return false;
    return true;
}

bool
service_list(struct db *db, struct arena *a, int64_t pool, const char *expert, struct services *out,
             struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_service_meetings, a, &r, e, v_int(pool), v_text(expert)))
        return false;
    *out = (struct services){.n = r.n,
                             .list = arena_array(a, struct service, r.n + 1),
                             .meeting = arena_array(a, struct meeting, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        struct meeting *m = &out->meeting[i];
        int purpose = 0;
        (void)name_find(purpose_names, PURPOSES, row_text(&r, i, 3), &purpose);
        *m = (struct meeting){.project = row_text(&r, i, 1),
                              .code = row_text(&r, i, 2),
                              .purpose = (enum meeting_purpose)purpose,
                              .group = row_text(&r, i, 4),
                              .place = row_text(&r, i, 5),
                              .need = ""};
        (void)date_parse(&m->held, row_text(&r, i, 0));
        if (!service_of(db, a, pool, m->project, m->code, expert, &out->list[i], e))
            return false;
    }
    return true;
}
