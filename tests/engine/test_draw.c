/* The verifiable draw: repeated with OpenSSL from the published record alone, each refusal, no
 * candidate favoured, conflicts and declined seats. RULES 11; ties of RULES 3. */
#include "../test.h"
#include "../figures.h"

#include <openssl/evp.h>

#include "engine/draw.h"
#include "words/engine_super.h"

enum { N = 20 };

static struct draw_hash hashes[N];
static int
cmp(const void *a, const void *b)
{
    return memcmp(a, b, SM3_SIZE);
}

static struct draw_record
record(const struct draw_lot *lot, size_t n, uint8_t fill)
{
    struct draw_record r = {.id = "expert-2026-017", .committed_on = day("2026-11-16"),
                            .public_name = "index close", .public_text = "3921.4702",
                            .public_on = day("2026-11-17"), .revealed = true};
    memset(r.secret, fill, sizeof(r.secret));
    r.commitment = draw_commitment(r.secret, r.id);
    r.list = draw_list_digest(lot, n);
    return r;
}

static void
make_list(void)
{
    uint8_t salt[DRAW_SALT_SIZE];
    for (int i = 0; i < N; i++) {
        char code[8];
        memset(salt, i, sizeof(salt));
        snprintf(code, sizeof(code), "E%03d", i);
        hashes[i] = draw_candidate(salt, code);
    }
    qsort(hashes, N, sizeof(hashes[0]), cmp);
}

/* As an outsider would: OpenSSL, the published record, the text of draw.h. */
static uint32_t
outsider_number(const uint8_t seed[32], size_t k)
{
    uint8_t in[40], out[32];
    memcpy(in, seed, 32);
    memset(in + 32, 0, 7);
    in[39] = (uint8_t)(k / 8);
    assert_true(EVP_Digest(in, sizeof(in), out, NULL, EVP_sm3(), NULL));
    const uint8_t *p = out + k % 8 * 4;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void
test_an_outsider_repeats_it(void **state)
{
    struct draw_lot lots[2] = {{"骨科", hashes, 12, 5, 3}, {"医保", hashes + 12, 8, 2, 9}};
    struct draw_record r;
    uint32_t a[12], b[8], *order[] = {a, b};
    uint8_t in[32 + 9 + 32], seed[32];
    size_t k = 0, at = 9;
    (void)state;
    make_list();
    r = record(lots, 2, 0x5a);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_OK);
    memcpy(in, r.secret, 32);
    memcpy(in + 32, "3921.4702", 9);
    memcpy(in + 41, r.list.b, 32);
    assert_true(EVP_Digest(in, sizeof(in), seed, NULL, EVP_sm3(), NULL));
    for (size_t l = 0; l < 2; l++) {
        uint32_t people[12];
        for (uint32_t i = 0; i < lots[l].n; i++)
            people[i] = i;
        for (size_t i = 0; i < lots[l].places + lots[l].reserve && i < lots[l].n; i++) {
            size_t pick = i + outsider_number(seed, k++) % (lots[l].n - i);
            uint32_t keep = people[i]; /* no number was rejected here: n is far below 2^32 */
            people[i] = people[pick];
            people[pick] = keep;
            assert_int_equal(order[l][i], people[i]);
        }
    }
}

/* What was drawn once is drawn for ever. */
static void
test_fixed_vectors(void **state)
{
    static const char *const products[] = {"C03", "C01", "C02", "C05", "C04"};
    static const char *const shuffled[] = {"C05", "C04", "C03", "C02", "C01"};
    struct draw_record r = record(NULL, 0, 7);
    uint32_t rank[5], again[5];
    char text[SM3_HEX_MAX], got[6] = "", got2[6] = "";
    (void)state;
    assert_string_equal(sm3_text(r.commitment.b, text), "e93d3dc9891e2a409c18e9216bfcf04849d18a838d12966ecbb93953daeaa2bd");
    assert_int_equal(draw_tied(&r, "G1", products, 5, rank, NULL), DRAW_OK);
    assert_int_equal(draw_tied(&r, "G1", shuffled, 5, again, NULL), DRAW_OK);
    for (int i = 0; i < 5; i++) {
        got[i] = products[rank[i]][2];
        got2[i] = shuffled[again[i]][2];
    }
    assert_string_equal(got, got2); /* the order of the input plays no part */
    assert_string_equal(got, "35412");
    assert_int_equal(draw_tied(&r, "G2", products, 5, rank, NULL), DRAW_OK);
    for (int i = 0; i < 5; i++)
        got2[i] = products[rank[i]][2];
    assert_string_not_equal(got, got2); /* another group, another draw */
}

