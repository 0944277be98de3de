/* kinds_agreement.c - files about who delivers and for how long. */
#include "agreement/distribution.h"
#include "agreement/extension.h"
#include "intake/kinds.h"
#include "words/agreement.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define TO "配送企业编码"
#define STATES "agreed/同意|submitted/已提交|refused/拒绝|void/作废"
#define SERVICES "open/未选择|with_service/含伴随服务|without_service/不含伴随服务"

/* Whom registrants name; the registrant itself: self-delivery. */

struct distribution_row {
    const char *product, *distributor, *reason;
    int state;
    date on;
};

static const struct column distribution_columns[] = {
    {"product", "产品编码", COLUMN_CODE, NEED, AT(distribution_row, product), NULL, 0},
    {"distributor", TO, COLUMN_CODE, NEED, AT(distribution_row, distributor), NULL, 0},
    {"state", "状态", COLUMN_CHOICE, 0, AT(distribution_row, state), STATES, 0},
    {"reason", "超出上限的理由", COLUMN_TEXT, 0, AT(distribution_row, reason), NULL, 0},
    {"date", "日期", COLUMN_DATE, 0, AT(distribution_row, on), NULL, 0},
};

static bool
take_distribution(struct import *im, const void *row, enum put *how, struct err *e)
{
    static const enum distribution_state states[] = {DISTRIBUTION_AGREED, DISTRIBUTION_SUBMITTED,
                                                     DISTRIBUTION_REFUSED, DISTRIBUTION_VOID};
    const struct distribution_row *in = row;
    const struct distribution d = {in->product, in->distributor, states[in->state], in->reason,
                                   in->on};
    return distribution_put(im->db, im->arena, im->pool, im->project, &d, how, e);
}

const struct import_kind kind_distributions = {
    .name = "distributions",
    .title = M_KIND_DISTRIBUTIONS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(distribution_columns),
    .row = sizeof(struct distribution_row),
    .key = "product,distributor",
    .take = take_distribution,
};

/* What institutions choose. */

struct choice_row {
    const char *institution, *product, *distributor;
    int service;
};

static const struct column choice_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(choice_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(choice_row, product), NULL, 0},
    {"distributor", TO, COLUMN_CODE, COLUMN_NEEDED, AT(choice_row, distributor), NULL, 0},
    {"service", "伴随服务", COLUMN_CHOICE, 0, AT(choice_row, service), SERVICES, 0},
};

static bool
take_choice(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct choice_row *in = row;
    return choice_put(im->db, im->arena, im->pool, im->project, in->institution, in->product,
                      in->distributor, (enum service_choice)in->service, how, e);
}

const struct import_kind kind_choices = {
    .name = "delivery_choices",
    .title = M_KIND_CHOICES,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(choice_columns),
    .row = sizeof(struct choice_row),
    .key = "hospital,product",
    .take = take_choice,
};

/* Decisions to run a cycle longer. */

struct extension_row {
    const char *reason;
    date decided, end;
};

static const struct column extension_columns[] = {
    {"decided", "决定日期", COLUMN_DATE, NEED, AT(extension_row, decided), NULL, 0},
    {"new_end", "新的截止日期", COLUMN_DATE, NEED, AT(extension_row, end), NULL, 0},
    {"reason", "理由", COLUMN_TEXT, NEED, AT(extension_row, reason), NULL, 0},
};

static bool
take_extension(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct extension_row *in = row;
    return extension_put(im->db, im->arena, im->pool, im->project, in->decided, in->end, in->reason,
                         how, e);
}

const struct import_kind kind_extensions = {
    .name = "extensions",
    .title = M_KIND_EXTENSIONS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(extension_columns),
    .row = sizeof(struct extension_row),
    .key = "decided",
    .take = take_extension,
};
