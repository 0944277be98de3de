#include "cli/award_input.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "policy/round_bid.h"
#include "sheet/table.h"
#include "words/award.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct cells {
    const char *group, *product, *company, *price, *unit, *regions, *filed_at, *related;
    const char *with_service, *second, *others;
    ratio factor;
    qty capacity, reported;
    money previous, own_lowest, ceiling;
    date certificate_to;
    int64_t credit;
    int qualified, signs_cut;
    bool has_certificate, has_factor;
};

#define AT(field) offsetof(struct cells, field)
#define NEEDED (COLUMN_NEEDED | COLUMN_FILLED)
static const struct column columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEEDED, AT(group), .given = -1},
    {"product", "产品编码", COLUMN_CODE, NEEDED, AT(product), .given = -1},
    {"company", "企业", COLUMN_TEXT, NEEDED, AT(company), .given = -1},
    {"price", "报价", COLUMN_TEXT, COLUMN_NEEDED, AT(price), .given = -1},
    {"unit", "竞价单元", COLUMN_TEXT, 0, AT(unit), .given = -1},
    {"factor", "换算系数", COLUMN_RATIO, 0, AT(factor), .given = AT(has_factor)},
    {"capacity", "产能", COLUMN_QTY, 0, AT(capacity), .given = -1},
    {"reported", "报量", COLUMN_QTY, 0, AT(reported), .given = -1},
    {"regions", "供应地区", COLUMN_TEXT, 0, AT(regions), .given = -1},
    {"filed_at", "申报时间", COLUMN_TEXT, 0, AT(filed_at), .given = -1},
    {"previous_price", "上一周期中选价", COLUMN_PRICE, 0, AT(previous), .given = -1},
    {"own_lowest", "自身最低价", COLUMN_PRICE, 0, AT(own_lowest), .given = -1},
    {"related_to", "关联企业", COLUMN_TEXT, 0, AT(related), .given = -1},
    {"ceiling", "最高有效申报价", COLUMN_PRICE, 0, AT(ceiling), .given = -1},
    {"with_service", "含伴随服务报价", COLUMN_TEXT, 0, AT(with_service), .given = -1},
    {"second_price", "二次报价", COLUMN_TEXT, 0, AT(second), .given = -1},
    {"other_prices", "其他批次价格", COLUMN_TEXT, 0, AT(others), .given = -1},
    {"certificate_to", "注册证有效期至", COLUMN_DATE, 0, AT(certificate_to),
     .given = AT(has_certificate)},
    {"qualified", "符合准入", COLUMN_CHOICE, 0, AT(qualified), "yes/是|no/否", -1},
    {"credit", "信用等级", COLUMN_INT, 0, AT(credit), .given = -1},
    {"signs_cut", "接受降价", COLUMN_CHOICE, 0, AT(signs_cut), "yes/是|no/否", -1},
};
#undef AT

static const char *
keep(struct award_input *in, const char *s)
{
    return s == NULL || *s == '\0' ? "" : arena_strdup(in->cli->arena, s);
}

/* Twice the room in the arena; false when a file would need more than one request may hold. */
static bool
grow(struct award_input *in, void **list, size_t *room, size_t size)
{
    size_t more = *room > 0 ? *room * 2 : 256;
    if (!arena_room(in->cli->arena, more * size))
        return err_set(&in->cli->err, ERR_TOO_LARGE, M_AWARD_MEMORY, {NULL}, .file = in->bids);
    void *bigger = arena_alloc_n(in->cli->arena, more, size);
    if (*room > 0)
        memcpy(bigger, *list, *room * size);
    *list = bigger;
    *room = more;
    return true;
}

/* --- cells --- */

static bool
quote(struct award_input *in, struct table *t, const char *column, const char *text, money *out)
{
    switch (award_quote(out, text_or_none(text), in->round->award.decimals)) {
    case QUOTE_OK:
    case QUOTE_GAVE_UP: return true;
    case QUOTE_NOT_A_PRICE:
        return table_mistake(t, &in->cli->errs, column,
                             (struct err_said){.msg = M_AWARD_PRICE, .arg = {text}});
    case QUOTE_TOO_HIGH:
        return table_mistake(t, &in->cli->errs, column,
                             (struct err_said){.msg = M_AWARD_PRICE_HIGH, .arg = {text}});
    }
    return false;
}

