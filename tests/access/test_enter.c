/* Coming in, and everything that must not let one in. */
#include "people.h"

#include "access/relock.h"
#include "words/vault.h"

#include "access/query.h"
#include "words/access.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, people_setup, fresh_teardown)

static struct enter
typed(const char *login, const char *password, const char *code, int64_t at)
{
    return (struct enter){.arena = fresh_arena, .login = login, .password = password, .code = code,
                          .address = ADDRESS, .at = at, .today = day(today_text)};
}

static struct err
attempt(struct enter in)
{
    struct err e = {.code = ERR_NONE};
    (void)enter(fresh_db, &in, &e);
    return e;
}

/* The same without the tenth of a second that a comparison with nobody takes. */
static struct err
wrong(const char *login, int64_t at)
{
    struct err e = {.code = ERR_NONE};
    struct enter in = typed(login, "wrong", "", at);
    if (db_tx(fresh_db, 0, enter_begin, &in, &e))
        (void)db_tx(fresh_db, 0, enter_end, &in, &e);
    return e;
}

static struct enter
let_in(const char *login, const char *code, int64_t at)
{
    struct err e;
    struct enter in = typed(login, PASSWORD, code, at);
    OK(enter(fresh_db, &in, &e));
    return in;
}

static bool
is_in(const char *token, int64_t at)
{
    struct session s;
    struct err e;
    return session_find(fresh_db, fresh_arena, token, at, &s, &e);
}

static void
test_in_and_out(void **state)
{
    struct err e;
    struct session s;
    (void)state;
    struct enter in = let_in("Matron", "", AT); /* capitals are no matter */
    assert_int_equal(in.stage, STAGE_FULL);     /* a hospital needs no second factor */
    OK(session_find(fresh_db, fresh_arena, in.token, AT, &s, &e));
    assert_string_equal(s.login, "matron");
    struct enter again = let_in("matron", "", AT);
    assert_string_not_equal(in.token, again.token);
    OK(session_end(fresh_db, in.token, &e));
    assert_false(is_in(in.token, AT));
    assert_true(is_in(again.token, AT));
    assert_false(is_in("", AT));
    assert_false(is_in("no such token", AT));
}

/* The stored hash is worth nothing as a token. */
static void
test_stolen_table(void **state)
{
    static const struct query q = {"t_tokens", "SELECT token FROM session WHERE login = $1", NULL, 1};
    struct rows r;
    struct err e;
    (void)state;
    struct enter in = let_in("matron", "", AT);
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_text("matron")));
    assert_int_equal(r.n, 1);
    assert_string_not_equal(row_text(&r, 0, 0), in.token);
    assert_false(is_in(row_text(&r, 0, 0), AT));
}

/* Unknown, without a password, suspended, gone, not yet come, wrong: one answer. */
static void
test_one_answer(void **state)
{
    static const char *const logins[] = {"nobody", "matron", "gone", "later", "no-password",
                                         "x' OR '1'='1", "a\x01z"};
    struct err e;
    struct make_user m = {.arena = fresh_arena, .today = day(today_text), .at = AT, .login = "no-password",
                          .name = "x", .org = HOSPITAL, .phone = "", .email = "", .expert = "",
                          .reason = "for the test", .roles = AS_HOSPITAL};
    (void)state;
    DONE(make_user, &m);
    m.login = "later";
    m.from = day("2026-09-22");
    DONE(make_user, &m);
    password_set("later", PASSWORD);
    user_add("gone", HOSPITAL, AS_HOSPITAL);
    struct change_user s = {.arena = fresh_arena, .login = "gone", .reason = "left", .on = true,
                            .today = day(today_text)};
    DONE(suspend_user, &s);
    for (size_t i = 0; i < COUNT(logins); i++) {
        const char *password = strcmp(logins[i], "matron") == 0 ? "Kunming-2027x" : PASSWORD;
        e = attempt(typed(logins[i], password, "", AT));
        if (e.code != ERR_LOGIN || e.msg != M_LOGIN_WRONG)
            fail_msg("%s: %d", logins[i], (int)e.msg);
    }
}

