/* explain_print.h - the steps of a computation for people and programs: each sentence, the
 * parameter that decided, and on what that parameter rests in the pack. */
#ifndef JICAI_EXPLAIN_PRINT_H
#define JICAI_EXPLAIN_PRINT_H
#include "cli/cli.h"
#include "engine/explain.h"
#include "policy/policy.h"

/* p may be NULL: no pack was asked. */
void explain_print(struct cli *c, const struct explain *x, const struct policy *p);
void explain_json(struct json *j, const struct explain *x, enum lang lang);
#endif
