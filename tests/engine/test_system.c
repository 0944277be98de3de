/* A system of products used together: its parts sum exactly, and follow when the price of the set
 * comes down. */
#include "../test.h"

#include "engine/system.h"

static const struct system_part hip[] = { /* 1 cup 1000, 1 liner 500, 1 head 700, 2 screws 50: 2300 */
    {1, {10000000}, {11000000}}, {1, {5000000}, {5500000}}, {1, {7000000}, {7500000}}, {2, {500000}, {600000}}};

static void
test_check(void **state)
{
    struct {
        const char *why;
        struct system_part part[4];
        size_t n;
        int64_t price, with, sum;
        enum system_verdict want;
    } examples[] = {
        {"a hip", {{0}}, 4, 23000000, 25200000, 25200000, SYSTEM_OK},
        {"a hip without service", {{0}}, 4, 23000000, 0, 0, SYSTEM_OK},
        {"0.0001 yuan too little", {{0}}, 4, 22999999, 25200000, 23000000, SYSTEM_SUM},
        {"0.0001 yuan too much", {{0}}, 4, 23000001, 25200000, 23000000, SYSTEM_SUM},
        {"with service 0.0001 yuan off", {{0}}, 4, 23000000, 25200001, 25200000, SYSTEM_SERVICE},
        {"one part lacks the service", {{0}}, 4, 23000000, 25200000, 24000000, SYSTEM_SERVICE},
        {"no parts", {{0}}, 0, 23000000, 25200000, 0, SYSTEM_EMPTY},
        {"a part for nothing", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"a part below nothing", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"a part beyond all bounds", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"service below nothing", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"service beyond all bounds", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"none of it in a set", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"too many in a set", {{0}}, 4, 23000000, 25200000, 0, SYSTEM_PRICE},
        {"1000 in a set", {{0}}, 1, 10000000000, 0, 0, SYSTEM_OK},
        {"the dearest part", {{0}}, 1, PRICE_LIMIT - 1, 0, 0, SYSTEM_OK},
        {"the cheapest part", {{0}}, 1, 1, 0, 0, SYSTEM_OK},
        {"the dearest with service", {{0}}, 1, 1, PRICE_LIMIT - 1, PRICE_LIMIT - 1, SYSTEM_OK},
    };
    bool seen[SYSTEM_VERDICTS] = {false};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        memcpy(examples[i].part, hip, sizeof(hip));
    for (size_t i = 0; i < 4; i++)
        examples[1].part[i].with_service.units = 0;
    examples[5].part[3].with_service.units = 0;
    examples[7].part[3].price.units = 0;
    examples[8].part[3].price.units = -1;
    examples[9].part[3].price.units = PRICE_LIMIT;
    examples[10].part[3].with_service.units = -1;
    examples[11].part[3].with_service.units = PRICE_LIMIT;
    examples[12].part[3].per_set = 0;
    examples[13].part[3].per_set = 1001;
    examples[14].part[0] = (struct system_part){1000, {10000000}, {0}};
    examples[15].part[0] = (struct system_part){1, {PRICE_LIMIT - 1}, {0}};
    examples[16].part[0] = (struct system_part){1, {1}, {0}};
    examples[17].part[0] = (struct system_part){1, {1}, {PRICE_LIMIT - 1}};
    for (size_t i = 0; i < COUNT(examples); i++) {
        money sum = {-1};
        enum system_verdict v = system_check(examples[i].part, examples[i].n, (money){examples[i].price},
                                             (money){examples[i].with}, &sum);
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, system_verdict_name(v));
        if (sum.units != examples[i].sum)
            fail_msg("%s: %lld", examples[i].why, (long long)sum.units);
    }
    for (int v = 0; v < SYSTEM_VERDICTS; v++)
        assert_true(seen[v]);
}

static void
test_how_many(void **state)
{
    struct system_part many[SYSTEM_PARTS_MAX + 1];
    money sum;
    (void)state;
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = (struct system_part){1, {1}, {0}};
    assert_int_equal(system_check(many, 40, (money){40}, (money){0}, &sum), SYSTEM_OK);
    assert_int_equal(system_check(many, 41, (money){41}, (money){0}, &sum), SYSTEM_EMPTY);
}