/* Five are free, then half a minute, doubled; whether anybody has the login or not. */
static void
test_growing_delay(void **state)
{
    static const char *const logins[] = {"matron", "nobody"};
    (void)state;
    for (size_t k = 0; k < COUNT(logins); k++) {
        int64_t at = AT;
        for (int i = 0; i < LOCK_FREE_LOGIN; i++)
            assert_int_equal(wrong(logins[k], at).msg, M_LOGIN_WRONG);
        for (int64_t wait = LOCK_FIRST; wait <= 120; wait *= 2) {
            struct err e = attempt(typed(logins[k], PASSWORD, "", at + SECONDS(wait) - 1));
            assert_int_equal(e.code, ERR_LIMIT); /* even when it is right */
            assert_string_equal(e.arg[0], "1");
            at += SECONDS(wait);
            assert_int_equal(wrong(logins[k], at).msg, M_LOGIN_WRONG);
        }
    }
    /* Another login from there is not held up, and the right password ends it after the wait. */
    (void)let_in("buyer", "", AT);
    (void)let_in("matron", "", AT + SECONDS(LOCK_MOST) * 2);
    assert_int_equal(wrong("matron", AT + SECONDS(LOCK_MOST) * 2).msg, M_LOGIN_WRONG);
}

/* One address that tries many logins; its neighbour in the same /64; another one is free. */
static void
test_address_is_slowed(void **state)
{
    char login[16];
    struct enter in = typed("", "wrong", "", AT);
    (void)state;
    in.address = "2001:db8:1:2::1";
    for (int i = 0; i < LOCK_FREE_ADDRESS; i++) {
        struct err e;
        snprintf(login, sizeof(login), "user%d", i);
        in.login = login;
        OK(db_tx(fresh_db, 0, enter_begin, &in, &e));
    }
    in.login = "matron";
    in.password = PASSWORD;
    in.address = "2001:db8:1:2:ffff::9";
    assert_int_equal(attempt(in).code, ERR_LIMIT);
    in.address = "2001:db8:1:3::1";
    assert_int_equal(attempt(in).code, ERR_NONE);
}

/* Behind a proxy on the same machine everybody has one address: only logins are counted. */
static void
test_behind_a_proxy(void **state)
{
    char login[16];
    struct enter in = typed("", "wrong", "", AT);
    (void)state;
    in.address = "127.0.0.1";
    for (int i = 0; i <= LOCK_FREE_ADDRESS; i++) {
        struct err e;
        snprintf(login, sizeof(login), "user%d", i);
        in.login = login;
        OK(db_tx(fresh_db, 0, enter_begin, &in, &e));
    }
}

/* Counted before the password is looked at: a hundred at once are a hundred. */
static void
test_all_at_once(void **state)
{
    struct err e;
    int taken = 0;
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct enter in = typed("matron", "guess", "", AT);
        taken += db_tx(fresh_db, 0, enter_begin, &in, &e);
    }
    assert_int_equal(taken, LOCK_FREE_LOGIN);
}

/* A password that was changed while this one was being compared. */
static void
test_changed_meanwhile(void **state)
{
    struct err e;
    struct enter in = typed("matron", PASSWORD, "", AT);
    (void)state;
    OK(db_tx(fresh_db, 0, enter_begin, &in, &e));
    enter_compare(&in);
    password_set("matron", "Another-2026x");
    assert_false(db_tx(fresh_db, 0, enter_end, &in, &e));
    assert_int_equal(e.msg, M_LOGIN_WRONG);
}

static void
test_idle_and_end(void **state)
{
    struct err e;
    (void)state;
    struct enter in = let_in("matron", "", AT);
    int64_t idle = SECONDS(SESSION_IDLE), end = AT + SECONDS(SESSION_LONGEST);
    assert_true(is_in(in.token, AT + idle - 1));
    assert_false(is_in(in.token, AT + idle));
    int64_t at = AT;
    for (; at + idle <= end; at += idle - 1)
        OK(session_renew(fresh_db, fresh_arena, in.token, at, &e));
    OK(session_renew(fresh_db, fresh_arena, in.token, at, &e));
    OK(session_renew(fresh_db, fresh_arena, in.token, end - 1, &e));
    assert_true(is_in(in.token, end - 1));
    assert_false(is_in(in.token, end)); /* however busy */
    assert_false(session_renew(fresh_db, fresh_arena, in.token, end, &e));
    assert_int_equal(e.code, ERR_LOGIN);
}

