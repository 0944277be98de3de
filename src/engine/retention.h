/* retention.h - surplus retention (结余留用): what an institution may keep of what the fund
 * saved. RULES 10; CX 五(五), SX 八(三), GS (十二)2.
 *
 * Everything is exact until the retained amount of a variety (or of all, where varieties are
 * netted) is rounded half up to the fen; budget, spent and surplus are also shown to the fen. */
#ifndef JICAI_RETENTION_H
#define JICAI_RETENTION_H
#include <stddef.h>

#include "engine/explain.h"

/* Values in the order of rule.h. */
enum retention_mode { RETENTION_OF_SURPLUS, RETENTION_NONE };
enum budget_qty { BUDGET_AGREED, BUDGET_BASE };
enum spent_qty { SPENT_USED_UP_TO_AGREED, SPENT_USED };
enum drg_first_year { DRG_NO_ASSESSMENT, DRG_AS_OTHERS };

struct retention_rules {
    enum retention_mode mode;
    ratio cap;                        /* no table reaches beyond it */
    ratio above_80, from_70, from_60; /* below 60 points: 0 */
    enum budget_qty budget;
    enum spent_qty spent;
    bool net_varieties, require_completion;
    enum drg_first_year drg;
    int pay_days; /* after the score is final */
};

/* In order of precedence. */
enum retention_verdict {
    RETENTION_OK,
    RETENTION_NOT_REGULATED, /* the pack has no such rule */
    RETENTION_BAD_INPUT,     /* something negative, or a ratio above 100 % */
    RETENTION_OVERFLOW,
    RETENTION_FIRST_YEAR,         /* case payment, first year: no assessment, 0 */
    RETENTION_FIRST_YEAR_PATIENT, /* the same, but the patient's share did not fall
                                   */
    RETENTION_NOT_COMPLETED,      /* the agreed volume was not used up */
    RETENTION_NO_SURPLUS,
    RETENTION_SCORE_TOO_LOW, /* the ratio of this score is 0 */
    RETENTION_VERDICTS
};
const char *retention_verdict_name(enum retention_verdict v);

struct retention_price { /* a selected price of the term, and what was used while it held */
    money selected;
    qty used;
};

/* Where a selected price was changed in the term, `price` has every one, the earliest first, and
 * what lies beyond the agreed volume is what was used last. *(choice)* Together they are `used`. */
struct retention_variety {
    qty base, agreed, used;
    money before;       /* weighted average price before the procurement */
    money selected;     /* selected price, where it was one */
    money non_selected; /* amount bought of the same class, not selected */
    const struct retention_price *price;
    size_t prices; /* 0: one price, `selected` */
};

struct retention_case {
    ratio pay, insured; /* the fund's pay ratio; the insured share of patients */
    int64_t score;      /* of the annual assessment, in hundredths of a point (assess.h) */
    bool case_payment_first_year, patient_share_fell;
};

struct retention_line {
    enum retention_verdict verdict;
    money budget, spent, surplus; /* to the fen */
    money retained;               /* 0 where varieties are netted: see the total */
};

struct retention_total {
    ratio ratio; /* of the score */
    money surplus, retained;
};

/* The ratio of a score: > 80, >= 70, >= 60 points, below: 0; never above the cap. */
ratio retention_ratio(const struct retention_rules *r, int64_t score);

/* One institution, one year: a line per variety in `out` (n long) and the total. Where the verdict
 * is neither OK, NO_SURPLUS, NOT_COMPLETED nor SCORE_TOO_LOW the lines are untouched. */
enum retention_verdict retention_year(const struct retention_rules *r,
                                      const struct retention_case *c,
                                      const struct retention_variety v[], size_t n,
                                      struct explain *x, struct retention_line out[],
                                      struct retention_total *total);

/* The day by which it is to be paid. */
date retention_due(const struct retention_rules *r, date score_final_on, struct explain *x);
#endif
