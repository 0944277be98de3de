#include "desk/award_text.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "words/award.h"

enum msg
award_decision_word(enum award_decision d)
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

enum msg
award_test_word(enum award_test t)
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

const char *
award_step_text(const char *step, enum lang lang)
{
    for (int t = 0; t < TEST_COUNT; t++)
        if (strcmp(step, award_test_name((enum award_test)t)) == 0)
            return word_text(lang, award_test_word((enum award_test)t));
    return step;
}

char *
award_side_text(const struct award_figure *f, int64_t n, char out[static MONEY_TEXT_MAX])
{
    switch (f->kind) {
    case FIGURE_PRICE: return money_text((money){n}, out);
    case FIGURE_DATE: return date_text((date){(int32_t)n}, out);
    case FIGURE_COUNT: break;
    }
    return int_text(n, out);
}

static void
compared(const struct award_figure *f, enum lang lang, char *out, size_t size)
{
    char left[MONEY_TEXT_MAX], right[MONEY_TEXT_MAX], times[RATIO_TEXT_MAX], by[40] = "";
    if (f->no_bound) {
        snprintf(out, size, "%s %s", award_side_text(f, f->left, left),
                 word_text(lang, M_AWARD_NO_BOUND));
        return;
    }
    if (f->k.ppm > 0)
        snprintf(by, sizeof(by), " (× %s)", times_text(f->k, times));
    snprintf(out, size, "%s %s %s%s%s%s%s", award_side_text(f, f->left, left),
             f->holds || f->to_draw ? "≤" : ">", f->approx ? "≈" : "",
             award_side_text(f, f->right, right), by, f->to_draw ? " " : "",
             f->to_draw ? word_text(lang, M_AWARD_IS_DRAWN) : "");
}

char *
award_figure_text(const struct award_figure *f, enum lang lang, char out[static AWARD_TEXT_MAX])
{
    char sides[AWARD_TEXT_MAX / 2];
    compared(f, lang, sides, sizeof(sides));
    snprintf(out, AWARD_TEXT_MAX, "%s%s%s: %s", f->step, *f->step != '\0' ? " · " : "",
             word_text(lang, award_test_word(f->test)), sides);
    return out;
}
