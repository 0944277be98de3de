/* Distributors' cover: every small problem against all subsets, finite geometries whose answers are
 * known, and the answer within few nodes. RULES 5. */
#include "../test.h"

#include "engine/coverage.h"
#include "words/engine_super.h"

static bool
covers(const struct coverage *p, unsigned chosen)
{
    for (size_t i = 0; i < p->institutions; i++)
        if (p->reach[i].bit[0] != 0 && (p->reach[i].bit[0] & chosen) == 0)
            return false;
    return true;
}

/* One is missing, and nobody else: the verdict is about one as about many. */
static void
test_a_single_one(void **state)
{
    struct coverage_set reach[3] = {{{1}}, {{1}}, {{2}}}, one = {{1}};
    struct coverage_set some[4] = {{{0}}, {{1}}, {{0}}, {{1}}};
    uint32_t uncovered[4];
    size_t n;
    (void)state;
    assert_int_equal(coverage_judge(&(struct coverage){2, 3, reach}, &one, 0, false, uncovered, &n, NULL), COVERAGE_UNCOVERED);
    assert_true(n == 1 && uncovered[0] == 2);
    assert_int_equal(coverage_judge(&(struct coverage){2, 4, some}, &one, 0, false, uncovered, &n, NULL), COVERAGE_NOBODY);
    assert_true(n == 2 && uncovered[0] == 0 && uncovered[1] == 2);
}

/* The definition: of all subsets that cover, the smallest. */
static size_t
smallest(const struct coverage *p)
{
    size_t best = SIZE_MAX;
    for (unsigned chosen = 0; chosen < 1u << p->distributors; chosen++)
        if (covers(p, chosen) && (size_t)__builtin_popcount(chosen) < best)
            best = (size_t)__builtin_popcount(chosen);
    return best;
}

static void
compare(const struct coverage *p)
{
    static const int64_t budgets[] = {0, 1, 3, COVERAGE_NODES};
    struct coverage_set room[32];
    struct coverage_least l;
    size_t want = smallest(p), none = 0;
    for (size_t i = 0; i < p->institutions; i++)
        none += p->reach[i].bit[0] == 0;
    for (size_t b = 0; b < COUNT(budgets); b++) {
        coverage_least(p, budgets[b], room, &l, NULL);
        if (l.lower > want || l.upper < want)
            fail_msg("%zu..%zu, not %zu", l.lower, l.upper, want);
        assert_true(covers(p, (unsigned)l.set.bit[0]) && l.nodes <= budgets[b]);
        assert_int_equal(coverage_set_count(&l.set), l.upper);
        assert_int_equal(l.unreachable, none);
    }
    assert_int_equal(l.lower, l.upper); /* the nodes suffice for small ones */
}

static void
test_every_small_problem(void **state)
{
    struct coverage_set reach[4] = {{{0}}};
    (void)state;
    for (size_t m = 1; m <= 3; m++)
        for (size_t n = 0; n <= 4; n++)
            for (unsigned code = 0; code < 1u << (m * n); code++) {
                for (size_t i = 0; i < n; i++)
                    reach[i].bit[0] = code >> (m * i) & ((1u << m) - 1);
                compare(&(struct coverage){m, n, reach});
            }
}

static void
test_mixed_problems(void **state)
{
    struct coverage_set reach[20];
    uint32_t seed = 1;
    (void)state;
    for (int t = 0; t < 600; t++) {
        size_t m = 5 + (size_t)t % 6, n = 6 + (size_t)t % 14;
        memset(reach, 0, sizeof(reach));
        for (size_t i = 0; i < n; i++)
            for (size_t d = 0; d < m; d++) {
                seed = seed * 1664525 + 1013904223;
                if (seed >> 24 < 70)
                    coverage_set_add(&reach[i], d);
            }
        compare(&(struct coverage){m, n, reach});
    }
}

/* Does the set cover, and would it without one of its own? */
static bool
covers_without(const struct coverage *p, const struct coverage_set *set, size_t left_out)
{
    for (size_t i = 0; i < p->institutions; i++) {
        bool met = false, offered = false;
        for (size_t d = 0; d < p->distributors && !met; d++) {
            offered = offered || coverage_set_has(&p->reach[i], d);
            met = d != left_out && coverage_set_has(set, d) && coverage_set_has(&p->reach[i], d);
        }
        if (offered && !met)
            return false;
    }
    return true;
}

