/* A report for the terminal: tables with aligned columns, Chinese characters two cells wide. */
#include "desk/report.h"

#include <string.h>

#include "base/core/text.h"
#include "words/desk.h"

enum { COLUMNS_MAX = 16, SAY_MAX = 512 };

static void
pad(FILE *to, size_t n)
{
    for (; n > 0; n--)
        fputc(' ', to);
}

static void
cell_text(FILE *to, const char *s, size_t width, bool right)
{
    size_t w = text_width(s);
    if (right)
        pad(to, width > w ? width - w : 0);
    fputs(s, to);
    if (!right)
        pad(to, width > w ? width - w : 0);
}

static void
widths(const struct section *s, enum lang lang, size_t width[])
{
    char text[TERM_TEXT_MAX];
    for (size_t c = 0; c < s->columns; c++)
        width[c] = text_width(word_text(lang, s->column[c]));
    for (size_t i = 0; i < s->rows * s->columns; i++) {
        size_t w = text_width(report_cell(&s->cell[i], text)), c = i % s->columns;
        width[c] = w > width[c] ? w : width[c];
    }
}

/* A column of numbers stands to the right; the first row decides. */
static bool
right(const struct section *s, size_t c)
{
    return s->rows > 0 && report_is_number(&s->cell[c]);
}

static void
table(const struct section *s, enum lang lang, FILE *to)
{
    size_t width[COLUMNS_MAX] = {0};
    char text[TERM_TEXT_MAX];
    widths(s, lang, width);
    for (size_t c = 0; c < s->columns; c++) {
        pad(to, 2);
        cell_text(to, word_text(lang, s->column[c]), width[c], right(s, c));
    }
    fputc('\n', to);
    for (size_t i = 0; i < s->rows; i++) {
        for (size_t c = 0; c < s->columns; c++) {
            pad(to, 2);
            cell_text(to, report_cell(&s->cell[i * s->columns + c], text), width[c], right(s, c));
        }
        fputc('\n', to);
    }
    if (s->rows == 0)
        fprintf(to, "  %s\n", word_text(lang, M_REPORT_EMPTY));
}

static void
section(const struct section *s, enum lang lang, FILE *to)
{
    char text[SAY_MAX];
    report_say(lang, s->title, &s->title_arg, 1, text, sizeof(text));
    fprintf(to, s->chapter ? "\n===== %s =====\n" : "\n%s\n", text);
    if (s->note != M_NONE)
        fprintf(to, "  %s\n",
                report_say(lang, s->note, s->note_arg, EXPLAIN_TERMS, text, sizeof(text)));
    if (s->columns > 0)
        table(s, lang, to);
    struct term more = t_int((int64_t)s->more);
    if (s->more > 0)
        fprintf(to, "  %s\n", report_say(lang, M_REPORT_MORE, &more, 1, text, sizeof(text)));
    if (*s->cite != '\0')
        fprintf(to, "  %s%s\n", word_text(lang, M_REPORT_CITE), s->cite);
}

void
report_text(const struct report *r, enum lang lang, FILE *to)
{
    char text[SAY_MAX], day[DATE_TEXT_MAX];
    fprintf(to, "%s  %s\n", report_say(lang, r->title, &r->title_arg, 1, text, sizeof(text)),
            date_text(r->on, day));
    if (r->synthetic)
        fprintf(to, "【%s】\n", word_text(lang, M_REPORT_SYNTHETIC));
    if (*r->notice != '\0')
        fprintf(to, "【%s】\n", r->notice);
    for (size_t i = 0; i < r->n; i++)
        section(&r->section[i], lang, to);
}
