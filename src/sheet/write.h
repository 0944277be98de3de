/* write.h - a table out, for people and programs: CSV (RFC 4180, UTF-8, LF) or XLSX by the name's
 * end, row by row in bounded memory, the same bytes for the same cells.
 *
 * A new file appears under its name only when write_close() has succeeded; until then it is
 * FILE.part. A device or pipe ("/dev/stdout") is written straight. A text that a spreadsheet would
 * take for a formula (= + - @, tab) gets a ' in front in CSV; in XLSX it is stored as text. A first
 * failure (disk full) makes the rest do nothing and is told by write_close(). */
#ifndef JICAI_WRITE_H
#define JICAI_WRITE_H
#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"

struct writer;

enum write_flags {
    WRITE_BOM = 1, /* CSV: a byte order mark, without which Excel in China reads GBK */
};

/* `sheet`: the title of the XLSX sheet, at most 31 characters. */
bool write_open(struct writer **out, const char *path, const char *sheet, int flags, struct err *e);
void write_header(struct writer *w, const char *const title[], size_t n); /* once, first */
/* XLSX: how many characters wide a column is; 16 otherwise. */
void write_width(struct writer *w, size_t column, int chars);
/* The cells of a row from left to right, then write_row(). */
void write_text(struct writer *w, const char *s);
void write_int(struct writer *w, int64_t n);
void write_money(struct writer *w, money m); /* "12.50" */
void write_qty(struct writer *w, qty n);
void write_ratio(struct writer *w, ratio r); /* "30%" */
void write_date(struct writer *w, date d);
void write_month(struct writer *w, month m);
void write_instant(struct writer *w, int64_t us); /* XLSX: as clocks in China show it */
void write_empty(struct writer *w);
void write_row(struct writer *w);
/* The end of it all, and of `w`. False: the file was not written; e says why. */
bool write_close(struct writer *w, struct err *e);
void write_cancel(struct writer *w); /* leaves nothing behind; NULL is fine */
#endif
