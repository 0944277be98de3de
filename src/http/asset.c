#include "http/asset.h"

#include <string.h>
#include <strings.h>

#include "http/server_inner.h"
#include "words/http.h"

#define FIRST_PAGE "/index.html"

static const struct asset *
exactly(const struct asset *list, const char *path)
{
    for (; list->path != NULL; list++)
        if (strcmp(list->path, path) == 0)
            return list;
    return NULL;
}

const struct asset *
asset_find(const struct asset *list, const char *path)
{
    const char *name = strrchr(path, '/');
    const struct asset *found = exactly(list, path);
    if (found == NULL && name != NULL && strchr(name, '.') == NULL)
        return exactly(list, FIRST_PAGE);
    return found;
}

/* "q=0", "q=0.0": a number in which nothing but noughts stands. */
static bool
refused(const char *params, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if ((params[i] == 'q' || params[i] == 'Q') && params[i + 1] == '=')
            return strspn(params + i + 2, "0. ") >= n - i - 2;
    return false;
}

bool
coding_accepted(const char *header, const char *coding)
{
    size_t want = strlen(coding);
    for (const char *p = header; p != NULL && *p != '\0'; p += *p == ',') {
        p += strspn(p, " \t");
        size_t len = strcspn(p, ","), name = strcspn(p, ",; \t");
        if (name == want && strncasecmp(p, coding, name) == 0)
            return !refused(p + name, len - name);
        p += len;
    }
    return false;
}

static const struct packed *
pick(struct call *c, const struct asset *a)
{
    const char *accepts = c->header(c, "Accept-Encoding");
    if (a->brotli.n > 0 && coding_accepted(accepts, "br")) {
        reply_header(c, "Content-Encoding", "br");
        return &a->brotli;
    }
    if (a->gzip.n > 0 && coding_accepted(accepts, "gzip")) {
        reply_header(c, "Content-Encoding", "gzip");
        return &a->gzip;
    }
    return &a->plain;
}

bool
page_get(struct call *c)
{
    const struct req *q = (const struct req *)(const void *)c;
    const struct asset *a = NULL, *list = q->s->cfg.assets;
    const char *have = c->header(c, "If-None-Match");
    if (list == NULL)
        return err_set(&c->err, ERR_NOT_FOUND,
                       strcmp(q->path, "/") == 0 ? M_HTTP_NO_WEB : M_HTTP_PATH);
    a = asset_find(list, q->path);
    if (a == NULL)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    reply_header(c, "ETag", a->etag);
    reply_header(c, "Vary", "Accept-Encoding");
    reply_header(c, "Cache-Control", a->fixed ? "public, max-age=31536000, immutable" : "no-cache");
    if (have != NULL && etag_in(have, a->etag)) {
        c->reply.status = 304;
        return true;
    }
    const struct packed *p = pick(c, a);
    return reply_raw(c, a->type, NULL, p->at, p->n);
}
