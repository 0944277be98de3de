#include "agreement/agree.h"

#include <string.h>

#include "agreement/agree_inner.h"
#include "agreement/cutover.h"
#include "agreement/query.h"
#include "project/explained.h"
#include "words/agreement.h"
#include "project/life.h"
#include "words/db.h"

enum { STEPS = 64 };

bool
agree_terms(struct agree_data *d, struct err *e)
{
    struct agree *out = d->out;
    struct explain_step *step = arena_array(d->a, struct explain_step, STEPS);
    d->x = (struct explain){step, 0, STEPS, 0};
    if (!cycle_of(d->db, d->a, &d->project, d->pack, &d->x, &d->cycle, e))
        return false;
    out->pack = d->pack;
    out->lack = d->cycle.lack;
    out->cycle = d->cycle.lack.verdict == BIND_OK ? d->cycle.verdict : CYCLE_OK;
    out->terms = d->cycle.terms;
    for (size_t i = 0; i < out->terms; i++)
        out->term[i] = (struct agree_term){.term = d->cycle.term[i].term,
                                           .extension = d->cycle.term[i].extension,
                                           .parts = d->cycle.term[i].parts};
    return true;
}

const char *
agreement_number(struct arena *a, const char *project, int64_t term, const char *institution,
                 const char *company, const char *distributor)
{
    return arena_printf(a, "%s/%lld/%s/%s/%s", project, (long long)term, institution, company,
                        distributor);
}

bool
agree_head(struct agree_data *d, struct err *e)
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
    return explained_put(d->db, d->a, d->out->pool, "agreement", d->out->project, &by, &d->x, e);
}

bool
make_agreements(struct db *db, void *arg, struct err *e)
{
    struct agree *out = arg;
    struct agree_data d = {.db = db, .a = out->a, .out = out};
    struct rows r;
    (void)date_parse(&d.on, DATE_OPEN);

    *out = (struct agree){.a = out->a, .pool = out->pool, .project = out->project};
    if (!agree_head(&d, e) ||
        !project_may(db, out->a, out->pool, out->project, ACT_AGREE, (date){0}, e))
        return false;
    if (out->lack.verdict != BIND_OK || out->cycle != CYCLE_OK)
        return true;
    if (!db_run(db, &q_agree_groups, d.a, &r, e, v_int(out->pool), v_text(out->project)))
        return false;
    out->no_allocation = r.n == 0;
    if (!db_run(db, &q_amended, d.a, &r, e, v_int(out->pool), v_text(out->project)))
        return false;
    struct cutover from;
    bool carried; /* from another system: what was concluded there stays, too */
    if (!cutover_get(db, d.a, out->pool, out->project, &from, &carried, e))
        return false;
    if (carried || row_int(&r, 0, 0) > 0)
        return agree_amended(&d, e) && stamp(&d, e);
    return out->no_allocation ||
           (agree_load(&d, e) && agree_coverage(&d, e) && agree_write(&d, e) && stamp(&d, e));
}

bool
add_zero_line(struct db *db, struct arena *a, int64_t pool, const char *project,
              const char *institution, const char *product, const char *distributor, date on,
              struct err *e)
{
    struct agree *out = arena_alloc(a, sizeof(*out));
    struct agree_data d = {.db = db, .a = a, .out = out, .on = on};

    *out = (struct agree){.a = a, .pool = pool, .project = project};
    if (!agree_head(&d, e))
        return false;
    if (out->lack.verdict != BIND_OK || out->cycle != CYCLE_OK)
        return err_set(e, ERR_NOT_FOUND, M_NO_AGREEMENT, {institution, product, ""});
    return agree_load(&d, e) && agree_write_zero(&d, institution, product, distributor, on, e);
}
