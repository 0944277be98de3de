/* Volume to winners: the examples of RULES 4, every knob, every small institution against the
 * definition, and what the rules refuse. */
#include "../test.h"

#include "engine/allocate.h"
#include "engine/split.h"
#include "words/allocate.h"

enum { W = 6 };

static const ratio whole = {1000000};

static struct split_rules
rules_with(enum split_ratio ratio_is, enum split_rest rest)
{
    struct split_rules r = {.ratio = ratio_is, .agreed_n = 1, .rest = rest};
    r.agreed[0] = (ratio){800000};
    return r;
}

static void
table_set(struct share_table *t, enum table_kind kind, const int64_t *percent, int n)
{
    t->kind = kind;
    t->rows = 1;
    t->n[0] = n;
    for (int i = 0; i < n; i++)
        t->share[0][i] = (ratio){percent[i] * 10000};
}

static const int64_t dense[W] = {1, 2, 3, 4, 5, 6};

struct asked {
    int64_t kept[W], from[W], sum[W];
};

static struct asked
ask(const struct split_rules *r, const int64_t rank[], size_t n, const struct allocate_demand *d)
{
    struct allocate_plan p;
    int64_t keep[W + 1], weight[W + 1], kept[W + 1], from[W + 1];
    struct asked a;
    memset(kept, 0x55, sizeof(kept)); /* whatever stood there before */
    memset(from, 0x55, sizeof(from));
    keep[n] = weight[n] = kept[n] = from[n] = 77; /* where the caller's room ends */
    assert_int_equal(allocate_plan_make(&p, r, rank, n, keep, weight, NULL), ALLOCATE_OK);
    allocate_asks(&p, d, kept, from, NULL);
    assert_true(keep[n] == 77 && weight[n] == 77 && kept[n] == 77 && from[n] == 77);
    for (size_t i = 0; i < n; i++) {
        a.kept[i] = kept[i];
        a.from[i] = from[i];
        a.sum[i] = kept[i] + from[i];
    }
    return a;
}

static void
same(const char *why, const int64_t got[], const int64_t want[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (got[i] != want[i])
            fail_msg("%s: winner %zu: %d, not %d", why, i + 1, (int)got[i], (int)want[i]);
}

/* Reported W1 100, W2 50, L (not selected) 30; shares 100 %/90 %; rest to rank 1. */
static void
test_rules_example(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_RANK1);
    table_set(&r.keep, TABLE_RANK, (int64_t[]){100, 90}, 2);
    struct allocate_demand d = {.total = 180, .reported = (int64_t[]){100, 50}};
    struct asked a = ask(&r, dense, 2, &d);
    same("is_share", a.sum, (int64_t[]){135, 45}, 2);
    same("kept", a.kept, (int64_t[]){100, 45}, 2);

    r.ratio = SPLIT_BEFORE;
    d = (struct allocate_demand){.total = 144, .reported = (int64_t[]){80, 40}};
    a = ask(&r, dense, 2, &d);
    same("before_split", a.sum, (int64_t[]){108, 36}, 2);
}

/* IOL alliance LH-HD2020-1: base 1000. */
static void
test_sequential(void **state)
{
    (void)state;
    static const int64_t want[][W] = {{1000},
                                      {600, 400},
                                      {600, 240, 160},
                                      {500, 250, 125, 125},
                                      {500, 250, 125, 63, 62}, /* 62.5 each: the better rank */
                                      {500, 250, 125, 63, 31, 31}};
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES);
    table_set(&r.shares, TABLE_SEQUENTIAL, (int64_t[]){100, 60, 60, 50}, 4);
    r.by = SPLIT_GROUP;
    for (size_t n = 1; n <= W; n++) {
        struct allocate_demand d = {.total = 1000, .reported = (int64_t[W]){0}};
        struct asked a = ask(&r, dense, n, &d);
        same("sequential", a.from, want[n - 1], n);
        same("nothing kept", a.kept, (int64_t[W]){0}, n);
    }
    struct allocate_demand own = {.total = 1000, .reported = (int64_t[]){500, 300}};
    same("all is remaining volume", ask(&r, dense, 2, &own).kept, (int64_t[]){0, 0}, 2);
    same("all is remaining volume", ask(&r, dense, 2, &own).from, want[1], 2);
    struct allocate_demand fine = {.total = 1000000, .reported = (int64_t[W]){0}};
    same("exact", ask(&r, dense, 3, &fine).from, (int64_t[]){600000, 240000, 160000}, 3);
    r.by = SPLIT_REPORTED; /* the same table keeps at stage 1 */
    struct allocate_demand d = {.total = 1000, .reported = (int64_t[]){500, 500, 0}};
    same("kept", ask(&r, dense, 3, &d).kept, (int64_t[]){300, 120, 0}, 3);
}

