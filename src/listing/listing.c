#include "listing/listing.h"

#include <string.h>

#include "listing/query.h"
#include "registry/check.h"
#include "registry/credit_gate.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/listing.h"
#include "words/registry.h"

static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : date_text(d, arena_alloc(a, DATE_TEXT_MAX)));
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static enum listing_state
state_of(const char *text)
{
    int i = 0;
    while (i < LISTING_STATES && strcmp(listing_state_name((enum listing_state)i), text) != 0)
        i++;
    return (enum listing_state)i;
}

static enum listing_cause
cause_of(const char *text)
{
    int i = 0;
    while (i < LISTING_CAUSES && strcmp(listing_cause_name((enum listing_cause)i), text) != 0)
        i++;
    return (enum listing_cause)i;
}

bool
listing_get(struct db *db, struct arena *a, int64_t pool, const char *product, struct listing *out,
            bool *found, struct err *e)
{
    struct rows r;
    if (!db_run_kept(db, &q_listing_get, a, &r, e, v_int(pool), v_text(product)))
        return false;
    *found = r.n == 1;
    if (!*found)
        return true;
    *out = (struct listing){
        .product = arena_strdup(a, product),
        .company = row_text(&r, 0, 0),
        .results = strcmp(row_text(&r, 0, 1), "results") == 0,
        .project = row_text(&r, 0, 2),
        .state = state_of(row_text(&r, 0, 3)),
        .cause = cause_of(row_text(&r, 0, 4)),
        .since = day_of(row_text(&r, 0, 5)),
        .price = {row_int(&r, 0, 6)},
        .with_service = {row_int(&r, 0, 7)},
        .notice_price = {row_int(&r, 0, 8)},
        .notice_on = day_of(row_text(&r, 0, 9)),
        .objections = row_int(&r, 0, 10),
        .decided_on = day_of(row_text(&r, 0, 11)),
        .substitute = row_text(&r, 0, 12),
    };
    return true;
}

static bool
keep_event(struct db *db, struct arena *a, int64_t pool, const struct listing *l, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_event_last, a, &r, e, v_int(pool), v_text(l->product)))
        return false;
    return db_do(db, &q_event_write, e, v_int(pool), v_text(l->product),
                 v_int(row_int(&r, 0, 0) + 1), v_day(a, l->since),
                 v_text(listing_state_name(l->state)), v_text(listing_cause_name(l->cause)),
                 v_int(l->price.units), v_int(l->with_service.units));
}

bool
listing_keep(struct db *db, struct arena *a, int64_t pool, const struct listing *l, enum put *how,
             struct err *e)
{
    struct listing was;
    bool found;
    const struct val v[] = {
        v_int(pool),
        v_text(l->product),
        v_text(l->company),
        v_text(l->results ? "results" : "general"),
        v_text(l->project),
        v_text(listing_state_name(l->state)),
        v_text(listing_cause_name(l->cause)),
        v_day(a, l->since),
        v_int(l->price.units),
        v_int(l->with_service.units),
        v_int(l->notice_price.units),
        v_day(a, l->notice_on),
        v_int(l->objections),
        v_day(a, l->decided_on),
        v_text(l->substitute),
    };
    const struct put_row row = {&q_listing_get, &q_listing_write, NULL, v, 15, 2};
    if (!listing_get(db, a, pool, l->product, &was, &found, e) || !put_state(db, a, &row, how, e))
        return false;
    bool moved = !found || was.state != l->state || was.price.units != l->price.units ||
                 was.with_service.units != l->with_service.units;
    return !moved || keep_event(db, a, pool, l, e);
}

