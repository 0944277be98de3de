#include "agreement/deliverer.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/credit_gate.h"
#include "registry/pack_on.h"
#include "words/agreement.h"

const char *
deliverer_verdict_name(enum deliverer_verdict v)
{
    static const char *const names[DELIVERER_VERDICTS] = {"ok", "closed", "unlicensed", "lapsed",
                                                          "grade"};
    assert(v < DELIVERER_VERDICTS);
    return names[v];
}

static bool
rules_of(struct db *db, struct arena *a, const struct deliverer_asked *q, struct deliverer *out,
         struct err *e)
{
    struct project p;
    struct policy *pack = NULL;
    if (!project_get(db, a, q->pool, q->project, &p, e) || !pack_load(db, p.pack, &pack, e))
        return false;
    out->pack = pack;
    out->licence = q->service ? LICENCE_SERVICE : licence_for(p.goods);
    return true;
}

static bool
licensed(struct db *db, struct arena *a, const struct deliverer_asked *q, struct deliverer *out,
         struct err *e)
{
    enum licence_state state;
    const char *ended;
    bool needed = false;
    if (!licence_on(db, a, q->company, out->licence, q->on, &state, &ended, e))
        return false;
    (void)policy_bool(out->pack, RULE_DISTRIBUTOR_LICENCE, &needed);
    if (state == LICENCE_ENDED) {
        out->verdict = DELIVERER_LAPSED;
        out->why = ended;
    } else if (state == LICENCE_NONE && needed) {
        out->verdict = DELIVERER_UNLICENSED;
    }
    return true;
}

static bool
of_good_credit(struct db *db, struct arena *a, const struct deliverer_asked *q,
               struct deliverer *out, struct err *e)
{
    const struct credit_asked asked = {q->pool, q->company, q->product, q->on};
    struct credit_bar bar;
    int64_t most;
    if (out->verdict != DELIVERER_OK || !policy_int(out->pack, RULE_DISTRIBUTOR_GRADE, &most))
        return true;
    if (!credit_bar(db, a, &asked, DOOR_DISTRIBUTION, &bar, e))
        return false;
    if (bar.grade > most) {
        out->verdict = DELIVERER_GRADE;
        out->why = int_text(bar.grade, arena_alloc(a, INT_TEXT_MAX));
    }
    return true;
}

bool
deliverer_judge(struct db *db, struct arena *a, const struct deliverer_asked *q,
                struct deliverer *out, struct err *e)
{
    struct company c;
    *out = (struct deliverer){.verdict = DELIVERER_OK, .why = ""};
    if (!rules_of(db, a, q, out, e) || !company_on(db, a, q->company, q->on, &c, e))
        return false;
    if (c.status != STATUS_OPEN) {
        out->verdict = DELIVERER_CLOSED;
        out->why = c.successor;
        return true;
    }
    return licensed(db, a, q, out, e) && of_good_credit(db, a, q, out, e);
}

bool
deliverer_must(struct db *db, struct arena *a, const struct deliverer_asked *q, const char *field,
               struct err *e)
{
    static const enum msg says[DELIVERER_VERDICTS] = {
        [DELIVERER_CLOSED] = M_DELIVERER_CLOSED,
        [DELIVERER_UNLICENSED] = M_DELIVERER_UNLICENSED,
        [DELIVERER_LAPSED] = M_DELIVERER_LAPSED,
        [DELIVERER_GRADE] = M_DELIVERER_GRADE,
    };
    const struct credit_asked asked = {q->pool, q->company, q->product, q->on};
    struct deliverer d;
    if (!deliverer_judge(db, a, q, &d, e))
        return false;
    if (d.verdict != DELIVERER_OK) {
        enum rule r =
            d.verdict == DELIVERER_GRADE ? RULE_DISTRIBUTOR_GRADE : RULE_DISTRIBUTOR_LICENCE;
        const struct basis *b = &policy_setting(d.pack, r)->basis;
        return err_set(e, ERR_INPUT, says[d.verdict],
                       {q->company, licence_kind_names[d.licence], d.why, rule_key(r),
                        *b->clause != '\0' ? b->clause : basis_name(b->kind)},
                       .field = field);
    }
    return credit_must(db, a, &asked, DOOR_DISTRIBUTION, field, e);
}
