/* routes_path.c - clinical paths, and the files of meetings and paths. */
#include "access/file.h"
#include "access/who.h"
#include "http/rows.h"
#include "ward/path.h"
#include "ward/query.h"
#include "ward/routes.h"
#include "words/route_ward.h"

#define CODE(S, name, m) F_TEXT(S, name, m, 64, 0)

static const struct field item_fields[] = {
    CODE(struct path_item, "project", project),
    CODE(struct path_item, "group", group),
    CODE(struct path_item, "product", product),
};
static const struct shape item_shape = SHAPE("ClinicalPathItemIn", struct path_item, item_fields);
struct path_in {
    const char *title, *file;
    date from;
    struct list items;
};
static const struct field path_in_fields[] = {
    F_TEXT(struct path_in, "title", title, 200, 0),
    F_TEXT(struct path_in, "file", file, 64, 0),
    F_DATE(struct path_in, "from", from, FIELD_OPT),
    F_LIST(struct path_in, "items", items, &item_shape, 1, PATH_ITEMS_MAX, 0),
};
static const struct shape path_in_shape = SHAPE("ClinicalPathIn", struct path_in, path_in_fields);

static bool
path_put_call(struct call *c)
{
    const struct path_in *in = c->in;
    const struct clinical_path p = {.institution = c->who.org,
                                    .path = c->arg[1],
                                    .title = in->title,
                                    .file = in->file,
                                    .who = who_login(c),
                                    .from = in->from.day != 0 ? in->from : c->today,
                                    .item = in->items.at,
                                    .items = in->items.n};
    int64_t version;
    enum put how;
    return path_put(c->db, c->arena, c->pool, &p, &version, &how, &c->err) &&
           ward_done(c, how, "", version);
}

struct item_row {
    const char *project, *group, *product;
    int64_t place;
    bool selected;
};
static const struct field item_row_fields[] = {
    CODE(struct item_row, "project", project),
    CODE(struct item_row, "group", group),
    F_INT(struct item_row, "place", place, 1, INT32_MAX, 0),
    CODE(struct item_row, "product", product),
    F_BOOL(struct item_row, "selected", selected, 0),
};
static const struct shape item_row_shape =
    SHAPE("ClinicalPathItem", struct item_row, item_row_fields);
struct path_out {
    const char *institution, *path, *title, *file, *who;
    int64_t version;
    date from;
    struct list items;
};
#define S struct path_out
static const struct field path_out_fields[] = {
    CODE(S, "hospital", institution),
    CODE(S, "path", path),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_DATE(S, "from", from, 0),
    F_TEXT(S, "file", file, 64, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
    F_LIST(S, "items", items, &item_row_shape, 0, PATH_ITEMS_MAX, 0),
};
#undef S
static const struct shape path_out_shape = SHAPE("ClinicalPath", struct path_out, path_out_fields);

static bool
path_get_call(struct call *c)
{
    struct path_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows p, items;
    int64_t version;
    struct sight s;
    sight_of(&c->who, &s);
    if (!call_arg_int(c, 3, &version) ||
        !db_run(c->db, &q_path_seen, c->arena, &p, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(c->arg[1]), v_text(c->arg[2]), v_int(version)) ||
        !db_run(c->db, &q_path_items, c->arena, &items, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(c->arg[2]), v_int(version)))
        return false;
    if (p.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_PATH, {c->arg[2]});
    *out =
        (struct path_out){.institution = c->arg[1],
                          .path = c->arg[2],
                          .version = row_int(&p, 0, 0),
                          .title = row_text(&p, 0, 1),
                          .file = row_text(&p, 0, 3),
                          .who = row_text(&p, 0, 4),
                          .items = {rows_as(c->arena, &item_row_shape, &items, items.n), items.n}};
    (void)date_parse(&out->from, row_text(&p, 0, 2));
    return reply(c, 200, out);
}

/* Of a meeting or a path that one may see. */
static bool
file_get_call(struct call *c)
{
    struct sight s;
    struct rows r;
    struct file f;
    sight_of(&c->who, &s);
    if (!db_run(c->db, &q_file_of_ward, c->arena, &r, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(c->arg[1])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_WARD_FILE, {c->arg[1]});
    return kept_file(c->db, c->arena, c->arg[1], &f, &c->err) &&
           reply_raw(c, f.type, c->arg[1], (const char *)f.bytes, (size_t)f.size);
}

static const struct raw file_out = {FILE_TYPES, 0};
/* clang-format off */
static const struct route table[] = {
    {.id = "clinical_path.put", .method = "PUT", .path = WARD_PATH "/clinical-paths/:path",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &path_in_shape, .out = &ward_done_shape, .handle = path_put_call,
     .page = "clinical-paths", .summary = M_R_PATH_PUT},
    {.id = "clinical_path.show", .method = "GET",
     .path = WARD_PATH "/hospitals/:hospital/clinical-paths/:path/:version",
     .roles = WARD_READERS, .where = READ, .scope = SCOPE_POOL, .out = &path_out_shape,
     .handle = path_get_call, .page = "clinical-paths", .summary = M_R_PATH},
    {.id = "ward_file.show", .method = "GET", .path = WARD_PATH "/ward-files/:sha256",
     .roles = WARD_READERS, .where = READ, .scope = SCOPE_POOL, .raw_out = &file_out,
     .handle = file_get_call, .page = "catalogue", .summary = M_R_WARD_FILE},
};
/* clang-format on */
const struct routes ward_path_routes = ROUTES(table);
