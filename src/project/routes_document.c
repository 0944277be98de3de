/* routes_document.c - documents: the trading centre drafts and submits, the insurance centre
 * reviews, the bureau approves; who has it before him may return it. */
#include <string.h>

#include "base/core/text.h"
#include "project/compare.h"
#include "project/document.h"
#include "project/query.h"
#include "project/routes.h"
#include "words/http.h"
#include "words/route_project.h"

struct doc {
    const char *document, *title, *text, *sha256;
    enum document_kind kind;
    enum document_state state;
    int64_t version;
    struct list steps;
};
struct step_row {
    enum document_step step;
    const char *who, *reason;
    date on;
};
static const struct field step_fields[] = {
    F_ENUM(struct step_row, "step", step, document_step_names, DOCUMENT_STEPS, 0),
    F_TEXT(struct step_row, "who", who, 128, FIELD_OPT),
    F_DATE(struct step_row, "on", on, 0),
    F_TEXT(struct step_row, "reason", reason, 2000, FIELD_OPT | FIELD_LINES),
};
static const struct shape step_shape = SHAPE("DocumentStep", struct step_row, step_fields);
static const struct field draft_fields[] = {
    F_TEXT(struct doc, "document", document, 64, 0),
    F_ENUM(struct doc, "kind", kind, document_kind_names, DOCUMENT_KINDS, 0),
    F_TEXT(struct doc, "title", title, 200, 0),
    F_TEXT(struct doc, "text", text, DOCUMENT_MAX, FIELD_LINES),
};
static const struct shape draft_shape = SHAPE("DocumentDraft", struct doc, draft_fields);
static const struct field doc_fields[] = {
    F_TEXT(struct doc, "document", document, 64, 0),
    F_INT(struct doc, "version", version, 1, 1000000, 0),
    F_ENUM(struct doc, "kind", kind, document_kind_names, DOCUMENT_KINDS, 0),
    F_ENUM(struct doc, "state", state, document_state_names, DOCUMENT_STATES, 0),
    F_TEXT(struct doc, "title", title, 200, 0),
    F_TEXT(struct doc, "text", text, DOCUMENT_MAX, FIELD_LINES | FIELD_BLANK),
    F_TEXT(struct doc, "sha256", sha256, 64, 0),
    F_LIST(struct doc, "steps", steps, &step_shape, 0, 1000, FIELD_OPT),
};
static const struct shape doc_shape = SHAPE("Document", struct doc, doc_fields);

struct which {
    int64_t version, from, to;
};
static const struct field version_fields[] = {
    F_INT(struct which, "version", version, 1, 1000000, FIELD_OPT)};
static const struct shape version_shape = SHAPE(NULL, struct which, version_fields);
static const struct field range_fields[] = {F_INT(struct which, "from", from, 1, 1000000, 0),
                                            F_INT(struct which, "to", to, 1, 1000000, 0)};
static const struct shape range_shape = SHAPE(NULL, struct which, range_fields);

static bool
answer(struct call *c, const char *code, int64_t version, unsigned status, bool steps)
{
    struct document_version d;
    struct document_acts acts = {.n = 0};
    struct doc *out = arena_array(c->arena, struct doc, 1);
    const char *project = project_arg(c, 1);
    if (!document_get(c->db, c->arena, c->pool, project, code, version, &d, &c->err) ||
        (steps &&
         !document_acts(c->db, c->arena, c->pool, project, code, d.version, &acts, &c->err)))
        return false;
    struct step_row *s = arena_array(c->arena, struct step_row, acts.n + 1);
    for (size_t i = 0; i < acts.n; i++)
        s[i] = (struct step_row){acts.list[i].step, acts.list[i].who, acts.list[i].reason,
                                 acts.list[i].on};
    *out = (struct doc){d.code, d.title, d.body, d.sha256, d.kind, d.state, d.version, {s, acts.n}};
    return reply(c, status, out);
}

static bool
doc_show(struct call *c)
{
    const struct which *q = c->query;
    return answer(c, c->arg[2], q->version, 200, true);
}

static bool
doc_draft(struct call *c)
{
    const struct doc *in = c->in;
    const struct document_version d = {.project = project_arg(c, 1),
                                       .code = in->document,
                                       .kind = in->kind,
                                       .title = in->title,
                                       .body = in->text};
    int64_t version;
    enum put how;
    return document_draft(c->db, c->arena, c->pool, &d, c->who.user, c->today, &version, &how,
                          &c->err) &&
           answer(c, in->document, version, how == PUT_SAME ? 200 : 201, true);
}

/* --- steps --- */