static void
test_tables(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_BEFORE, REST_SHARES);
    static const struct share_table by_winners = {
        TABLE_WINNERS, 3, {1, 2, 3}, {{{1000000}}, {{600000}, {400000}}, {{500000}, {300000}, {200000}}}};
    struct allocate_demand d = {.total = 100, .reported = (int64_t[]){10, 10, 10}};
    r.shares = by_winners;
    r.agreed_n = 2;
    r.agreed[1] = (ratio){700000};
    same("1 winner", ask(&r, dense, 1, &d).sum, (int64_t[]){100}, 1);
    same("2 winners", ask(&r, dense, 2, &d).kept, (int64_t[]){6, 4}, 2);
    same("2 winners", ask(&r, dense, 2, &d).from, (int64_t[]){54, 36}, 2);
    same("3 winners", ask(&r, dense, 3, &d).from, (int64_t[]){45, 27, 18}, 3);
    r.keep = by_winners; /* keep alone serves both, too */
    r.shares.kind = TABLE_NONE;
    same("3 winners", ask(&r, dense, 3, &d).from, (int64_t[]){45, 27, 18}, 3);

    struct allocate_plan p;
    int64_t keep[W], weight[W];
    for (size_t n = 1; n <= 3; n++) {
        assert_int_equal(allocate_plan_make(&p, &r, dense, n, keep, weight, NULL), ALLOCATE_OK);
        assert_int_equal(p.agreed.ppm, n == 1 ? 800000 : 700000);
    }
    r.ratio = SPLIT_IS_SHARE;
    assert_int_equal(allocate_plan_make(&p, &r, dense, 2, keep, weight, NULL), ALLOCATE_OK);
    assert_int_equal(p.agreed.ppm, whole.ppm);
}

/* Winners on one rank share the average of the places that they fill. */
static void
test_shared_rank(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES);
    table_set(&r.shares, TABLE_RANK, (int64_t[]){50, 30, 15, 5}, 4);
    table_set(&r.keep, TABLE_RANK, (int64_t[]){100, 90, 80, 69}, 4);
    struct allocate_demand d = {.total = 1000, .reported = (int64_t[]){0, 0, 0, 0}};
    same("the next rank is of no winner", ask(&r, (int64_t[]){1, 1, 1}, 2, &d).from, (int64_t[]){500, 500},
         2);
    same("nor here", ask(&r, (int64_t[]){1, 2, 2}, 2, &d).from, (int64_t[]){625, 375}, 2);
    same("2 and 2", ask(&r, (int64_t[]){1, 2, 2, 4}, 4, &d).from,
         (int64_t[]){500, 225, 225, 50}, 4);
    same("1, 1 and 1", ask(&r, (int64_t[]){1, 1, 1, 4}, 4, &d).from,
         (int64_t[]){317, 317, 316, 50}, 4); /* 95 % / 3 */
    same("pairs", ask(&r, (int64_t[]){1, 1, 3, 3}, 4, &d).from, (int64_t[]){400, 400, 100, 100}, 4);
    d = (struct allocate_demand){.total = 400, .reported = (int64_t[]){100, 100, 100, 100}};
    same("kept", ask(&r, (int64_t[]){1, 2, 2, 3}, 4, &d).kept, (int64_t[]){100, 85, 85, 69}, 4);
    same("kept in threes", ask(&r, (int64_t[]){1, 2, 2, 2}, 4, &d).kept,
         (int64_t[]){100, 80, 80, 80}, 4); /* 239 / 3 = 79.67 */
    r.rest = REST_RANK1;
    d = (struct allocate_demand){.total = 9, .reported = (int64_t[]){0, 0, 0, 0}};
    same("rank 1 shared", ask(&r, (int64_t[]){1, 1, 3, 4}, 4, &d).from, (int64_t[]){5, 4, 0, 0}, 4);
    r.rank1_first = (ratio){500000};
    r.rest = REST_EQUAL;
    same("first to both", ask(&r, (int64_t[]){1, 1, 3, 4}, 4, &d).from,
         (int64_t[]){4, 3, 1, 1}, 4); /* 5 (4.5): 3 2; 4: one each */
}

