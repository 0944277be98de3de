/* routes.h - projects over HTTP: themselves, their phases, members and participants; documents in
 * three steps; announcements and objections. The verbs are those of the command line. */
#ifndef JICAI_PROJECT_ROUTES_H
#define JICAI_PROJECT_ROUTES_H
#include "access/role.h"
#include "http/route.h"

extern const struct routes project_routes, document_routes, announcement_routes, way_routes,
    apply_routes, bank_routes, meeting_routes, public_project_routes;

/* Who runs a project: bureaus of a province or a city, alliance offices. */
enum { AS_RUNS = AS_PROVINCE | AS_CITY | AS_ALLIANCE };
/* Who keeps the expert bank and calls experts together (GZ 五(一)2: 市医保中心). */
enum { KEEPS_BANK = AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_MONITOR };
/* Who reads what is not public yet. */
enum { AS_READS = AS_OFFICE | AS_REGULATOR | AS_AUDITOR };

/* What a write says when there is nothing more to say: "new", "same" or "changed". */
struct done {
    const char *how;
};
extern const struct shape done_shape;
/* 201 for what is new, else 200. */
bool reply_done(struct call *c, int how);

/* A :project of "-" is none: what belongs to the whole pool. */
const char *project_arg(const struct call *c, size_t at);
#endif
