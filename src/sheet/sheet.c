#include "sheet/sheet.h"

#include <string.h>

#include "sheet/csv.h"
#include "sheet/source.h"
#include "sheet/xlsx.h"

enum { SHEET_MEMORY = 1024 * 1024 * 1024 }; /* a bound, not a plan: see csv.c and xlsx_strings.c */

struct sheet {
    struct arena *arena;
    struct source source;
    struct csv *csv;
    struct xlsx *xlsx;
};

static bool
open_table(struct sheet *s, bool zip, struct err *e)
{
    if (zip)
        return xlsx_start(&s->xlsx, s->arena, &s->source, e);
    s->csv = arena_alloc(s->arena, sizeof(*s->csv));
    return source_settle(&s->source, e) && csv_start(s->csv, s->arena, &s->source, e);
}

bool
sheet_open(struct sheet **out, const char *path, struct err *e)
{
    bool zip;
    struct arena *a = arena_new(SHEET_MEMORY);
    struct sheet *s = arena_alloc(a, sizeof(*s));
    s->arena = a;
    *out = s;
    if (source_open(&s->source, a, arena_strdup(a, path), &zip, e) && open_table(s, zip, e))
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
