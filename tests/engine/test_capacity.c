/* Capacity: the example of RULES 4, the ways of the excess, and every small group against what
 * must hold. Region pick beside it. */
#include "../test.h"

#include "engine/allocate.h"
#include "engine/split.h"
#include "words/allocate.h"

enum { ROWS = 3, W = 3, CELLS = ROWS * W };

struct group {
    int64_t capacity[W + 1], kept[CELLS + W], from[CELLS + W], unfilled[ROWS + 1];
    int64_t spill[CELLS + W], column[4 * ROWS + 1];
    int32_t backup[ROWS];
};

/* Behind every list stands what may be neither read nor written. */
static void
fence(struct group *g)
{
    g->capacity[W] = g->unfilled[ROWS] = g->column[4 * ROWS] = -99;
    for (size_t w = 0; w < W; w++)
        g->kept[CELLS + w] = g->from[CELLS + w] = g->spill[CELLS + w] = -99;
}

static void
check_fence(const struct group *g)
{
    assert_int_equal(g->unfilled[ROWS], -99);
    assert_int_equal(g->column[4 * ROWS], -99);
    for (size_t w = 0; w < W; w++) {
        assert_int_equal(g->kept[CELLS + w], -99);
        assert_int_equal(g->from[CELLS + w], -99);
        assert_int_equal(g->spill[CELLS + w], -99);
    }
}

static void
run(struct group *g, bool backups, struct explain *x, size_t watched)
{
    static int32_t *backup; /* exactly as long as it may be read */
    if (backup == NULL)
        backup = malloc(sizeof(g->backup));
    memcpy(backup, g->backup, sizeof(g->backup));
    struct allocate_group a = {.rows = ROWS, .winners = W, .capacity = g->capacity, .kept = g->kept,
                               .from = g->from, .backup = backups ? backup : NULL,
                               .unfilled = g->unfilled, .spill = g->spill, .column = g->column,
                               .watched = watched, .x = x};
    memset(g->spill, 0x55, sizeof(g->spill));
    memset(g->unfilled, 0x55, sizeof(g->unfilled));
    fence(g);
    allocate_capacity(&a);
    check_fence(g);
}

#define NO NO_LIMIT

