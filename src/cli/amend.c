/* jicai amend list|show|propose|decide|run: changes of running agreements, for an office's scripts.
 * What a proposal and a decision ask for is the same as over HTTP. */
#include <string.h>

#include "agreement/amend.h"
#include "agreement/query.h"
#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "registry/check.h"
#include "words/amend.h"
#include "words/cli.h"
#include "words/import.h"

struct flags {
    const char *project, *kind, *subject, *successor, *reason, *document, *shares, *org;
    int64_t pool;
    date on, today;
    money price, with_service;
    ratio factor;
    bool yes;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *number;
    struct amend_actor by;
    int64_t pool, done;
    enum put how;
};

/* "CODE=NUMBER;CODE=NUMBER" */
static bool
shares_of(struct arena *a, const char *text, struct amend_share out[], size_t *n, struct err *e)
{
    *n = 0;
    for (char *part = arena_strdup(a, text), *next; *part != '\0'; part = next) {
        size_t len = strcspn(part, ";");
        next = part + len + (part[len] == ';');
        part[len] = '\0';
        char *is = strchr(part, '=');
        if (is == NULL || *n == AMEND_SHARES_MAX || !int_parse(&out[*n].qty, is + 1))
            return err_set(e, ERR_INPUT, M_AMEND_SHARE_TEXT, {text}, .field = "shares");
        *is = '\0';
        out[(*n)++].code = part;
    }
    return true;
}

static bool
propose_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    struct amend_share *share = arena_array(w->c->arena, struct amend_share, AMEND_SHARES_MAX);
    struct amendment m = {.number = w->number,
                          .project = f->project,
                          .subject = f->subject,
                          .successor = text_or_none(f->successor),
                          .reason = f->reason,
                          .document = text_or_none(f->document),
                          .effective_on = f->on,
                          .price = f->price,
                          .with_service = f->with_service,
                          .factor = f->factor,
                          .share = share};
    int kind;
    if (!name_find(amend_kind_names, AMEND_KINDS, f->kind, &kind))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_BAD, {"kind", f->kind, "price_cut, ..."});
    m.kind = (enum amend_kind)kind;
    return shares_of(w->c->arena, text_or_none(f->shares), share, &m.shares, e) &&
           amend_propose(db, w->c->arena, w->pool, &m, &w->by, f->today, &w->how, e);
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return amend_decide(db, w->c->arena, w->pool, w->number, &w->by, w->f->yes,
                        text_or_none(w->f->reason), w->f->today, &w->how, e);
}

static bool
run_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct run_amendments r = {.pool = w->pool, .on = w->f->today};
    bool ok = run_amendments(db, &r, e);
    w->done = r.done;
    return ok;
}

/* --- printing --- */

