#include "sheet/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/text.h"
#include "sheet/utf8.h"
#include "words/sheet.h"

static void
close_source(void *arg)
{
    struct source *s = arg;
    if (s->conv != (iconv_t)-1)
        iconv_close(s->conv);
    if (s->fd >= 0)
        close(s->fd);
}

static bool
read_failed(const struct source *s, struct err *e)
{
    return err_set(e, ERR_IO, M_SHEET_READ, {strerror(errno)}, .file = s->path);
}

/* As many bytes as there are, up to `size`. */
static bool
fill(int fd, char *out, size_t size, size_t *n)
{
    for (*n = 0; *n < size;) {
        ssize_t k = read(fd, out + *n, size - *n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return false;
        if (k == 0)
            break;
        *n += (size_t)k;
    }
    return true;
}

static bool
copy_all(int from, int to)
{
    char buf[16 * 1024];
    for (;;) {
        size_t n, done = 0;
        if (!fill(from, buf, sizeof(buf), &n))
            return false;
        if (n == 0)
            return lseek(to, 0, SEEK_SET) == 0;
        while (done < n) {
            ssize_t k = write(to, buf + done, n - done);
            if (k < 0 && errno != EINTR)
                return false;
            done += k > 0 ? (size_t)k : 0;
        }
    }
}

/* A pipe is copied to a file without a name. */
static bool
spool(struct source *s, struct err *e)
{
    const char *dir = getenv("TMPDIR");
    char name[4096];
    int n = snprintf(name, sizeof(name), "%s/jicai.XXXXXX", dir != NULL ? dir : "/tmp");
    int fd = n > 0 && (size_t)n < sizeof(name) ? mkstemp(name) : -1;
    if (fd < 0)
        return read_failed(s, e);
    unlink(name);
    bool ok = copy_all(s->fd, fd);
    if (!ok)
        read_failed(s, e);
    close(s->fd);
    s->fd = fd;
    return ok;
}

static bool
open_file(struct source *s, struct err *e)
{
    struct stat st;
    s->fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_set(e, ERR_NOT_FOUND, M_SHEET_NO_FILE, {NULL}, .file = s->path);
    if (s->fd < 0 || fstat(s->fd, &st) != 0)
        return read_failed(s, e);
    if (S_ISDIR(st.st_mode))
        return err_set(e, ERR_INPUT, M_SHEET_FOLDER, {NULL}, .file = s->path);
    if (!S_ISREG(st.st_mode) && (!spool(s, e) || fstat(s->fd, &st) != 0))
        return e->code != ERR_NONE ? false : read_failed(s, e);
    s->size = st.st_size;
    return true;
}

static const struct form {
    const char *bytes;
    size_t n;
    enum msg msg;
} forms[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, M_SHEET_XLS},
    {"\x09\x08\x10\x00", 4, M_SHEET_XLS}, /* BIFF without its container */
    {"\x09\x04\x06\x00", 4, M_SHEET_XLS},
    {"%PDF-", 5, M_SHEET_PDF},
    {"\x89PNG", 4, M_SHEET_PICTURE},
    {"\xff\xd8\xff", 3, M_SHEET_PICTURE},
    {"\x1f\x8b", 2, M_SHEET_ARCHIVE},
    {"Rar!\x1a", 5, M_SHEET_ARCHIVE},
    {"7z\xbc\xaf\x27\x1c", 6, M_SHEET_ARCHIVE},
    {"SQLite format 3", 16, M_SHEET_DATABASE},
    {"\x7f\x45LF", 4, M_SHEET_PROGRAM},
};

/* "<html", "<!DOCTYPE", "<?xml": what old systems call .xls and is a web page. */
static bool
is_markup(const char *s, size_t n)
{
    static const char *const starts[] = {"<html", "<!doctype", "<?xml", "<table", "<meta"};
    size_t i = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < n && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t'))
        i++;
    for (size_t k = 0; k < sizeof(starts) / sizeof(*starts); k++) {
        size_t j = 0;
        while (starts[k][j] != '\0' && i + j < n && (s[i + j] | 0x20) == (starts[k][j] | 0x20))
            j++;
        if (starts[k][j] == '\0')
            return true;
    }
    return false;
}

static bool
refuse_forms(const struct source *s, const char *head, size_t n, struct err *e)
{
    if (n == 0)
        return err_set(e, ERR_INPUT, M_SHEET_EMPTY, {NULL}, .file = s->path);
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
        if (n >= forms[i].n && memcmp(head, forms[i].bytes, forms[i].n) == 0)
            return err_set(e, ERR_INPUT, forms[i].msg, {NULL}, .file = s->path);
    if (is_markup(head, n))
        return err_set(e, ERR_INPUT, M_SHEET_MARKUP, {NULL}, .file = s->path);
    return true;
}

bool
source_open(struct source *s, struct arena *a, const char *path, bool *zip, struct err *e)
{
    char head[64];
    size_t n;
    *e = (struct err){.code = ERR_NONE};
    *s = (struct source){.fd = -1, .path = path, .conv = (iconv_t)-1};
    arena_defer(a, close_source, s);
    if (!open_file(s, e))
        return false;
    if (!fill(s->fd, head, sizeof(head), &n) || lseek(s->fd, 0, SEEK_SET) != 0)
        return read_failed(s, e);
    if (!refuse_forms(s, head, n, e))
        return false;
    *zip = n >= 4 && memcmp(head, "PK\x03\x04", 4) == 0;
    s->raw = arena_alloc(a, SOURCE_CHUNK);
    return true;
}

