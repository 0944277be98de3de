/* award.h - who wins: the award procedure of one procurement group (竞价组), RULES 3.
 *
 * award_run() takes the rules of the round and all bids of one group and says for every bid its
 * rank, the decision, the step that decided, on what clause, and the figures compared:
 *
 *   1 units      bids fall into bidding units (竞价单元); related companies are one bidder
 *   2 validity   what is not valid keeps its reason and takes no place
 *   3 ranking    by comparison price, then by the round's list of tie rules
 *   4 quota      how many places: table by the number N of bidders, fixed, or percent
 *   5 steps      an ordered list; the first step whose conditions all hold decides
 *   6 gap rule   highest selected <= k x lowest selected; places set free are filled again
 *   7 standby    替补
 *
 * A *comparison price* is the quote (with or without service, as the round says) times the bid's
 * conversion factor, or divided by it: an exact integer of 10^-10 yuan (a quotient is rounded half
 * up there). "Lowest", means, sigma, fixed prices and prices of other bids are compared in it; a
 * bid's own ceiling and own earlier prices are compared with its quote.
 *
 * A tie that is left over after the tie rules shares its rank (1, 1, 3). Where such a tie crosses
 * a number of places, the answer of a condition is neither yes nor no: the bid ends as
 * AWARD_TO_DRAW, its places stay empty, until a draw record gives every tied bid its number.
 *
 * Pure: results go to the caller's arrays, one entry per bid, in the order of the bids; the same
 * set of bids in any order gives the same results. All texts outlive the results. */
#ifndef JICAI_AWARD_H
#define JICAI_AWARD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/money.h"

#define AWARD_EDITION "award-1" /* a change of meaning makes a new one */

enum {
    AWARD_BIDS_MAX = 1000, /* of one group (RULES 1) */
    AWARD_STEPS_MAX = 16,
    AWARD_CONDS_MAX = 8,
    AWARD_QUOTAS_MAX = 4,
    AWARD_TABLE_MAX = 64,
    AWARD_TIES_MAX = 6,
    AWARD_FIGURES_MAX = AWARD_STEPS_MAX + AWARD_CONDS_MAX,
};

/* Bounds of a rule file: they keep sigma within 256 bits. */
#define AWARD_TIMES_MAX INT64_C(100000000) /* k, x: at most 100 */
#define AWARD_SIGMAS_MAX INT64_C(10000000) /* z: at most 10 */
#define AWARD_FACTOR_MIN INT64_C(10000)    /* conversion: 0.01 to 100 */
#define AWARD_FACTOR_MAX INT64_C(100000000)

/* --- bids --- */

struct award_bid {
    const char *product, *company, *related;     /* related: another company or a controller; "" */
    const char *unit;                            /* as declared; "" */
    money price, with_service, second;           /* 0: gave up, no such quote */
    ratio factor;                                /* 0: 1 */
    money ceiling, previous, own_lowest, others; /* 0: no such figure. others: award_percentile */
    qty reported, capacity;
    int64_t filed_at; /* any clock that grows; 0: unknown, after all others */
    date certificate_to;
    bool has_certificate; /* certificate_to is known */
    bool unqualified;     /* did not pass the entry standards */
    bool part_area;       /* cannot supply the whole area */
    bool refuses_cut;     /* would not sign at the bound of the gap rule */
    int64_t credit;       /* grade of bad credit; 0: none */
    const char *barred;   /* the clause under which its credit keeps it out; NULL: nothing does */
    int64_t draw;         /* number drawn (RULES 11); 0: none */
};

/* What another group selected, for prices of one group that bound another. */
struct award_ref {
    const char *group;
    size_t n; /* selected; 0: nothing to compare with */
    int64_t highest, lowest;
    wide sum; /* comparison prices, 10^-10 yuan */
};

struct award_group {
    const char *name;
    money ceiling, previous_highest; /* comparison terms; 0: none (previous: highest of the bids) */
    const struct award_bid *bid;
    size_t n;
    const struct award_ref *ref;
    size_t refs;
};

/* --- rules --- */

