/* dataset.h - what can be shared with other departments (数据共享): tables of rows with named
 * columns, and for each column whether an agreement may name it. What tells of a person, and what
 * bidders offered who were not selected, is declared so that the refusal can say why; no query
 * reads it. (REQUIREMENTS I6; GZ 四(二)1, CX 五(一), GS (十三): 信息共享联动.) */
#ifndef JICAI_DATASET_H
#define JICAI_DATASET_H
#include <stdio.h>

#include "base/core/money.h"
#include "db/db.h"

enum data_type { DATA_TEXT, DATA_INT, DATA_MONEY };
enum data_bar { DATA_FREE, DATA_PERSON, DATA_LOSER }; /* why a column is never shared */
enum { DATA_FIELDS = 24, DATA_KEY = 4, DATA_PAGE_MAX = 1000 };

struct data_column {
    const char *name;
    enum data_type type;
    enum data_bar bar; /* those that are barred stand at the end, and in no query */
};

struct dataset {
    const char *name;
    enum msg title;
    const struct query *query;
    size_t key; /* the first columns: by which rows are ordered */
    struct data_column column[DATA_FIELDS];
};
enum { DATASETS = 6 };
extern const struct dataset datasets[DATASETS];
const struct dataset *dataset_find(const char *name); /* NULL: none of that name */
size_t dataset_columns(const struct dataset *d);      /* all of them */

/* Which columns: bit i for column i. ERR_INPUT: a field that there is not, is not to be shared, or
 * stands twice; .file is its JSON pointer. */
bool data_fields(const struct dataset *d, const char *const name[], size_t n, uint32_t *out,
                 struct err *e);
/* "order;line;qty", in the dataset's order; and back, of what was checked before. */
const char *data_fields_text(const struct dataset *d, uint32_t fields, struct arena *a);
uint32_t data_fields_of(const struct dataset *d, const char *text);

struct data_page {
    const struct dataset *set;
    uint32_t fields;
    const char *agreement, *since, *until; /* rows of these days, as text */
    const char *after[DATA_KEY];           /* "" from the beginning */
    size_t limit;
    /* out */
    struct rows rows;
    size_t n;                   /* of them in this page */
    const char *next[DATA_KEY]; /* next[0] NULL: it was the last */
};
/* In the arena. ERR_INPUT: `after` is none of ours. */
bool data_page_read(struct db *db, struct arena *a, int64_t pool, struct data_page *p,
                    struct err *e);
/* One value as text: money with its decimals. */
const char *data_value(const struct data_page *p, size_t row, size_t column, struct arena *a);
/* As CSV (RFC 4180, UTF-8, LF): the header, the rows. */
void data_csv_header(const struct dataset *d, uint32_t fields, FILE *to);
void data_csv_rows(const struct data_page *p, struct arena *a, FILE *to);
#endif
