/* Everything the headers can tell: a request refused here has cost no memory for its body. */
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/core/text.h"
#include "http/problem.h"
#include "http/server_inner.h"
#include "words/http.h"

static const char *
header(const struct req *q, const char *name)
{
    return MHD_lookup_connection_value(q->conn, MHD_HEADER_KIND, name);
}

static const char *
header_of_call(const struct call *c, const char *name)
{
    return header((const struct req *)(const void *)c, name);
}

static enum MHD_Result
count_framing(void *count, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind, (void)value;
    *(int *)count +=
        strcasecmp(name, "Content-Length") == 0 || strcasecmp(name, "Transfer-Encoding") == 0;
    return MHD_YES;
}

/* Two statements of its length are refused: whoever stands before us might read the other one. */
static bool
framing_is_plain(struct req *q)
{
    int n = 0;
    const char *te = header(q, "Transfer-Encoding");
    MHD_get_connection_values(q->conn, MHD_HEADER_KIND, count_framing, &n);
    return (n <= 1 && (te == NULL || strcasecmp(te, "chunked") == 0)) ||
           err_set(&q->c.err, ERR_INPUT, M_HTTP_FRAMING);
}

bool
request_time(struct req *q)
{
    struct call *c = &q->c;
    const struct server_config *cfg = &q->s->cfg;
    const char *today = header(q, "X-Jicai-Today");
    enum { CHINA_SECONDS = 8 * 3600, DAY_SECONDS = 86400 };
    c->at = server_now();
    c->today.day = (int32_t)((c->at / 1000000 + CHINA_SECONDS) / DAY_SECONDS);
    c->simulated = cfg->simulate;
    if (cfg->has_today)
        c->today = cfg->today;
    if (today == NULL)
        return true;
    return (cfg->simulate && date_parse(&c->today, today)) ||
           err_set(&c->err, ERR_INPUT, M_HTTP_TODAY);
}

bool
request_may(struct req *q)
{
    struct call *c = &q->c;
    const struct route *r = c->route;
    bool ok = true;
    c->who = (struct person){.user = "", .org = "", .org_kind = "", .region = "", .session_id = ""};
    if (q->s->api.who != NULL)
        ok = q->s->api.who(c);
    bool half = c->who.session == SESSION_HALF;
    bool public = (r->roles & ROLES_PUBLIC) != 0;
    if (!ok)
        return false;
    if (public || (half && (r->flags & ROUTE_HALF) != 0))
        return true;
    if (c->who.session == SESSION_NONE || half)
        return err_set(&c->err, ERR_LOGIN, M_HTTP_LOGIN);
    if ((r->roles & (c->who.roles | (r->roles == ROLES_ANY ? ROLES_ANY : 0))) == 0)
        return err_set(&c->err, ERR_DENIED, M_HTTP_ROLE);
    if (r->scope != SCOPE_NONE && strstr(r->path, "/:pool") != NULL &&
        !(c->pool != 0 ? person_in_pool(&c->who, c->pool) : c->who.platform))
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    return true;
}

static bool
may(struct req *q)
{
    q->c.db = shelf_take(&q->s->shelf);
    bool ok = request_may(q);
    q->seen = disk_seen(q->s->disk);
    shelf_put(&q->s->shelf, q->c.db);
    q->c.db = NULL;
    return ok;
}

static bool
may_so_often(struct req *q)
{
    char text[INT_TEXT_MAX];
    if ((q->c.route->flags & ROUTE_TIGHT) == 0 ||
        limit_take(&q->s->tight, q->c.address, server_now(), &q->retry_after))
        return true;
    return err_set(&q->c.err, ERR_DENIED, M_HTTP_TOO_MANY, {int_text(q->retry_after, text)});
}

/* Is `type` (with parameters) one of `types`? */
static const char *
media(const char *types, const char *type, struct arena *a)
{
    size_t len = type != NULL ? strcspn(type, "; \t") : 0;
    for (const char *p = types; len > 0 && *p != '\0'; p += *p == ' ') {
        size_t n = strcspn(p, " ");
        if (n == len && strncasecmp(p, type, n) == 0) {
            char *out = arena_alloc(a, n + 1);
            return memcpy(out, p, n);
        }
        p += n;
    }
    return NULL;
}

