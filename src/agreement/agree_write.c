/* agree_write.c - cells of the allocation into agreements and their lines, group by group, so that
 * memory holds one group. */
#include <string.h>

#include "agreement/agree_inner.h"
#include "agreement/query.h"
#include "words/agreement.h"
#include "words/db.h"

enum {
    GROUP_MEMORY = 512 * 1024 * 1024,
    HEAD_VALUES = 15,
    LINE_VALUES = 9,
    BATCH = 200,
};

struct cell {
    const char *institution, *product;
    const char *set; /* product of the award: its own, or that of the system it is part of */
    int64_t per_set; /* pieces in a set; 1 */
    int64_t sets;    /* of the allocation */
    int64_t qty;     /* pieces */
    const struct winner *winner;
    const char *distributor; /* NULL: nobody reaches */
    bool service;
};

struct writing {
    struct agree_data *d;
    struct arena *a; /* of this group */
    const char *group;
    struct cell *cell;
    size_t n;
    bool moved[AGREE_TERMS_MAX]; /* something happened under this term: compare, do not write */
    struct val head[BATCH * HEAD_VALUES], line[BATCH * LINE_VALUES];
    size_t heads, lines;
    const char *last_head;
};

static bool
flush(struct writing *w, struct err *e)
{
    bool ok = db_many(w->d->db, &q_agreement_write, w->head, w->heads, e) &&
              db_many(w->d->db, &q_line_write, w->line, w->lines, e);
    w->heads = w->lines = 0;
    return ok;
}

static money
price_of(const struct cell *c)
{
    return c->service ? c->winner->with_service : c->winner->price;
}

static void
put_head(struct writing *w, const char *number, const struct cell *c, size_t term)
{
    const struct agree_data *d = w->d;
    const struct agree_term *t = &d->out->term[term];
    const char *day[3];
    const date days[3] = {t->term.span.from, t->term.span.to, t->term.volume_until};

    if (w->last_head != NULL && strcmp(w->last_head, number) == 0)
        return;
    w->last_head = number;
    for (size_t i = 0; i < 3; i++)
        day[i] = date_text(days[i], arena_alloc(w->a, DATE_TEXT_MAX));
    const struct val v[HEAD_VALUES] = {
        v_int(d->out->pool),
        v_text(number),
        v_text(d->out->project),
        v_int((int64_t)term + 1),
        v_text(c->institution),
        v_text(c->winner->company),
        v_text(c->distributor),
        v_int(strcmp(c->winner->company, c->distributor) == 0 ? 2 : 3),
        v_text(goods_names[d->project.goods]),
        v_text(day[0]),
        v_text(day[1]),
        v_text(day[2]),
        v_int(t->extension),
        v_text(d->project.pack),
        v_text(d->pack->sha256),
    };
    memcpy(&w->head[w->heads++ * HEAD_VALUES], v, sizeof(v));
}

static void
line_values(const struct writing *w, const char *number, const struct cell *c, int64_t n,
            struct val v[LINE_VALUES])
{
    const struct val all[LINE_VALUES] = {
        v_int(w->d->out->pool),
        v_text(number),
        v_text(c->product),
        v_text(w->group),
        v_text(c->service ? "with_service" : "without_service"),
        v_int(price_of(c).units),
        v_int(c->winner->price.units),
        v_int(c->winner->with_service.units),
        v_int(n),
    };
    memcpy(v, all, sizeof(all));
}

/* The stored line must say the same. */
static bool
same_line(struct writing *w, const struct val v[LINE_VALUES], struct err *e)
{
    struct rows r;
    if (!db_run(w->d->db, &q_line_agreed, w->a, &r, e, v[0], v[1], v[2]))
        return false;
    bool same = r.n == 1;
    for (size_t i = 0; same && i < r.columns; i++) {
        const struct val *was = &r.cells[i], *now = &v[3 + i];
        same = was->type == VAL_INT ? was->i == now->i : strcmp(was->s, now->s) == 0;
    }
    return same || err_set(e, ERR_CONFLICT, M_AGREEMENT_RUNNING, {v[1].s, v[2].s});
}

static bool
put_cell(struct writing *w, const struct cell *c, int64_t n, size_t term, struct err *e)
{
    struct agree_term *t = &w->d->out->term[term];
    struct val v[LINE_VALUES];
    money amount;
    const char *number = agreement_number(w->a, w->d->out->project, (int64_t)term + 1,
                                          c->institution, c->winner->company, c->distributor);

    if (!money_mul(&amount, price_of(c), (qty){n}) || !money_add(&t->amount, t->amount, amount))
        return err_set(e, ERR_TOO_LARGE, M_AGREEMENT_LARGE, {number});
    t->lines++;
    t->qty += n;
    line_values(w, number, c, n, v);
    if (w->moved[term])
        return same_line(w, v, e);
    put_head(w, number, c, term);
    memcpy(&w->line[w->lines++ * LINE_VALUES], v, sizeof(v));
    return w->lines < BATCH || flush(w, e);
}

