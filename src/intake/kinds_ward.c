/* kinds_ward.c - files of hospital catalogues, for institutions whose systems do not connect. */
#include "intake/kinds.h"
#include "ward/catalogue.h"
#include "words/ward.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

struct entry_row {
    const char *institution, *product, *note, *record;
    int state, reason;
    date on;
};

static const struct column entry_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(entry_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(entry_row, product), NULL, 0},
    {"state", "决定", COLUMN_CHOICE, NEED, AT(entry_row, state),
     "admitted/准入|refused/不准入|removed/移出", 0},
    {"date", "决定日期", COLUMN_DATE, NEED, AT(entry_row, on), NULL, 0},
    {"reason", "理由", COLUMN_CHOICE, 0, AT(entry_row, reason),
     "none/无|no_need/无临床需求|no_department/未开展相关诊疗|"
     "quality/质量问题|supply/供应问题|withdrawn/已撤市或取消中选|"
     "other/其他|cost_control/费用控制|variety_limit/品种规格数量要求|"
     "not_reported/未申报采购量|quality_deposit/质量保证金|"
     "account_opening/配送企业开户",
     0},
    {"note", "说明", COLUMN_TEXT, 0, AT(entry_row, note), NULL, 0},
    {"record", "会议编号", COLUMN_CODE, 0, AT(entry_row, record), NULL, 0},
};

static bool
take_entry(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct entry_row *in = row;
    const struct catalogue_entry c = {.institution = in->institution,
                                      .product = in->product,
                                      .note = in->note,
                                      .record = in->record,
                                      .who = im->who,
                                      .state = (enum catalogue_state)in->state,
                                      .reason = (enum catalogue_reason)in->reason,
                                      .on = in->on};
    bool stands;
    return catalogue_decide(im->db, im->arena, im->pool, &c,
                            im->today.day != 0 ? im->today : in->on, &stands, how, e);
}

const struct import_kind kind_catalogue = {
    .name = "catalogue",
    .title = M_KIND_CATALOGUE,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(entry_columns),
    .row = sizeof(struct entry_row),
    .key = "hospital,product,date",
    .take = take_entry,
};
