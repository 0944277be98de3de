/* routes_sealed.c - sealed bids over HTTP: filing, withdrawing, the officers' list.
 */
#include <string.h>

#include "base/host/paper.h"
#include "project/project.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "tender/routes.h"
#include "words/route_tender.h"
#include "words/seal.h"

enum { SHANGHAI = 8 * 3600, DAY = 86400 };
#define P "/v1/pools/:pool/projects/:project"

static const struct field done_fields[] = {F_TEXT(struct tender_done, "how", how, 10, 0)};
const struct shape tender_done_shape = SHAPE("TenderDone", struct tender_done, done_fields);

bool
tender_reply_done(struct call *c, int how)
{
    struct tender_done *d = arena_array(c->arena, struct tender_done, 1);
    d->how = put_name((enum put)how);
    return reply(c, how == PUT_NEW ? 201 : 200, d);
}

const char *
call_moment(const struct call *c)
{
    char day[DATE_TEXT_MAX];
    int64_t s = ((c->at / 1000000 + SHANGHAI) % DAY + DAY) % DAY;
    if (c->simulated)
        s = DAY / 2;
    return arena_printf(c->arena, "%s %02d:%02d:%02d", date_text(c->today, day), (int)(s / 3600),
                        (int)(s / 60 % 60), (int)(s % 60));
}

/* --- who opens --- */

struct officer_row {
    const char *code, *public;
};
struct officers_body {
    const char *deadline;
    int64_t k;
    struct list officers;
    const char *state, *opened_at, *sha256;
};
#define S struct officers_body
static const struct field officer_fields[] = {
    F_TEXT(struct officer_row, "code", code, 64, 0),
    F_TEXT(struct officer_row, "public", public, 64, 0),
};
static const struct shape officer_shape = SHAPE("Officer", struct officer_row, officer_fields);
#define OFFICERS                                                                                   \
    F_TEXT(S, "deadline", deadline, 19, 0), F_INT(S, "k", k, 2, SHARE_COUNT_MAX, 0),               \
        F_LIST(S, "officers", officers, &officer_shape, 2, SHARE_COUNT_MAX, 0)
static const struct field officers_in_fields[] = {OFFICERS};
static const struct field officers_out_fields[] = {
    OFFICERS,
    F_TEXT(S, "state", state, 10, 0),
    F_TEXT(S, "opened_at", opened_at, 19, FIELD_OPT),
    F_TEXT(S, "sha256", sha256, 64, 0),
};
static const struct shape officers_in = SHAPE("OpeningIn", S, officers_in_fields);
static const struct shape officers_out = SHAPE("Opening", S, officers_out_fields);
#undef S

static bool
opening_set(struct call *c)
{
    const struct officers_body *in = c->in;
    struct officers *o = arena_alloc(c->arena, sizeof(*o));
    const struct officer_row *row = in->officers.at;
    struct project p;
    enum put how;
    *o = (struct officers){.pool = c->pool,
                           .project = c->arg[1],
                           .deadline = in->deadline,
                           .k = (size_t)in->k,
                           .n = in->officers.n};
    for (size_t i = 0; i < o->n; i++) {
        struct key k;
        if (!key_public_take(&k, KEY_OFFICER, row[i].public))
            return err_set(&c->err, ERR_INPUT, M_OFFICER_KEY, {row[i].code}, .field = "officers");
        o->officer[i].code = row[i].code;
        memcpy(o->officer[i].public, k.public, OFFICER_KEY_SIZE);
    }
    return project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) &&
           fix_officers(c->db, c->arena, o, call_moment(c), &how, &c->err) &&
           tender_reply_done(c, how);
}

static bool
opening_show(struct call *c)
{
    struct opening *o = arena_alloc(c->arena, sizeof(*o));
    struct officers_body *out = arena_alloc(c->arena, sizeof(*out));
    if (!opening_must(c->db, c->arena, c->pool, c->arg[1], o, &c->err))
        return false;
    struct officer_row *row = arena_array(c->arena, struct officer_row, o->officers.n);
    for (size_t i = 0; i < o->officers.n; i++) {
        struct key k = {.kind = KEY_OFFICER, .public_n = OFFICER_KEY_SIZE};
        memcpy(k.public, o->officers.officer[i].public, OFFICER_KEY_SIZE);
        row[i].code = o->officers.officer[i].code;
        row[i].public = key_public_hex(&k, arena_alloc(c->arena, KEY_HEX_MAX));
    }
    *out = (struct officers_body){.deadline = o->officers.deadline,
                                  .k = (int64_t)o->officers.k,
                                  .officers = {row, o->officers.n},
                                  .state = o->opened ? "opened" : "fixed",
                                  .opened_at = o->opened_at,
                                  .sha256 = o->sha256};
    return reply(c, 200, out);
}

/* The file that `jicai seal --officers` takes. */
static bool
officers_file(struct call *c)
{
    struct opening *o = arena_alloc(c->arena, sizeof(*o));
    if (!opening_must(c->db, c->arena, c->pool, c->arg[1], o, &c->err))
        return false;
    const char *text = officers_text(c->arena, &o->officers);
    return reply_raw(c, "text/plain; charset=utf-8", "officers.txt", text, strlen(text));
}

/* --- filing --- */

