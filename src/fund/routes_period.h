/* routes_period.h - locked months and corrections of trade (REQUIREMENTS J7). */
#ifndef JICAI_ROUTES_PERIOD_H
#define JICAI_ROUTES_PERIOD_H
#include "http/route.h"

extern const struct routes period_routes;
#endif
