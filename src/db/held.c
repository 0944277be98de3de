#include "db/held.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = 16 * 1024 * 1024, SPARE = 64 * 1024 };

static struct held_rows *
rows_of(struct held *h, const struct query *q, bool adds)
{
    size_t i = 0;
    while (i < h->n && (h->of[i].q != q || h->of[i].adds != adds))
        i++;
    if (i == HELD_STATEMENTS)
        return NULL;
    struct held_rows *r = &h->of[i];
    if (i == h->n) {
        h->n++;
        r->q = q;
        r->adds = adds;
        r->n = 0;
    }
    return r;
}

/* For the values of one more. */
static struct val *
room_for(struct held_rows *r)
{
    size_t params = r->q->params, need = (r->n + 1) * params;
    if (need > r->room) {
        r->room = need * 2;
        if ((r->in = realloc(r->in, r->room * sizeof(*r->in))) == NULL)
            abort();
    }
    return &r->in[r->n++ * params];
}

bool
held_add(struct held *h, const struct query *q, bool adds, const struct val in[])
{
    size_t texts = 0;
    if (h->a == NULL)
        h->a = arena_new(MEMORY);
    for (size_t k = 0; k < q->params; k++)
        texts += in[k].type == VAL_TEXT ? strlen(in[k].s) + 1 : 0;
    if (!arena_room(h->a, SPARE + texts))
        return false;
    struct held_rows *to = rows_of(h, q, adds);
    if (to == NULL || to->n == HELD_ROWS)
        return false;
    struct val *v = room_for(to);
    char *at = arena_alloc(h->a, texts + 1);
    for (size_t k = 0; k < q->params; k++) {
        v[k] = in[k];
        if (in[k].type != VAL_TEXT)
            continue;
        size_t n = strlen(in[k].s) + 1;
        v[k].s = memcpy(at, in[k].s, n);
        at += n;
    }
    return true;
}

void
held_clear(struct held *h)
{
    if (h->a != NULL)
        arena_reset(h->a);
    h->n = 0;
}

void
held_end(struct held *h)
{
    arena_free(h->a);
    for (size_t i = 0; i < HELD_STATEMENTS; i++)
        free(h->of[i].in);
    *h = (struct held){.a = NULL};
}