/* "12.00|13.50": the lowest, or the percentile that the round takes. */
static bool
others(struct award_input *in, struct table *t, const char *text, money *out)
{
    enum { PRICES_MAX = 200 };
    money price[PRICES_MAX];
    size_t n = 0;
    for (const char *s = text_or_none(text); *s != '\0';) {
        char one[64] = {0};
        size_t len = strcspn(s, "|;");
        memcpy(one, s, len < sizeof(one) - 1 ? len : sizeof(one) - 1);
        if (n == PRICES_MAX || !quote(in, t, "other_prices", one, &price[n]))
            return false;
        n += price[n].units > 0 ? 1 : 0;
        s += len + (s[len] != '\0');
    }
    if (n > 0)
        *out = award_percentile(price, n, in->round->percentile);
    return true;
}

static bool
bid_read(struct award_input *in, struct table *t, const struct cells *c, struct award_bid *b)
{
    *b = (struct award_bid){.factor = c->factor,
                            .ceiling = c->ceiling,
                            .previous = c->previous,
                            .own_lowest = c->own_lowest,
                            .reported = c->reported,
                            .capacity = c->capacity,
                            .certificate_to = c->certificate_to,
                            .has_certificate = c->has_certificate,
                            .unqualified = c->qualified == 1,
                            .refuses_cut = c->signs_cut == 1,
                            .credit = c->credit,
                            .part_area = !round_whole_area(in->round, text_or_none(c->regions))};
    bool ok = quote(in, t, "price", c->price, &b->price);
    ok = quote(in, t, "with_service", c->with_service, &b->with_service) && ok;
    ok = quote(in, t, "second_price", c->second, &b->second) && ok;
    ok = others(in, t, c->others, &b->others) && ok;
    if (*text_or_none(c->filed_at) != '\0' && !round_moment(c->filed_at, &b->filed_at))
        ok = table_mistake(t, &in->cli->errs, "filed_at",
                           (struct err_said){.msg = M_AWARD_FILED, .arg = {c->filed_at}});
    if ((c->has_factor && c->factor.ppm == 0) || award_bid_check(b) == BID_FACTOR_BOUND)
        ok = table_mistake(t, &in->cli->errs, "factor", (struct err_said){.msg = M_AWARD_FACTOR});
    b->product = keep(in, c->product);
    b->company = keep(in, c->company);
    b->unit = keep(in, c->unit);
    b->related = keep(in, c->related);
    return ok;
}

static bool
row_add(struct award_input *in, struct table *t, const struct cells *c, int64_t line)
{
    struct award_row row = {.line = line};
    if (in->round->groups_n > 0 && round_group_find(in->round, c->group) == NULL)
        table_mistake(t, &in->cli->errs, "group",
                      (struct err_said){.msg = M_AWARD_GROUP, .arg = {c->group}});
    if (!bid_read(in, t, c, &row.bid))
        return true;
    row.group = in->rows > 0 && strcmp(in->row[in->rows - 1].group, c->group) == 0
                    ? in->row[in->rows - 1].group
                    : keep(in, c->group);
    if (in->rows == in->room && !grow(in, (void **)&in->row, &in->room, sizeof(row)))
        return false;
    in->row[in->rows++] = row;
    return true;
}

/* Columns that this round cannot do without. */
static bool
has_columns(struct award_input *in, const struct table *t)
{
    const struct award_rules *r = &in->round->award;
    const char *column = NULL;
    if (r->check[TEST_CERTIFICATE].on && !table_has(t, "certificate_to"))
        column = "certificate_to";
    else if (r->units == UNITS_DECLARED && !table_has(t, "unit"))
        column = "unit";
    else if (r->service == SERVICE_COMPARED && !table_has(t, "with_service"))
        column = "with_service";
    return column == NULL || err_set(&in->cli->err, ERR_INPUT, M_AWARD_NEEDS_COLUMN, {column},
                                     .file = in->bids, .line = 1, .field = column);
}

static bool
bids_read(struct award_input *in)
{
    struct cli *c = in->cli;
    struct table *t;
    struct cells cells;
    int64_t line;
    if (!table_open(&t, in->bids, "bids", columns, COUNT(columns), &c->err))
        return false;
    bool ok = has_columns(in, t);
    while (ok && table_next(t, &cells, sizeof(cells), &line, &c->errs, &c->err))
        ok = row_add(in, t, &cells, line);
    table_close(t);
    if (!ok || c->err.code != ERR_NONE || c->errs.total > 0)
        return false;
    return in->rows > 0 || err_set(&c->err, ERR_INPUT, M_AWARD_NONE, {NULL}, .file = in->bids);
}

