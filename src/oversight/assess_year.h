/* assess_year.h - the yearly assessment of a project's institutions (RULES 12; REQUIREMENTS I2):
 * computed, sent, commented on, final, published. What is final is not computed again. */
#ifndef JICAI_ASSESS_YEAR_H
#define JICAI_ASSESS_YEAR_H
#include "engine/assess.h"
#include "oversight/year.h"

struct assessed { /* one institution, as stored */
    const char *institution, *comment;
    bool applicable;
    int64_t score, off, findings; /* hundredths of a point */
    enum assess_state state;
    date since_on, comment_until, final_on; /* day 0: none */
};

struct assessed_list {
    struct assessed *list;
    size_t n;
};

/* The pack's weights, and where it is silent the defaults of RULES 12. */
void assess_rules_of(const struct policy *p, struct assess_rules *out);
/* In a transaction of the pool. ERR_TOO_LARGE when an amount does not fit. */
bool assess_year(struct db *db, struct arena *a, const struct project *project,
                 const struct policy *p, int64_t year, struct assessed_list *out, struct err *e);
bool assessed_read(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
                   struct assessed_list *out, struct err *e);
/* One step further on a day, of one institution or ("") of all. ERR_INPUT with the verdict when it
 * may not; then nothing moves. */
bool assessment_move(struct db *db, struct arena *a, const struct project *project,
                     const struct policy *p, int64_t year, const char *institution,
                     enum assess_state to, date on, const char *comment, struct err *e);

/* Whose stored score is not what the same inputs give today; other inputs are no fault. */
struct assess_faults {
    const char **institution;
    size_t n;
};
bool assess_check(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
                  struct assess_faults *out, struct err *e);
#endif
