/* opening_check.h - do sealed bids and their record still say the same? For `jicai fsck`: every
 * envelope is what its digest names and is signed; what was opened opens again with the published
 * key, and its offers are the rows of `bid`. */
#ifndef JICAI_OPENING_CHECK_H
#define JICAI_OPENING_CHECK_H
#include "db/db.h"

enum opening_fault {
    OPENING_ENVELOPE, /* not the envelope of its digest, or not signed by the key it names */
    OPENING_KEY,      /* does not open again with the key of the record */
    OPENING_OFFER,    /* an offer that is no row of `bid`, or with another price */
    OPENING_FAULTS
};
const char *opening_fault_name(enum opening_fault f);
/* `row`: project/group/company/version, for an offer also the product. */
typedef void opening_found(void *arg, enum opening_fault f, const char *row);
bool opening_check(struct db *db, int64_t pool, opening_found *found, void *arg, struct err *e);
#endif