static void
test_rest(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_CHOICE);
    struct allocate_demand d = {.total = 103, .reported = (int64_t[]){1, 1, 1}};
    r.unchosen = REST_EQUAL;
    same("no table: own declaration in full", ask(&r, dense, 3, &d).kept, (int64_t[]){1, 1, 1}, 3);
    same("no choice made", ask(&r, dense, 3, &d).from, (int64_t[]){34, 33, 33}, 3);
    d.choice = (int64_t[]){0, 0, 0};
    same("an empty choice is none", ask(&r, dense, 3, &d).from, (int64_t[]){34, 33, 33}, 3);
    d.choice = (int64_t[]){0, 3, 1};
    same("own choice", ask(&r, dense, 3, &d).from, (int64_t[]){0, 75, 25}, 3);
    d.choice = (int64_t[]){1, 0, 0};
    same("the first one", ask(&r, dense, 3, &d).from, (int64_t[]){100, 0, 0}, 3);
    d.choice = (int64_t[]){0, 0, 0, 9};
    same("of no winner", ask(&r, dense, 3, &d).from, (int64_t[]){34, 33, 33}, 3);
    d.choice = (int64_t[]){0, 1, 0};
    same("one choice", ask(&r, dense, 3, &d).from, (int64_t[]){0, 100, 0}, 3);
    d.choice = (int64_t[]){0, 3, 1};
    r.rest = REST_EQUAL;
    same("a choice that the rules do not ask for", ask(&r, dense, 3, &d).from,
         (int64_t[]){34, 33, 33}, 3);
    r.rest = REST_RANK1;
    same("rank 1", ask(&r, dense, 3, &d).from, (int64_t[]){100, 0, 0}, 3);
    r.rest = REST_CHOICE;
    r.unchosen = REST_RANK1;
    d.choice = NULL;
    same("rank 1", ask(&r, dense, 3, &d).from, (int64_t[]){100, 0, 0}, 3);
    r.rank1_first = (ratio){100000};
    r.unchosen = REST_SHARES;
    table_set(&r.shares, TABLE_RANK, (int64_t[]){50, 30, 20}, 3);
    table_set(&r.keep, TABLE_RANK, (int64_t[]){0, 0, 0}, 3);
    d.total = 100;
    same("10 % to rank 1 first", ask(&r, dense, 3, &d).from, (int64_t[]){55, 27, 18}, 3);
}

static void
test_region(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES); /* needs no table */
    r.by = SPLIT_REGION;
    struct allocate_demand d = {.total = 60, .reported = (int64_t[]){10, 20, 30}, .main = 1};
    same("kept", ask(&r, dense, 3, &d).kept, (int64_t[]){0, 20, 0}, 3);
    same("from", ask(&r, dense, 3, &d).from, (int64_t[]){0, 40, 0}, 3);
    d.main = 2;
    same("kept", ask(&r, dense, 3, &d).kept, (int64_t[]){0, 0, 30}, 3);
}

