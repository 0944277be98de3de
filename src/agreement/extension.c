#include "agreement/extension.h"

#include <string.h>

#include "agreement/query.h"
#include "project/announcement.h"
#include "words/agreement.h"
#include "words/cycle.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static bool
keep(struct db *db, struct arena *a, int64_t pool, const char *project, const struct extension *in,
     enum put *how, struct err *e)
{
    if (*in->reason == '\0')
        return err_set(e, ERR_INPUT, M_EXTENSION_REASON, {project}, .field = "reason");
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_date(a, in->decided_on),
                            v_date(a, in->new_end),
                            v_text(in->reason),
                            v_text(in->announcement)};
    return put_fact(db, a, &(struct put_row){&q_extension_get, &q_extension_write, NULL, v, 6, 3},
                    how, e);
}

bool
extension_put(struct db *db, struct arena *a, int64_t pool, const char *project, date decided_on,
              date new_end, const char *reason, enum put *how, struct err *e)
{
    return keep(db, a, pool, project, &(struct extension){decided_on, new_end, reason, ""}, how, e);
}

bool
extension_list(struct db *db, struct arena *a, int64_t pool, const char *project,
               struct extension **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_extension_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct extension, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct extension){day_of(row_text(&r, i, 0)), day_of(row_text(&r, i, 1)),
                                       row_text(&r, i, 2), row_text(&r, i, 3)};
    return true;
}

/* Some part of the cycle is extended by it; *end: the last of those that are, before. */
static bool
allowed(const struct cycle_of *c, const char *project, const struct extension *in, date *end,
        struct err *e)
{
    enum cycle_verdict first = CYCLE_OK;
    bool any = false;
    for (size_t i = 0; i < c->parts; i++) {
        struct cycle_term t;
        enum cycle_verdict v =
            cycle_extend(&c->rules, c->part[i], in->decided_on, in->new_end, NULL, &t);
        if (v == CYCLE_OK)
            *end = any ? date_max(*end, c->part[i].to) : c->part[i].to;
        any = any || v == CYCLE_OK;
        first = first == CYCLE_OK ? v : first;
    }
    return any || err_set(e, ERR_CONFLICT, M_EXTENSION_REFUSED,
                          {project, cycle_verdict_name(first)}, .field = "new_end");
}

static bool
published(struct db *db, struct arena *a, int64_t pool, const char *project,
          const struct extension *in, date end, struct err *e)
{
    struct announcement n;
    char last[DATE_TEXT_MAX];
    return announcement_get(db, a, pool, project, in->announcement, &n, e) &&
           ((date_cmp(n.on, in->decided_on) >= 0 && date_cmp(n.on, end) <= 0) ||
            err_set(e, ERR_CONFLICT, M_EXTENSION_PUBLISHED,
                    {in->announcement, date_text(end, last)}, .field = "announcement"));
}

static bool
check(struct db *db, struct arena *a, int64_t pool, const char *project, const struct extension *in,
      struct err *e)
{
    struct cycle_of *c = arena_alloc(a, sizeof(*c));
    struct extension *old;
    struct project p;
    struct policy *pack;
    date end = {0};
    size_t n;
    if (!project_get(db, a, pool, project, &p, e) || !project_pack(&p, a, &pack, e) ||
        !cycle_of(db, a, &p, pack, NULL, c, e) ||
        !extension_list(db, a, pool, project, &old, &n, e))
        return false;
    if (c->lack.verdict != BIND_OK)
        return err_set(e, ERR_CONFLICT, M_EXTENSION_REFUSED, {project, rule_key(c->lack.rule)});
    if (c->verdict != CYCLE_OK)
        return err_set(e, ERR_CONFLICT, M_EXTENSION_REFUSED,
                       {project, cycle_verdict_name(c->verdict)});
    if (n > 0 && date_cmp(in->decided_on, old[n - 1].decided_on) < 0)
        return err_set(e, ERR_CONFLICT, M_EXTENSION_ORDER,
                       {project, put_date(a, old[n - 1].decided_on)}, .field = "decided_on");
    return allowed(c, project, in, &end, e) && published(db, a, pool, project, in, end, e);
}

bool
decide_extension(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const struct extension *in, struct agree *made, enum put *how, struct err *e)
{
    struct rows r, old;
    if (!db_run(db, &q_extension_get, a, &old, e, v_int(pool), v_text(project),
                v_date(a, in->decided_on)))
        return false;
    if (old.n == 0 && !check(db, a, pool, project, in, e))
        return false;
    *made = (struct agree){.a = a, .pool = pool, .project = project};
    if (!keep(db, a, pool, project, in, how, e) ||
        !db_run(db, &q_agreement_count, a, &r, e, v_int(pool), v_text(project), v_int(1)))
        return false;
    if (row_int(&r, 0, 0) == 0 || *how == PUT_SAME)
        return true;
    return make_agreements(db, made, e);
}
