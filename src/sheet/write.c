#include "sheet/write.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/instant.h"
#include "base/core/text.h"
#include "sheet/write_to.h"
#include "words/sheet.h"

enum { WRITER_MEMORY = 1024 * 1024 };

static void
flush(struct writer *w)
{
    size_t done = 0;
    while (done < w->used && w->why == 0) {
        ssize_t k = write(w->fd, w->buf + done, w->used - done);
        if (k < 0 && errno != EINTR)
            w->why = errno;
        done += k > 0 ? (size_t)k : 0;
    }
    w->used = 0;
}

static void
put(struct writer *w, const char *s, size_t n)
{
    while (n > 0) {
        size_t k = n < WRITE_BUFFER - w->used ? n : WRITE_BUFFER - w->used;
        memcpy(w->buf + w->used, s, k);
        w->used += k;
        s += k;
        n -= k;
        if (w->used == WRITE_BUFFER)
            flush(w);
    }
}

/* A cell that no reader can misread. */
static void
csv_text(struct writer *w, const char *s)
{
    size_t n = strlen(s);
    bool formula = *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
    bool quoted = strcspn(s, ",\"\r\n") < n || (n > 0 && (*s == ' ' || s[n - 1] == ' '));
    if (formula)
        put(w, quoted ? "\"'" : "'", quoted ? 2 : 1);
    else if (quoted)
        put(w, "\"", 1);
    for (size_t k; *s != '\0'; s += k) {
        k = strcspn(s, "\"");
        put(w, s, k);
        if (s[k] == '"') {
            put(w, "\"\"", 2);
            k++;
        }
    }
    if (quoted)
        put(w, "\"", 1);
}

static void
cell(struct writer *w, enum cell_form form, int64_t n, const char *text)
{
    if (w->xlsx != NULL) {
        xlsx_out_cell(w, form, n, text);
    } else {
        if (w->column > 0)
            put(w, ",", 1);
        if (form == FORM_TEXT || form == FORM_TITLE)
            csv_text(w, text);
        else
            put(w, text, strlen(text));
    }
    w->column++;
    w->last = *text != '\0' ? w->rows + 1 : w->last;
}

void
write_text(struct writer *w, const char *s)
{
    cell(w, FORM_TEXT, 0, s);
}

void
write_int(struct writer *w, int64_t n)
{
    char text[INT_TEXT_MAX];
    cell(w, FORM_INT, n, int_text(n, text));
}

void
write_qty(struct writer *w, qty n)
{
    write_int(w, n.pieces);
}

void
write_money(struct writer *w, money m)
{
    char text[MONEY_TEXT_MAX];
    cell(w, FORM_MONEY, m.units, money_text(m, text));
}

void
write_ratio(struct writer *w, ratio r)
{
    char text[RATIO_TEXT_MAX];
    cell(w, FORM_RATIO, r.ppm, ratio_text(r, text));
}

void
write_date(struct writer *w, date d)
{
    char text[DATE_TEXT_MAX];
    cell(w, FORM_DATE, d.day, date_text(d, text));
}

void
write_month(struct writer *w, month m)
{
    char text[MONTH_TEXT_MAX];
    cell(w, FORM_TEXT, 0, month_text(m, text));
}

void
write_instant(struct writer *w, int64_t us)
{
    enum { SECOND = 1000000, EAST = 8 * 60 * 60 };
    char text[INSTANT_TEXT_MAX];
    cell(w, FORM_INSTANT, us / SECOND + EAST, instant_text(us, text));
}

void
write_empty(struct writer *w)
{
    cell(w, FORM_TEXT, 0, "");
}

void
write_row(struct writer *w)
{
    if (w->xlsx == NULL)
        put(w, "\n", 1);
    w->rows++;
    w->column = 0;
}

void
write_header(struct writer *w, const char *const title[], size_t n)
{
    assert(w->rows == 0 && w->column == 0);
    if (w->xlsx != NULL)
        xlsx_out_columns(w, n);
    for (size_t i = 0; i < n; i++)
        cell(w, FORM_TITLE, 0, title[i]);
    write_row(w);
}

void
write_width(struct writer *w, size_t column, int chars)
{
    if (w->xlsx != NULL)
        xlsx_out_width(w, column, chars);
}

static bool
ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n > k && strcmp(s + n - k, end) == 0;
}

static bool
failed(const struct writer *w, struct err *e)
{
    return err_set(e, ERR_IO, M_WRITE_FAILED, {strerror(w->why)}, .file = w->path);
}

bool
write_open(struct writer **out, const char *path, const char *sheet, int flags, struct err *e)
{
    struct stat st;
    struct arena *a = arena_new(WRITER_MEMORY);
    struct writer *w = arena_alloc(a, sizeof(*w));
    bool device = stat(path, &st) == 0 && !S_ISREG(st.st_mode);
    *out = NULL;
    *w = (struct writer){.arena = a, .path = arena_strdup(a, path), .fd = -1};
    w->to = device ? w->path : arena_printf(a, "%s.part", path);
    if (ends_with(path, ".xlsx")) {
        xlsx_out_open(w, sheet);
    } else {
        w->buf = arena_alloc(a, WRITE_BUFFER);
        w->fd = open(w->to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        w->why = w->fd < 0 ? errno : 0;
        if (flags & WRITE_BOM)
            put(w, "\xef\xbb\xbf", 3);
    }
    if (w->why != 0) {
        failed(w, e);
        arena_free(a);
        return false;
    }
    *out = w;
    return true;
}

static void
finish(struct writer *w, bool keep)
{
    assert(w->column == 0 || !keep);
    if (w->xlsx != NULL) {
        xlsx_out_close(w, keep);
        return;
    }
    if (keep)
        flush(w);
    if (close(w->fd) != 0 && w->why == 0)
        w->why = errno;
}

bool
write_close(struct writer *w, struct err *e)
{
    finish(w, true);
    if (w->why == 0 && w->to != w->path && rename(w->to, w->path) != 0)
        w->why = errno;
    bool ok = w->why == 0 || failed(w, e);
    if (!ok && w->to != w->path)
        unlink(w->to);
    arena_free(w->arena);
    return ok;
}

void
write_cancel(struct writer *w)
{
    if (w == NULL)
        return;
    finish(w, false);
    if (w->to != w->path)
        unlink(w->to);
    arena_free(w->arena);
}
