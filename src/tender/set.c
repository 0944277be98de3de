#include "tender/set.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "project/explained.h"
#include "project/project.h"
#include "registry/product.h"
#include "tender/query.h"
#include "words/sets.h"

const char *
set_verdict_name(enum set_verdict v)
{
    static const char *const names[SET_VERDICTS] = {"ok", "missing", "unknown", "sum"};
    assert(v < SET_VERDICTS);
    return names[v];
}

static const struct bid_part *
part_of(const struct bid_part part[], size_t n, const char *component)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(part[i].component, component) == 0)
            return &part[i];
    return NULL;
}

enum set_verdict
set_check(const struct components *c, const struct bid_part part[], size_t n, money price,
          money with_service, const char **at, money *sum)
{
    struct system_part p[SYSTEM_PARTS_MAX];
    bool gave_up = price.units == 0 && with_service.units == 0;
    *sum = (money){0};
    *at = "";
    for (size_t i = 0; i < c->n && !(gave_up && n == 0); i++) {
        const struct bid_part *b = part_of(part, n, c->list[i].code);
        *at = c->list[i].code;
        if (b == NULL)
            return SET_MISSING;
        p[i] = (struct system_part){c->list[i].per_set, b->price, b->with_service};
    }
    for (size_t i = 0; i < n; i++) {
        *at = part[i].component;
        if (component_find(c, part[i].component) == NULL)
            return SET_UNKNOWN;
    }
    *at = "";
    if (c->n == 0 || (gave_up && n == 0))
        return SET_OK;
    return system_check(p, c->n, price, with_service, sum) == SYSTEM_OK ? SET_OK : SET_SUM;
}

/* --- bids --- */

static bool
part_fine(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
          const char *product, const struct bid_part *in, struct err *e)
{
    struct components all;
    struct project of;
    struct product p;
    struct rows bid, used;
    if (!project_get(db, a, pool, project, &of, e) ||
        !component_list(db, a, pool, project, group, &all, e))
        return false;
    const date on = of.bid_on.day != 0 ? of.bid_on : of.executed_on;
    const struct component *c = component_find(&all, in->component);
    if (c == NULL)
        return err_set(e, ERR_NOT_FOUND, M_SET_NO_COMPONENT, {in->component, group},
                       .field = "component");
    if (!product_must(db, a, in->part, "part", e) || !product_on(db, a, in->part, on, &p, e) ||
        !db_run(db, &q_set_bid, a, &bid, e, v_int(pool), v_text(project), v_text(group),
                v_text(product)) ||
        !db_run(db, &q_set_used, a, &used, e, v_int(pool), v_text(project), v_text(group),
                v_text(product), v_text(in->component), v_text(in->part)))
        return false;
    if (bid.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_SET_NO_BID, {product, group}, .field = "product");
    if (strcmp(p.company, row_text(&bid, 0, 0)) != 0)
        return err_set(e, ERR_INPUT, M_SET_OWNER, {in->part, row_text(&bid, 0, 0)},
                       .field = "part");
    if (strncmp(p.class, c->class, strlen(c->class)) != 0)
        return err_set(e, ERR_INPUT, M_SET_CLASS, {in->part, c->class}, .field = "part");
    return row_int(&used, 0, 0) == 0 ||
           err_set(e, ERR_CONFLICT, M_SET_USED, {in->part}, .field = "part");
}

bool
bid_part_put(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
             const char *product, const struct bid_part *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(group),
                            v_text(product),
                            v_text(in->component),
                            v_text(in->part),
                            v_int(in->price.units),
                            v_int(in->with_service.units)};
    return part_fine(db, a, pool, project, group, product, in, e) &&
           put_fact(db, a, &(struct put_row){&q_bid_part_get, &q_bid_part_write, NULL, v, 8, 5},
                    how, e);
}

bool
bid_part_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              const char *product, struct bid_parts *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_bid_part_each, a, &r, e, v_int(pool), v_text(project), v_text(group),
                v_text(product)))
        return false;
    *out = (struct bid_parts){r.n, arena_array(a, struct bid_part, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct bid_part){
            row_text(&r, i, 0), row_text(&r, i, 1), {row_int(&r, i, 2)}, {row_int(&r, i, 3)}};
    return true;
}

