#include "trade/units.h"

#include <string.h>

#include "base/core/text.h"
#include "registry/product.h"
#include "trade/line.h"
#include "trade/query.h"
#include "words/trade.h"

const char *const unit_act_names[UNIT_ACTS] = {"shipped",   "accepted", "rejected", "returned",
                                               "consigned", "used",     "back"};

/* A unit must be where it comes from: the sum over its past with these signs is 0, or it is 1. */
static const struct {
    int sign[UNIT_ACTS];
    int64_t must;
} paths[UNIT_ACTS] = {
    [UNIT_SHIPPED] = {{1, 0, -1, -1, 1, 0, -1}, 0},
    [UNIT_CONSIGNED] = {{1, 0, -1, -1, 1, 0, -1}, 0},
    [UNIT_ACCEPTED] = {{0, 1, 0, -1, 0, 0, 0}, 0},
    [UNIT_REJECTED] = {{0, 1, 0, -1, 0, 0, 0}, 0},
    [UNIT_RETURNED] = {{0, 1, 0, -1, 0, 0, 0}, 1},
    [UNIT_USED] = {{0, 0, 0, 0, 1, -1, -1}, 1},
    [UNIT_BACK] = {{0, 0, 0, 0, 1, -1, -1}, 1},
};

static bool
bad(const struct units *u, size_t i, const char *why, struct err *e)
{
    return err_set(e, ERR_INPUT, M_UNIT_BAD, {u->text[i], why, u->number}, .field = "udi");
}

static bool
split(struct trade *t, struct units *u, struct err *e)
{
    size_t most = 1;
    for (const char *p = u->udi; *p != '\0'; p++)
        most += *p == ' ';
    if (strlen(u->udi) > UNITS_TEXT_MAX || most > UNITS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_UNITS_MANY, {u->number}, .field = "udi");
    u->list = arena_array(t->arena, struct udi, most);
    u->text = arena_array(t->arena, const char *, most);
    for (const char *p = u->udi; *(p += strspn(p, " ")) != '\0';) {
        size_t n = strcspn(p, " ");
        u->text[u->n++] = arena_printf(t->arena, "%.*s", (int)n, p);
        p += n;
    }
    return true;
}

/* Against the document: same batch and day of expiry on all of it. */
static bool
fits(struct units *u, size_t i, struct err *e)
{
    const struct udi *d = &u->list[i];
    if (*d->lot != '\0' && *u->batch == '\0')
        u->batch = d->lot;
    if (*d->lot != '\0' && strcmp(d->lot, u->batch) != 0)
        return bad(u, i, "batch", e);
    if (d->has_expiry && u->expires.day == 0)
        u->expires = d->expires_on;
    if (d->has_expiry && d->expires_on.day != u->expires.day)
        return bad(u, i, "expires", e);
    for (size_t k = 0; k < i; k++)
        if (strcmp(u->list[k].item, d->item) == 0 && strcmp(u->list[k].serial, d->serial) == 0 &&
            strcmp(u->list[k].lot, d->lot) == 0)
            return bad(u, i, "twice", e);
    return true;
}

/* The registry's identification is a bare item, or a whole one of the product. */
static bool
of_product(struct trade *t, const struct units *u, size_t i, struct err *e)
{
    struct rows r;
    struct udi known;
    if (!db_run(t->db, &q_unit_product, t->arena, &r, e, v_text(u->product),
                v_text(day_or_none(t, u->on))))
        return false;
    const char *udi = r.n > 0 ? row_text(&r, 0, 0) : "";
    if (*udi == '\0')
        return true;
    const char *item = code_gtin(udi) == CODE_OK ? udi : NULL;
    if (item == NULL && udi_parse(&known, udi) == CODE_OK)
        item = known.item;
    return item == NULL || strcmp(item, u->list[i].item) == 0 || bad(u, i, "product", e);
}

static bool
past(struct trade *t, const struct units *u, size_t i, struct err *e)
{
    struct rows r;
    int64_t sum = 0;
    if (*u->list[i].serial == '\0')
        return true;
    if (!db_run(t->db, &q_unit_past, t->arena, &r, e, v_int(t->pool), v_text(u->list[i].item),
                v_text(u->list[i].serial)))
        return false;
    for (size_t k = 0; k < r.n; k++)
        for (int act = 0; act < UNIT_ACTS; act++)
            if (strcmp(unit_act_names[act], row_text(&r, k, 0)) == 0)
                sum += paths[u->act].sign[act] * row_int(&r, k, 1);
    if (paths[u->act].must == 0)
        return sum <= 0 || bad(u, i, "again", e);
    return sum >= 1 || bad(u, i, "absent", e);
}

bool
units_check(struct trade *t, struct units *u, struct err *e)
{
    char n[INT_TEXT_MAX], most[INT_TEXT_MAX];
    if (!split(t, u, e))
        return false;
    if ((int64_t)u->n > u->qty.pieces)
        return err_set(e, ERR_INPUT, M_UNITS_MORE,
                       {int_text((int64_t)u->n, n), int_text(u->qty.pieces, most)}, .field = "udi");
    for (size_t i = 0; i < u->n; i++) {
        enum code_verdict v = udi_parse(&u->list[i], u->text[i]);
        if (v != CODE_OK)
            return bad(u, i, code_verdict_name(v), e);
        if (!fits(u, i, e) || !of_product(t, u, i, e) || !past(t, u, i, e))
            return false;
    }
    return true;
}

bool
units_write(struct trade *t, const struct units *u, struct err *e)
{
    for (size_t i = 0; i < u->n; i++)
        if (!db_do(t->db, &q_unit_write, e, v_int(t->pool), v_text(unit_act_names[u->act]),
                   v_text(u->number), v_int(u->line), v_int((int64_t)i + 1),
                   v_text(u->list[i].item), v_text(u->list[i].lot), v_text(u->list[i].serial),
                   v_text(u->text[i]), v_text(day_or_none(t, u->on)), v_text(u->product),
                   v_text(u->institution), v_text(u->payee)))
            return false;
    return true;
}
