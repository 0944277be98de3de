/* explain_cite.h - the steps of a computation, each with the parameter that decided and on what
 * that parameter rests in the pack: clause, contract, authority, or our own choice. */
#ifndef JICAI_EXPLAIN_CITE_H
#define JICAI_EXPLAIN_CITE_H
#include "cli/cli.h"
#include "engine/explain.h"
#include "policy/policy.h"

/* p may be NULL: no pack was asked. */
void explain_cite(struct cli *c, const struct explain *x, const struct policy *p);
#endif