static void
test_five_sessions(void **state)
{
    char token[SESSIONS_MAX + 1][TOKEN_TEXT_MAX];
    (void)state;
    for (int i = 0; i <= SESSIONS_MAX; i++)
        memcpy(token[i], let_in("matron", "", AT + i).token, TOKEN_TEXT_MAX);
    assert_false(is_in(token[0], AT + 10));
    for (int i = 1; i <= SESSIONS_MAX; i++)
        assert_true(is_in(token[i], AT + 10));
}

/* A live session of somebody who is suspended, or whose organisation is. */
static void
test_suspended_is_out(void **state)
{
    struct err e;
    struct change_user s = {.arena = fresh_arena, .by = "county", .login = "matron", .reason = "left",
                            .on = true, .today = day(today_text)};
    (void)state;
    struct enter in = let_in("matron", "", AT), other = let_in("buyer", "", AT);
    DONE(suspend_user, &s);
    assert_false(is_in(in.token, AT));
    assert_true(is_in(other.token, AT));
    s.login = HOSPITAL;
    DONE(suspend_org, &s);
    assert_false(user_now("buyer").active);
    assert_int_equal(user_now("buyer").roles, 0);
    assert_int_equal(attempt(typed("buyer", PASSWORD, "", AT)).msg, M_LOGIN_WRONG);
    s.on = false;
    DONE(suspend_org, &s);
    assert_true(user_now("buyer").active);
}

static char code_text[TOTP_CODE_MAX];

static const char *
code_at(const char *secret, int64_t at)
{
    assert_true(totp_code(secret, at, code_text));
    return code_text;
}

/* An office: the password alone brings one to enrolment, and the token of before is then nothing. */
static struct totp_offer
enrol(const char *login)
{
    struct err e;
    struct enter in = let_in(login, "", AT);
    assert_int_equal(in.stage, STAGE_ENROL);
    struct totp_offer o = {.arena = fresh_arena, .token = in.token, .at = AT};
    DONE(offer_totp, &o);
    struct totp_offer twice = o;
    DONE(offer_totp, &twice); /* the page loaded again: the same secret */
    assert_string_equal(o.secret, twice.secret);
    struct enter_code c = {.arena = fresh_arena, .token = in.token, .code = "000000", .address = ADDRESS,
                           .at = AT, .today = day(today_text)};
    if (strcmp(code_at(o.secret, AT), "000000") != 0)
        assert_false(db_tx(fresh_db, 0, prove_totp, &c, &e));
    c.code = code_at(o.secret, AT);
    DONE(prove_totp, &c);
    assert_false(is_in(in.token, AT)); /* fixation: the half session is gone */
    assert_true(is_in(c.fresh, AT));
    return o;
}

/* In the database it cannot be read; with the key file it can, also after the key was changed. */
static void
test_second_factor_is_stored_encrypted(void **state)
{
    static const struct query stored = {"test_stored", "SELECT totp FROM secret WHERE login = $1", NULL, 1};
    struct vault v = fresh_vault;
    struct rows r;
    struct err e = {0};
    int64_t n;
    (void)state;
    struct totp_offer o = enrol("city");
    OK(db_run(fresh_db, &stored, fresh_arena, &r, &e, v_text("city")));
    assert_null(strstr(row_text(&r, 0, 0), o.secret));
    assert_true(vault_is_newest(&v, row_text(&r, 0, 0)));
    assert_true(vault_turn(&v, &e));
    fresh_db->vault = &v;
    OK(db_tx(fresh_db, 0, relock_factors, &n, &e));
    assert_int_equal(n, 1);
    OK(db_tx(fresh_db, 0, relock_factors, &n, &e));
    assert_int_equal(n, 0); /* all are under the new key */
    vault_keep_newest(&v);
    int64_t at = AT + SECONDS(90);
    assert_int_equal(let_in("city", code_at(o.secret, at), at).stage, STAGE_FULL);
    fresh_db->vault = &fresh_vault; /* the file of before: nobody comes in, and nothing is lost */
    assert_int_equal(attempt(typed("city", PASSWORD, code_at(o.secret, at + SECONDS(60)), at + SECONDS(60))).msg,
                     M_VAULT_OTHER_KEY);
    fresh_db->vault = NULL;
    assert_int_equal(attempt(typed("city", PASSWORD, code_at(o.secret, at + SECONDS(90)), at + SECONDS(90))).msg,
                     M_VAULT_NONE);
}

