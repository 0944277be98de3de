#include "cli/demo_case.h"

/* The project itself: groups, dates, participants, demand, bids, who delivers. */

static void
project(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(
        d, "projects", 1, "project,name,pack,goods,form,bid_on,executed_on,cycle_months,rules");
    demo_line(f, "%s,%s,%s,%s,%s,%s,%s,%d,%s", c->project, c->name, c->pack, c->goods, c->form,
              c->bid_on, c->executed_on, c->cycle_months, c->rules);
    demo_end(d, f);
    f = demo_file(d, "groups", 2, "group,name,unit,ceiling");
    for (int g = 0; g < c->groups; g++)
        demo_line(f, "%s,%s,%s,%s", c->group[g].code, c->group[g].name, c->group[g].unit,
                  c->group[g].ceiling > 0
                      ? demo_yuan(d->arena, (money){c->group[g].ceiling * MONEY_FEN})
                      : "");
    demo_end(d, f);
}

static void
phases(struct demo *d, const struct demo_case *c)
{
    static const struct {
        const char *phase;
        int from, to; /* days from the bid deadline */
    } plan[] = {{"published", -60, -60}, {"reporting", -50, -30}, {"review", -29, -10},
                {"bidding", -9, 0},      {"opening", 0, 0},       {"notice", 1, 8},
                {"allocation", 9, 15},   {"agreement", 16, 40}};
    struct outfile *f = demo_file(d, "phases", 2, "phase,from,to,document");
    date on = demo_date(c->bid_on), ends = demo_date(c->executed_on);
    for (size_t i = 0; i < sizeof(plan) / sizeof(*plan); i++)
        demo_line(f, "%s,%s,%s,", plan[i].phase,
                  demo_day(d->arena, date_add_days(on, plan[i].from)),
                  demo_day(d->arena, date_add_days(on, plan[i].to)));
    if (c->stands != PHASE_DRAFT)
        ends = date_add_days(date_add_months(ends, c->cycle_months), -1);
    demo_line(f, "running,%s,%s,", c->executed_on, demo_day(d->arena, ends));
    demo_end(d, f);
}

static void
participants(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "participants", 2, "hospital,takes_part,reason");
    for (int i = 0; i < c->hospitals_n; i++)
        demo_line(f, "%s,%s,%s", c->hospital[i].code, c->hospital[i].unwilling ? "no" : "yes",
                  c->hospital[i].unwilling ? "自愿不参加（合成）" : "");
    demo_end(d, f);
}

/* Last year's usage: near what is reported, with some that ask for a reason. */
static int64_t
used(const struct demo_case *c, const struct demo_line *l, int i)
{
    int64_t kind = demo_dice(c->pool, i, 11, 40);
    if (kind == 0)
        return 0;
    return l->qty * (kind == 1 ? 55 : kind == 2 ? 140 : 92 + demo_dice(c->pool, i, 12, 17)) / 100;
}

static void
demand(struct demo *d, const struct demo_case *c)
{
    int year = date_ymd(demo_date(c->bid_on)).year - 1;
    struct outfile *f = demo_file(d, "usage", 2, "hospital,group,product,year,qty");
    for (int i = 0; i < c->lines_n; i++) {
        const struct demo_line *l = &c->line[i];
        const struct demo_product *p = &c->product[l->product];
        demo_line(f, "%s,%s,%s,%d,%lld", c->hospital[l->hospital].code, c->group[p->group].code,
                  p->code, year, (long long)used(c, l, i));
    }
    demo_end(d, f);
    f = demo_file(d, "demand", 2,
                  c->reviewed_by_county || !demo_reached(c, PHASE_REVIEW)
                      ? "hospital,group,product,qty,reason"
                      : "hospital,group,product,qty,reason,reviewed,reviewed_on");
    bool reviewed = demo_reached(c, PHASE_REVIEW);
    const char *on = demo_day(d->arena, date_add_days(demo_date(c->bid_on), -12));
    for (int i = 0; i < c->lines_n; i++) {
        const struct demo_line *l = &c->line[i];
        const struct demo_product *p = &c->product[l->product];
        int64_t last = used(c, l, i);
        if (c->stands == PHASE_REPORTING && l->hospital % 3 == 0)
            continue; /* has still to report */
        bool odd = last == 0 || l->qty * 100 < last * 80 || l->qty * 100 > last * 150;
        demo_line(
            f, c->reviewed_by_county || !reviewed ? "%s,%s,%s,%lld,%s" : "%s,%s,%s,%lld,%s,%lld,%s",
            c->hospital[l->hospital].code, c->group[p->group].code, p->code, (long long)l->qty,
            odd ? "用量变化（合成）" : "", (long long)l->qty, on);
    }
    demo_end(d, f);
}

/* Elsewhere: what it cost before; who is not selected had sold for a yuan less than it quotes. */
static money
own_lowest(const struct demo_product *p)
{
    return p->selected ? p->before : (money){p->price.units - MONEY_SCALE};
}

static void
bids(struct demo *d, const struct demo_case *c)
{
    struct outfile *f =
        demo_file(d, "bids", 2,
                  "group,product,company,price,with_service,reported,filed_at,own_lowest,capacity");
    for (int i = 0; i < c->products_n; i++) {
        const struct demo_product *p = &c->product[i];
        int64_t reported = 0;
        for (int k = 0; k < c->lines_n; k++)
            reported += c->line[k].product == i ? c->line[k].qty : 0;
        demo_line(f, "%s,%s,%s,%s,%s,%lld,%s %02d:%02d:%02d,%s,%lld", c->group[p->group].code,
                  p->code, c->registrant[p->company], demo_yuan(d->arena, p->price),
                  c->service ? demo_yuan(d->arena, p->with_service) : "", (long long)reported,
                  c->bid_on, 8 + i / 3600 % 10, i / 60 % 60, i % 60,
                  c->linkage ? demo_yuan(d->arena, own_lowest(p)) : "",
                  (long long)(c->group[p->group].base * 2));
    }
    demo_end(d, f);
}

/* Each selected product is delivered by a run of distributors as long as the cap. */
void
demo_deliveries(struct demo *d, const struct demo_case *c)
{
    struct outfile *f = demo_file(d, "distributions", 2, "product,distributor,state,date");
    const char *on = demo_day(d->arena, date_add_days(demo_date(c->executed_on), -20));
    for (int i = 0; i < c->products_n; i++)
        for (int k = 0; c->product[i].selected && k < c->caps; k++)
            demo_line(f, "%s,%s,agreed,%s", c->product[i].code,
                      c->distributor[(i * c->caps + k) % c->distributors], on);
    demo_end(d, f);
}

void
demo_project(struct demo *d, const struct demo_case *c)
{
    project(d, c);
    phases(d, c);
    participants(d, c);
    demand(d, c);
    if (demo_reached(c, PHASE_OPENING))
        bids(d, c);
}
