/* talks_load.c - talks as they stand in the database. */
#include <string.h>

#include "base/core/text.h"
#include "registry/check.h"
#include "tender/query.h"
#include "tender/talks.h"
#include "words/talks.h"

const char *const talks_state_names[TALKS_STATES] = {"open", "concluded", "closed", "failed"};

static void
take_head(const struct rows *r, size_t i, size_t at, struct talks_file *out)
{
    int mode = 0, state = 0;
    (void)name_find(talks_mode_names, TALKS_MODES, row_text(r, i, at), &mode);
    (void)name_find(talks_state_names, TALKS_STATES, row_text(r, i, at + 3), &state);
    out->mode = (enum talks_mode)mode;
    out->meeting = row_text(r, i, at + 1);
    out->opened_on = row_text(r, i, at + 2);
    out->state = (enum talks_state)state;
}

static bool
load_head(struct db *db, struct arena *a, const struct talks_key *key, struct talks_file *out,
          struct err *e)
{
    struct rows r;
    struct project p;
    struct policy *pack;
    struct round *round;
    char n[INT_TEXT_MAX];
    if (!db_run(db, &q_talks_get, a, &r, e, v_int(key->pool), v_text(key->project),
                v_text(key->group), v_int(key->number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_TALKS_NONE, {key->group, int_text(key->number, n)},
                       .field = "talks");
    *out = (struct talks_file){.key = *key, .record = row_text(&r, 0, 4)};
    out->sha256 = row_text(&r, 0, 5);
    take_head(&r, 0, 0, out);
    if (!round_of(db, a, key->pool, key->project, &p, &pack, &round, e))
        return false;
    out->rules = round != NULL ? round->talks[out->mode] : talks_default(out->mode);
    return true;
}

static void
take_lists(struct arena *a, const struct rows *s, const struct rows *t, const struct rows *g,
           struct talks_file *out)
{
    out->suppliers = s->n;
    out->supplier = arena_array(a, struct talks_supplier, s->n + 1);
    for (size_t i = 0; i < s->n; i++)
        out->supplier[i] = (struct talks_supplier){row_text(s, i, 0), row_text(s, i, 1)};
    out->turns = t->n;
    out->turn = arena_array(a, struct talks_turn, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        out->turn[i] = (struct talks_turn){
            row_int(t, i, 0), row_text(t, i, 1), row_text(t, i, 2), {row_int(t, i, 3)}};
    out->signatures = g->n;
    out->sign = arena_array(a, struct talks_signed, g->n + 1);
    for (size_t i = 0; i < g->n; i++)
        out->sign[i] =
            (struct talks_signed){row_text(g, i, 0), row_text(g, i, 1), row_text(g, i, 2)};
}

static void
take_offers(struct arena *a, const struct rows *r, struct talks_file *out)
{
    out->offers = r->n;
    out->filed = arena_array(a, struct talks_filed, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        out->filed[i] = (struct talks_filed){.seq = row_int(r, i, 0),
                                             .company = row_text(r, i, 1),
                                             .turn = row_int(r, i, 2),
                                             .product = row_text(r, i, 3),
                                             .price = {row_int(r, i, 4)},
                                             .with_service = {row_int(r, i, 5)},
                                             .capacity = row_int(r, i, 6),
                                             .at = row_text(r, i, 7),
                                             .reason = row_text(r, i, 8)};
}

bool
talks_load(struct db *db, struct arena *a, const struct talks_key *key, struct talks_file *out,
           struct err *e)
{
    const struct val v[] = {v_int(key->pool), v_text(key->project), v_text(key->group),
                            v_int(key->number), v_text("")};
    struct rows s, t, g, o;
    if (!load_head(db, a, key, out, e) || !db->ops->run(db, &q_talks_suppliers, v, 4, a, &s, e) ||
        !db->ops->run(db, &q_talks_rounds, v, 4, a, &t, e) ||
        !db->ops->run(db, &q_talks_signatures, v, 4, a, &g, e) ||
        !db->ops->run(db, &q_talks_offers, v, 5, a, &o, e))
        return false;
    take_lists(a, &s, &t, &g, out);
    take_offers(a, &o, out);
    return true;
}

const struct talks_supplier *
talks_invited(const struct talks_file *t, const char *company)
{
    for (size_t i = 0; i < t->suppliers; i++)
        if (strcmp(t->supplier[i].company, company) == 0)
            return &t->supplier[i];
    return NULL;
}

bool
talks_is_over(const struct talks_file *t, int64_t turn, const char *now)
{
    for (size_t i = 0; i < t->turns; i++)
        if (t->turn[i].turn == turn)
            return strcmp(now, t->turn[i].until) > 0;
    return true; /* before the first: it withdrew */
}

bool
talks_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
           struct talks_list *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_talks_each, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *out = (struct talks_list){r.n, arena_array(a, struct talks_file, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] =
            (struct talks_file){.key = {pool, project, group, row_int(&r, i, 0)}, .record = ""};
        take_head(&r, i, 1, &out->list[i]);
    }
    return true;
}

bool
talks_of_group(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
               const struct round *round, bool *is_talks, bool *waiting, enum talks_mode *mode,
               struct talks_rules *rules, struct err *e)
{
    struct mode_row m;
    struct rows r;
    *waiting = false;
    if (!mode_of(db, a, pool, project, group, &m, e))
        return false;
    *is_talks = mode_is_talks(m.mode, mode);
    if (!*is_talks)
        return true;
    *rules = round->talks[*mode];
    if (!db_run(db, &q_talks_last, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *waiting = r.n == 0 || strcmp(row_text(&r, 0, 1), talks_state_names[TALKS_CLOSED]) != 0;
    return true;
}
