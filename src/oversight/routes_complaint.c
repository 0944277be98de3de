/* routes_complaint.c - institutions and companies file complaints and see their own, and those
 * against them but for reports; offices handle them; everybody reads what was published, without
 * who filed it, and without whom it was against where it was unfounded. */
#include <string.h>

#include "oversight/complaint_case.h"
#include "oversight/routes.h"
#include "words/complaint.h"

#define OFFICES (AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_PLATFORM)
#define READERS (OFFICES | AS_MONITOR | AS_AUDITOR | AS_REGULATOR)

static bool
sees_all(const struct call *c)
{
    return (c->who.roles & FUND_PARTIES) == 0;
}

/* --- lists --- */

static const struct field row_fields[] = {
#define R struct case_row
    F_TEXT(R, "number", number, 64, 0),
    F_TEXT(R, "kind", kind, 32, 0),
    F_TEXT(R, "project", project, 64, FIELD_OPT),
    F_TEXT(R, "by", by, 64, FIELD_OPT),
    F_TEXT(R, "against", against, 64, FIELD_OPT),
    F_TEXT(R, "subject", subject, 2000, FIELD_BLANK | FIELD_LINES),
    F_DATE(R, "filed_on", filed_on, 0),
    F_DATE(R, "accept_by", accept_by, FIELD_OPT),
    F_DATE(R, "accepted_on", accepted_on, FIELD_OPT),
    F_DATE(R, "answer_by", answer_by, FIELD_OPT),
    F_DATE(R, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(R, "result", result, 16, FIELD_OPT),
    F_TEXT(R, "assigned", assigned, 64, FIELD_OPT),
    F_TEXT(R, "answer", answer, 10000, FIELD_OPT | FIELD_LINES),
    F_BOOL(R, "published", published, 0),
#undef R
};
static const struct shape row_shape = SHAPE("ComplaintRow", struct case_row, row_fields);
struct rows_out {
    struct list items;
    const char *next;
};
static const struct field rows_fields[] = {
    F_LIST(struct rows_out, "items", items, &row_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct rows_out, "next", next, CURSOR_MAX, FIELD_OPT),
};
static const struct shape rows_shape = SHAPE("Complaints", struct rows_out, rows_fields);
struct rows_query {
    struct page page;
    bool open;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct rows_query, page),
    F_BOOL(struct rows_query, "open", open, FIELD_OPT),
};
static const struct shape query_shape = SHAPE("ComplaintSearch", struct rows_query, query_fields);

static bool
list(struct call *c, struct case_filter *f, const struct page *page)
{
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    size_t limit = (size_t)page_limit(page), n;
    const char *after[1];
    struct case_row *rows;
    if (!page_after(c, page, 1, after))
        return false;
    f->pool = c->pool;
    f->after = after[0];
    f->limit = limit + 1;
    if (!case_list(c->db, c->arena, f, &rows, &n, &c->err))
        return false;
    size_t shown = n > limit ? limit : n;
    for (size_t i = 0; f->public && i < shown; i++) { /* who filed it, and who handles it */
        rows[i].by = "";
        rows[i].assigned = "";
        if (strcmp(rows[i].result, complaint_result_names[RESULT_UNFOUNDED]) == 0)
            rows[i].against = "";
    }
    *out = (struct rows_out){{rows, shown}, ""};
    if (n > shown)
        out->next = page_next(c, 1, &rows[shown - 1].number);
    return reply(c, 200, out);
}

static bool
complaints_get(struct call *c)
{
    const struct rows_query *q = c->query;
    struct case_filter f = {.by = sees_all(c) ? "" : c->who.org, .open_only = q->open};
    return (!sees_all(c) || fund_whole_pool(c)) && list(c, &f, &q->page);
}

static bool
complaints_public(struct call *c)
{
    const struct page_query *q = c->query;
    struct case_filter f = {.by = "", .public = true};
    return list(c, &f, &q->page);
}

/* --- one --- */

