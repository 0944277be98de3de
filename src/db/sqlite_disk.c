/* sqlite_disk.c - when what SQLite has committed is on the disk.
 *
 * synchronous=FULL: COMMIT writes the frames of a transaction to the log (WAL), syncs the log, and
 * only then shows it to others. A server's writer has synchronous=NORMAL: COMMIT writes and shows;
 * the sync is ours (db/disk.h), on a descriptor of our own: fdatasync() is of the file, whoever
 * wrote to it. Closing it does no harm, as SQLite's POSIX locks are on the database and on -shm.
 *
 * Why a sync that begins after COMMIT has returned makes commit N durable, whatever happens
 * meanwhile:
 *  - The frames of N were handed to the kernel before, by COMMIT; so were those of all before N.
 *  - Frames are only added behind, unless the log begins again at its head. A writer lets it begin
 *    again only when all of it was taken into the database. Whoever takes a part of it (in NORMAL
 * as in FULL, in any process) syncs the log first, then writes the pages; whoever takes the last of
 *    it syncs the database before he says so, and with it the pages of those before him. So what
 *    may be written over is durable already, be our sync before it, behind it, or in the middle of
 *    it: N is in the database.
 *  - The header of a log that begins again is synced by SQLite before the first frame behind it, in
 *    NORMAL too; and so is the folder when the log is made. Recovery takes frames as long as salt
 *    and running checksum fit, up to the last commit among them: what is behind N can be missing
 *    after a loss of power, what is before it cannot.
 *  - It is the same file all the time: SQLite removes a log when the last connection closes, and a
 *    server always has others open, at the least the one that takes the log into the file. That
 *    nobody else has removed it is looked at.
 *  - A sync that failed may be said once only, and the next one succeed although pages are lost. So
 *    the first failure ends the process, also one that SQLite met while it took the log into the
 *    file.
 * Another process with synchronous=FULL syncs the log, and so all before its own commit; one with
 * OFF may not write to this file. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/sqlite_inner.h"
#include "words/db.h"

/* -1, and why: there is no log, or it cannot be opened. */
static int
open_log(struct db_sqlite *s)
{
    const char *file = sqlite3_db_filename(s->conn, "main");
    return file != NULL ? open(sqlite3_filename_wal(file), O_RDONLY | O_CLOEXEC) : -1;
}

/* False: errno says why. */
static bool
sync_log(int fd)
{
    struct stat st;
    if (fstat(fd, &st) == 0 && st.st_nlink == 0) {
        errno = ENOENT;
        return false;
    }
    return fdatasync(fd) == 0;
}

/* What is read is given away, and a server may have committed it a moment ago: whoever is not that
 * server syncs himself what others have committed since he last did. */
bool
sqlite_durable(struct db_sqlite *s, struct err *e)
{
    struct stat st;
    int64_t now;
    if (!s->begins || !s->file || s->db.disk != NULL)
        return true;
    s->begins = false;
    if (!sqlite_version(s, &now, e))
        return false;
    if (now == s->durable)
        return true;
    if (s->wal < 0)
        s->wal = open_log(s);
    if (s->wal >= 0 && fstat(s->wal, &st) == 0 && st.st_size > 0 && !sync_log(s->wal))
        return err_set(e, ERR_IO, M_DB_DISK, {s->path, strerror(errno)});
    s->durable = now;
    return true;
}

/* --- the writer of a server --- */

/* Outlives the writer's connection. To take the log into the file takes a tenth of a second and
 * more, so a thread with a connection of its own does most of it while the writer goes on; what
 * came meanwhile, the writer does itself between two groups, as only then the log can begin again.
 */
enum taking { IDLE, ASKED, TAKEN };
enum { PASSES = 2 }; /* the second one for what came during the first */

struct log_file {
    int fd;
    sqlite3 *conn;
    struct disk *disk; /* of who asked */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more;
    enum taking state;
    bool over;
    char path[];
};

static bool
sync_file(void *file, struct err *e)
{
    const struct log_file *f = file;
    return sync_log(f->fd) || err_set(e, ERR_IO, M_DB_SYNC, {f->path, strerror(errno)});
}

static void
close_file(void *file)
{
    struct log_file *f = file;
    pthread_mutex_lock(&f->lock);
    f->over = true;
    pthread_cond_signal(&f->more);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->more);
    sqlite3_close(f->conn);
    close(f->fd);
    free(f);
}

/* As far as nobody reads what is older. That another process is at it, or that the disk is full, is
 * no harm: the log grows, and it is tried again. */
