/* fresh.h - an empty database with all tables for each test of a wing, on each engine that
 * JICAI_TEST_DBS names (";" between them; SQLite in memory when it is not set).
 *
 *     #define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)
 *     int main(void) { const struct CMUnitTest tests[] = {TEST(test_x)}; return fresh_run(tests, COUNT(tests)); }
 */
#ifndef JICAI_FRESH_H
#define JICAI_FRESH_H
#include "../test.h"
#include "db/schema.h"
#include "seal/vault.h"

extern struct db *fresh_db;       /* empty but for the pools below */
extern struct arena *fresh_arena; /* of this test */
extern const char *fresh_url;     /* of this round */

enum { FRESH_POOL = 500000, FRESH_POOL_2 = 532300 };

int fresh_setup(void **state);
int fresh_teardown(void **state);
/* The test's database, and the connection behind it, are closed; the next test has a new one. */
void fresh_close(void);
/* What secrets are stored with in tests; of fresh_db already. */
extern const struct vault fresh_vault;
/* Fails the test with what the database said. */
void fresh_ok(bool ok, const struct err *e, const char *file, int line);
#define OK(call) fresh_ok((call), &e, __FILE__, __LINE__) /* with a `struct err e` in sight */
/* Runs it as it is; the test that names it ends with what the database says. */
#define fresh_sql(text) fresh_sql_at((text), __FILE__, __LINE__)
void fresh_sql_at(const char *text, const char *file, int line);
const char *fresh_digest(void);                           /* of the database now; in the arena */

/* All tests on all databases; how many failed. */
int fresh_run(const struct CMUnitTest tests[], size_t n);
const char *fresh_name(void); /* "sqlite" or "postgres" */
#endif
