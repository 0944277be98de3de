/* xlsx_book.h - what a workbook says about its sheets: which part holds the one we read, the shared
 * strings, which cell styles are dates. All of it lives in the arena and is bounded. */
#ifndef JICAI_XLSX_BOOK_H
#define JICAI_XLSX_BOOK_H
#include "base/host/arena.h"
#include "sheet/xlsx_number.h"
#include "sheet/xlsx_part.h"

enum { BOOK_STYLES_MAX = 64 * 1024 };

struct strings {
    const char **list;
    size_t n, room;
};

struct book {
    struct arena *arena;
    zip_t *zip;
    const char *path;
    const char *sheet; /* the part's name */
    bool from_1904;
    unsigned char *style; /* enum number_style of cell style i */
    size_t styles;
    struct strings shared;
};

/* `wanted` NULL: the first sheet that one can see. */
bool book_read(struct book *b, const char *wanted, struct err *e);
bool book_read_strings(struct book *b, const char *part, struct err *e);
bool book_read_styles(struct book *b, const char *part, struct err *e);
/* "_x000D_" is how a workbook writes what XML cannot; in place. */
size_t book_unescape(char *s, size_t n);
#endif
