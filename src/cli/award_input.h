/* award_input.h - bids, demand and draw records out of sheets, into groups for the engine. Every
 * mistake is collected with file, row and column; nothing is computed when there is one.
 *
 * bids.csv    group,product,company,price[,unit,factor,capacity,reported,regions,filed_at,
 *             previous_price,own_lowest,related_to,ceiling] and, where a round asks for them,
 *             with_service, second_price, other_prices, certificate_to, qualified, credit,
 * signs_cut demand.csv  hospital,group,product,qty; its sums stand for `reported` draws.csv
 * group,product,number */
#ifndef JICAI_AWARD_INPUT_H
#define JICAI_AWARD_INPUT_H
#include "cli/cli.h"
#include "policy/round.h"

struct award_row {
    const char *group;
    struct award_bid bid;
    int64_t line;
};

struct award_input_group {
    const char *name;
    size_t from, n; /* rows */
    int64_t demand; /* of all products, also those without a bid; of --demand alone */
};

struct award_input {
    struct cli *cli;
    const struct round *round;
    const char *bids;      /* path, for messages */
    struct award_row *row; /* by group, then product */
    size_t rows, room;
    struct award_input_group *group; /* by name */
    size_t groups, groups_room;
};

/* False: cli->errs or cli->err says why. demand, draws: NULL where there is none. */
bool award_input_read(struct award_input *in, struct cli *c, const struct round *r,
                      const char *bids, const char *demand, const char *draws);
#endif
