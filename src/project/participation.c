#include "project/participation.h"

#include "project/query.h"
#include "words/project.h"

const char *const duty_names[DUTIES] = {"mandatory", "in_principle", "per_agreement", "voluntary"};

enum rule
duty_rule(enum institution_kind kind, enum goods goods)
{
    switch (kind) {
    case INSTITUTION_MILITARY:
    case INSTITUTION_ARMED_POLICE: return RULE_PART_MILITARY;
    case INSTITUTION_PRIVATE: return RULE_PART_PRIVATE;
    case INSTITUTION_PHARMACY: return RULE_PART_PHARMACY;
    case INSTITUTION_PUBLIC:
    case INSTITUTION_KINDS: break;
    }
    return goods == GOODS_HIGH_VALUE ? RULE_PART_PUBLIC_HIGH : RULE_PART_PUBLIC_OTHER;
}

enum duty
duty_of(const struct policy *p, enum institution_kind kind, enum goods goods)
{
    int value;
    return policy_enum(p, duty_rule(kind, goods), &value) ? (enum duty)value : DUTY_VOLUNTARY;
}

const char *
participation_verdict_name(enum participation_verdict v)
{
    static const char *const names[] = {"ok", "must", "reason"};
    return names[v];
}

enum participation_verdict
participation_check(enum duty duty, bool takes_part, const char *reason)
{
    if (takes_part)
        return PARTICIPATION_OK;
    if (duty == DUTY_MANDATORY)
        return PARTICIPATION_MUST;
    if (duty == DUTY_IN_PRINCIPLE && *reason == '\0')
        return PARTICIPATION_REASON;
    return PARTICIPATION_OK;
}

bool
participation_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const struct participation *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(in->institution),
                            v_int(in->takes_part),
                            v_text(duty_names[in->duty]),
                            v_text(in->takes_part ? "" : in->reason),
                            v_text(in->joined_on.day == 0
                                       ? ""
                                       : date_text(in->joined_on, arena_alloc(a, DATE_TEXT_MAX)))};
    switch (participation_check(in->duty, in->takes_part, in->reason)) {
    case PARTICIPATION_OK:
    case PARTICIPATION_VERDICTS: break;
    case PARTICIPATION_MUST:
        return err_set(e, ERR_INPUT, M_PARTICIPATION_MUST, {in->institution},
                       .field = "takes_part");
    case PARTICIPATION_REASON:
        return err_set(e, ERR_INPUT, M_PARTICIPATION_REASON, {in->institution}, .field = "reason");
    }
    return put_state(db, a,
                     &(struct put_row){&q_participation_get, &q_participation_write, NULL, v, 7, 3},
                     how, e);
}

bool
participation_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *institution, const char *field, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_participation_get, a, &r, e, v_int(pool), v_text(project),
                v_text(institution)))
        return false;
    return (r.n == 1 && row_int(&r, 0, 0) == 1) ||
           err_set(e, ERR_NOT_FOUND, M_PARTICIPATION_NONE, {institution, project}, .field = field);
}
