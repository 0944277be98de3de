/* jicai mode and jicai talks open|round|offer|conclude|sign|close|show: how a group is bought, and
 * competitive negotiation and inquiry from the invitation to the bids (REQUIREMENTS D2). */
#include <string.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "registry/check.h"
#include "seal/signature.h"
#include "tender/bid.h"
#include "tender/talks.h"
#include "words/cli.h"
#include "words/experts.h"
#include "words/import.h"
#include "words/seal.h"
#include "words/talks.h"

struct flags {
    const char *project, *group, *mode, *reason, *document, *meeting, *company, *from, *until;
    const char *product, *expert, *signature, *at;
    int64_t pool, number, capacity;
    money price, with_service, ceiling;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *who, *now, *envelope;
    size_t envelope_n;
    struct talks_key key;
    int mode;
    enum put how;
    enum talks_verdict verdict;
    bool closing;
    struct talks_file file;
};

static bool
mode_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct mode_choice m = {.pool = w->key.pool,
                                  .project = w->key.project,
                                  .group = w->key.group,
                                  .mode = (enum group_mode)w->mode,
                                  .reason = w->f->reason,
                                  .document = text_or_none(w->f->document),
                                  .on = w->f->on,
                                  .who = w->who};
    return choose_mode(db, w->c->arena, &m, &w->how, e);
}

static bool
open_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    const char *more = w->f->company;
    const char **list = arena_array(a, const char *, strlen(more) + 1);
    struct talks_open t = {.arena = a,
                           .key = w->key,
                           .meeting = text_or_none(w->f->meeting),
                           .company = list,
                           .on = moment_day(w->now)};
    while (*more != '\0') {
        size_t n = strcspn(more, ",");
        if (n > 0)
            list[t.companies++] = arena_printf(a, "%.*s", (int)n, more);
        more += n + (more[n] != '\0');
    }
    if (!open_talks(db, &t, &w->how, e))
        return false;
    w->key.number = t.key.number;
    return true;
}

static bool
round_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct round_open r = {w->f->from, w->f->until, w->f->ceiling, w->now, w->who};
    int64_t turn;
    return open_round(db, w->c->arena, &w->key, &r, &turn, &w->how, e);
}

static bool
offer_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct offer_in o = {.company = w->f->company,
                               .product = w->f->product,
                               .price = w->f->price,
                               .with_service = w->f->with_service,
                               .capacity = w->f->capacity > 0 ? w->f->capacity : CAPACITY_NONE,
                               .now = w->now};
    return make_offer(db, w->c->arena, &w->key, &o, &w->how, e);
}

static bool
conclude_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return conclude_talks(db, w->c->arena, &w->key, w->now, &w->how, e);
}

static bool
sign_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return sign_talks(db, w->c->arena, &w->key, w->f->expert, w->envelope, w->envelope_n,
                      moment_day(w->now), &w->how, e);
}

static bool
close_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    w->closing = true;
    return close_talks(db, w->c->arena, &w->key, moment_day(w->now), &w->verdict, &w->how, e);
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return talks_load(db, w->c->arena, &w->key, &w->file, e);
}

/* --- printing: nothing of a round that is not over --- */

static void
offer_json(struct json *j, const struct talks_filed *f)
{
    json_open(j, NULL, '{');
    json_int(j, "round", f->turn);
    json_text(j, "company", f->company);
    json_text(j, "product", f->product);
    json_money(j, "price", f->price);
    json_money(j, "with_service", f->with_service);
    json_text(j, "at", f->at);
    json_close(j, '}');
}

