/* routes.h - demand over HTTP: reports and their form, review, volumes published, and volumes of a
 * project over several pools. */
#ifndef JICAI_DEMAND_ROUTES_H
#define JICAI_DEMAND_ROUTES_H
#include "project/routes.h"

extern const struct routes report_routes, review_routes, volume_routes;

/* An institution's own clerks; a reviewer whose region it lies in. Else ERR_NOT_FOUND, as if it
 * were not there. */
bool may_see_institution(struct call *c, const char *institution);
#endif
