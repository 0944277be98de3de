/* kinds_tender.c - bids, as `jicai award --bids` reads them, and what a database adds. */
#include "cli/kinds.h"
#include "engine/award.h"
#include "project/project.h"
#include "registry/company.h"
#include "tender/bid.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, QUOTE_DECIMALS = 4 };

#define YES_NO "no/否|yes/是"

struct bid_row {
    const char *group, *product, *company, *price, *with_service, *second, *unit, *regions;
    const char *filed_at, *related_to, *unqualified;
    ratio factor;
    qty capacity, reported;
    bool has_capacity;
    money previous_price, own_lowest, others, ceiling;
    int part_area, refuses_cut;
    int64_t draw;
};

static const struct column bid_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(bid_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(bid_row, product), NULL, 0},
    {"company", "企业编码", COLUMN_CODE, NEED, AT(bid_row, company), NULL, 0},
    {"price", "申报价", COLUMN_TEXT, COLUMN_NEEDED, AT(bid_row, price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_TEXT, 0, AT(bid_row, with_service), NULL, 0},
    {"second", "第二次报价", COLUMN_TEXT, 0, AT(bid_row, second), NULL, 0},
    {"unit", "竞价单元", COLUMN_CODE, 0, AT(bid_row, unit), NULL, 0},
    {"factor", "差比系数", COLUMN_RATIO, 0, AT(bid_row, factor), NULL, 0},
    {"capacity", "产能", COLUMN_QTY, 0, AT(bid_row, capacity), NULL, AT(bid_row, has_capacity)},
    {"reported", "报送采购量", COLUMN_QTY, 0, AT(bid_row, reported), NULL, 0},
    {"regions", "选择地区", COLUMN_TEXT, 0, AT(bid_row, regions), NULL, 0},
    {"filed_at", "递交时间", COLUMN_TEXT, 0, AT(bid_row, filed_at), NULL, 0},
    {"previous_price", "上期中选价", COLUMN_PRICE, 0, AT(bid_row, previous_price), NULL, 0},
    {"own_lowest", "企业最低实际价", COLUMN_PRICE, 0, AT(bid_row, own_lowest), NULL, 0},
    {"others", "其他批次", COLUMN_PRICE, 0, AT(bid_row, others), NULL, 0},
    {"related_to", "关联企业", COLUMN_CODE, 0, AT(bid_row, related_to), NULL, 0},
    {"ceiling", "最高有效申报价", COLUMN_PRICE, 0, AT(bid_row, ceiling), NULL, 0},
    {"unqualified", "未通过资格理由", COLUMN_TEXT, 0, AT(bid_row, unqualified), NULL, 0},
    {"part_area", "不能覆盖全部地区", COLUMN_CHOICE, 0, AT(bid_row, part_area), YES_NO, 0},
    {"refuses_cut", "不接受调价", COLUMN_CHOICE, 0, AT(bid_row, refuses_cut), YES_NO, 0},
    {"draw", "抽签号", COLUMN_INT, 0, AT(bid_row, draw), NULL, 0},
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
                    .others = in->others,
                    .related_to = in->related_to,
                    .ceiling = in->ceiling,
                    .unqualified = in->unqualified,
                    .part_area = in->part_area == 1,
                    .refuses_cut = in->refuses_cut == 1,
                    .draw = in->draw};
    if (in->factor.ppm != 0 &&
        (in->factor.ppm < AWARD_FACTOR_MIN || in->factor.ppm > AWARD_FACTOR_MAX))
        return err_set(e, ERR_INPUT, M_BID_FACTOR, {""}, .field = "factor");
    return quote(&b.price, in->price, "price", e) &&
           quote(&b.with_service, in->with_service, "with_service", e) &&
           quote(&b.second, in->second, "second", e) &&
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
