/* The shared strings of a workbook: each text once, its runs joined, without the reading aids
 * (rPh) of names. */
#include <string.h>

#include "sheet/sheet.h"
#include "sheet/trim.h"
#include "sheet/xlsx_book.h"
#include "words/sheet.h"

enum {
    STRINGS_MAX = 8 * 1024 * 1024,
    STRINGS_XML_MAX = 512 * 1024 * 1024,
    STRINGS_MEMORY = 256 * 1024 * 1024, /* of all texts */
    BLOCK = 256 * 1024,
};

struct reader {
    struct book *b;
    struct part part;
    bool in_text;
    int aside; /* inside rPh */
    char *block;
    size_t left; /* of the block */
    size_t held; /* in all blocks */
    size_t cell_n;
    char cell[SHEET_CELL_MAX + 1];
};

static void
start(void *user, const char *name, const char **atts)
{
    struct reader *r = user;
    (void)atts;
    if (strcmp(name, "rPh") == 0)
        r->aside++;
    else if (strcmp(name, "t") == 0)
        r->in_text = r->aside == 0;
}

static void
text(void *user, const char *s, int n)
{
    struct reader *r = user;
    if (!r->in_text)
        return;
    if (r->cell_n + (size_t)n > SHEET_CELL_MAX) {
        part_stop(&r->part, M_SHEET_CELL_LONG);
        return;
    }
    memcpy(r->cell + r->cell_n, s, (size_t)n);
    r->cell_n += (size_t)n;
}

static const char *
keep(struct reader *r)
{
    size_t n = book_unescape(r->cell, r->cell_n);
    const char *s = trim(r->cell, r->cell + n);
    size_t size = strlen(s) + 1;
    if (size > r->left) {
        r->left = BLOCK;
        r->block = arena_alloc(r->b->arena, BLOCK);
        r->held += BLOCK;
    }
    char *to = memcpy(r->block, s, size);
    r->block += size;
    r->left -= size;
    return to;
}

static void
add(struct reader *r)
{
    struct strings *all = &r->b->shared;
    if (all->n == STRINGS_MAX || r->held > STRINGS_MEMORY) {
        part_stop(&r->part, M_XLSX_STRINGS);
        return;
    }
    if (all->n == all->room) {
        size_t room = all->room > 0 ? all->room * 2 : 1024;
        const char **list = arena_array(r->b->arena, const char *, room);
        if (all->n > 0)
            memcpy(list, all->list, all->n * sizeof(*list));
        all->list = list;
        all->room = room;
    }
    all->list[all->n++] = keep(r);
    r->cell_n = 0;
}

static void
end(void *user, const char *name)
{
    struct reader *r = user;
    if (strcmp(name, "rPh") == 0)
        r->aside--;
    else if (strcmp(name, "t") == 0)
        r->in_text = false;
    else if (strcmp(name, "si") == 0)
        add(r);
}

bool
book_read_strings(struct book *b, const char *name, struct err *e)
{
    struct reader *r = arena_alloc(b->arena, sizeof(*r));
    r->b = b;
    r->part = (struct part){
        .path = b->path, .limit = STRINGS_XML_MAX, .start = start, .end = end, .text = text};
    r->part.user = r;
    return part_read(&r->part, b->zip, name, e);
}

static int
hex(const char *s)
{
    int n = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *p = s[i] != '\0' ? strchr(digits, s[i]) : NULL;
        if (p == NULL)
            return -1;
        n = n * 16 + (int)((p - digits) % 16);
    }
    return n;
}

size_t
book_unescape(char *s, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n;) {
        int c =
            i + 7 <= n && s[i] == '_' && s[i + 1] == 'x' && s[i + 6] == '_' ? hex(s + i + 2) : -1;
        if (c > 0 && c < 0x80) {
            s[to++] = (char)c;
            i += 7;
        } else {
            s[to++] = s[i++];
        }
    }
    return to;
}
