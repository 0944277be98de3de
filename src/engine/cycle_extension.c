/* The volume of an extension. */
#include <assert.h>

#include "engine/cycle.h"
#include "engine/split.h"
#include "words/engine_money.h"

bool
cycle_extension_volume(const struct cycle_rules *r, struct span last_term, struct span extension,
                       const int64_t last[], size_t n, struct explain *x, int64_t out[],
                       int64_t rest[])
{
    int64_t sum = 0, total;
    int days = span_days(last_term), more = span_days(extension);

    assert(days > 0 && more > 0);
    for (size_t i = 0; i < n; i++)
        if (__builtin_add_overflow(sum, last[i], &sum))
            return false;
    if (r->extension == EXTENSION_NONE) {
        for (size_t i = 0; i < n; i++)
            out[i] = 0;
        explain_add(x, RULE_EXTENSION_VOLUME, M_X_EXTENSION_NONE, t_int(0));
        return true;
    }
    if (!wide_div(&total, (wide)sum * more, days, ROUND_HALF_UP))
        return false;
    split_volume(total, last, n, out, rest);
    explain_add(x, RULE_EXTENSION_VOLUME, M_X_EXTENSION_VOLUME, t_qty((qty){sum}), t_int(more),
                t_int(days), t_qty((qty){total}));
    return true;
}
