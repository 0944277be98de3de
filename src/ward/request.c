#include "ward/request.h"

#include <string.h>

#include "base/core/text.h"
#include "project/project.h"
#include "registry/check.h"
#include "trade/line.h"
#include "ward/query.h"
#include "words/ward.h"

const char *const request_state_names[REQUEST_STATES] = {"asked", "ordered", "refused",
                                                         "withdrawn"};

static bool
known(struct trade *t, const struct purchase_request *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"department", "project",   "product", "variant",
                                         "qty",        "wanted_by", "reason",  "asked_by"};
    const struct val v[] = {v_text(in->department), v_text(in->project),
                            v_text(in->product),    v_text(variant_names[in->variant]),
                            v_int(in->qty.pieces),  v_text(day_or_none(t, in->wanted_by)),
                            v_text(in->reason),     v_text(in->who)};
    struct rows r;
    return db_run(t->db, &q_ward_request_get, t->arena, &r, e, v_int(t->pool),
                  v_text(t->institution), v_text(in->number)) &&
           fact_same(&r, v, column, 8, in->number, how, e);
}

bool
request_put(struct trade *t, const struct purchase_request *in, enum put *how, struct err *e)
{
    struct project p;
    if (!known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (in->qty.pieces <= 0)
        return err_set(e, ERR_INPUT, M_REQUEST_EMPTY, {in->number}, .field = "qty");
    if (in->wanted_by.day != 0 && date_cmp(in->wanted_by, in->on) < 0)
        return err_set(e, ERR_INPUT, M_REQUEST_WANTED, {in->number}, .field = "wanted_by");
    return project_get(t->db, t->arena, t->pool, in->project, &p, e) &&
           product_must(t->db, t->arena, in->product, "product", e) &&
           db_do(t->db, &q_request_write, e, v_int(t->pool), v_text(t->institution),
                 v_text(in->number), v_text(in->department), v_text(in->project),
                 v_text(in->product), v_text(variant_names[in->variant]), v_int(in->qty.pieces),
                 v_text(day_or_none(t, in->wanted_by)), v_text(in->reason),
                 v_text(day_or_none(t, in->on)), v_text(in->who));
}

struct asked {
    const char *project, *product, *reason, *on, *who, *order, *note;
    enum variant variant;
    enum request_state state;
    qty qty;
    int64_t line;
};

static bool
find(struct trade *t, const char *number, struct asked *out, struct err *e)
{
    struct rows r;
    int state = 0, variant = 0;
    if (!db_run(t->db, &q_request_state, t->arena, &r, e, v_int(t->pool), v_text(t->institution),
                v_text(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_REQUEST, {number}, .field = "request");
    (void)name_find(request_state_names, REQUEST_STATES, row_text(&r, 0, 0), &state);
    (void)name_find(variant_names, VARIANTS, row_text(&r, 0, 3), &variant);
    *out = (struct asked){.state = (enum request_state)state,
                          .project = row_text(&r, 0, 1),
                          .product = row_text(&r, 0, 2),
                          .variant = (enum variant)variant,
                          .qty = {row_int(&r, 0, 4)},
                          .reason = row_text(&r, 0, 5),
                          .on = row_text(&r, 0, 6),
                          .who = row_text(&r, 0, 7),
                          .order = row_text(&r, 0, 8),
                          .line = row_int(&r, 0, 9),
                          .note = row_text(&r, 0, 10)};
    return true;
}

static bool
decide(struct trade *t, const char *number, enum request_state to, const struct request_order *in,
       const char *note, qty ordered, struct err *e)
{
    return db_do(t->db, &q_request_decide, e, v_int(t->pool), v_text(t->institution),
                 v_text(number), v_text(request_state_names[to]), v_text(day_or_none(t, in->on)),
                 v_text(in->who), v_text(note), v_text(in->order), v_int(in->line),
                 v_int(ordered.pieces));
}

bool
request_order(struct trade *t, const char *number, const struct request_order *in, enum put *how,
              struct err *e)
{
    char most[INT_TEXT_MAX];
    struct asked r;
    if (!find(t, number, &r, e))
        return false;
    if (r.state == REQUEST_ORDERED && strcmp(r.order, in->order) == 0 && r.line == in->line) {
        *how = PUT_SAME;
        return true;
    }
    if (r.state != REQUEST_ASKED)
        return err_set(e, ERR_CONFLICT, M_REQUEST_CLOSED, {number, request_state_names[r.state]},
                       .field = "request");
    if (in->qty.pieces > r.qty.pieces)
        return err_set(e, ERR_INPUT, M_REQUEST_MORE, {number, int_text(r.qty.pieces, most)},
                       .field = "qty");
    if (strcmp(day_or_none(t, in->on), r.on) < 0)
        return err_set(e, ERR_INPUT, M_REQUEST_BEFORE, {number, r.on}, .field = "date");
    const struct order o = {.number = in->order,
                            .line = in->line,
                            .project = r.project,
                            .institution = t->institution,
                            .product = r.product,
                            .variant = r.variant,
                            .qty = in->qty.pieces > 0 ? in->qty : r.qty,
                            .price = in->price,
                            .payee = in->payee,
                            .pay_days = -1,
                            .on = in->on,
                            .reason = r.reason};
    if (!place_order(t, &o, how, e))
        return false;
    if (*how == PUT_SAME) /* a line that was ordered without being asked for */
        return err_set(e, ERR_CONFLICT, M_REQUEST_TAKEN, {in->order}, .field = "order");
    return decide(t, number, REQUEST_ORDERED, in, "", o.qty, e);
}

bool
request_close(struct trade *t, const char *number, enum request_state to, const char *note,
              const char *who, date on, enum put *how, struct err *e)
{
    const struct request_order in = {.order = "", .on = on, .who = who};
    struct asked r;
    if (!find(t, number, &r, e))
        return false;
    *how = PUT_SAME;
    if (r.state == to && strcmp(r.note, note) == 0)
        return true;
    if (r.state != REQUEST_ASKED)
        return err_set(e, ERR_CONFLICT, M_REQUEST_CLOSED, {number, request_state_names[r.state]},
                       .field = "request");
    if (to == REQUEST_REFUSED && *note == '\0')
        return err_set(e, ERR_INPUT, M_REQUEST_NOTE, {number}, .field = "note");
    if (to == REQUEST_WITHDRAWN && strcmp(r.who, who) != 0)
        return err_set(e, ERR_DENIED, M_REQUEST_OTHER, {number, r.who}, .field = "request");
    *how = PUT_CHANGED;
    return decide(t, number, to, &in, note, (qty){0}, e);
}
