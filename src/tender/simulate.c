#include "tender/simulate.h"

#include <string.h>

#include "tender/query.h"
#include "words/db.h"

enum { GROUP_MEMORY = 64 * 1024 * 1024, BATCH = 100, VALUES = 11 };

static bool
write_results(struct db *db, const struct simulation *s, const struct group_result *g,
              struct err *e)
{
    struct val v[BATCH * VALUES];
    for (size_t from = 0; from < g->group.n; from += BATCH) {
        size_t n = g->group.n - from < BATCH ? g->group.n - from : BATCH;
        for (size_t i = 0; i < n; i++) {
            const struct award_bid *b = &g->group.bid[from + i];
            const struct award_result *r = &g->out[from + i];
            const struct val row[VALUES] = {
                v_int(s->pool),        v_text(s->project), v_text(s->name),
                v_text(g->group.name), v_text(b->product), v_text(b->company),
                v_int(r->price.units), v_int(r->rank),     v_text(award_decision_name(r->decision)),
                v_text(r->step),       v_text(r->clause)};
            memcpy(&v[i * VALUES], row, sizeof(row));
        }
        if (!db_many(db, &q_simulation_result_write, v, n, e))
            return false;
    }
    return true;
}

static bool
one_group(struct db *db, struct arena *a, struct simulation *s, const struct award_run *r,
          const struct project_group *g, struct err *e)
{
    struct group_result now, real;
    bool found;
    if (!award_compute(db, a, r, g, &now, e) ||
        !group_result_get(db, a, s->pool, s->project, g->group, &real, &found, e))
        return false;
    s->groups++;
    s->bids += (int64_t)now.group.n;
    s->to_draw += now.status == AWARD_HAS_DRAW;
    for (size_t i = 0; i < now.group.n; i++) {
        s->selected += award_is_selected(now.out[i].decision);
        s->differ += found && (i >= real.group.n || now.out[i].decision != real.out[i].decision ||
                               now.out[i].price.units != real.out[i].price.units);
    }
    return write_results(db, s, &now, e);
}

bool
run_simulation(struct db *db, void *arg, struct err *e)
{
    struct simulation *s = arg;
    struct award_run r = {.arena = s->a,
                          .pool = s->pool,
                          .code = s->project,
                          .other_rules = s->rules,
                          .errs = s->errs};
    s->groups = s->bids = s->selected = s->differ = s->to_draw = 0;
    bool ok = award_prepare(db, &r, e);
    s->errs = r.errs;
    const struct val key[] = {v_int(s->pool), v_text(s->project), v_text(s->name)};
    if (!ok || !db_do_values(db, &q_simulation_clear, key, 3, e) ||
        !db_do(db, &q_simulation_write, e, key[0], key[1], key[2], v_text(s->rules),
               v_text(r.round->sha256)))
        return false;
    for (size_t i = 0; ok && i < r.groups.n; i++) {
        struct arena *a = arena_new(GROUP_MEMORY);
        ok = one_group(db, a, s, &r, &r.groups.list[i], e);
        arena_free(a);
    }
    return ok;
}

bool
simulation_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *name,
                struct simulated_list *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_simulation_result_list, a, &r, e, v_int(pool), v_text(project),
                v_text(name)))
        return false;
    if (!arena_room(a, (r.n + 1) * sizeof(struct simulated)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    *out = (struct simulated_list){arena_array(a, struct simulated, r.n + 1), r.n};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct simulated){.group = row_text(&r, i, 0),
                                          .product = row_text(&r, i, 1),
                                          .company = row_text(&r, i, 2),
                                          .price = {row_int(&r, i, 3)},
                                          .rank = row_int(&r, i, 4),
                                          .decision = row_text(&r, i, 5),
                                          .step = row_text(&r, i, 6),
                                          .decided = row_text(&r, i, 7),
                                          .decided_price = {row_int(&r, i, 8)},
                                          .decided_rank = row_int(&r, i, 9)};
    return true;
}
