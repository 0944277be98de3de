#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "cutover/load_inner.h"
#include "cutover/query.h"

const char *const cutover_figure_names[CUTOVER_FIGURES] = {
    "agreed", "ordered", "accepted", "amount", "paid", "invoiced", "prepaid"};

enum { CODE_MAX = 128 };

struct comparing {
    cutover_difference_take *take;
    void *arg;
    bool held, project_told; /* held: this side 0 waits for its side 1 */
    char what[CODE_MAX], code[CODE_MAX];
    int64_t here[CUTOVER_FIGURES];
};

/* A company's prepayments are no figure: the fund pays institutions. */
static bool
tell_total(struct comparing *c, const int64_t there[CUTOVER_FIGURES], struct err *e)
{
    for (int i = 0; i < CUTOVER_FIGURES; i++) {
        const struct cutover_difference d = {.what = c->what,
                                             .code = c->code,
                                             .figure = cutover_figure_names[i],
                                             .is_money = i >= FIGURE_AMOUNT,
                                             .given = there != NULL,
                                             .here = c->here[i],
                                             .there = there != NULL ? there[i] : 0};
        bool same = there != NULL ? d.here == d.there : i != FIGURE_AGREED;
        if (!same && !c->take(c->arg, &d, e))
            return false;
    }
    c->held = false;
    return true;
}

static void
hold(struct comparing *c, const struct rows *r)
{
    memset(c->here, 0, sizeof(c->here));
    snprintf(c->what, sizeof(c->what), "%s", row_text(r, 0, 0));
    snprintf(c->code, sizeof(c->code), "%s", row_text(r, 0, 1));
}

static bool
take_total(void *arg, const struct rows *r, struct err *e)
{
    struct comparing *c = arg;
    bool theirs = row_int(r, 0, 2) == 1;
    bool pair = c->held && strcmp(c->what, row_text(r, 0, 0)) == 0 &&
                strcmp(c->code, row_text(r, 0, 1)) == 0;
    int64_t figure[CUTOVER_FIGURES];
    for (size_t i = 0; i < CUTOVER_FIGURES; i++)
        figure[i] = row_int(r, 0, 3 + i);
    if (c->held && !pair && !tell_total(c, NULL, e))
        return false;
    if (!pair)
        hold(c, r);
    if (theirs) {
        c->project_told = c->project_told || strcmp(c->what, "project") == 0;
        return tell_total(c, figure, e);
    }
    memcpy(c->here, figure, sizeof(c->here));
    c->held = true;
    return true;
}

static bool
one(struct comparing *c, const char *figure, bool is_money, int64_t here, int64_t there,
    struct err *e)
{
    const struct cutover_difference d = {.what = "line",
                                         .code = c->code,
                                         .figure = figure,
                                         .is_money = is_money,
                                         .given = true,
                                         .here = here,
                                         .there = there};
    return c->take(c->arg, &d, e);
}

/* here: the line; there: its receipts. */
static bool
take_line(void *arg, const struct rows *r, struct err *e)
{
    struct comparing *c = arg;
    snprintf(c->code, sizeof(c->code), "%s/%s", row_text(r, 0, 0), row_text(r, 0, 1));
    int64_t accepted = row_int(r, 0, 2), amount = row_int(r, 0, 3), owed = row_int(r, 0, 4);
    if (owed != row_int(r, 0, 7))
        return one(c, "unpaid", true, owed, row_int(r, 0, 7), e);
    return row_int(r, 0, 5) > accepted
               ? one(c, cutover_figure_names[FIGURE_ACCEPTED], false, accepted, row_int(r, 0, 5), e)
               : one(c, cutover_figure_names[FIGURE_AMOUNT], true, amount, row_int(r, 0, 6), e);
}

static bool
take_invoice(void *arg, const struct rows *r, struct err *e)
{
    struct comparing *c = arg;
    snprintf(c->code, sizeof(c->code), "%s", row_text(r, 0, 0));
    return one(c, cutover_figure_names[FIGURE_INVOICED], true, row_int(r, 0, 2), row_int(r, 0, 3),
               e);
}

static bool
take_taken(void *arg, const struct rows *r, struct err *e)
{
    const struct comparing *c = arg;
    const struct cutover_difference d = {
        .what = "taken", .code = row_text(r, 0, 1), .figure = row_text(r, 0, 0)};
    return c->take(c->arg, &d, e);
}

bool
compare_cutover(struct db *db, int64_t pool, const char *project, cutover_difference_take *take,
                void *arg, struct err *e)
{
    struct comparing c = {.take = take, .arg = arg};
    if (!db_each(db, &q_compare_totals, take_total, &c, e, v_int(pool), v_text(project)) ||
        (c.held && !tell_total(&c, NULL, e)))
        return false;
    const struct cutover_difference none = {
        .what = "project", .code = project, .figure = cutover_figure_names[FIGURE_AGREED]};
    if (!c.project_told && strcmp(c.what, "project") != 0 && !take(arg, &none, e))
        return false; /* neither rows nor totals */
    return db_each(db, &q_compare_lines, take_line, &c, e, v_int(pool), v_text(project)) &&
           db_each(db, &q_compare_invoices, take_invoice, &c, e, v_int(pool), v_text(project)) &&
           db_each(db, &q_compare_taken, take_taken, &c, e, v_int(pool), v_text(project));
}

const char *
cutover_figure_text(struct arena *a, const struct cutover_difference *d, bool here)
{
    int64_t n = here ? d->here : d->there;
    char text[MONEY_TEXT_MAX];
    if (strcmp(d->what, "taken") == 0 || (!here && !d->given))
        return "";
    return arena_strdup(a, d->is_money ? money_text((money){n}, text) : int_text(n, text));
}

static bool
count_one(void *arg, const struct cutover_difference *d, struct err *e)
{
    (void)d;
    (void)e;
    ++*(int64_t *)arg;
    return true;
}

bool
cutover_state(struct db *db, struct arena *a, int64_t pool, const char *project,
              struct cutover_state *out, struct err *e)
{
    struct rows r;
    *out = (struct cutover_state){.lines = 0};
    if (!cutover_must(db, a, pool, project, &out->head, e) ||
        !db_run(db, &q_carried_sums, a, &r, e, v_int(pool), v_text(project)))
        return false;
    int64_t *const count[] = {&out->lines, &out->receipts, &out->invoices, &out->prepayments,
                              &out->totals};
    size_t n = sizeof(count) / sizeof(*count);
    for (size_t i = 0; i < n; i++)
        *count[i] = row_int(&r, 0, i);
    for (size_t i = 0; i < CUTOVER_FIGURES; i++)
        out->figure[i] = row_int(&r, 0, n + i);
    return out->head.is_signed ||
           compare_cutover(db, pool, project, count_one, &out->differences, e);
}