/* Whatever the time allowed, what is shown covers, and nobody in it is superfluous. */
static void
test_nobody_is_superfluous(void **state)
{
    struct coverage_set reach[60], room[60];
    uint32_t seed = 7;
    (void)state;
    for (int t = 0; t < 50; t++) {
        size_t m = 60 + (size_t)t, n = 30 + (size_t)t % 30;
        struct coverage_least l;
        memset(reach, 0, sizeof(reach));
        for (size_t i = 0; i < n; i++)
            for (size_t d = 0; d < m; d++) {
                seed = seed * 1664525 + 1013904223;
                if (seed >> 24 < 12 + 10 * (d % 3))
                    coverage_set_add(&reach[i], d);
            }
        struct coverage p = {m, n, reach};
        coverage_least(&p, 0, room, &l, NULL);
        assert_true(covers_without(&p, &l.set, m));
        for (size_t d = 0; d < m; d++)
            assert_false(coverage_set_has(&l.set, d) && covers_without(&p, &l.set, d));
    }
}

/* Lines of a space of 2^d - 1 points where a, b, a^b are a line. */
static size_t
projective(size_t points, struct coverage_set line[])
{
    size_t n = 0;
    for (size_t a = 1; a <= points; a++)
        for (size_t b = a + 1; b <= points; b++)
            if ((a ^ b) > b) {
                line[n] = (struct coverage_set){{0}};
                coverage_set_add(&line[n], a - 1);
                coverage_set_add(&line[n], b - 1);
                coverage_set_add(&line[n++], (a ^ b) - 1);
            }
    return n;
}

/* The point that makes a line of the affine space over three elements with a and b. */
static size_t
third(size_t a, size_t b, size_t points)
{
    size_t c = 0;
    for (size_t place = 1; place < points; place *= 3)
        c += (6 - a / place % 3 - b / place % 3) % 3 * place;
    return c;
}

static size_t
affine(size_t points, struct coverage_set line[])
{
    size_t n = 0;
    for (size_t a = 0; a < points; a++)
        for (size_t b = a + 1; b < points; b++)
            if (third(a, b, points) > b) {
                line[n] = (struct coverage_set){{0}};
                coverage_set_add(&line[n], a);
                coverage_set_add(&line[n], b);
                coverage_set_add(&line[n++], third(a, b, points));
            }
    return n;
}

/* The same problem with its distributors under other numbers, up to the last there is. */
static void
spread(const struct coverage_set in[], size_t n, size_t points, struct coverage_set out[])
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct coverage_set){{0}};
        for (size_t d = 0; d < points; d++)
            if (coverage_set_has(&in[i], d))
                coverage_set_add(&out[i], 255 - 9 * (points - 1 - d));
    }
}

/* How many points meet every line is known: all points but a largest set without a line. How many
 * nodes it takes, and which points are found, is the same everywhere: so it is written down here. */
static void
test_known_geometries(void **state)
{
    static const struct {
        size_t points, lines;
        bool affine;
        size_t lower, upper;
        int64_t budget, nodes;
        uint64_t set;
    } examples[] = {
        {7, 7, false, 3, 3, COVERAGE_NODES, 0, 0x7},
        {15, 35, false, 7, 7, COVERAGE_NODES, 11, 0x7f},
        {9, 12, true, 5, 5, COVERAGE_NODES, 29, 0x4f},
        {27, 117, true, 14, 19, 500, 500, 0x13c9fff},
        {15, 35, false, 5, 7, 0, 0, 0x7f}, /* what greedy and the bounds alone know */
        {9, 12, true, 3, 5, 0, 0, 0x4f},
        {27, 117, true, 9, 19, 0, 0, 0x13c9fff},
    };
    struct coverage_set line[117], far[117], room[351], more[351];
    struct coverage_least l, f;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        size_t m = examples[i].points;
        size_t n = examples[i].affine ? affine(m, line) : projective(m, line);
        assert_int_equal(n, examples[i].lines);
        coverage_least(&(struct coverage){m, n, line}, examples[i].budget, room, &l, NULL);
        if (l.lower != examples[i].lower || l.upper != examples[i].upper || l.nodes != examples[i].nodes || l.set.bit[0] != examples[i].set)
            fail_msg("%zu points: %zu..%zu, %d nodes, 0x%llx", m, l.lower, l.upper, (int)l.nodes, (unsigned long long)l.set.bit[0]);
        spread(line, n, m, far); /* other numbers: the same search */
        coverage_least(&(struct coverage){256, n, far}, examples[i].budget, room, &f, NULL);
        assert_true(f.lower == l.lower && f.upper == l.upper && f.nodes == l.nodes);
        for (size_t d = 0; d < m; d++)
            assert_int_equal(coverage_set_has(&f.set, 255 - 9 * (m - 1 - d)), coverage_set_has(&l.set, d));
        for (size_t k = 0; k < n; k++) { /* who has more choices decides nothing */
            more[k] = more[2 * n + k] = line[k];
            more[n + k] = line[k];
            size_t d = k % m;
            while (coverage_set_has(&line[k], d))
                d = (d + 1) % m;
            coverage_set_add(&more[k], d);
            coverage_set_add(&more[2 * n + k], d);
        }
        coverage_least(&(struct coverage){m, 3 * n, more}, examples[i].budget, room, &f, NULL);
        assert_true(f.lower == l.lower && f.upper == l.upper && f.nodes == l.nodes && f.set.bit[0] == l.set.bit[0]);
    }
}

