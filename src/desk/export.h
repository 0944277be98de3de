/* export.h - tables that people want to have in Excel: a query and what its columns are called.
 * Rows are streamed, in an order that is the same everywhere. */
#ifndef JICAI_EXPORT_H
#define JICAI_EXPORT_H
#include "db/db.h"
#include "sheet/write.h"

enum export_type {
    EXPORT_TEXT,
    EXPORT_INT,
    EXPORT_MONEY,
    EXPORT_RATIO, /* ppm; -1: not applicable, an empty cell */
    EXPORT_SCORE, /* hundredths of a point */
    EXPORT_DATE,  /* '' an empty cell */
};

struct export_column {
    const char *name, *title; /* English, Chinese */
    enum export_type type;
    const char *choices; /* "select/中选|...": in Chinese the second; NULL: as it is */
};

struct export_table {
    const char *name; /* "agreements" */
    enum msg title;
    const struct query *query; /* of pool and project */
    const struct export_column *columns;
    size_t columns_n;
};

extern const struct export_table *const export_tables[]; /* NULL at the end */
const struct export_table *export_find(const char *name);

struct export
{ /* a reading job (db_read) */
    const struct export_table *table;
    int64_t pool;
    const char *project; /* "": all */
    const char *path;    /* .csv or .xlsx */
    enum lang lang;
    int64_t rows; /* result */
};
bool export_table(struct db *db, void *arg, struct err *e);
#endif
