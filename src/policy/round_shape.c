/* The keys of rules.yaml, each with its type, bounds and meaning. */
#include "policy/round_shape.h"
#include "words/round.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SHAPE(var, title, meaning, type, ...)                                                      \
    const struct yaml_shape var = {.name = (title),                                                \
                                   .say = (meaning),                                               \
                                   .keys = var##_keys,                                             \
                                   .n = COUNT(var##_keys),                                         \
                                   .size = sizeof(struct type),                                    \
                                   __VA_ARGS__}
#define TIMES .least = 1, .most = AWARD_TIMES_MAX
#define PRICE .least = 1, .most = PRICE_LIMIT - 1

#define AT(field) .offset = offsetof(struct round_words, field)
static const struct yaml_key words_shape_keys[] = {
    {"zh", YAML_TEXT, .needed = true, AT(zh), .say = M_ROUND_K_ZH},
    {"en", YAML_TEXT, .needed = true, AT(en), .say = M_ROUND_K_EN},
};
static SHAPE(words_shape, "round.words", M_ROUND_S_WORDS, round_words, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_source, field)
static const struct yaml_key clause_shape_keys[] = {
    {"doc", YAML_TEXT, .needed = true, AT(doc), .say = M_ROUND_K_DOC},
    {"clause", YAML_TEXT, .needed = true, AT(clause), .say = M_ROUND_K_CLAUSE},
    {"quote", YAML_TEXT, .needed = true, AT(quote), .say = M_ROUND_K_QUOTE},
};
static SHAPE(clause_shape, "round.clause", M_ROUND_S_CLAUSE, raw_source,
             .at = YAML_GIVEN(struct raw_source, at));
static const struct yaml_key cite_shape_keys[] = {
    {"doc", YAML_TEXT, .needed = true, AT(doc), .say = M_ROUND_K_DOC},
    {"clause", YAML_TEXT, AT(clause), .say = M_ROUND_K_CLAUSE},
    {"note", YAML_MAP, .needed = true, AT(note), .shape = &words_shape, .say = M_ROUND_K_NOTE},
};
static SHAPE(cite_shape, "round.cite", M_ROUND_S_CITE, raw_source,
             .at = YAML_GIVEN(struct raw_source, at));
#undef AT

#define AT(field) .offset = offsetof(struct raw_round_basis, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_round_basis, has_##field)
static const struct yaml_key round_basis_shape_keys[] = {
    {"clause", YAML_MAP, AT(clause), .shape = &clause_shape, HAS(clause),
     .say = M_ROUND_K_BY_CLAUSE},
    {"cite", YAML_MAP, AT(cite), .shape = &cite_shape, HAS(cite), .say = M_ROUND_K_BY_CITE},
    {"choice", YAML_MAP, AT(choice), .shape = &words_shape, HAS(choice),
     .say = M_ROUND_K_BY_CHOICE},
};
SHAPE(round_basis_shape, "round.basis", M_ROUND_S_BASIS, raw_round_basis,
      .at = YAML_GIVEN(struct raw_round_basis, at));
#undef AT
#undef HAS
#define BASIS                                                                                      \
    {                                                                                              \
        "basis", YAML_MAP, .needed = true, AT(basis), .shape = &round_basis_shape,                 \
                           .say = M_ROUND_K_BASIS                                                  \
    }

#define AT(field) .offset = offsetof(struct raw_round_document, field)
static const struct yaml_key document_shape_keys[] = {
    {"id", YAML_TEXT, .needed = true, AT(id), .say = M_ROUND_K_DOC_ID},
    {"title", YAML_TEXT, .needed = true, AT(title), .say = M_ROUND_K_TITLE},
    {"number", YAML_TEXT, AT(number), .say = M_ROUND_K_NUMBER},
    {"file", YAML_TEXT, AT(file), .say = M_ROUND_K_FILE},
};
static SHAPE(document_shape, "round.document", M_ROUND_S_DOCUMENT, raw_round_document, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_units, field)
static const struct yaml_key units_shape_keys[] = {
    {"by", YAML_ENUM, .needed = true, AT(by), .choices = "none|declared|demand",
     .say = M_ROUND_K_UNITS_BY},
    {"share", YAML_RATIO, AT(share), .given = YAML_GIVEN(struct raw_units, has_share), .least = 1,
     .most = RATIO_ONE, .say = M_ROUND_K_UNITS_SHARE},
    {"area", YAML_TEXT, AT(area), .many = ROUND_AREA_MAX, .say = M_ROUND_K_UNITS_AREA},
    BASIS,
};
static SHAPE(units_shape, "round.units", M_ROUND_S_UNITS, raw_units,
             .at = YAML_GIVEN(struct raw_units, at));
#undef AT

#define AT(field) .offset = offsetof(struct raw_quotes, field)
static const struct yaml_key quotes_shape_keys[] = {
    {"decimals", YAML_INT, AT(decimals), .least = 2, .most = 4, .say = M_ROUND_K_DECIMALS},
    {"service", YAML_ENUM, AT(service), .choices = "without|with", .say = M_ROUND_K_SERVICE},
    {"factor", YAML_ENUM, AT(factor), .choices = "multiply|divide", .say = M_ROUND_K_FACTOR},
    BASIS,
};
static SHAPE(quotes_shape, "round.quotes", M_ROUND_S_QUOTES, raw_quotes, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_check, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_check, has_##field)
static const struct yaml_key check_shape_keys[] = {
    {"check", YAML_ENUM, .needed = true, AT(check),
     .choices = "quoted|qualified|certificate|credit|ceiling|own_lowest|other_rounds",
     .say = M_ROUND_K_CHECK},
    {"times", YAML_RATIO, AT(times), HAS(times), TIMES, .say = M_ROUND_K_CHECK_TIMES},
    {"percentile", YAML_RATIO, AT(percentile), HAS(percentile), .least = 0, .most = RATIO_ONE,
     .say = M_ROUND_K_PERCENTILE},
    {"worst", YAML_INT, AT(worst), HAS(worst), .say = M_ROUND_K_WORST},
    {"on", YAML_DATE, AT(on), HAS(on), .say = M_ROUND_K_CERT_ON},
    BASIS,
};
static const struct raw_check check_init = {.check = -1, .times = {RATIO_ONE}};
static SHAPE(check_shape, "round.validity", M_ROUND_S_CHECK, raw_check, .init = &check_init,
             .at = YAML_GIVEN(struct raw_check, at));
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_bidders, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_bidders, has_##field)
static const struct yaml_key bidders_shape_keys[] = {
    {"per_company", YAML_INT, AT(per_company), HAS(per_company), .least = 1, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_PER_COMPANY},
    {"at_least", YAML_INT, AT(at_least), HAS(at_least), .least = 1, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_AT_LEAST},
    BASIS,
};
static SHAPE(bidders_shape, "round.bidders", M_ROUND_S_BIDDERS, raw_bidders, .at = 0);
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_ranking, field)
static const struct yaml_key ranking_shape_keys[] = {
    {"ties", YAML_ENUM, AT(ties), .many = AWARD_TIES_MAX,
     .choices = "reported|filed_at|capacity|credit", .say = M_ROUND_K_TIES},
    BASIS,
};
static SHAPE(ranking_shape, "round.ranking", M_ROUND_S_RANKING, raw_ranking, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_quota, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_quota, has_##field)
static const struct yaml_key quota_shape_keys[] = {
    {"unit", YAML_TEXT, AT(unit), .say = M_ROUND_K_QUOTA_UNIT},
    {"table", YAML_INT, AT(table), HAS(table), .many = AWARD_TABLE_MAX, .least = 0,
     .most = AWARD_BIDS_MAX, .say = M_ROUND_K_TABLE},
    {"fixed", YAML_INT, AT(fixed), HAS(fixed), .least = 1, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_FIXED},
    {"percent", YAML_RATIO, AT(percent), HAS(percent), .least = 1, .most = RATIO_ONE,
     .say = M_ROUND_K_PERCENT},
    {"round", YAML_ENUM, AT(round), .choices = "half_up|up|down", .say = M_ROUND_K_ROUND},
    BASIS,
};
static const struct raw_quota quota_init = {.unit = "", .round = ROUND_DOWN};
static SHAPE(quota_shape, "round.quota", M_ROUND_S_QUOTA, raw_quota, .init = &quota_init,
             .at = YAML_GIVEN(struct raw_quota, at));
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_anchor, field)
static const struct yaml_key anchor_shape_keys[] = {
    {"shortlist", YAML_ENUM, AT(shortlist), .choices = "within_quota|valid",
     .say = M_ROUND_K_SHORTLIST},
    {"sigma", YAML_ENUM, AT(sigma), .choices = "population|sample", .say = M_ROUND_K_SIGMA},
    BASIS,
};
static SHAPE(anchor_shape, "round.anchor", M_ROUND_S_ANCHOR, raw_anchor, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_bound, field)
#define TIMES_KEY                                                                                  \
    {                                                                                              \
        "times", YAML_RATIO, .needed = true, AT(times), TIMES, .say = M_ROUND_K_TIMES              \
    }
#define OF_KEY                                                                                     \
    {                                                                                              \
        "of", YAML_ENUM, .needed = true, AT(of), .choices = "highest|lowest|mean",                 \
                         .say = M_ROUND_K_OF                                                       \
    }
static const struct yaml_key terms_shape_keys[] = {
    TIMES_KEY,
    {"mean", YAML_RATIO, AT(mean), TIMES, .say = M_ROUND_K_MEAN},
    {"sigmas", YAML_RATIO, AT(sigmas), .given = YAML_GIVEN(struct raw_bound, has_sigmas),
     .least = 0, .most = AWARD_SIGMAS_MAX, .say = M_ROUND_K_SIGMAS},
};
static SHAPE(terms_shape, "round.times_anchor", M_ROUND_S_TERMS, raw_bound, .at = 0);
static const struct yaml_key selected_shape_keys[] = {TIMES_KEY, OF_KEY};
static SHAPE(selected_shape, "round.times_selected", M_ROUND_S_SELECTED, raw_bound, .at = 0);
static const struct yaml_key of_unit_shape_keys[] = {
    TIMES_KEY, OF_KEY, {"unit", YAML_TEXT, .needed = true, AT(name), .say = M_ROUND_K_OF_UNIT}};
static SHAPE(of_unit_shape, "round.times_unit", M_ROUND_S_OF_UNIT, raw_bound, .at = 0);
static const struct yaml_key of_group_shape_keys[] = {
    TIMES_KEY, OF_KEY, {"group", YAML_TEXT, .needed = true, AT(name), .say = M_ROUND_K_OF_GROUP}};
static SHAPE(of_group_shape, "round.times_group", M_ROUND_S_OF_GROUP, raw_bound, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_when, field)
#define HAS(test) .given = YAML_GIVEN(struct raw_when, has[test])
#define WHEN(key, type, test, meaning)                                                             \
    {                                                                                              \
#key, type, AT(key), HAS(test), .say = meaning
static const struct yaml_key when_shape_keys[] = {WHEN(rank_within_quota, YAML_BOOL,
                                                       TEST_RANK_IN_QUOTA,
                                                       M_ROUND_K_RANK_IN_QUOTA)},
                             WHEN(place_left, YAML_BOOL, TEST_PLACE_LEFT, M_ROUND_K_PLACE_LEFT)
}
, WHEN(rank_at_most, YAML_INT, TEST_RANK, M_ROUND_K_RANK), .least = 1, .most = AWARD_BIDS_MAX
}
, WHEN(times_lowest, YAML_RATIO, TEST_LOWEST, M_ROUND_K_LOWEST), TIMES
}
, WHEN(times_anchor, YAML_MAP, TEST_ANCHOR, M_ROUND_K_ANCHOR), .shape = &terms_shape
}
, WHEN(price_at_most, YAML_MONEY, TEST_FIXED, M_ROUND_K_PRICE), PRICE
}
, WHEN(unit_price_at_most, YAML_MONEY, TEST_UNIT_PRICE, M_ROUND_K_UNIT_PRICE), PRICE
}
, WHEN(ceiling, YAML_RATIO, TEST_CEILING, M_ROUND_K_CEILING), TIMES
}
, WHEN(own_lowest, YAML_RATIO, TEST_OWN_LOWEST, M_ROUND_K_OWN_LOWEST), TIMES
}
, WHEN(other_rounds, YAML_RATIO, TEST_OTHERS, M_ROUND_K_OTHERS), TIMES
}
, WHEN(times_selected, YAML_MAP, TEST_SELECTED, M_ROUND_K_SELECTED), .shape = &selected_shape
}
, WHEN(times_unit, YAML_MAP, TEST_OTHER_UNIT, M_ROUND_K_TIMES_UNIT), .shape = &of_unit_shape
}
, WHEN(times_group, YAML_MAP, TEST_OTHER_GROUP, M_ROUND_K_TIMES_GROUP), .shape = &of_group_shape
}
, WHEN(times_previous_highest, YAML_RATIO, TEST_PREVIOUS, M_ROUND_K_PREVIOUS), TIMES
}
, WHEN(times_own_previous, YAML_RATIO, TEST_OWN_PREVIOUS, M_ROUND_K_OWN_PREVIOUS), TIMES
}
, WHEN(bidders_at_least, YAML_INT, TEST_BIDDERS_MIN, M_ROUND_K_BIDDERS_MIN), .least = 1,
                                                                             .most = AWARD_BIDS_MAX
}
, WHEN(bidders_at_most, YAML_INT, TEST_BIDDERS_MAX, M_ROUND_K_BIDDERS_MAX), .least = 1,
                                                                            .most = AWARD_BIDS_MAX
}
, WHEN(unit, YAML_TEXT, TEST_UNIT, M_ROUND_K_UNIT)
}
,
}
;
static SHAPE(when_shape, "round.when", M_ROUND_S_WHEN, raw_when,
             .at = YAML_GIVEN(struct raw_when, at));
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_step, field)
static const struct yaml_key step_shape_keys[] = {
    {"name", YAML_TEXT, .needed = true, AT(name), .say = M_ROUND_K_STEP_NAME},
    {"outcome", YAML_ENUM, .needed = true, AT(outcome),
     .choices = "select|select_without_quota|select_without_volume|standby|reject",
     .say = M_ROUND_K_OUTCOME},
    {"quote", YAML_ENUM, AT(quote), .choices = "first|second", .say = M_ROUND_K_SECOND},
    {"when", YAML_MAP, .needed = true, AT(when), .shape = &when_shape, .say = M_ROUND_K_WHEN},
    BASIS,
};
static SHAPE(step_shape, "round.step", M_ROUND_S_STEP, raw_step,
             .at = YAML_GIVEN(struct raw_step, at));
