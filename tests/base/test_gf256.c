/* The field: every product and inverse against the definition. Sharing: every k of n up to 5, every
 * choice of k shares gives the secret, k - 1 shares leave every secret possible. */
#include "../test.h"
#include "base/core/gf256.h"

/* The definition: polynomials over GF(2), multiplied, then divided by x^8 + x^4 + x^3 + x + 1. */
static unsigned
product(unsigned a, unsigned b)
{
    unsigned out = 0;
    for (unsigned i = 0; i < 8; i++)
        if (b >> i & 1)
            out ^= a << i;
    for (unsigned i = 15; i >= 8; i--)
        if (out >> i & 1)
            out ^= 0x11bu << (i - 8);
    return out;
}

static void
test_every_product(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++)
            assert_int_equal(gf256_mul((uint8_t)a, (uint8_t)b), product(a, b));
}

static void
test_every_inverse(void **state)
{
    (void)state;
    assert_int_equal(gf256_inverse(0), 0);
    for (unsigned a = 1; a < 256; a++)
        assert_int_equal(gf256_mul((uint8_t)a, gf256_inverse((uint8_t)a)), 1);
}

/* 3 generates the whole group: the powers are 255 different elements. */
static void
test_generator(void **state)
{
    bool seen[256] = {false};
    uint8_t x = 1;
    (void)state;
    for (int i = 0; i < 255; i++) {
        assert_false(seen[x]);
        seen[x] = true;
        x = gf256_mul(x, 3);
    }
    assert_int_equal(x, 1);
    assert_false(seen[0]);
}

enum { SIZE = 7, N = 5 };

static void
every_choice(const uint8_t *shares, size_t k, size_t n, const uint8_t *secret)
{
    for (unsigned set = 1; set < 1u << n; set++) {
        const uint8_t *share[N];
        uint8_t x[N], out[SIZE], again[SIZE];
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (set >> i & 1) {
                x[m] = (uint8_t)(i + 1);
                share[m++] = shares + i * SIZE;
            }
        if (m < k)
            continue;
        share_join(x, share, k, SIZE, 0, out);
        assert_memory_equal(out, secret, SIZE);
        assert_true(share_fit(x, share, m, k, SIZE));
        share_join(x, share, k, SIZE, x[m - 1], again);
        assert_memory_equal(again, share[m - 1], SIZE);
    }
}

static void
test_every_k_of_n(void **state)
{
    uint8_t secret[SIZE] = {0, 1, 2, 77, 128, 254, 255}, random[(N - 1) * SIZE], shares[N * SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof(random); i++)
        random[i] = (uint8_t)(i * 89 + 31);
    for (size_t n = 1; n <= N; n++)
        for (size_t k = 1; k <= n; k++) {
            share_split(secret, SIZE, random, k, n, shares);
            every_choice(shares, k, n, secret);
        }
}

/* One share of two: for every value of it, each of the 256 secrets fits exactly one coefficient. */
static void
test_fewer_say_nothing(void **state)
{
    (void)state;
    for (unsigned share = 0; share < 256; share++) {
        bool possible[256] = {false};
        for (unsigned random = 0; random < 256; random++)
            for (unsigned secret = 0; secret < 256; secret++) {
                uint8_t out[2], s = (uint8_t)secret, r = (uint8_t)random;
                share_split(&s, 1, &r, 2, 2, out);
                if (out[1] == share) {
                    assert_false(possible[secret]);
                    possible[secret] = true;
                    break;
                }
            }
        for (unsigned secret = 0; secret < 256; secret++)
            assert_true(possible[secret]);
    }
}

static void
test_damage_is_seen(void **state)
{
    uint8_t secret[SIZE] = "abcdef", random[SIZE] = "ghijkl", shares[3 * SIZE];
    const uint8_t x[] = {1, 2, 3}, *share[3] = {shares, shares + SIZE, shares + 2 * SIZE};
    (void)state;
    share_split(secret, SIZE, random, 2, 3, shares);
    for (size_t i = 0; i < sizeof(shares); i++) {
        shares[i] ^= 1;
        assert_false(share_fit(x, share, 3, 2, SIZE));
        assert_true(share_fit(x, share, 2, 2, SIZE)); /* two are always on a line */
        shares[i] ^= 1;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_product),     cmocka_unit_test(test_every_inverse),
        cmocka_unit_test(test_generator),         cmocka_unit_test(test_every_k_of_n),
        cmocka_unit_test(test_fewer_say_nothing), cmocka_unit_test(test_damage_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
