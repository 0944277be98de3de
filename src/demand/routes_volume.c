/* routes_volume.c - volumes: published, explained, and over several pools up and down. */
#include <string.h>

#include "demand/national.h"
#include "demand/publish.h"
#include "demand/query.h"
#include "demand/routes.h"
#include "demand/version.h"
#include "project/project.h"
#include "words/http.h"
#include "words/route_demand.h"

struct volume_row {
    const char *group;
    qty base, agreed;
    ratio share;
    int64_t winners;
    struct list parts;
};
struct part_row {
    int64_t member;
    const char *institution;
    qty base, agreed;
};
#define S struct part_row
static const struct field part_fields[] = {
    F_POOL(S, "member", member, FIELD_OPT),
    F_TEXT(S, "institution", institution, 64, FIELD_OPT),
    F_QTY(S, "base", base, 0),
    F_QTY(S, "agreed", agreed, 0),
};
#undef S
static const struct shape part_shape = SHAPE("VolumePart", struct part_row, part_fields);
#define S struct volume_row
static const struct field volume_fields[] = {
    F_TEXT(S, "group", group, 64, 0),
    F_QTY(S, "base", base, 0),
    F_RATIO(S, "ratio", share, 0),
    F_QTY(S, "agreed", agreed, 0),
    F_INT(S, "winners", winners, 0, 1000, FIELD_OPT),
    F_LIST(S, "parts", parts, &part_shape, 0, 100000, FIELD_OPT),
};
#undef S
static const struct shape volume_shape = SHAPE("Volume", struct volume_row, volume_fields);
struct volumes {
    struct list items;
    const char *sha256, *announcement;
    bool national;
};
static const struct field volumes_fields[] = {
    F_LIST(struct volumes, "items", items, &volume_shape, 0, GROUPS_MAX, 0),
    F_TEXT(struct volumes, "sha256", sha256, 64, 0),
    F_TEXT(struct volumes, "announcement", announcement, 64, FIELD_OPT),
    F_BOOL(struct volumes, "national", national, 0),
};
static const struct shape volumes_shape = SHAPE("Volumes", struct volumes, volumes_fields);

static bool
answer(struct call *c, bool published_only)
{
    struct group_volumes v;
    struct project p;
    struct volumes *out = arena_array(c->arena, struct volumes, 1);
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !volume_list(c->db, c->arena, c->pool, c->arg[1], &v, &c->err) ||
        !volumes_published(c->db, c->arena, c->pool, c->arg[1], &out->announcement, &c->err))
        return false;
    if (published_only && *out->announcement == '\0')
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    struct volume_row *it = arena_array(c->arena, struct volume_row, v.n + 1);
    for (size_t i = 0; i < v.n; i++)
        it[i] = (struct volume_row){v.list[i].group, v.list[i].base,    v.list[i].agreed,
                                    v.list[i].share, v.list[i].winners, {NULL, 0}};
    out->items = (struct list){it, v.n};
    out->sha256 = v.sha256;
    out->national = v.national;
    return reply(c, 200, out);
}

/* Offices see them as they are computed; whoever bids or reports, when they are published. */
static bool
volume_all(struct call *c)
{
    return answer(c, (c->who.roles & AS_READS) == 0);
}
static bool
volume_public(struct call *c)
{
    return answer(c, true);
}

/* One group: its parts, of pools (at home of a project of several) or of institutions. */
static bool
volume_show(struct call *c)
{
    struct national n;
    struct volume v;
    struct rows r;
    bool found;
    struct volume_row *out = arena_array(c->arena, struct volume_row, 1);
    if (!national_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &n, &c->err) ||
        !volume_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &v, &found, &c->err) ||
        !db_run(c->db, &q_agreed_of_group, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(c->arg[2])))
        return false;
    if (!found && !n.found)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    size_t parts = n.found ? n.n : r.n;
    struct part_row *it = arena_array(c->arena, struct part_row, parts + 1);
    for (size_t i = 0; i < parts; i++)
        it[i] = n.found ? (struct part_row){n.list[i].member, "", n.list[i].base, n.list[i].agreed}
                        : (struct part_row){
                              0, row_text(&r, i, 0), {row_int(&r, i, 1)}, {row_int(&r, i, 2)}};
    const struct volume *w = n.found ? &n.total : &v;
    *out = (struct volume_row){c->arg[2], w->base, w->agreed, w->share, w->winners, {it, parts}};
    return reply(c, 200, out);
}

