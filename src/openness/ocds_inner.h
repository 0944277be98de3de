/* ocds_inner.h - what the files of the export share. */
#ifndef JICAI_OCDS_INNER_H
#define JICAI_OCDS_INNER_H
#include "base/host/json.h"
#include "openness/ocds.h"
#include "project/life.h"

struct process { /* one project, and what of it is public */
    struct db *db;
    struct arena *a, *row; /* of the project; of a row at a time */
    struct json *j;
    const struct publisher *by;
    int64_t pool;
    date on;
    struct project p;
    enum phase now; /* as kept, or as the announced dates say */
    date from[PHASES], to[PHASES];
    const char *ocid;
    bool tender, volumes, awards, contracts, payments; /* public? */
    const char *award_status;                          /* "pending", "active", "cancelled" */
    date awarded;
};

/* Reads the project and decides; nothing is written. */
bool process_load(struct process *x, const char *project, struct err *e);

void ocds_value(struct json *j, const char *key, money m);
void ocds_day(struct json *j, const char *key, date d);                /* its beginning in China */
void ocds_period(struct json *j, const char *key, date from, date to); /* nothing for day 0 */
const char *ocds_id(struct process *x, const char *code);              /* of an organisation */
void ocds_reference(struct process *x, const char *key, const char *code, const char *name);
/* `text` with everything but unreserved signs as %XX, for a part of a URL's path. */
const char *ocds_escape(struct arena *a, const char *text);
const char *ocds_url(struct process *x, const char *end); /* of the project's public pages */

bool ocds_parties(struct process *x, struct err *e);
bool ocds_tender(struct process *x, struct err *e); /* planning too */
bool ocds_awards(struct process *x, struct err *e);
bool ocds_contracts(struct process *x, struct err *e);
#endif
