/* award_case.h - short words for bids, rules and what came out of them. */
#ifndef JICAI_AWARD_CASE_H
#define JICAI_AWARD_CASE_H
#include "../test.h"

#include "engine/award.h"

enum { CASE_BIDS = 12 };

struct award_case {
    struct award_rules rules;
    struct award_group group;
    struct award_bid bid[CASE_BIDS];
    struct award_result out[CASE_BIDS];
    enum award_status status;
    char text[2048];
};

static inline money
yuan(const char *s)
{
    money out = {-1};
    assert_true(money_parse(&out, s));
    return out;
}

static inline ratio
times(const char *s)
{
    ratio out = {-1};
    assert_true(ratio_parse(&out, s));
    return out;
}

/* Bids A, B, C ... of companies a, b, c ... at these prices. */
static inline struct award_case
bids(size_t n, const char *const price[])
{
    static const char *const products[] = {"A", "B", "C", "D", "E", "F",
                                           "G", "H", "I", "J", "K", "L"};
    static const char *const companies[] = {"a", "b", "c", "d", "e", "f",
                                            "g", "h", "i", "j", "k", "l"};
    struct award_case c = {.rules = {.decimals = 2, .ranking_clause = "ranking"}};
    assert_true(n <= CASE_BIDS);
    c.group = (struct award_group){.name = "G", .n = n};
    for (size_t i = 0; i < n; i++)
        c.bid[i] = (struct award_bid){.product = products[i],
                                      .company = companies[i],
                                      .related = "",
                                      .unit = "",
                                      .price = yuan(price[i])};
    return c;
}
#define BIDS(...)                                                                                  \
    bids(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *),                        \
         (const char *const[]){__VA_ARGS__})

static inline void
quota_fixed(struct award_case *c, int64_t n)
{
    c->rules.quota[c->rules.quotas++] =
        (struct award_quota){.unit = "", .kind = QUOTA_FIXED, .fixed = n, .clause = "quota"};
}

/* A step with its conditions; conditions with no test end the list. */
static inline void
step_conds(struct award_case *c, const char *name, enum award_decision outcome,
           const struct award_cond cond[], size_t n)
{
    struct award_step *s = &c->rules.step[c->rules.steps++];
    *s = (struct award_step){.name = name, .clause = name, .outcome = outcome, .conds = n};
    memcpy(s->cond, cond, n * sizeof(*cond));
}
#define STEP(c, name, outcome, ...)                                                                \
    step_conds((c), (name), (outcome), (const struct award_cond[]){__VA_ARGS__},                   \
               sizeof((const struct award_cond[]){__VA_ARGS__}) / sizeof(struct award_cond))

#define IN_QUOTA                                                                                   \
    {                                                                                              \
        .test = TEST_RANK_IN_QUOTA                                                                 \
    }
#define PLACE                                                                                      \
    {                                                                                              \
        .test = TEST_PLACE_LEFT                                                                    \
    }
#define K_LOWEST(r)                                                                                \
    {                                                                                              \
        .test = TEST_LOWEST, .k = times(r)                                                         \
    }
#define AT_MOST(p)                                                                                 \
    {                                                                                              \
        .test = TEST_FIXED, .fixed = yuan(p)                                                       \
    }

/* What stands behind the last step and the last condition belongs to nobody, and changes nothing:
 * a step that takes everybody; a condition that nobody meets, or one that asks for a place. */
static inline void
put_behind(struct award_rules *r, bool place)
{
    const struct award_cond behind = {.test = place ? TEST_PLACE_LEFT : TEST_FIXED};
    for (size_t s = 0; s < r->steps; s++)
        if (r->step[s].conds < AWARD_CONDS_MAX)
            r->step[s].cond[r->step[s].conds] = behind;
    if (r->steps < AWARD_STEPS_MAX)
        r->step[r->steps] =
            (struct award_step){.name = "behind", .clause = "", .outcome = AWARD_SELECT};
}

/* Bids, results and scratch exactly as long as there are bids, so that a step too far is seen. */
static inline void
run_exactly(struct award_case *c)
{
    static bool place; /* in turn */
    size_t n = c->group.n;
    struct award_bid *bid = malloc(n * sizeof(*bid));
    struct award_result *out = malloc(n * sizeof(*out));
    struct award_slot *work = malloc(n * sizeof(*work));
    memcpy(bid, c->bid, n * sizeof(*bid));
    c->group.bid = bid;
    place = !place;
    put_behind(&c->rules, place);
    c->status = award_run(&c->rules, &c->group, out, work);
    memcpy(c->out, out, n * sizeof(*out));
    if (n < CASE_BIDS)
        c->out[n] = (struct award_result){.decision = AWARD_SELECT, .compared = 1};
    c->group.bid = c->bid;
    free(bid);
    free(out);
    free(work);
}

/* Run, and write down "A1+in_quota B2-no_step Cx-ceiling": product, rank, sign, step.
 * + select, * without quota, 0 without volume, s standby, - reject, x invalid, ? to draw. */
static inline const char *
run(struct award_case *c)
{
    static const char sign[] = "!+*0s-x?";
    size_t n = 0;
    run_exactly(c);
    c->text[0] = '\0';
    for (size_t i = 0; i < c->group.n; i++)
        n += (size_t)snprintf(c->text + n, sizeof(c->text) - n, "%s%s%lld%c%s", i > 0 ? " " : "",
                              c->bid[i].product, (long long)c->out[i].rank,
                              sign[c->out[i].decision], c->out[i].step);
    return c->text;
}

static inline const struct award_figure *
figure_of(const struct award_case *c, size_t bid, enum award_test test)
{
    for (size_t i = 0; i < c->out[bid].figures; i++)
        if (c->out[bid].figure[i].test == test)
            return &c->out[bid].figure[i];
    fail_msg("no figure %s", award_test_name(test));
    return NULL;
}
#endif
