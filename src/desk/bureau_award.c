/* What was saved and who won. Savings compare the allocated volume at the selected price with the
 * same volume at the product's own average price before procurement; products without such a price
 * are left out of the comparison, and the overview says how much of the volume it covers. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "desk/bureau.h"
#include "desk/query.h"
#include "words/desk.h"

enum { WINNERS_SHOWN = 20, GROUPS_SHOWN = 24 };

struct winner {
    const char *group, *group_name, *product, *company;
    int64_t rank;
    money price, before; /* before: 0 unknown */
    qty volume;
};

/* Sums over some winners. */
struct sums {
    money after, before;  /* of what can be compared */
    money amount, prices; /* of all */
    qty volume, compared;
    int64_t products;
};

static bool
overflow(struct err *e)
{
    return err_set(e, ERR_IO, M_BUREAU_OVERFLOW, {NULL});
}

static bool
sums_add(struct sums *s, const struct winner *w, struct err *e)
{
    money after, before;
    bool ok =
        money_amount(&after, w->price, w->volume) && money_amount(&before, w->before, w->volume) &&
        money_add(&s->amount, s->amount, after) && money_add(&s->prices, s->prices, w->price) &&
        qty_add(&s->volume, s->volume, w->volume);
    if (ok && w->before.units > 0)
        ok = money_add(&s->after, s->after, after) && money_add(&s->before, s->before, before) &&
             qty_add(&s->compared, s->compared, w->volume);
    s->products++;
    return ok || overflow(e);
}

/* How much lower than before, weighted by volume. */
static ratio
drop_of(const struct sums *s)
{
    ratio r = {0};
    if (s->before.units > 0)
        wide_div(&r.ppm, (wide)(s->before.units - s->after.units) * 10000, s->before.units,
                 ROUND_HALF_UP);
    return (ratio){r.ppm * 100}; /* two decimals of a percent */
}

static money
average(const struct sums *s)
{
    money m = {0};
    if (s->volume.pieces > 0)
        money_part(&m, s->amount, 1, s->volume.pieces, ROUND_HALF_UP);
    return m;
}

static money
simple_average(const struct sums *s)
{
    money m = {0};
    if (s->products > 0)
        money_part(&m, s->prices, 1, s->products, ROUND_HALF_UP);
    return m;
}

static void
card(struct term t[3], const struct bureau *b, enum msg name, struct term value, const char *remark)
{
    t[0] = t_text(word_text(b->lang, name));
    t[1] = value;
    t[2] = t_text(remark);
}

static const char *
remark(const struct bureau *b, enum msg m, struct term x, struct term y)
{
    char text[256];
    const struct term arg[] = {x, y};
    return arena_strdup(b->arena, report_say(b->lang, m, arg, 2, text, sizeof(text)));
}

static bool
overview(struct bureau *b, const struct sums *s, struct err *e)
{
    static const enum msg column[] = {M_BUREAU_FIGURE, M_BUREAU_VALUE, M_BUREAU_REMARK};
    struct rows r;
    money saved;
    if (!db_run(b->db, &q_desk_counts, b->arena, &r, e, v_int(b->pool), v_text(b->project)))
        return false;
    if (!money_sub(&saved, s->before, s->after))
        return overflow(e);
    struct section *out = report_add(b->report, b->arena, M_BUREAU_OVERVIEW);
    struct term *t = section_cells(out, b->arena, column, 3, 6);
    out->chart = CHART_CARDS;
    card(t, b, M_BUREAU_SAVED, t_money(saved),
         remark(b, M_BUREAU_SAVED_OF, t_qty(s->compared), t_qty(s->volume)));
    card(t + 3, b, M_BUREAU_DROP, t_ratio(drop_of(s)),
         remark(b, M_BUREAU_BEFORE_AFTER, t_money(s->before), t_money(s->after)));
    card(t + 6, b, M_BUREAU_WINNERS, t_int(row_int(&r, 0, 3)),
         remark(b, M_BUREAU_COMPANIES, t_int(row_int(&r, 0, 4)), t_int(row_int(&r, 0, 2))));
    card(t + 9, b, M_BUREAU_AVERAGE, t_money(average(s)),
         remark(b, M_BUREAU_BIDS, t_int(row_int(&r, 0, 1)), t_money(simple_average(s))));
    card(t + 12, b, M_BUREAU_INSTITUTIONS, t_int(row_int(&r, 0, 0)),
         word_text(b->lang, M_BUREAU_TAKING_PART));
    card(t + 15, b, M_BUREAU_AGREED, t_qty((qty){row_int(&r, 0, 5)}),
         remark(b, M_BUREAU_UNFILLED, t_qty((qty){row_int(&r, 0, 6)}), t_int(0)));
    return true;
}

