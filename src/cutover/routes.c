/* routes.c - a project's cutover over HTTP; its files come by the imports of the project. */
#include "cutover/routes.h"

#include "access/role.h"
#include "base/core/text.h"
#include "cutover/cutover.h"
#include "words/cutover.h"

enum { DIFFERENCES_MAX = 2000 };

static const char *const state_names[] = {"open", "signed"};

struct state_out {
    const char *project, *source, *opened_by, *signed_by;
    date cut_off, opened_on, signed_on;
    int state;
    int64_t lines, receipts, invoices, prepayments, totals, differences;
    qty agreed, ordered, accepted;
    money amount, paid, invoiced, prepaid;
};
#define S struct state_out
static const struct field state_fields[] = {
    F_TEXT(S, "project", project, 64, 0),
    F_DATE(S, "cut_off", cut_off, 0),
    F_TEXT(S, "source", source, 100, 0),
    F_ENUM(S, "state", state, state_names, 2, 0),
    F_TEXT(S, "opened_by", opened_by, 64, 0),
    F_DATE(S, "opened_on", opened_on, 0),
    F_TEXT(S, "signed_by", signed_by, 64, FIELD_BLANK),
    F_DATE(S, "signed_on", signed_on, FIELD_OPT),
    F_INT(S, "lines", lines, 0, INT64_MAX, 0),
    F_INT(S, "receipts", receipts, 0, INT64_MAX, 0),
    F_INT(S, "invoices", invoices, 0, INT64_MAX, 0),
    F_INT(S, "prepayments", prepayments, 0, INT64_MAX, 0),
    F_INT(S, "totals", totals, 0, INT64_MAX, 0),
    F_QTY(S, "agreed", agreed, 0),
    F_QTY(S, "ordered", ordered, 0),
    F_QTY(S, "accepted", accepted, 0),
    F_MONEY(S, "amount", amount, 0),
    F_MONEY(S, "paid", paid, 0),
    F_MONEY(S, "invoiced", invoiced, 0),
    F_MONEY(S, "prepaid", prepaid, 0),
    F_INT(S, "differences", differences, 0, INT64_MAX, 0),
};
#undef S
static const struct shape state_shape = SHAPE("Cutover", struct state_out, state_fields);

static bool
show(struct call *c, unsigned status)
{
    struct state_out *out = arena_alloc(c->arena, sizeof(*out));
    struct cutover_state s;
    if (!cutover_state(c->db, c->arena, c->pool, c->arg[1], &s, &c->err))
        return false;
    const int64_t *f = s.figure;
    *out = (struct state_out){.project = c->arg[1],
                              .source = s.head.source,
                              .opened_by = s.head.opened_by,
                              .signed_by = s.head.signed_by,
                              .cut_off = s.head.cut_off,
                              .opened_on = s.head.opened_on,
                              .signed_on = s.head.signed_on,
                              .state = s.head.is_signed ? 1 : 0,
                              .lines = s.lines,
                              .receipts = s.receipts,
                              .invoices = s.invoices,
                              .prepayments = s.prepayments,
                              .totals = s.totals,
                              .differences = s.differences,
                              .agreed = {f[FIGURE_AGREED]},
                              .ordered = {f[FIGURE_ORDERED]},
                              .accepted = {f[FIGURE_ACCEPTED]},
                              .amount = {f[FIGURE_AMOUNT]},
                              .paid = {f[FIGURE_PAID]},
                              .invoiced = {f[FIGURE_INVOICED]},
                              .prepaid = {f[FIGURE_PREPAID]}};
    return reply(c, status, out);
}

static bool
state_get(struct call *c)
{
    return show(c, 200);
}

struct open_in {
    date cut_off;
    const char *source;
};
static const struct field open_fields[] = {
    F_DATE(struct open_in, "cut_off", cut_off, 0),
    F_TEXT(struct open_in, "source", source, 100, 0),
};
static const struct shape open_shape = SHAPE("CutoverOpening", struct open_in, open_fields);

static bool
open_post(struct call *c)
{
    const struct open_in *in = c->in;
    const struct cutover x = {.cut_off = in->cut_off,
                              .source = in->source,
                              .opened_by = c->who.user,
                              .opened_on = c->today};
    enum put how;
    return open_cutover(c->db, c->arena, c->pool, c->arg[1], &x, &how, &c->err) &&
           show(c, how == PUT_NEW ? 201 : 200);
}

