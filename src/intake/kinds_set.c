/* kinds_set.c - systems as files: what a set consists of, and what bids ask for its parts. */
#include "intake/kinds.h"
#include "tender/set.h"
#include "words/sets.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

struct component_row {
    const char *group, *component, *name, *class;
    int64_t per_set;
};
static const struct column component_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(component_row, group), NULL, 0},
    {"component", "组成", COLUMN_CODE, NEED, AT(component_row, component), NULL, 0},
    {"name", "名称", COLUMN_TEXT, NEED, AT(component_row, name), NULL, 0},
    {"class", "类别", COLUMN_CODE, 0, AT(component_row, class), NULL, 0},
    {"per_set", "每套件数", COLUMN_INT, NEED, AT(component_row, per_set), NULL, 0},
};

static bool
take_component(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct component_row *in = row;
    const struct component c = {in->component, in->name, in->class, in->per_set};
    return component_put(im->db, im->arena, im->pool, im->project, in->group, &c, how, e);
}

const struct import_kind kind_components = {
    .name = "components",
    .title = M_KIND_COMPONENTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(component_columns),
    .row = sizeof(struct component_row),
    .key = "group,component",
    .take = take_component,
};

struct part_row {
    const char *group, *product, *component, *part;
    money price, with_service;
};
static const struct column part_columns[] = {
    {"group", "竞价组", COLUMN_CODE, NEED, AT(part_row, group), NULL, 0},
    {"product", "整套产品编码", COLUMN_CODE, NEED, AT(part_row, product), NULL, 0},
    {"component", "组成", COLUMN_CODE, NEED, AT(part_row, component), NULL, 0},
    {"part", "部件产品编码", COLUMN_CODE, NEED, AT(part_row, part), NULL, 0},
    {"price", "部件价", COLUMN_PRICE, NEED, AT(part_row, price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_PRICE, 0, AT(part_row, with_service), NULL, 0},
};

static bool
take_part(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct part_row *in = row;
    const struct bid_part p = {in->component, in->part, in->price, in->with_service};
    return bid_part_put(im->db, im->arena, im->pool, im->project, in->group, in->product, &p, how,
                        e);
}

const struct import_kind kind_bid_parts = {
    .name = "bid_parts",
    .title = M_KIND_BID_PARTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(part_columns),
    .row = sizeof(struct part_row),
    .key = "group,product,component",
    .take = take_part,
};
