/* routes_report.c - the form, and reports as an institution's clerks make them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "access/sight.h"
#include "demand/demand_report.h"
#include "demand/query.h"
#include "demand/routes.h"
#include "registry/institution.h"
#include "words/http.h"
#include "words/route_demand.h"

static const char *const flag_names[] = {"ok", "not_reported", "no_usage", "below", "above"};
enum { FLAGS = sizeof(flag_names) / sizeof(*flag_names) };

bool
may_see_institution(struct call *c, const char *institution)
{
    struct institution i;
    if (strcmp(c->who.org_kind, "institution") == 0)
        return strcmp(c->who.org, institution) == 0 || err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!institution_on(c->db, c->arena, institution, c->today, &i, &c->err))
        return false;
    return region_within(i.region, c->who.region) || err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
}

static struct report_key
key_of(const struct call *c)
{
    return (struct report_key){c->pool, c->arg[1], c->arg[2]};
}

/* --- the form --- */

struct form_line {
    const char *group, *group_name, *unit, *product, *product_name, *reason, *state;
    qty last_year, qty, reviewed;
    bool known_usage, filled, reported;
    enum demand_flag flag;
};
#define S struct form_line
static const struct field line_fields[] = {
    F_TEXT(S, "group", group, 64, 0),
    F_TEXT(S, "group_name", group_name, 200, 0),
    F_TEXT(S, "unit", unit, 20, FIELD_OPT),
    F_TEXT(S, "product", product, 64, FIELD_OPT),
    F_TEXT(S, "product_name", product_name, 200, FIELD_OPT),
    F_QTY(S, "last_year", last_year, HAS(S, known_usage)),
    F_QTY(S, "qty", qty, HAS(S, filled)),
    F_TEXT(S, "reason", reason, 500, FIELD_OPT),
    F_QTY(S, "reviewed", reviewed, HAS(S, reported)),
    F_TEXT(S, "state", state, 20, FIELD_OPT),
    F_ENUM(S, "flag", flag, flag_names, FLAGS, 0),
};
#undef S
static const struct shape line_shape = SHAPE("FormLine", struct form_line, line_fields);

struct form_out {
    int64_t version;
    const char *saved_by, *submitted_by;
    date saved_on, submitted_on;
    struct list lines;
};
#define S struct form_out
static const struct field form_fields[] = {
    F_INT(S, "version", version, 0, INT32_MAX, 0),
    F_DATE(S, "saved_on", saved_on, FIELD_OPT),
    F_TEXT(S, "saved_by", saved_by, 128, FIELD_OPT),
    F_DATE(S, "submitted_on", submitted_on, FIELD_OPT),
    F_TEXT(S, "submitted_by", submitted_by, 128, FIELD_OPT),
    F_LIST(S, "lines", lines, &line_shape, 0, 100000, 0),
};
#undef S
static const struct shape form_shape = SHAPE("DemandForm", struct form_out, form_fields);

static bool
form_show(struct call *c)
{
    const struct report_key k = key_of(c);
    struct form f;
    struct form_out *out = arena_array(c->arena, struct form_out, 1);
    if (!may_see_institution(c, k.institution) || !demand_form(c->db, c->arena, &k, &f, &c->err))
        return false;
    struct form_line *l = arena_array(c->arena, struct form_line, f.n + 1);
    for (size_t i = 0; i < f.n; i++) {
        const struct form_row *r = &f.list[i];
        l[i] = (struct form_line){r->group,
                                  r->group_name,
                                  r->unit,
                                  r->product,
                                  r->product_name,
                                  r->reason,
                                  r->state < 0 ? "" : demand_state_names[r->state],
                                  r->last_year,
                                  r->qty,
                                  r->reviewed,
                                  r->known_usage,
                                  r->filled,
                                  r->reported,
                                  r->flag};
    }
    *out = (struct form_out){f.head.version,  f.head.saved_by,     f.head.submitted_by,
                             f.head.saved_on, f.head.submitted_on, {l, f.n}};
    return reply(c, 200, out);
}

