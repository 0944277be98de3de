#include "tender/run_award.h"

#include <assert.h>
#include <string.h>

#include "demand/query.h"
#include "project/explained.h"
#include "registry/company.h"
#include "registry/credit_gate.h"
#include "tender/bid.h"
#include "tender/set.h"
#include "tender/talks.h"
#include "project/life.h"
#include "words/demand.h"
#include "words/tender.h"

enum { GROUP_MEMORY = 64 * 1024 * 1024, PRICES_MAX = 200 };

/* "12.00|13.50": the lowest, or the percentile that the round takes; 0: none. */
static money
other_prices(const struct round *r, const char *text)
{
    money price[PRICES_MAX];
    size_t n = 0;
    while (*text != '\0' && n < PRICES_MAX) {
        char one[MONEY_TEXT_MAX] = {0};
        size_t len = strcspn(text, "|;");
        memcpy(one, text, len < sizeof(one) - 1 ? len : sizeof(one) - 1);
        n += award_quote(&price[n], one, r->award.decimals) == QUOTE_OK;
        text += len + (text[len] != '\0');
    }
    return n > 0 ? award_percentile(price, n, r->percentile) : (money){0};
}

/* As the round rounds it. It was a price when it was stored. */
static money
quote(const struct round *r, money stored)
{
    char text[MONEY_TEXT_MAX];
    money out = {0};
    (void)award_quote(&out, money_text(stored, text), r->award.decimals);
    return out;
}

/* The grade on record where it is worse than the one stated, and what follows from it. */
static bool
from_credit(struct db *db, struct arena *a, const struct award_run *r, date on,
            struct award_bid *out, struct err *e)
{
    const struct credit_asked q = {r->pool, out->company, out->product, on};
    struct credit_bar bar;
    if (!credit_bar(db, a, &q, DOOR_BID, &bar, e))
        return false;
    if (bar.grade > out->credit)
        out->credit = bar.grade;
    if (bar.shut)
        out->barred = bar.clause;
    return true;
}

/* The certificate of a product; of a set the first of its parts' that ends, and none where one part
 * has none. What keeps a part out keeps the set out. */
static bool
from_parts(struct db *db, struct arena *a, const struct award_run *r, const char *group, date on,
           struct award_bid *out, struct err *e)
{
    const char *set = out->product;
    struct bid_parts parts;
    enum certificate_state state;
    bool stated = out->has_certificate;
    date to;
    if (!bid_part_list(db, a, r->pool, r->code, group, set, &parts, e))
        return false;
    bool known = parts.n > 0;
    for (size_t i = 0; i < parts.n; i++) {
        if (!certificate_on(db, a, parts.list[i].part, on, &state, &to, e))
            return false;
        known = known && state < CERTIFICATE_UNKNOWN;
        if (!stated && known && (i == 0 || date_cmp(to, out->certificate_to) < 0))
            out->certificate_to = to;
        out->product = parts.list[i].part;
        bool ok = from_credit(db, a, r, on, out, e);
        out->product = set;
        if (!ok)
            return false;
    }
    if (parts.n > 0) {
        out->has_certificate = stated || known;
        return true;
    }
    if (stated)
        return true;
    if (!certificate_on(db, a, set, on, &state, &out->certificate_to, e))
        return false;
    out->has_certificate = state < CERTIFICATE_UNKNOWN;
    return true;
}

/* What the bid leaves to the registry: the end of its certificate, who controls the company. */
static bool
from_registry(struct db *db, struct arena *a, const struct award_run *r, const char *group,
              struct award_bid *out, struct err *e)
{
    struct company c;
    date on = r->project.bid_on.day != 0 ? r->project.bid_on : r->project.executed_on;

    if (!from_parts(db, a, r, group, on, out, e) || !from_credit(db, a, r, on, out, e))
        return false;
    if (*out->related != '\0')
        return true;
    if (!company_on(db, a, out->company, on, &c, e))
        return e->code == ERR_NOT_FOUND;
    out->related = c.controller;
    return true;
}

static bool
bid_of(struct db *db, struct arena *a, const struct award_run *r, const struct bid *b,
       struct award_bid *out, struct err *e)
{
    *out = (struct award_bid){
        .product = b->product,
        .company = b->company,
        .related = b->related_to,
        .unit = b->unit,
        .price = quote(r->round, b->price),
        .with_service = quote(r->round, b->with_service),
        .second = quote(r->round, b->second_price),
        .factor = b->factor,
        .ceiling = b->ceiling,
        .previous = b->previous_price,
        .own_lowest = b->own_lowest,
        .others = other_prices(r->round, b->other_prices),
        .reported = b->reported,
        .capacity = {b->capacity == CAPACITY_NONE ? 0 : b->capacity},
        .certificate_to = b->certificate_to,
        .has_certificate = b->certificate_to.day != 0,
        .unqualified = !b->qualified,
        .part_area = !round_whole_area(r->round, b->regions),
        .refuses_cut = !b->signs_cut,
        .credit = b->credit,
        .draw = b->draw,
    };
    (void)round_moment(b->filed_at, &out->filed_at); /* '' stays 0 */
    return from_registry(db, a, r, b->group, out, e);
}

