/* Keys: made, locked, unlocked; wrong passphrases, changed files, keys of another kind. */
#include "../test.h"
#include "seal/key.h"
#include "words/seal.h"

static struct arena *a;

static int
setup(void **state)
{
    (void)state;
    a = arena_new(1 << 20);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static bool
unlock(struct key *out, const char *text, const char *passphrase, struct err *e)
{
    char *copy = arena_strdup(a, text);
    return key_unlock(out, copy, strlen(copy), passphrase, "x.key", e);
}

static void
test_lock(void **state)
{
    (void)state;
    for (int kind = 0; kind < KEY_KINDS; kind++) {
        struct key k, public, again;
        struct err e;
        assert_true(key_make(&k, (enum key_kind)kind, &e));
        const char *locked = key_locked_text(a, &k, "明月几时有");
        char *text = key_public_text(a, &k), *copy = arena_strdup(a, text);
        assert_true(key_public_read(&public, copy, strlen(copy), "x.pub", &e));
        assert_int_equal(public.secret_n, 0);
        assert_memory_equal(public.public, k.public, k.public_n);
        assert_true(unlock(&again, locked, "明月几时有", &e));
        assert_int_equal(again.secret_n, k.secret_n);
        assert_memory_equal(again.secret, k.secret, k.secret_n);
        assert_false(unlock(&again, locked, "明月几时有 ", &e));
        assert_int_equal(e.code, ERR_DENIED);
        assert_int_equal(e.msg, M_KEY_PASSPHRASE);
        char *broken = arena_strdup(a, locked);
        broken[strlen(broken) - 2] ^= 1; /* a digit of the box */
        assert_false(unlock(&again, broken, "明月几时有", &e));
        key_wipe(&k);
        assert_int_equal(k.secret_n, 0);
    }
}

/* The public part of another key before a box: seen, not used. */
static void
test_exchanged_public_part(void **state)
{
    struct key one, two, again;
    struct err e;
    (void)state;
    assert_true(key_make(&one, KEY_OFFICER, &e) && key_make(&two, KEY_OFFICER, &e));
    memcpy(one.public, two.public, OFFICER_KEY_SIZE);
    assert_false(unlock(&again, key_locked_text(a, &one, "x"), "x", &e));
    assert_int_equal(e.msg, M_KEY_NO_PAIR);
}

static void
test_signatures(void **state)
{
    static const char text[] = "集中带量采购";
    (void)state;
    for (int kind = KEY_ED25519; kind < KEY_KINDS; kind++) {
        struct key k, other;
        struct err e;
        uint8_t s[SIGNATURE_MAX];
        size_t n;
        assert_true(key_make(&k, (enum key_kind)kind, &e));
        assert_true(key_make(&other, (enum key_kind)kind, &e));
        assert_true(sign_bytes(&k, text, sizeof(text), s, &n, &e));
        assert_true(sign_holds(&k, text, sizeof(text), s, n));
        assert_false(sign_holds(&k, text, sizeof(text) - 1, s, n));
        assert_false(sign_holds(&other, text, sizeof(text), s, n));
        for (size_t i = 0; i < n; i++) {
            s[i] ^= 1;
            assert_false(sign_holds(&k, text, sizeof(text), s, n));
            s[i] ^= 1;
        }
        k.kind = kind == KEY_SM2 ? KEY_ED25519 : KEY_SM2;
        assert_false(sign_holds(&k, text, sizeof(text), s, n));
        assert_false(sign_bytes(&k, text, sizeof(text), s, &n, &e));
    }
}

static void
test_bad_files(void **state)
{
    static const char *const cases[] = {
        "",
        "jicai-public-key-1\n",
        "jicai-public-key-1\nkind\tofficer\npublic\t00\n",
        "jicai-public-key-1\nkind\trsa\npublic\t00\n",
        "jicai-public-key-1\nkind\ted25519\npublic\t302a300506032b6570032100\n",
        "jicai-key-1\nkind\tofficer\n",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct key k;
        struct err e;
        char *text = arena_strdup(a, cases[i]);
        assert_false(key_public_read(&k, text, strlen(text), "x", &e));
        assert_int_equal(e.msg, M_SEAL_FORM);
        assert_false(unlock(&k, cases[i], "", &e));
        assert_int_equal(e.msg, M_SEAL_FORM);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_exchanged_public_part, setup, teardown),
        cmocka_unit_test_setup_teardown(test_signatures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_files, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
