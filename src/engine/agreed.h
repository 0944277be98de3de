/* agreed.h - from reported demand to the agreed volume (约定采购量). RULES 2.
 *
 * agreed = base x ratio, half up, for the whole group; institutions share it by largest remainder
 * (engine/split.h), and a national volume comes down to institutions by split_tree. A demand that
 * is far from last year's usage is flagged: a flag asks for a reason, it blocks nothing. */
#ifndef JICAI_AGREED_H
#define JICAI_AGREED_H
#include "engine/explain.h"

enum demand_flag {
    DEMAND_OK,
    DEMAND_NOT_REPORTED, /* 0 although something was used last year */
    DEMAND_NO_USAGE,     /* nothing was used last year */
    DEMAND_BELOW,        /* less than low x last year's usage */
    DEMAND_ABOVE,        /* more than high x last year's usage */
};
const char *demand_flag_name(enum demand_flag f);

enum demand_flag demand_review(qty reported, qty last_year, ratio low, ratio high,
                               struct explain *x);

/* False: does not fit (base is not below 10^12 and the ratio not within 100 %). */
bool agreed_total(qty *out, qty base, ratio share, struct explain *x);

/* The group's agreed volume divided among institutions, in the order of their codes; `rest` is
 * scratch. False: the total does not fit. *total gets the agreed total. */
bool agreed_split(qty *total, ratio share, const int64_t base[], size_t n, int64_t out[],
                  int64_t rest[]);
#endif
