/* routes_renewal.h - what follows a cycle, over HTTP. */
#ifndef JICAI_OVERSIGHT_ROUTES_RENEWAL_H
#define JICAI_OVERSIGHT_ROUTES_RENEWAL_H
#include "http/route.h"

extern const struct routes renewal_routes;
#endif
