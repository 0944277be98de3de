/* quota_row.h - a yearly quota (总额指标), by components (RULES 10; CX 五(五), GS
 * (十二)2): a cut for the price fall of selected products is refused while a cycle runs in which
 * the institution takes part. */
#ifndef JICAI_QUOTA_ROW_H
#define JICAI_QUOTA_ROW_H
#include "engine/quota.h"
#include "registry/put.h"

enum { QUOTA_KINDS = QUOTA_OTHER + 1 };
extern const char *const quota_kind_names[QUOTA_KINDS];

struct quota_entry {
    const char *institution, *document;
    int64_t year;
    struct quota_component part;
    date decided_on;
};

/* Judged by the pool's pack on the day of the decision. ERR_INPUT with the verdict when refused. */
bool quota_put(struct db *db, struct arena *a, int64_t pool, const struct quota_entry *in,
               enum put *how, struct err *e);
#endif
