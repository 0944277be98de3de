/* rows.h - lists as the database gives them: column i of a query is field i of a shape, so that a
 * list is a query and a table of fields, and a page of it or a sheet comes from the same two. */
#ifndef JICAI_HTTP_ROWS_H
#define JICAI_HTTP_ROWS_H
#include "http/route.h"

/* One row into a struct of the shape. Dates and months stand in the database as text ("" is day 0),
 * enums as their names, everything else as it is. Texts live as long as the row's. */
void row_as(const struct shape *s, const struct rows *r, size_t row, void *out);
/* The first n rows, in the arena. */
const void *rows_as(struct arena *a, const struct shape *s, const struct rows *r, size_t n);

struct rows_out { /* the answer of a list; its shape: ROWS_FIELDS(row shape) */
    struct list items;
    const char *next;
};
#define ROWS_FIELDS(row)                                                                           \
    {                                                                                              \
        F_LIST(struct rows_out, "items", items, row, 0, PAGE_LIMIT_MAX, 0),                        \
            F_TEXT(struct rows_out, "next", next, 2048, FIELD_OPT)                                 \
    }

/* A page of rows whose key is the first `texts` columns and then a whole number. The query takes
 * `v` and after them the key to go on after and the limit. */
struct rows_page {
    const struct query *query;
    const struct shape *row;
    size_t texts;
};
bool reply_rows(struct call *c, const struct rows_page *p, const struct page *page,
                const struct val v[], size_t n);
/* The same where the key is those texts alone. */
bool reply_named_rows(struct call *c, const struct rows_page *p, const struct page *page,
                      const struct val v[], size_t n);
#endif