static const struct {
    const char *why;
    int64_t capacity[W], kept[CELLS], from[CELLS];
    int32_t backup[ROWS];
    bool backups;
    int64_t kept_out[CELLS], from_out[CELLS], unfilled[ROWS];
} examples[] = {
    {.why = "RULES 4: 50 for 35, 35, 30, the rest to the next rank",
     .capacity = {50, NO, NO}, .kept = {35, 0, 0, 35, 0, 0, 30, 0, 0},
     .kept_out = {18, 0, 0, 17, 0, 0, 15, 0, 0}, .from_out = {0, 17, 0, 0, 18, 0, 0, 15, 0}},
    {.why = "the remaining volume as well",
     .capacity = {50, NO, NO}, .from = {35, 0, 0, 35, 0, 0, 30, 0, 0},
     .from_out = {18, 17, 0, 17, 18, 0, 15, 15, 0}},
    {.why = "enough is enough",
     .capacity = {100, 0, 0}, .from = {35, 0, 0, 35, 0, 0, 30, 0, 0},
     .from_out = {35, 0, 0, 35, 0, 0, 30, 0, 0}},
    {.why = "stage 1 is served first",
     .capacity = {10, NO, NO}, .kept = {8, 0, 0}, .from = {0, 0, 0, 8, 0, 0},
     .kept_out = {8, 0, 0}, .from_out = {0, 0, 0, 2, 6, 0}},
    {.why = "the excess of stage 1 comes before stage 2",
     .capacity = {5, 10, NO}, .kept = {10, 0, 0}, .from = {0, 0, 0, 0, 8, 0},
     .kept_out = {5, 0, 0}, .from_out = {0, 5, 0, 0, 5, 3}},
    {.why = "own asks before another's excess",
     .capacity = {0, 10, NO}, .kept = {10, 0, 0, 0, 9, 0},
     .kept_out = {0, 0, 0, 0, 9, 0}, .from_out = {0, 1, 9}},
    {.why = "excess of rank 1 goes before that of rank 2",
     .capacity = {0, 0, 6}, .kept = {5, 0, 0, 0, 5, 0},
     .kept_out = {0}, .from_out = {0, 0, 5, 0, 0, 1}, .unfilled = {0, 4, 0}},
    {.why = "past the last rank to the first",
     .capacity = {3, 4, 5}, .kept = {0, 0, 12}, .kept_out = {0, 0, 5}, .from_out = {3, 4, 0}},
    {.why = "from the middle to the last, then to the first",
     .capacity = {NO, 2, 3}, .from = {0, 9, 0}, .from_out = {4, 2, 3}},
    {.why = "what nobody can supply, in proportion",
     .capacity = {1, 2, 3}, .from = {6, 0, 0, 6, 0, 0, 0, 0, 0},
     .from_out = {1, 1, 1, 0, 1, 2, 0, 0, 0}, .unfilled = {3, 3, 0}},
    {.why = "nobody can",
     .capacity = {0, 0, 0}, .kept = {1, 0, 0, 0, 2, 0}, .from = {0, 0, 3, 0, 0, 4},
     .kept_out = {0}, .from_out = {0}, .unfilled = {4, 6, 0}},
    {.why = "the back-up of the region first",
     .capacity = {4, NO, NO}, .from = {4, 0, 0, 4, 0, 0, 4, 0, 0}, .backup = {2, 1, NO_BACKUP},
     .backups = true, .from_out = {2, 0, 2, 1, 3, 0, 1, 3, 0}},
    {.why = "a back-up without room: on along the ranks",
     .capacity = {4, NO, 1}, .from = {4, 0, 0, 4, 0, 0, 4, 0, 0}, .backup = {2, 2, 2},
     .backups = true, .from_out = {2, 2, 0, 1, 2, 1, 1, 3, 0}},
    {.why = "rank 1 is a back-up as well",
     .capacity = {NO, 4, NO}, .from = {0, 9, 0}, .backup = {0, NO_BACKUP, NO_BACKUP}, .backups = true,
     .from_out = {5, 4, 0}},
    {.why = "nobody is its own back-up",
     .capacity = {4, 2, NO}, .from = {9, 0, 0}, .backup = {0, 0, 0}, .backups = true,
     .from_out = {4, 2, 3}},
};

static void
test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct group g;
        memcpy(g.capacity, examples[i].capacity, sizeof(examples[i].capacity));
        memcpy(g.kept, examples[i].kept, sizeof(examples[i].kept));
        memcpy(g.from, examples[i].from, sizeof(examples[i].from));
        memcpy(g.backup, examples[i].backup, sizeof(g.backup));
        run(&g, examples[i].backups, NULL, 0);
        for (size_t k = 0; k < CELLS; k++)
            if (g.kept[k] != examples[i].kept_out[k] || g.from[k] != examples[i].from_out[k])
                fail_msg("%s: cell %zu: %d + %d", examples[i].why, k, (int)g.kept[k],
                         (int)g.from[k]);
        assert_memory_equal(g.unfilled, examples[i].unfilled, sizeof(examples[i].unfilled));
    }
}

/* Column w of what was asked and what was kept: at most the capacity, all of it where the asks
 * reach it, and nobody a whole piece from its part. */
static void
check_stage1(const struct group *g, const int64_t asked[], size_t w)
{
    int64_t sum = 0, kept = 0, cap = g->capacity[w] == NO ? INT64_MAX : g->capacity[w];
    for (size_t i = 0; i < ROWS; i++) {
        sum += asked[i * W + w];
        kept += g->kept[i * W + w];
    }
    assert_int_equal(kept, sum < cap ? sum : cap);
    for (size_t i = 0; i < ROWS; i++) {
        int64_t stray = g->kept[i * W + w] * sum - kept * asked[i * W + w];
        assert_true((stray > -sum && stray < sum) || sum == 0);
    }
}

