/* kinds_tender.c - bids, draws and choices, as `jicai award --bids` reads them, and what a database
 * adds. */
#include "intake/kinds.h"
#include "policy/round_bid.h"
#include "project/participation.h"
#include "project/project.h"
#include "registry/company.h"
#include "tender/bid.h"
#include "tender/opening.h"
#include "tender/run_allocate.h"
#include "words/award.h"
#include "words/tender.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, QUOTE_DECIMALS = 4 };

#define YES_NO "yes/是|no/否"

struct bid_row {
    const char *group, *product, *company, *price, *with_service, *second_price, *unit, *regions;
    const char *filed_at, *related_to, *other_prices;
    ratio factor;
    qty capacity, reported;
    bool has_capacity;
    money previous_price, own_lowest, ceiling;
    date certificate_to;
    int qualified, signs_cut;
    int64_t credit;
};

static const struct column bid_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(bid_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(bid_row, product), NULL, 0},
    {"company", "企业编码", COLUMN_CODE, NEED, AT(bid_row, company), NULL, 0},
    {"price", "申报价", COLUMN_TEXT, COLUMN_NEEDED, AT(bid_row, price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_TEXT, 0, AT(bid_row, with_service), NULL, 0},
    {"second_price", "二次报价", COLUMN_TEXT, 0, AT(bid_row, second_price), NULL, 0},
    {"unit", "竞价单元", COLUMN_CODE, 0, AT(bid_row, unit), NULL, 0},
    {"factor", "差比系数", COLUMN_RATIO, 0, AT(bid_row, factor), NULL, 0},
    {"capacity", "产能", COLUMN_QTY, 0, AT(bid_row, capacity), NULL, AT(bid_row, has_capacity)},
    {"reported", "报送采购量", COLUMN_QTY, 0, AT(bid_row, reported), NULL, 0},
    {"regions", "选择地区", COLUMN_TEXT, 0, AT(bid_row, regions), NULL, 0},
    {"filed_at", "递交时间", COLUMN_TEXT, 0, AT(bid_row, filed_at), NULL, 0},
    {"previous_price", "上期中选价", COLUMN_PRICE, 0, AT(bid_row, previous_price), NULL, 0},
    {"own_lowest", "企业最低实际价", COLUMN_PRICE, 0, AT(bid_row, own_lowest), NULL, 0},
    {"other_prices", "其他批次价格", COLUMN_TEXT, 0, AT(bid_row, other_prices), NULL, 0},
    {"related_to", "关联企业", COLUMN_CODE, 0, AT(bid_row, related_to), NULL, 0},
    {"ceiling", "最高有效申报价", COLUMN_PRICE, 0, AT(bid_row, ceiling), NULL, 0},
    {"certificate_to", "注册证至", COLUMN_DATE, 0, AT(bid_row, certificate_to), NULL, 0},
    {"qualified", "符合准入", COLUMN_CHOICE, 0, AT(bid_row, qualified), YES_NO, 0},
    {"credit", "信用等级", COLUMN_INT, 0, AT(bid_row, credit), NULL, 0},
    {"signs_cut", "接受降价", COLUMN_CHOICE, 0, AT(bid_row, signs_cut), YES_NO, 0},
};

/* A quote as it was written; "" and "0" gave up. */
static bool
quote(money *out, const char *text, const char *field, struct err *e)
{
    switch (award_quote(out, text, QUOTE_DECIMALS)) {
    case QUOTE_OK: return true;
    case QUOTE_GAVE_UP: *out = (money){0}; return true;
    case QUOTE_TOO_HIGH: return err_set(e, ERR_INPUT, M_QUOTE_HIGH, {text}, .field = field);
    case QUOTE_NOT_A_PRICE: break;
    }
    return err_set(e, ERR_INPUT, M_QUOTE_BAD, {text}, .field = field);
}

static bool
take_bid(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct bid_row *in = row;
    struct bid b = {.group = in->group,
                    .product = in->product,
                    .company = in->company,
                    .unit = in->unit,
                    .factor = in->factor,
                    .capacity = in->has_capacity ? in->capacity.pieces : CAPACITY_NONE,
                    .reported = in->reported,
                    .regions = in->regions,
                    .filed_at = in->filed_at,
                    .previous_price = in->previous_price,
                    .own_lowest = in->own_lowest,
                    .other_prices = in->other_prices,
                    .related_to = in->related_to,
                    .ceiling = in->ceiling,
                    .certificate_to = in->certificate_to,
                    .qualified = in->qualified == 0,
                    .credit = in->credit,
                    .signs_cut = in->signs_cut == 0};
    int64_t moment;
    if (in->factor.ppm != 0 &&
        (in->factor.ppm < AWARD_FACTOR_MIN || in->factor.ppm > AWARD_FACTOR_MAX))
        return err_set(e, ERR_INPUT, M_BID_FACTOR, {""}, .field = "factor");
    if (*in->filed_at != '\0' && !round_moment(in->filed_at, &moment))
        return err_set(e, ERR_INPUT, M_AWARD_FILED, {in->filed_at}, .field = "filed_at");
    return quote(&b.price, in->price, "price", e) &&
           quote(&b.with_service, in->with_service, "with_service", e) &&
           quote(&b.second_price, in->second_price, "second_price", e) &&
           group_must(im->db, im->arena, im->pool, im->project, in->group, "group", e) &&
           product_must(im->db, im->arena, in->product, "product", e) &&
           company_must(im->db, im->arena, in->company, ROLE_REGISTRANT, "company", e) &&
           bid_put(im->db, im->arena, im->pool, im->project, &b, how, e);
}