#undef AT

#define AT(field) .offset = offsetof(struct raw_gap, field)
static const struct yaml_key gap_shape_keys[] = {
    {"times", YAML_RATIO, .needed = true, AT(times), .least = RATIO_ONE, .most = AWARD_TIMES_MAX,
     .say = M_ROUND_K_GAP_TIMES},
    {"refill", YAML_BOOL, AT(refill), .say = M_ROUND_K_REFILL},
    {"cut", YAML_BOOL, AT(cut), .say = M_ROUND_K_CUT},
    {"guarantee", YAML_ENUM, AT(guarantee), .choices = "inside|outside",
     .say = M_ROUND_K_GUARANTEE},
    BASIS,
};
static SHAPE(gap_shape, "round.gap", M_ROUND_S_GAP, raw_gap, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_standby, field)
static const struct yaml_key standby_shape_keys[] = {
    {"at_most", YAML_INT, .needed = true, AT(at_most), .least = 1, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_STANDBY_MOST},
    BASIS,
};
static SHAPE(standby_shape, "round.standby", M_ROUND_S_STANDBY, raw_standby, .at = 0);
#undef AT

#define AT(field) .offset = offsetof(struct raw_talks, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_talks, has_##field)
static const struct yaml_key talks_shape_keys[] = {
    {"mode", YAML_ENUM, .needed = true, AT(mode), .choices = "negotiation|inquiry",
     .say = M_ROUND_K_TALKS_MODE},
    {"suppliers", YAML_INT, AT(suppliers), HAS(suppliers), .least = 1, .most = TALKS_SUPPLIERS_MAX,
     .say = M_ROUND_K_TALKS_SUPPLIERS},
    {"rounds", YAML_INT, AT(rounds), HAS(rounds), .least = 1, .most = TALKS_ROUNDS_MAX,
     .say = M_ROUND_K_TALKS_ROUNDS},
    {"panel", YAML_INT, AT(panel), HAS(panel), .least = 1, .most = 99,
     .say = M_ROUND_K_TALKS_PANEL},
    {"winners", YAML_INT, AT(winners), HAS(winners), .least = 1, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_TALKS_WINNERS},
    {"standby", YAML_INT, AT(standby), HAS(standby), .least = 0, .most = AWARD_BIDS_MAX,
     .say = M_ROUND_K_TALKS_STANDBY},
    {"falling", YAML_BOOL, AT(falling), HAS(falling), .say = M_ROUND_K_TALKS_FALLING},
    BASIS,
};
static SHAPE(talks_shape, "round.talks", M_ROUND_S_TALKS, raw_talks,
             .at = YAML_GIVEN(struct raw_talks, at));
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_renewal, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_renewal, has_##field)
#define WEIGHT(key, part, meaning)                                                                 \
    {                                                                                              \
        key, YAML_INT, AT(weight[part]), HAS(weight[part]), .least = 0, .most = 100,               \
                                         .say = meaning                                            \
    }