static void
test_second_factor(void **state)
{
    struct err e;
    struct session s;
    (void)state;
    struct totp_offer o = enrol("city");
    int64_t at = AT + SECONDS(90);
    struct enter in = let_in("city", "", at);
    assert_int_equal(in.stage, STAGE_CODE);
    OK(session_find(fresh_db, fresh_arena, in.token, at, &s, &e));
    assert_int_equal(s.stage, STAGE_CODE);
    assert_int_equal(s.expires_at, at + SECONDS(SESSION_HALF_LIFE));
    struct enter_code c = {.arena = fresh_arena, .token = in.token, .code = "12345", .address = ADDRESS,
                           .at = at, .today = day(today_text)};
    DONE(code_begin, &c);
    REFUSED(code_end, &c, ERR_LOGIN, M_CODE_WRONG);
    c.code = code_at(o.secret, at);
    DONE(code_begin, &c);
    DONE(code_end, &c);
    assert_false(is_in(in.token, at));
    OK(session_find(fresh_db, fresh_arena, c.fresh, at, &s, &e));
    assert_int_equal(s.stage, STAGE_FULL);
    /* Enrolling again, in a full session, would replace the factor: refused. */
    struct totp_offer again = {.arena = fresh_arena, .token = c.fresh, .at = at};
    REFUSED(offer_totp, &again, ERR_CONFLICT, M_TOTP_THERE);
}

/* Looked over the shoulder: a code is good once, in either way of bringing it. */
static void
test_replayed_code(void **state)
{
    (void)state;
    struct totp_offer o = enrol("city");
    assert_int_equal(attempt(typed("city", PASSWORD, code_at(o.secret, AT), AT)).msg, M_CODE_WRONG);
    int64_t at = AT + SECONDS(60);
    struct enter in = let_in("city", code_at(o.secret, at), at);
    assert_int_equal(in.stage, STAGE_FULL);
    assert_int_equal(attempt(typed("city", PASSWORD, code_at(o.secret, at), at + 1)).msg, M_CODE_WRONG);
    assert_int_equal(attempt(typed("city", PASSWORD, code_at(o.secret, at - SECONDS(30)), at + 1)).msg,
                     M_CODE_WRONG); /* one before it neither */
    (void)let_in("city", code_at(o.secret, at + SECONDS(30)), at + SECONDS(30));
}

/* The password is known: its code cannot be guessed at length. */
static void
test_codes_are_counted(void **state)
{
    struct err e;
    int taken = 0;
    (void)state;
    (void)enrol("city");
    int64_t at = AT + SECONDS(90);
    struct enter in = let_in("city", "", at);
    struct enter_code c = {.arena = fresh_arena, .token = in.token, .code = "x", .address = ADDRESS,
                           .at = at, .today = day(today_text)};
    for (int i = 0; i < 100; i++)
        taken += db_tx(fresh_db, 0, code_begin, &c, &e);
    assert_int_equal(taken, LOCK_FREE_LOGIN - 1); /* the password was the first */
    assert_int_equal(e.code, ERR_LIMIT);
    /* Nor by typing the password again each time. */
    assert_int_equal(attempt(typed("city", PASSWORD, "", at)).code, ERR_LIMIT);
}

