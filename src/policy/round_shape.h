/* round_shape.h - what rules.yaml is read into, before it becomes rules of the engine. */
#ifndef JICAI_ROUND_SHAPE_H
#define JICAI_ROUND_SHAPE_H
#include "policy/round.h"

struct round_words {
    const char *zh, *en;
};
struct raw_source {
    const char *doc, *clause, *quote;
    struct round_words note;
    const struct yaml_node *at;
};
struct raw_round_basis { /* exactly one of the three */
    struct raw_source clause, cite;
    struct round_words choice;
    bool has_clause, has_cite, has_choice;
    const struct yaml_node *at;
};
struct raw_round_document {
    const char *id, *title, *number, *file;
};
struct raw_units {
    int by;
    ratio share;
    bool has_share;
    struct yaml_list area;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_quotes {
    int64_t decimals;
    int service, factor;
    struct raw_round_basis basis;
};
struct raw_check {
    int check;
    ratio times, percentile;
    int64_t worst;
    date on;
    bool has_times, has_percentile, has_worst, has_on;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_bidders {
    int64_t per_company, at_least;
    bool has_per_company, has_at_least;
    struct raw_round_basis basis;
};
struct raw_ranking {
    struct yaml_list ties; /* int */
    struct raw_round_basis basis;
};
struct raw_quota {
    const char *unit;
    struct yaml_list table; /* int64_t */
    int64_t fixed;
    ratio percent;
    int round;
    bool has_table, has_fixed, has_percent;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_anchor {
    int shortlist, sigma;
    struct raw_round_basis basis;
};
struct raw_bound {
    ratio times, mean, sigmas;
    bool has_sigmas;
    int of;
    const char *name;
};
struct raw_when {
    bool rank_within_quota, place_left;
    int64_t rank_at_most, bidders_at_least, bidders_at_most;
    ratio times_lowest, ceiling, own_lowest, other_rounds, times_previous_highest;
    ratio times_own_previous;
    money price_at_most, unit_price_at_most;
    struct raw_bound times_anchor, times_selected, times_unit, times_group;
    const char *unit;
    bool has[TEST_COUNT];
    const struct yaml_node *at;
};
struct raw_step {
    const char *name;
    int outcome, quote;
    struct raw_when when;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_gap {
    ratio times;
    bool refill, cut;
    int guarantee;
    struct raw_round_basis basis;
};
struct raw_standby {
    int64_t at_most;
    struct raw_round_basis basis;
};
struct raw_talks {
    int mode;
    int64_t suppliers, rounds, panel, winners, standby;
    bool falling;
    bool has_suppliers, has_rounds, has_panel, has_winners, has_standby, has_falling;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_renewal {
    int64_t weight[RENEWAL_PARTS];
    bool has_weight[RENEWAL_PARTS];
    int64_t event, worst, keep_from;
    ratio change;
    bool has_event, has_worst, has_keep_from, has_change;
    struct raw_round_basis basis;
    const struct yaml_node *at;
};
struct raw_group {
    const char *group;
    money ceiling, previous_highest;
    const struct yaml_node *at;
};
struct raw_round {
    const char *id;
    struct round_words name;
    struct yaml_list documents; /* struct raw_round_document */
    struct raw_units units;
    struct raw_quotes quotes;
    struct yaml_list validity; /* struct raw_check */
    struct raw_bidders bidders;
    struct raw_ranking ranking;
    struct yaml_list quota; /* struct raw_quota */
    struct raw_anchor anchor;
    struct yaml_list steps; /* struct raw_step */
    struct raw_gap gap;
    struct raw_standby standby;
    const struct yaml_node *split; /* split_section.h */
    struct yaml_list talks;        /* struct raw_talks */
    struct raw_renewal renewal;
    struct yaml_list groups;       /* struct raw_group */
    bool has_units, has_quotes, has_bidders, has_anchor, has_gap, has_standby,
        has_renewal;
};

extern const struct yaml_shape round_basis_shape;

#endif
