/* routes_choice.c - an institution chooses among the winners for what no winner keeps. */
#include "project/life.h"
#include "project/participation.h"
#include "tender/query.h"
#include "tender/routes.h"
#include "tender/run_allocate.h"
#include "words/route_tender.h"

#define P "/v1/pools/:pool/projects/:project/volume-choices"
enum { WEIGHT_MAX = 1000000000 };

struct choice {
    const char *group, *product;
    int64_t weight;
};
static const struct field in_fields[] = {F_INT(struct choice, "weight", weight, 0, WEIGHT_MAX, 0)};
static const struct shape in_shape = SHAPE("VolumeChoiceIn", struct choice, in_fields);
static const struct field row_fields[] = {
    F_TEXT(struct choice, "group", group, 64, 0),
    F_TEXT(struct choice, "product", product, 64, 0),
    F_INT(struct choice, "weight", weight, 0, WEIGHT_MAX, 0),
};
static const struct shape row_shape = SHAPE("VolumeChoice", struct choice, row_fields);
struct choices {
    struct list items;
};
static const struct field rows_fields[] = {
    F_LIST(struct choices, "items", items, &row_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape rows_shape = SHAPE("VolumeChoices", struct choices, rows_fields);

/* Of a winner, while the volumes are being divided. */
static bool
choice_set(struct call *c)
{
    const struct choice *in = c->in;
    const char *project = c->arg[1], *group = c->arg[2], *product = c->arg[3];
    struct rows r;
    enum put how;
    if (!participation_must(c->db, c->arena, c->pool, project, c->who.org, "", &c->err) ||
        !group_must(c->db, c->arena, c->pool, project, group, "", &c->err) ||
        !project_may(c->db, c->arena, c->pool, project, ACT_ALLOCATE, c->today, &c->err) ||
        !db_run(c->db, &q_volume_choice_winner, c->arena, &r, &c->err, v_int(c->pool),
                v_text(project), v_text(group), v_text(product)))
        return false;
    if (row_int(&r, 0, 0) == 0)
        return err_set(&c->err, ERR_CONFLICT, M_CHOICE_NO_WINNER, {product, group});
    return volume_choice_put(c->db, c->arena, c->pool, project, group, c->who.org, product,
                             in->weight, &how, &c->err) &&
           tender_reply_done(c, how);
}

static bool
choice_own(struct call *c)
{
    struct choices *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_volume_choice_of_institution, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(c->who.org)))
        return false;
    size_t n = r.n < SHAPE_LIST_MAX ? r.n : SHAPE_LIST_MAX;
    struct choice *row = arena_array(c->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choice){row_text(&r, i, 0), row_text(&r, i, 1), row_int(&r, i, 2)};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "volume_choice.set",
     .page = "project-choices", .method = "PUT", .path = P "/:group/:product",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &in_shape, .out = &tender_done_shape, .handle = choice_set,
     .summary = M_R_VOLUME_CHOICE},
    {.id = "volume_choice.own",
     .page = "project-choices", .method = "GET", .path = P, .roles = AS_HOSPITAL, .where = READ,
     .scope = SCOPE_POOL, .out = &rows_shape, .handle = choice_own,
     .summary = M_R_VOLUME_CHOICES},
};
/* clang-format on */
const struct routes choice_routes = ROUTES(table);
