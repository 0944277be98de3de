/* claim_line.h - what patients were charged, line by line, split by the payment standard of the day
 * (REQUIREMENTS E5; RULES 9; SX L4, 八(二); GS (十二)1): what the fund pays, what the patient
 * bears within the standard, and what he bears above it. The three add up to the charge, to the
 * fen. Selected and not selected goods and drugs on their steps have their standards from
 * listing/standard.h; outside the insurance catalogue the fund pays nothing; where the pool has set
 * no standard for an insured product the charge itself counts *(choice)*, and the line says so.
 *
 * The lines of a month are what its claims (claim.h) are made of: booked together they become the
 * amount that offsets and direct settlement draw on (H3, H4). Where the agency approved the month
 * as a whole, its lines may not come to more. Persons are not named anywhere. */
#ifndef JICAI_CLAIM_LINE_H
#define JICAI_CLAIM_LINE_H
#include "engine/standard.h"
#include "fund/account.h"
#include "registry/put.h"

enum charge_verdict {
    CHARGE_OK,          /* by its payment standard */
    CHARGE_NOT_INSURED, /* nothing from the fund */
    CHARGE_NO_STANDARD, /* insured, none set: by the charge */
    CHARGE_VERDICTS
};
extern const char *const charge_verdict_names[CHARGE_VERDICTS];

struct claim_charge {
    const char *institution, *document, *product;
    int64_t line;
    enum fund fund;
    month month; /* in which it is claimed */
    date on;     /* charged; not after the month */
    qty qty;
    money price; /* of a unit, as charged */
    ratio pay;   /* the fund's ratio for this patient */
};
struct charge_split {
    enum charge_verdict verdict;
    money standard;
    bool selected;
    struct claim_split split;
};

/* The split alone. */
bool claim_line_split(struct db *db, struct arena *a, int64_t pool, const struct claim_charge *in,
                      struct charge_split *out, struct err *e);
/* A fact. ERR_CONFLICT where the month's approved claims do not hold it any more. */
bool claim_line_put(struct db *db, struct arena *a, int64_t pool, const struct claim_charge *in,
                    enum put *how, struct err *e);

struct charge_sum { /* an institution's lines of a month and fund */
    const char *institution, *fund;
    int64_t lines, without_standard;
    money amount, fund_pays, share, above, of_selected;
};
/* In the arena; `institution` "" all. */
bool claim_line_sums(struct db *db, struct arena *a, int64_t pool, month m, const char *institution,
                     struct charge_sum **out, size_t *n, struct err *e);

struct charge_row { /* as stored */
    const char *document, *fund, *product, *verdict;
    int64_t line;
    month month;
    date on;
    qty qty;
    money price, standard, amount, fund_pays, share, above;
    ratio pay;
    bool selected;
};
bool claim_line_page(struct db *db, struct arena *a, int64_t pool, month m, const char *institution,
                     const char *after_document, int64_t after_line, int64_t limit,
                     struct charge_row **out, size_t *n, struct err *e);

struct book_charges { /* a job of the pool: a month's lines become its claims */
    int64_t pool;
    month month;
    struct arena *arena;

    int64_t booked, covered,
        nothing;  /* claims made; approved as a whole before; all borne by patients */
    money amount; /* of the claims made */
};
bool book_charges(struct db *db, void *arg, struct err *e);
#endif
