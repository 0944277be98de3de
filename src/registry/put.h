/* put.h - the three ways in which a row enters a table, so that doing it again changes nothing.
 *
 * fact   happened and stays: the same key with other figures is a conflict, never an update.
 * state  is as it is now: other figures replace the old ones.
 * dated  holds from a day on: other figures from a later day close the open row and start a new
 *        one; the past is not rewritten (a conflict). Rows without a day hold "since ever".
 *
 * `v` is the whole row, key first. `get` takes the key and returns the rest in the same order; it
 * names its columns one by one (the message says which one differs). All checks before any write,
 * and a refusal (ERR_CONFLICT, ERR_INPUT) leaves the transaction as it was. */
#ifndef JICAI_PUT_H
#define JICAI_PUT_H
#include "base/core/date.h"
#include "db/db.h"

enum put { PUT_NEW, PUT_SAME, PUT_CHANGED };
const char *put_name(enum put p); /* "new" */

struct put_row {
    const struct query *get, *write, *close; /* close: of dated rows only */
    const struct val *v;
    size_t n, key; /* values; how many of them are the key (of dated: without the day) */
};

bool put_fact(struct db *db, struct arena *a, const struct put_row *r, enum put *how,
              struct err *e);
bool put_state(struct db *db, struct arena *a, const struct put_row *r, enum put *how,
               struct err *e);
/* v: key, from_on, the rest. get($key.., $day) returns from_on, until_on and the rest of the first
 * row with until_on > day, by from_on; write() takes v; close($key.., $from_on, $until_on) ends a
 * row. */
bool put_dated(struct db *db, struct arena *a, const struct put_row *r, enum put *how,
               struct err *e);

#define DATE_OPEN "9999-12-31"
#define DATE_EVER "1900-01-01"
/* The text of a date in the arena; day 0 (not given) is DATE_EVER. */
const char *put_date(struct arena *a, date d);
static inline struct val
v_date(struct arena *a, date d)
{
    return v_text(put_date(a, d));
}
#endif
