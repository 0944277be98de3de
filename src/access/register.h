/* register.h - institutions and companies that register themselves (REQUIREMENTS A7): a form, files
 * as evidence, a review with a reason, and then an organisation with its first manager.
 *
 * Nobody has a login yet, so whoever starts gets a token, and the token is all he needs: to add
 * files, hand in, read what became of it, and after acceptance to set the password. His login is
 * the organisation's code in small letters: a choice of his own would tell which logins exist. Two
 * people may start for the same code, an impostor too; they do not see each other, and the reviewer
 * goes by the evidence. */
#ifndef JICAI_REGISTER_H
#define JICAI_REGISTER_H
#include "access/file.h"
#include "access/manage.h"

enum { EVIDENCE_MAX = 10, EVIDENCE_BYTES_MAX = 20 * 1024 * 1024, REGISTRATIONS_A_DAY = 20 };

enum registration_state {
    REGISTRATION_DRAFT,
    REGISTRATION_SUBMITTED,
    REGISTRATION_RETURNED, /* to be corrected: as a draft again */
    REGISTRATION_ACCEPTED,
    REGISTRATION_REJECTED,
    REGISTRATION_STATES
};
extern const char *const registration_state_names[REGISTRATION_STATES];

struct registration {
    const char *org;
    int64_t attempt;
    enum org_kind kind; /* ORG_INSTITUTION or ORG_COMPANY */
    const char *name, *region;
    int64_t roles;                 /* of a company: AS_REGISTRANT, ... */
    const char *level, *ownership; /* of an institution, by the registry's names */
    const char *country, *agent;   /* of a company: "CN", "" */
    const char *contact, *phone, *email;
    enum registration_state state;
    const char *made_on, *decided_on, *decided_by, *reason;
};

struct start_registration {
    struct arena *arena;
    struct registration form; /* in: up to email */
    const char *address;
    int64_t at;
    date today;
    char token[TOKEN_TEXT_MAX]; /* out */
};
bool start_registration(struct db *db, void *start_registration, struct err *e);

struct put_evidence {
    struct arena *arena;
    const char *token, *title; /* title: "licence"; the same again replaces it */
    FILE *from;
    struct file file; /* out */
};
bool put_evidence(struct db *db, void *put_evidence, struct err *e);

struct submit_registration {
    struct arena *arena;
    const char *token;
    date today;
};
bool submit_registration(struct db *db, void *submit_registration, struct err *e);

enum review { REVIEW_ACCEPT, REVIEW_RETURN, REVIEW_REJECT, REVIEWS };
extern const char *const review_names[REVIEWS];
struct review_registration {
    struct arena *arena;
    const char *by, *org, *reason;
    int64_t attempt, at;
    date today;
    enum review review;
};
/* By a bureau or fund agency (institutions) or a platform operator or bureau (companies) in whose
 * region it lies; a foreign company by any platform operator. */
bool review_registration(struct db *db, void *review_registration, struct err *e);

/* What the holder of a token may read. ERR_LOGIN. */
bool registration_of(struct db *db, struct arena *a, const char *token, struct registration *out,
                     struct err *e);
bool registration_find(struct db *db, struct arena *a, const char *org, int64_t attempt,
                       struct registration *out, struct err *e);
/* May he see and review it? */
bool registration_is_for(const struct user *by, const struct registration *r);

struct registrations {
    struct registration *list;
    size_t n;
};
/* f->only: a state; "" all. */
bool registration_list(struct db *db, struct arena *a, const struct org_filter *f,
                       struct registrations *out, struct err *e);

struct evidence {
    const char *title, *sha256, *type;
    int64_t size;
};
struct evidences {
    struct evidence *list;
    size_t n;
};
bool evidence_list(struct db *db, struct arena *a, const char *org, int64_t attempt,
                   struct evidences *out, struct err *e);
/* ERR_NOT_FOUND: not a file of this registration. */
bool evidence_read(struct db *db, struct arena *a, const struct registration *r, const char *sha256,
                   struct file *out, struct err *e);
#endif
