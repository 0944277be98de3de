/* routes_credit.c - credit over HTTP (I3): events and their repair, incentives for good credit.
 * Offices see everybody, a party itself. How a party stands is routes_grade.c's. */
#include <string.h>

#include "http/rows.h"
#include "oversight/good_credit.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "registry/credit_record.h"
#include "words/credit_http.h"

enum { CODE = 64, MEMORY = 64 * 1024 * 1024 };
#define READERS (OVERSIGHT_READERS | FUND_PARTIES)
#define OFFICES (AS_PROVINCE | AS_CITY)

static bool
is_party(const struct call *c)
{
    return (c->who.roles & FUND_PARTIES) != 0;
}

/* --- events --- */

static const char *const matters[CREDIT_MATTERS] = {"kickback",  "tax",     "monopoly", "pricing",
                                                    "resisting", "bidding", "breach"};
struct event_in {
    const char *event, *party, *product, *document;
    int matter;
    money amount;
    date happened_on, evaluated_on, repaired[CREDIT_ACTIONS];
};
#define S struct event_in
static const struct field event_in_fields[] = {
    F_TEXT(S, "event", event, CODE, 0),
    F_TEXT(S, "party", party, CODE, 0),
    F_ENUM(S, "matter", matter, matters, CREDIT_MATTERS, 0),
    F_MONEY(S, "amount", amount, FIELD_OPT),
    F_DATE(S, "happened_on", happened_on, 0),
    F_DATE(S, "evaluated_on", evaluated_on, FIELD_OPT),
    F_TEXT(S, "product", product, CODE, FIELD_OPT),
    F_TEXT(S, "document", document, 200, 0),
    F_DATE(S, "stop_act", repaired[CREDIT_STOP_ACT], FIELD_OPT),
    F_DATE(S, "deal_staff", repaired[CREDIT_DEAL_STAFF], FIELD_OPT),
    F_DATE(S, "apology", repaired[CREDIT_APOLOGY], FIELD_OPT),
    F_DATE(S, "compliance", repaired[CREDIT_COMPLIANCE], FIELD_OPT),
    F_DATE(S, "cut_price", repaired[CREDIT_CUT_PRICE], FIELD_OPT),
    F_DATE(S, "return_gains", repaired[CREDIT_RETURN_GAINS], FIELD_OPT),
};
#undef S
static const struct shape event_in_shape = SHAPE("CreditEventIn", struct event_in, event_in_fields);
struct events_in {
    struct list items;
};
static const struct field events_in_fields[] = {
    F_LIST(struct events_in, "items", items, &event_in_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape events_in_shape =
    SHAPE("CreditEventsIn", struct events_in, events_in_fields);

static bool
not_later(struct call *c, date d, const char *field)
{
    return date_cmp(d, c->today) <= 0 ||
           err_set(&c->err, ERR_INPUT, M_CREDIT_LATER, {put_date(c->arena, d)}, .field = field);
}

/* An event, or its repair: the same event again with the days on which it was made good. */
static bool
enter_event(struct call *c, const struct event_in *in, enum put *how)
{
    struct credit_entry k = {.event = in->event,
                             .party = in->party,
                             .matter = (enum credit_matter)in->matter,
                             .amount = in->amount,
                             .happened_on = in->happened_on,
                             .evaluated_on =
                                 in->evaluated_on.day != 0 ? in->evaluated_on : c->today,
                             .product = in->product,
                             .document = in->document};
    if (!not_later(c, k.happened_on, "happened_on") ||
        !not_later(c, k.evaluated_on, "evaluated_on"))
        return false;
    for (int i = 0; i < CREDIT_ACTIONS; i++) {
        k.repaired_on[i] = in->repaired[i];
        if (!not_later(c, k.repaired_on[i], credit_action_name((enum credit_action)i)))
            return false;
    }
    return credit_put(c->db, c->arena, c->pool, &k, how, &c->err);
}

static bool
events_post(struct call *c)
{
    const struct events_in *in = c->in;
    const struct event_in *k = in->items.at;
    int64_t fresh = 0, same = 0;
    if (!fund_whole_pool(c))
        return false;
    for (size_t i = 0; i < in->items.n; i++) {
        enum put how;
        if (!enter_event(c, &k[i], &how))
            return fund_item_place(c, i);
        fresh += how != PUT_SAME;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

struct event_row {
    const char *event, *party, *matter, *product, *document;
    money amount;
    date happened_on, evaluated_on;
    int64_t repairs;
};
#define S struct event_row
static const struct field event_fields[] = {
    F_TEXT(S, "event", event, 128, 0),
    F_TEXT(S, "party", party, CODE, 0),
    F_TEXT(S, "matter", matter, 32, 0),
    F_MONEY(S, "amount", amount, 0),
    F_DATE(S, "happened_on", happened_on, 0),
    F_DATE(S, "evaluated_on", evaluated_on, 0),
    F_TEXT(S, "product", product, CODE, FIELD_OPT),
    F_TEXT(S, "document", document, 600, FIELD_OPT),
    F_INT(S, "repairs", repairs, 0, CREDIT_ACTIONS, 0), /* done, of six */
};
#undef S
static const struct shape event_shape = SHAPE("CreditEvent", struct event_row, event_fields);
static const struct field events_fields[] = ROWS_FIELDS(&event_shape);
static const struct shape events_shape = SHAPE("CreditEvents", struct rows_out, events_fields);

struct party_query {
    struct page page;
    const char *party;
};
static const struct field party_query_fields[] = {
    PAGE_FIELDS(struct party_query, page),
    F_TEXT(struct party_query, "party", party, CODE, FIELD_OPT),
};
static const struct shape party_query_shape =
    SHAPE("CreditSearch", struct party_query, party_query_fields);

static const char *
party_asked(const struct call *c)
{
    const struct party_query *q = c->query;
    return is_party(c) ? c->who.org : q->party;
}

static bool
events_get(struct call *c)
{
    static const struct rows_page list = {&q_credit_event_list, &event_shape, 1};
    const struct party_query *q = c->query;
    return reply_named_rows(c, &list, &q->page,
                            (const struct val[]){v_int(c->pool), v_text(party_asked(c))}, 2);
}

/* --- incentives --- */

struct incentive_in {
    const char *number, *party, *document;
    int kind;
    date from, until;
};
#define S struct incentive_in
static const struct field incentive_in_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "party", party, CODE, 0),
    F_ENUM(S, "kind", kind, incentive_kind_names, INCENTIVE_KINDS, 0),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "until", until, 0),
    F_TEXT(S, "document", document, 200, 0),
};
#undef S
static const struct shape incentive_in_shape =
    SHAPE("CreditIncentiveIn", struct incentive_in, incentive_in_fields);

static bool
incentive_post(struct call *c)
{
    const struct incentive_in *in = c->in;
    const struct incentive k = {.number = in->number,
                                .party = in->party,
                                .document = in->document,
                                .by = who_login(c),
                                .kind = (enum incentive_kind)in->kind,
                                .from = in->from,
                                .until = in->until};
    enum put how;
    return fund_whole_pool(c) &&
           grant_incentive(c->db, c->arena, c->pool, &k, c->today, &how, &c->err) &&
           fund_done_one(c, how);
}

struct incentive_row {
    const char *number, *party, *document;
    int kind, state;
    date from, until, granted_on;
};
#define S struct incentive_row
static const struct field incentive_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "party", party, CODE, 0),
    F_ENUM(S, "kind", kind, incentive_kind_names, INCENTIVE_KINDS, 0),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "until", until, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_DATE(S, "granted_on", granted_on, 0),
    F_ENUM(S, "state", state, incentive_state_names, INCENTIVE_STATES, 0),
};
#undef S
static const struct shape incentive_shape =
    SHAPE("CreditIncentive", struct incentive_row, incentive_fields);
