/* opening.h - sealed bids from filing to opening (DESIGN 4, REQUIREMENTS D2): who opens, filing and
 * withdrawing, the officers' shares, the opening, its public record.
 *
 * A moment is text, local time: "2026-05-01 17:00:00"; it comes in from outside, and texts of
 * moments compare as moments do. The verbs are bodies of transactions of the project's pool. */
#ifndef JICAI_OPENING_H
#define JICAI_OPENING_H
#include <stdio.h>

#include "registry/put.h"
#include "seal/envelope.h"
#include "seal/shares.h"

enum { MOMENT_TEXT_MAX = 20 };

/* "2026-05-01 17:00:00", exactly. */
bool moment_is(const char *text);

struct opening {
    struct officers officers;
    char sha256[SHA256_HEX_MAX]; /* of officers_text() */
    bool opened;
    const char *opened_at; /* "" */
};
bool opening_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 struct opening *out, bool *found, struct err *e);
/* ERR_NOT_FOUND when nobody fixed who opens. */
bool opening_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                  struct opening *out, struct err *e);

/* Who opens, how many it takes, until when bids are taken. Once a bid was filed, or after the
 * deadline that was fixed, another list is a conflict. */
bool fix_officers(struct db *db, struct arena *a, const struct officers *in, const char *now,
                  enum put *how, struct err *e);

/* --- filing --- */

enum filing { FILING_NEW, FILING_SAME, FILING_REPLACED, FILING_LATE };
const char *filing_name(enum filing f);

struct filed {
    enum filing how;
    const char *project, *group, *company, *sha256, *at; /* at: when it was filed (first) */
    int64_t pool, version;                               /* version 0: late */
    int64_t place; /* in the log of the pool, whose row names the digest; -1 nothing is logged */
};

/* Takes an envelope. Refused (ERR_INPUT, ERR_CONFLICT, ERR_DENIED): not of this project, not
 * sealed to the fixed officers, not signed by a key of the bidder, its commitments not on file, its
 * credit or a ban keeps it out. Late: FILING_LATE, and only its
 * digest is kept. company "": whoever the envelope names; else it has to be that one. */
bool file_bid(struct db *db, struct arena *a, int64_t pool, const char *project,
              const char *company, const char *envelope, size_t size, const char *now,
              struct filed *out, struct err *e);
/* The bidder takes it back, before the deadline: kept, never opened. A new one may follow. */
bool withdraw_bid(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *group, const char *company, const char *now, enum put *how,
                  struct err *e);
/* What the bidder holds in hand: canonical text, "jicai-receipt-1". Its place in the log leads to
 * the signed receipt (GET /v1/log/POOL/receipts/PLACE, `jicai audit prove`), which `jicai verify`
 * checks: the row that is proved names the digest of the envelope. */
const char *filed_text(struct arena *a, const struct filed *f, size_t *size);

/* --- opening --- */

/* All envelopes that are to be opened, one behind the other, to `to`; only after the deadline. */
bool sealed_write(struct db *db, int64_t pool, const char *project, const char *now, FILE *to,
                  int64_t *n, struct err *e);

struct handed_in {
    int64_t good, bad, closed, unknown; /* unknown: of no bid that is to be opened */
};
/* An officer's shares; only after the deadline. A good share is never replaced. `officer` "": whom
 * the file names; else it has to be that one. */
bool hand_in_shares(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *officer, const struct shares *in, const char *now,
                    struct handed_in *out, struct err *e);

enum opening_verdict {
    OPENING_DONE,
    OPENING_ALREADY,   /* opened before: the record stands */
    OPENING_EARLY,     /* before the deadline */
    OPENING_POSTPONED, /* fewer than k officers came: nothing was opened */
    OPENING_LACKING,   /* some bids have fewer than k good shares, and officers are missing */
    OPENING_VERDICTS
};
const char *opening_verdict_name(enum opening_verdict v);

struct bid_opening {
    struct arena *a;
    int64_t pool;
    const char *project, *now;
    bool final; /* no more officers will come: a bid that lacks shares is void */
    /* results: */
    enum opening_verdict verdict;
    int64_t came, needed, lacking, opened, voided, withdrawn, offers;
};
/* A db_job with a struct bid_opening. Offers become rows of `bid`. */
bool open_bids(struct db *db, void *bid_opening, struct err *e);

struct opening_row {
    const char *group, *company, *outcome, *reason, *detail, *content_key, *sha256, *filed_at;
    int64_t version, good, offers;
};
struct set_aside {
    const char *group, *company, *officer, *state;
};
struct opening_record {
    struct opening opening;
    struct opening_row *row;
    size_t rows;
    struct set_aside *aside; /* shares that were not good, with whose they are */
    size_t asides;
};
bool opening_record_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                        struct opening_record *out, struct err *e);

/* --- who may bid --- */

struct qualification {
    const char *company, *reason; /* reason: of a rejection */
    bool qualified;
    int64_t credit;
    date on;
};
/* A rejection has a reason (REQUIREMENTS D3). Not after the bids were opened. */
bool qualify(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct qualification *in, enum put *how, struct err *e);
/* *found false: nobody reviewed it; then it may bid. */
bool qualification_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const char *company, struct qualification *out, bool *found, struct err *e);
#endif