const struct import_kind kind_bids = {
    .name = "bids",
    .title = M_KIND_BIDS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(bid_columns),
    .row = sizeof(struct bid_row),
    .key = "group,product",
    .take = take_bid,
};

/* Numbers drawn among equal bids, as `jicai award --draws` reads them. */

struct draw_row {
    const char *group, *product;
    int64_t number;
};

static const struct column draw_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(draw_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(draw_row, product), NULL, 0},
    {"number", "抽签号", COLUMN_INT, NEED, AT(draw_row, number), NULL, 0},
};

static bool
take_draw(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct draw_row *in = row;
    if (in->number < 1)
        return err_set(e, ERR_INPUT, M_BID_DRAW_NUMBER, {""}, .field = "number");
    return bid_draw(im->db, im->arena, im->pool, im->project, in->group, in->product, in->number,
                    how, e);
}

const struct import_kind kind_draws = {
    .name = "draws",
    .title = M_KIND_DRAWS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(draw_columns),
    .row = sizeof(struct draw_row),
    .key = "group,product",
    .take = take_draw,
};

/* How an institution divides its remaining volume, as `jicai allocate --choices` reads it. */

struct choice_row {
    const char *hospital, *group, *product;
    qty weight;
};

static const struct column choice_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(choice_row, hospital), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(choice_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(choice_row, product), NULL, 0},
    {"weight", "权重", COLUMN_QTY, NEED, AT(choice_row, weight), NULL, 0},
};

static bool
take_choice(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct choice_row *in = row;
    return participation_must(im->db, im->arena, im->pool, im->project, in->hospital, "hospital",
                              e) &&
           group_must(im->db, im->arena, im->pool, im->project, in->group, "group", e) &&
           product_must(im->db, im->arena, in->product, "product", e) &&
           volume_choice_put(im->db, im->arena, im->pool, im->project, in->group, in->hospital,
                             in->product, in->weight.pieces, how, e);
}

const struct import_kind kind_volume_choices = {
    .name = "volume_choices",
    .title = M_KIND_VOLUME_CHOICES,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(choice_columns),
    .row = sizeof(struct choice_row),
    .key = "hospital,group,product",
    .take = take_choice,
};

/* Who may bid: the review against the published entry standards. */

struct qualification_row {
    const char *company, *reason;
    int qualified;
    int64_t credit;
    date on;
};

static const struct column qualification_columns[] = {
    {"company", "企业编码", COLUMN_CODE, NEED, AT(qualification_row, company), NULL, 0},
    {"qualified", "符合准入", COLUMN_CHOICE, NEED, AT(qualification_row, qualified), YES_NO, 0},
    {"reason", "理由", COLUMN_TEXT, 0, AT(qualification_row, reason), NULL, 0},
    {"credit", "信用等级", COLUMN_INT, 0, AT(qualification_row, credit), NULL, 0},
    {"date", "日期", COLUMN_DATE, 0, AT(qualification_row, on), NULL, 0},
};

static bool
take_qualification(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct qualification_row *in = row;
    const struct qualification q = {.company = in->company,
                                    .reason = in->reason,
                                    .qualified = in->qualified == 0,
                                    .credit = in->credit,
                                    .on = in->on.day != 0 ? in->on : im->today};
    if (in->credit < 0 || in->credit > 9)
        return err_set(e, ERR_INPUT, M_QUALIFY_CREDIT, {NULL}, .field = "credit");
    if (q.on.day == 0)
        return err_set(e, ERR_INPUT, M_QUALIFY_DATE, {NULL}, .field = "date");
    return qualify(im->db, im->arena, im->pool, im->project, &q, how, e);
}

const struct import_kind kind_qualifications = {
    .name = "qualifications",
    .title = M_KIND_QUALIFICATIONS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(qualification_columns),
    .row = sizeof(struct qualification_row),
    .key = "company",
    .take = take_qualification,
};
