/* row.h - a row of the log: what was done, by whom, and the leaf it is in its pool's tree.
 *
 * The text that is hashed (all of it public knowledge once a row is shown):
 *     jicai-row-1 TAB pool TAB idx TAB at TAB who TAB what TAB subject TAB change TAB salt LF
 * Leaves are public, rows are for auditors and for those whom they concern: the salt keeps anybody
 * from guessing a row by its leaf. */
#ifndef JICAI_AUDIT_ROW_H
#define JICAI_AUDIT_ROW_H
#include "audit/tree.h"
#include "db/db.h"

enum { ROW_WHO_MAX = 128, ROW_SUBJECT_MAX = 256, SALT_SIZE = 16, ROW_TEXT_MAX = 1024 };

struct log_row {
    int64_t pool, idx, at;
    const char *who, *what, *subject;
    const char *change, *salt, *leaf; /* hexadecimal */
};

/* The columns as the log_row_* queries give them; texts live as long as the rows. */
void log_row_take(struct log_row *out, int64_t pool, const struct rows *r, size_t row);
const char *log_row_text(const struct log_row *row, char out[static ROW_TEXT_MAX]);
struct hash log_row_leaf(const struct log_row *row);

/* The feed: at most `max` rows of a pool after `after` (-1: from the beginning), in their order.
 * In the arena. */
bool log_page(struct db *db, struct arena *a, int64_t pool, int64_t after, size_t max,
              struct log_row **out, size_t *n, struct err *e);
bool log_row_find(struct db *db, struct arena *a, int64_t pool, int64_t idx, struct log_row *out,
                  struct err *e); /* ERR_NOT_FOUND */
#endif
