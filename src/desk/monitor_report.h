/* monitor_report.h - the monthly report of a project's monitoring (I1): what was monitored of each
 * institution, whether the agency paid in time, and which agreement lines are behind. What was not
 * computed yet (oversight/monitor_month.h) is not in it. */
#ifndef JICAI_MONITOR_REPORT_H
#define JICAI_MONITOR_REPORT_H
#include "desk/report.h"
#include "db/db.h"
#include "project/project.h"

/* The report's texts live in the arena. */
bool monitor_report(struct db *db, struct arena *a, const struct project *p,
                    const struct policy *pack, month m, date on, enum lang lang, struct report *out,
                    struct err *e);
#endif
