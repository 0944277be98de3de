/* kinds_platform.c - prices of other platforms, and the table of their codes and ours (E4). */
#include "intake/kinds.h"
#include "listing/platform.h"
#include "words/prices.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define KINDS "listed/挂网价|traded/成交价"
#define DECISIONS "matched/对应|refused/不对应"

static const struct column price_columns[] = {
    {"source", "来源平台", COLUMN_TEXT, NEED, AT(platform_row, source), NULL, 0},
    {"code", "平台编码", COLUMN_CODE, NEED, AT(platform_row, code), NULL, 0},
    {"province", "省份", COLUMN_CODE, NEED, AT(platform_row, province), NULL, 0},
    {"price", "价格", COLUMN_PRICE, NEED, AT(platform_row, price), NULL, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(platform_row, on), NULL, 0},
    {"name", "名称", COLUMN_TEXT, 0, AT(platform_row, name), NULL, 0},
    {"spec", "规格型号", COLUMN_TEXT, 0, AT(platform_row, spec), NULL, 0},
    {"company", "企业", COLUMN_TEXT, 0, AT(platform_row, company), NULL, 0},
    {"unit", "计价单位", COLUMN_TEXT, 0, AT(platform_row, unit), NULL, 0},
    {"kind", "价格种类", COLUMN_CHOICE, 0, AT(platform_row, kind), KINDS, 0},
};

static bool
take_price(struct import *im, const void *row, enum put *how, struct err *e)
{
    return platform_price_put(im->db, im->arena, im->pool, row, im->today, how, e);
}

const struct import_kind kind_platform_prices = {
    .name = "platform_prices",
    .title = M_KIND_PLATFORM_PRICES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(price_columns),
    .row = sizeof(struct platform_row),
    .key = "source,code,province,date,kind",
    .take = take_price,
};

/* What an office knows of the codes before any price comes. */

struct code_row {
    const char *source, *code, *product, *reason;
    int64_t per;
    date from;
    int to;
};

static const struct column code_columns[] = {
    {"source", "来源平台", COLUMN_TEXT, NEED, AT(code_row, source), NULL, 0},
    {"code", "平台编码", COLUMN_CODE, NEED, AT(code_row, code), NULL, 0},
    {"from", "起始日期", COLUMN_DATE, NEED, AT(code_row, from), NULL, 0},
    {"reason", "依据", COLUMN_TEXT, NEED, AT(code_row, reason), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, 0, AT(code_row, product), NULL, 0},
    {"per", "折合单位数", COLUMN_INT, 0, AT(code_row, per), NULL, 0},
    {"decision", "处理", COLUMN_CHOICE, 0, AT(code_row, to), DECISIONS, 0},
};

static bool
take_code(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct code_row *in = row;
    const struct platform_decision d = {.source = in->source,
                                        .code = in->code,
                                        .to = in->to == 0 ? PLATFORM_MATCHED : PLATFORM_REFUSED,
                                        .product = in->product,
                                        .per = in->per,
                                        .from = in->from,
                                        .reason = in->reason,
                                        .who = im->who,
                                        .on = im->today.day != 0 ? im->today : in->from,
                                        .ahead = true};
    return platform_decide(im->db, im->arena, im->pool, &d, how, e);
}

const struct import_kind kind_platform_codes = {
    .name = "platform_codes",
    .title = M_KIND_PLATFORM_CODES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(code_columns),
    .row = sizeof(struct code_row),
    .key = "source,code,from",
    .take = take_code,
};
