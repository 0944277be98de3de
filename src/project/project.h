/* project.h - what is bought together, by which pack and rules, in which groups, and when
 * (REQUIREMENTS B1, D1). A project lives in its home pool; its code is the published one. Texts of
 * results live in the arena. */
#ifndef JICAI_PROJECT_H
#define JICAI_PROJECT_H
#include "base/core/money.h"
#include "policy/policy.h"
#include "registry/product.h" /* enum goods */
#include "registry/put.h"

enum project_form {
    FORM_NATIONAL,
    FORM_PROVINCIAL,
    FORM_ALLIANCE, /* of provinces, or of cities */
    FORM_CITY,
    FORM_HOSPITAL, /* an alliance of hospitals */
    FORMS
};
extern const char *const project_form_names[FORMS];

enum { PROJECT_RULES_MAX = 1024 * 1024 }; /* bytes of a rule file */

struct project {
    int64_t pool;
    const char *code, *name, *pack;
    enum goods goods;
    enum project_form form;
    date bid_on, executed_on; /* bid_on: day 0 when not set */
    int64_t cycle_months;
    const char *rules;        /* the round's rule file, whole; "" */
    const char *rules_sha256; /* result only */
};

/* Stores it, or the corrected one. What was computed from other rules keeps their digest. */
bool project_put(struct db *db, struct arena *a, const struct project *in, enum put *how,
                 struct err *e);
/* ERR_NOT_FOUND when there is none. */
bool project_get(struct db *db, struct arena *a, int64_t pool, const char *code,
                 struct project *out, struct err *e);
/* The pool in which a project of this code is at home; ERR_NOT_FOUND none, ERR_INPUT several. */
bool project_home(struct db *db, struct arena *a, const char *code, int64_t *pool, struct err *e);
/* Its policy pack, loaded. A pack that is not there or broken: ERR_INPUT. */
bool project_pack(const struct project *p, struct arena *a, struct policy **out, struct err *e);

struct project_group {
    const char *group, *name, *unit, *class; /* class: "" not given */
    money ceiling, previous_highest;         /* 0: none */
};

bool group_put(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct project_group *in, enum put *how, struct err *e);
/* False with ERR_NOT_FOUND when the project has no such group. */
bool group_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *group, const char *field, struct err *e);

struct project_groups {
    size_t n;
    struct project_group *list; /* by code */
};
enum { GROUPS_MAX = 20000 };
bool group_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                struct project_groups *out, struct err *e);

/* From the first draft to the end of the cycle, in this order; life.h says what may be done when.
 */
enum phase {
    PHASE_DRAFT,
    PHASE_PUBLISHED,
    PHASE_REPORTING,
    PHASE_REVIEW,
    PHASE_BIDDING,
    PHASE_OPENING,
    PHASE_NOTICE,
    PHASE_ALLOCATION,
    PHASE_AGREEMENT,
    PHASE_RUNNING,
    PHASE_CLOSED,
    PHASES
};
extern const char *const phase_names[PHASES];

/* An announced span of days; ERR_INPUT when it ends before it begins. document: "" */
bool phase_put(struct db *db, struct arena *a, int64_t pool, const char *project, enum phase phase,
               date from, date to, const char *document, enum put *how, struct err *e);
#endif
