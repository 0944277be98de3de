/* reach.h - which distributors deliver to which institution of a project on a day: the input of
 * engine/coverage. All in the arena. */
#ifndef JICAI_REACH_H
#define JICAI_REACH_H
#include "base/core/date.h"
#include "db/db.h"
#include "engine/coverage.h"

struct reach {
    size_t institutions, distributors;
    const char **institution;  /* codes, sorted: who takes part or has a volume */
    const char **distributor;  /* codes, sorted: all on offer; a registrant that delivers too */
    struct coverage_set *sets; /* per institution */
};

/* `more` are companies that deliver though they are on record nowhere as doing so (registrants that
 * deliver themselves): without an area of their own they reach everybody *(choice)*. */
bool reach_load(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                const char *const more[], size_t more_n, struct reach *out, struct err *e);
size_t reach_institution(const struct reach *r, const char *code); /* SIZE_MAX: not one of them */
size_t reach_distributor(const struct reach *r, const char *code);
#endif
