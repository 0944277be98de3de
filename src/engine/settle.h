/* settle.h - when a hospital owes what, and who is late. RULES 6; CX 五(四), SX 八(一),
 * GS (十一)4, CQ 二(三), GZ 四(二)3. */
#ifndef JICAI_SETTLE_H
#define JICAI_SETTLE_H
#include <stddef.h>

#include "engine/explain.h"

/* Values in the order of rule.h. */
enum settle_due_by { DUE_DAYS_AFTER_ACCEPTANCE, DUE_END_OF_NEXT_MONTH, DUE_CONTRACT_TERM };
enum roll { ROLL_NEXT_WORKING_DAY, ROLL_NONE };

struct settle_rules {
    enum settle_due_by due;
    int days; /* DUE_DAYS_AFTER_ACCEPTANCE */
    enum roll roll;
    int accept_within; /* working days for the hospital to accept or refuse; 0: no such rule */
};

/* In order of precedence. */
enum settle_verdict {
    SETTLE_OK,
    SETTLE_NO_TERM,    /* by contract, and the contract names no term */
    SETTLE_BEFORE,     /* accepted before it was delivered, paid before it was accepted */
    SETTLE_WAITING,    /* delivered; the days to accept or refuse still run */
    SETTLE_NOT_JUDGED, /* they are over, and the hospital has neither accepted nor refused */
    SETTLE_OVERFLOW,
    SETTLE_VERDICTS
};
const char *settle_verdict_name(enum settle_verdict v);

struct settle_due {
    date due;          /* as the rule says; keeps its date on a day off */
    date judged_on;    /* the last day on which a payment is in time */
    date overdue_from; /* the day after */
    bool estimate;     /* outside the published calendar: Monday to Friday assumed */
};

/* When goods accepted (验收合格) on `accepted_on` are to be paid; `contract_days` < 0: none. */
enum settle_verdict settle_due(const struct settle_rules *r, date accepted_on, int contract_days,
                               struct explain *x, struct settle_due *out);

/* Days late on `on` (the day of payment, or today): 0 while in time. */
int settle_days_late(const struct settle_due *d, date on);

/* The hospital's own delay between delivery and its yes or no. `judged` false: no answer yet, and
 * `on` is today. The late days count against the hospital, not the supplier. */
struct settle_delay {
    date answer_by;
    int days_late;
};
enum settle_verdict settle_acceptance(const struct settle_rules *r, date delivered_on, bool judged,
                                      date on, struct explain *x, struct settle_delay *out);

/* Failure to supply: what the substitutes cost more than the selected price, each line rounded to
 * the fen; a cheaper substitute saves nothing. The supplier's debt. */
struct settle_substitute {
    money price; /* paid for the substitute */
    money selected;
    qty n;
};
enum settle_verdict settle_substitutes(const struct settle_substitute lines[], size_t n,
                                       struct explain *x, money *out);
#endif
