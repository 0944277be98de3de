/* Who may do what to whom: each way in which somebody could get more than he has. */
#include "people.h"

#include "access/query.h"
#include "words/access.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, people_setup, fresh_teardown)

static struct make_user
someone(const char *by, const char *login, const char *org, int64_t roles)
{
    return (struct make_user){.arena = fresh_arena, .by = by, .today = day(today_text), .at = AT,
                              .login = login, .name = "name", .org = org, .phone = "", .email = "",
                              .expert = "", .reason = "new colleague", .roles = roles};
}

static struct change_user
change(const char *by, const char *login, int64_t roles)
{
    return (struct change_user){.arena = fresh_arena, .by = by, .login = login, .roles = roles,
                                .reason = "reorganised", .on = true, .today = day(today_text), .at = AT};
}

static void
test_new_people(void **state)
{
    static const struct {
        const char *by, *org;
        int64_t roles;
        enum msg msg; /* 0: done */
        const char *why;
    } cases[] = {
        {"matron", HOSPITAL, AS_HOSPITAL, 0, "a hospital's manager makes a colleague"},
        {"matron", HOSPITAL, AS_HOSPITAL | AS_MANAGER, 0, "another manager too"},
        {"buyer", HOSPITAL, AS_DEPARTMENT, M_MANAGE_NOBODY, "who is no manager does not"},
        {"matron", MAKER, AS_REGISTRANT, M_MANAGE_OUTSIDE, "not in another organisation"},
        {"matron", HOSPITAL, AS_FUND, M_MANAGE_ROLES, "not what a hospital cannot be"},
        {"matron", HOSPITAL, AS_ADMIN, M_MANAGE_ABOVE, "not an administrator"},
        {"county", HOSPITAL, AS_HOSPITAL, 0, "its county does"},
        {"county", "yn", AS_PROVINCE, M_MANAGE_OUTSIDE, "a county makes no province user"},
        {"county", "cx", AS_CITY, M_MANAGE_OUTSIDE, "nor a city's"},
        {"county", "cx-01", AS_PROVINCE, M_MANAGE_ROLES, "nor calls its own so"},
        {"county", "cx-02", AS_COUNTY, M_MANAGE_OUTSIDE, "nor one next door"},
        {"county", "cx-fund", AS_FUND, M_MANAGE_OUTSIDE, "nor in the city's agency"},
        {"city", "cx-fund", AS_FUND, 0, "the city does"},
        {"city", "cx-02", AS_COUNTY | AS_MANAGER, 0, "and in its counties"},
        {"city", MAKER, AS_REGISTRANT, M_MANAGE_OUTSIDE, "companies are not a bureau's"},
        {"province", "cx", AS_CITY | AS_MANAGER, 0, "a province in its cities"},
        {"province", "yn-trade", AS_PLATFORM, M_MANAGE_OUTSIDE, "not in the trading centre"},
        {"agent", "cx-fund", AS_FUND, M_MANAGE_NOBODY, "an agency's clerk does not"},
        {"nobody", HOSPITAL, AS_HOSPITAL, M_MANAGE_NOBODY, "nobody"},
        {"root", "operator", AS_ADMIN, 0, "an administrator makes another"},
        {"root", "yn-trade", AS_PLATFORM | AS_MANAGER, 0, "and anybody"},
        {NULL, "yn", AS_PROVINCE, 0, "so does the command line"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char login[16];
        struct err e = {.code = ERR_NONE};
        snprintf(login, sizeof(login), "new%zu", i);
        struct make_user m = someone(cases[i].by, login, cases[i].org, cases[i].roles);
        bool ok = db_tx(fresh_db, 0, make_user, &m, &e);
        if (ok != (cases[i].msg == 0) || (!ok && (e.msg != cases[i].msg || e.code != ERR_DENIED)))
            fail_msg("%s", cases[i].why);
        if (ok) {
            struct user u = user_now(login);
            assert_int_equal(u.roles, cases[i].roles);
            assert_string_equal(u.made_by, cases[i].by != NULL ? cases[i].by : "");
        }
    }
}

static void
test_new_people_bad(void **state)
{
    struct make_user m = someone("matron", "buyer", HOSPITAL, AS_HOSPITAL);
    struct err e;
    (void)state;
    REFUSED(make_user, &m, ERR_CONFLICT, M_USER_THERE);
    m.again = true; /* an import */
    DONE(make_user, &m);
    assert_false(m.fresh);
    m.login = "seller"; /* of another organisation: not even then */
    REFUSED(make_user, &m, ERR_CONFLICT, M_USER_THERE);
    m = someone("matron", "new", "no-such", AS_HOSPITAL);
    REFUSED(make_user, &m, ERR_NOT_FOUND, M_NO_ORG);
    m = someone("matron", "new", HOSPITAL, AS_HOSPITAL);
    m.from = day("2026-10-01");
    m.until = day("2026-10-01");
    REFUSED(make_user, &m, ERR_INPUT, M_USER_DAYS);
}

/* Names with control characters, hidden signs, turned writing; logins that look like others. */
static void
test_names(void **state)
{
    static const char *const names[] = {"", " a", "a ", "a\nb", "a\tb", "\x1b[31mred", "a\x7f", "\xc2\x85",
                                        "\xe2\x80\xae" "live", "zero\xe2\x80\x8bwidth", "\xef\xbb\xbf" "bom",
                                        "\xff\xfe", "\xe2\x81\xa6x"};
    static const char *const logins[] = {"", "a", "Big", "a b", "a/b", "../etc", "-flag", ".dot", "a;b", "\xe5\xbc\xa0",
                                         "a\nb", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"};
    struct make_user m = someone("matron", "new", HOSPITAL, AS_HOSPITAL);
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        m.name = names[i];
        REFUSED(make_user, &m, ERR_INPUT, M_NAME_SIGNS);
    }
    m.name = "张 伟";
    for (size_t i = 0; i < COUNT(logins); i++) {
        m.login = logins[i];
        REFUSED(make_user, &m, ERR_INPUT, M_LOGIN_SIGNS);
    }
    m.login = "new";
    m.email = "a@b\r\nBcc: c@d";
    REFUSED(make_user, &m, ERR_INPUT, M_REACH_SIGNS);
    struct make_org o = {.arena = fresh_arena, .today = day(today_text),
                         .org = {.code = "a/b", .name = "x", .kind = ORG_FUND, .region = "", .reason = ""}};
    REFUSED(make_org, &o, ERR_INPUT, M_ORG_CODE);
    o.org.code = "ab";
    o.org.region = "53\n";
    REFUSED(make_org, &o, ERR_INPUT, M_ORG_REGION);
}

static void
test_own_rights(void **state)
{
    struct err e;
    static const char *const all[] = {"root", "province", "city", "county", "trader", "matron", "seller"};
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        struct change_user c = change(all[i], all[i], AS_MANAGER);
        REFUSED(change_roles, &c, ERR_DENIED, M_MANAGE_SELF);
        c.on = false;
        REFUSED(suspend_user, &c, ERR_DENIED, M_MANAGE_SELF);
        struct ticket t = {.arena = fresh_arena, .by = all[i], .login = all[i], .today = day(today_text),
                           .at = AT, .clears = true};
        REFUSED(make_ticket, &t, ERR_DENIED, M_MANAGE_SELF);
    }
    /* What one may say of oneself cannot reach further than the two columns. */
    struct edit_self s = {.login = "buyer", .phone = "0878-3100000", .email = "buyer@example.org",
                          .arena = fresh_arena, .today = day(today_text)};
    struct user before = user_now("buyer");
    DONE(edit_self, &s);
    struct user after = user_now("buyer");
    assert_string_equal(after.email, "buyer@example.org");
    assert_int_equal(after.roles, before.roles);
    assert_string_equal(after.org.code, before.org.code);
    assert_string_equal(after.name, before.name);
}

