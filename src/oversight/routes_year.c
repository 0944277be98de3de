/* The year: assessment with its comment period, retention after it, quotas and overspend. */
#include <string.h>

#include "base/core/text.h"
#include "oversight/assess_year.h"
#include "oversight/overspend.h"
#include "oversight/query.h"
#include "oversight/quota_row.h"
#include "oversight/retain.h"
#include "oversight/retain_pay.h"
#include "oversight/routes.h"
#include "words/oversight.h"
#include "words/route_oversight.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100 };

/* The project, its pack and the year of the path. */
struct year_of_path {
    struct project project;
    struct policy *pack;
    int64_t year;
};

static bool
year_arg(struct call *c, size_t at, int64_t *out)
{
    return call_arg_int(c, at, out) && ((*out >= YEAR_FIRST && *out <= YEAR_LAST) ||
                                        err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_YEAR));
}

static bool
year_of_path(struct call *c, struct year_of_path *y)
{
    y->pack = NULL;
    return year_arg(c, 2, &y->year) && oversight_project(c, &y->project, &y->pack);
}

/* A page of a project's year, by institution: the rows of one of the queries below. */
static bool
year_rows(struct call *c, const struct query *q, int64_t limit, struct rows *r)
{
    const char *after[1];
    struct sight s;
    int64_t year;
    fund_sight(c, &s);
    return year_arg(c, 2, &year) && page_after(c, c->query, 1, after) &&
           db_run(c->db, q, c->arena, r, &c->err, v_int(c->pool), v_text(c->arg[1]), v_int(year),
                  v_text(s.lo), v_text(s.hi), v_text(s.institution), v_text(after[0]),
                  v_int(limit + 1));
}

/* --- assessment --- */

struct assessed_out {
    const char *institution, *state, *comment;
    bool applicable, sent, is_final;
    money score, off; /* points: "80.50" */
    int64_t findings;
    date comment_until, final_on;
};
#define A struct assessed_out
static const struct field assessed_fields[] = {
    F_TEXT(A, "institution", institution, 64, 0),
    F_BOOL(A, "applicable", applicable, 0),
    F_MONEY(A, "score", score, 0), /* in points */
    F_MONEY(A, "off", off, 0),
    F_INT(A, "findings", findings, 0, INT64_MAX, 0),
    F_TEXT(A, "state", state, 16, 0),
    F_DATE(A, "comment_until", comment_until, HAS(A, sent)),
    F_TEXT(A, "comment", comment, 2000, FIELD_BLANK),
    F_DATE(A, "final_on", final_on, HAS(A, is_final)),
};
#undef A
static const struct shape assessed_shape =
    SHAPE("AssessedInstitution", struct assessed_out, assessed_fields);
static const struct field assesseds_fields[] = {FUND_PAGE(&assessed_shape)};
static const struct shape assesseds_shape =
    SHAPE("AssessedInstitutions", struct fund_page, assesseds_fields);

static bool
assessments_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(c->query);
    struct rows r;
    if (!year_rows(c, &q_assessment_page, limit, &r))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct assessed_out *items = arena_array(c->arena, struct assessed_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct assessed_out){.institution = row_text(&r, i, 0),
                                         .applicable = row_int(&r, i, 1) == 1,
                                         .score = {row_int(&r, i, 2) * MONEY_FEN},
                                         .off = {row_int(&r, i, 3) * MONEY_FEN},
                                         .findings = row_int(&r, i, 4),
                                         .state = row_text(&r, i, 5),
                                         .comment = row_text(&r, i, 8)};
        items[i].sent = date_parse(&items[i].comment_until, row_text(&r, i, 7));
        items[i].is_final = date_parse(&items[i].final_on, row_text(&r, i, 9));
    }
    *out =
        (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &items[n - 1].institution) : ""};
    return reply(c, 200, out);
}

static bool
assessment_run(struct call *c)
{
    struct year_of_path y;
    struct assessed_list list;
    return year_of_path(c, &y) && fund_whole_pool(c) &&
           assess_year(c->db, c->arena, &y.project, y.pack, y.year, &list, &c->err) &&
           fund_done(c, 0, (int64_t)list.n);
}

