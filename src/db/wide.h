/* wide.h - one text of SQL for one row and for a few: what SQLite is told instead of `rows` times
 * the same INSERT. Starting a statement costs it as much as a row. */
#ifndef JICAI_WIDE_H
#define JICAI_WIDE_H
#include <stdbool.h>
#include <stddef.h>

/* INSERT ... VALUES (...) with the list of values `rows` times; $k of row i, both from 0, becomes
 * ?(i * params + k + 1). NULL when it is another kind of statement. The caller frees it. */
char *wide_text(const char *sql, size_t params, size_t rows);
#endif
