/* jicai shortage: the cases of orders that were not supplied; report, state, decide, substitute,
 * charge, close: their steps. */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/shortage.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/oversight.h"

struct flags {
    int64_t pool, line, qty;
    const char *number, *project, *order, *say, *evidence, *receipt;
    date on, by;
    bool accepted, borne;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct shortage *list;
    size_t n;
};

static struct shortage_work
step(const struct work *w, struct db *db)
{
    return (struct shortage_work){db, w->c->arena, w->f->pool, w->f->number, w->f->on};
}

static bool
list_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return shortage_list(db, w->c->arena, w->f->pool, text_or_none(w->f->project), &w->list, &w->n,
                         e);
}

/* After a step: the case as it is now. */
static bool
show_case(struct work *w, struct db *db, struct err *e)
{
    w->list = arena_alloc(w->c->arena, sizeof(*w->list));
    w->n = 1;
    return shortage_get(db, w->c->arena, w->f->pool, w->f->number, w->list, e);
}

static bool
report_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    enum put how;
    return report_shortage(&s, w->f->order, w->f->line > 0 ? w->f->line : 1, &how, e) &&
           show_case(w, db, e);
}

static bool
state_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    int said = 0;
    if (!name_find(statement_names, STATEMENTS, w->f->say, &said) || said == STATEMENT_NONE)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"say", "will_supply|cannot"});
    return state_supplier(&s, (enum statement)said, w->f->by, text_or_none(w->f->evidence), e) &&
           show_case(w, db, e);
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    return decide_force_majeure(&s, w->f->accepted, e) && show_case(w, db, e);
}

static bool
substitute_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    enum put how;
    return add_substitute(&s, w->f->receipt, w->f->line > 0 ? w->f->line : 1, (qty){w->f->qty},
                          &how, e) &&
           show_case(w, db, e);
}

static bool
charge_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    return charge_shortage(&s, e) && show_case(w, db, e);
}

static bool
close_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    struct shortage out;
    return close_shortage(&s, w->f->borne, &out, e) && show_case(w, db, e);
}

static void
one_json(struct json *j, const struct shortage *s)
{
    json_open(j, NULL, '{');
    json_text(j, "case", s->number);
    json_text(j, "project", s->project);
    json_text(j, "hospital", s->institution);
    json_text(j, "company", s->company);
    json_text(j, "product", s->product);
    json_text(j, "order", s->order);
    json_int(j, "line", s->line);
    json_qty(j, "missing", s->missing);
    json_qty(j, "substituted", s->substituted);
    json_money(j, "extra", s->extra);
    json_text(j, "state", shortage_state_names[s->state]);
    json_text(j, "statement", statement_names[s->statement]);
    json_text(j, "force_majeure", force_names[s->force]);
    json_text(j, "evidence", s->evidence);
    json_text(j, "outcome", outcome_names[s->outcome]);
    json_text(j, "credit_event", s->credit_event);
    json_close(j, '}');
}

static void
one_text(struct cli *c, const struct shortage *s)
{
    char extra[MONEY_TEXT_MAX];
    fprintf(c->out, "%-13s %-15s %-20s %-12s %8lld %7lld %15s  %-8s  %-8s  %s\n", s->number,
            s->institution, s->company, s->order, (long long)s->missing.pieces,
            (long long)s->substituted.pieces, money_text(s->extra, extra),
            shortage_state_names[s->state], force_names[s->force], outcome_names[s->outcome]);
}

static void
print(const struct work *w)
{
    struct cli *c = w->c;
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_open(&j, "cases", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_SHORTAGE_HEAD));
    }
    for (size_t i = 0; i < w->n; i++)
        if (c->json)
            one_json(&j, &w->list[i]);
        else
            one_text(c, &w->list[i]);
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
}

static int
work_on(struct cli *c, const void *flags, db_job *job)
{
    struct work w = {.c = c, .f = flags};
    const struct store_work s = {.pool = w.f->pool,
                                 .write = job == list_job ? NULL : job,
                                 .read = job == list_job ? job : NULL,
                                 .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    print(&w);
    return EXIT_OK;
}

static int
run_shortage(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, list_job);
}

