/* cycle_rule.h - how long the cycle of a project runs, where its procurement document does not just
 * say months (REQUIREMENTS D7; SX 四): by the number of winners of a group, or to an end date.
 * Without a rule it is project.cycle_months. */
#ifndef JICAI_CYCLE_RULE_H
#define JICAI_CYCLE_RULE_H
#include "engine/cycle.h"
#include "project/project.h"

/* ERR_INPUT: no length in it, a length out of bounds, an end before the execution. CYCLE_FIXED
 * takes the rule away: the months of the project count again. */
bool cycle_rule_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const struct cycle_length *in, const char *document, enum put *how,
                    struct err *e);
/* What counts for the project: its rule, or its months. */
bool cycle_rule_get(struct db *db, struct arena *a, const struct project *p,
                    struct cycle_length *out, struct err *e);
/* "12;24;36": months for one winner, for two, for three and more. False: not that. */
bool cycle_winners_parse(struct cycle_length *out, const char *text);
#endif
