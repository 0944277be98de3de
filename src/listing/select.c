/* select.c - what was selected goes into the results zone, at the selected price. */
#include <string.h>

#include "listing/listing.h"
#include "listing/query.h"
#include "project/project.h"
#include "registry/credit_gate.h"
#include "registry/product.h"

enum { EXPIRED_MAX = 1000 };

struct selecting {
    struct db *db;
    struct arena *a; /* of a row */
    struct list_selected *out;
};

static void
note(struct list_selected *out, const char *list[], size_t *n, const char *product)
{
    if (*n < EXPIRED_MAX)
        list[(*n)++] = arena_strdup(out->a, product);
}

/* May it be listed anew? Told where not. */
static bool
may_list(struct selecting *s, const char *product, const char *company, bool *may, struct err *e)
{
    struct list_selected *out = s->out;
    const struct credit_asked q = {out->pool, company, product, out->on};
    enum certificate_state state;
    struct credit_bar bar;
    date to;
    if (!certificate_on(s->db, s->a, product, out->on, &state, &to, e) ||
        !credit_bar(s->db, s->a, &q, DOOR_LISTING, &bar, e))
        return false;
    *may = certificate_may_list(state) && !bar.shut;
    if (!certificate_may_list(state)) /* an expired one blocks new listing */
        note(out, out->expired, &out->expired_n, product);
    else if (bar.shut)
        note(out, out->barred, &out->barred_n, product);
    return true;
}

static bool
list_one(struct selecting *s, const struct rows *row, struct err *e)
{
    struct list_selected *out = s->out;
    const char *product = row_text(row, 0, 0);
    struct listing l = {.objections = 0, .project = out->project, .substitute = ""};
    bool found, may = true;
    enum put how;

    if (!listing_get(s->db, s->a, out->pool, product, &l, &found, e))
        return false;
    if (!(found && l.state == LISTING_LISTED) &&
        !may_list(s, product, row_text(row, 0, 1), &may, e))
        return false;
    if (!may)
        return true;
    bool same = found && l.results && l.state == LISTING_LISTED &&
                l.price.units == row_int(row, 0, 2) && l.with_service.units == row_int(row, 0, 3) &&
                strcmp(l.project, out->project) == 0;
    if (same) {
        out->same++;
        return true;
    }
    l.product = product;
    l.company = row_text(row, 0, 1);
    l.results = true;
    l.project = out->project;
    l.state = LISTING_LISTED;
    l.cause = LISTING_NOTICE_OVER; /* the notice of the award was its notice */
    l.since = out->on;
    l.price = (money){row_int(row, 0, 2)};
    l.with_service = (money){row_int(row, 0, 3)};
    if (!listing_keep(s->db, s->a, out->pool, &l, &how, e))
        return false;
    out->fresh += how == PUT_NEW;
    out->changed += how == PUT_CHANGED;
    return true;
}

static bool
take_selected(void *arg, const struct rows *row, struct err *e)
{
    struct selecting *s = arg;
    arena_reset(s->a);
    return list_one(s, row, e);
}

bool
list_selected(struct db *db, void *arg, struct err *e)
{
    struct list_selected *out = arg;
    struct project p;
    struct selecting s = {.db = db, .out = out};

    out->fresh = out->same = out->changed = 0;
    out->expired_n = out->barred_n = 0;
    if (!project_get(db, out->a, out->pool, out->project, &p, e))
        return false;
    if (out->on.day == 0)
        out->on = p.executed_on;
    out->expired = arena_array(out->a, const char *, EXPIRED_MAX);
    out->barred = arena_array(out->a, const char *, EXPIRED_MAX);
    s.a = arena_new(PROJECT_RULES_MAX);
    bool ok = db_each(db, &q_selected_each, take_selected, &s, e, v_int(out->pool),
                      v_text(out->project), v_date(out->a, out->on));
    arena_free(s.a);
    return ok;
}
