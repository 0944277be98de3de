/* kinds_registry.c - files of reference data: who and what all others speak of. */
#include <string.h>

#include "intake/kinds.h"
#include "registry/check.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "registry/region.h"
#include "registry/supply.h"
#include "words/access.h"
#include "words/import.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define YN "no/否|yes/是"
#define KINDS                                                                                      \
    "public/公立|military/军队|armed_police/武警|"                                           \
    "private/社会办|pharmacy/定点药店"

/* Regions. */

struct region_row {
    const char *code, *name, *parent, *overlaps;
};

static const struct column region_columns[] = {
    {"code", "区划代码", COLUMN_CODE, NEED, AT(region_row, code), NULL, 0},
    {"name", "名称", COLUMN_TEXT, NEED, AT(region_row, name), NULL, 0},
    {"parent", "上级代码", COLUMN_CODE, COLUMN_NEEDED, AT(region_row, parent), NULL, 0},
    {"overlaps", "覆盖区划", COLUMN_TEXT, 0, AT(region_row, overlaps), NULL, 0},
};

static bool
take_region(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct region_row *in = row;
    struct region r = {.code = in->code, .name = in->name, .parent = in->parent};
    enum put overlap = PUT_SAME;
    if (!region_kind_of(in->code, &r.kind))
        r.kind = REGION_ZONE;
    if (!region_put(im->db, im->arena, &r, how, e) ||
        (r.kind == REGION_ZONE &&
         !overlap_put(im->db, im->arena, in->code, in->overlaps, &overlap, e)))
        return false;
    if (*how == PUT_SAME && overlap != PUT_SAME)
        *how = PUT_CHANGED;
    return true;
}

static bool
finish_regions(struct import *im, struct err *e)
{
    return region_orphans(im->db, im->arena, e);
}

const struct import_kind kind_regions = {
    .name = "regions",
    .title = M_KIND_REGIONS,
    KIND_COLUMNS(region_columns),
    .row = sizeof(struct region_row),
    .key = "code",
    .take = take_region,
    .finish = finish_regions,
};

/* Institutions. */

struct institution_row {
    const char *code, *name, *region, *successor;
    int64_t pool;
    int level, kind, affiliation, fund, status;
    date from;
};

static const struct column institution_columns[] = {
    {"code", "医疗机构编码", COLUMN_CODE, NEED, AT(institution_row, code), NULL, 0},
    {"name", "医疗机构名称", COLUMN_TEXT, NEED, AT(institution_row, name), NULL, 0},
    {"region", "区划代码", COLUMN_CODE, NEED, AT(institution_row, region), NULL, 0},
    {"level", "等级", COLUMN_CHOICE, NEED, AT(institution_row, level),
     "tertiary/三级|secondary/二级|primary/一级|unrated/未定级", 0},
    {"kind", "类型", COLUMN_CHOICE, 0, AT(institution_row, kind), KINDS, 0},
    {"affiliation", "隶属", COLUMN_CHOICE, 0, AT(institution_row, affiliation),
     "county/县|city/市|province/省|ministry/部", 0},
    {"pool", "统筹区", COLUMN_INT, 0, AT(institution_row, pool), NULL, 0},
    {"fund", "支付基金", COLUMN_CHOICE, 0, AT(institution_row, fund),
     "by_pack/按政策|employee/职工|resident/居民", 0},
    {"status", "状态", COLUMN_CHOICE, 0, AT(institution_row, status),
     "open/正常|merged/并入|closed/关闭", 0},
    {"successor", "承继机构", COLUMN_CODE, 0, AT(institution_row, successor), NULL, 0},
    {"from", "生效日期", COLUMN_DATE, 0, AT(institution_row, from), NULL, 0},
};

static bool
may_keep(struct import *im, const struct institution *i, struct err *e)
{
    if (im->region == NULL || institution_is_of(im->db, im->arena, i, im->today, im->region, e))
        return true;
    if (e->code == ERR_DENIED) /* a mistake of this row; others may be his */
        err_set(e, ERR_CONFLICT, M_MANAGE_OUTSIDE, {i->code}, .field = "region");
    return false;
}