static const char *const step_names[] = {"sent", "final", "published"};
static const enum assess_state steps[] = {ASSESS_SENT, ASSESS_FINAL, ASSESS_PUBLISHED};
struct step_in {
    int to;
    const char *institution;
};
static const struct field step_fields[] = {
    F_ENUM(struct step_in, "to", to, step_names, 3, 0),
    F_TEXT(struct step_in, "institution", institution, 64, FIELD_OPT),
};
static const struct shape step_shape = SHAPE("AssessmentMove", struct step_in, step_fields);

static bool
assessment_step(struct call *c)
{
    const struct step_in *in = c->in;
    struct year_of_path y;
    return year_of_path(c, &y) && fund_whole_pool(c) &&
           assessment_move(c->db, c->arena, &y.project, y.pack, y.year, in->institution,
                           steps[in->to], c->today, "", &c->err) &&
           fund_done(c, 0, 1);
}

struct comment_in {
    const char *comment;
};
static const struct field comment_fields[] = {
    F_TEXT(struct comment_in, "comment", comment, 2000, FIELD_LINES)};
static const struct shape comment_shape =
    SHAPE("AssessmentComment", struct comment_in, comment_fields);

static bool
assessment_comment(struct call *c)
{
    const struct comment_in *in = c->in;
    struct year_of_path y;
    return year_of_path(c, &y) &&
           assessment_move(c->db, c->arena, &y.project, y.pack, y.year, c->who.org,
                           ASSESS_COMMENTED, c->today, in->comment, &c->err) &&
           fund_done(c, 0, 1);
}

/* --- retention --- */

struct retained_out {
    const char *institution, *verdict;
    money score, budget, spent, surplus, retained;
    ratio share;
    date due_on, paid_on;
    bool due, paid;
};
#define R struct retained_out
static const struct field retained_fields[] = {
    F_TEXT(R, "institution", institution, 64, 0),
    F_MONEY(R, "score", score, 0), /* in points */
    F_RATIO(R, "share", share, 0),
    F_MONEY(R, "budget", budget, FIELD_SIGNED),
    F_MONEY(R, "spent", spent, FIELD_SIGNED),
    F_MONEY(R, "surplus", surplus, FIELD_SIGNED),
    F_MONEY(R, "retained", retained, 0),
    F_TEXT(R, "verdict", verdict, 32, 0),
    F_DATE(R, "due_on", due_on, HAS(R, due)),
    F_DATE(R, "paid_on", paid_on, HAS(R, paid)),
};
#undef R
static const struct shape retained_shape =
    SHAPE("RetainedInstitution", struct retained_out, retained_fields);
static const struct field retaineds_fields[] = {FUND_PAGE(&retained_shape)};
static const struct shape retaineds_shape =
    SHAPE("RetainedInstitutions", struct fund_page, retaineds_fields);

static bool
retentions_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(c->query);
    struct rows r;
    if (!year_rows(c, &q_retention_page, limit, &r))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct retained_out *items = arena_array(c->arena, struct retained_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct retained_out){.institution = row_text(&r, i, 0),
                                         .score = {row_int(&r, i, 1) * MONEY_FEN},
                                         .share = {row_int(&r, i, 2)},
                                         .budget = {row_int(&r, i, 3)},
                                         .spent = {row_int(&r, i, 4)},
                                         .surplus = {row_int(&r, i, 5)},
                                         .retained = {row_int(&r, i, 6)},
                                         .verdict = row_text(&r, i, 7)};
        items[i].due = date_parse(&items[i].due_on, row_text(&r, i, 8));
        items[i].paid = date_parse(&items[i].paid_on, row_text(&r, i, 9));
    }
    *out =
        (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &items[n - 1].institution) : ""};
    return reply(c, 200, out);
}

struct retention_done {
    int64_t institutions, payments;
    money amount;
};
static const struct field retention_done_fields[] = {
    F_INT(struct retention_done, "institutions", institutions, 0, INT64_MAX, 0),
    F_INT(struct retention_done, "payments", payments, 0, INT64_MAX, 0),
    F_MONEY(struct retention_done, "amount", amount, 0),
};
static const struct shape retention_done_shape =
    SHAPE("RetentionDone", struct retention_done, retention_done_fields);

