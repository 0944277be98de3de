#include "intake/list_table.h"

#include <stdio.h>
#include <string.h>

#include "base/core/instant.h"
#include "base/core/text.h"
#include "intake/label.h"
#include "intake/list_name.h"
#include "sheet/sheet.h"
#include "sheet/write.h"
#include "words/http.h"

enum { TITLE_MAX = 128, NAME_WIDTH = 32 };

/* A workbook is for people: headings and codes in their words, names beside codes, all dates as
 * dates. CSV is for programs and stays with the codes. */
struct list_table {
    struct writer *w;
    struct call *c;
    const struct shape *row;
    struct list_names *names; /* NULL: CSV */
    bool failed;
};

/* In Chinese, where words/columns.tsv has the name; else the name. */
static const char *
title_of(const struct list_table *t, const struct shape *s, const char *name)
{
    char id[TITLE_MAX];
    const char *label = t->names != NULL ? label_field(s->name, name, t->c->lang) : NULL;
    if (label != NULL)
        return label;
    snprintf(id, sizeof(id), "col_%s", name);
    bool words = t->names != NULL || t->c->lang == LANG_ZH;
    enum msg m = words ? msg_find(id) : M_NONE;
    return m != M_NONE ? word_text(t->c->lang, m) : name;
}

static bool
is_texts(const struct field *f)
{
    return f->type == FIELD_LIST && f->shape->n == 1 && f->shape->fields[0].name == NULL &&
           f->shape->fields[0].type == FIELD_TEXT;
}

static bool
is_cell(const struct list_table *t, const struct field *f)
{
    return ((f->type != FIELD_LIST && f->type != FIELD_JSON) ||
            (t->names != NULL && is_texts(f))) &&
           f->type != FIELD_BYTES && (f->flags & FIELD_SECRET) == 0;
}

/* Codes that have their names beside them: but not what the row itself is about and names. */
static bool
is_named(const struct list_table *t, const struct shape *s, size_t i)
{
    if (t->names == NULL || s->fields[i].type != FIELD_TEXT || !list_is_coded(s->fields[i].name))
        return false;
    for (size_t k = 0; i == 0 && k < s->n; k++)
        if (strcmp(s->fields[k].name, "name") == 0)
            return false;
    return true;
}

struct titles {
    const char *text[SHEET_COLUMNS_MAX];
    bool wide[SHEET_COLUMNS_MAX];
    size_t n;
};

static void
put_title(struct titles *out, const char *text, bool broad)
{
    if (out->n == SHEET_COLUMNS_MAX)
        return;
    out->text[out->n] = text;
    out->wide[out->n++] = broad;
}

