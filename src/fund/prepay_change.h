/* prepay_change.h - what amendments of agreements ask of a prepayment that was computed already
 * (F4; RULES 7; engine/change.h): a top-up, or a return, proposed by one person of the agency and
 * approved by another.
 *
 * The annual amount of an institution and term is that of its lines as amended (amendment_line).
 * Where it is not what the prepayment was computed from, the difference is proposed. An approved
 * top-up is one more instalment, pending until it is paid; an approved return is taken when the
 * institution pays it back (payback_receive). From the approval on, the offset goes by the new
 * annual amount. What has no prepayment yet gets its own with the next run_prepay(). */
#ifndef JICAI_PREPAY_CHANGE_H
#define JICAI_PREPAY_CHANGE_H
#include "fund/run.h"
#include "registry/put.h"

struct review_prepayments { /* a job of the pool */
    const struct project *project;
    const struct policy *pack;
    const char *by; /* who proposes: user */
    date on;

    int64_t looked_at, proposed, dropped; /* dropped: a proposal that is no longer needed */
    money top_up, back;
};
/* Proposals of the project, made anew while nobody approved them. ERR_CONFLICT: no rule. */
bool review_prepayments(struct db *db, void *arg, struct err *e);

struct prepay_change {
    const char *institution, *made_by, *approved_by; /* approved_by: "" it waits */
    int64_t term, seq, instalment;                   /* instalment: that a top-up became; 0 */
    money annual_before, annual_after, amount;       /* amount below 0: to be paid back */
    date made_on, approved_on;                       /* day 0: it waits */
};
/* By institution, term, seq; `institution` "" for all. */
bool prepay_changes(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *institution, struct prepay_change **out, size_t *n, struct err *e);
/* The waiting one of an institution and term; ERR_INPUT by who proposed it, ERR_NOT_FOUND none. */
bool approve_prepay_change(struct db *db, struct arena *a, int64_t pool, const char *project,
                           const char *institution, int64_t term, const char *by, date on,
                           struct prepay_change *out, enum put *how, struct err *e);
#endif
