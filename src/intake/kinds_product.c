/* kinds_product.c - files about products: themselves, their codes and certificates, what they cost
 * elsewhere, who can make, store and deliver them. */
#include <string.h>

#include "intake/kinds.h"
#include "registry/product.h"
#include "registry/supply.h"
#include "words/import.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define YN "no/否|yes/是"
#define FILING "registration/注册|filing/备案"
#define GOODS                                                                                      \
    "high_value/高值医用耗材|ordinary/普通医用耗材|"                                   \
    "reagent/体外诊断试剂|drug/药品"
#define EVALUATED                                                                                  \
    "none/不适用|originator/原研|reference/参比|"                                           \
    "evaluated/通过|not_evaluated/未通过"

/* Certificates. */

struct certificate_row {
    const char *number, *company;
    int kind;
    date from, to, renewal;
};

static const struct column certificate_columns[] = {
    {"number", "注册证号", COLUMN_CODE, NEED, AT(certificate_row, number), NULL, 0},
    {"company", "注册人编码", COLUMN_CODE, NEED, AT(certificate_row, company), NULL, 0},
    {"from", "有效期起", COLUMN_DATE, NEED, AT(certificate_row, from), NULL, 0},
    {"to", "有效期止", COLUMN_DATE, COLUMN_NEEDED, AT(certificate_row, to), NULL, 0},
    {"kind", "类别", COLUMN_CHOICE, 0, AT(certificate_row, kind), FILING, 0},
    {"renewal_filed", "延续受理日期", COLUMN_DATE, 0, AT(certificate_row, renewal), NULL, 0},
};

static bool
take_certificate(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct certificate_row *in = row;
    const struct certificate c = {.number = in->number,
                                  .company = in->company,
                                  .filing = in->kind == 1,
                                  .from = in->from,
                                  .to = in->to,
                                  .renewal_filed_on = in->renewal};
    return certificate_put(im->db, im->arena, &c, how, e);
}

const struct import_kind kind_certificates = {
    .name = "certificates",
    .title = M_KIND_CERTIFICATES,
    KIND_COLUMNS(certificate_columns),
    .row = sizeof(struct certificate_row),
    .key = "number,from",
    .take = take_certificate,
};

/* Products. */

struct product_row {
    const char *code, *name, *spec, *model, *company, *class, *unit, *certificate, *udi;
    const char *generic_name, *form, *strength;
    int goods, insured, evaluation;
    date from;
};

static const struct column product_columns[] = {
    {"code", "产品编码", COLUMN_CODE, NEED, AT(product_row, code), NULL, 0},
    {"name", "产品名称", COLUMN_TEXT, NEED, AT(product_row, name), NULL, 0},
    {"company", "注册人编码", COLUMN_CODE, NEED, AT(product_row, company), NULL, 0},
    {"goods", "类别", COLUMN_CHOICE, NEED, AT(product_row, goods), GOODS, 0},
    {"unit", "计价单位", COLUMN_TEXT, NEED, AT(product_row, unit), NULL, 0},
    {"spec", "规格", COLUMN_TEXT, 0, AT(product_row, spec), NULL, 0},
    {"model", "型号", COLUMN_TEXT, 0, AT(product_row, model), NULL, 0},
    {"class", "竞争类别", COLUMN_TEXT, 0, AT(product_row, class), NULL, 0},
    {"certificate", "注册证号", COLUMN_CODE, 0, AT(product_row, certificate), NULL, 0},
    {"udi", "器械唯一标识", COLUMN_TEXT, 0, AT(product_row, udi), NULL, 0},
    {"insured", "医保目录内", COLUMN_CHOICE, 0, AT(product_row, insured), YN, 0},
    {"generic_name", "通用名", COLUMN_TEXT, 0, AT(product_row, generic_name), NULL, 0},
    {"form", "剂型", COLUMN_TEXT, 0, AT(product_row, form), NULL, 0},
    {"strength", "含量规格", COLUMN_TEXT, 0, AT(product_row, strength), NULL, 0},
    {"evaluation", "一致性评价", COLUMN_CHOICE, 0, AT(product_row, evaluation), EVALUATED, 0},
    {"from", "生效日期", COLUMN_DATE, 0, AT(product_row, from), NULL, 0},
};

static bool
take_product(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct product_row *in = row;
    const struct product p = {
        .code = in->code,
        .name = in->name,
        .spec = in->spec,
        .model = in->model,
        .company = in->company,
        .goods = (enum goods)in->goods,
        .class = in->class,
        .unit = in->unit,
        .certificate = in->certificate,
        .udi = in->udi,
        .insured = in->insured != 0,
        .generic_name = in->generic_name,
        .form = in->form,
        .strength = in->strength,
        .evaluation = (enum evaluation)in->evaluation,
        .from = in->from,
    };
    return product_put(im->db, im->arena, &p, how, e);
}

const struct import_kind kind_products = {
    .name = "products",
    .title = M_KIND_PRODUCTS,
    KIND_COLUMNS(product_columns),
    .row = sizeof(struct product_row),
    .key = "code,from",
    .take = take_product,
};

/* Codes disabled or replaced. */

