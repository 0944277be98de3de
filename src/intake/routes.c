#include "intake/routes.h"

#include <string.h>
#include <unistd.h>

#include "access/role.h"
#include "fund/routes.h"
#include "intake/kinds.h"
#include "project/life.h"
#include "sheet/template.h"
#include "words/cutover.h"
#include "words/http.h"
#include "words/import.h"
#include "words/route_demand.h"
#include "words/route_project.h"
#include "words/prices.h"

/* Who may send which kind of file. Others come by the command line: they name files of the server,
 * or say what the routes of their wing check. */
enum {
    AS_RUNS_PROJECT = AS_PROVINCE | AS_CITY | AS_ALLIANCE,
    AS_RECORDS = AS_PROVINCE | AS_PLATFORM,
    AS_COLLECTS = AS_PROVINCE | AS_CITY | AS_PLATFORM | AS_MONITOR
};
static const struct {
    const struct import_kind *kind;
    int64_t roles;
    int act; /* that the project has to allow; -1 none, or asked by the kind itself */
} taken[] = {
    {&kind_reports, AS_HOSPITAL, -1},
    {&kind_orders, AS_HOSPITAL, -1},
    {&kind_receipts, AS_HOSPITAL, -1},
    {&kind_returns, AS_HOSPITAL, -1},
    {&kind_payments, AS_HOSPITAL, -1},
    {&kind_usage, AS_RUNS_PROJECT, -1},
    {&kind_groups, AS_RUNS_PROJECT, ACT_EDIT},
    {&kind_participants, AS_RUNS_PROJECT, ACT_JOIN},
    {&kind_cutover_lines, AS_RUNS_PROJECT, -1},
    {&kind_cutover_receipts, AS_RUNS_PROJECT, -1},
    {&kind_cutover_invoices, AS_RUNS_PROJECT, -1},
    {&kind_cutover_prepayments, AS_RUNS_PROJECT | AS_FUND, -1},
    {&kind_cutover_totals, AS_RUNS_PROJECT, -1},
    {&kind_qualifications, AS_RUNS_PROJECT, -1},
    {&kind_institutions, AS_RECORDS, -1},
    {&kind_companies, AS_RECORDS, -1},
    {&kind_commitments, AS_RECORDS, -1},
    {&kind_licences, AS_RECORDS, -1},
    {&kind_certificates, AS_RECORDS, -1},
    {&kind_products, AS_RECORDS, -1},
    {&kind_code_maps, AS_RECORDS, -1},
    {&kind_prices, AS_RECORDS, -1},
    {&kind_distributors, AS_RECORDS, -1},
    {&kind_platform_prices, AS_COLLECTS, -1},
    {&kind_platform_codes, AS_COLLECTS, -1},
    {&kind_claim_lines, AS_HOSPITAL | AS_FUND, -1},
    {&kind_claims, AS_FUND, -1},
    {&kind_instalments_paid, AS_FUND, -1},
    {&kind_paybacks, AS_FUND, -1},
    {&kind_direct_results, AS_FUND, -1},
    {&kind_bank_answers, AS_FUND, -1},
};

struct sheet_query {
    bool dry_run, accept_good_rows;
};
static const struct field query_fields[] = {
    F_BOOL(struct sheet_query, "dry_run", dry_run, FIELD_OPT),
    F_BOOL(struct sheet_query, "accept_good_rows", accept_good_rows, FIELD_OPT),
};
static const struct shape query_shape = SHAPE(NULL, struct sheet_query, query_fields);

