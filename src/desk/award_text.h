/* award_text.h - what became of a bid and every comparison behind it, in words: for the command
 * line and for explanations. */
#ifndef JICAI_AWARD_TEXT_H
#define JICAI_AWARD_TEXT_H
#include "base/core/words.h"
#include "engine/award.h"

enum { AWARD_TEXT_MAX = 512 };

enum msg award_decision_word(enum award_decision d);
enum msg award_test_word(enum award_test t);
/* The name of a step as people say it: a test's by its word, others as the rules call them. */
const char *award_step_text(const char *step, enum lang lang);
/* One side of a comparison: a price, a day, a count. */
char *award_side_text(const struct award_figure *f, int64_t n, char out[static MONEY_TEXT_MAX]);
/* "within · lowest valid price: 10.80 <= 10.80 (x 1.8)" */
char *award_figure_text(const struct award_figure *f, enum lang lang,
                        char out[static AWARD_TEXT_MAX]);
#endif
