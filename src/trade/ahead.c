#include "trade/ahead.h"

#include <stdlib.h>
#include <string.h>

#include "base/host/intern.h"
#include "listing/hint.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "trade/query.h"

enum { MEMORY = 128 * 1024 * 1024, TERMS = 7, ORDERED = 6 };

struct ahead {
    struct arena *a; /* of all below, emptied for each group */
    int64_t pool;
    uint64_t heads_at, terms_at; /* stamps of when it was so */
    struct intern numbers, terms, lines;
    bool *taken;      /* by number: there is one, or was written since */
    struct rows *row; /* by terms */
    int64_t *added;   /* by line of an agreement: ordered since */
};

static const char key;

static void
end(void *it)
{
    struct ahead *h = it;
    struct arena *a = h->a;
    arena_free(a);
    free(h);
}

static const char *
join(struct arena *a, const char *const text[], size_t n)
{
    return arena_join(a, text, n, '\n');
}

static const char *
terms_key(struct arena *a, const struct order *in, const char *day)
{
    const char *const parts[] = {in->project, in->institution, in->product, day, in->payee};
    return join(a, parts, 5);
}

static void
stamp(struct ahead *h, struct db *db)
{
    h->heads_at = db_stamp(db, &q_order_head);
    h->terms_at = db_stamp(db, &q_terms_agreed);
}

struct ahead *
ahead_of(const struct trade *t)
{
    struct ahead *h = t->db->in_job ? db_kept(t->db, &key) : NULL;
    bool still = h != NULL && h->pool == t->pool && h->heads_at == db_stamp(t->db, &q_order_head) &&
                 h->terms_at == db_stamp(t->db, &q_terms_agreed);
    return still ? h : NULL;
}

/* --- reading --- */

static bool
take_head(void *arg, size_t i, const struct rows *row, struct err *e)
{
    struct ahead *h = arg;
    (void)row, (void)e;
    h->taken[i] = true;
    return true;
}

static bool
take_terms(void *arg, size_t i, const struct rows *row, struct err *e)
{
    struct ahead *h = arg;
    struct rows *to = &h->row[i];
    *to = (struct rows){.n = 1, .columns = TERMS, .room = 1};
    to->cells = arena_array(h->a, struct val, TERMS);
    for (size_t c = 0; c < TERMS; c++) {
        to->cells[c] = row->cells[c];
        const char *s = row->cells[c].s;
        if (row->cells[c].type == VAL_TEXT && !val_copy(&to->cells[c], s, strlen(s), h->a, e))
            return false;
    }
    return true;
}

static bool
read_heads(struct ahead *h, struct db *db, const struct order in[], size_t n, struct err *e)
{
    struct val *v = arena_array(h->a, struct val, n * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t id = intern_put(&h->numbers, in[i].number);
        v[2 * id] = v_int(h->pool);
        v[2 * id + 1] = v_text(intern_text(&h->numbers, id));
    }
    h->taken = arena_array(h->a, bool, n + 1);
    return db_each_of(db, &q_order_head, v, h->numbers.n, take_head, h, e);
}

static bool
read_terms(struct ahead *h, struct db *db, const struct order in[], size_t n, struct err *e)
{
    struct val *v = arena_array(h->a, struct val, n * 6 + 1);
    for (size_t i = 0; i < n; i++) {
        char *day = arena_alloc(h->a, DATE_TEXT_MAX);
        uint32_t id = intern_put(&h->terms, terms_key(h->a, &in[i], date_text(in[i].on, day)));
        const struct val one[] = {
            v_int(h->pool),        v_text(in[i].project), v_text(in[i].institution),
            v_text(in[i].product), v_text(day),           v_text(in[i].payee)};
        memcpy(&v[6 * id], one, sizeof(one));
    }
    h->row = arena_array(h->a, struct rows, n + 1);
    h->added = arena_array(h->a, int64_t, ORDERS_AHEAD_MAX);
    return db_each_of(db, &q_terms_agreed, v, h->terms.n, take_terms, h, e);
}

