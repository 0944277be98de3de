/* offset.h - how a prepayment comes back to the fund, month by month. RULES 7; CX 五(四), SX L3,
 * GS (十一)4, CQ 二(三).
 *
 * While the term runs a `progress` pack takes as much of the prepayment as the purchases have come
 * along, a `post_cycle` pack nothing. Afterwards both take what the month's claims allow, for so
 * many months; what is then left is demanded back in one sum. A prepayment that is clawed back is
 * never offset. */
#ifndef JICAI_OFFSET_H
#define JICAI_OFFSET_H
#include "engine/explain.h"

/* Values in the order of rule.h. */
enum offset_mode { OFFSET_PROGRESS, OFFSET_POST_CYCLE };
enum demand_due { DEMAND_END_OF_MONTH, DEMAND_NO_DUE };
enum return_to { RETURN_SPECIAL_ACCOUNT, RETURN_ORIGINAL_PAYER };
enum clawback_by { CLAWBACK_PAID_ON, CLAWBACK_CYCLE_START, CLAWBACK_CYCLE_END };

struct offset_rules {
    enum offset_mode mode;
    int months; /* after the term, before the rest is demanded */
    enum demand_due demand_due;
    enum return_to return_to; /* of a demanded rest; a clawback goes to the special account */
    bool claws_back;          /* the pack has a clawback rule */
    date clawback_from, clawback_to;
    enum clawback_by clawback_by;
    int clawback_months;
};

struct prepayment { /* as it stands before the month */
    money annual;   /* agreed amount that it was computed from, > 0 */
    money prepaid;  /* paid out */
    money offset;   /* taken so far */
    money returned; /* paid back so far, after a demand or of own will */
    date paid_on;   /* the last instalment */
    date starts,
        ends; /* the term (progress) or cycle (post-cycle, clawback), extensions included */
};

/* In order of precedence. */
enum offset_verdict {
    OFFSET_OK,           /* an amount is taken */
    OFFSET_BAD_STATE,    /* annual not above 0, below 0, part of a fen, more taken than paid */
    OFFSET_CLAWED_BACK,  /* comes back by clawback instead */
    OFFSET_NOTHING_LEFT, /* all of it has come back */
    OFFSET_BEFORE,       /* the month lies before the term */
    OFFSET_NOT_YET,      /* post-cycle, and the cycle still runs */
    OFFSET_DEMANDED,     /* the months are over: the rest is demanded */
    OFFSET_NO_CLAIMS,    /* nothing claimed this month */
    OFFSET_AHEAD,        /* as much taken already as purchases have come along */
    OFFSET_VERDICTS
};
const char *offset_verdict_name(enum offset_verdict v);

struct offset {
    money target; /* that should have been taken by the end of the month; the prepayment after it */
    money take;
    money left; /* of the prepayment, afterwards */
};

struct demand {
    money amount;
    date demanded_on;
    bool has_due;
    date due;
    enum return_to to;
};

/* Month `m`: accepted purchases of the term up to its end, net of returns, at selected prices; and
 * what the month's claims of the institution still hold for this fund. */
enum offset_verdict offset_month(const struct offset_rules *r, const struct prepayment *p, month m,
                                 money purchased, money claims, struct explain *x,
                                 struct offset *out);

/* The first and last month in which claims are taken after the term. */
month offset_first_month_after(const struct prepayment *p);
month offset_last_month(const struct offset_rules *r, const struct prepayment *p);

/* The rest, demanded on the first day after the last month; CQ: to the fund and account that paid
 * it (原渠道). False: nothing left, or it is clawed back. */
bool offset_demand(const struct offset_rules *r, const struct prepayment *p, struct explain *x,
                   struct demand *out);

/* Is this prepayment clawed back instead of offset? Then the whole of it is demanded on the day
 * after the cycle, into the region's fund special account (医保基金专户). */
bool clawback_applies(const struct offset_rules *r, const struct prepayment *p);
bool clawback_demand(const struct offset_rules *r, const struct prepayment *p, struct explain *x,
                     struct demand *out);
#endif
