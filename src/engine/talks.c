#include "engine/talks.h"

#include <assert.h>
#include <string.h>

#include "words/engine_talks.h"

const char *const talks_mode_names[TALKS_MODES] = {"negotiation", "inquiry"};

struct talks_rules
talks_default(enum talks_mode mode)
{
    struct talks_rules r = {
        .suppliers = 3, .rounds = 1, .winners = 1, .standby = 1, .falling = true};
    r.clause = "choice";
    if (mode == TALKS_NEGOTIATION) {
        r.rounds = 3;
        r.panel = 3;
    }
    return r;
}

const char *
asked_verdict_name(enum asked_verdict v)
{
    static const char *const names[ASKED_VERDICTS] = {
        "ok", "over", "stranger", "left", "no_round", "early", "late", "once", "ceiling", "raised"};
    assert(v < ASKED_VERDICTS);
    return names[v];
}

static bool
is_above(money price, money bound)
{
    return bound.units > 0 && money_cmp(price, bound) > 0;
}

enum asked_verdict
talks_offer(const struct talks_ask *a)
{
    if (a->concluded)
        return ASKED_OVER;
    if (!a->invited)
        return ASKED_STRANGER;
    if (a->left)
        return ASKED_LEFT;
    if (!a->has_round)
        return ASKED_NO_ROUND;
    if (a->at < a->from)
        return ASKED_EARLY;
    if (a->at > a->until)
        return ASKED_LATE;
    if (a->mode == TALKS_INQUIRY && a->offered)
        return ASKED_ONCE;
    if (is_above(a->price, a->ceiling))
        return ASKED_CEILING;
    return a->falling && is_above(a->price, a->last) ? ASKED_RAISED : ASKED_OK;
}

const char *
round_verdict_name(enum round_verdict v)
{
    static const char *const names[NEXT_VERDICTS] = {"ok",      "over",  "many",
                                                     "running", "times", "ceiling"};
    assert(v < NEXT_VERDICTS);
    return names[v];
}

enum round_verdict
talks_next(const struct talks_rules *r, const struct talks_next *n)
{
    if (n->concluded)
        return NEXT_OVER;
    if (n->rounds >= r->rounds)
        return NEXT_MANY;
    if (n->rounds > 0 && (n->now <= n->last_until || n->from <= n->last_until))
        return NEXT_RUNNING;
    if (n->until <= n->from || n->from < n->now)
        return NEXT_TIMES;
    if (n->last_ceiling.units > 0 &&
        (n->ceiling.units == 0 || is_above(n->ceiling, n->last_ceiling)))
        return NEXT_CEILING;
    return NEXT_OK;
}

/* --- the end --- */

/* Does offer j come after offer i? */
static bool
is_later(const struct talks *t, size_t i, size_t j)
{
    const struct talks_offer *a = &t->offer[i], *b = &t->offer[j];
    if (a->round != b->round)
        return b->round > a->round;
    return a->at != b->at ? b->at > a->at : j > i;
}

static bool
binds(const struct talks *t, size_t i)
{
    const struct talks_offer *o = &t->offer[i];
    if (*o->product == '\0')
        return false;
    for (size_t j = 0; j < t->offers; j++) {
        const struct talks_offer *p = &t->offer[j];
        bool instead = *p->product == '\0' || strcmp(p->product, o->product) == 0;
        if (instead && strcmp(p->company, o->company) == 0 && is_later(t, i, j))
            return false;
    }
    return true;
}

size_t
talks_binding(const struct talks *t, size_t out[])
{
    size_t n = 0;
    for (size_t i = 0; i < t->offers; i++)
        if (binds(t, i))
            out[n++] = i;
    return n;
}

static bool
is_one(const struct talks_offer *a, const struct talks_offer *b)
{
    return strcmp(a->company, b->company) == 0 ||
           (*a->controller != '\0' && strcmp(a->controller, b->controller) == 0);
}

static bool
conforms(const struct talks *t, const struct talks_offer *o)
{
    return o->price.units > 0 && !is_above(o->price, t->ceiling);
}

int64_t
talks_conforming(const struct talks *t, const size_t binding[], size_t n)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct talks_offer *o = &t->offer[binding[i]];
        bool first = conforms(t, o);
        for (size_t j = 0; first && j < i; j++) {
            const struct talks_offer *before = &t->offer[binding[j]];
            first = !(conforms(t, before) && is_one(before, o));
        }
        count += first;
    }
    return count;
}

const char *
talks_verdict_name(enum talks_verdict v)
{
    static const char *const names[TALKS_VERDICTS] = {"ok",    "no_round", "running",
                                                      "panel", "unsigned", "few"};
    assert(v < TALKS_VERDICTS);
    return names[v];
}

/* What stands in the way before anybody looks at prices. */
static enum talks_verdict
formal(const struct talks *t)
{
    if (t->rounds == 0)
        return TALKS_NO_ROUND;
    if (t->running)
        return TALKS_RUNNING;
    if (t->rules->panel > 0 && (t->panel < t->rules->panel || t->panel % 2 == 0))
        return TALKS_PANEL;
    return t->rules->panel > 0 && t->signatures < t->panel ? TALKS_UNSIGNED : TALKS_OK;
}

enum talks_verdict
talks_end(const struct talks *t, size_t binding[], size_t *n, struct explain *x)
{
    enum rule rule = t->mode == TALKS_INQUIRY ? RULE_WAY_INQUIRY : RULE_WAY_NEGOTIATION;
    enum talks_verdict v = formal(t);
    *n = 0;
    if (v != TALKS_OK)
        return v;
    *n = talks_binding(t, binding);
    int64_t conforming = talks_conforming(t, binding, *n);
    explain_add(x, rule, M_X_TALKS_OFFERS, t_int(t->invited), t_int(t->rounds),
                t_int((int64_t)t->offers), t_int((int64_t)*n));
    if (t->rules->panel > 0)
        explain_add(x, rule, M_X_TALKS_PANEL, t_int(t->signatures), t_int(t->panel),
                    t_int(t->rules->panel));
    if (t->ceiling.units > 0)
        explain_add(x, rule, M_X_TALKS_CEILING, t_money(t->ceiling));
    v = conforming < t->rules->suppliers ? TALKS_FEW : TALKS_OK;
    explain_add(x, rule, v == TALKS_OK ? M_X_TALKS_ENOUGH : M_X_TALKS_FEW, t_int(conforming),
                t_int(t->rules->suppliers), t_int(t->rules->winners), t_int(t->rules->standby));
    return v;
}

void
talks_award(const struct award_rules *round, const struct talks_rules *r, struct award_rules *out)
{
    const struct award_check off = {.on = false};
    *out = *round;
    out->units = UNITS_NONE;
    if (!out->check[TEST_CEILING].on)
        out->check[TEST_CEILING] =
            (struct award_check){.on = true, .k = {RATIO_ONE}, .clause = r->clause};
    out->bidders_min = (struct award_check){.on = true, .n = r->suppliers, .clause = r->clause};
    out->quotas = 1;
    out->quota[0] = (struct award_quota){
        .unit = "", .kind = QUOTA_FIXED, .fixed = r->winners, .clause = r->clause};
    out->steps = 1;
    out->step[0] =
        (struct award_step){.name = "lowest", .clause = r->clause, .outcome = AWARD_SELECT};
    out->step[0].cond[0] = (struct award_cond){.test = TEST_RANK_IN_QUOTA};
    out->step[0].conds = 1;
    if (r->winners == 1)
        out->gap = off;
    out->standby = off;
    if (r->standby > 0)
        out->standby = (struct award_check){.on = true, .n = r->standby, .clause = r->clause};
}
