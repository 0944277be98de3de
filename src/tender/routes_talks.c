/* routes_talks.c - how a group is bought, and talks, over HTTP. A supplier is shown the talks that
 * it is invited to, its own offers and nothing of the others; office and panel see an offer once
 * its round is over. */
#include <string.h>

#include "access/user.h"
#include "access/who.h"
#include "project/bank.h"
#include "project/meeting.h"
#include "project/routes.h"
#include "seal/signature.h"
#include "tender/bid.h"
#include "tender/routes.h"
#include "tender/talks.h"
#include "words/bank.h"
#include "words/talks.h"

#define G "/v1/pools/:pool/projects/:project/groups/:group"
#define T G "/talks/:talks"
enum { DOCUMENT_MAX = 200, REASON_LONG = 400, MOMENT = 19, SIGNATURE_LONG = SIGNATURE_TEXT_MAX };

/* --- the mode --- */

struct mode_body {
    int mode;
    const char *reason, *document, *on, *who;
};
#define V struct mode_body
#define BODY                                                                                       \
    F_ENUM(V, "mode", mode, group_mode_names, GROUP_MODES, 0),                                     \
        F_TEXT(V, "reason", reason, REASON_LONG, 0),                                               \
        F_TEXT(V, "document", document, DOCUMENT_MAX, FIELD_OPT)
static const struct field mode_in_fields[] = {BODY};
static const struct field mode_out_fields[] = {BODY, F_TEXT(V, "decided_on", on, 10, 0),
                                               F_TEXT(V, "who", who, 64, FIELD_OPT)};
#undef BODY
#undef V
static const struct shape mode_in = SHAPE("GroupModeIn", struct mode_body, mode_in_fields);
static const struct shape mode_out = SHAPE("GroupMode", struct mode_body, mode_out_fields);
struct modes {
    struct list items;
};
static const struct field modes_fields[] = {
    F_LIST(struct modes, "items", items, &mode_out, 0, SHAPE_LIST_MAX, 0)};
static const struct shape modes_shape = SHAPE("GroupModes", struct modes, modes_fields);

static bool
mode_put(struct call *c)
{
    const struct mode_body *in = c->in;
    const struct mode_choice m = {.pool = c->pool,
                                  .project = c->arg[1],
                                  .group = c->arg[2],
                                  .mode = (enum group_mode)in->mode,
                                  .reason = in->reason,
                                  .document = in->document,
                                  .on = c->today,
                                  .who = who_login(c)};
    enum put how;
    return choose_mode(c->db, c->arena, &m, &how, &c->err) && tender_reply_done(c, how);
}