/* The definition of both stages, for one institution of up to three winners. */
static void
check(const struct split_rules *r, const int64_t keep[], const int64_t weight[],
      const struct allocate_demand *d)
{
    struct asked a = ask(r, dense, 3, d);
    int64_t left = d->total, wsum = 0, from = 0;
    for (size_t i = 0; i < 3; i++) {
        int64_t exact2 = 2 * d->reported[i] * keep[i];
        assert_true(200 * a.kept[i] - exact2 <= 100 && exact2 - 200 * a.kept[i] < 100);
        left -= a.kept[i];
        from += a.from[i];
        wsum += weight[i];
    }
    assert_int_equal(left, from); /* kept per institution and group */
    for (size_t i = 0; i < 3; i++) {
        int64_t stray = a.from[i] * wsum - left * weight[i];
        assert_true(stray > -wsum && stray < wsum);
    }
}

static void
test_every_small_institution(void **state)
{
    (void)state;
    static const int64_t keeps[][3] = {{100, 90, 85}, {60, 24, 16}, {50, 50, 50}, {0, 0, 100}};
    static const int64_t weights[][3] = {{50, 30, 20}, {60, 40, 0}, {1, 1, 1}, {100, 0, 0}};
    for (size_t k = 0; k < COUNT(keeps) * COUNT(weights); k++) {
        const int64_t *keep = keeps[k / COUNT(weights)], *weight = weights[k % COUNT(weights)];
        struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES);
        table_set(&r.keep, TABLE_RANK, keep, 3);
        table_set(&r.shares, TABLE_RANK, weight, 3);
        for (int64_t code = 0; code < 7 * 7 * 7 * 7; code++) {
            int64_t cell[3] = {code % 7, code / 7 % 7, code / 49 % 7};
            struct allocate_demand d = {.total = code / 343 + cell[0] + cell[1] + cell[2],
                                        .reported = cell};
            check(&r, keep, weight, &d);
        }
    }
}

