/* approval.h - four eyes on the fund's payments (H4; GZ 四(二)3): whoever makes a payment order
 * of the agency does not approve it, and nothing of it is paid before somebody else has.
 *
 * An order is what one run of a step made: the direct settlement of a month, the prepayments of a
 * month, what is left of a month's claims, the retention of a year. Amount and number of rows are
 * what the second person saw; an order that has grown since waits again. */
#ifndef JICAI_APPROVAL_H
#define JICAI_APPROVAL_H
#include "db/db.h"
#include "base/core/money.h"
#include "fund/ending.h"
#include "registry/put.h"

enum approval_step {
    APPROVE_SETTLE,
    APPROVE_RETENTION,
    APPROVE_PREPAY,
    APPROVE_CLAIM, /* of the whole pool: project "" */
    APPROVAL_STEPS
};
extern const char *const approval_step_names[APPROVAL_STEPS];

struct payment_order {
    const char *project, *period; /* "2022-06", "2025" */
    enum approval_step step;
    int64_t rows;
    money amount;
};

struct approval { /* one, as stored */
    struct payment_order order;
    const char *made_by, *approved_by; /* approved_by: "" it waits */
    date made_on, approved_on;         /* day 0: it waits */
    int64_t ended;                     /* above 0: withdrawn or refused, and not made anew */
    struct ending end;                 /* how */
};

/* `by` has made it, made it larger, or made it anew after it ended: then it waits again. ERR_INPUT
 * when nobody is named. */
bool approval_ask(struct db *db, struct arena *a, int64_t pool, const struct payment_order *o,
                  const char *by, date on, enum put *how, struct err *e);
/* ERR_CONFLICT while a direct settlement of the period is under way (direct.h). */
bool approval_complete(struct db *db, struct arena *a, int64_t pool, const char *project,
                       enum approval_step step, const char *period, struct err *e);
/* A second person approves what stands there. ERR_INPUT when it is the first one, ERR_CONFLICT when
 * it has ended (order_end.h). */
bool approval_give(struct db *db, struct arena *a, int64_t pool, const char *project,
                   enum approval_step step, const char *period, const char *by, date on,
                   struct approval *out, enum put *how, struct err *e);
/* ERR_CONFLICT while it waits, or when nobody made one. `on`: the day of payment, not before. */
bool approval_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                   enum approval_step step, const char *period, date on, struct err *e);

/* Orders by the day they were made; `after`: the last one of the page before, NULL the first. */
bool approval_list(struct db *db, struct arena *a, int64_t pool, bool waiting,
                   const struct approval *after, size_t limit, struct approval **out, size_t *n,
                   struct err *e);
bool approval_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                  enum approval_step step, const char *period, struct approval *out, bool *found,
                  struct err *e);
#endif
