/* people.h - a small cast for the tests of access: offices of three levels, a hospital, two
 * companies, and somebody in each. Passwords are hashed cheaply; everybody has the same. */
#ifndef JICAI_TEST_PEOPLE_H
#define JICAI_TEST_PEOPLE_H
#include "../db/fresh.h"
#include "access/enter.h"
#include "access/key.h"
#include "access/manage.h"
#include "access/register.h"
#include "access/terms.h"
#include "words/access.h"

#define PASSWORD "Kunming-2026x"
#define HOSPITAL "H53230100001"
#define MAKER "91330100799655058B"
#define ADDRESS "192.0.2.7"
#define AT (INT64_C(1790000000) * 1000000) /* 2026-09-21 */

enum { MINUTE = 60 };

void people_add(void); /* to fresh_db, which has its tables and is empty */
int people_setup(void **state);
date day(const char *text);
extern const char today_text[]; /* "2026-09-21" */

void org_add(const char *code, enum org_kind kind, const char *region);
void user_add(const char *login, const char *org, int64_t roles); /* with PASSWORD */
void password_set(const char *login, const char *password);       /* cheaply hashed */
struct user user_now(const char *login);
/* Expects the job to be refused with this message, before its first write. */
void refused(db_job *run, void *arg, enum err_code code, enum msg msg, const char *file, int line);
#define REFUSED(run, arg, code, msg) refused((run), (arg), (code), (msg), __FILE__, __LINE__)
#define DONE(run, arg) fresh_ok(db_tx(fresh_db, 0, (run), (arg), &e), &e, __FILE__, __LINE__)
#endif
