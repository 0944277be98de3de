/* renewal.h - after the term (SX 四, CX 四(三); REQUIREMENTS D6): what is proposed for each
 * group of a project whose cycle ends, from what really happened in it; what the office decides,
 * with its reason; the project that follows. The rule is engine/renewal.h, its weights the round's.
 *
 * The old price holds until the last day of the agreements, which were prolonged to the aligned
 * date (RULES 5): the project that follows is not executed before the day after. */
#ifndef JICAI_OVERSIGHT_RENEWAL_H
#define JICAI_OVERSIGHT_RENEWAL_H
#include "base/core/date.h"
#include "engine/renewal.h"
#include "registry/put.h"

enum renewal_decision {
    RENEW_NONE, /* not decided */
    RENEW_KEEP, /* with those who are kept */
    RENEW_TENDER,
    RENEW_LINKAGE,
    RENEW_NEGOTIATION,
    RENEW_INQUIRY,
    RENEW_BARGAINING,
    RENEW_DECISIONS
};
extern const char *const renewal_decision_names[RENEW_DECISIONS]; /* NONE: "" */

struct renewal_row { /* a winner of the ended cycle */
    const char *product, *company;
    struct renewal_supplier facts;
    struct renewal_score score;
    bool kept; /* by the decision */
};
struct renewal {
    const char *group;
    const char *computed_on, *ends_on; /* ends_on: last day of the old price */
    struct renewal_market market;
    bool changed;
    enum renewal_proposal proposal;
    enum renewal_decision decision;
    const char *reason, *next, *decided_on, *who, *announcement;
    struct renewal_row *row; /* best first */
    size_t n;
};
/* ERR_NOT_FOUND: nothing was computed for it. */
bool renewal_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *group, struct renewal *out, struct err *e);
struct renewals {
    size_t n;
    struct renewal *list; /* by group */
};
bool renewal_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                  struct renewals *out, struct err *e);

struct run_renewal {
    struct arena *arena;
    int64_t pool;
    const char *project;
    date on;
    int64_t fresh, decided; /* groups; decided: left as they were decided */
};
/* Computes every group that was awarded and not decided yet. ERR_CONFLICT: it has no agreements. */
bool run_renewal(struct db *db, struct run_renewal *r, struct err *e);

enum renew_verdict { /* in order of precedence */
                     RENEW_OK,
                     RENEW_DECIDED,    /* otherwise, before */
                     RENEW_NOBODY,     /* renewed with nobody */
                     RENEW_KEPT_ASKED, /* suppliers are kept, and the market is asked */
                     RENEW_STRANGER,   /* one that won nothing */
                     RENEW_BARRED,     /* one that may not bid */
                     RENEW_EARLY, /* the project that follows begins before the old price ends */
                     RENEW_VERDICTS
};
const char *renew_verdict_name(enum renew_verdict v);

struct decide_renewal {
    int64_t pool;
    const char *project, *group;
    enum renewal_decision decision;
    const char *const *kept; /* product codes, of RENEW_KEEP */
    size_t kept_n;
    const char *reason, *next; /* next: code of the project that follows; it has the group */
    date on;
    const char *who;
};
/* In the project that follows, the group gets the highest price selected here as its previous one,
 * and the mode decided (tender/mode.h). */
bool decide_renewal(struct db *db, struct arena *a, const struct decide_renewal *in, enum put *how,
                    struct err *e);
/* Under an announcement of the project that is not older than the decision. */
bool publish_renewal(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *group, const char *announcement, enum put *how, struct err *e);
/* The project that a group of this one comes from; "" none. */
bool renewal_before(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *group, const char **before, struct err *e);
#endif
