/* xlsx.h - rows out of a workbook (ECMA-376), streaming: see xlsx.c. */
#ifndef JICAI_XLSX_H
#define JICAI_XLSX_H
#include "sheet/sheet.h"
#include "sheet/source.h"

struct xlsx;

/* `sheet` NULL: the first that one can see. */
bool xlsx_start(struct xlsx **out, struct arena *a, struct source *from, const char *sheet,
                struct err *e);
bool xlsx_next(struct xlsx *x, struct sheet_row *row, struct err *e);
int64_t xlsx_bytes_read(const struct xlsx *x, int64_t *total); /* of the sheet, inflated */
#endif
