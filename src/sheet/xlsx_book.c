#include "sheet/xlsx_book.h"
#include "words/sheet.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_MAX = 256, RELS_MAX = 1024, SHEETS_MAX = 1024, PART_MAX = 64 * 1024 * 1024 };

struct rel {
    const char *id, *type, *target;
};

struct tab {
    const char *name, *id;
    bool hidden;
};

struct reader {
    struct book *b;
    struct part part;
    struct rel *rel;
    size_t rels;
    struct tab *tab;
    size_t tabs;
};

static const char *
copy(struct reader *r, const char *s)
{
    if (s != NULL && strlen(s) < LABEL_MAX)
        return arena_strdup(r->b->arena, s);
    if (s != NULL)
        part_stop(&r->part, M_XLSX_HOSTILE);
    return "";
}

static void
start_rels(void *user, const char *name, const char **atts)
{
    struct reader *r = user;
    if (strcmp(name, "Relationship") != 0)
        return;
    if (r->rels == RELS_MAX) {
        part_stop(&r->part, M_XLSX_HOSTILE);
        return;
    }
    const char *type = part_attr(atts, "Type"), *mode = part_attr(atts, "TargetMode");
    const char *kind = type != NULL ? strrchr(type, '/') : NULL;
    if (kind == NULL || (mode != NULL && strcmp(mode, "External") == 0))
        return; /* links in cells; of no interest, whatever their length */
    r->rel[r->rels++] = (struct rel){copy(r, part_attr(atts, "Id")), copy(r, kind + 1),
                                     copy(r, part_attr(atts, "Target"))};
}

static bool
is_true(const char *s)
{
    return s != NULL && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}

static void
start_book(void *user, const char *name, const char **atts)
{
    struct reader *r = user;
    if (strcmp(name, "workbookPr") == 0)
        r->b->from_1904 = is_true(part_attr(atts, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return;
    if (r->tabs == SHEETS_MAX) {
        part_stop(&r->part, M_XLSX_HOSTILE);
        return;
    }
    const char *state = part_attr(atts, "state");
    r->tab[r->tabs++] =
        (struct tab){copy(r, part_attr(atts, "name")), copy(r, part_attr(atts, "id")),
                     state != NULL && strcmp(state, "visible") != 0};
}

static bool
read_part(struct reader *r, const char *name, void (*start)(void *, const char *, const char **),
          struct err *e)
{
    r->part = (struct part){.path = r->b->path, .limit = PART_MAX, .start = start, .user = r};
    return part_read(&r->part, r->b->zip, name, e);
}

/* The name of a part from a relation's target, which is relative to `folder` ("xl/"): "./" and
 * "../" are worked out step by step. */
static const char *
resolve(struct reader *r, const char *folder, const char *target)
{
    bool absolute = *target == '/';
    char *out = arena_printf(r->b->arena, "%s%s", absolute ? "" : folder, target);
    size_t n = absolute ? 0 : strlen(folder);
    for (target += absolute ? 1 : 0; *target != '\0';) {
        size_t k = strcspn(target, "/");
        if (k == 2 && strncmp(target, "..", 2) == 0) {
            for (n -= n > 0 ? 1 : 0; n > 0 && out[n - 1] != '/';)
                n--;
        } else if (k != 1 || *target != '.') {
            memcpy(out + n, target, k);
            n += k;
            out[n] = target[k];
            n += target[k] == '/' ? 1 : 0;
        }
        target += k + (target[k] == '/' ? 1 : 0);
    }
    out[n] = '\0';
    return out;
}

static const struct rel *
rel_of_type(const struct reader *r, const char *type)
{
    for (size_t i = 0; i < r->rels; i++)
        if (strcmp(r->rel[i].type, type) == 0)
            return &r->rel[i];
    return NULL;
}

/* "xl/" of "xl/workbook.xml". */
static const char *
folder_of(struct reader *r, const char *part)
{
    const char *slash = strrchr(part, '/');
    return arena_printf(r->b->arena, "%.*s", slash != NULL ? (int)(slash - part) + 1 : 0, part);
}

static const struct rel *
rel_of_tab(const struct reader *r, const struct tab *t)
{
    for (size_t i = 0; i < r->rels; i++)
        if (strcmp(r->rel[i].id, t->id) == 0 && strcmp(r->rel[i].type, "worksheet") == 0)
            return &r->rel[i];
    return NULL;
}

static bool
choose_sheet(struct reader *r, const char *folder, const char *wanted, struct err *e)
{
    for (size_t i = 0; i < r->tabs; i++) {
        const struct rel *rel = rel_of_tab(r, &r->tab[i]);
        bool fits = wanted != NULL ? strcmp(r->tab[i].name, wanted) == 0 : !r->tab[i].hidden;
        if (rel != NULL && fits) {
            r->b->sheet = resolve(r, folder, rel->target);
            return true;
        }
    }
    return err_set(e, ERR_INPUT, wanted != NULL ? M_XLSX_NO_SHEET : M_XLSX_NO_SHEETS, {wanted},
                   .file = r->b->path);
}

/* A zip of another kind: say which. */
static bool
no_workbook(struct reader *r, struct err *e)
{
    static const struct {
        const char *part;
        enum msg msg;
    } kinds[] = {
        {"word/document.xml", M_XLSX_WORD},
        {"xl/workbook.bin", M_XLSX_BINARY},
        {"ppt/presentation.xml", M_XLSX_WORD},
        {"content.xml", M_XLSX_ODS},
    };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (zip_name_locate(r->b->zip, kinds[i].part, 0) >= 0)
            return err_set(e, ERR_INPUT, kinds[i].msg, {NULL}, .file = r->b->path);
    return err_set(e, ERR_INPUT, M_SHEET_ARCHIVE, {NULL}, .file = r->b->path);
}

static bool
open_book(struct reader *r, const char **name, struct err *e)
{
    *name = "xl/workbook.xml";
    if (!read_part(r, "_rels/.rels", start_rels, e))
        return e->code == ERR_NOT_FOUND ? no_workbook(r, e) : false;
    const struct rel *main = rel_of_type(r, "officeDocument");
    if (main != NULL)
        *name = resolve(r, "", main->target);
    r->rels = 0;
    if (read_part(r, *name, start_book, e) && r->tabs > 0)
        return true;
    return e->code == ERR_NOT_FOUND || e->code == ERR_NONE ? no_workbook(r, e) : false;
}

bool
book_read(struct book *b, const char *wanted, struct err *e)
{
    struct reader r = {.b = b};
    const char *name;
    r.rel = arena_array(b->arena, struct rel, RELS_MAX);
    r.tab = arena_array(b->arena, struct tab, SHEETS_MAX);
    e->code = ERR_NONE;
    if (!open_book(&r, &name, e))
        return false;
    const char *folder = folder_of(&r, name), *file = name + strlen(folder);
    const char *rels = arena_printf(b->arena, "%s_rels/%s.rels", folder, file);
    if (!read_part(&r, rels, start_rels, e)) {
        if (e->code == ERR_NOT_FOUND)
            e->code = ERR_INPUT;
        return false;
    }
    const struct rel *shared = rel_of_type(&r, "sharedStrings"),
                     *styles = rel_of_type(&r, "styles");
    if (!choose_sheet(&r, folder, wanted, e))
        return false;
    if (styles != NULL && !book_read_styles(b, resolve(&r, folder, styles->target), e))
        return false;
    return shared == NULL || book_read_strings(b, resolve(&r, folder, shared->target), e);
}
