/* prices.c - jicai prices open|decide|hint: products of other platforms that wait for a person,
 * what is decided on one, and a price beside what others pay (REQUIREMENTS E4). */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "listing/hint.h"
#include "listing/platform.h"
#include "registry/check.h"
#include "registry/product.h"
#include "words/cli.h"
#include "words/import.h"
#include "words/phases.h"
#include "words/prices.h"

struct flags {
    const char *source, *state, *to, *product, *reason;
    int64_t pool, per;
    date on, from, until;
    money price;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct platform_decision decision;
    struct platform_item *item;
    size_t n;
    struct price_hint hint;
    enum put how;
};

/* --- open --- */

enum { SHOWN_MAX = 1000 };

static bool
find_items(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    const struct platform_search s = {.pool = f->pool,
                                      .on = f->on,
                                      .source = f->source != NULL ? f->source : "",
                                      .state = f->state != NULL ? f->state : "",
                                      .after_source = "",
                                      .after_code = "",
                                      .limit = SHOWN_MAX};
    return platform_items(db, w->c->arena, &s, &w->item, &w->n, e);
}

static void
print_item(struct cli *c, struct json *j, const struct platform_item *i)
{
    if (!c->json) {
        cli_say(c, M_PRICES_ITEM,
                (const char *const[]){i->source, i->code, i->name, i->spec, i->company,
                                      *i->product != '\0' ? i->product : i->state},
                6);
        fputc('\n', c->out);
        return;
    }
    json_open(j, NULL, '{');
    json_text(j, "source", i->source);
    json_text(j, "code", i->code);
    json_text(j, "name", i->name);
    json_text(j, "spec", i->spec);
    json_text(j, "company", i->company);
    json_text(j, "unit", i->unit);
    json_text(j, "state", i->state);
    json_text(j, "product", i->product);
    json_text(j, "look_on", i->look_on);
    json_text(j, "first_on", i->first_on);
    json_text(j, "last_on", i->last_on);
    json_int(j, "prices", i->prices);
    json_close(j, '}');
}

static bool
known_state(struct cli *c, const char *flag, const char *name, int *out)
{
    return name_find(platform_state_names, PLATFORM_STATES, name, out) ||
           err_set(&c->err, ERR_INPUT, M_CLI_FLAG_BAD,
                   {flag, name, "open, matched, refused, postponed"});
}

static int
show_open(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    struct json j;
    int state;
    (void)word, (void)n;
    if (w.f->state != NULL && !known_state(c, "state", w.f->state, &state))
        return cli_fail(c);
    if (!store_do(c, &(struct store_work){.read = find_items, .work = &w}))
        return cli_fail(c);
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < w.n; i++)
        print_item(c, &j, &w.item[i]);
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

/* --- decide --- */

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return platform_decide(db, w->c->arena, w->f->pool, &w->decision, &w->how, e);
}

static int
decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.c = c, .f = f};
    int to;
    (void)n;
    if (!known_state(c, "to", f->to, &to))
        return cli_fail(c);
    w.decision = (struct platform_decision){.source = word[0],
                                            .code = word[1],
                                            .to = (enum platform_state)to,
                                            .product = f->product != NULL ? f->product : "",
                                            .per = f->per,
                                            .from = f->from,
                                            .until = f->until,
                                            .reason = f->reason,
                                            .who = store_who(c),
                                            .on = f->on};
    if (!store_do(c, &(struct store_work){.pool = f->pool, .write = decide_job, .work = &w}))
        return cli_fail(c);
    if (!c->json) {
        cli_say(c, M_PRICES_DECIDED, (const char *const[]){word[0], word[1], put_name(w.how)}, 3);
        fputc('\n', c->out);
        return EXIT_OK;
    }
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "source", word[0]);
    json_text(&j, "code", word[1]);
    json_text(&j, "how", put_name(w.how));
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

/* --- hint --- */

static bool
hint_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return product_must(db, w->c->arena, w->f->product, "product", e) &&
           price_hint(db, w->c->arena, w->f->pool, w->f->product, w->f->price, false, w->f->on,
                      &w->hint, e);
}