struct envelope_body {
    const char *envelope;
};
static const struct field envelope_fields[] = {
    F_TEXT(struct envelope_body, "envelope", envelope, ENVELOPE_MAX, FIELD_LINES),
};
static const struct shape envelope_shape =
    SHAPE("SealedBidIn", struct envelope_body, envelope_fields);

struct filed_row {
    const char *outcome, *group, *sha256, *at, *receipt;
    int64_t version, place;
};
static const struct field filed_fields[] = {
    F_TEXT(struct filed_row, "outcome", outcome, 10, 0), /* new, same, replaced; late: refused */
    F_TEXT(struct filed_row, "group", group, 64, 0),
    F_INT(struct filed_row, "version", version, 0, INT32_MAX, 0),
    F_TEXT(struct filed_row, "sha256", sha256, 64, 0),
    F_TEXT(struct filed_row, "at", at, 19, 0),
    F_INT(struct filed_row, "log_index", place, -1, INT64_MAX, FIELD_SIGNED), /* see log.receipt */
    F_TEXT(struct filed_row, "receipt", receipt, 4096, FIELD_OPT | FIELD_LINES),
};
static const struct shape filed_shape = SHAPE("SealedBid", struct filed_row, filed_fields);

static bool
bid_file(struct call *c)
{
    const struct envelope_body *in = c->in;
    struct filed_row *out = arena_alloc(c->arena, sizeof(*out));
    struct filed f;
    size_t n;
    if (!file_bid(c->db, c->arena, c->pool, c->arg[1], c->who.org, in->envelope,
                  strlen(in->envelope), call_moment(c), &f, &c->err))
        return false;
    *out = (struct filed_row){.outcome = filing_name(f.how),
                              .group = f.group,
                              .sha256 = f.sha256,
                              .at = f.at,
                              .version = f.version,
                              .place = f.place,
                              .receipt = filed_text(c->arena, &f, &n)};
    return reply(c, f.how == FILING_NEW || f.how == FILING_REPLACED ? 201 : 200, out);
}

struct bid_rows {
    struct list items;
};
static const struct field bid_rows_fields[] = {
    F_LIST(struct bid_rows, "items", items, &filed_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape bid_rows_shape = SHAPE("SealedBids", struct bid_rows, bid_rows_fields);

/* A bidder's own versions; outcome is their state: filed, replaced, withdrawn. */
static bool
bid_own(struct call *c)
{
    struct bid_rows *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_sealed_of_company, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(c->who.org)))
        return false;
    size_t n = r.n < SHAPE_LIST_MAX ? r.n : SHAPE_LIST_MAX;
    struct filed_row *row = arena_array(c->arena, struct filed_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct filed_row){.group = row_text(&r, i, 0),
                                    .version = row_int(&r, i, 1),
                                    .outcome = row_text(&r, i, 2),
                                    .sha256 = row_text(&r, i, 3),
                                    .at = row_text(&r, i, 4),
                                    .place = row_int(&r, i, 5),
                                    .receipt = ""};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

static bool
bid_withdraw(struct call *c)
{
    enum put how;
    return withdraw_bid(c->db, c->arena, c->pool, c->arg[1], c->arg[2], c->who.org, call_moment(c),
                        &how, &c->err) &&
           tender_reply_done(c, how);
}

/* clang-format off */
static const struct raw text_raw = {.types = "text/plain"};
static const struct route table[] = {
    {.id = "opening.fix",
     .page = "project-opening", .method = "PUT", .path = P "/opening", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &officers_in,
     .out = &tender_done_shape, .handle = opening_set, .summary = M_R_OPENING_FIX},
    {.id = "opening.show",
     .page = "project-opening", .method = "GET", .path = P "/opening", .roles = ROLES_PUBLIC,
     .where = INLINE, .scope = SCOPE_NONE, .out = &officers_out, .handle = opening_show,
     .summary = M_R_OPENING_SHOW},
    {.id = "opening.officers",
     .page = "project-bids", .method = "GET", .path = P "/opening/officers",
     .roles = ROLES_PUBLIC, .where = INLINE, .scope = SCOPE_NONE, .raw_out = &text_raw,
     .handle = officers_file, .summary = M_R_OPENING_OFFICERS},
    {.id = "sealed_bid.file",
     .page = "project-bids", .method = "POST", .path = P "/sealed-bids", .roles = AS_REGISTRANT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &envelope_shape,
     .out = &filed_shape, .handle = bid_file, .summary = M_R_SEALED_FILE,
     .body_max = ENVELOPE_MAX + 64 * 1024},
    {.id = "sealed_bid.own",
     .page = "project-bids", .method = "GET", .path = P "/sealed-bids", .roles = AS_REGISTRANT,
     .where = INLINE, .scope = SCOPE_POOL, .out = &bid_rows_shape, .handle = bid_own,
     .summary = M_R_SEALED_OWN},
    {.id = "sealed_bid.withdraw",
     .page = "project-bids", .method = "POST", .path = P "/sealed-bids/:group/withdrawal",
     .roles = AS_REGISTRANT, .where = WRITE, .scope = SCOPE_POOL, .out = &tender_done_shape,
     .handle = bid_withdraw, .summary = M_R_SEALED_WITHDRAW},
};
/* clang-format on */
const struct routes sealed_routes = ROUTES(table);