static bool
mode_get(struct call *c)
{
    struct modes *out = arena_array(c->arena, struct modes, 1);
    struct mode_rows all;
    if (!mode_history(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &all, &c->err))
        return false;
    size_t n = all.n < SHAPE_LIST_MAX ? all.n : SHAPE_LIST_MAX;
    struct mode_body *row = arena_array(c->arena, struct mode_body, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct mode_body){(int)all.list[i].mode, all.list[i].reason, all.list[i].document,
                                    all.list[i].on, all.list[i].who};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* --- talks: shapes --- */

struct turn_row {
    int64_t turn;
    const char *from, *until;
    money ceiling;
};
#define SPAN                                                                                       \
    F_TEXT(struct turn_row, "from", from, MOMENT, 0),                                              \
        F_TEXT(struct turn_row, "until", until, MOMENT, 0),                                        \
        F_MONEY(struct turn_row, "ceiling", ceiling, FIELD_OPT)
static const struct field turn_in_fields[] = {SPAN};
static const struct field turn_fields[] = {
    F_INT(struct turn_row, "round", turn, 1, TALKS_ROUNDS_MAX, 0), SPAN};
static const struct shape turn_in = SHAPE("TalksRoundIn", struct turn_row, turn_in_fields);
static const struct shape turn_shape = SHAPE("TalksRound", struct turn_row, turn_fields);

struct offer_row {
    int64_t turn, capacity;
    const char *company, *product, *at, *reason;
    money price, with_service;
    bool has_capacity;
};
#define V struct offer_row
#define FIGURES                                                                                    \
    F_MONEY(V, "with_service", with_service, FIELD_OPT),                                           \
        F_INT(V, "capacity", capacity, 0, QTY_LIMIT - 1, HAS(V, has_capacity))
static const struct field offer_in_fields[] = {F_TEXT(V, "product", product, 64, 0),
                                               F_MONEY(V, "price", price, 0), FIGURES};
static const struct field offer_fields[] = {
    F_INT(V, "round", turn, 0, TALKS_ROUNDS_MAX, 0),
    F_TEXT(V, "company", company, 64, 0),
    F_TEXT(V, "product", product, 64, FIELD_OPT),
    F_MONEY(V, "price", price, FIELD_OPT),
    FIGURES,
    F_TEXT(V, "at", at, MOMENT, 0),
    F_TEXT(V, "withdrew", reason, REASON_LONG, FIELD_OPT),
};
#undef V
static const struct shape offer_in_shape = SHAPE("TalksOfferIn", struct offer_row, offer_in_fields);
static const struct shape offer_shape = SHAPE("TalksOffer", struct offer_row, offer_fields);

struct talks_row {
    int64_t number, suppliers_n;
    const char *meeting, *opened_on, *sha256;
    int mode, state;
    struct list suppliers, rounds, offers, signed_by;
};
#define V struct talks_row
#define HEAD                                                                                       \
    F_INT(V, "talks", number, 1, INT32_MAX, 0),                                                    \
        F_ENUM(V, "mode", mode, talks_mode_names, TALKS_MODES, 0),                                 \
        F_ENUM(V, "state", state, talks_state_names, TALKS_STATES, 0),                             \
        F_TEXT(V, "meeting", meeting, 64, FIELD_OPT), F_TEXT(V, "opened_on", opened_on, 10, 0)
static const struct field head_fields[] = {HEAD};
static const struct field talks_fields[] = {
    HEAD,
    F_TEXT(V, "record_sha256", sha256, 64, FIELD_OPT),
    F_LIST(V, "suppliers", suppliers, &shape_code, 0, TALKS_SUPPLIERS_MAX, 0),
    F_LIST(V, "rounds", rounds, &turn_shape, 0, TALKS_ROUNDS_MAX, 0),
    F_LIST(V, "offers", offers, &offer_shape, 0, TALKS_OFFERS_MAX, 0),
    F_LIST(V, "signed_by", signed_by, &shape_code, 0, SHAPE_LIST_MAX, 0),
};
#undef V
static const struct shape head_shape = SHAPE("TalksHead", struct talks_row, head_fields);
static const struct shape talks_shape = SHAPE("Talks", struct talks_row, talks_fields);
struct heads {
    struct list items;
};
static const struct field heads_fields[] = {
    F_LIST(struct heads, "items", items, &head_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape heads_shape = SHAPE("TalksList", struct heads, heads_fields);

static bool
key_of(struct call *c, struct talks_key *k)
{
    *k = (struct talks_key){c->pool, c->arg[1], c->arg[2], 0};
    return call_arg_int(c, 3, &k->number);
}

/* --- reading --- */

static bool
talks_all(struct call *c)
{
    struct heads *out = arena_array(c->arena, struct heads, 1);
    struct talks_list all;
    if (!talks_list(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &all, &c->err))
        return false;
    size_t n = all.n < SHAPE_LIST_MAX ? all.n : SHAPE_LIST_MAX;
    struct talks_row *row = arena_array(c->arena, struct talks_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct talks_row){.number = all.list[i].key.number,
                                    .meeting = all.list[i].meeting,
                                    .opened_on = all.list[i].opened_on,
                                    .mode = (int)all.list[i].mode,
                                    .state = (int)all.list[i].state};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* An expert of the panel is one who came to the meeting or may still come. */
static bool
is_panel(struct call *c, const struct talks_file *t, bool *out)
{
    struct service s = {.events = 0};
    struct user u;
    bool there;
    *out = false;
    if (*t->meeting == '\0' || (c->who.roles & AS_EXPERT) == 0)
        return true;
    if (!user_look(c->db, c->arena, c->who.user, c->today, &u, &there, &c->err))
        return false;
    if (!there || *u.expert == '\0')
        return true;
    if (!service_of(c->db, c->arena, c->pool, t->key.project, t->meeting, u.expert, &s, &c->err))
        return false;
    *out = s.invited.day != 0 && s.answer != SERVICE_DECLINED && s.came != SERVICE_ABSENT;
    return true;
}

struct eyes { /* who looks: a supplier at its own, office and panel at what is over */
    bool own, all;
};

static bool
eyes_of(struct call *c, const struct talks_file *t, struct eyes *out)
{
    bool panel;
    if (!is_panel(c, t, &panel))
        return false;
    out->all = panel || (c->who.roles & (RUNS_TENDERS | AS_AUDITOR)) != 0;
    out->own = (c->who.roles & AS_REGISTRANT) != 0 && talks_invited(t, c->who.org) != NULL;
    /* to everybody else the talks are not there */
    return out->all || out->own ||
           err_set(&c->err, ERR_NOT_FOUND, M_TALKS_NONE, {c->arg[2], c->arg[3]});
}

static struct list
offers_of(struct call *c, const struct talks_file *t, const struct eyes *eyes)
{
    struct offer_row *row = arena_array(c->arena, struct offer_row, t->offers + 1);
    const char *now = call_moment(c);
    size_t n = 0;
    for (size_t i = 0; i < t->offers; i++) {
        const struct talks_filed *f = &t->filed[i];
        bool own = eyes->own && strcmp(f->company, c->who.org) == 0;
        if (!own && !(eyes->all && talks_is_over(t, f->turn, now)))
            continue;
        row[n++] = (struct offer_row){.turn = f->turn,
                                      .company = f->company,
                                      .product = f->product,
                                      .price = f->price,
                                      .with_service = f->with_service,
                                      .capacity = f->capacity,
                                      .has_capacity = f->capacity != CAPACITY_NONE,
                                      .at = f->at,
                                      .reason = f->reason};
    }
    return (struct list){row, n};
}

static struct list
suppliers_of(struct call *c, const struct talks_file *t, const struct eyes *eyes)
{
    const char **code = arena_array(c->arena, const char *, t->suppliers + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->suppliers; i++)
        if (eyes->all || strcmp(t->supplier[i].company, c->who.org) == 0)
            code[n++] = t->supplier[i].company;
    return (struct list){code, n};
}

static bool
talks_one(struct call *c)
{
    struct talks_row *out = arena_array(c->arena, struct talks_row, 1);
    struct talks_key key;
    struct talks_file t;
    struct eyes eyes;
    if (!key_of(c, &key) || !talks_load(c->db, c->arena, &key, &t, &c->err) ||
        !eyes_of(c, &t, &eyes))
        return false;
    struct turn_row *turn = arena_array(c->arena, struct turn_row, t.turns + 1);
    const char **by = arena_array(c->arena, const char *, t.signatures + 1);
    for (size_t i = 0; i < t.turns; i++)
        turn[i] =
            (struct turn_row){t.turn[i].turn, t.turn[i].from, t.turn[i].until, t.turn[i].ceiling};
    for (size_t i = 0; i < t.signatures; i++)
        by[i] = t.sign[i].expert;
    *out = (struct talks_row){.number = key.number,
                              .meeting = t.meeting,
                              .opened_on = t.opened_on,
                              .sha256 = t.sha256,
                              .mode = (int)t.mode,
                              .state = (int)t.state,
                              .suppliers = suppliers_of(c, &t, &eyes),
                              .rounds = {turn, t.turns},
                              .offers = offers_of(c, &t, &eyes),
                              .signed_by = {by, eyes.all ? t.signatures : 0}};
    return reply(c, 200, out);
}

/* The record as it is signed: for office and panel. */
static bool
talks_record(struct call *c)
{
    struct talks_key key;
    struct talks_file t;
    struct eyes eyes;
    if (!key_of(c, &key) || !talks_load(c->db, c->arena, &key, &t, &c->err) ||
        !eyes_of(c, &t, &eyes))
        return false;
    if (!eyes.all || *t.record == '\0')
        return err_set(&c->err, ERR_NOT_FOUND, M_TALKS_NOT_CONCLUDED, {c->arg[2]});
    return reply_raw(c, "text/plain; charset=utf-8", "talks.txt", t.record, strlen(t.record));
}

/* --- writing --- */

struct open_in {
    const char *meeting;
    struct list suppliers;
};
static const struct field open_fields[] = {
    F_TEXT(struct open_in, "meeting", meeting, 64, FIELD_OPT),
    F_LIST(struct open_in, "suppliers", suppliers, &shape_code, 1, TALKS_SUPPLIERS_MAX, 0),
};
static const struct shape open_shape = SHAPE("TalksIn", struct open_in, open_fields);
struct opened {
    const char *how;
    int64_t number;
};
static const struct field opened_fields[] = {
    F_TEXT(struct opened, "how", how, 10, 0),
    F_INT(struct opened, "talks", number, 1, INT32_MAX, 0)};
static const struct shape opened_shape = SHAPE("TalksOpened", struct opened, opened_fields);

static bool
talks_open_post(struct call *c)
{
    const struct open_in *in = c->in;
    struct opened *out = arena_array(c->arena, struct opened, 1);
    struct talks_open t = {.arena = c->arena,
                           .key = {c->pool, c->arg[1], c->arg[2], 0},
                           .meeting = in->meeting,
                           .company = in->suppliers.at,
                           .companies = in->suppliers.n,
                           .on = c->today};
    enum put how;
    if (!open_talks(c->db, &t, &how, &c->err))
        return false;
    *out = (struct opened){put_name(how), t.key.number};
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
round_post(struct call *c)
{
    const struct turn_row *in = c->in;
    const struct round_open r = {in->from, in->until, in->ceiling, call_moment(c), who_login(c)};
    struct talks_key key;
    enum put how;
    int64_t turn;
    return key_of(c, &key) && open_round(c->db, c->arena, &key, &r, &turn, &how, &c->err) &&
           tender_reply_done(c, how);
}

static bool
offer_post(struct call *c)
{
    const struct offer_row *in = c->in;
    const struct offer_in o = {.company = c->who.org,
                               .product = in->product,
                               .price = in->price,
                               .with_service = in->with_service,
                               .capacity = in->has_capacity ? in->capacity : CAPACITY_NONE,
                               .now = call_moment(c)};
    struct talks_key key;
    enum put how;
    return key_of(c, &key) && make_offer(c->db, c->arena, &key, &o, &how, &c->err) &&
           tender_reply_done(c, how);
}

struct why_in {
    const char *reason;
};
static const struct field why_fields[] = {F_TEXT(struct why_in, "reason", reason, REASON_LONG, 0)};
static const struct shape why_shape = SHAPE("TalksWithdrawal", struct why_in, why_fields);

static bool
leave_post(struct call *c)
{
    const struct why_in *in = c->in;
    struct talks_key key;
    enum put how;
    return key_of(c, &key) &&
           leave_talks(c->db, c->arena, &key, c->who.org, in->reason, call_moment(c), &how,
                       &c->err) &&
           tender_reply_done(c, how);
}

static bool
conclude_post(struct call *c)
{
    struct talks_key key;
    enum put how;
    return key_of(c, &key) &&
           conclude_talks(c->db, c->arena, &key, call_moment(c), &how, &c->err) &&
           tender_reply_done(c, how);
}

struct sign_in {
    const char *signature;
};
static const struct field sign_fields[] = {
    F_TEXT(struct sign_in, "signature", signature, SIGNATURE_LONG, FIELD_LINES)};
static const struct shape sign_shape = SHAPE("TalksSignatureIn", struct sign_in, sign_fields);

static bool
sign_post(struct call *c)
{
    const struct sign_in *in = c->in;
    struct talks_key key;
    struct user u;
    enum put how;
    bool there;
    if (!key_of(c, &key) || !user_look(c->db, c->arena, c->who.user, c->today, &u, &there, &c->err))
        return false;
    if (!there || *u.expert == '\0')
        return err_set(&c->err, ERR_NOT_FOUND, M_EXPERT_NO_CODE, {c->who.user});
    return sign_talks(c->db, c->arena, &key, u.expert, in->signature, strlen(in->signature),
                      c->today, &how, &c->err) &&
           tender_reply_done(c, how);
}

struct closed {
    const char *how, *outcome;
};
static const struct field closed_fields[] = {F_TEXT(struct closed, "how", how, 10, 0),
                                             F_TEXT(struct closed, "outcome", outcome, 10, 0)};
static const struct shape closed_shape = SHAPE("TalksClosed", struct closed, closed_fields);

static bool
close_post(struct call *c)
{
    struct closed *out = arena_array(c->arena, struct closed, 1);
    struct talks_key key;
    enum talks_verdict v;
    enum put how;
    if (!key_of(c, &key) || !close_talks(c->db, c->arena, &key, c->today, &v, &how, &c->err))
        return false;
    *out = (struct closed){put_name(how), talks_verdict_name(v)};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct raw text_raw = {.types = "text/plain"};
#define SEES (RUNS_TENDERS | AS_AUDITOR | AS_REGISTRANT | AS_EXPERT)
static const struct route table[] = {
    {.id = "group_mode.choose", .method = "PUT", .path = G "/mode", .roles = AS_RUNS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &mode_in,
     .out = &tender_done_shape, .handle = mode_put,
     .page = "project-talks", .summary = M_R_MODE_CHOOSE},
    {.id = "group_mode.show", .method = "GET", .path = G "/mode", .roles = ROLES_ANY,
     .where = INLINE, .scope = SCOPE_POOL, .out = &modes_shape, .handle = mode_get,
     .page = "project-talks", .summary = M_R_MODE_SHOW},
    {.id = "talks.list", .method = "GET", .path = G "/talks", .roles = RUNS_TENDERS | AS_AUDITOR,
     .where = INLINE, .scope = SCOPE_POOL, .out = &heads_shape, .handle = talks_all,
     .page = "project-talks", .summary = M_R_TALKS_LIST},
    {.id = "talks.open", .method = "POST", .path = G "/talks", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &open_shape,
     .out = &opened_shape, .handle = talks_open_post,
     .page = "project-talks", .summary = M_R_TALKS_OPEN},
    {.id = "talks.show", .method = "GET", .path = T, .roles = SEES, .where = READ,
     .scope = SCOPE_POOL, .out = &talks_shape, .handle = talks_one,
     .page = "talks", .summary = M_R_TALKS_SHOW},
    {.id = "talks.round", .method = "POST", .path = T "/rounds", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &turn_in,
     .out = &tender_done_shape, .handle = round_post, .page = "talks", .summary = M_R_TALKS_ROUND},
    {.id = "talks.offer", .method = "POST", .path = T "/offers", .roles = AS_REGISTRANT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &offer_in_shape,
     .out = &tender_done_shape, .handle = offer_post, .page = "talks", .summary = M_R_TALKS_OFFER},
    {.id = "talks.leave", .method = "POST", .path = T "/withdrawal", .roles = AS_REGISTRANT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &why_shape,
     .out = &tender_done_shape, .handle = leave_post, .page = "talks", .summary = M_R_TALKS_LEAVE},
    {.id = "talks.conclude", .method = "POST", .path = T "/conclusion", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .out = &tender_done_shape,
     .handle = conclude_post, .page = "talks", .summary = M_R_TALKS_CONCLUDE},
    {.id = "talks.record", .method = "GET", .path = T "/record", .roles = SEES, .where = READ,
     .scope = SCOPE_POOL, .raw_out = &text_raw, .handle = talks_record,
     .page = "talks", .summary = M_R_TALKS_RECORD},
    {.id = "talks.sign", .method = "POST", .path = T "/signatures", .roles = AS_EXPERT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &sign_shape,
     .out = &tender_done_shape, .handle = sign_post, .page = "talks", .summary = M_R_TALKS_SIGN},
    {.id = "talks.close", .method = "POST", .path = T "/closing", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .out = &closed_shape, .handle = close_post,
     .page = "talks", .summary = M_R_TALKS_CLOSE},
};
/* clang-format on */
const struct routes talks_routes = ROUTES(table);