/* What the project's institutions report for each product stands for what a bid says of itself. */
static bool
demand_of(struct db *db, struct arena *a, const struct award_run *r, const char *group,
          struct award_bid bid[], size_t n, struct err *e)
{
    struct rows rows;
    if (!db_run(db, &q_demand_products, a, &rows, e, v_int(r->pool), v_text(r->code),
                v_text(group)))
        return false;
    for (size_t i = 0; rows.n > 0 && i < n; i++)
        bid[i].reported = (qty){0};
    for (size_t k = 0, i = 0; k < rows.n; k++) { /* both by product */
        const char *product = row_text(&rows, k, 0);
        while (i < n && strcmp(bid[i].product, product) < 0)
            i++;
        if (row_int(&rows, k, 1) >= QTY_LIMIT)
            return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
        if (i < n && strcmp(bid[i].product, product) == 0)
            bid[i].reported.pieces = row_int(&rows, k, 1);
    }
    return true;
}

static bool
bids_of(struct db *db, struct arena *a, const struct award_run *r, const char *group,
        struct award_bid **out, size_t *n, struct err *e)
{
    struct bids bids;
    if (!bid_list(db, a, r->pool, r->code, group, &bids, e))
        return false;
    *n = bids.n;
    *out = arena_array(a, struct award_bid, bids.n + 1);
    for (size_t i = 0; i < bids.n; i++) {
        if (!bid_of(db, a, r, &bids.list[i], &(*out)[i], e))
            return false;
        assert(award_bid_check(&(*out)[i]) == BID_OK); /* checked when it was stored */
    }
    return demand_of(db, a, r, group, *out, *n, e);
}

/* --- the digest of all that went in --- */

static void
add_bid(struct sha256 *s, const struct award_bid *b)
{
    const int64_t n[] = {b->price.units,
                         b->with_service.units,
                         b->second.units,
                         b->factor.ppm,
                         b->ceiling.units,
                         b->previous.units,
                         b->own_lowest.units,
                         b->others.units,
                         b->reported.pieces,
                         b->capacity.pieces,
                         b->filed_at,
                         b->has_certificate ? b->certificate_to.day : INT64_MIN,
                         b->unqualified,
                         b->part_area,
                         b->refuses_cut,
                         b->credit,
                         b->draw};
    inputs_add_text(s, b->product);
    inputs_add_text(s, b->company);
    inputs_add_text(s, b->related);
    inputs_add_text(s, b->unit);
    if (b->barred != NULL)
        inputs_add_text(s, b->barred);
    for (size_t i = 0; i < sizeof(n) / sizeof(*n); i++)
        inputs_add_int(s, n[i]);
}

static bool
digest(struct db *db, struct arena *a, const struct award_run *r, const struct group_result *result,
       char out[static SHA256_HEX_MAX], struct err *e)
{
    const struct award_group *g = &result->group;
    struct sha256 s;
    bool system;
    sha256_init(&s);
    inputs_add_text(&s, AWARD_EDITION);
    inputs_add_text(&s, r->round->sha256);
    if (*result->mode != '\0') /* talks: by rules of their own */
        inputs_add_text(&s, result->mode);
    inputs_add_text(&s, g->name);
    inputs_add_int(&s, g->ceiling.units);
    inputs_add_int(&s, g->previous_highest.units);
    for (size_t i = 0; i < g->refs; i++) {
        inputs_add_text(&s, g->ref[i].group);
        inputs_add_int(&s, (int64_t)g->ref[i].n);
        inputs_add_int(&s, g->ref[i].highest);
        inputs_add_int(&s, g->ref[i].lowest);
        inputs_add_int(&s, (int64_t)(g->ref[i].sum / INT64_MAX));
        inputs_add_int(&s, (int64_t)(g->ref[i].sum % INT64_MAX));
    }
    for (size_t i = 0; i < g->n; i++)
        add_bid(&s, &g->bid[i]);
    bool ok = set_bids(db, a, r->pool, r->code, g->name, g->bid, g->n, &s, &system, e);
    inputs_end(&s, out);
    return ok;
}

/* --- one group --- */

/* A group sees those of the named groups that come before it by name; one that is not named itself
 * sees them all. */
static size_t
refs_seen(const struct award_run *r, const char *group)
{
    for (size_t i = 0; i < r->refs; i++)
        if (strcmp(r->ref[i].group, group) == 0)
            return i;
    return r->refs;
}

/* The round's, or those of the talks by which the group is bought. */
static bool
rules_of(struct db *db, struct arena *a, const struct award_run *r, const char *group,
         struct award_rules *out, const char **mode, bool *waiting, struct err *e)
{
    struct talks_rules talks;
    enum talks_mode which;
    bool is_talks;
    if (!talks_of_group(db, a, r->pool, r->code, group, r->round, &is_talks, waiting, &which,
                        &talks, e))
        return false;
    *mode = is_talks ? talks_mode_names[which] : "";
    *out = r->round->award;
    if (is_talks)
        talks_award(&r->round->award, &talks, out);
    return true;
}

