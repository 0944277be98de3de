/* jicai seal: at the bidder's side, without a database: a sheet of offers into a sealed bid. */
#include <stdlib.h>
#include <string.h>

#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "engine/award.h"
#include "seal/envelope.h"
#include "sheet/table.h"
#include "words/award.h"
#include "words/base.h"
#include "words/seal.h"
#include "words/sets.h"
#include "words/tender.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, QUOTE_DECIMALS = 4 };
#define YES_NO "yes/是|no/否"
#define AT(m) offsetof(struct row, m)

struct flags {
    const char *officers, *group, *bidder, *key, *out, *parts;
};

struct row {
    const char *group, *product, *price, *with_service, *second_price, *unit, *regions;
    const char *other_prices;
    ratio factor;
    qty capacity;
    bool has_capacity;
    money own_lowest;
    int signs_cut;
};

/* As `jicai import bids` reads them, as far as a bidder states them. */
static const struct column columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(product), NULL, 0},
    {"price", "申报价", COLUMN_TEXT, COLUMN_NEEDED, AT(price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_TEXT, 0, AT(with_service), NULL, 0},
    {"second_price", "二次报价", COLUMN_TEXT, 0, AT(second_price), NULL, 0},
    {"unit", "竞价单元", COLUMN_CODE, 0, AT(unit), NULL, 0},
    {"factor", "差比系数", COLUMN_RATIO, 0, AT(factor), NULL, 0},
    {"capacity", "产能", COLUMN_QTY, 0, AT(capacity), NULL, AT(has_capacity)},
    {"regions", "选择地区", COLUMN_TEXT, 0, AT(regions), NULL, 0},
    {"own_lowest", "企业最低实际价", COLUMN_PRICE, 0, AT(own_lowest), NULL, 0},
    {"other_prices", "其他批次价格", COLUMN_TEXT, 0, AT(other_prices), NULL, 0},
    {"signs_cut", "接受降价", COLUMN_CHOICE, 0, AT(signs_cut), YES_NO, 0},
};

struct reading {
    struct cli *c;
    const char *group;
    struct table *table;
    struct bid_text *bid;
};

static bool
quote(struct reading *r, money *out, const char *text, const char *field)
{
    switch (award_quote(out, text, QUOTE_DECIMALS)) {
    case QUOTE_OK: return true;
    case QUOTE_GAVE_UP: *out = (money){0}; return true;
    case QUOTE_TOO_HIGH:
        return table_mistake(r->table, &r->c->errs, field,
                             (struct err_said){.msg = M_QUOTE_HIGH, .arg = {text}});
    case QUOTE_NOT_A_PRICE: break;
    }
    return table_mistake(r->table, &r->c->errs, field,
                         (struct err_said){.msg = M_QUOTE_BAD, .arg = {text}});
}

static bool
take(struct reading *r, const struct row *in)
{
    struct offer *o = &r->bid->offer[r->bid->n];
    struct arena *a = r->c->arena;
    *o = (struct offer){.product = arena_strdup(a, in->product),
                        .unit = arena_strdup(a, in->unit),
                        .factor = in->factor,
                        .capacity = in->has_capacity ? in->capacity.pieces : -1,
                        .regions = arena_strdup(a, in->regions),
                        .own_lowest = in->own_lowest,
                        .other_prices = arena_strdup(a, in->other_prices),
                        .signs_cut = in->signs_cut == 0};
    for (size_t i = 0; i < r->bid->n; i++)
        if (strcmp(r->bid->offer[i].product, o->product) == 0)
            return table_mistake(r->table, &r->c->errs, "product",
                                 (struct err_said){.msg = M_OFFER_TWICE, .arg = {o->product}});
    if (in->factor.ppm != 0 &&
        (in->factor.ppm < AWARD_FACTOR_MIN || in->factor.ppm > AWARD_FACTOR_MAX))
        return table_mistake(r->table, &r->c->errs, "factor",
                             (struct err_said){.msg = M_BID_FACTOR, .arg = {""}});
    bool ok = quote(r, &o->price, in->price, "price");
    ok = quote(r, &o->with_service, in->with_service, "with_service") && ok;
    ok = quote(r, &o->second_price, in->second_price, "second_price") && ok;
    r->bid->n += ok;
    return ok;
}

