/* complaint_case.h - the way of a complaint (REQUIREMENTS I5): filed by a party, assigned to a
 * person of the office, accepted, answered in words with a result, published without its filer.
 * Each step is kept and never changed; terms and states are complaint.h's. Nobody handles a
 * complaint against his own organisation, or one that it filed. Who is assigned is somebody of an
 * office who comes in on that day. */
#ifndef JICAI_COMPLAINT_CASE_H
#define JICAI_COMPLAINT_CASE_H
#include "oversight/complaint.h"

enum case_step {
    CASE_FILED,
    CASE_ASSIGNED,
    CASE_ACCEPTED,
    CASE_ANSWERED,
    CASE_WITHDRAWN, /* by who filed it */
    CASE_PUBLISHED,
    CASE_STEPS
};
extern const char *const case_step_names[CASE_STEPS];

struct case_move {
    const char *number;
    enum case_step step;
    const char *who, *org;        /* login, and the organisation that he acts for */
    const char *to;               /* of CASE_ASSIGNED: a login; else "" */
    const char *text;             /* what is said: needed to file, to answer and to withdraw */
    enum complaint_result result; /* of CASE_ANSWERED */
    date on;
    /* of CASE_FILED */
    enum complaint_kind kind;
    const char *project, *against, *subject; /* project, against: "" */
};

enum case_verdict { /* in order of precedence */
                    CASE_OK,
                    CASE_TEXT,      /* it needs words */
                    CASE_TO,        /* assigned to nobody */
                    CASE_CONCERNED, /* his own organisation's affair */
                    CASE_OTHERS,    /* only who filed it withdraws it */
                    CASE_OVER,      /* answered or withdrawn already */
                    CASE_ELSEWHERE, /* assigned to somebody else */
                    CASE_EARLY,     /* published before it is answered */
                    CASE_RESULT,    /* an answer has a result */
                    CASE_AGAIN,     /* published already */
                    CASE_VERDICTS
};
const char *case_verdict_name(enum case_verdict v);

struct case_state { /* what a move is held against */
    struct complaint c;
    const char *assigned; /* login; "" nobody */
    bool published;
};
enum case_verdict case_check(const struct case_state *s, const struct case_move *m);

/* In a job of the pool. The same step by the same person again is PUT_SAME. */
bool move_case(struct db *db, struct arena *a, int64_t pool, const struct case_move *m,
               enum put *how, struct err *e);

struct case_event {
    enum case_step step;
    const char *who, *to, *text;
    date on;
};
struct case_view {
    struct case_state state;
    struct complaint_terms terms;
    struct case_event *event;
    size_t events;
};
bool case_get(struct db *db, struct arena *a, int64_t pool, const char *number,
              struct case_view *out, struct err *e); /* ERR_NOT_FOUND */

struct case_row { /* of a list */
    const char *number, *kind, *project, *by, *against, *subject, *result, *assigned, *answer;
    date filed_on, accept_by, accepted_on, answer_by, answered_on;
    bool published;
};
/* After a number; by: what this organisation filed, and what is against it unless it is a report,
 * whose informer is protected; "" all; open_only: not answered; public:
 * what was published. */
struct case_filter {
    int64_t pool;
    const char *after, *by;
    bool open_only, public;
    size_t limit;
};
bool case_list(struct db *db, struct arena *a, const struct case_filter *f, struct case_row **out,
               size_t *n, struct err *e);
#endif
