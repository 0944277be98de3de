/* routes_name.c - what stands behind the codes of a table: one request for all that a page shows.
 */
#include <string.h>

#include "access/role.h"
#include "registry/query.h"
#include "registry/routes.h"
#include "words/route_registry.h"

enum { CODES_MAX = 120, CODES_TEXT = 6000 };

struct named {
    const char *code, *name, *spec;
};
static const struct field named_fields[] = {
    F_TEXT(struct named, "code", code, 64, 0),
    F_TEXT(struct named, "name", name, 400, 0),
    F_TEXT(struct named, "spec", spec, 400, FIELD_OPT),
};
static const struct shape named_shape = SHAPE("Named", struct named, named_fields);
struct names {
    struct list items;
};
static const struct field names_fields[] = {
    F_LIST(struct names, "items", items, &named_shape, 0, CODES_MAX, 0)};
static const struct shape names_shape = SHAPE("Names", struct names, names_fields);
struct name_query {
    const char *codes;
};
static const struct field query_fields[] = {
    F_TEXT(struct name_query, "codes", codes, CODES_TEXT, 0)};
static const struct shape query_shape = SHAPE(NULL, struct name_query, query_fields);

struct search {
    struct call *c;
    struct val code[CODES_MAX];
    struct named found[CODES_MAX];
    size_t n, n_found;
};

/* "A,B,C"; more than a page shows are refused, not cut. */
static bool
split(struct search *s, const char *codes)
{
    while (*codes != '\0') {
        size_t n = strcspn(codes, ",");
        if (s->n == CODES_MAX)
            return err_set(&s->c->err, ERR_INPUT, M_NAMES_MANY);
        if (n > 0)
            s->code[s->n++] = v_text(arena_printf(s->c->arena, "%.*s", (int)n, codes));
        codes += n + (codes[n] == ',');
    }
    return true;
}

static bool
take(void *arg, size_t i, const struct rows *row, struct err *e)
{
    struct search *s = arg;
    (void)e;
    if (s->n_found < CODES_MAX)
        s->found[s->n_found++] = (struct named){
            .code = s->code[i].s,
            .name = arena_strdup(s->c->arena, row_text(row, 0, 0)),
            .spec = arena_strdup(s->c->arena, row_text(row, 0, 1)),
        };
    return true;
}

static bool
name_list(struct call *c)
{
    const struct name_query *q = c->query;
    struct search *s = arena_array(c->arena, struct search, 1);
    struct names *out = arena_array(c->arena, struct names, 1);
    s->c = c;
    if (!split(s, q->codes) || !db_each_of(c->db, &q_name_of, s->code, s->n, take, s, &c->err))
        return false;
    out->items = (struct list){s->found, s->n_found};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "name.list", .method = "GET", .path = "/v1/names", .roles = ROLES_PUBLIC, .where = READ,
     .scope = SCOPE_NONE, .query = &query_shape, .out = &names_shape, .handle = name_list,
     .summary = M_R_NAME_LIST},
};
/* clang-format on */
const struct routes name_routes = ROUTES(table);
