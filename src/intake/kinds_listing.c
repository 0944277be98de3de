/* kinds_listing.c - files about what may be bought at which price. */
#include "intake/kinds.h"
#include "listing/listing.h"
#include "words/listing.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define ZONES "general/普通|results/中选结果"
#define STATES "listed/挂网|draft/草稿|notice/公示|suspended/暂停|delisted/撤网"
#define CAUSES                                                                                     \
    "notice_over/公示期满|applied/申请|objection/异议成立|certificate/注册证|"        \
    "quality/质量|credit/信用|price/未报价格|own_request/企业申请|"                    \
    "cycle_end/周期届满|cured/恢复"

/* As it stands on the platform. */

struct listing_row {
    const char *product, *project, *substitute;
    int zone, state, cause;
    money price, with_service;
    date since;
};

static const struct column listing_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(listing_row, product), NULL, 0},
    {"price", "挂网价", COLUMN_PRICE, NEED, AT(listing_row, price), NULL, 0},
    {"date", "生效日期", COLUMN_DATE, NEED, AT(listing_row, since), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_PRICE, 0, AT(listing_row, with_service), NULL, 0},
    {"zone", "专区", COLUMN_CHOICE, 0, AT(listing_row, zone), ZONES, 0},
    {"project", "采购项目", COLUMN_CODE, 0, AT(listing_row, project), NULL, 0},
    {"state", "状态", COLUMN_CHOICE, 0, AT(listing_row, state), STATES, 0},
    {"cause", "原因", COLUMN_CHOICE, 0, AT(listing_row, cause), CAUSES, 0},
    {"substitute", "替代产品", COLUMN_CODE, 0, AT(listing_row, substitute), NULL, 0},
};

static bool
take_listing(struct import *im, const void *row, enum put *how, struct err *e)
{
    static const enum listing_state states[] = {LISTING_LISTED, LISTING_DRAFT, LISTING_NOTICE,
                                                LISTING_SUSPENDED, LISTING_DELISTED};
    static const enum listing_cause causes[] = {
        LISTING_NOTICE_OVER, LISTING_APPLIED, LISTING_OBJECTION, LISTING_CERTIFICATE,
        LISTING_QUALITY,     LISTING_CREDIT,  LISTING_PRICE,     LISTING_OWN_REQUEST,
        LISTING_CYCLE_END,   LISTING_CURED};
    const struct listing_row *in = row;
    const struct listing l = {.product = in->product,
                              .company = "",
                              .results = in->zone == 1,
                              .project = in->project,
                              .state = states[in->state],
                              .cause = causes[in->cause],
                              .since = in->since,
                              .price = in->price,
                              .with_service = in->with_service,
                              .substitute = in->substitute};
    return listing_put(im->db, im->arena, im->pool, &l, how, e);
}

const struct import_kind kind_listings = {
    .name = "listings",
    .title = M_KIND_LISTINGS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(listing_columns),
    .row = sizeof(struct listing_row),
    .key = "product",
    .take = take_listing,
};

/* Prices offered for what was not selected. */

struct offer_row {
    const char *product;
    money price;
    date on;
};

static const struct column offer_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(offer_row, product), NULL, 0},
    {"price", "报价", COLUMN_PRICE, NEED, AT(offer_row, price), NULL, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(offer_row, on), NULL, 0},
};

/* A no is an answer as well, and kept: above the lowest, no certificate, nothing known. */
static bool
take_offer(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct offer_row *in = row;
    struct offer o = {.product = in->product, .on = in->on, .price = in->price};
    return offer_price(im->db, im->arena, im->pool, &o, how, e);
}

const struct import_kind kind_offers = {
    .name = "offers",
    .title = M_KIND_OFFERS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(offer_columns),
    .row = sizeof(struct offer_row),
    .key = "product,date",
    .take = take_offer,
};

/* Lower prices of other provinces, reported by their companies. */

struct report_row {
    const char *product, *province;
    date seen, reported;
};

static const struct column report_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(report_row, product), NULL, 0},
    {"province", "省份", COLUMN_CODE, NEED, AT(report_row, province), NULL, 0},
    {"date", "价格日期", COLUMN_DATE, NEED, AT(report_row, seen), NULL, 0},
    {"reported", "报送日期", COLUMN_DATE, NEED, AT(report_row, reported), NULL, 0},
};

static bool
take_report(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct report_row *in = row;
    return report_price(im->db, im->arena, im->pool, in->product, in->province, in->seen,
                        in->reported, how, e);
}

const struct import_kind kind_price_reports = {
    .name = "price_reports",
    .title = M_KIND_PRICE_REPORTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(report_columns),
    .row = sizeof(struct report_row),
    .key = "product,province,date",
    .take = take_report,
};
