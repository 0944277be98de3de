#include "oversight/check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "engine/settle.h"
#include "oversight/assess_year.h"
#include "oversight/query.h"
#include "project/explained.h"

enum {
    ID_MAX = 256,
    MEMORY = 64 * 1024 * 1024,
    LIST_MEMORY = 16 * 1024 * 1024,
    SUBSTITUTES_MAX = 200
};

struct checking {
    struct db *db;
    struct arena *a; /* of a year or a case: memory does not grow with their number */
    int64_t pool;
    oversight_found *found;
    void *arg;
    enum oversight_fault kind;
};

const char *
oversight_fault_name(enum oversight_fault f)
{
    static const char *const names[OVERSIGHT_FAULTS] = {
        [OVERSIGHT_MONITOR] = "monitor",     [OVERSIGHT_LINE] = "line",
        [OVERSIGHT_FUND] = "fund",           [OVERSIGHT_ASSESSMENT] = "assessment",
        [OVERSIGHT_RETENTION] = "retention", [OVERSIGHT_SHORTAGE] = "shortage",
        [OVERSIGHT_BREACH] = "breach",       [OVERSIGHT_CREDIT] = "credit",
        [OVERSIGHT_LEVEL] = "level",         [OVERSIGHT_COMPLAINT] = "complaint",
    };
    assert(f < OVERSIGHT_FAULTS);
    return names[f];
}

/* A row that should not be there: its columns, parted by '/'. */
static bool
take_fault(void *arg, const struct rows *r, struct err *e)
{
    const struct checking *c = arg;
    char id[ID_MAX] = "";
    (void)e;
    for (size_t i = 0; i < r->columns; i++) {
        char n[INT_TEXT_MAX];
        const struct val *v = &r->cells[i];
        size_t at = strlen(id);
        snprintf(id + at, sizeof(id) - at, "%s%s", i > 0 ? "/" : "",
                 v->type == VAL_INT ? int_text(v->i, n) : v->s);
    }
    c->found(c->arg, c->kind, id);
    return true;
}

/* Rows whose last column is the digest that was kept, and before it, from column `from` on, the
 * figures it was made of; the id is what comes before them. */
struct digested {
    struct checking *c;
    size_t from;
};

static bool
take_digested(void *arg, const struct rows *r, struct err *e)
{
    const struct digested *d = arg;
    char id[ID_MAX] = "", now[SHA256_HEX_MAX];
    struct sha256 s;
    (void)e;
    sha256_init(&s);
    for (size_t i = d->from; i + 1 < r->columns; i++)
        inputs_add_int(&s, row_int(r, 0, i));
    inputs_end(&s, now);
    if (strcmp(now, row_text(r, 0, r->columns - 1)) == 0)
        return true;
    for (size_t i = 0; i < d->from; i++) {
        char n[INT_TEXT_MAX];
        const struct val *v = &r->cells[i];
        size_t at = strlen(id);
        snprintf(id + at, sizeof(id) - at, "%s%s", i > 0 ? "/" : "",
                 v->type == VAL_INT ? int_text(v->i, n) : v->s);
    }
    d->c->found(d->c->arg, d->c->kind, id);
    return true;
}

static bool
digests(struct checking *c, enum oversight_fault kind, const struct query *q, size_t from,
        struct err *e)
{
    struct digested d = {c, from};
    c->kind = kind;
    return db_each(c->db, q, take_digested, &d, e, v_int(c->pool));
}

/* Scores of every project and year, anew. */
static bool
take_year(void *arg, const struct rows *r, struct err *e)
{
    struct checking *c = arg;
    const char *project = row_text(r, 0, 0);
    struct assess_faults found;
    char id[ID_MAX];
    arena_reset(c->a);
    if (!assess_check(c->db, c->a, c->pool, project, row_int(r, 0, 1), &found, e))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        snprintf(id, sizeof(id), "%s/%d/%s", project, (int)row_int(r, 0, 1), found.institution[i]);
        c->found(c->arg, OVERSIGHT_ASSESSMENT, id);
    }
    return true;
}

static bool
assessments(struct checking *c, struct err *e)
{
    struct arena *list = arena_new(LIST_MEMORY);
    struct rows years;
    bool ok = db_run(c->db, &q_check_years, list, &years, e, v_int(c->pool));
    for (size_t i = 0; ok && i < years.n; i++) {
        const struct rows one = {1, years.columns, 1, &years.cells[i * years.columns]};
        ok = take_year(c, &one, e);
    }
    arena_free(list);
    return ok;
}

/* The extra cost of a case, anew from its substitutes. */
static bool
take_case(void *arg, const struct rows *r, struct err *e)
{
    struct checking *c = arg;
    struct settle_substitute line[SUBSTITUTES_MAX];
    struct rows s;
    money extra = {0};
    int64_t n = 0;
    arena_reset(c->a);
    if (!db_run(c->db, &q_substitutes, c->a, &s, e, v_int(c->pool), v_text(row_text(r, 0, 0))))
        return false;
    size_t lines = s.n < SUBSTITUTES_MAX ? s.n : SUBSTITUTES_MAX;
    for (size_t i = 0; i < lines; i++) {
        line[i] = (struct settle_substitute){
            {row_int(&s, i, 0)}, {row_int(&s, i, 1)}, {row_int(&s, i, 2)}};
        n += row_int(&s, i, 2);
    }
    bool fits = settle_substitutes(line, lines, NULL, &extra) == SETTLE_OK;
    if (!fits || extra.units != row_int(r, 0, 1) || n != row_int(r, 0, 2))
        c->found(c->arg, OVERSIGHT_SHORTAGE, row_text(r, 0, 0));
    return true;
}

bool
oversight_check(struct db *db, int64_t pool, oversight_found *found, void *arg, struct err *e)
{
    static const struct {
        enum oversight_fault kind;
        const struct query *q;
    } checks[] = {
        {OVERSIGHT_LINE, &q_check_lines},           {OVERSIGHT_LINE, &q_check_line_counts},
        {OVERSIGHT_FUND, &q_check_fund_parts},      {OVERSIGHT_RETENTION, &q_check_retained},
        {OVERSIGHT_SHORTAGE, &q_check_shortages},   {OVERSIGHT_BREACH, &q_check_breaches},
        {OVERSIGHT_CREDIT, &q_check_credit},        {OVERSIGHT_LEVEL, &q_check_levels},
        {OVERSIGHT_COMPLAINT, &q_check_complaints},
    };
    struct checking c = {
        .db = db, .a = arena_new(MEMORY), .pool = pool, .found = found, .arg = arg};
    bool ok = digests(&c, OVERSIGHT_MONITOR, &q_check_monitor, 3, e) &&
              digests(&c, OVERSIGHT_FUND, &q_check_monitor_fund, 4, e) &&
              digests(&c, OVERSIGHT_RETENTION, &q_check_retention_digest, 3, e) &&
              assessments(&c, e) && db_each(db, &q_check_cases, take_case, &c, e, v_int(pool));
    for (size_t i = 0; ok && i < sizeof(checks) / sizeof(*checks); i++) {
        c.kind = checks[i].kind;
        ok = db_each(db, checks[i].q, take_fault, &c, e, v_int(pool));
    }
    arena_free(c.a);
    return ok;
}
