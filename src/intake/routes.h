/* routes.h - files of rows over HTTP: the same kinds as `jicai import`, those that are safe to take
 * from outside; dry run, mistakes with row and column, good rows only. */
#ifndef JICAI_INTAKE_ROUTES_H
#define JICAI_INTAKE_ROUTES_H
#include "http/route.h"

extern const struct routes intake_routes;
#endif
