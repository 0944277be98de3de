/* Largest remainder: worked examples, then every small case and many large ones against the
 * definition; the tree; review flags and the agreed volume (RULES 2). */
#include "../test.h"

#include "engine/agreed.h"
#include "engine/split.h"

enum { N_MAX = 100 };

/* Does part i come before part j when pieces are left over? */
static bool
before(const int64_t base[], const wide rest[], size_t i, size_t j)
{
    if (rest[i] != rest[j])
        return rest[i] > rest[j];
    return base[i] != base[j] ? base[i] > base[j] : i < j;
}

/* The definition: floors, plus one for those that come first; nothing lost. */
static void
check(int64_t total, const int64_t base[], size_t n)
{
    int64_t out[N_MAX], scratch[N_MAX];
    wide sum = 0, given = 0, rest[N_MAX];
    for (size_t i = 0; i < n; i++)
        sum += base[i];
    split_volume(total, base, n, out, scratch);
    for (size_t i = 0; i < n; i++) {
        wide exact = (wide)total * base[i], whole = sum > 0 ? exact / sum : 0;
        rest[i] = exact - whole * sum;
        assert_true(out[i] == whole || (out[i] == whole + 1 && rest[i] > 0));
        scratch[i] = out[i] - (int64_t)whole; /* got one of those left over */
        given += out[i];
    }
    assert_true(given == total);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            assert_false(scratch[j] == 1 && scratch[i] == 0 && before(base, rest, i, j));
}

static const struct {
    const char *why;
    int64_t total, base[5], out[5];
} examples[] = {
    {"RULES 4: cells scaled to 80 %", 144, {100, 50, 30}, {80, 40, 24}},
    {"RULES 4: capacity 50 shared", 50, {35, 35, 30}, {18, 17, 15}},
    {"equal remainders: the larger base first", 3, {1, 3, 2}, {0, 2, 1}},
    {"equal remainder, larger base wins the piece", 1, {1, 3}, {0, 1}},
    {"half each: the larger base wins over the earlier", 2, {1, 3}, {0, 2}},
    {"all equal: the order of codes", 2, {1, 1, 1}, {1, 1, 0}},
    {"nothing to split", 0, {3, 4}, {0, 0}},
    {"nothing to split, and no bases", 0, {0, 0}, {0, 0}},
    {"a base of 0 gets nothing", 7, {0, 2, 0, 1}, {0, 5, 0, 2}},
    {"more than asked: in proportion all the same", 10, {1, 1}, {5, 5}},
};

static void
test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        int64_t out[5], rest[5];
        split_volume(examples[i].total, examples[i].base, 5, out, rest);
        for (size_t k = 0; k < 5; k++)
            if (out[k] != examples[i].out[k])
                fail_msg("%s: part %zu is %d", examples[i].why, k, (int)out[k]);
    }
}

static void
test_every_small_case(void **state)
{
    (void)state;
    for (int64_t total = 0; total <= 24; total++)
        for (int64_t code = 1; code < 6 * 6 * 6 * 6; code++) {
            int64_t base[4] = {code % 6, code / 6 % 6, code / 36 % 6, code / 216};
            check(total, base, 4);
        }
}

/* Enough parts that many pieces are left over, on both sides of where the method changes. */
static void
test_many_parts(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int64_t round = 0; round < 600; round++) {
        int64_t base[N_MAX], modulus = round % 4 == 0 ? 3 : round % 4 == 1 ? 12 : 1000003;
        size_t n = 2 + (size_t)round % (N_MAX - 2);
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            base[i] = (int64_t)(seed >> 33) % modulus;
        }
        base[0]++;
        check((round * 37) % 977, base, n);
        check((int64_t)(seed >> 40), base, n);
    }
    for (int64_t total = 0; total < N_MAX; total++) { /* all the same: the first `total` */
        int64_t base[N_MAX], out[N_MAX], rest[N_MAX];
        for (size_t i = 0; i < N_MAX; i++)
            base[i] = 5;
        split_volume(total, base, N_MAX, out, rest);
        for (int64_t i = 0; i < N_MAX; i++)
            assert_int_equal(out[i], i < total);
    }
}

static void
test_beyond_63_bits(void **state)
{
    (void)state;
    static const int64_t big[] = {INT64_MAX / 3, INT64_MAX / 3 - 5, 7, INT64_MAX / 4};
    check(INT64_MAX, big, 4);
    check(INT64_MAX - 1, big, 4);
    check(QTY_LIMIT, big, 4);
    check(INT64_MAX, (int64_t[]){1}, 1);
    check(INT64_MAX, (int64_t[]){INT64_MAX}, 1);
}

static void
test_half_up(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 60; n++)
        for (int64_t share = 0; share < 20; share++)
            for (int64_t of = 1; of < 20; of++) {
                int64_t got = split_half_up(n, share, of), exact2 = 2 * n * share;
                assert_true(2 * got * of - exact2 <= of && exact2 - 2 * got * of < of);
            }
    assert_int_equal(split_half_up(INT64_MAX, 500000, RATIO_ONE), INT64_MAX / 2 + 1);
    assert_int_equal(split_half_up(INT64_MAX, 1, 1), INT64_MAX);
    assert_int_equal(split_half_up(INT64_MAX - 1, 1, 2), INT64_MAX / 2);
    assert_int_equal(split_half_up(QTY_LIMIT - 1, INT64_C(900000) * 5460, INT64_C(1000000) * 5460),
                     INT64_C(899999999999));
}

