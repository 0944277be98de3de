/* /metrics: Prometheus text, our own; and the two questions of a load balancer. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/openapi.h"
#include "http/query.h"
#include "http/server_inner.h"
#include "words/http.h"

void
metrics_count(struct server *s, const struct route *r, unsigned status, int64_t micros)
{
    if (r == NULL) {
        atomic_fetch_add(&s->refused, 1);
        return;
    }
    struct route_count *count = &s->count[route_place(&s->api, r)];
    atomic_fetch_add(&count->status[status / 100 % STATUS_CLASSES], 1);
    atomic_fetch_add(&count->micros, (uint64_t)(micros > 0 ? micros : 0));
}

static void
head(FILE *to, const char *name, const char *type, const char *help)
{
    fprintf(to, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
print_routes(FILE *to, struct server *s)
{
    head(to, "jicai_requests_total", "counter", "Requests answered, by route and class of status.");
    for (size_t i = 0; i < s->routes_n; i++)
        for (unsigned k = 1; k < STATUS_CLASSES; k++) {
            uint64_t n = atomic_load(&s->count[i].status[k]);
            if (n > 0)
                fprintf(to, "jicai_requests_total{route=\"%s\",status=\"%uxx\"} %" PRIu64 "\n",
                        route_at(&s->api, i)->id, k, n);
        }
    head(to, "jicai_request_seconds_total", "counter", "Time from first byte to answer, by route.");
    for (size_t i = 0; i < s->routes_n; i++) {
        uint64_t us = atomic_load(&s->count[i].micros);
        if (us > 0)
            fprintf(to, "jicai_request_seconds_total{route=\"%s\"} %" PRIu64 ".%06" PRIu64 "\n",
                    route_at(&s->api, i)->id, us / 1000000, us % 1000000);
    }
    head(to, "jicai_requests_unknown_total", "counter", "Requests to no route.");
    fprintf(to, "jicai_requests_unknown_total %" PRIu64 "\n", (uint64_t)atomic_load(&s->refused));
}

static void
print_lanes(FILE *to, struct server *s)
{
    struct {
        const char *name;
        struct lane *lane;
    } lanes[] = {{"read", &s->read}, {"write", &s->write}, {"slow", &s->slow}, {"door", &s->door}};
    enum { LANES = sizeof(lanes) / sizeof(*lanes) };
    size_t waiting[LANES];
    uint64_t groups[LANES], jobs[LANES];
    for (size_t i = 0; i < LANES; i++)
        lane_count(lanes[i].lane, &waiting[i], &groups[i], &jobs[i]);
    head(to, "jicai_lane_waiting", "gauge", "Jobs that wait.");
    for (size_t i = 0; i < LANES; i++)
        fprintf(to, "jicai_lane_waiting{lane=\"%s\"} %zu\n", lanes[i].name, waiting[i]);
    head(to, "jicai_lane_jobs_total", "counter", "Jobs taken.");
    for (size_t i = 0; i < LANES; i++)
        fprintf(to, "jicai_lane_jobs_total{lane=\"%s\"} %" PRIu64 "\n", lanes[i].name, jobs[i]);
    head(to, "jicai_lane_groups_total", "counter", "Groups taken: one transaction each.");
    for (size_t i = 0; i < LANES; i++)
        fprintf(to, "jicai_lane_groups_total{lane=\"%s\"} %" PRIu64 "\n", lanes[i].name, groups[i]);
}

static long
resident_bytes(void)
{
    long pages = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f == NULL)
        return 0;
    if (fscanf(f, "%ld %ld", &pages, &resident) != 2)
        resident = 0;
    fclose(f);
    return resident * sysconf(_SC_PAGESIZE);
}

static void
free_text(void *text)
{
    free(text);
}

static bool
is_local(const struct call *c)
{
    return strcmp(c->address, "127.0.0.1") == 0 || strcmp(c->address, "::1") == 0 ||
           strcmp(c->address, "::ffff:127.0.0.1") == 0;
}

/* For this machine only: how busy a procurement is at its deadline is nobody else's business. */
static bool
metrics_get(struct call *c)
{
    struct server *s = ((struct req *)c)->s;
    char *text;
    size_t n;
    if (!is_local(c))
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    FILE *to = open_memstream(&text, &n);
    if (to == NULL)
        abort();
    print_routes(to, s);
    print_lanes(to, s);
    head(to, "jicai_requests_open", "gauge", "Requests that have begun and not ended.");
    fprintf(to, "jicai_requests_open %" PRIu64 "\n", (uint64_t)atomic_load(&s->open));
    head(to, "jicai_uptime_seconds", "gauge", "Since the start.");
    fprintf(to, "jicai_uptime_seconds %" PRId64 "\n", (server_now() - s->started_at) / 1000000);
    head(to, "process_resident_memory_bytes", "gauge", "Resident memory.");
    fprintf(to, "process_resident_memory_bytes %ld\n", resident_bytes());
    fclose(to);
    arena_defer(c->arena, free_text, text);
    return reply_raw(c, "text/plain; version=0.0.4; charset=utf-8", NULL, text, n);
}

