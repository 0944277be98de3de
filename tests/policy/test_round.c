/* The rules files of policies/rounds: they load, their examples pass, their quotes stand in the
 * sources; and every kind of mistake in such a file is named with its place. */
#define _DEFAULT_SOURCE /* mkstemps */
#include "../test.h"

#include <unistd.h>

#include "policy/round_example.h"
#include "words/policy.h"
#include "words/round.h"

static struct err room[64];
static struct errs errs;
static struct arena *arena;

static const char *const rounds[] = {
    "stents-2020",         "drugs-7",                "drugs-9",   "drugs-10",
    "iol-2020",            "spine-2022",             "joints-2021",
    "stents-renewal-2022", "linkage-chongqing-2023", "gansu-gap",
};

static int
start(void **state)
{
    (void)state;
    arena = arena_new(64 * 1024 * 1024);
    errs = (struct errs){.list = room, .max = COUNT(room)};
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void
show_errs(void)
{
    char text[ERR_TEXT_MAX];
    for (size_t i = 0; i < errs.n; i++)
        print_message("%s\n", err_text(&errs.list[i], LANG_EN, text));
}

static void
test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rounds); i++) {
        struct round *r;
        struct example_miss miss[20];
        struct example_result res = {.miss = miss, .max = COUNT(miss)};
        bool ok = round_load(&r, arena, arena_printf(arena, "policies/rounds/%s", rounds[i]), &errs);
        ok = ok && round_example_run(r, arena, &res, &errs);
        show_errs();
        for (size_t k = 0; k < res.n; k++)
            print_message("%s:%lld %s: %s wanted %s, got %s\n", rounds[i], (long long)miss[k].line,
                          miss[k].why, miss[k].key, miss[k].want, miss[k].got);
        assert_true(ok);
        assert_int_equal(res.failed, 0);
        assert_true(res.passed > 0);
        assert_string_equal(r->id, rounds[i]);
        assert_true(r->has_split);
        assert_int_equal(strlen(r->sha256), 64);
    }
}

/* White space aside. */
static char *
squeeze(const char *s)
{
    char *out = arena_alloc(arena, strlen(s) + 1), *at = out;
    for (; *s != '\0'; s++)
        if (*s != ' ' && *s != '\n' && *s != '\r' && *s != '\t')
            *at++ = *s;
    return out;
}

static void
test_quotes_stand_in_the_sources(void **state)
{
    size_t quotes = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rounds); i++) {
        struct round *r;
        assert_true(
            round_load(&r, arena, arena_printf(arena, "policies/rounds/%s", rounds[i]), &errs));
        for (size_t k = 0; k < r->bases; k++) {
            const struct round_basis *b = &r->basis[k];
            const char *bytes;
            size_t n;
            if (b->kind != ROUND_CLAUSE)
                continue;
            assert_true(yaml_bytes(&bytes, &n, arena, b->file, &errs));
            if (strstr(squeeze(bytes), squeeze(b->quote)) == NULL)
                fail_msg("%s: no such words in %s: %s", rounds[i], b->file, b->quote);
            assert_true(strlen(b->quote) >= 8);
            assert_ptr_equal(round_basis_of(r, b->clause), b);
            quotes++;
        }
    }
    assert_true(quotes >= 4);
}

#define HEAD "id: x\nname: {zh: a, en: b}\n"
#define WHY "basis: {choice: {zh: a, en: b}}"
#define RANK "ranking: {" WHY "}\n"
#define STEP "steps: [{name: s, outcome: select, when: {times_lowest: 2}, " WHY "}]\n"

static bool
load(const char *text, struct round **r)
{
    char path[] = "/tmp/jicai_round_XXXXXX.yaml";
    int fd = mkstemps(path, 5);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    assert_int_equal(close(fd), 0);
    errs.n = errs.total = 0;
    bool ok = round_load(r, arena, arena_strdup(arena, path), &errs);
    assert_int_equal(unlink(path), 0);
    return ok;
}

