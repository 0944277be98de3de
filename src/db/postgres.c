#include <assert.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "db/db.h"

enum { PARAMS_MAX = 32, OID_INT8 = 20, OID_INT4 = 23, OID_TEXT = 25 };

struct db_postgres {
    struct db db;
    PGconn *conn;
};

/* Takes `r`. The server's own words are for our log: err_text() leaves them out. */
static bool
fail(struct db_postgres *p, PGresult *r, const char *what, struct err *e)
{
    const char *state = r != NULL ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *why = r != NULL ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    struct err_said said = {.msg = M_DATABASE,
                            .arg = {what, state, why ? why : PQerrorMessage(p->conn)}};
    enum err_code code = ERR_IO;

    p->db.failed = true;
    if (state != NULL && (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)) {
        code = ERR_RETRY;
    } else if (state != NULL && strncmp(state, "23", 2) == 0) {
        code = ERR_CONFLICT;
        said.msg = M_STORED;
    }
    err_put(e, code, said);
    PQclear(r);
    return false;
}

static bool
postgres_exec(struct db *db, const char *script, struct err *e)
{
    struct db_postgres *p = (struct db_postgres *)db;
    PGresult *r = PQexec(p->conn, script);
    ExecStatusType s = PQresultStatus(r);
    if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
        return fail(p, r, "exec", e);
    PQclear(r);
    return true;
}

/* The pool's head row first: whoever writes in this pool now waits here, before it has read
 * anything, so READ COMMITTED is enough. */
static bool
postgres_begin(struct db *db, int64_t pool, struct err *e)
{
    struct db_postgres *p = (struct db_postgres *)db;
    char number[INT_TEXT_MAX];
    const char *in[] = {int_text(pool, number)};

    if (!postgres_exec(db, "BEGIN ISOLATION LEVEL READ COMMITTED", e))
        return false;
    PGresult *r = PQexecParams(p->conn, "SELECT size FROM pool_head WHERE pool = $1 FOR UPDATE", 1,
                               NULL, in, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return fail(p, r, "head", e);
    bool found = PQntuples(r) == 1;
    PQclear(r);
    return found || err_set(e, ERR_NOT_FOUND, M_POOL_UNKNOWN, {number});
}

static bool
postgres_prepare(struct db *db, const struct query *q, struct err *e)
{
    struct db_postgres *p = (struct db_postgres *)db;
    void **slot = db_slot(db, q);
    if (*slot != NULL)
        return true;
    PGresult *r = PQprepare(p->conn, q->name, q->sql, 0, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        return fail(p, r, q->name, e);
    PQclear(r);
    *slot = p; /* any pointer: the server knows it by name */
    return true;
}

static bool
column(struct val *out, PGresult *r, int row, int c, struct arena *a, struct err *e)
{
    const char *text = PQgetvalue(r, row, c);
    if (PQgetisnull(r, row, c)) {
        *out = (struct val){.type = VAL_NULL};
        return true;
    }
    switch (PQftype(r, c)) {
    case OID_INT8:
    case OID_INT4: *out = v_int(strtoll(text, NULL, 10)); return true;
    case OID_TEXT: return val_copy(out, text, (size_t)PQgetlength(r, row, c), a, e);
    default: assert(0 && "column type not in our schema"); abort();
    }
}

static bool
take(PGresult *r, struct arena *a, struct rows *out, struct err *e)
{
    *out = (struct rows){.columns = (size_t)PQnfields(r)};
    for (int i = 0; i < PQntuples(r); i++) {
        struct val *row = rows_next(out, a, e);
        if (row == NULL)
            return false;
        for (size_t c = 0; c < out->columns; c++)
            if (!column(&row[c], r, i, (int)c, a, e))
                return false;
    }
    return true;
}

static bool
postgres_run(struct db *db, const struct query *q, const struct val in[], size_t n_in,
             struct arena *a, struct rows *out, struct err *e)
{
    struct db_postgres *p = (struct db_postgres *)db;
    const char *text[PARAMS_MAX];
    char number[PARAMS_MAX][INT_TEXT_MAX];

    assert(n_in == q->params && n_in <= PARAMS_MAX);
    if (!postgres_prepare(db, q, e))
        return false;
    for (size_t k = 0; k < n_in; k++)
        text[k] = in[k].type == VAL_INT ? int_text(in[k].i, number[k]) : in[k].s;
    PGresult *r = PQexecPrepared(p->conn, q->name, (int)n_in, text, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK)
        return fail(p, r, q->name, e);
    db->wrote = db->wrote || strncmp(PQcmdStatus(r), "SELECT", 6) != 0;
    bool ok = take(r, a, out, e);
    PQclear(r);
    return ok;
}

static void
postgres_close(struct db *db)
{
    struct db_postgres *p = (struct db_postgres *)db;
    PQfinish(p->conn);
    free(p);
}

static const struct db_ops postgres_ops = {
    .begin = postgres_begin,
    .exec = postgres_exec,
    .prepare = postgres_prepare,
    .run = postgres_run,
    .close = postgres_close,
};

bool
db_open_postgres(struct db **out, const char *conninfo, struct err *e)
{
    struct db_postgres *p = calloc(1, sizeof(*p));
    if (p == NULL)
        abort();
    p->db.ops = &postgres_ops;
    p->conn = PQconnectdb(conninfo);
    if (PQstatus(p->conn) != CONNECTION_OK) {
        fail(p, NULL, "connect", e);
        postgres_close(&p->db);
        return false;
    }
    *out = &p->db;
    return true;
}
