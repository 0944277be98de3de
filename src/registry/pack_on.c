#include "registry/pack_on.h"

#include <string.h>

#include "registry/region.h"

/* A pack with its sources is some hundred kilobytes; there are as many as jurisdictions. */
enum { PACKS_MAX = 64, MEMORY = 256 * 1024 * 1024 };

struct packs {
    struct arena *a;
    struct policy *pack[PACKS_MAX];
    size_t n;
    struct credit_book *book; /* NULL: not read yet */
};

static void
end_packs(void *it)
{
    arena_free(((struct packs *)it)->a); /* it lies in there itself */
}

static struct packs *
packs_of(struct db *db)
{
    static const char key = 'p';
    struct packs *p = db_kept(db, &key);
    if (p != NULL)
        return p;
    struct arena *a = arena_new(MEMORY);
    p = arena_array(a, struct packs, 1);
    p->a = a;
    db_keep(db, &key, p, end_packs);
    return p;
}

bool
pack_load(struct db *db, const char *id, struct policy **out, struct err *e)
{
    struct errs errs = {.list = e, .max = 1};
    struct packs *p = packs_of(db);
    *out = NULL;
    for (size_t i = 0; i < p->n && *out == NULL; i++)
        if (strcmp(p->pack[i]->id, id) == 0)
            *out = p->pack[i];
    if (*out != NULL)
        return true;
    struct arena_mark mark = arena_mark(p->a);
    if (p->n == PACKS_MAX || !policy_load(out, p->a, arena_printf(p->a, "pack:%s", id), &errs)) {
        arena_rewind(p->a, mark);
        return false;
    }
    p->pack[p->n++] = *out;
    return true;
}

bool
pack_on(struct db *db, struct arena *a, int64_t pool, date on, struct policy **out, struct err *e)
{
    const char *pack;
    *out = NULL;
    if (!pool_pack_on(db, a, pool, on, &pack, e))
        return false;
    return *pack == '\0' || pack_load(db, pack, out, e);
}

bool
pack_credit_book(struct db *db, struct credit_book *out, struct err *e)
{
    struct errs errs = {.list = e, .max = 1};
    struct packs *p = packs_of(db);
    struct credit_book *book = p->book;
    if (book == NULL) {
        struct arena_mark mark = arena_mark(p->a);
        book = arena_array(p->a, struct credit_book, 1);
        if (!credit_book_load(book, p->a, &errs)) {
            arena_rewind(p->a, mark);
            return false;
        }
        p->book = book;
    }
    *out = *book;
    return true;
}
