/* agree.h - purchase agreements out of the allocation (REQUIREMENTS F1, F2; RULES 5): one for each
 * institution, registrant, distributor and term of the cycle, a line for each product with the
 * volume agreed for it.
 *
 * The allocation is the volume of one term *(choice)*; an extension's is prorated from it. Where an
 * institution made no choice, the first distributor by code that the registrant named and that
 * reaches it delivers, and the price with accompanying service is agreed where there is one
 * *(choice)*. What nobody named delivers to gets no agreement and is told. Made again, nothing
 * changes; a term under which something was ordered is never made differently (ERR_CONFLICT), and
 * where amendments took effect (amend.h) what is there stays as it is. */
#ifndef JICAI_AGREE_H
#define JICAI_AGREE_H
#include "agreement/cycle_of.h"
#include "agreement/distribution.h"
#include "agreement/reach.h"

#define AGREE_EDITION "agree-1"

struct agree_gap {                 /* a choice of distributors that will not do */
    const char *company, *product; /* the first of `products` with the same choice */
    int64_t products;
    enum coverage_verdict verdict;
    int64_t chosen, cap; /* cap 0: none */
    const char **uncovered;
    size_t uncovered_n;
    bool least_known; /* the smallest number that would do was looked for */
    size_t least_lower, least_upper;
    const char **least; /* one set that does, least_upper long */
};

struct agree_term {
    struct cycle_term term;
    bool extension;
    uint32_t parts; /* of the cycle, see cycle_of.h: the groups it is for */
    int64_t agreements, lines, qty;
    money amount; /* agreed volume x price of its variant */
};

enum { AGREE_TERMS_MAX = CYCLE_OF_TERMS_MAX, AGREE_GAPS_MAX = 1000, AGREE_LEAST_MAX = 20 };

struct agree {
    struct arena *a; /* for the results; they live in it */
    int64_t pool;
    const char *project;

    /* Results. When `lack.verdict` or `cycle` is not OK nothing was made. */
    const struct policy *pack; /* a consultation draft says so everywhere */
    struct bound lack;
    enum cycle_verdict cycle;
    struct agree_term term[AGREE_TERMS_MAX];
    size_t terms;
    int64_t institutions, distributors;     /* looked at */
    int64_t products, covered;              /* selected; with a choice of distributors that does */
    int64_t undelivered_cells, undelivered; /* without agreement: cells and units, of one term */
    struct agree_gap *gap;
    size_t gaps;
    bool no_allocation; /* there is none yet */
};

/* A job of the pool; `arg` is a struct agree. */
bool make_agreements(struct db *db, void *arg, struct err *e);

/* What it is called; one for institution, registrant, distributor and term. */
const char *agreement_number(struct arena *a, const char *project, int64_t term,
                             const char *institution, const char *company, const char *distributor);

/* Zero-volume line (G7): puts a selected product, agreed 0, under the institution's agreement of
 * the term that a day is in, making the agreement if there is none. distributor "": as above. In
 * the order's own transaction. */
bool add_zero_line(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *institution, const char *product, const char *distributor, date on,
                   struct err *e);
#endif
