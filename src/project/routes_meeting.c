/* routes_meeting.c - meetings of experts over HTTP: for what, how many, who was invited and came.
 * The draw itself is in tender/routes_draw.c, which knows the bidders. */
#include <string.h>

#include "access/org.h"
#include "access/who.h"
#include "project/meeting.h"
#include "project/routes.h"
#include "words/bank.h"

#define M "/v1/pools/:pool/projects/:project/meetings"

struct meeting_body {
    const char *meeting, *group, *place, *need, *draw;
    date held;
    int purpose;
    struct list companies, members;
};
#define V struct meeting_body
#define BODY                                                                                       \
    F_ENUM(V, "purpose", purpose, purpose_names, PURPOSES, 0),                                     \
        F_TEXT(V, "group", group, 64, FIELD_OPT), F_DATE(V, "held_on", held, 0),                   \
        F_TEXT(V, "place", place, 120, 0), F_TEXT(V, "need", need, 100, 0)
#define COMPANIES                                                                                  \
    F_LIST(V, "companies", companies, &shape_code, 0, MEETING_COMPANIES_MAX, FIELD_OPT)
struct member {
    const char *expert, *reason, *remark;
    int answer, came, grade;
};
static const char *const came_names[] = {"", "attended", "absent"};
static const char *const answer_names[] = {"", "accepted", "declined"};
static const struct field member_fields[] = {
    F_TEXT(struct member, "expert", expert, 64, 0),
    F_ENUM(struct member, "answer", answer, answer_names, 3, FIELD_OPT),
    F_TEXT(struct member, "reason", reason, REASON_MAX, FIELD_OPT),
    F_ENUM(struct member, "came", came, came_names, 3, FIELD_OPT),
    F_ENUM(struct member, "grade", grade, grade_names, GRADES, FIELD_OPT),
    F_TEXT(struct member, "remark", remark, REASON_MAX, FIELD_OPT),
};
static const struct shape member_shape = SHAPE("MeetingMember", struct member, member_fields);
static const struct field in_fields[] = {BODY, COMPANIES};
static const struct field head_fields[] = {F_TEXT(V, "meeting", meeting, 64, 0), BODY};
static const struct field out_fields[] = {
    F_TEXT(V, "meeting", meeting, 64, 0),
    BODY,
    COMPANIES,
    F_TEXT(V, "draw", draw, 64, FIELD_OPT),
    F_LIST(V, "members", members, &member_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef V
static const struct shape in_shape = SHAPE("MeetingIn", struct meeting_body, in_fields);
static const struct shape head_shape = SHAPE("MeetingHead", struct meeting_body, head_fields);
static const struct shape out_shape = SHAPE("Meeting", struct meeting_body, out_fields);
struct meetings_out {
    struct list items;
};
static const struct field list_fields[] = {
    F_LIST(struct meetings_out, "items", items, &head_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape list_shape = SHAPE("Meetings", struct meetings_out, list_fields);

static struct meeting_body
body_of(const struct meeting *m)
{
    return (struct meeting_body){.meeting = m->code,
                                 .group = m->group,
                                 .place = m->place,
                                 .need = m->need,
                                 .draw = "",
                                 .held = m->held,
                                 .purpose = (int)m->purpose,
                                 .companies = {m->company, m->companies}};
}

static bool
meeting_set(struct call *c)
{
    const struct meeting_body *in = c->in;
    const struct meeting m = {.project = c->arg[1],
                              .code = c->arg[2],
                              .purpose = (enum meeting_purpose)in->purpose,
                              .group = in->group,
                              .held = in->held,
                              .place = in->place,
                              .need = in->need,
                              .company = in->companies.at,
                              .companies = in->companies.n};
    enum put how;
    return meeting_put(c->db, c->arena, c->pool, &m, &how, &c->err) && reply_done(c, how);
}

static bool
meeting_all(struct call *c)
{
    struct meetings_out *out = arena_array(c->arena, struct meetings_out, 1);
    struct meetings all;
    if (!meeting_list(c->db, c->arena, c->pool, c->arg[1], &all, &c->err))
        return false;
    size_t n = all.n < SHAPE_LIST_MAX ? all.n : SHAPE_LIST_MAX;
    struct meeting_body *row = arena_array(c->arena, struct meeting_body, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = body_of(&all.list[i]);
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

static bool
meeting_one(struct call *c)
{
    struct meeting_body *out = arena_array(c->arena, struct meeting_body, 1);
    struct meeting m;
    struct services s;
    const char *draw;
    if (!meeting_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &m, &c->err) ||
        !draw_of_meeting(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &draw, &c->err) ||
        !meeting_members(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &s, &c->err))
        return false;
    size_t n = s.n < SHAPE_LIST_MAX ? s.n : SHAPE_LIST_MAX;
    struct member *row = arena_array(c->arena, struct member, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct service *v = &s.list[i];
        row[i] = (struct member){.expert = v->expert,
                                 .reason = v->reason,
                                 .remark = v->remark,
                                 .answer = v->answer == SERVICE_ACCEPTED   ? 1
                                           : v->answer == SERVICE_DECLINED ? 2
                                                                           : 0,
                                 .came = v->came == SERVICE_ATTENDED ? 1
                                         : v->came == SERVICE_ABSENT ? 2
                                                                     : 0,
                                 .grade = (int)v->grade};
    }
    *out = body_of(&m);
    out->draw = draw;
    out->members = (struct list){row, n};
    return reply(c, 200, out);
}

struct presence_in {
    bool attended;
    int grade;
    const char *note;
};
static const struct field presence_fields[] = {
    F_BOOL(struct presence_in, "attended", attended, 0),
    F_TEXT(struct presence_in, "note", note, REASON_MAX, FIELD_OPT),
};
static const char *const given_names[] = {"good", "fair", "poor"};
static const struct field assess_fields[] = {
    F_ENUM(struct presence_in, "grade", grade, given_names, 3, 0),
    F_TEXT(struct presence_in, "remark", note, REASON_MAX, FIELD_OPT),
};
static const struct shape presence_shape =
    SHAPE("MeetingPresence", struct presence_in, presence_fields);
static const struct shape assess_shape =
    SHAPE("MeetingAssessment", struct presence_in, assess_fields);

static bool
record(struct call *c, enum service_kind kind, enum service_grade grade, const char *note)
{
    const struct service_say s = {.project = c->arg[1],
                                  .meeting = c->arg[2],
                                  .expert = c->arg[3],
                                  .kind = kind,
                                  .grade = grade,
                                  .note = note,
                                  .on = c->today,
                                  .who = who_login(c)};
    enum put how;
    return meeting_record(c->db, c->arena, c->pool, &s, &how, &c->err) && reply_done(c, how);
}

static bool
presence_post(struct call *c)
{
    const struct presence_in *in = c->in;
    return record(c, in->attended ? SERVICE_ATTENDED : SERVICE_ABSENT, GRADE_NONE, in->note);
}

static bool
assess_post(struct call *c)
{
    const struct presence_in *in = c->in;
    return record(c, SERVICE_ASSESSED, (enum service_grade)(in->grade + GRADE_GOOD), in->note);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "meeting.list", .method = "GET", .path = M, .roles = AS_READS, .where = INLINE,
     .scope = SCOPE_POOL, .out = &list_shape, .handle = meeting_all,
     .page = "project-meetings", .summary = M_R_MEETING_LIST},
    {.id = "meeting.show", .method = "GET", .path = M "/:meeting", .roles = KEEPS_BANK | AS_AUDITOR,
     .where = INLINE, .scope = SCOPE_POOL, .out = &out_shape, .handle = meeting_one,
     .page = "meeting", .summary = M_R_MEETING_SHOW},
    {.id = "meeting.set", .method = "PUT", .path = M "/:meeting", .roles = KEEPS_BANK,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &in_shape,
     .out = &done_shape, .handle = meeting_set, .page = "meeting", .summary = M_R_MEETING_SET},
    {.id = "meeting.presence", .method = "POST", .path = M "/:meeting/members/:expert/presence",
     .roles = KEEPS_BANK, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &presence_shape, .out = &done_shape, .handle = presence_post,
     .page = "meeting", .summary = M_R_MEETING_PRESENCE},
    {.id = "meeting.assessment", .method = "POST",
     .path = M "/:meeting/members/:expert/assessment", .roles = KEEPS_BANK, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &assess_shape, .out = &done_shape,
     .handle = assess_post, .page = "meeting", .summary = M_R_MEETING_ASSESSMENT},
};
/* clang-format on */
const struct routes meeting_routes = ROUTES(table);
