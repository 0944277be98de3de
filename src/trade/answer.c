#include <string.h>

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/line.h"
#include "trade/memo.h"
#include "trade/query.h"
#include "words/trade.h"

const char *const answer_kind_names[ANSWER_KINDS] = {"confirmed", "refused", "withdrawn"};
const char *const refusal_names[REFUSALS] = {"",
                                             "out_of_stock",
                                             "production_stopped",
                                             "capacity",
                                             "quality",
                                             "force_majeure",
                                             "order_wrong",
                                             "unpaid",
                                             "other",
                                             "no_demand_reported",
                                             "over_agreed",
                                             "price",
                                             "small_order",
                                             "remote",
                                             "deposit",
                                             "account"};

bool
refusal_stands(const struct trade_rules *r, enum refusal why)
{
    if (why == REFUSAL_OVER_AGREED)
        return !r->over_agreed;
    if (why == REFUSAL_NO_DEMAND)
        return !r->zero_volume;
    return why < REFUSAL_NO_DEMAND || !r->forbidden_reasons;
}

static bool
known(struct trade *t, const struct order_answer *in, bool *stands, enum put *how, struct err *e)
{
    static const char *const column[] = {"order", "order_line", "kind", "qty", "reason", "date"};
    const struct val v[] = {v_text(in->order),
                            v_int(in->order_line),
                            v_text(answer_kind_names[in->kind]),
                            v_int(in->qty.pieces),
                            v_text(refusal_names[in->reason]),
                            v_text(said_day(t, in->on))};
    struct rows r;
    if (!db_run(t->db, &q_answer_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                v_int(in->line)) ||
        !fact_same(&r, v, column, 6, in->number, how, e))
        return false;
    *stands = r.n == 0 || row_int(&r, 0, 6) == 1;
    return true;
}

/* What may still be confirmed, refused or withdrawn: a confirmed part too may fail to come. */
static int64_t
open_for(const struct line_state *s, enum answer_kind kind)
{
    if (kind != ANSWER_CONFIRMED)
        return line_to_ship(s);
    return s->qty.pieces - s->refused.pieces - s->withdrawn.pieces - s->confirmed.pieces;
}

static bool
check(const struct order_answer *in, const struct line_state *s, qty *n, struct err *e)
{
    char asked[INT_TEXT_MAX], room[INT_TEXT_MAX], on[DATE_TEXT_MAX];
    int64_t open = open_for(s, in->kind);
    if ((in->kind == ANSWER_REFUSED) != (in->reason != REFUSAL_NONE))
        return err_set(e, ERR_INPUT, M_ANSWER_REASON, {answer_kind_names[in->kind]},
                       .field = "reason");
    if (strcmp(date_text(in->on, on), s->on) < 0)
        return err_set(e, ERR_INPUT, M_ANSWER_BEFORE, {on, s->on}, .field = "date");
    *n = in->qty.pieces > 0 ? in->qty : (qty){open};
    return (n->pieces > 0 && n->pieces <= open) ||
           err_set(e, ERR_INPUT, M_ANSWER_MORE,
                   {int_text(n->pieces, asked), int_text(open > 0 ? open : 0, room)},
                   .field = "qty");
}

static bool
write_answer(struct trade *t, const struct order_answer *in, const struct line_state *s, qty n,
             bool stands, struct err *e)
{
    const char *on = day_or_none(t, in->on);
    bool supplier = in->kind != ANSWER_WITHDRAWN;
    bool less = stands && in->kind != ANSWER_CONFIRMED;
    int late =
        supplier && *s->answered_on == '\0' ? supply_days_late(day_of(s->respond_by), in->on) : 0;
    const struct line_event d = {.confirmed = {in->kind == ANSWER_CONFIRMED ? n.pieces : 0},
                                 .refused = {less && supplier ? n.pieces : 0},
                                 .withdrawn = {less && !supplier ? n.pieces : 0},
                                 .answered_on = supplier ? on : ""};
    return db_do(t->db, &q_answer_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(in->order), v_int(in->order_line), v_text(answer_kind_names[in->kind]),
                 v_int(n.pieces), v_text(refusal_names[in->reason]), v_text(text_or_none(in->note)),
                 v_int(stands), v_text(on), v_int(late)) &&
           line_add(t, in->order, in->order_line, &d, e) &&
           (!less ||
            progress_add(t, &s->key, in->on, &(struct progress){.ordered = {-n.pieces}}, e));
}

bool
answer_order(struct trade *t, const struct order_answer *in, bool *stands, enum put *how,
             struct err *e)
{
    const struct trade_rules *rules;
    struct line_state s;
    struct project p;
    qty n = {0};
    if (!line_state(t, in->order, in->order_line, &s, e) || !known(t, in, stands, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!trade_gate(t, TRADE_ANSWER, s.key.project, in->on, e) || !check(in, &s, &n, e) ||
        !trade_project(t, s.key.project, &p, e) || !trade_rules_on(t, in->on, p.pack, &rules, e))
        return false;
    *stands = in->kind != ANSWER_REFUSED || refusal_stands(rules, in->reason);
    return write_answer(t, in, &s, n, *stands, e);
}
