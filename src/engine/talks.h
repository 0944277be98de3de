/* talks.h - competitive negotiation (竞争性谈判) and inquiry (询价): GS (九), SX 四.
 * Invited suppliers make confidential offers; what binds is each one's last (REQUIREMENTS D2).
 *
 * Negotiation: rounds one after the other, in each as many offers as a supplier likes; the panel of
 * drawn experts may set a ceiling for a round, and signs the record. Inquiry: one round, one
 * written quote for each product, no second word. What binds becomes bids, and the award of a group
 * (award.h) decides among them by talks_award(): the lowest that conforms, then the standby.
 *
 * Pure: arrays are the caller's; offers may come in any order. */
#ifndef JICAI_TALKS_H
#define JICAI_TALKS_H
#include "engine/award.h"
#include "engine/explain.h"

#define TALKS_EDITION "talks-1"
enum { TALKS_OFFERS_MAX = 5000, TALKS_SUPPLIERS_MAX = 200, TALKS_ROUNDS_MAX = 20 };

enum talks_mode { TALKS_NEGOTIATION, TALKS_INQUIRY, TALKS_MODES };
extern const char *const talks_mode_names[TALKS_MODES];

struct talks_rules {
    int64_t suppliers;        /* least that are invited, and whose last offer conforms */
    int64_t rounds;           /* at most; of an inquiry 1 */
    int64_t panel;            /* least experts who sign, an odd number of them; 0: none */
    int64_t winners, standby; /* standby 0: no list */
    bool falling;             /* an offer is never above the supplier's own one before */
    const char *clause;
};
/* What holds where a round says nothing (choice). */
struct talks_rules talks_default(enum talks_mode mode);

/* --- one offer --- */

struct talks_ask {
    enum talks_mode mode;
    bool falling, concluded, invited, left; /* left: the supplier withdrew */
    bool has_round;                         /* one was opened */
    int64_t from, until, at;                /* seconds; of the last round; both ends are inside */
    bool offered;                           /* the same product before, in this round */
    money price, last, ceiling;             /* last: own one before; 0: none */
};
enum asked_verdict { /* in order of precedence */
                     ASKED_OK,
                     ASKED_OVER, /* the talks are concluded */
                     ASKED_STRANGER,
                     ASKED_LEFT,
                     ASKED_NO_ROUND,
                     ASKED_EARLY,
                     ASKED_LATE,
                     ASKED_ONCE,    /* an inquiry asks once */
                     ASKED_CEILING, /* above what the panel accepts */
                     ASKED_RAISED,  /* above the own one before */
                     ASKED_VERDICTS
};
const char *asked_verdict_name(enum asked_verdict v);
enum asked_verdict talks_offer(const struct talks_ask *a);

/* --- a round --- */

struct talks_next {
    int64_t rounds;                       /* opened so far */
    int64_t last_until, now, from, until; /* seconds */
    money last_ceiling, ceiling;          /* 0: none */
    bool concluded;
};
enum round_verdict { /* in order of precedence */
                     NEXT_OK,
                     NEXT_OVER,
                     NEXT_MANY,    /* more rounds than the rules allow */
                     NEXT_RUNNING, /* the one before is not over */
                     NEXT_TIMES,   /* ends before it begins, or began before now */
                     NEXT_CEILING, /* above the ceiling of the round before, or gone again */
                     NEXT_VERDICTS
};
const char *round_verdict_name(enum round_verdict v);
enum round_verdict talks_next(const struct talks_rules *r, const struct talks_next *n);

/* --- the end --- */

struct talks_offer {
    const char *company, *controller; /* controller: "" none; the same one: one supplier */
    const char *product;              /* "": it withdraws, with all its products */
    int64_t round, at;                /* of two in a round the later counts; then the later place */
    money price;
};
struct talks {
    enum talks_mode mode;
    const struct talks_rules *rules;
    int64_t invited, rounds;
    bool running;              /* the last round is not over */
    money ceiling;             /* of the last round; 0: none */
    int64_t panel, signatures; /* experts who came; who signed the record */
    const struct talks_offer *offer;
    size_t offers;
};
/* The offers that bind, as indexes, in the order of the offers: each supplier's last for a product,
 * when nothing withdraws it. out[] has room for t->offers. */
size_t talks_binding(const struct talks *t, size_t out[]);
/* Suppliers among them with an offer of at most the ceiling; related ones count as one. */
int64_t talks_conforming(const struct talks *t, const size_t binding[], size_t n);

enum talks_verdict { /* in order of precedence */
                     TALKS_OK,
                     TALKS_NO_ROUND,
                     TALKS_RUNNING,
                     TALKS_PANEL,    /* too few experts came, or an even number */
                     TALKS_UNSIGNED, /* not all who came have signed */
                     TALKS_FEW,      /* too few conform: the talks failed */
                     TALKS_VERDICTS
};
const char *talks_verdict_name(enum talks_verdict v);
/* May they end, and how? binding[] as above. */
enum talks_verdict talks_end(const struct talks *t, size_t binding[], size_t *n, struct explain *x);

/* The rules by which the bids that came of talks are awarded: validity, comparison and ties as the
 * round has them; fewer bidders than `suppliers`: nobody; else the `winners` lowest. */
void talks_award(const struct award_rules *round, const struct talks_rules *r,
                 struct award_rules *out);
#endif
