/* routes_check.c - a bundle of an award, computed again for anybody who brings one: nothing is read
 * from the database and nothing is kept. Whoever trusts no server does the same with `jicai
 * verify`. */
#include "base/host/paper.h"
#include "tender/award_bundle.h"
#include "tender/routes.h"
#include "words/route_tender.h"

enum {
    CHECK_MAX = 4 * 1024 * 1024, /* of an upload: a large province's round, a hundred groups */
    CHECK_MEMORY = 64 * CHECK_MAX
};

struct checked {
    const char *project;
    int64_t groups, bids, line;
    bool same;
};
#define S struct checked
static const struct field checked_fields[] = {
    F_TEXT(S, "project", project, 128, 0),           F_INT(S, "groups", groups, 0, INT64_MAX, 0),
    F_INT(S, "bids", bids, 0, INT64_MAX, 0),         F_BOOL(S, "same", same, 0),
    F_INT(S, "line", line, 1, INT64_MAX, FIELD_OPT),
};
#undef S
static const struct shape checked_shape = SHAPE("AwardChecked", struct checked, checked_fields);

static bool
repeat(struct call *c, struct arena *a)
{
    struct checked *out = arena_array(c->arena, struct checked, 1);
    struct bundle_check check;
    char *text;
    size_t n;
    if (!file_read(&text, &n, a, c->file->path, CHECK_MAX, &c->err) ||
        !award_bundle_check(&check, a, text, n, "", &c->err))
        return false;
    *out = (struct checked){arena_strdup(c->arena, check.project), check.groups, check.bids,
                            check.same ? 0 : check.line, check.same};
    return reply(c, 200, out);
}

static bool
award_check(struct call *c)
{
    struct arena *a = arena_new(CHECK_MEMORY);
    bool ok = repeat(c, a);
    arena_free(a);
    return ok;
}

static const struct raw bundle_in = {"text/plain", CHECK_MAX};
static const struct route table[] = {
    {.id = "award.check",
     .method = "POST",
     .path = "/v1/public/award-checks",
     .roles = ROLES_PUBLIC,
     .where = SLOW,
     .flags = ROUTE_TIGHT,
     .raw_in = &bundle_in,
     .out = &checked_shape,
     .handle = award_check,
     .summary = M_R_AWARD_CHECK,
     .page = "verify"},
};
const struct routes check_routes = ROUTES(table);