/* --- groups --- */

static int
row_order(const void *a, const void *b)
{
    const struct award_row *x = a, *y = b;
    int o = strcmp(x->group, y->group);
    if (o == 0)
        o = strcmp(x->bid.product, y->bid.product);
    return o != 0 ? o : (x->line > y->line) - (x->line < y->line);
}

static void
twice(struct award_input *in, const struct award_row *first, const struct award_row *row)
{
    struct err e;
    char line[INT_TEXT_MAX];
    err_set(&e, ERR_INPUT, M_AWARD_TWICE,
            {row->group, row->bid.product, int_text(first->line, line)}, .file = in->bids,
            .line = row->line, .field = "product");
    errs_add(&in->cli->errs, &e);
}

static bool
group_add(struct award_input *in, const char *name, size_t from)
{
    void *list = in->group;
    if (in->groups == in->groups_room && !grow(in, &list, &in->groups_room, sizeof(*in->group)))
        return false;
    in->group = list;
    in->group[in->groups++] = (struct award_input_group){.name = name, .from = from};
    return true;
}

static bool
groups_make(struct award_input *in)
{
    char most[INT_TEXT_MAX];
    qsort(in->row, in->rows, sizeof(*in->row), row_order);
    for (size_t i = 0; i < in->rows; i++) {
        const struct award_row *row = &in->row[i], *last = i > 0 ? row - 1 : NULL;
        bool same = last != NULL && strcmp(last->group, row->group) == 0;
        if (!same && !group_add(in, row->group, i))
            return false;
        struct award_input_group *g = &in->group[in->groups - 1];
        g->n++;
        if (same && strcmp(last->bid.product, row->bid.product) == 0)
            twice(in, last, row);
        if (g->n == AWARD_BIDS_MAX + 1)
            return err_set(&in->cli->err, ERR_INPUT, M_AWARD_MANY,
                           {row->group, int_text(AWARD_BIDS_MAX, most)}, .file = in->bids,
                           .line = row->line, .field = "group");
    }
    return in->cli->errs.total == 0;
}

static struct award_input_group *
group_find(struct award_input *in, const char *name)
{
    size_t from = 0, to = in->groups;
    while (from < to) {
        size_t mid = (from + to) / 2;
        int o = strcmp(name, in->group[mid].name);
        if (o == 0)
            return &in->group[mid];
        *(o < 0 ? &to : &from) = o < 0 ? mid : mid + 1;
    }
    return NULL;
}

static struct award_row *
row_find(struct award_input *in, const struct award_input_group *g, const char *product)
{
    size_t from = g->from, to = g->from + g->n;
    while (from < to) {
        size_t mid = (from + to) / 2;
        int o = strcmp(product, in->row[mid].bid.product);
        if (o == 0)
            return &in->row[mid];
        *(o < 0 ? &to : &from) = o < 0 ? mid : mid + 1;
    }
    return NULL;
}

/* --- demand --- */

struct need {
    const char *hospital, *group, *product;
    qty qty;
};

#define AT(field) offsetof(struct need, field)
static const struct column need_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEEDED, AT(hospital), .given = -1},
    {"group", "竞价组", COLUMN_CODE, NEEDED, AT(group), .given = -1},
    {"product", "产品编码", COLUMN_CODE, COLUMN_NEEDED, AT(product), .given = -1},
    {"qty", "数量", COLUMN_QTY, NEEDED, AT(qty), .given = -1},
};
#undef AT

/* Groups that nobody bids for are asked for all the same: they are shown as such. */
struct orphan {
    const char *name;
    struct orphan *next;
};

static bool
orphan_add(struct award_input *in, struct orphan **list, const char *name)
{
    for (struct orphan *o = *list; o != NULL; o = o->next)
        if (strcmp(o->name, name) == 0)
            return true;
    if (!arena_room(in->cli->arena, sizeof(struct orphan) + SHEET_CELL_MAX))
        return err_set(&in->cli->err, ERR_TOO_LARGE, M_AWARD_MEMORY, {NULL}, .file = in->bids);
    struct orphan *o = arena_alloc(in->cli->arena, sizeof(*o));
    *o = (struct orphan){keep(in, name), *list};
    *list = o;
    return true;
}

