/* routes_announcement.c - announcements, public notices and objections. */
#include <string.h>

#include "project/announcement.h"
#include "project/life.h"
#include "project/query.h"
#include "project/routes.h"
#include "words/http.h"
#include "words/route_project.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- publishing --- */

struct publish {
    const char *announcement, *title, *text, *document;
    enum announce_kind kind;
    int64_t version, days;
};
static const struct field publish_fields[] = {
    F_TEXT(struct publish, "announcement", announcement, 64, 0),
    F_ENUM(struct publish, "kind", kind, announce_kind_names, ANNOUNCE_KINDS, 0),
    F_TEXT(struct publish, "title", title, 200, 0),
    F_TEXT(struct publish, "text", text, 60000, FIELD_LINES | FIELD_BLANK),
    F_TEXT(struct publish, "document", document, 64, FIELD_OPT),
    F_INT(struct publish, "version", version, 1, 1000000, FIELD_OPT),
    F_INT(struct publish, "days", days, 1, 250, FIELD_OPT),
};
static const struct shape publish_shape = SHAPE("AnnouncementNew", struct publish, publish_fields);

struct notice {
    const char *project, *announcement, *title, *text, *document, *sha256, *state;
    enum announce_kind kind;
    int64_t version;
    date on, notice_until, object_until;
    bool estimate;
};
#define S struct notice
static const struct field notice_fields[] = {
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "announcement", announcement, 64, 0),
    F_ENUM(S, "kind", kind, announce_kind_names, ANNOUNCE_KINDS, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_TEXT(S, "text", text, 60000, FIELD_LINES | FIELD_BLANK),
    F_TEXT(S, "document", document, 64, FIELD_OPT),
    F_INT(S, "version", version, 1, 1000000, FIELD_OPT),
    F_TEXT(S, "sha256", sha256, 64, FIELD_OPT),
    F_DATE(S, "on", on, 0),
    F_DATE(S, "notice_until", notice_until, FIELD_OPT),
    F_DATE(S, "object_until", object_until, FIELD_OPT),
    F_BOOL(S, "estimate", estimate, 0),
    F_TEXT(S, "notice", state, 12, FIELD_OPT),
};
#undef S
static const struct shape notice_shape = SHAPE("Announcement", struct notice, notice_fields);

static bool
answer(struct call *c, const char *number, unsigned status)
{
    struct announcement n;
    struct objections o;
    struct notice *out = arena_array(c->arena, struct notice, 1);
    int64_t open = 0, upheld = 0;
    const char *project = project_arg(c, 1);
    if (!announcement_get(c->db, c->arena, c->pool, project, number, &n, &c->err) ||
        !objection_list(c->db, c->arena, c->pool, project, number, &o, &c->err))
        return false;
    for (size_t i = 0; i < o.n; i++) {
        open += o.list[i].answered_on.day == 0;
        upheld += o.list[i].upheld;
    }
    date until = date_max(n.notice_until, n.object_until);
    *out = (struct notice){n.project, n.number, n.title,   n.body, n.document,     n.sha256,
                           "",        n.kind,   n.version, n.on,   n.notice_until, n.object_until,
                           n.estimate};
    if (until.day != 0)
        out->state = notice_state_name(notice_state(until, open, upheld, c->today));
    return reply(c, status, out);
}

static bool
notice_show(struct call *c)
{
    return answer(c, c->arg[2], 200);
}

/* The pack's terms; the announcement may give other days. */
static bool
terms(struct call *c, const char *project, enum announce_kind kind, int64_t days,
      struct notice_term *out)
{
    struct project p;
    struct policy *pack;
    *out = (struct notice_term){0};
    if (*project == '\0')
        return true;
    if (!project_get(c->db, c->arena, c->pool, project, &p, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err))
        return false;
    *out = notice_term_of(pack, kind);
    if (days > 0 && kind == ANNOUNCE_NOTICE) {
        out->days = days;
        out->objection = out->objection > 0 ? out->objection : days;
    }
    return true;
}

static bool
notice_new(struct call *c)
{
    const struct publish *in = c->in;
    struct announcement n = {.project = project_arg(c, 1),
                             .number = in->announcement,
                             .kind = in->kind,
                             .title = in->title,
                             .body = in->text,
                             .document = in->document,
                             .version = in->version,
                             .sha256 = "",
                             .on = c->today,
                             .who = c->who.user};
    struct notice_term term;
    enum put how;
    if (in->kind == ANNOUNCE_VOLUME) /* carries figures: see the route of the volumes */
        return err_set(&c->err, ERR_INPUT, M_ROUTE_VOLUME_KIND, {NULL}, .field = "kind");
    if (*in->document != '\0' && in->version == 0)
        return err_set(&c->err, ERR_INPUT, M_ROUTE_DOCUMENT_VERSION, {in->document},
                       .field = "version");
    return terms(c, n.project, in->kind, in->days, &term) &&
           publish_announcement(c->db, c->arena, c->pool, &n, &term, &how, &c->err) &&
           answer(c, in->announcement, how == PUT_NEW ? 201 : 200);
}

