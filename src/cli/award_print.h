/* award_print.h - the results of an award, for people and for programs. One group at a time. */
#ifndef JICAI_AWARD_PRINT_H
#define JICAI_AWARD_PRINT_H
#include "cli/cli.h"
#include "policy/round.h"

/* out[] in the order of g->bid; printed by rank, then product (no rank counts as 0). */
void award_print_json(struct json *j, const struct award_group *g, const struct award_result out[],
                      size_t order[]);
/* Ranked bids first. explain: every comparison under its bid. */
void award_print_text(struct cli *c, const struct round *r, const struct award_group *g,
                      const struct award_result out[], size_t order[], bool explain);
#endif
