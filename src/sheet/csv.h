/* csv.h - records of RFC 4180 out of a source. Cells are cut and unquoted in place, in one buffer
 * that holds the current record whole: nothing is copied per cell. Separated by commas; by tabs
 * when the first line has tabs and no comma (Excel's "Unicode text"). */
#ifndef JICAI_CSV_H
#define JICAI_CSV_H
#include "sheet/sheet.h"
#include "sheet/source.h"

struct csv {
    struct source *from;
    struct arena *arena;
    char *buf;
    size_t at, end, room; /* the next record; what is filled; what fits */
    size_t whole;         /* a record without quotes that begins before this ends before it */
    bool done;            /* the source has no more */
    char sep;
    int64_t line;
    char *cell[SHEET_COLUMNS_MAX], *tail[SHEET_COLUMNS_MAX];
};

bool csv_start(struct csv *c, struct arena *a, struct source *from, struct err *e);
bool csv_next(struct csv *c, struct sheet_row *row, struct err *e);
#endif
