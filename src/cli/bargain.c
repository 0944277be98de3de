/* bargain.c - jicai bargain: may a product be bargained, on what ground, what the market pays and
 * what others agreed (REQUIREMENTS B2, B3). Exit 3: it may not. */
#include "cli/commands.h"
#include "cli/store.h"
#include "base/core/text.h"
#include "listing/bargain.h"
#include "project/project.h"
#include "registry/product.h"
#include "words/bargain.h"
#include "words/experts.h"
#include "words/import.h"

struct flags {
    const char *project, *product;
    int64_t pool;
    date on;
    bool joint;
};

struct work {
    struct cli *c;
    struct flags f;
    struct way_answer way;
    struct market market;
    struct bargains agreed;
};

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    const struct flags *f = &w->f;
    return product_must(db, a, f->product, "product", e) &&
           bargain_open(db, a, f->pool, f->project, f->product, f->joint, f->on, &w->way, e) &&
           market_on(db, a, f->product, f->on, &w->market, e) &&
           bargain_list(db, a, f->pool, f->product, f->on, &w->agreed, e);
}

static const char *
cite(const struct work *w)
{
    char *text = arena_alloc(w->c->arena, POLICY_TEXT_MAX);
    return policy_cite(w->way.pack, w->way.rule, w->c->lang, text, POLICY_TEXT_MAX);
}

static void
market_json(struct json *j, const struct market *m)
{
    json_open(j, "market", '{');
    json_int(j, "prices", m->n);
    if (m->n > 0) {
        json_money(j, "lowest", m->lowest);
        json_money(j, "median", m->median);
        json_money(j, "highest", m->highest);
        json_date(j, "from", m->first);
        json_date(j, "to", m->last);
        json_text(j, "lowest_province", m->province);
        json_text(j, "lowest_source", m->source);
    }
    json_close(j, '}');
}

static void
print_json(const struct work *w)
{
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", w->f.project);
    json_int(&j, "pool", w->f.pool);
    json_text(&j, "product", w->f.product);
    json_date(&j, "on", w->f.on);
    json_bool(&j, "joint", w->f.joint);
    json_bool(&j, "allowed", w->way.verdict == WAY_OK);
    json_text(&j, "verdict", way_verdict_name(w->way.verdict));
    json_text(&j, "rule", rule_key(w->way.rule));
    json_text(&j, "selected_in", w->way.selected);
    json_text(&j, "basis", cite(w));
    json_text(&j, "pack", w->way.pack->id);
    json_text(&j, "note", policy_status_note(w->way.pack, w->c->lang));
    market_json(&j, &w->market);
    json_open(&j, "bargains", '[');
    for (size_t i = 0; i < w->agreed.n; i++) {
        const struct bargain *b = &w->agreed.list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "bargain", b->number);
        json_text(&j, "project", b->project);
        json_text(&j, "hospitals", b->institutions);
        json_qty(&j, "qty", b->qty);
        json_int(&j, "payment_days", b->payment_days);
        json_money(&j, "price", b->price);
        json_date(&j, "date", b->on);
        json_text(&j, "draw", b->draw);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
say_line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static void
market_text(struct cli *c, const struct market *m)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], n[INT_TEXT_MAX];
    char lowest[MONEY_TEXT_MAX], median[MONEY_TEXT_MAX], highest[MONEY_TEXT_MAX];
    if (m->n == 0) {
        say_line(c, M_BARGAIN_SAY_NONE, NULL, 0);
        return;
    }
    say_line(c, M_BARGAIN_SAY_MARKET,
             (const char *const[]){date_text(m->first, from), date_text(m->last, to),
                                   int_text(m->n, n), money_text(m->lowest, lowest), m->province,
                                   m->source},
             6);
    say_line(c, M_BARGAIN_SAY_MEDIAN,
             (const char *const[]){money_text(m->median, median), money_text(m->highest, highest)},
             2);
}

static enum msg
verdict_msg(const struct work *w)
{
    switch (w->way.verdict) {
    case WAY_CLOSED: return M_BARGAIN_V_CLOSED;
    case WAY_ALONE: return M_BARGAIN_V_ALONE;
    case WAY_SELECTED: return M_BARGAIN_V_SELECTED;
    case WAY_OK:
    case WAY_NO_PACK:
    case WAY_DRAW:
    case WAY_AMOUNT:
    case WAY_MONTHS:
    case WAY_PLATFORM:
    case WAY_VERDICTS: break;
    }
    return w->f.joint ? M_BARGAIN_V_JOINT : M_BARGAIN_V_OK;
}

static void
print_text(const struct work *w)
{
    struct cli *c = w->c;
    char pieces[INT_TEXT_MAX], days[INT_TEXT_MAX], price[MONEY_TEXT_MAX], on[DATE_TEXT_MAX];
    say_line(c, w->way.verdict == WAY_OK ? M_BARGAIN_SAY_YES : M_BARGAIN_SAY_NO,
             (const char *const[]){w->f.product, cli_word(c, verdict_msg(w))}, 2);
    if (w->way.selected[0] != '\0')
        say_line(c, M_BARGAIN_SAY_SELECTED, (const char *const[]){w->way.selected}, 1);
    fprintf(c->out, "%s: %s\n", cli_word(c, M_DRAW_BASIS), cite(w));
    market_text(c, &w->market);
    for (size_t i = 0; i < w->agreed.n; i++) {
        const struct bargain *b = &w->agreed.list[i];
        say_line(c, M_BARGAIN_SAY_ROW,
                 (const char *const[]){date_text(b->on, on), b->number, money_text(b->price, price),
                                       int_text(b->qty.pieces, pieces),
                                       int_text(b->payment_days, days), b->institutions},
                 6);
    }
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = *(const struct flags *)flags};
    (void)word, (void)n;
    const struct store_work s = {
        .pool = w.f.pool, .project = w.f.project, .found = &w.f.pool, .read = look, .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return w.way.verdict == WAY_OK ? EXIT_OK : EXIT_FINDING;
}

#define F(member) offsetof(struct flags, member)
static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, true, F(project), M_BARGAIN_F_PROJECT},
    {"product", "CODE", FLAG_TEXT, true, F(product), M_BARGAIN_F_PRODUCT},
    {"on", "DATE", FLAG_DATE, true, F(on), M_BARGAIN_F_ON},
    {"joint", "", FLAG_BOOL, false, F(joint), M_BARGAIN_F_JOINT},
    {"pool", "POOL", FLAG_INT, false, F(pool), M_IMPORT_F_POOL},
};

const struct command cmd_bargain = {
    .name = "bargain",
    .words = "",
    .summary = M_CMD_BARGAIN,
    .example = "jicai bargain --project GZ-JT-2020 --product C0801020011300150001 --on 2020-12-01",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
