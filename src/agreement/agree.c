#include "agreement/agree.h"

#include <string.h>

#include "agreement/agree_inner.h"
#include "agreement/query.h"
#include "project/explained.h"
#include "words/agreement.h"
#include "project/life.h"
#include "words/db.h"

enum { STEPS = 16 };

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

struct extending {
    struct agree_data *d;
    struct span cycle;
};

/* One decision to extend; the cycle then ends later for the next one. */
static bool
take_extension(void *arg, const struct rows *row, struct err *e)
{
    struct extending *x = arg;
    struct agree *out = x->d->out;
    struct agree_term *t = &out->term[out->terms];
    date end = day_of(row_text(row, 0, 1));

    if (out->terms == AGREE_TERMS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    *t = (struct agree_term){.extension = true};
    if (out->cycle == CYCLE_OK)
        out->cycle =
            cycle_extend(&x->d->rules, x->cycle, day_of(row_text(row, 0, 0)), end, NULL, &t->term);
    if (out->cycle == CYCLE_OK)
        out->terms++;
    x->cycle.to = end;
    return true;
}

/* Where renewals move to aligned dates, the last agreement is prolonged up to that date, unless the
 * cycle was extended: old price, old distributors, no new volume. */
static void
prolong_last(struct agree_data *d)
{
    struct agree *out = d->out;
    struct cycle_term *last = &out->term[out->terms - 1].term;
    struct cycle_renewal renewal;

    if (d->rules.align == ALIGN_NONE || out->term[out->terms - 1].extension)
        return;
    out->cycle = cycle_renew(&d->rules, d->project.executed_on, date_add_days(last->span.to, 1),
                             NULL, &renewal);
    if (out->cycle == CYCLE_OK && date_cmp(renewal.starts, renewal.natural) > 0)
        last->span.to = date_add_days(renewal.starts, -1);
}

bool
agree_terms(struct agree_data *d, struct err *e)
{
    struct agree *out = d->out;
    struct cycle_length length = {.kind = CYCLE_FIXED, .months = (int)d->project.cycle_months};
    struct cycle_term terms[CYCLE_TERMS_MAX];
    struct extending x = {.d = d};
    size_t n = 0;

    out->pack = d->pack;
    out->lack = bind_cycle(d->pack, &d->rules);
    if (out->lack.verdict != BIND_OK)
        return true;
    out->cycle = cycle_span(&length, d->project.executed_on, 0, NULL, &x.cycle);
    if (out->cycle == CYCLE_OK)
        out->cycle = cycle_terms(&d->rules, x.cycle, NULL, terms, &n);
    if (out->cycle != CYCLE_OK)
        return true;
    for (size_t i = 0; i < n; i++)
        out->term[out->terms++] = (struct agree_term){.term = terms[i]};
    x.cycle.to = terms[n - 1].span.to; /* alignment may have moved it */
    if (!db_each(d->db, &q_extension_each, take_extension, &x, e, v_int(out->pool),
                 v_text(out->project)))
        return false;
    if (out->cycle == CYCLE_OK)
        prolong_last(d);
    return true;
}

const char *
agreement_number(struct arena *a, const char *project, int64_t term, const char *institution,
                 const char *company, const char *distributor)
{
    return arena_printf(a, "%s/%lld/%s/%s/%s", project, (long long)term, institution, company,
                        distributor);
}

static bool
load(struct agree_data *d, struct err *e)
{
    const struct agree *o = d->out;
    return project_get(d->db, d->a, o->pool, o->project, &d->project, e) &&
           project_pack(&d->project, d->a, &d->pack, e) && agree_terms(d, e);
}

/* By which pack and from what this was made. */
static bool
stamp(struct agree_data *d, struct err *e)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 s;
    sha256_init(&s);
    for (size_t i = 0; i < d->out->terms; i++) {
        inputs_add_int(&s, d->out->term[i].term.span.from.day);
        inputs_add_int(&s, d->out->term[i].qty);
        inputs_add_int(&s, d->out->term[i].amount.units);
    }
    const struct stamp by = {d->project.pack, d->pack->sha256, AGREE_EDITION,
                             inputs_end(&s, digest)};
    return explained_put(d->db, d->a, d->out->pool, "agreement", d->out->project, &by, NULL, e);
}

bool
make_agreements(struct db *db, void *arg, struct err *e)
{
    struct agree *out = arg;
    struct agree_data d = {.db = db, .a = out->a, .out = out};
    struct rows r;

    *out = (struct agree){.a = out->a, .pool = out->pool, .project = out->project};
    if (!load(&d, e) ||
        !project_may(db, out->a, out->pool, out->project, ACT_AGREE, (date){0}, e))
        return false;
    if (out->lack.verdict != BIND_OK || out->cycle != CYCLE_OK)
        return true;
    if (!db_run(db, &q_agree_groups, d.a, &r, e, v_int(out->pool), v_text(out->project)))
        return false;
    out->no_allocation = r.n == 0;
    return out->no_allocation ||
           (agree_load(&d, e) && agree_coverage(&d, e) && agree_write(&d, e) && stamp(&d, e));
}

bool
add_zero_line(struct db *db, struct arena *a, int64_t pool, const char *project,
              const char *institution, const char *product, const char *distributor, date on,
              struct err *e)
{
    struct agree *out = arena_alloc(a, sizeof(*out));
    struct agree_data d = {.db = db, .a = a, .out = out};

    *out = (struct agree){.a = a, .pool = pool, .project = project};
    if (!load(&d, e))
        return false;
    if (out->lack.verdict != BIND_OK || out->cycle != CYCLE_OK)
        return err_set(e, ERR_NOT_FOUND, M_NO_AGREEMENT, {institution, product, ""});
    return agree_load(&d, e) && agree_write_zero(&d, institution, product, distributor, on, e);
}
