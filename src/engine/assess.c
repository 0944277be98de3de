#include "engine/assess.h"

#include <assert.h>

#include "base/core/calendar.h"
#include "words/engine_super.h"

/* What a step says of an item: with its figures, and where there is nothing to measure. Amounts are
 * said as money, counts as they are. */
struct item_says {
    enum msg counted, none;
    bool money;
};
static const struct item_says says[ASSESS_ITEMS] = {
    [ASSESS_VOLUME] = {M_X_ASSESS_VOLUME, M_X_ASSESS_NO_VOLUME, true},
    [ASSESS_PAYMENT] = {M_X_ASSESS_PAYMENT, M_X_ASSESS_NO_PAYMENT, true},
    [ASSESS_PLATFORM] = {M_X_ASSESS_PLATFORM, M_X_ASSESS_NO_PLATFORM, true},
    [ASSESS_SELECTED] = {M_X_ASSESS_SELECTED, M_X_ASSESS_NO_SELECTED, true},
    [ASSESS_REPORTS] = {M_X_ASSESS_REPORTS, M_X_ASSESS_NO_REPORTS, false},
    [ASSESS_ADMISSION] = {M_X_ASSESS_ADMISSION, M_X_ASSESS_NO_ADMISSION, false},
};

const char *
assess_state_name(enum assess_state s)
{
    static const char *const names[ASSESS_STATES] = {
        [ASSESS_COMPUTED] = "computed",   [ASSESS_SENT] = "sent",
        [ASSESS_COMMENTED] = "comment",   [ASSESS_FINAL] = "final",
        [ASSESS_PUBLISHED] = "published",
    };
    assert(s < ASSESS_STATES);
    return names[s];
}

const char *
assess_verdict_name(enum assess_verdict v)
{
    static const char *const names[ASSESS_VERDICTS] = {
        [ASSESS_OK] = "ok",
        [ASSESS_NO_WAY] = "no_way",
        [ASSESS_TOO_LATE] = "too_late",
        [ASSESS_TOO_EARLY] = "too_early",
    };
    assert(v < ASSESS_VERDICTS);
    return names[v];
}

/* (part / whole - from) / (1 - from), between 0 and 1. */
static ratio
share_above(int64_t part, int64_t whole, ratio from)
{
    ratio out;
    assert(from.ppm >= 0 && from.ppm < RATIO_ONE);
    if (part >= whole)
        return (ratio){RATIO_ONE};
    wide num = (wide)part * RATIO_ONE - (wide)whole * from.ppm;
    if (num <= 0 ||
        !wide_div(&out.ppm, num * RATIO_ONE, (wide)whole * (RATIO_ONE - from.ppm), ROUND_HALF_UP))
        return (ratio){0};
    return out;
}

static enum rule
item_rule(enum assess_item i)
{
    static const enum rule rules[ASSESS_ITEMS] = {
        [ASSESS_VOLUME] = RULE_ASSESS_VOLUME,     [ASSESS_PAYMENT] = RULE_ASSESS_PAYMENT,
        [ASSESS_PLATFORM] = RULE_ASSESS_PLATFORM, [ASSESS_SELECTED] = RULE_ASSESS_SELECTED,
        [ASSESS_REPORTS] = RULE_ASSESS_REPORTS,   [ASSESS_ADMISSION] = RULE_ASSESS_ADMISSION,
    };
    return rules[i];
}

/* Points in hundredths: the whole weight is earned on the items that count. */
static int64_t
points(int64_t full, int64_t counted, wide earned)
{
    int64_t out;
    bool fits = wide_div(&out, (wide)full * 100 * earned, (wide)counted * RATIO_ONE, ROUND_HALF_UP);
    assert(fits);
    return out;
}

void
assess_score(const struct assess_rules *r, const struct assess_in *in, struct assess *out,
             struct explain *x)
{
    int64_t full = 0, counted = 0;
    wide earned = 0; /* points x ppm */

    *out = (struct assess){.score = 0};
    for (int i = 0; i < ASSESS_ITEMS; i++) {
        int64_t part = in->item[i].part, whole = in->item[i].whole, weight = r->weight[i];
        assert(weight >= 0 && weight <= 1000 && part >= 0 && whole >= 0);
        full += weight;
        out->counted[i] = whole > 0 && weight > 0;
        if (!out->counted[i]) {
            explain_add(x, item_rule((enum assess_item)i), says[i].none, t_int(weight));
            continue;
        }
        out->share[i] = share_above(part, whole, i == ASSESS_VOLUME ? r->volume_from : (ratio){0});
        counted += weight;
        earned += (wide)weight * out->share[i].ppm;
        explain_add(x, item_rule((enum assess_item)i), says[i].counted,
                    says[i].money ? t_money((money){part}) : t_int(part),
                    says[i].money ? t_money((money){whole}) : t_int(whole), t_ratio(out->share[i]),
                    t_int(weight));
    }
    out->applicable = counted > 0;
    if (!out->applicable)
        return;
    out->before = points(full, counted, earned);
    out->off = in->findings * r->finding * 100;
    assert(in->findings >= 0 && in->findings < 1000000 && r->finding >= 0 && r->finding <= 1000);
    if (out->off > out->before)
        out->off = out->before;
    out->score = out->before - out->off;
    explain_add(x, RULE_ASSESS_FINDING, M_X_ASSESS, t_money((money){out->before * MONEY_FEN}),
                t_int(in->findings), t_money((money){out->off * MONEY_FEN}),
                t_money((money){out->score * MONEY_FEN}));
}

const char *
assess_band_name(enum assess_band b)
{
    static const char *const names[ASSESS_BANDS] = {"failed", "passed", "good"};
    assert(b < ASSESS_BANDS);
    return names[b];
}

enum assess_band
assess_band_of(int64_t score, int64_t good_from, int64_t pass_from, struct explain *x)
{
    explain_add(x, RULE_ASSESS_GOOD, M_X_ASSESS_BAND, t_money((money){score * MONEY_FEN}),
                t_int(good_from), t_int(pass_from));
    return score >= good_from * 100   ? ASSESS_GOOD_BAND
           : score >= pass_from * 100 ? ASSESS_PASSED
                                      : ASSESS_FAILED;
}

date
assess_comment_until(date sent_on, int working_days)
{
    return calendar_add_working(sent_on, working_days);
}

enum assess_verdict
assess_move(enum assess_state from, enum assess_state to, date on, date comment_until)
{
    bool over = date_cmp(on, comment_until) > 0;
    switch (to) {
    case ASSESS_SENT: return from == ASSESS_COMPUTED ? ASSESS_OK : ASSESS_NO_WAY;
    case ASSESS_COMMENTED:
        if (from != ASSESS_SENT)
            return ASSESS_NO_WAY;
        return over ? ASSESS_TOO_LATE : ASSESS_OK;
    case ASSESS_FINAL:
        if (from == ASSESS_COMMENTED)
            return ASSESS_OK;
        if (from != ASSESS_SENT)
            return ASSESS_NO_WAY;
        return over ? ASSESS_OK : ASSESS_TOO_EARLY;
    case ASSESS_PUBLISHED: return from == ASSESS_FINAL ? ASSESS_OK : ASSESS_NO_WAY;
    case ASSESS_COMPUTED:
    case ASSESS_STATES: break;
    }
    return ASSESS_NO_WAY;
}
