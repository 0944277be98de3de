/* routes.h - master data over HTTP: institutions, companies, products, certificates and codes, as
 * they are on a day and as they were (REQUIREMENTS A2-A5). */
#ifndef JICAI_REGISTRY_ROUTES_H
#define JICAI_REGISTRY_ROUTES_H
#include "http/route.h"

extern const struct routes admit_routes, company_routes, product_routes, institution_routes;
extern const struct routes name_routes, region_routes, signing_routes;
#endif