static const struct field incentives_fields[] = ROWS_FIELDS(&incentive_shape);
static const struct shape incentives_shape =
    SHAPE("CreditIncentives", struct rows_out, incentives_fields);

static bool
fill_incentive(struct call *c, struct arena *own, const struct rows *r, size_t i,
               struct incentive_row *out)
{
    struct incentive k = {.party = row_text(r, i, 1)};
    enum incentive_state state;
    *out = (struct incentive_row){
        .number = row_text(r, i, 0), .party = row_text(r, i, 1), .document = row_text(r, i, 5)};
    for (int n = 0; n < INCENTIVE_KINDS; n++)
        if (strcmp(incentive_kind_names[n], row_text(r, i, 2)) == 0)
            out->kind = n;
    (void)date_parse(&out->from, row_text(r, i, 3));
    (void)date_parse(&out->until, row_text(r, i, 4));
    (void)date_parse(&out->granted_on, row_text(r, i, 6));
    k.from = out->from;
    k.until = out->until;
    if (!incentive_on(c->db, own, c->pool, &k, c->today, &state, &c->err))
        return false;
    arena_reset(own);
    out->state = (int)state;
    return true;
}

/* `in_force`: nothing else. A page may then be shorter than its limit. */
static bool
incentives_of(struct call *c, const struct page *page, const char *party, bool in_force)
{
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(page);
    const char *after[1];
    struct rows r;
    size_t shown = 0;
    if (!page_after(c, page, 1, after) ||
        !db_run(c->db, &q_incentive_list, c->arena, &r, &c->err, v_int(c->pool), v_text(party),
                v_text(after[0]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct incentive_row *items = arena_array(c->arena, struct incentive_row, n + 1);
    struct arena *own = arena_new(MEMORY);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        ok = fill_incentive(c, own, &r, i, &items[shown]);
        shown += ok && (!in_force || items[shown].state == INCENTIVE_IN_FORCE);
    }
    arena_free(own);
    const char *last = n > 0 ? row_text(&r, n - 1, 0) : "";
    *out = (struct rows_out){{items, shown}, r.n > n ? page_next(c, 1, &last) : ""};
    return ok && reply(c, 200, out);
}

static bool
incentives_get(struct call *c)
{
    const struct party_query *q = c->query;
    return incentives_of(c, &q->page, party_asked(c), false);
}

static bool
incentives_public(struct call *c)
{
    const struct page_query *q = c->query;
    return incentives_of(c, &q->page, "", true);
}

#define POOL "/v1/pools/:pool"
#define PUBLIC "/v1/public/pools/:pool"
/* clang-format off */
static const struct route routes[] = {
    {.id = "credit_event.enter", .method = "POST", .path = POOL "/credit-events",
     .roles = OFFICES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &events_in_shape, .out = &fund_done_shape, .handle = events_post,
     .summary = M_R_CREDIT_ENTER, .body_max = 512 * 1024,
     .page = "credit"},
    {.id = "credit_event.list", .method = "GET", .path = POOL "/credit-events", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .query = &party_query_shape, .out = &events_shape,
     .handle = events_get, .summary = M_R_CREDIT_EVENTS,
     .page = "credit"},
    {.id = "credit_incentive.grant", .method = "POST", .path = POOL "/credit-incentives",
     .roles = OFFICES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &incentive_in_shape, .out = &fund_done_shape, .handle = incentive_post,
     .summary = M_R_INCENTIVE_GRANT,
     .page = "credit"},
    {.id = "credit_incentive.list", .method = "GET", .path = POOL "/credit-incentives",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .query = &party_query_shape,
     .out = &incentives_shape, .handle = incentives_get, .summary = M_R_INCENTIVES,
     .page = "credit"},
    {.id = "public.credit_incentives", .method = "GET", .path = PUBLIC "/credit-incentives",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &page_shape,
     .out = &incentives_shape, .handle = incentives_public, .summary = M_R_INCENTIVES_PUBLIC,
     .page = "open-supervision"},
};
/* clang-format on */
const struct routes credit_routes = ROUTES(routes);
