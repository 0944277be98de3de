/* routes_draw.c - drawing experts for a meeting over HTTP: commit, draw, and the record that
 * everybody may repeat. The secret passes through and is kept only once it is revealed. */
#include <string.h>

#include "access/who.h"
#include "base/host/paper.h"
#include "project/draw_record.h"
#include "project/meeting.h"
#include "project/project.h"
#include "project/routes.h"
#include "tender/concern.h"
#include "tender/routes.h"
#include "words/bank.h"
#include "words/experts.h"

#define D "/v1/pools/:pool/projects/:project/draws/:draw"
enum { SECRET_HEX = 64, CODE_MAX = 64, TEXT_MAX = 200 };

struct commit_in {
    const char *meeting, *randomness, *secret;
    struct list companies;
    int64_t rest_days;
};
static const struct field commit_fields[] = {
    F_TEXT(struct commit_in, "meeting", meeting, CODE_MAX, 0),
    F_TEXT(struct commit_in, "randomness", randomness, TEXT_MAX, 0),
    F_TEXT(struct commit_in, "secret", secret, SECRET_HEX, FIELD_SECRET),
    F_LIST(struct commit_in, "companies", companies, &shape_code, 0, MEETING_COMPANIES_MAX,
           FIELD_OPT),
    F_INT(struct commit_in, "rest_days", rest_days, 0, REST_DAYS_MAX, FIELD_OPT),
};
static const struct shape commit_shape = SHAPE("DrawCommit", struct commit_in, commit_fields);

struct draw_out {
    const char *how, *commitment, *list;
    int64_t candidates, removed;
};
static const struct field out_fields[] = {
    F_TEXT(struct draw_out, "how", how, 10, 0),
    F_TEXT(struct draw_out, "commitment", commitment, 64, 0),
    F_TEXT(struct draw_out, "list", list, 64, 0),
    F_INT(struct draw_out, "candidates", candidates, 0, DRAW_CANDIDATES_MAX, 0),
    F_INT(struct draw_out, "removed", removed, 0, DRAW_CANDIDATES_MAX, 0),
};
static const struct shape out_shape = SHAPE("DrawDone", struct draw_out, out_fields);

static bool
reply_draw(struct call *c, const struct expert_draw *d, enum put how)
{
    struct draw_out *out = arena_array(c->arena, struct draw_out, 1);
    int64_t free = (int64_t)draw_removed(d, DRAW_FREE);
    *out = (struct draw_out){
        put_name(how), sm3_text(d->record.commitment.b, arena_alloc(c->arena, SM3_HEX_MAX)),
        sm3_text(d->record.list.b, arena_alloc(c->arena, SM3_HEX_MAX)), free, (int64_t)d->n - free};
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
refused(struct call *c, enum draw_verdict v, const char *who)
{
    return err_set(&c->err, ERR_CONFLICT, v == DRAW_TOO_FEW ? M_DRAW_FEW : M_DRAW_REFUSED,
                   {c->arg[2], draw_verdict_name(v), who}, .field = "draw");
}

static bool
draw_commit_put(struct call *c)
{
    const struct commit_in *in = c->in;
    struct draw_ask ask = {.project = c->arg[1],
                           .draw = c->arg[2],
                           .randomness = in->randomness,
                           .on = c->today,
                           .company = in->companies.at,
                           .companies = in->companies.n,
                           .rest_days = in->rest_days};
    struct meeting m;
    struct expert_draw d;
    enum draw_verdict v;
    enum put how;
    const char *who;
    if (!sm3_parse(ask.secret, in->secret))
        return err_set(&c->err, ERR_INPUT, M_DRAW_BAD_SECRET, .field = "secret");
    if (!meeting_get(c->db, c->arena, c->pool, c->arg[1], in->meeting, &m, &c->err) ||
        !concern_all(c->db, c->arena, c->pool, &ask, &c->err))
        return false;
    if (!meeting_ask(c->arena, &m, &ask))
        return err_set(&c->err, ERR_INPUT, M_MEETING_NEED, {m.need}, .field = "meeting");
    if (!meeting_commit(c->db, c->arena, c->pool, &m, &ask, &d, &how, &v, &who, &c->err))
        return false;
    return v == DRAW_OK ? reply_draw(c, &d, how) : refused(c, v, who);
}

struct run_in {
    const char *public, *secret;
};
static const struct field run_fields[] = {
    F_TEXT(struct run_in, "public", public, TEXT_MAX, 0),
    F_TEXT(struct run_in, "secret", secret, SECRET_HEX, FIELD_SECRET),
};
static const struct shape run_shape = SHAPE("DrawRun", struct run_in, run_fields);

static bool
draw_run_post(struct call *c)
{
    const struct run_in *in = c->in;
    uint8_t secret[DRAW_SECRET_SIZE];
    struct expert_draw d;
    enum draw_verdict v;
    enum put how;
    const char *who;
    if (!sm3_parse(secret, in->secret))
        return err_set(&c->err, ERR_INPUT, M_DRAW_BAD_SECRET, .field = "secret");
    if (!draw_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &d, &c->err) ||
        !draw_reveal(c->db, c->arena, &d, in->public,
                     d.record.revealed ? d.record.public_on : c->today, secret, &how, &v, &who,
                     &c->err))
        return false;
    if (v != DRAW_OK)
        return refused(c, v, who);
    return meeting_invite(c->db, c->arena, &d, c->today, who_login(c), &c->err) &&
           reply_draw(c, &d, how);
}

/* What `jicai draw verify` takes. */
static bool
draw_show(struct call *c)
{
    struct expert_draw d;
    struct project p;
    struct policy *pack;
    struct paper paper;
    size_t n;
    if (!draw_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &d, &c->err) ||
        !project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err))
        return false;
    paper_start(&paper, c->arena);
    draw_record_json(paper.to, &d, pack, c->lang);
    const char *text = paper_end(&paper, &n);
    return reply_raw(c, "application/json", "draw.json", text, n);
}

/* clang-format off */
static const struct raw record_raw = {.types = "application/json"};
static const struct route table[] = {
    {.id = "draw.commit", .method = "PUT", .path = D, .roles = KEEPS_BANK, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &commit_shape, .out = &out_shape,
     .handle = draw_commit_put, .page = "meeting", .summary = M_R_DRAW_COMMIT},
    {.id = "draw.run", .method = "POST", .path = D "/run", .roles = KEEPS_BANK, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES | ROUTE_SECRET, .in = &run_shape,
     .out = &out_shape, .handle = draw_run_post, .page = "meeting", .summary = M_R_DRAW_RUN},
    {.id = "draw.show", .method = "GET", .path = D, .roles = ROLES_PUBLIC, .where = READ,
     .scope = SCOPE_NONE, .raw_out = &record_raw, .handle = draw_show,
     .page = "meeting", .summary = M_R_DRAW_SHOW},
};
/* clang-format on */
const struct routes draw_routes = ROUTES(table);
