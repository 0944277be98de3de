#include "agreement/selection.h"

#include <string.h>

#include "agreement/query.h"
#include "project/project.h"
#include "registry/pack_on.h"
#include "words/agreement.h"

/* Of high value, as the project says. */
static bool
high_value(struct db *db, struct arena *a, int64_t pool, const char *project, struct project *p,
           bool *out, struct err *e)
{
    if (!project_get(db, a, pool, project, p, e))
        return false;
    *out = p->goods == GOODS_HIGH_VALUE;
    return true;
}

bool
selection_must(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *institution, const char *product, const char *distributor, struct err *e)
{
    struct project p;
    struct policy *pack;
    struct rows last;
    bool high, needed = false;
    if (*distributor == '\0')
        return true;
    if (!high_value(db, a, pool, project, &p, &high, e) || !pack_load(db, p.pack, &pack, e))
        return false;
    if (!high || !policy_bool(pack, RULE_DISTRIBUTOR_RECORD, &needed) || !needed)
        return true;
    if (!db_run(db, &q_selection_last, a, &last, e, v_int(pool), v_text(project),
                v_text(institution), v_text(product)))
        return false;
    return (last.n > 0 && strcmp(row_text(&last, 0, 1), distributor) == 0) ||
           err_set(e, ERR_INPUT, M_CHOICE_RECORD,
                   {product, distributor, rule_key(RULE_DISTRIBUTOR_RECORD),
                    policy_setting(pack, RULE_DISTRIBUTOR_RECORD)->basis.clause},
                   .field = "distributor");
}

static bool
selection_fine(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct selection *in, date today, struct err *e)
{
    struct project p;
    bool high;
    if (*in->record == '\0' || *in->reason == '\0')
        return err_set(e, ERR_INPUT, M_SELECTION_RECORD, {in->product},
                       .field = *in->record == '\0' ? "record" : "reason");
    if (today.day != 0 && date_cmp(in->on, today) > 0)
        return err_set(e, ERR_INPUT, M_SELECTION_LATER, {in->product}, .field = "date");
    return high_value(db, a, pool, project, &p, &high, e) &&
           (high || err_set(e, ERR_INPUT, M_SELECTION_GOODS, {in->product}, .field = "product"));
}

static bool
is_last(struct arena *a, const struct rows *last, const struct selection *in)
{
    return last->n > 0 && strcmp(row_text(last, 0, 1), in->distributor) == 0 &&
           strcmp(row_text(last, 0, 2), in->record) == 0 &&
           strcmp(row_text(last, 0, 3), in->reason) == 0 &&
           strcmp(row_text(last, 0, 4), put_date(a, in->on)) == 0;
}

bool
selection_put(struct db *db, struct arena *a, int64_t pool, const char *project,
              const struct selection *in, date today, enum put *how, struct err *e)
{
    struct rows last, named;
    enum put choice;
    if (*in->distributor == '\0')
        return err_set(e, ERR_INPUT, M_NOT_NAMED, {in->distributor, in->product},
                       .field = "distributor");
    if (!selection_fine(db, a, pool, project, in, today, e) ||
        !choice_fine(db, a, pool, project, in->institution, in->product, in->distributor, e) ||
        !db_run(db, &q_selection_last, a, &last, e, v_int(pool), v_text(project),
                v_text(in->institution), v_text(in->product)) ||
        !db_run(db, &q_selection_candidates, a, &named, e, v_int(pool), v_text(project),
                v_text(in->product)))
        return false;
    *how = last.n == 0 ? PUT_NEW : is_last(a, &last, in) ? PUT_SAME : PUT_CHANGED;
    if (*how == PUT_SAME)
        return true;
    const char **code = arena_array(a, const char *, named.n + 1);
    for (size_t i = 0; i < named.n; i++)
        code[i] = row_text(&named, i, 0);
    int64_t seq = last.n > 0 ? row_int(&last, 0, 0) + 1 : 1;
    return db_do(db, &q_selection_write, e, v_int(pool), v_text(project), v_text(in->institution),
                 v_text(in->product), v_int(seq), v_text(in->distributor),
                 v_text(arena_join(a, code, named.n, ';')), v_text(in->record), v_text(in->reason),
                 v_date(a, in->on), v_text(in->who)) &&
           choice_keep(db, a, pool, project, in->institution, in->product, in->distributor, &choice,
                       e);
}

bool
selection_list(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *institution, const char *lo, const char *hi, struct selection_row **out,
               size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_selection_each, a, &r, e, v_int(pool), v_text(project), v_text(institution),
                v_text(lo), v_text(hi), v_int(SELECTIONS_MAX)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct selection_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        (*out)[i] = (struct selection_row){.institution = row_text(&r, i, 0),
                                           .product = row_text(&r, i, 1),
                                           .seq = row_int(&r, i, 2),
                                           .distributor = row_text(&r, i, 3),
                                           .candidates = row_text(&r, i, 4),
                                           .record = row_text(&r, i, 5),
                                           .reason = row_text(&r, i, 6),
                                           .who = row_text(&r, i, 8)};
        (void)date_parse(&(*out)[i].on, row_text(&r, i, 7));
    }
    return true;
}
