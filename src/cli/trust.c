/* jicai trust add|end|list: root certificates of the authorities that are believed here. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "registry/trust.h"
#include "words/trust.h"

struct flags {
    date from, until;
    bool pem;
};

struct work {
    struct arena *arena;
    const char *text;
    date on;
    struct trust_root root;
    int64_t keys;
    enum put how;
};

static bool
add_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return trust_root_add(db, w->arena, w->text, w->on, &w->root, &w->how, e);
}

static bool
end_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return trust_root_end(db, w->arena, w->text, w->on, &w->keys, &w->how, e);
}

static bool
day_take(struct cli *c, date given, date *out)
{
    const char *now;
    *out = given;
    if (given.day != 0)
        return true;
    if (!moment_take(c, NULL, &now))
        return false;
    *out = moment_day(now);
    return true;
}

static bool
with_db(struct cli *c, db_job *job, struct work *w)
{
    w->arena = c->arena;
    return store_do(c, &(struct store_work){.write = job, .work = w});
}

static int
run_add(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.how = PUT_SAME};
    char *text;
    if (!day_take(c, f->from, &w.on) ||
        !file_read(&text, &n, c->arena, word[0], CERT_PEM_MAX, &c->err))
        return cli_fail(c);
    w.text = text;
    if (!with_db(c, add_job, &w))
        return cli_fail(c);
    cli_say(c, M_TRUST_ADDED, (const char *const[]){w.root.sha256, put_name(w.how), w.root.subject},
            3);
    fputc('\n', c->out);
    return EXIT_OK;
}

static int
run_end(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.text = word[0]};
    char day[DATE_TEXT_MAX], keys[INT_TEXT_MAX];
    (void)n;
    if (!day_take(c, f->until, &w.on) || !with_db(c, end_job, &w))
        return cli_fail(c);
    cli_say(c, M_TRUST_REMOVED,
            (const char *const[]){word[0], date_text(w.on, day), int_text(w.keys, keys)}, 3);
    fputc('\n', c->out);
    return EXIT_OK;
}

static void
print(struct cli *c, const struct trust_root list[], size_t n)
{
    struct json j;
    char day[DATE_TEXT_MAX];
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        const struct trust_root *t = &list[i];
        const char *until = t->until.day == 0 ? "" : date_text(t->until, day);
        if (!c->json) {
            fprintf(c->out, "%s  %s  %s\n", t->sha256, t->subject, until);
            continue;
        }
        json_open(&j, NULL, '{');
        json_text(&j, "sha256", t->sha256);
        json_text(&j, "subject", t->subject);
        json_text(&j, "until", until);
        json_close(&j, '}');
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
}

static int
run_list(struct cli *c, const void *flags, const char *const word[], size_t words)
{
    const struct flags *f = flags;
    struct trust_root *list;
    struct trust trust;
    struct db *db;
    date today;
    size_t n;
    (void)word, (void)words;
    if (!day_take(c, (date){0}, &today) || !store_open(c, &db))
        return cli_fail(c);
    bool ok = f->pem ? trust_on(db, c->arena, today, &trust, &c->err)
                     : trust_root_list(db, c->arena, (date){0}, &list, &n, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (f->pem)
        fputs(trust.pem, c->out);
    else
        print(c, list, n);
    return EXIT_OK;
}

static const struct flag add_flags[] = {
    {"from", "DATE", FLAG_DATE, false, offsetof(struct flags, from), M_TRUST_F_FROM}};
static const struct flag end_flags[] = {
    {"until", "DATE", FLAG_DATE, false, offsetof(struct flags, until), M_TRUST_F_UNTIL}};
static const struct flag list_flags[] = {
    {"pem", "", FLAG_BOOL, false, offsetof(struct flags, pem), M_TRUST_F_PEM}};

const struct command cmd_trust_add = {
    .name = "trust add",
    .words = "FILE.pem",
    .summary = M_CMD_TRUST_ADD,
    .example = "jicai trust add root.pem --db jicai.db",
    .flags = add_flags,
    .flags_n = 1,
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_add,
};
const struct command cmd_trust_end = {
    .name = "trust end",
    .words = "SHA256",
    .summary = M_CMD_TRUST_END,
    .example = "jicai trust end 2f0c5a... --until 2026-12-31 --db jicai.db",
    .flags = end_flags,
    .flags_n = 1,
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_end,
};
const struct command cmd_trust_list = {
    .name = "trust list",
    .words = "",
    .summary = M_CMD_TRUST_LIST,
    .example = "jicai trust list --pem --db jicai.db",
    .flags = list_flags,
    .flags_n = 1,
    .size = sizeof(struct flags),
    .run = run_list,
};
