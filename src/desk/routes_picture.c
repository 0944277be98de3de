/* routes_picture.c - the figures of a project's pictures: progress against time, money by month,
 * what is open by age, the way of the prepayments, volumes of the winners. Sums only, of what the
 * asker may see. */
#include <string.h>

#include "access/who.h"
#include "desk/query.h"
#include "desk/routes.h"
#include "project/project.h"
#include "project/routes.h"
#include "words/desk.h"

enum { INSTITUTIONS = 5000, MONTHS = 600, AGES = 5, WINNERS = 20000 };
/* Who reads prepayments (fund/routes_order.c). */
enum {
    SEES_FUND = AS_PROVINCE | AS_CITY | AS_MONITOR | AS_FUND | AS_HOSPITAL | AS_FINANCE | AS_AUDITOR
};

struct institution_row {
    const char *institution, *name, *region, *region_name;
    int64_t agreed, accepted;
    money amount, paid;
};
struct month_row {
    const char *month;
    money amount, paid;
};
struct age_row {
    int64_t from_days, to_days; /* past the last day in time; 0 0: not due; to 0: no bound */
    int64_t lines;
    money amount;
};
struct prepaid_row {
    const char *month;
    money prepaid, offset, returned, left; /* left: at the end of the month */
};
struct winner_row {
    const char *group, *group_name, *product, *company_name;
    money price, before;
    int64_t rank, qty;
};
struct pictures {
    ratio expected; /* share of the cycle that has passed */
    struct list institutions, months, open, prepaid, winners;
};

#define S struct institution_row
static const struct field institution_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "name", name, 200, FIELD_OPT),
    F_TEXT(S, "region", region, 6, 0),
    F_TEXT(S, "region_name", region_name, 64, 0),
    F_INT(S, "agreed", agreed, 0, INT64_MAX, 0),
    F_INT(S, "accepted", accepted, INT64_MIN, INT64_MAX, 0),
    F_MONEY(S, "amount", amount, FIELD_SIGNED),
    F_MONEY(S, "paid", paid, FIELD_SIGNED),
};
#undef S
#define S struct month_row
static const struct field month_fields[] = {F_TEXT(S, "month", month, 7, 0),
                                            F_MONEY(S, "amount", amount, FIELD_SIGNED),
                                            F_MONEY(S, "paid", paid, FIELD_SIGNED)};
#undef S
#define S struct age_row
static const struct field age_fields[] = {F_INT(S, "from_days", from_days, 0, INT32_MAX, 0),
                                          F_INT(S, "to_days", to_days, 0, INT32_MAX, 0),
                                          F_INT(S, "lines", lines, 0, INT64_MAX, 0),
                                          F_MONEY(S, "amount", amount, 0)};
#undef S
#define S struct prepaid_row
static const struct field prepaid_fields[] = {
    F_TEXT(S, "month", month, 7, 0),
    F_MONEY(S, "prepaid", prepaid, 0),
    F_MONEY(S, "offset", offset, FIELD_SIGNED),
    F_MONEY(S, "returned", returned, FIELD_SIGNED),
    F_MONEY(S, "left", left, FIELD_SIGNED),
};
#undef S
#define S struct winner_row
static const struct field winner_fields[] = {
    F_TEXT(S, "group", group, 64, 0),        F_TEXT(S, "group_name", group_name, 200, 0),
    F_TEXT(S, "product", product, 64, 0),    F_TEXT(S, "company_name", company_name, 200, 0),
    F_INT(S, "rank", rank, 0, INT32_MAX, 0), F_MONEY(S, "price", price, 0),
    F_MONEY(S, "before", before, FIELD_OPT), F_INT(S, "qty", qty, 0, INT64_MAX, 0),
};
#undef S
static const struct shape institution_shape =
    SHAPE("PictureInstitution", struct institution_row, institution_fields);
static const struct shape month_shape = SHAPE("PictureMonth", struct month_row, month_fields);
static const struct shape age_shape = SHAPE("PictureAge", struct age_row, age_fields);
static const struct shape prepaid_shape =
    SHAPE("PicturePrepaid", struct prepaid_row, prepaid_fields);
static const struct shape winner_shape = SHAPE("PictureWinner", struct winner_row, winner_fields);
#define S struct pictures
static const struct field fields[] = {
    F_RATIO(S, "expected", expected, 0),
    F_LIST(S, "institutions", institutions, &institution_shape, 0, INSTITUTIONS, 0),
    F_LIST(S, "months", months, &month_shape, 0, MONTHS, 0),
    F_LIST(S, "open", open, &age_shape, 0, AGES, 0),
    F_LIST(S, "prepaid", prepaid, &prepaid_shape, 0, MONTHS, 0),
    F_LIST(S, "winners", winners, &winner_shape, 0, WINNERS, 0),
};
#undef S
static const struct shape shape = SHAPE("ProjectPictures", struct pictures, fields);

struct picturing {
    struct call *c;
    struct sight sight;
    struct pictures *out;
    struct rows r;
};

static bool
ask(struct picturing *p, const struct query *q)
{
    struct call *c = p->c;
    return db_run(c->db, q, c->arena, &p->r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                  v_text(p->sight.lo), v_text(p->sight.hi), v_text(p->sight.institution));
}

