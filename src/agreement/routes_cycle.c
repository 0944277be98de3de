/* routes_cycle.c - how long a project runs, and longer, over HTTP. */
#include <string.h>

#include "agreement/extension.h"
#include "agreement/routes.h"
#include "project/cycle_rule.h"
#include "project/life.h"
#include "words/cycle.h"

#define P "/v1/pools/:pool/projects/:project"
enum { DECIDES = AS_PROVINCE | AS_CITY | AS_ALLIANCE };

/* --- as it stands --- */

struct term_row {
    int64_t term;
    date from, to, volume_until;
    bool extension;
};
struct part_row {
    date from, to;
};
struct extended_row {
    date decided_on, new_end;
    const char *reason, *announcement;
};
struct cycle_out {
    const char *kind, *verdict;
    struct list parts, terms, extensions;
};
static const struct field term_fields[] = {
    F_INT(struct term_row, "term", term, 1, 100, 0),
    F_DATE(struct term_row, "from", from, 0),
    F_DATE(struct term_row, "to", to, 0),
    F_DATE(struct term_row, "volume_until", volume_until, 0),
    F_BOOL(struct term_row, "extension", extension, 0),
};
static const struct shape term_shape = SHAPE("CycleTerm", struct term_row, term_fields);
static const struct field part_fields[] = {
    F_DATE(struct part_row, "from", from, 0),
    F_DATE(struct part_row, "to", to, 0),
};
static const struct shape part_shape = SHAPE("CyclePart", struct part_row, part_fields);
static const struct field extended_fields[] = {
    F_DATE(struct extended_row, "decided_on", decided_on, 0),
    F_DATE(struct extended_row, "new_end", new_end, 0),
    F_TEXT(struct extended_row, "reason", reason, 1000, 0),
    F_TEXT(struct extended_row, "announcement", announcement, 64, FIELD_OPT),
};
static const struct shape extended_shape =
    SHAPE("CycleExtension", struct extended_row, extended_fields);
#define C struct cycle_out
static const struct field cycle_fields[] = {
    F_TEXT(C, "kind", kind, 16, 0),
    F_TEXT(C, "verdict", verdict, 32, 0),
    F_LIST(C, "parts", parts, &part_shape, 0, CYCLE_PARTS_MAX, 0),
    F_LIST(C, "terms", terms, &term_shape, 0, CYCLE_OF_TERMS_MAX, 0),
    F_LIST(C, "extensions", extensions, &extended_shape, 0, SHAPE_LIST_MAX, 0),
};
#undef C
static const struct shape cycle_shape = SHAPE("Cycle", struct cycle_out, cycle_fields);

static const char *const kind_names[] = {"fixed", "winners", "until"};

static bool
answer(struct call *c, unsigned status)
{
    struct cycle_out *out = arena_alloc(c->arena, sizeof(*out));
    struct cycle_of *y = arena_alloc(c->arena, sizeof(*y));
    struct extension *x;
    struct project p;
    struct policy *pack;
    size_t n;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err) ||
        !cycle_of(c->db, c->arena, &p, pack, NULL, y, &c->err) ||
        !extension_list(c->db, c->arena, c->pool, c->arg[1], &x, &n, &c->err))
        return false;
    struct part_row *part = arena_array(c->arena, struct part_row, y->parts + 1);
    struct term_row *term = arena_array(c->arena, struct term_row, y->terms + 1);
    struct extended_row *ext = arena_array(c->arena, struct extended_row, n + 1);
    for (size_t i = 0; i < y->parts; i++)
        part[i] = (struct part_row){y->part[i].from, y->part[i].to};
    for (size_t i = 0; i < y->terms; i++)
        term[i] =
            (struct term_row){(int64_t)i + 1, y->term[i].term.span.from, y->term[i].term.span.to,
                              y->term[i].term.volume_until, y->term[i].extension};
    for (size_t i = 0; i < n; i++)
        ext[i] =
            (struct extended_row){x[i].decided_on, x[i].new_end, x[i].reason, x[i].announcement};
    *out = (struct cycle_out){kind_names[y->length.kind],
                              cycle_verdict_name(y->verdict),
                              {part, y->parts},
                              {term, y->terms},
                              {ext, n}};
    return reply(c, status, out);
}

static bool
cycle_show(struct call *c)
{
    return answer(c, 200);
}

/* --- its length --- */

struct rule_body {
    const char *by_winners, *document;
    date until;
};
static const struct field rule_fields[] = {
    F_TEXT(struct rule_body, "by_winners", by_winners, 80, FIELD_OPT), /* "12;24;36" */
    F_DATE(struct rule_body, "until", until, FIELD_OPT),
    F_TEXT(struct rule_body, "document", document, 200, FIELD_OPT),
};
static const struct shape rule_shape = SHAPE("CycleRuleIn", struct rule_body, rule_fields);

/* Neither: the months of the project. */
static bool
cycle_set(struct call *c)
{
    const struct rule_body *in = c->in;
    struct cycle_length l = {.kind = CYCLE_FIXED};
    enum put how;
    if (in->until.day != 0)
        l = (struct cycle_length){.kind = CYCLE_UNTIL, .until = in->until};
    if (*in->by_winners != '\0' && (in->until.day != 0 || !cycle_winners_parse(&l, in->by_winners)))
        return err_set(&c->err, ERR_INPUT, M_CYCLE_RULE_BAD, {c->arg[1], in->by_winners},
                       .field = "by_winners");
    return project_may(c->db, c->arena, c->pool, c->arg[1], ACT_EDIT, (date){0}, &c->err) &&
           cycle_rule_put(c->db, c->arena, c->pool, c->arg[1], &l, in->document, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

/* --- longer --- */

struct extend_body {
    date decided_on, new_end;
    const char *reason, *announcement;
};
static const struct field extend_fields[] = {
    F_DATE(struct extend_body, "decided_on", decided_on, 0),
    F_DATE(struct extend_body, "new_end", new_end, 0),
    F_TEXT(struct extend_body, "reason", reason, 1000, 0),
    F_TEXT(struct extend_body, "announcement", announcement, 64, 0),
};
static const struct shape extend_shape =
    SHAPE("CycleExtensionIn", struct extend_body, extend_fields);

static bool
cycle_extend_post(struct call *c)
{
    const struct extend_body *in = c->in;
    const struct extension x = {in->decided_on, in->new_end, in->reason, in->announcement};
    struct agree *made = arena_alloc(c->arena, sizeof(*made));
    enum put how;
    if (date_cmp(x.decided_on, c->today) > 0)
        return err_set(&c->err, ERR_INPUT, M_EXTENSION_FUTURE, {c->arg[1]}, .field = "decided_on");
    return decide_extension(c->db, c->arena, c->pool, c->arg[1], &x, made, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "cycle.show", .method = "GET", .path = P "/cycle", .roles = ROLES_ANY, .where = READ,
     .scope = SCOPE_POOL, .out = &cycle_shape, .handle = cycle_show,
     .page = "project-cycle", .summary = M_R_CYCLE_SHOW},
    {.id = "cycle.set", .method = "PUT", .path = P "/cycle", .roles = DECIDES, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &rule_shape, .out = &cycle_shape,
     .handle = cycle_set, .page = "project-cycle", .summary = M_R_CYCLE_SET},
    {.id = "cycle.extend", .method = "POST", .path = P "/extensions", .roles = DECIDES,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &extend_shape,
     .out = &cycle_shape, .handle = cycle_extend_post,
     .page = "project-cycle", .summary = M_R_CYCLE_EXTEND},
};
/* clang-format on */
const struct routes cycle_routes = ROUTES(table);