struct code_row {
    const char *code, *new_code, *source;
    date from;
};

static const struct column code_columns[] = {
    {"code", "原编码", COLUMN_CODE, NEED, AT(code_row, code), NULL, 0},
    {"new_code", "新编码", COLUMN_CODE, COLUMN_NEEDED, AT(code_row, new_code), NULL, 0},
    {"from", "生效日期", COLUMN_DATE, NEED, AT(code_row, from), NULL, 0},
    {"source", "来源", COLUMN_TEXT, 0, AT(code_row, source), NULL, 0},
};

static bool
take_code(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct code_row *in = row;
    const struct code_change c = {.code = in->code,
                                  .new_code = in->new_code,
                                  .disabled = *in->new_code == '\0',
                                  .from = in->from,
                                  .source = in->source};
    return code_change_put(im->db, im->arena, &c, how, e);
}

const struct import_kind kind_code_maps = {
    .name = "code_maps",
    .title = M_KIND_CODE_MAPS,
    KIND_COLUMNS(code_columns),
    .row = sizeof(struct code_row),
    .key = "code,from",
    .take = take_code,
};

/* Prices. */

struct price_row {
    const char *product, *company, *province, *source;
    int kind;
    money price;
    date on;
};

static const struct column price_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(price_row, product), NULL, 0},
    {"kind", "价格种类", COLUMN_CHOICE, NEED, AT(price_row, kind),
     "pre_vbp/集采前均价|lowest/省级最低价|market/市场价", 0},
    {"province", "省份", COLUMN_CODE, NEED, AT(price_row, province), NULL, 0},
    {"price", "价格", COLUMN_PRICE, NEED, AT(price_row, price), NULL, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(price_row, on), NULL, 0},
    {"source", "来源", COLUMN_TEXT, NEED, AT(price_row, source), NULL, 0},
    {"company", "企业编码", COLUMN_CODE, 0, AT(price_row, company), NULL, 0},
};

static bool
take_price(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct price_row *in = row;
    const struct price_seen p = {.product = in->product,
                                 .company = in->company,
                                 .kind = (enum price_kind)in->kind,
                                 .province = in->province,
                                 .price = in->price,
                                 .on = in->on,
                                 .source = in->source};
    return price_put(im->db, im->arena, &p, how, e);
}

const struct import_kind kind_prices = {
    .name = "prices",
    .title = M_KIND_PRICES,
    KIND_COLUMNS(price_columns),
    .row = sizeof(struct price_row),
    .key = "product,company,kind,province,date,source",
    .take = take_price,
};

/* Distributors: one row for each region where one delivers. */

struct area_row {
    const char *distributor, *region;
    int stopped;
    date from;
};

static const struct column area_columns[] = {
    {"distributor", "配送企业编码", COLUMN_CODE, NEED, AT(area_row, distributor), NULL, 0},
    {"region", "配送区域", COLUMN_CODE, NEED, AT(area_row, region), NULL, 0},
    {"stopped", "停止配送", COLUMN_CHOICE, 0, AT(area_row, stopped), YN, 0},
    {"from", "生效日期", COLUMN_DATE, 0, AT(area_row, from), NULL, 0},
};

static bool
take_area(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct area_row *in = row;
    return area_put(im->db, im->arena, in->distributor, in->region, in->from, in->stopped == 0, how,
                    e);
}

const struct import_kind kind_distributors = {
    .name = "distributors",
    .title = M_KIND_DISTRIBUTORS,
    KIND_COLUMNS(area_columns),
    .row = sizeof(struct area_row),
    .key = "distributor,region,from",
    .take = take_area,
};

/* Capacity and stock. */

struct supply_row {
    const char *product, *holder;
    qty n;
    date on;
};

static const struct column capacity_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(supply_row, product), NULL, 0},
    {"per_year", "年产能", COLUMN_QTY, NEED, AT(supply_row, n), NULL, 0},
    {"from", "生效日期", COLUMN_DATE, 0, AT(supply_row, on), NULL, 0},
};

static bool
take_capacity(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct supply_row *in = row;
    return capacity_put(im->db, im->arena, in->product, in->on, in->n, how, e);
}

const struct import_kind kind_capacity = {
    .name = "capacity",
    .title = M_KIND_CAPACITY,
    KIND_COLUMNS(capacity_columns),
    .row = sizeof(struct supply_row),
    .key = "product,from",
    .take = take_capacity,
};

static const struct column stock_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(supply_row, product), NULL, 0},
    {"holder", "企业编码", COLUMN_CODE, NEED, AT(supply_row, holder), NULL, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(supply_row, on), NULL, 0},
    {"qty", "数量", COLUMN_QTY, NEED, AT(supply_row, n), NULL, 0},
};

static bool
take_stock(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct supply_row *in = row;
    return stock_put(im->db, im->arena, in->product, in->holder, in->on, in->n, how, e);
}

const struct import_kind kind_stock = {
    .name = "stock",
    .title = M_KIND_STOCK,
    KIND_COLUMNS(stock_columns),
    .row = sizeof(struct supply_row),
    .key = "product,holder,date",
    .take = take_stock,
};