static void
test_mistakes(void **state)
{
    static const struct {
        const char *text;
        enum msg want;
        int64_t line;
        const char *why;
    } cases[] = {
        {HEAD RANK, M_YAML_KEY_MISSING, 1, "no steps"},
        {HEAD STEP, M_YAML_KEY_MISSING, 1, "no ranking"},
        {HEAD RANK STEP "winners: 3\n", M_YAML_KEY_UNKNOWN, 5, "a key nobody knows"},
        {HEAD RANK STEP "gap: {times: 1.2}\n", M_YAML_KEY_MISSING, 5, "no basis"},
        {HEAD RANK STEP "gap: {times: 0.9, " WHY "}\n", M_YAML_RANGE, 5, "a gap below 1"},
        {HEAD RANK STEP "gap: {times: 2, basis: {}}\n", M_ROUND_BASIS_ONE, 5, "an empty basis"},
        {HEAD RANK STEP "gap: {times: 2, basis: {cite: {doc: d, note: {zh: a, en: b}}}}\n",
         M_ROUND_DOC, 5, "a document nobody named"},
        {HEAD RANK STEP "documents: [{id: d, title: t}]\n"
                        "gap: {times: 2, basis: {clause: {doc: d, clause: c, quote: q}}}\n",
         M_ROUND_DOC_FILE, 6, "a clause of a document that is not here"},
        {HEAD RANK STEP "documents: [{id: d, title: t, file: docs/sources/002_f99ca434150f4ac9.txt}]\n"
                        "gap: {times: 2, basis: {clause: {doc: d, clause: c, quote: 价格差距不得超过两倍}}}\n",
         M_POLICY_QUOTE, 6, "an invented quote"},
        {HEAD RANK STEP "documents: [{id: d, title: t, file: docs/sources/002_f99ca434150f4ac9.txt}]\n"
                        "gap: {times: 2, basis: {clause: {doc: d, clause: c, quote: 差价}}}\n",
         M_POLICY_QUOTE_SHORT, 6, "a quote too short"},
        {HEAD RANK STEP "units: {by: demand, " WHY "}\n", M_ROUND_NEEDS, 5, "no share"},
        {HEAD RANK STEP "units: {by: none, share: 85%, " WHY "}\n", M_ROUND_NEEDS, 5, "a share"},
        {HEAD RANK STEP "quotes: {decimals: 3, " WHY "}\n", M_ROUND_DECIMALS, 5, "3 decimals"},
        {HEAD RANK STEP "quotes: {decimals: 5, " WHY "}\n", M_YAML_RANGE, 5, "5 decimals"},
        {HEAD RANK STEP "validity: [{check: credit, " WHY "}]\n", M_ROUND_NEEDS, 5, "no grade"},
        {HEAD RANK STEP "validity: [{check: certificate, " WHY "}]\n", M_ROUND_NEEDS, 5, "no day"},
        {HEAD RANK STEP "validity: [{check: cheap, " WHY "}]\n", M_YAML_WANT_ENUM, 5, "no such check"},
        {HEAD RANK STEP "validity: [{check: qualified, times: 2, " WHY "}]\n", M_ROUND_NOT_WITH, 5,
         "times of a flag"},
        {HEAD RANK STEP "validity: [{check: ceiling, percentile: 5%, " WHY "}]\n",
         M_ROUND_NOT_WITH, 5, "a percentile of the ceiling"},
        {HEAD RANK STEP "validity: [{check: ceiling, " WHY "},\n {check: ceiling, " WHY "}]\n",
         M_ROUND_TWICE, 6, "the same check twice"},
        {HEAD RANK STEP "quota: [{fixed: 3, percent: 5%, " WHY "}]\n", M_ROUND_QUOTA_ONE, 5,
         "two forms of a quota"},
        {HEAD RANK STEP "quota: [{" WHY "}]\n", M_ROUND_QUOTA_ONE, 5, "no form of a quota"},
        {HEAD RANK "steps: [{name: s, outcome: select, when: {place_left: true}, " WHY "}]\n",
         M_ROUND_QUOTA_NONE, 4, "places without a quota"},
        {HEAD RANK "steps: [{name: s, outcome: select, when: {}, " WHY "}]\n", M_ROUND_WHEN_NONE, 4,
         "no condition"},
        {HEAD RANK "quota: [{fixed: 1, " WHY "}]\n"
                   "steps: [{name: s, outcome: select, when: {place_left: false}, " WHY "}]\n",
         M_ROUND_WHEN_TRUE, 5, "a condition that is not asked for"},
        {HEAD RANK "steps:\n - {name: s, outcome: select, when: {times_lowest: 2}, " WHY "}\n"
                   " - {name: s, outcome: select, when: {times_lowest: 2}, " WHY "}\n",
         M_ROUND_TWICE, 6, "a name twice"},
        {HEAD RANK "steps: [{name: s, outcome: win, when: {times_lowest: 2}, " WHY "}]\n",
         M_YAML_WANT_ENUM, 4, "no such outcome"},
        {HEAD RANK "steps: [{name: s, outcome: select, when: {times_lowest: 101}, " WHY "}]\n",
         M_YAML_RANGE, 4, "a factor past its bound"},
        {HEAD RANK "steps: [{name: s, outcome: select, when: {rank_at_most: 1, times_lowest: 2, "
                   "price_at_most: \"1\", unit_price_at_most: \"1\", ceiling: 1, own_lowest: 1, "
                   "other_rounds: 1, bidders_at_least: 1, bidders_at_most: 1}, " WHY "}]\n",
         M_ROUND_WHEN_MANY, 4, "nine conditions"},
        {HEAD RANK STEP "groups:\n - {group: G}\n - {group: G}\n", M_ROUND_TWICE, 7, "group twice"},
        {HEAD RANK STEP "id: y\n", M_YAML_KEY_TWICE, 5, "a key twice"},
        {HEAD RANK STEP "renewal: {quality: 31, " WHY "}\n", M_ROUND_RENEWAL_SUM, 5, "101 points"},
        {HEAD RANK STEP "renewal: {quality: 40}\n", M_YAML_KEY_MISSING, 5, "points without a basis"},
        {HEAD RANK STEP "renewal: {keep_from: 101, " WHY "}\n", M_YAML_RANGE, 5, "more than there are"},
        {HEAD RANK STEP "talks: [{suppliers: 3, " WHY "}]\n", M_YAML_KEY_MISSING, 5, "talks of no mode"},
        {HEAD RANK STEP "talks: [{mode: auction, " WHY "}]\n", M_YAML_WANT_ENUM, 5, "no such talks"},
        {HEAD RANK STEP "talks: [{mode: inquiry}]\n", M_YAML_KEY_MISSING, 5, "talks without a basis"},
        {HEAD RANK STEP "talks: [{mode: inquiry, suppliers: 0, " WHY "}]\n", M_YAML_RANGE, 5, "nobody invited"},
        {HEAD RANK STEP "talks: [{mode: inquiry, rounds: 2, " WHY "}]\n", M_ROUND_NOT_WITH, 5, "rounds of an inquiry"},
        {HEAD RANK STEP "talks: [{mode: inquiry, panel: 3, " WHY "}]\n", M_ROUND_NOT_WITH, 5, "a panel of an inquiry"},
        {HEAD RANK STEP "talks:\n - {mode: inquiry, " WHY "}\n - {mode: inquiry, " WHY "}\n", M_ROUND_TWICE, 7, "a mode twice"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct round *r;
        bool found = false;
        if (load(cases[i].text, &r))
            fail_msg("%s: taken", cases[i].why);
        for (size_t k = 0; k < errs.n; k++)
            found = found || (errs.list[k].msg == cases[i].want &&
                              errs.list[k].at.line == cases[i].line);
        if (!found) {
            show_errs();
            fail_msg("%s", cases[i].why);
        }
    }
}

static void
test_all_mistakes_at_once(void **state)
{
    struct round *r;
    (void)state;
    assert_false(load(HEAD "ranking: {ties: [price], " WHY "}\nquota: [{fixed: 0, " WHY "}]\n"
                           "steps: [{name: s, outcome: x, when: {}, " WHY "}]\nnope: 1\n",
                      &r));
    assert_int_equal(errs.total, 5);
}

static void
test_renewal(void **state)
{
    struct round *r;
    (void)state;
    bool ok = load(HEAD RANK STEP "renewal: {quality: 40, supply: 40, credit: 10, clinical: 10, event: 7, worst: 4, "
                   "keep_from: 75, change: 20%, " WHY "}\n", &r);
    show_errs();
    assert_true(ok);
    assert_int_equal(r->renewal.weight[RENEWAL_QUALITY], 40);
    assert_int_equal(r->renewal.weight[RENEWAL_SUPPLY], 40);
    assert_int_equal(r->renewal.weight[RENEWAL_CREDIT], 10);
    assert_int_equal(r->renewal.weight[RENEWAL_CLINICAL], 10);
    assert_int_equal(r->renewal.event, 7);
    assert_int_equal(r->renewal.worst, 4);
    assert_int_equal(r->renewal.keep_from, 75);
    assert_int_equal(r->renewal.change.ppm, 200000);
    assert_non_null(round_basis_of(r, r->renewal.clause));
    assert_true(load(HEAD RANK STEP, &r));
    assert_int_equal(r->renewal.keep_from, 60);
    assert_string_equal(r->renewal.clause, "choice");
}

static void
test_talks(void **state)
{
    struct round *r;
    (void)state;
    bool ok = load(HEAD RANK STEP "talks:\n - {mode: inquiry, suppliers: 5, winners: 2, standby: 0, falling: false, " WHY
                        "}\n - {mode: negotiation, rounds: 4, panel: 5, " WHY "}\n", &r);
    show_errs();
    assert_true(ok);
    const struct talks_rules *i = &r->talks[TALKS_INQUIRY], *n = &r->talks[TALKS_NEGOTIATION];
    assert_int_equal(i->suppliers, 5);
    assert_int_equal(i->rounds, 1);
    assert_int_equal(i->panel, 0);
    assert_int_equal(i->winners, 2);
    assert_int_equal(i->standby, 0);
    assert_false(i->falling);
    assert_non_null(round_basis_of(r, i->clause));
    assert_int_equal(n->suppliers, 3); /* by default */
    assert_int_equal(n->rounds, 4);
    assert_int_equal(n->panel, 5);
    assert_int_equal(n->winners, 1);
    assert_int_equal(n->standby, 1);
    assert_true(n->falling);
    assert_true(load(HEAD RANK STEP, &r));
    assert_int_equal(r->talks[TALKS_INQUIRY].suppliers, 3);
    assert_int_equal(r->talks[TALKS_NEGOTIATION].panel, 3);
    assert_string_equal(r->talks[TALKS_INQUIRY].clause, "choice");
}

static void
test_every_key_reaches_the_engine(void **state)
{
    struct round *r;
    (void)state;
    bool ok = load(
        HEAD
        "units: {by: demand, share: 85%, area: [x, y], " WHY "}\n"
        "quotes: {decimals: 4, service: with, factor: divide, " WHY "}\n"
        "validity:\n - {check: certificate, on: 2024-09-10, " WHY "}\n - {check: credit, worst: 2, " WHY
        "}\n - {check: other_rounds, times: 90%, percentile: 25%, " WHY "}\n"
        "bidders: {per_company: 2, at_least: 3, " WHY "}\n"
        "ranking: {ties: [capacity, credit], " WHY "}\n"
        "quota:\n - {unit: A, table: [1, 2], " WHY "}\n - {percent: 40%, round: up, " WHY "}\n"
        "anchor: {shortlist: valid, sigma: sample, " WHY "}\n"
        "steps:\n - {name: s, outcome: select_without_volume, quote: second, when: {place_left: true, "
        "times_anchor: {times: 1.5, mean: 90%, sigmas: 2}, times_group: {times: 2, of: mean, group: "
        "H}, times_unit: {times: 3, of: lowest, unit: A}, times_previous_highest: 4, "
        "times_own_previous: 5, unit: B, times_selected: {times: 6, of: highest}}, " WHY "}\n"
        "gap: {times: 2, refill: true, cut: true, guarantee: outside, " WHY "}\n"
        "standby: {at_most: 7, " WHY "}\n"
        "groups: [{group: G, ceiling: \"9.50\", previous_highest: \"8.50\"}]\n",
        &r);
    show_errs();
    assert_true(ok);
    const struct award_rules *a = &r->award;
    const struct award_step *s = &a->step[0];
    assert_true(a->units == UNITS_BY_DEMAND && a->unit_share.ppm == 850000 && r->area_n == 2);
    assert_string_equal(r->area[1], "y");
    assert_true(a->decimals == 4 && a->service == SERVICE_COMPARED && a->factor == FACTOR_DIVIDE);
    assert_true(a->check[TEST_CERTIFICATE].on && a->check[TEST_CREDIT].n == 2);
    assert_true(a->check[TEST_OTHERS].k.ppm == 900000 && r->percentile.ppm == 250000);
    assert_int_equal(date_ymd(a->valid_until).day, 10);
    assert_false(a->check[TEST_CEILING].on);
    assert_true(a->per_company.on && a->per_company.n == 2 && a->bidders_min.n == 3);
    assert_true(a->ties == 2 && a->tie[0] == TIE_CAPACITY && a->tie[1] == TIE_CREDIT);
    assert_true(a->quotas == 2 && a->quota[0].kind == QUOTA_TABLE && a->quota[0].table[1] == 2);
    assert_string_equal(a->quota[0].unit, "A");
    assert_true(a->quota[1].kind == QUOTA_PERCENT && a->quota[1].round == ROUND_UP);
    assert_true(a->shortlist == SHORTLIST_VALID && a->sigma == SIGMA_SAMPLE);
    assert_true(s->outcome == AWARD_SELECT_WITHOUT_VOLUME && s->second && s->conds == 8);
    for (size_t i = 0; i < s->conds; i++) {
        const struct award_cond *q = &s->cond[i];
        if (q->test == TEST_ANCHOR)
            assert_true(q->k.ppm == 1500000 && q->mean.ppm == 900000 && q->has_sigma &&
                        q->sigmas.ppm == 2000000);
        if (q->test == TEST_OTHER_GROUP)
            assert_true(q->stat == STAT_MEAN && strcmp(q->name, "H") == 0);
        if (q->test == TEST_OTHER_UNIT)
            assert_true(q->stat == STAT_LOWEST && q->k.ppm == 3000000);
        if (q->test == TEST_PREVIOUS)
            assert_int_equal(q->k.ppm, 4000000);
        if (q->test == TEST_OWN_PREVIOUS)
            assert_int_equal(q->k.ppm, 5000000);
        if (q->test == TEST_SELECTED)
            assert_true(q->stat == STAT_HIGHEST && q->k.ppm == 6000000);
        if (q->test == TEST_UNIT)
            assert_string_equal(q->name, "B");
    }
    assert_true(a->gap.on && a->gap.k.ppm == 2000000 && a->gap_refill && a->gap_cut);
    assert_false(a->gap_guarantee);
    assert_true(a->standby.on && a->standby.n == 7);
    assert_int_equal(round_group_find(r, "G")->ceiling.units, 95000);
    assert_null(round_group_find(r, "H"));
    assert_string_equal(s->clause, "choice");
    assert_int_equal(round_basis_of(r, s->clause)->kind, ROUND_CHOICE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_examples, start, stop),
        cmocka_unit_test_setup_teardown(test_quotes_stand_in_the_sources, start, stop),
        cmocka_unit_test_setup_teardown(test_mistakes, start, stop),
        cmocka_unit_test_setup_teardown(test_all_mistakes_at_once, start, stop),
        cmocka_unit_test_setup_teardown(test_talks, start, stop),
        cmocka_unit_test_setup_teardown(test_renewal, start, stop),
        cmocka_unit_test_setup_teardown(test_talks, start, stop),
        cmocka_unit_test_setup_teardown(test_every_key_reaches_the_engine, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