static bool
take_institution(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct institution_row *in = row;
    const struct institution i = {
        .code = in->code,
        .name = in->name,
        .region = in->region,
        .pool = in->pool,
        .level = (enum institution_level)in->level,
        .kind = (enum institution_kind)in->kind,
        .affiliation = (enum affiliation)in->affiliation,
        .fund = (enum payer)in->fund,
        .status = (enum status)in->status,
        .successor = in->successor,
        .from = in->from,
    };
    if (!may_keep(im, &i, e))
        return false;
    return institution_put(im->db, im->arena, &i, how, e);
}

const struct import_kind kind_institutions = {
    .name = "institutions",
    .title = M_KIND_INSTITUTIONS,
    KIND_COLUMNS(institution_columns),
    .row = sizeof(struct institution_row),
    .key = "code,from",
    .take = take_institution,
};

/* Companies. */

struct company_row {
    const char *code, *name, *country, *agent, *controller, *region, *successor;
    int registrant, distributor, service, status;
    date from;
};

static const struct column company_columns[] = {
    {"code", "企业编码", COLUMN_CODE, NEED, AT(company_row, code), NULL, 0},
    {"name", "企业名称", COLUMN_TEXT, NEED, AT(company_row, name), NULL, 0},
    {"registrant", "注册人", COLUMN_CHOICE, COLUMN_NEEDED, AT(company_row, registrant), YN, 0},
    {"distributor", "配送", COLUMN_CHOICE, COLUMN_NEEDED, AT(company_row, distributor), YN, 0},
    {"service", "伴随服务", COLUMN_CHOICE, 0, AT(company_row, service), YN, 0},
    {"country", "国别", COLUMN_CODE, 0, AT(company_row, country), NULL, 0},
    {"agent", "境内代理人", COLUMN_CODE, 0, AT(company_row, agent), NULL, 0},
    {"controller", "控制人", COLUMN_CODE, 0, AT(company_row, controller), NULL, 0},
    {"region", "区划代码", COLUMN_CODE, 0, AT(company_row, region), NULL, 0},
    {"status", "状态", COLUMN_CHOICE, 0, AT(company_row, status),
     "open/正常|merged/并入|closed/注销", 0},
    {"successor", "承继企业", COLUMN_CODE, 0, AT(company_row, successor), NULL, 0},
    {"from", "生效日期", COLUMN_DATE, 0, AT(company_row, from), NULL, 0},
};

static bool
take_company(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct company_row *in = row;
    const struct company c = {
        .code = in->code,
        .name = in->name,
        .country = *in->country != '\0' ? in->country : "CN",
        .registrant = in->registrant != 0,
        .distributor = in->distributor != 0,
        .service = in->service != 0,
        .agent = in->agent,
        .controller = in->controller,
        .region = in->region,
        .status = (enum status)in->status,
        .successor = in->successor,
        .from = in->from,
    };
    return company_put(im->db, im->arena, &c, how, e);
}

const struct import_kind kind_companies = {
    .name = "companies",
    .title = M_KIND_COMPANIES,
    KIND_COLUMNS(company_columns),
    .row = sizeof(struct company_row),
    .key = "code,from",
    .take = take_company,
};

/* Commitments. */

struct commitment_row {
    const char *company, *document;
    int kind;
    date on;
};

static const struct column commitment_columns[] = {
    {"company", "企业编码", COLUMN_CODE, NEED, AT(commitment_row, company), NULL, 0},
    {"kind", "承诺事项", COLUMN_CHOICE, NEED, AT(commitment_row, kind),
     "quality/质量|supply/供应|breach/违约", 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(commitment_row, on), NULL, 0},
    {"document", "文件", COLUMN_TEXT, 0, AT(commitment_row, document), NULL, 0},
};

static bool
take_commitment(struct import *im, const void *row, enum put *how, struct err *e)
{
    static const char *const kinds[] = {"quality", "supply", "breach"};
    const struct commitment_row *in = row;
    return commitment_put(im->db, im->arena, in->company, kinds[in->kind], in->on, in->document,
                          how, e);
}

const struct import_kind kind_commitments = {
    .name = "commitments",
    .title = M_KIND_COMMITMENTS,
    KIND_COLUMNS(commitment_columns),
    .row = sizeof(struct commitment_row),
    .key = "company,kind,date",
    .take = take_commitment,
};