struct event_out {
    int step;
    const char *who, *to, *text;
    date on;
};
#define E struct event_out
static const struct field event_fields[] = {
    F_ENUM(E, "step", step, case_step_names, CASE_STEPS, 0),
    F_TEXT(E, "who", who, 64, FIELD_OPT),
    F_DATE(E, "on", on, 0),
    F_TEXT(E, "to", to, 64, FIELD_OPT),
    F_TEXT(E, "text", text, 10000, FIELD_OPT | FIELD_LINES),
};
#undef E
static const struct shape event_shape = SHAPE("ComplaintEvent", struct event_out, event_fields);
struct case_out {
    const char *number, *project, *by, *against, *subject, *assigned, *result, *state;
    int kind;
    date filed_on, accept_by, answer_by;
    bool published;
    struct list events;
};
#define C struct case_out
static const struct field case_fields[] = {
    F_TEXT(C, "number", number, 64, 0),
    F_ENUM(C, "kind", kind, complaint_kind_names, COMPLAINT_KINDS, 0),
    F_TEXT(C, "project", project, 64, FIELD_OPT),
    F_TEXT(C, "by", by, 64, FIELD_OPT),
    F_TEXT(C, "against", against, 64, FIELD_OPT),
    F_TEXT(C, "subject", subject, 2000, FIELD_BLANK | FIELD_LINES),
    F_TEXT(C, "state", state, 32, 0),
    F_TEXT(C, "result", result, 16, FIELD_OPT),
    F_TEXT(C, "assigned", assigned, 64, FIELD_OPT),
    F_DATE(C, "filed_on", filed_on, 0),
    F_DATE(C, "accept_by", accept_by, FIELD_OPT),
    F_DATE(C, "answer_by", answer_by, FIELD_OPT),
    F_BOOL(C, "published", published, 0),
    F_LIST(C, "events", events, &event_shape, 0, 1000, 0),
};
#undef C
static const struct shape case_shape = SHAPE("Complaint", struct case_out, case_fields);

/* A party sees its own; who of the office did what is the office's. */
static bool
show(struct call *c, const char *number, unsigned status)
{
    struct case_out *out = arena_alloc(c->arena, sizeof(*out));
    struct case_view v;
    bool all = sees_all(c);
    if (!case_get(c->db, c->arena, c->pool, number, &v, &c->err))
        return false;
    const struct complaint *x = &v.state.c;
    bool heard = strcmp(x->against, c->who.org) == 0 && x->kind != COMPLAINT_REPORT;
    if (all && !fund_whole_pool(c))
        return false;
    if (!all && strcmp(x->by, c->who.org) != 0 && !heard)
        return err_set(&c->err, ERR_NOT_FOUND, M_CASE_NONE, {number}, .field = "complaint");
    struct event_out *events = arena_array(c->arena, struct event_out, v.events + 1);
    for (size_t i = 0; i < v.events; i++) {
        const struct case_event *y = &v.event[i];
        events[i] =
            (struct event_out){(int)y->step, all ? y->who : "", all ? y->to : "", y->text, y->on};
    }
    *out = (struct case_out){.number = number,
                             .kind = (int)x->kind,
                             .project = x->project,
                             .by = x->by,
                             .against = x->against,
                             .subject = x->subject,
                             .assigned = all ? v.state.assigned : "",
                             .result = complaint_result_names[x->result],
                             .state = complaint_state_name(complaint_state(x, &v.terms, c->today)),
                             .filed_on = x->filed_on,
                             .accept_by = v.terms.accept_by,
                             .answer_by = v.terms.answer_by,
                             .published = v.state.published,
                             .events = {events, v.events}};
    return reply(c, status, out);
}

static bool
complaint_show(struct call *c)
{
    return show(c, c->arg[1], 200);
}

/* --- filed and handled --- */

struct file_in {
    const char *number, *project, *against, *subject, *text;
    int kind;
};
#define F struct file_in
static const struct field file_fields[] = {
    F_TEXT(F, "number", number, 64, 0),
    F_ENUM(F, "kind", kind, complaint_kind_names, COMPLAINT_KINDS, 0),
    F_TEXT(F, "project", project, 64, FIELD_OPT),
    F_TEXT(F, "against", against, 64, FIELD_OPT),
    F_TEXT(F, "subject", subject, 200, 0),
    F_TEXT(F, "text", text, 10000, FIELD_LINES),
};
#undef F
static const struct shape file_shape = SHAPE("ComplaintNew", struct file_in, file_fields);

static bool
complaint_file(struct call *c)
{
    const struct file_in *in = c->in;
    const struct case_move m = {.number = in->number,
                                .step = CASE_FILED,
                                .who = who_login(c),
                                .org = c->who.org,
                                .to = "",
                                .text = in->text,
                                .on = c->today,
                                .kind = (enum complaint_kind)in->kind,
                                .project = in->project,
                                .against = in->against,
                                .subject = in->subject};
    enum put how;
    return move_case(c->db, c->arena, c->pool, &m, &how, &c->err) &&
           show(c, in->number, how == PUT_NEW ? 201 : 200);
}

