#include "oversight/overspend.h"

#include "oversight/query.h"
#include "oversight/year.h"
#include "policy/bind.h"
#include "project/explained.h"
#include "words/oversight.h"
#include "words/db.h"

#define OVERSPEND_EDITION "overspend-1"
enum { BANDS_MAX = 32, STEPS = 8 };

struct work {
    struct db *db;
    struct arena *a;
    int64_t pool, year;
    const struct policy *pack;
    struct quota_rules rules;
    struct quota_band band[BANDS_MAX];
    size_t bands;
};

bool
band_put(struct db *db, struct arena *a, int64_t pool, const struct overspend_band *in,
         enum put *how, struct err *e)
{
    if (in->fund_share.ppm < 0 || in->fund_share.ppm > RATIO_ONE || in->up_to.ppm <= 0)
        return err_set(e, ERR_INPUT, M_OVERSPEND_BAND, {in->document}, .field = "fund_share");
    const struct val v[] = {v_int(pool), v_date(a, in->decided_on), v_int(in->up_to.ppm),
                            v_int(in->fund_share.ppm), v_text(in->document)};
    return put_fact(db, a, &(struct put_row){&q_band_get, &q_band_write, NULL, v, 5, 3}, how, e);
}

static bool
read_bands(struct work *w, struct err *e)
{
    struct rows r;
    date first, last;
    if (!year_days(w->year, &first, &last, e) ||
        !db_run(w->db, &q_bands_on, w->a, &r, e, v_int(w->pool), v_date(w->a, last)))
        return false;
    if (r.n > BANDS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {"32"});
    for (w->bands = 0; w->bands < r.n; w->bands++)
        w->band[w->bands] = (struct quota_band){.up_to = {row_int(&r, w->bands, 0)},
                                                .share = {row_int(&r, w->bands, 1)}};
    if (w->bands == 0 && w->rules.fund_share.ppm > 0) /* one share, whatever the excess */
        w->band[w->bands++] = (struct quota_band){{RATIO_ONE * 1000}, w->rules.fund_share};
    return true;
}

static bool
one(struct work *w, struct overspent *o, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;

    o->verdict = "no_bands";
    if (o->quota.units < 0) {
        o->verdict = quota_verdict_name(QUOTA_NEGATIVE);
    } else if (w->bands > 0 || !w->rules.shares_overspend) {
        enum quota_verdict v = quota_overspend(&w->rules, o->quota, o->spent, w->band, w->bands, &x,
                                               &o->by_fund, &o->by_institution);
        if (v == QUOTA_OVERFLOW)
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
        o->verdict = quota_verdict_name(v);
    }
    sha256_init(&inputs);
    inputs_add_int(&inputs, o->quota.units);
    inputs_add_int(&inputs, o->spent.units);
    const struct stamp stamp = {w->pack->id, w->pack->sha256, OVERSPEND_EDITION,
                                inputs_end(&inputs, digest)};
    const char *id = arena_printf(w->a, "%d/%s", (int)w->year, o->institution);
    return db_do(w->db, &q_overspend_write, e, v_int(w->pool), v_int(w->year),
                 v_text(o->institution), v_int(o->quota.units), v_int(o->spent.units),
                 v_int(o->by_fund.units), v_int(o->by_institution.units), v_text(o->verdict)) &&
           explained_put(w->db, w->a, w->pool, "overspend", id, &stamp, &x, e);
}

bool
share_overspend(struct db *db, struct arena *a, int64_t pool, const struct policy *p, int64_t year,
                struct overspent **out, size_t *n, struct err *e)
{
    struct work w = {.db = db, .a = a, .pool = pool, .year = year, .pack = p};
    struct rows r;
    (void)bind_quota(p, &w.rules);
    const char *from = arena_printf(a, "%04d-01", (int)year);
    const char *to = arena_printf(a, "%04d-12", (int)year);
    if (!read_bands(&w, e) || !db_run(db, &q_quota_and_claims, a, &r, e, v_int(pool), v_int(year),
                                      v_text(from), v_text(to)))
        return false;
    *out = arena_array(a, struct overspent, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++) {
        struct overspent *o = &(*out)[i];
        *o = (struct overspent){.institution = row_text(&r, i, 0),
                                .quota = {row_int(&r, i, 1)},
                                .spent = {row_int(&r, i, 2)}};
        if (!one(&w, o, e))
            return false;
    }
    return true;
}
