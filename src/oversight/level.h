/* level.h - with which office a matter lies that is reported upward (REQUIREMENTS G3, I8; CX
 * 五(一), GS (十五)): a case of shortage, or a major issue.
 *
 * An office settles it, passes it on, or is passed over on the day after its last day in time
 * (run-day); the province's has nobody above it and stays late. Each step is kept. */
#ifndef JICAI_LEVEL_H
#define JICAI_LEVEL_H
#include "oversight/upward.h"
#include "registry/put.h"

enum level_matter { LEVEL_SHORTAGE, LEVEL_ISSUE, LEVEL_MATTERS };
extern const char *const level_matter_names[LEVEL_MATTERS];

enum level_state {
    LEVEL_OPEN,
    LEVEL_SOLVED, /* it says what was arranged */
    LEVEL_PASSED, /* on, with a reason */
    LEVEL_LATE,   /* passed on because it did not answer */
    LEVEL_ENDED,  /* the matter was closed before */
    LEVEL_STATES
};
extern const char *const level_state_names[LEVEL_STATES];

struct level_work { /* what every verb gets, in a transaction of the pool */
    struct db *db;
    struct arena *arena;
    int64_t pool;
    enum level_matter matter;
    const char *number; /* of the case or issue */
    date on;
};

struct level {
    int64_t seq; /* 1, 2, ... of a matter */
    struct office office;
    date since, answer_by, answered_on; /* answered_on: day 0 not yet */
    int64_t days;                       /* working days that each office has */
    enum level_state state;
    const char *who, *answer; /* "" */
};

bool level_begin(const struct level_work *w, const struct office *at, int64_t days, struct err *e);
bool level_end(const struct level_work *w, struct err *e); /* with its matter */
/* Where it lies, or lay last; *any false: it was never reported. */
bool level_last(const struct level_work *w, struct level *out, bool *any, struct err *e);

struct level_answer {
    const char *region; /* whose office answers: that of the level, or one above it */
    const char *who, *text;
    bool solved; /* else it goes up */
};
bool answer_level(const struct level_work *w, const struct level_answer *in, struct err *e);

/* A job of the pool: what nobody answered in time goes up. The same day again changes nothing. */
struct level_day {
    struct arena *a;
    int64_t pool;
    date on;
    int64_t moved; /* how many */
};
bool run_level_day(struct db *db, void *arg, struct err *e);
#endif
