/* One HTML file: no script, no outside address, prints well, light and dark. */
#include <string.h>

#include "desk/chart.h"
#include "words/desk.h"

enum { SAY_MAX = 512 };

static const char head[] =
    "<meta charset='utf-8'><meta name='viewport' content='width=device-width,initial-scale=1'>"
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n<style>\n"
    ":root{--ink:#1b2733;--soft:#5b6b7b;--line:#dfe5eb;--bg:#f4f6f8;--card:#fff;--c0:#1f5fa8;"
    "--c1:#d9822b;--c2:#2f8f5b;--c3:#8a4fa0;--warn:#8a5a00;--warnbg:#fff4d6}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9fb0c0;--line:#33414e;"
    "--bg:#12181e;--card:#1b242c;--c0:#6ea8e6;--c1:#f0a860;--c2:#6cc795;--c3:#c290d6;"
    "--warn:#ffd98a;--warnbg:#3a2f12}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.6 "
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif}\n"
    "header{background:#14406f;color:#fff;padding:26px max(24px,calc(50vw - 520px))}"
    "header h1{margin:0;font-size:25px}header p{margin:4px 0 0;color:#d5e2f1}\n"
    "main{max-width:1088px;margin:0 auto;padding:8px 24px 60px}"
    "nav{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 18px;"
    "margin:18px 0}nav a{color:var(--c0);margin-right:18px;white-space:nowrap}\n"
    "h2{font-size:21px;margin:40px 0 8px;padding-bottom:6px;border-bottom:2px solid var(--c0)}"
    "h3{font-size:16.5px;margin:0}section{background:var(--card);border:1px solid var(--line);"
    "border-radius:8px;padding:16px 20px;margin:14px 0}\n"
    ".note{color:var(--soft);margin:2px 0 10px}.basis{color:var(--soft);font-size:13px;margin:10px "
    "0 0;border-left:3px solid var(--line);padding-left:10px}\n"
    ".warn{background:var(--warnbg);color:var(--warn);border-radius:8px;padding:9px 16px;"
    "margin:14px 0;font-weight:600}\n"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px;margin-top:"
    "8px}th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:"
    "nowrap}th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:"
    "tabular-nums}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;"
    "margin-top:10px}.card{border:1px solid var(--line);border-radius:8px;padding:12px 14px}"
    ".card b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.card "
    "span{color:var(--soft);font-size:13px;display:block}\n"
    "svg{width:100%;height:auto;margin-top:10px}svg text{fill:var(--soft);font-size:12.5px}"
    "svg .l{text-anchor:end}svg .m{text-anchor:middle}svg .v{fill:var(--ink)}.g{stroke:var(--line);"
    "fill:none}.c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}"
    "polyline{fill:none;stroke-width:2}.s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:"
    "var(--c2)}.s3{stroke:var(--c3)}\n"
    "footer{color:var(--soft);font-size:13px;margin-top:30px}\n"
    "@media print{body{background:#fff}section{break-inside:avoid}nav{display:none}}\n"
    "</style>\n";

void
html_escaped(const char *s, FILE *to)
{
    for (; *s != '\0'; s++)
        switch (*s) {
        case '<': fputs("&lt;", to); break;
        case '>': fputs("&gt;", to); break;
        case '&': fputs("&amp;", to); break;
        case '"': fputs("&quot;", to); break;
        case '\'': fputs("&#39;", to); break;
        default: fputc(*s, to);
        }
}

static void
tag(const char *name, const char *class, const char *text, FILE *to)
{
    fprintf(to, "<%s%s%s%s>", name, *class != '\0' ? " class='" : "", class,
            *class != '\0' ? "'" : "");
    html_escaped(text, to);
    fprintf(to, "</%s>", name);
}

static void
cards(const struct section *s, FILE *to)
{
    char text[TERM_TEXT_MAX];
    fputs("<div class='cards'>", to);
    for (size_t i = 0; i < s->rows; i++) {
        const struct term *t = &s->cell[i * s->columns];
        fputs("<div class='card'>", to);
        tag("span", "", report_cell(&t[0], text), to);
        tag("b", "", report_cell(&t[1], text), to);
        tag("span", "", report_cell(&t[2], text), to);
        fputs("</div>", to);
    }
    fputs("</div>\n", to);
}

