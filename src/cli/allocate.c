#include <string.h>

#include "base/core/text.h"
#include "base/host/outfile.h"
#include "cli/allocate_project.h"
#include "cli/allocate_read.h"
#include "cli/commands.h"
#include "cli/explain_out.h"
#include "policy/round.h"
#include "policy/split_section.h"
#include "words/allocate.h"
#include "words/cli.h"
#include "words/cli_allocate.h"
#include "words/tender.h"

enum { STEPS_MAX = 20000, NUMBERS_MAX = 70 };

struct flags {
    const char *rules, *awards, *demand, *choices, *out, *explain;
    struct allocate_project project;
};

/* Rows on their way out, to a file or into JSON; counted either way. */
struct sink {
    struct outfile *file;
    struct json *json;
    int64_t rows;
    struct arena *arena;
    const char *hospital, *group; /* of the prefix */
    char *prefix;
    size_t prefix_n, prefix_room;
};

/* "hospital,group," stays the same for a while. */
static void
set_prefix(struct sink *s, const struct allocation_row *r)
{
    size_t size = strlen(r->hospital) + strlen(r->group) + 2;
    s->hospital = r->hospital;
    s->group = r->group;
    if (size > s->prefix_room) {
        s->prefix_room = 2 * size;
        s->prefix = arena_alloc(s->arena, s->prefix_room);
    }
    char *at = outfile_put_text(s->prefix, r->hospital);
    *at++ = ',';
    at = outfile_put_text(at, r->group);
    *at = ',';
    s->prefix_n = size;
}

static void
put_row(void *to, const struct allocation_row *r)
{
    struct sink *s = to;
    size_t n = strlen(r->product);
    if (r->hospital != s->hospital || r->group != s->group)
        set_prefix(s, r);
    char *at = outfile_room(s->file, s->prefix_n + n + NUMBERS_MAX);
    memcpy(at, s->prefix, s->prefix_n);
    memcpy(at + s->prefix_n, r->product, n);
    at += s->prefix_n + n;
    *at++ = ',';
    at = outfile_put_int(at, r->kept.pieces);
    *at++ = ',';
    at = outfile_put_int(at, r->from_remaining.pieces);
    *at++ = ',';
    at = outfile_put_int(at, r->kept.pieces + r->from_remaining.pieces);
    *at++ = '\n';
    outfile_took(s->file, at);
    s->rows++;
}

static void
json_row(void *to, const struct allocation_row *r)
{
    struct sink *s = to;
    json_open(s->json, NULL, '{');
    json_text(s->json, "hospital", r->hospital);
    json_text(s->json, "group", r->group);
    json_text(s->json, "product", r->product);
    json_qty(s->json, "kept", r->kept);
    json_qty(s->json, "from_remaining", r->from_remaining);
    json_int(s->json, "qty", r->kept.pieces + r->from_remaining.pieces);
    json_close(s->json, '}');
    s->rows++;
}

static void
json_missing(void *to, const struct allocation_row *r)
{
    struct sink *s = to;
    json_open(s->json, NULL, '{');
    json_text(s->json, "hospital", r->hospital);
    json_text(s->json, "group", r->group);
    json_qty(s->json, "qty", r->from_remaining);
    json_close(s->json, '}');
}

static void
count_row(void *to, const struct allocation_row *r)
{
    struct sink *s = to;
    (void)r;
    s->rows++;
}

static bool
write_file(struct cli *c, struct allocation *al, const char *path, struct sink *s)
{
    if (!outfile_open(&s->file, c->arena, path, &c->err))
        return false;
    outfile_text(s->file, "hospital,group,product,kept,from_remaining,qty\n");
    allocation_rows(al, put_row, s);
    return outfile_close(s->file, &c->err);
}

static void
print_json(struct cli *c, struct allocation *al, const char *out, struct sink *s)
{
    struct json j;
    json_start(&j, c->out);
    s->json = &j;
    json_open(&j, NULL, '{');
    json_open(&j, "groups", '[');
    for (size_t i = 0; i < allocation_groups(al); i++) {
        struct allocation_sum g = allocation_group(al, i);
        json_open(&j, NULL, '{');
        json_text(&j, "group", g.group);
        json_qty(&j, "demand", g.base);
        json_qty(&j, "agreed", g.agreed);
        json_qty(&j, "unfilled", g.unfilled);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "unfilled", '[');
    allocation_unfilled(al, json_missing, s);
    json_close(&j, ']');
    if (out != NULL) {
        json_text(&j, "out", out);
        json_int(&j, "rows_written", s->rows);
    } else {
        json_open(&j, "rows", '[');
        allocation_rows(al, json_row, s);
        json_close(&j, ']');
    }
    json_close(&j, '}');
    json_end(&j);
}

static void
say(struct cli *c, enum msg m, const char *a, const char *b, const char *d, const char *e)
{
    const char *arg[] = {a, b, d, e};
    cli_say(c, m, arg, 4);
    fputc('\n', c->out);
}

static void
print_text(struct cli *c, struct allocation *al, const char *out, struct sink *s)
{
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX], d[INT_TEXT_MAX];
    for (size_t i = 0; i < allocation_groups(al); i++) {
        struct allocation_sum g = allocation_group(al, i);
        say(c, M_ALLOCATE_GROUP, g.group, int_text(g.base.pieces, a), int_text(g.agreed.pieces, b),
            int_text(g.unfilled.pieces, d));
    }
    if (out == NULL)
        allocation_rows(al, count_row, s);
    say(c, out != NULL ? M_ALLOCATE_WRITTEN : M_ALLOCATE_ROWS, int_text(s->rows, a), out, NULL,
        NULL);
}

