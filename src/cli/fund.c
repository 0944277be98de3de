/* fund.c - jicai fund prepay|offset|settle|claim: the fund's monthly work on a project (H2 to H4).
 * A month that was run already changes nothing; a settlement that was killed goes on. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/direct.h"
#include "words/cli.h"
#include "words/fund.h"

enum { MEMORY = 64 * 1024 * 1024 };

struct flags {
    const char *project, *by;
    int64_t pool;
    month month;
    date on;
};

struct step {
    const char *name;
    db_job *job;
    enum msg done;
};

struct listed {
    struct cli *c;
    struct json *json; /* NULL: as text */
};

static bool
take_instruction(void *arg, const struct instruction *i, struct err *e)
{
    const struct listed *l = arg;
    char amount[MONEY_TEXT_MAX];
    (void)e;
    if (l->json == NULL) {
        fprintf(l->c->out, "%6lld %-14s %-20s %-9s %-20s %16s %s\n", (long long)i->seq,
                i->institution, i->payee, i->fund, i->invoice, money_text(i->amount, amount),
                i->state);
        return true;
    }
    json_open(l->json, NULL, '{');
    json_int(l->json, "instruction", i->seq);
    json_text(l->json, "hospital", i->institution);
    json_text(l->json, "payee", i->payee);
    json_text(l->json, "fund", i->fund);
    json_text(l->json, "invoice", i->invoice);
    json_text(l->json, "receipt", i->receipt);
    json_int(l->json, "receipt_line", i->receipt_line);
    json_money(l->json, "amount", i->amount);
    json_text(l->json, "state", i->state);
    json_close(l->json, '}');
    return true;
}

/* The instructions of the month, after a settle. */
static bool
list_instructions(struct cli *c, struct db *db, const struct run *r, struct json *j)
{
    struct listed l = {c, j};
    if (j != NULL)
        json_open(j, "instructions", '[');
    bool ok = instruction_each(db, r->project->pool, r->project->code, r->month, take_instruction,
                               &l, &c->err);
    if (j != NULL)
        json_close(j, ']');
    return ok;
}

static bool
print_json(struct cli *c, struct db *db, const struct step *s, const struct run *r)
{
    bool ok = true;
    char ym[MONTH_TEXT_MAX];
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "step", s->name);
    json_text(&j, "project", r->project->code);
    json_text(&j, "month", month_text(r->month, ym));
    json_date(&j, "on", r->on);
    json_text(&j, "pack", r->pack->id);
    json_text(&j, "verdict", run_verdict_name(r->verdict));
    if (r->verdict == RUN_NO_RULE) {
        json_text(&j, "rule", rule_key(r->bound.rule));
        json_text(&j, "why", bind_verdict_name(r->bound.verdict));
    }
    json_int(&j, "rows", r->rows);
    json_int(&j, "nothing", r->nothing);
    json_int(&j, "demands", r->demands);
    json_money(&j, "amount", r->amount);
    if (s->job == run_direct)
        ok = list_instructions(c, db, r, &j);
    json_close(&j, '}');
    json_end(&j);
    return ok;
}

