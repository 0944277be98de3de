#include "tender/run_allocate.h"

#include <assert.h>
#include <string.h>

#include "tender/query.h"
#include "project/life.h"
#include "words/db.h"
#include "words/demand.h"
#include "words/tender.h"

enum { GROUP_MEMORY = 1024 * 1024 * 1024, BATCH = 250, VALUES = 8, CODE_MAX = 16 };

/* --- one group in --- */

struct reading {
    struct allocation *al;
    struct sha256 inputs;
    bool by_region;
    const struct rows *winners; /* their wishes: column 5 */
    int64_t line;
    int64_t sum;
};

static bool
has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    while (*list != '\0') {
        size_t len = strcspn(list, " ;|,");
        if (len == n && strncmp(list, word, n) == 0)
            return true;
        list += len + (list[len] != '\0');
    }
    return false;
}

static bool
is_wished(const struct reading *r, const char *region)
{
    for (size_t i = 0; i < r->winners->n; i++)
        if (has_word(row_text(r->winners, i, 5), region))
            return true;
    return false;
}

/* The division that winners could pick: its own, else the city's, else the province's. */
static void
pick_region(const struct reading *r, const char *region, char out[static CODE_MAX])
{
    size_t n = strlen(region) < CODE_MAX ? strlen(region) : CODE_MAX - 1;
    memset(out, 0, CODE_MAX);
    memcpy(out, region, n);
    for (size_t keep = 4; keep >= 2 && n == 6 && !is_wished(r, out); keep -= 2)
        memset(out + keep, '0', 6 - keep);
    if (!is_wished(r, out))
        memcpy(out, region, n);
}

static bool
answered(enum allocation_answer answer, const char *institution, const char *group, struct err *e)
{
    switch (answer) {
    case ALLOCATION_OK: return true;
    case ALLOCATION_LARGE: return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    case ALLOCATION_NO_REGION:
        return err_set(e, ERR_INPUT, M_ALLOCATION_REGION, {institution, group});
    case ALLOCATION_OVERFLOW: return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
    case ALLOCATION_NOT_A_WINNER:
    case ALLOCATION_HOSPITAL:
        return err_set(e, ERR_INPUT, M_ALLOCATION_CHOICE, {institution, group});
    case ALLOCATION_WINNER_TWICE:
    case ALLOCATION_GROUP_UNKNOWN:
    case ALLOCATION_OTHER_GROUP:
    case ALLOCATION_TWO_REGIONS:
    case ALLOCATION_TWICE:
    case ALLOCATION_ZERO: break;
    }
    assert(0 && "the tables' keys exclude it");
    return false;
}

struct in_group {
    struct reading r;
    const char *group;
};

static bool
take_demand(void *arg, const struct rows *row, struct err *e)
{
    struct in_group *g = arg;
    char region[CODE_MAX] = {0};
    const char *institution = row_text(row, 0, 0), *product = row_text(row, 0, 1);
    int64_t amount = row_int(row, 0, 2);
    if (g->r.by_region)
        pick_region(&g->r, row_text(row, 0, 3), region);
    inputs_add_text(&g->r.inputs, institution);
    inputs_add_text(&g->r.inputs, product);
    inputs_add_int(&g->r.inputs, amount);
    inputs_add_text(&g->r.inputs, region);
    g->r.sum += amount;
    if (g->r.al == NULL)
        return true;
    return answered(
        allocation_demand(g->r.al, institution, g->group, product, amount, region, ++g->r.line),
        institution, g->group, e);
}

static bool
take_choice(void *arg, const struct rows *row, struct err *e)
{
    struct in_group *g = arg;
    inputs_add_text(&g->r.inputs, row_text(row, 0, 0));
    inputs_add_text(&g->r.inputs, row_text(row, 0, 1));
    inputs_add_int(&g->r.inputs, row_int(row, 0, 2));
    if (g->r.al == NULL)
        return true;
    return answered(allocation_choice(g->r.al, row_text(row, 0, 0), g->group, row_text(row, 0, 1),
                                      row_int(row, 0, 2), ++g->r.line),
                    row_text(row, 0, 0), g->group, e);
}