static const struct {
    const char *why;
    struct split_rules r;
    size_t n;
    enum allocate_verdict v;
} refused[] = {
    {"before_split needs a ratio", {.rest = REST_EQUAL}, 2, ALLOCATE_NO_AGREED},
    {"0 %", {.rest = REST_EQUAL, .agreed_n = 1}, 2, ALLOCATE_RATIO},
    {"0 % in second place",
     {.rest = REST_EQUAL, .agreed_n = 2, .agreed = {{1000000}, {0}}}, 2, ALLOCATE_RATIO},
    {"above 100 %", {.rest = REST_EQUAL, .agreed_n = 1, .agreed = {{1000001}}}, 2, ALLOCATE_RATIO},
    {"100 %", {.rest = REST_EQUAL, .agreed_n = 1, .agreed = {{1000000}}}, 2, ALLOCATE_OK},
    {"0.0001 %", {.rest = REST_EQUAL, .agreed_n = 1, .agreed = {{1}}}, 2, ALLOCATE_OK},
    {"shares of which there are none", {.ratio = SPLIT_IS_SHARE}, 2, ALLOCATE_NO_TABLE},
    {"and for who makes no choice",
     {.ratio = SPLIT_IS_SHARE, .rest = REST_CHOICE}, 2, ALLOCATE_NO_TABLE},
    {"rank 1 needs none", {.ratio = SPLIT_IS_SHARE, .rest = REST_RANK1}, 2, ALLOCATE_OK},
    {"a share above 100 %",
     {.ratio = SPLIT_IS_SHARE, .rest = REST_RANK1,
      .keep = {TABLE_RANK, 1, {2}, {{{1000000}, {1000001}}}}}, 2, ALLOCATE_SHARE},
    {"in the first place, too",
     {.ratio = SPLIT_IS_SHARE, .rest = REST_RANK1,
      .keep = {TABLE_RANK, 1, {2}, {{{1000001}, {0}}}}}, 2, ALLOCATE_SHARE},
    {"a share below 0 %",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_RANK, 1, {2}, {{{1000000}, {-1}}}}}, 2,
     ALLOCATE_SHARE},
    {"a share in a later row",
     {.ratio = SPLIT_IS_SHARE,
      .shares = {TABLE_WINNERS, 2, {1, 2}, {{{1000000}}, {{1000000}, {1000001}}}}}, 2,
     ALLOCATE_SHARE},
    {"shares that divide nothing",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_RANK, 1, {2}, {{{0}, {0}}}}}, 2,
     ALLOCATE_SHARES_SUM},
    {"in the row that is used",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_WINNERS, 2, {1, 2}, {{{1}}, {{0}, {0}}}}}, 2,
     ALLOCATE_SHARES_SUM},
    {"what stands behind the end of a row is no share",
     {.ratio = SPLIT_IS_SHARE,
      .shares = {TABLE_RANK, 1, {2}, {{{1000000}, {0}, {1000001}}}}}, 2, ALLOCATE_OK},
    {"nor can it divide",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_RANK, 1, {2}, {{{0}, {0}, {1}}}}}, 2,
     ALLOCATE_SHARES_SUM},
    {"nor what stands behind the last row",
     {.ratio = SPLIT_IS_SHARE,
      .shares = {TABLE_RANK, 1, {2, 1}, {{{1000000}, {0}}, {{1000001}}}}}, 2, ALLOCATE_OK},
    {"one share is enough",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_RANK, 1, {2}, {{{1}, {0}}}}}, 2, ALLOCATE_OK},
    {"a sequential share of 0 leaves all to the last",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_SEQUENTIAL, 1, {1}, {{{0}}}}}, 2, ALLOCATE_OK},
    {"kept shares of 0 are a rule",
     {.ratio = SPLIT_IS_SHARE, .rest = REST_RANK1, .keep = {TABLE_RANK, 1, {2}, {{{0}, {0}}}}}, 2,
     ALLOCATE_OK},
    {"nobody", {.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL}, 0, ALLOCATE_NO_WINNER},
    {"as many as can be", {.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL}, WINNERS_MAX, ALLOCATE_OK},
    {"one more", {.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL}, WINNERS_MAX + 1,
     ALLOCATE_TOO_MANY},
    {"a row that is too short",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_RANK, 1, {2}, {{{1}, {1}}}}}, 3,
     ALLOCATE_NO_SHARE},
    {"stage 1, too",
     {.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL, .keep = {TABLE_RANK, 1, {2}, {{{1}, {1}}}}}, 3,
     ALLOCATE_NO_SHARE},
    {"no row for so many",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_WINNERS, 2, {1, 2}, {{{1}}, {{1}, {1}}}}}, 3,
     ALLOCATE_NO_SHARE},
    {"nor behind the last row",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_WINNERS, 1, {1, 2}, {{{1}}, {{1}, {1}}}}}, 2,
     ALLOCATE_NO_SHARE},
    {"a row left out",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_WINNERS, 2, {0, 2}, {{{0}}, {{1}, {1}}}},
      .rest = REST_CHOICE, .unchosen = REST_EQUAL}, 1, ALLOCATE_NO_SHARE},
    {"sequential up to 32", 
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_SEQUENTIAL, 1, {1}, {{{500000}}}}}, SHARES_MAX,
     ALLOCATE_OK},
    {"and no further",
     {.ratio = SPLIT_IS_SHARE, .shares = {TABLE_SEQUENTIAL, 1, {1}, {{{500000}}}}}, SHARES_MAX + 1,
     ALLOCATE_NO_SHARE},
};

