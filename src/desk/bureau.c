#include "desk/bureau.h"

#include <string.h>

#include "desk/query.h"
#include "project/project.h"
#include "words/desk.h"

enum { PACK_ERRS = 4 };

const char *
bureau_cite(const struct bureau *b, enum rule r)
{
    char text[POLICY_TEXT_MAX];
    const struct setting *s = policy_setting(b->pack, r);
    if (s->basis.kind == BASIS_MISSING || s->basis.kind == BASIS_NOT_REGULATED)
        return "";
    return arena_strdup(b->arena, policy_cite(b->pack, r, b->lang, text, sizeof(text)));
}

/* The parameters that make one jurisdiction unlike another. */
void
bureau_rules(struct bureau *b)
{
    static const enum rule shown[] = {
        RULE_SETTLE_DUE,     RULE_SETTLE_DAYS,     RULE_PREPAY_CONSUMABLE, RULE_PREPAY_DRUG,
        RULE_PREPAY_PLAN,    RULE_OFFSET_MODE,     RULE_CLAWBACK_MONTHS,   RULE_FUND_LEVEL2,
        RULE_TERM_YEARLY,    RULE_RENEWAL_ALIGN,   RULE_CAP_DRUG,          RULE_CAP_CONSUMABLE,
        RULE_PATIENT_CHARGE, RULE_STD_NONSELECTED, RULE_RETENTION,
    };
    enum { N = sizeof(shown) / sizeof(*shown) };
    static const enum msg column[] = {M_BUREAU_PARAMETER, M_BUREAU_VALUE, M_BUREAU_BASIS,
                                      M_BUREAU_CLAUSE};
    struct section *s = report_add(b->report, b->arena, M_BUREAU_RULES);
    struct term *cell = section_cells(s, b->arena, column, 4, N);
    size_t rows = 0;
    for (size_t i = 0; i < N; i++) {
        char text[POLICY_TEXT_MAX];
        const struct setting *set = policy_setting(b->pack, shown[i]);
        policy_value_text(b->pack, shown[i], b->lang, text, sizeof(text));
        if (*text == '\0')
            continue;
        struct term *t = &cell[rows++ * 4];
        t[0] = t_text(word_text(b->lang, rule_info(shown[i])->say));
        t[1] = t_text(arena_strdup(b->arena, text));
        bool clause = set->basis.kind == BASIS_CLAUSE;
        t[2] = t_text(word_text(b->lang, clause ? M_BUREAU_BY_CLAUSE : M_BUREAU_BY_CHOICE));
        t[3] = t_text(*set->basis.clause != '\0' ? set->basis.clause : "-");
    }
    s->rows = rows;
}

static bool
chapter(struct bureau *b, struct err *e)
{
    const char *note = policy_status_note(b->pack, b->lang);
    struct section *s = report_add(b->report, b->arena, M_BUREAU_PROJECT);
    s->chapter = true;
    s->title_arg = t_text(arena_printf(b->arena, "%s · %s", b->pool_name, b->name));
    if (*note != '\0') {
        s->note = M_BUREAU_STATUS;
        s->note_arg[0] = t_text(note);
    }
    if (!bureau_award(b, e))
        return false;
    if (!bureau_tables(b, e))
        return false;
    bureau_rules(b);
    return true;
}

static bool
pack_of(struct bureau *b, const char *id, struct err *e)
{
    struct policy *p;
    struct errs errs = {.list = arena_array(b->arena, struct err, PACK_ERRS), .max = PACK_ERRS};
    if (!policy_load(&p, b->arena, arena_printf(b->arena, "pack:%s", id), &errs)) {
        *e = errs.list[0];
        return false;
    }
    b->pack = p;
    return true;
}

bool
bureau_report(struct db *db, struct arena *a, const char *project, date on, enum lang lang,
              struct report *out, struct err *e)
{
    struct rows r;
    report_init(out, a);
    out->title = M_BUREAU_TITLE;
    out->on = on;
    if (!db_run(db, &q_desk_projects, a, &r, e, v_text(project)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_BUREAU_NONE, {project});
    for (size_t i = 0; i < r.n; i++) {
        struct bureau b = {.db = db,
                           .arena = a,
                           .report = out,
                           .lang = lang,
                           .on = on,
                           .pool = row_int(&r, i, 0),
                           .project = row_text(&r, i, 1),
                           .name = row_text(&r, i, 2),
                           .goods = row_text(&r, i, 4),
                           .cycle_months = row_int(&r, i, 6),
                           .pool_name = row_text(&r, i, 7)};
        date_parse(&b.executed_on, row_text(&r, i, 5));
        if (!pack_of(&b, row_text(&r, i, 3), e) || !chapter(&b, e))
            return false;
    }
    return true;
}