static bool
nul_byte(const struct source *s, int64_t at, struct err *e)
{
    char text[INT_TEXT_MAX];
    return err_set(e, ERR_INPUT, M_SHEET_NUL, {int_text(at, text)}, .file = s->path);
}

/* The place of the first byte that is not UTF-8; -1: there is none. False: broken file or NUL. */
static bool
check_utf8(struct source *s, int64_t *bad, struct err *e)
{
    size_t kept = 0, n;
    for (int64_t at = 0;; at += (int64_t)n) {
        if (!fill(s->fd, s->raw + kept, SOURCE_CHUNK - kept, &n))
            return read_failed(s, e);
        size_t have = kept + n, ok = utf8_span(s->raw, have);
        int64_t place = at - (int64_t)kept + (int64_t)ok;
        if (ok < have && s->raw[ok] == '\0')
            return nul_byte(s, place, e);
        kept = have - ok;
        if (kept > 0 && (n == 0 || !utf8_is_begun(s->raw + ok, kept))) {
            *bad = place;
            return true;
        }
        if (n == 0)
            break;
        memmove(s->raw, s->raw + ok, kept);
    }
    *bad = -1;
    return true;
}

static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};

static bool
rewind_as(struct source *s, enum encoding enc, int64_t skip, struct err *e)
{
    s->encoding = enc;
    s->raw_n = 0;
    s->at = skip;
    if (lseek(s->fd, skip, SEEK_SET) != skip)
        return read_failed(s, e);
    if (s->conv != (iconv_t)-1)
        iconv_close(s->conv);
    s->conv = (iconv_t)-1;
    if (enc == ENCODING_UTF8)
        return true;
    s->conv = iconv_open("UTF-8", names[enc]);
    if (s->conv == (iconv_t)-1)
        return err_set(e, ERR_IO, M_SHEET_CONVERTER, {names[enc]}, .file = s->path);
    return true;
}

/* Convert what there is; stops at a full `out` or at the end. */
static bool
convert(struct source *s, char *out, size_t size, size_t *n, struct err *e)
{
    char place[INT_TEXT_MAX];
    for (*n = 0; *n == 0;) {
        size_t got;
        if (!fill(s->fd, s->raw + s->raw_n, SOURCE_CHUNK - s->raw_n, &got))
            return read_failed(s, e);
        s->at += (int64_t)got;
        s->raw_n += got;
        if (s->raw_n == 0)
            return true;
        char *in = s->raw, *to = out;
        size_t in_left = s->raw_n, out_left = size;
        size_t rc = iconv(s->conv, &in, &in_left, &to, &out_left);
        *n = size - out_left;
        if (rc == (size_t)-1 && errno != E2BIG && *n == 0 && (errno == EILSEQ || got == 0))
            return err_set(e, ERR_INPUT, M_SHEET_ENCODING,
                           {names[s->encoding], int_text(s->at - (int64_t)in_left, place)},
                           .file = s->path);
        memmove(s->raw, in, in_left);
        s->raw_n = in_left;
    }
    return true;
}

bool
source_read(struct source *s, char *out, size_t size, size_t *n, struct err *e)
{
    assert(size >= 16);
    if (s->conv != (iconv_t)-1)
        return convert(s, out, size, n, e);
    if (!fill(s->fd, out, size, n))
        return read_failed(s, e);
    s->at += (int64_t)*n;
    return true;
}

/* Does the whole file convert, and without NUL? */
static bool
check_converted(struct source *s, struct err *e)
{
    char out[16 * 1024];
    size_t n;
    for (;;) {
        if (!convert(s, out, sizeof(out), &n, e))
            return false;
        if (n == 0)
            return true;
        if (memchr(out, '\0', n) != NULL)
            return nul_byte(s, s->at, e);
    }
}

static bool
settle_gb18030(struct source *s, int64_t bad, struct err *e)
{
    char utf8[INT_TEXT_MAX], gb[ERR_ARG_MAX];
    if (!rewind_as(s, ENCODING_GB18030, 0, e))
        return false;
    if (check_converted(s, e))
        return rewind_as(s, ENCODING_GB18030, 0, e);
    if (e->msg != M_SHEET_ENCODING)
        return false;
    memcpy(gb, e->arg[1], sizeof(gb));
    return err_set(e, ERR_INPUT, M_SHEET_NO_ENCODING, {int_text(bad, utf8), gb}, .file = s->path);
}

bool
source_settle(struct source *s, struct err *e)
{
    size_t n;
    int64_t bad = -1;
    if (!fill(s->fd, s->raw, 3, &n))
        return read_failed(s, e);
    bool le = n >= 2 && memcmp(s->raw, "\xff\xfe", 2) == 0;
    bool be = n >= 2 && memcmp(s->raw, "\xfe\xff", 2) == 0;
    if (le || be) {
        enum encoding enc = le ? ENCODING_UTF16LE : ENCODING_UTF16BE;
        return rewind_as(s, enc, 2, e) && check_converted(s, e) && rewind_as(s, enc, 2, e);
    }
    int64_t skip = n == 3 && memcmp(s->raw, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (!rewind_as(s, ENCODING_UTF8, 0, e) || !check_utf8(s, &bad, e))
        return false;
    return bad < 0 ? rewind_as(s, ENCODING_UTF8, skip, e) : settle_gb18030(s, bad, e);
}
