/* routes_risk.c - the risk register, and major issues on their way up (I8). An institution sees and
 * keeps its own, an office what lies in its region. */
#include <string.h>

#include "http/rows.h"
#include "oversight/query.h"
#include "oversight/risk.h"
#include "oversight/routes.h"
#include "words/risk.h"

enum { CODE = 64, TEXT = 2000 };
#define KEEPERS (AS_HOSPITAL | AS_BUREAU)

/* --- risks --- */

struct risk_in {
    const char *subject, *plan, *responsible;
    int kind;
    int64_t likelihood, impact;
    date review_by;
};
#define S struct risk_in
static const struct field risk_fields[] = {
    F_ENUM(S, "kind", kind, risk_kind_names, RISK_KINDS, 0),
    F_TEXT(S, "subject", subject, 400, 0),
    F_INT(S, "likelihood", likelihood, 1, 5, 0),
    F_INT(S, "impact", impact, 1, 5, 0),
    F_TEXT(S, "plan", plan, TEXT, FIELD_LINES),
    F_TEXT(S, "responsible", responsible, 200, 0),
    F_DATE(S, "review_by", review_by, 0),
};
#undef S
static const struct shape risk_shape = SHAPE("RiskIn", struct risk_in, risk_fields);

static bool
risk_put_one(struct call *c)
{
    const struct risk_in *in = c->in;
    const struct risk k = {.number = c->arg[1],
                           .owner = c->who.org,
                           .region = c->who.region,
                           .subject = in->subject,
                           .plan = in->plan,
                           .responsible = in->responsible,
                           .kind = (enum risk_kind)in->kind,
                           .likelihood = in->likelihood,
                           .impact = in->impact,
                           .review_by = in->review_by};
    enum put how;
    return risk_put(c->db, c->arena, c->pool, &k, c->today, &how, &c->err) && fund_done_one(c, how);
}

struct text_in {
    const char *text;
};
static const struct field text_fields[] = {F_TEXT(struct text_in, "text", text, TEXT, FIELD_LINES)};
static const struct shape text_shape = SHAPE("ClosingWords", struct text_in, text_fields);

static bool
risk_close_one(struct call *c)
{
    const struct text_in *in = c->in;
    enum put how;
    return risk_close(c->db, c->arena, c->pool, c->arg[1], c->who.org, in->text, c->today, &how,
                      &c->err) &&
           fund_done_one(c, how);
}

struct risk_row {
    const char *number, *owner, *region, *subject, *plan, *responsible, *why;
    int kind, state;
    int64_t likelihood, impact, score;
    date review_by, updated_on;
};
#define S struct risk_row
static const struct field risk_row_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "owner", owner, CODE, 0),
    F_TEXT(S, "region", region, CODE, FIELD_BLANK),
    F_ENUM(S, "kind", kind, risk_kind_names, RISK_KINDS, 0),
    F_TEXT(S, "subject", subject, 400, 0),
    F_INT(S, "likelihood", likelihood, 1, 5, 0),
    F_INT(S, "impact", impact, 1, 5, 0),
    F_INT(S, "score", score, 1, 25, 0),
    F_TEXT(S, "plan", plan, TEXT, FIELD_LINES),
    F_TEXT(S, "responsible", responsible, 200, 0),
    F_DATE(S, "review_by", review_by, 0),
    F_DATE(S, "updated_on", updated_on, 0),
    F_ENUM(S, "state", state, risk_state_names, 2, 0),
    F_TEXT(S, "closed_why", why, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape risk_row_shape = SHAPE("Risk", struct risk_row, risk_row_fields);
static const struct field risks_fields[] = ROWS_FIELDS(&risk_row_shape);
static const struct shape risks_shape = SHAPE("Risks", struct rows_out, risks_fields);

struct risks_query {
    struct page page;
    int kind, state;
    bool has_kind, has_state;
    date review_by;
};
static const struct field risks_query_fields[] = {
    PAGE_FIELDS(struct risks_query, page),
    F_ENUM(struct risks_query, "kind", kind, risk_kind_names, RISK_KINDS,
           HAS(struct risks_query, has_kind)),
    F_ENUM(struct risks_query, "state", state, risk_state_names, 2,
           HAS(struct risks_query, has_state)),
    F_DATE(struct risks_query, "review_by", review_by, FIELD_OPT),
};
static const struct shape risks_query_shape =
    SHAPE("RiskSearch", struct risks_query, risks_query_fields);

static bool
risks_get(struct call *c)
{
    static const struct rows_page list = {&q_risk_list, &risk_row_shape, 1};
    const struct risks_query *q = c->query;
    struct sight s;
    fund_sight(c, &s);
    return reply_named_rows(
        c, &list, &q->page,
        (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi), v_text(s.institution),
                             v_text(q->has_kind ? risk_kind_names[q->kind] : ""),
                             v_text(q->has_state ? risk_state_names[q->state] : ""),
                             v_text(q->review_by.day == 0 ? "" : put_date(c->arena, q->review_by))},
        7);
}

