/* apply.h - how somebody comes into the expert bank (专家库; REQUIREMENTS B4, GZ 三(三)):
 * he applies himself, with files that prove what he says and the companies he is connected with;
 * who keeps the bank reviews it with a reason, and approval makes him an expert of the pool.
 *
 * The applicant has no login, so he gets a token, and the token is all he needs until he is
 * approved. Every step is a row of its own; none is overwritten. */
#ifndef JICAI_APPLY_H
#define JICAI_APPLY_H
#include "access/file.h"
#include "access/secret.h"
#include "project/expert.h"

enum { PROOFS_MAX = 10, APPLICATIONS_A_DAY = 20, APPLICATIONS_MAX = 200 };

enum application_state {
    APPLICATION_DRAFT,
    APPLICATION_SUBMITTED,
    APPLICATION_RETURNED, /* to be corrected: as a draft again */
    APPLICATION_APPROVED,
    APPLICATION_REJECTED,
    APPLICATION_STATES
};
extern const char *const application_state_names[APPLICATION_STATES];

struct application {
    int64_t number; /* 1, 2, ... of the pool */
    const char *name, *employer, *post, *phone, *email, *companies;
    enum speciality speciality;
    date available; /* from this day */
    enum application_state state;
    const char *expert; /* code in the bank; "" */
};

/* All of these are parts of a job of the pool. */
struct apply {
    struct arena *arena;
    int64_t pool, at;
    const char *address; /* of the peer */
    date today;
    struct application form;    /* in; number: out */
    char token[TOKEN_TEXT_MAX]; /* out */
};
bool apply_expert(struct db *db, struct apply *in, struct err *e);
/* ERR_LOGIN when the token is not this application's; the same for one that is not there. */
bool application_of(struct db *db, struct arena *a, int64_t pool, int64_t number, const char *token,
                    struct application *out, struct err *e);
/* ERR_NOT_FOUND. */
bool application_get(struct db *db, struct arena *a, int64_t pool, int64_t number,
                     struct application *out, struct err *e);

struct prove {
    struct arena *arena;
    int64_t pool, number;
    const char *token, *title; /* the same title again replaces the file */
    FILE *from;
    struct file file; /* out */
};
bool prove_application(struct db *db, struct prove *in, struct err *e);
/* With one file at least. */
bool submit_application(struct db *db, struct arena *a, int64_t pool, int64_t number,
                        const char *token, date today, struct err *e);

enum bank_review { BANK_APPROVE, BANK_RETURN, BANK_REJECT, BANK_REVIEWS };
extern const char *const bank_review_names[BANK_REVIEWS];
struct review_application {
    struct arena *arena;
    int64_t pool, number;
    enum bank_review review;
    const char *reason, *who;
    const char *expert; /* code to give; "": made from the number */
    date today;
};
bool review_application(struct db *db, const struct review_application *in, enum put *how,
                        struct err *e);

struct proof {
    const char *title, *sha256;
};
struct review_step {
    const char *step, *reason, *who;
    const char *on;
};
struct application_file { /* all there is of one */
    struct proof *proof;
    struct review_step *step;
    size_t proofs, steps;
};
bool application_file(struct db *db, struct arena *a, int64_t pool, int64_t number,
                      struct application_file *out, struct err *e);
struct applications {
    size_t n;
    struct application *list; /* by number; only name, employer, speciality, state, expert */
};
/* state: "" all. */
bool application_list(struct db *db, struct arena *a, int64_t pool, const char *state,
                      int64_t after, int64_t limit, struct applications *out, struct err *e);
#endif
