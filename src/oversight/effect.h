/* effect.h - what a final assessment means for those who use it (考核结果运用;
 * REQUIREMENTS I2; CX 五(一)(三), GS (十一)3, SX 八(三), CQ 二(六), GZ 四(二)4): the
 * institution's performance assessment, next year's quota, its designated-institution agreement,
 * its head's responsibility, and the share of surplus that it may keep. Each is a dated fact,
 * with the score, the parameter that decided and its clause; it is issued once. */
#ifndef JICAI_EFFECT_H
#define JICAI_EFFECT_H
#include "engine/assess.h"
#include "oversight/year.h"
#include "policy/policy.h"

enum effect_use {
    USE_PERFORMANCE, /* 公立医疗机构绩效考核 */
    USE_QUOTA,       /* 下一年度医保费用额度 */
    USE_AGREEMENT,   /* 定点协议管理考核 */
    USE_HEAD,        /* 医疗机构负责人目标责任考核 */
    USE_RETENTION,   /* 结余留用比例 */
    EFFECT_USES
};
extern const char *const effect_use_names[EFFECT_USES];

/* Of institutions whose assessment is final and was not issued yet. *n: how many. ERR_NOT_FOUND
 * when none is final. */
bool effects_issue(struct db *db, struct arena *a, const struct project *project,
                   const struct policy *p, int64_t year, date on, int64_t *n, struct err *e);

struct effect {
    const char *institution, *says; /* reward, none, penalty; retention: share or not_regulated */
    enum effect_use use;
    enum assess_band band;
    int64_t score; /* hundredths of a point */
    ratio share;   /* of surplus; 0 but of USE_RETENTION */
    date on;
};
enum { EFFECT_TEXT_MAX = 256, EFFECT_CLAUSE_MAX = POLICY_TEXT_MAX };
/* What it means, as a sentence; and the clause on which it rests, with its quote. */
char *effect_text(const struct effect *f, enum lang lang, char out[static EFFECT_TEXT_MAX]);
char *effect_clause(const struct policy *p, enum effect_use use, enum lang lang,
                    char out[static EFFECT_CLAUSE_MAX]);
/* One from a row of q_effect_page or q_effect_each. */
bool effect_row(const struct rows *r, size_t i, struct effect *out, struct err *e);
bool effects_read(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
                  struct effect **out, size_t *n, struct err *e);
#endif
