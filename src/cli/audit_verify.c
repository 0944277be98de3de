/* audit_verify.c - jicai audit verify: is the log whole, and of the history that was signed? */
#include "audit/verify.h"

#include "base/core/text.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/audit.h"

struct flags {
    int64_t pool;
    const char *against;
};

struct show {
    struct cli *c;
    struct json json;
    int64_t pool, found;
    struct log_check check;
    struct log_counts counts;
};

static void
show_finding(void *arg, const struct log_finding *f)
{
    struct show *s = arg;
    s->found++;
    if (s->c->json) {
        json_open(&s->json, NULL, '{');
        json_int(&s->json, "pool", f->pool);
        json_text(&s->json, "fault", log_fault_name(f->fault));
        if (f->level >= 0)
            json_int(&s->json, "level", f->level);
        json_int(&s->json, "index", f->idx);
        json_text(&s->json, "says", cli_word(s->c, log_fault_says(f->fault)));
        json_close(&s->json, '}');
        return;
    }
    fprintf(s->c->out, "%lld %s ", (long long)f->pool, log_fault_name(f->fault));
    if (f->level >= 0)
        fprintf(s->c->out, "%d/", f->level);
    fprintf(s->c->out, "%lld: %s\n", (long long)f->idx, cli_word(s->c, log_fault_says(f->fault)));
}

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct show *s = arg;
    return log_verify(db, s->pool, &s->check, &s->counts, e);
}

static void
end(struct show *s)
{
    char n[4][INT_TEXT_MAX];
    const char *counts[] = {int_text(s->counts.pools, n[0]), int_text(s->counts.rows, n[1]),
                            int_text(s->counts.checkpoints, n[2])};
    const char *found[] = {int_text(s->found, n[3])};
    if (s->c->json) {
        json_close(&s->json, ']');
        json_int(&s->json, "pools", s->counts.pools);
        json_int(&s->json, "rows", s->counts.rows);
        json_int(&s->json, "checkpoints", s->counts.checkpoints);
        json_close(&s->json, '}');
        json_end(&s->json);
        return;
    }
    if (s->found > 0)
        cli_say(s->c, M_AUDIT_FOUND, found, 1);
    else
        cli_say(s->c, M_AUDIT_FINE, counts, 3);
    fputc('\n', s->c->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct show s = {.c = c, .pool = f->pool != 0 ? f->pool : -1};
    struct checkpoint kept;
    const char *note;
    (void)word, (void)n;
    if (f->against != NULL &&
        (!audit_file(c, f->against, &note) || !checkpoint_read(&kept, note, &c->err)))
        return cli_fail(c);
    if (c->json) {
        json_start(&s.json, c->out);
        json_open(&s.json, NULL, '{');
        json_open(&s.json, "findings", '[');
    }
    s.check = (struct log_check){
        .found = show_finding, .arg = &s, .kept = f->against != NULL ? &kept : NULL};
    if (!store_do(c, &(struct store_work){.read = job, .work = &s}))
        return cli_fail(c);
    end(&s);
    return s.found > 0 ? EXIT_FINDING : EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_AUDIT_ONE_POOL},
    {"against", "FILE", FLAG_TEXT, false, offsetof(struct flags, against), M_AUDIT_AGAINST},
};

const struct command cmd_audit_verify = {
    .name = "audit verify",
    .words = "",
    .summary = M_CMD_AUDIT_VERIFY,
    .example = "jicai audit verify --pool 500000 --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
