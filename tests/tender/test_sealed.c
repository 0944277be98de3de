/* Sealed bids on both databases: filed, replaced, withdrawn, late; shares good, bad, missing, by
 * strangers; every fate at the opening; what a dump of the database shows before it; two openings;
 * what-if. */
#include "../db/fresh.h"
#include "base/core/hex.h"
#include "registry/commitment.h"
#include "registry/company.h"
#include "registry/product.h"
#include "registry/signing_key.h"
#include "tender/bid.h"
#include "tender/opening.h"
#include "tender/opening_check.h"
#include "tender/query.h"
#include "words/seal.h"

#define DB fresh_db, fresh_arena
#define POOL 500000
#define P "CS-1"
#define C1 "91330100799655058B"
#define C2 "92370102MA3M9AG94X"
#define C3 "91110000802100433B"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define X3 "C0101010011303807557"
#define BEFORE "2026-04-30 09:00:00"
#define LATER "2026-04-30 10:00:00"
#define DEADLINE "2026-05-01 17:00:00"
#define AFTER "2026-05-01 17:00:01"
#define MORNING "2026-05-02 09:00:00"
#define PRICE "4321.98"

static struct err e;
static enum put how;
static struct key officer[3], signer[3];
static const char *const company[] = {C1, C2, C3}, *const product[] = {X1, X2, X3};
static const char *const code[] = {"zhang", "li", "wang"};
static struct officers to;

static int
group_setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++)
        if (!key_make(&officer[i], KEY_OFFICER, &e) ||
            !key_make(&signer[i], i == 1 ? KEY_SM2 : KEY_ED25519, &e))
            return 1;
    return 0;
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    for (size_t i = 0; i < 3; i++) {
        const struct company c = {.code = company[i], .name = "x", .country = "CN",
            .registrant = true, .agent = "", .controller = "", .region = "", .successor = ""};
        const struct product x = {.code = product[i], .name = "x", .spec = "", .model = "",
            .company = company[i], .class = "", .unit = "piece", .certificate = "", .udi = "",
            .generic_name = "", .form = "", .strength = ""};
        const struct signing_key k = {.party = company[i], .key = signer[i], .certificate = ""};
        OK(company_put(DB, &c, &how, &e));
        OK(product_put(DB, &x, &how, &e));
        OK(signing_key_put(DB, &k, &how, &e));
        for (size_t j = 0; j < COMMITMENTS; j++)
            OK(commitment_put(DB, company[i], commitment_names[j], (date){20000}, "", &how, &e));
    }
    fresh_sql("INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
        "cycle_months, rules, rules_sha256) VALUES (500000, 'CS-1', 'x', 'chongqing', "
        "'high_value', 'alliance', '2026-05-01', '2026-09-01', 24, '', '')");
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'A', 'a', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'B', 'b', 'piece', '', 0, 0)");
    to = (struct officers){.pool = POOL, .project = P, .deadline = DEADLINE, .k = 2, .n = 3};
    for (size_t i = 0; i < 3; i++) {
        to.officer[i].code = code[i];
        memcpy(to.officer[i].public, officer[i].public, OFFICER_KEY_SIZE);
    }
    OK(fix_officers(DB, &to, BEFORE, &how, &e));
    return rc;
}

static const char *
sealed(size_t who, const char *bidder, const char *group, const char *what, const char *price,
       size_t *n)
{
    struct offer o = {.product = what, .unit = "", .capacity = -1, .regions = "",
                      .other_prices = "", .signs_cut = true};
    struct bid_text b = {.pool = POOL, .project = P, .group = group, .bidder = bidder,
                         .offer = &o, .n = 1};
    const char *text;
    assert_true(money_parse(&o.price, price));
    OK(envelope_seal(&text, n, fresh_arena, &b, &to, &signer[who], &e));
    return text;
}

static bool
file_text(const char *text, size_t n, const char *now, struct filed *f)
{
    return file_bid(DB, POOL, P, "", text, n, now, f, &e);
}

