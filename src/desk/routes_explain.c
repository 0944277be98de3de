/* routes_explain.c - why a figure is what it is, over HTTP. */
#include "access/who.h"
#include "desk/explain.h"
#include "desk/routes.h"
#include "project/routes.h"
#include "words/desk.h"

enum { TEXT = 4096, STEPS = 5000, INPUTS = 400 };

struct why_query {
    const char *id;
};
static const struct field query_fields[] = {F_TEXT(struct why_query, "id", id, 400, 0)};
static const struct shape query_shape = SHAPE("ExplainAsk", struct why_query, query_fields);

static const struct field input_fields[] = {
    F_TEXT(struct explain_input, "name", name, 64, 0),
    F_TEXT(struct explain_input, "value", value, 200, FIELD_BLANK),
};
static const struct shape input_shape = SHAPE("ExplainInput", struct explain_input, input_fields);

#define S struct explain_step_told
#define MAYBE (FIELD_OPT | FIELD_LINES)
static const struct field step_fields[] = {
    F_TEXT(S, "text", text, TEXT, FIELD_BLANK),       F_TEXT(S, "rule", rule, 64, FIELD_OPT),
    F_TEXT(S, "value", value, TEXT, FIELD_OPT),       F_TEXT(S, "basis", basis, 32, FIELD_OPT),
    F_TEXT(S, "document", document, TEXT, FIELD_OPT), F_TEXT(S, "clause", clause, TEXT, FIELD_OPT),
    F_TEXT(S, "quote", quote, TEXT, MAYBE),           F_TEXT(S, "cite", cite, TEXT, MAYBE),
};
#undef S
static const struct shape step_shape = SHAPE("ExplainStep", struct explain_step_told, step_fields);

#define E struct explanation
static const struct field fields[] = {
    F_TEXT(E, "what", what, 64, 0),
    F_TEXT(E, "id", id, 400, 0),
    F_TEXT(E, "pack", pack, 64, FIELD_OPT),
    F_TEXT(E, "pack_name", pack_name, 200, FIELD_OPT),
    F_TEXT(E, "note", note, 200, FIELD_OPT),
    F_TEXT(E, "edition", edition, 64, FIELD_OPT),
    F_TEXT(E, "inputs_sha256", inputs_sha256, 64, FIELD_OPT),
    F_BOOL(E, "pack_changed", pack_changed, 0),
    F_LIST(E, "inputs", inputs, &input_shape, 0, INPUTS, 0),
    F_LIST(E, "steps", steps, &step_shape, 0, STEPS, 0),
};
#undef E
static const struct shape shape = SHAPE("Explanation", struct explanation, fields);

static bool
answer(struct call *c, const char *what, bool public)
{
    const struct why_query *q = c->query;
    struct explanation *out = arena_alloc(c->arena, sizeof(*out));
    struct explain_ask ask = {.arena = c->arena,
                              .pool = c->pool,
                              .what = what,
                              .id = q->id,
                              .lang = c->lang,
                              .public = public,
                              .today = c->today};
    if (!public) {
        ask.all = (c->who.roles & AS_READS) != 0;
        sight_of(&c->who, &ask.sight);
    }
    return explain_figure(c->db, &ask, out, &c->err) && reply(c, 200, out);
}

static bool
explain_get(struct call *c)
{
    return answer(c, c->arg[1], false);
}

static bool
explain_public(struct call *c)
{
    return answer(c, "award", true);
}

/* clang-format off */
static const struct route routes[] = {
    {.id = "explanation.get", .method = "GET", .path = "/v1/pools/:pool/explanations/:what",
     .roles = AS_READS | AS_COMPANY | AS_HOSPITAL | AS_DEPARTMENT, .where = READ,
     .scope = SCOPE_POOL, .query = &query_shape, .out = &shape, .handle = explain_get,
     .summary = M_R_EXPLAIN},
    {.id = "public.explanation", .method = "GET",
     .path = "/v1/public/pools/:pool/award-explanations", .roles = ROLES_PUBLIC, .where = READ,
     .query = &query_shape, .out = &shape, .handle = explain_public,
     .summary = M_R_EXPLAIN_PUBLIC, .page = "portal-project"},
};
/* clang-format on */
const struct routes explain_routes = ROUTES(routes);
