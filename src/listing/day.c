/* day.c - what a day brings to the listings of a pool: notices that are over, certificates that
 * lapse or are valid again, lower prices elsewhere that are to be reported. */
#include <string.h>

#include "base/core/text.h"
#include "listing/listing.h"
#include "listing/listing_inner.h"
#include "listing/query.h"
#include "registry/credit_gate.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/listing.h"
#include "words/registry.h"

enum { DAY_MEMORY = 64 * 1024 * 1024, PAGE = 200, PROVINCE = 10000 };

struct running {
    struct db *db;
    struct arena *a;
    struct listing_day *day;
    struct policy *pack; /* NULL: none in force */
};

static bool
end_notice(struct running *r, struct listing *l, struct err *e)
{
    int64_t days = 0;
    enum put how;
    date effective;
    struct credit_bar bar = {.shut = false};
    const struct credit_asked q = {r->day->pool, l->company, l->product, r->day->on};
    if (l->notice_price.units == 0 || r->pack == NULL ||
        !policy_int(r->pack, RULE_NOTICE_DAYS, &days))
        return true;
    const struct notice n = {l->notice_on, (int)days, (int)l->objections};
    if (!notice_effective_on(&n, l->decided_on, &effective) || date_cmp(r->day->on, effective) < 0)
        return true;
    if (l->state == LISTING_NOTICE && !credit_bar(r->db, r->a, &q, DOOR_LISTING, &bar, e))
        return false;
    if (bar.shut) /* not listed anew while a measure stands against it */
        return true;
    l->price = l->notice_price;
    l->with_service = (money){0};
    l->notice_price = (money){0};
    l->notice_on = (date){0};
    l->state = l->state == LISTING_NOTICE ? LISTING_LISTED : l->state;
    l->cause = LISTING_NOTICE_OVER;
    l->since = effective;
    r->day->listed++;
    return listing_keep(r->db, r->a, r->day->pool, l, &how, e);
}

static bool
follow_certificate(struct running *r, struct listing *l, struct err *e)
{
    enum certificate_state state;
    enum put how;
    date to;
    if (!certificate_on(r->db, r->a, l->product, r->day->on, &state, &to, e))
        return false;
    bool lapsed = state == CERTIFICATE_EXPIRED && l->state == LISTING_LISTED;
    bool back = l->state == LISTING_SUSPENDED && l->cause == LISTING_CERTIFICATE &&
                (state == CERTIFICATE_VALID || state == CERTIFICATE_RENEWING);
    if (!lapsed && !back)
        return true;
    l->state = lapsed ? LISTING_SUSPENDED : LISTING_LISTED;
    l->cause = lapsed ? LISTING_CERTIFICATE : LISTING_CURED;
    l->since = r->day->on;
    r->day->suspended += lapsed;
    r->day->restored += back;
    return listing_keep(r->db, r->a, r->day->pool, l, &how, e);
}

/* A measure that stops listings, or an exit from the market, suspends; its end restores. */
static bool
follow_credit(struct running *r, struct listing *l, struct err *e)
{
    const struct credit_asked q = {r->day->pool, l->company, l->product, r->day->on};
    struct credit_bar bar;
    enum put how;
    if (!credit_bar(r->db, r->a, &q, DOOR_LISTED, &bar, e))
        return false;
    bool stops = bar.shut && l->state == LISTING_LISTED;
    bool back = !bar.shut && l->state == LISTING_SUSPENDED && l->cause == LISTING_CREDIT;
    if (!stops && !back)
        return true;
    l->state = stops ? LISTING_SUSPENDED : LISTING_LISTED;
    l->cause = stops ? LISTING_CREDIT : LISTING_CURED;
    l->since = r->day->on;
    r->day->suspended += stops;
    r->day->restored += back;
    return listing_keep(r->db, r->a, r->day->pool, l, &how, e);
}