/* Computed, booked, and ordered to be paid: the order waits for a second person. */
static bool
retention_run(struct call *c)
{
    struct retention_done *out = arena_alloc(c->arena, sizeof(*out));
    struct payment_order order = {.rows = 0};
    struct retained_list list;
    struct year_of_path y;
    if (!year_of_path(c, &y) || !fund_whole_pool(c) ||
        !retain_year(c->db, c->arena, &y.project, y.pack, y.year, &list, &c->err) ||
        !order_retention(c->db, c->arena, &y.project, y.year, who_login(c), c->today, &order,
                         &c->err))
        return false;
    *out = (struct retention_done){(int64_t)list.n, order.rows, order.amount};
    return reply(c, 200, out);
}

/* --- quotas --- */

struct quota_in {
    const char *institution, *document;
    int64_t year;
    int component;
    date decided_on;
    money amount;
};
static const struct field quota_in_fields[] = {
    F_TEXT(struct quota_in, "institution", institution, 64, 0),
    F_INT(struct quota_in, "year", year, YEAR_FIRST, YEAR_LAST, 0),
    F_ENUM(struct quota_in, "component", component, quota_kind_names, QUOTA_KINDS, 0),
    F_DATE(struct quota_in, "decided_on", decided_on, 0),
    F_MONEY(struct quota_in, "amount", amount, FIELD_SIGNED),
    F_TEXT(struct quota_in, "document", document, 64, FIELD_OPT),
};
static const struct shape quota_in_shape = SHAPE("QuotaIn", struct quota_in, quota_in_fields);

static bool
quota_post(struct call *c)
{
    const struct quota_in *in = c->in;
    const struct quota_entry q = {.institution = in->institution,
                                  .document = in->document,
                                  .year = in->year,
                                  .part = {(enum quota_kind)in->component, in->amount},
                                  .decided_on = in->decided_on};
    enum put how;
    return fund_whole_pool(c) && quota_put(c->db, c->arena, c->pool, &q, &how, &c->err) &&
           fund_done_one(c, how);
}

struct quota_out {
    const char *institution, *component, *document;
    date decided_on;
    money amount;
};
static const struct field quota_fields[] = {
    F_TEXT(struct quota_out, "institution", institution, 64, 0),
    F_TEXT(struct quota_out, "component", component, 16, 0),
    F_DATE(struct quota_out, "decided_on", decided_on, 0),
    F_MONEY(struct quota_out, "amount", amount, FIELD_SIGNED),
    F_TEXT(struct quota_out, "document", document, 64, FIELD_BLANK),
};
static const struct shape quota_shape = SHAPE("QuotaComponent", struct quota_out, quota_fields);
static const struct field quotas_fields[] = {FUND_PAGE(&quota_shape)};
static const struct shape quotas_shape = SHAPE("Quotas", struct fund_page, quotas_fields);

static bool
quotas_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(c->query), year;
    const char *after[3];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (!year_arg(c, 1, &year) || !page_after(c, c->query, 3, after) ||
        !db_run(c->db, &q_quota_page, c->arena, &r, &c->err, v_int(c->pool), v_int(year),
                v_text(s.lo), v_text(s.hi), v_text(s.institution), v_text(after[0]),
                v_text(after[1]), v_text(after[2]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct quota_out *items = arena_array(c->arena, struct quota_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct quota_out){.institution = row_text(&r, i, 0),
                                      .component = row_text(&r, i, 1),
                                      .amount = {row_int(&r, i, 3)},
                                      .document = row_text(&r, i, 4)};
        (void)date_parse(&items[i].decided_on, row_text(&r, i, 2));
    }
    const char *last[] = {n > 0 ? items[n - 1].institution : "",
                          n > 0 ? items[n - 1].component : "", n > 0 ? row_text(&r, n - 1, 2) : ""};
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 3, last) : ""};
    return reply(c, 200, out);
}

/* --- overspend --- */

