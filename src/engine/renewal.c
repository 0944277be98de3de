#include "engine/renewal.h"

#include <assert.h>

#include "words/engine_renewal.h"

enum { POINT = 100, WHOLE = 100 };

const char *const renewal_part_names[RENEWAL_PARTS] = {"quality", "supply", "credit", "clinical"};

struct renewal_rules
renewal_default(void)
{
    return (struct renewal_rules){.weight = {30, 30, 20, 20},
                                  .event = 5,
                                  .worst = 3,
                                  .keep_from = 60,
                                  .change = {300000},
                                  .clause = "choice"};
}

/* weight x num / den in hundredths, rounded half up; num at most den. */
static int64_t
points(int64_t weight, int64_t num, int64_t den)
{
    if (num > den)
        num = den;
    if (num < 0)
        num = 0;
    return (int64_t)(((wide)weight * POINT * num * 2 + den) / ((wide)den * 2));
}

static int64_t
quality(const struct renewal_rules *r, const struct renewal_supplier *s)
{
    if (s->accepted.pieces <= 0)
        return RENEWAL_UNKNOWN;
    int64_t p = points(r->weight[RENEWAL_QUALITY], s->accepted.pieces - s->returned.pieces,
                       s->accepted.pieces) -
                s->events * r->event * POINT;
    return p > 0 ? p : 0;
}

static int64_t
share(int64_t weight, qty part, qty of)
{
    return of.pieces > 0 ? points(weight, part.pieces, of.pieces) : RENEWAL_UNKNOWN;
}

struct renewal_score
renewal_score(const struct renewal_rules *r, const struct renewal_supplier *s, struct explain *x)
{
    struct renewal_score out = {.total = RENEWAL_UNKNOWN};
    int64_t got = 0, of = 0;
    assert(r->worst > 0);
    out.part[RENEWAL_QUALITY] = quality(r, s);
    out.part[RENEWAL_SUPPLY] = share(r->weight[RENEWAL_SUPPLY], s->accepted, s->ordered);
    out.part[RENEWAL_CREDIT] = points(r->weight[RENEWAL_CREDIT], r->worst - s->grade, r->worst);
    out.part[RENEWAL_CLINICAL] = share(r->weight[RENEWAL_CLINICAL], s->accepted, s->agreed);
    for (int p = 0; p < RENEWAL_PARTS; p++) {
        if (out.part[p] == RENEWAL_UNKNOWN)
            continue;
        got += out.part[p];
        of += r->weight[p];
        explain_add(x, RULE_NONE, M_X_RENEWAL_PART, t_text(renewal_part_names[p]),
                    t_int(out.part[p]), t_int(r->weight[p]));
    }
    /* Credit alone says nothing of a cycle. */
    bool told = out.part[RENEWAL_SUPPLY] != RENEWAL_UNKNOWN ||
                out.part[RENEWAL_CLINICAL] != RENEWAL_UNKNOWN;
    if (told && of > 0)
        out.total = points(WHOLE, got, of * POINT);
    out.keep = !s->barred && out.total >= r->keep_from * POINT;
    explain_add(x, RULE_NONE, out.keep ? M_X_RENEWAL_KEEP : M_X_RENEWAL_DROP, t_int(out.total),
                t_int(r->keep_from), t_text(s->barred ? "barred" : ""));
    return out;
}

/* Did it move by more than the ratio, up or down? */
static bool
moved(int64_t then, int64_t now, ratio by)
{
    int64_t d = now > then ? now - then : then - now;
    return then > 0 && now > 0 && (wide)d * RATIO_ONE > (wide)then * by.ppm;
}

bool
renewal_changed(const struct renewal_rules *r, const struct renewal_market *m, struct explain *x)
{
    const struct {
        const char *what;
        int64_t then, now;
        struct term a, b;
    } figure[] = {
        {"suppliers", m->suppliers_then, m->suppliers_now, t_int(m->suppliers_then),
         t_int(m->suppliers_now)},
        {"price", m->price_then.units, m->price_now.units, t_money(m->price_then),
         t_money(m->price_now)},
        {"demand", m->demand_then.pieces, m->demand_now.pieces, t_qty(m->demand_then),
         t_qty(m->demand_now)},
    };
    bool changed = false;
    for (size_t i = 0; i < sizeof(figure) / sizeof(*figure); i++) {
        bool great = moved(figure[i].then, figure[i].now, r->change);
        changed = changed || great;
        explain_add(x, RULE_NONE, great ? M_X_RENEWAL_GREAT : M_X_RENEWAL_SMALL,
                    t_text(figure[i].what), figure[i].a, figure[i].b, t_ratio(r->change));
    }
    return changed;
}

const char *
renewal_proposal_name(enum renewal_proposal p)
{
    static const char *const names[RENEWAL_PROPOSALS] = {"changed", "nobody", "some", "all"};
    assert(p < RENEWAL_PROPOSALS);
    return names[p];
}

enum renewal_proposal
renewal_propose(bool changed, const struct renewal_score score[], size_t n, struct explain *x)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        kept += score[i].keep;
    enum renewal_proposal p = changed     ? RENEWAL_CHANGED
                              : kept == 0 ? RENEWAL_NOBODY
                              : kept < n  ? RENEWAL_SOME
                                          : RENEWAL_ALL;
    explain_add(x, RULE_NONE, M_X_RENEWAL_PROPOSAL, t_int((int64_t)kept), t_int((int64_t)n),
                t_text(renewal_proposal_name(p)));
    return p;
}