static void
say(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static void
line_out(struct cli *c, struct json *j, const struct amend_line *l)
{
    char was[INT_TEXT_MAX], now[INT_TEXT_MAX], from[MONEY_TEXT_MAX], to[MONEY_TEXT_MAX];
    const char *arg[] = {l->agreement,
                         l->product,
                         int_text(l->agreed_before, was),
                         int_text(l->agreed_after, now),
                         money_text(l->price_before, from),
                         money_text(l->price_after, to)};
    if (!c->json) {
        say(c, M_AMEND_LINE_ROW, arg, 6);
        return;
    }
    json_open(j, NULL, '{');
    json_text(j, "agreement", l->agreement);
    json_text(j, "product", l->product);
    json_int(j, "agreed_before", l->agreed_before);
    json_int(j, "agreed_after", l->agreed_after);
    json_money(j, "price_before", l->price_before);
    json_money(j, "price_after", l->price_after);
    json_money(j, "amount_before", l->amount_before);
    json_money(j, "amount_after", l->amount_after);
    json_close(j, '}');
}

static void
party_out(struct cli *c, struct json *j, const struct amend_party *p)
{
    const char *arg[] = {p->party, amend_answer_names[p->answer]};
    if (!c->json) {
        say(c, M_AMEND_PARTY_ROW, arg, 2);
        return;
    }
    json_open(j, NULL, '{');
    json_text(j, "party", p->party);
    json_text(j, "answer", amend_answer_names[p->answer]);
    json_close(j, '}');
}

static void
head_out(struct cli *c, struct json *j, const struct amendment *m)
{
    char on[DATE_TEXT_MAX];
    const char *arg[] = {m->number, cli_word(c, amend_kind_says(m->kind)), m->subject,
                         date_text(m->effective_on, on), amend_state_names[m->state]};
    if (!c->json) {
        say(c, M_AMEND_ROW, arg, 5);
        return;
    }
    json_text(j, "amendment", m->number);
    json_text(j, "kind", amend_kind_names[m->kind]);
    json_text(j, "subject", m->subject);
    json_text(j, "successor", m->successor);
    json_date(j, "effective_on", m->effective_on);
    json_text(j, "state", amend_state_names[m->state]);
    json_int(j, "added", m->added);
    json_int(j, "removed", m->removed);
}

static bool
print_one(struct db *db, struct work *w, struct err *e)
{
    struct arena *a = w->c->arena;
    struct amendment m;
    struct amend_party *party;
    struct amend_line *line;
    struct json j;
    size_t parties, lines;
    if (!amend_get(db, a, w->pool, w->number, &m, e) ||
        !amend_parties(db, a, w->pool, w->number, &party, &parties, e) ||
        !amend_lines(db, a, w->pool, &m, &line, &lines, e))
        return false;
    json_start(&j, w->c->out);
    if (w->c->json)
        json_open(&j, NULL, '{');
    head_out(w->c, &j, &m);
    if (w->c->json)
        json_open(&j, "parties", '[');
    for (size_t i = 0; i < parties; i++)
        party_out(w->c, &j, &party[i]);
    if (w->c->json) {
        json_close(&j, ']');
        json_open(&j, "lines", '[');
    }
    for (size_t i = 0; i < lines; i++)
        line_out(w->c, &j, &line[i]);
    if (w->c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return true;
}

static bool
print_all(struct db *db, struct work *w, struct err *e)
{
    struct json j;
    struct rows r;
    const char *after = "";
    json_start(&j, w->c->out);
    if (w->c->json)
        json_open(&j, NULL, '[');
    do {
        if (!db_run(db, &q_amend_page, w->c->arena, &r, e, v_int(w->pool), v_text(w->f->project),
                    v_text(""), v_text(after), v_int(200)))
            return false;
        for (size_t i = 0; i < r.n; i++) {
            struct amendment m;
            after = row_text(&r, i, 0);
            if (!amend_get(db, w->c->arena, w->pool, after, &m, e))
                return false;
            if (w->c->json)
                json_open(&j, NULL, '{');
            head_out(w->c, &j, &m);
            if (w->c->json)
                json_close(&j, '}');
        }
    } while (r.n == 200);
    if (w->c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return true;
}

/* --- commands --- */

static int
run(struct cli *c, const void *flags, const char *number, db_job *job,
    bool (*print)(struct db *db, struct work *w, struct err *e))
{
    const struct flags *f = flags;
    struct work w = {.c = c, .f = f, .number = number, .pool = f->pool};
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    w.by = (struct amend_actor){text_or_none(f->org), db->act.who, true};
    bool ok = project_pool(c, db, f->project, &w.pool) &&
              (job == NULL || db_tx(db, w.pool, job, &w, &c->err)) &&
              (print == NULL || print(db, &w, &c->err));
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (job == run_job) {
        char n[INT_TEXT_MAX];
        const char *arg[] = {int_text(w.done, n)};
        if (c->json)
            fprintf(c->out, "{\"effective\": %s}\n", n);
        else
            say(c, M_AMEND_RAN, arg, 1);
    }
    return EXIT_OK;
}

static int
list(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, "", NULL, print_all);
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return run(c, flags, word[0], NULL, print_one);
}

static int
propose(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return run(c, flags, word[0], propose_job, print_one);
}

static int
decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return run(c, flags, word[0], decide_job, print_one);
}

static int
run_all(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, "", run_job, NULL);
}

