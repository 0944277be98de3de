/* dated.h - lists of dated rows over HTTP: those of a day in pages, or all that a code has been. */
#ifndef JICAI_REGISTRY_DATED_H
#define JICAI_REGISTRY_DATED_H
#include "http/route.h"
#include "registry/put.h"

struct dated_list {
    struct list items;
    const char *next; /* "" it was the last */
};
#define DATED_LIST(name, title, row)                                                               \
    static const struct field name##_fields[] = {                                                  \
        F_LIST(struct dated_list, "items", items, &(row), 0, SHAPE_LIST_MAX, 0),                   \
        F_TEXT(struct dated_list, "next", next, 512, FIELD_OPT),                                   \
    };                                                                                             \
    static const struct shape name = SHAPE(title, struct dated_list, name##_fields)

/* Fills one element from row i, whose columns begin at `at`: from_on, until_on, the rest. */
typedef void dated_take(void *out, const char *code, const struct rows *r, size_t i, size_t at);

/* Rows of a page query, asked for one more than the limit: the code in column 0. */
bool dated_page(struct call *c, const struct rows *r, size_t size, dated_take *take);
/* All rows of the code in the path, the columns from 0; 404 when there are none. */
bool dated_past(struct call *c, const struct rows *r, size_t size, dated_take *take);
/* `limit` of a page query and one more, to bind. */
struct val dated_limit(const struct page *p);
/* Day 0: ever, or open. */
date dated_day(const char *text);
#endif
