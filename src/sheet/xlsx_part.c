#include "sheet/xlsx_part.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "sheet/limit.h"
#include "words/sheet.h"

enum {
    PIECE = 32 * 1024,
    DEPTH_MAX = 64,
    TOKEN_MAX = 1024 * 1024, /* one tag with its attributes */
    FOLD_MAX = 200,
    FOLD_FREE = 8 * 1024 * 1024, /* up to here any fold will do */
};

/* Prefixes differ from program to program; the names behind them do not. */
static const char *
local(const char *name)
{
    for (const char *p = name; *p != '\0'; p++)
        if (*p == ':')
            name = p + 1;
    return name;
}

static void
on_start(void *user, const XML_Char *name, const XML_Char **atts)
{
    struct part *p = user;
    if (++p->depth > DEPTH_MAX)
        part_stop(p, M_XLSX_HOSTILE);
    else if (p->bad == M_NONE && p->start != NULL)
        p->start(p->user, local(name), atts);
}

static void
on_end(void *user, const XML_Char *name)
{
    struct part *p = user;
    p->depth--;
    if (p->bad == M_NONE && p->end != NULL)
        p->end(p->user, local(name));
}

static void
on_text(void *user, const XML_Char *s, int n)
{
    struct part *p = user;
    if (p->bad == M_NONE && p->text != NULL)
        p->text(p->user, s, n);
}

static void
on_doctype(void *user, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid,
           int internal)
{
    (void)name, (void)sysid, (void)pubid, (void)internal;
    part_stop(user, M_XLSX_HOSTILE);
}

static bool
refuse(const struct part *p, enum msg m, const char *what, struct err *e)
{
    return err_set(e, ERR_INPUT, m, {what}, .file = p->path, .line = p->row);
}

static bool
broken_zip(struct part *p, zip_error_t *ze, struct err *e)
{
    int code = zip_error_code_zip(ze);
    bool locked = code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD;
    return refuse(p, locked ? M_SHEET_XLS : M_XLSX_DAMAGED, NULL, e);
}

bool
part_open(struct part *p, zip_t *zip, const char *name, struct err *e)
{
    zip_stat_t st;
    zip_int64_t at = zip_name_locate(zip, name, ZIP_FL_NOCASE);
    assert(p->file == NULL && p->parser == NULL);
    p->name = name;
    if (at < 0)
        return err_set(e, ERR_NOT_FOUND, M_XLSX_PART, {name}, .file = p->path);
    p->file = zip_fopen_index(zip, (zip_uint64_t)at, 0);
    if (p->file == NULL || zip_stat_index(zip, (zip_uint64_t)at, 0, &st) != 0)
        return broken_zip(p, zip_get_error(zip), e);
    p->packed = st.valid & ZIP_STAT_COMP_SIZE ? (int64_t)(st.comp_size & INT64_MAX) : 0;
    p->size = st.valid & ZIP_STAT_SIZE ? (int64_t)(st.size & INT64_MAX) : 0;
    p->parser = XML_ParserCreate(NULL);
    if (p->parser == NULL)
        abort();
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return true;
}

static bool
is_bomb(const struct part *p)
{
    return p->fed > p->limit || (p->fed > FOLD_FREE && p->fed / FOLD_MAX > p->packed) ||
           p->fed - XML_GetCurrentByteIndex(p->parser) > TOKEN_MAX;
}

static bool
feed(struct part *p, enum XML_Status *st, struct err *e)
{
    void *piece = XML_GetBuffer(p->parser, PIECE);
    if (piece == NULL)
        abort();
    zip_int64_t n = zip_fread(p->file, piece, PIECE);
    if (n < 0)
        return broken_zip(p, zip_file_get_error(p->file), e);
    p->fed += n;
    p->final = n == 0;
    *st = XML_ParseBuffer(p->parser, (int)n, p->final);
    return true;
}

enum pumped
part_pump(struct part *p, struct err *e)
{
    char line[INT_TEXT_MAX];
    for (;;) {
        enum XML_Status st = XML_STATUS_OK;
        if (p->suspended) {
            p->suspended = false;
            st = XML_ResumeParser(p->parser);
        } else if (p->final) {
            return PART_DONE;
        } else if (!feed(p, &st, e)) {
            return PART_FAILED;
        }
        if (p->bad == M_NONE && st != XML_STATUS_ERROR && is_bomb(p))
            p->bad = M_XLSX_HOSTILE;
        if (p->bad != M_NONE) {
            const char *limit = limit_text(p->bad, true);
            refuse(p, p->bad, *limit != '\0' ? limit : p->name, e);
            return PART_FAILED;
        }
        if (st == XML_STATUS_ERROR) {
            int_text((int64_t)XML_GetCurrentLineNumber(p->parser), line);
            const char *why = XML_ErrorString(XML_GetErrorCode(p->parser));
            err_set(e, ERR_INPUT, M_XLSX_XML, {p->name, why, line}, .file = p->path);
            return PART_FAILED;
        }
        if (st == XML_STATUS_SUSPENDED) {
            p->suspended = true;
            return PART_SUSPENDED;
        }
    }
}

void
part_suspend(struct part *p)
{
    XML_StopParser(p->parser, XML_TRUE);
}

void
part_stop(struct part *p, enum msg why)
{
    if (p->bad == M_NONE)
        p->bad = why;
    XML_StopParser(p->parser, XML_FALSE);
}

void
part_close(struct part *p)
{
    if (p->parser != NULL)
        XML_ParserFree(p->parser);
    if (p->file != NULL)
        zip_fclose(p->file);
    p->parser = NULL;
    p->file = NULL;
}

bool
part_read(struct part *p, zip_t *zip, const char *name, struct err *e)
{
    bool ok = part_open(p, zip, name, e) && part_pump(p, e) == PART_DONE;
    part_close(p);
    return ok;
}

const char *
part_attr(const char **atts, const char *name)
{
    for (; *atts != NULL; atts += 2)
        if (strcmp(local(atts[0]), name) == 0)
            return atts[1];
    return NULL;
}
