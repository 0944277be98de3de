/* deliverer.h - may a company deliver, or give accompanying service, for a selected product
 * (REQUIREMENTS F2; SX 七, GS (十一)2)? The registrant itself may always deliver its own;
 * another needs to be in business, to have a licence for these goods, and to be of good credit.
 * Each "no" has its name. What was agreed before is not asked again. */
#ifndef JICAI_DELIVERER_H
#define JICAI_DELIVERER_H
#include "policy/policy.h"
#include "registry/licence.h"

enum deliverer_verdict { /* in order of precedence */
                         DELIVERER_OK,
                         DELIVERER_CLOSED,     /* merged into another, or closed */
                         DELIVERER_UNLICENSED, /* nothing on file, where the pack asks for it */
                         DELIVERER_LAPSED,     /* what is on file is not valid on that day */
                         DELIVERER_GRADE,      /* a worse credit grade than the pack accepts */
                         DELIVERER_VERDICTS
};
const char *deliverer_verdict_name(enum deliverer_verdict v);

struct deliverer_asked {
    int64_t pool;
    const char *project, *company, *product;
    bool service; /* accompanying service; else delivery */
    date on;
};
struct deliverer {
    enum deliverer_verdict verdict;
    const struct policy *pack;
    enum licence_kind licence; /* that it needs, by the project's goods */
    const char *why;           /* last day of the licence, the grade, or the successor; "" */
};
bool deliverer_judge(struct db *db, struct arena *a, const struct deliverer_asked *q,
                     struct deliverer *out, struct err *e);
/* And says it: ERR_INPUT; `field` of the file. Measures and bans (credit_gate.h) refuse as well. */
bool deliverer_must(struct db *db, struct arena *a, const struct deliverer_asked *q,
                    const char *field, struct err *e);
#endif
