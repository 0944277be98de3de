#include <stdio.h>
#include <string.h>

#include "policy/bind.h"
#include "registry/pack_on.h"
#include "registry/region.h"
#include "trade/memo.h"
#include "words/project.h"
#include "words/registry.h"

const char *const variant_names[VARIANTS] = {"without_service", "with_service"};

static bool
allowed(const struct policy *p, enum rule r, bool silent)
{
    bool value;
    return policy_bool(p, r, &value) ? value : silent;
}

static bool
load(struct trade *t, const char *pack, struct trade_rules *out, struct err *e)
{
    struct policy *p;
    if (!pack_load(t->db, pack, &p, e))
        return err_set(e, ERR_INPUT, M_PROJECT_PACK, {pack});
    *out = (struct trade_rules){.over_agreed = allowed(p, RULE_OVER_AGREED, true),
                                .zero_volume = allowed(p, RULE_ZERO_VOLUME, true),
                                .own_lower = allowed(p, RULE_OWN_LOWER_PRICE, false),
                                .forbidden_reasons = allowed(p, RULE_FORBIDDEN_REASONS, true),
                                .no_extra_fees = allowed(p, RULE_NO_EXTRA_FEES, true),
                                .reason_while_open = allowed(p, RULE_REASON_WHILE_OPEN, false)};
    snprintf(out->pack, sizeof(out->pack), "%s", pack);
    memcpy(out->sha256, p->sha256, sizeof(out->sha256));
    bind_supply(p, &out->supply);
    enum bind_verdict bound = bind_settle(p, &out->settle).verdict;
    snprintf(out->no_due, sizeof(out->no_due), "%s",
             bound == BIND_OK ? "" : bind_verdict_name(bound));
    return true;
}

bool
memo_keep(char to[static TRADE_CODE_MAX], const char *text)
{
    size_t n = strlen(text);
    bool fits = n < TRADE_CODE_MAX;
    memcpy(to, fits ? text : "", fits ? n + 1 : 1);
    return fits;
}

/* The pool's own pack on a day; an import names the same days again and again. */
static bool
pool_pack(struct trade *t, date on, const char **out, struct err *e)
{
    struct trade_memo *m = t->memo;
    char day[DATE_TEXT_MAX];
    if (strcmp(m->pack_on, date_text(on, day)) == 0) {
        *out = m->pool_pack;
        return true;
    }
    if (!pool_pack_on(t->db, t->arena, t->pool, on, out, e))
        return false;
    if (memo_keep(m->pool_pack, *out))
        memcpy(m->pack_on, day, sizeof(day));
    else
        m->pack_on[0] = '\0';
    return true;
}

bool
trade_project(struct trade *t, const char *code, struct project *out, struct err *e)
{
    struct trade_memo *m = t->memo;
    if (*code == '\0' || strcmp(m->project, code) != 0) {
        if (!project_get(t->db, t->arena, t->pool, code, out, e))
            return false;
        m->executed_on = out->executed_on;
        m->cycle_months = out->cycle_months;
        if (!memo_keep(m->project, code) || !memo_keep(m->pack, out->pack))
            m->project[0] = '\0';
        return true;
    }
    *out = (struct project){.pool = t->pool,
                            .code = m->project,
                            .pack = m->pack,
                            .executed_on = m->executed_on,
                            .cycle_months = m->cycle_months};
    return true;
}

bool
trade_rules_on(struct trade *t, date on, const char *pack, const struct trade_rules **out,
               struct err *e)
{
    const char *of_pool;
    struct trade_memo *m = t->memo;
    if (!pool_pack(t, on, &of_pool, e))
        return false;
    if (*of_pool != '\0')
        pack = of_pool;
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->rules[i].pack, pack) == 0) {
            *out = &m->rules[i];
            return true;
        }
    struct trade_rules *to = &m->rules[m->n % TRADE_PACKS_MAX];
    if (!load(t, pack, to, e))
        return false;
    m->n += m->n < TRADE_PACKS_MAX - 1 ? 1 : 0;
    *out = to;
    return true;
}

bool
trade_rules_of_pool(struct trade *t, date on, const struct trade_rules **out, struct err *e)
{
    static const struct trade_rules silent = {
        .over_agreed = true, .zero_volume = true, .forbidden_reasons = true, .no_extra_fees = true};
    const char *pack;
    if (!pool_pack(t, on, &pack, e))
        return false;
    *out = &silent;
    return *pack == '\0' || trade_rules_on(t, on, pack, out, e);
}

static bool
unsaid(const struct val *v)
{
    return v->type == VAL_INT ? v->i == 0 : *v->s == '\0';
}

bool
fact_same(const struct rows *r, const struct val v[], const char *const column[], size_t n,
          const char *key, enum put *how, struct err *e)
{
    *how = r->n == 0 ? PUT_NEW : PUT_SAME;
    for (size_t i = 0; r->n > 0 && i < n; i++) {
        const struct val *old = &r->cells[i];
        bool same = v[i].type == VAL_INT ? old->i == v[i].i : strcmp(old->s, v[i].s) == 0;
        if (!same && !unsaid(&v[i]))
            return err_set(e, ERR_CONFLICT, M_PUT_FACT, {key, column[i]}, .field = column[i]);
    }
    return true;
}
