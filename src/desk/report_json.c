#include "desk/report.h"

#include "base/host/json.h"

enum { SAY_MAX = 512 };

static void
rows(const struct section *s, struct json *j)
{
    char text[TERM_TEXT_MAX];
    json_open(j, "rows", '[');
    for (size_t i = 0; i < s->rows; i++) {
        json_open(j, NULL, '[');
        for (size_t c = 0; c < s->columns; c++) {
            const struct term *t = &s->cell[i * s->columns + c];
            if (t->type == TERM_QTY || t->type == TERM_INT)
                json_int(j, NULL, t->n);
            else
                json_text(j, NULL, term_text(t, text));
        }
        json_close(j, ']');
    }
    json_close(j, ']');
}

static void
section(const struct section *s, enum lang lang, struct json *j)
{
    char text[SAY_MAX];
    json_open(j, NULL, '{');
    json_text(j, "id", msg_name(s->title));
    json_text(j, "title", report_say(lang, s->title, &s->title_arg, 1, text, sizeof(text)));
    if (s->note != M_NONE)
        json_text(j, "note",
                  report_say(lang, s->note, s->note_arg, EXPLAIN_TERMS, text, sizeof(text)));
    if (*s->cite != '\0')
        json_text(j, "basis", s->cite);
    if (s->columns > 0) {
        json_open(j, "columns", '[');
        for (size_t c = 0; c < s->columns; c++)
            json_text(j, NULL, word_text(lang, s->column[c]));
        json_close(j, ']');
        rows(s, j);
    }
    if (s->more > 0)
        json_int(j, "more", (int64_t)s->more);
    json_close(j, '}');
}

void
report_json(const struct report *r, enum lang lang, FILE *to)
{
    char text[SAY_MAX];
    struct json j;
    json_start(&j, to);
    json_open(&j, NULL, '{');
    json_text(&j, "title", report_say(lang, r->title, &r->title_arg, 1, text, sizeof(text)));
    json_date(&j, "on", r->on);
    json_bool(&j, "synthetic", r->synthetic);
    if (*r->notice != '\0')
        json_text(&j, "notice", r->notice);
    json_open(&j, "sections", '[');
    for (size_t i = 0; i < r->n; i++)
        section(&r->section[i], lang, &j);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}
