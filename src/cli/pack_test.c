/* pack_test.c - check packs: schema, bases, quotes against their sources, worked examples. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/embed.h"
#include "cli/commands.h"
#include "policy/example.h"
#include "policy/round_example.h"
#include "words/policy.h"

enum { MISSES_MAX = 100 };

/* A pack or a round, tested. */
struct tally {
    const char *id, *sha256, *status, *note, *folder;
    size_t parameters, clauses, choices;
    struct example_result examples;
};

static struct tally
count(const struct cli *c, const struct policy *p)
{
    struct tally t = {.id = p->id,
                      .sha256 = p->sha256,
                      .status = p->status == PACK_IN_FORCE ? "in_force" : "consultation_draft",
                      .note = policy_status_note(p, c->lang),
                      .folder = p->folder};
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct setting *s = policy_setting(p, (enum rule)r);
        t.parameters++;
        t.clauses += s->basis.document != NULL;
        t.choices += s->basis.kind == BASIS_CHOICE;
    }
    return t;
}

static void
print_text(struct cli *c, const struct tally *t)
{
    char n[4][INT_TEXT_MAX];
    const char *arg[] = {t->id, int_text((int64_t)t->parameters, n[0]),
                         int_text((int64_t)t->clauses, n[1]), int_text((int64_t)t->choices, n[2]),
                         int_text((int64_t)t->examples.passed, n[3])};
    cli_say(c, M_PACK_TESTED, arg, 5);
    fprintf(c->out, *t->note != '\0' ? " (%s)\n" : "\n", t->note);
    for (size_t i = 0; i < t->examples.n; i++) {
        const struct example_miss *m = &t->examples.miss[i];
        char line[INT_TEXT_MAX];
        const char *place =
            arena_printf(c->arena, "%s/examples.yaml:%s", t->folder, int_text(m->line, line));
        const char *said[] = {place, m->why, m->kind, m->key, m->want, m->got};
        cli_say(c, M_PACK_EXAMPLE, said, 6);
        fputs("\n", c->out);
    }
}

static void
print_json(struct json *j, const struct tally *t)
{
    json_open(j, NULL, '{');
    json_text(j, "id", t->id);
    json_text(j, "sha256", t->sha256);
    json_text(j, "status", t->status);
    json_int(j, "parameters", (int64_t)t->parameters);
    json_int(j, "quotes", (int64_t)t->clauses);
    json_int(j, "choices", (int64_t)t->choices);
    json_int(j, "examples_passed", (int64_t)t->examples.passed);
    json_int(j, "examples_failed", (int64_t)t->examples.failed);
    json_open(j, "misses", '[');
    for (size_t i = 0; i < t->examples.n; i++) {
        const struct example_miss *m = &t->examples.miss[i];
        json_open(j, NULL, '{');
        json_int(j, "line", m->line);
        json_text(j, "why", m->why);
        json_text(j, "kind", m->kind);
        json_text(j, "key", m->key);
        json_text(j, "want", m->want);
        json_text(j, "got", m->got);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static bool
tally_pack(struct cli *c, const char *path, struct tally *t)
{
    struct policy *p;
    if (!policy_load(&p, c->arena, path, &c->errs))
        return false;
    *t = count(c, p);
    t->examples.max = MISSES_MAX;
    t->examples.miss = arena_array(c->arena, struct example_miss, MISSES_MAX);
    return example_run(p, c->arena, &t->examples, &c->errs);
}

static bool
tally_round(struct cli *c, const char *path, struct tally *t)
{
    struct round *r;
    if (!round_load(&r, c->arena, path, &c->errs))
        return false;
    *t = (struct tally){.id = r->id, .sha256 = r->sha256, .status = "round", .note = ""};
    const char *end = strrchr(r->path, '/');
    t->folder = end == NULL ? "." : arena_printf(c->arena, "%.*s", (int)(end - r->path), r->path);
    t->parameters = r->bases;
    for (size_t i = 0; i < r->bases; i++) {
        t->clauses += r->basis[i].kind == ROUND_CLAUSE;
        t->choices += r->basis[i].kind == ROUND_CHOICE;
    }
    t->examples.max = MISSES_MAX;
    t->examples.miss = arena_array(c->arena, struct example_miss, MISSES_MAX);
    return round_example_run(r, c->arena, &t->examples, &c->errs);
}

/* False: the pack or its examples are broken, c->errs says why. */
static bool
test_pack(struct cli *c, const char *path, struct json *j, bool *differs)
{
    struct tally t;
    if (!(round_is(path) ? tally_round(c, path, &t) : tally_pack(c, path, &t)))
        return false;
    *differs = *differs || t.examples.failed > 0;
    if (c->json)
        print_json(j, &t);
    else
        print_text(c, &t);
    return true;
}

/* The NAME of "policies/shanxi/pack.yaml" by its head and tail, as "pack:NAME"; or NULL. */
static const char *
builtin_named(struct cli *c, const char *path, const char *head, const char *tail,
              const char *scheme)
{
    size_t n = strlen(path), h = strlen(head), t = strlen(tail);
    if (n <= h + t || strncmp(path, head, h) != 0 || strcmp(path + n - t, tail) != 0)
        return NULL;
    return arena_printf(c->arena, "%s%.*s", scheme, (int)(n - h - t), path + h);
}

static const char *
builtin_pack(struct cli *c, const char *path)
{
    const char *round = builtin_named(c, path, "policies/rounds/", "/rules.yaml", "round:");
    return round != NULL ? round : builtin_named(c, path, "policies/", "/pack.yaml", "pack:");
}

static bool
test_builtin(struct cli *c, struct json *j, bool *differs)
{
    bool ok = true;
    for (const struct embedded *f = embedded; f->path != NULL; f++) {
        const char *pack = builtin_pack(c, f->path);
        if (pack != NULL)
            ok = test_pack(c, pack, j, differs) && ok;
    }
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct json j;
    bool differs = false, ok = true;
    (void)flags;
    json_start(&j, c->out);
    if (c->json) {
        json_open(&j, NULL, '{');
        json_open(&j, "packs", '[');
    }
    if (n == 0)
        ok = test_builtin(c, &j, &differs);
    for (size_t i = 0; i < n; i++)
        ok = test_pack(c, word[i], &j, &differs) && ok;
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    if (!ok)
        return cli_fail(c);
    return differs ? EXIT_FINDING : EXIT_OK;
}

const struct command cmd_pack_test = {
    .name = "pack test",
    .words = "[PATH...]",
    .summary = M_CMD_PACK_TEST,
    .example = "jicai pack test policies/chongqing",
    .words_max = CLI_WORDS_MAX,
    .run = run,
};
