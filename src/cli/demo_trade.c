#include "cli/demo_case.h"

/* What was ordered, accepted, invoiced and paid month by month, and what the fund owed the
 * hospital. One order and one acceptance note for a hospital and month; an invoice for each line,
 * since lines come from different distributors, and a payment for each invoice: in time or late, or
 * not yet by the day on which the demo was drawn up. */

#define DRAWN_UP "2026-11-20" /* of what is long over */

static date
drawn_up(const struct demo_case *c)
{
    return demo_date(c->stands == PHASE_DRAFT ? DRAWN_UP : DEMO_DAY);
}

struct files {
    struct outfile *orders, *receipts, *invoices, *payments, *returns;
};

struct purchase { /* of one hospital in one month */
    int hospital, month, lines;
    date on, accepted;
    const char *id;
};

/* Bought of a line in the first m months: the yearly volume at the hospital's own pace. */
static int64_t
bought(const struct demo_case *c, const struct demo_line *l, int m)
{
    int64_t pace = 84 + demo_dice(c->pool, l->hospital, 21, 34); /* percent of the plan */
    return l->agreed * pace * m / 1200;
}

static bool
with_service(const struct demo_case *c, int hospital)
{
    return c->service && hospital % 2 == 0;
}

/* Some hospitals are late as a rule, the others now and then. */
static void
pay(struct demo *d, const struct demo_case *c, const struct files *f, const struct purchase *p,
    money amount)
{
    bool late = demo_dice(c->pool, p->hospital, 31, 100) < c->late_percent
                    ? demo_dice(c->pool, p->hospital, 32 + p->month, 10) < 7
                    : demo_dice(c->pool, p->hospital, 32 + p->month, 20) == 0;
    int days = (int)demo_dice(c->pool, p->hospital, 77 + p->month, 14);
    date on = date_add_days(p->accepted, late ? 75 + 5 * days : 12 + days);
    if (date_cmp(on, drawn_up(c)) <= 0)
        demo_line(f->payments, "P%s-%d,%s,%s,F%s-%d", p->id + 1, p->lines, demo_day(d->arena, on),
                  demo_yuan(d->arena, amount), p->id + 1, p->lines);
}

/* An invoice with a return is not paid yet: what is due has to be recomputed first. */
static void
settle(struct demo *d, const struct demo_case *c, const struct files *f, const struct demo_line *l,
       const struct purchase *p, money amount)
{
    demo_line(f->invoices, "F%s-%d,%s,R%s,%d", p->id + 1, p->lines,
              demo_day(d->arena, date_add_days(p->accepted, 2)), p->id + 1, p->lines);
    if (demo_dice(c->pool, l->product + l->hospital, p->month, 97) == 0)
        demo_line(f->returns, "T%s,%d,R%s,%d,1,%s,破损", p->id + 1, p->lines, p->id + 1, p->lines,
                  demo_day(d->arena, date_add_days(p->accepted, 3)));
    else
        pay(d, c, f, p, amount);
}

static void
buy(struct demo *d, const struct demo_case *c, const struct files *f, const struct demo_line *l,
    int64_t n, struct purchase *p)
{
    const struct demo_product *product = &c->product[l->product];
    bool service = with_service(c, l->hospital);
    money amount;
    p->lines++;
    demo_line(f->orders, "%s,%d,%s,%s,%lld,%s,%s,%s", p->id, p->lines,
              c->hospital[l->hospital].code, product->code, (long long)n, demo_day(d->arena, p->on),
              service ? "with_service" : "without_service", c->pay_days > 0 ? "60" : "");
    if (date_cmp(p->accepted, drawn_up(c)) > 0)
        return; /* under way */
    demo_line(f->receipts, "R%s,%d,%s,%d,%lld,%s,%s,B%s", p->id + 1, p->lines, p->id, p->lines,
              (long long)n, demo_day(d->arena, date_add_days(p->accepted, -1)),
              demo_day(d->arena, p->accepted), p->id + 1);
    if (money_amount(&amount, service ? product->with_service : product->final, (qty){n}))
        settle(d, c, f, l, p, amount);
    else
        d->failed = true;
}

/* What a hospital buys of a line in month m: each product comes every `every` months. */
static int64_t
this_month(const struct demo_case *c, const struct demo_line *l, int m)
{
    if ((l->product + m) % c->every != 0)
        return 0;
    int from = m + 1 > c->every ? m + 1 - c->every : 0;
    return bought(c, l, m + 1) - bought(c, l, from);
}

