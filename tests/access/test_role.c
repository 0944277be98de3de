/* Roles, kinds, regions; what each sees and whom each looks after. */
#include "../test.h"
#include "access/manage.h"
#include "access/sight.h"

static void
test_roles_text(void **state)
{
    char text[ROLES_TEXT_MAX];
    const char *bad;
    int64_t roles;
    (void)state;
    for (int64_t bit = 0; bit < ROLE_BITS; bit++) {
        assert_true(roles_parse(&roles, role_names[bit], &bad));
        assert_int_equal(roles, INT64_C(1) << bit);
    }
    assert_true(roles_parse(&roles, "hospital;manager", &bad));
    assert_int_equal(roles, AS_HOSPITAL | AS_MANAGER);
    assert_string_equal(roles_text(roles, text), "manager;hospital");
    assert_true(roles_parse(&roles, "", &bad));
    assert_int_equal(roles, 0);
    assert_false(roles_parse(&roles, "manager;nurse", &bad));
    assert_string_equal(bad, "nurse");
    assert_false(roles_parse(&roles, "manage", &bad));
    roles_text((INT64_C(1) << ROLE_BITS) - 1, text); /* all fit */
    assert_string_equal(text + strlen(text) - 18, ";resources;auditor");
}

/* No kind may have a role of another. */
static void
test_kinds(void **state)
{
    int64_t all = 0;
    (void)state;
    for (int k = 0; k < ORG_KINDS; k++)
        for (int other = 0; other < k; other++)
            assert_int_equal(org_kind_roles((enum org_kind)k, "532300") &
                                 org_kind_roles((enum org_kind)other, "532300"),
                             AS_MANAGER);
    for (int k = 0; k < ORG_KINDS; k++)
        all |= org_kind_roles((enum org_kind)k, "532300") |
               org_kind_roles((enum org_kind)k, "532301") |
               org_kind_roles((enum org_kind)k, "530000");
    assert_int_equal(all, (INT64_C(1) << ROLE_BITS) - 1);
    assert_int_equal(org_kind_roles(ORG_BUREAU, "530000"), AS_MANAGER | AS_PROVINCE);
    assert_int_equal(org_kind_roles(ORG_BUREAU, "532300"), AS_MANAGER | AS_CITY);
    assert_int_equal(org_kind_roles(ORG_BUREAU, "532301"), AS_MANAGER | AS_COUNTY);
    assert_int_equal(org_kind_roles(ORG_BUREAU, "500000-01"), AS_MANAGER | AS_COUNTY);
    for (int k = 0; k < ORG_KINDS; k++)
        assert_int_equal(org_kind_needs_totp((enum org_kind)k),
                         k != ORG_INSTITUTION && k != ORG_COMPANY && k != ORG_EXPERTS);
}

