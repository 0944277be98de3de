/* prepay.h - how much the fund pays in advance, in which instalments, out of which fund. RULES 7;
 * CX 五(四), SX L3 and 八(一), GS (十一)4, CQ 二(三). */
#ifndef JICAI_PREPAY_H
#define JICAI_PREPAY_H
#include <stddef.h>

#include "engine/explain.h"

/* Values in the order of rule.h. */
enum prepay_round { PREPAY_ROUND_HALF_UP, PREPAY_ROUND_UP };
enum prepay_scope { PREPAY_PER_YEAR, PREPAY_PER_CYCLE };
enum prepay_plan { PREPAY_ONE, PREPAY_HALF_AND_HALF };
enum prepay_due { PREPAY_DUE_END_OF_NEXT_MONTH, PREPAY_DUE_START };
enum month6 { MONTH6_CALENDAR, MONTH6_ANNIVERSARY };
enum fund { FUND_EMPLOYEE, FUND_RESIDENT, FUND_UNDECIDED };

enum prepay_goods { PREPAY_OF_DRUG, PREPAY_OF_CONSUMABLE };
enum hospital_level {
    LEVEL_NONE,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3
}; /* none: unrated, and retail pharmacies */

struct prepay_rules {
    enum prepay_goods goods;
    ratio ratio; /* of the pack, or of the authority's decision for this project */
    enum prepay_round round;
    enum prepay_scope scope;
    enum prepay_plan plan;
    ratio first_share; /* PREPAY_HALF_AND_HALF */
    enum prepay_due due;
    enum month6 month6;
};

struct fund_rules {
    enum fund level2_and_above, others;
};

/* In order of precedence. */
enum prepay_verdict {
    PREPAY_OK,
    PREPAY_BAD_RATIO,    /* below 0 or above 100 % */
    PREPAY_BAD_LINE,     /* a negative price or quantity */
    PREPAY_OVERFLOW,     /* larger than any money */
    PREPAY_NOT_AGAIN,    /* one prepayment for the whole cycle, and this is a later term */
    PREPAY_NOTHING,      /* nothing agreed, or the ratio is 0: no prepayment */
    PREPAY_BY_AUTHORITY, /* which fund pays is decided case by case */
    PREPAY_VERDICTS
};
const char *prepay_verdict_name(enum prepay_verdict v);

/* One line of an agreement: its volume and the selected price of its variant (with or without
 * service); a hospital's own lower price is not used. */
struct prepay_line {
    money price;
    qty agreed;
};

/* The exact sum of the lines; it is not money owed and is not rounded. */
enum prepay_verdict prepay_annual(const struct prepay_line lines[], size_t n, struct explain *x,
                                  money *out);

/* The prepayment for agreement term `term` (from 1), to the fen: up where the clause says "not less
 * than" (不低于), else half up. */
enum prepay_verdict prepay_amount(const struct prepay_rules *r, int term, money annual,
                                  struct explain *x, money *out);

enum { INSTALMENTS_MAX = 2 };
struct instalment {
    int number; /* from 1 */
    money amount;
    date due;
};

/* In instalments; `starts` is the execution date (or the first day of the yearly term). The last
 * takes what the rounding leaves. Returns how many (one of 0.00 is left out). */
size_t prepay_instalments(const struct prepay_rules *r, date starts, money prepay,
                          struct explain *x, struct instalment out[static INSTALMENTS_MAX]);

/* Which fund pays for, and offsets from, an institution of this level. */
enum prepay_verdict prepay_fund(const struct fund_rules *r, enum hospital_level level,
                                struct explain *x, enum fund *out);
#endif
