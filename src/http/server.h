/* server.h - the server: libmicrohttpd in front, threads with a database connection each behind.
 *
 * Nothing is answered before it is durable, nor before what was read for it is (db/disk.h); when
 * the disk fails, the process says so and ends with status 1. Stopping: no new connection, new
 * requests are refused with 503, what waits in the lanes is finished and answered, then the daemon
 * ends; a client that got its answer finds it stored. */
#ifndef JICAI_SERVER_H
#define JICAI_SERVER_H
#include "http/asset.h"
#include "http/route.h"

struct server_config {
    const struct api *api;
    /* A connection of its own, schema checked and audit_attach()ed; closed by the server. */
    bool (*open)(struct db **out, void *arg, struct err *e);
    void *arg;
    const struct asset *assets; /* of the web application; NULL: built without */
    const char *listen;         /* "127.0.0.1", "::1", "0.0.0.0" */
    uint16_t port;              /* 0: any; see server_port() */
    bool simulate;  /* X-Jicai-Today is honoured, and every answer says that it is a simulation */
    bool proxied;   /* behind a proxy of ours, whose X-Forwarded-For is believed */
    bool has_today; /* the business date is `today`, whatever the clock says */
    date today;
    const char *spool;    /* folder for uploads; NULL: TMPDIR or /tmp */
    int64_t tight;        /* ROUTE_TIGHT: so many a minute from one address; 0: no limit */
    int64_t body_seconds; /* from the headers to the last byte of a body, then it is cut; 0: 120 */
    size_t threads;       /* that read requests; 0: 2 */
    size_t writers;       /* 0: 1 for SQLite, 2 for PostgreSQL */
    size_t readers;       /* 0: 2 */
    size_t waiting;       /* at most in a lane; 0: 1024 */
    unsigned connections; /* at most; 0: 4096 */
    unsigned per_address; /* at most; 0: 1024 */
};

struct server;

bool server_start(struct server **out, const struct server_config *cfg, struct err *e);
uint16_t server_port(const struct server *s);
void server_stop(struct server *s); /* as above; frees it */

/* /healthz, /readyz, /metrics and the description of it all; every api has them. */
extern const struct routes server_routes;
#endif
