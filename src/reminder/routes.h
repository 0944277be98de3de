/* routes.h - what somebody is reminded of (REQUIREMENTS J5). */
#ifndef JICAI_REMINDER_ROUTES_H
#define JICAI_REMINDER_ROUTES_H
#include "http/route.h"

extern const struct routes reminder_routes;
#endif