/* --- what had been published and did not stay --- */

#define V struct version_row
static const struct field version_fields[] = {
    F_TEXT(V, "group", group, 64, 0),
    F_INT(V, "version", version, 1, INT32_MAX, 0),
    F_QTY(V, "base", base, 0),
    F_RATIO(V, "ratio", share, 0),
    F_QTY(V, "agreed", agreed, 0),
    F_INT(V, "winners", winners, 0, 1000, FIELD_OPT),
    F_TEXT(V, "announcement", announcement, 64, 0),
    F_TEXT(V, "reason", reason, 1000, 0),
    F_TEXT(V, "who", who, 64, FIELD_OPT),
    F_TEXT(V, "replaced_on", replaced_on, 10, FIELD_OPT),
};
#undef V
static const struct shape version_shape =
    SHAPE("VolumeVersion", struct version_row, version_fields);
struct versions {
    struct list items;
};
static const struct field versions_fields[] = {
    F_LIST(struct versions, "items", items, &version_shape, 0, VERSIONS_MAX, 0)};
static const struct shape versions_shape =
    SHAPE("VolumeVersions", struct versions, versions_fields);

static bool
volume_versions(struct call *c)
{
    struct versions *out = arena_array(c->arena, struct versions, 1);
    struct version_row *list;
    size_t n;
    if (!version_list(c->db, c->arena, c->pool, c->arg[1], &list, &n, &c->err))
        return false;
    out->items = (struct list){list, n};
    return reply(c, 200, out);
}

/* --- publishing --- */

struct publish_in {
    const char *announcement, *title, *text;
};
static const struct field publish_fields[] = {
    F_TEXT(struct publish_in, "announcement", announcement, 64, 0),
    F_TEXT(struct publish_in, "title", title, 200, 0),
    F_TEXT(struct publish_in, "text", text, 60000, FIELD_LINES | FIELD_OPT),
};
static const struct shape publish_shape =
    SHAPE("VolumePublication", struct publish_in, publish_fields);

static bool
volume_publish(struct call *c)
{
    const struct publish_in *in = c->in;
    struct announcement n = {.project = c->arg[1],
                             .number = in->announcement,
                             .title = in->title,
                             .body = in->text,
                             .document = "",
                             .on = c->today,
                             .who = c->who.user};
    enum put how;
    return publish_volumes(c->db, c->arena, c->pool, &n, &how, &c->err) && reply_done(c, how);
}

/* --- over several pools --- */

struct member_in {
    int64_t member;
};
static const struct field member_fields[] = {F_POOL(struct member_in, "member", member, 0)};
static const struct shape member_shape = SHAPE("SummaryOf", struct member_in, member_fields);
struct home_in {
    const char *reason; /* of replacing what was published; "" */
    int64_t home;
};
static const struct field home_fields[] = {
    F_POOL(struct home_in, "home", home, 0),
    F_TEXT(struct home_in, "reason", reason, 1000, FIELD_OPT),
};
static const struct shape home_shape = SHAPE("VolumeFrom", struct home_in, home_fields);
struct share_in {
    const char *reason; /* as in home_in */
    ratio share;
    int64_t winners;
};
static const struct field share_fields[] = {
    F_RATIO(struct share_in, "ratio", share, 0),
    F_INT(struct share_in, "winners", winners, 0, 1000, FIELD_OPT),
    F_TEXT(struct share_in, "reason", reason, 1000, FIELD_OPT),
};
static const struct shape share_shape = SHAPE("AgreedRatio", struct share_in, share_fields);

