/* platform_decide.c - what a person makes of a product of another platform. */
#include <string.h>

#include "base/core/text.h"
#include "listing/platform.h"
#include "listing/query.h"
#include "registry/product.h"
#include "words/prices.h"

static bool
decision_fine(struct db *db, struct arena *a, const struct platform_decision *in, struct err *e)
{
    char day[DATE_TEXT_MAX];
    if (*in->source == '\0' || *in->code == '\0')
        return err_set(e, ERR_INPUT, M_PLATFORM_NONE, {in->source, in->code}, .field = "code");
    if (*in->reason == '\0')
        return err_set(e, ERR_INPUT, M_PLATFORM_REASON, {in->code}, .field = "reason");
    if (in->to == PLATFORM_OPEN || in->to >= PLATFORM_STATES)
        return err_set(e, ERR_INPUT, M_PLATFORM_STATE, {in->code}, .field = "decision");
    if (in->to == PLATFORM_POSTPONED)
        return date_cmp(in->until, in->on) > 0 ||
               err_set(e, ERR_INPUT, M_PLATFORM_UNTIL, {date_text(in->on, day)}, .field = "until");
    if (in->to == PLATFORM_REFUSED)
        return *in->product == '\0' ||
               err_set(e, ERR_INPUT, M_PLATFORM_PRODUCT, {in->code}, .field = "product");
    if (in->per < 0 || in->per > PLATFORM_PER_MAX)
        return err_set(e, ERR_INPUT, M_PLATFORM_PER, {NULL}, .field = "per");
    return product_must(db, a, in->product, "product", e);
}

/* From which day it counts: as it says, or from the first price that is known. */
static bool
first_day(struct db *db, struct arena *a, int64_t pool, const struct platform_decision *in,
          const char **from, struct err *e)
{
    struct platform_item item;
    struct err none = {.code = ERR_NONE};
    bool known = platform_item_get(db, a, pool, in->source, in->code, &item, &none);
    if (!known && (none.code != ERR_NOT_FOUND || !in->ahead)) {
        *e = none;
        return false;
    }
    *from = in->from.day != 0 ? put_date(a, in->from) : known ? item.first_on : "";
    return **from != '\0' || err_set(e, ERR_INPUT, M_PLATFORM_FROM, {in->code}, .field = "from");
}

static bool
is_last(const struct rows *last, const struct val v[])
{
    bool same = last->n > 0;
    for (size_t i = 0; same && i < 6; i++)
        same = v[4 + i].type == VAL_INT ? row_int(last, 0, 1 + i) == v[4 + i].i
                                        : strcmp(row_text(last, 0, 1 + i), v[4 + i].s) == 0;
    return same;
}

static bool
apply(struct db *db, const struct platform_decision *in, const struct val v[], struct err *e)
{
    bool matched = in->to == PLATFORM_MATCHED;
    if (!db_do(db, &q_platform_item_decided, e, v[0], v[1], v[2], v[4], v[5], v[8]))
        return false;
    if (in->to == PLATFORM_POSTPONED)
        return true;
    return matched ? db_do(db, &q_platform_price_match, e, v[0], v[1], v[2], v[7], v[5], v[6])
                   : db_do(db, &q_platform_price_unmatch, e, v[0], v[1], v[2], v[7]);
}

bool
platform_decide(struct db *db, struct arena *a, int64_t pool, const struct platform_decision *in,
                enum put *how, struct err *e)
{
    struct rows last;
    const char *from = "";
    bool matched = in->to == PLATFORM_MATCHED;
    if (!decision_fine(db, a, in, e) || !first_day(db, a, pool, in, &from, e) ||
        !db_run(db, &q_platform_decision_last, a, &last, e, v_int(pool), v_text(in->source),
                v_text(in->code)))
        return false;
    const struct val v[] = {
        v_int(pool),
        v_text(in->source),
        v_text(in->code),
        v_int(last.n > 0 ? row_int(&last, 0, 0) + 1 : 1),
        v_text(platform_state_names[in->to]),
        v_text(matched ? in->product : ""),
        v_int(matched && in->per > 0 ? in->per : 1),
        v_text(from),
        v_text(in->to == PLATFORM_POSTPONED ? put_date(a, in->until) : ""),
        v_text(in->reason),
        v_text(in->who),
        v_date(a, in->on),
    };
    *how = is_last(&last, v) ? PUT_SAME : last.n > 0 ? PUT_CHANGED : PUT_NEW;
    return *how == PUT_SAME ||
           (db_do_values(db, &q_platform_decision_write, v, 12, e) && apply(db, in, v, e));
}

bool
platform_history(struct db *db, struct arena *a, int64_t pool, const char *source, const char *code,
                 struct platform_decision **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_platform_decision_each, a, &r, e, v_int(pool), v_text(source), v_text(code),
                v_int(PLATFORM_DECISIONS_MAX)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct platform_decision, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct platform_decision *d = &(*out)[i];
        *d = (struct platform_decision){.source = source,
                                        .code = code,
                                        .seq = row_int(&r, i, 0),
                                        .product = row_text(&r, i, 2),
                                        .per = row_int(&r, i, 3),
                                        .reason = row_text(&r, i, 6),
                                        .who = row_text(&r, i, 7)};
        while (d->to < PLATFORM_POSTPONED &&
               strcmp(platform_state_names[d->to], row_text(&r, i, 1)) != 0)
            d->to++;
        (void)date_parse(&d->from, row_text(&r, i, 4));
        (void)date_parse(&d->until, row_text(&r, i, 5));
        (void)date_parse(&d->on, row_text(&r, i, 8));
    }
    return true;
}
