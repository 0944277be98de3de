/* template.h - an empty XLSX to fill in, from the same columns that read it back: a heading per
 * column with a note that says the type and shows an example, a list to choose from where only some
 * words are allowed, and cells formatted so that a spreadsheet leaves codes and dates alone. */
#ifndef JICAI_TEMPLATE_H
#define JICAI_TEMPLATE_H
#include "base/core/err.h"
#include "sheet/table.h"

/* The kind of value, for people: "price below 1,000,000 yuan". */
enum msg column_type_word(enum column_type t);
/* How such a cell may look; of a choice its first word. `room`: for that word. */
enum { COLUMN_EXAMPLE_MAX = 64 };
const char *column_example(const struct column *c, enum lang lang, char room[COLUMN_EXAMPLE_MAX]);

/* A new file; one that is there already stays (ERR_INPUT). Same columns, same bytes. */
bool template_write(const char *path, const char *sheet, const struct column columns[], size_t n,
                    enum lang lang, struct err *e);
#endif
