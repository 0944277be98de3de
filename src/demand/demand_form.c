/* demand_form.c - the form of a report: groups, last year's usage, what was said so far. */
#include <string.h>

#include "demand/demand_report.h"
#include "demand/query.h"
#include "project/project.h"
#include "registry/check.h"
#include "sheet/write.h"

bool
flag_bounds(struct db *db, struct arena *a, int64_t pool, const char *project,
            struct flag_bounds *out, struct err *e)
{
    struct project p;
    struct policy *pack;
    if (!project_get(db, a, pool, project, &p, e) || !project_pack(&p, a, &pack, e))
        return false;
    if (!policy_ratio(pack, RULE_DEMAND_LOW, &out->low))
        out->low = (ratio){0};
    if (!policy_ratio(pack, RULE_DEMAND_HIGH, &out->high))
        out->high = (ratio){INT64_MAX};
    return true;
}

static struct form_row
row_of(const struct rows *r, size_t i, const struct flag_bounds *b)
{
    struct form_row f = {.group = row_text(r, i, 0),
                         .group_name = row_text(r, i, 1),
                         .unit = row_text(r, i, 2),
                         .product = row_text(r, i, 3),
                         .product_name = row_text(r, i, 4),
                         .known_usage = row_int(r, i, 5) >= 0,
                         .last_year = {row_int(r, i, 5)},
                         .filled = row_int(r, i, 6) >= 0,
                         .qty = {row_int(r, i, 6)},
                         .reason = row_text(r, i, 7),
                         .reported = *row_text(r, i, 8) != '\0',
                         .reviewed = {row_int(r, i, 9)},
                         .state = -1};
    if (!f.known_usage)
        f.last_year = (qty){0};
    if (!f.filled)
        f.qty = (qty){0};
    if (f.reported)
        (void)name_find(demand_state_names, DEMAND_STATES, row_text(r, i, 8), &f.state);
    f.flag = demand_review(f.qty, f.last_year, b->low, b->high, NULL);
    return f;
}

/* Usage that is known of a group only, beside a report by product: one flag for all of it. */
static void
flag_groups(struct form *f, const struct flag_bounds *b)
{
    for (size_t from = 0, to; from < f->n; from = to) {
        qty said = {0}, used = {0};
        for (to = from; to < f->n && strcmp(f->list[to].group, f->list[from].group) == 0; to++) {
            said.pieces += f->list[to].qty.pieces;
            used.pieces += f->list[to].last_year.pieces;
        }
        bool mixed = *f->list[from].product == '\0' && to - from > 1; /* '' stands first */
        for (size_t i = from; mixed && i < to; i++)
            f->list[i].flag = demand_review(said, used, b->low, b->high, NULL);
    }
}

bool
demand_form(struct db *db, struct arena *a, const struct report_key *k, struct form *out,
            struct err *e)
{
    struct rows r;
    struct flag_bounds b;
    if (!flag_bounds(db, a, k->pool, k->project, &b, e) ||
        !report_latest(db, a, k, &out->head, e) ||
        !db_run(db, &q_demand_form, a, &r, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution), v_int(out->head.version)))
        return false;
    out->n = r.n;
    out->list = arena_array(a, struct form_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = row_of(&r, i, &b);
    flag_groups(out, &b);
    return true;
}

bool
demand_template(struct db *db, struct arena *a, const struct report_key *k, const char *path,
                struct err *e)
{
    /* As `import reports` takes them; what it does not know it leaves alone. */
    static const char *const title[] = {"医疗机构编码", "竞价组",     "竞价组名称",
                                        "计价单位",     "产品编码",   "产品",
                                        "上年使用量",   "报送采购量", "说明"};
    struct form f;
    struct writer *w;
    if (!demand_form(db, a, k, &f, e) || !write_open(&w, path, "报量", WRITE_BOM, e))
        return false;
    write_header(w, title, sizeof(title) / sizeof(*title));
    for (size_t i = 0; i < f.n; i++) {
        const struct form_row *r = &f.list[i];
        write_text(w, k->institution);
        write_text(w, r->group);
        write_text(w, r->group_name);
        write_text(w, r->unit);
        write_text(w, r->product);
        write_text(w, r->product_name);
        if (r->known_usage)
            write_qty(w, r->last_year);
        else
            write_empty(w);
        if (r->filled)
            write_qty(w, r->qty);
        else
            write_empty(w);
        write_text(w, r->reason);
        write_row(w);
    }
    return write_close(w, e);
}
