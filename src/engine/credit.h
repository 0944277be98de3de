/* credit.h - credit evaluation of companies and institutions. RULES 13, REQUIREMENTS I3.
 *
 * An edition of the rules is data (policies/credit/): grades, from the amount on which a matter
 * leads to a grade, the measures of each grade with their time, what repair lowers a grade to. The
 * engine answers for a date: the grade of each event, the worst of them, and the measures in force.
 * The answer depends on the events only, so a grade of any past date can be reproduced. */
#ifndef JICAI_CREDIT_H
#define JICAI_CREDIT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "engine/explain.h"

enum { CREDIT_GRADES_MAX = 8, CREDIT_THRESHOLDS_MAX = 64, CREDIT_MEASURES_MAX = 64 };
enum { CREDIT_REPAIRS_MAX = 32, CREDIT_EVENTS_MAX = 256 };

enum credit_matter {
    CREDIT_KICKBACK,
    CREDIT_TAX, /* false invoices */
    CREDIT_MONOPOLY,
    CREDIT_PRICING,
    CREDIT_RESISTING, /* supervision */
    CREDIT_BIDDING,   /* below cost, collusion */
    CREDIT_BREACH,    /* of promise or contract */
    CREDIT_MATTERS
};
const char *credit_matter_name(enum credit_matter m);

enum credit_effect {
    CREDIT_WARN,
    CREDIT_PUBLISH,
    CREDIT_LIMIT_LISTING,
    CREDIT_STOP_LISTING,
    CREDIT_REFUSE_BID,
    CREDIT_REFUSE_DISTRIBUTION, /* no new distribution relations */
    CREDIT_TO_STANDBY,          /* orders go to the standby supplier */
    CREDIT_EFFECTS
};
const char *credit_effect_name(enum credit_effect e);

enum credit_goods { CREDIT_PRODUCT, CREDIT_COMPANY, CREDIT_GOODS }; /* that product, or all */
const char *credit_goods_name(enum credit_goods g);
enum credit_area { CREDIT_REGION, CREDIT_PROVINCE, CREDIT_NATION, CREDIT_AREAS };
const char *credit_area_name(enum credit_area a);

enum credit_action { /* of repair; a set of them is a mask of 1 << action */
                     CREDIT_STOP_ACT,
                     CREDIT_DEAL_STAFF,
                     CREDIT_APOLOGY, /* public */
                     CREDIT_COMPLIANCE,
                     CREDIT_CUT_PRICE, /* remove what was inflated */
                     CREDIT_RETURN_GAINS,
                     CREDIT_ACTIONS
};
const char *credit_action_name(enum credit_action a);

struct credit_threshold {
    enum credit_matter matter;
    money from; /* inclusive; 0 where the amount plays no part */
    int grade;  /* from 1, the mildest */
};

struct credit_measure {
    int grade;
    enum credit_effect effect;
    enum credit_goods goods;
    enum credit_area area;
    int months; /* from the evaluation on; 0: as long as the record stands */
};

struct credit_repair {
    int grade;      /* before */
    uint32_t needs; /* mask of actions, all of them */
    int lowered;    /* grade after; 0: cleared */
};

struct credit_edition {
    const char *id;
    date from;  /* in force from this day to the day before the next edition */
    int grades; /* 1 .. grades; the worst last */
    int months[CREDIT_GRADES_MAX + 1]; /* how long a record of that grade stands; [0] unused */
    const struct credit_threshold *threshold;
    size_t thresholds;
    const struct credit_measure *measure;
    size_t measures;
    const struct credit_repair *repair;
    size_t repairs;
};

/* Which edition judges an event (RULE_CREDIT_EDITION). */
enum credit_by { CREDIT_BY_EVALUATION, CREDIT_BY_EVENT };

struct credit_event {
    const char *id;
    enum credit_matter matter;
    money amount;
    date happened_on, evaluated_on;
    int64_t division;                 /* whose evaluation it is: 6-digit region */
    const char *product;              /* the one concerned; "" */
    date repaired_on[CREDIT_ACTIONS]; /* day 0: not done */
};

/* How an event stands on a day. In order of precedence. */
enum credit_standing {
    CREDIT_STANDS,
    CREDIT_NOT_YET,    /* evaluated after that day */
    CREDIT_NO_EDITION, /* before the first edition */
    CREDIT_BELOW,      /* under the lowest amount: no grade */
    CREDIT_EXPIRED,
    CREDIT_REPAIRED, /* to nothing */
    CREDIT_STANDINGS
};
const char *credit_standing_name(enum credit_standing s);

struct credit_judged {
    enum credit_standing standing;
    const struct credit_edition *edition; /* NULL under NOT_YET and NO_EDITION */
    int grade;                            /* on that day; 0 unless it stands */
    int first_grade;                      /* by amount, before repeat and repair */
    bool repeated; /* the same matter within the time of an earlier record: one grade more */
    date until;    /* the record's last day */
};

struct credit_effect_at {
    const struct credit_measure *measure;
    size_t event;     /* whose measure it is */
    date from, until; /* both in force */
};

struct credit_answer {
    int grade;    /* worst; 0: nothing against it */
    size_t event; /* that decides: the worst, then the earliest evaluated */
    size_t n;     /* effects in force on that day, in order of events and of the edition */
    struct credit_effect_at effect[CREDIT_EVENTS_MAX];
    size_t lost; /* effects past the room */
};

/* judged[i] tells of event i; has room for n. Editions in order of `from`; events in order of
 * evaluation. Grades of different editions are compared by their distance from the worst: the worst
 * of four is as bad as the worst of three.
 *
 * A matter recurs where the act happened while an earlier record of the same matter stood. Repair
 * counts from the day the last needed action was done, and lowers the grade once, as far as any row
 * for that grade allows; it does not shorten the record. */
void credit_at(const struct credit_edition edition[], size_t editions,
               const struct credit_event event[], size_t n, date on, enum credit_by by,
               bool repeat_raises, struct credit_judged judged[], struct credit_answer *out,
               struct explain *x);

/* Is anything of this effect in force for this product ("": the company as a whole) in this region?
 * A measure on the company covers its products; one of the province covers all divisions with the
 * same first two digits. Returns its number in the answer, or a->n. */
size_t credit_effect_find(const struct credit_answer *a, const struct credit_event event[],
                          enum credit_effect e, const char *product, int64_t division);

/* Is an edition sound: grades within range, every threshold, measure and repair within its grades,
 * repairs that lower, thresholds of one matter rising in amount and grade? For loaders; *at is the
 * row at fault. In order of precedence. */
enum credit_flaw {
    CREDIT_SOUND,
    CREDIT_FLAW_GRADES,    /* none, or more than we hold */
    CREDIT_FLAW_MONTHS,    /* a grade without a time */
    CREDIT_FLAW_THRESHOLD, /* its grade does not exist, or not rising */
    CREDIT_FLAW_MEASURE,   /* its grade does not exist, or its time is longer than the record's */
    CREDIT_FLAW_REPAIR,    /* its grade does not exist, or it does not lower, or it needs nothing */
    CREDIT_FLAWS
};
const char *credit_flaw_name(enum credit_flaw f);
enum credit_flaw credit_edition_check(const struct credit_edition *e, size_t *at);
#endif
