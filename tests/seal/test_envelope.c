/* Sealed bids: sealed, opened by every choice of officers; every way in which one is void; copies;
 * what the sealed form shows. */
#include "../test.h"
#include "base/core/hex.h"
#include "seal/shares.h"
#include "words/seal.h"

static struct arena *a;
static struct err e;
static struct key officer[4], signer[2];
static struct officers to;

#define PRICE "987.65"

static int
group_setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(officer); i++)
        if (!key_make(&officer[i], KEY_OFFICER, &e))
            return 1;
    return key_make(&signer[0], KEY_ED25519, &e) && key_make(&signer[1], KEY_SM2, &e) ? 0 : 1;
}

static int
setup(void **state)
{
    static const char *const codes[] = {"张三", "李四", "王五"};
    (void)state;
    a = arena_new(16 << 20);
    to = (struct officers){
        .pool = 500000, .project = "CS-1", .deadline = "2026-05-01 17:00:00", .k = 2, .n = 3};
    for (size_t i = 0; i < to.n; i++) {
        to.officer[i].code = codes[i];
        memcpy(to.officer[i].public, officer[i].public, OFFICER_KEY_SIZE);
    }
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *
seal(const char *bidder, size_t offers, size_t *n)
{
    struct bid_text b = {.pool = 500000, .project = "CS-1", .group = "A", .bidder = bidder};
    const char *text;
    b.offer = arena_array(a, struct offer, offers);
    b.n = offers;
    for (size_t i = 0; i < offers; i++) { /* from the last to the first */
        b.offer[i] = (struct offer){.product = arena_printf(a, "P%03d", (int)(offers - i)),
                                    .unit = "A",
                                    .capacity = -1,
                                    .regions = "500103;500105",
                                    .other_prices = "",
                                    .signs_cut = true};
        assert_true(money_parse(&b.offer[i].price, PRICE));
    }
    if (!envelope_seal(&text, n, a, &b, &to, &signer[offers % 2], &e))
        fail();
    return text;
}

static void
parse(struct envelope *v, const char *text, size_t n)
{
    char said[ERR_TEXT_MAX];
    if (!envelope_parse(v, a, text, n, "x", &e))
        fail_msg("%s", err_text(&e, LANG_EN, said));
}

/* Shares of a set of officers, as they would open them. */
static size_t
shares_of(const struct envelope *v, unsigned set, size_t place[], uint8_t share[][SHARE_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (set >> i & 1) {
            assert_true(envelope_share(v, &officer[i], share[n], &place[n]));
            n++;
        }
    return n;
}

static enum open_verdict
open_by(const struct envelope *v, unsigned set, struct opened *out)
{
    uint8_t share[SHARE_COUNT_MAX][SHARE_SIZE];
    size_t place[SHARE_COUNT_MAX];
    size_t n = shares_of(v, set, place, share);
    envelope_open(v, a, place, share, n, out);
    return out->verdict;
}

static void
test_every_choice_of_officers(void **state)
{
    static const char *const names[] = {"ok", "signature", "shares"};
    struct envelope v;
    struct opened out;
    size_t n;
    (void)state;
    const char *text = seal("C1", 2, &n);
    parse(&v, text, n);
    assert_true(v.signature_holds);
    assert_int_equal(v.size, n);
    for (unsigned set = 0; set < 8; set++) {
        bool enough = set == 3 || set >= 5;
        enum open_verdict verdict = open_by(&v, set, &out);
        assert_string_equal(open_verdict_name(verdict), enough ? names[0] : names[2]);
        if (!enough)
            continue;
        assert_int_equal(out.bid.n, 2);
        assert_string_equal(out.bid.offer[0].product, "P001"); /* in order */
        assert_int_equal(out.bid.offer[1].price.units, 9876500);
        assert_int_equal(out.bid.offer[1].capacity, -1);
        assert_string_equal(out.bid.bidder, "C1");
        struct opened again; /* with the published key, anybody */
        envelope_open_with(&v, a, out.key, &again);
        assert_int_equal(again.verdict, OPEN_OK);
    }
}

/* The size of what is sealed moves in steps of 4 KiB; prices and keys stand nowhere in it. */
static void
test_says_nothing(void **state)
{
    size_t n1, n2, n30, n60;
    struct envelope v;
    struct opened out;
    char key[2 * CONTENT_KEY_SIZE + 1];
    (void)state;
    const char *one = seal("C1", 2, &n1); /* all signed by signer[0]: of one length */
    (void)seal("C1", 4, &n2);
    (void)seal("C1", 30, &n30);
    (void)seal("C1", 120, &n60);
    assert_int_equal(n1, n2);
    assert_int_equal(n1, n30);
    assert_true(n60 > n1);
    assert_null(strstr(one, PRICE));
    assert_null(strstr(one, "P001"));
    parse(&v, one, n1);
    assert_int_equal(open_by(&v, 7, &out), OPEN_OK);
    assert_null(strstr(one, hex_text(out.key, CONTENT_KEY_SIZE, key)));
}

/* A stranger signs another's ciphertext as his own bid: it opens, and names the wrong bidder. */
static void
test_copied(void **state)
{
    struct envelope v;
    struct opened out;
    size_t n;
    uint8_t signature[SIGNATURE_MAX];
    size_t signature_n;
    char hex[2 * SIGNATURE_MAX + 1], key[KEY_HEX_MAX];
    (void)state;
    char *text = arena_strdup(a, seal("C1", 2, &n));
    char *name = strstr(text, "bidder\tC1\n");
    name[8] = '2'; /* C2 */
    parse(&v, text, n);
    assert_false(v.signature_holds);
    assert_int_equal(open_by(&v, 7, &out), OPEN_SIGNATURE);
    *strstr(text, "signed_by\t") = '\0';
    char *own = arena_printf(a, "%ssigned_by\ted25519\t%s\n", text, key_public_hex(&signer[0], key));
    assert_true(sign_bytes(&signer[0], own, strlen(own), signature, &signature_n, &e));
    own = arena_printf(a, "%ssignature\t%s\n", own, hex_text(signature, signature_n, hex));
    parse(&v, own, strlen(own));
    assert_true(v.signature_holds);
    assert_int_equal(open_by(&v, 7, &out), OPEN_COPIED);
    assert_string_equal(out.bid.bidder, "C1"); /* whose it is */
}

/* Inside out: what a dishonest bidder could sign. */
static void
test_void(void **state)
{
    struct envelope v;
    struct opened out;
    uint8_t share[SHARE_COUNT_MAX][SHARE_SIZE];
    size_t place[SHARE_COUNT_MAX], n;
    (void)state;
    const char *text = seal("C1", 2, &n);
    parse(&v, text, n);
    shares_of(&v, 7, place, share);
    share[2][5] ^= 1; /* a share that is not on the line, with its hash published so */
    sha256_of(share[2], SHARE_SIZE, v.share_hash[2]);
    envelope_open(&v, a, place, share, 3, &out);
    assert_int_equal(out.verdict, OPEN_SPLIT);
    envelope_open(&v, a, place, share, 2, &out);
    assert_int_equal(out.verdict, OPEN_OK);
    v.key_hash[0] ^= 1;
    envelope_open(&v, a, place, share, 2, &out);
    assert_int_equal(out.verdict, OPEN_KEY);
    assert_false(out.key_known);
    v.key_hash[0] ^= 1;
    v.cipher[17] ^= 1;
    envelope_open(&v, a, place, share, 2, &out);
    assert_int_equal(out.verdict, OPEN_CIPHER);
}

static void
test_shares_of_an_officer(void **state)
{
    const char *text;
    char *all;
    struct shares s;
    struct envelope v;
    int64_t good, bad;
    size_t n1, n2, n;
    (void)state;
    const char *one = seal("C1", 1, &n1), *two = seal("C2", 2, &n2);
    all = arena_printf(a, "%s%s", one, two);
    assert_true(shares_open(&text, &n, a, all, n1 + n2, "x", &officer[1], &good, &bad, &e));
    assert_int_equal(good, 2);
    assert_int_equal(bad, 0);
    assert_true(shares_parse(&s, a, arena_strdup(a, text), n, "x", &e));
    assert_string_equal(s.officer, "李四");
    assert_int_equal(s.n, 2);
    parse(&v, two, n2);
    assert_string_equal(s.list[1].sha256, v.sha256);
    assert_true(share_matches(&v, 1, s.list[1].share));
    assert_false(share_matches(&v, 0, s.list[1].share));
    assert_false(share_matches(&v, 1, s.list[0].share));
    assert_false(shares_open(&text, &n, a, all, n1 + n2, "x", &officer[3], &good, &bad, &e));
    assert_int_equal(e.msg, M_SHARE_NOT_YOURS);
    assert_false(shares_open(&text, &n, a, all, n1 + n2, "x", &signer[0], &good, &bad, &e));
    assert_int_equal(e.msg, M_KEY_NOT_OFFICER);
    assert_false(shares_open(&text, &n, a, all, n1 + n2 - 1, "x", &officer[0], &good, &bad, &e));
    assert_int_equal(e.msg, M_SEAL_FORM);
    all = arena_strdup(a, one); /* sealed to him, but another share than the published one */
    char *hash = strstr(all, "officer\t1\t");
    hash = strchr(hash, '\n') - 1;
    *hash = *hash == '0' ? '1' : '0';
    assert_true(shares_open(&text, &n, a, all, n1, "x", &officer[0], &good, &bad, &e));
    assert_int_equal(bad, 1);
    assert_true(shares_parse(&s, a, arena_strdup(a, text), n, "x", &e));
    assert_false(s.list[0].opens);
}

static void
test_officers(void **state)
{
    struct officers again;
    char *text = officers_text(a, &to);
    size_t n = strlen(text);
    (void)state;
    assert_true(officers_parse(&again, arena_strdup(a, text), n, "x", &e));
    assert_string_equal(officers_text(a, &again), text);
    assert_false(officers_parse(&again, arena_strdup(a, text), n - 1, "x", &e));
    for (size_t k = 0; k <= 4; k++) {
        to.k = k;
        assert_int_equal(officers_check(&to, &e), k == 2 || k == 3);
    }
    to.k = 2;
    to.officer[2] = to.officer[1];
    assert_false(officers_check(&to, &e));
    assert_int_equal(e.msg, M_OFFICER_TWICE);
    memset(to.officer[2].public, 0, OFFICER_KEY_SIZE); /* of small order */
    to.officer[2].code = "x";
    assert_false(officers_check(&to, &e));
    assert_int_equal(e.msg, M_OFFICER_KEY);
}

/* Every single byte changed: refused, or not signed any more. */
static void
test_every_byte(void **state)
{
    size_t n;
    (void)state;
    char *text = arena_strdup(a, seal("C1", 1, &n));
    for (size_t i = 0; i < n; i += i > 3000 && i < n - 600 ? 97 : 1) {
        struct arena *kept = a;
        struct envelope v;
        a = arena_new(1 << 20);
        text[i] ^= 1;
        if (envelope_parse(&v, a, text, n, "x", &e))
            assert_false(v.signature_holds);
        text[i] ^= 1;
        arena_free(a);
        a = kept;
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_choice_of_officers), TEST(test_says_nothing), TEST(test_copied),
        TEST(test_void), TEST(test_shares_of_an_officer), TEST(test_officers),
        TEST(test_every_byte),
    };
    return cmocka_run_group_tests(tests, group_setup, NULL);
}