static const struct yaml_key renewal_shape_keys[] = {
    WEIGHT("quality", RENEWAL_QUALITY, M_ROUND_K_RENEWAL_QUALITY),
    WEIGHT("supply", RENEWAL_SUPPLY, M_ROUND_K_RENEWAL_SUPPLY),
    WEIGHT("credit", RENEWAL_CREDIT, M_ROUND_K_RENEWAL_CREDIT),
    WEIGHT("clinical", RENEWAL_CLINICAL, M_ROUND_K_RENEWAL_CLINICAL),
    {"event", YAML_INT, AT(event), HAS(event), .least = 0, .most = 100,
     .say = M_ROUND_K_RENEWAL_EVENT},
    {"worst", YAML_INT, AT(worst), HAS(worst), .least = 1, .most = 9,
     .say = M_ROUND_K_RENEWAL_WORST},
    {"keep_from", YAML_INT, AT(keep_from), HAS(keep_from), .least = 0, .most = 100,
     .say = M_ROUND_K_RENEWAL_KEEP},
    {"change", YAML_RATIO, AT(change), HAS(change), .least = 1, .most = AWARD_TIMES_MAX,
     .say = M_ROUND_K_RENEWAL_CHANGE},
    BASIS,
};
static SHAPE(renewal_shape, "round.renewal", M_ROUND_S_RENEWAL, raw_renewal,
             .at = YAML_GIVEN(struct raw_renewal, at));
