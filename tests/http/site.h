/* site.h - for tests of routes: an empty database, servers on it, and calls whose answers are held
 * against the printed description. Beside db/fresh.h: fresh_db and fresh_arena are set here. */
#ifndef JICAI_TEST_SITE_H
#define JICAI_TEST_SITE_H
#include <jansson.h>

#include "../db/fresh.h"
#include "client.h"
#include "conform.h"
#include "http/server.h"

/* The database with this number in JICAI_TEST_DBS; false: there are no more. For the loop of main(). */
bool site_exists(size_t database);
/* Its schema applied, empty; the description of `api`. `room`: of fresh_arena. */
void site_open(size_t database, const struct api *api, size_t room);
/* A server of it. api, open, arg and listen are set here; `open` when it is NULL. */
struct server *site_serve(struct server_config cfg);
/* Closes the database, after its servers were stopped. */
void site_close(void);
extern const char *site_url;

struct site_answer { /* in fresh_arena */
    int status;
    const char *head, *body;
    size_t body_n;
};
/* One call on a connection of its own. `headers`: lines, each with CR LF; "". `type` and `body`
 * NULL: there is none. Fails the test when the answer is not as described. */
struct site_answer site_ask(const struct server *s, const char *method, const char *path,
                            const char *headers, const char *type, const char *body, size_t n);
#endif
