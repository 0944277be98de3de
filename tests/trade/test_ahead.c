/* Orders of a group that were looked up ahead, among jobs of other kinds: each gets the answer, and
 * the database the rows, that it would get alone. Seeded groups in which the same line, number and
 * product come again and again, with refusals of every sort and changes of listing, agreement and
 * registry in between. */
#include "verbs.h"

#include "trade/ahead.h"

enum { ROUNDS = 60, JOBS = 24, LINES = 4 };

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static const struct query
    q_hold = {"a_hold", "UPDATE listing SET state = CASE WHEN state = 'listed' THEN 'suspended' ELSE 'listed' END "
                        "WHERE pool = $1 AND product = $2", NULL, 2},
    q_agree = {"a_agree", "UPDATE agreement_line SET agreed = agreed + $2 WHERE pool = $1 AND product = $3", NULL, 3},
    q_move = {"a_move", "UPDATE product SET certificate = CASE WHEN certificate = '' THEN 'X-1' ELSE '' END WHERE code = $1", NULL, 1};

static size_t looked, worked;

struct one {
    char what; /* o order, h hold, a agree, m move, c credit */
    struct order line[LINES];
    size_t n;
    bool whole;
    char number[LINES][16];
    int64_t by;
    const char *product;
    enum err_code code[LINES]; /* what became of each line */
    enum put how[LINES];
    int64_t charged[LINES];
    struct arena *a;
};

static uint64_t seed_now;

static uint64_t
chance(uint64_t n)
{
    seed_now = seed_now * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed_now >> 33) % n;
}

#define PICK(list) list[chance(COUNT(list))]

static void
make_order(struct one *x, int round)
{
    static const char *const hospitals[] = {"H1", "H1", "H1", "H1", "H2", "H3", "H9"};
    static const char *const products[] = {"S1", "S1", "S1", "S2", "S2", "L1", "X1", "Z9"};
    static const char *const payees[] = {"", "", "", "", "D1", "C2", "D9"};
    static const char *const days[] = {"2024-10-01", "2024-10-01", "2024-10-01", "2024-11-05", "2025-09-10", "2020-01-01"};
    static const int64_t prices[] = {0, 0, 0, 0, 7980000, 7970000, 3333, 9999999};
    const char *hospital = PICK(hospitals), *on = PICK(days);
    uint64_t number = (uint64_t)round * 9 + chance(16);
    x->what = 'o';
    x->n = 1 + chance(LINES);
    x->whole = chance(100) == 0; /* then the group is run again, one by one */
    for (size_t i = 0; i < x->n; i++) {
        snprintf(x->number[i], sizeof(x->number[i]), "O%d", (int)(chance(6) == 0 ? chance((uint64_t)round * 9 + 16) : number));
        x->line[i] = (struct order){.number = x->number[i], .line = 1 + (int64_t)i + (chance(8) == 0), .project = chance(30) == 0 ? "Q" : "P",
                                    .institution = hospital, .product = PICK(products), .variant = (enum variant)(chance(6) == 0),
                                    .qty = {(int64_t)chance(9)}, .price = {PICK(prices)}, .payee = PICK(payees),
                                    .pay_days = chance(4) == 0 ? 30 : -1, .on = day(chance(20) == 0 ? PICK(days) : on)};
    }
}

static void
make(struct one *x, int round)
{
    static const char *const products[] = {"S1", "S2", "L1", "X1"};
    memset(x, 0, sizeof(*x));
    x->product = PICK(products);
    x->by = (int64_t)chance(5);
    uint64_t what = chance(40);
    if (what > 3)
        make_order(x, round);
    else
        x->what = "hamc"[what];
}

