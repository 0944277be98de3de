/* routes_charge.c - what patients were charged, split by the payment standard, over HTTP: sums of a
 * month, the lines of an institution, and their booking as the month's claims (E5, H3, H4). The
 * lines come by POST /v1/pools/:pool/imports/claim_lines. */
#include <string.h>

#include "base/core/text.h"
#include "fund/claim_line.h"
#include "fund/routes.h"
#include "words/route_fund.h"

/* An institution sees its own; who works for the whole pool all of them. */
static bool
may_see(struct call *c, const char *institution)
{
    if ((c->who.roles & FUND_OFFICES) != 0)
        return fund_whole_pool(c);
    return strcmp(institution, c->who.org) == 0 ||
           err_set(&c->err, ERR_NOT_FOUND, M_CHARGES_NONE, {institution});
}

/* --- sums --- */

#define S struct charge_sum
static const struct field sum_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "fund", fund, 16, 0),
    F_INT(S, "lines", lines, 0, INT64_MAX, 0),
    F_INT(S, "without_standard", without_standard, 0, INT64_MAX, FIELD_OPT),
    F_MONEY(S, "amount", amount, 0),
    F_MONEY(S, "fund_pays", fund_pays, 0),
    F_MONEY(S, "share", share, 0),
    F_MONEY(S, "above", above, 0),
    F_MONEY(S, "of_selected", of_selected, 0),
};
#undef S
static const struct shape sum_shape = SHAPE("ChargeSum", struct charge_sum, sum_fields);
struct sums_out {
    struct list items;
};
static const struct field sums_fields[] = {
    F_LIST(struct sums_out, "items", items, &sum_shape, 0, 1000000, 0)};
static const struct shape sums_shape = SHAPE("ChargeSums", struct sums_out, sums_fields);

static bool
sums_get(struct call *c)
{
    struct sums_out *out = arena_alloc(c->arena, sizeof(*out));
    const char *only = (c->who.roles & FUND_OFFICES) != 0 ? "" : c->who.org;
    struct charge_sum *list;
    month m;
    size_t n;
    if (!call_arg_month(c, 1, &m) || !may_see(c, only) ||
        !claim_line_sums(c->db, c->arena, c->pool, m, only, &list, &n, &c->err))
        return false;
    out->items = (struct list){list, n};
    return reply(c, 200, out);
}

/* --- lines --- */

#define R struct charge_row
static const struct field row_fields[] = {
    F_TEXT(R, "document", document, 600, 0),
    F_INT(R, "line", line, 1, INT64_MAX, 0),
    F_TEXT(R, "fund", fund, 16, 0),
    F_TEXT(R, "product", product, 64, 0),
    F_DATE(R, "date", on, 0),
    F_QTY(R, "qty", qty, 0),
    F_MONEY(R, "price", price, 0),
    F_RATIO(R, "ratio", pay, 0),
    F_TEXT(R, "verdict", verdict, 16, 0),
    F_MONEY(R, "standard", standard, 0),
    F_BOOL(R, "selected", selected, 0),
    F_MONEY(R, "amount", amount, 0),
    F_MONEY(R, "fund_pays", fund_pays, 0),
    F_MONEY(R, "share", share, 0),
    F_MONEY(R, "above", above, 0),
};
#undef R
static const struct shape row_shape = SHAPE("ChargeLine", struct charge_row, row_fields);
static const struct field rows_fields[] = {FUND_PAGE(&row_shape)};
static const struct shape rows_shape = SHAPE("ChargeLines", struct fund_page, rows_fields);

static bool
lines_get(struct call *c)
{
    const struct page *page = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    struct charge_row *list;
    const char *after[2];
    char line[INT_TEXT_MAX];
    int64_t at = 0;
    size_t n, most = (size_t)page_limit(page);
    month m;
    if (!call_arg_month(c, 1, &m) || !may_see(c, c->arg[2]) || !page_after(c, page, 2, after))
        return false;
    (void)int_parse(&at, after[1]);
    if (!claim_line_page(c->db, c->arena, c->pool, m, c->arg[2], after[0], at, (int64_t)most + 1,
                         &list, &n, &c->err))
        return false;
    out->next = "";
    if (n > most)
        out->next = page_next(
            c, 2,
            (const char *const[]){list[most - 1].document, int_text(list[most - 1].line, line)});
    out->items = (struct list){list, n > most ? most : n};
    return reply(c, 200, out);
}

/* --- booked --- */

struct booked_out {
    int64_t booked, covered, nothing;
    money amount;
};
static const struct field booked_fields[] = {
    F_INT(struct booked_out, "booked", booked, 0, INT64_MAX, 0),
    F_INT(struct booked_out, "covered", covered, 0, INT64_MAX, 0),
    F_INT(struct booked_out, "nothing", nothing, 0, INT64_MAX, 0),
    F_MONEY(struct booked_out, "amount", amount, 0),
};
static const struct shape booked_shape = SHAPE("ChargesBooked", struct booked_out, booked_fields);

static bool
book_post(struct call *c)
{
    struct booked_out *out = arena_alloc(c->arena, sizeof(*out));
    struct book_charges b = {.pool = c->pool, .arena = c->arena};
    if (!call_arg_month(c, 1, &b.month) || !fund_whole_pool(c) || !book_charges(c->db, &b, &c->err))
        return false;
    *out = (struct booked_out){b.booked, b.covered, b.nothing, b.amount};
    return reply(c, b.booked > 0 ? 201 : 200, out);
}

/* clang-format off */
static const struct route routes[] = {
    {.id = "charges.sums", .method = "GET", .path = FUND_PATH "/charges/:month",
     .roles = FUND_OFFICES | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL, .out = &sums_shape,
     .handle = sums_get, .page = "charges", .summary = M_R_CHARGES},
    {.id = "charges.lines", .method = "GET", .path = FUND_PATH "/charges/:month/:institution",
     .roles = FUND_OFFICES | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &rows_shape, .handle = lines_get,
     .page = "charges", .summary = M_R_CHARGE_LINES},
    {.id = "charges.book", .method = "POST", .path = FUND_PATH "/charges/:month/booking",
     .roles = AS_FUND, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .out = &booked_shape, .handle = book_post, .page = "charges", .summary = M_R_CHARGES_BOOK},
};
/* clang-format on */
const struct routes fund_charge_routes = ROUTES(routes);
