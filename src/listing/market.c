/* market.c - what prices there are, and where their middle is. */
#include "listing/market.h"

#include <string.h>

#include "listing/listing_inner.h"
#include "listing/query.h"
#include "registry/put.h"
#include "words/db.h"

enum { FIRST = 64 };

bool
market_take(struct prices *p, const struct rows *r, struct err *e)
{
    struct market *m = p->out;
    date on = {0};
    (void)date_parse(&on, row_text(r, 0, 1));
    if (p->n == p->room) {
        size_t room = p->room > 0 ? 2 * p->room : FIRST;
        if (!arena_room(p->arena, room * sizeof(int64_t)))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        int64_t *more = arena_array(p->arena, int64_t, room);
        if (p->n > 0)
            memcpy(more, p->price, p->n * sizeof(*more));
        p->price = more;
        p->room = room;
    }
    if (p->n == 0) {
        m->first = m->last = m->lowest_on = on;
        m->province = arena_strdup(p->arena, row_text(r, 0, 2));
        m->source = arena_strdup(p->arena, row_text(r, 0, 3));
    }
    m->first = date_cmp(on, m->first) < 0 ? on : m->first;
    m->last = date_cmp(on, m->last) > 0 ? on : m->last;
    p->price[p->n++] = row_int(r, 0, 0);
    return true;
}

void
market_end(const struct prices *p)
{
    struct market *m = p->out;
    m->n = (int64_t)p->n;
    if (p->n == 0)
        return;
    m->lowest.units = p->price[0];
    m->highest.units = p->price[p->n - 1];
    m->median.units = (p->price[(p->n - 1) / 2] + p->price[p->n / 2] + 1) / 2;
}

static bool
take(void *arg, const struct rows *r, struct err *e)
{
    return market_take(arg, r, e);
}

bool
market_on(struct db *db, struct arena *a, const char *product, date on, struct market *out,
          struct err *e)
{
    struct prices p = {.arena = a, .out = out};
    *out = (struct market){.province = "", .source = ""};
    if (!db_each(db, &q_market_each, take, &p, e, v_text(product),
                 v_date(a, date_add_months(on, -MARKET_MONTHS)), v_date(a, on)))
        return false;
    market_end(&p);
    return true;
}
