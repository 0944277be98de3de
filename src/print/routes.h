/* routes.h - documents over HTTP. */
#ifndef JICAI_PRINT_ROUTES_H
#define JICAI_PRINT_ROUTES_H
#include "http/route.h"

extern const struct routes print_routes;
#endif