static bool
print_text(struct cli *c, struct db *db, const struct step *s, const struct run *r)
{
    static const enum msg why[BIND_VERDICTS] = {M_NONE, M_FUND_BY_CONTRACT, M_FUND_BY_AUTHORITY,
                                                M_FUND_NOT_REGULATED};
    char ym[MONTH_TEXT_MAX], n[3][INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    const char *arg[] = {r->project->code,           month_text(r->month, ym),
                         int_text(r->rows, n[0]),    money_text(r->amount, amount),
                         int_text(r->nothing, n[1]), int_text(r->demands, n[2])};
    if (r->verdict == RUN_NO_RULE) {
        const char *rule[] = {r->pack->id, cli_word(c, rule_info(r->bound.rule)->say),
                              rule_key(r->bound.rule)};
        cli_say(c, why[r->bound.verdict], rule, 3);
    } else if (r->verdict == RUN_NO_TERM) {
        const char *term[] = {r->pack->id, ym};
        cli_say(c, M_FUND_NO_TERM, term, 2);
    } else {
        cli_say(c, r->verdict == RUN_ALREADY ? M_FUND_ALREADY : s->done, arg, 6);
    }
    fputc('\n', c->out);
    return s->job != run_direct || list_instructions(c, db, r, NULL);
}

/* The project of the flags, with its pack; the whole pack lives in `a`. */
static bool
find(struct cli *c, struct db *db, struct arena *a, const struct flags *f, struct project *p,
     struct policy **pack)
{
    int64_t pool = f->pool;
    return (pool != 0 || project_home(db, a, f->project, &pool, &c->err)) &&
           project_get(db, a, pool, f->project, p, &c->err) && project_pack(p, a, pack, &c->err);
}

static int
run_step(struct cli *c, const struct flags *f, const struct step *s)
{
    struct arena *a = arena_new(MEMORY);
    struct policy *pack = NULL;
    struct project p;
    struct db *db;
    int rc = EXIT_OK;

    if (!store_open(c, &db)) {
        arena_free(a);
        return cli_fail(c);
    }
    struct run r = {.project = &p,
                    .month = f->month,
                    .on = f->on.day != 0 ? f->on : month_last(f->month),
                    .by = f->by};
    bool ok = find(c, db, a, f, &p, &pack);
    r.pack = pack;
    ok = ok && run_pieces(db, s->job, &r, &c->err);
    ok = ok && (c->json ? print_json(c, db, s, &r) : print_text(c, db, s, &r));
    if (ok && (r.verdict == RUN_NO_RULE || r.verdict == RUN_NO_TERM))
        rc = EXIT_FINDING;
    db_close(db);
    rc = ok ? rc : cli_fail(c);
    arena_free(a);
    return rc;
}

static int
prepay(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct step s = {"prepay", run_prepay, M_FUND_PREPAID};
    (void)word, (void)n;
    return run_step(c, flags, &s);
}

static int
offset(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct step s = {"offset", run_offset, M_FUND_OFFSET};
    (void)word, (void)n;
    return run_step(c, flags, &s);
}

static int
settle(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct step s = {"settle", run_direct, M_FUND_SETTLED};
    (void)word, (void)n;
    return run_step(c, flags, &s);
}

static int
claim(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const struct step s = {"claim", run_claims, M_FUND_CLAIMS};
    (void)word, (void)n;
    return run_step(c, flags, &s);
}

static const struct flag fund_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_FUND_F_PROJECT},
    {"month", "YYYY-MM", FLAG_MONTH, true, offsetof(struct flags, month), M_FUND_F_MONTH},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FUND_F_POOL},
    {"on", "YYYY-MM-DD", FLAG_DATE, false, offsetof(struct flags, on), M_FUND_F_ON},
    {"by", "USER", FLAG_TEXT, false, offsetof(struct flags, by), M_FUND_F_BY},
};

#define FUND_FLAGS                                                                                 \
    .words = "", .flags = fund_flags, .flags_n = sizeof(fund_flags) / sizeof(*fund_flags),         \
    .size = sizeof(struct flags)

const struct command cmd_fund_prepay = {
    .name = "fund prepay",
    .summary = M_CMD_FUND_PREPAY,
    .example = "jicai fund prepay --project CS-HCDL-2023-1 --month 2024-09 --by wang --db jicai.db",
    FUND_FLAGS,
    .run = prepay,
};

const struct command cmd_fund_offset = {
    .name = "fund offset",
    .summary = M_CMD_FUND_OFFSET,
    .example = "jicai fund offset --project CS-HCDL-2023-1 --month 2026-10 --db jicai.db",
    FUND_FLAGS,
    .run = offset,
};

const struct command cmd_fund_settle = {
    .name = "fund settle",
    .summary = M_CMD_FUND_SETTLE,
    .example =
        "jicai fund settle --project GS-HC-2022 --month 2022-06 --by wang --json --db jicai.db",
    FUND_FLAGS,
    .run = settle,
};

const struct command cmd_fund_claim = {
    .name = "fund claim",
    .summary = M_CMD_FUND_CLAIM,
    .example = "jicai fund claim --project CS-HCDL-2023-1 --month 2026-10 --by wang --db jicai.db",
    FUND_FLAGS,
    .run = claim,
};
