/* Negotiation and inquiry: which offer is taken, which one binds, when the talks may end, and by what
 * rules the group is awarded then. */
#include "award_case.h"

#include "engine/talks.h"
#include "words/engine_talks.h"

static void
test_offers(void **state)
{
    static const struct talks_ask fine = {.mode = TALKS_NEGOTIATION, .falling = true, .invited = true,
        .has_round = true, .from = 100, .until = 200, .at = 150, .price = {1000}, .last = {1000},
        .ceiling = {1000}};
    struct {
        const char *why;
        struct talks_ask a;
        enum asked_verdict want;
    } examples[] = {
        {"as low as before and as the ceiling", fine, ASKED_OK},
        {"first second", fine, ASKED_OK},
        {"last second", fine, ASKED_OK},
        {"a second too early", fine, ASKED_EARLY},
        {"a second too late", fine, ASKED_LATE},
        {"concluded", fine, ASKED_OVER},
        {"a stranger, though late", fine, ASKED_STRANGER},
        {"withdrew", fine, ASKED_LEFT},
        {"no round", fine, ASKED_NO_ROUND},
        {"above the ceiling", fine, ASKED_CEILING},
        {"above its own", fine, ASKED_RAISED},
        {"above its own where prices may rise", fine, ASKED_OK},
        {"the first one", fine, ASKED_OK},
        {"no ceiling", fine, ASKED_OK},
        {"a second quote of an inquiry", fine, ASKED_ONCE},
        {"the first quote of an inquiry", fine, ASKED_OK},
        {"a second offer of a negotiation", fine, ASKED_OK},
        {"free of charge is an offer", fine, ASKED_OK},
        {"a ceiling of the smallest price", fine, ASKED_CEILING},
    };
    bool seen[ASKED_VERDICTS] = {false};
    (void)state;
    examples[1].a.at = 100;
    examples[2].a.at = 200;
    examples[3].a.at = 99;
    examples[4].a.at = 201;
    examples[5].a.concluded = true;
    examples[5].a.invited = false;
    examples[6].a.invited = false;
    examples[6].a.at = 999;
    examples[7].a.left = true;
    examples[7].a.has_round = false;
    examples[8].a.has_round = false;
    examples[8].a.at = 99;
    examples[9].a.price.units = 1001;
    examples[9].a.last.units = 900;
    examples[10].a.last.units = 999;
    examples[11].a.last.units = 999;
    examples[11].a.falling = false;
    examples[12].a.last.units = 0;
    examples[13].a.ceiling.units = 0;
    examples[13].a.price.units = 5000;
    examples[13].a.last.units = 0;
    examples[14].a.mode = TALKS_INQUIRY;
    examples[14].a.offered = true;
    examples[14].a.price.units = 2000;
    examples[15].a.mode = TALKS_INQUIRY;
    examples[16].a.offered = true;
    examples[17].a.price.units = 0;
    examples[18].a.price.units = 2;
    examples[18].a.ceiling.units = 1;
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum asked_verdict v = talks_offer(&examples[i].a);
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, asked_verdict_name(v));
    }
    for (int v = 0; v < ASKED_VERDICTS; v++)
        if (!seen[v])
            fail_msg("never %s", asked_verdict_name((enum asked_verdict)v));
}

