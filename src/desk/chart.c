#include "desk/chart.h"

#include <assert.h>
#include <inttypes.h>

enum {
    WIDTH = 900,
    LABEL = 210, /* left of the bars */
    VALUE = 130, /* right of them */
    BAR = 22,    /* a row of bars */
    BARS_MAX = 40,
    PLOT = 220, /* height of a line chart's field */
    LEFT = 110, /* its axis texts */
    LINES_MAX = 4,
    TICKS = 4,
};

static const struct term *
at(const struct section *s, size_t row, size_t column)
{
    assert(row < s->rows && column < s->columns);
    return &s->cell[row * s->columns + column];
}

/* n * to / of, for lengths in pixels. */
static int64_t
scaled(int64_t n, int64_t to, int64_t of)
{
    return of > 0 ? (int64_t)((wide)n * to / of) : 0;
}

static int64_t
largest(const struct section *s, size_t from, size_t to)
{
    int64_t most = 0;
    for (size_t i = 0; i < s->rows; i++)
        for (size_t c = from; c < to; c++)
            most = report_size(at(s, i, c)) > most ? report_size(at(s, i, c)) : most;
    return most;
}

static void
svg_text(int64_t x, int64_t y, const char *class, const char *s, FILE *to)
{
    fprintf(to, "<text x='%" PRId64 "' y='%" PRId64 "' class='%s'>", x, y, class);
    html_escaped(s, to);
    fputs("</text>", to);
}

static void
bar(const struct section *s, size_t row, size_t column, int k, int64_t y, int64_t height,
    int64_t most, FILE *to)
{
    char text[TERM_TEXT_MAX];
    const struct term *t = at(s, row, column);
    int64_t length = scaled(report_size(t), WIDTH - LABEL - VALUE, most);
    fprintf(to,
            "<rect class='c%d' x='%d' y='%" PRId64 "' width='%" PRId64 "' height='%" PRId64
            "' rx='2'><title>",
            k, LABEL, y, length > 0 ? length : 1, height);
    html_escaped(report_cell(at(s, row, 0), text), to);
    fputs(": ", to);
    html_escaped(report_cell(t, text), to);
    fputs("</title></rect>", to);
    svg_text(LABEL + length + 6, y + height - (height > 12 ? 4 : 1), "v", text, to);
}

static void
bars(const struct section *s, size_t per_row, enum lang lang, FILE *to)
{
    char text[TERM_TEXT_MAX];
    size_t rows = s->rows < BARS_MAX ? s->rows : BARS_MAX;
    int64_t most = largest(s, s->chart_column, s->chart_column + per_row);
    int64_t step = (int64_t)(per_row == 1 ? BAR : 2 * 14 + 8), top = per_row > 1 ? 24 : 4;

    fprintf(to, "<svg viewBox='0 0 %d %" PRId64 "' role='img'>", WIDTH,
            top + step * (int64_t)rows + 4);
    for (size_t k = 0; per_row > 1 && k < per_row; k++) {
        fprintf(to, "<rect class='c%zu' x='%zu' y='4' width='12' height='12'/>", k,
                LABEL + k * 200);
        svg_text((int64_t)(LABEL + k * 200 + 18), 15, "a",
                 word_text(lang, s->column[s->chart_column + k]), to);
    }
    for (size_t i = 0; i < rows; i++) {
        int64_t y = top + step * (int64_t)i;
        svg_text(LABEL - 8, y + step / 2 + 4, "l", report_cell(at(s, i, 0), text), to);
        for (size_t k = 0; k < per_row; k++)
            bar(s, i, s->chart_column + k, (int)k, y + 3 + (int64_t)k * 14,
                per_row == 1 ? BAR - 6 : 12, most, to);
    }
    fputs("</svg>\n", to);
}

static int64_t
line_x(const struct section *s, size_t row)
{
    size_t gaps = s->rows > 1 ? s->rows - 1 : 1;
    return LEFT + (int64_t)((WIDTH - LEFT - 20) * row / gaps);
}

static void
line(const struct section *s, size_t column, size_t k, int64_t most, FILE *to)
{
    char text[TERM_TEXT_MAX];
    fprintf(to, "<polyline class='s%zu' points='", k);
    for (size_t i = 0; i < s->rows; i++)
        fprintf(to, "%" PRId64 ",%" PRId64 " ", line_x(s, i),
                30 + PLOT - scaled(report_size(at(s, i, column)), PLOT, most));
    fputs("'/>", to);
    for (size_t i = 0; i < s->rows; i++) {
        fprintf(to, "<circle class='c%zu' cx='%" PRId64 "' cy='%" PRId64 "' r='3'><title>", k,
                line_x(s, i), 30 + PLOT - scaled(report_size(at(s, i, column)), PLOT, most));
        html_escaped(report_cell(at(s, i, 0), text), to);
        fputs(": ", to);
        html_escaped(report_cell(at(s, i, column), text), to);
        fputs("</title></circle>", to);
    }
}

static void
axes(const struct section *s, int64_t most, FILE *to)
{
    char text[TERM_TEXT_MAX];
    size_t every = s->rows / 8 + 1;
    for (int k = 0; k <= TICKS; k++) {
        int64_t y = 30 + PLOT - PLOT * k / TICKS;
        struct term value = *at(s, 0, s->chart_column);
        value.n = most / TICKS * k;
        fprintf(to, "<path class='g' d='M%d %" PRId64 "H%d'/>", LEFT, y, WIDTH - 20);
        svg_text(LEFT - 8, y + 4, "l", report_cell(&value, text), to);
    }
    for (size_t i = 0; i < s->rows; i += every)
        svg_text(line_x(s, i), 30 + PLOT + 20, "m", report_cell(at(s, i, 0), text), to);
}

static void
lines(const struct section *s, enum lang lang, FILE *to)
{
    size_t last = s->chart_column + LINES_MAX;
    last = last < s->columns ? last : s->columns;
    int64_t most = largest(s, s->chart_column, last);

    fprintf(to, "<svg viewBox='0 0 %d %d' role='img'>", WIDTH, PLOT + 60);
    axes(s, most, to);
    for (size_t c = s->chart_column; c < last; c++) {
        size_t k = c - s->chart_column;
        line(s, c, k, most, to);
        fprintf(to, "<rect class='c%zu' x='%zu' y='6' width='12' height='12'/>", k, LEFT + k * 190);
        svg_text((int64_t)(LEFT + k * 190 + 18), 17, "a", word_text(lang, s->column[c]), to);
    }
    fputs("</svg>\n", to);
}

void
chart_html(const struct section *s, enum lang lang, FILE *to)
{
    if (s->rows == 0)
        return;
    switch (s->chart) {
    case CHART_NONE:
    case CHART_CARDS: break;
    case CHART_BARS: bars(s, 1, lang, to); break;
    case CHART_PAIRS: bars(s, 2, lang, to); break;
    case CHART_LINES: lines(s, lang, to); break;
    }
}