/* A manager cannot widen his organisation, move it under himself, or change its kind. */
static void
test_organisations(void **state)
{
    struct err e;
    struct make_org o = {.arena = fresh_arena, .by = "county", .today = day(today_text),
                         .org = {.code = "H53230100002", .name = "new hospital", .kind = ORG_INSTITUTION,
                                 .region = "532301", .reason = ""}};
    (void)state;
    DONE(make_org, &o);
    assert_true(o.fresh);
    o.org.region = "532302";
    REFUSED(make_org, &o, ERR_DENIED, M_MANAGE_OUTSIDE);
    o.org = (struct org){.code = "cx-02", .name = "mine now", .kind = ORG_INSTITUTION, .region = "532301",
                         .reason = ""};
    REFUSED(make_org, &o, ERR_DENIED, M_MANAGE_OUTSIDE); /* cx-02 lies elsewhere */
    o.org = (struct org){.code = "cx-01", .name = "x", .kind = ORG_BUREAU, .region = "530000", .reason = ""};
    REFUSED(make_org, &o, ERR_DENIED, M_MANAGE_SELF);
    o.by = "city";
    o.org = (struct org){.code = HOSPITAL, .name = "x", .kind = ORG_FUND, .region = "532301", .reason = ""};
    REFUSED(make_org, &o, ERR_CONFLICT, M_ORG_KIND);
    o.org.kind = ORG_INSTITUTION;
    o.org.roles = AS_FUND;
    REFUSED(make_org, &o, ERR_INPUT, M_ROLE_KIND);
    struct change_user c = change("matron", HOSPITAL, 0);
    REFUSED(suspend_org, &c, ERR_DENIED, M_MANAGE_SELF);
    c = change("matron", MAKER, 0);
    REFUSED(suspend_org, &c, ERR_DENIED, M_MANAGE_OUTSIDE);
}

