/* SHA-256 and SM3: the vectors of their standards, and OpenSSL for every length and chunking. */
#include "../test.h"

#include <openssl/evp.h>

#include "base/core/sha256.h"
#include "base/core/sm3.h"

static void
test_published_vectors(void **state)
{
    static const char abcd[] = "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd";
    static const struct {
        const char *why, *text, *sha256, *sm3;
    } examples[] = {
        {"FIPS 180 B.1, GB/T 32905 A.1", "abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
        {"GB/T 32905 A.2: one whole block", abcd, NULL,
         "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
        {"FIPS 180 B.2", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", NULL},
        {"nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"},
    };
    uint8_t digest[32];
    char text[65];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        sha256_of(examples[i].text, strlen(examples[i].text), digest);
        if (examples[i].sha256 != NULL)
            assert_string_equal(sha256_text(digest, text), examples[i].sha256);
        sm3_of(examples[i].text, strlen(examples[i].text), digest);
        if (examples[i].sm3 != NULL)
            assert_string_equal(sm3_text(digest, text), examples[i].sm3);
    }
}

/* Every length from 0 to 300, taken in pieces of every length that matters. */
static void
test_as_openssl_says(void **state)
{
    static const size_t pieces[] = {1, 3, 7, 55, 56, 57, 63, 64, 65, 119, 120, 128, 300};
    uint8_t bytes[300], want_sha[32], want_sm3[32], got[32];
    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)(i * 167 + 13);
    for (size_t n = 0; n <= sizeof(bytes); n++) {
        assert_true(EVP_Digest(bytes, n, want_sha, NULL, EVP_sha256(), NULL));
        assert_true(EVP_Digest(bytes, n, want_sm3, NULL, EVP_sm3(), NULL));
        for (size_t p = 0; p < COUNT(pieces); p++) {
            struct sha256 a;
            struct sm3 b;
            sha256_init(&a);
            sm3_init(&b);
            for (size_t at = 0; at < n; at += pieces[p]) {
                size_t some = n - at < pieces[p] ? n - at : pieces[p];
                sha256_add(&a, bytes + at, some);
                sm3_add(&b, bytes + at, some);
            }
            sha256_end(&a, got);
            assert_memory_equal(got, want_sha, 32);
            sm3_end(&b, got);
            assert_memory_equal(got, want_sm3, 32);
        }
    }
}

static void
test_digest_read_back(void **state)
{
    uint8_t digest[32], back[32], kept[32];
    char text[65];
    (void)state;
    for (int i = 0; i < 32; i++)
        digest[i] = (uint8_t)(i * 8 + 7);
    sm3_text(digest, text);
    assert_true(sm3_parse(back, text));
    assert_memory_equal(back, digest, 32);
    memcpy(kept, back, 32);
    text[10] = 'g';
    assert_false(sm3_parse(back, text));
    text[10] = 'A';
    assert_true(sm3_parse(back, text));
    assert_int_equal(back[5] >> 4, 10);
    text[63] = '\0';
    memcpy(back, kept, 32);
    assert_false(sm3_parse(back, text));
    assert_memory_equal(back, kept, 32);
    assert_false(sm3_parse(back, ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_vectors),
        cmocka_unit_test(test_as_openssl_says),
        cmocka_unit_test(test_digest_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