/* Everything that a bid can be asked, at the door or by a step; the name is the key in a file. */
#define AWARD_TESTS(X)                                                                             \
    /* validity, in order of precedence */                                                         \
    X(QUOTED, "quoted")                                                                            \
    X(QUALIFIED, "qualified")                                                                      \
    X(CERTIFICATE, "certificate")                                                                  \
    X(CREDIT, "credit")                                                                            \
    X(CEILING, "ceiling")                                                                          \
    X(OWN_LOWEST, "own_lowest")                                                                    \
    X(OTHERS, "other_rounds")                                                                      \
    /* steps; CEILING, OWN_LOWEST and OTHERS stand here too */                                     \
    X(RANK_IN_QUOTA, "rank_within_quota")                                                          \
    X(PLACE_LEFT, "place_left")                                                                    \
    X(RANK, "rank_at_most")                                                                        \
    X(LOWEST, "times_lowest")                                                                      \
    X(ANCHOR, "times_anchor")                                                                      \
    X(FIXED, "price_at_most")                                                                      \
    X(UNIT_PRICE, "unit_price_at_most")                                                            \
    X(SELECTED, "times_selected")                                                                  \
    X(OTHER_UNIT, "times_unit")                                                                    \
    X(OTHER_GROUP, "times_group")                                                                  \
    X(PREVIOUS, "times_previous_highest")                                                          \
    X(OWN_PREVIOUS, "times_own_previous")                                                          \
    X(BIDDERS_MIN, "bidders_at_least")                                                             \
    X(BIDDERS_MAX, "bidders_at_most")                                                              \
    X(UNIT, "unit")                                                                                \
    /* outside the steps */                                                                        \
    X(PER_COMPANY, "per_company")                                                                  \
    X(GAP, "gap")                                                                                  \
    X(STANDBY, "standby")                                                                          \
    X(NO_STEP, "no_step")

enum award_test {
#define X(id, name) TEST_##id,
    AWARD_TESTS(X)
#undef X
        TEST_COUNT
};
enum { AWARD_CHECKS = TEST_OTHERS + 1 };
const char *award_test_name(enum award_test t);

enum award_stat { STAT_HIGHEST, STAT_LOWEST, STAT_MEAN };

/* One condition of a step. Ratios that a kind does not use are 0. */
struct award_cond {
    enum award_test test;
    ratio k;              /* price <= k x ... */
    ratio mean, sigmas;   /* ANCHOR: its terms; 0: no such term */
    bool has_sigma;       /* ANCHOR: mean - sigmas x sigma is a term */
    money fixed;          /* FIXED, UNIT_PRICE */
    int64_t n;            /* RANK, BIDDERS_... */
    enum award_stat stat; /* SELECTED, OTHER_UNIT, OTHER_GROUP */
    const char *name;     /* OTHER_UNIT, OTHER_GROUP, UNIT */
};

#define AWARD_OUTCOMES(X)                                                                          \
    X(SELECT, "select")                                                                            \
    X(SELECT_WITHOUT_QUOTA, "select_without_quota")                                                \
    X(SELECT_WITHOUT_VOLUME, "select_without_volume")                                              \
    X(STANDBY, "standby")                                                                          \
    X(REJECT, "reject")                                                                            \
    X(INVALID, "invalid")                                                                          \
    X(TO_DRAW, "draw")

/* The first five are what a step may say. AWARD_OPEN is never a final decision. */
enum award_decision {
    AWARD_OPEN,
#define X(id, name) AWARD_##id,
    AWARD_OUTCOMES(X)
#undef X
};
const char *award_decision_name(enum award_decision d);

struct award_step {
    const char *name, *clause;
    enum award_decision outcome;
    bool second; /* judged by the second quote; a bid without one does not meet it */
    struct award_cond cond[AWARD_CONDS_MAX];
    size_t conds;
};

enum award_units { UNITS_NONE, UNITS_DECLARED, UNITS_BY_DEMAND };
enum award_service { SERVICE_PRICE, SERVICE_COMPARED }; /* which quote is compared */
enum award_factor { FACTOR_MULTIPLY, FACTOR_DIVIDE };
enum award_tie { TIE_REPORTED, TIE_FILED, TIE_CAPACITY, TIE_CREDIT };
enum award_quota_kind { QUOTA_TABLE, QUOTA_FIXED, QUOTA_PERCENT };
enum award_shortlist { SHORTLIST_WITHIN_QUOTA, SHORTLIST_VALID };
enum award_sigma { SIGMA_POPULATION, SIGMA_SAMPLE };

/* A rule that is on or off, with one figure of its own. */
struct award_check {
    bool on;
    ratio k;   /* CEILING, OWN_LOWEST, OTHERS: quote <= k x; GAP */
    int64_t n; /* CREDIT: worst grade that may bid; PER_COMPANY, BIDDERS_MIN, STANDBY */
    const char *clause;
};

