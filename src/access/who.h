/* who.h - the answer to the server's question "who is asking?" (http/route.h): a session's cookie
 * or an API key becomes a struct person. What it says is read afresh for every request: a
 * suspension holds from the next one on. */
#ifndef JICAI_WHO_H
#define JICAI_WHO_H
#include "access/sight.h"
#include "access/user.h"
#include "http/route.h"

/* A call_who. With a cookie, a changing request must carry X-CSRF-Token of the same session
 * (ERR_DENIED); an API key needs none, since no page can make a browser send it. On a public route
 * a session that is over, or without its token, is simply nobody. A session of the demonstration
 * exists in a simulation only. c->who.session_id is the token of the session itself.
 *
 * c->who.pools are those that the person acts in, as far as they can be counted: the pool of the
 * path, when he may act there or, for GET, read there; without one, those of an institution, county
 * or city. Whoever has a province or the country is asked by sight (access/sight.h). */
bool access_who(struct call *c);

/* For the wings' handlers: which rows may this person see? */
void sight_of(const struct person *p, struct sight *out);
/* Does he speak for this organisation? */
bool person_is_of(const struct person *p, const char *org);
/* The login that a verb records; of an API key "key:ORG/NAME". */
const char *who_login(const struct call *c);
#endif
