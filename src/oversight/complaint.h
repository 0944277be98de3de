/* complaint.h - complaints, reports, objections and appeals, each with its last days to be accepted
 * and answered (RULES 15; REQUIREMENTS I5, GZ 五(三)2). All terms are working days but that of a
 * credit appeal, which is days, as the pack says. A term for the answer runs from acceptance, or
 * from the last day for it when that was missed. */
#ifndef JICAI_COMPLAINT_H
#define JICAI_COMPLAINT_H
#include "policy/policy.h"
#include "registry/put.h"

enum complaint_kind {
    COMPLAINT_COMPLAINT,
    COMPLAINT_REPORT,
    COMPLAINT_OBJECTION, /* to a notice */
    COMPLAINT_APPEAL,    /* against a credit grade */
    COMPLAINT_KINDS
};
extern const char *const complaint_kind_names[COMPLAINT_KINDS];

enum complaint_result {
    RESULT_OPEN,
    RESULT_FOUNDED,
    RESULT_PARTLY,
    RESULT_UNFOUNDED,
    RESULT_WITHDRAWN,
    COMPLAINT_RESULTS
};
extern const char *const complaint_result_names[COMPLAINT_RESULTS]; /* "" for open */

struct complaint {
    const char *number, *project, *by, *against, *subject; /* project, by, against: "" */
    enum complaint_kind kind;
    date filed_on, accepted_on, answered_on; /* day 0: not yet */
    enum complaint_result result;
};

struct complaint_terms {
    date accept_by, answer_by; /* day 0: no rule in this pack */
};
struct complaint_terms complaint_terms(const struct policy *p, const struct complaint *c);

/* How it stands on a day. In order of precedence. */
enum complaint_state {
    COMPLAINT_CLOSED, /* answered or withdrawn in time */
    COMPLAINT_CLOSED_LATE,
    COMPLAINT_OVERDUE,        /* to be answered */
    COMPLAINT_ACCEPT_OVERDUE, /* to be accepted */
    COMPLAINT_ACCEPTED,
    COMPLAINT_WAITING,
    COMPLAINT_STATES
};
const char *complaint_state_name(enum complaint_state s);
enum complaint_state complaint_state(const struct complaint *c, const struct complaint_terms *t,
                                     date on);

/* Stores it, or how it went on; what was filed does not change. Rules are those of the pool's pack
 * on the day it was filed. */
bool complaint_put(struct db *db, struct arena *a, int64_t pool, const struct complaint *in,
                   enum put *how, struct err *e);
#endif
