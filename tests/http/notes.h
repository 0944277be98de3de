/* notes.h - an interface for tests of the server: notes in pools, with every kind of route. Who
 * asks is said by the header X-Test-User: "NAME ROLE POOL"; roles are "reader", "writer". */
#ifndef JICAI_TEST_NOTES_H
#define JICAI_TEST_NOTES_H
#include "http/server.h"

extern const struct api notes_api;

enum { NOTES_POOL = 500000, NOTES_OTHER = 532300 };

/* The databases of JICAI_TEST_DBS, those that a server can use: a file in place of SQLite in
 * memory. `at` counts from 0; false: no more. */
bool notes_db(size_t at, char url[static 512]);
void notes_make(const char *url);   /* tables, empty, with the pools */
void notes_drop(const char *url);   /* and the file */
bool notes_open(struct db **out, void *url, struct err *e);
void notes_hold(bool hold);        /* the slow worker is busy for so long */
void notes_dismiss_fay(bool gone); /* the session of "fay" is over */
int64_t notes_count(const char *url, const char *id); /* how many have this id; NULL: all */
/* Opened once for many looks. */
int64_t notes_count_in(struct db *db, const char *id);
#endif