static void
test_rounds(void **state)
{
    static const struct {
        const char *why;
        struct talks_next n; /* rounds, last_until, now, from, until, last_ceiling, ceiling */
        enum round_verdict want;
    } examples[] = {
        {"the first", {0, 0, 50, 50, 60, {0}, {0}, false}, NEXT_OK},
        {"the first, with a ceiling", {0, 0, 50, 51, 60, {0}, {100}, false}, NEXT_OK},
        {"the second of two", {1, 60, 61, 61, 62, {0}, {100}, false}, NEXT_OK},
        {"a third of two", {2, 60, 61, 61, 62, {0}, {0}, false}, NEXT_MANY},
        {"before the end of the first", {1, 60, 60, 61, 62, {0}, {0}, false}, NEXT_RUNNING},
        {"overlapping it", {1, 60, 61, 60, 62, {0}, {0}, false}, NEXT_RUNNING},
        {"ends when it begins", {0, 0, 50, 55, 55, {0}, {0}, false}, NEXT_TIMES},
        {"began before now", {0, 0, 50, 49, 60, {0}, {0}, false}, NEXT_TIMES},
        {"the same ceiling again", {1, 60, 61, 61, 62, {100}, {100}, false}, NEXT_OK},
        {"a lower one", {1, 60, 61, 61, 62, {100}, {99}, false}, NEXT_OK},
        {"a higher one", {1, 60, 61, 61, 62, {100}, {101}, false}, NEXT_CEILING},
        {"none any more", {1, 60, 61, 61, 62, {100}, {0}, false}, NEXT_CEILING},
        {"none any more, though it was the smallest price", {1, 60, 61, 61, 62, {1}, {0}, false}, NEXT_CEILING},
        {"the first, with whatever stood before", {0, 99, 50, 50, 60, {0}, {0}, false}, NEXT_OK},
        {"concluded", {0, 0, 50, 50, 60, {0}, {0}, true}, NEXT_OVER},
    };
    struct talks_rules r = talks_default(TALKS_NEGOTIATION);
    bool seen[NEXT_VERDICTS] = {false};
    (void)state;
    r.rounds = 2;
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum round_verdict v = talks_next(&r, &examples[i].n);
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, round_verdict_name(v));
    }
    for (int v = 0; v < NEXT_VERDICTS; v++)
        assert_true(seen[v]);
}

static struct talks
talks_of(const struct talks_rules *r, const struct talks_offer offer[], size_t n)
{
    return (struct talks){.mode = TALKS_NEGOTIATION, .rules = r, .invited = 3, .rounds = 2, .panel = 3,
        .signatures = 3, .offer = offer, .offers = n};
}

