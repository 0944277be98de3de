/* amend.h - agreements change while they run (REQUIREMENTS F4; F3 standby supplier): proposed by
 * the party that is entitled to, consented to by those it concerns, approved by the office, and in
 * force from a day on, as a supplementary agreement (补充协议).
 *
 * Nothing is overwritten. What a line was agreed for, its price and its worth before and after
 * stand in amendment_line; the ends of agreements in amendment_agreement; selections in
 * award_change. Volumes are passed on without loss: after an amendment the sum of all lines is what
 * it was before, plus `added`, less `removed` (fsck: agreement.amended). What was ordered stays
 * with the old line; where nothing is delivered any more (withdrawn products), what was accepted.
 * Agreements that it touches are issued as their next version and signed anew.
 *
 * *(choice)* A change holds for the running term and all later ones; a move of volume for the
 * running term only. Who may propose and who has to consent: amend_kind_of(). */
#ifndef JICAI_AMEND_H
#define JICAI_AMEND_H
#include "base/core/money.h"
#include "engine/change.h"
#include "registry/put.h"

enum amend_kind {
    AMEND_COMPANY_RENAMED,        /* subject: company */
    AMEND_COMPANY_MERGED,         /* subject: company, registrant or distributor; successor */
    AMEND_REGISTRANT_TRANSFERRED, /* subject: product; successor: company */
    AMEND_CERTIFICATE_CHANGED,    /* subject: product; document: the certificate */
    AMEND_CODE_CHANGED,           /* subject: product; successor: product */
    AMEND_SPECIFICATION_ADDED,    /* subject: selected product; successor: product; factor */
    AMEND_PRICE_CUT,              /* subject: product; price, with_service */
    AMEND_PRODUCT_WITHDRAWN, /* subject: product, withdrawn or recalled; successor: substitute */
    AMEND_QUALIFICATION_WITHDRAWN, /* subject: product; standby */
    AMEND_INSTITUTION_MERGED,      /* subject: institution; successor */
    AMEND_INSTITUTION_SPLIT,       /* subject: institution; shares: institutions and weights */
    AMEND_INSTITUTION_CLOSED,      /* subject: institution; shares: the same, or none */
    AMEND_LATE_JOINING, /* subject: institution; shares: products, units of a whole term */
    AMEND_VOLUME_MOVED, /* subject, successor: institutions; shares: products and units */
    AMEND_KINDS
};
extern const char *const amend_kind_names[AMEND_KINDS];
enum msg amend_kind_says(enum amend_kind k);

enum amend_about { ABOUT_COMPANY, ABOUT_PRODUCT, ABOUT_INSTITUTION };
enum amend_asks { /* who has to consent, beside the proposer */
                  ASKS_NOBODY,
                  ASKS_COMPANIES, /* registrants that lose or gain, and a company that is merged */
                  ASKS_GAINERS,   /* registrants that gain */
                  ASKS_INSTITUTIONS, /* that lose or gain */
                  ASKS_ALL           /* all parties of the agreements */
};
struct amend_kind_info {
    enum amend_about subject, successor;
    bool needs_successor, may_share, needs_share, by_party; /* by_party: else the office proposes */
    enum amend_asks asks;
    enum change_keeps keeps;
};
const struct amend_kind_info *amend_kind_of(enum amend_kind k);

enum amend_state {
    AMEND_PROPOSED,
    AMEND_APPROVED,
    AMEND_EFFECTIVE,
    AMEND_REFUSED,
    AMEND_WITHDRAWN,
    AMEND_STATES
};
extern const char *const amend_state_names[AMEND_STATES];
enum amend_answer { ANSWER_TOLD, ANSWER_ASKED, ANSWER_YES, ANSWER_NO, AMEND_ANSWERS };
extern const char *const amend_answer_names[AMEND_ANSWERS];

struct amend_share {
    const char *code;
    int64_t qty;
};

enum { AMEND_SHARES_MAX = 200 };

struct amendment {
    const char *number, *project;
    enum amend_kind kind;
    const char *subject, *successor, *reason, *document; /* "" */
    date effective_on;
    money price, with_service;
    ratio factor; /* specification_added; late_joining: the agreed ratio */
    enum standby_price standby;
    const struct amend_share *share;
    size_t shares;

    /* results */
    enum amend_state state;
    const char *proposed_by, *proposer, *decided_by, *decision; /* "" */
    date proposed_on, decided_on;                               /* decided_on: day 0 not yet */
    int64_t seq, added, removed;
};

struct amend_actor { /* who acts */
    const char *org, *user;
    bool office; /* acts for the office of the pool */
};

/* Proposes: the plan is made, so that what could not take effect today is not proposed, and the
 * parties are asked. ERR_INPUT, ERR_CONFLICT say what does not fit; ERR_DENIED: not entitled. The
 * same number with other words is a conflict. `steps` (NULL: none) gets the computation. */
bool amend_propose(struct db *db, struct arena *a, int64_t pool, const struct amendment *in,
                   const struct amend_actor *by, date today, enum put *how, struct err *e);
/* A party that was asked says yes or no, once; a no, with its reason, refuses the proposal. */
bool amend_answer(struct db *db, struct arena *a, int64_t pool, const char *number,
                  const struct amend_actor *by, bool yes, const char *reason, date today,
                  enum put *how, struct err *e);
/* The office approves, when all have consented, or refuses with a reason: another person than the
 * proposer. In force at once where its day has come, else with run_amendments(). */
bool amend_decide(struct db *db, struct arena *a, int64_t pool, const char *number,
                  const struct amend_actor *by, bool approve, const char *reason, date today,
                  enum put *how, struct err *e);
/* The proposer takes it back before it is decided. */
bool amend_withdraw(struct db *db, struct arena *a, int64_t pool, const char *number,
                    const struct amend_actor *by, const char *reason, date today, enum put *how,
                    struct err *e);

/* One that was approved, now: its day has come. */
bool amend_take_effect(struct db *db, int64_t pool, const char *number, struct err *e);
struct run_amendments { /* a job of the pool: what was approved and whose day has come, in order */
    int64_t pool;
    date on;
    int64_t done;
};
bool run_amendments(struct db *db, void *arg, struct err *e);

/* --- reading --- */

struct amend_party {
    const char *party, *reason, *who;
    enum amend_answer answer;
    date on; /* day 0: not yet */
};
struct amend_line {
    const char *agreement, *product;
    int64_t agreed_before, agreed_after;
    money price_before, price_after, amount_before, amount_after;
};
/* ERR_NOT_FOUND; with its shares. */
bool amend_get(struct db *db, struct arena *a, int64_t pool, const char *number,
               struct amendment *out, struct err *e);
bool amend_parties(struct db *db, struct arena *a, int64_t pool, const char *number,
                   struct amend_party **out, size_t *n, struct err *e);
/* Of what took effect: as stored. Of a proposal: as it would be today. */
bool amend_lines(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
                 struct amend_line **out, size_t *n, struct err *e);
/* Is the organisation one of its parties, or the proposer? */
bool amend_concerns(struct db *db, struct arena *a, int64_t pool, const char *number,
                    const char *org, bool *out, struct err *e);
#endif
