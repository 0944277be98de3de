/* change.h - what becomes of volumes, prices and prepayments when something changes while
 * agreements run (REQUIREMENTS F3 standby supplier, F4). Pure: volumes in, volumes out, nothing
 * lost: what a line loses, others gain or the change states as removed.
 *
 * Where no clause says how, the rule here is ours *(choice)*: what was ordered stays with the old
 * line where somebody still delivers it; a standby supplies at the lower of its own offer and the
 * price of what it succeeds; a new price holds for what is still to be delivered. */
#ifndef JICAI_CHANGE_H
#define JICAI_CHANGE_H
#include <stdbool.h>
#include <stddef.h>

#include "engine/cycle.h"
#include "engine/explain.h"
#include "engine/prepay.h"

/* What stays with a line that ends. */
enum change_keeps {
    KEEPS_ORDERED, /* open orders are still delivered by the old party */
    KEEPS_ACCEPTED /* nothing that is open is delivered any more */
};

struct change_line { /* units; of a line of an agreement */
    int64_t agreed, ordered, accepted, returned;
};

/* How much of the agreed volume is left to be passed on: 0 when all was taken, or more. */
int64_t change_rest(const struct change_line *l, enum change_keeps keeps);

/* --- prices --- */

struct price_pair { /* without and with accompanying service; 0: there is none */
    money without, with;
};

enum cut_verdict { /* in order of precedence */
                   CUT_OK,
                   CUT_OTHER_VARIANT,  /* a price that was not there, or one that was left out */
                   CUT_ABOVE_SELECTED, /* never above the selected price */
                   CUT_ABOVE_CURRENT,  /* not a cut */
                   CUT_NOTHING,        /* all prices stay */
                   CUT_VERDICTS
};
const char *cut_verdict_name(enum cut_verdict v);
/* A company lowers its price for all institutions at once: each variant at most what it is now, one
 * of them less. */
enum cut_verdict change_cut(const struct price_pair *selected, const struct price_pair *now,
                            const struct price_pair *cut, struct explain *x);

enum convert_verdict {
    CONVERT_OK,
    CONVERT_FACTOR,
    CONVERT_NOTHING,
    CONVERT_LARGE,
    CONVERT_VERDICTS
};
const char *convert_verdict_name(enum convert_verdict v);
/* The price of a specification that is added: that of the selected one x factor (0.01 ... 100),
 * half up to `unit` (MONEY_FEN for consumables, 1 for drugs). A price that would round to nothing
 * is refused. */
enum convert_verdict change_converted(money price, ratio factor, int64_t unit, struct explain *x,
                                      money *out);

enum standby_price { STANDBY_LOWER, STANDBY_OWN, STANDBY_SELECTED, STANDBY_PRICES };
extern const char *const standby_price_names[STANDBY_PRICES];
/* The price at which a standby supplies: the lower of both, its own offer, or that of what it
 * succeeds. A price that is not there (0) leaves the other. */
money change_standby_price(enum standby_price rule, money own, money succeeded, struct explain *x);

/* --- volumes --- */

enum { CHANGE_SUCCESSORS_MAX = 32 };
/* What institutions still had to get, passed on to successors in their order: each takes as much as
 * its capacity allows (below 0: all), shared among institutions in proportion to what they ask
 * (split_volume). out: successor by successor, n long each; left: what nobody could take; `rest` is
 * scratch, both n long. False: the asks do not add up in 63 bits. */
bool change_succession(const int64_t ask[], size_t n, const int64_t capacity[], size_t m,
                       struct explain *x, int64_t out[], int64_t left[], int64_t rest[]);

/* The volume of an institution that joins late (补报): what it reported for a whole term x the
 * agreed ratio x the days that are left, once, half up. `joined` lies in the term. */
int64_t change_late(int64_t reported, ratio agreed, struct span term, date joined,
                    struct explain *x);

/* --- money --- */

/* What a line is worth when its volume becomes `after` and its price goes from `before` to `price`:
 * what it was worth, the volume at the price before, and the new price for all that was not ordered
 * yet. False: more than any money. */
bool change_amount(const struct change_line *l, int64_t after, money worth, money before,
                   money price, money *out);

/* What the change of an annual amount asks of the fund: above 0 a top-up, below 0 a return; 0:
 * nothing. A return is never more than `left`, what the institution still holds. The verdict is
 * that of the prepayment after the change; PREPAY_NOTHING takes all back. */
enum prepay_verdict change_prepay(const struct prepay_rules *r, int term, money paid, money left,
                                  money annual, struct explain *x, money *out);
#endif
