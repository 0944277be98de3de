/* supply_report.h - what a winner says month by month that it can deliver of a selected product in
 * a pool (REQUIREMENTS G3; GS (十一)2): what it can make for it, and what lies ready.
 *
 * Of this month or the one before; what was said before is replaced. */
#ifndef JICAI_SUPPLY_REPORT_H
#define JICAI_SUPPLY_REPORT_H
#include "base/core/money.h"
#include "registry/put.h"

struct supply_report {
    const char *project, *product, *company; /* company: "" whoever it is selected of */
    month month;
    qty capacity, stock; /* pieces for this pool */
    const char *note;    /* "" */
};
bool supply_report_put(struct db *db, struct arena *a, int64_t pool, const struct supply_report *in,
                       date on, enum put *how, struct err *e);
#endif
