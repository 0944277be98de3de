/* routes_amend.c - amendments over HTTP: proposed by the party entitled, answered by those
 * concerned, decided by the office. A party sees what concerns it, and of it its own lines. */
#include <string.h>

#include "agreement/amend.h"
#include "agreement/routes.h"
#include "words/amend.h"

#define P "/v1/pools/:pool/projects/:project/amendments"
enum {
    DECIDES = AS_PROVINCE | AS_CITY | AS_ALLIANCE,
    PARTIES = AS_HOSPITAL | AS_REGISTRANT | AS_DISTRIBUTOR,
    SEES_ALL = AS_OFFICE | AS_REGULATOR | AS_AUDITOR,
};

static struct amend_actor
actor(const struct call *c)
{
    return (struct amend_actor){c->who.org, c->who.user, (c->who.roles & (uint64_t)DECIDES) != 0};
}

static bool
sees_all(const struct call *c)
{
    return (c->who.roles & (uint64_t)SEES_ALL) != 0;
}

/* The amendment of the path, when the caller may see it. */
static bool
amendment_of_path(struct call *c, struct amendment *m)
{
    bool may = sees_all(c);
    if (!amend_get(c->db, c->arena, c->pool, c->arg[2], m, &c->err) ||
        (!may && !amend_concerns(c->db, c->arena, c->pool, m->number, c->who.org, &may, &c->err)))
        return false;
    return (may && strcmp(m->project, c->arg[1]) == 0) ||
           err_set(&c->err, ERR_NOT_FOUND, M_AMEND_NONE, {c->arg[2]});
}

/* --- as it is told --- */

