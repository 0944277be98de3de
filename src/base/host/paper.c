#include "base/host/paper.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/core/err.h"
#include "base/core/text.h"
#include "words/base.h"

void
paper_start(struct paper *p, struct arena *a)
{
    *p = (struct paper){.arena = a};
    p->to = open_memstream(&p->text, &p->size);
    if (p->to == NULL)
        abort(); /* no memory: see arena.h */
}

void
paper_fields(struct paper *p, const char *const field[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(field[i]);
        assert(text_is_clean(field[i], len));
        if (i > 0)
            fputc('\t', p->to);
        fwrite(field[i], 1, len, p->to);
    }
    fputc('\n', p->to);
}

const char *
paper_text(struct paper *p, size_t *size)
{
    fflush(p->to);
    *size = p->size;
    return p->text;
}

char *
paper_end(struct paper *p, size_t *size)
{
    if (fclose(p->to) != 0)
        abort();
    arena_defer(p->arena, free, p->text);
    if (size != NULL)
        *size = p->size;
    return p->text;
}

bool
file_read(char **out, size_t *size, struct arena *a, const char *path, size_t max, struct err *e)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    struct paper p;
    char some[8192];
    size_t n, all = 0;
    if (f == NULL)
        return err_set(e, ERR_INPUT, M_FILE_OPEN, {strerror(errno)}, .file = path);
    paper_start(&p, a);
    while (all <= max && (n = fread(some, 1, sizeof(some), f)) > 0) {
        fwrite(some, 1, n, p.to);
        all += n;
    }
    bool broken = ferror(f) != 0;
    if (f != stdin)
        fclose(f);
    *out = paper_end(&p, size);
    if (broken)
        return err_set(e, ERR_IO, M_FILE_OPEN, {strerror(errno)}, .file = path);
    return all <= max || err_set(e, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = path);
}

bool
file_make(const char *path, const char *text, size_t size, unsigned mode, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (fd < 0)
        return err_set(e, errno == EEXIST ? ERR_CONFLICT : ERR_IO, M_FILE_MAKE, {strerror(errno)},
                       .file = path);
    bool ok = write(fd, text, size) == (ssize_t)size && fsync(fd) == 0;
    int why = errno;
    ok = close(fd) == 0 && ok;
    if (ok)
        return true;
    unlink(path);
    return err_set(e, ERR_IO, M_FILE_MAKE, {strerror(why)}, .file = path);
}