static const struct field overspent_fields[] = {
    F_TEXT(struct overspent, "institution", institution, 64, 0),
    F_MONEY(struct overspent, "quota", quota, FIELD_SIGNED),
    F_MONEY(struct overspent, "spent", spent, 0),
    F_MONEY(struct overspent, "by_fund", by_fund, 0),
    F_MONEY(struct overspent, "by_institution", by_institution, 0),
    F_TEXT(struct overspent, "verdict", verdict, 32, 0),
};
static const struct shape overspent_shape =
    SHAPE("OverspentInstitution", struct overspent, overspent_fields);
struct overspends_out {
    struct list items;
    int64_t more;
};
static const struct field overspends_fields[] = {
    F_LIST(struct overspends_out, "items", items, &overspent_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct overspends_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape overspends_shape =
    SHAPE("OverspentInstitutions", struct overspends_out, overspends_fields);

static bool
overspend_run(struct call *c)
{
    struct overspends_out *out = arena_alloc(c->arena, sizeof(*out));
    struct overspent *list;
    struct policy *pack = NULL;
    date first, last;
    int64_t year;
    size_t n;
    if (!fund_whole_pool(c) || !year_arg(c, 1, &year) || !year_days(year, &first, &last, &c->err) ||
        !oversight_pack(c, last, &pack) ||
        !share_overspend(c->db, c->arena, c->pool, pack, year, &list, &n, &c->err))
        return false;
    size_t show = n > SHAPE_LIST_MAX ? SHAPE_LIST_MAX : n;
    *out = (struct overspends_out){{list, show}, (int64_t)(n - show)};
    return reply(c, 200, out);
}

#define ASSESSMENTS OVERSIGHT_PROJECT "/assessments/:year"
#define RETENTION OVERSIGHT_PROJECT "/retention/:year"
#define QUOTAS "/v1/pools/:pool/quotas"
#define ASSESSORS (AS_PROVINCE | AS_CITY | AS_FUND)
/* clang-format off */
static const struct route routes[] = {
    {.id = "assessment.run", .method = "POST", .path = ASSESSMENTS, .roles = ASSESSORS,
     .where = WRITE, .scope = SCOPE_POOL, .out = &fund_done_shape, .handle = assessment_run,
     .page = "project-assessment", .summary = M_R_ASSESS_RUN},
    {.id = "assessment.list", .method = "GET", .path = ASSESSMENTS,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &assesseds_shape, .handle = assessments_get,
     .page = "project-assessment", .summary = M_R_ASSESSMENTS},
    {.id = "assessment.move", .method = "POST", .path = ASSESSMENTS "/moves",
     .roles = ASSESSORS, .where = WRITE, .scope = SCOPE_POOL, .in = &step_shape,
     .out = &fund_done_shape, .handle = assessment_step,
     .page = "project-assessment", .summary = M_R_ASSESS_MOVE},
    {.id = "assessment.comment", .method = "POST", .path = ASSESSMENTS "/comment",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .in = &comment_shape,
     .out = &fund_done_shape, .handle = assessment_comment,
     .page = "project-assessment", .summary = M_R_ASSESS_COMMENT},
    {.id = "retention.run", .method = "POST", .path = RETENTION, .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .out = &retention_done_shape,
     .handle = retention_run, .page = "project-assessment", .summary = M_R_RETENTION_RUN},
    {.id = "retention.list", .method = "GET", .path = RETENTION,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &retaineds_shape, .handle = retentions_get,
     .page = "project-assessment", .summary = M_R_RETENTIONS},
    {.id = "quota.enter", .method = "POST", .path = QUOTAS,
     .roles = AS_FUND | AS_PROVINCE | AS_CITY, .where = WRITE, .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES, .in = &quota_in_shape, .out = &fund_done_shape,
     .handle = quota_post, .page = "quotas", .summary = M_R_QUOTA_ENTER},
    {.id = "quota.list", .method = "GET", .path = QUOTAS "/:year",
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &quotas_shape, .handle = quotas_get,
     .page = "quotas", .summary = M_R_QUOTAS},
    {.id = "overspend.run", .method = "POST", .path = "/v1/pools/:pool/overspend/:year",
     .roles = AS_FUND, .where = WRITE, .scope = SCOPE_POOL, .out = &overspends_shape,
     .handle = overspend_run, .page = "quotas", .summary = M_R_OVERSPEND_RUN},
};
/* clang-format on */
const struct routes year_routes = ROUTES(routes);
