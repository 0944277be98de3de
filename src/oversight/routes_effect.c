/* What a final assessment means for those who use it (I2), and how institutions pass the incentive
 * on to their staff (K5). */
#include <string.h>

#include "access/file.h"
#include "base/core/text.h"
#include "http/rows.h"
#include "oversight/effect.h"
#include "oversight/incentive.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "oversight/routes_effect.h"
#include "registry/pack_on.h"
#include "words/effects.h"
#include "words/oversight.h"
#include "words/route_oversight.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100 };

static bool
year_arg(struct call *c, int64_t *out)
{
    return call_arg_int(c, 2, out) && ((*out >= YEAR_FIRST && *out <= YEAR_LAST) ||
                                       err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_YEAR));
}

/* --- effects --- */

struct effect_out {
    const char *institution, *use, *band, *says, *text, *pack, *clause;
    money score;
    ratio share;
    date on;
};
#define S struct effect_out
static const struct field effect_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "use", use, 16, 0),
    F_TEXT(S, "band", band, 16, 0),
    F_MONEY(S, "score", score, 0), /* in points */
    F_TEXT(S, "says", says, 16, 0),
    F_RATIO(S, "share", share, 0),
    F_TEXT(S, "text", text, EFFECT_TEXT_MAX, 0),
    F_DATE(S, "issued_on", on, 0),
    F_TEXT(S, "pack", pack, 64, 0),
    F_TEXT(S, "clause", clause, EFFECT_CLAUSE_MAX, FIELD_BLANK),
};
#undef S
static const struct shape effect_shape =
    SHAPE("AssessmentEffect", struct effect_out, effect_fields);
static const struct field effects_fields[] = {FUND_PAGE(&effect_shape)};
static const struct shape effects_shape =
    SHAPE("AssessmentEffects", struct fund_page, effects_fields);

static bool
effects_post(struct call *c)
{
    struct project project;
    struct policy *pack = NULL;
    int64_t year, n;
    return year_arg(c, &year) && fund_whole_pool(c) && oversight_project(c, &project, &pack) &&
           effects_issue(c->db, c->arena, &project, pack, year, c->today, &n, &c->err) &&
           fund_done(c, n, 0);
}

/* The clause is that of the pack by which it was issued. */
static bool
fill(struct call *c, const struct rows *r, size_t i, struct effect_out *to)
{
    struct effect f;
    struct policy *pack;
    if (!effect_row(r, i, &f, &c->err) || !pack_load(c->db, row_text(r, i, 7), &pack, &c->err))
        return false;
    *to = (struct effect_out){
        .institution = f.institution,
        .use = effect_use_names[f.use],
        .band = assess_band_name(f.band),
        .says = f.says,
        .text = effect_text(&f, c->lang, arena_alloc(c->arena, EFFECT_TEXT_MAX)),
        .pack = pack->id,
        .clause = effect_clause(pack, f.use, c->lang, arena_alloc(c->arena, EFFECT_CLAUSE_MAX)),
        .score = {f.score * MONEY_FEN},
        .share = f.share,
        .on = f.on};
    return true;
}

static bool
effects_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(c->query), year;
    const char *after[2];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (!year_arg(c, &year) || !page_after(c, c->query, 2, after) ||
        !db_run(c->db, &q_effect_page, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_int(year), v_text(s.lo), v_text(s.hi), v_text(s.institution), v_text(after[0]),
                v_text(after[1]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct effect_out *items = arena_array(c->arena, struct effect_out, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!fill(c, &r, i, &items[i]))
            return false;
    const char *last[] = {n > 0 ? items[n - 1].institution : "", n > 0 ? items[n - 1].use : ""};
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 2, last) : ""};
    return reply(c, 200, out);
}

/* --- schemes --- */

struct kept {
    const char *how;
    int64_t version;
};
static const struct field kept_fields[] = {
    F_TEXT(struct kept, "how", how, 10, 0),
    F_INT(struct kept, "version", version, 1, INT32_MAX, 0),
};
static const struct shape kept_shape = SHAPE("IncentiveKept", struct kept, kept_fields);

