#include "base/host/outfile.h"
#include "words/cli_allocate.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };

struct outfile {
    int fd;     /* -1: closed */
    int failed; /* errno of the first failure; 0: none */
    const char *path, *beside;
    size_t n;
    char buf[BUFFER];
};

static void
drop(void *arg)
{
    struct outfile *f = arg;
    if (f->fd < 0)
        return;
    close(f->fd);
    unlink(f->beside);
}

bool
outfile_open(struct outfile **out, struct arena *a, const char *path, struct err *e)
{
    struct outfile *f = arena_alloc(a, sizeof(*f));
    f->path = arena_strdup(a, path);
    f->beside = arena_printf(a, "%s.%ld.part", path, (long)getpid());
    f->fd = open(f->beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (f->fd < 0)
        return err_set(e, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = path);
    arena_defer(a, drop, f);
    *out = f;
    return true;
}

static void
flush(struct outfile *f)
{
    for (size_t done = 0; done < f->n && f->failed == 0;) {
        ssize_t k = write(f->fd, f->buf + done, f->n - done);
        if (k >= 0)
            done += (size_t)k;
        else if (errno != EINTR)
            f->failed = errno;
    }
    f->n = 0;
}

void
outfile_text(struct outfile *f, const char *s)
{
    for (size_t n = strlen(s), part; n > 0; s += part, n -= part) {
        if (f->n == BUFFER)
            flush(f);
        part = n < BUFFER - f->n ? n : BUFFER - f->n;
        memcpy(f->buf + f->n, s, part);
        f->n += part;
    }
}

char *
outfile_room(struct outfile *f, size_t size)
{
    assert(size <= BUFFER);
    if (f->n + size > BUFFER)
        flush(f);
    return f->buf + f->n;
}

void
outfile_took(struct outfile *f, const char *end)
{
    f->n = (size_t)(end - f->buf);
    assert(f->n <= BUFFER);
}

char *
outfile_put_int(char *to, int64_t n)
{
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int digits = 1;
    if (n < 0)
        *to++ = '-';
    for (uint64_t above = 10; digits < 20 && left >= above; above *= 10)
        digits++;
    for (int i = digits; i-- > 0; left /= 10)
        to[i] = (char)('0' + left % 10);
    return to + digits;
}

char *
outfile_put_text(char *to, const char *s)
{
    size_t n = strlen(s);
    memcpy(to, s, n);
    return to + n;
}

bool
outfile_close(struct outfile *f, struct err *e)
{
    flush(f);
    if (close(f->fd) != 0 && f->failed == 0)
        f->failed = errno;
    f->fd = -1;
    if (f->failed == 0 && rename(f->beside, f->path) != 0)
        f->failed = errno;
    if (f->failed == 0)
        return true;
    unlink(f->beside);
    return err_set(e, ERR_IO, M_OUTFILE, {strerror(f->failed)}, .file = f->path);
}