static void
test_every_refusal(void **state)
{
    struct draw_hash unsorted[2], twice[2];
    struct draw_lot lots[2] = {{"骨科", hashes, 12, 5, 3}, {"医保", hashes + 12, 8, 2, 9}};
    struct draw_record r;
    uint32_t a[12], b[8], *order[] = {a, b};
    struct explain_step steps[4];
    struct explain x = {.step = steps, .max = 4};
    size_t at;
    (void)state;
    make_list();
    r = record(lots, 2, 1);
    r.revealed = false;
    assert_int_equal(draw_run(&r, lots, 2, order, NULL, &x), DRAW_NOT_REVEALED);
    assert_int_equal(x.n, 1);
    assert_int_equal(steps[0].say, M_X_DRAW_REFUSED);
    assert_string_equal(steps[0].term[2].s, ""); /* no lot is to blame */
    r = record(lots, 2, 1);
    r.public_on = r.committed_on;
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_PUBLIC_EARLY);
    r = record(lots, 2, 1);
    r.secret[31] ^= 1;
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_COMMITMENT);
    r = record(lots, 2, 1);
    r.id = "expert-2026-018";
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_COMMITMENT);
    r = record(lots, 2, 1);
    lots[1].places = 3; /* more places than were published */
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_LIST);
    lots[1].places = 2;
    lots[1].name = "中医";
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_LIST);
    lots[1].name = "医保";
    lots[1].places = 9;
    r = record(lots, 2, 1);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_TOO_FEW);
    assert_int_equal(at, 1);
    lots[1].places = 2;
    lots[0].places = 13; /* and the first */
    r = record(lots, 2, 1);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_TOO_FEW);
    assert_int_equal(at, 0);
    lots[0].places = 5;
    lots[1].places = 8; /* exactly enough */
    r = record(lots, 2, 1);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_OK);
    assert_int_equal(at, 2);
    unsorted[0] = hashes[1];
    unsorted[1] = hashes[0];
    lots[0] = (struct draw_lot){"骨科", unsorted, 2, 1, 0};
    r = record(lots, 2, 1);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_ORDER);
    assert_int_equal(at, 0);
    twice[0] = twice[1] = hashes[0];
    lots[0].hash = twice;
    r = record(lots, 2, 1);
    assert_int_equal(draw_run(&r, lots, 2, order, &at, NULL), DRAW_ORDER);
    for (int v = 0; v < DRAW_VERDICTS; v++)
        assert_true(draw_verdict_name((enum draw_verdict)v)[0] != '\0');
}

static void
put(struct draw_stream *s, size_t k, uint64_t x)
{
    for (size_t i = 0; i < 4; i++)
        s->now.b[4 * k + i] = (uint8_t)(x >> (24 - 8 * i));
}

/* Of the 2^32 numbers, the same count falls on each of 0 .. n-1: the accepted ones are exactly the
 * complete runs of n from 0 on, and the first refused one follows the last accepted. */
static void
test_no_number_is_favoured(void **state)
{
    static const uint32_t large[] = {65535, 65536, 1000003, 0x80000000u, 0x80000001u, 0xffffffffu};
    (void)state;
    for (uint32_t i = 1; i <= 300 + COUNT(large); i++) {
        uint32_t n = i <= 300 ? i : large[i - 301];
        uint64_t all = UINT64_C(1) << 32, end = all - all % n;
        struct draw_stream s = {.used = 0};
        put(&s, 0, end - 1);
        put(&s, 1, 0);
        assert_int_equal(draw_below(&s, n), n - 1);
        assert_int_equal(s.used, 4);
        assert_int_equal(draw_below(&s, n), 0);
        if (end == all)
            continue;
        s.used = 0;
        put(&s, 0, end);
        put(&s, 1, all - 1);
        put(&s, 2, n - 1);
        assert_int_equal(draw_below(&s, n), n - 1);
        assert_int_equal(s.used, 12); /* two were thrown away */
    }
}

