#include "agreement/agree.h"

#include <inttypes.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/agreement.h"
#include "words/import.h"

enum { SHOWN_MAX = 20, RESULT_MEMORY = 512 * 1024 * 1024 };

struct flags {
    const char *project;
    int64_t pool;
    bool dry_run;
};

struct job_of {
    struct agree *agree;
    bool dry_run;
};

/* A dry run makes everything and takes it back: false without an error. */
static bool
agree_job(struct db *db, void *arg, struct err *e)
{
    struct job_of *j = arg;
    return make_agreements(db, j->agree, e) && !j->dry_run;
}

static void
codes_json(struct json *j, const char *key, const char *const codes[], size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++)
        json_text(j, NULL, codes[i]);
    json_close(j, ']');
}

static void
gap_json(struct json *j, const struct agree_gap *g)
{
    json_open(j, NULL, '{');
    json_text(j, "company", g->company);
    json_text(j, "product", g->product);
    json_int(j, "products", g->products);
    json_text(j, "verdict", coverage_verdict_name(g->verdict));
    json_int(j, "chosen", g->chosen);
    json_int(j, "cap", g->cap);
    codes_json(j, "uncovered", g->uncovered, g->uncovered_n);
    if (g->least_known) {
        json_int(j, "least_lower", (int64_t)g->least_lower);
        json_int(j, "least_upper", (int64_t)g->least_upper);
        codes_json(j, "least", g->least, g->least_upper);
    }
    json_close(j, '}');
}

static void
term_json(struct json *j, const struct agree_term *t, size_t n)
{
    json_open(j, NULL, '{');
    json_int(j, "term", (int64_t)n + 1);
    json_date(j, "from", t->term.span.from);
    json_date(j, "to", t->term.span.to);
    json_date(j, "volume_until", t->term.volume_until);
    json_bool(j, "extension", t->extension);
    json_int(j, "agreements", t->agreements);
    json_int(j, "lines", t->lines);
    json_int(j, "qty", t->qty);
    json_money(j, "amount", t->amount);
    json_close(j, '}');
}

static void
say_json(struct cli *c, const struct agree *a, bool dry_run)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", a->project);
    json_text(&j, "pack", a->pack->id);
    json_text(&j, "note", policy_status_note(a->pack, c->lang));
    json_bool(&j, "dry_run", dry_run);
    json_int(&j, "institutions", a->institutions);
    json_int(&j, "distributors", a->distributors);
    json_int(&j, "products", a->products);
    json_int(&j, "covered", a->covered);
    json_int(&j, "undelivered_cells", a->undelivered_cells);
    json_int(&j, "undelivered_qty", a->undelivered);
    json_open(&j, "terms", '[');
    for (size_t i = 0; i < a->terms; i++)
        term_json(&j, &a->term[i], i);
    json_close(&j, ']');
    json_open(&j, "gaps", '[');
    for (size_t i = 0; i < a->gaps; i++)
        gap_json(&j, &a->gap[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

/* "A、B、C ..." the first few. */
static const char *
some_codes(struct cli *c, const char *const codes[], size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n && i < SHOWN_MAX; i++)
        text = arena_printf(c->arena, "%s%s%s", text, i > 0 ? " " : "", codes[i]);
    return n > SHOWN_MAX ? arena_printf(c->arena, "%s ...", text) : text;
}

static const char *
number(struct cli *c, int64_t n)
{
    return int_text(n, arena_alloc(c->arena, INT_TEXT_MAX));
}

static void
line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    char text[ERR_TEXT_MAX * 2];
    words_fill(text, sizeof(text), cli_word(c, m), arg, n);
    fprintf(c->out, "%s\n", text);
}

static void
say_gap(struct cli *c, const struct agree_gap *g)
{
    static const enum msg verdicts[COVERAGE_VERDICTS] = {
        [COVERAGE_OVER_CAP] = M_AGREE_OVER_CAP,
        [COVERAGE_NOBODY] = M_AGREE_NOBODY,
        [COVERAGE_UNCOVERED] = M_AGREE_UNCOVERED,
    };
    const char *head[] = {g->company, g->product, number(c, g->products), number(c, g->chosen),
                          number(c, g->cap)};
    line(c, verdicts[g->verdict], head, 5);
    if (g->uncovered_n > 0) {
        const char *arg[] = {number(c, (int64_t)g->uncovered_n),
                             some_codes(c, g->uncovered, g->uncovered_n)};
        line(c, M_AGREE_WHICH, arg, 2);
    }
    if (g->least_known) {
        const char *arg[] = {number(c, (int64_t)g->least_lower), number(c, (int64_t)g->least_upper),
                             some_codes(c, g->least, g->least_upper)};
        line(c, g->least_lower == g->least_upper ? M_AGREE_LEAST : M_AGREE_BETWEEN, arg, 3);
    }
}

