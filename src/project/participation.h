/* participation.h - which institutions take part in a project, and who may stay away (REQUIREMENTS
 * A2): the pack says by kind of institution and class of goods whether taking part is mandatory,
 * mandatory in principle (an exception has a reason), as the designated-institution agreement says
 * (参照执行), or voluntary. */
#ifndef JICAI_PARTICIPATION_H
#define JICAI_PARTICIPATION_H
#include "project/project.h"
#include "registry/institution.h"

enum duty { DUTY_MANDATORY, DUTY_IN_PRINCIPLE, DUTY_PER_AGREEMENT, DUTY_VOLUNTARY, DUTIES };
extern const char *const duty_names[DUTIES];

/* Which parameter decides, and what it says; a pack without such a rule leaves it voluntary. */
enum rule duty_rule(enum institution_kind kind, enum goods goods);
enum duty duty_of(const struct policy *p, enum institution_kind kind, enum goods goods);

enum participation_verdict { /* in order of precedence */
                             PARTICIPATION_OK,
                             PARTICIPATION_MUST,   /* mandatory: it cannot stay away */
                             PARTICIPATION_REASON, /* it stays away without a reason */
                             PARTICIPATION_VERDICTS
};
const char *participation_verdict_name(enum participation_verdict v);
enum participation_verdict participation_check(enum duty duty, bool takes_part, const char *reason);

struct participation {
    const char *institution;
    bool takes_part;
    enum duty duty;
    const char *reason; /* why it stays away; "" */
    date joined_on;     /* day 0: from the start; later: 补报 */
};

/* Institutions of other pools may opt in. */
bool participation_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const struct participation *in, enum put *how, struct err *e);
/* ERR_NOT_FOUND unless it takes part. */
bool participation_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                        const char *institution, const char *field, struct err *e);
#endif
