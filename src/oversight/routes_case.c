/* Notices of breach, and cases of shortage, step by step. */
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "oversight/breach.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "oversight/shortage.h"
#include "registry/institution.h"
#include "words/oversight.h"
#include "words/route_oversight.h"

/* --- breach --- */

struct breach_out {
    const char *kind, *party, *state, *answer, *credit_event;
    int64_t lines, days;
    qty late;
    money amount;
    date answer_until;
    bool sent;
};
#define B struct breach_out
static const struct field breach_fields[] = {
    F_TEXT(B, "kind", kind, 16, 0),
    F_TEXT(B, "party", party, 64, 0),
    F_INT(B, "lines", lines, 0, INT64_MAX, 0),
    F_QTY(B, "late", late, 0),
    F_MONEY(B, "amount", amount, 0),
    F_INT(B, "days", days, 0, INT64_MAX, 0),
    F_TEXT(B, "state", state, 16, 0),
    F_DATE(B, "answer_until", answer_until, HAS(B, sent)),
    F_TEXT(B, "answer", answer, 2000, FIELD_BLANK | FIELD_LINES),
    F_TEXT(B, "credit_event", credit_event, 128, FIELD_BLANK),
};
#undef B
static const struct shape breach_shape = SHAPE("BreachNotice", struct breach_out, breach_fields);
struct breaches_out {
    const char *period;
    struct list items;
    int64_t more, moved;
};
#define S struct breaches_out
static const struct field breaches_fields[] = {
    F_TEXT(S, "period", period, 16, 0),
    F_LIST(S, "items", items, &breach_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(S, "more", more, 0, INT64_MAX, 0),
    F_INT(S, "moved", moved, 0, INT64_MAX, 0),
};
#undef S
static const struct shape breaches_shape =
    SHAPE("BreachNotices", struct breaches_out, breaches_fields);

/* A party sees what is about itself, once it was sent. */
static bool
breaches_reply(struct call *c, const char *period, int64_t moved)
{
    struct breaches_out *out = arena_alloc(c->arena, sizeof(*out));
    struct breach_out *items = arena_array(c->arena, struct breach_out, SHAPE_LIST_MAX);
    bool party = (c->who.roles & FUND_PARTIES) != 0;
    struct breach_list list;
    size_t n = 0;
    if (!breach_read(c->db, c->arena, c->pool, period, &list, &c->err))
        return false;
    *out = (struct breaches_out){.period = period, .moved = moved};
    for (size_t i = 0; i < list.n; i++) {
        const struct breach *b = &list.list[i];
        if (party && (strcmp(b->party, c->who.org) != 0 || b->state == BREACH_FOUND))
            continue;
        if (n == SHAPE_LIST_MAX)
            out->more++;
        else
            items[n++] = (struct breach_out){breach_kind_names[b->kind],
                                             b->party,
                                             breach_state_names[b->state],
                                             b->answer,
                                             b->credit_event,
                                             b->lines,
                                             b->days,
                                             b->late,
                                             b->amount,
                                             b->answer_until,
                                             b->answer_until.day != 0};
    }
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

/* "2025-03", "2025-Q1", "2025": the period of the pack that its first day lies in. */
static bool
period_of_path(struct call *c, struct policy **pack, struct breach_period *out,
               char name[static BREACH_PERIOD_MAX])
{
    const char *said = c->arg[1];
    char first[24];
    date day;
    size_t len = strlen(said);
    if (len == 7 && said[4] == '-' && said[5] == 'Q' && said[6] >= '1' && said[6] <= '4')
        snprintf(first, sizeof(first), "%.4s-%02d-01", said, (said[6] - '1') * 3 + 1);
    else
        snprintf(first, sizeof(first), "%.7s%s", said, len == 4 ? "-01-01" : "-01");
    if (!date_parse(&day, first))
        return err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_PERIOD, {said});
    if (!oversight_pack(c, day, pack))
        return false;
    breach_period_of(*pack, day, out, name);
    return strcmp(name, said) == 0 || err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_PERIOD, {said});
}

