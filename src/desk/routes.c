#include "desk/routes.h"

#include <stdlib.h>

#include "desk/monitor_report.h"
#include "oversight/routes.h"
#include "words/desk.h"

enum form { FORM_HTML, FORM_JSON, FORM_TEXT, REPORT_FORMS };
static const char *const form_names[REPORT_FORMS] = {"html", "json", "text"};
static const char *const form_types[REPORT_FORMS] = {"text/html; charset=utf-8", "application/json",
                                                     "text/plain; charset=utf-8"};

struct report_query {
    int form;
};
static const struct field query_fields[] = {
    F_ENUM(struct report_query, "format", form, form_names, REPORT_FORMS, FIELD_OPT)};
static const struct shape query_shape = SHAPE("ReportForm", struct report_query, query_fields);

static bool
monitor_report_get(struct call *c)
{
    static void (*const print[REPORT_FORMS])(const struct report *, enum lang,
                                             FILE *) = {report_html, report_json, report_text};
    const struct report_query *q = c->query;
    struct policy *pack = NULL;
    struct project p;
    struct report r;
    char *text = NULL;
    size_t n;
    month m;
    if (!fund_whole_pool(c) || !call_arg_month(c, 2, &m) || !oversight_project(c, &p, &pack) ||
        !monitor_report(c->db, c->arena, &p, pack, m, c->today, c->lang, &r, &c->err))
        return false;
    FILE *to = open_memstream(&text, &n);
    if (to == NULL)
        return err_set(&c->err, ERR_IO, M_MONITOR_REPORT_LARGE);
    print[q->form](&r, c->lang, to);
    fclose(to);
    const char *copy = arena_strdup(c->arena, text);
    free(text);
    return reply_raw(c, form_types[q->form], NULL, copy, n);
}

static const struct raw forms = {.types = "text/html application/json text/plain"};
/* clang-format off */
static const struct route routes[] = {
    {.id = "monitoring.report", .method = "GET",
     .path = OVERSIGHT_PROJECT "/monitoring/:month/report", .roles = OVERSIGHT_READERS,
     .where = READ, .scope = SCOPE_POOL, .query = &query_shape, .raw_out = &forms,
     .handle = monitor_report_get, .page = "project-monitoring", .summary = M_R_MONITOR_REPORT},
};
/* clang-format on */
const struct routes desk_routes = ROUTES(routes);
