/* explain_tender.c - awards, volumes and allocations: as stored, or on demand, or computed anew. */
#include <string.h>

#include "cli/award_print.h"
#include "cli/explain_cite.h"
#include "cli/explain_kinds.h"
#include "cli/explain_out.h"
#include "engine/agreed.h"
#include "demand/query.h"
#include "tender/query.h"
#include "tender/run_allocate.h"
#include "tender/run_award.h"
#include "words/tender.h"

enum { STEPS_MAX = 5000 };

static const struct project_group *
group_find(const struct project_groups *all, const char *name, struct err *e)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->list[i].group, name) == 0)
            return &all->list[i];
    err_set(e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {"group", name});
    return NULL;
}

/* --- award: PROJECT/GROUP or PROJECT/GROUP/PRODUCT --- */

/* Only one bid of the group. */
static bool
narrow(struct group_result *g, const char *product, struct err *e)
{
    for (size_t i = 0; i < g->group.n; i++)
        if (strcmp(g->group.bid[i].product, product) == 0) {
            g->group.bid += i;
            g->out += i;
            g->group.n = 1;
            return true;
        }
    return err_set(e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {"award", product});
}

static void
print_award(struct cli *c, const struct award_run *run, const struct group_result *g)
{
    size_t *order = arena_array(c->arena, size_t, g->group.n + 1);
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        award_print_json(&j, &g->group, g->out, order);
        json_end(&j);
        return;
    }
    const char *say[] = {"award", g->group.name, g->pack, AWARD_EDITION, g->inputs_sha256};
    cli_say(c, M_EXPLAIN_HEAD, say, 5);
    fputc('\n', c->out);
    award_print_text(c, run->round, &g->group, g->out, order, true);
}

static bool
show_award(struct cli *c, struct db *db, const struct explain_ask_words *ask, bool *same,
           struct err *e)
{
    struct award_run run = {
        .arena = c->arena, .pool = ask->pool, .code = ask->part[0], .errs = c->errs};
    struct group_result stored, now;
    const struct project_group *g;
    bool found;

    if (!award_prepare(db, &run, e) || (g = group_find(&run.groups, ask->part[1], e)) == NULL ||
        !group_result_get(db, c->arena, ask->pool, run.code, g->group, &stored, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {ask->what, ask->id});
    if (ask->rerun) {
        if (!award_compute(db, c->arena, &run, g, &now, e))
            return false;
        *same = strcmp(stored.inputs_sha256, now.inputs_sha256) == 0 &&
                group_result_differs(&stored, &now) == now.group.n;
    }
    if (ask->parts == 3 && !narrow(&stored, ask->part[2], e))
        return false;
    print_award(c, &run, &stored);
    return true;
}

const struct explain_kind explain_award = {"award", "PROJECT/GROUP[/PRODUCT]", 2, 3, show_award};

/* --- volume: PROJECT/GROUP --- */

static bool
show_volume(struct cli *c, struct db *db, const struct explain_ask_words *ask, bool *same,
            struct err *e)
{
    struct volume v;
    struct rows base;
    bool found;
    if (!explain_stored(c, db, ask, e))
        return false;
    if (!ask->rerun)
        return true;
    if (!volume_get(db, c->arena, ask->pool, ask->part[0], ask->part[1], &v, &found, e) ||
        !db_run(db, &q_demand_base, c->arena, &base, e, v_int(ask->pool), v_text(ask->part[0]),
                v_text(ask->part[1])))
        return false;
    qty now = {0};
    *same = found && row_int(&base, 0, 0) == v.base.pieces &&
            agreed_total(&now, v.base, v.share, NULL) && now.pieces == v.agreed.pieces &&
            row_int(&base, 0, 1) == v.agreed.pieces;
    return true;
}

const struct explain_kind explain_volume = {"volume", "PROJECT/GROUP", 2, 2, show_volume};

/* --- allocation: PROJECT/GROUP/HOSPITAL, computed on demand --- */

struct lines { /* of one hospital: as computed now, beside as stored */
    struct cli *c;
    struct json *j;
    const struct rows *stored;
    size_t at;
    bool same;
};

static void
one_line(void *to, const struct allocation_row *r)
{
    struct lines *l = to;
    int64_t kept = r->kept.pieces, rest = r->from_remaining.pieces;
    bool found = false;
    for (size_t i = 0; i < l->stored->n; i++)
        found = found || (strcmp(row_text(l->stored, i, 1), r->product) == 0 &&
                          row_int(l->stored, i, 2) == kept && row_int(l->stored, i, 3) == rest);
    l->same = l->same && found;
    l->at++;
    if (l->j == NULL) {
        fprintf(l->c->out, "  %s  %lld + %lld = %lld\n", r->product, (long long)kept,
                (long long)rest, (long long)(kept + rest));
        return;
    }
    json_open(l->j, NULL, '{');
    json_text(l->j, "product", r->product);
    json_int(l->j, "kept", kept);
    json_int(l->j, "from_remaining", rest);
    json_int(l->j, "qty", kept + rest);
    json_close(l->j, '}');
}

static void
ignore_line(void *to, const struct allocation_row *r)
{
    (void)to, (void)r;
}

static void
print_allocation(const struct explain_ask_words *ask, struct allocation *al,
                 const struct explain *x, const struct policy *pack, struct lines *l)
{
    struct cli *c = l->c;
    struct json j;
    if (!c->json) {
        explain_cite(c, x, pack);
        allocation_explain(al, ask->part[2], ask->part[1], NULL, one_line, l);
        return;
    }
    l->j = &j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "what", ask->what);
    json_text(&j, "id", ask->id);
    explain_json(c, &j, x);
    json_open(&j, "rows", '[');
    allocation_explain(al, ask->part[2], ask->part[1], NULL, one_line, l);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static bool
show_allocation(struct cli *c, struct db *db, const struct explain_ask_words *ask, bool *same,
                struct err *e)
{
    struct volume_run run = {
        .arena = c->arena, .pool = ask->pool, .code = ask->part[0], .errs = c->errs};
    struct explain *x = explain_new(c->arena, STEPS_MAX);
    struct group_inputs in;
    struct rows stored;
    struct lines l = {.c = c, .stored = &stored, .same = true};

    if (!volume_prepare(db, &run, e) || group_find(&run.groups, ask->part[1], e) == NULL)
        return false;
    if (run.round == NULL || !run.round->has_split)
        return err_set(e, ERR_INPUT, M_ALLOCATION_NO_RULES, {run.code});
    if (!allocation_of_group(db, c->arena, &run, ask->part[1], &in, e) ||
        !db_run(db, &q_allocation_of_both, c->arena, &stored, e, v_int(run.pool), v_text(run.code),
                v_text(ask->part[1]), v_text(ask->part[2])))
        return false;
    if (in.verdict != ALLOCATE_OK || in.nothing ||
        !allocation_explain(in.allocation, ask->part[2], ask->part[1], x, ignore_line, NULL))
        return err_set(e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {ask->what, ask->id});
    print_allocation(ask, in.allocation, x, run.pack, &l);
    *same = l.same && l.at == stored.n;
    return true;
}

const struct explain_kind explain_allocation = {"allocation", "PROJECT/GROUP/HOSPITAL", 3, 3,
                                                show_allocation};