/* As bulk_run() does it: a line that is refused leaves the others alone, or takes all with it. */
static bool
place_lines(struct db *db, struct one *x, struct err *err)
{
    struct trade_memo memo = {.n = 0};
    struct trade t = {.db = db, .arena = x->a, .pool = FRESH_POOL, .memo = &memo};
    for (size_t i = 0; i < x->n; i++) {
        bool wrote = db->wrote;
        db->wrote = false;
        *err = (struct err){.code = ERR_NONE};
        x->how[i] = PUT_NEW;
        bool ok = place_order(&t, &x->line[i], &x->how[i], err), spoilt = db->wrote || db->failed;
        db->wrote = db->wrote || wrote;
        x->code[i] = err->code;
        x->charged[i] = ok ? t.charged.units : 0;
        if (!ok && (spoilt || x->whole))
            return false;
    }
    *err = (struct err){.code = ERR_NONE};
    return true;
}

static bool
work(struct db *db, void *arg, struct err *err)
{
    struct one *x = arg;
    worked++;
    arena_reset(x->a);
    memset(x->code, 0, sizeof(x->code));
    switch (x->what) {
    case 'o': return place_lines(db, x, err);
    case 'h': return db_do(db, &q_hold, err, v_int(FRESH_POOL), v_text(x->product));
    case 'a': return db_do(db, &q_agree, err, v_int(FRESH_POOL), v_int(x->by), v_text(x->product));
    default: return db_do(db, &q_move, err, v_text(x->product));
    }
}


static bool
look(struct db *db, struct job *const jobs[], size_t n, struct err *err)
{
    struct order in[JOBS * LINES];
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const struct one *x = jobs[i]->arg;
        assert_int_equal(x->what, 'o');
        for (size_t l = 0; l < x->n; l++)
            in[k++] = x->line[l];
    }
    looked++;
    return orders_ahead(db, FRESH_POOL, in, k, err);
}

static int
setup(void **state)
{
    return verbs_setup(state);
}

/* All rounds in one way; the outcomes as text. */
static char *
play(bool together)
{
    size_t room = 1 << 20, n = 0;
    char *told = malloc(room);
    struct one x[JOBS];
    assert_non_null(told);
    seed_now = 20241122;
    looked = worked = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct job jobs[JOBS] = {{0}};
        for (size_t i = 0; i < JOBS; i++) {
            make(&x[i], round);
            x[i].a = arena_new(16 << 20);
            jobs[i] = (struct job){.run = work, .arg = &x[i], .kind = x[i].what == 'o' ? &looked : NULL,
                                   .ahead = together && x[i].what == 'o' ? look : NULL};
        }
        for (size_t i = 0; i < JOBS && !together; i++)
            group_run(fresh_db, FRESH_POOL, &jobs[i], 1);
        if (together)
            group_run(fresh_db, FRESH_POOL, jobs, JOBS);
        for (size_t i = 0; i < JOBS; i++) {
            n += (size_t)snprintf(told + n, room - n, "%d/%zu %c job %d", round, i, x[i].what, (int)jobs[i].err.code);
            for (size_t l = 0; l < x[i].n; l++)
                n += (size_t)snprintf(told + n, room - n, " %d:%d:%lld", (int)x[i].code[l], (int)x[i].how[l], (long long)x[i].charged[l]);
            n += (size_t)snprintf(told + n, room - n, "\n");
            arena_free(x[i].a);
        }
        assert_true(n < room / 2);
    }
    return told;
}

static void
test_a_group_is_as_its_orders_alone(void **state)
{
    char digest[DIGEST_TEXT_MAX];
    char *together = play(true);
    int over = (int)number("SELECT COUNT(*) FROM order_line WHERE pool = $1 AND over > 0");
    assert_true(looked > ROUNDS);
    assert_true(worked < 3 * ROUNDS * JOBS / 2); /* most groups went through as one */
    assert_true(over > 5);
    assert_true(number("SELECT COUNT(*) FROM order_line WHERE pool = $1") > 100);
    assert_int_equal(findings(), 0);
    snprintf(digest, sizeof(digest), "%s", fresh_digest());
    fresh_teardown(state);
    setup(state);
    char *alone = play(false);
    assert_int_equal(looked, 0);
    assert_string_equal(together, alone);
    assert_string_equal(digest, fresh_digest());
    free(together);
    free(alone);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_a_group_is_as_its_orders_alone)};
    return fresh_run(tests, COUNT(tests));
}
