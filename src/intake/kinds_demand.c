/* kinds_demand.c - what institutions used, need, and what reviewers make of it. */
#include <string.h>

#include "intake/kinds.h"
#include "demand/demand.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/project.h"
#include "words/demand.h"
#include "words/tender.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED, CODE_ROOM = 128 };

#define LEVEL "county/县区|city/市|province/省"
#define VERDICT "passed/通过|set/核定|returned/退回"
#define GROUND                                                                                     \
    "none/无|last_year_usage/上年使用量|"                                                    \
    "clinical_use/临床使用|technology/技术进步"

/* Who and what is known already: a file names the same ones again and again. */
struct known {
    char hospital[CODE_ROOM], group[CODE_ROOM], product[CODE_ROOM];
    bool open; /* reporting is: asked once */
};

static bool
is_known(const char *kept, const char *code)
{
    return strcmp(kept, code) == 0 && *code != '\0';
}

static void
keep(char kept[static CODE_ROOM], const char *code)
{
    size_t n = strlen(code);
    if (n < CODE_ROOM)
        memcpy(kept, code, n + 1);
}

static bool
known_must(struct import *im, struct known *k, const char *hospital, const char *group,
           const char *product, struct err *e)
{
    if (!is_known(k->hospital, hospital) &&
        !participation_must(im->db, im->arena, im->pool, im->project, hospital, "hospital", e))
        return false;
    keep(k->hospital, hospital);
    if (!is_known(k->group, group) &&
        !group_must(im->db, im->arena, im->pool, im->project, group, "group", e))
        return false;
    keep(k->group, group);
    if (*product != '\0' && !is_known(k->product, product) &&
        !product_must(im->db, im->arena, product, "product", e))
        return false;
    keep(k->product, product);
    return true;
}

static struct demand_key
key_of(const struct import *im, const char *hospital, const char *group, const char *product)
{
    return (struct demand_key){im->pool, im->project, group, hospital, product};
}

/* Usage. */

struct usage_row {
    const char *hospital, *group, *product;
    int64_t year;
    qty qty;
};

static const struct column usage_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(usage_row, hospital), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(usage_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, COLUMN_NEEDED, AT(usage_row, product), NULL, 0},
    {"year", "年度", COLUMN_INT, NEED, AT(usage_row, year), NULL, 0},
    {"qty", "使用量", COLUMN_QTY, NEED, AT(usage_row, qty), NULL, 0},
};

static bool
take_usage(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct usage_row *in = row;
    struct demand_key k = key_of(im, in->hospital, in->group, in->product);
    if (in->year < 2000 || in->year > 2999)
        return err_set(e, ERR_INPUT, M_USAGE_YEAR, {""}, .field = "year");
    return known_must(im, im->memo, in->hospital, in->group, in->product, e) &&
           usage_put(im->db, im->arena, &k, in->year, in->qty, how, e);
}

const struct import_kind kind_usage = {
    .name = "usage",
    .title = M_KIND_USAGE,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(usage_columns),
    .row = sizeof(struct usage_row),
    .key = "hospital,group,product,year",
    .memo = sizeof(struct known),
    .take = take_usage,
};

/* Reports of demand; the reviewed quantity beside them when the review was done elsewhere. */

struct demand_row {
    const char *hospital, *group, *product, *reason, *review_reason;
    qty qty, reviewed;
    bool is_reviewed;
    int ground;
    date reviewed_on;
};

static const struct column demand_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(demand_row, hospital), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(demand_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, COLUMN_NEEDED, AT(demand_row, product), NULL, 0},
    {"qty", "报送采购量", COLUMN_QTY, NEED, AT(demand_row, qty), NULL, 0},
    {"reason", "说明", COLUMN_TEXT, 0, AT(demand_row, reason), NULL, 0},
    {"reviewed", "核定采购量", COLUMN_QTY, 0, AT(demand_row, reviewed), NULL,
     AT(demand_row, is_reviewed)},
    {"review_reason", "核定理由", COLUMN_TEXT, 0, AT(demand_row, review_reason), NULL, 0},
    {"ground", "核定依据", COLUMN_CHOICE, 0, AT(demand_row, ground), GROUND, 0},
    {"reviewed_on", "核定日期", COLUMN_DATE, 0, AT(demand_row, reviewed_on), NULL, 0},
};

