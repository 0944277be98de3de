#include <stdio.h>
#include <string.h>

#include "agreement/agree.h"
#include "base/core/text.h"
#include "cutover/load_inner.h"
#include "cutover/query.h"
#include "fund/carry.h"
#include "project/explained.h"
#include "registry/check.h"
#include "trade/carry.h"
#include "words/cutover.h"
#include "words/db.h"

enum { STEPS = 4, LINE_MEMORY = 8 << 20, ROW_ROOM = 4096 };
#define CUTOVER_EDITION "cutover-1"

struct signing {
    struct db *db;
    struct arena *a, *row; /* row: of one line */
    const struct project *p;
    const struct policy *pack;
    struct cutover head;
    const char *by;
    date on;
    struct trade trade;
    char agreement[256]; /* that the next two are of */
    int64_t line, seq;   /* order lines, lines of the payment so far */
    struct books *books;
    int64_t prepaid_n;
    money prepaid;
};

/* A line while it is written. */
struct carrying {
    struct carried_line line;
    struct carried_goods goods; /* what all of its documents share */
    int64_t placed;             /* units ordered so far */
    qty ordered, accepted;      /* what is left for the document of what was settled */
    money amount;
};

static date
day(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* The next order line of the agreement: its number is the agreement's. */
static void
next_order(struct signing *s, struct carrying *c, qty ordered)
{
    int64_t agreed = c->line.agreed.pieces, before = c->placed;
    c->goods.line = ++s->line;
    c->goods.ordered = ordered;
    c->placed += ordered.pieces;
    int64_t over = c->placed - (before > agreed ? before : agreed);
    c->goods.over = (qty){over > 0 ? over : 0};
}

static bool
invoices_of(struct signing *s, struct carried_goods *g, struct err *e)
{
    struct rows r;
    if (!db_run(s->db, &q_carried_invoices, s->row, &r, e, v_int(s->p->pool), v_text(s->p->code),
                v_text(g->receipt), v_int(g->receipt_line)))
        return false;
    if (!arena_room(s->row, (r.n + 1) * sizeof(struct carried_invoice)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    struct carried_invoice *list = arena_array(s->row, struct carried_invoice, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        list[i] = (struct carried_invoice){.number = row_text(&r, i, 0),
                                           .amount = {row_int(&r, i, 1)},
                                           .on = day(row_text(&r, i, 2)),
                                           .einvoice = row_text(&r, i, 3)};
    g->invoice = list;
    g->invoices = r.n;
    return true;
}

/* Each receipt that is not paid in full has an order line of its own, of its day. */
static bool
carry_unpaid(struct signing *s, struct carrying *c, struct err *e)
{
    struct rows r;
    if (!db_run(s->db, &q_carried_receipts, s->row, &r, e, v_int(s->p->pool), v_text(s->p->code),
                v_text(c->line.agreement), v_text(c->line.product)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        struct carried_goods *g = &c->goods;
        if (!arena_room(s->row, ROW_ROOM))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        next_order(s, c, (qty){row_int(&r, i, 2)});
        g->receipt = row_text(&r, i, 0);
        g->receipt_line = row_int(&r, i, 1);
        g->accepted = g->ordered;
        g->amount = (money){row_int(&r, i, 3)};
        g->paid = (money){row_int(&r, i, 4)};
        g->ordered_on = g->accepted_on = day(row_text(&r, i, 5));
        g->pay_days = row_int(&r, i, 6);
        c->ordered.pieces -= g->ordered.pieces;
        c->accepted.pieces -= g->accepted.pieces;
        c->amount.units -= g->amount.units;
        if (!invoices_of(s, g, e) || !carry_goods(&s->trade, s->p->pack, g, e))
            return false;
    }
    return true;
}

/* What was accepted and paid, and what was ordered and is still to come, in one document. */
static bool
carry_settled(struct signing *s, struct carrying *c, struct err *e)
{
    struct carried_goods *g = &c->goods;
    const struct carried_invoice one = {c->line.agreement, "", s->head.cut_off, c->amount};
    if (c->ordered.pieces == 0)
        return true;
    next_order(s, c, c->ordered);
    g->receipt = c->line.agreement;
    g->receipt_line = g->line;
    g->accepted = c->accepted;
    g->amount = g->paid = c->amount;
    g->ordered_on = g->accepted_on = s->head.cut_off;
    g->pay_days = -1;
    g->invoice = &one;
    g->invoices = 1;
    return carry_goods(&s->trade, s->p->pack, g, e);
}

static void
read_line(struct signing *s, const struct rows *r, struct carrying *c)
{
    bool service = strcmp(row_text(r, 0, 9), "with_service") == 0;
    *c = (struct carrying){
        .line = {.agreement = arena_strdup(s->row, row_text(r, 0, 0)),
                 .product = arena_strdup(s->row, row_text(r, 0, 1)),
                 .institution = arena_strdup(s->row, row_text(r, 0, 2)),
                 .company = arena_strdup(s->row, row_text(r, 0, 3)),
                 .distributor = arena_strdup(s->row, row_text(r, 0, 4)),
                 .group = arena_strdup(s->row, row_text(r, 0, 5)),
                 .term = row_int(r, 0, 6),
                 .from = day(row_text(r, 0, 7)),
                 .to = day(row_text(r, 0, 8)),
                 .service = service,
                 .without_service = {row_int(r, 0, 10)},
                 .with_service = {row_int(r, 0, 11)},
                 .agreed = {row_int(r, 0, 12)}},
        .ordered = {row_int(r, 0, 13)},
        .accepted = {row_int(r, 0, 14)},
        .amount = {row_int(r, 0, 15)},
    };
    c->goods = (struct carried_goods){
        .key = {s->p->code, c->line.institution, c->line.product,
                variant_names[service ? VARIANT_WITH_SERVICE : VARIANT_WITHOUT_SERVICE],
                c->line.agreement},
        .company = c->line.company,
        .payee = c->line.distributor,
        .order = c->line.agreement,
        .payment = c->line.agreement,
        .seq = &s->seq,
        .agreed = c->line.agreed,
        .price = service ? c->line.with_service : c->line.without_service,
        .paid_on = s->head.cut_off,
    };
}

static bool
take_line(void *arg, const struct rows *r, struct err *e)
{
    struct signing *s = arg;
    struct carrying c;
    arena_reset(s->row);
    if (strcmp(s->agreement, row_text(r, 0, 0)) != 0)
        s->line = s->seq = 0;
    snprintf(s->agreement, sizeof(s->agreement), "%s", row_text(r, 0, 0));
    read_line(s, r, &c);
    return carry_line(s->db, s->row, s->p, s->pack->sha256, &c.line, e) && carry_unpaid(s, &c, e) &&
           carry_settled(s, &c, e);
}

static bool
take_prepayment(void *arg, const struct rows *r, struct err *e)
{
    struct signing *s = arg;
    int fund = 0;
    arena_reset(s->row);
    name_find(fund_names, FUNDS, row_text(r, 0, 2), &fund);
    const struct carried_prepayment in = {.project = s->p->code,
                                          .institution = arena_strdup(s->row, row_text(r, 0, 0)),
                                          .document = s->head.source,
                                          .term = row_int(r, 0, 1),
                                          .fund = (enum fund)fund,
                                          .annual = {row_int(r, 0, 3)},
                                          .ratio = {row_int(r, 0, 4)},
                                          .paid = {row_int(r, 0, 5)},
                                          .taken = {row_int(r, 0, 6)},
                                          .from = day(row_text(r, 0, 7)),
                                          .to = day(row_text(r, 0, 8)),
                                          .paid_on = day(row_text(r, 0, 9)),
                                          .cut_off = s->head.cut_off};
    s->prepaid_n++;
    return carry_prepayment(s->books, s->db, s->row, s->p->pool, &in, e) &&
           (money_add(&s->prepaid, s->prepaid, in.paid) || err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE));
}

/* `jicai explain cutover PROJECT`: what came in, from where, by whom. */
static bool
keep_steps(struct signing *s, const struct cutover_state *st, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    const int64_t *f = st->figure;
    char digest[SHA256_HEX_MAX];
    struct sha256 h;
    sha256_init(&h);
    inputs_add_text(&h, s->head.source);
    for (size_t i = 0; i < CUTOVER_FIGURES; i++)
        inputs_add_int(&h, f[i]);
    const struct stamp stamp = {s->pack->id, s->pack->sha256, CUTOVER_EDITION,
                                inputs_end(&h, digest)};
    explain_add(&x, RULE_NONE, M_X_CUTOVER, t_text(s->head.source), t_date(s->head.cut_off),
                t_text(s->head.opened_by), t_text(s->by));
    explain_add(&x, RULE_NONE, M_X_CUTOVER_VOLUME, t_int(st->lines), t_qty((qty){f[FIGURE_AGREED]}),
                t_qty((qty){f[FIGURE_ORDERED]}), t_qty((qty){f[FIGURE_ACCEPTED]}));
    explain_add(&x, RULE_NONE, M_X_CUTOVER_MONEY, t_money((money){f[FIGURE_AMOUNT]}),
                t_money((money){f[FIGURE_PAID]}), t_int(st->receipts),
                t_money((money){f[FIGURE_INVOICED]}));
    explain_add(&x, RULE_NONE, M_X_CUTOVER_FUND, t_int(st->prepayments),
                t_money((money){f[FIGURE_PREPAID]}));
    return explained_put(s->db, s->a, s->p->pool, "cutover", s->p->code, &stamp, &x, e);
}

static bool
write_all(struct signing *s, const struct cutover_state *st, struct err *e)
{
    int64_t pool = s->p->pool;
    const char *project = s->p->code;
    if (!books_open(&s->books, s->db, s->a, pool, e) ||
        !db_each(s->db, &q_carried_lines, take_line, s, e, v_int(pool), v_text(project)) ||
        !db_each(s->db, &q_carried_prepayments, take_prepayment, s, e, v_int(pool),
                 v_text(project)) ||
        !books_close(s->books, e))
        return false;
    return (s->prepaid_n == 0 ||
            carry_prepayments_done(s->db, s->a, pool, project, s->head.cut_off, s->prepaid_n,
                                   s->prepaid, s->head.opened_by, s->by, s->on, e)) &&
           keep_steps(s, st, e) && cutover_close(s->db, s->a, pool, project, s->by, s->on, e);
}

/* A second person, and nothing that differs. */
static bool
may_sign(struct signing *s, struct cutover_state *st, struct err *e)
{
    char n[INT_TEXT_MAX];
    struct rows r;
    if (!cutover_state(s->db, s->a, s->p->pool, s->p->code, st, e) ||
        !db_run(s->db, &q_loader_get, s->a, &r, e, v_int(s->p->pool), v_text(s->p->code),
                v_text(s->by)))
        return false;
    s->head = st->head;
    if (s->head.is_signed)
        return strcmp(s->head.signed_by, s->by) == 0 ||
               err_set(e, ERR_CONFLICT, M_CUTOVER_SIGNED, {s->p->code, s->head.signed_by});
    if (*s->by == '\0' || r.n > 0 || strcmp(s->head.opened_by, s->by) == 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_SAME_PERSON, {s->by}, .field = "by");
    return st->differences == 0 ||
           err_set(e, ERR_CONFLICT, M_CUTOVER_DIFFERS, {s->p->code, int_text(st->differences, n)});
}

bool
sign_cutover(struct db *db, struct arena *a, int64_t pool, const char *project, const char *by,
             date on, enum put *how, struct err *e)
{
    struct trade_memo *memo = arena_alloc(a, sizeof(*memo));
    struct signing s = {.db = db, .a = a, .by = by, .on = on};
    struct cutover_state st;
    struct policy *pack;
    struct project p;
    memset(memo, 0, sizeof(*memo));
    if (!project_get(db, a, pool, project, &p, e) || !project_pack(&p, a, &pack, e))
        return false;
    s.p = &p;
    s.pack = pack;
    if (!may_sign(&s, &st, e))
        return false;
    *how = s.head.is_signed ? PUT_SAME : PUT_NEW;
    if (s.head.is_signed)
        return true;
    s.row = arena_new(LINE_MEMORY);
    s.trade = (struct trade){.db = db, .arena = s.row, .pool = pool, .memo = memo};
    bool ok = write_all(&s, &st, e);
    arena_free(s.row);
    return ok;
}