/* The first cell of the same set at the same institution: its own place, of what is no system. */
static size_t
first_of_set(const struct writing *w, size_t at)
{
    const struct cell *c = &w->cell[at];
    size_t first = at;
    for (size_t i = at; i-- > 0 && strcmp(w->cell[i].institution, c->institution) == 0;)
        if (strcmp(w->cell[i].set, c->set) == 0)
            first = i;
    return first;
}

/* The volumes of an extension: the cells of the last term before it of the same groups, prorated by
 * days, over all that are delivered; of a system the sets are, and its parts follow. */
static bool
extension_volumes(const struct writing *w, size_t term, int64_t out[], struct err *e)
{
    const struct agree *o = w->d->out;
    size_t last = term, n = 0;
    int64_t *cells = arena_array(w->a, int64_t, w->n + 1),
            *rest = arena_array(w->a, int64_t, w->n + 1),
            *sets = arena_array(w->a, int64_t, w->n + 1);
    size_t *place = arena_array(w->a, size_t, w->n + 1);
    while (o->term[last].extension || (o->term[last].parts & o->term[term].parts) == 0)
        last--;
    struct span of = {o->term[last].term.span.from, o->term[last].term.volume_until};
    for (size_t i = 0; i < w->n; i++) {
        size_t first = first_of_set(w, i);
        place[i] = first == i ? n : place[first];
        if (first == i)
            cells[n++] = w->cell[i].sets;
    }
    if (!cycle_extension_volume(&w->d->cycle.rules, of, o->term[term].term.span, cells, n, NULL,
                                sets, rest))
        return err_set(e, ERR_TOO_LARGE, M_AGREEMENT_LARGE, {o->project});
    for (size_t i = 0; i < w->n; i++)
        out[i] = sets[place[i]] * w->cell[i].per_set;
    return true;
}

static bool
write_term(struct writing *w, size_t term, struct err *e)
{
    int64_t *volume = NULL;
    if ((w->d->out->term[term].parts & cycle_part_of(&w->d->cycle, w->group)) == 0)
        return true; /* this group's cycle is shorter */
    if (w->d->out->term[term].extension) {
        volume = arena_array(w->a, int64_t, w->n + 1);
        if (!extension_volumes(w, term, volume, e))
            return false;
    }
    for (size_t i = 0; i < w->n; i++) {
        const struct cell *c = &w->cell[i];
        if (c->distributor != NULL && !put_cell(w, c, volume != NULL ? volume[i] : c->qty, term, e))
            return false;
    }
    return true;
}

static bool
take_cell(void *arg, const struct rows *row, struct err *e)
{
    struct writing *w = arg;
    struct agree *out = w->d->out;
    struct cell *c = &w->cell[w->n++];
    const char *product = row_text(row, 0, 1);

    c->winner = agree_winner(w->d, w->group, product);
    if (c->winner == NULL)
        return err_set(e, ERR_CONFLICT, M_NOT_SELECTED, {product, out->project});
    c->product = c->winner->product;
    c->institution = w->n > 1 && strcmp(c[-1].institution, row_text(row, 0, 0)) == 0
                         ? c[-1].institution
                         : arena_strdup(w->a, row_text(row, 0, 0));
    c->sets = row_int(row, 0, 2);
    c->per_set = row_int(row, 0, 4);
    if (__builtin_mul_overflow(c->sets, c->per_set, &c->qty))
        return err_set(e, ERR_TOO_LARGE, M_AGREEMENT_LARGE, {out->project});
    c->set = arena_strdup(w->a, row_text(row, 0, 3));
    c->distributor = agree_distributor(w->d, c->winner, c->institution);
    c->service = agree_with_service(w->d, c->winner, c->institution);
    if (c->distributor == NULL) {
        out->undelivered_cells++;
        out->undelivered += c->qty;
    }
    return true;
}

