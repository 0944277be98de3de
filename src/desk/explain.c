#include "desk/explain_inner.h"

#include <string.h>

#include "desk/query.h"
#include "policy/policy.h"
#include "words/tender.h"

struct kind {
    const char *name;
    size_t parts;
    enum { OPEN, OFFICES, OF_INSTITUTION, ITS_OWN } whose;
    size_t institution;                 /* OF_INSTITUTION: which part of the id */
    bool (*make)(struct explaining *q); /* NULL: the stored steps */
};

static const struct kind kinds[] = {
    {"volume", 2, OPEN, 0, NULL},
    {"agreement", 1, OPEN, 0, NULL},
    {"award", 3, ITS_OWN, 0, explain_award_of},
    {"due", 2, ITS_OWN, 0, explain_due_of},
    {"credit", 1, ITS_OWN, 0, explain_credit_of},
    {"allocation", 3, OF_INSTITUTION, 2, explain_allocation_of},
    {"prepayment", 3, OF_INSTITUTION, 1, NULL},
    {"offset", 4, OF_INSTITUTION, 1, NULL},
    {"payback", 3, OF_INSTITUTION, 1, NULL},
    {"prepay_change", 4, OF_INSTITUTION, 1, NULL},
    {"monitor", 3, OF_INSTITUTION, 2, NULL},
    {"assessment", 3, OF_INSTITUTION, 2, NULL},
    {"retention", 3, OF_INSTITUTION, 2, NULL},
    {"effect", 3, OF_INSTITUTION, 2, NULL},
    {"overspend", 2, OF_INSTITUTION, 1, NULL},
    {"monitor_fund", 4, OFFICES, 0, NULL},
    {"national", 2, OFFICES, 0, NULL},
    {"renewal", 2, OFFICES, 0, NULL},
    {"talks", 3, OFFICES, 0, NULL},
    {"amendment", 1, OFFICES, 0, NULL},
    {"shortage", 1, OFFICES, 0, NULL},
};

bool
explain_none(struct explaining *q)
{
    return err_set(q->e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {q->ask->what, q->ask->id});
}

bool
explain_may(struct explaining *q, const char *institution, bool *may)
{
    struct rows r;
    *may = q->ask->unbounded;
    if (*may)
        return true;
    if (!db_run(q->db, &q_desk_region, q->ask->arena, &r, q->e, v_text(institution)))
        return false;
    *may = r.n > 0 && *q->ask->sight.company == '\0' &&
           sight_has_institution(&q->ask->sight, institution, row_text(&r, 0, 0));
    return true;
}

/* The pack as it was, if this program still has it. */
void
explain_stamp(struct explaining *q, const struct stamp *s)
{
    struct err first[1];
    struct errs errs = {.list = first, .max = 1};
    struct arena *a = q->ask->arena;
    struct policy *p = NULL;
    struct explanation *o = q->out;
    o->pack = o->pack_name = s->pack;
    o->edition = s->edition;
    o->inputs_sha256 = s->inputs_sha256;
    o->note = "";
    if (*s->pack == '\0' || !policy_load(&p, a, arena_printf(a, "pack:%s", s->pack), &errs))
        return;
    o->pack_name = q->ask->lang == LANG_ZH ? p->name_zh : p->name_en;
    o->note = policy_status_note(p, q->ask->lang);
    o->pack_changed = strcmp(p->sha256, s->pack_sha256) != 0;
    q->pack = o->pack_changed ? NULL : p;
}

static struct explain_step_told
told(struct explaining *q, const struct explain_step *s)
{
    struct arena *a = q->ask->arena;
    struct explain_step_told t = {"", "", "", "", "", "", "", ""};
    char *text = arena_alloc(a, EXPLAIN_TEXT), value[EXPLAIN_TEXT], *cite;
    explain_text(s, q->ask->lang, text, EXPLAIN_TEXT);
    t.text = text;
    t.rule = s->rule != RULE_NONE ? rule_key(s->rule) : "";
    if (s->rule == RULE_NONE || q->pack == NULL)
        return t;
    const struct basis *b = &policy_setting(q->pack, s->rule)->basis;
    cite = arena_alloc(a, POLICY_TEXT_MAX);
    t.value =
        arena_strdup(a, policy_value_text(q->pack, s->rule, q->ask->lang, value, sizeof(value)));
    t.basis = basis_name(b->kind);
    t.document = b->doc;
    t.clause = b->clause;
    t.quote = b->quote;
    t.cite = policy_cite(q->pack, s->rule, q->ask->lang, cite, POLICY_TEXT_MAX);
    return t;
}

void
explain_steps(struct explaining *q, const struct explain *x)
{
    struct explain_step_told *step = arena_array(q->ask->arena, struct explain_step_told, x->n + 1);
    for (size_t i = 0; i < x->n; i++)
        step[i] = told(q, &x->step[i]);
    q->out->steps = (struct list){step, x->n};
}

void
explain_input(struct explaining *q, const char *name, const char *value)
{
    struct list *l = &q->out->inputs;
    if (l->at == NULL)
        l->at = arena_array(q->ask->arena, struct explain_input, EXPLAIN_INPUTS_MAX);
    struct explain_input *at = (struct explain_input *)(uintptr_t)l->at;
    if (l->n < EXPLAIN_INPUTS_MAX)
        at[l->n++] = (struct explain_input){name, value};
}

static bool
stored(struct explaining *q)
{
    const struct explain_ask *ask = q->ask;
    struct stamp s;
    struct explain x;
    bool found;
    if (!explained_get(q->db, ask->arena, ask->pool, ask->what, ask->id, &s, &x, &found, q->e))
        return false;
    if (!found)
        return explain_none(q);
    explain_stamp(q, &s);
    explain_steps(q, &x);
    return true;
}

static const struct kind *
kind_of(struct explaining *q)
{
    const struct explain_ask *ask = q->ask;
    char *id = arena_strdup(ask->arena, ask->id);
    while (q->parts < EXPLAIN_PARTS_MAX) {
        char *end = strchr(id, '/');
        q->part[q->parts++] = id;
        if (end == NULL)
            break;
        *end = '\0';
        id = end + 1;
    }
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strcmp(kinds[i].name, ask->what) == 0 && kinds[i].parts == q->parts)
            return &kinds[i];
    return NULL;
}

bool
explain_figure(struct db *db, const struct explain_ask *ask, struct explanation *out, struct err *e)
{
    struct explaining q = {.db = db, .ask = ask, .out = out, .e = e};
    *out = (struct explanation){.what = ask->what,
                                .id = ask->id,
                                .pack = "",
                                .pack_name = "",
                                .note = "",
                                .edition = "",
                                .inputs_sha256 = ""};
    const struct kind *k = kind_of(&q);
    bool may = true;
    if (k == NULL || (ask->public && k->make != explain_award_of) ||
        (k->whose == OFFICES && !ask->all && !ask->unbounded))
        return explain_none(&q);
    if (k->whose == OF_INSTITUTION && !explain_may(&q, q.part[k->institution], &may))
        return false;
    if (!may)
        return explain_none(&q);
    return k->make != NULL ? k->make(&q) : stored(&q);
}
