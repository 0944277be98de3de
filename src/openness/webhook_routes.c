#include "access/role.h"
#include "openness/routes.h"
#include "openness/webhook.h"
#include "words/openness.h"

struct hook_in {
    const char *name, *url, *what;
};
static const struct field in_fields[] = {F_TEXT(struct hook_in, "name", name, WEBHOOK_NAME_MAX, 0),
                                         F_TEXT(struct hook_in, "url", url, WEBHOOK_URL_MAX - 1, 0),
                                         F_TEXT(struct hook_in, "what", what, 64, FIELD_OPT)};
static const struct shape in_shape = SHAPE("WebhookNew", struct hook_in, in_fields);

struct hook_out {
    const char *name, *url, *what, *made_by, *error, *secret;
    int64_t done, failures, next_at;
};
static const struct field out_fields[] = {
    F_TEXT(struct hook_out, "name", name, WEBHOOK_NAME_MAX, 0),
    F_TEXT(struct hook_out, "url", url, WEBHOOK_URL_MAX, 0),
    F_TEXT(struct hook_out, "what", what, 64, FIELD_BLANK),
    F_TEXT(struct hook_out, "made_by", made_by, 128, 0),
    F_INT(struct hook_out, "done", done, -1, INT64_MAX, FIELD_SIGNED),
    F_INT(struct hook_out, "failures", failures, 0, INT64_MAX, 0),
    F_INSTANT(struct hook_out, "next_at", next_at, FIELD_OPT),
    F_TEXT(struct hook_out, "error", error, SEND_WHY_MAX, FIELD_OPT),
    F_TEXT(struct hook_out, "secret", secret, WEBHOOK_SECRET_MAX, FIELD_OPT | FIELD_SECRET)};
static const struct shape out_shape = SHAPE("Webhook", struct hook_out, out_fields);

struct hooks_out {
    struct list items;
};
static const struct field list_fields[] = {
    F_LIST(struct hooks_out, "items", items, &out_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape list_shape = SHAPE("Webhooks", struct hooks_out, list_fields);

static struct hook_out
out_of(const struct webhook *h, const char *secret)
{
    return (struct hook_out){h->name, h->url,  h->what,     h->made_by, h->error,
                             secret,  h->done, h->failures, h->next_at};
}

static bool
hooks_get(struct call *c)
{
    struct hooks_out *out = arena_alloc(c->arena, sizeof(*out));
    struct webhook *list;
    size_t n;
    if (!webhook_all_of(c->db, c->arena, c->pool, c->who.org, &list, &n, &c->err))
        return false;
    struct hook_out *items = arena_array(c->arena, struct hook_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = out_of(&list[i], "");
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

/* The secret is told here and never again. */
static bool
hook_post(struct call *c)
{
    const struct hook_in *in = c->in;
    struct hook_out *out = arena_alloc(c->arena, sizeof(*out));
    struct webhook h = {.pool = c->pool,
                        .name = in->name,
                        .url = in->url,
                        .what = in->what,
                        .made_by = c->who.user,
                        .org = c->who.org,
                        .error = ""};
    if (!webhook_add(c->db, c->arena, &h, c->simulated, &c->err))
        return false;
    *out = out_of(&h, h.secret);
    return reply(c, 201, out);
}

static bool
hook_delete(struct call *c)
{
    return webhook_drop(c->db, c->pool, c->who.org, c->arg[1], &c->err) && reply_empty(c);
}

static const struct route routes[] = {
    {.id = "webhook.list",
     .method = "GET",
     .path = "/v1/pools/:pool/webhooks",
     .roles = AS_OFFICE,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &list_shape,
     .handle = hooks_get,
     .page = "links", .summary = M_ROUTE_WEBHOOKS},
    {.id = "webhook.add",
     .method = "POST",
     .path = "/v1/pools/:pool/webhooks",
     .roles = AS_OFFICE,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES | ROUTE_SECRET,
     .in = &in_shape,
     .out = &out_shape,
     .handle = hook_post,
     .page = "links", .summary = M_ROUTE_WEBHOOK_ADD},
    {.id = "webhook.drop",
     .method = "DELETE",
     .path = "/v1/pools/:pool/webhooks/:name",
     .roles = AS_OFFICE,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .handle = hook_delete,
     .page = "links", .summary = M_ROUTE_WEBHOOK_DROP},
};
const struct routes openness_webhook_routes = ROUTES(routes);