static struct filed
file_one(size_t who, const char *group, const char *price, const char *now)
{
    struct filed f;
    size_t n;
    const char *text = sealed(who, company[who], group, product[who], price, &n);
    OK(file_text(text, n, now, &f));
    return f;
}

/* The envelopes as the officers get them. */
static char *
published(size_t *n)
{
    char *text;
    int64_t bids;
    FILE *f = open_memstream(&text, n);
    OK(sealed_write(fresh_db, POOL, P, AFTER, f, &bids, &e));
    fclose(f);
    arena_defer(fresh_arena, free, text);
    return text;
}

static const char *
shares_of(size_t who, size_t *n)
{
    const char *text;
    int64_t good, bad;
    size_t all_n;
    char *all = published(&all_n);
    OK(shares_open(&text, n, fresh_arena, all, all_n, "x", &officer[who], &good, &bad, &e));
    return text;
}

static bool
hand_in(char *text, const char *by, struct handed_in *out)
{
    struct shares s;
    OK(shares_parse(&s, fresh_arena, text, strlen(text), "x", &e));
    return hand_in_shares(DB, POOL, P, by, &s, AFTER, out, &e);
}

static void
came(size_t who)
{
    struct handed_in in;
    size_t n;
    OK(hand_in(arena_strdup(fresh_arena, shares_of(who, &n)), code[who], &in));
    assert_int_equal(in.bad + in.closed + in.unknown, 0);
}

static struct bid_opening
opening(const char *now, bool final)
{
    struct bid_opening b = {
        .a = fresh_arena, .pool = POOL, .project = P, .now = now, .final = final};
    OK(db_tx(fresh_db, POOL, open_bids, &b, &e));
    return b;
}

static struct opening_record
record(void)
{
    struct opening_record r;
    OK(opening_record_get(DB, POOL, P, &r, &e));
    return r;
}

/* A group that is bought as a system: a set of one a and two b. */
static void
file_set(size_t who, struct offer_part *part, size_t parts, int64_t price)
{
    struct offer o = {.product = product[who], .price = {price}, .unit = "", .capacity = -1, .regions = "",
                      .other_prices = "", .part = part, .parts = parts};
    struct bid_text b = {.pool = POOL, .project = P, .group = "A", .bidder = company[who], .offer = &o, .n = 1};
    struct filed f;
    const char *text;
    size_t n;
    OK(envelope_seal(&text, &n, fresh_arena, &b, &to, &signer[who], &e));
    OK(file_text(text, n, LATER, &f));
}

static void
test_systems(void **state)
{
    static const char *const parts[] = {"C0101010011303807561", "C0101010011303807562", "C0101010011303807563",
                                        "C0101010011303807564", "C0101010011303807565"};
    struct offer_part fine[] = {{"b", parts[1], {500000}, {0}}, {"a", parts[0], {1000000}, {0}}},
                      off[] = {{"a", parts[2], {1000000}, {0}}, {"b", parts[3], {500000}, {0}}},
                      twice[] = {{"a", parts[4], {1000000}, {0}}, {"b", parts[4], {500000}, {0}}};
    struct rows r;
    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        const struct product x = {.code = parts[i], .name = "x", .spec = "", .model = "", .company = company[i / 2],
            .class = "", .unit = "piece", .certificate = "", .udi = "", .generic_name = "", .form = "", .strength = ""};
        OK(product_put(DB, &x, &how, &e));
    }
    fresh_sql("INSERT INTO group_component VALUES (500000, 'CS-1', 'A', 'a', 'a', '', 1)");
    fresh_sql("INSERT INTO group_component VALUES (500000, 'CS-1', 'A', 'b', 'b', '', 2)");
    file_set(0, fine, 2, 2000000);
    file_set(1, off, 2, 2000001); /* 0.0001 yuan off */
    file_set(2, twice, 2, 2000000);
    came(0);
    came(1);
    struct bid_opening b = opening(AFTER, false);
    assert_int_equal(b.verdict, OPENING_DONE);
    assert_int_equal(b.opened, 1);
    assert_int_equal(b.voided, 2);
    OK(db_run(fresh_db, &q_bid_part_each, fresh_arena, &r, &e, v_int(POOL), v_text(P), v_text("A"), v_text(X1)));
    assert_int_equal(r.n, 2);
    assert_string_equal(row_text(&r, 0, 0), "a");
    assert_int_equal(row_int(&r, 1, 2), 500000);
}