/* What changes seldom, and what a far database gives more cheaply for all at once. */
static bool
read_rest(struct ahead *h, struct db *db, const struct order in[], size_t n, struct err *e)
{
    struct intern products, hospitals;
    const char **product = arena_array(h->a, const char *, n + 1);
    struct val *listed = arena_array(h->a, struct val, n * 3 + 1);
    struct val *remote = arena_array(h->a, struct val, n * 3 + 1);
    const char **hospital = arena_array(h->a, const char *, n + 1);
    intern_init(&products, h->a);
    intern_init(&hospitals, h->a);
    char *day = date_text(in[0].on, arena_alloc(h->a, DATE_TEXT_MAX));
    for (size_t i = 0; i < n; i++) {
        uint32_t p = intern_put(&products, in[i].product);
        uint32_t o = intern_put(&hospitals, in[i].institution);
        product[p] = intern_text(&products, p);
        hospital[o] = intern_text(&hospitals, o);
        listed[3 * p] = remote[3 * o] = v_int(h->pool);
        listed[3 * p + 1] = v_text(product[p]);
        remote[3 * o + 1] = v_text(hospital[o]);
        listed[3 * p + 2] = remote[3 * o + 2] = v_text(day);
    }
    return institutions_ahead(db, h->a, hospital, hospitals.n, e) &&
           products_ahead(db, h->a, product, products.n, in[0].on, e) &&
           db_ahead(db, &q_remote_on, remote, hospitals.n, e) &&
           db_ahead(db, &q_terms_listed, listed, products.n, e) &&
           hints_ahead(db, h->a, h->pool, product, products.n, in[0].on, e);
}

bool
orders_ahead(struct db *db, int64_t pool, const struct order in[], size_t n, struct err *e)
{
    struct ahead *h = db_kept(db, &key);
    if (h == NULL) {
        if ((h = calloc(1, sizeof(*h))) == NULL)
            abort();
        h->a = arena_new(MEMORY);
        db_keep(db, &key, h, end);
    }
    arena_reset(h->a);
    h->pool = -1; /* nothing, should it fail */
    if (n > ORDERS_AHEAD_MAX)
        n = ORDERS_AHEAD_MAX;
    if (n == 0)
        return true;
    intern_init(&h->numbers, h->a);
    intern_init(&h->terms, h->a);
    intern_init(&h->lines, h->a);
    h->pool = pool;
    bool ok =
        read_heads(h, db, in, n, e) && read_terms(h, db, in, n, e) && read_rest(h, db, in, n, e);
    stamp(h, db);
    h->pool = ok ? pool : -1;
    return ok;
}

/* --- asking --- */

bool
ahead_is_new(const struct ahead *h, const char *number)
{
    uint32_t id = h != NULL ? intern_find(&h->numbers, number) : INTERN_NONE;
    return id != INTERN_NONE && !h->taken[id];
}

static const char *
line_key(struct arena *a, const char *agreement, const char *product)
{
    const char *const parts[] = {agreement, product};
    return join(a, parts, 2);
}

bool
ahead_terms(const struct ahead *h, struct trade *t, const struct order *in, const char *day,
            struct rows *out)
{
    uint32_t id = h != NULL ? intern_find(&h->terms, terms_key(t->arena, in, day)) : INTERN_NONE;
    if (id == INTERN_NONE)
        return false;
    *out = h->row[id];
    if (out->n == 0)
        return true;
    out->cells = arena_array(t->arena, struct val, TERMS);
    memcpy(out->cells, h->row[id].cells, TERMS * sizeof(struct val));
    uint32_t line = intern_find(&h->lines, line_key(t->arena, row_text(out, 0, 0), in->product));
    if (line != INTERN_NONE)
        out->cells[ORDERED].i += h->added[line];
    return true;
}

void
ahead_ordered(struct ahead *h, struct trade *t, const struct order *in, const char *agreement)
{
    uint32_t id = intern_find(&h->numbers, in->number);
    if (id != INTERN_NONE)
        h->taken[id] = true;
    uint32_t line = intern_put(&h->lines, line_key(t->arena, agreement, in->product));
    if (line < ORDERS_AHEAD_MAX) {
        h->added[line] += in->qty.pieces;
        stamp(h, t->db);
    } else {
        h->pool = -1;
    }
}
