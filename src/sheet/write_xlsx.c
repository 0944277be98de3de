/* XLSX through libxlsxwriter, a row at a time. What it wrote is read back and counted before it is
 * believed: the library does not notice when its temporary file could not grow. */
#include <errno.h>
#include <string.h>

#include <xlsxwriter.h>

#include "sheet/sheet.h"
#include "sheet/write_to.h"

enum {
    ROWS_MAX = 1048576,
    CREATED = 946684800, /* always 2000-01-01: the same cells, the same bytes */
    EPOCH_1900 = 25569,  /* Excel's number of 1970-01-01 */
    DAY_SECONDS = 86400,
};
#define EXACT INT64_C(1000000000000000) /* 15 digits are what Excel keeps */

struct xlsx_out {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *money, *ratio, *day, *moment;
};

static lxw_format *
format(lxw_workbook *book, const char *code)
{
    lxw_format *f = workbook_add_format(book);
    format_set_num_format(f, code);
    return f;
}

bool
xlsx_out_open(struct writer *w, const char *sheet)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties made = {.created = CREATED};
    struct xlsx_out *x = arena_alloc(w->arena, sizeof(*x));
    FILE *probe = fopen(w->to, "wb"); /* a wrong folder shows now, not after an hour */
    if (probe == NULL || fclose(probe) != 0) {
        w->why = errno;
        return false;
    }
    x->book = workbook_new_opt(w->to, &options);
    workbook_set_properties(x->book, &made);
    bool titled = workbook_validate_sheet_name(x->book, sheet) == LXW_NO_ERROR;
    x->sheet = workbook_add_worksheet(x->book, titled ? sheet : NULL);
    x->title = workbook_add_format(x->book);
    format_set_bold(x->title);
    x->money = format(x->book, "#,##0.00##");
    x->ratio = format(x->book, "0.00%");
    x->day = format(x->book, "yyyy\\-mm\\-dd");
    x->moment = format(x->book, "yyyy\\-mm\\-dd hh:mm:ss");
    w->xlsx = x;
    return true;
}

void
xlsx_out_columns(struct writer *w, size_t n)
{
    if (n > 0)
        worksheet_set_column(w->xlsx->sheet, 0, (lxw_col_t)(n - 1), 16, NULL);
    worksheet_freeze_panes(w->xlsx->sheet, 1, 0);
}

void
xlsx_out_width(struct writer *w, size_t column, int chars)
{
    worksheet_set_column(w->xlsx->sheet, (lxw_col_t)column, (lxw_col_t)column, chars, NULL);
}

static lxw_error
number(const struct writer *w, int64_t n, double unit, lxw_format *f, const char *text)
{
    lxw_row_t row = (lxw_row_t)w->rows;
    lxw_col_t column = (lxw_col_t)w->column;
    if (n <= -EXACT || n >= EXACT)
        return worksheet_write_string(w->xlsx->sheet, row, column, text, NULL);
    return worksheet_write_number(w->xlsx->sheet, row, column, (double)n / unit, f);
}

static lxw_error
write_cell(const struct writer *w, enum cell_form form, int64_t n, const char *text)
{
    struct xlsx_out *x = w->xlsx;
    lxw_row_t row = (lxw_row_t)w->rows;
    lxw_col_t column = (lxw_col_t)w->column;
    switch (form) {
    case FORM_TEXT:
        return *text == '\0' ? LXW_NO_ERROR
                             : worksheet_write_string(x->sheet, row, column, text, NULL);
    case FORM_TITLE: return worksheet_write_string(x->sheet, row, column, text, x->title);
    case FORM_INT: return number(w, n, 1, NULL, text);
    case FORM_MONEY: return number(w, n, MONEY_SCALE, x->money, text);
    case FORM_RATIO: return number(w, n, RATIO_ONE, x->ratio, text);
    case FORM_DATE: return number(w, n + EPOCH_1900, 1, x->day, text);
    case FORM_INSTANT:
        return number(w, n + (int64_t)EPOCH_1900 * DAY_SECONDS, DAY_SECONDS, x->moment, text);
    }
    return LXW_ERROR_PARAMETER_VALIDATION;
}

void
xlsx_out_cell(struct writer *w, enum cell_form form, int64_t n, const char *text)
{
    if (w->why != 0)
        return;
    if (w->rows >= ROWS_MAX || write_cell(w, form, n, text) != LXW_NO_ERROR)
        w->why = EFBIG;
}

static bool
reads_back(const struct writer *w)
{
    struct sheet *s;
    struct sheet_row row;
    struct err e;
    int64_t last = 0;
    if (!sheet_open(&s, w->to, &e))
        return false;
    while (sheet_next(s, &row, &e))
        last = row.line;
    sheet_close(s);
    return e.code == ERR_NONE && last == w->last;
}

bool
xlsx_out_close(struct writer *w, bool keep)
{
    lxw_error rc = workbook_close(w->xlsx->book);
    if (w->why == 0 && rc != LXW_NO_ERROR)
        w->why = errno != 0 ? errno : EIO;
    if (keep && w->why == 0 && !reads_back(w))
        w->why = ENOSPC;
    return w->why == 0;
}