/* Only what may be bought is listed: a known product with a certificate that allows it. */
static bool
may_list(struct db *db, struct arena *a, const struct listing *l, struct err *e)
{
    enum certificate_state state;
    date to;
    if (!certificate_on(db, a, l->product, l->since, &state, &to, e)) {
        if (e->code == ERR_NOT_FOUND)
            return err_set(e, ERR_NOT_FOUND, M_NO_PRODUCT, {l->product}, .field = "product");
        return false;
    }
    return l->state != LISTING_LISTED || certificate_may_list(state) ||
           err_set(e, ERR_INPUT, M_LISTING_CERTIFICATE, {l->product, certificate_state_name(state)},
                   .field = "product");
}

/* Anew only while no measure keeps its company out. */
static bool
credit_lets(struct db *db, struct arena *a, int64_t pool, const struct listing *was,
            const struct listing *l, struct err *e)
{
    const struct credit_asked q = {pool, l->company, l->product, l->since};
    bool anew = l->state == LISTING_LISTED && (was == NULL || was->state != LISTING_LISTED);
    return !anew || credit_must(db, a, &q, DOOR_LISTING, "product", e);
}

/* How long a notice stands in a pool on a day; 5 working days where its pack is silent. */
static bool
notice_of(struct db *db, struct arena *a, int64_t pool, const struct listing *was, date on,
          struct notice *out, struct err *e)
{
    struct policy *p = NULL;
    int64_t days = 5;
    if (was->state == LISTING_NOTICE && !pack_on(db, a, pool, on, &p, e))
        return false;
    if (p != NULL)
        policy_int(p, RULE_NOTICE_DAYS, &days);
    *out = (struct notice){was->notice_on, (int)days, (int)was->objections};
    return true;
}

static bool
follows(struct db *db, struct arena *a, int64_t pool, const struct listing *was,
        const struct listing *l, struct err *e)
{
    struct notice notice;
    if (!notice_of(db, a, pool, was, l->since, &notice, e))
        return false;
    const struct listing_move m = {.notice = &notice,
                                   .last_decision = was->decided_on,
                                   .from = was->state,
                                   .to = l->state,
                                   .cause = l->cause,
                                   .on = l->since,
                                   .selected = was->results,
                                   .has_substitute = *l->substitute != '\0'};
    enum listing_verdict v = was->state == l->state ? LISTING_OK : listing_move(&m);
    return v == LISTING_OK || err_set(e, ERR_CONFLICT, M_LISTING_MOVE,
                                      {l->product, listing_state_name(was->state),
                                       listing_state_name(l->state), listing_verdict_name(v)},
                                      .field = "state");
}

bool
listing_put(struct db *db, struct arena *a, int64_t pool, const struct listing *l, enum put *how,
            struct err *e)
{
    struct listing was, now = *l;
    struct product p;
    bool found;
    if (!may_list(db, a, l, e) || !product_on(db, a, l->product, l->since, &p, e) ||
        !listing_get(db, a, pool, l->product, &was, &found, e))
        return false;
    now.company = p.company;
    if (l->state == LISTING_LISTED && l->price.units <= 0 && l->with_service.units <= 0)
        return err_set(e, ERR_INPUT, M_PRICE_ZERO, {NULL}, .field = "price");
    return (!found || follows(db, a, pool, &was, &now, e)) &&
           credit_lets(db, a, pool, found ? &was : NULL, &now, e) &&
           listing_keep(db, a, pool, &now, how, e);
}

bool
move_listing(struct db *db, struct arena *a, int64_t pool, const char *product,
             enum listing_state to, enum listing_cause cause, date on, const char *substitute,
             enum listing_verdict *out, struct err *e)
{
    struct listing l;
    bool found;
    enum put how;
    if (!listing_get(db, a, pool, product, &l, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_NO_LISTING, {product}, .field = "product");
    const struct listing_move m = {.from = l.state,
                                   .to = to,
                                   .cause = cause,
                                   .on = on,
                                   .selected = l.results,
                                   .has_substitute = *substitute != '\0'};
    *out = listing_move(&m);
    if (*out != LISTING_OK)
        return true;
    l.state = to;
    l.cause = cause;
    l.since = on;
    l.substitute = substitute;
    return listing_keep(db, a, pool, &l, &how, e);
}