/* "0 3 4": the indexes that bind. */
static void
check_binding(const char *why, const struct talks_offer offer[], size_t n, const char *want)
{
    struct talks_rules r = talks_default(TALKS_NEGOTIATION);
    const struct talks t = talks_of(&r, offer, n);
    size_t out[16];
    char text[64] = "";
    size_t m = talks_binding(&t, out), len = 0;
    for (size_t i = 0; i < m; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%zu", i > 0 ? " " : "", out[i]);
    if (strcmp(text, want) != 0)
        fail_msg("%s: %s and not %s", why, text, want);
}
#define BIND(why, want, ...)                                                                       \
    check_binding(why, (const struct talks_offer[]){__VA_ARGS__},                                  \
                  sizeof((const struct talks_offer[]){__VA_ARGS__}) / sizeof(struct talks_offer),  \
                  want)

static void
test_binding(void **state)
{
    (void)state;
    BIND("one each", "0 1", {"a", "", "X", 1, 5, {10}}, {"b", "", "Y", 1, 6, {9}});
    BIND("the later round counts, though dearer", "1", {"a", "", "X", 1, 5, {10}},
         {"a", "", "X", 2, 5, {11}});
    BIND("in whatever order they come", "0", {"a", "", "X", 2, 5, {11}}, {"a", "", "X", 1, 9, {10}});
    BIND("the later of a round", "1", {"a", "", "X", 1, 5, {9}}, {"a", "", "X", 1, 6, {10}});
    BIND("the later, given first", "0", {"a", "", "X", 1, 6, {9}}, {"a", "", "X", 1, 5, {10}});
    BIND("two in one second: the second", "1", {"a", "", "X", 1, 5, {9}}, {"a", "", "X", 1, 5, {8}});
    BIND("two products of one supplier", "0 1", {"a", "", "X", 1, 5, {9}}, {"a", "", "Y", 1, 5, {8}});
    BIND("the same product of two", "0 1", {"a", "", "X", 1, 5, {9}}, {"b", "", "X", 1, 5, {8}});
    BIND("who withdraws, withdraws everything", "2", {"a", "", "X", 1, 5, {9}},
         {"a", "", "Y", 1, 5, {8}}, {"b", "", "X", 1, 5, {8}}, {"a", "", "", 1, 6, {0}});
    BIND("an offer after the withdrawal of another", "1", {"a", "", "", 1, 5, {0}},
         {"b", "", "X", 1, 6, {8}});
    BIND("a withdrawal binds nobody", "", {"a", "", "", 1, 5, {0}});
    check_binding("nothing", NULL, 0, "");
}

static void
test_conforming(void **state)
{
    static const struct talks_offer offer[] = {
        {"a", "K", "X", 1, 1, {1000}}, /* at the ceiling */
        {"b", "K", "Y", 1, 1, {900}},  /* its sister: one supplier */
        {"c", "", "Z", 1, 1, {1001}},  /* above */
        {"d", "", "V", 1, 1, {0}},     /* gave up */
        {"e", "", "W", 1, 1, {500}},  {"e", "", "U", 1, 1, {400}}, /* two of one */
        {"f", "", "T", 1, 1, {300}},  /* no controller is nobody's sister */
    };
    static const struct talks_offer small[] = {{"a", "", "X", 1, 1, {1}}};
    static const struct talks_offer above[] = {
        {"a", "K", "X", 1, 1, {1001}}, {"b", "K", "Y", 1, 1, {900}}};
    struct talks_rules r = talks_default(TALKS_NEGOTIATION);
    struct talks t = talks_of(&r, offer, COUNT(offer));
    size_t out[16], n;
    (void)state;
    t.ceiling.units = 1000;
    n = talks_binding(&t, out);
    assert_int_equal(n, 7);
    assert_int_equal(talks_conforming(&t, out, n), 3); /* a and b, e, f */
    t.ceiling.units = 0;
    assert_int_equal(talks_conforming(&t, out, n), 4); /* and c */
    t.ceiling.units = 350;
    assert_int_equal(talks_conforming(&t, out, n), 1);
    assert_int_equal(talks_conforming(&t, out, 0), 0);
    t = talks_of(&r, small, 1); /* the smallest price is one */
    n = talks_binding(&t, out);
    assert_int_equal(talks_conforming(&t, out, n), 1);
    t = talks_of(&r, above, 2); /* the first of two sisters is above: the second counts */
    t.ceiling.units = 1000;
    n = talks_binding(&t, out);
    assert_int_equal(talks_conforming(&t, out, n), 1);
}

static void
test_end(void **state)
{
    static const struct talks_offer offer[] = {
        {"a", "", "X", 1, 1, {1000}}, {"b", "", "Y", 1, 1, {900}}, {"c", "", "Z", 1, 1, {800}}};
    struct {
        const char *why;
        int64_t rounds, panel, signatures, least, suppliers, ceiling;
        bool running;
        enum talks_verdict want;
    } examples[] = {
        {"fine", 2, 3, 3, 3, 3, 0, false, TALKS_OK},
        {"five experts", 2, 5, 5, 3, 3, 0, false, TALKS_OK},
        {"no panel is asked for", 2, 0, 0, 0, 3, 0, false, TALKS_OK},
        {"no panel is asked for, yet two came", 2, 2, 0, 0, 3, 0, false, TALKS_OK},
        {"no round", 0, 1, 0, 3, 3, 0, true, TALKS_NO_ROUND},
        {"still running", 2, 1, 0, 3, 3, 0, true, TALKS_RUNNING},
        {"two experts", 2, 2, 2, 3, 3, 0, false, TALKS_PANEL},
        {"nobody where one is asked for", 2, 0, 0, 1, 3, 0, false, TALKS_PANEL},
        {"one, who has not signed", 2, 1, 0, 1, 3, 0, false, TALKS_UNSIGNED},
        {"four experts", 2, 4, 4, 3, 3, 0, false, TALKS_PANEL},
        {"one has not signed", 2, 3, 2, 3, 4, 0, false, TALKS_UNSIGNED},
        {"too few", 2, 3, 3, 3, 4, 0, false, TALKS_FEW},
        {"too few at that ceiling", 2, 3, 3, 3, 3, 999, false, TALKS_FEW},
        {"enough at that ceiling", 2, 3, 3, 3, 2, 999, false, TALKS_OK},
    };
    bool seen[TALKS_VERDICTS] = {false};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct talks_rules r = talks_default(TALKS_NEGOTIATION);
        struct talks t = talks_of(&r, offer, COUNT(offer));
        size_t out[3], n = 9;
        r.panel = examples[i].least;
        r.suppliers = examples[i].suppliers;
        t.rounds = examples[i].rounds;
        t.panel = examples[i].panel;
        t.signatures = examples[i].signatures;
        t.ceiling.units = examples[i].ceiling;
        t.running = examples[i].running;
        enum talks_verdict v = talks_end(&t, out, &n, NULL);
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, talks_verdict_name(v));
        if (n != (v == TALKS_OK || v == TALKS_FEW ? 3U : 0U))
            fail_msg("%s: %zu bind", examples[i].why, n);
    }
    for (int v = 0; v < TALKS_VERDICTS; v++)
        assert_true(seen[v]);
}

