/* jicai complaint: complaints, reports and appeals with their last days; complaint move: a step of
 * the office. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/complaint_case.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/complaint.h"
#include "words/oversight.h"
#include "words/quality.h"

enum { LIST_MAX = 100000 };

struct flags {
    int64_t pool;
    const char *number, *step, *to, *text, *result, *by, *org;
    date on;
    bool open;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct case_row *rows;
    size_t n;
    enum put how;
};

static bool
move(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    int step = 0, result = 0;
    if (!name_find(case_step_names, CASE_STEPS, f->step, &step) || step == CASE_FILED ||
        step == CASE_WITHDRAWN)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE,
                       {"step", "assigned|accepted|answered|published"});
    if (!name_find(complaint_result_names, COMPLAINT_RESULTS, text_or_none(f->result), &result))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"result", "founded|partly|unfounded"});
    const struct case_move m = {.number = f->number,
                                .step = (enum case_step)step,
                                .who = f->by,
                                .org = f->org,
                                .to = text_or_none(f->to),
                                .text = text_or_none(f->text),
                                .result = (enum complaint_result)result,
                                .on = f->on};
    return move_case(db, w->c->arena, f->pool, &m, &w->how, e);
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct case_filter f = {
        .pool = w->f->pool, .after = "", .by = "", .open_only = w->f->open, .limit = LIST_MAX};
    return case_list(db, w->c->arena, &f, &w->rows, &w->n, e);
}

static const char *
state_of(const struct case_row *r, date on)
{
    int result = 0;
    (void)name_find(complaint_result_names, COMPLAINT_RESULTS, r->result, &result);
    const struct complaint c = {.filed_on = r->filed_on,
                                .accepted_on = r->accepted_on,
                                .answered_on = r->answered_on,
                                .result = (enum complaint_result)result};
    const struct complaint_terms t = {r->accept_by, r->answer_by};
    return complaint_state_name(complaint_state(&c, &t, on));
}

static const char *
day_or_none(date d, char out[static DATE_TEXT_MAX])
{
    return d.day == 0 ? "" : date_text(d, out);
}

static void
one(struct cli *c, struct json *j, const struct case_row *r, date on)
{
    char filed[DATE_TEXT_MAX], accept[DATE_TEXT_MAX], answer[DATE_TEXT_MAX];
    if (!c->json) {
        fprintf(c->out, "%-17s %-15s %-13s %-13s %-13s %-11s %s\n", r->number, r->kind,
                date_text(r->filed_on, filed), day_or_none(r->accept_by, accept),
                day_or_none(r->answer_by, answer), r->result, state_of(r, on));
        return;
    }
    json_open(j, NULL, '{');
    json_text(j, "number", r->number);
    json_text(j, "kind", r->kind);
    json_text(j, "by", r->by);
    json_text(j, "against", r->against);
    json_text(j, "subject", r->subject);
    json_date(j, "filed_on", r->filed_on);
    json_text(j, "accept_by", day_or_none(r->accept_by, accept));
    json_text(j, "answer_by", day_or_none(r->answer_by, answer));
    json_text(j, "assigned", r->assigned);
    json_text(j, "result", r->result);
    json_text(j, "state", state_of(r, on));
    json_bool(j, "published", r->published);
    json_close(j, '}');
}

static int
work_on(struct cli *c, const void *flags, db_job *job)
{
    struct work w = {.c = c, .f = flags};
    struct json j;
    if (!store_do(c,
                  &(struct store_work){.pool = w.f->pool, .write = job, .read = look, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_open(&j, "complaints", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_COMPLAINT_HEAD));
    }
    for (size_t i = 0; i < w.n; i++)
        one(c, &j, &w.rows[i], w.f->on);
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return EXIT_OK;
}

static int
run_complaint(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, NULL);
}

static int
run_complaint_move(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, move);
}

#define BOTH                                                                                       \
    FLAG("pool", "POOL", FLAG_INT, true, pool, M_SHORTAGE_FLAG_POOL),                              \
        FLAG("on", "DATE", FLAG_DATE, true, on, M_SHORTAGE_FLAG_ON)
static const struct flag flags_complaint[] = {
    BOTH, FLAG("open", "", FLAG_BOOL, false, open, M_COMPLAINT_FLAG_OPEN)};
static const struct flag flags_complaint_move[] = {
    BOTH,
    FLAG("complaint", "NUMBER", FLAG_TEXT, true, number, M_COMPLAINT_FLAG_NUMBER),
    FLAG("step", "WORD", FLAG_TEXT, true, step, M_COMPLAINT_FLAG_STEP),
    FLAG("to", "LOGIN", FLAG_TEXT, false, to, M_COMPLAINT_FLAG_TO),
    FLAG("text", "TEXT", FLAG_TEXT, false, text, M_COMPLAINT_FLAG_TEXT),
    FLAG("result", "WORD", FLAG_TEXT, false, result, M_COMPLAINT_FLAG_RESULT),
    FLAG("by", "WHO", FLAG_TEXT, true, by, M_HOLD_FLAG_BY),
    FLAG("org", "ORG", FLAG_TEXT, true, org, M_COMPLAINT_FLAG_ORG)};
COMMAND(complaint, "complaint", M_CMD_COMPLAINT,
        "jicai complaint --pool 500000 --on 2025-03-10 --open");
COMMAND(complaint_move, "complaint move", M_CMD_COMPLAINT_MOVE,
        "jicai complaint move --pool 500000 --complaint T1 --step accepted --by li --org B50 "
        "--on 2025-03-10");
