/* contract.h - an agreement as text: what its parties sign, and what is printed (REQUIREMENTS F1).
 *
 * Canonical text (base/core/record.h), complete by itself: parties, term, products, clauses. The
 * clauses' wording is words/contract.tsv, Chinese; a change of wording makes a new edition. What
 * was once issued is kept; an agreement that was changed since is issued as its next version, and
 * signed anew.
 *
 *   jicai-agreement-1
 *   number   CS-1/1/H50010300001/91.../92...
 *   version  1
 *   edition  contract-1
 *   project  POOL CODE NAME
 *   party    institution CODE NAME       甲方
 *   party    company CODE NAME           乙方
 *   party    distributor CODE NAME       丙方; not where the registrant delivers
 *   goods    high_value
 *   term     1 FROM TO VOLUME_UNTIL EXTENSION
 *   pack     chongqing SHA-256
 *   amendment NUMBER KIND EFFECTIVE_ON REASON    补充协议, in the order of their effect
 *   change   PRODUCT QTY_BEFORE QTY_AFTER PRICE_BEFORE PRICE_AFTER   (of that amendment)
 *   line     GROUP PRODUCT NAME SPEC UNIT VARIANT PRICE QTY AMOUNT     (by product)
 *   total    LINES QTY AMOUNT
 *   clause   TITLE TEXT                                                (in order) */
#ifndef JICAI_CONTRACT_H
#define JICAI_CONTRACT_H
#include "base/core/money.h"
#include "base/core/record.h"
#include "base/core/sha256.h"
#include "registry/put.h"
#include "seal/signature.h"

#define CONTRACT_EDITION "contract-1"

enum { CONTRACT_PARTIES = 3, CONTRACT_LINES_MAX = 5000, CONTRACT_CLAUSES = 16 };
enum { CONTRACT_TEXT_MAX = 4 * 1024 * 1024 };

struct contract_party {
    const char *role, *code, *name; /* role: institution, company, distributor */
};
struct contract_line {
    const char *group, *product, *name, *spec, *unit, *variant;
    money price, amount;
    int64_t qty;
};
struct contract_clause {
    const char *title, *text;
};
struct contract_amendment {
    const char *number, *kind, *reason;
    date on;
};
struct contract_change {
    size_t amendment; /* which of them */
    const char *product;
    int64_t qty_before, qty_after;
    money price_before, price_after;
};

struct contract {
    int64_t version, pool, term;
    const char *number, *edition, *project, *project_name, *goods, *pack, *pack_sha256;
    date from, to, volume_until;
    bool extension;
    struct contract_party party[CONTRACT_PARTIES];
    size_t parties;
    struct contract_amendment *amendment;
    size_t amendments;
    struct contract_change *change; /* by amendment */
    size_t changes;
    struct contract_line *line;
    size_t lines;
    int64_t qty;
    money amount;
    struct contract_clause clause[CONTRACT_CLAUSES];
    size_t clauses;
};

char *contract_text(struct arena *a, const struct contract *c, size_t *size);
/* Texts point into `text`, which is cut in place. False: not in this form, or not canonical, or its
 * sums are not the sums of its lines. */
bool contract_parse(struct contract *out, struct arena *a, char *text, size_t n);

/* --- as it is stored --- */

struct issued {
    int64_t version;
    const char *text, *sha256, *issued_on;
};
/* The agreement as it stands, issued if it was not yet: its version. In a job of the pool. */
bool issue_contract(struct db *db, struct arena *a, int64_t pool, const char *agreement, date today,
                    struct issued *out, enum put *how, struct err *e);
/* The last version; ERR_NOT_FOUND when none was issued. */
bool contract_last(struct db *db, struct arena *a, int64_t pool, const char *agreement,
                   struct issued *out, struct err *e);

struct contract_signature {
    const char *role, *party, *envelope; /* JSON, see seal/signature.h */
    const char *signed_at;
};
struct contract_signatures {
    struct contract_signature list[CONTRACT_PARTIES];
    size_t n, parties; /* complete when equal */
};
/* A party signs the last version, once, in any order. Refused: signed another text, by a key that
 * is not on record for the party and no certificate that names it, on a day that is not today's or
 * the one before, or the agreement was changed since it was issued. A certificate is held against
 * the trust store (registry/trust.h) of that day; `folder`: more roots; NULL. */
bool sign_contract(struct db *db, struct arena *a, int64_t pool, const char *agreement,
                   const char *party, const char *envelope, size_t n, const char *folder,
                   date today, enum put *how, struct err *e);
bool contract_signatures(struct db *db, struct arena *a, int64_t pool, const char *agreement,
                         int64_t version, struct contract_signatures *out, struct err *e);
/* Text and signatures in one file, for `jicai verify`: JSON {"document", "signatures"}. */
const char *contract_bundle(struct arena *a, const struct issued *i,
                            const struct contract_signatures *s, size_t *size);
#endif
