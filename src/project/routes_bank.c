/* routes_bank.c - the expert bank over HTTP: what the office decides, what an expert says of
 * himself, his invitations. An expert is who has a login with a code of the bank (access/user.h).
 */
#include <string.h>

#include "access/org.h"
#include "access/who.h"
#include "project/bank.h"
#include "project/meeting.h"
#include "project/routes.h"
#include "words/bank.h"

#define E "/v1/pools/:pool/experts"
#define OWN "/v1/pools/:pool/expert"
enum { NOTE_MAX = 200, PARTY_MAX = 120 };

/* --- shapes --- */

struct standing_row {
    int kind;
    date on;
    const char *reason;
};
static const struct field standing_fields[] = {
    F_ENUM(struct standing_row, "standing", kind, standing_names, STANDINGS, 0),
    F_DATE(struct standing_row, "on", on, 0),
    F_TEXT(struct standing_row, "reason", reason, REASON_MAX, 0),
};
static const struct shape standing_shape =
    SHAPE("ExpertStanding", struct standing_row, standing_fields);

struct span_row {
    const char *party, *until, *note;
    date from;
    bool yes;
};
#define SPAN(yes_)                                                                                 \
    F_DATE(struct span_row, "from", from, 0), F_TEXT(struct span_row, "until", until, 10, 0),      \
        F_BOOL(struct span_row, yes_, yes, 0),                                                     \
        F_TEXT(struct span_row, "note", note, NOTE_MAX, FIELD_OPT)
static const struct field time_fields[] = {SPAN("available")};
static const struct field interest_fields[] = {
    F_TEXT(struct span_row, "party", party, PARTY_MAX, 0), SPAN("connected")};
static const struct shape time_shape = SHAPE("ExpertTime", struct span_row, time_fields);
static const struct shape interest_shape =
    SHAPE("ExpertInterest", struct span_row, interest_fields);

struct service_row {
    const char *project, *meeting, *group, *place, *reason, *remark, *expert, *purpose;
    date held, invited;
    int answer, came, grade;
};
static const char *const came_names[] = {"", "attended", "absent"};
static const char *const answer_names[] = {"", "accepted", "declined"};
#define V struct service_row
static const struct field service_fields[] = {
    F_TEXT(V, "project", project, 64, 0),
    F_TEXT(V, "meeting", meeting, 64, 0),
    F_TEXT(V, "purpose", purpose, 20, 0),
    F_TEXT(V, "group", group, 64, FIELD_OPT),
    F_DATE(V, "held_on", held, 0),
    F_TEXT(V, "place", place, 120, 0),
    F_DATE(V, "invited_on", invited, FIELD_OPT),
    F_ENUM(V, "answer", answer, answer_names, 3, FIELD_OPT),
    F_TEXT(V, "reason", reason, REASON_MAX, FIELD_OPT),
    F_ENUM(V, "came", came, came_names, 3, FIELD_OPT),
    F_ENUM(V, "grade", grade, grade_names, GRADES, FIELD_OPT),
    F_TEXT(V, "remark", remark, REASON_MAX, FIELD_OPT),
};
#undef V
static const struct shape service_shape =
    SHAPE("ExpertService", struct service_row, service_fields);

struct expert_row {
    const char *expert, *name, *employer, *companies, *standing;
    int speciality;
    bool available;
    struct list standings, times, interests, services;
};
#define V struct expert_row
#define HEAD                                                                                       \
    F_TEXT(V, "expert", expert, 64, 0), F_TEXT(V, "name", name, ORG_NAME_MAX, 0),                  \
        F_TEXT(V, "employer", employer, ORG_NAME_MAX, 0),                                          \
        F_ENUM(V, "speciality", speciality, speciality_names, SPECIALITIES, 0),                    \
        F_TEXT(V, "standing", standing, 12, 0), F_BOOL(V, "available", available, 0)
