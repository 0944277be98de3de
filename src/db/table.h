/* table.h - the tables of a database as data, for what goes over all of them (digest, copy). */
#ifndef JICAI_DB_TABLE_H
#define JICAI_DB_TABLE_H
#include "db/db.h"

enum { TABLE_SELECT_MAX = 8192 };
enum table_columns { TABLE_ALL, TABLE_LASTING }; /* lasting: without what is marked (volatile) */

/* "SELECT a, b FROM table ORDER BY a, b": the primary key comes first in every table, and texts are
 * ordered by their bytes, so the order is the same on both engines. */
bool table_select(struct db *db, struct arena *a, const char *table, enum table_columns which,
                  char out[static TABLE_SELECT_MAX], struct err *e);
/* Is the table (column NULL), or the column, marked so in schema.sql? */
bool table_is_volatile(const char *table, const char *column);
/* One row into a sum: each cell with its type and length, so that no two tables look alike. */
void table_sum_row(struct sha256 *s, const struct rows *row);
#endif
