/* kinds_bargain.c - files of what was bought without a bidding: bargained, or on record. */
#include "intake/kinds.h"
#include "listing/recorded.h"
#include "words/bargain.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

/* Bargains. */

struct bargain_row {
    const char *bargain, *project, *product, *hospitals, *draw;
    qty qty;
    int64_t payment_days;
    money price;
    date on;
};

static const struct column bargain_columns[] = {
    {"bargain", "议价编号", COLUMN_CODE, NEED, AT(bargain_row, bargain), NULL, 0},
    {"project", "项目", COLUMN_CODE, 0, AT(bargain_row, project), NULL, 0},
    {"hospitals", "医疗机构", COLUMN_TEXT, NEED, AT(bargain_row, hospitals), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(bargain_row, product), NULL, 0},
    {"qty", "采购数量", COLUMN_QTY, NEED, AT(bargain_row, qty), NULL, 0},
    {"payment_days", "回款天数", COLUMN_INT, NEED, AT(bargain_row, payment_days), NULL, 0},
    {"price", "议定价格", COLUMN_PRICE, NEED, AT(bargain_row, price), NULL, 0},
    {"date", "议价日期", COLUMN_DATE, NEED, AT(bargain_row, on), NULL, 0},
    {"draw", "抽取编号", COLUMN_CODE, 0, AT(bargain_row, draw), NULL, 0},
};

static bool
take_bargain(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct bargain_row *in = row;
    const struct bargain b = {.number = in->bargain,
                              .project = in->project,
                              .product = in->product,
                              .institutions = in->hospitals,
                              .draw = in->draw,
                              .qty = in->qty,
                              .payment_days = in->payment_days,
                              .price = in->price,
                              .on = in->on};
    return bargain_put(im->db, im->arena, im->pool, &b, how, e);
}

const struct import_kind kind_bargains = {
    .name = "bargains",
    .title = M_KIND_BARGAINS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(bargain_columns),
    .row = sizeof(struct bargain_row),
    .key = "bargain",
    .take = take_bargain,
};

/* Recorded purchases. */

struct recorded_row {
    const char *purchase, *project, *record, *hospital, *product, *reason;
    qty qty;
    money price;
    date recorded, on, reviewed;
    int review;
};

static const struct column recorded_columns[] = {
    {"purchase", "采购编号", COLUMN_CODE, NEED, AT(recorded_row, purchase), NULL, 0},
    {"project", "项目", COLUMN_CODE, 0, AT(recorded_row, project), NULL, 0},
    {"record", "备案编号", COLUMN_CODE, NEED, AT(recorded_row, record), NULL, 0},
    {"recorded", "备案日期", COLUMN_DATE, NEED, AT(recorded_row, recorded), NULL, 0},
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(recorded_row, hospital), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(recorded_row, product), NULL, 0},
    {"qty", "采购数量", COLUMN_QTY, NEED, AT(recorded_row, qty), NULL, 0},
    {"price", "采购价格", COLUMN_PRICE, NEED, AT(recorded_row, price), NULL, 0},
    {"date", "采购日期", COLUMN_DATE, NEED, AT(recorded_row, on), NULL, 0},
    {"reason", "临床需求", COLUMN_TEXT, NEED, AT(recorded_row, reason), NULL, 0},
    {"review", "审核结果", COLUMN_CHOICE, 0, AT(recorded_row, review),
     "waiting/待审核|passed/通过|refused/不通过", 0},
    {"reviewed", "审核日期", COLUMN_DATE, 0, AT(recorded_row, reviewed), NULL, 0},
};

static bool
take_recorded(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct recorded_row *in = row;
    const struct recorded p = {.number = in->purchase,
                               .project = in->project,
                               .record = in->record,
                               .institution = in->hospital,
                               .product = in->product,
                               .reason = in->reason,
                               .qty = in->qty,
                               .price = in->price,
                               .recorded_on = in->recorded,
                               .on = in->on,
                               .review = (enum recorded_state)in->review,
                               .reviewed_on = in->reviewed};
    return recorded_put(im->db, im->arena, im->pool, &p, how, e);
}

const struct import_kind kind_recorded_purchases = {
    .name = "recorded_purchases",
    .title = M_KIND_RECORDED_PURCHASES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(recorded_columns),
    .row = sizeof(struct recorded_row),
    .key = "purchase",
    .take = take_recorded,
};
