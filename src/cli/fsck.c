/* fsck.c - jicai fsck: does everything that is stored agree with itself? One line for each row that
 * does not. */
#include "desk/fsck.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/fsck.h"

struct flags {
    int64_t pool;
};

struct show {
    struct cli *c;
    struct json json;
    const struct flags *f;
    int64_t faults;
};

static void
show_fault(void *arg, const struct fault *f)
{
    struct show *s = arg;
    s->faults++;
    if (s->c->json) {
        json_open(&s->json, NULL, '{');
        json_int(&s->json, "pool", f->pool);
        json_text(&s->json, "check", f->name);
        json_text(&s->json, "row", f->row);
        json_text(&s->json, "says", cli_word(s->c, f->says));
        json_close(&s->json, '}');
    } else {
        fprintf(s->c->out, "%lld %s %s: %s\n", (long long)f->pool, f->name, f->row,
                cli_word(s->c, f->says));
    }
}

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct show *s = arg;
    return fsck(db, s->f->pool, show_fault, s, e);
}

static void
start(struct show *s)
{
    if (s->c->json) {
        json_start(&s->json, s->c->out);
        json_open(&s->json, NULL, '{');
        json_open(&s->json, "findings", '[');
    }
}

static void
end(struct show *s)
{
    char n[INT_TEXT_MAX];
    const char *args[] = {int_text(s->faults, n)};
    if (s->c->json) {
        json_close(&s->json, ']');
        json_int(&s->json, "count", s->faults);
        json_close(&s->json, '}');
        json_end(&s->json);
    } else {
        cli_say(s->c, s->faults > 0 ? M_FSCK_FOUND : M_FSCK_FINE, args, 1);
        fputc('\n', s->c->out);
    }
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct show s = {.c = c, .f = flags};
    (void)word, (void)n;
    start(&s);
    if (!store_do(c, &(struct store_work){.read = job, .work = &s}))
        return cli_fail(c);
    end(&s);
    return s.faults > 0 ? EXIT_FINDING : EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FSCK_POOL},
};

const struct command cmd_fsck = {
    .name = "fsck",
    .words = "",
    .summary = M_CMD_FSCK,
    .example = "jicai fsck --pool 500000 --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
