#include "engine/rule.h"
#include "words/rules.h"

#include <assert.h>
#include <string.h>

static const struct rule_info rules[] = {[RULE_NONE] = {.key = ""},
#define X(id, key, type, values) [RULE_##id] = {key, RULE_TYPE_##type, values, M_RULE_##id},
                                         JICAI_RULES(X)
#undef X
};

const struct rule_info *
rule_info(enum rule r)
{
    assert(r > RULE_NONE && r < RULE_COUNT);
    return &rules[r];
}

const char *
rule_key(enum rule r)
{
    assert(r < RULE_COUNT);
    return rules[r].key;
}

enum rule
rule_find(const char *key)
{
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++)
        if (strcmp(rules[r].key, key) == 0)
            return (enum rule)r;
    return RULE_NONE;
}
