/* coverage.h - do the chosen distributors reach every institution, and what is the smallest number
 * that would? RULES 5, REQUIREMENTS F2. The same serves for providers of accompanying service.
 *
 * A problem is, per participating institution, the set of distributors on offer that deliver to it
 * (self-delivery by the registrant is one of them, and counts as one). The smallest number is a set
 * cover: greedy covers from fixed starts give U, an integer dual bound gives L, and branch and
 * bound closes the gap within a fixed number of nodes. No clock and no randomness, so the answer
 * is the same everywhere; where the nodes do not suffice it is "between L and U".
 * All memory is the caller's. */
#ifndef JICAI_COVERAGE_H
#define JICAI_COVERAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/explain.h"

enum { COVERAGE_DISTRIBUTORS_MAX = 256, COVERAGE_INSTITUTIONS_MAX = 16384 };
enum { COVERAGE_NODES = 20000 };

struct coverage_set { /* of distributors, by number */
    uint64_t bit[COVERAGE_DISTRIBUTORS_MAX / 64];
};

void coverage_set_add(struct coverage_set *s, size_t distributor);
bool coverage_set_has(const struct coverage_set *s, size_t distributor);
size_t coverage_set_count(const struct coverage_set *s);

struct coverage {
    size_t distributors, institutions;
    const struct coverage_set *reach; /* per institution: who delivers there */
};

/* In order of precedence. */
enum coverage_verdict {
    COVERAGE_OK,
    COVERAGE_OVER_CAP,  /* more than the cap, and no accepted reason */
    COVERAGE_NOBODY,    /* to some institution nobody on offer delivers */
    COVERAGE_UNCOVERED, /* some institution is not reached by the chosen */
    COVERAGE_VERDICTS
};
const char *coverage_verdict_name(enum coverage_verdict v);

/* Judge a choice. uncovered[] has room for every institution and gets those not reached, in order;
 * *n says how many. Under COVERAGE_OK *n is 0. cap 0: no cap in this pack. */
enum coverage_verdict coverage_judge(const struct coverage *p, const struct coverage_set *chosen,
                                     size_t cap, bool reason_accepted, uint32_t uncovered[],
                                     size_t *n, struct explain *x);

struct coverage_least {
    size_t lower, upper;     /* proven when equal; lower > cap: no choice within the cap can do */
    struct coverage_set set; /* one that does with `upper` */
    size_t unreachable;      /* institutions nobody delivers to; left out of the count */
    int64_t nodes;           /* looked at */
};

/* The smallest number of distributors that reach every institution that anyone reaches. room[] has
 * place for every institution. Equal covers: the one found first, lower numbers first. */
void coverage_least(const struct coverage *p, int64_t nodes_max, struct coverage_set room[],
                    struct coverage_least *out, struct explain *x);
#endif
