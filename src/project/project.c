#include "project/project.h"

#include <string.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/db.h"
#include "words/project.h"

const char *const project_form_names[FORMS] = {"national", "provincial", "alliance", "city",
                                               "hospital"};
const char *const phase_names[PHASES] = {"draft",     "published", "reporting", "review",
                                         "bidding",   "opening",   "notice",    "allocation",
                                         "agreement", "running",   "closed"};

/* '' for a day that is not set. */
static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : date_text(d, arena_alloc(a, DATE_TEXT_MAX)));
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text); /* '' stays day 0 */
    return d;
}

bool
project_put(struct db *db, struct arena *a, const struct project *in, enum put *how, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    size_t len = strlen(in->rules);

    if (len > PROJECT_RULES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_PROJECT_RULES_LARGE, {in->code}, .field = "rules");
    sha256_of(in->rules, len, digest);
    const struct val v[] = {v_int(in->pool),
                            v_text(in->code),
                            v_text(in->name),
                            v_text(in->pack),
                            v_text(goods_names[in->goods]),
                            v_text(project_form_names[in->form]),
                            v_day(a, in->bid_on),
                            v_day(a, in->executed_on),
                            v_int(in->cycle_months),
                            v_text(in->rules),
                            v_text(sha256_text(digest, hex))};
    return put_state(db, a, &(struct put_row){&q_project_get, &q_project_write, NULL, v, 11, 2},
                     how, e);
}

bool
project_get(struct db *db, struct arena *a, int64_t pool, const char *code, struct project *out,
            struct err *e)
{
    struct rows r;
    int goods, form;

    if (!db_run_kept(db, &q_project_get, a, &r, e, v_int(pool), v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_PROJECT_UNKNOWN, {code}, .field = "project");
    (void)name_find(goods_names, GOODS_KINDS, row_text(&r, 0, 2), &goods);
    (void)name_find(project_form_names, FORMS, row_text(&r, 0, 3), &form);
    *out = (struct project){
        .pool = pool,
        .code = arena_strdup(a, code),
        .name = row_text(&r, 0, 0),
        .pack = row_text(&r, 0, 1),
        .goods = (enum goods)goods,
        .form = (enum project_form)form,
        .bid_on = day_of(row_text(&r, 0, 4)),
        .executed_on = day_of(row_text(&r, 0, 5)),
        .cycle_months = row_int(&r, 0, 6),
        .rules = row_text(&r, 0, 7),
        .rules_sha256 = row_text(&r, 0, 8),
    };
    return true;
}

bool
project_home(struct db *db, struct arena *a, const char *code, int64_t *pool, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_project_pools, a, &r, e, v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_PROJECT_UNKNOWN, {code});
    if (r.n > 1)
        return err_set(e, ERR_INPUT, M_PROJECT_SEVERAL, {code});
    *pool = row_int(&r, 0, 0);
    return true;
}

bool
project_pack(const struct project *p, struct arena *a, struct policy **out, struct err *e)
{
    struct err first[1];
    struct errs errs = {.list = first, .max = 1};
    if (policy_load(out, a, arena_printf(a, "pack:%s", p->pack), &errs))
        return true;
    if (errs.n > 0)
        *e = first[0];
    else
        err_set(e, ERR_INPUT, M_PROJECT_PACK, {p->pack});
    return false;
}

bool
group_put(struct db *db, struct arena *a, int64_t pool, const char *project,
          const struct project_group *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(in->group),
                            v_text(in->name),
                            v_text(in->unit),
                            v_text(in->class),
                            v_int(in->ceiling.units),
                            v_int(in->previous_highest.units)};
    return put_state(db, a, &(struct put_row){&q_group_get, &q_group_write, NULL, v, 8, 3}, how, e);
}

bool
group_must(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
           const char *field, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_group_get, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    return r.n == 1 || err_set(e, ERR_NOT_FOUND, M_GROUP_UNKNOWN, {group, project}, .field = field);
}

bool
group_list(struct db *db, struct arena *a, int64_t pool, const char *project,
           struct project_groups *out, struct err *e)
{
    struct rows r;
    char max[INT_TEXT_MAX];

    if (!db_run(db, &q_group_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (r.n > GROUPS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {int_text(GROUPS_MAX, max)});
    *out = (struct project_groups){r.n, arena_array(a, struct project_group, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct project_group){
            .group = row_text(&r, i, 0),
            .name = row_text(&r, i, 1),
            .unit = row_text(&r, i, 2),
            .class = row_text(&r, i, 3),
            .ceiling = {row_int(&r, i, 4)},
            .previous_highest = {row_int(&r, i, 5)},
        };
    return true;
}

bool
phase_put(struct db *db, struct arena *a, int64_t pool, const char *project, enum phase phase,
          date from, date to, const char *document, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),    v_text(project), v_text(phase_names[phase]),
                            v_day(a, from), v_day(a, to),    v_text(document)};
    if (date_cmp(to, from) < 0)
        return err_set(e, ERR_INPUT, M_PHASE_BACKWARDS, {v[3].s, v[4].s}, .field = "to");
    return put_state(db, a, &(struct put_row){&q_phase_get, &q_phase_write, NULL, v, 6, 3}, how, e);
}
