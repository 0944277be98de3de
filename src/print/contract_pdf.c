#include "print/contract_pdf.h"

#include "agreement/amend.h"
#include "registry/check.h"
#include "words/amend.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/core/text.h"
#include "words/contract.h"

/* A4 in points; margins as 公文 leaves them. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN_X 74.0
#define MARGIN_TOP 84.0
#define MARGIN_BOTTOM 82.0
#define TEXT_WIDTH (PAGE_WIDTH - 2 * MARGIN_X)
#define TEXT_END (PAGE_HEIGHT - MARGIN_BOTTOM)
#define CELL_PAD 3.6
#define SIZE_TITLE 19.0
#define SIZE_HEAD 11.0
#define SIZE_TEXT 10.5
#define SIZE_CELL 8.6
#define SIZE_NOTE 8.2
#define LINE 1.5

#define SONG "Noto Serif CJK SC" /* by name: else glyphs are Japanese */
#define HEI "Noto Sans CJK SC"

enum { COLUMNS = 8, NUMBER_MAX = 48 };

struct doc {
    cairo_t *cr;
    struct arena *a;
    const struct contract *c;
    const char *sha256;
    const struct pdf_signature *signature;
    size_t signatures;
    double y;
    int64_t page, pages; /* pages 0: they are being counted */
};

/* --- text --- */

struct style {
    const char *font;
    double size, line;
    bool bold, centre, justify;
    double indent; /* of the first line, in characters */
};

static const struct style TITLE = {HEI, SIZE_TITLE, 1.3, true, true, false, 0};
static const struct style HEAD = {HEI, SIZE_HEAD, 1.3, true, false, false, 0};
static const struct style TEXT = {SONG, SIZE_TEXT, LINE, false, false, true, 2};
static const struct style STRONG = {HEI, SIZE_TEXT, LINE, true, false, false, 0};
static const struct style NOTE = {SONG, SIZE_NOTE, 1.25, false, true, false, 0};
static const struct style SMALL = {SONG, SIZE_NOTE, 1.3, false, false, false, 0};

