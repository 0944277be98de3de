/* Which cell styles of a workbook show a number as a date. */
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "sheet/xlsx_book.h"
#include "words/sheet.h"

enum { STYLES_XML_MAX = 64 * 1024 * 1024, FORMATS_MAX = 4096 };

struct reader {
    struct book *b;
    struct part part;
    bool in_cells; /* cellXfs, not cellStyleXfs */
    int64_t *id;   /* of style i */
    struct {
        int64_t id;
        enum number_style style;
    } own[FORMATS_MAX];
    size_t own_n;
};

static int64_t
number(const char **atts, const char *name)
{
    int64_t n;
    const char *s = part_attr(atts, name);
    return s != NULL && int_parse(&n, s) ? n : 0;
}

static void
start(void *user, const char *name, const char **atts)
{
    struct reader *r = user;
    if (strcmp(name, "cellXfs") == 0)
        r->in_cells = true;
    bool xf = r->in_cells && strcmp(name, "xf") == 0, format = strcmp(name, "numFmt") == 0;
    if ((xf && r->b->styles == BOOK_STYLES_MAX) || (format && r->own_n == FORMATS_MAX)) {
        part_stop(&r->part, M_XLSX_HOSTILE);
    } else if (xf) {
        r->id[r->b->styles++] = number(atts, "numFmtId");
    } else if (format) {
        const char *code = part_attr(atts, "formatCode");
        r->own[r->own_n].id = number(atts, "numFmtId");
        r->own[r->own_n++].style = number_style_of_code(code != NULL ? code : "");
    }
}

static void
end(void *user, const char *name)
{
    struct reader *r = user;
    if (strcmp(name, "cellXfs") == 0)
        r->in_cells = false;
}

static enum number_style
style_of(const struct reader *r, int64_t id)
{
    for (size_t i = 0; i < r->own_n; i++)
        if (r->own[i].id == id)
            return r->own[i].style;
    return number_style_of_id(id < 1000 ? (int)id : 0);
}

bool
book_read_styles(struct book *b, const char *name, struct err *e)
{
    struct reader *r = arena_alloc(b->arena, sizeof(*r));
    r->b = b;
    r->id = arena_array(b->arena, int64_t, BOOK_STYLES_MAX);
    r->part = (struct part){.path = b->path, .limit = STYLES_XML_MAX, .start = start, .end = end};
    r->part.user = r;
    if (!part_read(&r->part, b->zip, name, e))
        return false;
    b->style = arena_alloc(b->arena, BOOK_STYLES_MAX);
    for (size_t i = 0; i < b->styles; i++)
        b->style[i] = (unsigned char)style_of(r, r->id[i]);
    return true;
}
