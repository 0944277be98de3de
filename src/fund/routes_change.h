/* routes_change.h - changes of prepayments over HTTP; the verbs are those of prepay_change.h. */
#ifndef JICAI_FUND_ROUTES_CHANGE_H
#define JICAI_FUND_ROUTES_CHANGE_H
#include "access/role.h"
#include "http/route.h"

extern const struct routes prepay_change_routes;
#endif
