#include "listing/bargain.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "listing/query.h"
#include "project/expert_draw.h"
#include "project/participation.h"
#include "registry/credit_gate.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/bargain.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- open or not --- */

const char *
way_verdict_name(enum way_verdict v)
{
    static const char *const names[WAY_VERDICTS] = {
        "ok", "no_pack", "closed", "alone", "selected", "draw", "amount", "months", "platform"};
    assert(v < WAY_VERDICTS);
    return names[v];
}

bool
way_refused(const struct way_answer *w, const char *what, const char *field, struct err *e)
{
    static const enum msg say[WAY_VERDICTS][2] = {
        [WAY_NO_PACK] = {M_WAY_NO_PACK, M_WAY_NO_PACK},
        [WAY_CLOSED] = {M_WAY_CLOSED, M_WAY_CLOSED_DRAFT},
        [WAY_ALONE] = {M_WAY_ALONE, M_WAY_ALONE_DRAFT},
        [WAY_SELECTED] = {M_WAY_SELECTED, M_WAY_SELECTED_DRAFT},
        [WAY_DRAW] = {M_WAY_DRAW, M_WAY_DRAW_DRAFT},
        [WAY_AMOUNT] = {M_WAY_AMOUNT, M_WAY_AMOUNT_DRAFT},
        [WAY_MONTHS] = {M_WAY_MONTHS, M_WAY_MONTHS_DRAFT},
        [WAY_PLATFORM] = {M_WAY_PLATFORM, M_WAY_PLATFORM_DRAFT},
    };
    bool draft = w->pack != NULL && w->pack->status == PACK_CONSULTATION_DRAFT;
    const struct setting *s = w->pack != NULL ? policy_setting(w->pack, w->rule) : NULL;
    const char *clause = s == NULL ? ""
                         : s->basis.clause != NULL && s->basis.clause[0] != '\0'
                             ? s->basis.clause
                             : basis_name(s->basis.kind);
    return err_set(e, ERR_INPUT, say[w->verdict][draft],
                   {what, w->rule == RULE_NONE ? "" : rule_key(w->rule), clause}, .field = field);
}

bool
way_pack(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
         struct policy **out, struct err *e)
{
    struct project p;
    *out = NULL;
    if (*project != '\0')
        return project_get(db, a, pool, project, &p, e) && project_pack(&p, a, out, e);
    return pack_on(db, a, pool, on, out, e);
}

/* The project whose selection still holds for this code, "" for none. */
static bool
selected_in(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
            const char **out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_bargain_selected, a, &r, e, v_int(pool), v_text(product)))
        return false;
    for (size_t i = 0; i < r.n && **out == '\0'; i++) {
        const char *bid_on = row_text(&r, i, 1);
        date end =
            date_add_months(day_of(row_text(&r, i, 2)), (int)row_int(&r, i, 3)); /* day after */
        if (date_cmp(on, end) < 0 && (*bid_on == '\0' || date_cmp(on, day_of(bid_on)) >= 0))
            *out = row_text(&r, i, 0);
    }
    if (**out != '\0')
        return true;
    if (!db_run(db, &q_bargain_listed, a, &r, e, v_int(pool), v_text(product), v_date(a, on)))
        return false;
    if (r.n > 0)
        *out = row_text(&r, 0, 0);
    return true;
}

bool
product_selected(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
                 const char **project, struct err *e)
{
    const char *now = product;
    enum code_state state;
    *project = "";
    if (!selected_in(db, a, pool, product, on, project, e) ||
        !code_resolve(db, a, product, on, &now, &state, e))
        return false;
    return strcmp(now, product) == 0 || **project != '\0' ||
           selected_in(db, a, pool, now, on, project, e);
}

static bool
is_on(const struct policy *p, enum rule r)
{
    bool yes;
    return policy_bool(p, r, &yes) && yes;
}

static bool
answer(struct way_answer *w, enum way_verdict v, enum rule r)
{
    w->verdict = v;
    w->rule = r;
    return true;
}

bool
bargain_open(struct db *db, struct arena *a, int64_t pool, const char *project, const char *product,
             bool joint, date on, struct way_answer *out, struct err *e)
{
    *out = (struct way_answer){.selected = ""};
    if (!way_pack(db, a, pool, project, on, &out->pack, e))
        return false;
    if (out->pack == NULL)
        return answer(out, WAY_NO_PACK, RULE_NONE);
    if (!is_on(out->pack, RULE_WAY_BARGAIN))
        return answer(out, WAY_CLOSED, RULE_WAY_BARGAIN);
    if (joint && !is_on(out->pack, RULE_WAY_JOINT))
        return answer(out, WAY_ALONE, RULE_WAY_JOINT);
    if (!product_selected(db, a, pool, product, on, &out->selected, e))
        return false;
    if (*out->selected != '\0' && is_on(out->pack, RULE_NO_SECOND_BARGAIN))
        return answer(out, WAY_SELECTED, RULE_NO_SECOND_BARGAIN);
    return answer(out, WAY_OK, joint ? RULE_WAY_JOINT : RULE_WAY_BARGAIN);
}

