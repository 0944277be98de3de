/* contract_check.h - are issued agreements and their signatures still what they were? For `jicai
 * fsck`. A certificate's chain is not asked again: that is what `jicai verify --trust` is for. */
#ifndef JICAI_CONTRACT_CHECK_H
#define JICAI_CONTRACT_CHECK_H
#include "db/db.h"

enum contract_fault {
    CONTRACT_TEXT,      /* the text is not that of its digest, or not in its form */
    CONTRACT_SIGNATURE, /* does not hold for the text */
    CONTRACT_FAULTS
};
const char *contract_fault_name(enum contract_fault f);
/* `row`: number/version, of a signature also the role. */
typedef void contract_found(void *arg, enum contract_fault f, const char *row);
bool contract_check(struct db *db, int64_t pool, contract_found *found, void *arg, struct err *e);
#endif
