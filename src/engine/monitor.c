#include "engine/monitor.h"
#include "words/engine_super.h"

#include <assert.h>

#define JUMP_QTY_LIMIT INT64_C(1000000000000000)

const char *
pace_state_name(enum pace_state s)
{
    static const char *const names[PACE_STATES] = {
        [PACE_NONE] = "not_applicable", [PACE_NOT_BEGUN] = "not_begun", [PACE_DONE] = "done",
        [PACE_BEHIND] = "behind",       [PACE_ON_TIME] = "on_time",
    };
    assert(s < PACE_STATES);
    return names[s];
}

const char *
jump_name(enum jump j)
{
    static const char *const names[JUMPS] = {
        [JUMP_NO_TEST] = "no_test", [JUMP_NO] = "no", [JUMP_YES] = "yes"};
    assert(j < JUMPS);
    return names[j];
}

struct share
share_of(int64_t part, int64_t whole)
{
    struct share out = {.applicable = whole > 0};
    assert(part >= 0 && whole >= 0);
    if (out.applicable && !wide_div(&out.r.ppm, (wide)part * RATIO_ONE, whole, ROUND_HALF_UP))
        out.r.ppm = INT64_MAX; /* shown only: more than nine million million times the whole */
    return out;
}

static int32_t
elapsed(date from, date to, date on)
{
    if (date_cmp(on, from) < 0)
        return 0;
    return date_min(on, to).day - from.day + 1;
}

/* accepted / agreed < elapsed / term - tolerance, with the fractions multiplied away. */
static bool
is_behind(const struct pace_in *in, int32_t days, int32_t term)
{
    wide left = (wide)in->accepted.pieces * term * RATIO_ONE;
    wide right = ((wide)days * RATIO_ONE - (wide)in->tolerance.ppm * term) * in->agreed.pieces;
    return left < right;
}

struct pace
pace_at(const struct pace_in *in, struct explain *x)
{
    struct pace out = {.state = PACE_ON_TIME};

    assert(date_cmp(in->from, in->to) <= 0 && in->tolerance.ppm >= 0);
    assert(in->agreed.pieces >= 0 && in->agreed.pieces < QTY_LIMIT);
    assert(in->accepted.pieces >= 0 && in->accepted.pieces < QTY_LIMIT);
    out.term_days = in->to.day - in->from.day + 1;
    out.elapsed_days = elapsed(in->from, in->to, in->on);
    out.expected = share_of(out.elapsed_days, out.term_days).r;
    out.accepted = share_of(in->accepted.pieces, in->agreed.pieces);
    if (in->agreed.pieces == 0)
        out.state = PACE_NONE;
    else if (out.elapsed_days == 0)
        out.state = PACE_NOT_BEGUN;
    else if (in->accepted.pieces >= in->agreed.pieces)
        out.state = PACE_DONE;
    else if (is_behind(in, out.elapsed_days, out.term_days))
        out.state = PACE_BEHIND;
    if (out.state == PACE_NONE)
        explain_add(x, RULE_NONE, M_X_PROGRESS_NONE, t_date(in->on));
    else
        explain_add(x, RULE_MONITOR_TOLERANCE, M_X_PROGRESS, t_qty(in->accepted), t_qty(in->agreed),
                    t_ratio(out.accepted.r), t_ratio(out.expected), t_ratio(in->tolerance),
                    t_text(pace_state_name(out.state)));
    return out;
}

static bool
timely_add(struct timely *out, const struct timely_due *d, date on)
{
    money open = {d->amount.units - d->paid.units};
    bool late = d->paid.units > 0 && date_cmp(d->paid_on, d->due) > 0;
    int32_t days = 0;

    assert(d->paid.units >= 0 && open.units >= 0);
    if (open.units > 0)
        days = on.day - d->due.day;
    else if (late)
        days = d->paid_on.day - d->due.day;
    out->late_n += days > 0 ? 1 : 0;
    out->late_days = days > out->late_days ? days : out->late_days;
    money *where = late ? &out->late : &out->in_time;
    return money_add(&out->due, out->due, d->amount) && money_add(where, *where, d->paid) &&
           money_add(&out->overdue, out->overdue, open);
}

bool
timely_at(const struct timely_due list[], size_t n, date on, struct timely *out, struct explain *x)
{
    *out = (struct timely){.late_n = 0};
    for (size_t i = 0; i < n; i++)
        if (date_cmp(list[i].due, on) < 0 && !timely_add(out, &list[i], on))
            return false;
    out->share = share_of(out->in_time.units, out->due.units);
    explain_add(x, RULE_NONE, M_X_TIMELY, t_money(out->due), t_money(out->in_time),
                t_money(out->late), t_money(out->overdue), t_int(out->late_n),
                t_int(out->late_days));
    return true;
}

/* More than z standard deviations above the mean of n months with sum S and sum of squares Q. */
static bool
stands_out(const qty m[], size_t n, qty now, int64_t sigmas)
{
    wide sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        assert(m[i].pieces >= 0 && m[i].pieces < JUMP_QTY_LIMIT);
        sum += m[i].pieces;
        squares += (wide)m[i].pieces * m[i].pieces;
    }
    wide above = (wide)n * now.pieces - sum;
    return above > 0 && above * above > (wide)sigmas * sigmas * ((wide)n * squares - sum * sum);
}

enum jump
jump_test(const qty before[], size_t n, qty now, ratio more, int64_t sigmas, struct explain *x)
{
    enum jump out = JUMP_NO_TEST;
    size_t used = n < JUMP_MONTHS_MAX ? n : JUMP_MONTHS_MAX;

    assert(now.pieces >= 0 && now.pieces < JUMP_QTY_LIMIT);
    assert(more.ppm >= 0 && more.ppm <= 1000 * (int64_t)RATIO_ONE && sigmas >= 0 && sigmas <= 100);
    if (n >= JUMP_MONTHS_MIN) {
        bool rose =
            (wide)now.pieces * RATIO_ONE > (wide)before[n - 1].pieces * (RATIO_ONE + more.ppm);
        out = rose && stands_out(before + n - used, used, now, sigmas) ? JUMP_YES : JUMP_NO;
    }
    explain_add(x, RULE_MONITOR_JUMP, M_X_JUMP, t_qty(now), t_qty(n > 0 ? before[n - 1] : (qty){0}),
                t_ratio(more), t_int(sigmas), t_int((int64_t)used), t_text(jump_name(out)));
    return out;
}
