#include "engine/rule.h"

#include <assert.h>

const char *
rule_key(enum rule r)
{
    static const char *const keys[] = {[RULE_NONE] = "",
#define X(id, key, type, values) [RULE_##id] = key,
                                       JICAI_RULES(X)
#undef X
    };
    assert(r < RULE_COUNT);
    return keys[r];
}