#define OF(m) offsetof(struct flags, m)
#define PROJECT                                                                                    \
    {"project", "CODE", FLAG_TEXT, true, OF(project), M_IMPORT_F_PROJECT},                         \
    {                                                                                              \
        "pool", "CODE", FLAG_INT, false, OF(pool), M_IMPORT_F_POOL                                 \
    }
#define TODAY                                                                                      \
    {                                                                                              \
        "today", "DATE", FLAG_DATE, true, OF(today), M_AMEND_F_TODAY                               \
    }
static const struct flag list_flags[] = {PROJECT};
static const struct flag run_flags[] = {PROJECT, TODAY};
static const struct flag decide_flags[] = {
    PROJECT,
    TODAY,
    {"approve", NULL, FLAG_BOOL, false, OF(yes), M_AMEND_F_YES},
    {"reason", "TEXT", FLAG_TEXT, false, OF(reason), M_AMEND_F_REASON},
};
static const struct flag propose_flags[] = {
    PROJECT,
    TODAY,
    {"kind", "KIND", FLAG_TEXT, true, OF(kind), M_AMEND_F_KIND},
    {"subject", "CODE", FLAG_TEXT, true, OF(subject), M_AMEND_F_SUBJECT},
    {"successor", "CODE", FLAG_TEXT, false, OF(successor), M_AMEND_F_SUCCESSOR},
    {"on", "DATE", FLAG_DATE, true, OF(on), M_AMEND_F_ON},
    {"reason", "TEXT", FLAG_TEXT, true, OF(reason), M_AMEND_F_REASON},
    {"document", "TEXT", FLAG_TEXT, false, OF(document), M_AMEND_F_DOCUMENT},
    {"price", "YUAN", FLAG_MONEY, false, OF(price), M_AMEND_F_PRICE},
    {"with-service", "YUAN", FLAG_MONEY, false, OF(with_service), M_AMEND_F_WITH_SERVICE},
    {"factor", "RATIO", FLAG_RATIO, false, OF(factor), M_AMEND_F_FACTOR},
    {"shares", "LIST", FLAG_TEXT, false, OF(shares), M_AMEND_F_SHARES},
    {"org", "CODE", FLAG_TEXT, true, OF(org), M_AMEND_F_ORG},
};
#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_amend_list = {
    .name = "amend list",
    .words = "",
    .summary = M_CMD_AMEND_LIST,
    .example = "jicai amend list --project CS-HCDL-2023-1 --db jicai.db",
    FLAGS(list_flags),
    .run = list,
};
const struct command cmd_amend_show = {
    .name = "amend show",
    .words = "NUMBER",
    .summary = M_CMD_AMEND_SHOW,
    .example = "jicai amend show BX-1 --project CS-HCDL-2023-1 --db jicai.db",
    FLAGS(list_flags),
    .words_min = 1,
    .words_max = 1,
    .run = show,
};
const struct command cmd_amend_propose = {
    .name = "amend propose",
    .words = "NUMBER",
    .summary = M_CMD_AMEND_PROPOSE,
    .example = "jicai amend propose BX-1 --project CS-1 --kind price_cut --subject PRODUCT "
               "--price 900 --on 2025-03-01 --today 2025-02-01 --reason TEXT --org OFFICE",
    FLAGS(propose_flags),
    .words_min = 1,
    .words_max = 1,
    .run = propose,
};
const struct command cmd_amend_decide = {
    .name = "amend decide",
    .words = "NUMBER",
    .summary = M_CMD_AMEND_DECIDE,
    .example = "jicai amend decide BX-1 --project CS-1 --approve --today 2025-02-02",
    FLAGS(decide_flags),
    .words_min = 1,
    .words_max = 1,
    .run = decide,
};
const struct command cmd_amend_run = {
    .name = "amend run",
    .words = "",
    .summary = M_CMD_AMEND_RUN,
    .example = "jicai amend run --project CS-HCDL-2023-1 --today 2025-03-01 --db jicai.db",
    FLAGS(run_flags),
    .run = run_all,
};
