/* write_to.h - between write.c and its two forms. */
#ifndef JICAI_WRITE_TO_H
#define JICAI_WRITE_TO_H
#include <stdio.h>

#include "base/host/arena.h"
#include "sheet/write.h"

enum { WRITE_BUFFER = 64 * 1024 };

struct xlsx_out;

struct writer {
    struct arena *arena;
    const char *path, *to; /* `to`: what is being written; path itself for a device */
    size_t column;
    int64_t rows; /* with the header */
    int64_t last; /* the last row with something in it, from 1 */
    int why;      /* errno of the first failure; 0 */
    int fd;       /* CSV */
    size_t used;
    char *buf;
    struct xlsx_out *xlsx; /* XLSX */
};

enum cell_form { FORM_TEXT, FORM_TITLE, FORM_INT, FORM_MONEY, FORM_RATIO, FORM_DATE, FORM_INSTANT };

bool xlsx_out_open(struct writer *w, const char *sheet);
/* `n` in the unit of its form: whole, 0.0001 yuan, ppm, day, second since 1970 in China; `text` the
 * same in words. */
void xlsx_out_cell(struct writer *w, enum cell_form form, int64_t n, const char *text);
void xlsx_out_columns(struct writer *w, size_t n);
void xlsx_out_width(struct writer *w, size_t column, int chars);
bool xlsx_out_close(struct writer *w, bool keep); /* false: why is set */
#endif
