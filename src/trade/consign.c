#include "trade/consign.h"

#include <string.h>

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/hold.h"
#include "trade/line.h"
#include "trade/query.h"
#include "trade/units.h"
#include "trade/weigh.h"
#include "words/trade.h"

const char *const consigned_kind_names[CONSIGNED_KINDS] = {"stock", "loan"};

/* --- placed --- */

static bool
known_place(struct trade *t, const struct consigned *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"kind", "project", "hospital", "product", "distributor",
                                         "qty",  "date",    "batch",    "expires", "udi"};
    const struct val v[] = {v_text(consigned_kind_names[in->kind]),
                            v_text(in->project),
                            v_text(in->institution),
                            v_text(in->product),
                            v_text(in->payee),
                            v_int(in->qty.pieces),
                            v_text(said_day(t, in->on)),
                            v_text(in->batch),
                            v_text(day_or_none(t, in->expires)),
                            v_text(in->udi)};
    struct rows r;
    return db_run(t->db, &q_consigned_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 10, in->number, how, e);
}

/* One note is of one supplier at one institution. */
static bool
same_head(struct trade *t, const struct consigned *in, const char *payee, struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_consigned_head, t->arena, &r, e, v_int(t->pool), v_text(in->number)))
        return false;
    return r.n == 0 ||
           (strcmp(row_text(&r, 0, 0), in->institution) == 0 &&
            strcmp(row_text(&r, 0, 1), payee) == 0) ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_TAKEN, {in->number}, .field = "consignment");
}

static bool
write_place(struct trade *t, const struct consigned *in, const struct units *u, struct err *e)
{
    return db_do(t->db, &q_consigned_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(consigned_kind_names[in->kind]), v_text(in->project),
                 v_text(in->institution), v_text(in->product), v_text(u->payee),
                 v_int(in->qty.pieces), v_text(day_or_none(t, in->on)), v_text(u->batch),
                 v_text(day_or_none(t, u->expires)), v_text(in->udi)) &&
           units_write(t, u, e);
}

bool
place_consigned(struct trade *t, const struct consigned *in, enum put *how, struct err *e)
{
    const struct order o = {.number = in->number,
                            .line = in->line,
                            .project = in->project,
                            .institution = in->institution,
                            .product = in->product,
                            .qty = {in->qty.pieces > 0 ? 1 : 0},
                            .payee = in->payee,
                            .pay_days = -1,
                            .on = in->on};
    char day[DATE_TEXT_MAX];
    struct weighed w;
    if (!known_place(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!weigh_order(t, &o, &w, e))
        return false;
    if (!trade_is_of(t, in->institution, w.terms.payee))
        return err_set(e, ERR_NOT_FOUND, M_CONSIGN_NOT_YOURS, {in->institution, in->product},
                       .field = "hospital");
    struct units u = {.act = UNIT_CONSIGNED,
                      .number = in->number,
                      .line = in->line,
                      .product = in->product,
                      .institution = in->institution,
                      .payee = w.terms.payee,
                      .udi = in->udi,
                      .qty = in->qty,
                      .on = in->on,
                      .batch = in->batch,
                      .expires = in->expires};
    if (!same_head(t, in, u.payee, e) || !units_check(t, &u, e))
        return false;
    if (u.expires.day != 0 && date_cmp(u.expires, in->on) < 0)
        return err_set(e, ERR_INPUT, M_DELIVERY_EXPIRED, {date_text(in->on, day)},
                       .field = "expires");
    return hold_bar(t, u.product, u.batch, in->on, "batch", e) && write_place(t, in, &u, e);
}

/* --- as it lies there --- */

struct lying {
    const char *project, *institution, *product, *payee, *batch;
    int64_t left;
    date expires, on;
};

static bool
find_lying(struct trade *t, const char *number, int64_t line, struct lying *out, struct err *e)
{
    char text[INT_TEXT_MAX];
    struct rows r;
    if (!db_run(t->db, &q_consigned_state, t->arena, &r, e, v_int(t->pool), v_text(number),
                v_int(line)))
        return false;
    if (r.n == 0 || !trade_is_of(t, row_text(&r, 0, 1), row_text(&r, 0, 3)))
        return err_set(e, ERR_NOT_FOUND, M_NO_CONSIGNMENT, {number, int_text(line, text)},
                       .field = "consignment");
    *out = (struct lying){.project = row_text(&r, 0, 0),
                          .institution = row_text(&r, 0, 1),
                          .product = row_text(&r, 0, 2),
                          .payee = row_text(&r, 0, 3),
                          .batch = row_text(&r, 0, 4),
                          .expires = day_of(row_text(&r, 0, 5)),
                          .on = day_of(row_text(&r, 0, 6)),
                          .left = row_int(&r, 0, 7)};
    return true;
}

static bool
check_lying(const struct lying *l, qty n, date on, struct err *e)
{
    char asked[INT_TEXT_MAX], left[INT_TEXT_MAX], day[DATE_TEXT_MAX], since[DATE_TEXT_MAX];
    if (n.pieces == 0)
        return err_set(e, ERR_INPUT, M_ORDER_EMPTY, {NULL}, .field = "qty");
    if (n.pieces > l->left)
        return err_set(e, ERR_INPUT, M_CONSIGN_MORE,
                       {int_text(n.pieces, asked), int_text(l->left, left)}, .field = "qty");
    return date_cmp(on, l->on) >= 0 ||
           err_set(e, ERR_INPUT, M_CONSIGN_BEFORE, {date_text(on, day), date_text(l->on, since)},
                   .field = "date");
}

static struct units
units_of(const struct lying *l, enum unit_act act, const char *number, int64_t line, qty n, date on,
         const char *udi)
{
    return (struct units){.act = act,
                          .number = number,
                          .line = line,
                          .product = l->product,
                          .institution = l->institution,
                          .payee = l->payee,
                          .udi = udi,
                          .qty = n,
                          .on = on,
                          .batch = l->batch,
                          .expires = l->expires};
}

/* --- used --- */

static bool
known_use(struct trade *t, const struct consigned_use *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"consignment", "consignment_line", "qty", "date", "udi"};
    const struct val v[] = {v_text(in->consignment), v_int(in->consignment_line),
                            v_int(in->qty.pieces), v_text(said_day(t, in->on)), v_text(in->udi)};
    struct rows r;
    return db_run(t->db, &q_consigned_use_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 5, in->number, how, e);
}

