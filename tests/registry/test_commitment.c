/* What a company has to promise in writing before it may bid (A3). */
#include "../db/fresh.h"
#include "registry/commitment.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)
#define ACME "91330100799655058B"

static bool
story(struct db *db, void *arg, struct err *e)
{
    const struct company c = {.code = ACME, .name = "acme", .country = "CN", .registrant = true, .agent = "",
                              .controller = "", .region = "", .successor = ""};
    bool missing[COMMITMENTS];
    enum put how;
    int n;
    (void)arg;
    assert_true(company_put(db, fresh_arena, &c, &how, e));
    for (int k = 0; k < COMMITMENTS; k++) {
        const date on = {19800 + k};
        assert_false(commitments_must(db, fresh_arena, ACME, on, e));
        assert_string_equal(msg_name(e->msg), "commitment_missing");
        assert_string_equal(e->arg[1], commitment_names[k]); /* the first that is missing */
        *e = (struct err){.code = ERR_NONE};
        assert_true(commitment_put(db, fresh_arena, ACME, commitment_names[k], on, "doc", &how, e));
        assert_true(commitments_missing(db, fresh_arena, ACME, on, missing, &n, e));
        assert_int_equal(n, COMMITMENTS - 1 - k);
    }
    assert_true(commitments_must(db, fresh_arena, ACME, (date){19802}, e));
    assert_false(commitments_must(db, fresh_arena, ACME, (date){19801}, e)); /* the day before */
    *e = (struct err){.code = ERR_NONE};
    return true;
}

static void
test_promises_before_bidding(void **state)
{
    struct err e = {0};
    (void)state;
    OK(db_tx(fresh_db, 0, story, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_promises_before_bidding)};
    return fresh_run(tests, COUNT(tests));
}