static bool
write_group(struct writing *w, struct err *e)
{
    const struct agree *o = w->d->out;
    struct rows r;
    if (!db_run(w->d->db, &q_agree_cells_count, w->a, &r, e, v_int(o->pool), v_text(o->project),
                v_text(w->group)))
        return false;
    size_t n = (size_t)row_int(&r, 0, 0);
    if (!arena_room(w->a, n * (sizeof(struct cell) + 256)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    w->cell = arena_array(w->a, struct cell, n + 1);
    w->n = 0;
    if (!db_each(w->d->db, &q_agree_cells, take_cell, w, e, v_int(o->pool), v_text(o->project),
                 v_text(w->group)))
        return false;
    for (size_t t = 0; t < o->terms; t++)
        if (!write_term(w, t, e))
            return false;
    w->last_head = NULL; /* it lives in this group's memory */
    return flush(w, e);
}

/* A term under which nothing happened is made afresh. */
static bool
begin_terms(struct writing *w, struct err *e)
{
    const struct agree *o = w->d->out;
    struct rows r;
    for (size_t t = 0; t < o->terms; t++) {
        const struct val key[] = {v_int(o->pool), v_text(o->project), v_int((int64_t)t + 1)};
        if (!w->d->db->ops->run(w->d->db, &q_term_moved, key, 3, w->a, &r, e))
            return false;
        w->moved[t] = row_int(&r, 0, 0) > 0;
        if (!w->moved[t] && (!db_do_values(w->d->db, &q_term_clear_months, key, 3, e) ||
                             !db_do_values(w->d->db, &q_term_clear_lines, key, 3, e) ||
                             !db_do_values(w->d->db, &q_term_clear, key, 3, e)))
            return false;
    }
    return true;
}

static bool
count_agreements(struct writing *w, struct err *e)
{
    struct agree *o = w->d->out;
    struct rows r;
    for (size_t t = 0; t < o->terms; t++) {
        if (!db_run(w->d->db, &q_agreement_count, w->a, &r, e, v_int(o->pool), v_text(o->project),
                    v_int((int64_t)t + 1)))
            return false;
        o->term[t].agreements = row_int(&r, 0, 0);
    }
    return true;
}

static bool
write_groups(struct writing *w, const struct rows *groups, struct err *e)
{
    if (!begin_terms(w, e))
        return false;
    for (size_t i = 0; i < groups->n; i++) {
        arena_reset(w->a);
        w->group = row_text(groups, i, 0);
        if (!write_group(w, e))
            return false;
    }
    return count_agreements(w, e);
}

bool
agree_write(struct agree_data *d, struct err *e)
{
    struct rows groups;
    if (!db_run(d->db, &q_agree_groups, d->a, &groups, e, v_int(d->out->pool),
                v_text(d->out->project)))
        return false;
    struct writing *w = arena_alloc(d->a, sizeof(*w));
    *w = (struct writing){.d = d, .a = arena_new(GROUP_MEMORY)};
    bool ok = write_groups(w, &groups, e);
    arena_free(w->a);
    return ok;
}

static size_t
term_on(const struct agree *o, uint32_t part, date on)
{
    size_t t = 0;
    while (t < o->terms &&
           ((o->term[t].parts & part) == 0 || date_cmp(on, o->term[t].term.span.from) < 0 ||
            date_cmp(on, o->term[t].term.span.to) > 0))
        t++;
    return t;
}

static bool
write_zero(struct writing *w, struct cell *c, size_t term, struct err *e)
{
    struct rows r;
    const char *number = agreement_number(w->a, w->d->out->project, (int64_t)term + 1,
                                          c->institution, c->winner->company, c->distributor);
    if (!db_run(w->d->db, &q_line_agreed, w->a, &r, e, v_int(w->d->out->pool), v_text(number),
                v_text(c->product)))
        return false;
    return r.n > 0 || (put_cell(w, c, 0, term, e) && flush(w, e));
}

bool
agree_write_zero(struct agree_data *d, const char *institution, const char *product,
                 const char *distributor, date on, struct err *e)
{
    struct writing *w = arena_alloc(d->a, sizeof(*w));
    struct cell c = {.institution = institution, .product = product};
    char day[DATE_TEXT_MAX];
    for (size_t i = 0; i < d->winners && c.winner == NULL; i++)
        if (strcmp(d->winner[i].product, product) == 0)
            c.winner = &d->winner[i];
    if (c.winner == NULL)
        return err_set(e, ERR_NOT_FOUND, M_NOT_SELECTED, {product, d->out->project});
    size_t term = term_on(d->out, cycle_part_of(&d->cycle, c.winner->group), on);
    c.distributor =
        *distributor != '\0' ? distributor : agree_distributor(d, c.winner, institution);
    if (term == d->out->terms || c.distributor == NULL)
        return err_set(e, ERR_NOT_FOUND, M_NO_AGREEMENT,
                       {institution, product, date_text(on, day)});
    c.service = agree_with_service(d, c.winner, institution);
    *w = (struct writing){.d = d, .a = d->a, .group = c.winner->group};
    return write_zero(w, &c, term, e);
}
