/* monitor_month.h - the monthly monitoring of a project (RULES 12; REQUIREMENTS I1): per line of an
 * agreement how far it is against time, per institution what it paid in time, what it bought beside
 * the selected products, and whether that jumped. Computed from the counters of agreement and
 * trade; computing a month again replaces it. */
#ifndef JICAI_MONITOR_MONTH_H
#define JICAI_MONITOR_MONTH_H
#include "engine/monitor.h"
#include "project/project.h"

struct monitor_rules {
    ratio tolerance, jump;
    int64_t sigmas;
};
/* The pack's, and where it is silent the defaults of RULES 12. */
void monitor_rules_of(const struct policy *p, struct monitor_rules *out);

struct monitor_sum {
    int64_t institutions, lines, behind, jumps, admit_due, not_admitted;
    struct timely pay; /* of all */
    money bought, non_selected;
};

/* In a transaction of the pool. */
bool monitor_month(struct db *db, const struct project *project, const struct policy *p, month m,
                   struct monitor_sum *out, struct err *e);

struct monitored { /* one institution, as stored */
    const char *institution, *jump;
    int64_t lines, behind, late_days;
    money due, in_time, late, overdue, bought, non_selected;
    int64_t admit_due, not_admitted; /* products of the hospital catalogue (K1) */
};
bool monitored_list(struct db *db, struct arena *a, int64_t pool, const char *project, month m,
                    struct monitored **out, size_t *n, struct err *e);

/* Dues of an institution by code: the list is read once, for all of a project. */
struct institution_dues {
    const char *institution;
    struct timely_due *due;
    size_t n;
};
bool dues_by_institution(struct db *db, struct arena *a, int64_t pool, const char *project,
                         date from, date to, struct institution_dues **out, size_t *n,
                         struct err *e);
#endif