static void
test_opened(void **state)
{
    struct bids bids;
    (void)state;
    assert_int_equal(file_one(0, "A", PRICE, BEFORE).version, 1);
    file_one(1, "A", "12.3456", BEFORE);
    struct bid_opening b = opening(DEADLINE, false);
    assert_int_equal(b.verdict, OPENING_EARLY);
    came(2);
    b = opening(AFTER, false);
    assert_int_equal(b.verdict, OPENING_POSTPONED);
    assert_int_equal(b.came, 1);
    OK(bid_list(DB, POOL, P, "A", &bids, &e));
    assert_int_equal(bids.n, 0);
    came(0);
    b = opening(MORNING, false);
    assert_int_equal(b.verdict, OPENING_DONE);
    assert_int_equal(b.opened, 2);
    OK(bid_list(DB, POOL, P, "A", &bids, &e));
    assert_int_equal(bids.n, 2);
    assert_int_equal(bids.list[0].price.units, 43219800);
    assert_string_equal(bids.list[0].filed_at, BEFORE);
    assert_true(bids.list[0].qualified);
    assert_int_equal(bids.list[1].price.units, 123456);
    const char *digest = fresh_digest();
    b = opening("2026-05-03 09:00:00", false); /* the second one finds it done */
    assert_int_equal(b.verdict, OPENING_ALREADY);
    assert_string_equal(digest, fresh_digest());
    struct opening_record r = record();
    assert_int_equal(r.rows, 2);
    assert_string_equal(r.row[0].outcome, "opened");
    assert_int_equal(r.row[0].good, 2);
    assert_int_equal(strlen(r.row[0].content_key), 2 * CONTENT_KEY_SIZE);
    assert_string_equal(r.opening.opened_at, MORNING);
}