static void
month_of(struct demo *d, const struct demo_case *c, const struct files *f, int hospital, int m)
{
    struct purchase p = {.hospital = hospital, .month = m};
    date first = date_add_months(demo_date(c->executed_on), m);
    p.on = date_add_days(first, (int)demo_dice(c->pool, hospital, m, 7));
    if (c->stands != PHASE_DRAFT && m == c->trade_months - 1)
        p.on = date_add_days(p.on, 18); /* some of the last are still under way */
    p.accepted = date_add_days(p.on, 3 + (int)demo_dice(c->pool, hospital, m + 100, 6));
    p.id = arena_printf(d->arena, "O%s-%03d-%02d", c->project, hospital + 1, m + 1);
    for (int i = 0; i < c->lines_n; i++) {
        const struct demo_line *l = &c->line[i];
        int64_t n = l->hospital == hospital ? this_month(c, l, m) : 0;
        if (n > 0)
            buy(d, c, f, l, n, &p);
    }
}

static void
trade(struct demo *d, const struct demo_case *c)
{
    struct files f;
    f.orders = demo_file(d, "orders", 2, "order,line,hospital,product,qty,date,variant,pay_days");
    f.receipts =
        demo_file(d, "receipts", 1, "receipt,line,order,order_line,qty,delivered,accepted,batch");
    f.invoices = demo_file(d, "invoices", 1, "invoice,date,receipt,receipt_line");
    f.returns = demo_file(d, "returns", 1, "return,line,receipt,receipt_line,qty,date,reason");
    f.payments = demo_file(d, "payments", 1, "payment,date,amount,invoice");
    for (int m = 0; m < c->trade_months; m++)
        for (int h = 0; h < c->hospitals_n; h++)
            month_of(d, c, &f, h, m);
    demo_end(d, f.orders);
    demo_end(d, f.receipts);
    demo_end(d, f.invoices);
    demo_end(d, f.returns);
    demo_end(d, f.payments);
}

/* What the fund owes a hospital a month: a few percent of its year; of every ninth one so little
 * that a prepayment is not offset within a year; in the second month everybody's is short. */
static void
claims(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "claims", 1, "hospital,month,fund,amount");
    month first = date_month(demo_date(c->executed_on));
    for (int m = 0; m < c->cycle_months + 14; m++)
        for (int h = 0; h < c->hospitals_n; h++) {
            const struct demo_hospital *at = &c->hospital[h];
            int64_t permille = h % 9 == 8 ? 9 : 35 + demo_dice(c->pool, h, m, 40);
            char text[MONTH_TEXT_MAX];
            if (at->agreed == 0)
                continue;
            if (m == 1)
                permille = 4;
            demo_line(f, "%s,%s,%s,%s", at->code, month_text(month_add(first, m), text),
                      c->pool != 500000 ? "pooled"
                      : at->level <= 1  ? "employee"
                                        : "resident",
                      demo_yuan(d->arena, (money){at->agreed * permille / 1000 * MONEY_FEN}));
        }
    demo_end(d, f);
}

/* What only people can report for the assessment, and the shares by which savings are reckoned. */
static void
facts(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "assessment_facts", 2,
                                  "hospital,year,reports_due,reports_timely,admitted_due,"
                                  "admitted_timely,off_platform,pay_ratio,insured_share");
    struct ymd first = date_ymd(demo_date(c->executed_on));
    int last = first.year + (c->cycle_months > 12 ? 2 : 1);
    for (int year = first.year; year <= last; year++)
        for (int h = 0; h < c->hospitals_n; h++) {
            if (c->hospital[h].unwilling)
                continue;
            int64_t late = demo_dice(c->pool, h, year, 3),
                    slow = demo_dice(c->pool, h, year + 1, 2);
            demo_line(f, "%s,%d,12,%lld,4,%lld,0,60%%,80%%", c->hospital[h].code, year,
                      (long long)(12 - late), (long long)(4 - slow));
        }
    demo_end(d, f);
}

void
demo_trade(struct demo *d, const struct demo_case *c)
{
    if (c->trade_months == 0)
        return;
    trade(d, c);
    if (c->stands != PHASE_DRAFT)
        return; /* nothing to assess so far, and claims come with the pool's other project */
    facts(d, c);
    if (!c->claims_elsewhere)
        claims(d, c);
}