bool
award_compute(struct db *db, struct arena *a, const struct award_run *r,
              const struct project_group *g, struct group_result *out, struct err *e)
{
    const struct round_group *own = round_group_find(r->round, g->group);
    struct award_rules *rules = arena_alloc(a, sizeof(*rules));
    struct award_bid *bid;
    const char *mode;
    bool waiting;
    size_t n;

    if (!rules_of(db, a, r, g->group, rules, &mode, &waiting, e) ||
        !bids_of(db, a, r, g->group, &bid, &n, e))
        return false;
    *out = (struct group_result){
        .mode = mode,
        .waiting = waiting,
        .group = {.name = g->group,
                  .bid = bid,
                  .n = n,
                  .ref = r->ref,
                  .refs = refs_seen(r, g->group),
                  .ceiling = g->ceiling,
                  .previous_highest = g->previous_highest},
        .out = arena_array(a, struct award_result, n + 1),
        .with_service = arena_array(a, money, n + 1),
        .pack = r->project.pack,
        .pack_sha256 = r->pack->sha256,
        .rules_sha256 = r->round->sha256,
    };
    if (own != NULL && g->ceiling.units == 0)
        out->group.ceiling = own->ceiling;
    if (own != NULL && g->previous_highest.units == 0)
        out->group.previous_highest = own->previous_highest;
    for (size_t i = 0; i < n; i++)
        out->with_service[i] = bid[i].with_service;
    out->by_service = rules->service == SERVICE_COMPARED;
    if (!digest(db, a, r, out, out->inputs_sha256, e))
        return false;
    out->status = award_run(rules, &out->group, out->out, arena_array(a, struct award_slot, n + 1));
    return true;
}

static bool
store(struct db *db, struct arena *a, struct award_run *r, const struct project_group *g,
      struct err *e)
{
    struct group_result now, old;
    bool found;
    if (!award_compute(db, a, r, g, &now, e) ||
        !group_result_get(db, a, r->pool, r->code, g->group, &old, &found, e))
        return false;
    if (now.waiting) { /* for its talks to bring bids */
        r->waiting++;
        return true;
    }
    r->to_draw += now.status == AWARD_HAS_DRAW;
    bool same = found && strcmp(old.inputs_sha256, now.inputs_sha256) == 0 &&
                old.status == now.status && group_result_differs(&old, &now) == now.group.n;
    if (same) {
        r->same++;
        return true;
    }
    if (found && old.status == AWARD_DONE && !r->replace)
        return err_set(e, ERR_CONFLICT, M_AWARD_OTHER_INPUTS, {g->group});
    *(found ? &r->changed : &r->fresh) += 1;
    return group_result_put(db, a, r->pool, r->code, &now, e);
}

/* --- all groups --- */

static const struct project_group *
find_group(const struct award_run *r, const char *name)
{
    for (size_t i = 0; i < r->groups.n; i++)
        if (strcmp(r->groups.list[i].group, name) == 0)
            return &r->groups.list[i];
    return NULL;
}

/* Prices of the groups that others are compared with. */
static bool
refs_make(struct db *db, struct award_run *r, struct err *e)
{
    const char *name[ROUND_REFS_MAX];
    size_t n = round_groups_named(&r->round->award, name);
    for (size_t i = 0; i < n; i++) {
        const struct project_group *g = find_group(r, name[i]);
        struct arena *a = arena_new(GROUP_MEMORY);
        struct group_result result;
        bool ok = g == NULL || award_compute(db, a, r, g, &result, e);
        if (ok && g != NULL) {
            r->ref[r->refs] = award_refer(&result.group, result.out);
            r->ref[r->refs++].group = g->group;
        }
        arena_free(a);
        if (!ok)
            return false;
    }
    return true;
}

bool
award_prepare(struct db *db, struct award_run *r, struct err *e)
{
    r->refs = 0;
    r->fresh = r->same = r->changed = r->to_draw = r->waiting = 0;
    r->errs.n = r->errs.total = 0;
    if (!project_get(db, r->arena, r->pool, r->code, &r->project, e) ||
        !project_pack(&r->project, r->arena, &r->pack, e))
        return false;
    if (r->other_rules != NULL)
        r->project.rules = r->other_rules;
    if (*r->project.rules == '\0')
        return err_set(e, ERR_INPUT, M_AWARD_NO_RULES, {r->code});
    if (!round_parse(&r->round, r->arena, r->code, r->project.rules, &r->errs)) {
        *e = r->errs.list[0];
        return false;
    }
    return group_list(db, r->arena, r->pool, r->code, &r->groups, e) && refs_make(db, r, e);
}

bool
run_award(struct db *db, void *arg, struct err *e)
{
    struct award_run *r = arg;
    assert(r->other_rules == NULL); /* a simulation is no award */
    if (!award_prepare(db, r, e) ||
        !project_may(db, r->arena, r->pool, r->code, ACT_AWARD, (date){0}, e))
        return false;
    for (size_t i = 0; i < r->groups.n; i++) {
        struct arena *a = arena_new(GROUP_MEMORY);
        bool ok = store(db, a, r, &r->groups.list[i], e);
        arena_free(a);
        if (!ok)
            return false;
    }
    return true;
}
