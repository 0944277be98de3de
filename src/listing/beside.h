/* beside.h - the selected products that stand beside one that was not selected (REQUIREMENTS C4; GS
 * (八), CX 四(一)): of the same class and similar function, or of the same generic name and
 * comparable specification - the comparison set of the payment standard (RULES 9). */
#ifndef JICAI_BESIDE_H
#define JICAI_BESIDE_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

struct beside {
    size_t n;            /* selected and listed; 0: nothing to compare with */
    const char *product; /* the dearest of them: a dearer choice is dearer than all */
    money price;         /* its selected price, of the variant asked for where it has both */
    money lowest;        /* the lowest of them */
};
/* ERR_NOT_FOUND: no such product on that day. Texts live in the arena. */
bool selected_beside(struct db *db, struct arena *a, int64_t pool, const char *product,
                     bool with_service, date on, struct beside *out, struct err *e);
#endif
