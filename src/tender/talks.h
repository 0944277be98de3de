/* talks.h - talks in the database: competitive negotiation and inquiry from the invitation to the
 * bids that come of them (GS (九), SX 四; REQUIREMENTS D2). The rules are engine/talks.h.
 *
 * Every offer is a row that stays. Until its round is over nobody but its bidder is shown it, and
 * no supplier is ever shown another's. Concluded, the talks have a record, canonical text:
 *
 *   jicai-talks-1
 *   talks    POOL PROJECT GROUP NUMBER negotiation
 *   meeting  CODE                                            (of a negotiation)
 *   supplier COMPANY                                         (by code)
 *   round    NUMBER from until ceiling
 *   offer    COMPANY PRODUCT price with_service capacity     (what binds; by product, company)
 *   expert   CODE                                            (who came, by code)
 *
 * and the experts who came sign it. Closed, what binds are bids (tender/bid.h), and the group is
 * awarded as any other. Moments are texts, as in opening.h. */
#ifndef JICAI_TENDER_TALKS_H
#define JICAI_TENDER_TALKS_H
#include "tender/mode.h"

enum talks_state { TALKS_IS_OPEN, TALKS_CONCLUDED, TALKS_CLOSED, TALKS_FAILED, TALKS_STATES };
extern const char *const talks_state_names[TALKS_STATES];

struct talks_key {
    int64_t pool;
    const char *project, *group;
    int64_t number;
};

struct talks_supplier {
    const char *company, *controller;
};
struct talks_turn {
    int64_t turn;
    const char *from, *until; /* moments */
    money ceiling;
};
struct talks_filed {
    int64_t seq, turn;
    const char *company, *product; /* product "": withdrew */
    money price, with_service;
    int64_t capacity;
    const char *at, *reason;
};
struct talks_signed {
    const char *expert, *at, *envelope;
};
struct talks_file { /* all there is; lists of n */
    struct talks_key key;
    enum talks_mode mode;
    enum talks_state state;
    const char *meeting, *opened_on, *record, *sha256;
    struct talks_rules rules;
    struct talks_supplier *supplier;
    struct talks_turn *turn;
    struct talks_filed *filed;
    struct talks_signed *sign;
    size_t suppliers, turns, offers, signatures;
};
/* ERR_NOT_FOUND. */
bool talks_load(struct db *db, struct arena *a, const struct talks_key *key, struct talks_file *out,
                struct err *e);
const struct talks_supplier *talks_invited(const struct talks_file *t, const char *company);
/* Is this offer's round over? */
bool talks_is_over(const struct talks_file *t, int64_t turn, const char *now);

struct talks_open {
    struct arena *arena;
    struct talks_key key; /* number: out */
    const char *meeting;  /* "" of an inquiry */
    const char *const *company;
    size_t companies;
    date on;
};
/* Invites. The group's mode says which talks; a supplier that may not bid is refused. The same
 * suppliers for the same meeting again: the talks that are open. */
bool open_talks(struct db *db, struct talks_open *in, enum put *how, struct err *e);

struct round_open {
    const char *from, *until;
    money ceiling; /* 0: none */
    const char *now, *who;
};
bool open_round(struct db *db, struct arena *a, const struct talks_key *key,
                const struct round_open *in, int64_t *turn, enum put *how, struct err *e);

struct offer_in {
    const char *company, *product;
    money price, with_service;
    int64_t capacity; /* CAPACITY_NONE */
    const char *now;
};
/* The same figures again, as the last word for the product in this round, change nothing. */
bool make_offer(struct db *db, struct arena *a, const struct talks_key *key,
                const struct offer_in *in, enum put *how, struct err *e);
bool leave_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *company,
                 const char *reason, const char *now, enum put *how, struct err *e);

/* No more rounds: the record stands. */
bool conclude_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *now,
                    enum put *how, struct err *e);
/* An expert of the panel signs it, with a key of his (project/bank.h). */
bool sign_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *expert,
                const char *envelope, size_t n, date today, enum put *how, struct err *e);
/* What binds becomes bids; or too few conform and the talks failed (*verdict TALKS_FEW). Anything
 * else that stands in the way is ERR_CONFLICT. */
bool close_talks(struct db *db, struct arena *a, const struct talks_key *key, date on,
                 enum talks_verdict *verdict, enum put *how, struct err *e);

/* For the award: are the group's talks closed, and by which rules is it awarded? *waiting: it is
 * bought by talks that have not brought bids. */
bool talks_of_group(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *group, const struct round *round, bool *is_talks, bool *waiting,
                    enum talks_mode *mode, struct talks_rules *rules, struct err *e);
struct talks_list {
    size_t n;
    struct talks_file *list; /* head only; by number */
};
bool talks_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *group, struct talks_list *out, struct err *e);
#endif
