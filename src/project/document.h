/* document.h - procurement documents, operating manuals and contract templates
 * (REQUIREMENTS B6; GZ 五(一)2, 五(三)1-3): drafted by the trading centre, reviewed by the
 * insurance centre, approved by the bureau, each by another person; returned with a reason at
 * either door. A text is never changed: another draft is another version, and versions can be
 * compared line by line. Only an approved version is published or generates an agreement. */
#ifndef JICAI_DOCUMENT_H
#define JICAI_DOCUMENT_H
#include "base/core/date.h"
#include "registry/put.h"

enum document_kind { DOCUMENT_PROCUREMENT, DOCUMENT_MANUAL, DOCUMENT_CONTRACT, DOCUMENT_KINDS };
extern const char *const document_kind_names[DOCUMENT_KINDS];

enum document_state {
    DOCUMENT_DRAFT,
    DOCUMENT_SUBMITTED,
    DOCUMENT_REVIEWED,
    DOCUMENT_APPROVED,
    DOCUMENT_PUBLISHED,
    DOCUMENT_RETURNED,
    DOCUMENT_STATES
};
extern const char *const document_state_names[DOCUMENT_STATES];

enum document_step {
    STEP_DRAFT,   /* trading centre */
    STEP_SUBMIT,  /* trading centre */
    STEP_REVIEW,  /* insurance centre */
    STEP_APPROVE, /* bureau */
    STEP_PUBLISH,
    STEP_RETURN, /* by whoever has it before him */
    DOCUMENT_STEPS
};
extern const char *const document_step_names[DOCUMENT_STEPS];

enum { DOCUMENT_MAX = 512 * 1024 }; /* bytes of a text */

struct document_version {
    const char *project, *code; /* project: "" for all projects of the pool */
    int64_t version;
    enum document_kind kind;
    const char *title, *body, *sha256;
    enum document_state state;
};

/* A new version, unless the latest one has the same words (PUT_SAME). *version gets its number. */
bool document_draft(struct db *db, struct arena *a, int64_t pool, const struct document_version *in,
                    const char *who, date on, int64_t *version, enum put *how, struct err *e);

enum step_verdict { /* in order of precedence */
                    STEP_OK,
                    STEP_ORDER,  /* not from this state */
                    STEP_STALE,  /* a later version was drafted */
                    STEP_REASON, /* sent back without a reason */
                    STEP_PERSON, /* who drafted, reviewed or approved it does not do the next */
                    STEP_VERDICTS
};
const char *step_verdict_name(enum step_verdict v);

struct step_facts {
    enum document_state state;
    bool latest, same_person;
};
enum step_verdict step_check(const struct step_facts *f, enum document_step step,
                             const char *reason);

/* One step of one version. The same step again by the same person changes nothing. */
bool document_take(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *code, int64_t version, enum document_step step, const char *who,
                   date on, const char *reason, enum put *how, struct err *e);
/* Publishes an approved version; a published one stays so. ERR_CONFLICT for any other. */
bool document_publish(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const char *code, int64_t version, const char *who, date on, struct err *e);

/* version 0: the latest. ERR_NOT_FOUND when there is none. */
bool document_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *code, int64_t version, struct document_version *out, struct err *e);
/* The latest approved or published one of a kind: the project's, else the pool's. */
bool document_approved(struct db *db, struct arena *a, int64_t pool, const char *project,
                       enum document_kind kind, struct document_version *out, bool *found,
                       struct err *e);

struct document_act {
    enum document_step step;
    const char *who, *reason;
    date on;
};
struct document_acts {
    size_t n;
    struct document_act *list;
};
bool document_acts(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *code, int64_t version, struct document_acts *out, struct err *e);
#endif
