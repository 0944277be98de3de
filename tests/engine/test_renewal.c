/* What follows a cycle: points from what happened, whether the market changed, what is proposed. */
#include "../test.h"

#include "engine/renewal.h"
#include "words/engine_renewal.h"

static void
test_score(void **state)
{
    static const struct {
        const char *why;
        struct renewal_supplier s; /* agreed, ordered, accepted, returned, events, grade, barred */
        int64_t quality, supply, credit, clinical, total;
        bool keep;
    } examples[] = {
        {"all as agreed", {{100}, {100}, {100}, {0}, 0, 0, false}, 3000, 3000, 2000, 2000, 10000, true},
        {"a tenth not supplied", {{100}, {100}, {90}, {0}, 0, 0, false}, 3000, 2700, 2000, 1800, 9500, true},
        {"more than agreed", {{100}, {120}, {120}, {0}, 0, 0, false}, 3000, 3000, 2000, 2000, 10000, true},
        {"a third sent back", {{90}, {90}, {90}, {30}, 0, 0, false}, 2000, 3000, 2000, 2000, 9000, true},
        {"more sent back than came", {{90}, {90}, {90}, {91}, 0, 0, false}, 0, 3000, 2000, 2000, 7000, true},
        {"rounded half up", {{800}, {800}, {800}, {1}, 0, 0, false}, 2996, 3000, 2000, 2000, 9996, true},
        {"two quality events", {{100}, {100}, {100}, {0}, 2, 0, false}, 2000, 3000, 2000, 2000, 9000, true},
        {"six use it up", {{100}, {100}, {100}, {0}, 6, 0, false}, 0, 3000, 2000, 2000, 7000, true},
        {"and seven are no less", {{100}, {100}, {100}, {0}, 7, 0, false}, 0, 3000, 2000, 2000, 7000, true},
        {"grade 1", {{100}, {100}, {100}, {0}, 0, 1, false}, 3000, 3000, 1333, 2000, 9333, true},
        {"grade 3", {{100}, {100}, {100}, {0}, 0, 3, false}, 3000, 3000, 0, 2000, 8000, true},
        {"grade 4 of an edition with four", {{100}, {100}, {100}, {0}, 0, 4, false}, 3000, 3000, 0, 2000, 8000, true},
        {"barred with all its points", {{100}, {100}, {100}, {0}, 0, 0, true}, 3000, 3000, 2000, 2000, 10000, false},
        {"exactly 60", {{100}, {100}, {100}, {100}, 0, 2, false}, 0, 3000, 667, 2000, 5667, false},
        {"nothing agreed: over the other three", {{0}, {100}, {50}, {0}, 0, 0, false}, 3000, 1500, 2000, -1, 8125, true},
        {"nothing ordered of what was agreed", {{100}, {0}, {0}, {0}, 0, 0, false}, -1, -1, 2000, 0, 5000, false},
        {"ordered, never supplied", {{100}, {100}, {0}, {0}, 0, 0, false}, -1, 0, 2000, 0, 2857, false},
        {"a single piece", {{1}, {1}, {1}, {0}, 0, 0, false}, 3000, 3000, 2000, 2000, 10000, true},
        {"a hundredth of a point is one", {{3000}, {3000}, {3000}, {2999}, 0, 0, false}, 1, 3000, 2000, 2000, 7001, true},
        {"nothing at all", {{0}, {0}, {0}, {0}, 0, 0, false}, -1, -1, 2000, -1, -1, false},
    };
    const struct renewal_rules r = renewal_default();
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct renewal_score s = renewal_score(&r, &examples[i].s, NULL);
        if (s.part[0] != examples[i].quality || s.part[1] != examples[i].supply || s.part[2] != examples[i].credit ||
            s.part[3] != examples[i].clinical || s.total != examples[i].total || s.keep != examples[i].keep)
            fail_msg("%s: %lld %lld %lld %lld: %lld %d", examples[i].why, (long long)s.part[0], (long long)s.part[1],
                     (long long)s.part[2], (long long)s.part[3], (long long)s.total, s.keep);
    }
}

static void
test_keep_from(void **state)
{
    struct renewal_rules r = renewal_default();
    const struct renewal_supplier s = {{100}, {100}, {90}, {0}, 0, 0, false}; /* 95.00 */
    (void)state;
    r.keep_from = 95;
    assert_true(renewal_score(&r, &s, NULL).keep);
    r.keep_from = 96;
    assert_false(renewal_score(&r, &s, NULL).keep);
    r = (struct renewal_rules){.weight = {0, 0, 0, 100}, .worst = 1, .keep_from = 0};
    assert_int_equal(renewal_score(&r, &s, NULL).total, 9000);
    r.weight[RENEWAL_CLINICAL] = 1; /* weights count against each other */
    assert_int_equal(renewal_score(&r, &s, NULL).total, 9000);
    r.weight[RENEWAL_CLINICAL] = 0; /* nothing is weighed */
    assert_int_equal(renewal_score(&r, &s, NULL).total, RENEWAL_UNKNOWN);
    assert_false(renewal_score(&r, &s, NULL).keep);
}

