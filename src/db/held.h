/* held.h - rows of a few statements that wait to be written together, copied. SQLite's side of
 * db_later(); PostgreSQL has arrays for it. */
#ifndef JICAI_HELD_H
#define JICAI_HELD_H
#include "db/db.h"

enum { HELD_STATEMENTS = 12, HELD_ROWS = 256 };

struct held_rows { /* of one statement, in the order in which they came */
    const struct query *q;
    bool adds; /* each of them changes a row */
    struct val *in;
    size_t n, room; /* rows, values */
};

struct held {
    struct arena *a; /* of all texts; made with the first */
    size_t n;        /* statements, in the order of their first rows */
    struct held_rows of[HELD_STATEMENTS];
};

/* False: no room; write what is held and try again. */
bool held_add(struct held *h, const struct query *q, bool adds, const struct val in[]);
void held_clear(struct held *h);
void held_end(struct held *h);
#endif
