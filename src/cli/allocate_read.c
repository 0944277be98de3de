#include "cli/allocate_read.h"

#include <assert.h>

#include "base/core/text.h"
#include "intake/progress.h"
#include "sheet/table.h"
#include "words/cli_allocate.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define MUST (COLUMN_NEEDED | COLUMN_FILLED)

struct award_row {
    const char *group, *product, *regions;
    int64_t rank;
    qty capacity;
    bool has_capacity;
};

#define AT(field) offsetof(struct award_row, field)
static const struct column award_columns[] = {
    {"group", "竞价组", COLUMN_CODE, MUST, AT(group), NULL, -1},
    {"product", "产品", COLUMN_CODE, MUST, AT(product), NULL, -1},
    {"rank", "名次", COLUMN_INT, MUST, AT(rank), NULL, -1},
    {"capacity", "产能", COLUMN_QTY, 0, AT(capacity), NULL, AT(has_capacity)},
    {"regions", "选区", COLUMN_TEXT, 0, AT(regions), NULL, -1},
};
#undef AT

struct demand_in {
    const char *hospital, *group, *product, *region;
    qty amount;
};

#define AT(field) offsetof(struct demand_in, field)
static const struct column demand_columns[] = {
    {"hospital", "医疗机构", COLUMN_CODE, MUST, AT(hospital), NULL, -1},
    {"group", "竞价组", COLUMN_CODE, MUST, AT(group), NULL, -1},
    {"product", "产品", COLUMN_CODE, COLUMN_NEEDED, AT(product), NULL, -1},
    {"qty", "数量", COLUMN_QTY, MUST, AT(amount), NULL, -1},
    {"region", "区域", COLUMN_CODE, 0, AT(region), NULL, -1},
};
static const struct column choice_columns[] = {
    {"hospital", "医疗机构", COLUMN_CODE, MUST, AT(hospital), NULL, -1},
    {"group", "竞价组", COLUMN_CODE, MUST, AT(group), NULL, -1},
    {"product", "产品", COLUMN_CODE, MUST, AT(product), NULL, -1},
    {"weight", "权重", COLUMN_QTY, MUST, AT(amount), NULL, -1},
};
#undef AT

static const char *
column_of(enum allocation_answer answer)
{
    switch (answer) {
    case ALLOCATION_OK:
    case ALLOCATION_LARGE: return NULL;
    case ALLOCATION_GROUP_UNKNOWN: return "group";
    case ALLOCATION_WINNER_TWICE:
    case ALLOCATION_OTHER_GROUP:
    case ALLOCATION_NOT_A_WINNER:
    case ALLOCATION_TWICE: return "product";
    case ALLOCATION_HOSPITAL: return "hospital";
    case ALLOCATION_NO_REGION:
    case ALLOCATION_TWO_REGIONS: return "region";
    case ALLOCATION_ZERO:
    case ALLOCATION_OVERFLOW: return "qty";
    }
    return NULL;
}

static enum msg
answer_words(enum allocation_answer answer)
{
    switch (answer) {
    case ALLOCATION_OK: return M_NONE;
    case ALLOCATION_LARGE: return M_ALLOCATION_LARGE;
    case ALLOCATION_WINNER_TWICE: return M_ALLOCATION_WINNER_TWICE;
    case ALLOCATION_GROUP_UNKNOWN: return M_ALLOCATION_GROUP_UNKNOWN;
    case ALLOCATION_OTHER_GROUP: return M_ALLOCATION_OTHER_GROUP;
    case ALLOCATION_NOT_A_WINNER: return M_ALLOCATION_NOT_A_WINNER;
    case ALLOCATION_HOSPITAL: return M_ALLOCATION_HOSPITAL;
    case ALLOCATION_NO_REGION: return M_ALLOCATION_NO_REGION;
    case ALLOCATION_TWO_REGIONS: return M_ALLOCATION_TWO_REGIONS;
    case ALLOCATION_TWICE: return M_ALLOCATION_TWICE;
    case ALLOCATION_ZERO: return M_ALLOCATION_ZERO;
    case ALLOCATION_OVERFLOW: return M_ALLOCATION_OVERFLOW;
    }
    assert(false);
    return M_NONE;
}