static bool
one_bid(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
        const struct components *c, const struct award_bid *b, struct sha256 *s, struct err *e)
{
    struct bid_parts parts;
    struct rows stored;
    const char *at;
    char want[MONEY_TEXT_MAX], is[MONEY_TEXT_MAX];
    money sum;
    if (!bid_part_list(db, a, pool, project, group, b->product, &parts, e) ||
        !db_run(db, &q_set_bid, a, &stored, e, v_int(pool), v_text(project), v_text(group),
                v_text(b->product)))
        return false;
    money price = {row_int(&stored, 0, 1)}, with = {row_int(&stored, 0, 2)};
    enum set_verdict v = set_check(c, parts.list, parts.n, price, with, &at, &sum);
    if (v != SET_OK)
        return err_set(
            e, ERR_CONFLICT, v == SET_SUM ? M_SET_SUM : M_SET_PARTS,
            {b->product, v == SET_SUM ? money_text(price, want) : at, money_text(sum, is)},
            .field = "product");
    for (size_t i = 0; i < parts.n; i++) {
        inputs_add_text(s, parts.list[i].component);
        inputs_add_text(s, parts.list[i].part);
        inputs_add_int(s, parts.list[i].price.units);
        inputs_add_int(s, parts.list[i].with_service.units);
    }
    return true;
}

bool
set_bids(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
         const struct award_bid bid[], size_t n, struct sha256 *s, bool *system, struct err *e)
{
    struct components c;
    if (!component_list(db, a, pool, project, group, &c, e))
        return false;
    *system = c.n > 0;
    for (size_t i = 0; *system && i < c.n; i++) {
        inputs_add_text(s, c.list[i].code);
        inputs_add_int(s, c.list[i].per_set);
    }
    for (size_t i = 0; *system && i < n; i++)
        if (!one_bid(db, a, pool, project, group, &c, &bid[i], s, e))
            return false;
    return true;
}

/* --- the award --- */

/* The parts of one bid at the price of the award. */
static bool
award_one(struct db *db, struct arena *a, int64_t pool, const char *project,
          const struct group_result *in, size_t at, const struct components *c, struct err *e)
{
    const struct award_bid *b = &in->group.bid[at];
    struct bid_parts parts;
    struct system_part p[SYSTEM_PARTS_MAX];
    money from = {0}, out[SYSTEM_PARTS_MAX];
    if (!bid_part_list(db, a, pool, project, in->group.name, b->product, &parts, e))
        return false;
    for (size_t i = 0; i < c->n; i++) { /* set_bids() looked at them */
        const struct bid_part *part = part_of(parts.list, parts.n, c->list[i].code);
        assert(part != NULL);
        p[i] = (struct system_part){
            c->list[i].per_set, in->by_service ? part->with_service : part->price, {0}};
        from.units += p[i].per_set * p[i].price.units;
    }
    if (in->out[at].price.units > from.units ||
        !system_scale(p, c->n, from, in->out[at].price, out))
        return err_set(e, ERR_CONFLICT, M_SET_INDIVISIBLE, {b->product}, .field = "product");
    for (size_t i = 0; i < c->n; i++) {
        const struct bid_part *part = part_of(parts.list, parts.n, c->list[i].code);
        if (!db_do(db, &q_award_part_write, e, v_int(pool), v_text(project), v_text(in->group.name),
                   v_text(b->product), v_text(c->list[i].code), v_text(part->part),
                   v_int(p[i].per_set), v_int(out[i].units),
                   v_int(in->by_service ? out[i].units : part->with_service.units)))
            return false;
    }
    return true;
}

bool
set_award(struct db *db, struct arena *a, int64_t pool, const char *project,
          const struct group_result *in, struct err *e)
{
    struct components c;
    if (!component_list(db, a, pool, project, in->group.name, &c, e))
        return false;
    for (size_t i = 0; c.n > 0 && i < in->group.n; i++) {
        enum award_decision d = in->out[i].decision;
        if ((award_is_selected(d) || d == AWARD_STANDBY) && in->out[i].price.units > 0 &&
            !award_one(db, a, pool, project, in, i, &c, e))
            return false;
    }
    return true;
}