/* --- major issues --- */

static struct level_work
work_of(struct call *c)
{
    return (struct level_work){c->db, c->arena, c->pool, LEVEL_ISSUE, c->arg[1], c->today};
}

struct issue_in {
    const char *number, *risk, *text;
    int kind;
    bool urgent;
};
#define S struct issue_in
static const struct field issue_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_ENUM(S, "kind", kind, risk_kind_names, RISK_KINDS, 0),
    F_TEXT(S, "risk", risk, CODE, FIELD_OPT),
    F_BOOL(S, "urgent", urgent, FIELD_OPT),
    F_TEXT(S, "text", text, TEXT, FIELD_LINES),
};
#undef S
static const struct shape issue_shape = SHAPE("MajorIssueIn", struct issue_in, issue_fields);

static bool
issue_post(struct call *c)
{
    const struct issue_in *in = c->in;
    const struct issue k = {.number = in->number,
                            .by = c->who.org,
                            .region = c->who.region,
                            .body = in->text,
                            .risk = in->risk,
                            .kind = (enum risk_kind)in->kind,
                            .urgent = in->urgent,
                            .of_office = (c->who.roles & AS_HOSPITAL) == 0};
    enum put how;
    return report_issue(c->db, c->arena, c->pool, &k, c->today, &how, &c->err) &&
           fund_done_one(c, how);
}

static const char *const outcomes[] = {"answered", "passed"};
struct answer_in {
    int outcome;
    const char *text;
};
static const struct field answer_fields[] = {
    F_ENUM(struct answer_in, "outcome", outcome, outcomes, 2, 0),
    F_TEXT(struct answer_in, "text", text, TEXT, FIELD_LINES),
};
static const struct shape answer_shape = SHAPE("MajorIssueAnswer", struct answer_in, answer_fields);

static bool
issue_answer(struct call *c)
{
    const struct answer_in *in = c->in;
    const struct level_work w = work_of(c);
    const struct level_answer a = {
        .region = c->who.region, .who = who_login(c), .text = in->text, .solved = in->outcome == 0};
    return answer_issue(&w, &a, &c->err) && fund_done(c, 1, 0);
}

static bool
issue_close(struct call *c)
{
    const struct text_in *in = c->in;
    const struct level_work w = work_of(c);
    enum put how;
    return close_issue(&w, c->who.org, in->text, &how, &c->err) && fund_done_one(c, how);
}

struct issue_row {
    const char *number, *by, *region, *risk, *text, *answer, *closing;
    int kind, state, level, level_state;
    bool urgent;
    date reported_on, answer_by, closed_on;
};
#define S struct issue_row
static const struct field issue_row_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_ENUM(S, "kind", kind, risk_kind_names, RISK_KINDS, 0),
    F_TEXT(S, "by", by, CODE, 0),
    F_TEXT(S, "region", region, CODE, FIELD_BLANK),
    F_TEXT(S, "risk", risk, CODE, FIELD_OPT),
    F_BOOL(S, "urgent", urgent, 0),
    F_TEXT(S, "text", text, TEXT, FIELD_LINES),
    F_DATE(S, "reported_on", reported_on, 0),
    F_ENUM(S, "state", state, risk_state_names, 2, 0),
    F_ENUM(S, "level", level, office_level_names, OFFICE_LEVELS, 0),
    F_DATE(S, "answer_by", answer_by, 0),
    F_ENUM(S, "level_state", level_state, level_state_names, LEVEL_STATES, 0),
    F_TEXT(S, "answer", answer, TEXT, FIELD_OPT | FIELD_LINES),
    F_DATE(S, "closed_on", closed_on, FIELD_OPT),
    F_TEXT(S, "closing", closing, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape issue_row_shape = SHAPE("MajorIssue", struct issue_row, issue_row_fields);
static const struct field issues_fields[] = ROWS_FIELDS(&issue_row_shape);
static const struct shape issues_shape = SHAPE("MajorIssues", struct rows_out, issues_fields);

struct issues_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field issues_query_fields[] = {
    PAGE_FIELDS(struct issues_query, page),
    F_ENUM(struct issues_query, "state", state, risk_state_names, 2,
           HAS(struct issues_query, has_state)),
};
static const struct shape issues_query_shape =
    SHAPE("MajorIssueSearch", struct issues_query, issues_query_fields);

static bool
issues_get(struct call *c)
{
    static const struct rows_page list = {&q_issue_list, &issue_row_shape, 1};
    const struct issues_query *q = c->query;
    struct sight s;
    fund_sight(c, &s);
    return reply_named_rows(
        c, &list, &q->page,
        (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi), v_text(s.institution),
                             v_text(q->has_state ? risk_state_names[q->state] : "")},
        5);
}