static enum allocate_verdict
take_winners(struct in_group *g)
{
    const struct rows *w = g->r.winners;
    const char *at;
    for (size_t i = 0; i < w->n; i++) {
        enum allocation_answer answer =
            allocation_winner(g->r.al, g->group, row_text(w, i, 0), row_int(w, i, 3),
                              row_int(w, i, 4), row_text(w, i, 5));
        assert(answer == ALLOCATION_OK);
        inputs_add_text(&g->r.inputs, row_text(w, i, 0));
        inputs_add_int(&g->r.inputs, row_int(w, i, 3));
        inputs_add_int(&g->r.inputs, row_int(w, i, 4));
        inputs_add_text(&g->r.inputs, row_text(w, i, 5));
    }
    return w->n == 0 ? ALLOCATE_NO_WINNER : allocation_seal(g->r.al, &at);
}

static bool
read_group(struct db *db, struct arena *a, struct volume_run *r, struct in_group *g,
           struct group_inputs *out, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct rows winners;
    struct allocation_mistake m;

    if (!db_run(db, &q_winner_of_group, a, &winners, e, v_int(r->pool), v_text(r->code),
                v_text(g->group)))
        return false;
    g->r.winners = &winners;
    g->r.al = out->allocation = allocation_new(a, &r->round->split);
    inputs_add_text(&g->r.inputs, ALLOCATE_EDITION);
    inputs_add_text(&g->r.inputs, r->round->sha256);
    out->verdict = take_winners(g);
    if (out->verdict != ALLOCATE_OK)
        g->r.al = NULL;
    if (!db_each(db, &q_demand_with_region, take_demand, g, e, v_int(r->pool), v_text(r->code),
                 v_text(g->group), v_text(date_text(r->project.executed_on, day))) ||
        !db_each(db, &q_volume_choice_of_group, take_choice, g, e, v_int(r->pool), v_text(r->code),
                 v_text(g->group)))
        return false;
    inputs_end(&g->r.inputs, out->sha256);
    out->nothing = g->r.sum == 0;
    if (out->verdict != ALLOCATE_OK || out->nothing)
        return true;
    return answered(allocation_run(out->allocation, &m), "", g->group, e);
}

bool
allocation_of_group(struct db *db, struct arena *a, struct volume_run *r, const char *group,
                    struct group_inputs *out, struct err *e)
{
    struct in_group g = {.group = group, .r.by_region = r->round->split.by == SPLIT_REGION};
    *out = (struct group_inputs){.verdict = ALLOCATE_OK};
    sha256_init(&g.r.inputs);
    return read_group(db, a, r, &g, out, e);
}

/* --- one group out --- */

struct writing {
    struct db *db;
    const struct volume_run *r;
    const struct query *q;
    struct val v[BATCH * VALUES];
    size_t n;
    int64_t rows, sum;
    bool ok;
    struct err *e;
};

static void
flush(struct writing *w)
{
    w->ok = w->ok && db_many(w->db, w->q, w->v, w->n, w->e);
    w->n = 0;
}

static void
write_row(void *to, const struct allocation_row *row)
{
    struct writing *w = to;
    int64_t kept = row->kept.pieces, rest = row->from_remaining.pieces;
    const struct val v[VALUES] = {v_int(w->r->pool),     v_text(w->r->code),   v_text(row->group),
                                  v_text(row->hospital), v_text(row->product), v_int(kept),
                                  v_int(rest),           v_int(kept + rest)};
    memcpy(&w->v[w->n++ * VALUES], v, sizeof(v));
    w->rows++;
    w->sum += kept + rest;
    if (w->n == BATCH)
        flush(w);
}

static void
write_unfilled(void *to, const struct allocation_row *row)
{
    struct writing *w = to;
    const size_t values = 5;
    struct val *v = &w->v[w->n++ * values];
    v[0] = v_int(w->r->pool);
    v[1] = v_text(w->r->code);
    v[2] = v_text(row->group);
    v[3] = v_text(row->hospital);
    v[4] = v_int(row->from_remaining.pieces);
    w->sum += row->from_remaining.pieces;
    if (w->n == BATCH)
        flush(w);
}