/* The order and the receipt that a use makes: no other document has their number. */
static bool
number_free(struct trade *t, const struct consigned_use *in, struct err *e)
{
    struct rows order, receipt;
    if (!db_run(t->db, &q_order_get, t->arena, &order, e, v_int(t->pool), v_text(in->number),
                v_int(in->line)) ||
        !db_run(t->db, &q_receipt_get, t->arena, &receipt, e, v_int(t->pool), v_text(in->number),
                v_int(in->line)))
        return false;
    return order.n + receipt.n == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_TAKEN, {in->number}, .field = "use");
}

static bool
order_and_accept(struct trade *t, const struct consigned_use *in, const struct lying *l,
                 struct err *e)
{
    const struct order o = {.number = in->number,
                            .line = in->line,
                            .project = l->project,
                            .institution = l->institution,
                            .product = l->product,
                            .variant = in->variant,
                            .qty = in->qty,
                            .payee = l->payee,
                            .pay_days = -1,
                            .on = in->on,
                            .reason = *text_or_none(in->reason) != '\0' ? in->reason : NULL};
    const struct receipt r = {.number = in->number,
                              .line = in->line,
                              .order = in->number,
                              .order_line = in->line,
                              .accepted = in->qty,
                              .reason = "",
                              .delivered = in->on,
                              .accepted_on = in->on,
                              .batch = l->batch,
                              .udi = in->udi,
                              .expires = l->expires};
    enum put how;
    return place_order(t, &o, &how, e) && accept_goods(t, &r, &how, e);
}

bool
use_consigned(struct trade *t, const struct consigned_use *in, enum put *how, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct lying l;
    if (!find_lying(t, in->consignment, in->consignment_line, &l, e) || !known_use(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!number_free(t, in, e) || !check_lying(&l, in->qty, in->on, e))
        return false;
    if (l.expires.day != 0 && date_cmp(l.expires, in->on) < 0)
        return err_set(e, ERR_INPUT, M_CONSIGN_EXPIRED, {date_text(in->on, day)}, .field = "date");
    struct units accepted =
        units_of(&l, UNIT_ACCEPTED, in->number, in->line, in->qty, in->on, in->udi);
    struct units used = units_of(&l, UNIT_USED, in->number, in->line, in->qty, in->on, in->udi);
    return units_check(t, &accepted, e) && units_check(t, &used, e) &&
           order_and_accept(t, in, &l, e) &&
           db_do(t->db, &q_consigned_use_write, e, v_int(t->pool), v_text(in->number),
                 v_int(in->line), v_text(in->consignment), v_int(in->consignment_line),
                 v_int(in->qty.pieces), v_text(day_or_none(t, in->on)), v_text(in->udi)) &&
           db_do(t->db, &q_consigned_add, e, v_int(t->pool), v_text(in->consignment),
                 v_int(in->consignment_line), v_int(in->qty.pieces), v_int(0)) &&
           units_write(t, &used, e);
}

/* --- gone back --- */

static bool
known_back(struct trade *t, const struct consigned_back *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"consignment", "consignment_line", "qty",
                                         "date",        "reason",           "udi"};
    const struct val v[] = {v_text(in->consignment), v_int(in->consignment_line),
                            v_int(in->qty.pieces),   v_text(said_day(t, in->on)),
                            v_text(in->reason),      v_text(in->udi)};
    struct rows r;
    return db_run(t->db, &q_consigned_back_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 6, in->number, how, e);
}

bool
return_consigned(struct trade *t, const struct consigned_back *in, enum put *how, struct err *e)
{
    struct lying l;
    if (!find_lying(t, in->consignment, in->consignment_line, &l, e) || !known_back(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    struct units u = units_of(&l, UNIT_BACK, in->number, in->line, in->qty, in->on, in->udi);
    return trade_day_new(t, in->on, e) && check_lying(&l, in->qty, in->on, e) &&
           units_check(t, &u, e) &&
           db_do(t->db, &q_consigned_back_write, e, v_int(t->pool), v_text(in->number),
                 v_int(in->line), v_text(in->consignment), v_int(in->consignment_line),
                 v_int(in->qty.pieces), v_text(day_or_none(t, in->on)), v_text(in->reason),
                 v_text(in->udi)) &&
           db_do(t->db, &q_consigned_add, e, v_int(t->pool), v_text(in->consignment),
                 v_int(in->consignment_line), v_int(0), v_int(in->qty.pieces)) &&
           units_write(t, &u, e);
}
