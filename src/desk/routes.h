/* routes.h - reports and explanations over HTTP. */
#ifndef JICAI_DESK_ROUTES_H
#define JICAI_DESK_ROUTES_H
#include "http/route.h"

extern const struct routes desk_routes, explain_routes, picture_routes;
#endif
