#include "desk/export.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "sheet/sheet.h"

struct exporting {
    struct export *x;
    struct writer *w;
};

const struct export_table *
export_find(const char *name)
{
    for (const struct export_table *const *t = export_tables; *t != NULL; t++)
        if (strcmp((*t)->name, name) == 0)
            return *t;
    return NULL;
}

/* "select" among "select/中选|standby/替补": the Chinese word, or what was given. */
static void
choice(struct writer *w, const char *choices, const char *value)
{
    char word[64];
    size_t n = strlen(value);
    for (const char *p = choices; *p != '\0'; p += *p == '|') {
        size_t len = strcspn(p, "|");
        if (len > n && strncmp(p, value, n) == 0 && p[n] == '/' && len - n <= sizeof(word)) {
            memcpy(word, p + n + 1, len - n - 1);
            word[len - n - 1] = '\0';
            write_text(w, word);
            return;
        }
        p += len;
    }
    write_text(w, value);
}

static void
score(struct writer *w, int64_t hundredths)
{
    write_money(w, (money){hundredths * (MONEY_SCALE / 100)}); /* two decimals */
}

static void
cell(const struct exporting *x, const struct export_column *c, const struct rows *r, size_t i)
{
    date d;
    switch (c->type) {
    case EXPORT_TEXT:
        if (c->choices != NULL && x->x->lang == LANG_ZH)
            choice(x->w, c->choices, row_text(r, 0, i));
        else
            write_text(x->w, row_text(r, 0, i));
        return;
    case EXPORT_INT: write_int(x->w, row_int(r, 0, i)); return;
    case EXPORT_MONEY: write_money(x->w, (money){row_int(r, 0, i)}); return;
    case EXPORT_SCORE: score(x->w, row_int(r, 0, i)); return;
    case EXPORT_RATIO:
        if (row_int(r, 0, i) < 0)
            write_empty(x->w);
        else
            write_ratio(x->w, (ratio){row_int(r, 0, i)});
        return;
    case EXPORT_DATE:
        if (date_parse(&d, row_text(r, 0, i)))
            write_date(x->w, d);
        else
            write_empty(x->w);
        return;
    }
}

static bool
take(void *arg, const struct rows *row, struct err *e)
{
    struct exporting *x = arg;
    const struct export_table *t = x->x->table;
    (void)e;
    assert(row->columns == t->columns_n); /* the query and the table agree */
    for (size_t i = 0; i < t->columns_n; i++)
        cell(x, &t->columns[i], row, i);
    write_row(x->w);
    x->x->rows++;
    return true;
}

bool
export_table(struct db *db, void *arg, struct err *e)
{
    struct export *x = arg;
    struct exporting out = {.x = x};
    const char *title[SHEET_COLUMNS_MAX];
    const struct export_table *t = x->table;
    bool file = strncmp(x->path, "/dev/", 5) != 0;

    for (size_t i = 0; i < t->columns_n; i++)
        title[i] = x->lang == LANG_ZH ? t->columns[i].title : t->columns[i].name;
    x->rows = 0;
    if (!write_open(&out.w, x->path, t->name, file ? WRITE_BOM : 0, e))
        return false;
    write_header(out.w, title, t->columns_n);
    if (db_each(db, t->query, take, &out, e, v_int(x->pool), v_text(x->project)))
        return write_close(out.w, e);
    write_cancel(out.w);
    return false;
}
