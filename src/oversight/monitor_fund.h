/* monitor_fund.h - does the agency pay in time (医保基金拨付及时性)? I1, CX 五(一).
 * RULES 12. Instalments of prepayments and retention by their own last day, claims by the end of
 * the month after theirs *(choice)*; per fund and kind, as of the end of a month. */
#ifndef JICAI_MONITOR_FUND_H
#define JICAI_MONITOR_FUND_H
#include "engine/monitor.h"
#include "project/project.h"

struct fund_timely {
    const char *fund, *kind; /* "employee"; "instalment", "claim", "retention" */
    struct timely t;
};

/* In a transaction of the pool; computing it again replaces it. */
bool monitor_fund(struct db *db, const struct project *project, const struct policy *p, month m,
                  struct err *e);
bool fund_timely_list(struct db *db, struct arena *a, int64_t pool, const char *project, month m,
                      struct fund_timely **out, size_t *n, struct err *e);
#endif