static bool
institutions(struct picturing *p)
{
    if (!ask(p, &q_picture_institutions))
        return false;
    struct institution_row *row = arena_array(p->c->arena, struct institution_row, p->r.n + 1);
    for (size_t i = 0; i < p->r.n; i++)
        row[i] = (struct institution_row){row_text(&p->r, i, 0),  row_text(&p->r, i, 1),
                                          row_text(&p->r, i, 2),  row_text(&p->r, i, 3),
                                          row_int(&p->r, i, 4),   row_int(&p->r, i, 5),
                                          {row_int(&p->r, i, 6)}, {row_int(&p->r, i, 7)}};
    p->out->institutions = (struct list){row, p->r.n};
    return true;
}

static bool
months(struct picturing *p)
{
    if (!ask(p, &q_picture_months))
        return false;
    struct month_row *row = arena_array(p->c->arena, struct month_row, p->r.n + 1);
    for (size_t i = 0; i < p->r.n; i++)
        row[i] = (struct month_row){
            row_text(&p->r, i, 0), {row_int(&p->r, i, 1)}, {row_int(&p->r, i, 2)}};
    p->out->months = (struct list){row, p->r.n};
    return true;
}

/* By how many days past the last day in time. */
static bool
open_by_age(struct picturing *p)
{
    static const struct age_row ages[AGES] = {
        {.to_days = 0}, {1, 30, 0, {0}}, {31, 90, 0, {0}}, {91, 180, 0, {0}}, {181, 0, 0, {0}}};
    struct age_row *row = arena_array(p->c->arena, struct age_row, AGES);
    if (!ask(p, &q_picture_open))
        return false;
    memcpy(row, ages, sizeof(ages));
    for (size_t i = 0; i < p->r.n; i++) {
        date until;
        size_t k = 0;
        if (!date_parse(&until, row_text(&p->r, i, 0)))
            continue;
        int late = p->c->today.day - until.day;
        while (k + 1 < AGES && late >= (int)ages[k + 1].from_days)
            k++;
        row[k].lines += row_int(&p->r, i, 1);
        row[k].amount.units += row_int(&p->r, i, 2);
    }
    p->out->open = (struct list){row, AGES};
    return true;
}

static bool
prepaid(struct picturing *p)
{
    int64_t left = 0;
    if ((p->c->who.roles & SEES_FUND) == 0)
        return true;
    if (!ask(p, &q_picture_prepaid))
        return false;
    struct prepaid_row *row = arena_array(p->c->arena, struct prepaid_row, p->r.n + 1);
    for (size_t i = 0; i < p->r.n; i++) {
        left += row_int(&p->r, i, 1) - row_int(&p->r, i, 2) - row_int(&p->r, i, 3);
        row[i] = (struct prepaid_row){row_text(&p->r, i, 0),
                                      {row_int(&p->r, i, 1)},
                                      {row_int(&p->r, i, 2)},
                                      {row_int(&p->r, i, 3)},
                                      {left}};
    }
    p->out->prepaid = (struct list){row, p->r.n};
    return true;
}

/* Of offices: what is public only once it is published. */
static bool
winners(struct picturing *p)
{
    struct call *c = p->c;
    if ((c->who.roles & AS_READS) == 0)
        return true;
    if (!db_run(c->db, &q_desk_winners, c->arena, &p->r, &c->err, v_int(c->pool),
                v_text(c->arg[1])))
        return false;
    struct winner_row *row = arena_array(c->arena, struct winner_row, p->r.n + 1);
    size_t n = p->r.n < WINNERS ? p->r.n : WINNERS;
    for (size_t i = 0; i < n; i++)
        row[i] = (struct winner_row){.group = row_text(&p->r, i, 0),
                                     .group_name = row_text(&p->r, i, 1),
                                     .product = row_text(&p->r, i, 2),
                                     .company_name = row_text(&p->r, i, 3),
                                     .rank = row_int(&p->r, i, 4),
                                     .price = {row_int(&p->r, i, 5)},
                                     .qty = row_int(&p->r, i, 7),
                                     .before = {row_int(&p->r, i, 8)}};
    p->out->winners = (struct list){row, n};
    return true;
}

static ratio
passed(const struct project *p, date today)
{
    date end = date_add_months(p->executed_on, (int)p->cycle_months);
    int64_t all = end.day - p->executed_on.day, gone = today.day - p->executed_on.day;
    gone = gone < 0 ? 0 : gone > all ? all : gone;
    return (ratio){all > 0 ? gone * RATIO_ONE / all : 0};
}

static bool
pictures(struct call *c)
{
    struct project project;
    struct picturing p = {.c = c, .out = arena_alloc(c->arena, sizeof(*p.out))};
    *p.out = (struct pictures){.expected = {0}};
    sight_of(&c->who, &p.sight);
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &project, &c->err))
        return false;
    p.out->expected = passed(&project, c->today);
    return institutions(&p) && months(&p) && open_by_age(&p) && prepaid(&p) && winners(&p) &&
           reply(c, 200, p.out);
}

/* clang-format off */
static const struct route routes[] = {
    {.id = "picture.project", .method = "GET",
     .path = "/v1/pools/:pool/projects/:project/pictures", .roles = AS_READS | AS_HOSPITAL,
     .where = READ, .scope = SCOPE_POOL, .out = &shape, .handle = pictures,
     .summary = M_R_PICTURES, .page = "project-pictures"},
};
/* clang-format on */
const struct routes picture_routes = ROUTES(routes);