static const struct raw sheet_out = {
    .types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

static bool
template_read(struct db *db, void *arg, struct err *e)
{
    struct call *c = arg;
    const struct report_key k = key_of(c);
    c->db = db;
    return may_see_institution(c, k.institution) &&
           demand_template(db, c->arena, &k, c->reply.path, e);
}

static bool
form_template(struct call *c)
{
    const char *name;
    if (!call_scratch(c, ".xlsx", &name))
        return false;
    c->reply.path = name;
    if (!db_read(c->db, template_read, c, &c->err)) {
        c->reply.path = NULL;
        unlink(name);
        return false;
    }
    return reply_file(c, sheet_out.types,
                      arena_printf(c->arena, "%s-%s.xlsx", c->arg[1], c->arg[2]), name);
}

/* --- saving and submitting --- */

struct line_in {
    const char *group, *product, *reason;
    qty qty;
};
static const struct field in_line_fields[] = {
    F_TEXT(struct line_in, "group", group, 64, 0),
    F_TEXT(struct line_in, "product", product, 64, FIELD_OPT),
    F_QTY(struct line_in, "qty", qty, 0),
    F_TEXT(struct line_in, "reason", reason, 500, FIELD_OPT),
};
static const struct shape in_line_shape = SHAPE("ReportLine", struct line_in, in_line_fields);
struct save_in {
    int64_t version; /* on which it stands: 0 the first */
    struct list lines;
};
static const struct field save_fields[] = {
    F_INT(struct save_in, "version", version, 0, INT32_MAX, 0),
    F_LIST(struct save_in, "lines", lines, &in_line_shape, 1, REPORT_LINES_MAX, 0),
};
static const struct shape save_shape = SHAPE("ReportNew", struct save_in, save_fields);
struct saved {
    int64_t version;
    const char *how;
};
static const struct field saved_fields[] = {
    F_INT(struct saved, "version", version, 1, INT32_MAX, 0),
    F_TEXT(struct saved, "how", how, 10, 0),
};
static const struct shape saved_shape = SHAPE("ReportSaved", struct saved, saved_fields);

static bool
report_save(struct call *c)
{
    const struct save_in *in = c->in;
    const struct line_in *l = in->lines.at;
    const struct report_key k = key_of(c);
    struct report_line *line = arena_array(c->arena, struct report_line, in->lines.n + 1);
    struct saved *out = arena_array(c->arena, struct saved, 1);
    enum put how;
    for (size_t i = 0; i < in->lines.n; i++)
        line[i] = (struct report_line){l[i].group, l[i].product, l[i].qty, l[i].reason};
    if (!may_see_institution(c, k.institution) ||
        !save_report(c->db, c->arena, &k, in->version, line, in->lines.n, c->who.user, c->today,
                     &out->version, &how, &c->err))
        return false;
    out->how = put_name(how);
    return reply(c, how == PUT_SAME ? 200 : 201, out);
}

struct submit_in {
    int64_t version;
};
static const struct field submit_fields[] = {
    F_INT(struct submit_in, "version", version, 1, INT32_MAX, 0)};
static const struct shape submit_shape = SHAPE("ReportSubmit", struct submit_in, submit_fields);
struct submit_out {
    int64_t lines, again, flagged, silent;
    const char *how;
};
#define S struct submit_out
static const struct field submitted_fields[] = {
    F_INT(S, "lines", lines, 0, INT32_MAX, 0),
    F_INT(S, "again", again, 0, INT32_MAX, 0),
    F_INT(S, "flagged", flagged, 0, INT32_MAX, 0),
    F_INT(S, "without_reason", silent, 0, INT32_MAX, 0),
    F_TEXT(S, "how", how, 10, 0),
};
#undef S
static const struct shape submitted_shape =
    SHAPE("ReportSubmitted", struct submit_out, submitted_fields);

static bool
report_submit(struct call *c)
{
    const struct submit_in *in = c->in;
    const struct report_key k = key_of(c);
    struct submitted s;
    struct submit_out *out = arena_array(c->arena, struct submit_out, 1);
    enum put how;
    if (!may_see_institution(c, k.institution) ||
        !submit_report(c->db, c->arena, &k, in->version, c->who.user, c->today, &s, &how, &c->err))
        return false;
    *out = (struct submit_out){s.lines, s.again, s.flagged, s.silent, put_name(how)};
    return reply(c, 200, out);
}

/* --- versions --- */

struct version_row {
    int64_t version;
    date saved_on, submitted_on;
    const char *saved_by, *submitted_by;
};
#define S struct version_row
static const struct field version_fields[] = {
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_DATE(S, "saved_on", saved_on, 0),
    F_TEXT(S, "saved_by", saved_by, 128, FIELD_OPT),
    F_DATE(S, "submitted_on", submitted_on, FIELD_OPT),
    F_TEXT(S, "submitted_by", submitted_by, 128, FIELD_OPT),
};
#undef S
static const struct shape version_shape =
    SHAPE("ReportVersion", struct version_row, version_fields);
struct rows_out {
    struct list items;
};
static const struct field versions_fields[] = {
    F_LIST(struct rows_out, "items", items, &version_shape, 0, 100000, 0)};
static const struct shape versions_shape =
    SHAPE("ReportVersions", struct rows_out, versions_fields);
static const struct field lines_fields[] = {
    F_LIST(struct rows_out, "items", items, &in_line_shape, 0, REPORT_LINES_MAX, 0)};
static const struct shape lines_shape = SHAPE("ReportLines", struct rows_out, lines_fields);

static bool
version_all(struct call *c)
{
    const struct report_key k = key_of(c);
    struct rows r;
    struct rows_out *out = arena_array(c->arena, struct rows_out, 1);
    if (!may_see_institution(c, k.institution) ||
        !db_run(c->db, &q_demand_report_versions, c->arena, &r, &c->err, v_int(k.pool),
                v_text(k.project), v_text(k.institution)))
        return false;
    struct version_row *it = arena_array(c->arena, struct version_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        it[i] = (struct version_row){.version = row_int(&r, i, 0),
                                     .saved_by = row_text(&r, i, 2),
                                     .submitted_by = row_text(&r, i, 4)};
        (void)date_parse(&it[i].saved_on, row_text(&r, i, 1));
        (void)date_parse(&it[i].submitted_on, row_text(&r, i, 3));
    }
    *out = (struct rows_out){{it, r.n}};
    return reply(c, 200, out);
}

static bool
version_show(struct call *c)
{
    const struct report_key k = key_of(c);
    struct report_line *line;
    struct rows_out *out = arena_array(c->arena, struct rows_out, 1);
    int64_t version;
    size_t n;
    if (!call_arg_int(c, 3, &version) || !may_see_institution(c, k.institution) ||
        !report_lines(c->db, c->arena, &k, version, &line, &n, &c->err))
        return false;
    if (n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    struct line_in *it = arena_array(c->arena, struct line_in, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct line_in){line[i].group, line[i].product, line[i].reason, line[i].qty};
    *out = (struct rows_out){{it, n}};
    return reply(c, 200, out);
}

#define R "/v1/pools/:pool/projects/:project/reports/:institution"
enum { AS_SEES = AS_HOSPITAL | AS_DEPARTMENT | AS_BUREAU | AS_ALLIANCE | AS_MONITOR | AS_AUDITOR };
static const struct route table[] = {
    {.id = "report.form",
     .page = "project-report",
     .method = "GET",
     .path = R,
     .roles = AS_SEES,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &form_shape,
     .handle = form_show,
     .summary = M_R_REPORT_FORM},
    {.id = "report.template",
     .page = "project-report",
     .method = "GET",
     .path = R "/template",
     .roles = AS_SEES,
     .where = SLOW,
     .scope = SCOPE_POOL,
     .raw_out = &sheet_out,
     .handle = form_template,
     .summary = M_R_REPORT_TEMPLATE},
    {.id = "report.save",
     .page = "project-report",
     .method = "POST",
     .path = R,
     .roles = AS_HOSPITAL,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &save_shape,
     .out = &saved_shape,
     .handle = report_save,
     .summary = M_R_REPORT_SAVE,
     .body_max = 1024 * 1024},
    {.id = "report.submit",
     .page = "project-report",
     .method = "POST",
     .path = R "/submit",
     .roles = AS_HOSPITAL,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &submit_shape,
     .out = &submitted_shape,
     .handle = report_submit,
     .summary = M_R_REPORT_SUBMIT},
    {.id = "report.versions",
     .method = "GET",
     .path = R "/versions",
     .roles = AS_SEES,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &versions_shape,
     .handle = version_all,
     .summary = M_R_REPORT_VERSIONS,
     .page = "project-report"},
    {.id = "report.version",
     .method = "GET",
     .path = R "/versions/:version",
     .roles = AS_SEES,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &lines_shape,
     .handle = version_show,
     .summary = M_R_REPORT_VERSION,
     .page = "project-report"},
};
const struct routes report_routes = ROUTES(table);
