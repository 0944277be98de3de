/* sqlite_inner.h - what the two files of SQLite share. */
#ifndef JICAI_SQLITE_INNER_H
#define JICAI_SQLITE_INNER_H
#include <sqlite3.h>

#include "db/disk.h"
#include "db/held.h"

enum { WIDE = 32, CHECKPOINT_FRAMES = 16384 };

struct log_file; /* sqlite_disk.c's */

struct db_sqlite {
    struct db db;
    sqlite3 *conn;
    const char *path;                     /* sqlite3_db_filename() is empty before the first use */
    bool writes;                          /* it has begun to */
    int64_t version;                      /* of the file, as this connection last saw it */
    uint8_t place[DB_QUERIES][DB_PARAMS]; /* of $1, $2 ... in the statement of a slot */
    bool file;                            /* and not memory */
    struct wide {                         /* the statement of a slot for WIDE rows at once */
        bool made;
        sqlite3_stmt *st; /* NULL: it has none */
    } wide[DB_QUERIES];
    struct held held;
    bool begins;     /* a transaction has begun and read nothing yet */
    int64_t durable; /* the version of the file that the disk is known to hold */
    int wal;         /* of this connection's own, to sync it; -1: not open */
    /* Of a server's writer, which goes on before the disk has it: */
    bool behind, logged; /* logged: the last COMMIT wrote */
    int frames, checkpoint_at;
    struct log_file *log;
};

/* sqlite.c */
extern const char sqlite_writer[]; /* settings of a connection that writes */
bool sqlite_fail(struct db_sqlite *s, int rc, const char *what, struct err *e);
/* Of the file: another one after each commit of another connection. */
bool sqlite_version(struct db_sqlite *s, int64_t *out, struct err *e);

/* sqlite_disk.c */
bool sqlite_behind(struct db *db, struct disk_file *out, struct err *e);
int sqlite_commit(struct db_sqlite *s); /* of the writer that does not wait: what SQLite said */
/* Before the first row of a transaction is given away: what it sees is on the disk. */
bool sqlite_durable(struct db_sqlite *s, struct err *e);
#endif