static bool
breach_find(struct call *c)
{
    struct policy *pack = NULL;
    struct breach_period period;
    struct breach_list list;
    char name[BREACH_PERIOD_MAX];
    return fund_whole_pool(c) && period_of_path(c, &pack, &period, name) &&
           (date_cmp(c->today, period.first) >= 0 ||
            err_set(&c->err, ERR_INPUT, M_OVERSEE_TO_COME)) &&
           find_breaches(c->db, c->arena, c->pool, pack, &period, &list, &c->err) &&
           breaches_reply(c, c->arg[1], 0);
}

/* "last": the period of the pack that is over, whatever its length. */
static bool
breaches_get(struct call *c)
{
    struct policy *pack = NULL;
    struct breach_period now, last;
    char name[BREACH_PERIOD_MAX], before[BREACH_PERIOD_MAX];
    if (strcmp(c->arg[1], "last") != 0)
        return breaches_reply(c, c->arg[1], 0);
    if (!oversight_pack(c, c->today, &pack))
        return false;
    breach_period_of(pack, c->today, &now, name);
    breach_period_of(pack, date_add_days(now.first, -1), &last, before);
    return breaches_reply(c, arena_strdup(c->arena, before), 0);
}

static const char *const move_names[] = {"sent", "published", "withdrawn"};
static const enum breach_state moves[] = {BREACH_SENT, BREACH_PUBLISHED, BREACH_WITHDRAWN};
struct move_in {
    int to;
    const char *party;
};
static const struct field move_fields[] = {
    F_ENUM(struct move_in, "to", to, move_names, 3, 0),
    F_TEXT(struct move_in, "party", party, 64, FIELD_OPT),
};
static const struct shape move_shape = SHAPE("BreachMove", struct move_in, move_fields);

static bool
breach_step_to(struct call *c, enum breach_state to, const char *party, const char *answer)
{
    struct policy *pack = NULL;
    struct breach_period period;
    char name[BREACH_PERIOD_MAX];
    if (!period_of_path(c, &pack, &period, name))
        return false;
    struct breach_step s = {
        .period = &period, .party = party, .answer = answer, .to = to, .on = c->today};
    return move_breach(c->db, c->arena, c->pool, pack, &s, &c->err) &&
           breaches_reply(c, c->arg[1], s.moved);
}

static bool
breach_move(struct call *c)
{
    const struct move_in *in = c->in;
    return fund_whole_pool(c) && breach_step_to(c, moves[in->to], in->party, "");
}

struct answer_in {
    const char *answer;
};
static const struct field answer_fields[] = {
    F_TEXT(struct answer_in, "answer", answer, 2000, FIELD_LINES)};
static const struct shape answer_shape = SHAPE("BreachAnswer", struct answer_in, answer_fields);

static bool
breach_answer(struct call *c)
{
    const struct answer_in *in = c->in;
    return breach_step_to(c, BREACH_ANSWERED, c->who.org, in->answer);
}

/* --- shortage --- */

