/* routes.h - tenders over HTTP: who may bid, who opens, sealed bids, the opening and its public
 * record, awards, what-if, allocation. The verbs are those of the command line. */
#ifndef JICAI_TENDER_ROUTES_H
#define JICAI_TENDER_ROUTES_H
#include "access/role.h"
#include "http/route.h"

extern const struct routes sealed_routes, opening_routes, award_routes, draw_routes,
    choice_routes, check_routes;

extern const struct routes talks_routes, set_routes;

/* Who runs a tender. */
enum { RUNS_TENDERS = AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_PLATFORM };

/* The moment of a request, local time: "2026-05-01 09:30:00". Of a simulation, noon of its day. */
const char *call_moment(const struct call *c);

struct tender_done {
    const char *how; /* new, same, changed */
};
extern const struct shape tender_done_shape;
bool tender_reply_done(struct call *c, int how);
#endif