/* Whatever the group: nothing lost, no capacity exceeded, unfilled only when nobody has room. */
static void
check(struct group *g, bool backups)
{
    struct group before = *g;
    int64_t supplied[W] = {0}, unfilled = 0;
    bool room = false;
    run(g, backups, NULL, 0);
    for (size_t i = 0; i < ROWS; i++) {
        int64_t asked = 0, got = g->unfilled[i];
        for (size_t w = 0; w < W; w++) {
            asked += before.kept[i * W + w] + before.from[i * W + w];
            got += g->kept[i * W + w] + g->from[i * W + w];
            supplied[w] += g->kept[i * W + w] + g->from[i * W + w];
            assert_true(g->kept[i * W + w] >= 0 && g->from[i * W + w] >= 0);
        }
        assert_int_equal(asked, got);
        assert_true(g->unfilled[i] >= 0);
        unfilled += g->unfilled[i];
    }
    for (size_t w = 0; w < W; w++) {
        assert_true(g->capacity[w] == NO || supplied[w] <= g->capacity[w]);
        room = room || g->capacity[w] == NO || supplied[w] < g->capacity[w];
        check_stage1(g, before.kept, w);
    }
    assert_true(unfilled == 0 || !room);
}

static void
test_every_small_group(void **state)
{
    (void)state;
    static const int64_t capacities[] = {NO, 0, 1, 3, 7};
    uint64_t seed = 7;
    for (size_t c = 0; c < 125; c++)
        for (int round = 0; round < 300; round++) {
            struct group g;
            for (size_t k = 0; k < CELLS; k++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                g.kept[k] = (int64_t)(seed >> 60) % 4;
                g.from[k] = (int64_t)(seed >> 40) % 4;
            }
            for (size_t i = 0; i < 3; i++)
                g.backup[i] = (int32_t)(seed >> (20 + 3 * i)) % 4 - 1;
            g.capacity[0] = capacities[c % 5];
            g.capacity[1] = capacities[c / 5 % 5];
            g.capacity[2] = capacities[c / 25];
            check(&g, round % 2 == 0);
        }
}

static void
test_explained(void **state)
{
    (void)state;
    struct explain_step step[8];
    struct explain x = {step, 0, 8, 0};
    struct group g = {.capacity = {50, 9, NO}, .kept = {35, 0, 0, 35, 0, 0, 30, 0, 0}};
    static const char *const want[] = {
        "winner 1 has too little capacity: 100 asked, 50 to give, shared in proportion; this "
        "institution asks 35, gets 17",
        "of the excess 18, winner 2 supplies 3",
        "of the excess 15, winner 3 supplies 15",
    };
    run(&g, false, &x, 1);
    assert_int_equal(x.n, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        char text[256];
        explain_text(&step[i], LANG_EN, text, sizeof(text));
        assert_string_equal(text, want[i]);
    }
}

/* Who asks nothing of a full winner is told of its fullness, and of no spill. */
static void
test_explained_to_others(void **state)
{
    (void)state;
    struct explain_step step[8];
    struct explain x = {step, 0, 8, 0};
    struct group g = {.capacity = {10, NO, NO}, .kept = {35, 0, 0, 0, 7, 0, 30, 0, 0}};
    run(&g, false, &x, 1);
    assert_int_equal(x.n, 1);
    assert_int_equal(step[0].say, M_X_CAPACITY);
}

/* A single piece that spills is told. */
static void
test_explained_spill_of_one(void **state)
{
    (void)state;
    struct explain_step step[8];
    struct explain x = {step, 0, 8, 0};
    struct group g = {.capacity = {2, NO, NO}, .kept = {3, 0, 0}};
    run(&g, false, &x, 0);
    assert_int_equal(x.n, 2);
    assert_int_equal(step[1].say, M_X_SPILL);
    assert_int_equal(step[1].term[0].n, 2);
    assert_int_equal(step[1].term[1].n, 1);
}