struct issue_level_row {
    const char *number, *region, *answer;
    int64_t seq;
    int level, state;
    date since, answer_by, answered_on;
};
#define S struct issue_level_row
static const struct field issue_level_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_INT(S, "seq", seq, 1, INT64_MAX, 0),
    F_ENUM(S, "level", level, office_level_names, OFFICE_LEVELS, 0),
    F_TEXT(S, "region", region, CODE, 0),
    F_DATE(S, "since", since, 0),
    F_DATE(S, "answer_by", answer_by, 0),
    F_ENUM(S, "state", state, level_state_names, LEVEL_STATES, 0),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(S, "answer", answer, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape issue_level_shape =
    SHAPE("MajorIssueLevel", struct issue_level_row, issue_level_fields);
static const struct field issue_levels_fields[] = ROWS_FIELDS(&issue_level_shape);
static const struct shape issue_levels_shape =
    SHAPE("MajorIssueLevels", struct rows_out, issue_levels_fields);

static bool
issue_levels_get(struct call *c)
{
    static const struct rows_page list = {&q_issue_level_list, &issue_level_shape, 1};
    const struct page_query *q = c->query;
    struct sight s;
    fund_sight(c, &s);
    return reply_rows(c, &list, &q->page,
                      (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi),
                                           v_text(s.institution), v_text("")},
                      5);
}

#define POOL "/v1/pools/:pool"
#define READERS (OVERSIGHT_READERS | AS_HOSPITAL)
/* clang-format off */
static const struct route routes[] = {
    {.id = "risk.put", .method = "PUT", .path = POOL "/risks/:number", .roles = KEEPERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &risk_shape,
     .out = &fund_done_shape, .handle = risk_put_one, .summary = M_R_RISK_PUT,
     .page = "risks"},
    {.id = "risk.close", .method = "POST", .path = POOL "/risks/:number/close", .roles = KEEPERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &text_shape, .out = &fund_done_shape,
     .handle = risk_close_one, .summary = M_R_RISK_CLOSE,
     .page = "risks"},
    {.id = "risk.list", .method = "GET", .path = POOL "/risks", .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .query = &risks_query_shape, .out = &risks_shape, .handle = risks_get,
     .summary = M_R_RISKS,
     .page = "risks"},
    {.id = "issue.report", .method = "POST", .path = POOL "/issues", .roles = KEEPERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &issue_shape,
     .out = &fund_done_shape, .handle = issue_post, .summary = M_R_ISSUE_REPORT,
     .page = "issues"},
    {.id = "issue.answer", .method = "POST", .path = POOL "/issues/:number/answer",
     .roles = AS_BUREAU, .where = WRITE, .scope = SCOPE_POOL, .in = &answer_shape,
     .out = &fund_done_shape, .handle = issue_answer, .summary = M_R_ISSUE_ANSWER,
     .page = "issues"},
    {.id = "issue.close", .method = "POST", .path = POOL "/issues/:number/close",
     .roles = KEEPERS, .where = WRITE, .scope = SCOPE_POOL, .in = &text_shape,
     .out = &fund_done_shape, .handle = issue_close, .summary = M_R_ISSUE_CLOSE,
     .page = "issues"},
    {.id = "issue.list", .method = "GET", .path = POOL "/issues", .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .query = &issues_query_shape, .out = &issues_shape,
     .handle = issues_get, .summary = M_R_ISSUES,
     .page = "issues"},
    {.id = "issue.levels", .method = "GET", .path = POOL "/issue-levels", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &issue_levels_shape,
     .handle = issue_levels_get, .summary = M_R_ISSUE_LEVELS,
     .page = "issues"},
};
/* clang-format on */
const struct routes risk_routes = ROUTES(routes);
