/* shapes.h - what the tables of routes of this wing have in common. */
#ifndef JICAI_ACCESS_SHAPES_H
#define JICAI_ACCESS_SHAPES_H
#include "http/route.h"

struct page_out {
    struct list items;
    const char *next; /* "" it was the last */
};
/* A page of elements of another shape, as `name`; `shape_` is a constant of that shape. */
#define PAGE_OF(name, title, item)                                                                 \
    static const struct field name##_fields[] = {                                                  \
        F_LIST(struct page_out, "items", items, &(item), 0, PAGE_LIMIT_MAX, 0),                    \
        F_TEXT(struct page_out, "next", next, 512, FIELD_OPT),                                     \
    };                                                                                             \
    static const struct shape name = SHAPE(title, struct page_out, name##_fields)

bool page_reply(struct call *c, const void *rows, size_t n, const char *next);
/* Bits as the list of their names, and back; ERR_INPUT names the one that is no role. */
struct list roles_list(struct arena *a, int64_t roles);
bool roles_bits(struct call *c, const struct list *names, int64_t *out);
#endif