struct step_body {
    int64_t version;
    const char *reason;
};
static const struct field step_in_fields[] = {
    F_INT(struct step_body, "version", version, 1, 1000000, 0),
    F_TEXT(struct step_body, "reason", reason, 2000, FIELD_OPT | FIELD_LINES),
};
static const struct shape step_in_shape =
    SHAPE("DocumentStepBody", struct step_body, step_in_fields);

static bool
doc_step(struct call *c, enum document_step step)
{
    const struct step_body *in = c->in;
    enum put how;
    return document_take(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], in->version, step,
                         c->who.user, c->today, in->reason, &how, &c->err) &&
           answer(c, c->arg[2], in->version, 200, true);
}

static bool
doc_submit(struct call *c)
{
    return doc_step(c, STEP_SUBMIT);
}
static bool
doc_review(struct call *c)
{
    return doc_step(c, STEP_REVIEW);
}
static bool
doc_approve(struct call *c)
{
    return doc_step(c, STEP_APPROVE);
}

/* The insurance centre returns what was submitted, the bureau what was reviewed. */
static bool
doc_return(struct call *c)
{
    const struct step_body *in = c->in;
    struct document_version d;
    bool bureau = (c->who.roles & AS_BUREAU) != 0;
    if (!document_get(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], in->version, &d,
                      &c->err))
        return false;
    if (d.state == (bureau ? DOCUMENT_SUBMITTED : DOCUMENT_REVIEWED))
        return err_set(&c->err, ERR_DENIED, M_ROUTE_RETURN, {c->arg[2]}, .field = "version");
    return doc_step(c, STEP_RETURN);
}

/* --- lists --- */

struct doc_item {
    const char *document, *project, *title, *sha256, *kind, *state;
    int64_t version;
};
static const struct field item_fields[] = {
    F_TEXT(struct doc_item, "document", document, 64, 0),
    F_TEXT(struct doc_item, "project", project, 64, FIELD_OPT),
    F_INT(struct doc_item, "version", version, 1, 1000000, 0),
    F_TEXT(struct doc_item, "kind", kind, 20, FIELD_OPT),
    F_TEXT(struct doc_item, "state", state, 20, 0),
    F_TEXT(struct doc_item, "title", title, 200, 0),
    F_TEXT(struct doc_item, "sha256", sha256, 64, 0),
};
static const struct shape item_shape = SHAPE("DocumentItem", struct doc_item, item_fields);
struct docs {
    struct list items;
    const char *next;
};
static const struct field docs_fields[] = {
    F_LIST(struct docs, "items", items, &item_shape, 0, SHAPE_LIST_MAX, 0),
    F_TEXT(struct docs, "next", next, 512, FIELD_OPT),
};
static const struct shape docs_shape = SHAPE("Documents", struct docs, docs_fields);

static bool
doc_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    struct docs *out = arena_array(c->arena, struct docs, 1);
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_document_list, c->arena, &r, &c->err, v_int(c->pool),
                v_text(project_arg(c, 1)), v_text(after[0]), v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct doc_item *it = arena_array(c->arena, struct doc_item, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct doc_item){.project = row_text(&r, i, 0),
                                  .document = row_text(&r, i, 1),
                                  .version = row_int(&r, i, 2),
                                  .kind = row_text(&r, i, 3),
                                  .title = row_text(&r, i, 4),
                                  .sha256 = row_text(&r, i, 5),
                                  .state = row_text(&r, i, 6)};
    *out = (struct docs){{it, n}, r.n > n ? page_next(c, 1, &it[n - 1].document) : ""};
    return reply(c, 200, out);
}

