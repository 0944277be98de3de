#include "sheet/template.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "words/import.h"

enum { CHOICES_MAX = 64, CHOICE_MAX = 64, NOTE_MAX = 512, CREATED = 946684800, LAST_ROW = 1048575 };

enum msg
column_type_word(enum column_type t)
{
    static const enum msg words_of[] = {
        [COLUMN_TEXT] = M_TYPE_TEXT,     [COLUMN_CODE] = M_TYPE_CODE, [COLUMN_MONEY] = M_TYPE_MONEY,
        [COLUMN_PRICE] = M_TYPE_PRICE,   [COLUMN_QTY] = M_TYPE_QTY,   [COLUMN_INT] = M_TYPE_INT,
        [COLUMN_RATIO] = M_TYPE_RATIO,   [COLUMN_DATE] = M_TYPE_DATE, [COLUMN_MONTH] = M_TYPE_MONTH,
        [COLUMN_CHOICE] = M_TYPE_CHOICE,
    };
    return words_of[t];
}

/* The word at `*at` of "a/甲|b/乙" in this language; moves on. False: there are no more. */
static bool
next_choice(const char **at, enum lang lang, char out[static CHOICE_MAX])
{
    if (**at == '\0')
        return false;
    size_t n = strcspn(*at, "|"), slash = strcspn(*at, "/|");
    const char *from = *at;
    size_t len = slash;
    if (lang == LANG_ZH && slash < n) {
        from += slash + 1;
        len = n - slash - 1;
    }
    len = len < CHOICE_MAX ? len : CHOICE_MAX - 1;
    memcpy(out, from, len);
    out[len] = '\0';
    *at += n + ((*at)[n] == '|');
    return true;
}

const char *
column_example(const struct column *c, enum lang lang, char room[COLUMN_EXAMPLE_MAX])
{
    static const char *const examples[] = {
        [COLUMN_TEXT] = "",         [COLUMN_CODE] = "H50010300001", [COLUMN_MONEY] = "1234.50",
        [COLUMN_PRICE] = "12.3456", [COLUMN_QTY] = "100",           [COLUMN_INT] = "1",
        [COLUMN_RATIO] = "30%",     [COLUMN_DATE] = "2024-09-10",   [COLUMN_MONTH] = "2024-09",
    };
    const char *at = c->choices;
    if (c->type != COLUMN_CHOICE)
        return examples[c->type];
    return next_choice(&at, lang, room) ? room : "";
}

static lxw_error
note(lxw_worksheet *s, lxw_col_t at, const struct column *c, enum lang lang)
{
    char text[NOTE_MAX], room[COLUMN_EXAMPLE_MAX];
    const char *example = column_example(c, lang, room);
    bool needed = (c->flags & COLUMN_FILLED) != 0;
    const char *const arg[] = {
        c->title, c->name, word_text(lang, column_type_word(c->type)),
        word_text(lang, needed ? M_TEMPLATE_NEEDED : M_TEMPLATE_MAY_BE_EMPTY), example};
    words_fill(text, sizeof(text),
               word_text(lang, *example != '\0' ? M_TEMPLATE_NOTE : M_TEMPLATE_NOTE_BARE), arg, 5);
    return worksheet_write_comment(s, 0, at, text);
}

/* A list to choose from. */
static lxw_error
choices(lxw_worksheet *s, lxw_col_t at, const struct column *c, enum lang lang)
{
    char word[CHOICES_MAX][CHOICE_MAX];
    char *list[CHOICES_MAX + 1] = {NULL};
    const char *from = c->choices;
    size_t n = 0;
    while (n < CHOICES_MAX && next_choice(&from, lang, word[n])) {
        list[n] = word[n];
        n++;
    }
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    return worksheet_data_validation_range(s, 1, at, LAST_ROW, at, &v);
}

static lxw_format *
format(lxw_workbook *book, const char *code)
{
    lxw_format *f = workbook_add_format(book);
    format_set_num_format(f, code);
    return f;
}

static lxw_error
fill(lxw_workbook *book, lxw_worksheet *s, const struct column columns[], size_t n, enum lang lang)
{
    lxw_format *bold = workbook_add_format(book), *text = format(book, "@");
    lxw_format *day = format(book, "yyyy\\-mm\\-dd");
    lxw_error rc = LXW_NO_ERROR;
    format_set_bold(bold);
    for (size_t i = 0; i < n && rc == LXW_NO_ERROR; i++) {
        const struct column *c = &columns[i];
        lxw_col_t at = (lxw_col_t)i;
        bool plain = c->type == COLUMN_CODE || c->type == COLUMN_TEXT || c->type == COLUMN_MONTH;
        worksheet_set_column(s, at, at, 18, plain ? text : c->type == COLUMN_DATE ? day : NULL);
        rc = worksheet_write_string(s, 0, at, lang == LANG_ZH ? c->title : c->name, bold);
        if (rc == LXW_NO_ERROR)
            rc = note(s, at, c, lang);
        if (rc == LXW_NO_ERROR && c->type == COLUMN_CHOICE)
            rc = choices(s, at, c, lang);
    }
    worksheet_freeze_panes(s, 1, 0);
    return rc;
}

static bool
refuse(const char *path, int why, struct err *e)
{
    return err_set(e, why == EEXIST ? ERR_INPUT : ERR_IO, M_IMPORT_TEMPLATE, {path, strerror(why)});
}

bool
template_write(const char *path, const char *sheet, const struct column columns[], size_t n,
               enum lang lang, struct err *e)
{
    lxw_doc_properties made = {.created = CREATED};
    FILE *probe = fopen(path, "wx"); /* what is there stays */
    if (probe == NULL || fclose(probe) != 0)
        return refuse(path, errno, e);
    lxw_workbook *book = workbook_new(path);
    workbook_set_properties(book, &made);
    bool titled = workbook_validate_sheet_name(book, sheet) == LXW_NO_ERROR;
    lxw_error rc =
        fill(book, workbook_add_worksheet(book, titled ? sheet : NULL), columns, n, lang);
    errno = 0;
    lxw_error closed = workbook_close(book);
    if (rc == LXW_NO_ERROR && closed == LXW_NO_ERROR)
        return true;
    int why = errno != 0 ? errno : EIO;
    remove(path);
    return refuse(path, why, e);
}
