#include "intake/list_table.h"

#include <stdio.h>
#include <string.h>

#include "base/core/instant.h"
#include "base/core/text.h"
#include "sheet/sheet.h"
#include "sheet/write.h"
#include "words/http.h"

enum { TITLE_MAX = 128 };

struct list_table {
    struct writer *w;
    const struct shape *row;
};

/* In Chinese, where words/columns.tsv has the name; else the name. */
static const char *
title_of(struct call *c, const char *name)
{
    char id[TITLE_MAX];
    snprintf(id, sizeof(id), "col_%s", name);
    enum msg m = c->lang == LANG_ZH ? msg_find(id) : M_NONE;
    return m != M_NONE ? word_text(LANG_ZH, m) : name;
}

static bool
is_cell(const struct field *f)
{
    return f->type != FIELD_LIST && f->type != FIELD_JSON && f->type != FIELD_BYTES &&
           (f->flags & FIELD_SECRET) == 0;
}

/* How many columns; their titles into `out`, at most `max` of them. */
static size_t
titles(struct call *c, const struct shape *s, const char *before, const char *out[], size_t n,
       size_t max)
{
    for (size_t i = 0; i < s->n && n < max; i++) {
        const struct field *f = &s->fields[i];
        const char *title = title_of(c, f->name);
        if (*before != '\0')
            title = arena_printf(c->arena, "%s.%s", before, title);
        if (f->type == FIELD_OBJECT)
            n = titles(c, f->shape, title, out, n, max);
        else if (is_cell(f))
            out[n++] = title;
    }
    return n;
}

static void
put_text(struct writer *w, const char *s)
{
    if (s == NULL || *s == '\0')
        write_empty(w);
    else
        write_text(w, s);
}

/* Not given and not printed in JSON: an empty cell. */
static bool
is_absent(const struct field *f, const char *at)
{
    if ((f->flags & FIELD_OPT) == 0)
        return false;
    switch (f->type) {
    case FIELD_INT:
    case FIELD_POOL:
    case FIELD_INSTANT: return *(const int64_t *)(const void *)at == 0;
    case FIELD_DATE: return ((const date *)(const void *)at)->day == 0;
    case FIELD_MONTH: return ((const month *)(const void *)at)->month == 0;
    case FIELD_MONEY: return ((const money *)(const void *)at)->units == 0;
    case FIELD_QTY: return ((const qty *)(const void *)at)->pieces == 0;
    case FIELD_RATIO: return ((const ratio *)(const void *)at)->ppm == 0;
    case FIELD_TEXT:
    case FIELD_BOOL:
    case FIELD_ENUM:
    case FIELD_BYTES:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_JSON: return false;
    }
    return false;
}

static void
cell(struct writer *w, const struct field *f, const char *at)
{
    char text[INSTANT_TEXT_MAX];
    const int64_t *n = (const int64_t *)(const void *)at;
    if (is_absent(f, at)) {
        write_empty(w);
        return;
    }
    switch (f->type) {
    case FIELD_TEXT: put_text(w, *(const char *const *)(const void *)at); return;
    case FIELD_INT: write_int(w, *n); return;
    case FIELD_POOL:
        snprintf(text, sizeof(text), "%06lld", (long long)*n);
        write_text(w, text);
        return;
    case FIELD_MONEY: write_money(w, *(const money *)(const void *)at); return;
    case FIELD_QTY: write_qty(w, *(const qty *)(const void *)at); return;
    case FIELD_RATIO: write_ratio(w, *(const ratio *)(const void *)at); return;
    case FIELD_DATE: write_date(w, *(const date *)(const void *)at); return;
    case FIELD_MONTH: write_month(w, *(const month *)(const void *)at); return;
    case FIELD_INSTANT: write_text(w, instant_text(*n, text)); return;
    case FIELD_BOOL: write_int(w, *(const bool *)at ? 1 : 0); return;
    case FIELD_ENUM: write_text(w, f->names[*(const int *)(const void *)at]); return;
    case FIELD_BYTES:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_JSON: return;
    }
}

static void
cells(struct writer *w, const struct shape *s, const char *value)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        if (f->type == FIELD_OBJECT)
            cells(w, f->shape, value + f->offset);
        else if (is_cell(f))
            cell(w, f, value + f->offset);
    }
}

static bool
table_open(void **out, struct call *c, const char *path, const struct shape *row)
{
    const char *title[SHEET_COLUMNS_MAX];
    struct list_table *t = arena_alloc(c->arena, sizeof(*t));
    size_t n = titles(c, row, "", title, 0, SHEET_COLUMNS_MAX);
    t->row = row;
    if (!write_open(&t->w, path, c->route->id, WRITE_BOM, &c->err))
        return false;
    write_header(t->w, title, n);
    *out = t;
    return true;
}

static void
table_row(void *writer, const void *value)
{
    struct list_table *t = writer;
    cells(t->w, t->row, value);
    write_row(t->w);
}

static bool
table_close(void *writer, struct err *e)
{
    struct list_table *t = writer;
    return write_close(t->w, e);
}

static void
table_cancel(void *writer)
{
    struct list_table *t = writer;
    write_cancel(t->w);
}

const struct table_maker list_tables = {table_open, table_row, table_close, table_cancel};