/* Roles hold from a day on; the past stays. */
static void
test_dated_roles(void **state)
{
    struct err e;
    struct user u;
    struct change_user c = change("matron", "buyer", AS_DEPARTMENT);
    (void)state;
    c.today = day("2026-10-01");
    DONE(change_roles, &c);
    OK(user_on(fresh_db, fresh_arena, "buyer", day("2026-09-30"), &u, &e));
    assert_int_equal(u.roles, AS_HOSPITAL);
    OK(user_on(fresh_db, fresh_arena, "buyer", day("2026-10-01"), &u, &e));
    assert_int_equal(u.roles, AS_DEPARTMENT);
    const char *before = fresh_digest();
    DONE(change_roles, &c); /* again */
    assert_string_equal(before, fresh_digest());
    c.today = day("2026-09-25"); /* behind a later change */
    REFUSED(change_roles, &c, ERR_CONFLICT, M_ROLES_LATER);
    c = change("matron", "buyer", AS_HOSPITAL);
    c.reason = "";
    REFUSED(change_roles, &c, ERR_INPUT, M_REASON_NEEDED);
}

static void
test_last_administrator(void **state)
{
    struct err e;
    struct change_user c = change(NULL, "root", AS_MANAGER);
    (void)state;
    REFUSED(change_roles, &c, ERR_DENIED, M_MANAGE_LAST);
    REFUSED(suspend_user, &c, ERR_DENIED, M_MANAGE_LAST);
    user_add("second", "operator", AS_ADMIN);
    c.by = "second";
    DONE(suspend_user, &c);
    c.by = NULL;
    c.login = "second"; /* root is suspended, so he is the last now */
    REFUSED(suspend_user, &c, ERR_DENIED, M_MANAGE_LAST);
    c.login = "province";
    DONE(suspend_user, &c);
    struct make_user m = someone("province", "new", "cx", AS_CITY);
    REFUSED(make_user, &m, ERR_DENIED, M_MANAGE_NOBODY); /* suspended: his rights are gone at once */
}

