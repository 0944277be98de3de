#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "audit/log.h"
#include "base/core/text.h"
#include "cli/api.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/day_clock.h"
#include "cli/store.h"
#include "cli/vault.h"
#include "db/schema.h"
#include "http/server.h"
#include "words/cli_serve.h"
#include "words/http.h"

enum { TIGHT = 20 }; /* (choice): a person who mistypes, not a program that guesses */

struct flags {
    int64_t port, tight, connections, per_address, readers, writers;
    const char *listen;
    date today;
    bool simulate, proxied, run_day;
};

/* Linked in when the build had npm (web/): else NULL, and the interface is all there is. */
extern const struct asset web_assets[] __attribute__((weak));

struct source {
    const char *url;
    const struct log_key *key; /* NULL: checkpoints are not signed here */
    const struct vault *vault; /* NULL: no second factors and no webhooks */
};

/* Each thread of the server has a connection of its own; what it writes is logged by the job. */
static bool
connect(struct db **out, void *arg, struct err *e)
{
    const struct source *s = arg;
    if (!db_open(out, s->url, e))
        return false;
    if (!schema_check(*out, e)) {
        db_close(*out);
        return false;
    }
    audit_attach(*out);
    (*out)->log_key = s->key;
    (*out)->vault = s->vault;
    return true;
}

/* Blocked before the first thread starts, so that all threads leave them to sigwait(). */
static void
hold_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static bool
in_memory(const char *url)
{
    return url != NULL && (strcmp(url, ":memory:") == 0 || strcmp(url, "sqlite::memory:") == 0);
}

static void
say_address(struct cli *c, const struct flags *f, struct server *s)
{
    bool six = strchr(f->listen, ':') != NULL;
    fprintf(c->out, "http://%s%s%s:%u%s\n", six ? "[" : "", f->listen, six ? "]" : "",
            server_port(s), f->simulate ? " (simulation)" : "");
    fflush(c->out);
}

static struct server_config
config_of(struct source *s, const struct flags *f)
{
    return (struct server_config){
        .api = &jicai_api,
        .open = connect,
        .arg = s,
        .assets = web_assets,
        .listen = f->listen,
        .port = (uint16_t)f->port,
        .simulate = f->simulate,
        .proxied = f->proxied,
        .has_today = f->today.day != 0,
        .today = f->today,
        .tight = f->tight > 0 ? f->tight : TIGHT,
        .connections = (unsigned)f->connections,
        .per_address = (unsigned)f->per_address,
        .readers = (size_t)f->readers,
        .writers = (size_t)f->writers,
    };
}

static bool
check(struct cli *c, struct flags *f)
{
    char text[INT_TEXT_MAX];
    f->listen = f->listen != NULL ? f->listen : "127.0.0.1";
    if (f->port > UINT16_MAX)
        return err_set(&c->err, ERR_INPUT, M_SERVE_PORT, {int_text(f->port, text)});
    if (f->today.day != 0 && !f->simulate)
        return err_set(&c->err, ERR_INPUT, M_SERVE_TODAY);
    return !in_memory(c->db) || err_set(&c->err, ERR_INPUT, M_HTTP_MEMORY);
}

/* The day job beside the server; NULL when it was not asked for. */
static struct day_clock *
start_clock(struct cli *c, struct source *s, const struct flags *f)
{
    const struct day_clock_config d = {.open = connect,
                                       .arg = s,
                                       .has_today = f->today.day != 0,
                                       .today = f->today,
                                       .lang = c->lang,
                                       .to = c->out};
    return f->run_day ? day_clock_start(&d) : NULL;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct flags f = *(const struct flags *)flags;
    struct source source = {.url = c->db};
    struct log_key *key;
    struct server *s;
    sigset_t set;
    int got;
    (void)word, (void)n;
    if (!check(c, &f) || !audit_key(c, NULL, &key) || !cli_vault(c, &source.vault))
        return cli_fail(c);
    source.key = key;
    hold_signals(&set);
    struct server_config cfg = config_of(&source, &f);
    if (!server_start(&s, &cfg, &c->err))
        return cli_fail(c);
    say_address(c, &f, s);
    struct day_clock *day = start_clock(c, &source, &f);
    sigwait(&set, &got);
    day_clock_stop(day);
    server_stop(s);
    return EXIT_OK;
}

#define AT(member) offsetof(struct flags, member)
static const struct flag flags[] = {
    {"port", "PORT", FLAG_INT, false, AT(port), M_SERVE_F_PORT},
    {"listen", "ADDRESS", FLAG_TEXT, false, AT(listen), M_SERVE_F_LISTEN},
    {"simulate", NULL, FLAG_BOOL, false, AT(simulate), M_SERVE_F_SIMULATE},
    {"today", "DATE", FLAG_DATE, false, AT(today), M_SERVE_F_TODAY},
    {"run-day", NULL, FLAG_BOOL, false, AT(run_day), M_SERVE_F_RUN_DAY},
    {"behind-proxy", NULL, FLAG_BOOL, false, AT(proxied), M_SERVE_F_PROXIED},
    {"tight", "N", FLAG_INT, false, AT(tight), M_SERVE_F_TIGHT},
    {"connections", "N", FLAG_INT, false, AT(connections), M_SERVE_F_CONNECTIONS},
    {"per-address", "N", FLAG_INT, false, AT(per_address), M_SERVE_F_PER_ADDRESS},
    {"readers", "N", FLAG_INT, false, AT(readers), M_SERVE_F_READERS},
    {"writers", "N", FLAG_INT, false, AT(writers), M_SERVE_F_WRITERS},
};

const struct command cmd_serve = {
    .name = "serve",
    .words = "",
    .summary = M_CMD_SERVE,
    .example = "jicai serve --db jicai.db --port 8080",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