/* Every line becomes documents: the slow worker does it. */
static bool
sign_in(struct call *c, void *arg)
{
    enum put how;
    (void)arg;
    return sign_cutover(c->db, c->arena, c->pool, c->arg[1], c->who.user, c->today, &how,
                        &c->err) &&
           show(c, 200);
}
static bool
sign_post(struct call *c)
{
    return call_write(c, c->pool, sign_in, NULL);
}

struct cleared_out {
    const char *project;
};
static const struct field cleared_fields[] = {
    F_TEXT(struct cleared_out, "project", project, 64, 0)};
static const struct shape cleared_shape =
    SHAPE("CutoverCleared", struct cleared_out, cleared_fields);

static bool
clear_post(struct call *c)
{
    struct cleared_out *out = arena_alloc(c->arena, sizeof(*out));
    out->project = c->arg[1];
    return clear_cutover(c->db, c->arena, c->pool, c->arg[1], &c->err) && reply(c, 200, out);
}

struct difference_out {
    const char *what, *code, *figure, *here, *there;
};
#define D struct difference_out
static const struct field difference_fields[] = {
    F_TEXT(D, "what", what, 20, 0),
    F_TEXT(D, "code", code, 200, 0),
    F_TEXT(D, "figure", figure, 20, 0),
    F_TEXT(D, "here", here, MONEY_TEXT_MAX, FIELD_BLANK),
    F_TEXT(D, "there", there, MONEY_TEXT_MAX, FIELD_BLANK), /* blank: no total was given */
};
#undef D
static const struct shape difference_shape =
    SHAPE("CutoverDifference", struct difference_out, difference_fields);
struct differences_out {
    int64_t total;
    struct list items;
};
static const struct field differences_fields[] = {
    F_INT(struct differences_out, "total", total, 0, INT64_MAX, 0),
    F_LIST(struct differences_out, "items", items, &difference_shape, 0, DIFFERENCES_MAX, 0),
};
static const struct shape differences_shape =
    SHAPE("CutoverDifferences", struct differences_out, differences_fields);

struct listing {
    struct call *c;
    struct difference_out *list;
    size_t n;
    int64_t total;
};

static bool
take_difference(void *arg, const struct cutover_difference *d, struct err *e)
{
    struct listing *l = arg;
    struct arena *a = l->c->arena;
    (void)e;
    l->total++;
    if (l->n == DIFFERENCES_MAX)
        return true;
    l->list[l->n++] = (struct difference_out){
        arena_strdup(a, d->what), arena_strdup(a, d->code), arena_strdup(a, d->figure),
        cutover_figure_text(a, d, true), cutover_figure_text(a, d, false)};
    return true;
}

static bool
differences_get(struct call *c)
{
    struct listing l = {.c = c,
                        .list = arena_array(c->arena, struct difference_out, DIFFERENCES_MAX)};
    struct differences_out *out = arena_alloc(c->arena, sizeof(*out));
    if (!compare_cutover(c->db, c->pool, c->arg[1], take_difference, &l, &c->err))
        return false;
    *out = (struct differences_out){l.total, {l.list, l.n}};
    return reply(c, 200, out);
}

#define RUNS (AS_PROVINCE | AS_CITY | AS_ALLIANCE)
#define READERS (AS_OFFICE | AS_AUDITOR | AS_REGULATOR)
#define B "/v1/pools/:pool/projects/:project/cutover"
/* clang-format off */
static const struct route routes[] = {
    {.id = "cutover.show", .method = "GET", .path = B, .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .out = &state_shape, .handle = state_get, .summary = M_ROUTE_CUTOVER,
     .page = "project-cutover"},
    {.id = "cutover.open", .method = "POST", .path = B, .roles = RUNS, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &open_shape, .out = &state_shape,
     .handle = open_post, .summary = M_ROUTE_CUTOVER_OPEN, .page = "project-cutover"},
    {.id = "cutover.check", .method = "GET", .path = B "/differences", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &differences_shape, .handle = differences_get,
     .summary = M_ROUTE_CUTOVER_CHECK, .page = "project-cutover"},
    {.id = "cutover.clear", .method = "POST", .path = B "/clear", .roles = RUNS, .where = WRITE,
     .scope = SCOPE_POOL, .out = &cleared_shape, .handle = clear_post,
     .summary = M_ROUTE_CUTOVER_CLEAR, .page = "project-cutover"},
    {.id = "cutover.sign", .method = "POST", .path = B "/sign", .roles = RUNS, .where = SLOW,
     .scope = SCOPE_POOL, .out = &state_shape, .handle = sign_post, .summary = M_ROUTE_CUTOVER_SIGN,
     .page = "project-cutover"},
};
/* clang-format on */
const struct routes cutover_routes = ROUTES(routes);