struct shortage_out {
    const char *number, *project, *institution, *company, *product, *order, *state, *statement,
        *force_majeure, *outcome, *evidence, *credit_event;
    int64_t line;
    qty missing, substituted;
    money extra;
    date reported_on, supply_by, closed_on;
    bool will_supply, closed;
};
#define T struct shortage_out
static const struct field shortage_fields[] = {
    F_TEXT(T, "number", number, 64, 0),
    F_TEXT(T, "project", project, 64, FIELD_BLANK),
    F_TEXT(T, "institution", institution, 64, 0),
    F_TEXT(T, "company", company, 64, 0),
    F_TEXT(T, "product", product, 64, 0),
    F_TEXT(T, "order", order, 64, 0),
    F_INT(T, "line", line, 1, INT64_MAX, 0),
    F_QTY(T, "missing", missing, 0),
    F_QTY(T, "substituted", substituted, 0),
    F_TEXT(T, "state", state, 16, 0),
    F_TEXT(T, "statement", statement, 16, FIELD_BLANK),
    F_TEXT(T, "force_majeure", force_majeure, 16, FIELD_BLANK),
    F_TEXT(T, "outcome", outcome, 16, FIELD_BLANK),
    F_TEXT(T, "evidence", evidence, 2000, FIELD_BLANK | FIELD_LINES),
    F_MONEY(T, "extra", extra, 0),
    F_DATE(T, "reported_on", reported_on, 0),
    F_DATE(T, "supply_by", supply_by, HAS(T, will_supply)),
    F_DATE(T, "closed_on", closed_on, HAS(T, closed)),
    F_TEXT(T, "credit_event", credit_event, 128, FIELD_BLANK),
};
#undef T
static const struct shape shortage_shape = SHAPE("Shortage", struct shortage_out, shortage_fields);
struct shortages_out {
    struct list items;
    int64_t more;
};
static const struct field shortages_fields[] = {
    F_LIST(struct shortages_out, "items", items, &shortage_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct shortages_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape shortages_shape =
    SHAPE("Shortages", struct shortages_out, shortages_fields);

static void
fill_shortage(const struct shortage *s, struct shortage_out *out)
{
    *out = (struct shortage_out){.number = s->number,
                                 .project = s->project,
                                 .institution = s->institution,
                                 .company = s->company,
                                 .product = s->product,
                                 .order = s->order,
                                 .state = shortage_state_names[s->state],
                                 .statement = statement_names[s->statement],
                                 .force_majeure = force_names[s->force],
                                 .outcome = outcome_names[s->outcome],
                                 .evidence = s->evidence,
                                 .credit_event = s->credit_event,
                                 .line = s->line,
                                 .missing = s->missing,
                                 .substituted = s->substituted,
                                 .extra = s->extra,
                                 .reported_on = s->reported_on,
                                 .supply_by = s->supply_by,
                                 .closed_on = s->closed_on,
                                 .will_supply = s->supply_by.day != 0,
                                 .closed = s->closed_on.day != 0};
}

/* May he see it? An office by the institution's region. */
static bool
sees(struct call *c, const struct sight *s, const struct shortage *k, bool *out)
{
    struct institution i;
    if (!institution_on(c->db, c->arena, k->institution, c->today, &i, &c->err))
        return false;
    *out = sight_has_institution(s, k->institution, i.region) && sight_has_company(s, k->company);
    return true;
}

static bool
shortages_get(struct call *c)
{
    struct shortages_out *out = arena_alloc(c->arena, sizeof(*out));
    struct shortage_out *items = arena_array(c->arena, struct shortage_out, SHAPE_LIST_MAX);
    struct shortage *list;
    struct sight s;
    size_t all, n = 0;
    bool mine;
    fund_sight(c, &s);
    if (!shortage_list(c->db, c->arena, c->pool, "", &list, &all, &c->err))
        return false;
    for (size_t i = all; i > 0; i--) { /* the newest numbers first */
        if (!sees(c, &s, &list[i - 1], &mine))
            return false;
        if (mine && n < SHAPE_LIST_MAX)
            fill_shortage(&list[i - 1], &items[n++]);
        else
            out->more += mine;
    }
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

static bool
shortage_reply(struct call *c, const char *number, unsigned status)
{
    struct shortage_out *out = arena_alloc(c->arena, sizeof(*out));
    struct shortage k;
    struct sight s;
    bool mine;
    fund_sight(c, &s);
    if (!shortage_get(c->db, c->arena, c->pool, number, &k, &c->err) || !sees(c, &s, &k, &mine))
        return false;
    if (!mine)
        return err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_NONE, {number});
    fill_shortage(&k, out);
    return reply(c, status, out);
}

static struct shortage_work
work_of(struct call *c, const char *number)
{
    return (struct shortage_work){c->db, c->arena, c->pool, number, c->today};
}

bool
own_case(struct call *c)
{
    struct shortage k;
    struct sight s;
    bool mine;
    fund_sight(c, &s);
    if (!shortage_get(c->db, c->arena, c->pool, c->arg[1], &k, &c->err) || !sees(c, &s, &k, &mine))
        return false;
    return mine || err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_NONE, {c->arg[1]});
}

struct report_in {
    const char *number, *order;
    int64_t line;
};
static const struct field report_fields[] = {
    F_TEXT(struct report_in, "number", number, 64, 0),
    F_TEXT(struct report_in, "order", order, 64, 0),
    F_INT(struct report_in, "line", line, 1, INT64_MAX, 0),
};
static const struct shape report_shape = SHAPE("ShortageIn", struct report_in, report_fields);

static bool
shortage_report(struct call *c)
{
    const struct report_in *in = c->in;
    const struct shortage_work w = work_of(c, in->number);
    struct rows r;
    enum put how;
    if (!db_run(c->db, &q_shortage_order, c->arena, &r, &c->err, v_int(c->pool), v_text(in->order),
                v_int(in->line)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 1), c->who.org) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_NONE, {in->order}, .field = "order");
    return report_shortage(&w, in->order, in->line, &how, &c->err) &&
           shortage_reply(c, in->number, how == PUT_NEW ? 201 : 200);
}

