/* routes.h - trade over HTTP: documents in bulk, lists of them, recall, accompanying service. The
 * verbs are those of the files and commands; what is another's is not there. */
#ifndef JICAI_TRADE_ROUTES_H
#define JICAI_TRADE_ROUTES_H
#include "access/role.h"
#include "http/route.h"

extern const struct routes trade_routes, trade_money_routes, trade_list_routes,
    trade_service_routes;

enum {
    AS_SUPPLIER = AS_REGISTRANT | AS_DISTRIBUTOR,
    READS_TRADE = AS_HOSPITAL | AS_SUPPLIER | AS_OFFICE | AS_REGULATOR | AS_AUDITOR
};
#define TRADE_PATH "/v1/pools/:pool"
#endif
