/* allocation_inner.h - what allocation.c collects and allocation_run.c works on. */
#ifndef JICAI_ALLOCATION_INNER_H
#define JICAI_ALLOCATION_INNER_H
#include "base/host/intern.h"
#include "policy/allocation.h"

/* A product within a group; also the group itself where demand was reported for it only. */
struct pair {
    uint32_t group, next; /* next: the same product in another group, + 1 */
    const char *code;     /* "": the group itself */
    bool selected;
    int64_t rank, capacity;
    const char *wishes;
    uint32_t place; /* among the group's winners */
    uint32_t at;    /* in the order of group, product */
};

/* A product's first pair. */
struct pair_ref {
    uint32_t first; /* + 1; 0: none */
    uint32_t group;
    bool refused; /* a row with it is a mistake: let the long way tell */
};

struct group {
    const char *code;
    uint32_t own;            /* the pair of demand without a product, + 1 */
    uint32_t winners, order; /* order: among all groups, by code */
    uint32_t *winner;        /* pairs, by rank, then code */
    int64_t *capacity;
    bool limited;
    struct allocate_plan plan;
    bool reported; /* some row names it */
    uint32_t line; /* the first row that does */
    int64_t base, agreed, unfilled;
    int64_t *share;                 /* before_split: agreed volume by hospital */
    int64_t *kept, *from, *missing; /* limited: hospital x winner; hospital */
    int32_t *main, *backup;         /* region pick: by region */
};

enum { CHUNK_ROWS = 60 };

struct demand_row {
    uint32_t pair, line;
    int64_t qty;
};

struct chunk {
    struct chunk *next;
    uint32_t n;
    struct demand_row row[CHUNK_ROWS];
};

struct rows {
    struct chunk *first, *last;
};

struct hospital {
    const char *code;
    uint32_t region; /* + 1; 0: none */
    struct rows demand, choice;
};

/* One hospital while it is worked on. */
struct work {
    uint64_t *bit; /* by pair in order: has it been reported? */
    int64_t *qty, *choice;
    uint32_t *line, *choice_line;             /* choice_line 0: no choice */
    uint32_t *cell_at;                        /* the cells of one group, in order of product */
    int64_t *cell, *scaled, *rest;            /* as reported; as agreed; scratch */
    int64_t *reported, *weight, *kept, *from; /* by winner */
};

/* One hospital's demand in one group: the first `n` of the work's cells. */
struct cells {
    struct group *group;
    uint32_t hospital; /* in order of code */
    size_t n;
    int64_t total;
    uint32_t next; /* the first pair of its next group */
};

struct allocation {
    struct arena *arena;
    const struct split_rules *rules;
    struct intern groups, products, hospitals, regions;
    struct group *group;
    struct pair *pair;
    struct pair_ref *pair_of; /* by product */
    struct hospital *hospital;
    size_t group_room, pair_room, product_room, hospital_room;
    uint32_t pairs;
    uint32_t last_hospital;
    uint32_t *by_code; /* hospitals in order */
    uint32_t *group_by_code;
    uint32_t *pair_at;                    /* pairs in order */
    uint32_t *region_at, *region_by_code; /* region -> its place in order, and back */
    struct work work;
};

/* allocation_work.c: one hospital at a time. */
void allocation_work_make(struct allocation *al);
enum allocation_answer allocation_load(struct allocation *al, uint32_t hospital,
                                       struct allocation_mistake *m);
void allocation_unload(struct allocation *al, uint32_t hospital);
/* c->next = 0 before the first; false: no more groups. */
bool allocation_next(struct allocation *al, uint32_t hospital, struct cells *c);
/* What the cells ask of each winner: kept and from, by winner. */
void allocation_ask(struct allocation *al, const struct cells *c, int64_t kept[], int64_t from[],
                    struct explain *x);

/* allocation_run.c: capacity of all limited groups, or of one, with one hospital's explanation.
 * False: no room. */
bool allocation_limit(struct allocation *al, const struct group *only, uint32_t watched,
                      struct explain *x);

/* Room for one more: doubled when full. `*room` is what there is. */
void *allocation_grown(struct arena *a, void *list, size_t n, size_t *room, size_t size);
#endif
