/* retain.h - surplus retention of a year (RULES 10; REQUIREMENTS H6), only after the yearly
 * assessment is final: its score is the gate, and behind it the amount is booked as the fund's
 * debt. A variety is a line of an agreement whose term ended in the year; what was bought of its
 * group beside the selected products counts against the group's first line. */
#ifndef JICAI_RETAIN_H
#define JICAI_RETAIN_H
#include "engine/retention.h"
#include "oversight/assess_year.h"

struct retained {
    const char *institution, *verdict; /* "not_final", "no_facts", "no_price" or the engine's */
    int64_t score;
    ratio share;
    money budget, spent, surplus, retained;
    date due_on;       /* day 0: nothing is due */
    bool booked, paid; /* in the fund's ledger, from the day the score was final */
};

struct retained_list {
    struct retained *list;
    size_t n;
};

/* In a transaction of the pool. */
bool retain_year(struct db *db, struct arena *a, const struct project *project,
                 const struct policy *p, int64_t year, struct retained_list *out, struct err *e);
#endif
