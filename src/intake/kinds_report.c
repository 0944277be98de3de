/* kinds_report.c - an institution's report as its clerk fills it in: the template, come back. */
#include <string.h>

#include "demand/demand_report.h"
#include "intake/kinds.h"
#include "words/import.h"
#include "words/reporting.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, HOSPITAL_ROOM = 64 };

struct report_row {
    const char *hospital, *group, *product, *reason;
    qty qty;
    bool has_qty;
};

static const struct column report_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(report_row, hospital), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(report_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, COLUMN_NEEDED, AT(report_row, product), NULL, 0},
    {"qty", "报送采购量", COLUMN_QTY, COLUMN_NEEDED, AT(report_row, qty), NULL,
     AT(report_row, has_qty)},
    {"reason", "说明", COLUMN_TEXT, 0, AT(report_row, reason), NULL, 0},
};

struct report_memo {
    char hospital[HOSPITAL_ROOM]; /* "" before the first row */
    int64_t version;
};

static struct report_key
key_of(const struct import *im, const char *hospital)
{
    return (struct report_key){im->pool, im->project, hospital};
}

/* The first row opens a version; the file is of one institution. */
static bool
opened(struct import *im, struct report_memo *m, const char *hospital, struct err *e)
{
    const struct report_key k = key_of(im, hospital);
    size_t n = strlen(hospital);
    if (*m->hospital != '\0')
        return strcmp(m->hospital, hospital) == 0 ||
               err_set(e, ERR_INPUT, M_REPORT_ONE_HOSPITAL, {NULL}, .field = "hospital");
    if (!report_open(im->db, im->arena, &k, im->who, im->today, &m->version, e))
        return false;
    if (n < HOSPITAL_ROOM)
        memcpy(m->hospital, hospital, n + 1);
    return true;
}

/* A row that is not filled in says nothing. */
static bool
take_report(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct report_row *in = row;
    struct report_memo *m = im->memo;
    const struct report_line l = {in->group, in->product, in->qty, in->reason};
    *how = in->has_qty ? PUT_NEW : PUT_SAME;
    if (!in->has_qty)
        return true;
    if (!opened(im, m, in->hospital, e))
        return false;
    const struct report_key k = key_of(im, m->hospital);
    return report_line_add(im->db, im->arena, &k, m->version, &l, e);
}

static bool
finish_report(struct import *im, struct err *e)
{
    const struct report_memo *m = im->memo;
    const struct report_key k = key_of(im, m->hospital);
    enum put how;
    return *m->hospital == '\0' || report_close(im->db, im->arena, &k, m->version, &how, e);
}

const struct import_kind kind_reports = {
    .name = "reports",
    .title = M_KIND_REPORTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(report_columns),
    .row = sizeof(struct report_row),
    .key = "hospital,group,product",
    .memo = sizeof(struct report_memo),
    .take = take_report,
    .finish = finish_report,
};
