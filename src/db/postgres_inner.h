/* postgres_inner.h - what the two files of PostgreSQL share. */
#ifndef JICAI_POSTGRES_INNER_H
#define JICAI_POSTGRES_INNER_H
#include <libpq-fe.h>

#include "db/array.h"

enum { FETCH = 500, PIPELINE = 256, HELD = 12, HELD_ROWS = 1000, HELD_KEYS = 4096 };

struct held { /* rows of one statement that wait to be written together */
    const struct query *q;
    size_t n;
    struct val like[DB_PARAMS];
    struct array in[DB_PARAMS];
    uint64_t key[HELD_KEYS]; /* hashes of what its rows name; 0 free */
};

struct derived { /* a statement over arrays */
    struct derived *next;
    const struct query *of;
    struct query q;
    char *text, *name;
};

struct db_postgres {
    struct db db;
    PGconn *conn;
    int cursors;                         /* open now: streams within streams */
    bool open;                           /* a transaction, also one whose connection was lost */
    size_t queued;                       /* statements that were sent and not yet answered */
    const struct query *queue[PIPELINE]; /* whose they are */
    int64_t rows[PIPELINE];              /* that it must change; -1: any number */
    struct held *held[HELD];             /* in the order in which they came; NULL: free */
    size_t held_n;
    struct derived *derived;
};

/* postgres.c */
bool postgres_fail(struct db_postgres *p, PGresult *r, const char *what,
                   struct err *e); /* takes r */
bool postgres_send(struct db_postgres *p, const struct query *q, const struct val in[],
                   int64_t rows, struct err *e);
bool postgres_prepare(struct db *db, const struct query *q, struct err *e);
void postgres_take(const PGresult *r, int row, size_t first, struct val out[], size_t n);

/* postgres_many.c */
bool postgres_plain(const struct query *q); /* an INSERT that may be done for all rows at once */
bool postgres_later(struct db *db, const struct query *q, size_t key, const struct val in[],
                    struct err *e);
bool postgres_write_held(struct db_postgres *p, struct err *e); /* sends all that waits */
void postgres_drop_held(struct db_postgres *p);
void postgres_end_held(struct db_postgres *p);
bool postgres_each_of(struct db *db, const struct query *q, const struct val in[], size_t n,
                      db_row_of *row, void *arg, struct err *e);
#endif
