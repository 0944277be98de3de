#include <stdlib.h>
#include <string.h>

#include "agreement/agree_inner.h"
#include "agreement/query.h"
#include "words/db.h"

/* One more place in a growing array of the arena; NULL: no room. */
static void *
grow(struct arena *a, void *list, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return list;
    size_t more = *room == 0 ? 256 : *room * 2;
    if (!arena_room(a, more * size + 1024))
        return NULL;
    void *fresh = arena_alloc_n(a, more, size);
    if (n > 0)
        memcpy(fresh, list, n * size);
    *room = more;
    return fresh;
}

static bool
take_winner(void *arg, const struct rows *row, struct err *e)
{
    struct agree_data *d = arg;
    struct winner *list = grow(d->a, d->winner, d->winners, &d->winners_room, sizeof(*list));
    if (list == NULL)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    d->winner = list;
    list[d->winners++] = (struct winner){
        .group = arena_strdup(d->a, row_text(row, 0, 0)),
        .product = arena_strdup(d->a, row_text(row, 0, 1)),
        .company = arena_strdup(d->a, row_text(row, 0, 2)),
        .price = {row_int(row, 0, 3)},
        .with_service = {row_int(row, 0, 4)},
    };
    return true;
}

static bool
take_choice(void *arg, const struct rows *row, struct err *e)
{
    struct agree_data *d = arg;
    struct made_choice *list = grow(d->a, d->choice, d->choices, &d->choices_room, sizeof(*list));
    if (list == NULL)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    d->choice = list;
    list[d->choices++] = (struct made_choice){
        arena_strdup(d->a, row_text(row, 0, 0)), arena_strdup(d->a, row_text(row, 0, 1)),
        arena_strdup(d->a, row_text(row, 0, 2)), arena_strdup(d->a, row_text(row, 0, 3))};
    return true;
}

static int
winner_cmp(const struct winner *w, const char *group, const char *product)
{
    int c = strcmp(w->group, group);
    return c != 0 ? c : strcmp(w->product, product);
}

const struct winner *
agree_winner(const struct agree_data *d, const char *group, const char *product)
{
    for (size_t low = 0, high = d->winners; low < high;) {
        size_t mid = (low + high) / 2;
        int c = winner_cmp(&d->winner[mid], group, product);
        if (c == 0)
            return &d->winner[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static const struct made_choice *
choice_of(const struct agree_data *d, const char *institution, const char *product)
{
    for (size_t low = 0, high = d->choices; low < high;) {
        size_t mid = (low + high) / 2;
        int c = strcmp(d->choice[mid].institution, institution);
        c = c != 0 ? c : strcmp(d->choice[mid].product, product);
        if (c == 0)
            return &d->choice[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

bool
agree_delivers(const struct agree_data *d, const struct winner *w, const char *institution,
               const char *distributor)
{
    size_t i = reach_institution(&d->reach, institution),
           k = reach_distributor(&d->reach, distributor);
    return i != SIZE_MAX && k != SIZE_MAX && coverage_set_has(&w->named, k) &&
           coverage_set_has(&d->reach.sets[i], k);
}

const char *
agree_distributor(const struct agree_data *d, const struct winner *w, const char *institution)
{
    size_t i = reach_institution(&d->reach, institution);
    const struct made_choice *c = choice_of(d, institution, w->product);
    if (i == SIZE_MAX)
        return NULL;
    if (c != NULL && *c->distributor != '\0' &&
        agree_delivers(d, w, institution, c->distributor))
        return c->distributor;
    for (size_t k = 0; k < d->reach.distributors; k++)
        if (coverage_set_has(&w->named, k) && coverage_set_has(&d->reach.sets[i], k))
            return d->reach.distributor[k];
    return NULL;
}

bool
agree_with_service(const struct agree_data *d, const struct winner *w, const char *institution)
{
    const struct made_choice *c = choice_of(d, institution, w->product);
    bool without = c != NULL && strcmp(c->service, "without_service") == 0;
    return w->with_service.units > 0 && !(without && w->price.units > 0);
}

static void
add_self(struct agree_data *d, const char *company)
{
    for (size_t i = 0; i < d->selves; i++)
        if (strcmp(d->self[i], company) == 0)
            return;
    d->self[d->selves++] = company;
}

/* First pass over the named distributors: who is to have a number. */
static bool
take_name(void *arg, const struct rows *row, struct err *e)
{
    struct agree_data *d = arg;
    const char *product = row_text(row, 0, 0), *distributor = row_text(row, 0, 1);
    const char **list = grow(d->a, d->named, d->named_n, &d->named_room, sizeof(*list));
    if (list == NULL)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    d->named = list;
    if (d->named_n == 0 || strcmp(list[d->named_n - 1], distributor) != 0)
        list[d->named_n++] = arena_strdup(d->a, distributor);
    for (size_t i = 0; i < d->winners; i++)
        if (strcmp(d->winner[i].product, product) == 0 &&
            strcmp(d->winner[i].company, distributor) == 0)
            add_self(d, d->winner[i].company);
    return true;
}

/* Second pass: the sets. */
static bool
take_named(void *arg, const struct rows *row, struct err *e)
{
    struct agree_data *d = arg;
    size_t k = reach_distributor(&d->reach, row_text(row, 0, 1));
    (void)e;
    for (size_t i = 0; i < d->winners; i++) {
        struct winner *w = &d->winner[i];
        if (strcmp(w->product, row_text(row, 0, 0)) != 0)
            continue;
        coverage_set_add(&w->named, k);
        w->reason = w->reason || *row_text(row, 0, 2) != '\0';
    }
    return true;
}

/* Where a winner stands, or would stand, in the order of group and product. */
static size_t
winner_place(const struct agree_data *d, const struct winner *w)
{
    size_t at = 0;
    while (at < d->winners && winner_cmp(&d->winner[at], w->group, w->product) < 0)
        at++;
    return at;
}

/* What an amendment is about to change: in the place of what the database says. */
static bool
take_extras(struct agree_data *d, struct err *e)
{
    for (size_t i = 0; i < d->extras; i++) {
        const struct winner *w = &d->extra[i];
        struct winner *list = grow(d->a, d->winner, d->winners, &d->winners_room, sizeof(*list));
        if (list == NULL)
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        d->winner = list;
        size_t at = winner_place(d, w);
        bool there = at < d->winners && winner_cmp(&list[at], w->group, w->product) == 0;
        if (!there) {
            memmove(&list[at + 1], &list[at], (d->winners - at) * sizeof(*list));
            d->winners++;
        }
        list[at] = *w;
    }
    return true;
}

bool
agree_load(struct agree_data *d, struct err *e)
{
    const struct agree *o = d->out;
    const struct val key[] = {v_int(o->pool), v_text(o->project), v_date(d->a, d->on)};
    const struct db_ops *ops = d->db->ops;
    if (!ops->each(d->db, &q_agree_winners, key, 3, take_winner, d, e) || !take_extras(d, e) ||
        !ops->each(d->db, &q_choice_each, key, 2, take_choice, d, e))
        return false;
    d->self = arena_array(d->a, const char *, d->winners + 1);
    if (!ops->each(d->db, &q_distribution_each, key, 2, take_name, d, e))
        return false;
    const struct reach_more more = {d->self, d->named, d->selves, d->named_n};
    return reach_load(d->db, d->a, o->pool, o->project, d->project.executed_on, &more, &d->reach,
                      e) &&
           ops->each(d->db, &q_distribution_each, key, 2, take_named, d, e);
}