static bool
need_add(struct award_input *in, struct table *t, const struct need *need, struct orphan **list)
{
    struct award_input_group *g = group_find(in, need->group);
    if (g == NULL)
        return orphan_add(in, list, need->group);
    struct award_row *row = row_find(in, g, text_or_none(need->product));
    g->demand += need->qty.pieces;
    if (row != NULL)
        row->bid.reported.pieces += need->qty.pieces;
    if (g->demand >= QTY_LIMIT) {
        g->demand -= need->qty.pieces;
        if (row != NULL)
            row->bid.reported.pieces -= need->qty.pieces;
        table_mistake(t, &in->cli->errs, "qty",
                      (struct err_said){.msg = M_AWARD_DEMAND_HIGH, .arg = {need->group}});
    }
    return true;
}

static int
group_order(const void *a, const void *b)
{
    const struct award_input_group *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static bool
demand_read(struct award_input *in, const char *path)
{
    struct cli *c = in->cli;
    struct table *t;
    struct need need;
    struct orphan *list = NULL;
    int64_t line;
    if (!table_open(&t, path, "demand", need_columns, COUNT(need_columns), &c->err))
        return false;
    for (size_t i = 0; i < in->rows; i++)
        in->row[i].bid.reported = (qty){0};
    bool ok = true;
    while (ok && table_next(t, &need, sizeof(need), &line, &c->errs, &c->err))
        ok = need_add(in, t, &need, &list);
    table_close(t);
    if (!ok || c->err.code != ERR_NONE || c->errs.total > 0)
        return false;
    for (const struct orphan *o = list; o != NULL; o = o->next)
        if (!group_add(in, o->name, in->rows))
            return false;
    qsort(in->group, in->groups, sizeof(*in->group), group_order);
    return true;
}

/* A group in which nothing is bought: with --demand, or where units need reported demand. */
static bool
demand_check(struct award_input *in, const char *demand)
{
    for (size_t i = 0; i < in->groups; i++) {
        struct award_input_group *g = &in->group[i];
        int64_t sum = g->demand;
        for (size_t k = 0; demand == NULL && k < g->n; k++)
            sum += in->row[g->from + k].bid.reported.pieces;
        if (g->n == 0 || sum > 0 || (demand == NULL && in->round->award.units != UNITS_BY_DEMAND))
            continue;
        struct err e;
        err_set(&e, ERR_INPUT, M_AWARD_ZERO, {g->name}, .file = demand ? demand : in->bids,
                .line = demand ? 0 : in->row[g->from].line, .field = demand ? "qty" : "reported");
        errs_add(&in->cli->errs, &e);
    }
    return in->cli->errs.total == 0;
}

/* --- draws --- */

struct drawn {
    const char *group, *product;
    int64_t number;
};

static const struct column drawn_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEEDED, offsetof(struct drawn, group), .given = -1},
    {"product", "产品编码", COLUMN_CODE, NEEDED, offsetof(struct drawn, product), .given = -1},
    {"number", "抽签号", COLUMN_INT, NEEDED, offsetof(struct drawn, number), .given = -1},
};

static void
draw_add(struct award_input *in, struct table *t, const struct drawn *d)
{
    const struct award_input_group *g = group_find(in, d->group);
    struct award_row *row = g != NULL ? row_find(in, g, d->product) : NULL;
    if (row == NULL)
        table_mistake(t, &in->cli->errs, "product",
                      (struct err_said){.msg = M_AWARD_DRAW_NOBODY, .arg = {d->group, d->product}});
    else if (row->bid.draw > 0)
        table_mistake(t, &in->cli->errs, "product",
                      (struct err_said){.msg = M_AWARD_DRAW_TWICE, .arg = {d->product}});
    else
        row->bid.draw = d->number;
}

static bool
draws_read(struct award_input *in, const char *path)
{
    struct cli *c = in->cli;
    struct table *t;
    struct drawn d;
    int64_t line;
    if (!table_open(&t, path, "draws", drawn_columns, COUNT(drawn_columns), &c->err))
        return false;
    while (table_next(t, &d, sizeof(d), &line, &c->errs, &c->err))
        draw_add(in, t, &d);
    table_close(t);
    return c->err.code == ERR_NONE && c->errs.total == 0;
}

bool
award_input_read(struct award_input *in, struct cli *c, const struct round *r, const char *bids,
                 const char *demand, const char *draws)
{
    *in = (struct award_input){.cli = c, .round = r, .bids = bids};
    if (!bids_read(in) || !groups_make(in))
        return false;
    if (demand != NULL && !demand_read(in, demand))
        return false;
    return demand_check(in, demand) && (draws == NULL || draws_read(in, draws));
}