static void
say_term(struct cli *c, const struct agree_term *t, size_t n)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    const char *arg[] = {number(c, (int64_t)n + 1),
                         date_text(t->term.span.from, from),
                         date_text(t->term.span.to, to),
                         number(c, t->agreements),
                         number(c, t->qty),
                         money_text(t->amount, amount)};
    line(c, t->extension ? M_AGREE_EXTENSION : M_AGREE_TERM, arg, 6);
    if (date_cmp(t->term.volume_until, t->term.span.to) < 0) {
        const char *until[] = {date_text(t->term.volume_until, from)};
        line(c, M_AGREE_PROLONGED, until, 1);
    }
}

static void
say_text(struct cli *c, const struct agree *a, bool dry_run)
{
    const char *head[] = {a->project, number(c, a->institutions), number(c, a->distributors),
                          number(c, a->products), number(c, a->covered)};
    if (*policy_status_note(a->pack, c->lang) != '\0')
        fprintf(c->out, "%s\n", policy_status_note(a->pack, c->lang));
    line(c, M_AGREE_HEAD, head, 5);
    for (size_t i = 0; i < a->terms; i++)
        say_term(c, &a->term[i], i);
    for (size_t i = 0; i < a->gaps; i++)
        say_gap(c, &a->gap[i]);
    if (a->undelivered_cells > 0) {
        const char *arg[] = {number(c, a->undelivered_cells), number(c, a->undelivered)};
        line(c, M_AGREE_UNDELIVERED, arg, 2);
    }
    if (dry_run)
        line(c, M_AGREE_DRY, NULL, 0);
}

/* Why nothing was made, when nothing was. */
static bool
made(struct cli *c, const struct agree *a)
{
    if (a->lack.verdict != BIND_OK)
        return err_set(&c->err, ERR_INPUT, M_AGREE_LACK,
                       {a->project, rule_key(a->lack.rule), bind_verdict_name(a->lack.verdict)});
    if (a->cycle != CYCLE_OK)
        return err_set(&c->err, ERR_INPUT, M_AGREE_CYCLE,
                       {a->project, cycle_verdict_name(a->cycle)});
    return !a->no_allocation || err_set(&c->err, ERR_INPUT, M_AGREE_NOTHING, {a->project});
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct agree *a = arena_alloc(c->arena, sizeof(*a));
    struct job_of job = {a, f->dry_run};
    struct db *db;
    (void)word, (void)n;

    if (!store_open(c, &db))
        return cli_fail(c);
    *a = (struct agree){.a = arena_new(RESULT_MEMORY), .pool = f->pool, .project = f->project};
    bool ok = (a->pool != 0 || project_home(db, c->arena, a->project, &a->pool, &c->err)) &&
              db_tx(db, a->pool, agree_job, &job, &c->err) && made(c, a);
    db_close(db);
    if (ok && c->json)
        say_json(c, a, f->dry_run);
    else if (ok)
        say_text(c, a, f->dry_run);
    bool gaps = a->gaps > 0 || a->undelivered_cells > 0;
    arena_free(a->a);
    if (!ok)
        return cli_fail(c);
    return gaps ? EXIT_FINDING : EXIT_OK;
}

static const struct flag agree_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"dry-run", NULL, FLAG_BOOL, false, offsetof(struct flags, dry_run), M_IMPORT_F_DRY},
};

const struct command cmd_agree = {
    .name = "agree",
    .words = "",
    .summary = M_CMD_AGREE,
    .example = "jicai agree --project CS-HCDL-2023-1 --db jicai.db",
    .flags = agree_flags,
    .flags_n = sizeof(agree_flags) / sizeof(*agree_flags),
    .size = sizeof(struct flags),
    .run = run,
};