#undef WEIGHT
#undef AT
#undef HAS

#define AT(field) .offset = offsetof(struct raw_group, field)
static const struct yaml_key group_shape_keys[] = {
    {"group", YAML_TEXT, .needed = true, AT(group), .say = M_ROUND_K_GROUP},
    {"ceiling", YAML_MONEY, AT(ceiling), PRICE, .say = M_ROUND_K_GROUP_CEILING},
    {"previous_highest", YAML_MONEY, AT(previous_highest), PRICE, .say = M_ROUND_K_GROUP_PREVIOUS},
};
static SHAPE(group_shape, "round.group", M_ROUND_S_GROUP, raw_group,
             .at = YAML_GIVEN(struct raw_group, at));
#undef AT

#define AT(field) .offset = offsetof(struct raw_round, field)
#define HAS(field) .given = YAML_GIVEN(struct raw_round, has_##field)
static const struct yaml_key round_shape_keys[] = {
    {"id", YAML_TEXT, .needed = true, AT(id), .say = M_ROUND_K_ID},
    {"name", YAML_MAP, .needed = true, AT(name), .shape = &words_shape, .say = M_ROUND_K_NAME},
    {"documents", YAML_MAP, AT(documents), .many = 20, .shape = &document_shape,
     .say = M_ROUND_K_DOCUMENTS},
    {"units", YAML_MAP, AT(units), HAS(units), .shape = &units_shape, .say = M_ROUND_K_UNITS},
    {"quotes", YAML_MAP, AT(quotes), HAS(quotes), .shape = &quotes_shape, .say = M_ROUND_K_QUOTES},
    {"validity", YAML_MAP, AT(validity), .many = AWARD_CHECKS, .shape = &check_shape,
     .say = M_ROUND_K_VALIDITY},
    {"bidders", YAML_MAP, AT(bidders), HAS(bidders), .shape = &bidders_shape,
     .say = M_ROUND_K_BIDDERS},
    {"ranking", YAML_MAP, .needed = true, AT(ranking), .shape = &ranking_shape,
     .say = M_ROUND_K_RANKING},
    {"quota", YAML_MAP, AT(quota), .many = AWARD_QUOTAS_MAX, .shape = &quota_shape,
     .say = M_ROUND_K_QUOTA},
    {"anchor", YAML_MAP, AT(anchor), HAS(anchor), .shape = &anchor_shape,
     .say = M_ROUND_K_ANCHOR_SECTION},
    {"steps", YAML_MAP, .needed = true, AT(steps), .many = AWARD_STEPS_MAX, .shape = &step_shape,
     .say = M_ROUND_K_STEPS},
    {"gap", YAML_MAP, AT(gap), HAS(gap), .shape = &gap_shape, .say = M_ROUND_K_GAP},
    {"standby", YAML_MAP, AT(standby), HAS(standby), .shape = &standby_shape,
     .say = M_ROUND_K_STANDBY},
    {"talks", YAML_MAP, AT(talks), .many = TALKS_MODES, .shape = &talks_shape,
     .say = M_ROUND_K_TALKS},
    {"renewal", YAML_MAP, AT(renewal), HAS(renewal), .shape = &renewal_shape,
     .say = M_ROUND_K_RENEWAL},
    {"split", YAML_NODE, AT(split), .say = M_ROUND_K_SPLIT},
    {"groups", YAML_MAP, AT(groups), .many = ROUND_GROUPS_MAX, .shape = &group_shape,
     .say = M_ROUND_K_GROUPS},
};
SHAPE(round_shape, "round", M_ROUND_S_ROUND, raw_round, .at = 0);
