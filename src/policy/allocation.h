/* allocation.h - the allocation of whole files: winners, then demand, in any order in; volumes out
 * in the order of hospital, group, rank. RULES 4 with engine/allocate.h for each group.
 *
 * Everything lives in the arena. Use: allocation_new; allocation_winner for each; allocation_seal;
 * allocation_demand for each (and allocation_choice); allocation_run; then read as often as wanted.
 * Memory: 16 bytes per demand row, plus 8 per hospital and group under `before_split`, plus 24 per
 * hospital and winner of groups with limited capacity. */
#ifndef JICAI_ALLOCATION_H
#define JICAI_ALLOCATION_H
#include "base/host/arena.h"
#include "engine/allocate.h"

struct allocation;

/* What can be wrong with a row, in order of precedence. */
enum allocation_answer {
    ALLOCATION_OK,
    ALLOCATION_LARGE,         /* the arena is full */
    ALLOCATION_WINNER_TWICE,  /* same group and product */
    ALLOCATION_GROUP_UNKNOWN, /* no winner in this group */
    ALLOCATION_OTHER_GROUP,   /* the product is a winner of another group, and not of this one */
    ALLOCATION_NOT_A_WINNER,  /* a choice that is no winner of the group */
    ALLOCATION_HOSPITAL,      /* a choice of a hospital that has reported nothing */
    ALLOCATION_NO_REGION,     /* region pick, and the row has no region */
    ALLOCATION_TWO_REGIONS,   /* an earlier row of this hospital named another one */
    ALLOCATION_TWICE,         /* same hospital, group and product: found by allocation_run */
    ALLOCATION_ZERO,          /* the group's demand adds up to 0: found by allocation_run */
    ALLOCATION_OVERFLOW,      /* the group's demand does not add up in 62 bits: the same */
};

struct allocation *allocation_new(struct arena *a, const struct split_rules *r);

/* capacity: NO_LIMIT or >= 0. rank >= 1. wishes: regions in the order of preference, parted by
 * blanks, ; or |; "" for none. */
enum allocation_answer allocation_winner(struct allocation *al, const char *group,
                                         const char *product, int64_t rank, int64_t capacity,
                                         const char *wishes);
/* The winners are complete. Not ALLOCATE_OK: *group is the first that the rules cannot serve. */
enum allocate_verdict allocation_seal(struct allocation *al, const char **group);

/* product "": reported for the group only. region: "" unless the rules pick by region. */
enum allocation_answer allocation_demand(struct allocation *al, const char *hospital,
                                         const char *group, const char *product, int64_t amount,
                                         const char *region, int64_t line);
/* The same for a row of which hospital, group and product have been seen, as they stand in the
 * file. False: nothing was done, it has to go the long way. */
bool allocation_quick(struct allocation *al, const char *hospital, const char *group,
                      const char *product, const char *amount, int64_t line);
/* The hospital's own choice among the winners, by weight. After all demand. */
enum allocation_answer allocation_choice(struct allocation *al, const char *hospital,
                                         const char *group, const char *product, int64_t weight,
                                         int64_t line);

struct allocation_mistake {
    const char *hospital, *group, *product;
    int64_t line, first; /* `first`: of the row that said it before */
    bool of_choice;      /* the line is one of the choices */
};
enum allocation_answer allocation_run(struct allocation *al, struct allocation_mistake *m);

struct allocation_sum {
    const char *group;
    qty base, agreed, unfilled;
};
size_t allocation_groups(const struct allocation *al);
struct allocation_sum allocation_group(const struct allocation *al, size_t i); /* by code */

struct allocation_row {
    const char *hospital, *group, *product;
    qty kept, from_remaining; /* not both 0 */
};
typedef void allocation_row_fn(void *to, const struct allocation_row *row);
void allocation_rows(struct allocation *al, allocation_row_fn *fn, void *to);
/* What nobody could supply, by hospital and group: product "", the quantity in from_remaining. */
void allocation_unfilled(struct allocation *al, allocation_row_fn *fn, void *to);

/* How one hospital's volumes in one group came about. False: it reported nothing there. */
bool allocation_explain(struct allocation *al, const char *hospital, const char *group,
                        struct explain *x, allocation_row_fn *fn, void *to);
#endif