static bool
told(struct cli *c, struct table *t, enum allocation_answer answer, const char *group,
     const char *product, const char *hospital)
{
    return table_mistake(
        t, &c->errs, column_of(answer),
        (struct err_said){.msg = answer_words(answer), .arg = {group, product, hospital}});
}

static bool
read_award(struct cli *c, struct allocation *al, struct table *t, const struct award_row *row)
{
    bool limits = table_has(t, "capacity");
    if (row->rank < 1)
        return table_mistake(t, &c->errs, "rank", (struct err_said){.msg = M_ALLOCATION_RANK});
    if (limits && !row->has_capacity)
        return table_mistake(
            t, &c->errs, "capacity",
            (struct err_said){.msg = M_ALLOCATION_NO_CAPACITY, .arg = {row->group, row->product}});
    enum allocation_answer answer =
        allocation_winner(al, row->group, row->product, row->rank,
                          limits ? row->capacity.pieces : NO_LIMIT, row->regions);
    return answer == ALLOCATION_OK || told(c, t, answer, row->group, row->product, "");
}

bool
read_awards(struct cli *c, struct allocation *al, const char *path)
{
    struct table *t;
    struct award_row row;
    int64_t line;
    if (!table_open(&t, path, "awards", award_columns, COUNT(award_columns), &c->err))
        return false;
    while (table_next(t, &row, sizeof(row), &line, &c->errs, &c->err))
        read_award(c, al, t, &row);
    table_close(t);
    return c->err.code == ERR_NONE && c->errs.total == 0;
}

/* One row; false: there is no more room. */
static bool
read_row(struct cli *c, struct allocation *al, struct table *t, const char *const cell[],
         int64_t line)
{
    struct demand_in row;
    if (allocation_quick(al, cell[0], cell[1], cell[2], cell[3], line))
        return true;
    if (!table_take(t, cell, &row, sizeof(row), &c->errs))
        return true;
    enum allocation_answer answer = allocation_demand(al, row.hospital, row.group, row.product,
                                                      row.amount.pieces, row.region, line);
    if (answer != ALLOCATION_OK)
        told(c, t, answer, row.group, row.product, row.hospital);
    return answer != ALLOCATION_LARGE;
}

bool
read_demand(struct cli *c, struct allocation *al, const char *path)
{
    enum { LOOK_EVERY = 1 << 14 };
    const char *cell[COUNT(demand_columns)];
    struct table *t;
    struct progress p;
    int64_t line, rows = 0, total;
    if (!table_open(&t, path, "demand", demand_columns, COUNT(demand_columns), &c->err))
        return false;
    progress_start(&p, true);
    while (table_cells(t, cell, &line, &c->err) && read_row(c, al, t, cell, line))
        if (++rows % LOOK_EVERY == 0)
            progress_at(&p, sheet_bytes_read(table_sheet(t), &total), total, rows);
    progress_end(&p);
    if (rows == 0 && c->err.code == ERR_NONE && c->errs.total == 0)
        err_set(&c->err, ERR_INPUT, M_ALLOCATION_EMPTY, {NULL}, .file = path);
    table_close(t);
    return c->err.code == ERR_NONE && c->errs.total == 0;
}

bool
read_choices(struct cli *c, struct allocation *al, const char *path)
{
    struct table *t;
    struct demand_in row;
    int64_t line;
    if (!table_open(&t, path, "choices", choice_columns, COUNT(choice_columns), &c->err))
        return false;
    while (table_next(t, &row, sizeof(row), &line, &c->errs, &c->err)) {
        enum allocation_answer answer =
            allocation_choice(al, row.hospital, row.group, row.product, row.amount.pieces, line);
        if (answer != ALLOCATION_OK)
            told(c, t, answer, row.group, row.product, row.hospital);
    }
    table_close(t);
    return c->err.code == ERR_NONE && c->errs.total == 0;
}

bool
allocation_wrong(struct cli *c, enum allocation_answer answer, const struct allocation_mistake *m,
                 const char *demand, const char *choices)
{
    char first[INT_TEXT_MAX];
    return err_set(&c->err, ERR_INPUT, answer_words(answer),
                   {m->group, m->product, m->hospital, int_text(m->first, first)},
                   .file = m->of_choice ? choices : demand, .line = m->line,
                   .field = column_of(answer));
}