/* --- lists --- */

struct notice_item {
    date on;
    const char *project, *announcement, *kind, *title;
    date notice_until, object_until;
};
static const struct field item_fields[] = {
    F_DATE(struct notice_item, "on", on, 0),
    F_TEXT(struct notice_item, "project", project, 64, FIELD_OPT),
    F_TEXT(struct notice_item, "announcement", announcement, 64, 0),
    F_TEXT(struct notice_item, "kind", kind, 20, 0),
    F_TEXT(struct notice_item, "title", title, 200, 0),
    F_DATE(struct notice_item, "notice_until", notice_until, FIELD_OPT),
    F_DATE(struct notice_item, "object_until", object_until, FIELD_OPT),
};
static const struct shape item_shape = SHAPE("AnnouncementItem", struct notice_item, item_fields);
struct items {
    struct list items;
    const char *next;
};
static const struct field items_fields[] = {
    F_LIST(struct items, "items", items, &item_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct items, "next", next, 512, FIELD_OPT),
};
static const struct shape items_shape = SHAPE("Announcements", struct items, items_fields);

/* Latest first: of one project, or ("") of the pool. */
static bool
notice_page(struct call *c, const char *project)
{
    const struct page_query *q = c->query;
    const char *after[3];
    struct rows r;
    struct items *out = arena_array(c->arena, struct items, 1);
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 3, after) ||
        !db_run(c->db, &q_announcement_list, c->arena, &r, &c->err, v_int(c->pool), v_text(project),
                v_text(*after[0] != '\0' ? after[0] : DATE_OPEN), v_text(after[1]),
                v_text(after[2]), v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct notice_item *it = arena_array(c->arena, struct notice_item, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct notice_item){day_of(row_text(&r, i, 0)), row_text(&r, i, 1),
                                     row_text(&r, i, 2),         row_text(&r, i, 3),
                                     row_text(&r, i, 4),         day_of(row_text(&r, i, 5)),
                                     day_of(row_text(&r, i, 6))};
    *out = (struct items){{it, n}, ""};
    if (r.n > n) {
        const char *key[] = {row_text(&r, n - 1, 0), it[n - 1].project, it[n - 1].announcement};
        out->next = page_next(c, 3, key);
    }
    return reply(c, 200, out);
}

static bool
notice_of_project(struct call *c)
{
    return notice_page(c, c->arg[1]);
}
static bool
notice_of_pool(struct call *c)
{
    return notice_page(c, "");
}

/* --- objections --- */

struct object_body {
    const char *text;
};
static const struct field object_fields[] = {
    F_TEXT(struct object_body, "text", text, 10000, FIELD_LINES)};
static const struct shape object_shape = SHAPE("ObjectionNew", struct object_body, object_fields);
struct answer_body {
    const char *answer;
    bool upheld;
};
static const struct field answer_fields[] = {
    F_TEXT(struct answer_body, "answer", answer, 10000, FIELD_LINES),
    F_BOOL(struct answer_body, "upheld", upheld, 0),
};
static const struct shape answer_shape =
    SHAPE("ObjectionAnswer", struct answer_body, answer_fields);

