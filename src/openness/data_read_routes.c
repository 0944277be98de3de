/* What departments read under data agreements, page by page and as files of months, and the list of
 * who read what (I6). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/role.h"
#include "access/who.h"
#include "audit/note.h"
#include "http/rows.h"
#include "openness/data_agreement.h"
#include "openness/data_inner.h"
#include "openness/query.h"
#include "openness/routes.h"
#include "words/audit.h"
#include "words/data.h"

/* --- reading --- */

struct pull_query {
    const char *after, *format;
    int64_t limit;
};
static const struct field pull_fields[] = {
    F_TEXT(struct pull_query, "after", after, CURSOR_MAX, FIELD_OPT),
    F_INT(struct pull_query, "limit", limit, 1, DATA_PAGE_MAX, FIELD_OPT),
    F_TEXT(struct pull_query, "format", format, 4, FIELD_OPT),
};
static const struct shape pull_shape = SHAPE("DataPull", struct pull_query, pull_fields);

static void
item_json(struct json *j, const struct data_page *p, size_t row, struct arena *a)
{
    json_open(j, NULL, '{');
    for (size_t i = 0; i < dataset_columns(p->set); i++) {
        const struct data_column *col = &p->set->column[i];
        if ((p->fields >> i & 1) == 0)
            continue;
        if (col->type == DATA_INT)
            json_int(j, col->name, row_int(&p->rows, row, i));
        else
            json_text(j, col->name, data_value(p, row, i, a));
    }
    json_close(j, '}');
}

static bool
as_json(struct call *c, const struct data_pull *p, const char *next)
{
    char *text = NULL;
    size_t n;
    struct json j;
    FILE *to = open_memstream(&text, &n);
    if (to == NULL)
        abort();
    json_start(&j, to);
    json_open(&j, NULL, '{');
    json_text(&j, "agreement", p->agreement);
    json_text(&j, "dataset", p->page.set->name);
    json_open(&j, "items", '[');
    for (size_t i = 0; i < p->page.n; i++)
        item_json(&j, &p->page, i, c->arena);
    json_close(&j, ']');
    if (next != NULL)
        json_text(&j, "next", next);
    json_int(&j, "rows", (int64_t)p->page.n);
    json_text(&j, "sha256", p->sha256);
    json_close(&j, '}');
    json_end(&j);
    if (fclose(to) != 0)
        abort();
    char *out = arena_alloc(c->arena, n + 1);
    memcpy(out, text, n + 1);
    free(text);
    return reply_raw(c, "application/json", NULL, out, n);
}

static bool
pull_body(struct call *c, void *arg)
{
    const struct pull_query *q = c->query;
    const struct data_reader by = {who_login(c), c->who.org, c->today, c->at};
    struct data_pull p = {.agreement = c->arg[1], .reader = &by};
    const struct page page = {.after = q->after};
    size_t parts = DATA_KEY;
    (void)arg;
    memset(p.page.after, 0, sizeof(p.page.after));
    if (!page_after(c, &page, parts, p.page.after))
        return false;
    p.page.limit = q->limit != 0 ? (size_t)q->limit : PAGE_LIMIT_MAX;
    if (!data_pull(c->db, c->arena, c->pool, &p, &c->err))
        return false;
    const char *next = NULL;
    if (p.page.next[0] != NULL) {
        for (size_t i = 0; i < DATA_KEY; i++)
            if (p.page.next[i] == NULL)
                p.page.next[i] = "";
        next = page_next(c, parts, p.page.next);
    }
    reply_header(c, "Jicai-Sha256", arena_strdup(c->arena, p.sha256));
    if (next != NULL)
        reply_header(c, "Jicai-Next", next);
    return strcmp(q->format, "csv") == 0
               ? reply_raw(c, TABLE_CSV_TYPE, "rows.csv", p.csv, strlen(p.csv))
               : as_json(c, &p, next);
}

/* Reading is writing: the access is noted in the transaction that reads. */
static bool
rows_get(struct call *c)
{
    const struct pull_query *q = c->query;
    if (*q->format != '\0' && strcmp(q->format, "csv") != 0 && strcmp(q->format, "json") != 0)
        return err_set(&c->err, ERR_INPUT, M_DATA_FORMAT, .file = "?format");
    return call_write(c, c->pool, pull_body, NULL);
}

/* --- files --- */

struct file_row {
    const char *agreement, *sha256;
    month month;
    int64_t rows, bytes;
    date made_on;
};
#define S struct file_row
static const struct field file_fields[] = {
    F_TEXT(S, "agreement", agreement, 64, 0), F_MONTH(S, "month", month, 0),
    F_INT(S, "rows", rows, 0, INT64_MAX, 0),  F_INT(S, "bytes", bytes, 0, INT64_MAX, 0),
    F_TEXT(S, "sha256", sha256, 64, 0),       F_DATE(S, "made_on", made_on, 0),
};
#undef S
static const struct shape file_shape = SHAPE("DataFile", struct file_row, file_fields);
struct files_out {
    struct list items;
};
static const struct field files_fields[] = {
    F_LIST(struct files_out, "files", items, &file_shape, 0, PAGE_LIMIT_MAX, 0)};
static const struct shape files_shape = SHAPE("DataFiles", struct files_out, files_fields);

