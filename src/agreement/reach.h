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
    const char **region;       /* of each of them */
    const char **distributor;  /* codes, sorted: all on offer; a registrant that delivers too */
    struct coverage_set *sets; /* per institution */
};

/* Companies to number beside those who deliver to somebody here: `self` are registrants that
 * deliver themselves, and without an area of their own reach everybody *(choice)*; `named` only
 * count. */
struct reach_more {
    const char *const *self, *const *named;
    size_t selves, named_n;
};

bool reach_load(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                const struct reach_more *more, struct reach *out, struct err *e);
size_t reach_institution(const struct reach *r, const char *code); /* SIZE_MAX: not one of them */
size_t reach_distributor(const struct reach *r, const char *code);
#endif
