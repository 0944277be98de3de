/* opening_record.c - what everybody may read of an opening, and who may bid. */
#include <string.h>

#include "project/project.h"
#include "registry/company.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "words/db.h"
#include "words/seal.h"

static bool
take_rows(struct db *db, struct arena *a, int64_t pool, const char *project,
          struct opening_record *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_opening_record_list, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (!arena_room(a, (r.n + 1) * sizeof(struct opening_row)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    out->rows = r.n;
    out->row = arena_array(a, struct opening_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        out->row[i] = (struct opening_row){.group = row_text(&r, i, 0),
                                           .company = row_text(&r, i, 1),
                                           .version = row_int(&r, i, 2),
                                           .outcome = row_text(&r, i, 3),
                                           .reason = row_text(&r, i, 4),
                                           .detail = row_text(&r, i, 5),
                                           .good = row_int(&r, i, 6),
                                           .content_key = row_text(&r, i, 7),
                                           .offers = row_int(&r, i, 8),
                                           .sha256 = row_text(&r, i, 9),
                                           .filed_at = row_text(&r, i, 10)};
    return true;
}

static bool
take_aside(struct db *db, struct arena *a, int64_t pool, const char *project,
           struct opening_record *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_share_not_good, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (!arena_room(a, (r.n + 1) * sizeof(struct set_aside)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    out->asides = r.n;
    out->aside = arena_array(a, struct set_aside, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        out->aside[i] = (struct set_aside){row_text(&r, i, 0), row_text(&r, i, 1),
                                           row_text(&r, i, 2), row_text(&r, i, 3)};
    return true;
}

bool
opening_record_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                   struct opening_record *out, struct err *e)
{
    *out = (struct opening_record){.rows = 0};
    return opening_must(db, a, pool, project, &out->opening, e) &&
           take_rows(db, a, pool, project, out, e) && take_aside(db, a, pool, project, out, e);
}

bool
qualify(struct db *db, struct arena *a, int64_t pool, const char *project,
        const struct qualification *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),          v_text(project),    v_text(in->company),
                            v_int(in->qualified), v_text(in->reason), v_int(in->credit),
                            v_date(a, in->on)};
    struct project p;
    struct opening o;
    bool found;
    if (!in->qualified && *in->reason == '\0')
        return err_set(e, ERR_INPUT, M_QUALIFY_REASON, {in->company}, .field = "reason");
    if (!project_get(db, a, pool, project, &p, e) ||
        !company_must(db, a, in->company, ROLE_REGISTRANT, "company", e) ||
        !opening_get(db, a, pool, project, &o, &found, e))
        return false;
    const struct put_row row = {&q_qualification_get, &q_qualification_write, NULL, v, 7, 3};
    if (found && o.opened)
        return put_fact(db, a, &row, how, e);
    return put_state(db, a, &row, how, e);
}

bool
qualification_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *company, struct qualification *out, bool *found, struct err *e)
{
    struct rows r;
    *out = (struct qualification){.company = company, .reason = "", .qualified = true};
    if (!db_run(db, &q_qualification_get, a, &r, e, v_int(pool), v_text(project), v_text(company)))
        return false;
    *found = r.n == 1;
    if (!*found)
        return true;
    out->qualified = row_int(&r, 0, 0) == 1;
    out->reason = row_text(&r, 0, 1);
    out->credit = row_int(&r, 0, 2);
    (void)date_parse(&out->on, row_text(&r, 0, 3));
    return true;
}