static void
test_refused(void **state)
{
    (void)state;
    static int64_t rank[WINNERS_MAX + 1], keep[WINNERS_MAX + 1], weight[WINNERS_MAX + 1];
    bool seen[ALLOCATE_NO_SHARE + 1] = {false};
    for (int i = 0; i <= WINNERS_MAX; i++)
        rank[i] = i + 1;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct allocate_plan p;
        enum allocate_verdict v =
            allocate_plan_make(&p, &refused[i].r, rank, refused[i].n, keep, weight, NULL);
        if (v != refused[i].v)
            fail_msg("%s: %s", refused[i].why, allocate_verdict_name(v));
        seen[v] = true;
    }
    for (size_t v = 0; v < COUNT(seen); v++) {
        assert_true(seen[v]);
        for (size_t w = 0; w < v; w++)
            assert_string_not_equal(allocate_verdict_name((enum allocate_verdict)v),
                                    allocate_verdict_name((enum allocate_verdict)w));
    }
}

static void
test_large_numbers(void **state)
{
    (void)state;
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES);
    table_set(&r.shares, TABLE_RANK, (int64_t[]){50, 30, 20}, 3);
    int64_t max = INT64_MAX / 4;
    struct allocate_demand d = {.total = 2 * max, .reported = (int64_t[]){max, 0, 0}};
    struct asked a = ask(&r, (int64_t[]){1, 1, 1}, 3, &d);
    assert_true(a.sum[0] + a.sum[1] + a.sum[2] == 2 * max);
    assert_true(a.kept[0] == (max + 1) / 3);
}

/* What a plan says in figures: the last of a sequence takes what is left; each part is half up; and
 * averages stand over the least number that makes them whole. */
static void
test_plan(void **state)
{
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_SHARES);
    struct allocate_plan p;
    int64_t keep[4], weight[4];
    (void)state;
    r.shares = (struct share_table){TABLE_SEQUENTIAL, 1, {1}, {{{700}}}};
    assert_int_equal(allocate_plan_make(&p, &r, dense, 3, keep, weight, NULL), ALLOCATE_OK);
    same("700, 699.51", weight, (int64_t[]){700, 700, 998600}, 3);
    table_set(&r.shares, TABLE_RANK, (int64_t[]){50, 30, 15, 5}, 4);
    assert_int_equal(allocate_plan_make(&p, &r, (int64_t[]){1, 1, 3, 3}, 4, keep, weight, NULL), ALLOCATE_OK);
    assert_int_equal(p.keep_of, 2 * RATIO_ONE);
    same("pairs", keep, (int64_t[]){800000, 800000, 200000, 200000}, 4);
    same("pairs", weight, (int64_t[]){800000, 800000, 200000, 200000}, 4);
    r.rest = REST_EQUAL;
    assert_int_equal(allocate_plan_make(&p, &r, dense, 4, keep, weight, NULL), ALLOCATE_OK);
    same("equal", weight, (int64_t[]){1, 1, 1, 1}, 4);
}

static void
test_most_winners(void **state)
{
    static int64_t rank[WINNERS_MAX], keep[WINNERS_MAX], weight[WINNERS_MAX];
    static int64_t reported[WINNERS_MAX], kept[WINNERS_MAX], from[WINNERS_MAX];
    struct split_rules r = rules_with(SPLIT_IS_SHARE, REST_EQUAL);
    struct allocate_demand d = {.total = 2 * WINNERS_MAX, .reported = reported};
    struct allocate_plan p;
    (void)state;
    for (size_t i = 0; i < WINNERS_MAX; i++)
        rank[i] = 1 + (int64_t)i;
    r.rank1_first = (ratio){500000};
    assert_int_equal(allocate_plan_make(&p, &r, rank, WINNERS_MAX, keep, weight, NULL), ALLOCATE_OK);
    allocate_asks(&p, &d, kept, from, NULL);
    assert_int_equal(from[0], WINNERS_MAX + 1);
    for (size_t i = 1; i < WINNERS_MAX; i++)
        assert_int_equal(from[i], 1);
}