/* A session that waits for its code is good for that only. */
static void
test_half_session(void **state)
{
    (void)state;
    (void)enrol("city");
    struct enter in = let_in("city", "", AT + SECONDS(90));
    struct totp_offer o = {.arena = fresh_arena, .token = in.token, .at = AT + SECONDS(90)};
    REFUSED(offer_totp, &o, ERR_CONFLICT, M_STAGE_WRONG);
    struct change_password p = {.arena = fresh_arena, .token = in.token, .old = PASSWORD,
                                .password = "Other-2026xyz", .address = ADDRESS, .at = AT + SECONDS(90)};
    REFUSED(password_begin, &p, ERR_CONFLICT, M_STAGE_WRONG);
    assert_false(is_in(in.token, AT + SECONDS(90 + SESSION_HALF_LIFE)));
}

static void
test_change_password(void **state)
{
    struct err e;
    (void)state;
    struct enter in = let_in("matron", "", AT), elsewhere = let_in("matron", "", AT);
    struct change_password p = {.arena = fresh_arena, .token = in.token, .old = "wrong",
                                .password = "Other-2026xyz", .address = ADDRESS, .at = AT};
    DONE(password_begin, &p);
    OK(password_compare(&p, &e));
    assert_false(db_tx(fresh_db, 0, password_end, &p, &e));
    assert_int_equal(e.msg, M_PASSWORD_OLD);
    p.old = PASSWORD;
    p.password = PASSWORD;
    REFUSED(password_begin, &p, ERR_INPUT, M_PASSWORD_SAME);
    p.password = "short";
    REFUSED(password_begin, &p, ERR_INPUT, M_PASSWORD_SHORT);
    p.password = "Other-2026xyz";
    DONE(password_begin, &p);
    OK(password_compare(&p, &e));
    DONE(password_end, &p);
    assert_true(is_in(in.token, AT));
    assert_false(is_in(elsewhere.token, AT)); /* whoever else was in is out */
    assert_int_equal(attempt(typed("matron", PASSWORD, "", AT)).msg, M_LOGIN_WRONG);
    struct enter fresh = typed("matron", "Other-2026xyz", "", AT);
    OK(enter(fresh_db, &fresh, &e));
}

static void
test_tickets(void **state)
{
    struct err e;
    struct ticket t = {.arena = fresh_arena, .by = "matron", .login = "buyer", .today = day(today_text),
                       .at = AT};
    (void)state;
    struct enter in = let_in("buyer", "", AT);
    DONE(make_ticket, &t);
    struct use_ticket u = {.arena = fresh_arena, .token = t.token, .password = "Other-2026xyz",
                           .at = AT + SECONDS(TICKET_LIFE)};
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER); /* too late */
    u.at = AT + 1;
    u.token = "no such ticket";
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER);
    u.token = t.token;
    u.password = "buyer-Buyer-1";
    REFUSED(ticket_begin, &u, ERR_INPUT, M_PASSWORD_COMMON);
    u.password = "Other-2026xyz";
    DONE(ticket_begin, &u);
    OK(password_hash(u.password, u.made, &e));
    for (int i = 0; i < LOCK_FREE_LOGIN; i++)
        assert_int_equal(wrong("buyer", AT).msg, M_LOGIN_WRONG);
    DONE(ticket_end, &u);
    assert_false(is_in(in.token, AT + 1)); /* a new password ends what was open */
    REFUSED(ticket_end, &u, ERR_LOGIN, M_TICKET_OVER); /* good once */
    struct enter fresh = typed("buyer", "Other-2026xyz", "", AT + 1);
    OK(enter(fresh_db, &fresh, &e));
    /* The next one makes the one before worthless. */
    struct ticket second = t;
    DONE(make_ticket, &t);
    DONE(make_ticket, &second);
    u.token = t.token;
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER);
}

