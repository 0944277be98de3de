/* routes_opening.c - the opening over HTTP: envelopes out, shares in, the opening itself, its
 * record; and who may bid. */
#include <string.h>

#include "base/host/paper.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "tender/routes.h"
#include "words/base.h"
#include "words/route_tender.h"
#include "words/seal.h"

enum { SHARES_BODY_MAX = 8 * 1024 * 1024, ALL_MEMORY = 64 * 1024 * 1024 };
#define P "/v1/pools/:pool/projects/:project"

/* An officer of this project, by login; others do not learn that it exists. */
static bool
officer_must(struct call *c)
{
    struct opening *o = arena_alloc(c->arena, sizeof(*o));
    if (!opening_must(c->db, c->arena, c->pool, c->arg[1], o, &c->err))
        return false;
    for (size_t i = 0; i < o->officers.n; i++)
        if (strcmp(o->officers.officer[i].code, c->who.user) == 0)
            return true;
    return err_set(&c->err, ERR_NOT_FOUND, M_OPENING_NONE, {c->arg[1]});
}

static bool
sealed_all(struct call *c)
{
    struct paper p;
    int64_t bids;
    size_t n;
    if (!officer_must(c))
        return false;
    paper_start(&p, c->arena);
    bool ok = sealed_write(c->db, c->pool, c->arg[1], call_moment(c), p.to, &bids, &c->err);
    const char *text = paper_end(&p, &n);
    return ok && reply_raw(c, "text/plain; charset=utf-8", "sealed.txt", text, n);
}

struct shares_body {
    const char *shares;
};
static const struct field shares_fields[] = {
    F_TEXT(struct shares_body, "shares", shares, SHARES_BODY_MAX, FIELD_LINES)};
static const struct shape shares_shape = SHAPE("SharesIn", struct shares_body, shares_fields);
static const struct field handed_fields[] = {
    F_INT(struct handed_in, "good", good, 0, INT32_MAX, 0),
    F_INT(struct handed_in, "bad", bad, 0, INT32_MAX, 0),
    F_INT(struct handed_in, "closed", closed, 0, INT32_MAX, 0),
    F_INT(struct handed_in, "unknown", unknown, 0, INT32_MAX, 0),
};
static const struct shape handed_shape = SHAPE("SharesHandedIn", struct handed_in, handed_fields);

static bool
shares_in(struct call *c)
{
    const struct shares_body *in = c->in;
    struct handed_in *out = arena_alloc(c->arena, sizeof(*out));
    size_t n = strlen(in->shares);
    struct shares s;
    if (!arena_room(c->arena, n + 1))
        return err_set(&c->err, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = "/shares");
    char *text = arena_strdup(c->arena, in->shares);
    return officer_must(c) && shares_parse(&s, c->arena, text, n, "/shares", &c->err) &&
           hand_in_shares(c->db, c->arena, c->pool, c->arg[1], c->who.user, &s, call_moment(c), out,
                          &c->err) &&
           reply(c, 200, out);
}

struct open_body {
    bool final;
};
static const struct field open_fields[] = {F_BOOL(struct open_body, "final", final, FIELD_OPT)};
static const struct shape open_shape = SHAPE("OpenBids", struct open_body, open_fields);

struct open_out {
    const char *verdict;
    int64_t came, needed, lacking, opened, voided, withdrawn, offers;
};
#define COUNT_(name, m) F_INT(struct open_out, name, m, 0, INT32_MAX, 0)
static const struct field open_out_fields[] = {
    F_TEXT(struct open_out, "verdict", verdict, 16, 0),
    COUNT_("came", came),
    COUNT_("needed", needed),
    COUNT_("lacking", lacking),
    COUNT_("opened", opened),
    COUNT_("void", voided),
    COUNT_("withdrawn", withdrawn),
    COUNT_("offers", offers),
};
static const struct shape open_out_shape = SHAPE("BidsOpened", struct open_out, open_out_fields);

