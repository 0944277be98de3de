#include "agreement/cutover.h"

#include <string.h>

#include "agreement/agree.h"
#include "agreement/query.h"
#include "words/cutover.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text); /* "" is none */
    return d;
}

bool
cutover_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct cutover *out,
            bool *found, struct err *e)
{
    struct rows r;
    if (!db_run_kept(db, &q_cutover_get, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *out = (struct cutover){.cut_off = day_of(row_text(&r, 0, 0)),
                            .source = row_text(&r, 0, 1),
                            .is_signed = strcmp(row_text(&r, 0, 2), "signed") == 0,
                            .opened_by = row_text(&r, 0, 3),
                            .opened_on = day_of(row_text(&r, 0, 4)),
                            .signed_by = row_text(&r, 0, 5),
                            .signed_on = day_of(row_text(&r, 0, 6))};
    return true;
}

bool
cutover_done(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
             struct err *e)
{
    char day[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
    struct cutover c;
    bool found;
    if (!cutover_get(db, a, pool, project, &c, &found, e))
        return false;
    if (!found)
        return true;
    if (!c.is_signed)
        return err_set(e, ERR_CONFLICT, M_CUTOVER_RUNS, {project}, .field = "project");
    return date_cmp(on, c.cut_off) > 0 ||
           err_set(e, ERR_CONFLICT, M_CUTOVER_EARLIER,
                   {date_text(on, day), date_text(c.cut_off, last), project}, .field = "date");
}

bool
cutover_write(struct db *db, struct arena *a, int64_t pool, const char *project,
              const struct cutover *in, struct err *e)
{
    return db_do(db, &q_cutover_write, e, v_int(pool), v_text(project), v_date(a, in->cut_off),
                 v_text(in->source), v_text(in->opened_by), v_date(a, in->opened_on));
}

bool
cutover_close(struct db *db, struct arena *a, int64_t pool, const char *project, const char *by,
              date on, struct err *e)
{
    return db_do(db, &q_cutover_close, e, v_int(pool), v_text(project), v_text(by), v_date(a, on));
}

bool
cutover_drop(struct db *db, int64_t pool, const char *project, struct err *e)
{
    return db_do(db, &q_cutover_drop, e, v_int(pool), v_text(project));
}

bool
carry_line(struct db *db, struct arena *a, const struct project *p, const char *pack_sha256,
           const struct carried_line *in, struct err *e)
{
    bool own = strcmp(in->company, in->distributor) == 0;
    money price = in->service ? in->with_service : in->without_service;
    struct rows old;
    if (!db_run(db, &q_carried_line, a, &old, e, v_int(p->pool), v_text(in->agreement),
                v_text(in->product)))
        return false;
    if (old.n > 0)
        return err_set(e, ERR_CONFLICT, M_CUTOVER_LINE_THERE, {in->agreement, in->product},
                       .field = "product");
    return db_do(db, &q_agreement_write, e, v_int(p->pool), v_text(in->agreement), v_text(p->code),
                 v_int(in->term), v_text(in->institution), v_text(in->company),
                 v_text(in->distributor), v_int(own ? 2 : 3), v_text(goods_names[p->goods]),
                 v_date(a, in->from), v_date(a, in->to), v_date(a, in->to), v_int(0),
                 v_text(p->pack), v_text(pack_sha256)) &&
           db_do(db, &q_line_write, e, v_int(p->pool), v_text(in->agreement), v_text(in->product),
                 v_text(in->group), v_text(in->service ? "with_service" : "without_service"),
                 v_int(price.units), v_int(in->without_service.units),
                 v_int(in->with_service.units), v_int(in->agreed.pieces));
}
