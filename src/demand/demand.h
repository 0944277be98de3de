/* demand.h - reports of demand (报量), last year's usage beside them, and the chain of reviewers
 * (REQUIREMENTS C1, C2). A report, each reviewed figure and the base are all kept. Texts of results
 * live in the arena. */
#ifndef JICAI_DEMAND_H
#define JICAI_DEMAND_H
#include "base/core/money.h"
#include "policy/policy.h"
#include "registry/institution.h"
#include "registry/put.h"

struct demand_key {
    int64_t pool;
    const char *project, *group, *institution;
    const char *product; /* "" when reported for the group */
};

bool usage_put(struct db *db, struct arena *a, const struct demand_key *k, int64_t year, qty used,
               enum put *how, struct err *e);

enum demand_state {
    DEMAND_REPORTED,
    DEMAND_IN_REVIEW,
    DEMAND_REVIEWED,
    DEMAND_RETURNED,
    DEMAND_STATES
};
extern const char *const demand_state_names[DEMAND_STATES];

/* An institution reports. It may report again until a reviewer has passed the figure on, and after
 * one sent it back. Reports for the group and for single products do not mix (ERR_CONFLICT). */
bool report_demand(struct db *db, struct arena *a, const struct demand_key *k, qty reported,
                   const char *reason, enum put *how, struct err *e);

/* The same cell again after a reviewer sent it back, with whatever figure: it starts the chain
 * anew. */
bool report_again(struct db *db, struct arena *a, const struct demand_key *k, qty reported,
                  const char *reason, struct err *e);

/* --- review --- */

/* Reviewers, from below. 重庆: the district is COUNTY, the municipality PROVINCE. */
enum review_level { REVIEW_COUNTY, REVIEW_CITY, REVIEW_PROVINCE, REVIEW_LEVELS };
enum review_verdict { REVIEW_PASSED, REVIEW_SET, REVIEW_RETURNED, REVIEW_VERDICTS };
/* On which a changed quantity rests (CX 四(一)). */
enum review_ground { GROUND_NONE, GROUND_USAGE, GROUND_CLINICAL, GROUND_TECHNOLOGY, GROUNDS };
extern const char *const review_level_names[REVIEW_LEVELS];
extern const char *const review_verdict_names[REVIEW_VERDICTS];
extern const char *const review_ground_names[GROUNDS];

/* Who looks at one institution's report, in this order. */
struct review_chain {
    enum review_level level[REVIEW_LEVELS];
    int n;
};

/* The pack's chain as it stands for an institution: it enters at its own level (provincial,
 * ministry and military hospitals at the province); where the chain ends below, its own level is
 * the only one. A pack that leaves the chain to the project: any single level, n = 0. */
struct review_chain review_chain_of(const struct policy *p, enum affiliation of,
                                    enum institution_kind kind);

/* The name of the level after `last` (-1: the first); NULL at the end. */
const char *review_level_next(const struct review_chain *chain, int last);

struct review {
    enum review_level level;
    enum review_verdict verdict;
    qty qty;            /* of REVIEW_SET */
    const char *reason; /* "" only when passed */
    enum review_ground ground;
    date on;    /* day 0: unknown */
    bool final; /* the result of the whole chain at once, as imported from elsewhere */
};

enum review_answer { /* may this reviewer say this now? In order of precedence */
                     REVIEW_OK,
                     REVIEW_WAITS,       /* was sent back, and not reported again */
                     REVIEW_DONE,        /* the chain is at its end */
                     REVIEW_WRONG_LEVEL, /* another level is next */
                     REVIEW_NO_REASON,   /* set or returned without a reason */
                     REVIEW_NO_GROUND,   /* set without a ground */
                     REVIEW_SAME_QTY,    /* set to what it was: that is passing */
                     REVIEW_ANSWERS
};
const char *review_answer_name(enum review_answer v);

struct demand {
    qty reported, reviewed; /* reviewed: by the last reviewer; before any, as reported */
    enum demand_state state;
    int level; /* of the last reviewer; -1 none yet */
    const char *reason;
};

enum review_answer review_check(const struct review_chain *chain, const struct demand *d,
                                const struct review *r);

bool demand_get(struct db *db, struct arena *a, const struct demand_key *k, struct demand *out,
                struct err *e);
/* Keeps the review and moves the demand on. A review that is there already changes nothing. */
bool review_demand(struct db *db, struct arena *a, const struct demand_key *k,
                   const struct review_chain *chain, const struct review *in, enum put *how,
                   struct err *e);

/* How far the reports of a project are. */
struct demand_progress {
    int64_t rows, returned, unreviewed;
};
bool demand_progress(struct db *db, struct arena *a, int64_t pool, const char *project,
                     struct demand_progress *out, struct err *e);
#endif