static bool
doc_versions(struct call *c)
{
    struct rows r;
    struct docs *out = arena_array(c->arena, struct docs, 1);
    if (!db_run(c->db, &q_document_versions, c->arena, &r, &c->err, v_int(c->pool),
                v_text(project_arg(c, 1)), v_text(c->arg[2])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    struct doc_item *it = arena_array(c->arena, struct doc_item, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        it[i] = (struct doc_item){.project = "",
                                  .document = c->arg[2],
                                  .kind = "",
                                  .version = row_int(&r, i, 0),
                                  .title = row_text(&r, i, 1),
                                  .sha256 = row_text(&r, i, 2),
                                  .state = row_text(&r, i, 3)};
    *out = (struct docs){{it, r.n}, ""};
    return reply(c, 200, out);
}

/* --- comparing --- */

struct line_row {
    enum line_kind kind;
    const char *text;
};
static const struct field line_fields[] = {
    F_ENUM(struct line_row, "kind", kind, line_kind_names, LINE_KINDS, 0),
    F_TEXT(struct line_row, "text", text, DOCUMENT_MAX, FIELD_BLANK | FIELD_LINES),
};
static const struct shape line_shape = SHAPE("DocumentLine", struct line_row, line_fields);
struct changes {
    int64_t gone, fresh;
    struct list lines;
};
static const struct field changes_fields[] = {
    F_INT(struct changes, "gone", gone, 0, INT32_MAX, 0),
    F_INT(struct changes, "new", fresh, 0, INT32_MAX, 0),
    F_LIST(struct changes, "lines", lines, &line_shape, 0, 2 * DOCUMENT_MAX, 0),
};
static const struct shape changes_shape = SHAPE("DocumentChanges", struct changes, changes_fields);

static bool
doc_compare(struct call *c)
{
    const struct which *q = c->query;
    struct document_version a, b;
    struct changes *out = arena_array(c->arena, struct changes, 1);
    if (!document_get(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], q->from, &a,
                      &c->err) ||
        !document_get(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], q->to, &b, &c->err))
        return false;
    struct compared cmp = compare_lines(c->arena, a.body, b.body);
    struct line_row *it = arena_array(c->arena, struct line_row, cmp.n + 1);
    for (size_t i = 0; i < cmp.n; i++)
        it[i] = (struct line_row){cmp.list[i].kind, cmp.list[i].text};
    *out = (struct changes){(int64_t)cmp.gone, (int64_t)cmp.fresh, {it, cmp.n}};
    return reply(c, 200, out);
}

/* What everybody may read: the version that was published. */
static bool
doc_public(struct call *c)
{
    struct rows r;
    if (!db_run(c->db, &q_document_public, c->arena, &r, &c->err, v_int(c->pool),
                v_text(project_arg(c, 1)), v_text(c->arg[2])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    return answer(c, c->arg[2], row_int(&r, 0, 0), 200, false);
}

#define D "/v1/pools/:pool/projects/:project/documents"
/* clang-format off: one route a line */
#define GET_(id_, path_, query_, out_, do_, say_, page_)                                           \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = AS_READS, .where = READ,           \
        .scope = SCOPE_POOL, .query = (query_), .out = &(out_), .handle = (do_), .page = (page_),  \
        .summary = (say_)                                                                          \
    }
#define STEP_(id_, path_, roles_, do_, say_, page_)                                                \
    {                                                                                              \
        .id = (id_), .method = "POST", .path = (path_), .roles = (roles_), .where = WRITE,         \
        .scope = SCOPE_POOL, .in = &step_in_shape, .out = &doc_shape, .handle = (do_),             \
        .page = (page_), .summary = (say_)                                                         \
    }
/* clang-format on */
static const struct route table[] = {
    GET_("document.list", D, &page_shape, docs_shape, doc_page, M_R_DOCUMENT_LIST,
         "project-documents"),
    {.id = "document.draft",
     .page = "project-documents",
     .method = "POST",
     .path = D,
     .roles = AS_PLATFORM,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &draft_shape,
     .out = &doc_shape,
     .handle = doc_draft,
     .summary = M_R_DOCUMENT_DRAFT,
     .body_max = 2 * DOCUMENT_MAX},
    GET_("document.show", D "/:document", &version_shape, doc_shape, doc_show, M_R_DOCUMENT_SHOW,
         "document"),
    GET_("document.versions", D "/:document/versions", NULL, docs_shape, doc_versions,
         M_R_DOCUMENT_VERSIONS, "document"),
    GET_("document.compare", D "/:document/compare", &range_shape, changes_shape, doc_compare,
         M_R_DOCUMENT_COMPARE, "document"),
    STEP_("document.submit", D "/:document/submit", AS_PLATFORM, doc_submit, M_R_DOCUMENT_SUBMIT,
          "document"),
    STEP_("document.review", D "/:document/review", AS_FUND | AS_MONITOR, doc_review,
          M_R_DOCUMENT_REVIEW, "document"),
    STEP_("document.approve", D "/:document/approve", AS_BUREAU, doc_approve, M_R_DOCUMENT_APPROVE,
          "document"),
    STEP_("document.return", D "/:document/return", AS_FUND | AS_MONITOR | AS_BUREAU, doc_return,
          M_R_DOCUMENT_RETURN, "document"),
    {.id = "public.document",
     .method = "GET",
     .path = "/v1/public/pools/:pool/projects/:project/documents/:document",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .out = &doc_shape,
     .handle = doc_public,
     .summary = M_R_PUBLIC_DOCUMENT,
     .page = "announcement"},
};
const struct routes document_routes = ROUTES(table);
