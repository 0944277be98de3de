/* routes_credit.c - credit over HTTP (I3): events and their repair, how a party stands on a day and
 * which measures are in force, what is made public, incentives for good credit. Offices see
 * everybody, a party itself. */
#include <string.h>

#include "http/rows.h"
#include "oversight/good_credit.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
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

/* --- grades --- */

struct effect_out {
    const char *effect, *goods, *area, *event;
    date from, until;
};
#define S struct effect_out
static const struct field effect_fields[] = {
    F_TEXT(S, "effect", effect, 32, 0), F_TEXT(S, "goods", goods, 16, 0),
    F_TEXT(S, "area", area, 16, 0),     F_TEXT(S, "event", event, 128, 0),
    F_DATE(S, "from", from, 0),         F_DATE(S, "until", until, 0),
};
#undef S
static const struct shape effect_shape = SHAPE("CreditEffect", struct effect_out, effect_fields);

struct grade_out {
    const char *party, *name, *event, *matter, *good;
    int64_t grade;
    date until;
    struct list effects;
};
#define S struct grade_out
static const struct field grade_fields[] = {
    F_TEXT(S, "party", party, CODE, 0),
    F_INT(S, "grade", grade, 0, CREDIT_GRADES_MAX, 0), /* 0: nothing against it */
    F_TEXT(S, "name", name, 64, FIELD_OPT),
    F_TEXT(S, "event", event, 128, FIELD_OPT), /* that decides */
    F_TEXT(S, "matter", matter, 32, FIELD_OPT),
    F_DATE(S, "until", until, FIELD_OPT),
    F_TEXT(S, "good", good, 16, FIELD_OPT), /* does it earn an incentive: ok, or why not */
    F_LIST(S, "effects", effects, &effect_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef S
static const struct shape grade_shape = SHAPE("CreditGrade", struct grade_out, grade_fields);

/* Texts of the record live in another arena. */
static void
fill_grade(struct call *c, const char *party, const struct credit_record *r, struct grade_out *out)
{
    struct arena *a = c->arena;
    size_t n = r->answer.n > SHAPE_LIST_MAX ? SHAPE_LIST_MAX : r->answer.n;
    struct effect_out *list = arena_array(a, struct effect_out, n + 1);
    *out = (struct grade_out){.party = arena_strdup(a, party),
                              .name = "",
                              .event = "",
                              .matter = "",
                              .good = "",
                              .grade = r->answer.grade};
    if (r->answer.grade > 0) {
        const struct credit_judged *worst = &r->judged[r->answer.event];
        out->name =
            arena_strdup(a, credit_grade_word(&r->book, worst->edition, r->answer.grade, c->lang));
        out->event = arena_strdup(a, r->event[r->answer.event].id);
        out->matter = credit_matter_name(r->event[r->answer.event].matter);
        out->until = worst->until;
    }
    for (size_t i = 0; i < n; i++) {
        const struct credit_effect_at *e = &r->answer.effect[i];
        list[i] = (struct effect_out){.effect = credit_effect_name(e->measure->effect),
                                      .goods = credit_goods_name(e->measure->goods),
                                      .area = credit_area_name(e->measure->area),
                                      .event = arena_strdup(a, r->event[e->event].id),
                                      .from = e->from,
                                      .until = e->until};
    }
    out->effects = (struct list){list, n};
}

static bool
grade_get(struct call *c)
{
    struct credit_record *r = arena_alloc(c->arena, sizeof(*r));
    struct grade_out *out = arena_alloc(c->arena, sizeof(*out));
    const char *party = c->arg[1];
    enum good_verdict good;
    struct policy *p;
    if (is_party(c) && strcmp(party, c->who.org) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_CREDIT_NO_PARTY, {party}, .field = "party");
    if (!pack_on(c->db, c->arena, c->pool, c->today, &p, &c->err) ||
        !credit_on(c->db, c->arena, party, c->today, p, r, NULL, &c->err) ||
        !good_on(c->db, c->arena, c->pool, party, c->today, &good, &c->err))
        return false;
    fill_grade(c, party, r, out);
    out->good = good_verdict_name(good);
    return reply(c, 200, out);
}

struct grades_out {
    struct list items;
    int64_t more;
};
static const struct field grades_fields[] = {
    F_LIST(struct grades_out, "items", items, &grade_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct grades_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape grades_shape = SHAPE("CreditGrades", struct grades_out, grades_fields);

/* What an edition says is to be made public here. */
static bool
grades_public(struct call *c)
{
    struct grades_out *out = arena_alloc(c->arena, sizeof(*out));
    struct grade_out *items = arena_array(c->arena, struct grade_out, SHAPE_LIST_MAX);
    struct arena *own = arena_new(MEMORY);
    const char **party;
    struct policy *p;
    size_t n = 0, shown = 0;
    bool ok = pack_on(c->db, c->arena, c->pool, c->today, &p, &c->err) &&
              credit_parties(c->db, c->arena, c->pool, &party, &n, &c->err);
    for (size_t i = 0; ok && i < n; i++) {
        struct credit_record *r = arena_alloc(own, sizeof(*r));
        ok = credit_on(c->db, own, party[i], c->today, p, r, NULL, &c->err);
        bool open = ok && credit_effect_find(&r->answer, r->event, CREDIT_PUBLISH, "", c->pool) <
                              r->answer.n;
        if (open && shown < SHAPE_LIST_MAX)
            fill_grade(c, party[i], r, &items[shown++]);
        else
            out->more += open;
        arena_reset(own);
    }
    arena_free(own);
    out->items = (struct list){items, shown};
    return ok && reply(c, 200, out);
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
     .summary = M_R_CREDIT_ENTER, .body_max = 512 * 1024},
    {.id = "credit_event.list", .method = "GET", .path = POOL "/credit-events", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .query = &party_query_shape, .out = &events_shape,
     .handle = events_get, .summary = M_R_CREDIT_EVENTS},
    {.id = "credit_grade.show", .method = "GET", .path = POOL "/credit-grades/:party",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .out = &grade_shape,
     .handle = grade_get, .summary = M_R_CREDIT_GRADE},
    {.id = "public.credit_grades", .method = "GET", .path = PUBLIC "/credit-grades",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .out = &grades_shape,
     .handle = grades_public, .summary = M_R_CREDIT_GRADES_PUBLIC},
    {.id = "credit_incentive.grant", .method = "POST", .path = POOL "/credit-incentives",
     .roles = OFFICES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &incentive_in_shape, .out = &fund_done_shape, .handle = incentive_post,
     .summary = M_R_INCENTIVE_GRANT},
    {.id = "credit_incentive.list", .method = "GET", .path = POOL "/credit-incentives",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .query = &party_query_shape,
     .out = &incentives_shape, .handle = incentives_get, .summary = M_R_INCENTIVES},
    {.id = "public.credit_incentives", .method = "GET", .path = PUBLIC "/credit-incentives",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &page_shape,
     .out = &incentives_shape, .handle = incentives_public, .summary = M_R_INCENTIVES_PUBLIC},
};
/* clang-format on */
const struct routes credit_routes = ROUTES(routes);
