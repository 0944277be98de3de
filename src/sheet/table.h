/* table.h - a sheet with known columns, each row into a struct.
 *
 * The columns are a constant table: an English name (the interface), the Chinese title that Excel
 * users see (either is accepted in the header, order free, unknown columns ignored), a type and an
 * offset. Text lands as a pointer that is valid until the next row ("" where there is none). Every
 * mistake of a row is reported with file, row and column; a row with a mistake is not handed out.
 */
#ifndef JICAI_TABLE_H
#define JICAI_TABLE_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "sheet/sheet.h"

enum column_type {
    COLUMN_TEXT,   /* const char *: clean UTF-8 */
    COLUMN_CODE,   /* const char *: letters, digits, - _ . / and clean UTF-8 without blanks */
    COLUMN_MONEY,  /* money: >= 0 */
    COLUMN_PRICE,  /* money: 0 <= price < 1,000,000 yuan */
    COLUMN_QTY,    /* qty: 0 <= n < 10^12 */
    COLUMN_INT,    /* int64_t: 0 <= n < 10^15 */
    COLUMN_RATIO,  /* ratio: "30%", "1.8" */
    COLUMN_DATE,   /* date: 2024-09-10, 2024/9/10, or an Excel date */
    COLUMN_MONTH,  /* month: 2026-10 */
    COLUMN_CHOICE, /* int: index into `choices` ("a|b|c", each may be "english/中文") */
};

enum {
    COLUMN_NEEDED = 1, /* the header must name it */
    COLUMN_FILLED = 2
}; /* every row must have a value */

struct column {
    const char *name, *title; /* "qty", "数量" */
    enum column_type type;
    int flags;
    size_t offset;
    const char *choices;
    ptrdiff_t
        given; /* offset of a bool that says whether the cell had a value; -1 or 0: nobody asks */
};

struct table;

/* The header is read and checked at once. `name` is what messages call the kind ("bids"). */
bool table_open(struct table **out, const char *path, const char *name,
                const struct column columns[], size_t n, struct err *e);
/* True: *row (zeroed first) is filled and *line its row. False with errs->total unchanged and
 * e->code ERR_NONE: the end. Mistakes of single rows go to `errs` and the row is skipped;
 * a broken file ends the table through `e`. */
bool table_next(struct table *t, void *row, size_t size, int64_t *line, struct errs *errs,
                struct err *e);
/* For millions of rows: the next row's cells as they stand, cell[i] of columns[i], "" where there
 * is none. Who knows them from an earlier row need not look closer; otherwise table_take() reads
 * this row as table_next() does, and false is a mistake. */
bool table_cells(struct table *t, const char *cell[], int64_t *line, struct err *e);
bool table_take(struct table *t, const char *const cell[], void *row, size_t size,
                struct errs *errs);
/* For checks that only the caller can make: a mistake in the row just read. Always false. */
bool table_mistake(struct table *t, struct errs *errs, const char *column, struct err_said said);
bool table_has(const struct table *t, const char *column); /* did the header name it? */
int64_t table_refused(const struct table *t); /* rows that had a mistake of their own so far */
const struct sheet *table_sheet(const struct table *t);
void table_close(struct table *t);
#endif