struct award_quota {
    const char *unit; /* ""; or only for this unit. The first that fits counts */
    enum award_quota_kind kind;
    int64_t table[AWARD_TABLE_MAX]; /* table[N - 1]; more bidders count as the last */
    size_t table_n;
    int64_t fixed;
    ratio percent; /* of N */
    enum rounding round;
    const char *clause;
};

struct award_rules {
    enum award_units units;
    ratio unit_share; /* BY_DEMAND: A is the first 85 % of reported demand */
    int decimals;     /* of a quote: 2 or 4 */
    date valid_until; /* CERTIFICATE: the day on which it must still be valid */
    enum award_service service;
    enum award_factor factor;
    struct award_check check[AWARD_CHECKS]; /* by enum award_test; QUOTED is always on */
    struct award_check per_company; /* at most n bids of a bidder take part in the ranking */
    struct award_check bidders_min; /* fewer valid bidders: nobody is selected */
    enum award_tie tie[AWARD_TIES_MAX];
    size_t ties;
    struct award_quota quota[AWARD_QUOTAS_MAX];
    size_t quotas;
    enum award_shortlist shortlist;
    enum award_sigma sigma;
    struct award_step step[AWARD_STEPS_MAX];
    size_t steps;
    struct award_check gap;
    bool gap_refill, gap_cut, gap_guarantee; /* guarantee: winners without quota are inside */
    struct award_check standby;
    const char *ranking_clause;
};

/* --- results --- */

enum award_figure_kind { FIGURE_PRICE, FIGURE_COUNT, FIGURE_DATE }; /* a price unless it says so */

/* One comparison: "left <= right". */
struct award_figure {
    enum award_test test;
    const char *step;            /* whose condition it was; "" outside the steps */
    enum award_figure_kind kind; /* PRICE: left and right are ten-thousandths of a yuan */
    bool holds, to_draw;         /* neither: no */
    bool no_bound;               /* there was nothing to compare with; right is 0 */
    bool approx;                 /* left or right is shown rounded; the test itself was exact */
    int64_t left, right;
    ratio k; /* of right; 0: none */
};

struct award_result {
    const char *unit;   /* "" or "A", "B", as declared */
    int64_t rank, tied; /* rank 0: takes no place; tied: how many share it */
    enum award_decision decision;
    const char *step, *clause; /* "validity.ceiling", the step's own name, "gap", "no_step" */
    money price;      /* that the bid stands for: quote, second quote, or cut to the bound */
    int64_t compared; /* its comparison price, 10^-10 yuan */
    struct award_figure figure[AWARD_FIGURES_MAX];
    size_t figures;
};

/* Scratch of one bid. Nobody but the engine looks into it. */
struct award_slot {
    int64_t compared; /* of the first quote */
    int64_t draw;     /* 0 until a draw record settles the tie */
    int64_t demand;   /* of a bidder, kept at its first bid */
    size_t bidder;    /* the first bid of the same bidder */
    size_t at;        /* slot k of the order: which bid has place k */
    size_t step;      /* that decided */
    bool valid;
    int held; /* enum award_holds of the step under way */
};

enum award_status { AWARD_DONE, AWARD_HAS_DRAW };

/* `out` and `work` are g->n long. Every bid passed award_bid_check(); products are distinct. */
enum award_status award_run(const struct award_rules *r, const struct award_group *g,
                            struct award_result out[], struct award_slot work[]);

/* What one group selected, for the next that refers to it. */
struct award_ref award_refer(const struct award_group *g, const struct award_result out[]);

/* Can these figures be computed with? In this order. */
enum award_bid_verdict {
    BID_OK,
    BID_PRICE_BOUND,  /* a price not below 1,000,000 yuan, or negative */
    BID_QTY_BOUND,    /* a quantity not below 10^12, or negative */
    BID_FACTOR_BOUND, /* a factor outside 0.01 ... 100 */
};
enum award_bid_verdict award_bid_check(const struct award_bid *b);

/* A quote as it stands in a bid: "12.345" at 2 decimals is 12.35; "" and "0" gave up. */
enum award_quote { QUOTE_OK, QUOTE_GAVE_UP, QUOTE_NOT_A_PRICE, QUOTE_TOO_HIGH };
enum award_quote award_quote(money *out, const char *text, int decimals);

/* The p-th percentile of other rounds' or provinces' prices by nearest rank: the smallest price
 * that at least p of them do not exceed; p = 0 is the lowest. n > 0; sorts `price`. */
money award_percentile(money price[], size_t n, ratio p);

bool award_is_selected(enum award_decision d);
#endif