/* Nation; two provinces; a city in each and one more; their counties. */
static void
test_tree(void **state)
{
    (void)state;
    enum { NODES = 10 };
    static const size_t parent[NODES] = {0, 0, 0, 1, 1, 2, 3, 3, 4, 5};
    static const int64_t leaves[NODES] = {9, 9, 9, 9, 9, 9, 35, 35, 30, 11};
    for (int64_t total = 0; total < 200; total++) {
        int64_t base[NODES], out[NODES], rest[NODES], below[NODES] = {0};
        memcpy(base, leaves, sizeof(base));
        assert_true(split_tree(total, parent, base, NODES, out, rest));
        assert_int_equal(base[0], 111);
        assert_int_equal(base[1], 100);
        assert_int_equal(base[3], 70);
        for (size_t i = 1; i < NODES; i++)
            below[parent[i]] += out[i];
        assert_int_equal(out[0], total);
        for (size_t i = 0; i < 6; i++)
            assert_int_equal(below[i], out[i]);
        check(total, (int64_t[]){100, 11}, 2);
        assert_int_equal(out[1] >= total * 100 / 111, 1);
    }
    int64_t zero[2] = {0, 0}, out[2], rest[2], out3[3], rest3[3];
    assert_false(split_tree(5, (size_t[]){0, 0}, zero, 2, out, rest));
    assert_true(split_tree(0, (size_t[]){0, 0}, zero, 2, out, rest));
    int64_t large[3] = {0, INT64_MAX, 1};
    assert_false(split_tree(5, (size_t[]){0, 0, 0}, large, 3, out, rest));
    int64_t chain[3] = {5, 6, 3}; /* what inner nodes are handed over with counts for nothing */
    assert_true(split_tree(9, (size_t[]){0, 0, 1}, chain, 3, out3, rest3));
    assert_int_equal(chain[0], 3);
    assert_int_equal(chain[1], 3);
    assert_int_equal(out3[2], 9);
    int64_t alone[1] = {4};
    assert_true(split_tree(9, (size_t[]){0}, alone, 1, out, rest));
    assert_int_equal(out[0], 9);
}

static const struct {
    const char *why;
    int64_t reported, usage;
    enum demand_flag flag;
} reviews[] = {
    {"as last year", 100, 100, DEMAND_OK},
    {"exactly 80 %", 80, 100, DEMAND_OK},
    {"just below", 79, 100, DEMAND_BELOW},
    {"exactly 150 %", 150, 100, DEMAND_OK},
    {"just above", 151, 100, DEMAND_ABOVE},
    {"new item", 1, 0, DEMAND_NO_USAGE},
    {"forgotten item", 0, 1, DEMAND_NOT_REPORTED},
    {"neither", 0, 0, DEMAND_OK},
    {"beyond 63 bits", QTY_LIMIT, QTY_LIMIT - 1, DEMAND_OK},
};

static void
test_review(void **state)
{
    (void)state;
    bool seen[DEMAND_ABOVE + 1] = {false};
    for (size_t i = 0; i < COUNT(reviews); i++) {
        struct explain_step step[2];
        struct explain x = {step, 0, 2, 0};
        enum demand_flag f = demand_review((qty){reviews[i].reported}, (qty){reviews[i].usage},
                                           (ratio){800000}, (ratio){1500000}, &x);
        if (f != reviews[i].flag)
            fail_msg("%s: %s", reviews[i].why, demand_flag_name(f));
        assert_int_equal(x.n, f == DEMAND_OK ? 0 : 1);
        enum rule rule = f == DEMAND_BELOW   ? RULE_DEMAND_LOW
                         : f == DEMAND_ABOVE ? RULE_DEMAND_HIGH
                                             : RULE_NONE;
        if (x.n > 0)
            assert_int_equal(step[0].rule, rule);
        seen[f] = true;
    }
    for (size_t f = 0; f < COUNT(seen); f++) {
        assert_true(seen[f]);
        for (size_t g = 0; g < f; g++)
            assert_string_not_equal(demand_flag_name((enum demand_flag)f),
                                    demand_flag_name((enum demand_flag)g));
    }
}

static void
said(const struct explain_step *s, const char *want)
{
    char text[256];
    explain_text(s, LANG_EN, text, sizeof(text));
    assert_string_equal(text, want);
}

static void
test_agreed(void **state)
{
    (void)state;
    struct explain_step step[2];
    struct explain x = {step, 0, 2, 0};
    int64_t out[3], rest[3];
    qty total;
    assert_true(agreed_split(&total, (ratio){500000}, (int64_t[]){3, 3, 1}, 3, out, rest));
    assert_int_equal(total.pieces, 4); /* 3.5, half up */
    assert_int_equal(out[0] + out[1] + out[2], 4);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 2);
    assert_true(agreed_split(&total, (ratio){500000}, (int64_t[]){3, 3}, 2, out, rest));
    assert_int_equal(total.pieces, 3);
    assert_true(agreed_total(&total, (qty){7}, (ratio){500000}, &x));
    said(&step[0], "agreed volume = base volume 7 × 50%, half up = 4");
    split_explain(&x, (qty){4}, (qty){3}, (qty){7}, (qty){2});
    said(&step[1], "largest remainder: 4 × 3 / 7 → 2");
    assert_false(agreed_split(&total, (ratio){500000}, (int64_t[]){INT64_MAX, 1}, 2, out, rest));
    assert_false(agreed_total(&total, (qty){INT64_MAX}, (ratio){2000000}, NULL));
    assert_false(agreed_split(&total, (ratio){2000000}, (int64_t[]){INT64_MAX, 0}, 2, out, rest));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),       cmocka_unit_test(test_every_small_case),
        cmocka_unit_test(test_many_parts),     cmocka_unit_test(test_beyond_63_bits),
        cmocka_unit_test(test_half_up),        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_review),         cmocka_unit_test(test_agreed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