static bool
summary_pull(struct call *c)
{
    const struct member_in *in = c->in;
    enum put how;
    return pull_summary(c->db, c->arena, c->pool, c->arg[1], in->member, c->today, &how, &c->err) &&
           reply_done(c, how);
}

static bool
stamp_of(struct call *c, struct stamp *out)
{
    struct project p;
    struct policy *pack;
    *out = (struct stamp){"", "", "", ""};
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err))
        return false;
    out->pack = p.pack;
    out->pack_sha256 = pack->sha256;
    return true;
}

static bool
volume_divide(struct call *c)
{
    const struct share_in *in = c->in;
    const struct volume_reason why = {in->reason, c->who.user, c->today};
    struct volume v = {.why = &why, .group = c->arg[2], .share = in->share, .winners = in->winners};
    struct stamp by;
    if (in->share.ppm < 0 || in->share.ppm > RATIO_ONE)
        return err_set(&c->err, ERR_INPUT, M_ROUTE_RATIO, {NULL}, .field = "ratio");
    return stamp_of(c, &by) &&
           divide_volume(c->db, c->arena, c->pool, c->arg[1], &v, &by, &c->err) && volume_show(c);
}

static bool
volume_down(struct call *c)
{
    const struct home_in *in = c->in;
    const struct volume_reason why = {in->reason, c->who.user, c->today};
    struct volume v = {.why = &why, .group = c->arg[2]};
    struct stamp by;
    return stamp_of(c, &by) && pull_volume(c->db, c->pool, in->home, c->arg[1], &v, &by, &c->err) &&
           volume_show(c);
}

#define P "/v1/pools/:pool/projects/:project"
/* clang-format off: one route a line */
#define GET_(id_, path_, roles_, scope_, out_, do_, say_, page_)                                   \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = (roles_), .where = READ,           \
        .scope = (scope_), .out = &(out_), .handle = (do_), .page = (page_), .summary = (say_)     \
    }
#define POST_(id_, path_, in_, out_, do_, say_, page_)                                             \
    {                                                                                              \
        .id = (id_), .method = "POST", .path = (path_), .roles = AS_RUNS, .where = WRITE,          \
        .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &(in_), .out = &(out_),                 \
        .handle = (do_), .page = (page_), .summary = (say_)                                        \
    }
/* clang-format on */
static const struct route table[] = {
    GET_("volume.list", P "/volumes", AS_READS | AS_HOSPITAL | AS_COMPANY, SCOPE_POOL,
         volumes_shape, volume_all, M_R_VOLUME_LIST, "project-volumes"),
    GET_("volume.show", P "/volumes/:group", AS_READS, SCOPE_POOL, volume_shape, volume_show,
         M_R_VOLUME_SHOW, "project-volumes"),
    GET_("volume.versions", P "/volume-versions", AS_READS, SCOPE_POOL, versions_shape,
         volume_versions, M_R_VOLUME_VERSIONS, "project-volumes"),
    POST_("volume.publish", P "/volumes/publication", publish_shape, done_shape, volume_publish,
          M_R_VOLUME_PUBLISH, "project-volumes"),
    POST_("volume.summary", P "/summaries", member_shape, done_shape, summary_pull,
          M_R_VOLUME_SUMMARY, "project-volumes"),
    POST_("volume.divide", P "/volumes/:group/division", share_shape, volume_shape, volume_divide,
          M_R_VOLUME_DIVIDE, "project-volumes"),
    POST_("volume.down", P "/volumes/:group/part", home_shape, volume_shape, volume_down,
          M_R_VOLUME_DOWN, "project-volumes"),
    GET_("public.volumes", "/v1/public/pools/:pool/projects/:project/volumes", ROLES_PUBLIC,
         SCOPE_NONE, volumes_shape, volume_public, M_R_PUBLIC_VOLUMES, "portal-project"),
};
const struct routes volume_routes = ROUTES(table);
