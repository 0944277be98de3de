/* distribution.h - what the parties decide before agreements are made: whom a registrant names to
 * deliver (REQUIREMENTS F2), and what an institution chooses among them (K4, G5). */
#ifndef JICAI_DISTRIBUTION_H
#define JICAI_DISTRIBUTION_H
#include "base/core/date.h"
#include "registry/put.h"

enum distribution_state {
    DISTRIBUTION_SUBMITTED,
    DISTRIBUTION_AGREED,
    DISTRIBUTION_REFUSED,
    DISTRIBUTION_VOID,
    DISTRIBUTION_STATES
};
extern const char *const distribution_state_names[DISTRIBUTION_STATES];

struct distribution {
    const char *product, *distributor; /* distributor: the registrant itself delivers */
    enum distribution_state state;
    const char *reason; /* accepted for going above the cap (原则上); "" */
    date on;
};

/* Only of a selected product of the project. */
bool distribution_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const struct distribution *in, enum put *how, struct err *e);

enum service_choice { SERVICE_OPEN, SERVICE_WITH, SERVICE_WITHOUT };

/* The checks of a choice, and the choice without the service, for selection.h. */
bool choice_fine(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *institution, const char *product, const char *distributor,
                 struct err *e);
bool choice_keep(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *institution, const char *product, const char *distributor,
                 enum put *how, struct err *e);
/* distributor "": no choice but of the service. Only among those the registrant named; for
 * high-value consumables with a record of the selection where the pack asks for it: selection.h. */
bool choice_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *institution, const char *product, const char *distributor,
                enum service_choice service, enum put *how, struct err *e);
#endif
