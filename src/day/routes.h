/* routes.h - the day job over HTTP: run for the business date, and what it did. */
#ifndef JICAI_DAY_ROUTES_H
#define JICAI_DAY_ROUTES_H
#include "http/route.h"

extern const struct routes day_routes;
#endif
