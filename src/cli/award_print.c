#include "cli/award_print.h"

#include <inttypes.h>
#include <string.h>

#include "base/core/text.h"
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

static char *
side_text(const struct award_figure *f, int64_t n, char out[static MONEY_TEXT_MAX])
{
    switch (f->kind) {
    case FIGURE_PRICE: return money_text((money){n}, out);
    case FIGURE_DATE: return date_text((date){(int32_t)n}, out);
    case FIGURE_COUNT: break;
    }
    return int_text(n, out);
}

static void
side_json(struct json *j, const struct award_figure *f, const char *key, int64_t n)
{
    char text[MONEY_TEXT_MAX];
    if (f->kind == FIGURE_COUNT)
        json_int(j, key, n);
    else
        json_text(j, key, side_text(f, n, text));
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

static enum msg
decision_word(enum award_decision d)
{
    static const enum msg word[] = {
        [AWARD_SELECT] = M_AWARD_D_SELECT,
        [AWARD_SELECT_WITHOUT_QUOTA] = M_AWARD_D_WITHOUT_QUOTA,
        [AWARD_SELECT_WITHOUT_VOLUME] = M_AWARD_D_WITHOUT_VOLUME,
        [AWARD_STANDBY] = M_AWARD_D_STANDBY,
        [AWARD_REJECT] = M_AWARD_D_REJECT,
        [AWARD_INVALID] = M_AWARD_D_INVALID,
        [AWARD_TO_DRAW] = M_AWARD_D_DRAW,
    };
    return word[d];
}

static enum msg
test_word(enum award_test t)
{
    static const enum msg word[] = {
        [TEST_QUOTED] = M_AWARD_T_QUOTED,
        [TEST_QUALIFIED] = M_AWARD_T_QUALIFIED,
        [TEST_CERTIFICATE] = M_AWARD_T_CERTIFICATE,
        [TEST_CREDIT] = M_AWARD_T_CREDIT,
        [TEST_CEILING] = M_AWARD_T_CEILING,
        [TEST_OWN_LOWEST] = M_AWARD_T_OWN_LOWEST,
        [TEST_OTHERS] = M_AWARD_T_OTHERS,
        [TEST_RANK_IN_QUOTA] = M_AWARD_T_IN_QUOTA,
        [TEST_PLACE_LEFT] = M_AWARD_T_PLACE_LEFT,
        [TEST_RANK] = M_AWARD_T_RANK,
        [TEST_LOWEST] = M_AWARD_T_LOWEST,
        [TEST_ANCHOR] = M_AWARD_T_ANCHOR,
        [TEST_FIXED] = M_AWARD_T_FIXED,
        [TEST_UNIT_PRICE] = M_AWARD_T_UNIT_PRICE,
        [TEST_SELECTED] = M_AWARD_T_SELECTED,
        [TEST_OTHER_UNIT] = M_AWARD_T_OTHER_UNIT,
        [TEST_OTHER_GROUP] = M_AWARD_T_OTHER_GROUP,
        [TEST_PREVIOUS] = M_AWARD_T_PREVIOUS,
        [TEST_OWN_PREVIOUS] = M_AWARD_T_OWN_PREVIOUS,
        [TEST_BIDDERS_MIN] = M_AWARD_T_BIDDERS_MIN,
        [TEST_BIDDERS_MAX] = M_AWARD_T_BIDDERS_MAX,
        [TEST_UNIT] = M_AWARD_T_UNIT,
        [TEST_PER_COMPANY] = M_AWARD_T_PER_COMPANY,
        [TEST_GAP] = M_AWARD_T_GAP,
        [TEST_STANDBY] = M_AWARD_T_STANDBY,
        [TEST_NO_STEP] = M_AWARD_T_NO_STEP,
    };
    return word[t];
}

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

/* "    within: times the lowest 10.80 <= 10.80 (1.8 x)" */
static void
figure(struct cli *c, const struct award_figure *f)
{
    char left[MONEY_TEXT_MAX], right[MONEY_TEXT_MAX], times[RATIO_TEXT_MAX];
    fprintf(c->out, "      %s%s%s: ", f->step, *f->step != '\0' ? " · " : "",
            cli_word(c, test_word(f->test)));
    if (f->no_bound) {
        fprintf(c->out, "%s %s\n", side_text(f, f->left, left), cli_word(c, M_AWARD_NO_BOUND));
        return;
    }
    fprintf(c->out, "%s %s %s%s", side_text(f, f->left, left), f->holds || f->to_draw ? "≤" : ">",
            f->approx ? "≈" : "", side_text(f, f->right, right));
    if (f->k.ppm > 0)
        fprintf(c->out, " (× %s)", times_text(f->k, times));
    if (f->to_draw)
        fprintf(c->out, " %s", cli_word(c, M_AWARD_IS_DRAWN));
    fputc('\n', c->out);
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
    const char *step = r->step;
    for (int t = 0; t < TEST_COUNT; t++)
        if (strcmp(step, award_test_name((enum award_test)t)) == 0)
            step = cli_word(c, test_word((enum award_test)t));
    snprintf(name, sizeof(name), "%s%s%s", r->unit, *r->unit != '\0' ? "-" : "",
             r->rank > 0 ? int_text(r->rank, rank) : "-");
    row(c->out,
        (const char *const[]){name, b->product, b->company, money_text(r->price, price),
                              cli_word(c, decision_word(r->decision)), step, clause(c, r->clause)});
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
