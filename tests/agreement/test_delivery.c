/* How far delivery reaches, county by county: pairs of a selected product and an institution, who is counted as
 * serving, and what nobody serves. */
#include "world.h"

#include "agreement/delivery.h"
#include "words/project.h"

static struct delivery_map map;

static bool
look(const char *project, const char *company, const char *product)
{
    const struct delivery_asked q = {POOL, project, company, product, day("2024-09-10")};
    e = (struct err){.code = ERR_NONE};
    return delivery_map(DB, &q, &map, &e);
}

static const struct delivery_region *
at(const char *region)
{
    for (size_t i = 0; i < map.regions; i++)
        if (strcmp(map.region[i].region, region) == 0)
            return &map.region[i];
    fail_msg("no region %s", region);
    return NULL;
}

static void
test_nobody(void **state)
{
    (void)state;
    OK(look(P, "", ""));
    assert_int_equal(map.regions, 3);
    for (size_t i = 0; i < map.regions; i++) {
        assert_true(i == 0 || strcmp(map.region[i - 1].region, map.region[i].region) < 0);
        assert_int_equal(map.region[i].institutions, 1);
        assert_int_equal(map.region[i].pairs, 2);
        assert_int_equal(map.region[i].served, 0);
        assert_int_equal(map.region[i].distributors, 0);
    }
    assert_int_equal(map.gaps, 6);
    assert_string_equal(map.gap[0].institution, A);
    assert_string_equal(map.gap[0].product, X1);
    assert_string_equal(map.gap[0].company, MAKER);
    assert_string_equal(map.gap[0].region, "500103");
}

static void
test_who_serves(void **state)
{
    static const struct {
        const char *product, *distributor, *region;
        int served, distributors, gaps;
        const char *why;
    } t[] = {
        {X1, CARRIER, "500103", 1, 1, 3, "an area in each county: three pairs of X1"},
        {X2, CARRIER_2, "500103", 1, 1, 3, "named, but it has no area: nothing more"},
        {X2, MAKER, "500112", 2, 2, 0, "a registrant without an area reaches all with its own"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(t); i++) {
        named(t[i].product, t[i].distributor);
        OK(look(P, "", ""));
        const struct delivery_region *r = at(t[i].region);
        if (r->served != t[i].served || r->distributors != t[i].distributors || map.gaps != (size_t)t[i].gaps)
            fail_msg("%s: %d served, %d distributors, %d gaps", t[i].why, (int)r->served, (int)r->distributors, (int)map.gaps);
    }
}

/* Only agreed relations count; only what was asked for is looked at. */
static void
test_asked(void **state)
{
    const struct distribution d = {X1, CARRIER, DISTRIBUTION_SUBMITTED, "", day("2024-09-01")};
    (void)state;
    OK(distribution_put(DB, POOL, P, &d, &how, &e));
    OK(look(P, "", X1));
    assert_true(at("500105")->pairs == 1 && at("500105")->served == 0);
    named(X1, CARRIER);
    OK(area_put(DB, CARRIER, "500105", day("2024-09-05"), false, &how, &e)); /* it serves there no more */
    OK(look(P, "", X1));
    assert_int_equal(at("500105")->served, 0);
    assert_int_equal(at("500103")->served, 1);
    assert_int_equal(map.gaps, 1);
    assert_string_equal(map.gap[0].institution, B);
    OK(look(P, RIVAL, "")); /* stands by: nothing of its own */
    assert_true(map.regions == 3 && map.gaps == 0 && at("500103")->pairs == 0);
    OK(look(P, MAKER, X4));
    assert_true(at("500103")->pairs == 0);
    assert_false(look("NONE", "", ""));
    assert_int_equal(e.code, ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_nobody), TEST(test_who_serves), TEST(test_asked)};
    return fresh_run(tests, COUNT(tests));
}
