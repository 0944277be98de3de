/* limit.h - the figures of sheet.h in words, for the messages that name them. */
#ifndef JICAI_LIMIT_H
#define JICAI_LIMIT_H
#include "base/core/err.h"
#include "words/sheet.h"

static inline const char *
limit_text(enum msg m, bool xlsx)
{
    return m == M_SHEET_COLUMNS     ? "256"
           : m == M_SHEET_CELL_LONG ? "32767"
           : m != M_SHEET_ROWS      ? ""
           : xlsx                   ? "1048576"
                                    : "100000000";
}
#endif
