/* ocds_routes.c - open data for everybody, and the office's setting of its publisher. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "access/role.h"
#include "openness/ocds.h"
#include "openness/routes.h"
#include "words/openness.h"

/* --- packages --- */

static bool
package(struct call *c, enum ocds_package which, const char *project)
{
    struct ocds o = {
        .package = which, .pool = c->pool, .project = project, .on = c->today, .at = c->at};
    const char *path;
    if (!call_scratch(c, ".json", &path))
        return false;
    o.to = fopen(path, "w+e");
    if (o.to == NULL)
        return err_set(&c->err, ERR_IO, M_OCDS_FILE, {strerror(errno)}, .file = path);
    bool ok = ocds_write(c->db, &o, &c->err);
    if (fclose(o.to) != 0 && ok)
        ok = err_set(&c->err, ERR_IO, M_OCDS_FILE, {strerror(errno)}, .file = path);
    if (ok)
        return reply_file(c, "application/json", NULL, path);
    unlink(path);
    return false;
}

static bool
releases_of_pool(struct call *c)
{
    return package(c, OCDS_RELEASES, "");
}
static bool
records_of_pool(struct call *c)
{
    return package(c, OCDS_RECORDS, "");
}
static bool
releases_of_project(struct call *c)
{
    return package(c, OCDS_RELEASES, c->arg[1]);
}
static bool
records_of_project(struct call *c)
{
    return package(c, OCDS_RECORDS, c->arg[1]);
}

/* --- what there is --- */

struct process_out {
    const char *ocid, *project, *name;
};
static const struct field process_fields[] = {
    F_TEXT(struct process_out, "ocid", ocid, 128, 0),
    F_TEXT(struct process_out, "project", project, 64, 0),
    F_TEXT(struct process_out, "name", name, 200, 0),
};
static const struct shape process_shape = SHAPE("OcdsProcess", struct process_out, process_fields);
struct processes_out {
    struct list items;
};
static const struct field processes_fields[] = {
    F_LIST(struct processes_out, "items", items, &process_shape, 0, 100000, 0)};
static const struct shape processes_shape =
    SHAPE("OcdsProcesses", struct processes_out, processes_fields);

static bool
processes(struct call *c)
{
    struct processes_out *out = arena_alloc(c->arena, sizeof(*out));
    struct ocds_process *list;
    size_t n;
    if (!ocds_list(c->db, c->arena, c->pool, c->today, &list, &n, &c->err))
        return false;
    struct process_out *items = arena_array(c->arena, struct process_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct process_out){list[i].ocid, list[i].project, list[i].name};
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

/* --- the publisher --- */

#define P struct publisher
static const struct field publisher_fields[] = {
    F_TEXT(P, "prefix", prefix, PUBLISHER_PREFIX_MAX, 0),
    F_TEXT(P, "name", name, PUBLISHER_TEXT_MAX, 0),
    F_TEXT(P, "uri", uri, PUBLISHER_TEXT_MAX, 0),
    F_TEXT(P, "code", code, 18, FIELD_OPT),
    F_TEXT(P, "scheme", scheme, 32, FIELD_OPT),
    F_TEXT(P, "license", license, PUBLISHER_TEXT_MAX, FIELD_OPT),
    F_TEXT(P, "policy", policy, PUBLISHER_TEXT_MAX, FIELD_OPT),
    F_BOOL(P, "payments", payments, FIELD_OPT),
};
#undef P
static const struct shape publisher_shape = SHAPE("Publisher", struct publisher, publisher_fields);

static bool
publisher_show(struct call *c)
{
    struct publisher *out = arena_alloc(c->arena, sizeof(*out));
    return publisher_get(c->db, c->arena, c->pool, out, &c->err) && reply(c, 200, out);
}

static bool
publisher_set(struct call *c)
{
    enum put how;
    return publisher_put(c->db, c->arena, c->pool, c->in, &how, &c->err) && publisher_show(c);
}

static const struct raw json_raw_out = {.types = "application/json"};
#define PUBLIC "/v1/public/pools/:pool"
#define SETS (AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_PLATFORM)
/* clang-format off: one route a line */
#define PACKAGE_(id_, path_, do_, say_)                                                            \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = ROLES_PUBLIC, .where = READ,       \
        .scope = SCOPE_NONE, .raw_out = &json_raw_out, .handle = (do_), .summary = (say_),         \
        .page = "open-data"                                                                        \
    }
static const struct route routes[] = {
    {.id = "ocds.list",
     .method = "GET",
     .path = PUBLIC "/ocds",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .scope = SCOPE_NONE,
     .out = &processes_shape,
     .handle = processes,
     .summary = M_ROUTE_OCDS_LIST,
     .page = "open-data"},
    PACKAGE_("ocds.releases", PUBLIC "/ocds/releases", releases_of_pool, M_ROUTE_OCDS_RELEASES),
    PACKAGE_("ocds.records", PUBLIC "/ocds/records", records_of_pool, M_ROUTE_OCDS_RECORDS),
    PACKAGE_("ocds.release", PUBLIC "/projects/:project/ocds/releases", releases_of_project,
             M_ROUTE_OCDS_RELEASE),
    PACKAGE_("ocds.record", PUBLIC "/projects/:project/ocds/records", records_of_project,
             M_ROUTE_OCDS_RECORD),
    {.id = "publisher.show",
     .method = "GET",
     .path = "/v1/pools/:pool/publisher",
     .roles = SETS,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &publisher_shape,
     .handle = publisher_show,
     .page = "links", .summary = M_ROUTE_PUBLISHER},
    {.id = "publisher.set",
     .method = "POST",
     .path = "/v1/pools/:pool/publisher",
     .roles = SETS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .in = &publisher_shape,
     .out = &publisher_shape,
     .handle = publisher_set,
     .page = "links", .summary = M_ROUTE_PUBLISHER_SET},
};
/* clang-format on */
const struct routes openness_ocds_routes = ROUTES(routes);