static void
test_explained(void **state)
{
    static const struct talks_offer offer[] = {{"a", "", "X", 1, 1, {1000}}, {"a", "", "X", 1, 2, {900}}};
    struct talks_rules r = talks_default(TALKS_NEGOTIATION);
    struct talks t = talks_of(&r, offer, 2);
    struct explain_step step[8];
    struct explain x = {.step = step, .max = COUNT(step)};
    size_t out[2], n;
    (void)state;
    r.standby = 2;
    r.winners = 4;
    t.ceiling.units = 950;
    t.invited = 7;
    assert_int_equal(talks_end(&t, out, &n, &x), TALKS_FEW);
    assert_int_equal(x.n, 4);
    assert_int_equal(step[0].say, M_X_TALKS_OFFERS);
    assert_int_equal(step[0].rule, RULE_WAY_NEGOTIATION);
    assert_int_equal(step[0].term[0].n, 7);
    assert_int_equal(step[0].term[1].n, 2);
    assert_int_equal(step[0].term[2].n, 2);
    assert_int_equal(step[0].term[3].n, 1);
    assert_int_equal(step[1].say, M_X_TALKS_PANEL);
    assert_int_equal(step[1].term[0].n, 3);
    assert_int_equal(step[2].term[0].n, 950);
    assert_int_equal(step[3].say, M_X_TALKS_FEW);
    assert_int_equal(step[3].term[0].n, 1);
    assert_int_equal(step[3].term[1].n, 3);
    x.n = 0;
    r.panel = 1; /* one expert is a panel, the smallest price a ceiling */
    t.panel = t.signatures = 1;
    t.ceiling.units = 1;
    assert_int_equal(talks_end(&t, out, &n, &x), TALKS_FEW);
    assert_int_equal(x.n, 4);
    x.n = 0;
    r.panel = 0;
    r.suppliers = 1;
    t.mode = TALKS_INQUIRY;
    t.ceiling.units = 0;
    assert_int_equal(talks_end(&t, out, &n, &x), TALKS_OK);
    assert_int_equal(x.n, 2);
    assert_int_equal(step[0].rule, RULE_WAY_INQUIRY);
    assert_int_equal(step[1].say, M_X_TALKS_ENOUGH);
    assert_int_equal(step[1].term[2].n, 4);
    assert_int_equal(step[1].term[3].n, 2);
}

