#include "tender/award.h"

#include <assert.h>
#include <string.h>

#include "tender/query.h"
#include "tender/set.h"
#include "words/db.h"

enum { BATCH = 100, VALUES = 14 };

static bool
rows_put(struct db *db, struct arena *a, int64_t pool, const char *project,
         const struct group_result *in, struct err *e)
{
    struct val v[BATCH * VALUES];
    for (size_t from = 0; from < in->group.n; from += BATCH) {
        size_t n = in->group.n - from < BATCH ? in->group.n - from : BATCH;
        for (size_t i = 0; i < n; i++) {
            const struct award_bid *b = &in->group.bid[from + i];
            const struct award_result *r = &in->out[from + i];
            const struct val row[VALUES] = {v_int(pool),
                                            v_text(project),
                                            v_text(in->group.name),
                                            v_text(b->product),
                                            v_text(b->company),
                                            v_int(r->price.units),
                                            v_int(in->with_service[from + i].units),
                                            v_text(r->unit),
                                            v_int(r->rank),
                                            v_int(r->tied),
                                            v_text(award_decision_name(r->decision)),
                                            v_text(r->step),
                                            v_text(r->clause),
                                            v_text(figures_text(a, r))};
            memcpy(&v[i * VALUES], row, sizeof(row));
        }
        if (!db_many(db, &q_award_write, v, n, e))
            return false;
    }
    return true;
}

bool
group_result_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const struct group_result *in, struct err *e)
{
    int64_t selected = 0;
    for (size_t i = 0; i < in->group.n; i++)
        selected += award_is_selected(in->out[i].decision);
    return db_do(db, &q_award_part_clear, e, v_int(pool), v_text(project),
                 v_text(in->group.name)) &&
           db_do(db, &q_award_clear, e, v_int(pool), v_text(project), v_text(in->group.name)) &&
           db_do(db, &q_group_award_write, e, v_int(pool), v_text(project), v_text(in->group.name),
                 v_text(in->status == AWARD_DONE ? "done" : "draw"), v_int((int64_t)in->group.n),
                 v_int(selected), v_text(AWARD_EDITION), v_text(in->pack), v_text(in->pack_sha256),
                 v_text(in->rules_sha256), v_text(in->inputs_sha256)) &&
           rows_put(db, a, pool, project, in, e) && set_award(db, a, pool, project, in, e);
}

static enum award_decision
decision_of(const char *name)
{
    for (int d = AWARD_SELECT; d <= AWARD_TO_DRAW; d++)
        if (strcmp(award_decision_name((enum award_decision)d), name) == 0)
            return (enum award_decision)d;
    assert(0 && "a decision that the table's CHECK does not know");
    return AWARD_OPEN;
}

static void
rows_get(struct arena *a, const struct rows *r, struct group_result *out)
{
    struct award_bid *bid = arena_array(a, struct award_bid, r->n + 1);
    out->out = arena_array(a, struct award_result, r->n + 1);
    out->with_service = arena_array(a, money, r->n + 1);
    out->group.bid = bid;
    out->group.n = r->n;
    for (size_t i = 0; i < r->n; i++) {
        struct award_result *x = &out->out[i];
        bid[i].product = row_text(r, i, 0);
        bid[i].company = row_text(r, i, 1);
        x->price.units = row_int(r, i, 2);
        out->with_service[i].units = row_int(r, i, 3);
        x->unit = row_text(r, i, 4);
        x->rank = row_int(r, i, 5);
        x->tied = row_int(r, i, 6);
        x->decision = decision_of(row_text(r, i, 7));
        x->step = row_text(r, i, 8);
        x->clause = row_text(r, i, 9);
        figures_parse(a, row_text(r, i, 10), x);
    }
}

bool
group_result_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *group, struct group_result *out, bool *found, struct err *e)
{
    struct rows r;
    *out = (struct group_result){.group.name = group};
    if (!db_run(db, &q_group_award_get, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *found = r.n == 1;
    if (!*found)
        return true;
    out->status = strcmp(row_text(&r, 0, 0), "done") == 0 ? AWARD_DONE : AWARD_HAS_DRAW;
    out->pack = row_text(&r, 0, 4);
    out->pack_sha256 = row_text(&r, 0, 5);
    out->rules_sha256 = row_text(&r, 0, 6);
    size_t n = strlen(row_text(&r, 0, 7));
    memcpy(out->inputs_sha256, row_text(&r, 0, 7), n < SHA256_HEX_MAX ? n : SHA256_HEX_MAX - 1);
    if (!db_run(db, &q_award_of_group, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    if (!arena_room(a, r.n * (sizeof(struct award_result) + sizeof(struct award_bid))))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    rows_get(a, &r, out);
    return true;
}

static bool
figure_same(const struct award_figure *a, const struct award_figure *b)
{
    return a->test == b->test && a->kind == b->kind && a->left == b->left && a->right == b->right &&
           a->k.ppm == b->k.ppm && a->holds == b->holds && a->to_draw == b->to_draw &&
           a->no_bound == b->no_bound && a->approx == b->approx && strcmp(a->step, b->step) == 0;
}

static bool
result_same(const struct award_result *a, const struct award_result *b)
{
    if (a->rank != b->rank || a->tied != b->tied || a->decision != b->decision ||
        a->price.units != b->price.units || a->figures != b->figures ||
        strcmp(a->unit, b->unit) != 0 || strcmp(a->step, b->step) != 0 ||
        strcmp(a->clause, b->clause) != 0)
        return false;
    for (size_t i = 0; i < a->figures; i++)
        if (!figure_same(&a->figure[i], &b->figure[i]))
            return false;
    return true;
}

size_t
group_result_differs(const struct group_result *a, const struct group_result *b)
{
    size_t n = a->group.n < b->group.n ? a->group.n : b->group.n;
    for (size_t i = 0; i < n; i++)
        if (strcmp(a->group.bid[i].product, b->group.bid[i].product) != 0 ||
            strcmp(a->group.bid[i].company, b->group.bid[i].company) != 0 ||
            !result_same(&a->out[i], &b->out[i]))
            return i;
    return a->group.n == b->group.n ? a->group.n : n;
}