static bool
open_now(struct call *c)
{
    const struct open_body *in = c->in;
    struct open_out *out = arena_alloc(c->arena, sizeof(*out));
    struct bid_opening b = {.a = c->arena,
                            .pool = c->pool,
                            .project = c->arg[1],
                            .now = call_moment(c),
                            .final = in->final};
    if (!open_bids(c->db, &b, &c->err))
        return false;
    *out = (struct open_out){opening_verdict_name(b.verdict),
                             b.came,
                             b.needed,
                             b.lacking,
                             b.opened,
                             b.voided,
                             b.withdrawn,
                             b.offers};
    return reply(c, 200, out);
}

/* --- the record --- */

struct record_out {
    const char *opened_at, *deadline;
    struct list bids, set_aside;
};
#define R struct opening_row
static const struct field row_fields[] = {
    F_TEXT(R, "group", group, 64, 0),
    F_TEXT(R, "company", company, 64, 0),
    F_INT(R, "version", version, 1, INT32_MAX, 0),
    F_TEXT(R, "filed_at", filed_at, 19, 0),
    F_TEXT(R, "sha256", sha256, 64, 0),
    F_TEXT(R, "outcome", outcome, 16, 0),
    F_TEXT(R, "reason", reason, 16, FIELD_OPT),
    F_TEXT(R, "detail", detail, 128, FIELD_OPT),
    F_INT(R, "shares", good, 0, SHARE_COUNT_MAX, 0),
    F_TEXT(R, "content_key", content_key, 64, FIELD_OPT),
    F_INT(R, "offers", offers, 0, OFFERS_MAX, 0),
};
#undef R
static const struct shape row_shape = SHAPE("OpeningRow", struct opening_row, row_fields);
static const struct field aside_fields[] = {
    F_TEXT(struct set_aside, "group", group, 64, 0),
    F_TEXT(struct set_aside, "company", company, 64, 0),
    F_TEXT(struct set_aside, "officer", officer, 64, 0),
    F_TEXT(struct set_aside, "state", state, 10, 0),
};
static const struct shape aside_shape = SHAPE("ShareSetAside", struct set_aside, aside_fields);
static const struct field record_fields[] = {
    F_TEXT(struct record_out, "deadline", deadline, 19, 0),
    F_TEXT(struct record_out, "opened_at", opened_at, 19, 0),
    F_LIST(struct record_out, "bids", bids, &row_shape, 0, 100000, 0),
    F_LIST(struct record_out, "set_aside", set_aside, &aside_shape, 0, 100000, 0),
};
static const struct shape record_shape = SHAPE("OpeningRecord", struct record_out, record_fields);

/* Public once the bids are opened; not before. */
static bool
record_show(struct call *c)
{
    struct record_out *out = arena_alloc(c->arena, sizeof(*out));
    struct opening_record *r = arena_alloc(c->arena, sizeof(*r));
    if (!opening_record_get(c->db, c->arena, c->pool, c->arg[1], r, &c->err))
        return false;
    if (!r->opening.opened)
        return err_set(&c->err, ERR_NOT_FOUND, M_OPENING_NOT_YET, {c->arg[1]});
    *out = (struct record_out){r->opening.opened_at,
                               r->opening.officers.deadline,
                               {r->row, r->rows},
                               {r->aside, r->asides}};
    return reply(c, 200, out);
}

/* --- who may bid --- */

struct qualify_body {
    const char *company, *reason;
    bool qualified;
    int64_t credit;
    date on;
};
#define Q struct qualify_body
static const struct field qualify_fields[] = {
    F_BOOL(Q, "qualified", qualified, 0),
    F_TEXT(Q, "reason", reason, 1000, FIELD_OPT),
    F_INT(Q, "credit", credit, 0, 9, FIELD_OPT),
};
static const struct field qualified_fields[] = {
    F_TEXT(Q, "company", company, 64, 0),
    F_BOOL(Q, "qualified", qualified, 0),
    F_TEXT(Q, "reason", reason, 1000, FIELD_OPT),
    F_INT(Q, "credit", credit, 0, 9, FIELD_OPT),
    F_DATE(Q, "on", on, 0),
};
#undef Q
static const struct shape qualify_shape = SHAPE("QualifyIn", struct qualify_body, qualify_fields);
static const struct shape qualified_shape =
    SHAPE("Qualification", struct qualify_body, qualified_fields);