static bool
write_group(struct db *db, struct allocate_run *r, const char *group, const struct volume *volume,
            const struct group_inputs *in, struct err *e)
{
    const struct volume_run *v = &r->volume;
    bool divided = in->verdict == ALLOCATE_OK && !in->nothing;
    struct allocation_sum s = {.group = group, .agreed = volume->agreed};
    struct writing w = {.db = db, .r = v, .q = &q_allocation_write, .ok = true, .e = e};
    struct writing u = {.db = db, .r = v, .q = &q_unfilled_write, .ok = true, .e = e};

    if (divided)
        s = allocation_group(in->allocation, 0);
    if (!db_do(db, &q_allocation_clear, e, v_int(v->pool), v_text(v->code), v_text(group)) ||
        !db_do(db, &q_unfilled_clear, e, v_int(v->pool), v_text(v->code), v_text(group)) ||
        !db_do(db, &q_group_allocation_write, e, v_int(v->pool), v_text(v->code), v_text(group),
               v_int(s.agreed.pieces), v_int(s.unfilled.pieces),
               v_text(in->nothing ? "no_demand" : allocate_verdict_name(in->verdict)),
               v_text(in->sha256)))
        return false;
    if (!divided)
        return true;
    allocation_rows(in->allocation, write_row, &w);
    flush(&w);
    allocation_unfilled(in->allocation, write_unfilled, &u);
    if (w.ok)
        flush(&u);
    if (!w.ok || !u.ok)
        return false;
    assert(w.sum + u.sum == s.agreed.pieces && u.sum == s.unfilled.pieces);
    assert(s.agreed.pieces == volume->agreed.pieces);
    r->rows += w.rows;
    r->unfilled += u.sum > 0;
    return true;
}

static bool
allocate_group(struct db *db, struct arena *a, struct allocate_run *r, const char *group,
               struct err *e)
{
    struct volume_run *v = &r->volume;
    struct group_inputs in;
    struct volume volume;
    struct rows old;
    bool waiting;

    if (!volume_of_group(db, a, v, group, &volume, &waiting, e) ||
        !allocation_of_group(db, a, v, group, &in, e) ||
        !db_run(db, &q_group_allocation_get, a, &old, e, v_int(v->pool), v_text(v->code),
                v_text(group)))
        return false;
    r->refused += in.verdict != ALLOCATE_OK || in.nothing;
    if (old.n == 1 && strcmp(row_text(&old, 0, 3), in.sha256) == 0) {
        r->same++;
        return true;
    }
    if (old.n == 1 && !v->replace)
        return err_set(e, ERR_CONFLICT, M_ALLOCATION_OTHER, {group});
    *(old.n == 1 ? &r->changed : &r->fresh) += 1;
    return write_group(db, r, group, &volume, &in, e);
}

bool
run_allocate(struct db *db, void *arg, struct err *e)
{
    struct allocate_run *r = arg;
    r->fresh = r->same = r->changed = r->refused = r->rows = r->unfilled = 0;
    if (!volume_prepare(db, &r->volume, e) ||
        !project_may(db, r->volume.arena, r->volume.pool, r->volume.code, ACT_ALLOCATE, (date){0},
                     e))
        return false;
    if (r->volume.round == NULL || !r->volume.round->has_split)
        return err_set(e, ERR_INPUT, M_ALLOCATION_NO_RULES, {r->volume.code});
    for (size_t i = 0; i < r->volume.groups.n; i++) {
        struct arena *a = arena_new(GROUP_MEMORY);
        bool ok = allocate_group(db, a, r, r->volume.groups.list[i].group, e);
        arena_free(a);
        if (!ok)
            return false;
    }
    return true;
}

bool
volume_choice_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *group, const char *institution, const char *product, int64_t weight,
                  enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),         v_text(project), v_text(group),
                            v_text(institution), v_text(product), v_int(weight)};
    return put_state(db, a,
                     &(struct put_row){&q_volume_choice_get, &q_volume_choice_write, NULL, v, 6, 5},
                     how, e);
}