/* As many winners as there can be, one piece of room each. */
static void
test_most_winners(void **state)
{
    static int64_t capacity[WINNERS_MAX], kept[WINNERS_MAX], from[WINNERS_MAX], spill[WINNERS_MAX];
    int64_t unfilled[1], column[4];
    int32_t backup[1] = {WINNERS_MAX - 1};
    struct allocate_group a = {.rows = 1, .winners = WINNERS_MAX, .capacity = capacity, .kept = kept,
                               .from = from, .backup = backup, .unfilled = unfilled,
                               .spill = spill, .column = column};
    (void)state;
    for (size_t i = 0; i < WINNERS_MAX; i++)
        capacity[i] = 1;
    kept[0] = 2 + WINNERS_MAX;
    allocate_capacity(&a);
    assert_int_equal(unfilled[0], 2);
    assert_int_equal(kept[0], 1);
    for (size_t i = 1; i < WINNERS_MAX; i++)
        assert_int_equal(from[i], 1);
}

static const struct {
    const char *why;
    size_t winners, regions;
    int32_t wish[12];
    size_t end[4];
    int32_t main[6], backup[6];
} picks[] = {
    {"the lowest bidder first, then in rank order, again and again", 3, 5,
     {0, 1, 2, 0, 1, 2, 3, 0, 1, 4}, {3, 7, 10}, {0, 1, 0, 1, 2}, {1, 0, 1, 2, 0}},
    {"one winner has no back-up", 1, 2, {1}, {1}, {0, 0}, {-1, -1}},
    {"nobody wishes: one each, the better rank first", 2, 3, {0}, {0, 0}, {0, 1, 0}, {1, 0, 1}},
    {"what is left goes to who has fewest", 3, 4, {0, 1}, {2, 2, 2}, {0, 0, 1, 2}, {1, 2, 0, 0}},
    {"a wish that is gone: the next on the list", 2, 2, {0, 0, 1}, {1, 3}, {0, 1}, {1, 0}},
    {"more winners than regions", 3, 1, {0, 0, 0}, {1, 2, 3}, {0}, {1}},
};

static void
test_region_pick(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(picks); i++) {
        int32_t main_of[6], backup[6];
        int64_t count[4];
        struct region_pick p = {picks[i].winners, picks[i].regions, picks[i].wish, picks[i].end,
                                main_of, backup, count};
        region_pick(&p);
        for (size_t r = 0; r < p.regions; r++)
            if (main_of[r] != picks[i].main[r] || backup[r] != picks[i].backup[r])
                fail_msg("%s: region %zu: %d, back-up %d", picks[i].why, r, main_of[r], backup[r]);
    }
}

/* Every list of wishes of three winners for three regions: each region has one supplier and another
 * back-up; nobody is two regions ahead without having wished for them. */
static void
test_every_small_pick(void **state)
{
    (void)state;
    for (int32_t code = 0; code < 729; code++) {
        int32_t wish[6] = {code % 3, code / 3 % 3, code / 9 % 3, code / 27 % 3, code / 81 % 3,
                           code / 243};
        static const size_t end[3] = {2, 4, 6};
        int32_t main_of[3], backup[3];
        int64_t count[3];
        struct region_pick p = {3, 3, wish, end, main_of, backup, count};
        region_pick(&p);
        assert_int_equal(main_of[wish[0]], 0);
        if (wish[2] != wish[0])
            assert_int_equal(main_of[wish[2]], 1);
        for (size_t r = 0; r < 3; r++) {
            assert_true(main_of[r] >= 0 && main_of[r] < 3 && backup[r] >= 0 && backup[r] < 3);
            assert_int_not_equal(main_of[r], backup[r]);
        }
        assert_int_equal(count[0] + count[1] + count[2], 3);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),    cmocka_unit_test(test_every_small_group),
        cmocka_unit_test(test_explained),   cmocka_unit_test(test_explained_to_others),
        cmocka_unit_test(test_explained_spill_of_one),
        cmocka_unit_test(test_most_winners),
        cmocka_unit_test(test_region_pick),
        cmocka_unit_test(test_every_small_pick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
