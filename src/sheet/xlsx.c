#include "sheet/xlsx.h"

struct xlsx {
    struct source *from;
};

bool
xlsx_start(struct xlsx **out, struct arena *a, struct source *from, struct err *e)
{
    (void)a;
    *out = NULL;
    return err_set(e, ERR_INPUT, M_SHEET_ARCHIVE, {NULL}, .file = from->path);
}

bool
xlsx_next(struct xlsx *x, struct sheet_row *row, struct err *e)
{
    (void)x, (void)row, (void)e;
    return false;
}

int64_t
xlsx_bytes_read(const struct xlsx *x, int64_t *total)
{
    (void)x;
    return *total = 0;
}
