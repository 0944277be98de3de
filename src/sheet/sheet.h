/* sheet.h - rows of cells out of a file, whatever office program wrote it (REQUIREMENTS J2,
 * F-forms).
 *
 * CSV (RFC 4180; UTF-8 with or without BOM, UTF-16 with BOM, GB18030) and XLSX (the first visible
 * sheet, or the one named: book.xlsx#NAME) are told apart by their bytes, never by the name.
 * Streaming: memory does not grow with the file (of XLSX the shared strings are held, bounded).
 * Every refusal names the file and the row. Limits are stated below and tested. Formulas: in CSV a
 * cell that starts with = + @ or a tab is refused as a formula where a text is expected (field
 * types that parse, such as a negative amount, are not affected); in XLSX a formula cell's stored
 * value is taken. Old .xls (BIFF) is refused with a hint to save as .xlsx. */
#ifndef JICAI_SHEET_H
#define JICAI_SHEET_H
#include "base/core/err.h"
#include "base/host/arena.h"

enum { SHEET_COLUMNS_MAX = 256, SHEET_CELL_MAX = 32767, SHEET_ROWS_MAX = 100 * 1000 * 1000 };

struct sheet;

struct sheet_row {
    int64_t line;            /* as Excel counts: the header is row 1 */
    size_t n;                /* cells; trailing empty ones may be missing */
    const char *const *cell; /* UTF-8, trimmed of outer blanks; valid until the next call */
};

/* False: no such file, not a table, a form we refuse (e says which, and what to do). */
bool sheet_open(struct sheet **out, const char *path, struct err *e);
/* False at the end (e->code ERR_NONE) or on a broken file. Rows that are wholly empty are skipped.
 */
bool sheet_next(struct sheet *s, struct sheet_row *row, struct err *e);
int64_t sheet_bytes_read(const struct sheet *s, int64_t *total); /* for a progress bar */
const char *sheet_path(const struct sheet *s);
void sheet_close(struct sheet *s);
#endif
