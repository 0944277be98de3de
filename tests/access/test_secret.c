/* Tokens, passwords and one-time codes: the published vectors, the rules, and that nothing tells
 * whether somebody exists. */
#include <time.h>

#include "../test.h"
#include "access/secret.h"
#include "access/session.h"
#include "access/totp.h"
#include "words/access.h"

static void
test_tokens(void **state)
{
    char a[TOKEN_TEXT_MAX], b[TOKEN_TEXT_MAX], hash[SHA256_HEX_MAX];
    (void)state;
    assert_int_equal(strlen(token_make(a)), 43);
    assert_string_not_equal(a, token_make(b));
    assert_string_equal(token_hash("abc", hash),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(text_same("abc", "abc"));
    assert_false(text_same("abc", "abd"));
    assert_false(text_same("abc", "abcd"));
    assert_true(text_same("", ""));
}

static void
test_passwords(void **state)
{
    static const struct {
        const char *password;
        enum msg msg; /* 0: fine */
        const char *why;
    } cases[] = {
        {"Kunming-2026x", 0, "three classes"},
        {"tall horse 7 staple", 0, "small letters, digits, blanks"},
        {"骏马奔腾千里之外a1", 0, "Chinese signs are signs of their own"},
        {"Short-1x", M_PASSWORD_SHORT, "eight"},
        {"骏马a1", M_PASSWORD_SHORT, "characters count, not bytes"},
        {"onlysmallletters", M_PASSWORD_PLAIN, "one class"},
        {"smalland12345678", M_PASSWORD_PLAIN, "two classes"},
        {"Password-2026", M_PASSWORD_COMMON, "everybody's"},
        {"xx-Li.Wei-2026", M_PASSWORD_COMMON, "the login is in it, capital or small"},
        {"Bell\aring-2026", M_PASSWORD_SIGNS, "a control character"},
        {"Broken-\xff-2026", M_PASSWORD_SIGNS, "no UTF-8"},
    };
    char longest[PASSWORD_MAX + 2];
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool ok = password_fine(cases[i].password, "li.wei", &e);
        if (ok != (cases[i].msg == 0) || (!ok && e.msg != cases[i].msg))
            fail_msg("%s: %s", cases[i].password, cases[i].why);
    }
    for (size_t i = 0; i <= PASSWORD_MAX; i++)
        longest[i] = "aB3-"[i % 4];
    longest[PASSWORD_MAX + 1] = '\0';
    assert_false(password_fine(longest, "li.wei", &e));
    longest[PASSWORD_MAX] = '\0';
    assert_true(password_fine(longest, "li.wei", &e));
}

/* Processor time, so that a busy machine does not matter. */
static double
seconds(const char *password, const char *hash, bool want)
{
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    assert_int_equal(password_is(password, hash), want);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Who does not exist takes as long as who does; a password too long to be one does too. */
static void
test_nobody_takes_as_long(void **state)
{
    char hash[PASSWORD_HASH_MAX], other[PASSWORD_HASH_MAX], tall[PASSWORD_MAX + 100] = "";
    struct err e;
    (void)state;
    memset(tall, 'x', sizeof(tall) - 1);
    assert_true(password_hash("Kunming-2026x", hash, &e));
    assert_true(password_hash("Kunming-2026x", other, &e));
    assert_string_not_equal(hash, other); /* salted */
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
    double right = seconds("Kunming-2026x", hash, true);
    double wrong = seconds("Kunming-2027x", hash, false);
    double nobody = seconds("Kunming-2026x", "", false), large = seconds(tall, hash, false);
    assert_true(nobody > wrong / 3 && nobody < wrong * 3);
    assert_true(right > wrong / 3 && right < wrong * 3);
    assert_true(large > wrong / 3 && large < wrong * 3);
}

/* RFC 4226, appendix D. */
static void
test_hotp(void **state)
{
    static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
    char code[TOTP_CODE_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++)
        assert_string_equal(hotp_code((const uint8_t *)"12345678901234567890", 20, i, code),
                            codes[i]);
}

/* RFC 6238, appendix B: the last six of its eight digits. */
static void
test_totp(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } cases[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    static const char secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; /* 12345678901234567890 */
    char code[TOTP_CODE_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(totp_code(secret, cases[i].seconds * 1000000, code));
        assert_string_equal(code, cases[i].code);
    }
    assert_false(totp_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", 0, code)); /* no 1 in base32 */
    assert_false(totp_code("GEZDGNBV", 0, code));
}

/* Every step from three before to three after, with every last step around: the definition. */
static void
test_totp_window(void **state)
{
    char secret[TOTP_SECRET_TEXT_MAX], code[TOTP_CODE_MAX];
    int64_t at = INT64_C(1790000000) * 1000000, now = at / 1000000 / TOTP_STEP, step;
    (void)state;
    totp_secret_make(secret);
    for (int64_t d = -3; d <= 3; d++)
        for (int64_t last = now - 4; last <= now + 4; last++) {
            assert_true(totp_code(secret, (now + d) * TOTP_STEP * 1000000, code));
            bool want = d >= -TOTP_DRIFT && d <= TOTP_DRIFT && now + d > last;
            assert_int_equal(totp_is(secret, code, at, last, &step), want);
            if (want)
                assert_int_equal(step, now + d);
        }
    assert_false(totp_is(secret, "", at, 0, &step));
    assert_false(totp_is(secret, "12345", at, 0, &step));
    assert_false(totp_is(secret, "1234567", at, 0, &step));
    assert_false(totp_is("", "123456", at, 0, &step));
}

static void
test_cookie(void **state)
{
    static const struct {
        const char *header, *token;
    } cases[] = {
        {NULL, NULL},
        {"", NULL},
        {"a=b", NULL},
        {"__Host-jicai=abc", "abc"},
        {"a=b; __Host-jicai=abc; c=d", "abc"},
        {"x__Host-jicai=abc", NULL},
        {"__Host-jicai=one; __Host-jicai=two", "one"},
        {"__Host-jicai=0123456789012345678901234567890123456789012",
         "0123456789012345678901234567890123456789012"},
        {"__Host-jicai=01234567890123456789012345678901234567890123", ""},
    };
    struct arena *a = arena_new(1 << 16);
    char one[SHA256_HEX_MAX], other[SHA256_HEX_MAX], hash[SHA256_HEX_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *token = cookie_token(a, cases[i].header);
        if (cases[i].token == NULL)
            assert_null(token);
        else
            assert_string_equal(token, cases[i].token);
    }
    const char *set = cookie_set(a, "abc");
    assert_non_null(strstr(set, "HttpOnly"));
    assert_non_null(strstr(set, "Secure"));
    assert_non_null(strstr(set, "SameSite=Strict"));
    /* Bound to the session, and not what is stored of it. */
    assert_string_not_equal(session_csrf("abc", one), session_csrf("abd", other));
    assert_string_not_equal(one, token_hash("abc", hash));
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_passwords),
        cmocka_unit_test(test_nobody_takes_as_long),
        cmocka_unit_test(test_hotp),
        cmocka_unit_test(test_totp),
        cmocka_unit_test(test_totp_window),
        cmocka_unit_test(test_cookie),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
