/* kinds_licence.c - files about who may deliver and serve: licences, providers of accompanying
 * service, and the records of hospitals that select who delivers. */
#include "agreement/selection.h"
#include "agreement/service.h"
#include "intake/kinds.h"
#include "registry/licence.h"
#include "words/agreement.h"
#include "words/route_registry.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define KINDS "device/医疗器械|drug/药品|service/伴随服务"
#define STATES "agreed/同意|submitted/已提交|refused/拒绝|void/作废"

static const struct column licence_columns[] = {
    {"company", "企业编码", COLUMN_CODE, NEED, AT(licence, company), NULL, 0},
    {"kind", "许可种类", COLUMN_CHOICE, NEED, AT(licence, kind), KINDS, 0},
    {"number", "许可证号", COLUMN_TEXT, NEED, AT(licence, number), NULL, 0},
    {"from", "起始日期", COLUMN_DATE, NEED, AT(licence, from), NULL, 0},
    {"to", "终止日期", COLUMN_DATE, 0, AT(licence, to), NULL, 0},
    {"document", "文件", COLUMN_TEXT, 0, AT(licence, document), NULL, 0},
};

static bool
take_licence(struct import *im, const void *row, enum put *how, struct err *e)
{
    return licence_put(im->db, im->arena, row, how, e);
}

const struct import_kind kind_licences = {
    .name = "licences",
    .title = M_KIND_LICENCES,
    .scope = IMPORT_PLATFORM,
    KIND_COLUMNS(licence_columns),
    .row = sizeof(struct licence),
    .key = "company,kind,number,from",
    .take = take_licence,
};

/* Who gives accompanying service; the registrant itself: its own. */

struct provider_row {
    const char *product, *provider;
    int state;
    date on;
};

static const struct column provider_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(provider_row, product), NULL, 0},
    {"provider", "服务企业编码", COLUMN_CODE, NEED, AT(provider_row, provider), NULL, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(provider_row, on), NULL, 0},
    {"state", "状态", COLUMN_CHOICE, 0, AT(provider_row, state), STATES, 0},
};

static bool
take_provider(struct import *im, const void *row, enum put *how, struct err *e)
{
    static const enum distribution_state states[] = {DISTRIBUTION_AGREED, DISTRIBUTION_SUBMITTED,
                                                     DISTRIBUTION_REFUSED, DISTRIBUTION_VOID};
    const struct provider_row *in = row;
    return provider_put(im->db, im->arena, im->pool, im->project, in->product, in->provider,
                        states[in->state], in->on, how, e);
}

const struct import_kind kind_service_providers = {
    .name = "service_providers",
    .title = M_KIND_SERVICE_PROVIDERS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(provider_columns),
    .row = sizeof(struct provider_row),
    .key = "product,provider",
    .take = take_provider,
};

/* How hospitals selected who delivers. */

static const struct column selection_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(selection, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(selection, product), NULL, 0},
    {"distributor", "配送企业编码", COLUMN_CODE, NEED, AT(selection, distributor), NULL, 0},
    {"record", "会议记录", COLUMN_TEXT, NEED, AT(selection, record), NULL, 0},
    {"reason", "理由", COLUMN_TEXT, NEED, AT(selection, reason), NULL, 0},
    {"date", "会议日期", COLUMN_DATE, NEED, AT(selection, on), NULL, 0},
};

static bool
take_selection(struct import *im, const void *row, enum put *how, struct err *e)
{
    struct selection s = *(const struct selection *)row;
    s.who = im->who;
    return selection_put(im->db, im->arena, im->pool, im->project, &s, im->today, how, e);
}

const struct import_kind kind_delivery_selections = {
    .name = "delivery_selections",
    .title = M_KIND_SELECTIONS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(selection_columns),
    .row = sizeof(struct selection),
    .key = "hospital,product,date",
    .take = take_selection,
};
