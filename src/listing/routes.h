/* routes.h - what the outside may ask of listings (REQUIREMENTS E1 to E5, B2, B3). */
#ifndef JICAI_LISTING_ROUTES_H
#define JICAI_LISTING_ROUTES_H
#include "http/route.h"

extern const struct routes listing_routes;
extern const struct routes price_routes; /* offers, lower prices elsewhere */
extern const struct routes hint_routes;
extern const struct routes platform_routes; /* prices of other platforms */
extern const struct routes buying_routes;   /* bargaining and recorded purchases */
extern const struct routes standard_routes; /* payment standards */
#endif
