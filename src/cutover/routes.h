/* routes.h - the routes of this wing. */
#ifndef JICAI_CUTOVER_ROUTES_H
#define JICAI_CUTOVER_ROUTES_H
#include "http/route.h"

extern const struct routes cutover_routes;
#endif
