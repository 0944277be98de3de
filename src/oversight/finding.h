/* finding.h - forbidden reasons for not buying and forbidden charges (I7; CX 五(三)):
 * each names institution, where it shows, and a reason code; the order or refusal that it names
 * must be on record, and of that institution. Confirmed ones take points off in the yearly
 * assessment. */
#ifndef JICAI_FINDING_H
#define JICAI_FINDING_H
#include "registry/put.h"

enum finding_reason {
    FINDING_COST_CONTROL,  /* 费用控制 */
    FINDING_VARIETY_LIMIT, /* 品种规格数量 */
    FINDING_NOT_REPORTED,  /* demand was not reported */
    FINDING_DEPOSIT,       /* quality deposit */
    FINDING_ACCOUNT,       /* 配送企业开户 */
    FINDING_ADMISSION_FEE,
    FINDING_STORAGE_FEE,
    FINDING_REASONS
};
extern const char *const finding_reason_names[FINDING_REASONS];
enum finding_evidence { BY_ORDER, BY_REFUSAL, BY_CONTRACT, BY_RECEIPT, FINDING_EVIDENCES };
extern const char *const finding_evidence_names[FINDING_EVIDENCES];
enum finding_state { FINDING_REPORTED, FINDING_CONFIRMED, FINDING_DISMISSED, FINDING_STATES };
extern const char *const finding_state_names[FINDING_STATES];

struct finding {
    const char *number, *project, *institution, *document; /* project: "" */
    enum finding_reason reason;
    enum finding_evidence evidence;
    date found_on, decided_on; /* decided_on: day 0 while it is only reported */
    enum finding_state state;
};

/* Stores it, or what was decided about it; a decision is not taken back. */
bool finding_put(struct db *db, struct arena *a, int64_t pool, const struct finding *in,
                 enum put *how, struct err *e);
/* Confirmed ones found from one day to another, both included. */
bool finding_count(struct db *db, struct arena *a, int64_t pool, const char *institution, date from,
                   date to, int64_t *out, struct err *e);
#endif