static struct appoint
stand_in(const char *by, const char *principal, const char *deputy, int64_t roles)
{
    return (struct appoint){.arena = fresh_arena, .by = by, .principal = principal, .deputy = deputy,
                            .reason = "on leave", .today = day(today_text), .from = day("2026-10-01"),
                            .until = day("2026-10-08"), .roles = roles};
}

static int64_t
roles_on(const char *login, const char *on)
{
    struct err e;
    struct user u;
    OK(user_on(fresh_db, fresh_arena, login, day(on), &u, &e));
    return u.roles;
}

static void
test_deputies(void **state)
{
    struct err e;
    (void)state;
    user_add("nurse", HOSPITAL, AS_DEPARTMENT);
    struct appoint a = stand_in("buyer", "buyer", "nurse", 0);
    DONE(appoint_deputy, &a);
    DONE(appoint_deputy, &a); /* again */
    assert_int_equal(roles_on("nurse", "2026-09-30"), AS_DEPARTMENT);
    assert_int_equal(roles_on("nurse", "2026-10-01"), AS_DEPARTMENT | AS_HOSPITAL);
    assert_int_equal(roles_on("nurse", "2026-10-07"), AS_DEPARTMENT | AS_HOSPITAL);
    assert_int_equal(roles_on("nurse", "2026-10-08"), AS_DEPARTMENT);
    a.until = day("2026-10-09");
    REFUSED(appoint_deputy, &a, ERR_CONFLICT, M_DEPUTY_THERE);
    /* What the principal loses, the deputy loses. */
    struct change_user c = change("matron", "buyer", AS_DEPARTMENT);
    c.today = day("2026-10-03");
    DONE(change_roles, &c);
    assert_int_equal(roles_on("nurse", "2026-10-02"), AS_DEPARTMENT | AS_HOSPITAL);
    assert_int_equal(roles_on("nurse", "2026-10-03"), AS_DEPARTMENT);
    DONE(suspend_user, &c);
    assert_int_equal(roles_on("nurse", "2026-10-02"), AS_DEPARTMENT);
}

static void
test_deputies_refused(void **state)
{
    struct err e;
    (void)state;
    user_add("nurse", HOSPITAL, AS_DEPARTMENT);
    user_add("second", HOSPITAL, AS_HOSPITAL | AS_MANAGER);
    struct appoint a = stand_in("nurse", "buyer", "nurse", 0);
    REFUSED(appoint_deputy, &a, ERR_DENIED, M_MANAGE_NOBODY); /* one does not appoint oneself */
    a = stand_in("second", "matron", "second", 0);
    REFUSED(appoint_deputy, &a, ERR_DENIED, M_MANAGE_SELF); /* a manager neither */
    a = stand_in("buyer", "buyer", "seller", 0);
    REFUSED(appoint_deputy, &a, ERR_INPUT, M_DEPUTY_ORG);
    a = stand_in("buyer", "buyer", "buyer", 0);
    REFUSED(appoint_deputy, &a, ERR_INPUT, M_DEPUTY_ORG);
    a = stand_in("buyer", "buyer", "nurse", AS_HOSPITAL | AS_DEPARTMENT);
    REFUSED(appoint_deputy, &a, ERR_DENIED, M_MANAGE_ROLES); /* more than he has */
    a = stand_in("matron", "matron", "nurse", AS_HOSPITAL | AS_MANAGER);
    DONE(appoint_deputy, &a); /* rights over people stay behind */
    assert_int_equal(roles_on("nurse", "2026-10-01"), AS_DEPARTMENT | AS_HOSPITAL);
    a = stand_in("nurse", "nurse", "buyer", AS_HOSPITAL);
    REFUSED(appoint_deputy, &a, ERR_DENIED, M_MANAGE_ROLES); /* what was lent is not lent on */
    a = stand_in("buyer", "buyer", "nurse", 0);
    a.from = day("2026-09-20");
    REFUSED(appoint_deputy, &a, ERR_INPUT, M_DEPUTY_DAYS);
    a.from = day(today_text);
    a.until = day("2027-09-22");
    REFUSED(appoint_deputy, &a, ERR_INPUT, M_DEPUTY_DAYS);
    a = stand_in("buyer", "buyer", "nurse", 0);
    a.from = day(today_text);
    DONE(appoint_deputy, &a);
    assert_int_equal(roles_on("nurse", today_text), AS_DEPARTMENT | AS_HOSPITAL);
    DONE(end_deputy, &a);
    assert_int_equal(roles_on("nurse", today_text), AS_DEPARTMENT);
    a.from = day("2026-09-22");
    REFUSED(end_deputy, &a, ERR_NOT_FOUND, M_NO_DEPUTY);
}

