/* pack_test.c - check packs: schema, bases, quotes against their sources, worked examples. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/embed.h"
#include "cli/commands.h"
#include "policy/example.h"

enum { MISSES_MAX = 100 };

struct tally {
    size_t parameters, clauses, choices;
    struct example_result examples;
};

static struct tally
count(const struct policy *p)
{
    struct tally t = {0};
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct setting *s = policy_setting(p, (enum rule)r);
        t.parameters++;
        t.clauses += s->basis.document != NULL;
        t.choices += s->basis.kind == BASIS_CHOICE;
    }
    return t;
}

static void
print_text(struct cli *c, const struct policy *p, const struct tally *t)
{
    char n[4][INT_TEXT_MAX];
    const char *arg[] = {p->id, int_text((int64_t)t->parameters, n[0]),
                         int_text((int64_t)t->clauses, n[1]), int_text((int64_t)t->choices, n[2]),
                         int_text((int64_t)t->examples.passed, n[3])};
    cli_say(c, M_PACK_TESTED, arg, 5);
    const char *note = policy_status_note(p, c->lang);
    fprintf(c->out, *note != '\0' ? " (%s)\n" : "\n", note);
    for (size_t i = 0; i < t->examples.n; i++) {
        const struct example_miss *m = &t->examples.miss[i];
        char line[INT_TEXT_MAX];
        const char *place =
            arena_printf(c->arena, "%s/examples.yaml:%s", p->folder, int_text(m->line, line));
        const char *said[] = {place, m->why, m->kind, m->key, m->want, m->got};
        cli_say(c, M_PACK_EXAMPLE, said, 6);
        fputs("\n", c->out);
    }
}

static void
print_json(struct json *j, const struct policy *p, const struct tally *t)
{
    json_open(j, NULL, '{');
    json_text(j, "id", p->id);
    json_text(j, "sha256", p->sha256);
    json_text(j, "status", p->status == PACK_IN_FORCE ? "in_force" : "consultation_draft");
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

/* False: the pack or its examples are broken, c->errs says why. */
static bool
test_pack(struct cli *c, const char *path, struct json *j, bool *differs)
{
    struct policy *p;
    if (!policy_load(&p, c->arena, path, &c->errs))
        return false;
    struct tally t = count(p);
    t.examples.max = MISSES_MAX;
    t.examples.miss = arena_array(c->arena, struct example_miss, MISSES_MAX);
    if (!example_run(p, c->arena, &t.examples, &c->errs))
        return false;
    *differs = *differs || t.examples.failed > 0;
    if (c->json)
        print_json(j, p, &t);
    else
        print_text(c, p, &t);
    return true;
}

/* "policies/shanxi/pack.yaml" -> "pack:shanxi"; NULL: not a pack. */
static const char *
builtin_pack(struct cli *c, const char *path)
{
    static const char head[] = "policies/", tail[] = "/pack.yaml";
    size_t n = strlen(path), h = sizeof(head) - 1, t = sizeof(tail) - 1;
    if (n <= h + t || strncmp(path, head, h) != 0 || strcmp(path + n - t, tail) != 0)
        return NULL;
    return arena_printf(c->arena, "pack:%.*s", (int)(n - h - t), path + h);
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