struct health {
    const char *status, *version;
    date today;
    bool simulation;
};
static const struct field health_fields[] = {
    F_TEXT(struct health, "status", status, 16, 0),
    F_TEXT(struct health, "version", version, 16, 0),
    F_DATE(struct health, "today", today, 0),
    F_BOOL(struct health, "simulation", simulation, 0),
};
static const struct shape health_shape = SHAPE("Health", struct health, health_fields);

static bool
say(struct call *c, const char *status)
{
    struct health *h = arena_array(c->arena, struct health, 1);
    *h = (struct health){status, JICAI_VERSION, c->today, c->simulated};
    return reply(c, 200, h);
}

static bool
healthz_get(struct call *c)
{
    return say(c, "ok");
}

static bool
readyz_get(struct call *c)
{
    struct rows r;
    struct err e;
    if (!db_run(c->db, &q_server_ready, c->arena, &r, &e, v_int(-1)) || row_int(&r, 0, 0) != 0)
        return err_set(&c->err, ERR_CONFLICT, M_HTTP_NOT_READY);
    return say(c, "ready");
}

static bool
openapi_get(struct call *c)
{
    struct server *s = ((struct req *)c)->s;
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    if (to == NULL)
        abort();
    openapi_print(&s->api, c->lang, to);
    fclose(to);
    arena_defer(c->arena, free_text, text);
    return reply_raw(c, "application/json", NULL, text, n);
}

static const struct raw text_out = {.types = "text/plain"},
                        json_out = {.types = "application/json"}, page_out = {.types = "text/html"};

static const struct route own[] = {
    {.id = "server.health",
     .method = "GET",
     .path = "/healthz",
     .roles = ROLES_PUBLIC,
     .out = &health_shape,
     .handle = healthz_get,
     .summary = M_ROUTE_HEALTH},
    {.id = "server.ready",
     .method = "GET",
     .path = "/readyz",
     .roles = ROLES_PUBLIC,
     .out = &health_shape,
     .handle = readyz_get,
     .summary = M_ROUTE_READY},
    {.id = "server.metrics",
     .method = "GET",
     .path = "/metrics",
     .roles = ROLES_PUBLIC,
     .raw_out = &text_out,
     .handle = metrics_get,
     .summary = M_ROUTE_METRICS},
    {.id = "server.openapi",
     .method = "GET",
     .path = "/v1/openapi.json",
     .roles = ROLES_PUBLIC,
     .raw_out = &json_out,
     .handle = openapi_get,
     .summary = M_ROUTE_OPENAPI},
    {.id = "server.page",
     .method = "GET",
     .path = "/*",
     .roles = ROLES_PUBLIC,
     .flags = ROUTE_PAGE,
     .raw_out = &page_out,
     .handle = page_get,
     .summary = M_ROUTE_PAGE},
};
const struct routes server_routes = ROUTES(own);
