/* PostgreSQL behind the seam. Errors are told apart by SQLSTATE, never by a constraint's name. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "db/postgres_inner.h"
#include "words/db.h"

enum { MANY = 8 }; /* rows that are worth a statement over arrays */
enum { OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_NAME = 19 };

/* A cursor is read to its end: plan for all rows, not for the first tenth. */
static const char settings[] =
    "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; "
    "SET cursor_tuple_fraction = 1; SET lock_timeout = '10s'";

static const struct query head = {"head", "SELECT size FROM pool_head WHERE pool = $1 FOR UPDATE",
                                  NULL, 1};
static const struct query tables = {
    "tables",
    "SELECT CAST(relname AS TEXT) COLLATE \"C\" AS name FROM pg_class JOIN pg_namespace n "
    "ON n.oid = relnamespace WHERE nspname = current_schema() AND relkind = 'r' "
    "AND relname <> $1 ORDER BY name",
    NULL, 1};
static const struct query columns = {
    "columns",
    "SELECT CAST(attname AS TEXT), CASE WHEN atttypid = 25 THEN 1 ELSE 0 END FROM pg_attribute "
    "WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    NULL, 1};

struct inputs { /* as text, the way libpq wants them */
    const char *text[DB_PARAMS];
    char number[DB_PARAMS][INT_TEXT_MAX];
};

static struct db_postgres *
self(struct db *db)
{
    return (struct db_postgres *)db;
}

static const char *const *
inputs_of(struct inputs *out, const struct val in[], size_t n)
{
    assert(n <= DB_PARAMS);
    for (size_t k = 0; k < n; k++)
        out->text[k] = in[k].type == VAL_INT    ? int_text(in[k].i, out->number[k])
                       : in[k].type == VAL_TEXT ? in[k].s
                                                : NULL;
    return out->text;
}

struct sqlstate {
    const char *prefix; /* the first that fits */
    enum err_code code;
    enum msg msg;
};

static const struct sqlstate states[] = {
    {"40001", ERR_RETRY, M_RACE},     {"40P01", ERR_RETRY, M_RACE},
    {"55P03", ERR_RETRY, M_RACE},     {"57P0", ERR_RETRY, M_DB_LOST},
    {"08", ERR_RETRY, M_DB_LOST},     {"23", ERR_CONFLICT, M_STORED},
    {"25006", ERR_IO, M_DB_READONLY}, {"53100", ERR_IO, M_DB_FULL},
    {"28", ERR_IO, M_DB_CONNECT},     {"3D", ERR_IO, M_DB_CONNECT},
    {"42501", ERR_IO, M_DB_DENIED},   {"", ERR_IO, M_DATABASE},
};

/* Takes `r`. Without a SQLSTATE the connection itself is gone. */
bool
postgres_fail(struct db_postgres *p, PGresult *r, const char *what, struct err *e)
{
    const char *state = r != NULL ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *why = r != NULL ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const struct sqlstate *s = states;

    if (why == NULL)
        why = PQerrorMessage(p->conn);
    if (state == NULL)
        state = PQstatus(p->conn) == CONNECTION_OK ? "" : "08";
    while (strncmp(state, s->prefix, strlen(s->prefix)) != 0)
        s++;
    p->db.failed = true;
    err_put(e, s->code, (struct err_said){.msg = s->msg, .arg = {what, state, why}});
    PQclear(r);
    return false;
}

static bool
succeeded(const PGresult *r)
{
    ExecStatusType s = PQresultStatus(r);
    return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK;
}

/* All went well, and it changed as many rows as it was to. */
static bool
changed(const struct db_postgres *p, size_t at, PGresult *r)
{
    return succeeded(r) &&
           (p->rows[at] < 0 || strtoll(PQcmdTuples(r), NULL, 10) == (long long)p->rows[at]);
}

/* Read the answers of all that was sent; the first error stays, what came after it was not done.
 * *last: of the last statement, when all went well. */
static bool
collect(struct db_postgres *p, size_t n, PGresult **last, struct err *e)
{
    bool ok = true;
    for (size_t at = 0;;) {
        PGresult *r = PQgetResult(p->conn);
        const char *name = p->queue[at < n ? at : n - 1]->name;
        if (r == NULL && PQstatus(p->conn) != CONNECTION_OK)
            return postgres_fail(p, NULL, name, e);
        ExecStatusType s = PQresultStatus(r);
        if (s == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            return ok;
        }
        if (r == NULL)
            at++; /* no more of this statement */
        else if (ok && s != PGRES_PIPELINE_ABORTED && !changed(p, at, r))
            ok = postgres_fail(p, r, name, e);
        else if (ok && last != NULL && at + 1 == n)
            *last = r;
        else
            PQclear(r);
    }
}

/* Writing statements inside a transaction are sent and not waited for: their answers come with that
 * of the next statement that has one, or here. After an error the transaction is lost anyway, so
 * nothing is decided by who hears of it. */
static bool
settle(struct db_postgres *p, PGresult **last, struct err *e)
{
    size_t n = p->queued;
    if (n == 0)
        return true;
    p->queued = 0;
    bool ok = PQpipelineSync(p->conn) == 1 ? collect(p, n, last, e)
                                           : postgres_fail(p, NULL, p->queue[0]->name, e);
    if (PQexitPipelineMode(p->conn) != 1 && ok)
        return postgres_fail(p, NULL, p->queue[0]->name, e);
    return ok;
}

bool
postgres_send(struct db_postgres *p, const struct query *q, const struct val in[], int64_t rows,
              struct err *e)
{
    struct inputs i;
    if (p->queued == PIPELINE && !settle(p, NULL, e))
        return false;
    if (p->queued == 0 && PQenterPipelineMode(p->conn) != 1)
        return postgres_fail(p, NULL, q->name, e);
    p->rows[p->queued] = rows;
    p->queue[p->queued++] = q;
    return PQsendQueryPrepared(p->conn, q->name, (int)q->params, inputs_of(&i, in, q->params), NULL,
                               NULL, 0) == 1 ||
           postgres_fail(p, NULL, q->name, e);
}

static bool revive(struct db_postgres *p, struct err *e);

/* A connection lost while committing leaves open whether it happened: that is not to be run again
 * blindly. */
static bool
postgres_exec(struct db *db, const char *script, struct err *e)
{
    struct db_postgres *p = self(db);
    bool commit = strcmp(script, "COMMIT") == 0, back = strcmp(script, "ROLLBACK") == 0;
    if (back)
        postgres_drop_held(p);
    if (((!postgres_write_held(p, e) || !settle(p, NULL, e)) && !back) ||
        (!p->open && !revive(p, e)))
        return false;
    if (!db_is_frame(script))
        db_forget(db);
    PGresult *r = PQexec(p->conn, script);
    bool begun = strncmp(script, "BEGIN", 5) == 0 && succeeded(r);
    p->open = !commit && !back && (p->open || begun);
    if (!succeeded(r)) {
        postgres_fail(p, r, commit ? "commit" : "exec", e);
        return e->code == ERR_RETRY && e->msg == M_DB_LOST && commit
                   ? err_set(e, ERR_IO, M_DB_UNKNOWN)
                   : false;
    }
    bool kept = !commit || strcmp(PQcmdStatus(r), "COMMIT") == 0;
    PQclear(r);
    return kept || err_set(e, ERR_IO, M_DATABASE, {"commit", "", "ROLLBACK"});
}

/* After a lost connection: a new one, which knows none of our statements; to the server that takes
 * writes now, where the connection names several (a standby that was promoted). Never in the middle
 * of a transaction: what was done in it is lost, and its owner has to begin again. */
static bool
revive(struct db_postgres *p, struct err *e)
{
    if (PQstatus(p->conn) == CONNECTION_OK)
        return true;
    PQreset(p->conn);
    p->queued = 0;
    postgres_drop_held(p);
    for (size_t i = 0; i < DB_QUERIES; i++)
        p->db.slot[i].prepared = NULL;
    p->cursors = 0;
    if (PQstatus(p->conn) != CONNECTION_OK) {
        postgres_fail(p, NULL, "connect", e);
        return err_set(e, ERR_IO, M_DB_CONNECT, {"", "", PQerrorMessage(p->conn)});
    }
    return postgres_exec(&p->db, settings, e);
}

bool
postgres_prepare(struct db *db, const struct query *q, struct err *e)
{
    struct db_postgres *p = self(db);
    void **slot = db_slot(db, q);
    if (!p->open && !revive(p, e))
        return false;
    if (*slot != NULL)
        return true;
    const char *sql = q->postgres != NULL ? q->postgres : q->sql;
    if (!settle(p, NULL, e))
        return false;
    PGresult *r = PQprepare(p->conn, q->name, sql, 0, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        return postgres_fail(p, r, q->name, e);
    PQclear(r);
    *slot = p; /* any pointer: the server knows it by name */
    return true;
}

static struct val
column(const PGresult *r, int row, int c)
{
    const char *text = PQgetvalue(r, row, c);
    if (PQgetisnull(r, row, c))
        return (struct val){.type = VAL_NULL};
    switch (PQftype(r, c)) {
    case OID_INT8:
    case OID_INT4:
    case OID_INT2: return v_int(strtoll(text, NULL, 10));
    case OID_TEXT:
    case OID_NAME: return v_text(text);
    default: assert(0 && "column type not in our schema"); abort();
    }
}

void
postgres_take(const PGresult *r, int row, size_t first, struct val out[], size_t n)
{
    for (size_t c = 0; c < n; c++)
        out[c] = column(r, row, (int)(first + c));
}

static bool
take(const PGresult *r, struct arena *a, struct rows *out, struct err *e)
{
    *out = (struct rows){.columns = (size_t)PQnfields(r)};
    for (int i = 0; i < PQntuples(r); i++) {
        struct val *row = rows_next(out, a, e);
        if (row == NULL)
            return false;
        for (size_t c = 0; c < out->columns; c++) {
            row[c] = column(r, i, (int)c);
            size_t len = (size_t)PQgetlength(r, i, (int)c);
            if (row[c].type == VAL_TEXT && !val_copy(&row[c], row[c].s, len, a, e))
                return false;
        }
    }
    return true;
}

static bool
postgres_run(struct db *db, const struct query *q, const struct val in[], size_t n_in,
             struct arena *a, struct rows *out, struct err *e)
{
    struct db_postgres *p = self(db);
    struct inputs i;
    PGresult *r = NULL;

    assert(n_in == q->params);
    if (!postgres_write_held(p, e) || !postgres_prepare(db, q, e))
        return false;
    bool waits = p->queued > 0; /* others before it: one round trip for all */
    if (a == NULL && (waits || PQtransactionStatus(p->conn) == PQTRANS_INTRANS)) {
        db_wrote(db, q, in, n_in);
        return postgres_send(p, q, in, -1, e);
    }
    if (waits && (!postgres_send(p, q, in, -1, e) || !settle(p, &r, e)))
        return false;
    if (!waits)
        r = PQexecPrepared(p->conn, q->name, (int)n_in, inputs_of(&i, in, n_in), NULL, NULL, 0);
    if (!succeeded(r))
        return postgres_fail(p, r, q->name, e);
    if (strncmp(PQcmdStatus(r), "SELECT", 6) != 0)
        db_wrote(db, q, in, n_in);
    bool ok = take(r, a, out, e);
    PQclear(r);
    return ok;
}

/* FETCH after FETCH until the cursor is dry. */
static bool
drain(struct db_postgres *p, const char *fetch, db_row *row, void *arg, struct err *e)
{
    for (int got = FETCH; got == FETCH;) {
        struct val cell[DB_COLUMNS];
        struct rows one = {.n = 1, .room = 1, .cells = cell};
        if (!postgres_write_held(p, e) || !settle(p, NULL, e))
            return false;
        PGresult *r = PQexec(p->conn, fetch);
        if (PQresultStatus(r) != PGRES_TUPLES_OK)
            return postgres_fail(p, r, "fetch", e);
        one.columns = (size_t)PQnfields(r);
        assert(one.columns <= DB_COLUMNS);
        got = PQntuples(r);
        bool ok = true;
        for (int i = 0; ok && i < got; i++) {
            postgres_take(r, i, 0, cell, one.columns);
            ok = row(arg, &one, e);
        }
        PQclear(r);
        if (!ok)
            return false;
    }
    return true;
}

static bool
declare(struct db_postgres *p, const struct query *q, const struct val in[], size_t n_in,
        struct err *e)
{
    const char *sql = q->postgres != NULL ? q->postgres : q->sql;
    size_t size = strlen(sql) + 64;
    char *text = malloc(size);
    struct inputs i;

    if (text == NULL)
        abort();
    snprintf(text, size, "DECLARE each_%d NO SCROLL CURSOR FOR %s", p->cursors, sql);
    PGresult *r =
        PQexecParams(p->conn, text, (int)n_in, NULL, inputs_of(&i, in, n_in), NULL, NULL, 0);
    free(text);
    if (!succeeded(r))
        return postgres_fail(p, r, q->name != NULL ? q->name : "each", e);
    PQclear(r);
    return true;
}

/* A cursor, so that other statements may run between its rows. It needs a transaction: the
 * caller's, or one of its own. */
static bool
postgres_each(struct db *db, const struct query *q, const struct val in[], size_t n_in, db_row *row,
              void *arg, struct err *e)
{
    struct db_postgres *p = self(db);
    bool own = p->queued == 0 && PQtransactionStatus(p->conn) == PQTRANS_IDLE;
    char fetch[48], done[48];
    struct err ignored;

    assert(n_in == q->params);
    if (!postgres_write_held(p, e) || !settle(p, NULL, e))
        return false;
    if (own && !postgres_exec(db, "BEGIN ISOLATION LEVEL READ COMMITTED", e))
        return false;
    p->cursors++;
    snprintf(fetch, sizeof(fetch), "FETCH %d FROM each_%d", FETCH, p->cursors);
    snprintf(done, sizeof(done), "CLOSE each_%d", p->cursors);
    bool ok = declare(p, q, in, n_in, e) && drain(p, fetch, row, arg, e);
    if (p->queued > 0 || PQtransactionStatus(p->conn) == PQTRANS_INTRANS)
        ok = postgres_exec(db, done, ok ? e : &ignored) && ok;
    p->cursors--;
    if (own)
        ok = postgres_exec(db, ok ? "COMMIT" : "ROLLBACK", ok ? e : &ignored) && ok;
    return ok;
}

static bool
postgres_many(struct db *db, const struct query *q, const struct val in[], size_t n, struct err *e)
{
    struct db_postgres *p = self(db);
    bool own = p->queued == 0 && PQtransactionStatus(p->conn) == PQTRANS_IDLE;
    if (!own && n >= MANY && postgres_plain(q)) {
        for (size_t k = 0; k < n; k++)
            if (!postgres_later(db, q, 0, &in[k * q->params], e))
                return false;
        return true;
    }
    if (!postgres_write_held(p, e) || !postgres_prepare(db, q, e))
        return false;
    for (size_t k = 0; k < n; k++) {
        db_wrote(db, q, &in[k * q->params], q->params);
        if (!postgres_send(p, q, &in[k * q->params], -1, e))
            return false;
    }
    return !own || settle(p, NULL, e);
}

static bool
postgres_settle(struct db *db, struct err *e)
{
    return postgres_write_held(self(db), e) && settle(self(db), NULL, e);
}

/* The pool's head row first: whoever writes in this pool now waits here, before it has read
 * anything, so READ COMMITTED is enough. */
static bool
postgres_begin(struct db *db, int64_t pool, struct err *e)
{
    struct db_postgres *p = self(db);
    char number[INT_TEXT_MAX];
    const char *in[] = {int_text(pool, number)};

    if (!postgres_exec(db, "BEGIN ISOLATION LEVEL READ COMMITTED", e))
        return false;
    PGresult *r = PQexecParams(p->conn, head.sql, 1, NULL, in, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return postgres_fail(p, r, "head", e);
    bool found = PQntuples(r) == 1;
    PQclear(r);
    db_forget(db); /* whoever else writes here, or to the platform's tables, does not tell */
    return found || err_set(e, ERR_NOT_FOUND, M_POOL_UNKNOWN, {number});
}

/* Text is ordered by its bytes on both engines; the lock keeps two `jicai init` apart. */
static bool
postgres_begin_schema(struct db *db, struct err *e)
{
    struct db_postgres *p = self(db);
    if (!postgres_exec(db, "BEGIN ISOLATION LEVEL READ COMMITTED", e) ||
        !postgres_exec(db, "SELECT pg_advisory_xact_lock(7020663802)", e)) /* any number of ours */
        return false;
    PGresult *r = PQexec(p->conn, "SELECT datcollate FROM pg_database "
                                  "WHERE datname = current_database() AND encoding = 6 "
                                  "AND datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8')");
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return postgres_fail(p, r, "collation", e);
    bool good = PQntuples(r) == 1;
    PQclear(r);
    return good || err_set(e, ERR_INPUT, M_DB_COLLATION, {PQdb(p->conn)});
}

static void
postgres_close(struct db *db)
{
    postgres_end_held(self(db));
    PQfinish(self(db)->conn);
    free(db);
}

static const struct db_ops postgres_ops = {
    .name = "postgres",
    .far = true,
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .tables = &tables,
    .columns = &columns,
    .begin = postgres_begin,
    .begin_schema = postgres_begin_schema,
    .exec = postgres_exec,
    .prepare = postgres_prepare,
    .run = postgres_run,
    .each = postgres_each,
    .many = postgres_many,
    .each_of = postgres_each_of,
    .later = postgres_later,
    .settle = postgres_settle,
    .close = postgres_close,
};

static void
notice(void *unused, const PGresult *r)
{
    (void)unused, (void)r; /* not on our standard error */
}

bool
db_open_postgres(struct db **out, const char *conninfo, struct err *e)
{
    struct db_postgres *p = calloc(1, sizeof(*p));
    if (p == NULL)
        abort();
    p->db.ops = &postgres_ops;
    p->conn = PQconnectdb(conninfo);
    PQsetNoticeReceiver(p->conn, notice, NULL);
    bool ok = PQstatus(p->conn) == CONNECTION_OK;
    if (!ok)
        err_set(e, ERR_IO, M_DB_CONNECT, {"", "", PQerrorMessage(p->conn)});
    if (!ok || !postgres_exec(&p->db, settings, e)) {
        postgres_close(&p->db);
        return false;
    }
    *out = &p->db;
    return true;
}