static PangoLayout *
layout(struct doc *d, const struct style *s, const char *text, double width)
{
    PangoLayout *l = pango_cairo_create_layout(d->cr);
    PangoFontDescription *f = pango_font_description_new();
    pango_font_description_set_family(f, s->font);
    pango_font_description_set_absolute_size(f, s->size * PANGO_SCALE);
    pango_font_description_set_weight(f, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(l, f);
    pango_font_description_free(f);
    pango_context_set_language(pango_layout_get_context(l), pango_language_from_string("zh-cn"));
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(l, (float)s->line);
    pango_layout_set_justify(l, s->justify);
    pango_layout_set_alignment(l, s->centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
    pango_layout_set_indent(l, (int)(s->indent * s->size * PANGO_SCALE));
    pango_layout_set_text(l, text, -1);
    return l;
}

static double
height(PangoLayout *l)
{
    PangoRectangle r;
    pango_layout_get_extents(l, NULL, &r);
    return (double)r.height / PANGO_SCALE;
}

/* Facts put into a sentence of words/contract.tsv. */
static const char *
say(struct doc *d, enum msg m, const char *one, const char *two, const char *three)
{
    char text[4096];
    const char *arg[] = {one, two, three};
    words_fill(text, sizeof(text), word_text(LANG_ZH, m), arg, 3);
    return arena_strdup(d->a, text);
}

static const char *
number(struct doc *d, int64_t n)
{
    return int_text(n, arena_alloc(d->a, INT_TEXT_MAX));
}

/* "1,234,567.80" */
static const char *
grouped(struct doc *d, const char *plain)
{
    char *out = arena_alloc(d->a, NUMBER_MAX), *to = out;
    size_t whole = strcspn(plain, ".");
    for (size_t i = 0; plain[i] != '\0' && to < out + NUMBER_MAX - 2; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
            *to++ = ',';
        *to++ = plain[i];
    }
    return out;
}

static const char *
money_said(struct doc *d, money m)
{
    char text[MONEY_TEXT_MAX];
    return grouped(d, money_text(m, text));
}

static const char *
date_said(struct doc *d, date on)
{
    struct ymd t = date_ymd(on);
    return say(d, M_CONTRACT_DATE, number(d, t.year), number(d, t.month), number(d, t.day));
}

/* --- pages --- */

static void
draw_at(struct doc *d, PangoLayout *l, double x, double y)
{
    cairo_move_to(d->cr, x, y);
    pango_cairo_show_layout(d->cr, l);
}

static void
rule(struct doc *d, double x1, double y1, double x2, double y2, double width)
{
    cairo_set_line_width(d->cr, width);
    cairo_move_to(d->cr, x1, y1);
    cairo_line_to(d->cr, x2, y2);
    cairo_stroke(d->cr);
}

static void
head_and_foot(struct doc *d)
{
    PangoLayout *l = layout(d, &NOTE, say(d, M_CONTRACT_NUMBER, d->c->number, "", ""), TEXT_WIDTH);
    cairo_set_source_rgb(d->cr, 0.35, 0.35, 0.35);
    draw_at(d, l, MARGIN_X, MARGIN_TOP - 34);
    g_object_unref(l);
    rule(d, MARGIN_X, MARGIN_TOP - 16, PAGE_WIDTH - MARGIN_X, MARGIN_TOP - 16, 0.4);
    l = layout(d, &NOTE, say(d, M_CONTRACT_PAGE, number(d, d->page), number(d, d->pages), ""),
               TEXT_WIDTH);
    draw_at(d, l, MARGIN_X, PAGE_HEIGHT - MARGIN_BOTTOM + 30);
    g_object_unref(l);
    cairo_set_source_rgb(d->cr, 0, 0, 0);
}

static void
page_begin(struct doc *d)
{
    d->page++;
    d->y = MARGIN_TOP;
    head_and_foot(d);
}

static void
page_next(struct doc *d)
{
    cairo_show_page(d->cr);
    page_begin(d);
}

static void
room_for(struct doc *d, double h)
{
    if (d->y + h > TEXT_END)
        page_next(d);
}

/* A paragraph, broken between lines where a page ends. */
static void
paragraph(struct doc *d, const struct style *s, const char *text, double after)
{
    PangoLayout *l = layout(d, s, text, TEXT_WIDTH);
    PangoLayoutIter *i = pango_layout_get_iter(l);
    double top = 0, from = 0;
    do {
        PangoRectangle r;
        pango_layout_iter_get_line_extents(i, NULL, &r);
        double line_top = (double)r.y / PANGO_SCALE, h = (double)r.height / PANGO_SCALE;
        if (d->y + line_top - from + h > TEXT_END) {
            page_next(d);
            from = line_top;
        }
        double base = (double)pango_layout_iter_get_baseline(i) / PANGO_SCALE;
        cairo_move_to(d->cr, MARGIN_X + (double)r.x / PANGO_SCALE, d->y + base - from);
        pango_cairo_show_layout_line(d->cr, pango_layout_iter_get_line_readonly(i));
        top = line_top + h;
    } while (pango_layout_iter_next_line(i));
    d->y += top - from + (s->line - 1) * s->size + after; /* below the last line as below others */
    pango_layout_iter_free(i);
    g_object_unref(l);
}

/* --- tables --- */

enum align { LEFT, CENTRE, RIGHT };

struct table {
    size_t columns;
    double width[COLUMNS];
    enum align align[COLUMNS];
    struct style style;
};

static double
row_height(struct doc *d, const struct table *t, const char *const cell[], bool bold)
{
    double h = 0;
    struct style s = t->style;
    s.bold = bold;
    s.font = bold ? HEI : t->style.font;
    for (size_t i = 0; i < t->columns; i++) {
        PangoLayout *l = layout(d, &s, cell[i], t->width[i] - 2 * CELL_PAD);
        double cell_h = height(l);
        h = cell_h > h ? cell_h : h;
        g_object_unref(l);
    }
    return h + 2 * CELL_PAD;
}

static void
draw_row(struct doc *d, const struct table *t, const char *const cell[], bool bold, double h)
{
    double x = MARGIN_X;
    if (bold) {
        cairo_set_source_rgb(d->cr, 0.93, 0.94, 0.95);
        cairo_rectangle(d->cr, MARGIN_X, d->y, TEXT_WIDTH, h);
        cairo_fill(d->cr);
        cairo_set_source_rgb(d->cr, 0, 0, 0);
    }
    struct style s = t->style;
    s.bold = bold;
    s.font = bold ? HEI : t->style.font;
    for (size_t i = 0; i < t->columns; i++) {
        PangoLayout *l = layout(d, &s, cell[i], t->width[i] - 2 * CELL_PAD);
        pango_layout_set_alignment(l, bold || t->align[i] == CENTRE ? PANGO_ALIGN_CENTER
                                      : t->align[i] == RIGHT        ? PANGO_ALIGN_RIGHT
                                                                    : PANGO_ALIGN_LEFT);
        draw_at(d, l, x + CELL_PAD, d->y + (h - height(l)) / 2);
        g_object_unref(l);
        rule(d, x, d->y, x, d->y + h, 0.4);
        x += t->width[i];
    }
    rule(d, x, d->y, x, d->y + h, 0.4);
    rule(d, MARGIN_X, d->y, x, d->y, 0.4);
    rule(d, MARGIN_X, d->y + h, x, d->y + h, 0.4);
    d->y += h;
}

/* The head again on every page. */
static void
table_row(struct doc *d, const struct table *t, const char *const head[], const char *const cell[],
          bool bold)
{
    double h = row_height(d, t, cell, bold);
    if (d->y + h > TEXT_END) {
        page_next(d);
        draw_row(d, t, head, true, row_height(d, t, head, true));
    }
    draw_row(d, t, cell, bold, h);
}

/* --- the contract --- */

static void
parties(struct doc *d)
{
    static const enum msg who[CONTRACT_PARTIES] = {M_CONTRACT_PARTY_A, M_CONTRACT_PARTY_B,
                                                   M_CONTRACT_PARTY_C};
    for (size_t i = 0; i < d->c->parties; i++) {
        const struct contract_party *p = &d->c->party[i];
        const char *line = arena_printf(d->a, "%s：%s", word_text(LANG_ZH, who[i]), p->name);
        paragraph(d, &STRONG, line, 0);
        paragraph(d, &SMALL, say(d, M_CONTRACT_CODE, p->code, "", ""), 2);
    }
}

static const char *
chinese_number(struct doc *d, size_t n) /* 1 to 19 */
{
    static const char digits[] = "一二三四五六七八九"; /* three bytes each */
    int at = (int)(n % 10) * 3 - 3;
    return arena_printf(d->a, "%s%.*s", n >= 10 ? "十" : "", at < 0 ? 0 : 3,
                        digits + (at < 0 ? 0 : at));
}

static void
clauses(struct doc *d)
{
    const struct contract *c = d->c;
    const char *until = date_cmp(c->volume_until, c->to) < 0
                            ? say(d, M_CONTRACT_TERM_UNTIL, date_said(d, c->volume_until), "", "")
                            : "";
    paragraph(d, &TEXT, say(d, M_CONTRACT_PREAMBLE, c->project_name, c->project, ""), 0);
    paragraph(d, &TEXT,
              arena_printf(d->a, "%s%s",
                           say(d, M_CONTRACT_TERM_LINE, number(d, c->term), date_said(d, c->from),
                               date_said(d, c->to)),
                           until),
              6);
    for (size_t i = 0; i < c->clauses; i++) {
        d->y += 3;
        room_for(d, SIZE_HEAD * 1.5 + SIZE_TEXT * LINE * 3); /* no title alone at a page's end */
        paragraph(d, &HEAD,
                  say(d, M_CONTRACT_ARTICLE, chinese_number(d, i + 1), c->clause[i].title, ""), 2);
        paragraph(d, &TEXT, c->clause[i].text, 6);
    }
}

/* 补充协议: what changed it since it was made. */
static void
amendments(struct doc *d)
{
    for (size_t i = 0; i < d->c->amendments; i++) {
        const struct contract_amendment *m = &d->c->amendment[i];
        char on[DATE_TEXT_MAX], text[ERR_TEXT_MAX];
        int kind = 0;
        (void)name_find(amend_kind_names, AMEND_KINDS, m->kind, &kind);
        const char *arg[] = {m->number, word_text(LANG_ZH, amend_kind_says((enum amend_kind)kind)),
                             date_text(m->on, on), m->reason};
        words_fill(text, sizeof(text), word_text(LANG_ZH, M_AMEND_CLAUSE), arg, 4);
        paragraph(d, &TEXT, arena_strdup(d->a, text), 4);
    }
}

static void
annex(struct doc *d)
{
    static const struct table t = {
        8,
        {28, 44, 124, 32, 54, 60, 66, 39.28},
        {CENTRE, CENTRE, LEFT, CENTRE, RIGHT, RIGHT, RIGHT, CENTRE},
        {SONG, SIZE_CELL, 1.2, false, false, false, 0},
    };
    const char *head[COLUMNS] = {
        word_text(LANG_ZH, M_CONTRACT_COL_NO),      word_text(LANG_ZH, M_CONTRACT_COL_GROUP),
        word_text(LANG_ZH, M_CONTRACT_COL_PRODUCT), word_text(LANG_ZH, M_CONTRACT_COL_UNIT),
        word_text(LANG_ZH, M_CONTRACT_COL_PRICE),   word_text(LANG_ZH, M_CONTRACT_COL_QTY),
        word_text(LANG_ZH, M_CONTRACT_COL_AMOUNT),  word_text(LANG_ZH, M_CONTRACT_COL_VARIANT)};
    const struct contract *c = d->c;
    amendments(d);
    paragraph(d, &HEAD, word_text(LANG_ZH, M_CONTRACT_ANNEX), 4);
    draw_row(d, &t, head, true, row_height(d, &t, head, true));
    for (size_t i = 0; i < c->lines; i++) {
        const struct contract_line *l = &c->line[i];
        bool service = strcmp(l->variant, "with_service") == 0;
        const char *cell[COLUMNS] = {number(d, (int64_t)i + 1),
                                     l->group,
                                     arena_printf(d->a, "%s%s%s\n%s", l->name,
                                                  *l->spec != '\0' ? "　" : "", l->spec,
                                                  l->product),
                                     l->unit,
                                     money_said(d, l->price),
                                     grouped(d, number(d, l->qty)),
                                     money_said(d, l->amount),
                                     word_text(LANG_ZH, service ? M_CONTRACT_YES : M_CONTRACT_NO)};
        table_row(d, &t, head, cell, false);
    }
    const char *total[COLUMNS] = {"",
                                  "",
                                  word_text(LANG_ZH, M_CONTRACT_TOTAL),
                                  "",
                                  "",
                                  grouped(d, number(d, c->qty)),
                                  money_said(d, c->amount),
                                  ""};
    table_row(d, &t, head, total, true);
    d->y += 14;
}

static const struct pdf_signature *
signature_of(const struct doc *d, const char *role)
{
    for (size_t i = 0; i < d->signatures; i++)
        if (strcmp(d->signature[i].role, role) == 0)
            return &d->signature[i];
    return NULL;
}

static const char *
signature_said(struct doc *d, const char *role)
{
    const struct pdf_signature *s = signature_of(d, role);
    if (s == NULL)
        return word_text(LANG_ZH, M_CONTRACT_UNSIGNED);
    char *at = arena_strdup(d->a, s->signed_at); /* 2026-11-22T13:00:00+08:00 */
    if (strlen(at) > 19) {
        at[10] = ' ';
        at[19] = '\0';
    }
    return arena_printf(d->a, "%s\n%s\n%s", say(d, M_CONTRACT_SIGNED_AT, at, "", ""),
                        say(d, M_CONTRACT_SIGNED_ALG, s->alg, "", ""),
                        say(d, M_CONTRACT_SIGNED_KEY, s->digest, "", ""));
}

static void
signatures(struct doc *d)
{
    static const enum msg who[CONTRACT_PARTIES] = {M_CONTRACT_PARTY_A, M_CONTRACT_PARTY_B,
                                                   M_CONTRACT_PARTY_C};
    struct table t = {.columns = d->c->parties,
                      .style = {SONG, SIZE_CELL, 1.35, false, false, false, 0}};
    const char *head[COLUMNS], *name[COLUMNS], *cell[COLUMNS];
    for (size_t i = 0; i < t.columns; i++) {
        t.width[i] = TEXT_WIDTH / (double)t.columns;
        head[i] = word_text(LANG_ZH, who[i]);
        name[i] = d->c->party[i].name;
        cell[i] = signature_said(d, d->c->party[i].role);
    }
    room_for(d, 30 + row_height(d, &t, head, true) + row_height(d, &t, name, false) +
                    row_height(d, &t, cell, false) + 40);
    paragraph(d, &HEAD, word_text(LANG_ZH, M_CONTRACT_SIGN_HEAD), 4);
    table_row(d, &t, head, head, true);
    table_row(d, &t, head, name, false);
    table_row(d, &t, head, cell, false);
    d->y += 10;
    paragraph(d, &SMALL,
              arena_printf(d->a, "%s\n%s",
                           say(d, M_CONTRACT_VERSION_LINE, number(d, d->c->version), d->sha256, ""),
                           word_text(LANG_ZH, M_CONTRACT_VERIFY)),
              0);
}

static void
whole(struct doc *d)
{
    d->page = 0;
    page_begin(d);
    d->y += 6;
    paragraph(d, &TITLE, word_text(LANG_ZH, M_CONTRACT_TITLE), 16);
    parties(d);
    d->y += 8;
    clauses(d);
    page_next(d); /* the annex and the signatures begin a page */
    annex(d);
    signatures(d);
    cairo_show_page(d->cr);
}

static bool
render(struct doc *d, const char *path, struct err *e)
{
    char day[DATE_TEXT_MAX];
    cairo_surface_t *s = cairo_pdf_surface_create(path, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, d->c->number);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "jicai");
    /* Not the clock's: the same contract is the same file. */
    cairo_pdf_surface_set_metadata(
        s, CAIRO_PDF_METADATA_CREATE_DATE,
        arena_printf(d->a, "%sT00:00:00+08:00", date_text(d->c->from, day)));
    d->cr = cairo_create(s);
    whole(d);
    cairo_destroy(d->cr);
    cairo_surface_finish(s);
    cairo_status_t status = cairo_surface_status(s);
    cairo_surface_destroy(s);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(e, ERR_IO, M_PDF_LIBRARY, {cairo_status_to_string(status)},
                   .file = path != NULL ? path : "");
}

bool
contract_pdf_is_there(void)
{
    return true;
}

bool
contract_pdf(const char *path, struct arena *a, const struct contract *c, const char *text_sha256,
             const struct pdf_signature *list, size_t n, int64_t *pages, struct err *e)
{
    struct doc d = {.a = a, .c = c, .sha256 = text_sha256, .signature = list, .signatures = n};
    if (!render(&d, NULL, e)) /* first only to count */
        return false;
    *pages = d.pages = d.page;
    return render(&d, path, e);
}