/* --- agreed --- */

static int
by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each known, taking part, and once; *out in order. */
static bool
institutions_fine(struct db *db, struct arena *a, int64_t pool, const struct bargain *in,
                  const char **out, size_t *n, struct err *e)
{
    const char *code[BARGAIN_INSTITUTIONS_MAX];
    char *text = arena_strdup(a, in->institutions);
    *n = 0;
    for (bool more = true; more;) {
        size_t len = strcspn(text, ";");
        more = text[len] != '\0';
        text[len] = '\0';
        if (*n == BARGAIN_INSTITUTIONS_MAX)
            return err_set(e, ERR_TOO_LARGE, M_BARGAIN_MANY, {""}, .field = "hospitals");
        if (!institution_must(db, a, text, "hospitals", e) ||
            (*in->project != '\0' &&
             !participation_must(db, a, pool, in->project, text, "hospitals", e)))
            return false;
        code[(*n)++] = text;
        text += len + more;
    }
    qsort(code, *n, sizeof(*code), by_code);
    for (size_t i = 1; i < *n; i++)
        if (strcmp(code[i - 1], code[i]) == 0)
            return err_set(e, ERR_INPUT, M_BARGAIN_TWICE, {code[i]}, .field = "hospitals");
    *out = arena_join(a, code, *n, ';');
    return true;
}

static bool
draw_fine(struct db *db, struct arena *a, int64_t pool, const struct bargain *in, bool joint,
          struct way_answer *w, struct err *e)
{
    struct expert_draw d;
    if (*in->draw == '\0')
        return true;
    if (!draw_get(db, a, pool, in->project, in->draw, &d, e))
        return false;
    if (joint && d.record.revealed && date_cmp(d.record.public_on, in->on) <= 0)
        return true;
    w->verdict = WAY_DRAW;
    w->rule = RULE_EXPERT_DRAW;
    return way_refused(w, in->draw, "draw", e);
}

static bool
figures_fine(const struct bargain *in, struct err *e)
{
    if (in->qty.pieces == 0)
        return err_set(e, ERR_INPUT, M_BARGAIN_ZERO, {""}, .field = "qty");
    if (in->price.units == 0)
        return err_set(e, ERR_INPUT, M_BARGAIN_ZERO, {""}, .field = "price");
    return in->payment_days <= PAYMENT_DAYS_MAX ||
           err_set(e, ERR_INPUT, M_BARGAIN_DAYS, {""}, .field = "payment_days");
}

/* Who may not bid is not bargained with either (GZ 四(二)5). */
static bool
company_may(struct db *db, struct arena *a, int64_t pool, const struct bargain *in, struct err *e)
{
    struct product p;
    if (!product_on(db, a, in->product, in->on, &p, e))
        return false;
    const struct credit_asked q = {pool, p.company, in->product, in->on};
    return credit_must(db, a, &q, DOOR_BID, "product", e);
}

bool
bargain_put(struct db *db, struct arena *a, int64_t pool, const struct bargain *in, enum put *how,
            struct err *e)
{
    struct way_answer w;
    const char *institutions;
    size_t n;
    if (!figures_fine(in, e) || !product_must(db, a, in->product, "product", e) ||
        !institutions_fine(db, a, pool, in, &institutions, &n, e) ||
        !bargain_open(db, a, pool, in->project, in->product, n > 1, in->on, &w, e))
        return false;
    if (w.verdict != WAY_OK)
        return way_refused(&w, in->product, w.verdict == WAY_ALONE ? "hospitals" : "product", e);
    if (!company_may(db, a, pool, in, e))
        return false;
    const struct val v[] = {v_int(pool),
                            v_text(in->number),
                            v_text(in->project),
                            v_text(in->product),
                            v_text(institutions),
                            v_int(in->qty.pieces),
                            v_int(in->payment_days),
                            v_int(in->price.units),
                            v_date(a, in->on),
                            v_text(in->draw)};
    return draw_fine(db, a, pool, in, n > 1, &w, e) &&
           put_fact(db, a, &(struct put_row){&q_bargain_get, &q_bargain_write, NULL, v, 10, 2}, how,
                    e);
}

bool
bargain_list(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
             struct bargains *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_bargain_of_product, a, &r, e, v_int(pool), v_text(product), v_date(a, on),
                v_int(BARGAINS_MAX)))
        return false;
    out->n = r.n;
    out->list = arena_array(a, struct bargain, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct bargain){.number = row_text(&r, i, 0),
                                        .project = row_text(&r, i, 1),
                                        .product = product,
                                        .institutions = row_text(&r, i, 2),
                                        .qty = {row_int(&r, i, 3)},
                                        .payment_days = row_int(&r, i, 4),
                                        .price = {row_int(&r, i, 5)},
                                        .on = day_of(row_text(&r, i, 6)),
                                        .draw = row_text(&r, i, 7)};
    return true;
}
