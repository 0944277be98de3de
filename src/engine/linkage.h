/* linkage.h - what a product may be listed at, what its company must report, and the states of a
 * listing. RULES 15, REQUIREMENTS E1, E2. */
#ifndef JICAI_LINKAGE_H
#define JICAI_LINKAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "engine/explain.h"

/* --- the lowest price (全国最低价) --- */

struct price_fact {
    const char *code, *company; /* of the product, of its company */
    int64_t province;           /* 6-digit division where it was traded */
    money price;
    date on;
    const char *source;
};

/* The lowest price of the company's product until that day: codes equal in their first `chars`
 * characters. Equal prices: the earliest day, then the lowest province, then the order given.
 * Returns its index, or n: no fact. */
size_t linkage_lowest(const struct price_fact fact[], size_t n, const char *code,
                      const char *company, size_t chars, date on);

/* In order of precedence. */
enum linkage_verdict {
    LINKAGE_OK,
    LINKAGE_NO_FACT, /* nothing known: recorded purchase, with a clinical reason */
    LINKAGE_ABOVE,   /* above the lowest */
    LINKAGE_VERDICTS
};
const char *linkage_verdict_name(enum linkage_verdict v);
enum linkage_verdict linkage_judge(money offer, const struct price_fact fact[], size_t n,
                                   size_t lowest, struct explain *x);

/* A lower price in another province, dated in month M, is to be reported in the first `days`
 * working days of M + 1: 2024-09-18 -> 2024-10-08 to 2024-10-12. */
struct report_window {
    date from, until;
    bool estimate; /* the State Council's calendar does not reach so far */
};
struct report_window linkage_report_window(date fact_on, int days);

enum report_state { REPORT_OPEN, REPORT_IN_TIME, REPORT_LATE, REPORT_MISSING, REPORT_STATES };
const char *report_state_name(enum report_state s);
/* reported_on day 0: not reported. MISSING from the day after `until`; LATE: reported after it. */
enum report_state linkage_report_state(const struct report_window *w, date reported_on, date on);

/* --- notice periods (公示) --- */

struct notice {
    date begun_on;
    int days;            /* working days after the first day */
    int open_objections; /* not yet decided: they stop the change */
};
date notice_last_day(const struct notice *n);
/* The change counts from the day after the last day, or, where objections came, from the day after
 * the last decision, if that is later. False: not yet known, an objection is open. */
bool notice_effective_on(const struct notice *n, date last_decision, date *out);

/* The last day for an objection, an answer, a complaint. */
date term_until(date from, int working_days);

/* --- the states of a listing --- */

enum listing_state {
    LISTING_DRAFT,
    LISTING_NOTICE,
    LISTING_LISTED,
    LISTING_SUSPENDED,
    LISTING_DELISTED,
    LISTING_STATES
};
extern const char *const listing_state_names[LISTING_STATES];
const char *listing_state_name(enum listing_state s);

enum listing_cause {
    LISTING_APPLIED,     /* draft -> in notice */
    LISTING_NOTICE_OVER, /* in notice -> listed */
    LISTING_OBJECTION,   /* an objection was right: in notice -> draft */
    LISTING_CERTIFICATE, /* lapsed */
    LISTING_QUALITY,     /* hold */
    LISTING_CREDIT,      /* measure */
    LISTING_PRICE,       /* a lower price was not reported */
    LISTING_OWN_REQUEST,
    LISTING_CYCLE_END,
    LISTING_CURED, /* what suspended it is over: suspended -> listed */
    LISTING_CAUSES
};
extern const char *const listing_cause_names[LISTING_CAUSES];
const char *listing_cause_name(enum listing_cause c);

/* In order of precedence. */
enum listing_verdict {
    LISTING_OK,
    LISTING_NO_WAY,        /* that state does not follow */
    LISTING_WRONG_CAUSE,   /* not for that cause */
    LISTING_NOT_OVER,      /* the notice still runs, or an objection is open */
    LISTING_NO_SUBSTITUTE, /* a selected product leaves only with a substitute named */
    LISTING_VERDICTS
};
const char *listing_verdict_name(enum listing_verdict v);

struct listing_move {
    enum listing_state from, to;
    enum listing_cause cause;
    date on;
    const struct notice *notice; /* of a listing in notice; with last_decision for objections */
    date last_decision;          /* day 0: no objection was decided */
    bool selected;               /* in a running cycle */
    bool has_substitute;         /* named */
};
enum listing_verdict listing_move(const struct listing_move *m);
#endif
