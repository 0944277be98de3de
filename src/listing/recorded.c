#include "listing/recorded.h"

#include <string.h>

#include "listing/query.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "words/bargain.h"
#include "words/registry.h"

const char *const recorded_state_names[RECORDED_STATES] = {"waiting", "passed", "refused"};

static bool
figures_fine(const struct recorded *in, money *amount, struct err *e)
{
    if (in->qty.pieces == 0)
        return err_set(e, ERR_INPUT, M_BARGAIN_ZERO, {""}, .field = "qty");
    if (in->price.units == 0)
        return err_set(e, ERR_INPUT, M_BARGAIN_ZERO, {""}, .field = "price");
    if (!money_mul(amount, in->price, in->qty))
        return err_set(e, ERR_TOO_LARGE, M_RECORDED_LARGE, {in->number}, .field = "qty");
    if (date_cmp(in->on, in->recorded_on) < 0)
        return err_set(e, ERR_INPUT, M_RECORDED_BEFORE, {in->record}, .field = "date");
    if ((in->reviewed_on.day != 0) != (in->review != RECORDED_WAITING))
        return err_set(e, ERR_INPUT, M_RECORDED_REVIEW, {in->number}, .field = "reviewed");
    return true;
}

/* By the project's pack, or the pool's on the day of the purchase. */
static bool
limits(struct db *db, struct arena *a, int64_t pool, const struct recorded *in, money amount,
       struct way_answer *w, struct err *e)
{
    const int year = date_ymd(in->on).year;
    date first = in->on, last = in->on;
    (void)date_make(&first, year, 1, 1);
    (void)date_make(&last, year, 12, 31);
    struct rows r;
    int64_t months;
    money most;
    bool yes = false, platform = false;
    *w = (struct way_answer){.selected = ""};
    if (!way_pack(db, a, pool, in->project, in->on, &w->pack, e) ||
        !db_run(db, &q_recorded_sum, a, &r, e, v_int(pool), v_text(in->institution),
                v_text(in->product), v_date(a, first), v_date(a, last), v_text(in->number)) ||
        !product_selected(db, a, pool, in->product, in->on, &w->selected, e))
        return false;
    if (w->pack == NULL) {
        w->verdict = WAY_NO_PACK;
    } else if (!policy_bool(w->pack, RULE_WAY_RECORDED, &yes) || !yes) {
        w->verdict = WAY_CLOSED;
        w->rule = RULE_WAY_RECORDED;
    } else if (*w->selected != '\0' && policy_bool(w->pack, RULE_PLATFORM_ONLY, &platform) &&
               platform) {
        w->verdict = WAY_PLATFORM;
        w->rule = RULE_PLATFORM_ONLY;
    } else if (policy_money(w->pack, RULE_RECORDED_AMOUNT, &most) &&
               (most.units < amount.units || row_int(&r, 0, 0) > most.units - amount.units)) {
        w->verdict = WAY_AMOUNT;
        w->rule = RULE_RECORDED_AMOUNT;
    } else if (policy_int(w->pack, RULE_RECORDED_MONTHS, &months) &&
               date_cmp(in->on, date_add_months(in->recorded_on, (int)months)) >= 0) {
        w->verdict = WAY_MONTHS;
        w->rule = RULE_RECORDED_MONTHS;
    }
    return true;
}

/* What was bought stays as it was; only its review goes on. */
static bool
same_purchase(const struct rows *r, const struct val v[], struct err *e)
{
    static const char *const column[] = {"project", "record", "recorded", "hospital", "product",
                                         "qty",     "price",  "price",    "date",     "reason"};
    for (size_t i = 0; r->n > 0 && i < 10; i++) {
        const struct val *new = &v[2 + i];
        bool same = new->type == VAL_INT ? row_int(r, 0, i) == new->i
                                         : strcmp(row_text(r, 0, i), new->s) == 0;
        if (!same)
            return err_set(e, ERR_CONFLICT, M_PUT_FACT, {v[1].s, column[i]}, .field = column[i]);
    }
    return true;
}

bool
recorded_put(struct db *db, struct arena *a, int64_t pool, const struct recorded *in, enum put *how,
             struct err *e)
{
    struct way_answer w;
    struct rows r;
    money amount;
    if (!figures_fine(in, &amount, e) || !institution_must(db, a, in->institution, "hospital", e) ||
        !product_must(db, a, in->product, "product", e) || !limits(db, a, pool, in, amount, &w, e))
        return false;
    if (w.verdict != WAY_OK && in->review != RECORDED_REFUSED)
        return way_refused(&w, in->number,
                           w.verdict == WAY_MONTHS   ? "date"
                           : w.verdict == WAY_AMOUNT ? "qty"
                                                     : "product",
                           e);
    const struct val v[] = {
        v_int(pool),
        v_text(in->number),
        v_text(in->project),
        v_text(in->record),
        v_date(a, in->recorded_on),
        v_text(in->institution),
        v_text(in->product),
        v_int(in->qty.pieces),
        v_int(in->price.units),
        v_int(amount.units),
        v_date(a, in->on),
        v_text(in->reason),
        v_text(recorded_state_names[in->review]),
        v_text(in->reviewed_on.day == 0
                   ? ""
                   : date_text(in->reviewed_on, arena_alloc(a, DATE_TEXT_MAX))),
    };
    const struct put_row row = {&q_recorded_get, &q_recorded_write, NULL, v, 14, 2};
    return db_run(db, &q_recorded_get, a, &r, e, v[0], v[1]) && same_purchase(&r, v, e) &&
           put_state(db, a, &row, how, e);
}

static enum recorded_state
state_of(const char *name)
{
    int i = 0;
    while (strcmp(recorded_state_names[i], name) != 0)
        i++;
    return (enum recorded_state)i; /* the table's CHECK knows no other */
}

bool
recorded_get(struct db *db, struct arena *a, int64_t pool, const char *number, struct recorded *out,
             bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_recorded_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *out = (struct recorded){.number = number,
                             .project = row_text(&r, 0, 0),
                             .record = row_text(&r, 0, 1),
                             .institution = row_text(&r, 0, 3),
                             .product = row_text(&r, 0, 4),
                             .qty = {row_int(&r, 0, 5)},
                             .price = {row_int(&r, 0, 6)},
                             .reason = row_text(&r, 0, 9),
                             .review = state_of(row_text(&r, 0, 10))};
    (void)date_parse(&out->recorded_on, row_text(&r, 0, 2));
    (void)date_parse(&out->on, row_text(&r, 0, 8));
    (void)date_parse(&out->reviewed_on, row_text(&r, 0, 11));
    return true;
}
