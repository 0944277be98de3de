/* quota.h - an institution's yearly quota (医保总额指标) and who bears an overspend.
 * RULES 10; CX 五(五), GS (十二)2, GZ 四(二)4. */
#ifndef JICAI_QUOTA_H
#define JICAI_QUOTA_H
#include <stddef.h>

#include "engine/explain.h"

enum quota_kind { QUOTA_BASE, QUOTA_GROWTH, QUOTA_ASSESSMENT, QUOTA_PRICE_FALL, QUOTA_OTHER };

struct quota_rules {
    bool kept_on_price_fall; /* within the cycle the quota is not cut for it */
    bool shares_overspend;
    ratio fund_share; /* of an overspend, where there is no table */
};

struct quota_component {
    enum quota_kind kind;
    money amount; /* below 0: a cut */
};

/* In order of precedence. */
enum quota_verdict {
    QUOTA_OK,
    QUOTA_CUT_FOR_PRICE, /* cut for the price fall of selected products within the cycle: refused */
    QUOTA_OVERFLOW,
    QUOTA_NEGATIVE,   /* the components add up to less than 0 */
    QUOTA_NOT_SHARED, /* overspend: the pack has no rule */
    QUOTA_BAD_TABLE,  /* bands do not rise, or a share is not between 0 and 100 % */
    QUOTA_VERDICTS
};
const char *quota_verdict_name(enum quota_verdict v);

/* The sum of a dated row's components; refused where one of them cuts for the price fall. */
enum quota_verdict quota_total(const struct quota_rules *r, const struct quota_component c[],
                               size_t n, bool within_cycle, struct explain *x, money *out);

/* Overspend shared (合理超支分担): of what lies above the quota, each band up to `up_to` of
 * the quota is borne by the fund at `share`; beyond the last band the institution bears all. Each
 * band is rounded half up to the fen. */
struct quota_band {
    ratio up_to, share;
};
enum quota_verdict quota_overspend(const struct quota_rules *r, money quota, money spent,
                                   const struct quota_band bands[], size_t n, struct explain *x,
                                   money *by_fund, money *by_institution);
#endif
