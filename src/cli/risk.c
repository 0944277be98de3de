/* jicai risk: the risk register of a pooling region; jicai issue: major issues, and where they lie.
 */
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/query.h"
#include "oversight/risk.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/oversight.h"
#include "words/risk.h"

struct flags {
    int64_t pool;
    const char *state;
    date due;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct rows rows;
};

static const char *
state_asked(const struct flags *f)
{
    return f->state != NULL ? f->state : "";
}

static bool
look_risks(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    return db_run(db, &q_risk_list, a, &w->rows, e, v_int(w->f->pool), v_text(""), v_text("~"),
                  v_text(""), v_text(""), v_text(state_asked(w->f)),
                  v_text(w->f->due.day == 0 ? "" : put_date(a, w->f->due)), v_text(""),
                  v_int(INT32_MAX));
}

static bool
look_issues(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return db_run(db, &q_issue_list, w->c->arena, &w->rows, e, v_int(w->f->pool), v_text(""),
                  v_text("~"), v_text(""), v_text(state_asked(w->f)), v_text(""), v_int(INT32_MAX));
}

struct column {
    size_t at;
    int width; /* on a screen */
    const char *name;
};

static void
line_text(struct cli *c, const struct rows *r, size_t i, const struct column col[], size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (r->cells[i * r->columns + col[k].at].type == VAL_INT)
            fprintf(c->out, "%-*lld", col[k].width, (long long)row_int(r, i, col[k].at));
        else
            fprintf(c->out, "%-*s", k + 1 < n ? col[k].width : 0, row_text(r, i, col[k].at));
    fputc('\n', c->out);
}

static void
line_json(struct json *j, const struct rows *r, size_t i, const struct column col[], size_t n)
{
    json_open(j, NULL, '{');
    for (size_t k = 0; k < n; k++)
        if (r->cells[i * r->columns + col[k].at].type == VAL_INT)
            json_int(j, col[k].name, row_int(r, i, col[k].at));
        else
            json_text(j, col[k].name, row_text(r, i, col[k].at));
    json_close(j, '}');
}

static int
work_on(struct cli *c, const void *flags, db_job *look, const struct column col[], size_t n)
{
    bool risks = look == look_risks;
    struct work w = {.c = c, .f = flags};
    struct json j;
    int state = 0;
    if (w.f->state != NULL && !name_find(risk_state_names, 2, w.f->state, &state)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_VALUE, {"state", "open|closed"});
        return cli_fail(c);
    }
    if (!store_do(c, &(struct store_work){.pool = w.f->pool, .read = look, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_open(&j, risks ? "risks" : "issues", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, risks ? M_RISK_HEAD : M_ISSUE_HEAD));
    }
    for (size_t i = 0; i < w.rows.n; i++)
        if (c->json)
            line_json(&j, &w.rows, i, col, n);
        else
            line_text(c, &w.rows, i, col, n);
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return EXIT_OK;
}

static int
run_risk(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct column col[] = {{0, 18, "number"}, {1, 19, "owner"},      {3, 10, "kind"},
                                        {7, 6, "score"},   {10, 12, "review_by"}, {12, 8, "state"}};
    (void)word, (void)n;
    return work_on(c, flags, look_risks, col, sizeof(col) / sizeof(*col));
}

static int
run_issue(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct column col[] = {
        {0, 18, "number"},     {2, 19, "by"},           {1, 10, "kind"}, {9, 10, "level"},
        {10, 12, "answer_by"}, {11, 10, "level_state"}, {8, 8, "state"}};
    (void)word, (void)n;
    return work_on(c, flags, look_issues, col, sizeof(col) / sizeof(*col));
}

static const struct flag flags_risk[] = {
    {"pool", "POOL", FLAG_INT, true, offsetof(struct flags, pool), M_SHORTAGE_FLAG_POOL},
    {"state", "WORD", FLAG_TEXT, false, offsetof(struct flags, state), M_RISK_FLAG_STATE},
    {"due", "DATE", FLAG_DATE, false, offsetof(struct flags, due), M_RISK_FLAG_DUE}};

const struct command cmd_risk = {
    .name = "risk",
    .words = "",
    .summary = M_CMD_RISK,
    .example = "jicai risk --pool 500000 --state open --due 2025-03-31",
    .flags = flags_risk,
    .flags_n = 3,
    .size = sizeof(struct flags),
    .run = run_risk,
};
const struct command cmd_issue = {
    .name = "issue",
    .words = "",
    .summary = M_CMD_ISSUE,
    .example = "jicai issue --pool 500000 --state open",
    .flags = flags_risk,
    .flags_n = 2,
    .size = sizeof(struct flags),
    .run = run_issue,
};
