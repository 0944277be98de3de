/* reference.h - the reference data that travels in the binary: GB/T 2260 divisions, the management
 * zones of Chongqing, a pool for every city, municipality and province (direct), and the policy
 * pack in force in each. Loading it again changes nothing. */
#ifndef JICAI_REFERENCE_H
#define JICAI_REFERENCE_H
#include "db/db.h"

struct reference { /* set by the job */
    int64_t regions, pools, changes;
};

/* A job of pool 0; `arg` is a struct reference. */
bool load_reference(struct db *db, void *arg, struct err *e);
#endif
