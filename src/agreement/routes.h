/* routes.h - agreements over HTTP: made, read, issued, signed; who delivers. The verbs are those of
 * the command line. An agreement's number is its path: project, term, institution, company,
 * distributor. */
#ifndef JICAI_AGREEMENT_ROUTES_H
#define JICAI_AGREEMENT_ROUTES_H
#include "access/role.h"
#include "agreement/contract.h"
#include "http/route.h"

extern const struct routes agreement_routes, contract_routes, cycle_routes;
extern const struct routes amend_routes, amend_list_routes;
extern const struct routes delivery_routes; /* relations, and whom they reach county by county */
extern const struct routes service_routes; /* who serves, and how who delivers was selected */

#define AGREEMENT_PATH                                                                             \
    "/v1/pools/:pool/agreements/:project/:term/:institution/:company/:distributor"

/* The number that the path names, when the caller may see that agreement; else ERR_NOT_FOUND. A
 * bureau sees its region, a party what is its own. */
bool agreement_of_path(struct call *c, const char **agreement);
#endif
