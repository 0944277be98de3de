/* Claims of a month, an authority's ratio, prepayments as they stand for each institution, and
 * money paid back. */
#include <string.h>

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/decision.h"
#include "fund/query.h"
#include "fund/routes.h"
#include "fund/state.h"
#include "project/project.h"
#include "registry/check.h"
#include "registry/institution.h"
#include "words/fund.h"
#include "words/route_fund.h"

/* --- claims --- */

struct claim_in {
    const char *institution, *document;
    int fund;
    month month;
    money amount;
};
static const struct field claim_in_fields[] = {
    F_TEXT(struct claim_in, "institution", institution, 64, 0),
    F_ENUM(struct claim_in, "fund", fund, fund_names, FUND_NONE, 0),
    F_MONTH(struct claim_in, "month", month, 0),
    F_MONEY(struct claim_in, "amount", amount, 0),
    F_TEXT(struct claim_in, "document", document, 64, FIELD_OPT),
};
static const struct shape claim_in_shape = SHAPE("ClaimIn", struct claim_in, claim_in_fields);
struct claims_in {
    struct list items;
};
static const struct field claims_in_fields[] = {
    F_LIST(struct claims_in, "items", items, &claim_in_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape claims_in_shape = SHAPE("ClaimsIn", struct claims_in, claims_in_fields);

static bool
claims_post(struct call *c)
{
    const struct claims_in *in = c->in;
    const struct claim_in *item = in->items.at;
    int64_t fresh = 0, same = 0;
    if (!fund_whole_pool(c))
        return false;
    for (size_t i = 0; i < in->items.n; i++) {
        const struct claim k = {item[i].institution, item[i].document, (enum fund)item[i].fund,
                                item[i].month, item[i].amount};
        enum put how;
        if (!claim_put(c->db, c->arena, c->pool, &k, &how, &c->err))
            return fund_item_place(c, i);
        fresh += how == PUT_NEW;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

struct claim_row {
    const char *institution, *fund, *month, *document, *state;
    money amount, offset, direct, paid;
    date paid_on;
    bool was_paid;
};
#define C struct claim_row
static const struct field claim_fields[] = {
    F_TEXT(C, "institution", institution, 64, 0),
    F_TEXT(C, "fund", fund, 16, 0),
    F_TEXT(C, "month", month, 7, 0),
    F_MONEY(C, "amount", amount, 0),
    F_MONEY(C, "offset", offset, 0),
    F_MONEY(C, "direct", direct, 0),
    F_MONEY(C, "paid", paid, 0),
    F_TEXT(C, "state", state, 16, 0), /* open, ordered, paid, used_up */
    F_DATE(C, "paid_on", paid_on, HAS(C, was_paid)),
    F_TEXT(C, "document", document, 64, FIELD_BLANK),
};
#undef C
static const struct shape claim_shape = SHAPE("ClaimMonth", struct claim_row, claim_fields);
static const struct field claims_fields[] = {FUND_PAGE(&claim_shape)};
static const struct shape claims_shape = SHAPE("ClaimMonths", struct fund_page, claims_fields);

struct claims_query {
    struct page page;
    const char *institution;
    month from;
    bool has_from;
};
static const struct field claims_query_fields[] = {
    PAGE_FIELDS(struct claims_query, page),
    F_TEXT(struct claims_query, "institution", institution, 64, FIELD_OPT),
    F_MONTH(struct claims_query, "from", from, HAS(struct claims_query, has_from)),
};
static const struct shape claims_query_shape =
    SHAPE("ClaimSearch", struct claims_query, claims_query_fields);

static void
fill_claim(const struct rows *r, size_t i, struct claim_row *out)
{
    int64_t entry = row_int(r, i, 7);
    *out = (struct claim_row){.month = row_text(r, i, 0),
                              .institution = row_text(r, i, 1),
                              .fund = row_text(r, i, 2),
                              .amount = {row_int(r, i, 3)},
                              .offset = {row_int(r, i, 4)},
                              .direct = {row_int(r, i, 5)},
                              .paid = {row_int(r, i, 6)},
                              .document = row_text(r, i, 9)};
    out->was_paid = date_parse(&out->paid_on, row_text(r, i, 8));
    out->state = entry == 0 ? "open" : entry < 0 ? "used_up" : out->was_paid ? "paid" : "ordered";
}

static bool
claims_get(struct call *c)
{
    const struct claims_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(&q->page);
    char from[MONTH_TEXT_MAX] = "";
    const char *after[3];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (q->has_from)
        month_text(q->from, from);
    if (!page_after(c, &q->page, 3, after) ||
        !db_run(c->db, &q_claim_page, c->arena, &r, &c->err, v_int(c->pool), v_text(s.lo),
                v_text(s.hi), v_text(s.institution), v_text(q->institution), v_text(from),
                v_text(after[0]), v_text(after[1]), v_text(after[2]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct claim_row *items = arena_array(c->arena, struct claim_row, n + 1);
    for (size_t i = 0; i < n; i++)
        fill_claim(&r, i, &items[i]);
    const char *last[] = {n > 0 ? items[n - 1].month : "", n > 0 ? items[n - 1].institution : "",
                          n > 0 ? items[n - 1].fund : ""};
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 3, last) : ""};
    return reply(c, 200, out);
}

/* --- the ratio of an authority --- */

struct decision_in {
    const char *project, *authority, *document;
    date decided_on;
    ratio ratio;
};
static const struct field decision_fields[] = {
    F_TEXT(struct decision_in, "project", project, 64, 0),
    F_DATE(struct decision_in, "decided_on", decided_on, 0),
    F_RATIO(struct decision_in, "ratio", ratio, 0),
    F_TEXT(struct decision_in, "authority", authority, 200, 0),
    F_TEXT(struct decision_in, "document", document, 200, FIELD_OPT),
};
static const struct shape decision_shape =
    SHAPE("PrepayDecision", struct decision_in, decision_fields);

static bool
decision_post(struct call *c)
{
    const struct decision_in *in = c->in;
    const struct prepay_decision d = {in->decided_on, in->ratio, in->authority, in->document};
    struct project p;
    enum put how;
    return project_get(c->db, c->arena, c->pool, in->project, &p, &c->err) &&
           decision_put(c->db, c->arena, c->pool, in->project, &d, &how, &c->err) &&
           fund_done_one(c, how);
}

/* --- prepayments --- */

struct instalment_out {
    int64_t number;
    money amount;
    date due_on, paid_on;
    bool paid;
};
static const struct field instalment_fields[] = {
    F_INT(struct instalment_out, "number", number, 1, 100, 0),
    F_MONEY(struct instalment_out, "amount", amount, 0),
    F_DATE(struct instalment_out, "due_on", due_on, 0),
    F_DATE(struct instalment_out, "paid_on", paid_on, HAS(struct instalment_out, paid)),
};
static const struct shape instalment_shape =
    SHAPE("Instalment", struct instalment_out, instalment_fields);

struct prepaid_out {
    const char *institution, *fund, *demand, *return_to;
    int64_t term;
    date starts, ends, demand_due;
    money annual, amount, prepaid, offset, returned, left, demanded;
    bool due;
    struct list instalments;
};
#define P struct prepaid_out
static const struct field prepaid_fields[] = {
    F_TEXT(P, "institution", institution, 64, 0),
    F_INT(P, "term", term, 1, 100, 0),
    F_TEXT(P, "fund", fund, 16, 0),
    F_DATE(P, "starts", starts, 0),
    F_DATE(P, "ends", ends, 0),
    F_MONEY(P, "annual", annual, 0),
    F_MONEY(P, "amount", amount, 0),
    F_MONEY(P, "prepaid", prepaid, 0),
    F_MONEY(P, "offset", offset, 0),
    F_MONEY(P, "returned", returned, 0),
    F_MONEY(P, "left", left, 0),
    F_TEXT(P, "demand", demand, 16, FIELD_BLANK), /* rest, clawback */
    F_MONEY(P, "demanded", demanded, 0),
    F_DATE(P, "demand_due", demand_due, HAS(P, due)),
    F_TEXT(P, "return_to", return_to, 32, FIELD_BLANK),
    F_LIST(P, "instalments", instalments, &instalment_shape, 0, INSTALMENTS_MAX, 0),
};
#undef P
static const struct shape prepaid_shape = SHAPE("Prepayment", struct prepaid_out, prepaid_fields);

struct prepaids_out {
    struct list items;
    int64_t more;
    money amount, prepaid, offset, returned, left, demanded;
};
#define A struct prepaids_out
static const struct field prepaids_fields[] = {
    F_LIST(A, "items", items, &prepaid_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(A, "more", more, 0, INT64_MAX, 0), /* not shown: ask by institution */
    F_MONEY(A, "amount", amount, 0),         /* of all of them, like the next ones */
    F_MONEY(A, "prepaid", prepaid, 0),
    F_MONEY(A, "offset", offset, 0),
    F_MONEY(A, "returned", returned, 0),
    F_MONEY(A, "left", left, 0),
    F_MONEY(A, "demanded", demanded, 0),
};
#undef A
static const struct shape prepaids_shape =
    SHAPE("Prepayments", struct prepaids_out, prepaids_fields);

struct prepaids_query {
    const char *institution;
    month month;
    bool has_month;
};
static const struct field prepaids_query_fields[] = {
    F_TEXT(struct prepaids_query, "institution", institution, 64, FIELD_OPT),
    F_MONTH(struct prepaids_query, "month", month, HAS(struct prepaids_query, has_month)),
};
static const struct shape prepaids_query_shape =
    SHAPE("PrepaymentSearch", struct prepaids_query, prepaids_query_fields);

struct collecting {
    struct call *c;
    struct sight s;
    struct prepaids_out *out;
    struct prepaid_out *item;
    size_t n;
};

static bool
sum(struct prepaids_out *o, const struct prepaid_state *s, struct err *e)
{
    return (money_add(&o->amount, o->amount, s->amount) &&
            money_add(&o->prepaid, o->prepaid, s->p.prepaid) &&
            money_add(&o->offset, o->offset, s->p.offset) &&
            money_add(&o->returned, o->returned, s->p.returned) &&
            money_add(&o->left, o->left, prepaid_left(s)) &&
            money_add(&o->demanded, o->demanded, s->demanded)) ||
           err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {s->institution});
}

static bool
collect(void *arg, const struct prepaid_state *s, struct err *e)
{
    struct collecting *k = arg;
    struct arena *a = k->c->arena;
    struct institution i;
    if (!institution_on(k->c->db, a, s->institution, k->c->today, &i, e))
        return false;
    if (!sight_has_institution(&k->s, s->institution, i.region))
        return true;
    if (k->n == SHAPE_LIST_MAX)
        k->out->more++;
    else
        k->item[k->n++] = (struct prepaid_out){
            .institution = arena_strdup(a, s->institution),
            .fund = fund_names[s->fund],
            .demand = arena_strdup(a, s->demand),
            .return_to = *s->demand == '\0'
                             ? ""
                             : (s->return_to == RETURN_SPECIAL_ACCOUNT ? "fund_special_account"
                                                                       : "original_payer"),
            .term = s->term,
            .starts = s->p.starts,
            .ends = s->p.ends,
            .annual = s->p.annual,
            .amount = s->amount,
            .prepaid = s->p.prepaid,
            .offset = s->p.offset,
            .returned = s->p.returned,
            .left = prepaid_left(s),
            .demanded = s->demanded,
            .demand_due = s->demand_due,
            .due = s->demand_due.day != 0};
    return sum(k->out, s, e);
}

static bool
collect_instalment(void *arg, const struct instalment_state *i, struct err *e)
{
    struct collecting *k = arg;
    (void)e;
    for (size_t n = 0; n < k->n; n++) {
        struct prepaid_out *p = &k->item[n];
        if (p->term != i->term || strcmp(p->institution, i->institution) != 0)
            continue;
        struct instalment_out *list = (struct instalment_out *)(uintptr_t)p->instalments.at;
        if (list == NULL)
            list = arena_array(k->c->arena, struct instalment_out, INSTALMENTS_MAX);
        if (p->instalments.n < INSTALMENTS_MAX)
            list[p->instalments.n] = (struct instalment_out){i->number, i->amount, i->due_on,
                                                             i->paid_on, i->paid_on.day != 0};
        p->instalments.at = list;
        p->instalments.n += p->instalments.n < INSTALMENTS_MAX;
    }
    return true;
}

/* As of the end of a month: the statement of each institution, its own for a hospital. */
static bool
prepaids_get(struct call *c)
{
    const struct prepaids_query *q = c->query;
    struct prepaids_out *out = arena_alloc(c->arena, sizeof(*out));
    struct collecting k = {.c = c, .out = out};
    struct project p;
    *out = (struct prepaids_out){.more = 0};
    k.item = arena_array(c->arena, struct prepaid_out, SHAPE_LIST_MAX);
    fund_sight(c, &k.s);
    const char *who = *k.s.institution != '\0' ? k.s.institution : q->institution;
    if (*q->institution != '\0' && strcmp(who, q->institution) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_PREPAYMENT, {q->institution});
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !prepaid_each(c->db, c->pool, p.code, who, q->has_month ? q->month : date_month(c->today),
                      collect, &k, &c->err) ||
        !instalment_each(c->db, c->pool, p.code, collect_instalment, &k, &c->err))
        return false;
    out->items = (struct list){k.item, k.n};
    return reply(c, 200, out);
}

/* --- the offsets of a month --- */

struct offset_out {
    const char *institution, *verdict;
    int64_t term;
    money purchased, claims, target, taken, rest;
};
#define O struct offset_out
static const struct field offset_fields[] = {
    F_TEXT(O, "institution", institution, 64, 0),
    F_INT(O, "term", term, 1, 100, 0),
    F_TEXT(O, "verdict", verdict, 32, 0),
    F_MONEY(O, "purchased", purchased, FIELD_SIGNED),
    F_MONEY(O, "claims", claims, 0),
    F_MONEY(O, "target", target, 0),
    F_MONEY(O, "taken", taken, 0),
    F_MONEY(O, "rest", rest, 0),
};
#undef O
static const struct shape offset_shape = SHAPE("Offset", struct offset_out, offset_fields);
static const struct field offsets_fields[] = {FUND_PAGE(&offset_shape)};
static const struct shape offsets_shape = SHAPE("Offsets", struct fund_page, offsets_fields);

static bool
offsets_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    size_t n;
    if (!fund_month_page(c, &q_offset_page, &r, &n))
        return false;
    struct offset_out *items = arena_array(c->arena, struct offset_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct offset_out){
            row_text(&r, i, 0),  row_text(&r, i, 2),  row_int(&r, i, 1),   {row_int(&r, i, 3)},
            {row_int(&r, i, 4)}, {row_int(&r, i, 5)}, {row_int(&r, i, 6)}, {row_int(&r, i, 7)}};
    const char *last = n > 0 ? arena_printf(c->arena, "%s/%08lld", items[n - 1].institution,
                                            (long long)items[n - 1].term)
                             : "";
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &last) : ""};
    return reply(c, 200, out);
}

/* --- money back --- */

struct payback_in {
    const char *project, *institution, *document;
    int64_t term;
    date on;
    money amount;
};
static const struct field payback_fields[] = {
    F_TEXT(struct payback_in, "project", project, 64, 0),
    F_TEXT(struct payback_in, "institution", institution, 64, 0),
    F_INT(struct payback_in, "term", term, 1, 100, 0),
    F_TEXT(struct payback_in, "document", document, 64, 0),
    F_DATE(struct payback_in, "on", on, 0),
    F_MONEY(struct payback_in, "amount", amount, 0),
};
static const struct shape payback_shape = SHAPE("PaybackIn", struct payback_in, payback_fields);

static bool
payback_post(struct call *c)
{
    const struct payback_in *in = c->in;
    const struct paid_back b = {in->institution, in->document, in->term, in->on, in->amount};
    enum put how;
    return fund_whole_pool(c) && bank_day(b.on, c->today, "on", &c->err) &&
           payback_receive(c->db, c->arena, c->pool, in->project, &b, &how, &c->err) &&
           fund_done_one(c, how);
}

#define PROJECT "/v1/pools/:pool/projects/:project"
/* clang-format off */
static const struct route routes[] = {
    {.id = "claims.enter", .method = "POST", .path = FUND_PATH "/claims", .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &claims_in_shape,
     .out = &fund_done_shape, .handle = claims_post, .summary = M_R_CLAIMS_ENTER,
     .page = "fund-books", .body_max = 512 * 1024},
    {.id = "claims.list", .method = "GET", .path = FUND_PATH "/claims",
     .roles = FUND_OFFICES | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &claims_query_shape, .out = &claims_shape, .handle = claims_get,
     .summary = M_R_CLAIMS, .page = "fund-books"},
    {.id = "prepay.decide", .method = "POST", .path = FUND_PATH "/prepay-decisions",
     .roles = AS_MONITOR | AS_PROVINCE | AS_CITY, .where = WRITE, .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES, .in = &decision_shape, .out = &fund_done_shape,
     .handle = decision_post, .summary = M_R_PREPAY_DECIDE, .page = "project-prepayments"},
    {.id = "prepayments.list", .method = "GET", .path = PROJECT "/prepayments",
     .roles = FUND_OFFICES | AS_HOSPITAL | AS_MONITOR, .where = READ, .scope = SCOPE_POOL,
     .query = &prepaids_query_shape, .out = &prepaids_shape, .handle = prepaids_get,
     .summary = M_R_PREPAYMENTS, .page = "project-prepayments"},
    {.id = "offsets.list", .method = "GET", .path = PROJECT "/offsets/:month",
     .roles = FUND_OFFICES | AS_HOSPITAL | AS_MONITOR, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &offsets_shape, .handle = offsets_get,
     .summary = M_R_OFFSETS, .page = "project-prepayments"},
    {.id = "payback.enter", .method = "POST", .path = FUND_PATH "/paybacks", .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &payback_shape,
     .out = &fund_done_shape, .handle = payback_post, .summary = M_R_PAYBACK,
     .page = "project-prepayments"},
};
/* clang-format on */
const struct routes fund_claim_routes = ROUTES(routes);
