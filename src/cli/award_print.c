#include "cli/award_print.h"

#include <inttypes.h>
#include <string.h>

#include "base/core/text.h"
#include "desk/award_text.h"
#include "words/award.h"

/* Bids come by product; a stable sort by rank, and by unit where there are several. */
static void
sort(const struct award_group *g, const struct award_result out[], size_t order[], bool last)
{
    for (size_t i = 0; i < g->n; i++) {
        size_t k = i;
        int64_t rank = out[i].rank == 0 && last ? INT64_MAX : out[i].rank;
        for (; k > 0; k--) {
            const struct award_result *b = &out[order[k - 1]];
            if ((b->rank == 0 && last ? INT64_MAX : b->rank) <= rank)
                break;
            order[k] = order[k - 1];
        }
        order[k] = i;
    }
}

static void
side_json(struct json *j, const struct award_figure *f, const char *key, int64_t n)
{
    char text[MONEY_TEXT_MAX];
    if (f->kind == FIGURE_COUNT)
        json_int(j, key, n);
    else
        json_text(j, key, award_side_text(f, n, text));
}

static void
figure_json(struct json *j, const struct award_figure *f)
{
    char times[RATIO_TEXT_MAX];
    json_open(j, NULL, '{');
    json_text(j, "test", award_test_name(f->test));
    json_text(j, "step", f->step);
    side_json(j, f, "left", f->left);
    if (f->no_bound)
        json_text(j, "right", NULL);
    else
        side_json(j, f, "right", f->right);
    if (f->k.ppm > 0)
        json_text(j, "times", times_text(f->k, times));
    json_bool(j, "holds", f->holds);
    if (f->to_draw)
        json_bool(j, "draw", true);
    if (f->approx)
        json_bool(j, "approx", true);
    json_close(j, '}');
}

void
award_print_json(struct json *j, const struct award_group *g, const struct award_result out[],
                 size_t order[])
{
    sort(g, out, order, false);
    json_open(j, NULL, '{');
    json_text(j, "group", g->name);
    json_open(j, "bids", '[');
    for (size_t i = 0; i < g->n; i++) {
        const struct award_result *r = &out[order[i]];
        json_open(j, NULL, '{');
        json_text(j, "product", g->bid[order[i]].product);
        json_text(j, "company", g->bid[order[i]].company);
        if (*r->unit != '\0')
            json_text(j, "unit", r->unit);
        json_int(j, "rank", r->rank);
        json_text(j, "decision", award_decision_name(r->decision));
        json_money(j, "price", r->price);
        json_text(j, "step", r->step);
        json_text(j, "clause", r->clause);
        json_open(j, "figures", '[');
        for (size_t k = 0; k < r->figures; k++)
            figure_json(j, &r->figure[k]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* --- for people --- */

/* How wide a terminal shows it: Chinese signs take two columns. */
static size_t
width(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        if (((unsigned char)*s & 0xc0) != 0x80)
            n += (unsigned char)*s >= 0xe3 ? 2 : 1;
    return n;
}

static void
cell(FILE *to, const char *s, size_t columns)
{
    fputs(s, to);
    for (size_t n = width(s); n < columns; n++)
        fputc(' ', to);
    fputs("  ", to);
}

static void
row(FILE *to, const char *const text[7])
{
    static const size_t columns[] = {4, 14, 14, 12, 18, 18};
    for (size_t i = 0; i < 6; i++)
        cell(to, text[i], columns[i]);
    fprintf(to, "%s\n", text[6]);
}

static void
figure(struct cli *c, const struct award_figure *f)
{
    char text[AWARD_TEXT_MAX];
    fprintf(c->out, "      %s\n", award_figure_text(f, c->lang, text));
}

static const char *
clause(const struct cli *c, const char *s)
{
    return strcmp(s, "choice") == 0 ? cli_word(c, M_AWARD_CHOICE) : s;
}

static void
bid(struct cli *c, const struct award_bid *b, const struct award_result *r)
{
    char rank[INT_TEXT_MAX], price[MONEY_TEXT_MAX], name[MONEY_TEXT_MAX * 2];
    snprintf(name, sizeof(name), "%s%s%s", r->unit, *r->unit != '\0' ? "-" : "",
             r->rank > 0 ? int_text(r->rank, rank) : "-");
    row(c->out, (const char *const[]){name, b->product, b->company, money_text(r->price, price),
                                      cli_word(c, award_decision_word(r->decision)),
                                      award_step_text(r->step, c->lang), clause(c, r->clause)});
}

void
award_print_text(struct cli *c, const struct round *r, const struct award_group *g,
                 const struct award_result out[], size_t order[], bool explain)
{
    fprintf(c->out, "%s %s  %s\n", cli_word(c, M_AWARD_H_GROUP), g->name,
            c->lang == LANG_ZH ? r->name_zh : r->name_en);
    sort(g, out, order, true);
    if (g->n == 0)
        fprintf(c->out, "%s\n", cli_word(c, M_AWARD_H_NOBODY));
    else
        row(c->out,
            (const char *const[]){cli_word(c, M_AWARD_H_RANK), cli_word(c, M_AWARD_H_PRODUCT),
                                  cli_word(c, M_AWARD_H_COMPANY), cli_word(c, M_AWARD_H_PRICE),
                                  cli_word(c, M_AWARD_H_DECISION), cli_word(c, M_AWARD_H_STEP),
                                  cli_word(c, M_AWARD_H_CLAUSE)});
    for (size_t i = 0; i < g->n; i++) {
        bid(c, &g->bid[order[i]], &out[order[i]]);
        for (size_t k = 0; explain && k < out[order[i]].figures; k++)
            figure(c, &out[order[i]].figure[k]);
    }
    fputc('\n', c->out);
}
