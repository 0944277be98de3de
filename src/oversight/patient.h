/* patient.h - what patients were charged (E6; CX 五(六)): public hospitals charge the
 * with-service selected price at zero mark-up. */
#ifndef JICAI_PATIENT_H
#define JICAI_PATIENT_H
#include "base/core/money.h"
#include "registry/put.h"

struct patient_charge {
    const char *number, *institution, *product;
    date charged_on;
    qty qty;
    money amount;
};

enum charge_verdict { /* in order of precedence */
                      CHARGE_OK,
                      CHARGE_NO_RULE,      /* the pack has none */
                      CHARGE_NOT_PUBLIC,   /* the rule is for public hospitals */
                      CHARGE_NOT_SELECTED, /* no selected price on that day */
                      CHARGE_MARKUP,       /* above it */
                      CHARGE_VERDICTS
};
const char *charge_verdict_name(enum charge_verdict v);

struct charge_terms {
    bool rule, is_public;
    money selected; /* with service, or the only one; 0: none */
};
/* *allowed: the selected price for that quantity, rounded to the fen. False: it does not fit. */
bool charge_check(const struct patient_charge *c, const struct charge_terms *t,
                  enum charge_verdict *out, money *allowed);

bool charge_put(struct db *db, struct arena *a, int64_t pool, const struct patient_charge *in,
                enum put *how, struct err *e);
#endif
