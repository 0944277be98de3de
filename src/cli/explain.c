/* jicai explain: how a figure or a decision came about, each step with its clause. */
#include <string.h>

#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/explain_cite.h"
#include "cli/explain_kinds.h"
#include "cli/explain_out.h"
#include "cli/store.h"
#include "project/project.h"
#include "words/tender.h"

struct flags {
    int64_t pool;
    bool rerun;
};

static const struct explain_kind *const kinds[] = {
    &explain_volume, &explain_award, &explain_allocation, &explain_due, NULL,
};

static const struct explain_kind *
kind_find(const char *name)
{
    for (const struct explain_kind *const *k = kinds; *k != NULL; k++)
        if (strcmp((*k)->name, name) == 0)
            return *k;
    return NULL;
}

/* The pack that was asked, if this program still has it as it was. */
static struct policy *
pack_of(struct cli *c, const struct stamp *stamp)
{
    struct err first[1];
    struct errs errs = {.list = first, .max = 1};
    struct policy *p = NULL;
    if (*stamp->pack == '\0' ||
        !policy_load(&p, c->arena, arena_printf(c->arena, "pack:%s", stamp->pack), &errs) ||
        strcmp(p->sha256, stamp->pack_sha256) != 0)
        return NULL;
    return p;
}

static void
print_stamp(struct cli *c, const struct explain_ask_words *ask, const struct stamp *s)
{
    const char *say[] = {ask->what, ask->id, s->pack, s->edition, s->inputs_sha256};
    cli_say(c, M_EXPLAIN_HEAD, say, 5);
    fputc('\n', c->out);
}

static void
print_json(struct cli *c, const struct explain_ask_words *ask, const struct stamp *s,
           const struct explain *x)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "what", ask->what);
    json_text(&j, "id", ask->id);
    json_text(&j, "pack", s->pack);
    json_text(&j, "pack_sha256", s->pack_sha256);
    json_text(&j, "edition", s->edition);
    json_text(&j, "inputs_sha256", s->inputs_sha256);
    explain_json(c, &j, x);
    json_close(&j, '}');
    json_end(&j);
}

bool
explain_stored(struct cli *c, struct db *db, const struct explain_ask_words *ask, struct err *e)
{
    struct stamp stamp;
    struct explain x;
    bool found;
    if (!explained_get(db, c->arena, ask->pool, ask->what, ask->id, &stamp, &x, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_EXPLAIN_NONE, {ask->what, ask->id});
    if (c->json) {
        print_json(c, ask, &stamp, &x);
        return true;
    }
    print_stamp(c, ask, &stamp);
    explain_cite(c, &x, pack_of(c, &stamp));
    return true;
}

struct showing {
    struct cli *c;
    const struct explain_ask_words *ask;
    const struct explain_kind *kind;
    bool same;
};

static bool
show(struct db *db, void *arg, struct err *e)
{
    struct showing *s = arg;
    return s->kind != NULL ? s->kind->show(s->c, db, s->ask, &s->same, e)
                           : explain_stored(s->c, db, s->ask, e);
}

static bool
ask_make(struct cli *c, struct db *db, const struct flags *f, const char *const word[],
         struct explain_ask_words *out)
{
    char *id = arena_strdup(c->arena, word[1]);
    *out = (struct explain_ask_words){
        .pool = f->pool, .what = word[0], .id = word[1], .rerun = f->rerun};
    while (out->parts < ID_PARTS_MAX) {
        char *end = strchr(id, '/');
        out->part[out->parts++] = id;
        if (end == NULL)
            break;
        *end = '\0';
        id = end + 1;
    }
    return project_pool(c, db, out->part[0], &out->pool);
}

static int
explain_one(struct cli *c, struct db *db, const struct flags *f, const char *const word[])
{
    struct explain_ask_words ask;
    struct showing s = {.c = c, .ask = &ask, .kind = kind_find(word[0]), .same = true};
    if (!ask_make(c, db, f, word, &ask))
        return cli_fail(c);
    if (s.kind != NULL && (ask.parts < s.kind->parts_min || ask.parts > s.kind->parts_max)) {
        err_set(&c->err, ERR_INPUT, M_EXPLAIN_ID, {word[0], s.kind->id});
        return cli_fail(c);
    }
    if (s.kind == NULL && f->rerun) {
        err_set(&c->err, ERR_INPUT, M_EXPLAIN_RERUN, {word[0]});
        return cli_fail(c);
    }
    if (!db_read(db, show, &s, &c->err))
        return cli_fail(c);
    if (!f->rerun)
        return EXIT_OK;
    fprintf(stderr, "%s\n", cli_word(c, s.same ? M_EXPLAIN_SAME : M_EXPLAIN_DIFFERS));
    return s.same ? EXIT_OK : EXIT_FINDING;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct db *db;
    (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    int rc = explain_one(c, db, flags, word);
    db_close(db);
    return rc;
}

#define AT(field) offsetof(struct flags, field)
static const struct flag explain_flags[] = {
    {"rerun", NULL, FLAG_BOOL, false, AT(rerun), M_EXPLAIN_F_RERUN},
    {"pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL},
};
#undef AT

const struct command cmd_explain = {
    .name = "explain",
    .words = "WHAT ID",
    .summary = M_CMD_EXPLAIN,
    .example = "jicai explain allocation CS-HCDL-2023-1/K1/H50010100101 --rerun",
    .flags = explain_flags,
    .flags_n = sizeof(explain_flags) / sizeof(*explain_flags),
    .size = sizeof(struct flags),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
