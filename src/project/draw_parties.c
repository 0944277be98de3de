#include "project/draw_parties.h"

#include <string.h>

#include "project/query.h"
#include "words/registry.h"

enum { INTERESTS_MAX = 200 };

struct names { /* codes and names */
    const char **list;
    size_t n, room;
};

static void
names_add(struct names *to, struct arena *a, const struct rows *r)
{
    if (to->n + 2 * r->n > to->room) {
        to->room = 2 * (to->n + 2 * r->n);
        const char **more = arena_array(a, const char *, to->room);
        if (to->n > 0)
            memcpy(more, to->list, to->n * sizeof(*more));
        to->list = more;
    }
    for (size_t i = 0; i < r->n; i++) {
        to->list[to->n++] = row_text(r, i, 0);
        to->list[to->n++] = row_text(r, i, 1);
    }
}

bool
draw_parties(struct db *db, struct arena *a, int64_t pool, const struct draw_ask *ask,
             struct draw_parties *out, struct err *e)
{
    struct names employer = {0}, bidder = {0};
    struct rows r;
    *out = (struct draw_parties){.project = ask->project};
    if (!db_run(db, &q_draw_employers, a, &r, e, v_int(pool), v_text(ask->project),
                v_date(a, ask->on)))
        return false;
    names_add(&employer, a, &r);
    for (size_t i = 0; i < ask->companies; i++) {
        if (!db_run(db, &q_draw_related, a, &r, e, v_text(ask->company[i]), v_date(a, ask->on)))
            return false;
        if (r.n == 0)
            return err_set(e, ERR_NOT_FOUND, M_NO_COMPANY, {ask->company[i]}, .field = "company");
        names_add(&bidder, a, &r);
    }
    out->concern = (struct draw_concern){.employer = employer.list,
                                         .n_employer = employer.n,
                                         .bidder = bidder.list,
                                         .n_bidder = bidder.n,
                                         .on = ask->on,
                                         .rest_days = (int)ask->rest_days};
    return db_run(db, &q_interest_on, a, &out->declared, e, v_int(pool), v_date(a, ask->on)) &&
           db_run(db, &q_service_last, a, &out->served, e, v_int(pool), v_date(a, ask->on));
}

/* The rows of one expert: from *at on, as many as are returned. */
static size_t
rows_of(const struct rows *r, const char *expert, size_t *at)
{
    size_t low = 0, high = r->n, n = 0;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(row_text(r, mid, 0), expert) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *at = low;
    while (low + n < r->n && strcmp(row_text(r, low + n, 0), expert) == 0)
        n++;
    return n;
}

/* Declared of an institution: it counts when that one takes part. */
static bool
takes_part(const struct draw_parties *p, const char *party)
{
    for (size_t i = 0; i < p->concern.n_employer; i++)
        if (strcmp(p->concern.employer[i], party) == 0)
            return true;
    return false;
}

enum draw_conflict
draw_conflict_of(struct arena *a, const struct expert *x, const struct draw_parties *p)
{
    const char *interest[INTERESTS_MAX];
    struct draw_expert e = {.employer = x->employer, .interest = interest};
    size_t at, declared = rows_of(&p->declared, x->code, &at);
    char *text = arena_strdup(a, x->companies);
    while (*text != '\0' && e.n_interest < INTERESTS_MAX) {
        size_t len = strcspn(text, ";");
        bool last = text[len] == '\0';
        text[len] = '\0';
        interest[e.n_interest++] = text;
        text += len + !last;
    }
    for (size_t i = at; i < at + declared && e.n_interest < INTERESTS_MAX; i++) {
        const char *party = row_text(&p->declared, i, 1);
        interest[e.n_interest++] = party;
        e.declared = e.declared || strcmp(party, p->project) == 0 || takes_part(p, party);
    }
    if (rows_of(&p->served, x->code, &at) > 0)
        e.has_served = date_parse(&e.served_on, row_text(&p->served, at, 1));
    return draw_conflict(&e, &p->concern);
}