static void
hint_json(struct cli *c, const struct price_hint *h)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "product", h->product);
    json_text(&j, "verdict", hint_verdict_name(h->verdict));
    json_money(&j, "own", h->own);
    if (h->list_since.day != 0)
        json_money(&j, "list", h->list);
    json_text(&j, "region", h->region);
    json_date(&j, "after", h->after);
    json_date(&j, "on", h->on);
    json_int(&j, "prices", h->market.n);
    for (int i = 0; i < HINT_SOURCES; i++)
        json_int(&j, hint_source_names[i], h->seen[i]);
    if (h->market.n > 0) {
        json_money(&j, "lowest", h->market.lowest);
        json_money(&j, "median", h->market.median);
        json_money(&j, "highest", h->market.highest);
        json_text(&j, "lowest_of", hint_source_names[h->lowest_of]);
        json_text(&j, "lowest_source", h->market.source);
        json_date(&j, "lowest_on", h->market.lowest_on);
    }
    json_close(&j, '}');
    json_end(&j);
}

static void
hint_line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static void
hint_text(struct cli *c, const struct price_hint *h)
{
    static const enum msg verdicts[HINT_VERDICTS] = {
        M_HINT_ABOVE_LIST, M_HINT_ABOVE_MEDIAN, M_HINT_ABOVE_LOWEST, M_HINT_LOWEST, M_HINT_NOTHING};
    char own[MONEY_TEXT_MAX], list[MONEY_TEXT_MAX], middle[MONEY_TEXT_MAX], from[DATE_TEXT_MAX],
        until[DATE_TEXT_MAX], n[HINT_SOURCES][INT_TEXT_MAX];
    hint_line(c, verdicts[h->verdict],
              (const char *const[]){money_text(h->own, own), money_text(h->list, list),
                                    money_text(h->market.median, middle)},
              3);
    hint_line(c, M_HINT_INPUTS,
              (const char *const[]){h->region, date_text(h->after, from), date_text(h->on, until),
                                    int_text(h->market.n, n[0])},
              4);
    for (int i = 0; i < HINT_SOURCES; i++)
        int_text(h->seen[i], n[i]);
    hint_line(c, M_HINT_INPUTS_OF, (const char *const[]){n[0], n[1], n[2], n[3]}, 4);
    if (h->market.n > 0)
        hint_line(c, M_HINT_MEDIAN, NULL, 0);
}

static int
hint(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.read = hint_job, .work = &w}))
        return cli_fail(c);
    if (c->json)
        hint_json(c, &w.hint);
    else
        hint_text(c, &w.hint);
    return w.hint.verdict <= HINT_ABOVE_MEDIAN ? EXIT_FINDING : EXIT_OK;
}

#define AT(field) offsetof(struct flags, field)
/* clang-format off: one flag a line */
static const struct flag open_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_LIFE_F_ON},
    {"source", "NAME", FLAG_TEXT, false, AT(source), M_PRICES_F_SOURCE},
    {"state", "STATE", FLAG_TEXT, false, AT(state), M_PRICES_F_STATE},
};
static const struct flag decide_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_LIFE_F_ON},
    {"to", "STATE", FLAG_TEXT, true, AT(to), M_PRICES_F_TO},
    {"product", "CODE", FLAG_TEXT, false, AT(product), M_PRICES_F_PRODUCT},
    {"per", "N", FLAG_INT, false, AT(per), M_PRICES_F_PER},
    {"from", "DATE", FLAG_DATE, false, AT(from), M_PRICES_F_FROM},
    {"until", "DATE", FLAG_DATE, false, AT(until), M_PRICES_F_UNTIL},
    {"reason", "TEXT", FLAG_TEXT, true, AT(reason), M_PRICES_F_REASON},
};
static const struct flag hint_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_LIFE_F_ON},
    {"product", "CODE", FLAG_TEXT, true, AT(product), M_PRICES_F_PRODUCT},
    {"price", "YUAN", FLAG_MONEY, false, AT(price), M_PRICES_F_PRICE},
};
/* clang-format on */
#undef AT
#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_prices_open = {
    .name = "prices open",
    .words = "",
    .summary = M_CMD_PRICES_OPEN,
    .example = "jicai prices open --pool 500000 --on 2025-03-31",
    FLAGS(open_flags),
    .run = show_open,
};
const struct command cmd_prices_decide = {
    .name = "prices decide",
    .words = "SOURCE CODE",
    .summary = M_CMD_PRICES_DECIDE,
    .example = "jicai prices decide gpo X-17 --to postponed --until 2025-04-30 "
               "--reason asked --pool 500000 --on 2025-03-31",
    FLAGS(decide_flags),
    .words_min = 2,
    .words_max = 2,
    .run = decide,
};
const struct command cmd_prices_hint = {
    .name = "prices hint",
    .words = "",
    .summary = M_CMD_PRICES_HINT,
    .example = "jicai prices hint --product C0801020011300150001 --price 900 --pool 500000 "
               "--on 2025-03-31",
    FLAGS(hint_flags),
    .run = hint,
};
