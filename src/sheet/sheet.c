#include "sheet/sheet.h"

#include <string.h>
#include <unistd.h>

#include "sheet/csv.h"
#include "sheet/source.h"
#include "sheet/xlsx.h"
#include "words/sheet.h"

enum { SHEET_MEMORY = 1024 * 1024 * 1024 }; /* a bound, not a plan: see csv.c and xlsx_strings.c */

struct sheet {
    struct arena *arena;
    struct source source;
    struct csv *csv;
    struct xlsx *xlsx;
};

/* "book.xlsx#Name" names a sheet, unless a file is called so. */
static const char *
split_name(struct arena *a, const char *path, const char **sheet)
{
    const char *mark = strrchr(path, '#');
    *sheet = NULL;
    if (mark == NULL || access(path, F_OK) == 0)
        return arena_strdup(a, path);
    *sheet = arena_strdup(a, mark + 1);
    return arena_printf(a, "%.*s", (int)(mark - path), path);
}

static bool
open_table(struct sheet *s, bool zip, const char *name, struct err *e)
{
    if (zip)
        return xlsx_start(&s->xlsx, s->arena, &s->source, name, e);
    if (name != NULL)
        return err_set(e, ERR_INPUT, M_XLSX_NO_SHEET, {name}, .file = s->source.path);
    s->csv = arena_alloc(s->arena, sizeof(*s->csv));
    return source_settle(&s->source, e) && csv_start(s->csv, s->arena, &s->source, e);
}

bool
sheet_open(struct sheet **out, const char *path, struct err *e)
{
    bool zip;
    const char *name;
    struct arena *a = arena_new(SHEET_MEMORY);
    struct sheet *s = arena_alloc(a, sizeof(*s));
    s->arena = a;
    *out = s;
    path = split_name(a, path, &name);
    if (source_open(&s->source, a, path, &zip, e) && open_table(s, zip, name, e))
        return true;
    sheet_close(s);
    *out = NULL;
    return false;
}

bool
sheet_next(struct sheet *s, struct sheet_row *row, struct err *e)
{
    e->code = ERR_NONE;
    return s->csv != NULL ? csv_next(s->csv, row, e) : xlsx_next(s->xlsx, row, e);
}

int64_t
sheet_bytes_read(const struct sheet *s, int64_t *total)
{
    if (s->xlsx != NULL)
        return xlsx_bytes_read(s->xlsx, total);
    *total = s->source.size;
    return s->source.at;
}

const char *
sheet_path(const struct sheet *s)
{
    return s->source.path;
}

void
sheet_close(struct sheet *s)
{
    if (s != NULL)
        arena_free(s->arena);
}