static bool
winners_read(struct bureau *b, struct winner **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(b->db, &q_desk_winners, b->arena, &r, e, v_int(b->pool), v_text(b->project)))
        return false;
    *n = r.n;
    *out = arena_array(b->arena, struct winner, r.n > 0 ? r.n : 1);
    for (size_t i = 0; i < r.n; i++) {
        money plain = {row_int(&r, i, 5)}, service = {row_int(&r, i, 6)};
        (*out)[i] = (struct winner){.group = row_text(&r, i, 0),
                                    .group_name = row_text(&r, i, 1),
                                    .product = row_text(&r, i, 2),
                                    .company = row_text(&r, i, 3),
                                    .rank = row_int(&r, i, 4),
                                    .price = plain.units > 0 ? plain : service,
                                    .volume = {row_int(&r, i, 7)},
                                    .before = {row_int(&r, i, 8)}};
    }
    return true;
}

static void
group_row(struct term t[7], const struct winner *w, const struct sums *s, money low, money high)
{
    t[0] = t_text(w->group_name);
    t[1] = t_ratio(drop_of(s));
    t[2] = t_int(s->products);
    t[3] = t_money(low);
    t[4] = t_money(high);
    t[5] = t_money(average(s));
    t[6] = t_qty(s->volume);
}

static bool
groups(struct bureau *b, const struct winner w[], size_t n, struct err *e)
{
    static const enum msg column[] = {M_BUREAU_GROUP,  M_BUREAU_DROP,    M_BUREAU_WINNERS,
                                      M_BUREAU_LOWEST, M_BUREAU_HIGHEST, M_BUREAU_AVERAGE,
                                      M_BUREAU_VOLUME};
    struct section *out = report_add(b->report, b->arena, M_BUREAU_GROUPS);
    struct term *t = section_cells(out, b->arena, column, 7, n);
    size_t rows = 0;
    for (size_t i = 0, k; i < n; i = k) {
        struct sums s = {.products = 0};
        money low = w[i].price, high = w[i].price;
        for (k = i; k < n && strcmp(w[k].group, w[i].group) == 0; k++) {
            low = money_min(low, w[k].price);
            high = money_max(high, w[k].price);
            if (!sums_add(&s, &w[k], e))
                return false;
        }
        if (rows < GROUPS_SHOWN)
            group_row(&t[7 * rows++], &w[i], &s, low, high);
        else
            out->more++;
    }
    out->rows = rows;
    out->chart = CHART_BARS;
    out->chart_column = 1;
    out->cite = bureau_cite(b, RULE_GAP_CONTROL);
    return true;
}

static int
by_volume(const void *x, const void *y)
{
    const struct winner *a = x, *b = y;
    if (a->volume.pieces != b->volume.pieces)
        return a->volume.pieces < b->volume.pieces ? 1 : -1;
    int c = strcmp(a->group, b->group);
    return c != 0 ? c : strcmp(a->product, b->product);
}

static void
winners(struct bureau *b, struct winner w[], size_t n)
{
    static const enum msg column[] = {M_BUREAU_COMPANY, M_BUREAU_PRODUCT, M_BUREAU_GROUP,
                                      M_BUREAU_RANK,    M_BUREAU_BEFORE,  M_BUREAU_PRICE,
                                      M_BUREAU_DROP,    M_BUREAU_VOLUME};
    struct section *out = report_add(b->report, b->arena, M_BUREAU_TOP_WINNERS);
    size_t rows = n < WINNERS_SHOWN ? n : WINNERS_SHOWN;
    struct term *t = section_cells(out, b->arena, column, 8, rows);
    qsort(w, n, sizeof(*w), by_volume);
    for (size_t i = 0; i < rows; i++, t += 8) {
        struct sums s = {.before = w[i].before, .after = w[i].price};
        t[0] = t_text(w[i].company);
        t[1] = t_text(w[i].product);
        t[2] = t_text(w[i].group_name);
        t[3] = t_int(w[i].rank);
        t[4] = t_money(w[i].before);
        t[5] = t_money(w[i].price);
        t[6] = t_ratio(drop_of(&s));
        t[7] = t_qty(w[i].volume);
    }
    out->more = n - rows;
    out->chart = CHART_PAIRS;
    out->chart_column = 4;
}

bool
bureau_award(struct bureau *b, struct err *e)
{
    struct winner *w;
    size_t n;
    struct sums all = {.products = 0};
    if (!winners_read(b, &w, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!sums_add(&all, &w[i], e))
            return false;
    if (!overview(b, &all, e))
        return false;
    if (n == 0)
        return true;
    if (!groups(b, w, n, e))
        return false;
    winners(b, w, n);
    return true;
}
