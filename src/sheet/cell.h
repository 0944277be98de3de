/* cell.h - the text of one cell as the type of its column (table.h). */
#ifndef JICAI_CELL_H
#define JICAI_CELL_H
#include "sheet/table.h"

/* `to` is the field of the row's struct. On a mistake `said` gets message and facts (which may
 * point into the cell) and is false. */
bool cell_parse(const char *cell, const struct column *c, void *to, struct err_said *said);
void cell_empty(const struct column *c, void *to);
#endif
