/* report.h - a report as data, and its three forms: text for a terminal, one HTML file with charts,
 * JSON. Whoever fills a report thinks of figures and clauses; nobody else thinks of tags or widths.
 *
 * A report is a list of sections, a section a table of typed cells (engine/explain.h's terms), with
 * the clause it stands on and, where people would rather look than read, a chart of some of its
 * columns. Everything lives in the caller's arena. The HTML is one file without scripts or outside
 * addresses: it can be mailed, printed and read in ten years. Same data, same bytes. */
#ifndef JICAI_REPORT_H
#define JICAI_REPORT_H
#include <stdio.h>

#include "base/core/err.h"
#include "base/host/arena.h"
#include "engine/explain.h"

enum chart {
    CHART_NONE,
    CHART_CARDS, /* no table: every row a big figure: title, value, remark (3 columns) */
    CHART_BARS,  /* a bar per row: column 0 its name, column `chart_column` its length */
    CHART_PAIRS, /* two bars per row: `chart_column` and the one behind it */
    CHART_LINES, /* column 0 is time; a line for each column from `chart_column` on */
};

struct section {
    enum msg title;
    struct term title_arg; /* {1} of the title */
    enum msg note;         /* a sentence under the title; M_NONE for none */
    struct term note_arg[EXPLAIN_TERMS];
    const char *cite; /* the clause in words, or "" */
    size_t columns, rows;
    const enum msg *column;  /* titles */
    const struct term *cell; /* rows x columns */
    size_t more;             /* rows that were left out, said under the table */
    enum chart chart;
    size_t chart_column;
    bool chapter; /* opens a new chapter (a jurisdiction): title only */
};

struct report {
    enum msg title;
    struct term title_arg;
    bool synthetic;     /* 合成数据: said at the top and on every chapter */
    const char *notice; /* consultation draft etc.; "" for none */
    date on;            /* business date */
    size_t n, room;
    struct section *section;
};

void report_init(struct report *r, struct arena *a);
/* A new zeroed section at the end; valid until the next call. */
struct section *report_add(struct report *r, struct arena *a, enum msg title);
/* Room for rows x columns cells, set on the section. */
struct term *section_cells(struct section *s, struct arena *a, const enum msg *column,
                           size_t columns, size_t rows);

void report_text(const struct report *r, enum lang lang, FILE *to);
void report_html(const struct report *r, enum lang lang, FILE *to);
void report_json(const struct report *r, enum lang lang, FILE *to);

/* "1,234,567.80": money, quantities and counts with thousands apart; other terms as term_text(). */
char *report_cell(const struct term *t, char out[static TERM_TEXT_MAX]);
bool report_is_number(const struct term *t);
/* How long a number is on a chart's axis; 0 for what is no number. */
int64_t report_size(const struct term *t);
/* A message with its facts. In the arena of the caller's `out`. */
char *report_say(enum lang lang, enum msg m, const struct term arg[], size_t n, char *out,
                 size_t size);
#endif