static void
titles(const struct list_table *t, const struct shape *s, const char *before, struct titles *out)
{
    struct arena *a = t->c->arena;
    for (size_t i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        const char *title = title_of(t, s, f->name);
        if (*before != '\0')
            title = arena_printf(a, "%s.%s", before, title);
        if (f->type == FIELD_OBJECT)
            titles(t, f->shape, title, out);
        else if (is_cell(t, f))
            put_title(out, title, f->type == FIELD_TEXT && f->max > 100);
        if (is_named(t, s, i))
            put_title(out, arena_printf(a, "%s%s", title, label_word("names.of", t->c->lang)),
                      true);
    }
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

/* 2027-10-31: a date, whatever the interface calls it; 9999-12-31 is no end. */
static bool
put_day(struct writer *w, const char *s)
{
    date d;
    if (strcmp(s, "9999-12-31") == 0)
        write_empty(w);
    else if (strlen(s) == 10 && s[4] == '-' && s[7] == '-' && date_parse(&d, s))
        write_date(w, d);
    else
        return false;
    return true;
}

static bool
is_code(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

static void
put_text(const struct list_table *t, const struct shape *s, const struct field *f, const char *text)
{
    if (text == NULL || *text == '\0') {
        write_empty(t->w);
        return;
    }
    if (t->names != NULL && put_day(t->w, text))
        return;
    const char *label =
        t->names != NULL && is_code(text) ? label_code(s->name, f->name, text, t->c->lang) : NULL;
    write_text(t->w, label != NULL ? label : text);
}

static void
put_name(struct list_table *t, const char *code)
{
    const char *name = "";
    if (code != NULL && !t->failed && !list_name(t->names, code, &name, &t->c->err))
        t->failed = true;
    if (*name == '\0')
        write_empty(t->w);
    else
        write_text(t->w, name);
}

static void
put_bool(const struct list_table *t, bool yes)
{
    if (t->names != NULL)
        write_text(t->w, label_word(yes ? "yes" : "no", t->c->lang));
    else
        write_int(t->w, yes ? 1 : 0);
}

/* Codes of a list in one cell, by name. */
static void
put_texts(const struct list_table *t, const struct shape *s, const struct field *f,
          const struct list *l)
{
    const char *const *text = l->at, *all = "", *between = label_word("list.sep", t->c->lang);
    for (size_t i = 0; i < l->n; i++) {
        const char *label = label_code(s->name, f->name, text[i], t->c->lang);
        all = arena_printf(t->c->arena, "%s%s%s", all, i > 0 ? between : "",
                           label != NULL ? label : text[i]);
    }
    put_text(t, s, f, all);
}

static void
put_instant(const struct list_table *t, int64_t at)
{
    char text[INSTANT_TEXT_MAX];
    if (t->names != NULL)
        write_instant(t->w, at);
    else
        write_text(t->w, instant_text(at, text));
}

static void
cell(struct list_table *t, const struct shape *s, const struct field *f, const char *at)
{
    char text[INSTANT_TEXT_MAX];
    struct writer *w = t->w;
    const int64_t *n = (const int64_t *)(const void *)at;
    if (is_absent(f, at)) {
        write_empty(w);
        return;
    }
    switch (f->type) {
    case FIELD_TEXT: put_text(t, s, f, *(const char *const *)(const void *)at); return;
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
    case FIELD_INSTANT: put_instant(t, *n); return;
    case FIELD_BOOL: put_bool(t, *(const bool *)at); return;
    case FIELD_ENUM: put_text(t, s, f, f->names[*(const int *)(const void *)at]); return;
    case FIELD_LIST: put_texts(t, s, f, (const struct list *)(const void *)at); return;
    case FIELD_BYTES:
    case FIELD_OBJECT:
    case FIELD_JSON: return;
    }
}

static void
cells(struct list_table *t, const struct shape *s, const char *value)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        const char *at = value + f->offset;
        if (f->type == FIELD_OBJECT)
            cells(t, f->shape, at);
        else if (is_cell(t, f))
            cell(t, s, f, at);
        if (is_named(t, s, i))
            put_name(t, *(const char *const *)(const void *)at);
    }
}

static bool
for_people(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcmp(path + n - 5, ".xlsx") == 0;
}

/* At most 31 characters, and none that Excel refuses. */
static const char *
sheet_title(const struct list_table *t)
{
    enum { TITLE_BYTES = 31 };
    const struct route *r = t->c->route;
    const char *text = r->summary != M_NONE ? word_text(t->c->lang, r->summary) : r->id;
    return strlen(text) <= TITLE_BYTES && strpbrk(text, "[]:*?/\\") == NULL ? text : r->id;
}

static bool
table_open(void **out, struct call *c, const char *path, const struct shape *row)
{
    struct list_table *t = arena_alloc(c->arena, sizeof(*t));
    struct titles *head = arena_alloc(c->arena, sizeof(*head));
    t->c = c;
    t->row = row;
    t->names = for_people(path) ? list_names_new(c->db, c->arena) : NULL;
    titles(t, row, "", head);
    if (!write_open(&t->w, path, sheet_title(t), WRITE_BOM, &c->err))
        return false;
    write_header(t->w, head->text, head->n);
    for (size_t i = 0; i < head->n; i++)
        if (head->wide[i])
            write_width(t->w, i, NAME_WIDTH);
    *out = t;
    return true;
}

static void
table_row(void *writer, const void *value)
{
    struct list_table *t = writer;
    cells(t, t->row, value);
    write_row(t->w);
}

static bool
table_close(void *writer, struct err *e)
{
    struct list_table *t = writer;
    if (!t->failed)
        return write_close(t->w, e);
    write_cancel(t->w); /* a name could not be read: c->err says why */
    return false;
}

static void
table_cancel(void *writer)
{
    struct list_table *t = writer;
    write_cancel(t->w);
}

const struct table_maker list_tables = {table_open, table_row, table_close, table_cancel};
