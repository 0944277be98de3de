/* monitor.h - what the monthly report judges: progress against time, shares, timeliness, jumps.
 * RULES 12. Everything is compared in whole numbers; a ratio is only shown, rounded half up. */
#ifndef JICAI_MONITOR_H
#define JICAI_MONITOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "engine/explain.h"

/* A part of a whole. A whole of 0 has no share: "not applicable", never 0 % or 100 %. */
struct share {
    bool applicable;
    ratio r; /* part / whole; above 100 % where the part is larger */
};
struct share share_of(int64_t part, int64_t whole); /* both >= 0 */

/* In order of precedence. */
enum pace_state {
    PACE_NONE,      /* agreed 0: not applicable */
    PACE_NOT_BEGUN, /* the term has not begun */
    PACE_DONE,      /* accepted what was agreed, or more */
    PACE_BEHIND,    /* progress < expected - tolerance */
    PACE_ON_TIME,
    PACE_STATES
};
const char *pace_state_name(enum pace_state s);

struct pace_in {
    qty agreed, accepted; /* accepted net of returns */
    date from, to, on;    /* the agreement's term, both ends included; the day of the question */
    ratio tolerance;
};

struct pace {
    enum pace_state state;
    struct share accepted; /* of the agreed volume */
    ratio expected;        /* elapsed / term, in days, both ends included */
    int32_t elapsed_days, term_days;
};

struct pace pace_at(const struct pace_in *in, struct explain *x);

/* --- who pays in time: institutions to companies, agencies to institutions --- */

struct timely_due {
    money amount, paid; /* paid: what was paid until `paid_on`, at most the amount */
    date due;           /* rolled already, where the pack rolls */
    date paid_on;       /* of the last part; without meaning while paid is 0 */
};

struct timely {
    money due, in_time; /* fallen due until the day; of that, paid until its day */
    money late;         /* paid, but after its day */
    money overdue;      /* fallen due and not paid */
    int32_t late_days;  /* the longest delay, paid or not */
    int64_t late_n;     /* how many were late or are overdue */
    struct share share; /* in_time / due */
};

/* False: a sum does not fit. A due day is in time to its end: overdue from the day after. */
bool timely_at(const struct timely_due list[], size_t n, date on, struct timely *out,
               struct explain *x);

/* --- a jump in the use of substitutes --- */

enum { JUMP_MONTHS_MAX = 12, JUMP_MONTHS_MIN = 6 };

enum jump {
    JUMP_NO_TEST, /* fewer than 6 full months before */
    JUMP_NO,
    JUMP_YES,
    JUMPS
};
const char *jump_name(enum jump j);

/* before[0 .. n-1]: the full months before, oldest first (the last 12 count); now: this month.
 * A jump is more than `more` above the month before, and more than `sigmas` population standard
 * deviations above the mean: by squares, (n x - S)^2 > z^2 (n Q - S^2). Quantities below 10^15. */
enum jump jump_test(const qty before[], size_t n, qty now, ratio more, int64_t sigmas,
                    struct explain *x);
#endif
