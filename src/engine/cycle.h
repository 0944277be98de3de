/* cycle.h - how long a procurement cycle runs, the agreements inside it, its extension and its
 * renewal. RULES 5; CQ 一(三), SX 四 and L1.
 *
 * Days are counted with both ends included. Anniversaries are counted from the execution date,
 * never from one another: 2024-02-29 -> 2025-02-28, ..., 2028-02-29. */
#ifndef JICAI_CYCLE_H
#define JICAI_CYCLE_H
#include <stddef.h>

#include "engine/explain.h"

/* Values in the order of rule.h. */
enum agreement_term { AGREEMENT_YEARLY, AGREEMENT_WHOLE_CYCLE };
enum extension_volume { EXTENSION_PRORATE, EXTENSION_NONE };
enum renewal_align { ALIGN_NONE, ALIGN_HALF_YEAR };
enum already_aligned { ALIGNED_STAYS, ALIGNED_MOVE };
enum renewal_year { YEAR_OF_RENEWAL, YEAR_OF_START };

struct cycle_rules {
    enum agreement_term term;
    int months; /* of the pack; 0: the project says */
    bool extendable;
    enum extension_volume extension;
    enum renewal_align align;
    enum already_aligned aligned;
    enum renewal_year year_of;
};

enum { CYCLE_WINNERS_MAX = 16, CYCLE_TERMS_MAX = 40, CYCLE_MONTHS_MAX = 480 };

/* How a procurement document says it: fixed, by number of winners, or to a date. */
enum cycle_kind { CYCLE_FIXED, CYCLE_BY_WINNERS, CYCLE_UNTIL };
struct cycle_length {
    enum cycle_kind kind;
    int months;                        /* CYCLE_FIXED */
    int by_winners[CYCLE_WINNERS_MAX]; /* CYCLE_BY_WINNERS: [0] for one winner; past `rows` as last
                                        */
    size_t rows;
    date until; /* CYCLE_UNTIL: the last day */
};

struct span { /* both days included; empty when to < from */
    date from, to;
};

struct cycle_term {
    struct span span;
    date volume_until; /* the agreed volume is for the days up to here; later: prolonged */
};

/* In order of precedence. */
enum cycle_verdict {
    CYCLE_OK,
    CYCLE_NO_LENGTH,         /* no months, no winners, or an end before the start */
    CYCLE_TOO_LONG,          /* more than CYCLE_MONTHS_MAX */
    CYCLE_NOT_EXTENDABLE,    /* the pack does not allow it */
    CYCLE_DECIDED_TOO_LATE,  /* an extension is decided before the cycle ends (D7) */
    CYCLE_NOT_LATER,         /* the new end is not after the old one */
    CYCLE_ALIGNED_TOO_EARLY, /* the aligned date falls before the running term ends */
    CYCLE_VERDICTS
};
const char *cycle_verdict_name(enum cycle_verdict v);

static inline int
span_days(struct span s)
{
    return s.to.day < s.from.day ? 0 : s.to.day - s.from.day + 1;
}

/* The n-th anniversary of the execution date. */
date cycle_anniversary(date executed_on, int n);

/* The cycle from its execution date; `winners` only counts for CYCLE_BY_WINNERS. */
enum cycle_verdict cycle_span(const struct cycle_length *l, date executed_on, int winners,
                              struct explain *x, struct span *out);

/* The agreements of a cycle: one, or one a year where the pack says so; the last is cut at the
 * cycle's end. Where renewals are aligned, term 2 starts on the aligned date, term 1 is prolonged
 * up to it, and all that follows is counted from it, so that the cycle's end moves too: 2021-03-15
 * for two years gives 2021-03-15...2022-06-30 and 2022-07-01...2023-06-30. `out` holds
 * CYCLE_TERMS_MAX. */
enum cycle_verdict cycle_terms(const struct cycle_rules *r, struct span cycle, struct explain *x,
                               struct cycle_term out[static CYCLE_TERMS_MAX], size_t *n);

/* When the agreement that ends before `natural` is renewed. Between the natural and the aligned
 * date the old one is prolonged: same price, distributors, settlement and payment standard; no new
 * agreed volume and no new prepayment. */
struct cycle_renewal {
    date natural, starts;
    struct span prolonged; /* empty where the natural date stands */
};
enum cycle_verdict cycle_renew(const struct cycle_rules *r, date executed_on, date natural,
                               struct explain *x, struct cycle_renewal *out);

/* An extension decided on `decided_on` adds one term of its own length after the cycle. */
enum cycle_verdict cycle_extend(const struct cycle_rules *r, struct span cycle, date decided_on,
                                date new_end, struct explain *x, struct cycle_term *out);

/* The agreed volume of an extension: one group's cells of the last term, prorated by days (the
 * group's total half up) and split by largest remainder, ties to the larger cell, then the earlier
 * one (cells stand in the order of institution codes); or none. `rest` is scratch, n long. False:
 * the cells do not add up in 63 bits. */
bool cycle_extension_volume(const struct cycle_rules *r, struct span last_term,
                            struct span extension, const int64_t last[], size_t n,
                            struct explain *x, int64_t out[], int64_t rest[]);
#endif