static bool
take_reviewed(struct import *im, const struct demand_row *in, const struct demand_key *k,
              enum put *how, struct err *e)
{
    const struct review_chain chain = {.n = 0};
    enum put review;
    struct review r = {.level = REVIEW_PROVINCE,
                       .verdict =
                           in->reviewed.pieces == in->qty.pieces ? REVIEW_PASSED : REVIEW_SET,
                       .qty = in->reviewed,
                       .reason = in->review_reason,
                       .ground = (enum review_ground)in->ground,
                       .on = in->reviewed_on,
                       .final = true};
    if (r.verdict == REVIEW_SET && *r.reason == '\0')
        return err_set(e, ERR_INPUT, M_REVIEW_REASON, {review_level_names[r.level]},
                       .field = "review_reason");
    if (!review_demand(im->db, im->arena, k, &chain, &r, &review, e))
        return false;
    if (*how == PUT_SAME && review != PUT_SAME)
        *how = PUT_CHANGED;
    return true;
}

static bool
take_demand(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct demand_row *in = row;
    struct demand_key k = key_of(im, in->hospital, in->group, in->product);
    struct known *known = im->memo;
    known->open = known->open || project_may(im->db, im->arena, im->pool, im->project, ACT_REPORT,
                                             im->today, e);
    return known->open &&
           known_must(im, im->memo, in->hospital, in->group, in->product, e) &&
           report_demand(im->db, im->arena, &k, in->qty, in->reason, how, e) &&
           (!in->is_reviewed || take_reviewed(im, in, &k, how, e));
}

const struct import_kind kind_demands = {
    .name = "demand",
    .title = M_KIND_DEMAND,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(demand_columns),
    .row = sizeof(struct demand_row),
    .key = "hospital,group,product",
    .memo = sizeof(struct known),
    .take = take_demand,
};

/* Reviews, one look of one reviewer a row. */

struct review_row {
    const char *hospital, *group, *product, *reason;
    int level, verdict, ground;
    qty qty;
    bool has_qty;
    date on;
};

static const struct column review_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(review_row, hospital), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(review_row, group), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, COLUMN_NEEDED, AT(review_row, product), NULL, 0},
    {"level", "审核级别", COLUMN_CHOICE, NEED, AT(review_row, level), LEVEL, 0},
    {"verdict", "审核意见", COLUMN_CHOICE, NEED, AT(review_row, verdict), VERDICT, 0},
    {"qty", "核定采购量", COLUMN_QTY, 0, AT(review_row, qty), NULL, AT(review_row, has_qty)},
    {"reason", "理由", COLUMN_TEXT, 0, AT(review_row, reason), NULL, 0},
    {"ground", "依据", COLUMN_CHOICE, 0, AT(review_row, ground), GROUND, 0},
    {"on", "日期", COLUMN_DATE, NEED, AT(review_row, on), NULL, 0},
};

struct review_memo {
    struct known known;
    bool loaded;
    date on; /* institutions as they are then */
    struct review_chain chain[AFFILIATIONS][INSTITUTION_KINDS];
};

static bool
chains(struct import *im, struct review_memo *m, struct err *e)
{
    struct project p;
    struct policy *pack;
    if (m->loaded)
        return true;
    if (!project_get(im->db, im->arena, im->pool, im->project, &p, e) ||
        !project_pack(&p, im->arena, &pack, e))
        return false;
    for (int a = 0; a < AFFILIATIONS; a++)
        for (int k = 0; k < INSTITUTION_KINDS; k++)
            m->chain[a][k] = review_chain_of(pack, (enum affiliation)a, (enum institution_kind)k);
    m->on = p.executed_on;
    return m->loaded = true;
}

static bool
take_review(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct review_row *in = row;
    struct review_memo *m = im->memo;
    struct demand_key k = key_of(im, in->hospital, in->group, in->product);
    struct institution i;
    const struct review r = {.level = (enum review_level)in->level,
                             .verdict = (enum review_verdict)in->verdict,
                             .qty = in->qty,
                             .reason = in->reason,
                             .ground = (enum review_ground)in->ground,
                             .on = in->on};
    if (r.verdict == REVIEW_SET && !in->has_qty)
        return err_set(e, ERR_INPUT, M_REVIEW_QTY, {review_level_names[r.level]}, .field = "qty");
    if (!chains(im, m, e) || !known_must(im, &m->known, in->hospital, in->group, in->product, e) ||
        !institution_on(im->db, im->arena, in->hospital, m->on, &i, e))
        return false;
    return review_demand(im->db, im->arena, &k, &m->chain[i.affiliation][i.kind], &r, how, e);
}

const struct import_kind kind_reviews = {
    .name = "reviews",
    .title = M_KIND_REVIEWS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(review_columns),
    .row = sizeof(struct review_row),
    .key = NULL, /* a report that was sent back is looked at again */
    .memo = sizeof(struct review_memo),
    .take = take_review,
};
