/* policy.c - what a loaded pack answers. */
#include "policy/policy.h"

#include <assert.h>

const struct setting *
policy_setting(const struct policy *p, enum rule r)
{
    assert(r > RULE_NONE && r < RULE_COUNT);
    return &p->setting[r];
}

static bool
value_of(const struct policy *p, enum rule r, enum rule_type type, int64_t *n)
{
    const struct setting *s = policy_setting(p, r);
    assert(rule_info(r)->type == type);
    *n = s->n;
    return s->has_value;
}

bool
policy_bool(const struct policy *p, enum rule r, bool *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_BOOL, &n) && ((*out = n != 0), true);
}

bool
policy_int(const struct policy *p, enum rule r, int64_t *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_INT, &n) && ((*out = n), true);
}

bool
policy_ratio(const struct policy *p, enum rule r, ratio *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_RATIO, &n) && ((out->ppm = n), true);
}

bool
policy_money(const struct policy *p, enum rule r, money *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_MONEY, &n) && ((out->units = n), true);
}

bool
policy_date(const struct policy *p, enum rule r, date *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_DATE, &n) && ((out->day = (int32_t)n), true);
}

bool
policy_enum(const struct policy *p, enum rule r, int *out)
{
    int64_t n;
    return value_of(p, r, RULE_TYPE_ENUM, &n) && ((*out = (int)n), true);
}

bool
policy_covers(const struct policy *p, date on)
{
    if (p->status == PACK_CONSULTATION_DRAFT)
        return true;
    return date_cmp(on, p->effective_from) >= 0 &&
           (p->effective_to.day == 0 || date_cmp(on, p->effective_to) <= 0);
}