static const struct field head_fields[] = {HEAD};
static const struct field expert_fields[] = {
    HEAD,
    F_TEXT(V, "companies", companies, 500, FIELD_OPT),
    F_LIST(V, "standings", standings, &standing_shape, 0, SHAPE_LIST_MAX, 0),
    F_LIST(V, "times", times, &time_shape, 0, SHAPE_LIST_MAX, 0),
    F_LIST(V, "interests", interests, &interest_shape, 0, SHAPE_LIST_MAX, 0),
    F_LIST(V, "services", services, &service_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef V
static const struct shape head_shape = SHAPE("ExpertHead", struct expert_row, head_fields);
static const struct shape expert_shape = SHAPE("Expert", struct expert_row, expert_fields);

static size_t
bounded(size_t n)
{
    return n < SHAPE_LIST_MAX ? n : SHAPE_LIST_MAX;
}

/* --- reading --- */

static struct list
services_of(struct call *c, const struct services *s)
{
    size_t n = bounded(s->n);
    struct service_row *row = arena_array(c->arena, struct service_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct service *v = &s->list[i];
        const struct meeting *m = &s->meeting[i];
        row[i] = (struct service_row){.project = m->project,
                                      .meeting = m->code,
                                      .purpose = purpose_names[m->purpose],
                                      .group = m->group,
                                      .place = m->place,
                                      .held = m->held,
                                      .invited = v->invited,
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
    return (struct list){row, n};
}

static void
spans_of(struct call *c, const struct expert_file *f, struct expert_row *out)
{
    size_t n = bounded(f->times_n), m = bounded(f->interests_n);
    struct span_row *time = arena_array(c->arena, struct span_row, n + 1),
                    *interest = arena_array(c->arena, struct span_row, m + 1);
    for (size_t i = 0; i < n; i++)
        time[i] = (struct span_row){.party = "",
                                    .until = f->times[i].until,
                                    .note = f->times[i].time.note,
                                    .from = f->times[i].time.from,
                                    .yes = f->times[i].time.available};
    for (size_t i = 0; i < m; i++)
        interest[i] = (struct span_row){.party = f->interests[i].interest.party,
                                        .until = f->interests[i].until,
                                        .note = f->interests[i].interest.note,
                                        .from = f->interests[i].interest.from,
                                        .yes = f->interests[i].interest.connected};
    out->times = (struct list){time, n};
    out->interests = (struct list){interest, m};
}

static bool
reply_expert(struct call *c, const char *code)
{
    struct expert_row *out = arena_array(c->arena, struct expert_row, 1);
    struct expert_file f;
    struct services s;
    if (!expert_file(c->db, c->arena, c->pool, code, &f, &c->err) ||
        !service_list(c->db, c->arena, c->pool, code, &s, &c->err))
        return false;
    size_t n = bounded(f.standings);
    struct standing_row *row = arena_array(c->arena, struct standing_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] =
            (struct standing_row){(int)f.standing[i].kind, f.standing[i].on, f.standing[i].reason};
    bool gone = f.expert.removed_on.day != 0;
    *out = (struct expert_row){
        .expert = f.expert.code,
        .name = f.expert.name,
        .employer = f.expert.employer,
        .companies = f.expert.companies,
        .speciality = (int)f.expert.speciality,
        .available = f.expert.available,
        .standing = f.standings > 0 ? standing_names[f.standing[f.standings - 1].kind]
                                    : standing_names[gone ? STANDING_REMOVED : STANDING_APPROVED],
        .standings = {row, n},
        .services = services_of(c, &s)};
    spans_of(c, &f, out);
    return reply(c, 200, out);
}

static bool
expert_get(struct call *c)
{
    return reply_expert(c, c->arg[1]);
}

struct experts_out {
    struct list items;
    const char *next;
};
static const struct field experts_fields[] = {
    F_LIST(struct experts_out, "items", items, &head_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct experts_out, "next", next, 512, FIELD_OPT),
};
static const struct shape experts_shape = SHAPE("Experts", struct experts_out, experts_fields);

static bool
expert_all(struct call *c)
{
    const struct page_query *in = c->query;
    struct experts_out *out = arena_array(c->arena, struct experts_out, 1);
    int64_t limit = page_limit(&in->page);
    const char *after[1];
    struct bank_rows all;
    if (!page_after(c, &in->page, 1, after) ||
        !bank_list(c->db, c->arena, c->pool, after[0], limit + 1, &all, &c->err))
        return false;
    size_t n = all.n > (size_t)limit ? (size_t)limit : all.n;
    struct expert_row *row = arena_array(c->arena, struct expert_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct expert *x = &all.list[i].expert;
        row[i] = (struct expert_row){.expert = x->code,
                                     .name = x->name,
                                     .employer = x->employer,
                                     .companies = "",
                                     .standing = all.list[i].standing,
                                     .speciality = (int)x->speciality,
                                     .available = x->available};
    }
    const char *last[1] = {n > 0 ? all.list[n - 1].expert.code : ""};
    *out = (struct experts_out){{row, n}, all.n > n ? page_next(c, 1, last) : ""};
    return reply(c, 200, out);
}

/* --- deciding --- */

struct stand_in {
    int kind;
    const char *reason;
};
static const struct field stand_fields[] = {
    F_ENUM(struct stand_in, "standing", kind, standing_names, STANDINGS, 0),
    F_TEXT(struct stand_in, "reason", reason, REASON_MAX, 0),
};
static const struct shape stand_shape = SHAPE("ExpertStandingIn", struct stand_in, stand_fields);

static bool
standing_post(struct call *c)
{
    const struct stand_in *in = c->in;
    const struct standing s = {(enum standing_kind)in->kind, c->today, in->reason, who_login(c)};
    enum put how;
    return expert_stand(c->db, c->arena, c->pool, c->arg[1], &s, &how, &c->err) &&
           reply_done(c, how);
}

/* --- an expert himself --- */

static bool
own_code(struct call *c, const char **out)
{
    struct user u;
    bool there;
    if (!user_look(c->db, c->arena, c->who.user, c->today, &u, &there, &c->err))
        return false;
    if (!there || *u.expert == '\0')
        return err_set(&c->err, ERR_NOT_FOUND, M_EXPERT_NO_CODE, {c->who.user});
    *out = u.expert;
    return true;
}

static bool
own_get(struct call *c)
{
    const char *code = NULL;
    return own_code(c, &code) && reply_expert(c, code);
}

struct say_in {
    date from;
    bool yes;
    const char *note;
};
static const struct field time_in_fields[] = {
    F_DATE(struct say_in, "from", from, FIELD_OPT),
    F_BOOL(struct say_in, "available", yes, 0),
    F_TEXT(struct say_in, "note", note, NOTE_MAX, FIELD_OPT),
};
static const struct field interest_in_fields[] = {
    F_BOOL(struct say_in, "connected", yes, 0),
    F_TEXT(struct say_in, "note", note, NOTE_MAX, FIELD_OPT),
};
static const struct shape time_in_shape = SHAPE("ExpertTimeIn", struct say_in, time_in_fields);
static const struct shape interest_in_shape =
    SHAPE("ExpertInterestIn", struct say_in, interest_in_fields);

static bool
own_time(struct call *c)
{
    const struct say_in *in = c->in;
    const struct expert_time t = {in->from.day != 0 ? in->from : c->today, in->yes, in->note};
    const char *code = NULL;
    enum put how;
    if (date_cmp(t.from, c->today) < 0)
        return err_set(&c->err, ERR_INPUT, M_EXPERT_PAST, .field = "from");
    return own_code(c, &code) &&
           expert_time_put(c->db, c->arena, c->pool, code, &t, &how, &c->err) && reply_done(c, how);
}

static bool
own_interest(struct call *c)
{
    const struct say_in *in = c->in;
    const struct interest i = {c->arg[1], c->today, in->yes, in->note};
    const char *code = NULL;
    enum put how;
    return own_code(c, &code) &&
           expert_interest_put(c->db, c->arena, c->pool, code, &i, &how, &c->err) &&
           reply_done(c, how);
}

struct invitations {
    struct list items;
};
static const struct field invitations_fields[] = {
    F_LIST(struct invitations, "items", items, &service_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape invitations_shape =
    SHAPE("ExpertInvitations", struct invitations, invitations_fields);

static bool
own_invitations(struct call *c)
{
    struct invitations *out = arena_array(c->arena, struct invitations, 1);
    const char *code = NULL;
    struct services s;
    if (!own_code(c, &code) || !service_list(c->db, c->arena, c->pool, code, &s, &c->err))
        return false;
    out->items = services_of(c, &s);
    return reply(c, 200, out);
}

struct answer_in {
    bool accept;
    const char *reason;
};
static const struct field answer_fields[] = {
    F_BOOL(struct answer_in, "accept", accept, 0),
    F_TEXT(struct answer_in, "reason", reason, REASON_MAX, FIELD_OPT),
};
static const struct shape answer_shape =
    SHAPE("ExpertInvitationAnswer", struct answer_in, answer_fields);

static bool
own_answer(struct call *c)
{
    const struct answer_in *in = c->in;
    struct service_say s = {.project = c->arg[1],
                            .meeting = c->arg[2],
                            .kind = in->accept ? SERVICE_ACCEPTED : SERVICE_DECLINED,
                            .note = in->reason,
                            .on = c->today,
                            .who = who_login(c)};
    enum put how;
    return own_code(c, &s.expert) && meeting_record(c->db, c->arena, c->pool, &s, &how, &c->err) &&
           reply_done(c, how);
}

struct key_in {
    int kind;
    const char *key;
};
static const char *const signing_kinds[] = {"ed25519", "sm2"};
static const struct field key_fields[] = {
    F_ENUM(struct key_in, "kind", kind, signing_kinds, 2, 0),
    F_TEXT(struct key_in, "public", key, KEY_HEX_MAX, 0),
};
static const struct shape key_shape = SHAPE("ExpertKey", struct key_in, key_fields);

static bool
own_key(struct call *c)
{
    const struct key_in *in = c->in;
    const char *code = NULL;
    struct key k;
    enum put how;
    if (!key_public_take(&k, in->kind == 0 ? KEY_ED25519 : KEY_SM2, in->key))
        return err_set(&c->err, ERR_INPUT, M_EXPERT_KEY, {"?"}, .field = "public");
    return own_code(c, &code) &&
           expert_key_put(c->db, c->arena, c->pool, code, &k, c->today, &how, &c->err) &&
           reply_done(c, how);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "expert.list", .method = "GET", .path = E, .roles = KEEPS_BANK, .where = INLINE,
     .scope = SCOPE_POOL, .query = &page_shape, .out = &experts_shape, .handle = expert_all,
     .page = "experts", .summary = M_R_EXPERT_LIST},
    {.id = "expert.show", .method = "GET", .path = E "/:expert", .roles = KEEPS_BANK,
     .where = INLINE, .scope = SCOPE_POOL, .out = &expert_shape, .handle = expert_get,
     .page = "expert", .summary = M_R_EXPERT_SHOW},
    {.id = "expert.standing", .method = "POST", .path = E "/:expert/standing",
     .roles = KEEPS_BANK, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &stand_shape, .out = &done_shape, .handle = standing_post,
     .page = "expert", .summary = M_R_EXPERT_STANDING},
    {.id = "expert.own", .method = "GET", .path = OWN, .roles = AS_EXPERT, .where = INLINE,
     .scope = SCOPE_POOL, .out = &expert_shape, .handle = own_get,
     .page = "expert-own", .summary = M_R_EXPERT_OWN},
    {.id = "expert.own_time", .method = "POST", .path = OWN "/times", .roles = AS_EXPERT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &time_in_shape,
     .out = &done_shape, .handle = own_time, .page = "expert-own", .summary = M_R_EXPERT_TIME},
    {.id = "expert.own_interest", .method = "PUT", .path = OWN "/interests/:party",
     .roles = AS_EXPERT, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &interest_in_shape, .out = &done_shape, .handle = own_interest,
     .page = "expert-own", .summary = M_R_EXPERT_INTEREST},
    {.id = "expert.own_key", .method = "POST", .path = OWN "/signing-keys", .roles = AS_EXPERT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &key_shape,
     .out = &done_shape, .handle = own_key, .page = "expert-own", .summary = M_R_EXPERT_KEY},
    {.id = "expert.own_invitations", .method = "GET", .path = OWN "/invitations",
     .roles = AS_EXPERT, .where = INLINE, .scope = SCOPE_POOL, .out = &invitations_shape,
     .handle = own_invitations, .page = "expert-own", .summary = M_R_EXPERT_INVITATIONS},
    {.id = "expert.own_answer", .method = "POST", .path = OWN "/invitations/:project/:meeting",
     .roles = AS_EXPERT, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &answer_shape, .out = &done_shape, .handle = own_answer,
     .page = "expert-own", .summary = M_R_EXPERT_ANSWER},
};
/* clang-format on */
const struct routes bank_routes = ROUTES(table);