static void
test_scale(void **state)
{
    static const struct {
        const char *why;
        struct system_part part[3];
        size_t n;
        int64_t from, to;
        bool ok;
        int64_t want[3];
    } examples[] = {
        {"the same price", {{1, {100}, {0}}, {2, {100}, {0}}}, 2, 300, 300, true, {100, 100}},
        {"half of it", {{1, {20000}, {0}}, {2, {40000}, {0}}}, 2, 100000, 50000, true, {10000, 20000}},
        /* 300.00 to 200.00 in fen: 66.66 and 66.66 twice leave 0.02, which 2 divides; the single one is as dear, and first */
        {"what is left over goes to the first of the dearest", {{1, {1000000}, {0}}, {2, {1000000}, {0}}}, 2,
         3000000, 2000000, true, {666800, 666600}},
        {"or to the dearer", {{1, {1000000}, {0}}, {1, {1000100}, {0}}}, 2, 2000100, 1000000, true, {499900, 500100}},
        {"to who can take it", {{2, {1000000}, {0}}, {1, {100}, {0}}}, 2, 2000100, 1000100, true, {500000, 100}},
        /* two of one kind cannot share one fen */
        {"nobody can", {{2, {1000000}, {0}}}, 1, 2000000, 999900, false, {0}},
        {"but finer than a fen they can", {{2, {1000000}, {0}}}, 1, 2000000, 999902, true, {499951}},
        {"a part that is finer than a fen", {{1, {1000001}, {0}}, {1, {999999}, {0}}}, 2, 2000000, 1000000, true, {500001, 499999}},
        {"only the first is finer than a fen", {{1, {1000001}, {0}}, {1, {1000000}, {0}}}, 2, 2000001, 1000000, true, {500001, 499999}},
        {"a leftover of several pieces", {{3, {1000000}, {0}}}, 1, 3000000, 2000100, true, {666700}},
        {"the smallest price", {{1, {1}, {0}}}, 1, 1, 1, true, {1}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        money out[3];
        bool ok = system_scale(examples[i].part, examples[i].n, (money){examples[i].from},
                               (money){examples[i].to}, out);
        int64_t sum = 0;
        if (ok != examples[i].ok)
            fail_msg("%s: %d", examples[i].why, ok);
        for (size_t k = 0; ok && k < examples[i].n; k++) {
            sum += out[k].units * examples[i].part[k].per_set;
            if (out[k].units != examples[i].want[k])
                fail_msg("%s: part %zu %lld", examples[i].why, k, (long long)out[k].units);
        }
        if (ok && sum != examples[i].to)
            fail_msg("%s: sums to %lld", examples[i].why, (long long)sum);
    }
}

/* Nothing behind the last part is looked at. */
static void
test_exactly_two(void **state)
{
    static const struct system_part two[] = {{1, {1000000}, {0}}, {1, {500000}, {0}}};
    money out[2];
    (void)state;
    assert_true(system_scale(two, 2, (money){1500000}, (money){750000}, out));
    assert_int_equal(out[0].units, 500000);
    assert_int_equal(out[1].units, 250000);
}

/* Every small system: the sum is exact, no part rises but by what is left over, none below 0. */
static void
test_every_small_one(void **state)
{
    int64_t done = 0, cannot = 0;
    (void)state;
    for (int64_t a = 1; a <= 6; a++)
        for (int64_t b = 1; b <= 6; b++)
            for (int64_t ca = 1; ca <= 3; ca++)
                for (int64_t cb = 1; cb <= 3; cb++)
                    for (int64_t to = 1; to <= a * ca + b * cb; to++) {
                        const struct system_part part[] = {{ca, {a}, {0}}, {cb, {b}, {0}}};
                        money out[2];
                        if (!system_scale(part, 2, (money){a * ca + b * cb}, (money){to}, out)) {
                            assert_true(ca > 1 && cb > 1); /* a single piece takes anything */
                            cannot++;
                            continue;
                        }
                        assert_int_equal(out[0].units * ca + out[1].units * cb, to);
                        assert_true(out[0].units >= 0 && out[1].units >= 0);
                        done++;
                    }
    assert_true(done > 1000 && cannot > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_how_many),
        cmocka_unit_test(test_scale),
        cmocka_unit_test(test_exactly_two),
        cmocka_unit_test(test_every_small_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