static void
test_hand_over(void **state)
{
    struct err e;
    (void)state;
    user_add("nurse", HOSPITAL, AS_DEPARTMENT);
    struct enter in = {.arena = fresh_arena, .login = "buyer", .password = PASSWORD, .code = "",
                       .address = ADDRESS, .at = AT, .today = day(today_text)};
    struct session s;
    OK(enter(fresh_db, &in, &e));
    struct appoint a = stand_in("buyer", "buyer", "nurse", 0);
    a.from = day("2026-09-21");
    DONE(appoint_deputy, &a);
    struct hand_over h = {.arena = fresh_arena, .by = "buyer", .giver = "buyer", .taker = "nurse",
                          .reason = "moves to another house", .today = day("2026-09-25")};
    REFUSED(hand_over, &h, ERR_DENIED, M_MANAGE_NOBODY);
    h.by = "matron";
    DONE(hand_over, &h);
    assert_int_equal(h.roles, AS_HOSPITAL);
    assert_int_equal(roles_on("nurse", "2026-09-25"), AS_DEPARTMENT | AS_HOSPITAL);
    assert_int_equal(roles_on("buyer", "2026-09-24"), AS_HOSPITAL);
    assert_int_equal(roles_on("buyer", "2026-09-25"), 0);
    assert_false(session_find(fresh_db, fresh_arena, in.token, AT, &s, &e));
    const char *before = fresh_digest();
    DONE(hand_over, &h); /* again */
    assert_string_equal(before, fresh_digest());
    h.taker = "matron";
    REFUSED(hand_over, &h, ERR_DENIED, M_MANAGE_SELF); /* to oneself */
    h.by = "county";
    REFUSED(hand_over, &h, ERR_CONFLICT, M_HANDOVER_THERE);
}

static struct make_key
key_of(const char *by, const char *login, int64_t roles)
{
    return (struct make_key){.arena = fresh_arena, .by = by, .login = login, .name = "his", .roles = roles,
                             .today = day(today_text), .until = day("2027-03-01")};
}

static bool
key_works(const char *text, const char *on, int64_t *roles)
{
    struct key k;
    struct user u;
    struct err e;
    bool ok = key_find(fresh_db, fresh_arena, text, day(on), &k, &u, &e);
    assert_true(ok || e.msg == M_KEY_WRONG);
    *roles = ok ? k.roles : 0;
    return ok;
}

