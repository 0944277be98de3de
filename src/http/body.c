/* The body as it comes in: JSON into the arena, uploads into a file of their own. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/core/text.h"
#include "http/server_inner.h"
#include "words/db.h"
#include "words/http.h"

enum { BODY_FIRST = 4096 };

static bool
too_large(struct req *q)
{
    char max[INT_TEXT_MAX];
    return err_set(&q->c.err, ERR_TOO_LARGE, M_HTTP_BODY_LARGE,
                   {int_text((int64_t)q->body.max, max)});
}

/* In the server's folder for what lives as long as a request. */
static int
scratch(struct req *q, const char **path)
{
    const char *dir = q->s->cfg.spool != NULL ? q->s->cfg.spool : getenv("TMPDIR");
    char *name = arena_printf(q->c.arena, "%s/jicai.XXXXXX", dir != NULL ? dir : "/tmp");
    int fd = mkstemp(name);
    if (fd < 0) {
        err_set(&q->c.err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
        return -1;
    }
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    *path = name;
    return fd;
}

static bool
spool_open(struct req *q)
{
    q->body.fd = scratch(q, &q->body.upload.path);
    return q->body.fd >= 0;
}

bool
call_scratch(struct call *c, const char *suffix, const char **path)
{
    const char *name;
    int fd = scratch((struct req *)c, &name);
    if (fd < 0)
        return false;
    close(fd);
    *path = arena_printf(c->arena, "%s%s", name, suffix);
    if (*suffix == '\0' || rename(name, *path) == 0)
        return true;
    unlink(name);
    return err_set(&c->err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
}

/* From Content-Disposition: filename="..." or filename*=UTF-8''...; never a folder. */
static const char *
file_name(struct req *q)
{
    const char *value = q->c.header(&q->c, "Content-Disposition");
    const char *star = value != NULL ? strstr(value, "filename*=UTF-8''") : NULL;
    const char *plain = value != NULL ? strstr(value, "filename=\"") : NULL;
    if (star == NULL && plain == NULL)
        return "";
    const char *from = star != NULL ? star + 17 : plain + 10;
    size_t n = strcspn(from, star != NULL ? "; \t" : "\"");
    char *out = arena_alloc(q->c.arena, n + 1);
    if (n > 3 * ERR_WHERE_MAX || !url_unescape(from, n, out))
        return "";
    const char *slash = strrchr(out, '/');
    return slash != NULL ? slash + 1 : out;
}

bool
body_open(struct req *q, int64_t length)
{
    sha256_init(&q->body.sum);
    if (length > (int64_t)q->body.max)
        return too_large(q);
    if (q->c.route->raw_in == NULL)
        return true;
    q->body.upload.name = file_name(q);
    return spool_open(q);
}

static bool
grow(struct req *q, size_t need)
{
    struct body *b = &q->body;
    size_t room = b->room == 0 ? BODY_FIRST : b->room * 2;
    if (room < need)
        room = need;
    if (room > b->max)
        room = b->max;
    if (!arena_room(q->c.arena, room))
        return err_set(&q->c.err, ERR_TOO_LARGE, M_ROWS_LARGE);
    char *text = arena_alloc(q->c.arena, room);
    if (b->n > 0)
        memcpy(text, b->text, b->n);
    b->text = text;
    b->room = room;
    return true;
}

static bool
spool(struct req *q, const char *data, size_t n)
{
    while (n > 0) {
        ssize_t k = write(q->body.fd, data, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return err_set(&q->c.err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
        data += k;
        n -= (size_t)k;
    }
    return true;
}

bool
body_take(struct req *q, const char *data, size_t n)
{
    struct body *b = &q->body;
    if (n > b->max - b->n)
        return too_large(q);
    sha256_add(&b->sum, data, n);
    if (b->fd >= 0) {
        if (!spool(q, data, n))
            return false;
    } else {
        if (b->n + n > b->room && !grow(q, b->n + n))
            return false;
        memcpy(b->text + b->n, data, n);
    }
    b->n += n;
    return true;
}

/* Of method, path and body: what an Idempotency-Key stands for. */
static void
digest(struct req *q, const uint8_t body[static SHA256_SIZE])
{
    struct sha256 sum;
    uint8_t bytes[SHA256_SIZE];
    char *hex = arena_alloc(q->c.arena, SHA256_SIZE * 2 + 1);
    sha256_init(&sum);
    sha256_add(&sum, q->method, strlen(q->method) + 1);
    sha256_add(&sum, q->path, strlen(q->path) + 1);
    sha256_add(&sum, body, SHA256_SIZE);
    sha256_end(&sum, bytes);
    sha256_text(bytes, hex);
    q->c.head.body_digest = hex;
}

bool
body_end(struct req *q)
{
    struct body *b = &q->body;
    const struct route *r = q->c.route;
    uint8_t sum[SHA256_SIZE];
    if (r->in == NULL && r->raw_in == NULL)
        sha256_init(&b->sum);
    sha256_end(&b->sum, sum);
    digest(q, sum);
    if (r->in != NULL)
        return shape_read(r->in, b->text, b->n, q->c.arena, &q->c.in, &q->c.errs);
    if (r->raw_in == NULL)
        return true;
    if (b->n == 0)
        return err_set(&q->c.err, ERR_INPUT, M_HTTP_UPLOAD_EMPTY);
    close(b->fd);
    b->fd = -1;
    b->upload.size = (int64_t)b->n;
    memcpy(b->upload.sha256, sum, sizeof(sum));
    q->c.file = &b->upload;
    return true;
}

void
body_drop(struct req *q)
{
    if (q->body.fd >= 0)
        close(q->body.fd);
    if (q->body.upload.path != NULL)
        unlink(q->body.upload.path);
}
