/* routes.h - people and rights over HTTP: /v1/session (oneself), /v1/users, /v1/organisations,
 * /v1/keys, /v1/deputies, /v1/registrations, /v1/terms, /v1/demo. */
#ifndef JICAI_ACCESS_ROUTES_H
#define JICAI_ACCESS_ROUTES_H
#include "http/route.h"

extern const struct routes session_routes;      /* routes_session.c: coming in and going out */
extern const struct routes people_routes;       /* routes_people.c: who looks after whom */
extern const struct routes lend_routes;         /* routes_lend.c: keys, deputies */
extern const struct routes registration_routes; /* routes_register.c: who is not in yet, terms */
extern const struct routes file_routes;         /* routes_file.c: uploads that others name */
#endif
