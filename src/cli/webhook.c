/* webhook.c - jicai webhook add|drop|list|deliver: what is done in a pool is sent to other servers,
 * signed. A timer runs `deliver` once a minute or so. */
#include "openness/webhook.h"

#include <curl/curl.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/openness.h"

struct flags {
    int64_t pool;
    const char *what;
    bool private;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *name;
    struct webhook hook;
};

static bool
add_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return webhook_add(db, w->c->arena, &w->hook, w->f->private, e);
}

static bool
drop_job(struct db *db, void *arg, struct err *e)
{
    const struct work *w = arg;
    return webhook_drop(db, w->f->pool, NULL, w->name, e);
}

static int
run_add(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.c = c, .f = f};
    (void)n;
    w.hook = (struct webhook){.pool = f->pool,
                              .name = word[0],
                              .url = word[1],
                              .what = f->what != NULL ? f->what : "",
                              .made_by = store_who(c),
                              .org = ""};
    if (!store_do(c, &(struct store_work){.pool = f->pool, .write = add_job, .work = &w}))
        return cli_fail(c);
    cli_say(c, M_WEBHOOK_MADE, &w.hook.secret, 1);
    fputc('\n', c->out);
    return EXIT_OK;
}

static int
run_drop(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .name = word[0]};
    const struct store_work s = {.pool = w.f->pool, .write = drop_job, .work = &w};
    (void)n;
    return store_do(c, &s) ? EXIT_OK : cli_fail(c);
}

static void
print(struct cli *c, const struct webhook list[], size_t n)
{
    struct json j;
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        const struct webhook *h = &list[i];
        if (!c->json) {
            fprintf(c->out, "%s  %s  %s  %lld  %lld  %s\n", h->name, h->url, h->what,
                    (long long)h->done, (long long)h->failures, h->error);
            continue;
        }
        json_open(&j, NULL, '{');
        json_text(&j, "name", h->name);
        json_text(&j, "url", h->url);
        json_text(&j, "what", h->what);
        json_int(&j, "done", h->done);
        json_int(&j, "failures", h->failures);
        json_text(&j, "error", h->error);
        json_close(&j, '}');
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
}

static int
run_list(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct webhook *list;
    struct db *db;
    size_t hooks;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = webhook_all(db, c->arena, f->pool, &list, &hooks, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    print(c, list, hooks);
    return EXIT_OK;
}

static int
run_deliver(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct delivery d = {.private_too = f->private, .send = send_signed};
    char number[3][INT_TEXT_MAX];
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    d.at = db->act.at;
    bool ok = deliver_webhooks(db, &d, &c->err);
    curl_global_cleanup();
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *arg[] = {int_text(d.sent, number[0]), int_text(d.rows, number[1]),
                         int_text(d.failed, number[2])};
    cli_say(c, M_WEBHOOK_ROUND, arg, 3);
    fputc('\n', c->out);
    return d.failed > 0 ? EXIT_FINDING : EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_WEBHOOK_POOL},
    {"what", "TEXT", FLAG_TEXT, false, offsetof(struct flags, what), M_WEBHOOK_WHAT},
    {"private", "", FLAG_BOOL, false, offsetof(struct flags, private), M_WEBHOOK_PRIVATE},
};

#define COMMON                                                                                     \
    .flags = flags, .flags_n = sizeof(flags) / sizeof(*flags), .size = sizeof(struct flags)
const struct command cmd_webhook_add = {
    .name = "webhook add",
    .words = "NAME URL",
    .summary = M_CMD_WEBHOOK_ADD,
    .example = "jicai webhook add his https://his.example.cn/jicai --pool 500000 --what award",
    COMMON,
    .words_min = 2,
    .words_max = 2,
    .run = run_add,
};

const struct command cmd_webhook_drop = {
    .name = "webhook drop",
    .words = "NAME",
    .summary = M_CMD_WEBHOOK_DROP,
    .example = "jicai webhook drop his --pool 500000",
    COMMON,
    .words_min = 1,
    .words_max = 1,
    .run = run_drop,
};

const struct command cmd_webhook_list = {
    .name = "webhook list",
    .words = "",
    .summary = M_CMD_WEBHOOK_LIST,
    .example = "jicai webhook list --pool 500000",
    COMMON,
    .run = run_list,
};

const struct command cmd_webhook_deliver = {
    .name = "webhook deliver",
    .words = "",
    .summary = M_CMD_WEBHOOK_DELIVER,
    .example = "jicai webhook deliver --db jicai.db",
    COMMON,
    .run = run_deliver,
};
