/* message.c - jicai notify collect|deliver|list: people are told what concerns them. A timer runs
 * `collect` once a day or oftener for each pool, and `deliver` every minute or so. */
#include <curl/curl.h>
#include <stdlib.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "message/deliver.h"
#include "registry/region.h"
#include "words/import.h"
#include "words/message.h"

enum { LIMIT = 1000 };

struct flags {
    int64_t pool;
    date on;
    const char *config, *state;
};

static int
run_collect(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct message_run r = {.pool = f->pool, .today = f->on};
    char number[2][INT_TEXT_MAX];
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    r.at = db->act.at;
    bool ok = pool_must(db, c->arena, f->pool, "", &c->err) &&
              db_tx(db, f->pool, collect_messages, &r, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *arg[] = {int_text(r.fresh, number[0]), int_text(r.queued, number[1])};
    cli_say(c, M_MESSAGE_COLLECTED, arg, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

static int
run_deliver(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    const char *path = f->config != NULL ? f->config : getenv("JICAI_NOTIFY");
    struct message_config config;
    struct message_delivery d = {.config = &config, .send = letter_send_now};
    char number[4][INT_TEXT_MAX];
    struct db *db;
    (void)word, (void)n;
    if (path == NULL || *path == '\0') {
        err_set(&c->err, ERR_INPUT, M_MESSAGE_NO_CONFIG);
        return cli_fail(c);
    }
    if (!message_config_read(&config, c->arena, path, &c->err) || !store_open(c, &db))
        return cli_fail(c);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    d.at = db->act.at;
    bool ok = deliver_messages(db, &d, &c->err);
    curl_global_cleanup();
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *arg[] = {int_text(d.sent, number[0]), int_text(d.later, number[1]),
                         int_text(d.failed, number[2]), int_text(d.unsure, number[3])};
    cli_say(c, M_MESSAGE_DELIVERED, arg, 4);
    fputc('\n', c->out);
    return d.later + d.failed + d.unsure > 0 ? EXIT_FINDING : EXIT_OK;
}

static void
print(struct cli *c, const struct queued list[], size_t n)
{
    struct json j;
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (const struct queued *q = list; q < list + n; q++) {
        if (!c->json) {
            fprintf(c->out, "%s  %s  %s  %s  %s  %s  %lld  %s\n", q->on, q->login, q->channel,
                    q->kind, q->subject, q->state, (long long)q->attempts, q->error);
            continue;
        }
        json_open(&j, NULL, '{');
        json_text(&j, "login", q->login);
        json_text(&j, "channel", q->channel);
        json_text(&j, "kind", q->kind);
        json_text(&j, "subject", q->subject);
        json_text(&j, "about", q->about);
        json_text(&j, "on", q->on);
        json_text(&j, "state", q->state);
        json_int(&j, "attempts", q->attempts);
        json_text(&j, "error", q->error);
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
    struct queued *list;
    struct db *db;
    size_t found;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = queued_list(db, c->arena, f->pool, f->state != NULL ? f->state : "", LIMIT, &list,
                          &found, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    print(c, list, found);
    return EXIT_OK;
}

static const struct flag collect_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("on", "DATE", FLAG_DATE, true, on, M_MESSAGE_F_ON),
};
static const struct flag deliver_flags[] = {
    FLAG("config", "FILE", FLAG_TEXT, false, config, M_MESSAGE_F_CONFIG),
};
static const struct flag list_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("state", "STATE", FLAG_TEXT, false, state, M_MESSAGE_F_STATE),
};

const struct command cmd_notify_collect = {
    .name = "notify collect",
    .words = "",
    .summary = M_CMD_NOTIFY_COLLECT,
    .example = "jicai notify collect --pool 500000 --on 2025-03-28",
    .flags = collect_flags,
    .flags_n = sizeof(collect_flags) / sizeof(*collect_flags),
    .size = sizeof(struct flags),
    .run = run_collect,
};
const struct command cmd_notify_deliver = {
    .name = "notify deliver",
    .words = "",
    .summary = M_CMD_NOTIFY_DELIVER,
    .example = "jicai notify deliver --config /etc/jicai/notify.conf",
    .flags = deliver_flags,
    .flags_n = sizeof(deliver_flags) / sizeof(*deliver_flags),
    .size = sizeof(struct flags),
    .run = run_deliver,
};
const struct command cmd_notify_list = {
    .name = "notify list",
    .words = "",
    .summary = M_CMD_NOTIFY_LIST,
    .example = "jicai notify list --pool 500000",
    .flags = list_flags,
    .flags_n = sizeof(list_flags) / sizeof(*list_flags),
    .size = sizeof(struct flags),
    .run = run_list,
};
