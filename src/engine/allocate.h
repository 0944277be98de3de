/* allocate.h - which winner supplies which institution (分量). RULES 4.
 *
 * An institution's demand in a group is a row of cells, one per product. Stage 1: what it reported
 * for a winner stays with that winner at the rank's share, each cell rounded half up. Stage 2: the
 * rest, and all that it reported for products not selected (or for the group only), is its
 * remaining volume (剩余量) and goes to winners by the project's rule. Then capacity.
 *
 * One group is computed in this order; the caller owns all memory:
 *   allocate_plan_make    the project's rules for this group's number of winners
 *   allocate_asks         per institution: what each stage asks of each winner
 *   allocate_capacity     only if a winner's capacity is limited: over all institutions
 * Winners stand in the order of rank, then code; institutions in the order of their codes. */
#ifndef JICAI_ALLOCATE_H
#define JICAI_ALLOCATE_H
#include "base/core/money.h"
#include "engine/explain.h"

enum { SHARES_MAX = 32, WINNERS_MAX = 1000 };

/* What the agreed ratio does (split.ratio): `before_split` scales each institution's cells to its
 * agreed volume first, and the rank shares apply to that; `is_share`: the rank shares stand in its
 * place, cells are as reviewed. Never both. */
enum split_ratio { SPLIT_BEFORE, SPLIT_IS_SHARE };

/* How an institution's volume finds its winners (split.by):
 *   reported     stage 1 keeps what was reported for a winner; the usual two stages
 *   group        stage 1 is skipped: everything is remaining volume (demand reported per group)
 *   region_pick  all of an institution's volume goes to the winner that picked its region */
enum split_by { SPLIT_REPORTED, SPLIT_GROUP, SPLIT_REGION };

/* Where the remaining volume goes (split.rest; split.unchosen for who made no choice). */
enum split_rest { REST_SHARES, REST_RANK1, REST_EQUAL, REST_CHOICE };

/* Shares by rank. TABLE_RANK: row 0 holds them by rank, whatever the number of winners; it must be
 * as long as there are winners. TABLE_WINNERS: row n-1 is for n winners. TABLE_SEQUENTIAL: row 0
 * holds, by number of winners (the last for all above), the part that each takes of what the
 * better ranks left; the last takes what is left: 60 % and 3 winners are 60/24/16. */
enum table_kind { TABLE_NONE, TABLE_RANK, TABLE_WINNERS, TABLE_SEQUENTIAL };
struct share_table {
    enum table_kind kind;
    int rows;
    int n[SHARES_MAX]; /* shares in the row */
    ratio share[SHARES_MAX][SHARES_MAX];
};

/* The `split:` section of a round's rules.yaml, as keys:
 *   ratio: before_split | is_share
 *   agreed: 80%  or  [50%, 60%, 70%, 80%]     by number of winners, the last for all above
 *   by: reported | group | region_pick
 *   keep: [100%, 90%, 85%]                     stage 1, by rank; or [[100%], [100%, 90%]] by
 * winners shares: [[100%], [60%, 40%]]               stage 2 and group demand; as `keep`
 *   sequential: [100%, 60%, 60%, 50%]          instead of `shares`
 *   rest: shares | rank1 | equal | choice
 *   rank1_first: 10%                           of the remaining volume, before `rest`
 *   unchosen: shares | rank1 | equal           `rest: choice`, and the institution made none
 * Where only one of keep and shares is given, it is used for both. */
struct split_rules {
    enum split_ratio ratio;
    int agreed_n; /* 0: no ratio of its own (1 under is_share) */
    ratio agreed[SHARES_MAX];
    enum split_by by;
    struct share_table keep, shares;
    enum split_rest rest, unchosen;
    ratio rank1_first;
};

