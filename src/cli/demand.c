/* jicai demand: reports beside last year's usage, with what deviates (REQUIREMENTS C1). */
#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "demand/query.h"
#include "engine/agreed.h"
#include "project/project.h"
#include "words/demand.h"
#include "words/tender.h"

struct flags {
    const char *project;
    int64_t pool;
    bool flagged;
};

struct listing {
    struct cli *c;
    struct json j;
    const struct flags *f;
    ratio low, high;
    int64_t rows, flags, silent; /* silent: flagged, and no reason given */
};

static enum msg
flag_word(enum demand_flag f)
{
    static const enum msg word[] = {
        [DEMAND_OK] = M_DEMAND_F_OK,          [DEMAND_NOT_REPORTED] = M_DEMAND_F_NOT_REPORTED,
        [DEMAND_NO_USAGE] = M_DEMAND_F_USAGE, [DEMAND_BELOW] = M_DEMAND_F_BELOW,
        [DEMAND_ABOVE] = M_DEMAND_F_ABOVE,
    };
    return word[f];
}

static void
print_row(struct listing *l, const struct rows *row, enum demand_flag flag)
{
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX], d[INT_TEXT_MAX];
    const char *say[] = {row_text(row, 0, 1),
                         row_text(row, 0, 0),
                         int_text(row_int(row, 0, 2), a),
                         int_text(row_int(row, 0, 3), b),
                         int_text(row_int(row, 0, 4), d),
                         cli_word(l->c, flag_word(flag))};
    if (!l->c->json) {
        cli_say(l->c, M_DEMAND_ROW, say, 6);
        fprintf(l->c->out, " %s\n", row_text(row, 0, 5));
        return;
    }
    json_open(&l->j, NULL, '{');
    json_text(&l->j, "hospital", row_text(row, 0, 1));
    json_text(&l->j, "group", row_text(row, 0, 0));
    json_int(&l->j, "qty", row_int(row, 0, 2));
    json_int(&l->j, "reviewed", row_int(row, 0, 3));
    json_int(&l->j, "last_year", row_int(row, 0, 4));
    json_text(&l->j, "flag", demand_flag_name(flag));
    json_text(&l->j, "reason", row_text(row, 0, 5));
    json_close(&l->j, '}');
}

static bool
take(void *arg, const struct rows *row, struct err *e)
{
    struct listing *l = arg;
    qty reported = {row_int(row, 0, 2)}, used = {row_int(row, 0, 4)};
    enum demand_flag flag = demand_review(reported, used, l->low, l->high, NULL);
    (void)e;
    l->rows++;
    l->flags += flag != DEMAND_OK;
    l->silent += flag != DEMAND_OK && *row_text(row, 0, 5) == '\0';
    if (flag != DEMAND_OK || !l->f->flagged)
        print_row(l, row, flag);
    return true;
}

/* A pack without such bounds flags only what is there on one side and not on the other. */
static bool
bounds(struct db *db, struct listing *l, int64_t pool, struct err *e)
{
    struct project p;
    struct policy *pack;
    if (!project_get(db, l->c->arena, pool, l->f->project, &p, e) ||
        !project_pack(&p, l->c->arena, &pack, e))
        return false;
    if (!policy_ratio(pack, RULE_DEMAND_LOW, &l->low))
        l->low = (ratio){0};
    if (!policy_ratio(pack, RULE_DEMAND_HIGH, &l->high))
        l->high = (ratio){INT64_MAX};
    return true;
}

static bool
list(struct cli *c, struct db *db, const struct flags *f)
{
    struct listing l = {.c = c, .f = f};
    int64_t pool = f->pool;
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX], d[INT_TEXT_MAX];

    if (!project_pool(c, db, f->project, &pool) || !bounds(db, &l, pool, &c->err))
        return false;
    if (c->json) {
        json_start(&l.j, c->out);
        json_open(&l.j, NULL, '{');
        json_open(&l.j, "rows", '[');
    }
    if (!db_each(db, &q_demand_compare, take, &l, &c->err, v_int(pool), v_text(f->project)))
        return false;
    const char *say[] = {int_text(l.rows, a), int_text(l.flags, b), int_text(l.silent, d)};
    if (c->json) {
        json_close(&l.j, ']');
        json_int(&l.j, "flagged", l.flags);
        json_int(&l.j, "without_reason", l.silent);
        json_close(&l.j, '}');
        json_end(&l.j);
        return true;
    }
    cli_say(c, M_DEMAND_SUM, say, 3);
    fputc('\n', c->out);
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = list(c, db, flags);
    db_close(db);
    return ok ? EXIT_OK : cli_fail(c);
}

#define AT(field) offsetof(struct flags, field)
static const struct flag demand_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, AT(project), M_PROJECT_F_PROJECT},
    {"flagged", NULL, FLAG_BOOL, false, AT(flagged), M_DEMAND_F_FLAGGED},
    {"pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL},
};
#undef AT

const struct command cmd_demand = {
    .name = "demand",
    .words = "",
    .summary = M_CMD_DEMAND,
    .example = "jicai demand --db jicai.db --project CS-HCDL-2023-1 --flagged",
    .flags = demand_flags,
    .flags_n = sizeof(demand_flags) / sizeof(*demand_flags),
    .size = sizeof(struct flags),
    .run = run,
};