static bool
files_get(struct call *c)
{
    struct files_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r, one;
    if (!data_seen(c, &one) ||
        !db_run(c->db, &q_data_file_page, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(""), v_int(PAGE_LIMIT_MAX)))
        return false;
    out->items = (struct list){rows_as(c->arena, &file_shape, &r, r.n), r.n};
    return reply(c, 200, out);
}

static const char *
month_of(struct call *c)
{
    month m;
    return call_arg_month(c, 2, &m) ? month_text(m, arena_alloc(c->arena, MONTH_TEXT_MAX)) : NULL;
}

static bool
file_body(struct call *c, void *arg)
{
    const struct data_reader by = {who_login(c), c->who.org, c->today, c->at};
    struct data_file f = {.agreement = c->arg[1], .month = month_of(c), .reader = &by};
    (void)arg;
    if (f.month == NULL || !data_file_read(c->db, c->arena, c->pool, &f, &c->err))
        return false;
    reply_header(c, "Jicai-Sha256", f.sha256);
    return reply_raw(c, TABLE_CSV_TYPE, arena_printf(c->arena, "%s-%s.csv", f.agreement, f.month),
                     f.csv, f.size);
}

static bool
file_get(struct call *c)
{
    return call_write(c, c->pool, file_body, NULL);
}

static bool
note_get(struct call *c)
{
    struct data_file f = {.agreement = c->arg[1], .month = month_of(c)};
    struct rows one;
    if (f.month == NULL || !data_seen(c, &one) ||
        !data_file_known(c->db, c->arena, c->pool, &f, &c->err))
        return false;
    if (c->db->log_key == NULL)
        return err_set(&c->err, ERR_NOT_FOUND, M_AUDIT_NO_KEY);
    const char *note =
        note_sign(c->arena, c->db->log_key, c->pool, data_file_note(c->arena, c->pool, &f));
    return reply_raw(c, "text/plain; charset=utf-8", NULL, note, strlen(note));
}

/* --- accesses --- */

struct access_row {
    const char *agreement, *kind, *who, *org, *month, *sha256;
    int64_t seq, at, rows;
    date on;
};
#define S struct access_row
static const struct field access_fields[] = {
    F_TEXT(S, "agreement", agreement, 64, 0),
    F_INT(S, "number", seq, 1, INT64_MAX, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_TEXT(S, "who", who, 128, 0),
    F_TEXT(S, "org", org, 64, 0),
    F_DATE(S, "on", on, 0),
    F_INSTANT(S, "at", at, 0),
    F_TEXT(S, "month", month, 7, FIELD_OPT),
    F_INT(S, "rows", rows, 0, INT64_MAX, 0),
    F_TEXT(S, "sha256", sha256, 64, 0),
};
#undef S
static const struct shape access_shape = SHAPE("DataAccess", struct access_row, access_fields);
static const struct field accesses_fields[] = ROWS_FIELDS(&access_shape);
static const struct shape accesses_shape = SHAPE("DataAccesses", struct rows_out, accesses_fields);
struct access_query {
    struct page page;
    const char *agreement;
};
static const struct field access_query_fields[] = {
    PAGE_FIELDS(struct access_query, page),
    F_TEXT(struct access_query, "agreement", agreement, 64, FIELD_OPT),
};
static const struct shape access_query_shape =
    SHAPE(NULL, struct access_query, access_query_fields);

static bool
accesses(struct call *c)
{
    static const struct rows_page page = {&q_data_access_page, &access_shape, 1};
    const struct access_query *q = c->query;
    return reply_rows(
        c, &page, &q->page,
        (const struct val[]){v_int(c->pool), v_text(q->agreement), v_text(data_whose(c))}, 3);
}

#define P "/v1/pools/:pool"
#define ONE P "/data-agreements/:agreement"
static const struct raw rows_out = {.types = "application/json text/csv"};
static const struct raw file_out = {.types = "text/csv"};
static const struct raw note_out = {.types = "text/plain"};
/* clang-format off */
static const struct route table[] = {
    {.id = "data.rows", .method = "GET", .path = ONE "/rows", .roles = READERS, .where = SLOW,
     .scope = SCOPE_POOL, .query = &pull_shape, .raw_out = &rows_out, .handle = rows_get,
     .summary = M_R_DATA_ROWS,
     .page = "data-agreement"},
    {.id = "data.files", .method = "GET", .path = ONE "/files", .roles = SHARES | READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &files_shape, .handle = files_get,
     .summary = M_R_DATA_FILES,
     .page = "data-agreement"},
    {.id = "data.file", .method = "GET", .path = ONE "/files/:month", .roles = READERS,
     .where = SLOW, .scope = SCOPE_POOL, .raw_out = &file_out, .handle = file_get,
     .summary = M_R_DATA_FILE,
     .page = "data-agreement"},
    {.id = "data.file_note", .method = "GET", .path = ONE "/files/:month/signature",
     .roles = SHARES | READERS, .where = READ, .scope = SCOPE_POOL, .raw_out = &note_out,
     .handle = note_get, .summary = M_R_DATA_NOTE,
     .page = "data-agreement"},
    {.id = "data.accesses", .method = "GET", .path = P "/data-accesses",
     .roles = SHARES | READERS, .where = READ, .scope = SCOPE_POOL, .query = &access_query_shape,
     .out = &accesses_shape, .handle = accesses, .summary = M_R_DATA_ACCESSES,
     .page = "data-agreements"},
};
/* clang-format on */
const struct routes openness_data_read_routes = ROUTES(table);
