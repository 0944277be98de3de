/* Many rows in one statement: its text over arrays instead of values (array.h). */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/postgres_inner.h"
#include "words/db.h"

enum { KEYS_AT_ONCE = 1000 };

static struct db_postgres *
self(struct db *db)
{
    return (struct db_postgres *)db;
}

/* The statement over arrays; made once. NULL: it has none. */
static const struct query *
derive(struct db_postgres *p, const struct query *q, const struct val like[])
{
    static const char mark[] = "_many";
    for (const struct derived *d = p->derived; d != NULL; d = d->next)
        if (d->of == q)
            return d->text != NULL ? &d->q : NULL;
    struct derived *d = calloc(1, sizeof(*d));
    size_t n = strlen(q->name);
    if (d == NULL || (d->name = calloc(1, n + sizeof(mark))) == NULL)
        abort();
    memcpy(d->name, q->name, n);
    memcpy(d->name + n, mark, sizeof(mark));
    d->text = array_text(q->postgres != NULL ? q->postgres : q->sql, like, q->params);
    d->of = q;
    d->q = (struct query){d->name, d->text, NULL, q->params};
    d->next = p->derived;
    p->derived = d;
    return d->text != NULL ? &d->q : NULL;
}

/* --- writing --- */

static uint64_t
key_hash(const struct val in[], size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++) {
        const unsigned char *s = in[i].type == VAL_TEXT ? (const unsigned char *)in[i].s
                                                        : (const unsigned char *)&in[i].i;
        size_t len = in[i].type == VAL_TEXT ? strlen(in[i].s) + 1 : sizeof(in[i].i);
        for (size_t k = 0; k < len; k++)
            h = (h ^ s[k]) * UINT64_C(1099511628211);
    }
    return h + (h == 0);
}

/* False: a row with this key waits already; one statement may not change a row twice. */
static bool
key_put(struct held *h, uint64_t key)
{
    size_t at = (size_t)(key % HELD_KEYS);
    for (; h->key[at] != 0; at = (at + 1) % HELD_KEYS)
        if (h->key[at] == key)
            return false;
    h->key[at] = key;
    return true;
}

static void
clear(struct held *h)
{
    for (size_t k = 0; h->q != NULL && k < h->q->params; k++)
        array_clear(&h->in[k]);
    memset(h->key, 0, sizeof(h->key));
    h->q = NULL;
    h->n = 0;
}

void
postgres_drop_held(struct db_postgres *p)
{
    for (size_t i = 0; i < p->held_n; i++)
        clear(p->held[i]);
    p->held_n = 0;
}

void
postgres_end_held(struct db_postgres *p)
{
    for (size_t i = 0; i < HELD; i++) {
        for (size_t k = 0; p->held[i] != NULL && k < DB_PARAMS; k++)
            array_free(&p->held[i]->in[k]);
        free(p->held[i]);
    }
    for (struct derived *d = p->derived, *next; d != NULL; d = next) {
        next = d->next;
        free(d->text);
        free(d->name);
        free(d);
    }
}

static bool
write_one(struct db_postgres *p, struct held *h, struct err *e)
{
    struct val in[DB_PARAMS];
    const struct query *q = derive(p, h->q, h->like);
    assert(q != NULL); /* see db_later() */
    for (size_t k = 0; k < q->params; k++)
        in[k] = v_text(array_end(&h->in[k]));
    return postgres_prepare(&p->db, q, e) && postgres_send(p, q, in, (int64_t)h->n, e);
}

bool
postgres_write_held(struct db_postgres *p, struct err *e)
{
    bool ok = true;
    size_t n = p->held_n;
    p->held_n = 0; /* what is sent now waits no longer, also for postgres_prepare() */
    for (size_t i = 0; i < n; i++) {
        ok = ok && write_one(p, p->held[i], e);
        clear(p->held[i]);
    }
    return ok;
}