static void
test_defaults(void **state)
{
    const struct renewal_rules r = renewal_default();
    (void)state;
    assert_int_equal(r.weight[RENEWAL_QUALITY] + r.weight[RENEWAL_SUPPLY] + r.weight[RENEWAL_CREDIT] +
                         r.weight[RENEWAL_CLINICAL], 100);
    assert_int_equal(r.keep_from, 60);
    assert_int_equal(r.change.ppm, 300000);
    assert_int_equal(r.event, 5);
    assert_int_equal(r.worst, 3);
    assert_string_equal(r.clause, "choice");
}

static void
test_market(void **state)
{
    static const struct {
        const char *why;
        struct renewal_market m; /* suppliers, price, demand: then, now */
        bool want;
    } examples[] = {
        {"nothing moved", {10, 10, {1000}, {1000}, {500}, {500}}, false},
        {"exactly 30 % up and down", {10, 13, {1000}, {700}, {500}, {650}}, false},
        {"suppliers up", {10, 14, {1000}, {1000}, {500}, {500}}, true},
        {"suppliers down", {10, 6, {1000}, {1000}, {500}, {500}}, true},
        {"price down", {10, 10, {1000}, {699}, {500}, {500}}, true},
        {"price up", {10, 10, {1000}, {1301}, {500}, {500}}, true},
        {"demand up", {10, 10, {1000}, {1000}, {500}, {651}}, true},
        {"demand down", {10, 10, {1000}, {1000}, {500}, {349}}, true},
        {"nothing was known then", {0, 99, {0}, {99999}, {0}, {99}}, false},
        {"nothing is known now", {10, 0, {1000}, {0}, {500}, {0}}, false},
        {"one of one", {1, 2, {1}, {1}, {1}, {1}}, true},
        {"as large as it gets", {1, 1, {PRICE_LIMIT - 1}, {1}, {QTY_LIMIT - 1}, {QTY_LIMIT - 1}}, true},
    };
    const struct renewal_rules r = renewal_default();
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        if (renewal_changed(&r, &examples[i].m, NULL) != examples[i].want)
            fail_msg("%s", examples[i].why);
}

static void
test_proposal(void **state)
{
    const struct renewal_score yes = {.keep = true}, no = {.keep = false};
    const struct renewal_score all[] = {yes, yes}, some[] = {no, yes}, none[] = {no, no};
    struct explain_step step[1];
    struct explain x = {.step = step, .max = 1};
    (void)state;
    assert_int_equal(renewal_propose(false, all, 2, NULL), RENEWAL_ALL);
    assert_int_equal(renewal_propose(false, some, 2, &x), RENEWAL_SOME);
    assert_int_equal(step[0].term[0].n, 1);
    assert_int_equal(step[0].term[1].n, 2);
    assert_int_equal(renewal_propose(false, none, 2, NULL), RENEWAL_NOBODY);
    assert_int_equal(renewal_propose(false, NULL, 0, NULL), RENEWAL_NOBODY);
    assert_int_equal(renewal_propose(true, all, 2, NULL), RENEWAL_CHANGED);
    for (int p = 0; p < RENEWAL_PROPOSALS; p++)
        assert_true(*renewal_proposal_name((enum renewal_proposal)p) != '\0');
}

static void
test_explained(void **state)
{
    struct explain_step step[12];
    struct explain x = {.step = step, .max = COUNT(step)};
    const struct renewal_rules r = renewal_default();
    const struct renewal_supplier s = {{0}, {100}, {50}, {0}, 0, 0, true};
    const struct renewal_market m = {10, 14, {1000}, {1100}, {500}, {500}};
    (void)state;
    (void)renewal_score(&r, &s, &x);
    assert_int_equal(x.n, 4); /* three parts that can be told, and the sum */
    assert_string_equal(step[1].term[0].s, "supply");
    assert_int_equal(step[1].term[1].n, 1500);
    assert_int_equal(step[1].term[2].n, 30);
    assert_int_equal(step[3].say, M_X_RENEWAL_DROP);
    assert_int_equal(step[3].term[0].n, 8125);
    assert_string_equal(step[3].term[2].s, "barred");
    x.n = 0;
    (void)renewal_changed(&r, &m, &x);
    assert_int_equal(x.n, 3);
    assert_int_equal(step[0].say, M_X_RENEWAL_GREAT);
    assert_int_equal(step[0].term[1].n, 10);
    assert_int_equal(step[0].term[2].n, 14);
    assert_int_equal(step[1].say, M_X_RENEWAL_SMALL);
    assert_int_equal(step[1].term[0].s[0], 'p');
    assert_int_equal(step[2].term[1].n, 500);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score),    cmocka_unit_test(test_keep_from), cmocka_unit_test(test_defaults), cmocka_unit_test(test_market),
        cmocka_unit_test(test_proposal), cmocka_unit_test(test_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
