#include "http/rows.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "words/http.h"

enum { VALUES_MAX = DB_PARAMS };

static int
name_at(const struct field *f, const char *name)
{
    for (int i = 0; i < (int)f->max; i++)
        if (strcmp(f->names[i], name) == 0)
            return i;
    assert(false && "a name that the schema does not allow");
    return 0;
}

static void
cell_as(const struct field *f, const struct rows *r, size_t row, size_t column, char *base)
{
    void *at = base + f->offset;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_JSON: *(const char **)at = row_text(r, row, column); return;
    case FIELD_INT:
    case FIELD_POOL:
    case FIELD_INSTANT: *(int64_t *)at = row_int(r, row, column); return;
    case FIELD_MONEY: ((money *)at)->units = row_int(r, row, column); return;
    case FIELD_QTY: ((qty *)at)->pieces = row_int(r, row, column); return;
    case FIELD_RATIO: ((ratio *)at)->ppm = row_int(r, row, column); return;
    case FIELD_BOOL: *(bool *)at = row_int(r, row, column) == 1; return;
    case FIELD_DATE:
        ((date *)at)->day = 0;
        (void)date_parse(at, row_text(r, row, column));
        return;
    case FIELD_MONTH: (void)month_parse(at, row_text(r, row, column)); return;
    case FIELD_ENUM: *(int *)at = name_at(f, row_text(r, row, column)); return;
    case FIELD_BYTES:
    case FIELD_OBJECT:
    case FIELD_LIST: break;
    }
    assert(false && "no column holds this");
}

void
row_as(const struct shape *s, const struct rows *r, size_t row, void *out)
{
    assert(r->columns >= s->n);
    memset(out, 0, s->size);
    for (size_t i = 0; i < s->n; i++)
        cell_as(&s->fields[i], r, row, i, out);
}

const void *
rows_as(struct arena *a, const struct shape *s, const struct rows *r, size_t n)
{
    char *list = arena_alloc(a, s->size * (n + 1));
    for (size_t i = 0; i < n; i++)
        row_as(s, r, i, list + i * s->size);
    return list;
}

static const char *
next_after(struct call *c, const struct rows *r, size_t last, size_t texts, bool line)
{
    const char *part[CURSOR_PARTS_MAX];
    for (size_t i = 0; i < texts; i++)
        part[i] = row_text(r, last, i);
    if (line)
        part[texts] = int_text(row_int(r, last, texts), arena_alloc(c->arena, INT_TEXT_MAX));
    return page_next(c, texts + line, part);
}

/* `line`: the key ends with a whole number. */
static bool
reply_page(struct call *c, const struct rows_page *p, bool line, const struct page *page,
           const struct val v[], size_t n)
{
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    const char *after[CURSOR_PARTS_MAX];
    struct val all[VALUES_MAX];
    size_t most = (size_t)page_limit(page);
    int64_t from = 0;
    struct rows r;
    assert(n + p->texts + 2 <= VALUES_MAX && p->texts < CURSOR_PARTS_MAX);
    if (!page_after(c, page, p->texts + line, after))
        return false;
    if (line && *after[p->texts] != '\0' && !int_parse(&from, after[p->texts]))
        return err_set(&c->err, ERR_INPUT, M_HTTP_CURSOR, .file = "?after");
    memcpy(all, v, n * sizeof(*v));
    for (size_t i = 0; i < p->texts; i++)
        all[n++] = v_text(after[i]);
    if (line)
        all[n++] = v_int(from);
    all[n++] = v_int((int64_t)most + 1);
    if (!c->db->ops->run(c->db, p->query, all, n, c->arena, &r, &c->err))
        return false;
    size_t shown = r.n > most ? most : r.n;
    out->items = (struct list){rows_as(c->arena, p->row, &r, shown), shown};
    out->next = r.n > most ? next_after(c, &r, most - 1, p->texts, line) : "";
    return reply(c, 200, out);
}

bool
reply_rows(struct call *c, const struct rows_page *p, const struct page *page, const struct val v[],
           size_t n)
{
    return reply_page(c, p, true, page, v, n);
}

bool
reply_named_rows(struct call *c, const struct rows_page *p, const struct page *page,
                 const struct val v[], size_t n)
{
    return reply_page(c, p, false, page, v, n);
}