static bool
read_offers(struct reading *r, const char *path)
{
    struct row row;
    int64_t line;
    struct cli *c = r->c;
    r->bid->offer = arena_array(c->arena, struct offer, OFFERS_MAX + 1);
    if (!table_open(&r->table, path, "bids", columns, sizeof(columns) / sizeof(*columns), &c->err))
        return false;
    while (r->bid->n <= OFFERS_MAX &&
           table_next(r->table, &row, sizeof(row), &line, &c->errs, &c->err))
        if (strcmp(row.group, r->group) == 0)
            (void)take(r, &row);
    table_close(r->table);
    if (c->errs.total > 0 || c->err.code != ERR_NONE)
        return false;
    if (r->bid->n > OFFERS_MAX)
        return err_set(&c->err, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = path);
    return r->bid->n > 0 || err_set(&c->err, ERR_INPUT, M_OFFER_NONE, {r->group}, .file = path);
}

struct part_row {
    const char *product, *component, *part;
    money price, with_service;
};
#define PART(m) offsetof(struct part_row, m)
static const struct column part_columns[] = {
    {"product", "整套产品编码", COLUMN_CODE, NEED, PART(product), NULL, 0},
    {"component", "组成", COLUMN_CODE, NEED, PART(component), NULL, 0},
    {"part", "部件产品编码", COLUMN_CODE, NEED, PART(part), NULL, 0},
    {"price", "部件价", COLUMN_PRICE, NEED, PART(price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_PRICE, 0, PART(with_service), NULL, 0},
};

/* Parts of offers that the sheet of this group has; others are of other groups. */
static void
take_part(struct reading *r, const struct part_row *in)
{
    struct arena *a = r->c->arena;
    for (size_t i = 0; i < r->bid->n; i++) {
        struct offer *o = &r->bid->offer[i];
        if (strcmp(o->product, in->product) != 0)
            continue;
        if (o->parts == 0)
            o->part = arena_array(a, struct offer_part, OFFER_PARTS_MAX);
        for (size_t k = 0; k < o->parts; k++)
            if (o->parts == OFFER_PARTS_MAX || strcmp(o->part[k].component, in->component) == 0) {
                table_mistake(r->table, &r->c->errs, "component",
                              (struct err_said){.msg = M_OFFER_TWICE, .arg = {in->component}});
                return;
            }
        o->part[o->parts++] = (struct offer_part){
            arena_strdup(a, in->component), arena_strdup(a, in->part), in->price, in->with_service};
    }
}

static bool
read_parts(struct reading *r, const char *path)
{
    struct part_row row;
    int64_t line;
    struct cli *c = r->c;
    if (path == NULL)
        return true;
    if (!table_open(&r->table, path, "bid_parts", part_columns,
                    sizeof(part_columns) / sizeof(*part_columns), &c->err))
        return false;
    while (table_next(r->table, &row, sizeof(row), &line, &c->errs, &c->err))
        take_part(r, &row);
    table_close(r->table);
    return c->errs.total == 0 && c->err.code == ERR_NONE;
}

static bool
seal(struct cli *c, const struct flags *f, const char *path)
{
    struct officers *to = arena_alloc(c->arena, sizeof(*to));
    struct bid_text bid = {.group = f->group, .bidder = f->bidder};
    struct reading r = {.c = c, .group = f->group, .bid = &bid};
    struct key k;
    const char *text;
    char *list;
    size_t n;
    if (!file_read(&list, &n, c->arena, f->officers, KEY_FILE_MAX, &c->err) ||
        !officers_parse(to, list, n, f->officers, &c->err) || !read_offers(&r, path) ||
        !read_parts(&r, f->parts) || !key_load(c, f->key, &k))
        return false;
    bid.pool = to->pool;
    bid.project = to->project;
    bool ok =
        envelope_seal(&text, &n, c->arena, &bid, to, &k, &c->err) && text_out(c, f->out, text, n);
    key_wipe(&k);
    if (ok && f->out != NULL) {
        const char *arg[] = {to->project, f->group, f->out, to->deadline};
        cli_say(c, M_SEALED, arg, 4);
        fputc('\n', c->out);
    }
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return seal(c, flags, word[0]) ? EXIT_OK : cli_fail(c);
}

static const struct flag flags[] = {
    {"officers", "FILE", FLAG_TEXT, true, offsetof(struct flags, officers), M_SEAL_F_OFFICERS},
    {"group", "CODE", FLAG_TEXT, true, offsetof(struct flags, group), M_SEAL_F_GROUP},
    {"bidder", "CODE", FLAG_TEXT, true, offsetof(struct flags, bidder), M_SEAL_F_BIDDER},
    {"key", "FILE", FLAG_TEXT, true, offsetof(struct flags, key), M_SEAL_F_KEY},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
    {"parts", "FILE", FLAG_TEXT, false, offsetof(struct flags, parts), M_SEAL_F_PARTS},
};

const struct command cmd_seal = {
    .name = "seal",
    .words = "BID.csv",
    .summary = M_CMD_SEAL,
    .example = "jicai seal bid.csv --officers officers.txt --group A --bidder 91330100799655058B "
               "--key signer.key --out a.sealed",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
