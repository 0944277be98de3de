#include "fund/routes_change.h"

#include <string.h>

#include "fund/prepay_change.h"
#include "fund/routes.h"
#include "words/fund_change.h"

#define P "/v1/pools/:pool/projects/:project/prepayment-changes"

struct row {
    const char *institution, *made_by, *approved_by;
    int64_t term, seq, instalment;
    money annual_before, annual_after, amount;
    date made_on, approved_on;
};
#define R struct row
static const struct field row_fields[] = {
    F_TEXT(R, "institution", institution, 64, 0),
    F_INT(R, "term", term, 1, 1000, 0),
    F_INT(R, "seq", seq, 1, INT32_MAX, 0),
    F_MONEY(R, "annual_before", annual_before, 0),
    F_MONEY(R, "annual_after", annual_after, 0),
    F_MONEY(R, "amount", amount, FIELD_SIGNED), /* below 0: to be paid back */
    F_TEXT(R, "made_by", made_by, 64, 0),
    F_DATE(R, "made_on", made_on, 0),
    F_TEXT(R, "approved_by", approved_by, 64, FIELD_OPT),
    F_DATE(R, "approved_on", approved_on, FIELD_OPT),
    F_INT(R, "instalment", instalment, 1, INT32_MAX, FIELD_OPT),
};
#undef R
static const struct shape row_shape = SHAPE("PrepaymentChange", struct row, row_fields);

struct rows_out {
    int64_t proposed;
    bool cut; /* there are more than told */
    struct list items;
};
static const struct field rows_fields[] = {
    F_INT(struct rows_out, "proposed", proposed, 0, INT32_MAX, 0),
    F_BOOL(struct rows_out, "more", cut, 0),
    F_LIST(struct rows_out, "items", items, &row_shape, 0, SHAPE_LIST_MAX, 0),
};
static const struct shape rows_shape = SHAPE("PrepaymentChanges", struct rows_out, rows_fields);

static struct row
row_of(const struct prepay_change *c)
{
    return (struct row){c->institution, c->made_by,    c->approved_by,   c->term,
                        c->seq,         c->instalment, c->annual_before, c->annual_after,
                        c->amount,      c->made_on,    c->approved_on};
}

/* The agency sees all of them, an institution its own. */
static bool
answer(struct call *c, int64_t proposed)
{
    bool own = (c->who.roles & (uint64_t)(AS_OFFICE | AS_AUDITOR)) == 0;
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    struct prepay_change *list;
    size_t n;
    if (!prepay_changes(c->db, c->arena, c->pool, c->arg[1], own ? c->who.org : "", &list, &n,
                        &c->err))
        return false;
    struct row *row = arena_array(c->arena, struct row, n + 1);
    size_t told = n < SHAPE_LIST_MAX ? n : SHAPE_LIST_MAX;
    for (size_t i = 0; i < told; i++)
        row[i] = row_of(&list[i]);
    *out = (struct rows_out){proposed, told < n, {row, told}};
    return reply(c, 200, out);
}

static bool
change_list(struct call *c)
{
    return answer(c, 0);
}

static bool
change_review(struct call *c)
{
    struct project p;
    struct policy *pack;
    if (!fund_whole_pool(c) || !project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err))
        return false;
    struct review_prepayments r = {.project = &p, .pack = pack, .by = c->who.user, .on = c->today};
    return review_prepayments(c->db, &r, &c->err) && answer(c, r.proposed);
}

static bool
change_approve(struct call *c)
{
    struct row *out = arena_alloc(c->arena, sizeof(*out));
    struct prepay_change done;
    int64_t term;
    enum put how;
    if (!fund_whole_pool(c) || !call_arg_int(c, 3, &term) ||
        !approve_prepay_change(c->db, c->arena, c->pool, c->arg[1], c->arg[2], term, c->who.user,
                               c->today, &done, &how, &c->err))
        return false;
    *out = row_of(&done);
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "prepayment_change.list", .method = "GET", .path = P,
     .roles = AS_FUND | AS_MONITOR | AS_BUREAU | AS_AUDITOR | AS_HOSPITAL, .where = READ,
     .scope = SCOPE_POOL, .out = &rows_shape, .handle = change_list,
     .page = "project-prepayments", .summary = M_R_CHANGE_LIST},
    {.id = "prepayment_change.review", .method = "POST", .path = P, .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .out = &rows_shape, .handle = change_review,
     .page = "project-prepayments", .summary = M_R_CHANGE_REVIEW},
    {.id = "prepayment_change.approve", .method = "POST",
     .path = P "/:institution/:term/approval", .roles = AS_FUND, .where = WRITE,
     .scope = SCOPE_POOL, .out = &row_shape, .handle = change_approve,
     .page = "project-prepayments", .summary = M_R_CHANGE_APPROVE},
};
/* clang-format on */
const struct routes prepay_change_routes = ROUTES(table);