static void
test_within(void **state)
{
    static const struct {
        const char *inner, *outer;
        bool is;
    } cases[] = {
        {"532301", "532301", true},     {"532301", "532300", true},
        {"532301", "530000", true},     {"532301", "", true},
        {"532300", "532301", false},    {"530000", "532300", false},
        {"532401", "532300", false},    {"500103", "532300", false},
        {"500000-01", "500000", true},  {"500000-01", "500103", false},
        {"", "530000", false},          {"", "", true},
        {"530100", "530000", true},     {"500000-01", "500000-01", true},
        {"500000-02", "500000-01", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (region_within(cases[i].inner, cases[i].outer) != cases[i].is)
            fail_msg("%s in %s", cases[i].inner, cases[i].outer);
}

/* The bounds that go into SQL say the same as region_within(), for every pair. */
static void
test_bounds(void **state)
{
    static const char *const regions[] = {"110000", "110101", "500000", "500000-01", "500100",
                                          "500103", "500104", "500200", "530000",    "530100",
                                          "530102", "532300", "532301", "532302",    "532400",
                                          "540000", "659004", ""};
    (void)state;
    for (size_t i = 0; i < COUNT(regions); i++)
        for (size_t k = 0; k < COUNT(regions); k++) {
            struct sight s;
            sight_make(ORG_BUREAU, "b", regions[i], &s);
            if (sight_has_region(&s, regions[k]) != region_within(regions[k], regions[i]))
                fail_msg("%s in %s", regions[k], regions[i]);
        }
}

static void
test_sight(void **state)
{
    struct sight s;
    (void)state;
    sight_make(ORG_INSTITUTION, "H50010300001", "500103", &s);
    assert_true(sight_has_institution(&s, "H50010300001", "500000-01")); /* wherever reviewed */
    assert_false(sight_has_institution(&s, "H50010300002", "500103"));
    sight_make(ORG_COMPANY, "91330100799655058B", "330100", &s);
    assert_true(sight_has_company(&s, "91330100799655058B"));
    assert_false(sight_has_company(&s, "91110000802100433B"));
    assert_true(sight_has_region(&s, "532301")); /* it sells everywhere */
    sight_make(ORG_BUREAU, "b", "532301", &s);
    assert_true(sight_has_institution(&s, "H53230100001", "532301"));
    assert_false(sight_has_institution(&s, "H53230200001", "532302"));
    assert_true(sight_has_company(&s, "91110000802100433B"));
    sight_make(ORG_OPERATOR, "o", "", &s);
    assert_false(sight_has_region(&s, "532301"));
    assert_false(sight_has_company(&s, "91110000802100433B"));
    sight_make(ORG_EXPERTS, "o", "530000", &s);
    assert_false(sight_has_institution(&s, "H53230100001", "532301"));
}

static void
test_pools(void **state)
{
    static const struct {
        const char *region;
        int64_t paid_by, pool;
        bool acts, sees;
        const char *why;
    } cases[] = {
        {"500103", 0, 500000, true, true, "one pool for all of a municipality"},
        {"500000-01", 0, 500000, true, true, "and for its zones"},
        {"532301", 0, 532300, true, true, "a county in the pool of its city"},
        {"532301", 0, 530000, false, true, "reads what its province does"},
        {"532301", 0, 532400, false, false, "nothing of another city"},
        {"532300", 0, 532300, true, true, "a city in its own"},
        {"532300", 0, 530000, false, true, "not for its province"},
        {"530000", 0, 532300, true, true, "a province in all of its own"},
        {"530000", 0, 500000, false, false, "and in no other"},
        {"419001", 0, 419001, true, true, "a county directly under its province"},
        {"620102", 620000, 620000, true, true, "a provincial hospital where it is paid"},
        {"620102", 620000, 620100, false, true, "not in the pool of the city where it stands"},
        {"", 0, 532300, true, true, "the country in all"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (region_acts_in_pool(cases[i].region, cases[i].paid_by, cases[i].pool) !=
                cases[i].acts ||
            region_sees_pool(cases[i].region, cases[i].paid_by, cases[i].pool) != cases[i].sees)
            fail_msg("%s", cases[i].why);
}

#define BUREAU(r, roles_)                                                                          \
    {                                                                                              \
        .login = "by", .active = true, .own = (roles_), .roles = (roles_),                         \
        .org = {.code = "bureau-" r, .kind = ORG_BUREAU, .region = (r)}                            \
    }

/* A city's manager against every kind in four regions. */
static void
test_who_looks_after_whom(void **state)
{
    static const struct user city = BUREAU("532300", AS_MANAGER | AS_CITY);
    static const char *const regions[] = {"530000", "532300", "532301", "532401"};
    (void)state;
    for (int k = 0; k < ORG_KINDS; k++)
        for (size_t r = 0; r < COUNT(regions); r++) {
            struct org org = {.code = "other", .kind = (enum org_kind)k, .region = regions[r]};
            bool below = k == ORG_ALLIANCE || k == ORG_MONITOR || k == ORG_FUND ||
                         k == ORG_INSTITUTION || k == ORG_EXPERTS;
            bool want = k == ORG_BUREAU ? r == 2 : below && (r == 1 || r == 2);
            if ((manage_org(&city, &org) == MANAGE_OK) != want)
                fail_msg("%s in %s", org_kind_names[k], regions[r]);
        }
    struct org own = city.org;
    assert_int_equal(manage_org(&city, &own), MANAGE_OK);
    struct user plain = city, gone = city;
    plain.roles = plain.own = AS_CITY;
    assert_int_equal(manage_org(&plain, &own), MANAGE_NOBODY);
    gone.active = false;
    assert_int_equal(manage_org(&gone, &own), MANAGE_NOBODY);
    struct user platform = {.login = "p", .active = true, .own = AS_MANAGER, .roles = AS_MANAGER,
                            .org = {.code = "platform", .kind = ORG_PLATFORM, .region = "530000"}};
    struct org company = {.code = "c", .kind = ORG_COMPANY, .region = "530102"};
    assert_int_equal(manage_org(&platform, &company), MANAGE_OK);
    company.region = "330100";
    assert_int_equal(manage_org(&platform, &company), MANAGE_OUTSIDE);
}

static void
test_verdicts(void **state)
{
    static const struct user county = BUREAU("532301", AS_MANAGER | AS_COUNTY);
    struct user whom = {.login = "other", .own = AS_HOSPITAL,
                        .org = {.code = "H53230100001", .kind = ORG_INSTITUTION,
                                .region = "532301",
                                .roles = AS_MANAGER | AS_HOSPITAL | AS_DEPARTMENT}};
    struct user province = whom, self = county, colleague = county, nobody = county;
    bool seen[MANAGE_VERDICTS] = {false};
    (void)state;
    province.org = (struct org){
        .code = "p", .kind = ORG_BUREAU, .region = "530000", .roles = AS_PROVINCE};
    self.org.roles = colleague.org.roles = AS_MANAGER | AS_COUNTY;
    colleague.login = "colleague";
    nobody.roles = 0;
    seen[manage_user(&county, &whom, AS_HOSPITAL)] = true;               /* ok */
    seen[manage_user(&county, &whom, AS_PROVINCE)] = true;               /* roles */
    seen[manage_user(&county, &province, AS_PROVINCE)] = true;           /* outside */
    seen[manage_user(&county, &self, AS_COUNTY)] = true;                 /* self */
    seen[manage_user(&county, &colleague, AS_COUNTY | AS_ADMIN)] = true; /* above */
    seen[manage_user(&nobody, &whom, 0)] = true;                         /* nobody */
    for (int v = 0; v < MANAGE_VERDICTS; v++)
        if (!seen[v] && v != MANAGE_LAST) /* takes a database: test_last_administrator */
            fail_msg("no example gives %s", manage_verdict_name((enum manage_verdict)v));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles_text),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_within),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_sight),
        cmocka_unit_test(test_pools),
        cmocka_unit_test(test_who_looks_after_whom),
        cmocka_unit_test(test_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