static bool
keep(struct call *c, enum put how, int64_t version)
{
    struct kept *out = arena_alloc(c->arena, sizeof(*out));
    *out = (struct kept){put_name(how), version};
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static const struct field scheme_fields[] = {
    F_TEXT(struct incentive_scheme, "title", title, 200, 0),
    F_TEXT(struct incentive_scheme, "file", file, 64, 0),
    F_DATE(struct incentive_scheme, "from", from, FIELD_OPT),
};
static const struct shape scheme_in_shape =
    SHAPE("IncentiveSchemeIn", struct incentive_scheme, scheme_fields);

static bool
scheme_put_call(struct call *c)
{
    struct incentive_scheme in = *(const struct incentive_scheme *)c->in;
    int64_t version;
    enum put how;
    in.institution = c->who.org;
    in.who = who_login(c);
    in.from = in.from.day != 0 ? in.from : c->today;
    return scheme_put(c->db, c->arena, c->pool, &in, &version, &how, &c->err) &&
           keep(c, how, version);
}

struct scheme_row {
    const char *institution, *title, *file, *who;
    int64_t version;
    date from;
};
#define S struct scheme_row
static const struct field scheme_row_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_DATE(S, "from", from, 0),
    F_TEXT(S, "file", file, 64, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
};
#undef S
static const struct shape scheme_row_shape =
    SHAPE("IncentiveScheme", struct scheme_row, scheme_row_fields);
static const struct field schemes_fields[] = ROWS_FIELDS(&scheme_row_shape);
static const struct shape schemes_shape =
    SHAPE("IncentiveSchemes", struct rows_out, schemes_fields);

static bool
schemes_get(struct call *c)
{
    static const struct rows_page page = {&q_scheme_page, &scheme_row_shape, 1};
    struct sight s;
    fund_sight(c, &s);
    return reply_rows(c, &page, c->query, (const struct val[]){v_int(c->pool), V_SIGHT(s)}, 5);
}

static bool
scheme_file_get(struct call *c)
{
    struct sight s;
    struct rows r;
    struct file f;
    fund_sight(c, &s);
    if (!db_run(c->db, &q_scheme_seen, c->arena, &r, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(c->arg[1])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_INCENTIVE_FILE, {c->arg[1]});
    return kept_file(c->db, c->arena, c->arg[1], &f, &c->err) &&
           reply_raw(c, f.type, c->arg[1], (const char *)f.bytes, (size_t)f.size);
}

/* --- distributions --- */

#define S struct incentive_line
static const struct field line_fields[] = {
    F_TEXT(S, "department", department, 100, 0),
    F_ENUM(S, "to", to, share_of_names, SHARES_OF, FIELD_OPT),
    F_INT(S, "people", people, 0, 1000000, FIELD_OPT),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "basis", basis, 1000, 0),
};
#undef S
static const struct shape line_shape = SHAPE("IncentiveLine", struct incentive_line, line_fields);
struct payout_in {
    struct list lines;
    date on;
};
static const struct field payout_in_fields[] = {
    F_DATE(struct payout_in, "date", on, FIELD_OPT),
    F_LIST(struct payout_in, "lines", lines, &line_shape, 1, INCENTIVE_LINES_MAX, 0),
};
static const struct shape payout_in_shape =
    SHAPE("IncentivePayoutIn", struct payout_in, payout_in_fields);

static bool
payout_put_call(struct call *c)
{
    const struct payout_in *in = c->in;
    struct incentive_payout p = {.institution = c->who.org,
                                 .project = c->arg[1],
                                 .who = who_login(c),
                                 .on = in->on.day != 0 ? in->on : c->today,
                                 .line = in->lines.at,
                                 .lines = in->lines.n};
    int64_t version;
    enum put how;
    return year_arg(c, &p.year) &&
           payout_put(c->db, c->arena, c->pool, &p, c->today, &version, &how, &c->err) &&
           keep(c, how, version);
}

struct payout_row {
    const char *institution;
    int64_t version, scheme, people;
    money paid, staff;
    date paid_on, decided_on;
};
#define S struct payout_row
static const struct field payout_row_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_INT(S, "version", version, 0, INT32_MAX, 0), /* 0: not distributed */
    F_MONEY(S, "paid", paid, 0),
    F_DATE(S, "paid_on", paid_on, 0),
    F_DATE(S, "decided_on", decided_on, FIELD_OPT),
    F_INT(S, "scheme", scheme, 0, INT32_MAX, FIELD_OPT),
    F_MONEY(S, "staff", staff, FIELD_OPT),
    F_INT(S, "people", people, 0, INT32_MAX, FIELD_OPT),
};
#undef S
static const struct shape payout_row_shape =
    SHAPE("IncentivePayoutLine", struct payout_row, payout_row_fields);
static const struct field payouts_fields[] = ROWS_FIELDS(&payout_row_shape);
static const struct shape payouts_shape =
    SHAPE("IncentivePayouts", struct rows_out, payouts_fields);

static bool
payouts_get(struct call *c)
{
    static const struct rows_page page = {&q_payout_page, &payout_row_shape, 1};
    struct sight s;
    int64_t year;
    fund_sight(c, &s);
    return year_arg(c, &year) &&
           reply_rows(
               c, &page, c->query,
               (const struct val[]){v_int(c->pool), V_SIGHT(s), v_text(c->arg[1]), v_int(year)}, 7);
}