static void
print_row(void *to, const struct allocation_row *r)
{
    struct cli *c = to;
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX], d[INT_TEXT_MAX];
    say(c, M_ALLOCATE_ROW, r->product, int_text(r->kept.pieces, a),
        int_text(r->from_remaining.pieces, b),
        int_text(r->kept.pieces + r->from_remaining.pieces, d));
}

/* "H53010200012,G01" */
static bool
explain_of(struct cli *c, struct allocation *al, const char *what)
{
    struct explain *x = explain_new(c->arena, STEPS_MAX);
    struct json j;
    struct sink s = {.json = &j};
    char *hospital = arena_strdup(c->arena, what), *group = strchr(hospital, ',');
    if (group != NULL)
        *group++ = '\0';
    if (group == NULL || !allocation_explain(al, hospital, group, x, count_row, &s))
        return err_set(&c->err, ERR_NOT_FOUND, M_ALLOCATE_EXPLAIN, {what});
    if (!c->json) {
        explain_print(c, x);
        x->n = 0;
        return allocation_explain(al, hospital, group, NULL, print_row, c);
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "hospital", hospital);
    json_text(&j, "group", group);
    explain_json(c, &j, x);
    json_open(&j, "rows", '[');
    allocation_explain(al, hospital, group, NULL, json_row, &s);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
    return true;
}

/* The rules cannot serve a group that the awards name: the awards' place, the rules' reason. */
static bool
not_served(struct cli *c, enum allocate_verdict v, const char *group, const char *path)
{
    return err_set(&c->err, ERR_INPUT, M_ALLOCATE_NOT_SERVED,
                   {group, word_text(c->lang, split_words(v))}, .file = path, .field = "group");
}

static bool
load(struct cli *c, const struct flags *f, struct allocation **out)
{
    struct round *round;
    struct allocation_mistake m;
    const char *group;
    if (!round_load(&round, c->arena, f->rules, &c->errs))
        return false;
    if (!round->has_split)
        return err_set(&c->err, ERR_INPUT, M_SPLIT_MISSING, {NULL}, .file = f->rules,
                       .field = "split");
    struct allocation *al = *out = allocation_new(c->arena, &round->split);
    if (!read_awards(c, al, f->awards))
        return false;
    enum allocate_verdict v = allocation_seal(al, &group);
    if (v != ALLOCATE_OK)
        return not_served(c, v, group, f->awards);
    if (!read_demand(c, al, f->demand) || (f->choices != NULL && !read_choices(c, al, f->choices)))
        return false;
    enum allocation_answer answer = allocation_run(al, &m);
    return answer == ALLOCATION_OK || allocation_wrong(c, answer, &m, f->demand, f->choices);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct allocation *al = NULL;
    struct sink s = {.arena = c->arena};
    (void)word, (void)n;
    if (f->project.project != NULL)
        return allocate_project(c, &f->project, f->out);
    if (f->rules == NULL || f->awards == NULL || f->demand == NULL) {
        const char *missing = f->rules == NULL ? "rules" : f->awards == NULL ? "awards" : "demand";
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_NEEDED, {missing, "FILE", "allocate"});
        return cli_fail(c);
    }
    if (!load(c, f, &al))
        return cli_fail(c);
    if (f->explain != NULL)
        return explain_of(c, al, f->explain) ? EXIT_OK : cli_fail(c);
    if (f->out != NULL && !write_file(c, al, f->out, &s))
        return cli_fail(c);
    if (c->json)
        print_json(c, al, f->out, &s);
    else
        print_text(c, al, f->out, &s);
    return EXIT_OK;
}

#define AT(field) offsetof(struct flags, field)
static const struct flag allocate_flags[] = {
    {"rules", "FILE", FLAG_TEXT, false, AT(rules), M_FLAG_RULES},
    {"awards", "FILE", FLAG_TEXT, false, AT(awards), M_FLAG_AWARDS},
    {"demand", "FILE", FLAG_TEXT, false, AT(demand), M_FLAG_DEMAND},
    {"choices", "FILE", FLAG_TEXT, false, AT(choices), M_FLAG_CHOICES},
    {"out", "FILE.csv", FLAG_TEXT, false, AT(out), M_FLAG_OUT_ROWS},
    {"explain", "HOSPITAL,GROUP", FLAG_TEXT, false, AT(explain), M_FLAG_EXPLAIN_ROW},
    {"project", "CODE", FLAG_TEXT, false, AT(project.project), M_ALLOCATE_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, AT(project.pool), M_PROJECT_F_POOL},
    {"replace", NULL, FLAG_BOOL, false, AT(project.replace), M_PROJECT_F_REPLACE},
};
#undef AT

const struct command cmd_allocate = {
    .name = "allocate",
    .words = "",
    .summary = M_CMD_ALLOCATE,
    .example = "jicai allocate --rules policies/rounds/iol-2020 --awards awards.csv "
               "--demand demand.csv --out allocation.csv",
    .flags = allocate_flags,
    .flags_n = sizeof(allocate_flags) / sizeof(*allocate_flags),
    .size = sizeof(struct flags),
    .run = run,
};