static bool
note_due(struct running *r, const struct listing *l, const struct price_fact *f, int days,
         struct err *e)
{
    char province[INT_TEXT_MAX];
    struct report_window w = linkage_report_window(f->on, days);
    enum put how;
    const struct val v[] = {
        v_int(r->day->pool),   v_text(l->product),   v_text(int_text(f->province, province)),
        v_date(r->a, f->on),   v_text(f->source),    v_text(l->company),
        v_int(f->price.units), v_date(r->a, w.from), v_date(r->a, w.until),
        v_int(w.estimate)};
    const struct put_row row = {&q_report_get, &q_report_write, NULL, v, 10, 5};
    if (!put_fact(r->db, r->a, &row, &how, e))
        return false;
    r->day->due += how == PUT_NEW;
    return true;
}

/* Prices of other provinces below the listed one, that the company has to report. */
static bool
look_elsewhere(struct running *r, const struct listing *l, struct err *e)
{
    int64_t days = 0, chars = 0;
    struct facts facts;
    if (l->results || l->state != LISTING_LISTED || r->pack == NULL ||
        !policy_int(r->pack, RULE_PRICE_REPORT_DAYS, &days) ||
        !policy_int(r->pack, RULE_LIST_CODE_CHARS, &chars))
        return true;
    if (!facts_load(r->db, r->a, l->product, l->company, (size_t)chars, r->day->on, &facts, e))
        return false;
    for (size_t i = 0; i < facts.n; i++)
        if (facts.list[i].price.units < l->price.units &&
            facts.list[i].province / PROVINCE != r->day->pool / PROVINCE &&
            date_cmp(facts.list[i].on, l->since) >= 0 &&
            !note_due(r, l, &facts.list[i], (int)days, e))
            return false;
    return true;
}

static bool
one(struct running *r, const char *product, struct err *e)
{
    struct listing l;
    bool found;
    r->day->looked_at++;
    return listing_get(r->db, r->a, r->day->pool, product, &l, &found, e) && end_notice(r, &l, e) &&
           follow_certificate(r, &l, e) && follow_credit(r, &l, e) && look_elsewhere(r, &l, e);
}

/* Page by page, so that rows may be written while walking. */
static bool
all(struct running *r, struct arena *pages, struct err *e)
{
    struct rows page;
    const char *after = "";
    do {
        if (!db_run(r->db, &q_listing_products, pages, &page, e, v_int(r->day->pool), v_text(after),
                    v_int(PAGE)))
            return false;
        for (size_t i = 0; i < page.n; i++) {
            arena_reset(r->a);
            after = row_text(&page, i, 0);
            if (!one(r, after, e))
                return false;
        }
    } while (page.n == PAGE);
    return true;
}

bool
run_listing_day(struct db *db, void *arg, struct err *e)
{
    struct listing_day *day = arg;
    struct arena *pages = arena_new(DAY_MEMORY);
    struct running r = {.db = db, .a = arena_new(DAY_MEMORY), .day = day};

    *day = (struct listing_day){.pool = day->pool, .on = day->on};
    bool ok = pack_on(db, pages, day->pool, day->on, &r.pack, e) && all(&r, pages, e);
    arena_free(r.a);
    arena_free(pages);
    return ok;
}

bool
report_price(struct db *db, struct arena *a, int64_t pool, const char *product,
             const char *province, date seen_on, date reported_on, enum put *how, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_report_state, a, &r, e, v_int(pool), v_text(product), v_text(province),
                v_date(a, seen_on)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_REPORT_DUE, {product, province}, .field = "product");
    *how = *row_text(&r, 0, 0) == '\0' ? PUT_CHANGED : PUT_SAME;
    if (*how == PUT_SAME)
        return strcmp(row_text(&r, 0, 0), put_date(a, reported_on)) == 0 ||
               err_set(e, ERR_CONFLICT, M_PUT_FACT, {product, "reported"}, .field = "reported");
    return db_do(db, &q_report_done, e, v_int(pool), v_text(product), v_text(province),
                 v_date(a, seen_on), v_date(a, reported_on));
}