static bool
body_fits(struct req *q)
{
    const struct route *r = q->c.route;
    const char *length = header(q, "Content-Length"), *type = header(q, "Content-Type");
    bool chunked = header(q, "Transfer-Encoding") != NULL;
    int64_t n = chunked ? -1 : 0;
    char text[INT_TEXT_MAX];
    bool takes = r->in != NULL || r->raw_in != NULL;
    const char *types = r->raw_in != NULL ? r->raw_in->types : "application/json";

    q->body.max = r->raw_in != NULL ? (size_t)r->raw_in->max
                  : r->body_max > 0 ? r->body_max
                                    : BODY_MAX;
    if (length != NULL && !int_parse(&n, length))
        return err_set(&q->c.err, ERR_TOO_LARGE, M_HTTP_BODY_LARGE,
                       {int_text((int64_t)q->body.max, text)});
    if (!takes)
        return (n == 0) || err_set(&q->c.err, ERR_INPUT, M_HTTP_NO_BODY);
    q->body.upload.type = media(types, type, q->c.arena);
    if (q->body.upload.type == NULL)
        return err_set(&q->c.err, ERR_INPUT, M_HTTP_MEDIA, {types});
    return body_open(q, n);
}

static bool
key_taken(struct req *q)
{
    const char *key = header(q, "Idempotency-Key");
    size_t n = key != NULL ? strlen(key) : 0;
    q->c.head.idempotency_key = key;
    if (key == NULL)
        return true;
    for (size_t i = 0; i < n; i++)
        if (key[i] <= ' ' || key[i] > '~')
            n = 0;
    return (n >= 1 && n <= 64) || err_set(&q->c.err, ERR_INPUT, M_HTTP_KEY_BAD);
}

struct params {
    struct arena *a;
    struct param list[32];
    size_t n;
    bool bad;
};

/* libmicrohttpd has put a space for each "+"; the rest is ours. */
static enum MHD_Result
param_take(void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct params *p = arg;
    const char *in[2] = {name, value != NULL ? value : ""};
    char *out[2];
    (void)kind;
    if (p->n == sizeof(p->list) / sizeof(*p->list)) {
        p->bad = true;
        return MHD_NO;
    }
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(in[i]);
        out[i] = arena_alloc(p->a, len + 1);
        p->bad = p->bad || !url_unescape(in[i], len, out[i]);
    }
    p->list[p->n++] = (struct param){out[0], out[1]};
    return MHD_YES;
}

/* ?format=, which is the server's and not the route's; else what Accept says. */
static bool
format_taken(struct req *q, struct params *p)
{
    size_t n = 0, given = 0;
    q->table = table_accepted(header(q, "Accept"));
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->list[i].name, "format") != 0)
            p->list[n++] = p->list[i];
        else if (given++ > 0 || !table_named(&q->table, p->list[i].value))
            return err_set(&q->c.err, ERR_INPUT, M_HTTP_FORMAT, {p->list[i].value},
                           .file = "?format");
    }
    p->n = n;
    return true;
}

static bool
query_taken(struct req *q)
{
    static const struct shape none = {NULL, 1, 0, NULL};
    const struct shape *shape = q->c.route->query;
    struct params p = {.a = q->c.arena};
    MHD_get_connection_values(q->conn, MHD_GET_ARGUMENT_KIND, param_take, &p);
    if (p.bad)
        return err_set(&q->c.err, ERR_INPUT, M_HTTP_PATH_BAD);
    if (route_is_table(&q->s->api, q->c.route) && !format_taken(q, &p))
        return false;
    return shape_query(shape != NULL ? shape : &none, p.list, p.n, q->c.arena, &q->c.query,
                       &q->c.errs);
}

static bool
match_given(struct req *q)
{
    q->c.head.if_match = header(q, "If-Match");
    return (q->c.route->flags & ROUTE_MATCH) == 0 || q->c.head.if_match != NULL ||
           err_set(&q->c.err, ERR_CONFLICT, M_HTTP_MATCH_NEEDED);
}

bool
request_admit(struct req *q, const char *method, const char *url)
{
    struct part part[ARGS_MAX] = {{0}};
    struct call *c = &q->c;
    char text[INT_TEXT_MAX];
    c->header = header_of_call;
    c->lang = lang_of(header(q, "Accept-Language"));
    if (!framing_is_plain(q))
        return false;
    if (strlen(url) > URI_MAX)
        return err_set(&c->err, ERR_INPUT, M_HTTP_URI_LONG, {int_text(URI_MAX, text)});
    c->route = route_find(&q->s->api, method, url, part, &c->err);
    if (c->route == NULL)
        return false;
    if (atomic_load(&q->s->stopping))
        return err_set(&c->err, ERR_CONFLICT, M_HTTP_STOPPING);
    if ((c->route->flags & ROUTE_PAGE) != 0)
        return request_time(q) && body_fits(q);
    return request_time(q) && route_args(c, part) && may(q) && may_so_often(q) && key_taken(q) &&
           match_given(q) && query_taken(q) && body_fits(q);
}
