/* award_inner.h - the parts of award_run(), for award*.c alone.
 *
 * A *contest* is one bidding unit of a group. Its ranked bids stand in slot[0..n).at, best first;
 * a *class* is a run of them that no tie rule could tell apart. */
#ifndef JICAI_AWARD_INNER_H
#define JICAI_AWARD_INNER_H
#include "base/core/wide256.h"
#include "engine/award.h"

/* Three-valued: the lesser decides an "and". */
enum award_holds { HOLDS_NO, HOLDS_DRAW, HOLDS_YES };

/* Compared prices of some bids. */
struct award_sum {
    size_t n;
    int64_t highest, lowest;
    wide sum;
    struct wide256 squares;
};

struct contest {
    const struct award_rules *rules;
    const struct award_group *group;
    struct award_slot *slot;
    struct award_result *out;
    const char *unit;
    size_t n;        /* ranked */
    int64_t bidders; /* N */
    int64_t quota, taken;
    int64_t lowest;
    struct award_sum shortlisted;
};

/* What is judged: the first or the second quote. */
struct judged {
    money quote;
    int64_t compared;
};

struct award_class {
    size_t from, n;
};

/* award.c */
money award_first_quote(const struct award_rules *r, const struct award_bid *b);
int64_t award_scale(const struct award_rules *r, const struct award_bid *b, money m);
void award_figure_add(struct award_result *out, const struct award_figure *f);
void award_close(struct contest *c, size_t bid, enum award_decision d, enum award_test why,
                 const char *clause);
/* award_unit.c */
void award_bidders(const struct award_group *g, struct award_slot slot[]);
void award_units(const struct award_rules *r, const struct award_group *g,
                 struct award_result out[], struct award_slot slot[]);
/* award_valid.c: may it take part? If not, the result says why. */
bool award_validate(const struct award_rules *r, const struct award_group *g, size_t bid,
                    struct award_result *out);
/* award_rank.c */
void award_rank(struct contest *c);
struct award_class award_class_at(const struct contest *c, size_t from);
/* award_sum.c */
void award_sum_add(struct award_sum *s, int64_t compared);
struct award_sum award_selected(const struct contest *c, const char *unit, size_t before_step);
/* price <= k x stat; the bound goes to *f for showing. */
bool award_within(int64_t price, ratio k, int64_t bound, struct award_figure *f);
bool award_within_mean(int64_t price, ratio k, wide sum, size_t n, struct award_figure *f);
bool award_within_anchor(const struct contest *c, int64_t price, const struct award_cond *q,
                         struct award_figure *f);
/* award_cond.c: PLACE_LEFT is not asked here. relaxed: ranks are not asked (refill). */
enum award_holds award_cond_test(const struct contest *c, size_t bid, size_t step,
                                 const struct award_cond *q, bool relaxed, struct award_figure *f);
/* award_step.c */
void award_steps(struct contest *c);
/* Refill: does the step hold, ranks and places aside? And if so: its figures and its decision. */
bool award_step_would(struct contest *c, size_t bid, size_t step, int64_t *compared);
void award_step_take(struct contest *c, size_t bid, size_t step);
/* award_gap.c */
void award_gap(struct contest *c);

#endif
