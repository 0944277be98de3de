/* The answer goes out: JSON of the route's shape, a problem, raw bytes or a file. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/text.h"
#include "http/problem.h"
#include "http/server_inner.h"
#include "words/http.h"

static void
add(struct MHD_Response *r, const char *name, const char *value)
{
    enum MHD_Result ok = MHD_add_response_header(r, name, value);
    assert(ok == MHD_YES);
    (void)ok;
}

/* The arena lives until the request is done, and so longer than the response. */
static struct MHD_Response *
of_text(const char *text, size_t n)
{
    return MHD_create_response_from_buffer(n, (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *
of_file(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) != 0) {
        close(fd);
        return NULL;
    }
    unlink(path);
    return MHD_create_response_from_fd64((uint64_t)st.st_size, fd);
}

/* RFC 6266: for saving, in any language. */
static void
add_name(struct MHD_Response *r, struct arena *a, const char *name)
{
    static const char hex[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, strlen(name) * 3 + 1), *to = out;
    for (; *name != '\0'; name++) {
        unsigned char b = (unsigned char)*name;
        bool plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
                     b == '-' || b == '_' || b == '.';
        if (plain) {
            *to++ = (char)b;
        } else {
            *to++ = '%';
            *to++ = hex[b >> 4];
            *to++ = hex[b & 15];
        }
    }
    add(r, "Content-Disposition", arena_printf(a, "attachment; filename*=UTF-8''%s", out));
}

static bool
is_read(const struct req *q)
{
    return strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
}

/* Like the entity itself: readers get 304 when they have it already. */
static struct MHD_Response *
json_response(struct req *q, unsigned *status)
{
    char etag[ETAG_MAX];
    const char *have = q->c.header(&q->c, "If-None-Match");
    bool tagged = *status == 200 && strcmp(q->method, "POST") != 0;
    bool same =
        tagged && is_read(q) && have != NULL && etag_in(have, etag_of(q->text, q->text_n, etag));
    struct MHD_Response *r = same ? of_text("", 0) : of_text(q->text, q->text_n);
    if (same)
        *status = 304;
    else
        add(r, "Content-Type", "application/json");
    if (tagged)
        add(r, "ETag", etag_of(q->text, q->text_n, etag));
    return r;
}

static struct MHD_Response *
problem_response(struct req *q, unsigned *status)
{
    size_t n;
    char number[INT_TEXT_MAX];
    struct call *c = &q->c;
    const struct err *first = c->errs.n > 0 ? &c->errs.list[0] : &c->err;
    const char *text = problem_text(&c->err, &c->errs, c->lang, c->arena, status, &n);
    struct MHD_Response *r = of_text(text, n);
    if (*status >= 500 && first->msg != M_HTTP_BUSY && first->msg != M_HTTP_STOPPING)
        problem_log(first, c->route != NULL ? c->route->id : "request");
    add(r, "Content-Type", "application/problem+json");
    add(r, "Content-Language", c->lang == LANG_EN ? "en" : "zh-CN");
    if (*status == 401)
        add(r, "WWW-Authenticate", "Session realm=\"jicai\"");
    if (*status == 405)
        add(r, "Allow", c->err.arg[0]);
    if (first->code == ERR_LIMIT) /* a wing's own: it says how long */
        add(r, "Retry-After", first->arg[0]);
    else if (*status == 503 || *status == 429)
        add(r, "Retry-After", int_text(q->retry_after > 0 ? q->retry_after : 1, number));
    if (q->refused || *status == 413)
        add(r, "Connection", "close"); /* the rest of the body is not read */
    return r;
}

static struct MHD_Response *
good_response(struct req *q, unsigned *status)
{
    const struct reply *a = &q->c.reply;
    struct MHD_Response *r;
    *status = a->status;
    if (a->path != NULL)
        r = of_file(a->path);
    else if (a->next != NULL)
        r = stream_response(q);
    else if (a->text != NULL)
        r = of_text(a->text, a->text_n);
    else if (q->text != NULL && q->text_n > 0)
        r = json_response(q, status);
    else
        r = of_text("", 0);
    if (r == NULL && a->next != NULL) {
        err_set(&q->c.err, ERR_CONFLICT, M_HTTP_BUSY);
        q->c.reply = (struct reply){.status = 0};
        return problem_response(q, status);
    }
    if (r == NULL) {
        err_set(&q->c.err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
        return problem_response(q, status);
    }
    if (a->type != NULL)
        add(r, "Content-Type", a->type);
    if (a->name != NULL)
        add_name(r, q->c.arena, a->name);
    for (size_t i = 0; i < a->headers_n; i++)
        add(r, a->header[i].name, a->header[i].value);
    return r;
}

/* Our own scripts, styles and pictures, nothing written into a page but styles on an element by its
 * script, no other host; a compiled engine (WebAssembly) may run. */
#define PAGE_POLICY                                                                                \
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "                 \
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "             \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static void
add_common(struct req *q, struct MHD_Response *r)
{
    char number[INT_TEXT_MAX];
    bool page = q->ok && q->c.route != NULL && (q->c.route->flags & ROUTE_PAGE) != 0;
    add(r, "X-Content-Type-Options", "nosniff");
    add(r, "Referrer-Policy", "same-origin");
    add(r, "Content-Security-Policy",
        page ? PAGE_POLICY : "default-src 'none'; frame-ancestors 'none'");
    if (q->c.route != NULL && (q->c.route->flags & ROUTE_SECRET) != 0)
        add(r, "Cache-Control", "no-store");
    else if (!page) /* which has said itself how long it keeps */
        add(r, "Cache-Control", "private, no-cache");
    if (q->s->cfg.simulate)
        add(r, "X-Jicai-Simulation", "1");
    if (q->repeated)
        add(r, "Idempotency-Replayed", "true");
    if (q->ok && q->log_place >= 0)
        add(r, "X-Jicai-Log-Index", int_text(q->log_place, number));
}

int
request_answer(struct req *q)
{
    unsigned status;
    assert(disk_holds(q->s->disk, q->seen));
    struct MHD_Response *r = q->ok ? good_response(q, &status) : problem_response(q, &status);
    add_common(q, r);
    enum MHD_Result queued = MHD_queue_response(q->conn, status, r);
    MHD_destroy_response(r);
    metrics_count(q->s, q->c.route, status, q->c.at > 0 ? server_now() - q->c.at : 0);
    return queued;
}
