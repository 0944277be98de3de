/* The seam, on each engine: the same program must see the same. */
#include "fresh.h"

static void
test_every_query_prepares(void **state)
{
    struct err e;
    (void)state;
    for (const struct query *const *const *wing = wing_queries; *wing != NULL; wing++)
        for (const struct query *const *q = *wing; *q != NULL; q++)
            OK(fresh_db->ops->prepare(fresh_db, *q, &e));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_query_prepares),
    };
    return fresh_run(tests, COUNT(tests));
}