static void
test_explained(void **state)
{
    (void)state;
    struct explain_step step[16];
    struct explain x = {step, 0, 16, 0};
    struct split_rules r = rules_with(SPLIT_BEFORE, REST_SHARES);
    struct allocate_plan p;
    int64_t keep[2], weight[2], kept[2], from[2];
    static const char *const want[] = {
        "agreed ratio 80% (2 winners): cells are scaled to the agreed volume first",
        "stage 1: winner 2, reported 40 × 90%, half up: 36 stays",
        "remaining volume = 64 − 36 = 28",
        "10% of the remaining volume 28, that is 3, goes to rank 1 first",
        "winner 1: 3 × 1 / 1 → 3 (largest remainder)",
        "stage 2: 25 by rank shares",
        "winner 1: 25 × 600000 / 1000000 → 15 (largest remainder)",
        "winner 2: 25 × 400000 / 1000000 → 10 (largest remainder)",
    };
    table_set(&r.keep, TABLE_RANK, (int64_t[]){100, 90}, 2);
    table_set(&r.shares, TABLE_RANK, (int64_t[]){60, 40}, 2);
    r.rank1_first = (ratio){100000};
    allocate_plan_make(&p, &r, dense, 2, keep, weight, &x);
    allocate_asks(&p, &(struct allocate_demand){.total = 64, .reported = (int64_t[]){0, 40}}, kept,
                  from, &x);
    assert_int_equal(x.n, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        char text[256];
        explain_text(&step[i], LANG_EN, text, sizeof(text));
        assert_string_equal(text, want[i]);
    }
    static const struct {
        struct split_rules r;
        enum msg say;
        size_t at, steps;
    } others[] = {
        {{.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL}, M_X_REST_EQUAL, 3, 6},
        {{.ratio = SPLIT_IS_SHARE, .rest = REST_RANK1}, M_X_REST_RANK1, 3, 5},
        {{.ratio = SPLIT_IS_SHARE, .rest = REST_CHOICE, .unchosen = REST_RANK1}, M_X_REST_CHOICE, 3, 5},
        {{.ratio = SPLIT_IS_SHARE, .by = SPLIT_REGION}, M_X_REGION, 1, 2},
        {{.ratio = SPLIT_IS_SHARE, .by = SPLIT_GROUP, .rest = REST_EQUAL}, M_X_REMAINING, 1, 5},
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        x.n = 0;
        allocate_plan_make(&p, &others[i].r, dense, 2, keep, weight, &x);
        struct allocate_demand d = {
            .total = 64, .reported = (int64_t[]){0, 40}, .choice = (int64_t[]){0, 5}};
        allocate_asks(&p, &d, kept, from, &x);
        assert_int_equal(step[0].say, M_X_SPLIT_IS_SHARE);
        assert_int_equal(step[others[i].at].say, others[i].say);
        assert_int_equal(x.n, others[i].steps);
    }
    static const struct split_rules region = {.ratio = SPLIT_IS_SHARE, .by = SPLIT_REGION};
    static const struct split_rules equal = {.ratio = SPLIT_IS_SHARE, .rest = REST_EQUAL};
    struct allocate_demand d = {.total = 3, .reported = (int64_t[]){0, 1}, .main = 1};
    char text[256];
    x.n = 0;
    allocate_plan_make(&p, &region, dense, 2, keep, weight, NULL);
    allocate_asks(&p, &d, kept, from, &x);
    explain_text(&step[0], LANG_EN, text, sizeof(text));
    assert_non_null(strstr(text, "winner 2"));
    x.n = 0;
    allocate_plan_make(&p, &equal, dense, 2, keep, weight, NULL);
    allocate_asks(&p, &d, kept, from, &x);
    assert_int_equal(step[0].say, M_X_KEPT); /* a single piece is kept, too */
    assert_int_equal(step[0].term[0].n, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_example),
        cmocka_unit_test(test_sequential),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_shared_rank),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_region),
        cmocka_unit_test(test_every_small_institution),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_most_winners),
        cmocka_unit_test(test_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
