/* round_bid.h - what a round's rules make of the texts of a bid, wherever it is read from: a sheet
 * (jicai award --bids) or a database. */
#ifndef JICAI_ROUND_BID_H
#define JICAI_ROUND_BID_H
#include "policy/round.h"

/* "2024-01-05", with " 09:30" or "T09:30:15" behind it: seconds, from 1. False: none of these. */
bool round_moment(const char *text, int64_t *out);
/* Do these regions (parted by blanks ; | ,) make up the whole area of the round? Not stated, or
 * "*": everywhere. */
bool round_whole_area(const struct round *r, const char *regions);

enum { ROUND_REFS_MAX = AWARD_STEPS_MAX * AWARD_CONDS_MAX };
/* The groups that prices of other groups are compared with, by name; returns how many. */
size_t round_groups_named(const struct award_rules *r, const char *name[ROUND_REFS_MAX]);
#endif