static void
table(const struct section *s, enum lang lang, FILE *to)
{
    char text[TERM_TEXT_MAX];
    fputs("<div class='scroll'><table><thead><tr>", to);
    for (size_t c = 0; c < s->columns; c++)
        tag("th", s->rows > 0 && report_is_number(&s->cell[c]) ? "n" : "",
            word_text(lang, s->column[c]), to);
    fputs("</tr></thead><tbody>\n", to);
    for (size_t i = 0; i < s->rows; i++) {
        fputs("<tr>", to);
        for (size_t c = 0; c < s->columns; c++) {
            const struct term *t = &s->cell[i * s->columns + c];
            tag("td", report_is_number(t) ? "n" : "", report_cell(t, text), to);
        }
        fputs("</tr>\n", to);
    }
    fputs("</tbody></table></div>\n", to);
    if (s->rows == 0)
        tag("p", "note", word_text(lang, M_REPORT_EMPTY), to);
}

static void
chapter(const struct report *r, size_t i, enum lang lang, FILE *to)
{
    const struct section *s = &r->section[i];
    char text[SAY_MAX];
    fprintf(to, "<h2 id='s%zu'>", i);
    html_escaped(report_say(lang, s->title, &s->title_arg, 1, text, sizeof(text)), to);
    fputs("</h2>\n", to);
    if (r->synthetic)
        tag("p", "note", word_text(lang, M_REPORT_SYNTHETIC), to);
    if (s->note != M_NONE)
        tag("p", "warn", report_say(lang, s->note, s->note_arg, EXPLAIN_TERMS, text, sizeof(text)),
            to);
}

static void
section(const struct report *r, size_t i, enum lang lang, FILE *to)
{
    const struct section *s = &r->section[i];
    char text[SAY_MAX];
    if (s->chapter) {
        chapter(r, i, lang, to);
        return;
    }
    fputs("<section>", to);
    tag("h3", "", report_say(lang, s->title, &s->title_arg, 1, text, sizeof(text)), to);
    if (s->note != M_NONE)
        tag("p", "note", report_say(lang, s->note, s->note_arg, EXPLAIN_TERMS, text, sizeof(text)),
            to);
    chart_html(s, lang, to);
    if (s->chart == CHART_CARDS)
        cards(s, to);
    else if (s->columns > 0)
        table(s, lang, to);
    struct term more = t_int((int64_t)s->more);
    if (s->more > 0)
        tag("p", "note", report_say(lang, M_REPORT_MORE, &more, 1, text, sizeof(text)), to);
    if (*s->cite != '\0') {
        fputs("<p class='basis'>", to);
        html_escaped(word_text(lang, M_REPORT_CITE), to);
        html_escaped(s->cite, to);
        fputs("</p>", to);
    }
    fputs("</section>\n", to);
}

static void
contents(const struct report *r, enum lang lang, FILE *to)
{
    char text[SAY_MAX];
    fputs("<nav>", to);
    for (size_t i = 0; i < r->n; i++)
        if (r->section[i].chapter) {
            const struct section *s = &r->section[i];
            fprintf(to, "<a href='#s%zu'>", i);
            html_escaped(report_say(lang, s->title, &s->title_arg, 1, text, sizeof(text)), to);
            fputs("</a> ", to);
        }
    fputs("</nav>\n", to);
}

void
report_html(const struct report *r, enum lang lang, FILE *to)
{
    char title[SAY_MAX], day[DATE_TEXT_MAX];
    report_say(lang, r->title, &r->title_arg, 1, title, sizeof(title));
    fprintf(to, "<!doctype html>\n<html lang='%s'><head>", lang == LANG_ZH ? "zh-CN" : "en");
    tag("title", "", title, to);
    fputs(head, to);
    fputs("</head><body><header>", to);
    tag("h1", "", title, to);
    tag("p", "", date_text(r->on, day), to);
    fputs("</header><main>\n", to);
    if (r->synthetic)
        tag("p", "warn", word_text(lang, M_REPORT_SYNTHETIC), to);
    if (*r->notice != '\0')
        tag("p", "warn", r->notice, to);
    contents(r, lang, to);
    for (size_t i = 0; i < r->n; i++)
        section(r, i, lang, to);
    tag("footer", "", word_text(lang, M_REPORT_PRINTED), to);
    fputs("</main></body></html>\n", to);
}