/* Where rows of `q` wait; a new place, after all others are sent when there is none. */
static struct held *
place_of(struct db_postgres *p, const struct query *q, struct err *e)
{
    for (size_t i = 0; i < p->held_n; i++)
        if (p->held[i]->q == q)
            return p->held[i];
    if (p->held_n == HELD && !postgres_write_held(p, e))
        return NULL;
    struct held **h = &p->held[p->held_n++];
    if (*h == NULL && (*h = calloc(1, sizeof(**h))) == NULL)
        abort();
    (*h)->q = q;
    return *h;
}

bool
postgres_plain(const struct query *q)
{
    const char *sql = q->postgres != NULL ? q->postgres : q->sql;
    return strncmp(sql + strspn(sql, " \n"), "INSERT ", 7) == 0 &&
           strstr(sql, "VALUES (") != NULL && strstr(sql, "ON CONFLICT") == NULL;
}

bool
postgres_later(struct db *db, const struct query *q, size_t key, const struct val in[],
               struct err *e)
{
    struct db_postgres *p = self(db);
    struct held *h = place_of(p, q, e);
    uint64_t hash = key_hash(in, key);
    if (h == NULL)
        return false;
    db_wrote(db, q, in, q->params);
    if (h->n == HELD_ROWS || (key > 0 && !key_put(h, hash))) {
        if (!postgres_write_held(p, e) || (h = place_of(p, q, e)) == NULL)
            return false;
        (void)(key > 0 && key_put(h, hash));
    }
    for (size_t k = 0; k < q->params; k++) {
        assert(in[k].type != VAL_NULL && (h->n == 0 || h->like[k].type == in[k].type));
        h->like[k].type = in[k].type;
        array_add(&h->in[k], &in[k]);
    }
    h->n++;
    return true;
}

/* --- reading --- */

struct answers {
    const struct query *q;
    size_t first; /* of the sets of values: how many came before */
    db_row_of *row;
    void *arg;
};

static bool
give(const struct answers *x, const PGresult *r, struct err *e)
{
    enum { OWN = 2 }; /* number of the set, number of the row in it */
    struct val cell[DB_COLUMNS], number;
    struct rows one = {.n = 1, .room = 1, .cells = cell};
    one.columns = (size_t)PQnfields(r) - OWN;
    assert(one.columns <= DB_COLUMNS);
    for (int i = 0; i < PQntuples(r); i++) {
        postgres_take(r, i, 0, &number, 1);
        postgres_take(r, i, OWN, cell, one.columns);
        if (!x->row(x->arg, x->first + (size_t)number.i - 1, &one, e))
            return false;
    }
    return true;
}

static bool
ask(struct db_postgres *p, const struct answers *x, const struct val in[], size_t n, struct err *e)
{
    struct array list[DB_PARAMS] = {{0}};
    const char *text[DB_PARAMS];
    const struct query *q = derive(p, x->q, in);
    assert(q != NULL); /* a SELECT */
    for (size_t k = 0; k < q->params; k++) {
        for (size_t i = 0; i < n; i++)
            array_add(&list[k], &in[i * q->params + k]);
        text[k] = array_end(&list[k]);
    }
    bool ok = postgres_prepare(&p->db, q, e) && p->db.ops->settle(&p->db, e);
    PGresult *r = ok ? PQexecPrepared(p->conn, q->name, (int)q->params, text, NULL, NULL, 0) : NULL;
    for (size_t k = 0; k < q->params; k++)
        array_free(&list[k]);
    if (!ok)
        return false;
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return postgres_fail(p, r, q->name, e);
    ok = give(x, r, e);
    PQclear(r);
    return ok;
}

bool
postgres_each_of(struct db *db, const struct query *q, const struct val in[], size_t n,
                 db_row_of *row, void *arg, struct err *e)
{
    struct answers x = {.q = q, .row = row, .arg = arg};
    for (; x.first < n; x.first += KEYS_AT_ONCE) {
        size_t k = n - x.first < KEYS_AT_ONCE ? n - x.first : KEYS_AT_ONCE;
        if (!ask(self(db), &x, &in[x.first * q->params], k, e))
            return false;
    }
    return true;
}