struct party_row {
    const char *party, *reason;
    enum amend_answer answer;
    date on;
};
struct line_row {
    const char *agreement, *product;
    int64_t agreed_before, agreed_after;
    money price_before, price_after, amount_before, amount_after;
};
struct share_row {
    const char *code;
    int64_t qty;
};
struct amend_out {
    const char *amendment, *project, *subject, *successor, *reason, *document, *proposed_by,
        *decision;
    enum amend_kind kind;
    enum amend_state state;
    date effective_on, proposed_on, decided_on;
    money price, with_service;
    int64_t added, removed;
    bool cut; /* there are more lines than told */
    struct list shares, parties, lines;
};
#define O struct amend_out
#define L struct line_row
static const struct field party_fields[] = {
    F_TEXT(struct party_row, "party", party, 64, 0),
    F_ENUM(struct party_row, "answer", answer, amend_answer_names, AMEND_ANSWERS, 0),
    F_TEXT(struct party_row, "reason", reason, 1000, FIELD_OPT),
    F_DATE(struct party_row, "on", on, FIELD_OPT),
};
static const struct shape party_shape = SHAPE("AmendmentParty", struct party_row, party_fields);
static const struct field line_fields[] = {
    F_TEXT(L, "agreement", agreement, 600, 0),
    F_TEXT(L, "product", product, 64, 0),
    F_INT(L, "agreed_before", agreed_before, 0, INT64_MAX, 0),
    F_INT(L, "agreed_after", agreed_after, 0, INT64_MAX, 0),
    F_MONEY(L, "price_before", price_before, 0),
    F_MONEY(L, "price_after", price_after, 0),
    F_MONEY(L, "amount_before", amount_before, 0),
    F_MONEY(L, "amount_after", amount_after, 0),
};
static const struct shape line_shape = SHAPE("AmendmentLine", struct line_row, line_fields);
static const struct field share_fields[] = {
    F_TEXT(struct share_row, "code", code, 64, 0),
    F_INT(struct share_row, "qty", qty, 1, QTY_LIMIT - 1, 0),
};
static const struct shape share_shape = SHAPE("AmendmentShare", struct share_row, share_fields);
static const struct field out_fields[] = {
    F_TEXT(O, "amendment", amendment, 64, 0),
    F_TEXT(O, "project", project, 64, 0),
    F_ENUM(O, "kind", kind, amend_kind_names, AMEND_KINDS, 0),
    F_TEXT(O, "subject", subject, 64, 0),
    F_TEXT(O, "successor", successor, 64, FIELD_OPT),
    F_TEXT(O, "reason", reason, 1000, 0),
    F_TEXT(O, "document", document, 200, FIELD_OPT),
    F_DATE(O, "effective_on", effective_on, 0),
    F_MONEY(O, "price", price, FIELD_OPT),
    F_MONEY(O, "with_service", with_service, FIELD_OPT),
    F_ENUM(O, "state", state, amend_state_names, AMEND_STATES, 0),
    F_TEXT(O, "proposed_by", proposed_by, 64, 0),
    F_DATE(O, "proposed_on", proposed_on, 0),
    F_DATE(O, "decided_on", decided_on, FIELD_OPT),
    F_TEXT(O, "decision", decision, 1000, FIELD_OPT),
    F_INT(O, "added", added, 0, INT64_MAX, 0),
    F_INT(O, "removed", removed, 0, INT64_MAX, 0),
    F_BOOL(O, "more_lines", cut, 0),
    F_LIST(O, "shares", shares, &share_shape, 0, AMEND_SHARES_MAX, 0),
    F_LIST(O, "parties", parties, &party_shape, 0, SHAPE_LIST_MAX, 0),
    F_LIST(O, "lines", lines, &line_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef O
#undef L
static const struct shape out_shape = SHAPE("Amendment", struct amend_out, out_fields);

/* An agreement's number names its parties between slashes. */
static bool
names_party(const char *agreement, const char *org)
{
    size_t n = strlen(org);
    for (const char *p = strchr(agreement, '/'); p != NULL; p = strchr(p + 1, '/'))
        if (n > 0 && strncmp(p + 1, org, n) == 0 && (p[1 + n] == '/' || p[1 + n] == '\0'))
            return true;
    return false;
}

static bool
tell_parties(struct call *c, const struct amendment *m, struct amend_out *out)
{
    struct amend_party *party;
    size_t n, told = 0;
    if (!amend_parties(c->db, c->arena, c->pool, m->number, &party, &n, &c->err))
        return false;
    struct party_row *row = arena_array(c->arena, struct party_row, n + 1);
    for (size_t i = 0; i < n && told < SHAPE_LIST_MAX; i++)
        if (sees_all(c) || party[i].answer != ANSWER_TOLD ||
            strcmp(party[i].party, c->who.org) == 0)
            row[told++] =
                (struct party_row){party[i].party, party[i].reason, party[i].answer, party[i].on};
    out->parties = (struct list){row, told};
    return true;
}

/* What can no longer be planned (its day has passed, a party is gone) has no lines to show. */
static bool
tell_lines(struct call *c, const struct amendment *m, struct amend_out *out)
{
    struct amend_line *line;
    size_t n, told = 0;
    if (!amend_lines(c->db, c->arena, c->pool, m, &line, &n, &c->err)) {
        if (c->err.code != ERR_CONFLICT && c->err.code != ERR_INPUT)
            return false;
        c->err = (struct err){.code = ERR_NONE};
        n = 0;
    }
    struct line_row *row = arena_array(c->arena, struct line_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!sees_all(c) && !names_party(line[i].agreement, c->who.org))
            continue;
        out->cut = told == SHAPE_LIST_MAX;
        if (out->cut)
            break;
        row[told++] = (struct line_row){
            line[i].agreement,    line[i].product,     line[i].agreed_before, line[i].agreed_after,
            line[i].price_before, line[i].price_after, line[i].amount_before, line[i].amount_after};
    }
    out->lines = (struct list){row, told};
    return true;
}

static bool
answer_with(struct call *c, const char *number, unsigned status)
{
    struct amend_out *out = arena_alloc(c->arena, sizeof(*out));
    struct amendment m;
    if (!amend_get(c->db, c->arena, c->pool, number, &m, &c->err))
        return false;
    struct share_row *share = arena_array(c->arena, struct share_row, m.shares + 1);
    for (size_t i = 0; i < m.shares; i++)
        share[i] = (struct share_row){m.share[i].code, m.share[i].qty};
    *out = (struct amend_out){.amendment = m.number,
                              .project = m.project,
                              .kind = m.kind,
                              .subject = m.subject,
                              .successor = m.successor,
                              .reason = m.reason,
                              .document = m.document,
                              .effective_on = m.effective_on,
                              .price = m.price,
                              .with_service = m.with_service,
                              .state = m.state,
                              .proposed_by = m.proposed_by,
                              .proposed_on = m.proposed_on,
                              .decided_on = m.decided_on,
                              .decision = m.decision,
                              .added = m.added,
                              .removed = m.removed,
                              .shares = {share, m.shares}};
    return tell_parties(c, &m, out) && tell_lines(c, &m, out) && reply(c, status, out);
}

static bool
amend_show(struct call *c)
{
    struct amendment m;
    return amendment_of_path(c, &m) && answer_with(c, m.number, 200);
}

/* --- proposed, answered, decided --- */

struct amend_body {
    const char *amendment, *subject, *successor, *reason, *document;
    enum amend_kind kind;
    enum standby_price standby;
    date effective_on;
    money price, with_service;
    ratio factor;
    struct list shares;
};
#define B struct amend_body
static const struct field body_fields[] = {
    F_TEXT(B, "amendment", amendment, 64, 0),
    F_ENUM(B, "kind", kind, amend_kind_names, AMEND_KINDS, 0),
    F_TEXT(B, "subject", subject, 64, 0),
    F_TEXT(B, "successor", successor, 64, FIELD_OPT),
    F_TEXT(B, "reason", reason, 1000, 0),
    F_TEXT(B, "document", document, 200, FIELD_OPT),
    F_DATE(B, "effective_on", effective_on, 0),
    F_MONEY(B, "price", price, FIELD_OPT),
    F_MONEY(B, "with_service", with_service, FIELD_OPT),
    F_RATIO(B, "factor", factor, FIELD_OPT),
    F_ENUM(B, "standby", standby, standby_price_names, STANDBY_PRICES, FIELD_OPT),
    F_LIST(B, "shares", shares, &share_shape, 0, AMEND_SHARES_MAX, FIELD_OPT),
};
#undef B
static const struct shape body_shape = SHAPE("AmendmentIn", struct amend_body, body_fields);

static bool
amend_post(struct call *c)
{
    const struct amend_body *in = c->in;
    const struct amend_actor by = actor(c);
    const struct share_row *row = in->shares.at;
    struct amend_share *share = arena_array(c->arena, struct amend_share, in->shares.n + 1);
    enum put how;
    for (size_t i = 0; i < in->shares.n; i++)
        share[i] = (struct amend_share){row[i].code, row[i].qty};
    const struct amendment m = {.number = in->amendment,
                                .project = c->arg[1],
                                .kind = in->kind,
                                .subject = in->subject,
                                .successor = in->successor,
                                .reason = in->reason,
                                .document = in->document,
                                .effective_on = in->effective_on,
                                .price = in->price,
                                .with_service = in->with_service,
                                .factor = in->factor,
                                .standby = in->standby,
                                .share = share,
                                .shares = in->shares.n};
    return amend_propose(c->db, c->arena, c->pool, &m, &by, c->today, &how, &c->err) &&
           answer_with(c, m.number, how == PUT_NEW ? 201 : 200);
}

struct answer_body {
    bool yes;
    const char *reason;
};
static const struct field answer_fields[] = {
    F_BOOL(struct answer_body, "yes", yes, 0),
    F_TEXT(struct answer_body, "reason", reason, 1000, FIELD_OPT | FIELD_BLANK),
};
static const struct shape answer_shape =
    SHAPE("AmendmentAnswer", struct answer_body, answer_fields);

static bool
answer_post(struct call *c)
{
    const struct answer_body *in = c->in;
    const struct amend_actor by = actor(c);
    struct amendment m;
    enum put how;
    return amendment_of_path(c, &m) &&
           amend_answer(c->db, c->arena, c->pool, m.number, &by, in->yes, in->reason, c->today,
                        &how, &c->err) &&
           answer_with(c, m.number, 200);
}

static bool
decision_post(struct call *c)
{
    const struct answer_body *in = c->in;
    const struct amend_actor by = actor(c);
    struct amendment m;
    enum put how;
    return amendment_of_path(c, &m) &&
           amend_decide(c->db, c->arena, c->pool, m.number, &by, in->yes, in->reason, c->today,
                        &how, &c->err) &&
           answer_with(c, m.number, 200);
}

struct back_body {
    const char *reason;
};
static const struct field back_fields[] = {F_TEXT(struct back_body, "reason", reason, 1000, 0)};
static const struct shape back_shape = SHAPE("AmendmentBack", struct back_body, back_fields);

static bool
back_post(struct call *c)
{
    const struct back_body *in = c->in;
    const struct amend_actor by = actor(c);
    struct amendment m;
    enum put how;
    return amendment_of_path(c, &m) &&
           amend_withdraw(c->db, c->arena, c->pool, m.number, &by, in->reason, c->today, &how,
                          &c->err) &&
           answer_with(c, m.number, 200);
}

/* clang-format off */
#define POST_(id_, path_, roles_, in_, do_, say_, page_)                                           \
    {                                                                                              \
        .id = (id_), .method = "POST", .path = (path_), .roles = (roles_), .where = WRITE,         \
        .scope = SCOPE_POOL, .in = &(in_), .out = &out_shape, .handle = (do_),                     \
        .page = (page_), .summary = (say_)                                                         \
    }
static const struct route table[] = {
    {.id = "amendment.propose", .method = "POST", .path = P, .roles = PARTIES | DECIDES,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &body_shape,
     .out = &out_shape, .handle = amend_post,
     .page = "project-amendments", .summary = M_R_AMEND_PROPOSE},
    {.id = "amendment.show", .method = "GET", .path = P "/:amendment",
     .roles = PARTIES | SEES_ALL, .where = READ, .scope = SCOPE_POOL, .out = &out_shape,
     .handle = amend_show, .page = "amendment", .summary = M_R_AMEND_SHOW},
    POST_("amendment.answer", P "/:amendment/answer", PARTIES, answer_shape, answer_post,
          M_R_AMEND_ANSWER, "amendment"),
    POST_("amendment.decide", P "/:amendment/decision", DECIDES, answer_shape, decision_post,
          M_R_AMEND_DECIDE, "amendment"),
    POST_("amendment.withdraw", P "/:amendment/withdrawal", PARTIES | DECIDES, back_shape,
          back_post, M_R_AMEND_WITHDRAW, "amendment"),
};
/* clang-format on */
const struct routes amend_routes = ROUTES(table);
