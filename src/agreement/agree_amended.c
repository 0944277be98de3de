/* agree_amended.c - the agreements of a project that was amended: what is there stays; an extension
 * is made from the lines of the term before it, not from the allocation. Volumes of lines that
 * ended go to those that still run, in proportion, so that the group's volume is prorated whole. */
#include <string.h>

#include "agreement/agree_inner.h"
#include "agreement/query.h"
#include "base/core/text.h"
#include "engine/split.h"
#include "words/agreement.h"
#include "words/db.h"

struct extending {
    struct agree_data *d;
    const struct rows *r; /* of the term before: amended_lines */
    size_t term, base;    /* in out->term */
};

/* Rows from..to are one group's. */
static bool
group_volumes(struct extending *x, size_t from, size_t to, int64_t out[], struct err *e)
{
    const struct agree *o = x->d->out;
    size_t n = to - from;
    int64_t *live = arena_array(x->d->a, int64_t, n + 1),
            *cell = arena_array(x->d->a, int64_t, n + 1),
            *rest = arena_array(x->d->a, int64_t, n + 1), all = 0, running = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t agreed = row_int(x->r, from + i, 9);
        live[i] = row_int(x->r, from + i, 10) == 1 ? agreed : 0;
        running += live[i];
        all += agreed;
    }
    memset(out, 0, n * sizeof(*out));
    if (running == 0)
        return true; /* nobody supplies it any more */
    split_volume(all, live, n, cell, rest);
    struct span of = {o->term[x->base].term.span.from, o->term[x->base].term.volume_until};
    return cycle_extension_volume(&x->d->cycle.rules, of, o->term[x->term].term.span, cell, n, NULL,
                                  out, rest) ||
           err_set(e, ERR_TOO_LARGE, M_AGREEMENT_LARGE, {o->project});
}

static bool
write_one(struct extending *x, size_t i, int64_t n, struct err *e)
{
    const struct agree_data *d = x->d;
    const struct agree *o = d->out;
    const struct cycle_term *t = &o->term[x->term].term;
    const char *institution = row_text(x->r, i, 1), *company = row_text(x->r, i, 3),
               *by = row_text(x->r, i, 4);
    const char *number =
        agreement_number(d->a, o->project, (int64_t)x->term + 1, institution, company, by);
    return db_do(d->db, &q_agreement_write, e, v_int(o->pool), v_text(number), v_text(o->project),
                 v_int((int64_t)x->term + 1), v_text(institution), v_text(company), v_text(by),
                 v_int(strcmp(company, by) == 0 ? 2 : 3), v_text(goods_names[d->project.goods]),
                 v_date(d->a, t->span.from), v_date(d->a, t->span.to),
                 v_date(d->a, t->volume_until), v_int(1), v_text(d->project.pack),
                 v_text(d->pack->sha256)) &&
           db_do(d->db, &q_line_write, e, v_int(o->pool), v_text(number),
                 v_text(row_text(x->r, i, 2)), v_text(row_text(x->r, i, 0)),
                 v_text(row_text(x->r, i, 5)), v_int(row_int(x->r, i, 6)),
                 v_int(row_int(x->r, i, 7)), v_int(row_int(x->r, i, 8)), v_int(n));
}

static bool
write_group(struct extending *x, size_t from, size_t to, struct err *e)
{
    int64_t *volume = arena_array(x->d->a, int64_t, to - from + 1);
    if (!group_volumes(x, from, to, volume, e))
        return false;
    for (size_t i = from; i < to; i++)
        if (row_int(x->r, i, 10) == 1 && !write_one(x, i, volume[i - from], e))
            return false;
    return true;
}

static bool
extend(struct agree_data *d, size_t term, struct err *e)
{
    const struct agree *o = d->out;
    struct extending x = {.d = d, .term = term, .base = term};
    struct rows r;
    while (o->term[x.base].extension || (o->term[x.base].parts & o->term[term].parts) == 0)
        x.base--;
    if (!db_run(d->db, &q_amended_lines, d->a, &r, e, v_int(o->pool), v_text(o->project),
                v_int((int64_t)x.base + 1), v_date(d->a, o->term[term].term.span.from),
                v_date(d->a, o->term[x.base].term.span.to)))
        return false;
    if (!arena_room(d->a, r.n * 1024))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    x.r = &r;
    for (size_t from = 0, to; from < r.n; from = to) {
        const char *group = row_text(&r, from, 0);
        for (to = from; to < r.n && strcmp(row_text(&r, to, 0), group) == 0;)
            to++;
        if ((cycle_part_of(&d->cycle, group) & o->term[term].parts) != 0 &&
            !write_group(&x, from, to, e))
            return false;
    }
    return true;
}

bool
agree_amended(struct agree_data *d, struct err *e)
{
    struct agree *o = d->out;
    char n[INT_TEXT_MAX];
    for (size_t t = 0; t < o->terms; t++) {
        const struct val key[] = {v_int(o->pool), v_text(o->project), v_int((int64_t)t + 1)};
        struct rows r;
        if (!d->db->ops->run(d->db, &q_amended_sum, key, 3, d->a, &r, e))
            return false;
        if (row_int(&r, 0, 0) == 0 && !o->term[t].extension)
            return err_set(e, ERR_CONFLICT, M_AGREEMENT_RUNNING,
                           {o->project, int_text((int64_t)t + 1, n)});
        if (row_int(&r, 0, 0) == 0 &&
            (!extend(d, t, e) || !d->db->ops->run(d->db, &q_amended_sum, key, 3, d->a, &r, e)))
            return false;
        o->term[t].agreements = row_int(&r, 0, 0);
        o->term[t].lines = row_int(&r, 0, 1);
        o->term[t].qty = row_int(&r, 0, 2);
        o->term[t].amount = (money){row_int(&r, 0, 3)};
    }
    return true;
}