static const char *const says[] = {"will_supply", "cannot"};
struct statement_in {
    int say;
    date supply_by;
    bool has_day;
    const char *evidence;
};
static const struct field statement_fields[] = {
    F_ENUM(struct statement_in, "say", say, says, 2, 0),
    F_DATE(struct statement_in, "supply_by", supply_by, HAS(struct statement_in, has_day)),
    F_TEXT(struct statement_in, "force_majeure", evidence, 2000, FIELD_OPT | FIELD_LINES),
};
static const struct shape statement_shape =
    SHAPE("ShortageStatement", struct statement_in, statement_fields);

static bool
shortage_state(struct call *c)
{
    const struct statement_in *in = c->in;
    const struct shortage_work w = work_of(c, c->arg[1]);
    return own_case(c) &&
           state_supplier(&w, in->say == 0 ? STATEMENT_WILL_SUPPLY : STATEMENT_CANNOT,
                          in->has_day ? in->supply_by : (date){0}, in->evidence, &c->err) &&
           shortage_reply(c, c->arg[1], 200);
}

struct force_in {
    bool accepted;
};
static const struct field force_fields[] = {F_BOOL(struct force_in, "accepted", accepted, 0)};
static const struct shape force_shape = SHAPE("ForceMajeure", struct force_in, force_fields);

static bool
shortage_decide(struct call *c)
{
    const struct force_in *in = c->in;
    const struct shortage_work w = work_of(c, c->arg[1]);
    return own_case(c) && decide_force_majeure(&w, in->accepted, &c->err) &&
           shortage_reply(c, c->arg[1], 200);
}

struct substitute_in {
    const char *receipt;
    int64_t line;
    qty qty;
};
static const struct field substitute_fields[] = {
    F_TEXT(struct substitute_in, "receipt", receipt, 64, 0),
    F_INT(struct substitute_in, "line", line, 1, INT64_MAX, 0),
    F_QTY(struct substitute_in, "qty", qty, 0),
};
static const struct shape substitute_shape =
    SHAPE("ShortageSubstitute", struct substitute_in, substitute_fields);

static bool
shortage_substitute(struct call *c)
{
    const struct substitute_in *in = c->in;
    const struct shortage_work w = work_of(c, c->arg[1]);
    enum put how;
    return own_case(c) && add_substitute(&w, in->receipt, in->line, in->qty, &how, &c->err) &&
           shortage_reply(c, c->arg[1], how == PUT_NEW ? 201 : 200);
}

static bool
shortage_charge(struct call *c)
{
    const struct shortage_work w = work_of(c, c->arg[1]);
    return own_case(c) && charge_shortage(&w, &c->err) && shortage_reply(c, c->arg[1], 200);
}

struct close_in {
    bool borne;
};
static const struct field close_fields[] = {F_BOOL(struct close_in, "borne", borne, 0)};
static const struct shape close_shape = SHAPE("ShortageClose", struct close_in, close_fields);