static void
take_into_file(sqlite3 *conn, const char *path, struct disk *disk)
{
    struct err e;
    int rc = sqlite3_wal_checkpoint_v2(conn, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    if ((rc & 0xff) != SQLITE_IOERR)
        return;
    err_set(&e, ERR_IO, M_DB_SYNC, {path, sqlite3_errmsg(conn)});
    disk_fail(disk, &e);
}

static void *
take_asked(void *arg)
{
    struct log_file *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->over) {
        if (f->state != ASKED) {
            pthread_cond_wait(&f->more, &f->lock);
            continue;
        }
        pthread_mutex_unlock(&f->lock);
        for (int i = 0; i < PASSES; i++)
            take_into_file(f->conn, f->path, f->disk);
        pthread_mutex_lock(&f->lock);
        f->state = TAKEN;
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

/* Between two groups, when there is much in the log. */
static void
take_or_ask(struct db_sqlite *s)
{
    struct log_file *f = s->log;
    pthread_mutex_lock(&f->lock);
    enum taking was = f->state;
    if (was == IDLE) {
        f->disk = s->db.disk;
        f->state = ASKED;
        pthread_cond_signal(&f->more);
    } else if (was == TAKEN) {
        f->state = IDLE;
    }
    pthread_mutex_unlock(&f->lock);
    if (was != TAKEN)
        return;
    s->checkpoint_at = s->frames + CHECKPOINT_FRAMES / 8; /* should a reader be in the way */
    take_into_file(s->conn, s->path, s->db.disk);
}

static struct log_file *
make_file(struct db_sqlite *s, struct err *e)
{
    size_t n = strlen(s->path) + 1;
    struct log_file *f = calloc(1, sizeof(*f) + n);
    if (f == NULL)
        abort();
    memcpy(f->path, s->path, n);
    int rc = sqlite3_open_v2(s->path, &f->conn, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) /* FULL, or NORMAL: what takes the log in syncs; the first one opens it */
        rc = sqlite3_exec(f->conn, "PRAGMA synchronous=FULL; PRAGMA schema_version", NULL, NULL,
                          NULL);
    f->fd = rc == SQLITE_OK ? open_log(s) : -1;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->more, NULL);
    if (f->fd >= 0 && pthread_create(&f->thread, NULL, take_asked, f) == 0)
        return f;
    err_set(e, ERR_IO, M_DB_OPEN,
            {s->path, rc != SQLITE_OK ? sqlite3_errmsg(f->conn) : strerror(errno)});
    if (f->fd >= 0)
        close(f->fd);
    sqlite3_close(f->conn);
    free(f);
    return NULL;
}

static int
on_commit(void *arg, sqlite3 *conn, const char *name, int frames)
{
    struct db_sqlite *s = arg;
    (void)conn, (void)name;
    if (frames < s->frames)
        s->checkpoint_at = CHECKPOINT_FRAMES; /* it began again */
    s->frames = frames;
    s->logged = true;
    return SQLITE_OK;
}

static bool
is_wal(struct db_sqlite *s)
{
    sqlite3_stmt *st = NULL;
    bool yes = sqlite3_prepare_v2(s->conn, "PRAGMA journal_mode", -1, &st, NULL) == SQLITE_OK &&
               sqlite3_step(st) == SQLITE_ROW &&
               strcmp((const char *)sqlite3_column_text(st, 0), "wal") == 0;
    sqlite3_finalize(st);
    return yes;
}

/* A file system without shared memory has no WAL: then all stays as it is. */
bool
sqlite_behind(struct db *db, struct disk_file *out, struct err *e)
{
    struct db_sqlite *s = (struct db_sqlite *)db;
    *out = (struct disk_file){.sync = NULL};
    if (!s->file || !is_wal(s))
        return true;
    struct log_file *f = make_file(s, e);
    if (f == NULL)
        return false;
    if (!db->ops->exec(db, sqlite_writer, e) ||
        !db->ops->exec(db, "PRAGMA synchronous=NORMAL", e)) {
        close_file(f);
        return false;
    }
    s->behind = s->writes = true;
    (void)sqlite3_wal_hook(s->conn, on_commit, s); /* in place of its own checkpoints */
    s->checkpoint_at = CHECKPOINT_FRAMES;
    s->log = f;
    *out = (struct disk_file){sync_file, close_file, f};
    return true;
}

/* Who waits for this commit does not wait for the log to be taken into the file. */
int
sqlite_commit(struct db_sqlite *s)
{
    s->logged = false;
    disk_begin(s->db.disk);
    int rc = sqlite3_exec(s->conn, "COMMIT", NULL, NULL, NULL);
    disk_end(s->db.disk, s->logged || rc != SQLITE_OK);
    if (s->logged && s->frames >= s->checkpoint_at)
        take_or_ask(s);
    return rc;
}