/* 24,000 draws of 4 from 4: each of the 24 orders about a thousand times. The secrets are fixed,
 * so this is the same on every machine. */
static void
test_no_order_is_favoured(void **state)
{
    int seen[256] = {0}, orders = 0;
    struct draw_lot lot = {"x", hashes, 4, 4, 0};
    (void)state;
    make_list();
    struct draw_record r = record(&lot, 1, 0);
    for (uint32_t t = 0; t < 24000; t++) {
        uint32_t order[4];
        memcpy(r.secret, &t, sizeof(t));
        r.commitment = draw_commitment(r.secret, r.id);
        assert_int_equal(draw_run(&r, &lot, 1, (uint32_t *const[]){order}, NULL, NULL), DRAW_OK);
        seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    for (int i = 0; i < 256; i++)
        if (seen[i] > 0) {
            orders++;
            assert_in_range(seen[i], 880, 1120);
        }
    assert_int_equal(orders, 24);
}

/* Every pattern of declining of a small draw, against the definition: the seats are the first who
 * did not decline, in the order drawn, reserve included. */
static void
test_every_pattern_of_declining(void **state)
{
    uint32_t order[6] = {4, 1, 5, 0, 3, 2}, seat[6];
    (void)state;
    for (size_t places = 0; places <= 3; places++)
        for (size_t reserve = 0; reserve <= 4; reserve++)
            for (unsigned set = 0; set < 64; set++) {
                struct draw_lot lot = {"x", hashes, 6, places, reserve};
                bool declined[6];
                size_t reach = places + reserve < 6 ? places + reserve : 6, want = 0;
                for (size_t i = 0; i < 6; i++)
                    declined[i] = set >> i & 1;
                size_t filled = draw_seats(&lot, order, declined, seat);
                for (size_t i = 0; i < reach; i++)
                    if (!declined[order[i]] && want < places)
                        assert_int_equal(seat[want++], order[i]);
                assert_int_equal(filled, want);
            }
}

static void
test_conflicts(void **state)
{
    static const char *const hospitals[] = {"H50010300001"}, *const bidders[] = {"B1", "B2"};
    static const char *const shares[] = {"X", "B2"};
    struct draw_concern c = {hospitals, bidders, 1, 2, day("2026-11-20"), 365};
    struct draw_expert e = {.employer = "H50010300002"};
    (void)state;
    assert_int_equal(draw_conflict(&e, &c), DRAW_FREE);
    e.declared = true;
    assert_int_equal(draw_conflict(&e, &c), DRAW_DECLARED);
    e.has_served = true;
    e.served_on = day("2025-11-20"); /* 365 days ago: free again */
    assert_int_equal(draw_conflict(&e, &c), DRAW_DECLARED);
    e.served_on = day("2025-11-21");
    assert_int_equal(draw_conflict(&e, &c), DRAW_RECENT_SERVICE);
    e.interest = shares;
    e.n_interest = 1;
    assert_int_equal(draw_conflict(&e, &c), DRAW_RECENT_SERVICE);
    e.n_interest = 1;
    e.interest = shares + 1; /* the first one counts too */
    assert_int_equal(draw_conflict(&e, &c), DRAW_SAME_BIDDER);
    e.interest = shares;
    e.n_interest = 2;
    assert_int_equal(draw_conflict(&e, &c), DRAW_SAME_BIDDER);
    e.employer = "H50010300001";
    assert_int_equal(draw_conflict(&e, &c), DRAW_SAME_EMPLOYER);
    e = (struct draw_expert){.employer = "B1"};
    assert_int_equal(draw_conflict(&e, &c), DRAW_SAME_BIDDER);
    e.employer = ""; /* unknown is nobody */
    c.bidder = (const char *const[]){"", "B2"};
    assert_int_equal(draw_conflict(&e, &c), DRAW_FREE);
    for (int i = 0; i < DRAW_CONFLICTS; i++)
        assert_true(draw_conflict_name((enum draw_conflict)i)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_outsider_repeats_it),
        cmocka_unit_test(test_fixed_vectors),
        cmocka_unit_test(test_every_refusal),
        cmocka_unit_test(test_no_number_is_favoured),
        cmocka_unit_test(test_no_order_is_favoured),
        cmocka_unit_test(test_every_pattern_of_declining),
        cmocka_unit_test(test_conflicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