static void
test_the_last_counts(void **state)
{
    struct bids bids;
    (void)state;
    file_one(0, "A", "10", BEFORE);
    struct filed f = file_one(0, "A", "9", LATER);
    assert_int_equal(f.how, FILING_REPLACED);
    assert_int_equal(f.version, 2);
    file_one(1, "A", "8", BEFORE);
    OK(withdraw_bid(DB, POOL, P, "A", C2, LATER, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(withdraw_bid(DB, POOL, P, "A", C2, LATER, &how, &e));
    assert_int_equal(how, PUT_SAME);
    file_one(2, "A", "7", BEFORE);
    OK(withdraw_bid(DB, POOL, P, "A", C3, LATER, &how, &e));
    f = file_one(2, "A", "6", DEADLINE); /* the last moment is in time */
    assert_int_equal(f.how, FILING_NEW);
    assert_int_equal(f.version, 2);
    assert_false(withdraw_bid(DB, POOL, P, "A", C1, AFTER, &how, &e));
    assert_int_equal(e.msg, M_BID_CLOSED);
    assert_false(withdraw_bid(DB, POOL, P, "B", C1, LATER, &how, &e));
    assert_int_equal(e.msg, M_BID_NONE);
    came(0);
    came(1);
    struct bid_opening b = opening(AFTER, false);
    assert_int_equal(b.opened, 2);
    assert_int_equal(b.withdrawn, 1);
    OK(bid_list(DB, POOL, P, "A", &bids, &e));
    assert_int_equal(bids.n, 2);
    assert_int_equal(bids.list[0].price.units, 90000);
    assert_int_equal(bids.list[1].price.units, 60000);
    struct opening_record r = record();
    assert_int_equal(r.rows, 3);
    assert_string_equal(r.row[2].company, C2); /* 92... after 91... */
    assert_string_equal(r.row[2].outcome, "withdrawn");
    assert_string_equal(r.row[2].content_key, ""); /* kept, unopened */
}

static void
test_late(void **state)
{
    struct filed f, again;
    size_t n;
    (void)state;
    const char *text = sealed(0, C1, "A", X1, PRICE, &n);
    OK(file_text(text, n, AFTER, &f));
    assert_int_equal(f.how, FILING_LATE);
    const char *receipt = filed_text(fresh_arena, &f, &n);
    assert_non_null(strstr(receipt, "outcome\tlate\n"));
    assert_non_null(strstr(receipt, f.sha256));
    const char *digest = fresh_digest();
    OK(file_text(text, strlen(text), MORNING, &again));
    assert_int_equal(again.how, FILING_LATE);
    assert_string_equal(again.at, AFTER); /* the first moment */
    assert_string_equal(digest, fresh_digest());
    struct bid_opening b = opening(MORNING, false); /* nothing that it takes officers for */
    assert_int_equal(b.verdict, OPENING_DONE);
    assert_int_equal(b.opened + b.voided, 0);
}

static void
test_same_again(void **state)
{
    struct filed f;
    size_t n;
    (void)state;
    const char *text = sealed(0, C1, "A", X1, PRICE, &n);
    OK(file_text(text, n, BEFORE, &f));
    const char *digest = fresh_digest();
    OK(file_text(text, n, LATER, &f));
    assert_int_equal(f.how, FILING_SAME);
    assert_string_equal(f.at, BEFORE);
    assert_string_equal(digest, fresh_digest());
}

static void
refused(const char *text, size_t n, const char *by, enum msg m)
{
    struct filed f;
    const char *digest = fresh_digest();
    assert_false(file_bid(DB, POOL, P, by, text, n, BEFORE, &f, &e));
    assert_int_equal(e.msg, m);
    assert_string_equal(digest, fresh_digest());
}

static void
test_refused(void **state)
{
    size_t n;
    (void)state;
    const char *text = sealed(0, C1, "A", X1, PRICE, &n);
    refused(text, n - 1, "", M_SEAL_FORM);
    refused(text, n, C2, M_BID_OTHER); /* another's session */
    char *copy = arena_strdup(fresh_arena, text);
    char *cipher = strstr(copy, "\ncipher\t") + 100;
    *cipher = *cipher == '0' ? '1' : '0';
    refused(copy, n, "", M_BID_SIGNATURE);
    text = sealed(1, C1, "A", X1, PRICE, &n); /* signed by another company's key */
    refused(text, n, "", M_BID_SIGNER);
    OK(signing_key_end(DB, C1, &signer[0], (date){20000}, &how, &e)); /* 2024-10-04 */
    text = sealed(0, C1, "A", X1, PRICE, &n);
    refused(text, n, "", M_BID_SIGNER);
    to.k = 3;
    text = sealed(1, C2, "A", X2, PRICE, &n);
    refused(text, n, "", M_BID_OFFICERS);
    to.k = 2;
    to.officer[1] = to.officer[0];
    text = sealed(1, C2, "A", X2, PRICE, &n);
    refused(text, n, "", M_BID_OFFICERS);
}

static void
test_officers_stay(void **state)
{
    (void)state;
    OK(fix_officers(DB, &to, LATER, &how, &e));
    assert_int_equal(how, PUT_SAME);
    to.k = 3;
    OK(fix_officers(DB, &to, LATER, &how, &e)); /* nobody has bid yet */
    assert_int_equal(how, PUT_CHANGED);
    file_one(0, "A", PRICE, LATER);
    to.k = 2;
    assert_false(fix_officers(DB, &to, LATER, &how, &e));
    assert_int_equal(e.msg, M_OPENING_FIXED);
    to.k = 3;
    OK(fix_officers(DB, &to, MORNING, &how, &e)); /* the same is the same */
    to.project = "CS-2";
    assert_false(fix_officers(DB, &to, MORNING, &how, &e));
    assert_int_equal(e.msg, M_OPENING_PAST);
}

static void
spoil(char *shares) /* the last digit of the first share */
{
    char *end = strchr(strstr(shares, "\nshare\t") + 1, '\n') - 1;
    *end = *end == '0' ? '1' : '0';
}

static void
test_a_bad_share(void **state)
{
    struct handed_in in;
    size_t n;
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    file_one(1, "B", PRICE, BEFORE);
    char *bad = arena_strdup(fresh_arena, shares_of(0, &n));
    spoil(bad);
    OK(hand_in(arena_strdup(fresh_arena, bad), "zhang", &in));
    assert_int_equal(in.good, 1);
    assert_int_equal(in.bad, 1);
    came(1);
    struct opening_record r = record();
    assert_int_equal(r.asides, 1);
    assert_string_equal(r.aside[0].officer, "zhang"); /* with the officer's name */
    assert_string_equal(r.aside[0].company, C1);
    struct bid_opening b = opening(AFTER, false);
    assert_int_equal(b.verdict, OPENING_LACKING); /* wang may still come */
    assert_int_equal(b.lacking, 1);
    came(2);
    const char *digest = fresh_digest();
    char *worse = arena_strdup(fresh_arena, shares_of(2, &n));
    spoil(worse);
    OK(hand_in(worse, "", &in)); /* a good one is never replaced */
    assert_string_equal(digest, fresh_digest());
    b = opening(AFTER, false);
    assert_int_equal(b.opened, 2);
    assert_int_equal(b.voided, 0);
}

static void
test_too_few_good_shares(void **state)
{
    struct handed_in in;
    struct bids bids;
    size_t n;
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    file_one(1, "B", PRICE, BEFORE);
    char *bad = arena_strdup(fresh_arena, shares_of(0, &n));
    spoil(bad);
    OK(hand_in(bad, "zhang", &in));
    came(1);
    struct bid_opening b = opening(AFTER, true);
    assert_int_equal(b.verdict, OPENING_DONE);
    assert_int_equal(b.opened, 1);
    assert_int_equal(b.voided, 1);
    struct opening_record r = record();
    assert_string_equal(r.row[0].outcome, "void");
    assert_string_equal(r.row[0].reason, "shares");
    assert_string_equal(r.row[0].content_key, "");
    assert_int_equal(r.row[0].good, 1);
    OK(bid_list(DB, POOL, P, "A", &bids, &e));
    assert_int_equal(bids.n, 0);
}

/* Prices are known: nothing is filed or taken back any more, also when the clock says it may be. */
static void
test_nothing_after_the_opening(void **state)
{
    struct filed f;
    size_t n;
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    file_one(1, "B", PRICE, BEFORE);
    came(0);
    came(1);
    assert_int_equal(opening(AFTER, false).verdict, OPENING_DONE);
    const char *text = sealed(0, C1, "A", X1, "1.00", &n);
    refused(text, n, "", M_OPENING_OVER);
    const char *digest = fresh_digest();
    assert_false(withdraw_bid(DB, POOL, P, "A", C1, BEFORE, &how, &e));
    assert_int_equal(e.msg, M_BID_CLOSED);
    assert_string_equal(digest, fresh_digest());
    OK(file_text(text, n, AFTER, &f)); /* late: only that it came is kept */
    assert_int_equal(f.how, FILING_LATE);
}

static void
test_shares_refused(void **state)
{
    struct handed_in in;
    struct shares s;
    size_t n;
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    char *text = arena_strdup(fresh_arena, shares_of(0, &n));
    OK(shares_parse(&s, fresh_arena, arena_strdup(fresh_arena, text), n, "x", &e));
    assert_false(hand_in_shares(DB, POOL, P, "", &s, DEADLINE, &in, &e));
    assert_int_equal(e.msg, M_OPENING_EARLY);
    assert_false(hand_in(arena_strdup(fresh_arena, text), "li", &in)); /* not his */
    assert_int_equal(e.msg, M_SHARE_OFFICER);
    s.officer = "nobody";
    assert_false(hand_in_shares(DB, POOL, P, "", &s, AFTER, &in, &e));
    assert_int_equal(e.msg, M_SHARE_OFFICER);
    s.officer = "zhang";
    s.project = "CS-2";
    assert_false(hand_in_shares(DB, POOL, P, "", &s, AFTER, &in, &e));
    assert_int_equal(e.msg, M_BID_PROJECT);
    s.project = P;
    s.list[0].bidder = C3; /* of no bid */
    OK(hand_in_shares(DB, POOL, P, "", &s, AFTER, &in, &e));
    assert_int_equal(in.unknown, 1);
    assert_int_equal(opening(AFTER, false).verdict, OPENING_POSTPONED);
}

/* Whoever copies an envelope of another signs a bid that names the other. */
static void
test_copied(void **state)
{
    uint8_t signature[SIGNATURE_MAX];
    char hex[2 * SIGNATURE_MAX + 1], key[KEY_HEX_MAX];
    struct filed f;
    size_t n, size;
    (void)state;
    char *text = arena_strdup(fresh_arena, sealed(0, C1, "A", X1, PRICE, &n));
    OK(file_text(text, n, BEFORE, &f));
    memcpy(strstr(text, "bidder\t") + 7, C3, strlen(C3));
    *strstr(text, "signed_by\t") = '\0';
    text = arena_printf(fresh_arena, "%ssigned_by\ted25519\t%s\n", text,
                        key_public_hex(&signer[2], key));
    OK(sign_bytes(&signer[2], text, strlen(text), signature, &size, &e));
    text = arena_printf(fresh_arena, "%ssignature\t%s\n", text, hex_text(signature, size, hex));
    OK(file_text(text, strlen(text), BEFORE, &f));
    came(0);
    came(2);
    struct bid_opening b = opening(AFTER, false);
    assert_int_equal(b.opened, 1);
    assert_int_equal(b.voided, 1);
    struct opening_record r = record();
    assert_string_equal(r.row[0].company, C3);
    assert_string_equal(r.row[0].reason, "copied");
    assert_string_equal(r.row[0].detail, C1); /* public: whose bid it is */
    assert_string_equal(r.row[1].outcome, "opened");
}

static void
test_offers_that_cannot_be(void **state)
{
    struct filed f;
    size_t n;
    (void)state;
    const char *text = sealed(0, C1, "A", X2, PRICE, &n); /* another company's product */
    OK(file_text(text, n, BEFORE, &f));
    text = sealed(1, C2, "A", "C0101010011303807599", PRICE, &n); /* nobody's */
    OK(file_text(text, n, BEFORE, &f));
    file_one(2, "A", PRICE, BEFORE);
    came(0);
    came(1);
    struct bid_opening b = opening(AFTER, false);
    assert_int_equal(b.opened, 1);
    assert_int_equal(b.voided, 2);
    struct opening_record r = record();
    assert_string_equal(r.row[1].reason, "offer");
    assert_string_equal(r.row[1].detail, X2);
}

static void
test_qualification(void **state)
{
    struct qualification q = {.company = C1, .reason = "", .on = {20500}};
    struct bids bids;
    (void)state;
    assert_false(qualify(DB, POOL, P, &q, &how, &e));
    assert_int_equal(e.msg, M_QUALIFY_REASON);
    q.reason = "no capacity";
    q.credit = 2;
    OK(qualify(DB, POOL, P, &q, &how, &e));
    file_one(0, "A", PRICE, BEFORE);
    came(0);
    came(1);
    assert_int_equal(opening(AFTER, false).opened, 1);
    OK(bid_list(DB, POOL, P, "A", &bids, &e));
    assert_false(bids.list[0].qualified);
    assert_int_equal(bids.list[0].credit, 2);
    q.qualified = true;
    assert_false(qualify(DB, POOL, P, &q, &how, &e)); /* too late */
}

/* --- what the database shows before the opening --- */

static bool
look(void *arg, const struct rows *row, struct err *err)
{
    const char *const *secret = arg;
    (void)err;
    for (size_t c = 0; c < row->columns; c++)
        for (size_t i = 0; secret[i] != NULL; i++)
            if (row->cells[c].type == VAL_TEXT)
                assert_null(strstr(row->cells[c].s, secret[i]));
            else
                assert_int_not_equal(row->cells[c].i, 43219800);
    return true;
}

static void
dump_shows_none_of(const char *const secret[])
{
    struct rows tables;
    OK(db_run(fresh_db, fresh_db->ops->tables, fresh_arena, &tables, &e, v_text("")));
    for (size_t i = 0; i < tables.n; i++) {
        struct query *q = arena_alloc(fresh_arena, sizeof(*q));
        *q = (struct query){.name = "all", .params = 1,
            .sql = arena_printf(fresh_arena, "SELECT * FROM %s WHERE $1 = 1",
                                row_text(&tables, i, 0))};
        OK(db_each(fresh_db, q, look, (void *)(uintptr_t)secret, &e, v_int(1)));
    }
}

static void
test_a_dump_shows_nothing(void **state)
{
    const char *secret[] = {"4321.98", "43219800", NULL, NULL};
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    file_one(0, "A", "4321.97", LATER);
    came(2); /* one officer's share is in: not enough */
    dump_shows_none_of(secret);
    came(0);
    assert_int_equal(opening(AFTER, false).opened, 1);
    struct opening_record r = record(); /* K is public now, and was nowhere before */
    secret[2] = r.row[0].content_key;
    assert_int_equal(strlen(secret[2]), 64);
}

static int faults[OPENING_FAULTS];

static void
fault(void *arg, enum opening_fault f, const char *row)
{
    (void)arg;
    assert_memory_equal(row, P "/A/", 7);
    faults[f]++;
}

static void
checked(int envelope, int offer)
{
    memset(faults, 0, sizeof(faults));
    OK(opening_check(fresh_db, POOL, fault, NULL, &e));
    assert_int_equal(faults[OPENING_ENVELOPE], envelope);
    assert_int_equal(faults[OPENING_OFFER], offer);
    assert_int_equal(faults[OPENING_KEY], 0);
}

static void
test_what_another_hand_did_is_found(void **state)
{
    (void)state;
    file_one(0, "A", PRICE, BEFORE);
    file_one(1, "A", PRICE, BEFORE);
    came(0);
    came(1);
    checked(0, 0);
    assert_int_equal(opening(AFTER, false).opened, 2);
    checked(0, 0);
    fresh_sql("UPDATE bid SET price = price + 1 WHERE product = '" X1 "'");
    checked(0, 1);
    fresh_sql("UPDATE sealed_bid SET sha256 = 'x' WHERE company = '" C2 "'");
    checked(1, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_systems), TEST(test_opened), TEST(test_the_last_counts), TEST(test_late), TEST(test_same_again),
        TEST(test_refused), TEST(test_officers_stay), TEST(test_a_bad_share),
        TEST(test_too_few_good_shares), TEST(test_nothing_after_the_opening),
        TEST(test_shares_refused), TEST(test_copied),
        TEST(test_offers_that_cannot_be), TEST(test_qualification),
        TEST(test_a_dump_shows_nothing), TEST(test_what_another_hand_did_is_found),
    };
    return group_setup(NULL) != 0 ? 1 : fresh_run(tests, COUNT(tests));
}
