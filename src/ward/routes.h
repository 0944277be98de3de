/* routes.h - inside an institution, over HTTP (REQUIREMENTS K1, K2, K3): its catalogue and what is
 * not in it, admission meetings, requests of its departments, clinical paths. The purchasing
 * department (AS_HOSPITAL) decides and orders; a user department (AS_DEPARTMENT) reads and asks. */
#ifndef JICAI_WARD_ROUTES_H
#define JICAI_WARD_ROUTES_H
#include "access/role.h"
#include "http/route.h"
#include "registry/put.h"

extern const struct routes ward_routes;      /* catalogue, meetings, requests, all lists */
extern const struct routes ward_path_routes; /* clinical paths, files */

#define WARD_PATH "/v1/pools/:pool"
enum {
    WARD_INSIDE = AS_HOSPITAL | AS_DEPARTMENT,
    WARD_READERS = WARD_INSIDE | AS_OFFICE | AS_REGULATOR | AS_AUDITOR
};
extern const struct shape ward_done_shape;
bool ward_done(struct call *c, enum put how, const char *note, int64_t version);
#endif