struct qualified_rows {
    struct list items;
};
static const struct field qualified_rows_fields[] = {
    F_LIST(struct qualified_rows, "items", items, &qualified_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape qualified_rows_shape =
    SHAPE("Qualifications", struct qualified_rows, qualified_rows_fields);

static bool
qualify_one(struct call *c)
{
    const struct qualify_body *in = c->in;
    const struct qualification q = {.company = c->arg[2],
                                    .reason = in->reason,
                                    .qualified = in->qualified,
                                    .credit = in->credit,
                                    .on = c->today};
    enum put how;
    return qualify(c->db, c->arena, c->pool, c->arg[1], &q, &how, &c->err) &&
           tender_reply_done(c, how);
}

/* An office sees all of them, a company its own. */
static bool
qualify_all(struct call *c)
{
    struct qualified_rows *out = arena_alloc(c->arena, sizeof(*out));
    bool office = (c->who.roles & (AS_OFFICE | AS_AUDITOR)) != 0;
    struct rows r;
    if (!db_run(c->db, &q_qualification_each, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1])))
        return false;
    struct qualify_body *row = arena_array(c->arena, struct qualify_body, r.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < r.n && n < SHAPE_LIST_MAX; i++)
        if (office || strcmp(row_text(&r, i, 0), c->who.org) == 0) {
            row[n] = (struct qualify_body){.company = row_text(&r, i, 0),
                                           .qualified = row_int(&r, i, 1) == 1,
                                           .reason = row_text(&r, i, 2),
                                           .credit = row_int(&r, i, 3)};
            (void)date_parse(&row[n++].on, row_text(&r, i, 4));
        }
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct raw text_raw = {.types = "text/plain"};
static const struct route table[] = {
    {.id = "opening.sealed",
     .page = "project-opening", .method = "GET", .path = P "/opening/sealed", .roles = ROLES_ANY,
     .where = READ, .scope = SCOPE_POOL, .raw_out = &text_raw, .handle = sealed_all,
     .summary = M_R_OPENING_SEALED},
    {.id = "opening.shares",
     .page = "project-opening", .method = "POST", .path = P "/opening/shares", .roles = ROLES_ANY,
     .where = WRITE, .scope = SCOPE_POOL, .in = &shares_shape, .out = &handed_shape,
     .handle = shares_in, .summary = M_R_OPENING_SHARES, .body_max = SHARES_BODY_MAX},
    {.id = "opening.open",
     .page = "project-opening", .method = "POST", .path = P "/opening/open", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &open_shape, .out = &open_out_shape,
     .handle = open_now, .summary = M_R_OPENING_OPEN},
    {.id = "opening.record",
     .page = "portal-project", .method = "GET", .path = P "/opening/record", .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .out = &record_shape, .handle = record_show,
     .summary = M_R_OPENING_RECORD},
    {.id = "qualification.set", .method = "PUT", .path = P "/qualifications/:company",
     .roles = RUNS_TENDERS, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &qualify_shape, .out = &tender_done_shape, .handle = qualify_one,
     .page = "project-qualifications", .summary = M_R_QUALIFY},
    {.id = "qualification.list", .method = "GET", .path = P "/qualifications",
     .roles = AS_OFFICE | AS_AUDITOR | AS_REGISTRANT, .where = READ, .scope = SCOPE_POOL,
     .out = &qualified_rows_shape, .handle = qualify_all,
     .page = "project-qualifications", .summary = M_R_QUALIFICATIONS},
};
/* clang-format on */
const struct routes opening_routes = ROUTES(table);
