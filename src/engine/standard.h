/* standard.h - the medical insurance payment standard (医保支付标准) and how a claim line is
 * split by it. RULES 9; SX L4 and 八(二), GS (十二)1. Only for goods inside the insurance
 * catalogue. */
#ifndef JICAI_STANDARD_H
#define JICAI_STANDARD_H
#include <stddef.h>

#include "engine/explain.h"

/* Values in the order of rule.h. */
enum standard_selected { STANDARD_SELECTED_PRICE, STANDARD_SELECTED_NONE };
enum standard_variant { STANDARD_WITH_SERVICE, STANDARD_WITHOUT_SERVICE };
enum standard_nonselected { STANDARD_HIGHEST_OF_CLASS, STANDARD_NONSELECTED_NONE };
enum standard_drug { STANDARD_HIGHEST_SELECTED, STANDARD_DRUG_NONE };

enum standard_evaluation { DRUG_ORIGINATOR, DRUG_REFERENCE, DRUG_EVALUATED, DRUG_NOT_EVALUATED };

/* Steps by which a dearer drug comes down to the common standard (逐步): above `above` times the
 * standard, the first year's standard is its own price less `first_cut`, then in equal yearly
 * amounts, to the common standard in year `years`. years <= 1: at once. */
struct standard_steps {
    ratio above, first_cut;
    int years;
};

struct standard_rules {
    enum standard_selected selected;
    enum standard_variant variant;
    enum standard_nonselected nonselected;
    int class_characters;
    enum standard_drug drug;
    bool unevaluated_capped;
    struct standard_steps steps;
};

/* In order of precedence. */
enum standard_verdict {
    STANDARD_OK,
    STANDARD_NOT_INSURED,      /* outside the catalogue: no standard, nothing from the fund */
    STANDARD_NO_RULE,          /* the pack has none for these goods */
    STANDARD_BAD_PRICE,        /* no price of its own, or a negative one */
    STANDARD_NOTHING_SELECTED, /* nothing selected to compare with */
    STANDARD_BAD_RATIO,
    STANDARD_OVERFLOW,
    STANDARD_VERDICTS
};
const char *standard_verdict_name(enum standard_verdict v);

/* The goods in question. A selected product may have two prices; 0: it has not that one. */
struct standard_goods {
    bool insured, drug, selected;
    enum standard_evaluation evaluation; /* drugs */
    money with_service, without_service; /* selected */
    money own_price;                     /* not selected: list price (consumable), own (drug) */
};

/* The prices to compare with: of the comparison set of a consumable (same class, similar function),
 * or of one generic name and comparable specification. Without any: n 0. `year`: from 1, the year
 * since the selection took effect. */
enum standard_verdict standard_price(const struct standard_rules *r, const struct standard_goods *g,
                                     const money selected[], size_t n, int year, struct explain *x,
                                     money *out);

/* Do two codes share the class, by default their first 15 characters? Where a reviewed comparison
 * set exists, it counts instead. */
bool standard_same_class(const struct standard_rules *r, const char *a, const char *b);

/* fund = min(price, standard) x qty x ratio, half up to the fen; the patient bears the rest: his
 * share of what lies within the standard (min(price, standard) x qty, half up to the fen, less the
 * fund's part), and all above it. amount = fund + share + above, to the fen. */
struct claim_split {
    money amount, fund, patient;
    money share, above; /* of the patient: together `patient` */
};
enum standard_verdict claim_line(money price, money standard, qty n, ratio pay, struct explain *x,
                                 struct claim_split *out);
#endif
