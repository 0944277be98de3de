/* level.h - with which office a case of shortage lies (REQUIREMENTS G3; CX 五(一)). A case begins
 * with the office of the hospital's county. It solves it, passes it on, or is passed over on the
 * day after its last day in time (run-day); the province's has nobody above it and stays late. */
#ifndef JICAI_LEVEL_H
#define JICAI_LEVEL_H
#include "oversight/shortage.h"
#include "oversight/upward.h"

enum level_state {
    LEVEL_OPEN,
    LEVEL_SOLVED, /* it says what was arranged */
    LEVEL_PASSED, /* on, with a reason */
    LEVEL_LATE,   /* passed on because it did not answer */
    LEVEL_ENDED,  /* the case was closed before */
    LEVEL_STATES
};
extern const char *const level_state_names[LEVEL_STATES];

struct level {
    int64_t seq; /* 1, 2, ... of a case */
    struct office office;
    date since, answer_by, answered_on; /* answered_on: day 0 not yet */
    enum level_state state;
    const char *who, *answer; /* "" */
};

bool level_begin(const struct shortage_work *w, const char *institution, struct err *e);
bool level_end(const struct shortage_work *w, struct err *e); /* with its case */

struct level_answer {
    const char *region; /* whose office answers: that of the level, or one above it */
    const char *who, *text;
    bool solved; /* else it goes up */
};
bool answer_level(const struct shortage_work *w, const struct level_answer *in, struct err *e);

/* A job of the pool: what nobody answered in time goes up. The same day again changes nothing. */
struct level_day {
    struct arena *a;
    int64_t pool;
    date on;
    int64_t moved; /* how many */
};
bool run_level_day(struct db *db, void *arg, struct err *e);
#endif