/* Reasons why a group cannot be allocated, in order of precedence. */
enum allocate_verdict {
    ALLOCATE_OK,
    ALLOCATE_NO_AGREED,  /* before_split without an agreed ratio */
    ALLOCATE_RATIO,      /* the agreed ratio is not within 0 % < r <= 100 % */
    ALLOCATE_NO_TABLE,   /* shares are asked for, and the rules have none */
    ALLOCATE_SHARE,      /* a share is above 100 % */
    ALLOCATE_SHARES_SUM, /* the shares of stage 2 are all 0 */
    ALLOCATE_NO_WINNER,
    ALLOCATE_TOO_MANY, /* winners */
    ALLOCATE_NO_SHARE, /* the rules have no share for so many winners */
};
const char *allocate_verdict_name(enum allocate_verdict v);

/* What can be said about the rules before any group is known: up to ALLOCATE_SHARES_SUM. */
enum allocate_verdict split_rules_check(const struct split_rules *r);

/* The rules as they stand for one group: for its number of winners and its shared ranks, whose
 * shares are averaged. */
struct allocate_plan {
    const struct split_rules *rules;
    size_t n;               /* winners */
    ratio agreed;           /* applied to the cells; 1 under is_share */
    int64_t *keep, keep_of; /* stage 1: keep[i] / keep_of */
    int64_t *weight;        /* stage 2 */
    size_t tops;            /* winners that share rank 1 */
};

/* rank[] >= 1, never decreasing; keep and weight are the caller's, n long. */
enum allocate_verdict allocate_plan_make(struct allocate_plan *p, const struct split_rules *r,
                                         const int64_t rank[], size_t n, int64_t keep[],
                                         int64_t weight[], struct explain *x);

/* One institution in one group, cells already scaled to its agreed volume. */
struct allocate_demand {
    int64_t total;           /* all cells, also those of products not selected; < 2^62 */
    const int64_t *reported; /* by winner */
    const int64_t *choice;   /* weights by winner, of which the sum fits; NULL: made no choice */
    size_t main;             /* SPLIT_REGION: the winner of the institution's region */
};

/* What is asked of each winner: kept[] in stage 1, from[] of the remaining volume. They add up to
 * the total. No limit is looked at. */
void allocate_asks(const struct allocate_plan *p, const struct allocate_demand *d, int64_t kept[],
                   int64_t from[], struct explain *x);

enum { NO_LIMIT = -1, NO_BACKUP = -1 };

/* A whole group: rows are institutions, columns winners, [row * winners + column]. */
struct allocate_group {
    size_t rows, winners;
    const int64_t *capacity; /* by winner; NO_LIMIT */
    int64_t *kept, *from;    /* asks in, volumes out */
    const int32_t *backup;   /* by row: the winner that steps in first; NO_BACKUP; may be NULL */
    int64_t *unfilled;       /* out, by row */
    int64_t *spill;          /* scratch, rows * winners */
    int64_t *column;         /* scratch, 4 * rows */
    size_t watched;          /* the row that `x` explains */
    struct explain *x;
};

/* Capacity, a total per winner over all institutions. Each stage, first stage 1: what is asked of a
 * winner with too little room is shared in proportion to the asks; the excess of each winner, in
 * the order of rank, goes to the institution's back-up, then to the next rank with room, after the
 * last rank to the first; there again in proportion. What nobody has room for is unfilled. */
void allocate_capacity(struct allocate_group *g);

/* Who supplies which region: in the order of rank, each winner takes in turn the first region on
 * its list that is free, until nobody finds one; what is left goes, in the order of regions, to the
 * winner with the fewest, the better rank where equal. The back-ups are picked the same way among
 * the regions that a winner does not supply itself; with one winner there are none.
 * `wish` holds all lists one after the other, winner i's ends before wish_end[i]. */
struct region_pick {
    size_t winners, regions;
    const int32_t *wish;
    const size_t *wish_end;
    int32_t *main, *backup; /* out, by region */
    int64_t *count;         /* scratch, by winner */
};
void region_pick(struct region_pick *p);
#endif