static int
run_shortage_report(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, report_job);
}

static int
run_shortage_state(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, state_job);
}

static int
run_shortage_decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, decide_job);
}

static int
run_shortage_substitute(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, substitute_job);
}

static int
run_shortage_charge(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, charge_job);
}

static int
run_shortage_close(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, close_job);
}

#define AT(field) offsetof(struct flags, field)
#define POOL_FLAG                                                                                  \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, true, AT(pool), M_SHORTAGE_FLAG_POOL                             \
    }
#define CASE_FLAGS                                                                                 \
    POOL_FLAG, {"case", "NUMBER", FLAG_TEXT, true, AT(number), M_SHORTAGE_FLAG_CASE},              \
    {                                                                                              \
        "on", "DATE", FLAG_DATE, true, AT(on), M_SHORTAGE_FLAG_ON                                  \
    }

static const struct flag flags_shortage[] = {
    POOL_FLAG, {"project", "P", FLAG_TEXT, false, AT(project), M_SHORTAGE_FLAG_PROJECT}};
static const struct flag flags_shortage_report[] = {
    CASE_FLAGS,
    {"order", "ORDER", FLAG_TEXT, true, AT(order), M_SHORTAGE_FLAG_ORDER},
    {"line", "N", FLAG_INT, false, AT(line), M_SHORTAGE_FLAG_LINE}};
static const struct flag flags_shortage_state[] = {
    CASE_FLAGS,
    {"say", "WORD", FLAG_TEXT, true, AT(say), M_SHORTAGE_FLAG_SAY},
    {"supply-by", "DATE", FLAG_DATE, false, AT(by), M_SHORTAGE_FLAG_BY},
    {"evidence", "TEXT", FLAG_TEXT, false, AT(evidence), M_SHORTAGE_FLAG_EVIDENCE}};
static const struct flag flags_shortage_decide[] = {
    CASE_FLAGS, {"accepted", "", FLAG_BOOL, false, AT(accepted), M_SHORTAGE_FLAG_ACCEPTED}};
static const struct flag flags_shortage_substitute[] = {
    CASE_FLAGS,
    {"receipt", "RECEIPT", FLAG_TEXT, true, AT(receipt), M_SHORTAGE_FLAG_RECEIPT},
    {"line", "N", FLAG_INT, false, AT(line), M_SHORTAGE_FLAG_LINE},
    {"qty", "N", FLAG_INT, true, AT(qty), M_SHORTAGE_FLAG_QTY}};
static const struct flag flags_shortage_charge[] = {CASE_FLAGS};
static const struct flag flags_shortage_close[] = {
    CASE_FLAGS, {"borne", "", FLAG_BOOL, false, AT(borne), M_SHORTAGE_FLAG_BORNE}};

COMMAND(shortage, "shortage", M_CMD_SHORTAGE, "jicai shortage --pool 532300");
COMMAND(shortage_report, "shortage report", M_CMD_SHORTAGE_REPORT,
        "jicai shortage report --pool 532300 --case Q1 --order D1 --on 2025-03-10");
COMMAND(shortage_state, "shortage state", M_CMD_SHORTAGE_STATE,
        "jicai shortage state --pool 532300 --case Q1 --say cannot --evidence W1 --on 2025-03-12");
COMMAND(shortage_decide, "shortage decide", M_CMD_SHORTAGE_DECIDE,
        "jicai shortage decide --pool 532300 --case Q1 --accepted --on 2025-03-20");
COMMAND(shortage_substitute, "shortage substitute", M_CMD_SHORTAGE_SUBSTITUTE,
        "jicai shortage substitute --pool 532300 --case Q1 --receipt Y9 --qty 4 --on 2025-03-25");
COMMAND(shortage_charge, "shortage charge", M_CMD_SHORTAGE_CHARGE,
        "jicai shortage charge --pool 532300 --case Q1 --on 2025-03-31");
COMMAND(shortage_close, "shortage close", M_CMD_SHORTAGE_CLOSE,
        "jicai shortage close --pool 532300 --case Q1 --borne --on 2025-04-15");
