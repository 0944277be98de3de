/* kinds_expert.c - the expert bank as a file. */
#include "intake/kinds.h"
#include "project/expert.h"
#include "words/experts.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

struct expert_row {
    const char *expert, *name, *employer, *companies, *reason;
    int speciality, available;
    date removed;
};

static const struct column expert_columns[] = {
    {"expert", "专家编号", COLUMN_CODE, NEED, AT(expert_row, expert), NULL, 0},
    {"name", "姓名", COLUMN_TEXT, NEED, AT(expert_row, name), NULL, 0},
    {"employer", "工作单位", COLUMN_TEXT, NEED, AT(expert_row, employer), NULL, 0},
    {"speciality", "专业", COLUMN_CHOICE, NEED, AT(expert_row, speciality),
     "clinical/临床|insurance/医保|management/管理", 0},
    {"companies", "有关系的企业", COLUMN_TEXT, 0, AT(expert_row, companies), NULL, 0},
    {"available", "可参加", COLUMN_CHOICE, NEED, AT(expert_row, available), "no/否|yes/是", 0},
    {"removed", "移出日期", COLUMN_DATE, 0, AT(expert_row, removed), NULL, 0},
    {"reason", "移出理由", COLUMN_TEXT, 0, AT(expert_row, reason), NULL, 0},
};

static bool
take_expert(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct expert_row *in = row;
    const struct expert x = {.code = in->expert,
                             .name = in->name,
                             .employer = in->employer,
                             .speciality = (enum speciality)in->speciality,
                             .companies = in->companies,
                             .available = in->available == 1,
                             .removed_on = in->removed,
                             .reason = in->reason};
    return expert_put(im->db, im->arena, im->pool, &x, how, e);
}

const struct import_kind kind_experts = {
    .name = "experts",
    .title = M_KIND_EXPERTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(expert_columns),
    .row = sizeof(struct expert_row),
    .key = "expert",
    .take = take_expert,
};
