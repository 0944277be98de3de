/* jicai breach: what was not supplied or not paid in time in a period, across a region; jicai
 * breach move: the notice on its way. */
#include <inttypes.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/breach.h"
#include "registry/check.h"
#include "registry/pack_on.h"
#include "words/cli.h"
#include "words/oversight.h"

struct flags {
    int64_t pool;
    date day, on;
    const char *to, *party, *answer;
};

struct work {
    struct cli *c;
    const struct flags *f;
    char name[BREACH_PERIOD_MAX];
    struct breach_period period;
    struct policy *pack;
    struct breach_list list;
    int64_t moved;
};

static bool
begin(struct work *w, struct db *db, struct err *e)
{
    if (!pack_on(db, w->c->arena, w->f->pool, w->f->day, &w->pack, e))
        return false;
    if (w->pack == NULL)
        return err_set(e, ERR_INPUT, M_OVERSPEND_NO_PACK, {""}, .field = "pool");
    breach_period_of(w->pack, w->f->day, &w->period, w->name);
    return true;
}

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return begin(w, db, e) &&
           find_breaches(db, w->c->arena, w->f->pool, w->pack, &w->period, &w->list, e);
}

static bool
move(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    int to = 0;
    if (!name_find(breach_state_names, BREACH_STATES, f->to, &to))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"to", "sent|answered|published|withdrawn"});
    if (!begin(w, db, e))
        return false;
    struct breach_step s = {.period = &w->period,
                            .party = f->party != NULL ? f->party : "",
                            .answer = f->answer != NULL ? f->answer : "",
                            .to = (enum breach_state)to,
                            .on = f->on};
    bool ok = move_breach(db, w->c->arena, f->pool, w->pack, &s, e) &&
              breach_read(db, w->c->arena, f->pool, w->period.name, &w->list, e);
    w->moved = s.moved;
    return ok;
}

static void
one_json(struct json *j, const struct breach *b)
{
    char until[DATE_TEXT_MAX];
    json_open(j, NULL, '{');
    json_text(j, "kind", breach_kind_names[b->kind]);
    json_text(j, "party", b->party);
    json_int(j, "lines", b->lines);
    json_qty(j, "late", b->late);
    json_money(j, "amount", b->amount);
    json_int(j, "days", b->days);
    json_text(j, "state", breach_state_names[b->state]);
    json_text(j, "answer_until",
              b->answer_until.day == 0 ? NULL : date_text(b->answer_until, until));
    json_text(j, "answer", b->answer);
    json_text(j, "credit_event", b->credit_event);
    json_close(j, '}');
}

static void
one_text(struct cli *c, const struct breach *b)
{
    char amount[MONEY_TEXT_MAX], until[DATE_TEXT_MAX] = "-";
    if (b->answer_until.day != 0)
        date_text(b->answer_until, until);
    fprintf(c->out, "%-13s %-18s %7" PRId64 " %12" PRId64 " %16s %9" PRId64 "  %-9s  %-10s  %s\n",
            breach_kind_names[b->kind], b->party, b->lines, b->late.pieces,
            money_text(b->amount, amount), b->days, breach_state_names[b->state], until,
            b->credit_event);
}

static void
print(const struct work *w)
{
    struct cli *c = w->c;
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_int(&j, "pool", w->f->pool);
        json_text(&j, "period", w->period.name);
        json_date(&j, "from", w->period.first);
        json_date(&j, "to", w->period.last);
        json_open(&j, "notices", '[');
    } else {
        fprintf(c->out, "%s\n%s\n", w->period.name, cli_word(c, M_BREACH_HEAD));
    }
    for (size_t i = 0; i < w->list.n; i++)
        if (c->json)
            one_json(&j, &w->list.list[i]);
        else
            one_text(c, &w->list.list[i]);
    if (c->json) {
        json_close(&j, ']');
        json_int(&j, "moved", w->moved);
        json_close(&j, '}');
        json_end(&j);
    } else if (w->f->to != NULL) {
        char n[INT_TEXT_MAX];
        cli_say(c, M_BREACH_MOVED, (const char *const[]){int_text(w->moved, n), w->f->to}, 2);
        fputc('\n', c->out);
    }
}

static int
work_on(struct cli *c, const struct flags *f, db_job *job)
{
    struct work w = {.c = c, .f = f};
    if (!store_do(c, &(struct store_work){.pool = f->pool, .write = job, .work = &w}))
        return cli_fail(c);
    print(&w);
    return EXIT_OK;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, compute);
}

static int
run_move(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, move);
}

#define AT(field) offsetof(struct flags, field)
static const struct flag list_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(pool), M_BREACH_FLAG_POOL},
    {"day", "DATE", FLAG_DATE, true, AT(day), M_BREACH_FLAG_DAY},
};
static const struct flag move_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(pool), M_BREACH_FLAG_POOL},
    {"day", "DATE", FLAG_DATE, true, AT(day), M_BREACH_FLAG_DAY},
    {"to", "STATE", FLAG_TEXT, true, AT(to), M_BREACH_FLAG_TO},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_BREACH_FLAG_ON},
    {"party", "CODE", FLAG_TEXT, false, AT(party), M_BREACH_FLAG_PARTY},
    {"answer", "TEXT", FLAG_TEXT, false, AT(answer), M_BREACH_FLAG_ANSWER},
};

const struct command cmd_breach = {
    .name = "breach",
    .words = "",
    .summary = M_CMD_BREACH,
    .example = "jicai breach --pool 532300 --day 2025-03-31",
    .flags = list_flags,
    .flags_n = sizeof(list_flags) / sizeof(*list_flags),
    .size = sizeof(struct flags),
    .run = run,
};
const struct command cmd_breach_move = {
    .name = "breach move",
    .words = "",
    .summary = M_CMD_BREACH_MOVE,
    .example = "jicai breach move --pool 532300 --day 2025-03-31 --to sent --on 2025-04-08",
    .flags = move_flags,
    .flags_n = sizeof(move_flags) / sizeof(*move_flags),
    .size = sizeof(struct flags),
    .run = run_move,
};