struct mistake {
    int64_t row;
    const char *column, *id, *message;
};
static const struct field mistake_fields[] = {
    F_INT(struct mistake, "row", row, 0, INT64_MAX, 0),
    F_TEXT(struct mistake, "column", column, 64, FIELD_OPT),
    F_TEXT(struct mistake, "id", id, 64, 0),
    F_TEXT(struct mistake, "message", message, ERR_TEXT_MAX, 0),
};
static const struct shape mistake_shape = SHAPE("SheetMistake", struct mistake, mistake_fields);
struct outcome {
    int64_t rows, fresh, same, changed, refused, total;
    bool written, dry_run;
    struct list mistakes;
};
#define S struct outcome
static const struct field outcome_fields[] = {
    F_INT(S, "rows", rows, 0, INT64_MAX, 0),
    F_INT(S, "new", fresh, 0, INT64_MAX, 0),
    F_INT(S, "same", same, 0, INT64_MAX, 0),
    F_INT(S, "changed", changed, 0, INT64_MAX, 0),
    F_INT(S, "refused", refused, 0, INT64_MAX, 0),
    F_BOOL(S, "written", written, 0),
    F_BOOL(S, "dry_run", dry_run, 0),
    F_INT(S, "mistakes_total", total, 0, INT64_MAX, 0),
    F_LIST(S, "mistakes", mistakes, &mistake_shape, 0, SHAPE_ERRS_MAX, 0),
};
#undef S
static const struct shape outcome_shape = SHAPE("SheetOutcome", struct outcome, outcome_fields);

struct sheet {
    const struct import_kind *kind;
    struct import_options o;
    int64_t roles; /* AS_FUND alone: for the agency of the whole pool */
    int act;
    struct imported done;
    struct errs errs;
    struct err list[SHAPE_ERRS_MAX];
};

/* The kind of the path, for this person; what is not for him is denied, what is none is not there.
 */
static bool
kind_of(struct call *c, const char *name, enum import_scope scope, struct sheet *s)
{
    for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
        if (strcmp(taken[i].kind->name, name) != 0 || taken[i].kind->scope != scope)
            continue;
        s->kind = taken[i].kind;
        s->act = taken[i].act;
        s->roles = taken[i].roles;
        return (c->who.roles & (uint64_t)taken[i].roles) != 0 ||
               err_set(&c->err, ERR_DENIED, M_HTTP_ROLE);
    }
    return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
}

static bool say(struct call *c, const struct sheet *s);

/* What is written is answered with it, so that a repeated request gets the same answer. */
static bool
take_in(struct call *c, void *arg)
{
    struct sheet *s = arg;
    struct import_options scope = s->o;
    if (!import_scope_find(c->db, s->kind, &scope, &c->err) ||
        (s->act >= 0 && !project_may(c->db, c->arena, c->pool, s->o.project,
                                     (enum project_act)s->act, c->today, &c->err)))
        return false;
    if (import_in(c->db, s->kind, c->file->path, &s->o, &s->done, &s->errs, &c->err))
        return say(c, s);
    if (c->err.code == ERR_NONE) /* a dry run, or mistakes: taken back, and told by sheet() */
        err_set(&c->err, ERR_INPUT, M_IMPORT_NOTHING);
    return false;
}

static const char *
message(struct call *c, const struct err *e)
{
    char *text = arena_alloc(c->arena, ERR_TEXT_MAX);
    const char *arg[ERR_ARGS];
    for (size_t i = 0; i < ERR_ARGS; i++)
        arg[i] = e->arg[i];
    words_fill(text, ERR_TEXT_MAX, word_text(c->lang, e->msg), arg, ERR_ARGS);
    return text;
}

static bool
say(struct call *c, const struct sheet *s)
{
    struct outcome *out = arena_array(c->arena, struct outcome, 1);
    struct mistake *m = arena_array(c->arena, struct mistake, s->errs.n + 1);
    for (size_t i = 0; i < s->errs.n; i++) {
        const struct err *e = &s->errs.list[i];
        m[i] = (struct mistake){e->at.line, arena_strdup(c->arena, e->at.field), msg_name(e->msg),
                                message(c, e)};
    }
    *out = (struct outcome){.rows = s->done.rows,
                            .fresh = s->done.fresh,
                            .same = s->done.same,
                            .changed = s->done.changed,
                            .refused = s->done.refused,
                            .total = (int64_t)s->errs.total,
                            .written = s->done.written,
                            .dry_run = s->o.dry_run,
                            .mistakes = {m, s->errs.n}};
    return reply(c, 200, out); /* mistakes are no failure of the request: `written` says it */
}

