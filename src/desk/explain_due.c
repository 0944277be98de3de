/* When a receipt is to be paid, and what: worked out again from what is stored, by the pack that
 * was in force on the day of the acceptance (RULES 6). */
#include <string.h>

#include "base/core/text.h"
#include "desk/explain_inner.h"
#include "desk/query.h"
#include "engine/settle.h"
#include "policy/bind.h"
#include "words/desk.h"

enum { STEPS = 8 };
enum {
    C_INSTITUTION,
    C_COMPANY,
    C_PAYEE,
    C_PAY_DAYS,
    C_ACCEPTED,
    C_PACK,
    C_SHA256,
    C_WHY,
    C_DUE,
    C_UNTIL,
    C_PRICE,
    C_QTY,
    C_AMOUNT,
    C_RETURNED,
    C_PAID
};

static bool
seen(struct explaining *q, const struct rows *r, bool *may)
{
    const struct sight *s = &q->ask->sight;
    *may = *s->company != '\0' && (strcmp(s->company, row_text(r, 0, C_COMPANY)) == 0 ||
                                   strcmp(s->company, row_text(r, 0, C_PAYEE)) == 0);
    return *may || explain_may(q, row_text(r, 0, C_INSTITUTION), may);
}

static const char *
amount(struct explaining *q, int64_t units)
{
    char text[MONEY_TEXT_MAX];
    return arena_strdup(q->ask->arena, money_text((money){units}, text));
}

static const char *
number(struct explaining *q, int64_t n)
{
    char text[INT_TEXT_MAX];
    return arena_strdup(q->ask->arena, int_text(n, text));
}

static void
inputs(struct explaining *q, const struct rows *r)
{
    explain_input(q, "accepted_on", row_text(r, 0, C_ACCEPTED));
    if (row_int(r, 0, C_PAY_DAYS) >= 0)
        explain_input(q, "pay_days", number(q, row_int(r, 0, C_PAY_DAYS)));
    explain_input(q, "price", amount(q, row_int(r, 0, C_PRICE)));
    explain_input(q, "qty", number(q, row_int(r, 0, C_QTY)));
    explain_input(q, "amount", amount(q, row_int(r, 0, C_AMOUNT)));
    if (row_int(r, 0, C_RETURNED) > 0)
        explain_input(q, "returned_amount", amount(q, row_int(r, 0, C_RETURNED)));
    explain_input(q, "paid", amount(q, row_int(r, 0, C_PAID)));
}

static void
work_out(struct explaining *q, const struct rows *r)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    struct settle_rules rules;
    struct settle_due due;
    money open = {row_int(r, 0, C_AMOUNT) - row_int(r, 0, C_RETURNED) - row_int(r, 0, C_PAID)};
    date on;
    explain_add(&x, RULE_NONE, M_EXPLAIN_AMOUNT, t_money((money){row_int(r, 0, C_PRICE)}),
                t_qty((qty){row_int(r, 0, C_QTY)}), t_money((money){row_int(r, 0, C_AMOUNT)}));
    if (strcmp(row_text(r, 0, C_WHY), "ok") != 0)
        explain_add(&x, RULE_SETTLE_DUE, M_EXPLAIN_NO_DUE, t_text(""));
    else if (q->pack != NULL && bind_settle(q->pack, &rules).verdict == BIND_OK &&
             date_parse(&on, row_text(r, 0, C_ACCEPTED)))
        (void)settle_due(&rules, on, (int)row_int(r, 0, C_PAY_DAYS), &x, &due);
    explain_add(&x, RULE_NONE, M_EXPLAIN_OPEN, t_money(open));
    explain_steps(q, &x);
}

bool
explain_due_of(struct explaining *q)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 h;
    struct rows r;
    int64_t line;
    bool may = false;
    if (!int_parse(&line, q->part[1]))
        return explain_none(q);
    if (!db_run(q->db, &q_explain_receipt, q->ask->arena, &r, q->e, v_int(q->ask->pool),
                v_text(q->part[0]), v_int(line)) ||
        (r.n > 0 && !seen(q, &r, &may)))
        return false;
    if (!may)
        return explain_none(q);
    sha256_init(&h);
    inputs_add_text(&h, row_text(&r, 0, C_ACCEPTED));
    inputs_add_int(&h, row_int(&r, 0, C_PAY_DAYS));
    inputs_add_int(&h, row_int(&r, 0, C_AMOUNT));
    inputs_end(&h, digest);
    explain_stamp(q, &(struct stamp){row_text(&r, 0, C_PACK), row_text(&r, 0, C_SHA256),
                                     SETTLE_EDITION, arena_strdup(q->ask->arena, digest)});
    inputs(q, &r);
    work_out(q, &r);
    return true;
}
