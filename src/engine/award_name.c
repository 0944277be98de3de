#include <assert.h>

#include "engine/award.h"

const char *
award_test_name(enum award_test t)
{
    static const char *const names[] = {
#define X(id, name) [TEST_##id] = name,
        AWARD_TESTS(X)
#undef X
    };
    assert(t < TEST_COUNT);
    return names[t];
}

const char *
award_decision_name(enum award_decision d)
{
    static const char *const names[] = {[AWARD_OPEN] = "open",
#define X(id, name) [AWARD_##id] = name,
                                        AWARD_OUTCOMES(X)
#undef X
    };
    assert(d <= AWARD_TO_DRAW);
    return names[d];
}