static const char *const results[] = {"founded", "partly", "unfounded"};
static const enum complaint_result answers[] = {RESULT_FOUNDED, RESULT_PARTLY, RESULT_UNFOUNDED};
struct move_in {
    int step, result;
    bool has_result;
    const char *to, *text;
};
static const char *const moves[] = {"assigned", "accepted", "answered", "published"};
static const enum case_step move_steps[] = {CASE_ASSIGNED, CASE_ACCEPTED, CASE_ANSWERED,
                                            CASE_PUBLISHED};
#define M struct move_in
static const struct field move_fields[] = {
    F_ENUM(M, "step", step, moves, 4, 0),
    F_TEXT(M, "to", to, 64, FIELD_OPT),
    F_ENUM(M, "result", result, results, 3, HAS(M, has_result)),
    F_TEXT(M, "text", text, 10000, FIELD_OPT | FIELD_LINES),
};
#undef M
static const struct shape move_shape = SHAPE("ComplaintMove", struct move_in, move_fields);

static bool
complaint_move(struct call *c)
{
    const struct move_in *in = c->in;
    const struct case_move m = {.number = c->arg[1],
                                .step = move_steps[in->step],
                                .who = who_login(c),
                                .org = c->who.org,
                                .to = in->to,
                                .text = in->text,
                                .result = in->has_result ? answers[in->result] : RESULT_OPEN,
                                .on = c->today};
    enum put how;
    return fund_whole_pool(c) && move_case(c->db, c->arena, c->pool, &m, &how, &c->err) &&
           show(c, c->arg[1], 200);
}

struct withdraw_in {
    const char *text;
};
static const struct field withdraw_fields[] = {
    F_TEXT(struct withdraw_in, "text", text, 2000, FIELD_LINES)};
static const struct shape withdraw_shape =
    SHAPE("ComplaintWithdrawal", struct withdraw_in, withdraw_fields);

static bool
complaint_withdraw(struct call *c)
{
    const struct withdraw_in *in = c->in;
    const struct case_move m = {.number = c->arg[1],
                                .step = CASE_WITHDRAWN,
                                .who = who_login(c),
                                .org = c->who.org,
                                .to = "",
                                .text = in->text,
                                .on = c->today};
    struct case_view v;
    enum put how;
    if (!case_get(c->db, c->arena, c->pool, c->arg[1], &v, &c->err))
        return false;
    if (strcmp(v.state.c.by, c->who.org) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_CASE_NONE, {c->arg[1]}, .field = "complaint");
    return move_case(c->db, c->arena, c->pool, &m, &how, &c->err) && show(c, c->arg[1], 200);
}

#define P "/v1/pools/:pool/complaints"
/* clang-format off */
static const struct route routes[] = {
    {.id = "complaint.list", .method = "GET", .path = P, .roles = READERS | FUND_PARTIES,
     .where = READ, .scope = SCOPE_POOL, .query = &query_shape, .out = &rows_shape,
     .handle = complaints_get, .summary = M_ROUTE_COMPLAINTS,
     .page = "complaints"},
    {.id = "complaint.show", .method = "GET", .path = P "/:number", .roles = READERS | FUND_PARTIES,
     .where = READ, .scope = SCOPE_POOL, .out = &case_shape, .handle = complaint_show,
     .summary = M_ROUTE_COMPLAINT,
     .page = "complaints"},
    {.id = "complaint.file", .method = "POST", .path = P, .roles = FUND_PARTIES, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &file_shape, .out = &case_shape,
     .handle = complaint_file, .summary = M_ROUTE_COMPLAINT_FILE,
     .page = "complaints"},
    {.id = "complaint.move", .method = "POST", .path = P "/:number/steps", .roles = OFFICES,
     .where = WRITE, .scope = SCOPE_POOL, .in = &move_shape, .out = &case_shape,
     .handle = complaint_move, .summary = M_ROUTE_COMPLAINT_MOVE,
     .page = "complaints"},
    {.id = "complaint.withdraw", .method = "POST", .path = P "/:number/withdrawal",
     .roles = FUND_PARTIES, .where = WRITE, .scope = SCOPE_POOL, .in = &withdraw_shape,
     .out = &case_shape, .handle = complaint_withdraw, .summary = M_ROUTE_COMPLAINT_WITHDRAW,
     .page = "complaints"},
    {.id = "public.complaints", .method = "GET", .path = "/v1/public/pools/:pool/complaints",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &page_shape,
     .out = &rows_shape, .handle = complaints_public, .summary = M_ROUTE_COMPLAINTS_PUBLIC,
     .page = "open-supervision"},
};
/* clang-format on */
const struct routes complaint_routes = ROUTES(routes);
