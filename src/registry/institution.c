#include "registry/institution.h"

#include <stdio.h>
#include <string.h>

#include "access/sight.h"
#include "base/core/text.h"
#include "registry/check.h"
#include "registry/query.h"
#include "registry/region.h"
#include "words/access.h"
#include "words/registry.h"

const char *const level_names[] = {"tertiary", "secondary", "primary", "unrated"};
const char *const institution_kind_names[] = {"public", "military", "armed_police", "private",
                                              "pharmacy"};
const char *const affiliation_names[] = {"county", "city", "province", "ministry"};
const char *const payer_names[] = {"by_pack", "employee", "resident"};
const char *const status_names[] = {"open", "merged", "closed"};

/* The division in the code must be one, though not the one that it reports to: zones, and hospitals
 * that moved. */
static bool
code_must(struct db *db, struct arena *a, const char *code, struct err *e)
{
    struct rows r;
    if (!institution_code_fine(code, "code", e))
        return false;
    const char *division = arena_printf(a, "%.6s", code + 1);
    return db_run(db, &q_region_get, a, &r, e, v_text(division)) &&
           (r.n > 0 || err_set(e, ERR_NOT_FOUND, M_CODE_DIVISION, {code}, .field = "code"));
}

bool
institution_put(struct db *db, struct arena *a, const struct institution *in, enum put *how,
                struct err *e)
{
    int64_t pool = in->pool;
    if (!code_must(db, a, in->code, e) || !region_must(db, a, in->region, "region", e))
        return false;
    if (pool == 0 ? !pool_of_region(db, a, in->region, &pool, e)
                  : !pool_must(db, a, pool, "pool", e))
        return false;
    if (*in->successor != '\0' && !institution_must(db, a, in->successor, "successor", e))
        return false;
    const struct val v[] = {
        v_text(in->code),
        v_date(a, in->from),
        v_int(pool),
        v_text(in->name),
        v_text(in->region),
        v_text(level_names[in->level]),
        v_text(institution_kind_names[in->kind]),
        v_text(affiliation_names[in->affiliation]),
        v_text(payer_names[in->fund]),
        v_text(status_names[in->status]),
        v_text(in->successor),
    };
    const struct put_row row = {&q_institution_get,     &q_institution_write,
                                &q_institution_close,   v,
                                sizeof(v) / sizeof(*v), 1};
    return put_dated(db, a, &row, how, e);
}

/* Does what lies in region `in`, paid by this pool, belong to an office of `region`? */
static bool
lies_in(struct db *db, struct arena *a, const char *in, int64_t pool, const char *region, bool *out,
        struct err *e)
{
    enum region_kind kind;
    char code[24];
    int64_t around = pool;
    *out = region_within(in, region);
    if (!*out && !region_kind_of(in, &kind)) { /* a zone: its code says nothing */
        if (!pool_of_region(db, a, in, &around, e))
            return false;
        snprintf(code, sizeof(code), "%06lld", (long long)around);
        *out = region_within(code, region);
    }
    *out = *out && region_acts_in_pool(region, 0, pool);
    return true;
}

static bool
was_in(struct db *db, struct arena *a, const char *code, date on, const char *region, bool *out,
       struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_institution_get, a, &r, e, v_text(code), v_text(put_date(a, on))))
        return false;
    *out = r.n == 0;
    return *out || lies_in(db, a, row_text(&r, 0, 4), row_int(&r, 0, 2), region, out, e);
}

bool
institution_is_of(struct db *db, struct arena *a, const struct institution *in, date today,
                  const char *region, struct err *e)
{
    int64_t pool = in->pool;
    bool now, then, after;
    if (!region_must(db, a, in->region, "region", e) ||
        (pool == 0 && !pool_of_region(db, a, in->region, &pool, e)) ||
        !lies_in(db, a, in->region, pool, region, &after, e) ||
        !was_in(db, a, in->code, today, region, &now, e) ||
        !was_in(db, a, in->code, in->from, region, &then, e))
        return false;
    return (now && then && after) || err_set(e, ERR_DENIED, M_MANAGE_OUTSIDE, {in->code});
}

bool
institution_under(const struct institution *i, const char *region)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)i->pool);
    return region_within(i->region, region) || region_within(code, region);
}

static bool
lookup(struct db *db, struct arena *a, const char *code, const char *day, const char *field,
       struct rows *r, struct err *e)
{
    return db_run_kept(db, &q_institution_get, a, r, e, v_text(code), v_text(day)) &&
           (r->n > 0 || err_set(e, ERR_NOT_FOUND, M_NO_INSTITUTION, {code}, .field = field));
}

bool
institutions_ahead(struct db *db, struct arena *a, const char *const codes[], size_t n,
                   struct err *e)
{
    struct val *v = arena_array(a, struct val, n * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        v[2 * i] = v_text(codes[i]);
        v[2 * i + 1] = v_text(DATE_EVER);
    }
    return db_ahead(db, &q_institution_get, v, n, e);
}

bool
institution_must(struct db *db, struct arena *a, const char *code, const char *field, struct err *e)
{
    struct rows r;
    return lookup(db, a, code, DATE_EVER, field, &r, e);
}

bool
institution_on(struct db *db, struct arena *a, const char *code, date on, struct institution *out,
               struct err *e)
{
    struct rows r;
    int level = 0, kind = 0, affiliation = 0, fund = 0, status = 0;
    const char *day = put_date(a, on);
    if (!lookup(db, a, code, day, "", &r, e))
        return false;
    if (strcmp(row_text(&r, 0, 0), day) > 0) /* only later */
        return err_set(e, ERR_NOT_FOUND, M_NO_INSTITUTION, {code});
    name_find(level_names, LEVELS, row_text(&r, 0, 5), &level);
    name_find(institution_kind_names, INSTITUTION_KINDS, row_text(&r, 0, 6), &kind);
    name_find(affiliation_names, AFFILIATIONS, row_text(&r, 0, 7), &affiliation);
    name_find(payer_names, PAYERS, row_text(&r, 0, 8), &fund);
    name_find(status_names, STATUSES, row_text(&r, 0, 9), &status);
    *out = (struct institution){
        .code = arena_strdup(a, code),
        .name = row_text(&r, 0, 3),
        .region = row_text(&r, 0, 4),
        .pool = row_int(&r, 0, 2),
        .level = (enum institution_level)level,
        .kind = (enum institution_kind)kind,
        .affiliation = (enum affiliation)affiliation,
        .fund = (enum payer)fund,
        .status = (enum status)status,
        .successor = row_text(&r, 0, 10),
    };
    (void)date_parse(&out->from, row_text(&r, 0, 0));
    return true;
}
