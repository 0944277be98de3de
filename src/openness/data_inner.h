/* data_inner.h - between the files of data agreements. */
#ifndef JICAI_DATA_INNER_H
#define JICAI_DATA_INNER_H
#include "access/role.h"
#include "http/route.h"

enum { /* columns of q_data_agreement_get */
       D_AGREEMENT,
       D_DEPARTMENT,
       D_DATASET,
       D_FIELDS,
       D_FROM,
       D_TO,
       D_SINCE,
       D_PURPOSE,
       D_CLAUSE,
       D_MADE_BY,
       D_MADE_ON,
       D_STATE,
       D_DECIDED_BY,
       D_DECIDED_ON,
       D_REVOKED_BY,
       D_REVOKED_ON,
       D_REASON
};
/* ERR_NOT_FOUND. */
bool data_find(struct db *db, struct arena *a, int64_t pool, const char *agreement, struct rows *r,
               struct err *e);

/* Who makes and revokes them, who approves, who reads. */
#define SHARES (AS_PROVINCE | AS_CITY | AS_MONITOR)
#define DECIDES (AS_PROVINCE | AS_CITY)
#define READERS (AS_REGULATOR | AS_AUDITOR)
/* "" all of the pool's: for who shares its data, and auditors; else the asker's organisation. */
const char *data_whose(const struct call *c);
/* The :agreement of the path as the caller may see it; ERR_NOT_FOUND. */
bool data_seen(struct call *c, struct rows *r);
#endif
