#include "registry/put.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "words/registry.h"

enum { KEY_TEXT_MAX = ERR_ARG_MAX, PUT_VALUES_MAX = 32 };

const char *
put_name(enum put p)
{
    static const char *const names[] = {"new", "same", "changed"};
    return names[p];
}

const char *
put_date(struct arena *a, date d)
{
    return d.day == 0 ? DATE_EVER : date_text(d, arena_alloc(a, DATE_TEXT_MAX));
}

static bool
same(const struct val *a, const struct val *b)
{
    assert(a->type == b->type); /* the query and the caller disagree about a column */
    return a->type == VAL_INT ? a->i == b->i : strcmp(a->s, b->s) == 0;
}

/* The first of n values that differs; n when none does. */
static size_t
differing(const struct val *stored, const struct val *given, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!same(&stored[i], &given[i]))
            return i;
    return n;
}

/* "H50010300001 2024-09": the key for a message. */
static const char *
key_text(const struct put_row *r, struct arena *a)
{
    const char *text = "";
    for (size_t i = 0; i < r->key; i++)
        text = r->v[i].type == VAL_INT
                   ? arena_printf(a, "%s%s%lld", text, i > 0 ? " " : "", (long long)r->v[i].i)
                   : arena_printf(a, "%s%s%s", text, i > 0 ? " " : "", r->v[i].s);
    return text;
}

/* The n-th column that a query selects, as it is written there: "SELECT a, b FROM". */
static void
column_name(const struct query *q, size_t n, char out[static ERR_ARG_MAX])
{
    const char *s = q->sql + strlen("SELECT");
    for (; n > 0 && *s != '\0'; s++)
        n -= *s == ',';
    s += strspn(s, " \n");
    size_t len = strcspn(s, ", \n");
    len = len < ERR_ARG_MAX ? len : ERR_ARG_MAX - 1;
    memcpy(out, s, len);
    out[len] = '\0';
}

static bool
differs(const struct put_row *r, struct arena *a, size_t column, enum msg m, struct err *e)
{
    char name[ERR_ARG_MAX];
    column_name(r->get, column, name);
    return err_set(e, ERR_CONFLICT, m, {key_text(r, a), name}, .field = name);
}

static bool
get(struct db *db, struct arena *a, const struct put_row *r, size_t n, struct rows *out,
    struct err *e)
{
    if (!db->ops->run(db, r->get, r->v, n, a, out, e))
        return false;
    assert(out->n <= 1);
    return true;
}

static bool
write_row(struct db *db, const struct put_row *r, enum put *how, enum put as, struct err *e)
{
    *how = as;
    return db_do_values(db, r->write, r->v, r->n, e);
}

bool
put_fact(struct db *db, struct arena *a, const struct put_row *r, enum put *how, struct err *e)
{
    struct rows old;
    if (!get(db, a, r, r->key, &old, e))
        return false;
    if (old.n == 0)
        return write_row(db, r, how, PUT_NEW, e);
    assert(old.columns == r->n - r->key);
    size_t i = differing(old.cells, r->v + r->key, old.columns);
    *how = PUT_SAME;
    return i == old.columns || differs(r, a, i, M_PUT_FACT, e);
}

bool
put_state(struct db *db, struct arena *a, const struct put_row *r, enum put *how, struct err *e)
{
    struct rows old;
    if (!get(db, a, r, r->key, &old, e))
        return false;
    if (old.n == 0)
        return write_row(db, r, how, PUT_NEW, e);
    assert(old.columns == r->n - r->key);
    *how = PUT_SAME;
    return differing(old.cells, r->v + r->key, old.columns) == old.columns ||
           write_row(db, r, how, PUT_CHANGED, e);
}

/* End the open row on the day before the new one begins. */
static bool
close_row(struct db *db, const struct put_row *r, const char *from_on, struct err *e)
{
    struct val v[PUT_VALUES_MAX];
    memcpy(v, r->v, r->key * sizeof(*v));
    v[r->key] = v_text(from_on);
    v[r->key + 1] = r->v[r->key]; /* the new row's day */
    return db_do_values(db, r->close, v, r->key + 2, e);
}

bool
put_dated(struct db *db, struct arena *a, const struct put_row *r, enum put *how, struct err *e)
{
    struct rows old;
    const char *day = r->v[r->key].s;

    assert(r->key + 2 <= PUT_VALUES_MAX && r->v[r->key].type == VAL_TEXT);
    if (!get(db, a, r, r->key + 1, &old, e))
        return false;
    if (old.n == 0)
        return write_row(db, r, how, PUT_NEW, e);
    const char *from = row_text(&old, 0, 0), *until = row_text(&old, 0, 1);
    size_t rest = old.columns - 2;
    assert(rest == r->n - r->key - 1);
    size_t i = differing(old.cells + 2, r->v + r->key + 1, rest);
    *how = PUT_SAME;
    if (i == rest)
        return true;
    if (strcmp(day, from) <= 0 || strcmp(until, DATE_OPEN) != 0) /* it would rewrite the past */
        return differs(r, a, i + 2, M_PUT_PAST, e);
    return close_row(db, r, from, e) && write_row(db, r, how, PUT_CHANGED, e);
}