static void
print_json(const struct work *w)
{
    const struct talks_file *t = &w->file;
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", t->key.project);
    json_text(&j, "group", t->key.group);
    json_int(&j, "talks", t->key.number);
    json_text(&j, "mode", talks_mode_names[t->mode]);
    json_text(&j, "state", talks_state_names[t->state]);
    json_text(&j, "meeting", t->meeting);
    json_text(&j, "record", t->record);
    json_open(&j, "rounds", '[');
    for (size_t i = 0; i < t->turns; i++) {
        json_open(&j, NULL, '{');
        json_int(&j, "round", t->turn[i].turn);
        json_text(&j, "from", t->turn[i].from);
        json_text(&j, "until", t->turn[i].until);
        json_money(&j, "ceiling", t->turn[i].ceiling);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "offers", '[');
    for (size_t i = 0; i < t->offers; i++)
        if (talks_is_over(t, t->filed[i].turn, w->now))
            offer_json(&j, &t->filed[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(const struct work *w)
{
    const struct talks_file *t = &w->file;
    struct cli *c = w->c;
    char n[3][INT_TEXT_MAX], price[MONEY_TEXT_MAX];
    cli_say(c, M_TALKS_HEAD,
            (const char *const[]){t->key.group, int_text(t->key.number, n[0]),
                                  talks_mode_names[t->mode], talks_state_names[t->state],
                                  int_text((int64_t)t->suppliers, n[1]),
                                  int_text((int64_t)t->turns, n[2])},
            6);
    fputc('\n', c->out);
    for (size_t i = 0; i < t->offers; i++) {
        const struct talks_filed *f = &t->filed[i];
        if (!talks_is_over(t, f->turn, w->now))
            continue;
        cli_say(c, *f->product != '\0' ? M_TALKS_ROW : M_TALKS_ROW_LEFT,
                (const char *const[]){int_text(f->turn, n[0]), f->at, f->company, f->product,
                                      money_text(f->price, price)},
                5);
        fputc('\n', c->out);
    }
    fputs(t->record, c->out);
}

static int
say_mode(const struct work *w)
{
    cli_say(w->c, M_MODE_SAID,
            (const char *const[]){w->key.group, group_mode_names[w->mode], put_name(w->how)}, 3);
    fputc('\n', w->c->out);
    return EXIT_OK;
}

static int
run(struct cli *c, const struct flags *f, db_job *job)
{
    struct work w = {.c = c,
                     .f = f,
                     .key = {f->pool, f->project, f->group, f->number > 0 ? f->number : 1},
                     .verdict = TALKS_OK};
    char *text = NULL;
    if (f->mode != NULL && !name_find(group_mode_names, GROUP_MODES, f->mode, &w.mode)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_VALUE, {"mode", f->mode});
        return cli_fail(c);
    }
    if ((f->signature != NULL &&
         !file_read(&text, &w.envelope_n, c->arena, f->signature, SIGNATURE_TEXT_MAX, &c->err)) ||
        !moment_take(c, f->at, &w.now))
        return cli_fail(c);
    w.envelope = text;
    w.who = store_who(c);
    const struct store_work s = {.pool = f->pool,
                                 .project = f->project,
                                 .found = &w.key.pool,
                                 .write = job,
                                 .read = job == mode_job ? NULL : show_job,
                                 .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (job == mode_job)
        return say_mode(&w);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return w.closing && w.verdict != TALKS_OK ? EXIT_FINDING : EXIT_OK;
}

#define RUN(name, job)                                                                             \
    static int name(struct cli *c, const void *flags, const char *const word[], size_t n)          \
    {                                                                                              \
        (void)word, (void)n;                                                                       \
        return run(c, flags, job);                                                                 \
    }
RUN(run_mode, mode_job)
RUN(run_open, open_job)
RUN(run_round, round_job)
RUN(run_offer, offer_job)
RUN(run_conclude, conclude_job)
RUN(run_sign, sign_job)
RUN(run_close, close_job)
RUN(run_show, NULL)

#define F(member) offsetof(struct flags, member)
#define GROUP                                                                                      \
    {"project", "P", FLAG_TEXT, true, F(project), M_DRAW_F_PROJECT},                               \
        {"group", "GROUP", FLAG_TEXT, true, F(group), M_TALKS_F_GROUP},                            \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, false, F(pool), M_IMPORT_F_POOL                                  \
    }
#define AT                                                                                         \
    {                                                                                              \
        "at", "MOMENT", FLAG_TEXT, false, F(at), M_SEAL_F_AT                                       \
    }
#define WHICH GROUP, {"number", "N", FLAG_INT, false, F(number), M_TALKS_F_NUMBER}, AT
static const struct flag mode_flags[] = {
    GROUP,
    {"to", "MODE", FLAG_TEXT, true, F(mode), M_TALKS_F_MODE},
    {"reason", "TEXT", FLAG_TEXT, true, F(reason), M_TALKS_F_REASON},
    {"document", "TEXT", FLAG_TEXT, false, F(document), M_TALKS_F_DOCUMENT},
    {"on", "DATE", FLAG_DATE, true, F(on), M_TALKS_F_ON},
};
static const struct flag open_flags[] = {
    GROUP,
    AT,
    {"company", "CODES", FLAG_TEXT, true, F(company), M_TALKS_F_SUPPLIERS},
    {"meeting", "CODE", FLAG_TEXT, false, F(meeting), M_TALKS_F_MEETING},
};
static const struct flag round_flags[] = {
    WHICH,
    {"from", "MOMENT", FLAG_TEXT, true, F(from), M_TALKS_F_FROM},
    {"until", "MOMENT", FLAG_TEXT, true, F(until), M_TALKS_F_UNTIL},
    {"ceiling", "YUAN", FLAG_MONEY, false, F(ceiling), M_TALKS_F_CEILING},
};
static const struct flag offer_flags[] = {
    WHICH,
    {"company", "CODE", FLAG_TEXT, true, F(company), M_TALKS_F_COMPANY},
    {"product", "CODE", FLAG_TEXT, true, F(product), M_TALKS_F_PRODUCT},
    {"price", "YUAN", FLAG_MONEY, true, F(price), M_TALKS_F_PRICE},
    {"with-service", "YUAN", FLAG_MONEY, false, F(with_service), M_TALKS_F_SERVICE},
    {"capacity", "N", FLAG_INT, false, F(capacity), M_TALKS_F_CAPACITY},
};
static const struct flag sign_flags[] = {
    WHICH,
    {"expert", "CODE", FLAG_TEXT, true, F(expert), M_TALKS_F_EXPERT},
    {"signature", "FILE", FLAG_TEXT, true, F(signature), M_TALKS_F_SIGNATURE},
};
static const struct flag which_flags[] = {WHICH};

#define COMMAND_OF(id, name_, summary_, example_, flags_, run_)                                    \
    const struct command id = {                                                                    \
        .name = name_,                                                                             \
        .words = "",                                                                               \
        .summary = summary_,                                                                       \
        .example = example_,                                                                       \
        .flags = flags_,                                                                           \
        .flags_n = sizeof(flags_) / sizeof(*flags_),                                               \
        .size = sizeof(struct flags),                                                              \
        .run = run_,                                                                               \
    }
COMMAND_OF(cmd_mode, "mode", M_CMD_MODE,
           "jicai mode --project GS-HC-2022 --group G1 --to inquiry --reason 标准化程度高 "
           "--on 2021-11-01",
           mode_flags, run_mode);
COMMAND_OF(cmd_talks_open, "talks open", M_CMD_TALKS_OPEN,
           "jicai talks open --project P --group G --company 9133...,9211...,9111...", open_flags,
           run_open);
COMMAND_OF(cmd_talks_round, "talks round", M_CMD_TALKS_ROUND,
           "jicai talks round --project P --group G --from '2026-05-06 09:00:00' "
           "--until '2026-05-06 17:00:00' --ceiling 980",
           round_flags, run_round);
COMMAND_OF(cmd_talks_offer, "talks offer", M_CMD_TALKS_OFFER,
           "jicai talks offer --project P --group G --company 9133... --product C01... --price 920",
           offer_flags, run_offer);
COMMAND_OF(cmd_talks_conclude, "talks conclude", M_CMD_TALKS_CONCLUDE,
           "jicai talks conclude --project P --group G", which_flags, run_conclude);
COMMAND_OF(cmd_talks_sign, "talks sign", M_CMD_TALKS_SIGN,
           "jicai talks sign --project P --group G --expert E007 --signature e007.json", sign_flags,
           run_sign);
COMMAND_OF(cmd_talks_close, "talks close", M_CMD_TALKS_CLOSE,
           "jicai talks close --project P --group G", which_flags, run_close);
COMMAND_OF(cmd_talks_show, "talks show", M_CMD_TALKS_SHOW, "jicai talks show --project P --group G",
           which_flags, run_show);
