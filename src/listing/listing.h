/* listing.h - what may be bought in a pool and at which price (REQUIREMENTS E1, E2; RULES 15).
 *
 * Selected products stand in the results zone at the selected price. Another product is offered by
 * its company at or under the national lowest price of that product; after public notice it is
 * listed at that price. Every move and every change of price is a row of listing_event, so the
 * price of any past day can be told. Texts of results live in the arena. */
#ifndef JICAI_LISTING_H
#define JICAI_LISTING_H
#include "engine/linkage.h"
#include "policy/policy.h"
#include "registry/put.h"

struct listing {
    const char *product, *company;
    bool results;        /* the results zone; else general */
    const char *project; /* of the results zone; "" */
    enum listing_state state;
    enum listing_cause cause; /* of the last move */
    date since;
    money price, with_service; /* that count now; 0: none */
    money notice_price;        /* on notice; 0: no notice runs */
    date notice_on;
    int64_t objections; /* open ones */
    date decided_on;    /* last decision; day 0 */
    const char *substitute;
};

bool listing_get(struct db *db, struct arena *a, int64_t pool, const char *product,
                 struct listing *out, bool *found, struct err *e);
/* Writes the listing, and an event where state, cause or price changed. */
bool listing_keep(struct db *db, struct arena *a, int64_t pool, const struct listing *l,
                  enum put *how, struct err *e);
/* As it is on a platform today, when jicai begins (or says again): a move that does not follow from
 * the state before is ERR_CONFLICT. Checks product and certificate. */
bool listing_put(struct db *db, struct arena *a, int64_t pool, const struct listing *l,
                 enum put *how, struct err *e);
/* Moves a listing: certificate, quality hold, credit measure, own request, ... verdict says whether
 * it follows; nothing is written when it does not. */
bool move_listing(struct db *db, struct arena *a, int64_t pool, const char *product,
                  enum listing_state to, enum listing_cause cause, date on, const char *substitute,
                  enum listing_verdict *out, struct err *e);

struct list_selected { /* a job of the pool */
    struct arena *a;
    int64_t pool;
    const char *project;
    date on; /* day 0: the day of execution */

    int64_t fresh, same, changed;
    const char **expired; /* selected, but its certificate does not allow to list it */
    const char **barred;  /* selected, but its company's credit keeps it out */
    size_t expired_n, barred_n;
};
bool list_selected(struct db *db, void *arg, struct err *e);

enum offer_verdict {
    OFFER_OK,          /* on notice */
    OFFER_NO_FACT,     /* nothing known to compare with: recorded purchase */
    OFFER_ABOVE,       /* above the national lowest */
    OFFER_NO_RULE,     /* the pool's pack does not say */
    OFFER_CERTIFICATE, /* no valid certificate */
    OFFER_SELECTED,    /* selected in a running cycle: its price stands */
    OFFER_CREDIT,      /* a measure of its company's credit grade, or a ban */
    OFFER_VERDICTS
};
const char *offer_verdict_name(enum offer_verdict v);

struct offer {
    const char *product;
    date on;
    money price;
    enum offer_verdict verdict; /* result, and what it was held against */
    money lowest;
    const char *province, *source;
    date seen_on;
};
/* Judges and keeps an offer; when it is good, its notice begins. The same again is nothing. */
bool offer_price(struct db *db, struct arena *a, int64_t pool, struct offer *o, enum put *how,
                 struct err *e);

/* A company reports a lower price of another province (E2). ERR_NOT_FOUND when nothing is due. */
bool report_price(struct db *db, struct arena *a, int64_t pool, const char *product,
                  const char *province, date seen_on, date reported_on, enum put *how,
                  struct err *e);

struct listing_day { /* a job of the pool: what a day brings; the same day again changes nothing */
    int64_t pool;
    date on;

    int64_t listed;    /* notices that were over */
    int64_t suspended; /* certificates that lapsed, credit measures that began */
    int64_t restored;  /* certificates that are valid again, measures that ended */
    int64_t due;       /* lower prices elsewhere found, to be reported */
    int64_t looked_at;
};
bool run_listing_day(struct db *db, void *arg, struct err *e);
#endif