struct line_row {
    int64_t line, people;
    const char *department, *to, *basis;
    money amount;
};
#define S struct line_row
static const struct field line_row_fields[] = {
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "department", department, 100, 0),
    F_TEXT(S, "to", to, 16, 0),
    F_INT(S, "people", people, 0, INT32_MAX, 0),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "basis", basis, 1000, 0),
};
#undef S
static const struct shape line_row_shape =
    SHAPE("IncentiveLineRow", struct line_row, line_row_fields);
struct payout_out {
    const char *institution, *who;
    int64_t version, scheme;
    date on;
    money amount;
    struct list lines;
};
#define S struct payout_out
static const struct field payout_out_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_INT(S, "scheme", scheme, 1, INT32_MAX, 0),
    F_DATE(S, "date", on, 0),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
    F_LIST(S, "lines", lines, &line_row_shape, 0, INCENTIVE_LINES_MAX, 0),
};
#undef S
static const struct shape payout_out_shape =
    SHAPE("IncentivePayout", struct payout_out, payout_out_fields);

static bool
payout_get(struct call *c)
{
    struct payout_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows p, lines;
    struct sight s;
    int64_t year;
    fund_sight(c, &s);
    if (!year_arg(c, &year) ||
        !db_run(c->db, &q_payout_seen, c->arena, &p, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(c->arg[1]), v_text(c->arg[3]), v_int(year)))
        return false;
    if (p.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_INCENTIVE_NONE, {c->arg[3]});
    if (!db_run(c->db, &q_payout_lines, c->arena, &lines, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(c->arg[3]), v_int(year), v_int(row_int(&p, 0, 0))))
        return false;
    *out = (struct payout_out){
        .institution = c->arg[3],
        .version = row_int(&p, 0, 0),
        .scheme = row_int(&p, 0, 2),
        .amount = {row_int(&p, 0, 3)},
        .who = row_text(&p, 0, 4),
        .lines = {rows_as(c->arena, &line_row_shape, &lines, lines.n), lines.n}};
    (void)date_parse(&out->on, row_text(&p, 0, 1));
    return reply(c, 200, out);
}

#define EFFECTS OVERSIGHT_PROJECT "/assessments/:year/effects"
#define SCHEMES "/v1/pools/:pool/incentive-schemes"
#define PAYOUTS OVERSIGHT_PROJECT "/retention/:year/distributions"
static const struct raw file_out = {FILE_TYPES, 0};
/* clang-format off */
static const struct route routes[] = {
    {.id = "assessment.issue", .method = "POST", .path = EFFECTS,
     .roles = AS_PROVINCE | AS_CITY | AS_FUND, .where = WRITE, .scope = SCOPE_POOL,
     .out = &fund_done_shape, .handle = effects_post,
     .page = "project-assessment", .summary = M_R_EFFECTS_ISSUE},
    {.id = "assessment.effects", .method = "GET", .path = EFFECTS,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &effects_shape, .handle = effects_get,
     .page = "project-assessment", .summary = M_R_EFFECTS},
    {.id = "incentive_scheme.put", .method = "PUT", .path = "/v1/pools/:pool/incentive-scheme",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &scheme_in_shape, .out = &kept_shape, .handle = scheme_put_call,
     .page = "project-assessment", .summary = M_R_SCHEME_PUT},
    {.id = "incentive_scheme.list", .method = "GET", .path = SCHEMES,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL | AS_DEPARTMENT, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &schemes_shape, .handle = schemes_get,
     .page = "project-assessment", .summary = M_R_SCHEMES},
    {.id = "incentive_scheme.file", .method = "GET", .path = SCHEMES "/files/:sha256",
     .roles = OVERSIGHT_READERS | AS_HOSPITAL | AS_DEPARTMENT, .where = READ, .scope = SCOPE_POOL,
     .raw_out = &file_out, .handle = scheme_file_get,
     .page = "project-assessment", .summary = M_R_SCHEME_FILE},
    {.id = "incentive.distribute", .method = "PUT",
     .path = OVERSIGHT_PROJECT "/retention/:year/distribution", .roles = AS_HOSPITAL,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &payout_in_shape,
     .out = &kept_shape, .handle = payout_put_call,
     .page = "project-assessment", .summary = M_R_PAYOUT_PUT},
    {.id = "incentive.list", .method = "GET", .path = PAYOUTS,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &payouts_shape, .handle = payouts_get,
     .page = "project-assessment", .summary = M_R_PAYOUTS},
    {.id = "incentive.show", .method = "GET", .path = PAYOUTS "/:hospital",
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .out = &payout_out_shape, .handle = payout_get,
     .page = "project-assessment", .summary = M_R_PAYOUT},
};
/* clang-format on */
const struct routes effect_routes = ROUTES(routes);
