/* bulk.h - documents over HTTP: many rows in one request, each with its own outcome (G6). A row
 * that is refused writes nothing and leaves the others alone; `whole` takes all of them or none. */
#ifndef JICAI_TRADE_BULK_H
#define JICAI_TRADE_BULK_H
#include "http/route.h"
#include "trade/trade.h"

enum { BULK_ROWS_MAX = 1000, BULK_BODY_MAX = 1024 * 1024 };

struct bulk_in {
    struct list rows;
    bool whole;
};
#define BULK_FIELDS(row)                                                                           \
    {                                                                                              \
        F_LIST(struct bulk_in, "rows", rows, row, 1, BULK_ROWS_MAX, 0),                            \
            F_BOOL(struct bulk_in, "whole", whole, FIELD_OPT)                                      \
    }
extern const struct shape bulk_shape; /* of the answer */

/* A row, of the shape in c->in, by its verb. *note: what there is to say about it though it was
 * taken; "" at first. */
typedef bool bulk_one(struct trade *t, struct call *c, const void *row, enum put *how,
                      const char **note, struct err *e);
bool bulk_run(struct call *c, size_t size, bulk_one *one);

/* The day of a document: today when not said; not later, and not long ago. */
bool bulk_day(struct trade *t, const struct call *c, date *on, struct err *e);

/* A route of documents, in a table of TRADE_PATH (trade/routes.h). */
#define DOCUMENTS(id_, path_, roles_, in_, handle_, summary_, page_)                               \
    DOCUMENTS_AHEAD(id_, path_, roles_, in_, handle_, summary_, page_, NULL)
#define DOCUMENTS_AHEAD(id_, path_, roles_, in_, handle_, summary_, page_, ahead_)                 \
    {                                                                                              \
        .id = id_, .method = "POST", .path = TRADE_PATH path_, .roles = roles_, .where = WRITE,    \
        .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &in_, .out = &bulk_shape,               \
        .handle = handle_, .ahead = ahead_, .page = page_, .summary = summary_,                    \
        .body_max = BULK_BODY_MAX                                                                  \
    }

static inline int64_t
line_or_one(int64_t line)
{
    return line > 0 ? line : 1;
}
#endif