static void
test_large_numbers(void **state)
{
    static struct coverage_set reach[4000], room[4000];
    static uint32_t uncovered[4000];
    struct coverage_set chosen = {{0}};
    struct coverage p = {256, 4000, reach};
    struct coverage_least l;
    size_t n;
    (void)state;
    memset(reach, 0, sizeof(reach));
    for (size_t i = 0; i < 4000; i++) /* 40 counties, each with 6 or 7 distributors of its own */
        for (size_t d = i % 40; d < 256; d += 40)
            coverage_set_add(&reach[i], d);
    coverage_least(&p, COVERAGE_NODES, room, &l, NULL);
    assert_true(l.lower == 40 && l.upper == 40 && l.unreachable == 0);
    assert_int_equal(coverage_judge(&p, &l.set, 40, false, uncovered, &n, NULL), COVERAGE_OK);
    for (size_t d = 216; d < 255; d++)
        coverage_set_add(&chosen, d);
    assert_int_equal(coverage_set_count(&chosen), 39);
    assert_int_equal(coverage_judge(&p, &chosen, 40, false, uncovered, &n, NULL), COVERAGE_UNCOVERED);
    assert_int_equal(n, 100);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(uncovered[i], 40 * i + 15); /* 255 % 40 */
}

static void
test_verdicts(void **state)
{
    struct coverage_set reach[3] = {{{3}}, {{6}}, {{0}}}, two = {{3}}, none = {{0}};
    struct coverage p = {3, 2, reach};
    struct explain_step steps[8];
    struct explain x = {.step = steps, .max = 8};
    struct coverage_least l;
    struct coverage_set room[3];
    uint32_t uncovered[3];
    size_t n = 9;
    (void)state;
    assert_int_equal(coverage_judge(&p, &two, 1, false, uncovered, &n, &x), COVERAGE_OVER_CAP);
    assert_int_equal(n, 0);
    assert_int_equal(steps[0].term[0].n, 2);
    assert_int_equal(steps[0].term[2].n, 2); /* reached */
    coverage_judge(&p, &none, 1, false, uncovered, &n, &x);
    assert_int_equal(steps[1].term[2].n, 0);
    x.n = 1;
    assert_int_equal(coverage_judge(&p, &two, 1, true, uncovered, &n, NULL), COVERAGE_OK);
    assert_int_equal(coverage_judge(&p, &two, 2, false, uncovered, &n, NULL), COVERAGE_OK);
    assert_int_equal(coverage_judge(&p, &two, 0, false, uncovered, &n, NULL), COVERAGE_OK);
    assert_int_equal(coverage_judge(&p, &none, 1, false, uncovered, &n, NULL), COVERAGE_UNCOVERED);
    assert_int_equal(n, 2);
    p.institutions = 3;
    assert_int_equal(coverage_judge(&p, &two, 2, false, uncovered, &n, NULL), COVERAGE_NOBODY);
    assert_true(n == 1 && uncovered[0] == 2);
    memset(&l, 0x5a, sizeof(l));
    coverage_least(&p, COVERAGE_NODES, room, &l, &x);
    assert_true(l.lower == 1 && l.upper == 1 && l.set.bit[0] == 2 && l.unreachable == 1);
    assert_int_equal(steps[1].say, M_X_COVERAGE_LEAST);
    for (int v = 0; v < COVERAGE_VERDICTS; v++)
        assert_true(coverage_verdict_name((enum coverage_verdict)v)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_small_problem), cmocka_unit_test(test_mixed_problems),
        cmocka_unit_test(test_known_geometries),    cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_verdicts),            cmocka_unit_test(test_a_single_one),
        cmocka_unit_test(test_nobody_is_superfluous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
