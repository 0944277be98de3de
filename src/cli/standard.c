/* jicai standard: what the fund pays at most for each product on a day; drugs stand by generic name
 * and strength, so that one sees the standard they share (E5). */
#include "cli/commands.h"
#include "cli/store.h"
#include "listing/standard.h"
#include "words/import.h"
#include "words/listing.h"

struct flags {
    int64_t pool;
    date on;
    const char *generic;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct standard_row *list;
    size_t n;
};

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return standard_list(db, w->c->arena, w->f->pool, w->f->on,
                         w->f->generic != NULL ? w->f->generic : "", &w->list, &w->n, e);
}

static void
one_json(struct json *j, const struct standard_row *r)
{
    json_open(j, NULL, '{');
    json_text(j, "name", r->name);
    json_text(j, "strength", r->strength);
    json_text(j, "product", r->product);
    json_text(j, "evaluation", r->evaluation);
    json_bool(j, "selected", r->selected);
    json_money(j, "listed", r->listed);
    json_money(j, "standard", r->standard);
    json_text(j, "verdict", r->verdict);
    json_close(j, '}');
}

static void
one_text(struct cli *c, const struct standard_row *r)
{
    char listed[MONEY_TEXT_MAX], standard[MONEY_TEXT_MAX];
    fprintf(c->out, "%-20s %-12s %-28s %-13s %-6s %12s %12s  %s\n", r->name, r->strength,
            r->product, r->evaluation, r->selected ? "yes" : "no", money_text(r->listed, listed),
            money_text(r->standard, standard), r->verdict);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    struct json j;
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.read = look, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_int(&j, "pool", w.f->pool);
        json_date(&j, "on", w.f->on);
        json_open(&j, "standards", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_STANDARD_HEAD));
    }
    for (size_t i = 0; i < w.n; i++)
        if (c->json)
            one_json(&j, &w.list[i]);
        else
            one_text(c, &w.list[i]);
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "CODE", FLAG_INT, true, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_STANDARD_F_ON},
    {"generic", "NAME", FLAG_TEXT, false, offsetof(struct flags, generic), M_STANDARD_F_GENERIC},
};

const struct command cmd_standard = {
    .name = "standard",
    .words = "",
    .summary = M_CMD_STANDARD,
    .example = "jicai standard --pool 141100 --on 2022-06-30 --generic 阿托伐他汀",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
