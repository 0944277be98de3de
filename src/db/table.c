#include "db/table.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "db/schema.h"
#include "words/db.h"

enum { NAME_MAX_TEXT = 256 };

void
table_sum_row(struct sha256 *s, const struct rows *row)
{
    for (size_t c = 0; c < row->columns; c++) {
        const struct val *v = &row->cells[c];
        char number[INT_TEXT_MAX], head[INT_TEXT_MAX + 8];
        const char *text = v->type == VAL_INT    ? int_text(v->i, number)
                           : v->type == VAL_TEXT ? v->s
                                                 : "";
        snprintf(head, sizeof(head), "%d %zu ", (int)v->type, strlen(text));
        sha256_add(s, head, strlen(head));
        sha256_add(s, text, strlen(text));
    }
    sha256_add(s, "\n", 1);
}

bool
table_is_volatile(const char *table, const char *column)
{
    char name[NAME_MAX_TEXT];
    snprintf(name, sizeof(name), "%s%s%s", table, column != NULL ? "." : "",
             column != NULL ? column : "");
    for (const char *const *v = schema_volatile; *v != NULL; v++)
        if (strcmp(*v, name) == 0)
            return true;
    return false;
}

/* The columns that count, with commas; `text_end` goes behind those of texts. */
static size_t
list_columns(const struct rows *r, const char *table, enum table_columns which,
             const char *text_end, char *out, size_t n)
{
    const char *comma = "";
    for (size_t i = 0; i < r->n && n < TABLE_SELECT_MAX; i++) {
        if (which == TABLE_LASTING && table_is_volatile(table, row_text(r, i, 0)))
            continue;
        n += (size_t)snprintf(out + n, TABLE_SELECT_MAX - n, "%s%s%s", comma, row_text(r, i, 0),
                              row_int(r, i, 1) == 1 ? text_end : "");
        comma = ", ";
    }
    return n;
}

bool
table_select(struct db *db, struct arena *a, const char *table, enum table_columns which,
             char out[static TABLE_SELECT_MAX], struct err *e)
{
    struct rows r;
    size_t n;
    if (!db_run(db, db->ops->columns, a, &r, e, v_text(table)))
        return false;
    n = (size_t)snprintf(out, TABLE_SELECT_MAX, "SELECT ");
    n = list_columns(&r, table, which, "", out, n);
    if (n < TABLE_SELECT_MAX)
        n += (size_t)snprintf(out + n, TABLE_SELECT_MAX - n, " FROM %s ORDER BY ", table);
    n = list_columns(&r, table, which, " COLLATE \"C\"", out, n);
    return n < TABLE_SELECT_MAX || err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
}
