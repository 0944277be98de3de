/* import.h - a file of rows into the database, whole or not at all (REQUIREMENTS C1, J2).
 *
 * A kind of file is a constant: its columns (sheet/table.h) and what to do with a row. Everything
 * else is the same for all kinds: the whole file is one transaction, so a reader sees all of it or
 * nothing, and a process that dies half-way leaves the database as it was. All mistakes of all rows
 * are listed; one mistake and nothing is written, unless the user accepts the good rows. Rows that
 * are there already are left alone, so importing a file twice changes nothing. Memory does not grow
 * with the file but for eight bytes a row (its key, to find a row that comes twice).
 *
 * To add a kind: a `const struct import_kind` in kinds_<wing>.c and one line in kinds.c. */
#ifndef JICAI_IMPORT_H
#define JICAI_IMPORT_H
#include "db/db.h"
#include "registry/put.h"
#include "sheet/table.h"

enum { IMPORT_ROWS_MAX = 20 * 1000 * 1000 };

enum import_scope {
    IMPORT_PLATFORM, /* reference data, the same for all pools */
    IMPORT_POOL,     /* of one pool: --pool, not needed where the database has only one */
    IMPORT_PROJECT,  /* of one project: --project; --pool where several have that project */
};

struct import {
    struct db *db;
    struct arena *arena; /* for this row; what lives longer goes into the memo's own memory */
    int64_t pool;        /* 0 of IMPORT_PLATFORM */
    const char *project; /* "" when it is not one's */
    const char *who;     /* whose act it is */
    const char *region;  /* it may write what lies there; NULL: everywhere */
    const char *only;    /* institution whose file it is; "" an office's */
    date today;          /* business date: windows of reporting are held against it; day 0: none */
    void *memo;          /* kind->memo bytes, zeroed; of this run */
    int64_t line;        /* of the row */
    const struct table *table;
    struct errs *errs;
};

struct import_kind {
    const char *name; /* "institutions" */
    enum msg title;
    enum import_scope scope;
    const struct column *columns;
    size_t columns_n, row; /* row: size of the struct that the columns fill */
    const char *key;       /* "code,from": two rows with the same are a mistake; NULL: may be */
    size_t memo;
    bool own; /* `take` asks whose a row is (import.only); else a column "hospital" says it */
    /* Writes one row and says whether it was new. It checks before it writes. False: a mistake of
     * this row (ERR_INPUT, ERR_NOT_FOUND, ERR_CONFLICT; .field names the column), or, when the
     * database failed, the end. */
    bool (*take)(struct import *im, const void *row, enum put *how, struct err *e);
    /* After the last row, for what only the whole shows. May be NULL. A mistake refuses all. */
    bool (*finish)(struct import *im, struct err *e);
};

/* For kinds that see more than one mistake in a row: tell each, then return false with e untouched.
 * Always false. */
bool import_mistake(struct import *im, const char *column, struct err_said said);

extern const struct import_kind *const import_kinds[]; /* NULL at the end; kinds.c */
const struct import_kind *import_kind_find(const char *name);

/* What became of a file. */
struct imported {
    int64_t rows, fresh, same, changed, refused;
    bool written;
};

struct import_options {
    int64_t pool;        /* 0: find out */
    const char *project; /* NULL or "": none */
    const char *who;     /* NULL: "" */
    date today;          /* day 0: no window is closed */
    const char *only;    /* rows of this institution only; NULL or "": of all */
    const char *region;  /* of the office that sends it; NULL: may write everywhere */
    bool dry_run, accept_good_rows;
    bool progress; /* a bar on standard error once it takes longer than a second */
};

/* The pool and the project that the kind's scope asks for, from what the user gave and what the
 * database holds. False: not given and not to be found out, or not there. */
bool import_scope_find(struct db *db, const struct import_kind *kind, struct import_options *o,
                       struct err *e);

/* One file; mistakes go to `errs`. False: nothing was written, and why is in errs (of rows) or e.
 * Also for init and the demo. */
bool import_file(struct db *db, const struct import_kind *kind, const char *path,
                 const struct import_options *o, struct imported *out, struct errs *errs,
                 struct err *e);
/* The same inside a transaction that is somebody else's, of the right pool: true when it is to
 * stay. False with e->code ERR_NONE: a dry run, or mistakes. */
bool import_in(struct db *db, const struct import_kind *kind, const char *path,
               const struct import_options *o, struct imported *out, struct errs *errs,
               struct err *e);
#endif