static void
test_keys(void **state)
{
    struct err e;
    int64_t roles;
    (void)state;
    struct make_key k = key_of("matron", "buyer", AS_HOSPITAL);
    DONE(make_key, &k);
    assert_int_equal(strncmp(k.key, KEY_SIGN, strlen(KEY_SIGN)), 0);
    assert_true(key_works(k.key, today_text, &roles));
    assert_int_equal(roles, AS_HOSPITAL);
    assert_true(key_works(k.key, "2027-02-28", &roles));
    assert_false(key_works(k.key, "2027-03-01", &roles)); /* over */
    assert_false(key_works(k.key, "2026-09-20", &roles)); /* before */
    assert_false(key_works(k.key + 1, today_text, &roles));
    assert_false(key_works("", today_text, &roles));
    REFUSED(make_key, &k, ERR_CONFLICT, M_KEY_THERE);
    /* It dies with the role, and with its person. */
    struct change_user c = change("matron", "buyer", AS_DEPARTMENT);
    DONE(change_roles, &c);
    assert_true(key_works(k.key, today_text, &roles));
    assert_int_equal(roles, 0);
    c.roles = AS_HOSPITAL;
    DONE(change_roles, &c);
    DONE(suspend_user, &c);
    assert_false(key_works(k.key, today_text, &roles));
    c.on = false;
    DONE(suspend_user, &c);
    assert_true(key_works(k.key, today_text, &roles));
    struct revoke_key r = {fresh_arena, "seller", HOSPITAL, "his", day(today_text)};
    REFUSED(revoke_key, &r, ERR_DENIED, M_MANAGE_OUTSIDE);
    r.by = "buyer"; /* whose rights it has */
    DONE(revoke_key, &r);
    assert_false(key_works(k.key, today_text, &roles));
}

static void
test_keys_refused(void **state)
{
    (void)state;
    struct make_key k = key_of("matron", "matron", AS_HOSPITAL | AS_MANAGER);
    REFUSED(make_key, &k, ERR_DENIED, M_MANAGE_ROLES); /* no rights over people in a key */
    k = key_of("buyer", "buyer", AS_HOSPITAL | AS_DEPARTMENT);
    REFUSED(make_key, &k, ERR_DENIED, M_MANAGE_ROLES);
    k = key_of("buyer", "buyer", 0);
    REFUSED(make_key, &k, ERR_DENIED, M_MANAGE_ROLES);
    k = key_of("buyer", "matron", AS_HOSPITAL);
    REFUSED(make_key, &k, ERR_DENIED, M_MANAGE_NOBODY); /* with another's rights */
    k = key_of("buyer", "buyer", AS_HOSPITAL);
    k.until = day("2027-09-22");
    REFUSED(make_key, &k, ERR_INPUT, M_KEY_DAYS);
    k.until = day(today_text);
    REFUSED(make_key, &k, ERR_INPUT, M_KEY_DAYS);
    k.until = day("2026-12-31");
    k.name = "a b";
    REFUSED(make_key, &k, ERR_INPUT, M_KEY_NAME);
}

/* Lists are cut in SQL: a county sees its own. */
static void
test_lists(void **state)
{
    static const struct {
        const char *lo, *hi, *only;
        size_t orgs, users;
    } cases[] = {
        {"", "~", "", 9, 9},
        {"5323", "5323:", "", 5, 5},
        {"532301", "532301:", "", 2, 3},
        {"532302", "532302:", "", 1, 0},
        {"", "~", HOSPITAL, 1, 2},
        {"", "", "", 0, 0},
    };
    struct err e;
    struct orgs orgs;
    struct users users;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct org_filter f = {"", cases[i].lo, cases[i].hi, cases[i].only, "", 100, 0};
        OK(org_list(fresh_db, fresh_arena, &f, &orgs, &e));
        OK(user_list(fresh_db, fresh_arena, &f, day(today_text), &users, &e));
        assert_int_equal(orgs.n, cases[i].orgs);
        assert_int_equal(users.n, cases[i].users);
    }
    const struct org_filter page = {"cx", "", "~", "", "bureau", 1, 0};
    OK(org_list(fresh_db, fresh_arena, &page, &orgs, &e));
    assert_int_equal(orgs.n, 1);
    assert_string_equal(orgs.list[0].code, "cx-01");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_new_people),    TEST(test_new_people_bad), TEST(test_names),
        TEST(test_own_rights),    TEST(test_organisations),  TEST(test_dated_roles),
        TEST(test_last_administrator), TEST(test_deputies),  TEST(test_deputies_refused),
        TEST(test_hand_over),     TEST(test_keys),           TEST(test_keys_refused),
        TEST(test_lists),
    };
    return fresh_run(tests, COUNT(tests));
}