static void
test_defaults(void **state)
{
    struct talks_rules n = talks_default(TALKS_NEGOTIATION), i = talks_default(TALKS_INQUIRY);
    (void)state;
    assert_int_equal(n.suppliers, 3);
    assert_int_equal(n.rounds, 3);
    assert_int_equal(n.panel, 3);
    assert_int_equal(n.winners, 1);
    assert_int_equal(n.standby, 1);
    assert_true(n.falling);
    assert_int_equal(i.suppliers, 3);
    assert_int_equal(i.rounds, 1);
    assert_int_equal(i.panel, 0);
    assert_string_equal(i.clause, "choice");
}

static void
expect(struct award_case *c, const char *want)
{
    struct award_slot work[CASE_BIDS];
    char text[256] = "";
    size_t n = 0;
    (void)award_run(&c->rules, &c->group, c->out, work);
    for (size_t i = 0; i < c->group.n; i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s.%s", i > 0 ? " " : "",
                              c->bid[i].product, award_decision_name(c->out[i].decision));
    if (strcmp(text, want) != 0)
        fail_msg("%s and not %s", text, want);
}

static void
test_award(void **state)
{
    struct talks_rules r = talks_default(TALKS_INQUIRY);
    struct award_rules round = {.decimals = 2, .ranking_clause = "ranking", .units = UNITS_DECLARED};
    struct award_case c = BIDS("12", "10", "11", "9");
    (void)state;
    round.check[TEST_QUALIFIED] = (struct award_check){.on = true, .clause = "q"};
    round.gap = (struct award_check){.on = true, .k = {RATIO_ONE}, .clause = "gap"};
    round.standby = (struct award_check){.on = true, .n = 9, .clause = "s"};
    round.quotas = 2;
    round.steps = 3;
    c.group.bid = c.bid;
    c.bid[3].unqualified = true; /* the cheapest does not conform */
    round.quota[1] = (struct award_quota){.unit = "", .kind = QUOTA_FIXED, .fixed = 9, .clause = "?"};
    round.step[1] = (struct award_step){.name = "?", .clause = "?", .outcome = AWARD_SELECT};
    talks_award(&round, &r, &c.rules);
    assert_int_equal(c.rules.units, UNITS_NONE);
    assert_int_equal(c.rules.quotas, 1);
    assert_int_equal(c.rules.steps, 1);
    assert_false(c.rules.gap.on); /* a single winner: nothing to compare */
    expect(&c, "A.reject B.select C.standby D.invalid");
    assert_string_equal(c.out[1].step, "lowest");
    assert_string_equal(c.out[1].clause, "choice");
    r.standby = 0;
    r.winners = 2;
    talks_award(&round, &r, &c.rules);
    assert_false(c.rules.standby.on);
    assert_true(c.rules.gap.on); /* several winners: the round's gap stays */
    round.gap.on = false;
    talks_award(&round, &r, &c.rules);
    expect(&c, "A.reject B.select C.select D.invalid");
    r.suppliers = 4; /* only three conform */
    talks_award(&round, &r, &c.rules);
    expect(&c, "A.reject B.reject C.reject D.invalid");
    r.suppliers = 3;
    r.winners = 1;
    c.group.ceiling = yuan("9.99");
    talks_award(&round, &r, &c.rules);
    expect(&c, "A.invalid B.invalid C.invalid D.invalid");
    round.check[TEST_CEILING] = (struct award_check){.on = true, .k = times("1.2"), .clause = "own"};
    talks_award(&round, &r, &c.rules);
    assert_string_equal(c.rules.check[TEST_CEILING].clause, "own"); /* the round's own stays */
    r.suppliers = 2;
    talks_award(&round, &r, &c.rules);
    expect(&c, "A.invalid B.select C.reject D.invalid");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offers),     cmocka_unit_test(test_rounds), cmocka_unit_test(test_binding),
        cmocka_unit_test(test_conforming), cmocka_unit_test(test_end),    cmocka_unit_test(test_explained),
        cmocka_unit_test(test_defaults),   cmocka_unit_test(test_award),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
