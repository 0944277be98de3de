/* state.h - a prepayment as it stands at the end of a month, and rows that people report about it:
 * instalments paid out, money paid back. Texts live in the arena. */
#ifndef JICAI_FUND_STATE_H
#define JICAI_FUND_STATE_H
#include "engine/offset.h"
#include "fund/account.h"
#include "registry/put.h"

struct prepaid_state {
    const char *institution;
    int64_t term;
    enum fund fund;
    money amount;        /* that was computed */
    struct prepayment p; /* as the engine wants it: paid, offset and returned so far */
    money returned_ever; /* also after that month */
    const char *demand;  /* "rest", "clawback" or "" */
    money demanded;
    date demand_due; /* day 0: none */
    enum return_to return_to;
};
money prepaid_left(const struct prepaid_state *s);

/* One by one, by institution and term; `institution` "" for all. False stops. */
typedef bool prepaid_take(void *arg, const struct prepaid_state *s, struct err *e);
bool prepaid_each(struct db *db, int64_t pool, const char *project, const char *institution,
                  month m, prepaid_take *take, void *arg, struct err *e);

struct instalment_state {
    const char *institution;
    int64_t term, number;
    enum fund fund;
    money amount;
    date due_on, paid_on; /* paid_on: day 0 not yet */
};
typedef bool instalment_take(void *arg, const struct instalment_state *i, struct err *e);
/* All of a project, by due date. */
bool instalment_each(struct db *db, int64_t pool, const char *project, instalment_take *take,
                     void *arg, struct err *e);

struct instalment_paid {
    const char *institution, *document;
    int64_t term, number;
    date paid_on;
    money amount; /* must be the instalment's */
};
/* The agency has paid it out, under an order that was approved: its pending entry is posted. */
bool instalment_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const struct instalment_paid *in, enum put *how, struct err *e);

struct paid_back {
    const char *institution, *document;
    int64_t term;
    date on;
    money amount; /* at most what is left */
};
/* The institution has paid it back: to the fund, or into the special account where that was
 * demanded. */
bool payback_receive(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const struct paid_back *in, enum put *how, struct err *e);
#endif