/* A lost telephone: the ticket clears the factor when it was made to. */
static void
test_ticket_clears_factor(void **state)
{
    struct err e;
    (void)state;
    (void)enrol("county");
    for (int clears = 0; clears <= 1; clears++) {
        struct ticket t = {.arena = fresh_arena, .by = "city", .login = "county", .today = day(today_text),
                           .at = AT, .clears = clears == 1};
        DONE(make_ticket, &t);
        struct use_ticket u = {.arena = fresh_arena, .token = t.token, .password = PASSWORD, .at = AT};
        DONE(ticket_begin, &u);
        OK(password_hash(u.password, u.made, &e));
        DONE(ticket_end, &u);
        assert_int_equal(let_in("county", "", AT).stage, clears ? STAGE_ENROL : STAGE_CODE);
    }
}

static void
test_demo_door(void **state)
{
    struct err e;
    struct session s;
    struct make_user m = {.arena = fresh_arena, .today = day(today_text), .at = AT, .login = "demo-hospital",
                          .name = "x", .org = HOSPITAL, .phone = "", .email = "", .expert = "",
                          .reason = "for the demo", .roles = AS_HOSPITAL, .demo = true};
    struct enter_demo d = {.arena = fresh_arena, .login = "demo-hospital", .address = ADDRESS, .at = AT,
                           .today = day(today_text)};
    (void)state;
    DONE(make_user, &m);
    REFUSED(enter_demo, &d, ERR_NOT_FOUND, M_NO_DEMO); /* not a simulation */
    d.simulated = true;
    d.login = "root";
    REFUSED(enter_demo, &d, ERR_NOT_FOUND, M_NO_DEMO); /* not made for it */
    d.login = "demo-hospital";
    DONE(enter_demo, &d);
    OK(session_find(fresh_db, fresh_arena, d.token, AT, &s, &e));
    assert_true(s.demo);
    struct change_password p = {.arena = fresh_arena, .token = d.token, .old = "", .password = "Other-2026xyz",
                                .address = ADDRESS, .at = AT};
    REFUSED(password_begin, &p, ERR_DENIED, M_DEMO_ONLY);
}

static bool
no_admins(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_do(db, &q_user_suspend, e, v_text("root"), v_int(1), v_text("for the test")) &&
           db_do(db, &q_secret_password, e, v_text("root"), v_text(""), v_int(0));
}

/* No default password: a token, another one each time, until an administrator has a password. */
static void
test_first_administrator(void **state)
{
    struct err e;
    (void)state;
    struct first_admin first = {.arena = fresh_arena, .today = day(today_text), .at = AT}, again = first;
    DONE(first_admin, &first);
    assert_string_equal(first.token, ""); /* root is there */
    DONE(no_admins, NULL);
    DONE(first_admin, &first);
    const char *before = fresh_digest();
    DONE(first_admin, &again);
    assert_string_equal(before, fresh_digest()); /* tokens are no part of what the database says */
    struct use_ticket u = {.arena = fresh_arena, .token = first.token, .password = PASSWORD, .at = AT};
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER);
    u.token = again.token;
    DONE(ticket_begin, &u);
    assert_string_equal(u.login, FIRST_ADMIN);
    OK(password_hash(u.password, u.made, &e));
    DONE(ticket_end, &u);
    assert_int_equal(let_in(FIRST_ADMIN, "", AT).stage, STAGE_ENROL);
    assert_int_equal(user_now(FIRST_ADMIN).roles, AS_ADMIN | AS_MANAGER);
    DONE(first_admin, &first);
    assert_string_equal(first.token, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_second_factor_is_stored_encrypted),
        TEST(test_in_and_out),       TEST(test_stolen_table),     TEST(test_one_answer),
        TEST(test_growing_delay),    TEST(test_address_is_slowed), TEST(test_all_at_once),
        TEST(test_behind_a_proxy),
        TEST(test_changed_meanwhile), TEST(test_idle_and_end),    TEST(test_five_sessions),
        TEST(test_suspended_is_out), TEST(test_second_factor),    TEST(test_replayed_code),
        TEST(test_codes_are_counted), TEST(test_half_session),    TEST(test_change_password),
        TEST(test_tickets),          TEST(test_ticket_clears_factor), TEST(test_demo_door),
        TEST(test_first_administrator),
    };
    return fresh_run(tests, COUNT(tests));
}
