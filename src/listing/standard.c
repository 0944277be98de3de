#include "listing/standard.h"

#include <string.h>

#include "engine/standard.h"
#include "listing/query.h"
#include "policy/bind.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/db.h"

enum { MEMORY = 64 * 1024 * 1024, PAGE = 200, COMPARED_MAX = 4096 };

struct setting_up {
    struct db *db;
    struct arena *a;
    struct set_standards *out;
    struct standard_rules rules;
    money *compared; /* COMPARED_MAX */
    size_t n;
};

static bool
take_compared(void *arg, const struct rows *row, struct err *e)
{
    struct setting_up *s = arg;
    if (s->n == COMPARED_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    money with = {row_int(row, 0, 2)}, without = {row_int(row, 0, 1)};
    bool takes_with =
        s->rules.variant == STANDARD_WITH_SERVICE ? with.units > 0 : without.units == 0;
    s->compared[s->n++] = takes_with ? with : without;
    return true;
}

/* Selected prices of the same class, or of the same generic name and comparable specification. */
static bool
load_compared(struct setting_up *s, const struct product *p, struct err *e)
{
    struct val day = v_date(s->a, s->out->on);
    s->n = 0;
    if (p->goods == GOODS_DRUG)
        return db_each(s->db, &q_standard_strength, take_compared, s, e, v_int(s->out->pool),
                       v_text(p->generic_name), v_text(p->strength), day);
    return db_each(s->db, &q_standard_set, take_compared, s, e, v_int(s->out->pool),
                   v_text(p->class), day);
}

static enum standard_evaluation
evaluation_of(enum evaluation v)
{
    switch (v) {
    case EVALUATION_ORIGINATOR: return DRUG_ORIGINATOR;
    case EVALUATION_REFERENCE: return DRUG_REFERENCE;
    case EVALUATION_PASSED: return DRUG_EVALUATED;
    case EVALUATION_NONE:
    case EVALUATION_NOT:
    case EVALUATIONS: break;
    }
    return DRUG_NOT_EVALUATED;
}

static bool
keep(struct setting_up *s, const char *product, enum standard_verdict v, money price, bool selected,
     struct err *e)
{
    enum put how = PUT_SAME;
    const struct val vals[] = {v_int(s->out->pool),
                               v_text(product),
                               v_date(s->a, s->out->on),
                               v_int(v == STANDARD_OK ? price.units : 0),
                               v_text(standard_verdict_name(v)),
                               v_int(selected)};
    const struct put_row row = {&q_standard_get, &q_standard_write, &q_standard_close, vals, 6, 2};
    if (!put_dated(s->db, s->a, &row, &how, e))
        return false;
    int64_t *count[] = {&s->out->fresh, &s->out->same, &s->out->changed};
    ++*count[how];
    s->out->none += v != STANDARD_OK;
    return true;
}

static bool
one(struct setting_up *s, const char *product, struct err *e)
{
    struct listing l;
    struct product p;
    money price = {0};
    bool found;
    if (!listing_get(s->db, s->a, s->out->pool, product, &l, &found, e) ||
        !product_on(s->db, s->a, product, s->out->on, &p, e) || !load_compared(s, &p, e))
        return false;
    if (l.state != LISTING_LISTED)
        return true;
    const struct standard_goods g = {.insured = p.insured,
                                     .drug = p.goods == GOODS_DRUG,
                                     .selected = l.results,
                                     .evaluation = evaluation_of(p.evaluation),
                                     .with_service = l.with_service,
                                     .without_service = l.price,
                                     .own_price = l.price};
    enum standard_verdict v =
        standard_price(&s->rules, &g, s->compared, s->n, (int)s->out->year, NULL, &price);
    return keep(s, product, v, price, l.results, e);
}

static bool
all(struct setting_up *s, struct arena *pages, struct err *e)
{
    struct rows page;
    const char *after = "";
    do {
        if (!db_run(s->db, &q_listing_products, pages, &page, e, v_int(s->out->pool), v_text(after),
                    v_int(PAGE)))
            return false;
        for (size_t i = 0; i < page.n; i++) {
            arena_reset(s->a);
            after = row_text(&page, i, 0);
            if (!one(s, after, e))
                return false;
        }
    } while (page.n == PAGE);
    return true;
}

bool
set_standards(struct db *db, void *arg, struct err *e)
{
    struct set_standards *out = arg;
    struct arena *pages = arena_new(MEMORY);
    struct setting_up s = {.db = db, .a = arena_new(MEMORY), .out = out};
    struct policy *pack;

    *out = (struct set_standards){
        .pool = out->pool, .on = out->on, .year = out->year > 0 ? out->year : 1};
    s.compared = arena_array(pages, money, COMPARED_MAX);
    bool ok = pack_on(db, pages, out->pool, out->on, &pack, e);
    if (ok) {
        out->no_rule = pack == NULL || bind_standard(pack, &s.rules).verdict != BIND_OK;
        ok = out->no_rule || all(&s, pages, e);
    }
    arena_free(s.a);
    arena_free(pages);
    return ok;
}

bool
standard_on(struct db *db, struct arena *a, int64_t pool, const char *product, date on, money *out,
            bool *found, struct err *e)
{
    struct rows r;
    const char *day = put_date(a, on);
    if (!db_run(db, &q_standard_get, a, &r, e, v_int(pool), v_text(product), v_text(day)))
        return false;
    *found = r.n == 1 && strcmp(row_text(&r, 0, 0), day) <= 0 && row_int(&r, 0, 2) > 0;
    *out = (money){*found ? row_int(&r, 0, 2) : 0};
    return true;
}

bool
standard_list(struct db *db, struct arena *a, int64_t pool, date on, const char *name,
              struct standard_row **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_standard_each, a, &r, e, v_int(pool), v_date(a, on), v_text(name)))
        return false;
    *out = arena_array(a, struct standard_row, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct standard_row){.name = row_text(&r, i, 0),
                                          .strength = row_text(&r, i, 1),
                                          .product = row_text(&r, i, 2),
                                          .evaluation = row_text(&r, i, 3),
                                          .selected = row_int(&r, i, 4) == 1,
                                          .listed = {row_int(&r, i, 5)},
                                          .standard = {row_int(&r, i, 6)},
                                          .verdict = row_text(&r, i, 7)};
    return true;
}

bool
list_project(struct db *db, void *arg, struct err *e)
{
    struct list_project *l = arg;
    if (!list_selected(db, &l->selected, e))
        return false;
    l->standards.pool = l->selected.pool;
    l->standards.on = l->selected.on;
    return set_standards(db, &l->standards, e);
}
