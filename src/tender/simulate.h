/* simulate.h - what if? Other rules on the bids as they were opened (DESIGN 5.4). The result stands
 * in tables of its own, beside what was really decided, and nothing turns it into an award: the
 * verb writes no other table, and run_award() knows no rules but the project's. */
#ifndef JICAI_SIMULATE_H
#define JICAI_SIMULATE_H
#include "tender/run_award.h"

struct simulation {
    struct arena *a;
    int64_t pool;
    const char *project, *name, *rules; /* rules: the text of a rule file */
    struct errs errs;                   /* what is wrong with the rules; the caller's room */
    int64_t groups, bids, selected, differ, to_draw; /* differ: from what was really decided */
};

/* A db_job with a struct simulation. A name is taken again with other rules: the old result goes.
 * Sealed bids that were not opened yet are not there to simulate on. */
bool run_simulation(struct db *db, void *simulation, struct err *e);

struct simulated {
    const char *group, *product, *company, *decision, *step;
    const char *decided; /* really; "" not yet */
    money price, decided_price;
    int64_t rank, decided_rank;
};
struct simulated_list {
    struct simulated *list;
    size_t n;
};
bool simulation_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *name, struct simulated_list *out, struct err *e);
#endif