static bool
sheet(struct call *c, enum import_scope scope, const char *project, const char *kind)
{
    const struct sheet_query *q = c->query;
    struct sheet *s = arena_array(c->arena, struct sheet, 1);
    s->errs = (struct errs){.list = s->list, .max = SHAPE_ERRS_MAX};
    if (!kind_of(c, kind, scope, s) || (s->roles == AS_FUND && !fund_whole_pool(c)))
        return false;
    s->o = (struct import_options){.pool = c->pool,
                                   .project = project,
                                   .who = c->who.user,
                                   .today = c->today,
                                   .region = c->who.region,
                                   .only = (c->who.roles & AS_OFFICE) == 0 ? c->who.org : "",
                                   .dry_run = q->dry_run,
                                   .accept_good_rows = q->accept_good_rows};
    if (call_write(c, scope == IMPORT_PLATFORM ? 0 : c->pool, take_in, s))
        return true;
    if (c->err.code != ERR_INPUT || c->err.msg != M_IMPORT_NOTHING)
        return false;
    c->err = (struct err){.code = ERR_NONE};
    return say(c, s);
}

static bool
project_sheet(struct call *c)
{
    return sheet(c, IMPORT_PROJECT, c->arg[1], c->arg[2]);
}
static bool
pool_sheet(struct call *c)
{
    return sheet(c, IMPORT_POOL, "", c->arg[1]);
}
static bool
platform_sheet(struct call *c)
{
    return sheet(c, IMPORT_PLATFORM, "", c->arg[0]);
}

/* An empty sheet with the columns of a kind, for those who may send it. */
static bool
template_get(struct call *c)
{
    static const char type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const struct import_kind *k = import_kind_find(c->arg[0]);
    const char *name;
    struct sheet s;
    if (k == NULL)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!kind_of(c, c->arg[0], k->scope, &s) || !call_scratch(c, ".xlsx", &name))
        return false;
    unlink(name); /* it has the name now; the file is made anew */
    if (!template_write(name, word_text(c->lang, k->title), k->columns, k->columns_n, c->lang,
                        &c->err)) {
        unlink(name);
        return false;
    }
    return reply_file(c, type, arena_printf(c->arena, "%s.xlsx", k->name), name);
}

static const struct raw sheet_in = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet text/csv "
    "application/octet-stream",
    16 * 1024 * 1024};

static const struct raw template_out = {
    .types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

static const struct route table[] = {
    {.id = "import.template",
     .page = "imports",
     .method = "GET",
     .path = "/v1/imports/:kind/template",
     .roles = AS_RECORDS | AS_COLLECTS | AS_RUNS_PROJECT | AS_HOSPITAL | AS_FUND,
     .where = SLOW,
     .raw_out = &template_out,
     .handle = template_get,
     .summary = M_ROUTE_TEMPLATE},
    {.id = "import.project",
     .page = "project-report",
     .method = "POST",
     .path = "/v1/pools/:pool/projects/:project/imports/:kind",
     .roles = AS_RUNS_PROJECT | AS_HOSPITAL | AS_FUND,
     .where = SLOW,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .raw_in = &sheet_in,
     .out = &outcome_shape,
     .handle = project_sheet,
     .summary = M_R_REPORT_SHEET},
    {.id = "import.pool",
     .page = "imports",
     .method = "POST",
     .path = "/v1/pools/:pool/imports/:kind",
     .roles = AS_COLLECTS | AS_HOSPITAL | AS_FUND,
     .where = SLOW,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .raw_in = &sheet_in,
     .out = &outcome_shape,
     .handle = pool_sheet,
     .summary = M_R_IMPORT_POOL},
    {.id = "import.platform",
     .page = "imports",
     .method = "POST",
     .path = "/v1/imports/:kind",
     .roles = AS_RECORDS,
     .where = SLOW,
     .query = &query_shape,
     .raw_in = &sheet_in,
     .out = &outcome_shape,
     .handle = platform_sheet,
     .summary = M_R_IMPORT_SHEET},
};
const struct routes intake_routes = ROUTES(table);