struct objection_row {
    int64_t objection;
    const char *party, *text, *answer;
    date filed_on, answer_until, answered_on;
    bool upheld;
};
static const struct field objection_fields[] = {
    F_INT(struct objection_row, "objection", objection, 1, INT32_MAX, 0),
    F_TEXT(struct objection_row, "party", party, 64, FIELD_OPT),
    F_TEXT(struct objection_row, "text", text, 10000, FIELD_LINES),
    F_DATE(struct objection_row, "filed_on", filed_on, 0),
    F_DATE(struct objection_row, "answer_until", answer_until, 0),
    F_DATE(struct objection_row, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(struct objection_row, "answer", answer, 10000, FIELD_OPT | FIELD_LINES),
    F_BOOL(struct objection_row, "upheld", upheld, 0),
};
static const struct shape objection_shape =
    SHAPE("Objection", struct objection_row, objection_fields);
static const struct field objections_fields[] = {
    F_LIST(struct items, "items", items, &objection_shape, 0, 100000, 0)};
static const struct shape objections_shape = SHAPE("Objections", struct items, objections_fields);

static struct objection_row
row_of(const struct objection *o)
{
    return (struct objection_row){o->seq,      o->party,        o->body,        o->answer,
                                  o->filed_on, o->answer_until, o->answered_on, o->upheld};
}

static bool
object_new(struct call *c)
{
    const struct object_body *in = c->in;
    struct announcement n;
    struct notice_term term;
    struct objection o;
    struct objection_row *out = arena_array(c->arena, struct objection_row, 1);
    enum put how;
    const char *project = project_arg(c, 1);
    enum { ANSWER = 10 }; /* working days, where the pack says nothing (RULES 15) */
    if (!announcement_get(c->db, c->arena, c->pool, project, c->arg[2], &n, &c->err) ||
        !terms(c, project, n.kind, 0, &term) ||
        !file_objection(c->db, c->arena, c->pool, project, c->arg[2], c->who.org, in->text,
                        c->today, term.answer > 0 ? term.answer : ANSWER, &o, &how, &c->err))
        return false;
    *out = row_of(&o);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
object_answer(struct call *c)
{
    const struct answer_body *in = c->in;
    int64_t seq;
    enum put how;
    return call_arg_int(c, 3, &seq) &&
           answer_objection(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], seq, in->answer,
                            in->upheld, c->today, c->who.user, &how, &c->err) &&
           reply_done(c, how);
}

/* Offices see all of them; a party its own. */
static bool
object_all(struct call *c)
{
    struct objections o;
    struct items *out = arena_array(c->arena, struct items, 1);
    bool all = (c->who.roles & AS_READS) != 0;
    size_t n = 0;
    if (!objection_list(c->db, c->arena, c->pool, project_arg(c, 1), c->arg[2], &o, &c->err))
        return false;
    struct objection_row *it = arena_array(c->arena, struct objection_row, o.n + 1);
    for (size_t i = 0; i < o.n; i++)
        if (all || strcmp(o.list[i].party, c->who.org) == 0)
            it[n++] = row_of(&o.list[i]);
    *out = (struct items){{it, n}, ""};
    return reply(c, 200, out);
}

#define A "/v1/pools/:pool/projects/:project/announcements"
#define PUBLIC "/v1/public/pools/:pool"
/* clang-format off: one route a line */
#define GET_(id_, path_, roles_, scope_, query_, out_, do_, say_, page_)                           \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = (roles_), .where = READ,           \
        .scope = (scope_), .query = (query_), .out = &(out_), .handle = (do_), .page = (page_),    \
        .summary = (say_)                                                                          \
    }
#define POST_(id_, path_, roles_, in_, out_, do_, say_, page_)                                     \
    {                                                                                              \
        .id = (id_), .method = "POST", .path = (path_), .roles = (roles_), .where = WRITE,         \
        .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &(in_), .out = &(out_),                 \
        .handle = (do_), .page = (page_), .summary = (say_)                                        \
    }
/* clang-format on */
static const struct route table[] = {
    POST_("announcement.publish", A, AS_RUNS | AS_PLATFORM, publish_shape, notice_shape, notice_new,
          M_R_ANNOUNCE_PUBLISH, "project-announcements"),
    GET_("announcement.list", A, ROLES_ANY, SCOPE_POOL, &page_shape, items_shape, notice_of_project,
         M_R_ANNOUNCE_LIST, "project-announcements"),
    GET_("announcement.show", A "/:announcement", ROLES_ANY, SCOPE_POOL, NULL, notice_shape,
         notice_show, M_R_ANNOUNCE_SHOW, "project-announcement"),
    POST_("objection.file", A "/:announcement/objections", AS_COMPANY | AS_HOSPITAL, object_shape,
          objection_shape, object_new, M_R_OBJECT_FILE, "project-announcements"),
    GET_("objection.list", A "/:announcement/objections", AS_READS | AS_COMPANY | AS_HOSPITAL,
         SCOPE_POOL, NULL, objections_shape, object_all, M_R_OBJECT_LIST, "project-announcements"),
    POST_("objection.answer", A "/:announcement/objections/:objection/answer",
          AS_RUNS | AS_PLATFORM, answer_shape, done_shape, object_answer, M_R_OBJECT_ANSWER,
          "project-announcements"),
    GET_("public.announcements", PUBLIC "/announcements", ROLES_PUBLIC, SCOPE_NONE, &page_shape,
         items_shape, notice_of_pool, M_R_PUBLIC_LIST, "announcements"),
    GET_("public.announcement", PUBLIC "/projects/:project/announcements/:announcement",
         ROLES_PUBLIC, SCOPE_NONE, NULL, notice_shape, notice_show, M_R_PUBLIC_SHOW,
         "announcement"),
};
const struct routes announcement_routes = ROUTES(table);
