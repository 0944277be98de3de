/* routes_amend_list.c - the amendments of a project: an office sees all, a party those that concern
 * it. */
#include "agreement/amend.h"
#include "agreement/query.h"
#include "agreement/routes.h"
#include "words/amend.h"

enum {
    PARTIES = AS_HOSPITAL | AS_REGISTRANT | AS_DISTRIBUTOR,
    SEES_ALL = AS_OFFICE | AS_REGULATOR | AS_AUDITOR,
};

struct item {
    const char *amendment, *kind, *subject, *successor, *state, *proposed_by;
    date effective_on, proposed_on;
};
struct items {
    struct list items;
    const char *next;
};
static const struct field item_fields[] = {
    F_TEXT(struct item, "amendment", amendment, 64, 0),
    F_TEXT(struct item, "kind", kind, 32, 0),
    F_TEXT(struct item, "subject", subject, 64, 0),
    F_TEXT(struct item, "successor", successor, 64, FIELD_OPT),
    F_DATE(struct item, "effective_on", effective_on, 0),
    F_TEXT(struct item, "state", state, 16, 0),
    F_TEXT(struct item, "proposed_by", proposed_by, 64, 0),
    F_DATE(struct item, "proposed_on", proposed_on, 0),
};
static const struct shape item_shape = SHAPE("AmendmentItem", struct item, item_fields);
static const struct field items_fields[] = {
    F_LIST(struct items, "items", items, &item_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct items, "next", next, 1024, FIELD_OPT),
};
static const struct shape items_shape = SHAPE("Amendments", struct items, items_fields);

static bool
amend_list(struct call *c)
{
    const struct page *page = c->query;
    struct items *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(page);
    const char *after[1];
    struct rows r;
    if (!page_after(c, page, 1, after) ||
        !db_run(c->db, &q_amend_page, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text((c->who.roles & (uint64_t)SEES_ALL) != 0 ? "" : c->who.org),
                v_text(after[0]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct item *it = arena_array(c->arena, struct item, n + 1);
    for (size_t i = 0; i < n; i++) {
        it[i] = (struct item){.amendment = row_text(&r, i, 0),
                              .kind = row_text(&r, i, 1),
                              .subject = row_text(&r, i, 2),
                              .successor = row_text(&r, i, 3),
                              .state = row_text(&r, i, 5),
                              .proposed_by = row_text(&r, i, 6)};
        (void)date_parse(&it[i].effective_on, row_text(&r, i, 4));
        (void)date_parse(&it[i].proposed_on, row_text(&r, i, 7));
    }
    *out = (struct items){
        {it, n}, r.n > n ? page_next(c, 1, (const char *const[]){it[n - 1].amendment}) : ""};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "amendment.list", .method = "GET",
     .path = "/v1/pools/:pool/projects/:project/amendments", .roles = PARTIES | SEES_ALL,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &items_shape,
     .handle = amend_list, .page = "project-amendments", .summary = M_R_AMEND_LIST},
};
/* clang-format on */
const struct routes amend_list_routes = ROUTES(table);
