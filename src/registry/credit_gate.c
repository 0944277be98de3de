#include "registry/credit_gate.h"

#include <string.h>

#include "registry/pack_on.h"
#include "registry/query.h"
#include "words/registry.h"

enum { PROVINCE = 10000, EFFECTS = 2, JUDGE_MEMORY = 16 * 1024 * 1024 };

static const struct {
    enum credit_effect effect[EFFECTS];
    bool ban; /* a ban shuts it too; an exit shuts all of them */
    enum msg says;
} doors[CREDIT_DOORS] = {
    [DOOR_BID] = {{CREDIT_REFUSE_BID, CREDIT_REFUSE_BID}, true, M_CREDIT_BAR_BID},
    [DOOR_LISTING] = {{CREDIT_STOP_LISTING, CREDIT_LIMIT_LISTING}, true, M_CREDIT_BAR_LISTING},
    [DOOR_LISTED] = {{CREDIT_STOP_LISTING, CREDIT_STOP_LISTING}, false, M_CREDIT_BAR_LISTING},
    [DOOR_DISTRIBUTION] = {{CREDIT_REFUSE_DISTRIBUTION, CREDIT_REFUSE_DISTRIBUTION},
                           true,
                           M_CREDIT_BAR_DISTRIBUTION},
    [DOOR_ORDER] = {{CREDIT_TO_STANDBY, CREDIT_TO_STANDBY}, false, M_CREDIT_BAR_ORDER},
};

static bool
reaches(const char *area, int64_t of, int64_t pool)
{
    return strcmp(area, credit_area_name(CREDIT_NATION)) == 0 ||
           (strcmp(area, credit_area_name(CREDIT_PROVINCE)) == 0 ? of / PROVINCE == pool / PROVINCE
                                                                 : of == pool);
}

/* Decisions of an authority: they need no edition and no pack. */
static bool
banned(struct db *db, struct arena *a, const struct credit_asked *q, enum credit_door door,
       struct credit_bar *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_bans_of_party, a, &r, e, v_text(q->party), v_date(a, q->on)))
        return false;
    for (size_t i = 0; !out->shut && i < r.n; i++) {
        const char *product = row_text(&r, i, 4);
        bool exits = strcmp(row_text(&r, i, 2), "exit") == 0;
        if (!(exits || doors[door].ban) || !reaches(row_text(&r, i, 3), row_int(&r, i, 0), q->pool))
            continue;
        if (*product != '\0' && strcmp(product, q->product) != 0)
            continue;
        *out = (struct credit_bar){
            .shut = true, .why = row_text(&r, i, 1), .clause = row_text(&r, i, 6)};
        (void)date_parse(&out->until, row_text(&r, i, 5));
    }
    return true;
}

static const char *
clause_of(struct arena *a, const struct policy *p)
{
    if (p == NULL)
        return basis_name(BASIS_CHOICE);
    const struct basis *b = &policy_setting(p, RULE_CREDIT_ENFORCED)->basis;
    return *b->clause != '\0' ? arena_printf(a, "《%s》%s", b->doc, b->clause)
                              : arena_printf(a, "%s", basis_name(b->kind));
}

/* Everything of this lives in `own`, which is gone afterwards. */
static bool
judge(struct db *db, struct arena *own, const struct credit_asked *q, enum credit_door door,
      struct credit_bar *out, struct err *e)
{
    struct credit_record *r = arena_alloc(own, sizeof(*r));
    struct policy *p;
    bool enforced = true;
    if (!pack_on(db, own, q->pool, q->on, &p, e))
        return false;
    if (p != NULL && !policy_bool(p, RULE_CREDIT_ENFORCED, &enforced))
        enforced = false;
    if (!credit_on(db, own, q->party, q->on, p, r, NULL, e))
        return false;
    out->grade = r->answer.grade;
    for (int i = 0; enforced && !out->shut && i < EFFECTS; i++) {
        size_t at =
            credit_effect_find(&r->answer, r->event, doors[door].effect[i], q->product, q->pool);
        if (at == r->answer.n)
            continue;
        const struct credit_effect_at *m = &r->answer.effect[at];
        out->shut = true;
        out->until = m->until;
        out->why =
            arena_printf(own, "%s (%s)", r->event[m->event].id, r->judged[m->event].edition->id);
        out->clause = clause_of(own, p);
    }
    return true;
}

static bool
graded(struct db *db, struct arena *a, const struct credit_asked *q, enum credit_door door,
       struct credit_bar *out, struct err *e)
{
    struct arena *own = arena_new(JUDGE_MEMORY);
    bool ok = judge(db, own, q, door, out, e);
    out->why = ok ? arena_strdup(a, out->why) : "";
    out->clause = ok ? arena_strdup(a, out->clause) : "";
    arena_free(own);
    return ok;
}

bool
credit_bar(struct db *db, struct arena *a, const struct credit_asked *q, enum credit_door door,
           struct credit_bar *out, struct err *e)
{
    struct rows r;
    *out = (struct credit_bar){.why = "", .clause = ""};
    if (!db_run_kept(db, &q_party_clean, a, &r, e, v_text(q->party)))
        return false;
    if (row_int(&r, 0, 1) > 0 && !banned(db, a, q, door, out, e))
        return false;
    return row_int(&r, 0, 0) == 0 || out->shut || graded(db, a, q, door, out, e);
}

bool
credit_is_clean(struct db *db, struct arena *a, const char *party, bool *out, struct err *e)
{
    struct rows r;
    if (!db_run_kept(db, &q_party_clean, a, &r, e, v_text(party)))
        return false;
    *out = row_int(&r, 0, 0) == 0 && row_int(&r, 0, 1) == 0;
    return true;
}

bool
credit_refuse(const struct credit_asked *q, enum credit_door door, const struct credit_bar *b,
              const char *field, struct err *e)
{
    char until[DATE_TEXT_MAX];
    return err_set(e, ERR_INPUT, doors[door].says,
                   {q->party, b->why, date_text(b->until, until), b->clause}, .field = field);
}

bool
credit_must(struct db *db, struct arena *a, const struct credit_asked *q, enum credit_door door,
            const char *field, struct err *e)
{
    struct credit_bar b;
    return credit_bar(db, a, q, door, &b, e) && (!b.shut || credit_refuse(q, door, &b, field, e));
}
