/* How a party stands: every event that was held against it, anywhere, judged anew by the pack in
 * force today; its grade and its measures (RULES 13). A party sees its own. */
#include <string.h>

#include "base/core/text.h"
#include "desk/explain_inner.h"
#include "engine/credit.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"

#define CREDIT_STEPS_EDITION "credit-1"
enum { STEPS = 1024 };

static const char *
count_text(struct explaining *q, int64_t n)
{
    char text[INT_TEXT_MAX];
    return arena_strdup(q->ask->arena, int_text(n, text));
}

/* Another's is not there, whoever asks: one institution of a region is no stranger to its office.
 */
static bool
seen(const struct explaining *q)
{
    const struct sight *s = &q->ask->sight;
    return q->ask->unbounded || q->ask->all || strcmp(s->company, q->part[0]) == 0 ||
           strcmp(s->institution, q->part[0]) == 0;
}

bool
explain_credit_of(struct explaining *q)
{
    struct arena *a = q->ask->arena;
    struct credit_record r;
    struct explain x = {.step = arena_array(a, struct explain_step, STEPS), .max = STEPS};
    char digest[SHA256_HEX_MAX];
    struct sha256 h;
    struct policy *p;
    if (!seen(q))
        return explain_none(q);
    if (!pack_on(q->db, a, q->ask->pool, q->ask->today, &p, q->e) ||
        !credit_on(q->db, a, q->part[0], q->ask->today, p, &r, &x, q->e))
        return false;
    sha256_init(&h);
    for (size_t i = 0; i < r.n; i++) {
        inputs_add_text(&h, r.event[i].id);
        explain_input(q, credit_matter_name(r.event[i].matter), r.event[i].id);
    }
    explain_input(q, "grade", count_text(q, r.answer.grade));
    explain_stamp(q, &(struct stamp){p->id, p->sha256, CREDIT_STEPS_EDITION,
                                     arena_strdup(a, inputs_end(&h, digest))});
    explain_steps(q, &x);
    return true;
}