static bool
shortage_close(struct call *c)
{
    const struct close_in *in = c->in;
    const struct shortage_work w = work_of(c, c->arg[1]);
    struct shortage out;
    return own_case(c) && close_shortage(&w, in->borne, &out, &c->err) &&
           shortage_reply(c, c->arg[1], 200);
}

#define BREACHES "/v1/pools/:pool/breaches/:period"
#define SHORTAGES "/v1/pools/:pool/shortages"
#define OFFICE (AS_PROVINCE | AS_CITY)
/* clang-format off */
static const struct route routes[] = {
    {.id = "breach.find", .method = "POST", .path = BREACHES, .roles = OFFICE | AS_MONITOR,
     .where = WRITE, .scope = SCOPE_POOL, .out = &breaches_shape, .handle = breach_find,
     .page = "breaches", .summary = M_R_BREACH_FIND},
    {.id = "breach.list", .method = "GET", .path = BREACHES,
     .roles = OVERSIGHT_READERS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .out = &breaches_shape, .handle = breaches_get, .page = "breaches", .summary = M_R_BREACHES},
    {.id = "breach.move", .method = "POST", .path = BREACHES "/moves", .roles = OFFICE,
     .where = WRITE, .scope = SCOPE_POOL, .in = &move_shape, .out = &breaches_shape,
     .handle = breach_move, .page = "breaches", .summary = M_R_BREACH_MOVE},
    {.id = "breach.answer", .method = "POST", .path = BREACHES "/answer",
     .roles = FUND_PARTIES, .where = WRITE, .scope = SCOPE_POOL, .in = &answer_shape,
     .out = &breaches_shape, .handle = breach_answer,
     .page = "breaches", .summary = M_R_BREACH_ANSWER},
    {.id = "shortage.list", .method = "GET", .path = SHORTAGES,
     .roles = OVERSIGHT_READERS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .out = &shortages_shape, .handle = shortages_get,
     .page = "shortages", .summary = M_R_SHORTAGES},
    {.id = "shortage.report", .method = "POST", .path = SHORTAGES, .roles = AS_HOSPITAL,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &report_shape,
     .out = &shortage_shape, .handle = shortage_report,
     .page = "shortages", .summary = M_R_SHORTAGE_REPORT},
    {.id = "shortage.state", .method = "POST", .path = SHORTAGES "/:number/statement",
     .roles = AS_REGISTRANT, .where = WRITE, .scope = SCOPE_POOL, .in = &statement_shape,
     .out = &shortage_shape, .handle = shortage_state,
     .page = "shortages", .summary = M_R_SHORTAGE_STATE},
    {.id = "shortage.decide", .method = "POST", .path = SHORTAGES "/:number/decision",
     .roles = OFFICE | AS_COUNTY, .where = WRITE, .scope = SCOPE_POOL, .in = &force_shape,
     .out = &shortage_shape, .handle = shortage_decide,
     .page = "shortages", .summary = M_R_SHORTAGE_DECIDE},
    {.id = "shortage.substitute", .method = "POST", .path = SHORTAGES "/:number/substitutes",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &substitute_shape, .out = &shortage_shape, .handle = shortage_substitute,
     .page = "shortages", .summary = M_R_SHORTAGE_SUBSTITUTE},
    {.id = "shortage.charge", .method = "POST", .path = SHORTAGES "/:number/charge",
     .roles = OFFICE | AS_COUNTY, .where = WRITE, .scope = SCOPE_POOL, .out = &shortage_shape,
     .handle = shortage_charge, .page = "shortages", .summary = M_R_SHORTAGE_CHARGE},
    {.id = "shortage.close", .method = "POST", .path = SHORTAGES "/:number/close",
     .roles = OFFICE | AS_COUNTY, .where = WRITE, .scope = SCOPE_POOL, .in = &close_shape,
     .out = &shortage_shape, .handle = shortage_close,
     .page = "shortages", .summary = M_R_SHORTAGE_CLOSE},
};
/* clang-format on */
const struct routes case_routes = ROUTES(routes);
