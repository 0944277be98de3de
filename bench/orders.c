/* bench-orders JICAI DB [CLIENTS SECONDS [ORDERS]] - orders of three lines through HTTP on the server
 * as it is: session, JSON, all checks of an order, counters, audit row in the log, durable. ORDERS: of
 * one request (1). Fills DB, which `jicai init` has made, with hospitals and agreements when it has
 * none. Prints one line; bench/orders.sh puts it beside the bare loops. */
#include "kit.h"
#include "../tests/test.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../tests/http/client.h"
#include "access/manage.h"
#include "access/role.h"
#include "access/session.h"
#include "db/schema.h"

enum { HOSPITALS = 14000, LINES = 60, PRODUCTS = 2000, PEOPLE = 1024, CLIENTS_MAX = 64, POOL = 500000 };
enum { LATENCIES_MAX = 400000, BODY = 64 * 1024 };

static struct {
    char token[TOKEN_TEXT_MAX], csrf[SHA256_HEX_MAX];
} person[PEOPLE];
static uint16_t port;
static size_t orders_each;
static double until;

static int64_t
at(void)
{
    return (int64_t)time(NULL) * 1000000;
}

/* --- the world --- */

static const char *const world[] = {
    "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, cycle_months, rules, rules_sha256) "
    "VALUES (500000, 'P', 'p', 'chongqing', 'high_value', 'provincial', '', '2024-01-01', 120, '', '')",
};

/* Codes are "H" and 100000 + i, "P" and 100000 + i: numbers that need no padding in SQL. */
#define SERIES(n) "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " n ") "
#define H "'H' || CAST(100000 + i AS TEXT)"
#define A "'P/1/H' || CAST(100000 + i AS TEXT) || '/C1/D1'"

static const char *const rows[] = {
    "INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, insured, generic_name, "
    "form, strength, evaluation) " SERIES("1999") "SELECT 'P' || CAST(100000 + i AS TEXT), '1900-01-01', '9999-12-31', 'p', '', '', 'C1', "
    "'high_value', '', '', '', '', 1, '', '', '', 'none' FROM n",
    "INSERT INTO listing (pool, product, company, zone, project, state, cause, since_on, price, with_service, notice_price, notice_on, objections, "
    "decided_on, substitute) " SERIES("1999") "SELECT 500000, 'P' || CAST(100000 + i AS TEXT), 'C1', 'results', 'P', 'listed', 'x', '2024-01-01', "
    "1000000, 0, 0, '', 0, '', '' FROM n",
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, successor) " SERIES("13999")
    "SELECT " H ", '1900-01-01', '9999-12-31', 500000, 'h', '500103', 'tertiary', 'public', 'county', 'by_pack', 'open', '' FROM n",
    "INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, parties, goods, from_on, to_on, volume_until, "
    "extension, pack, pack_sha256) " SERIES("13999") "SELECT 500000, " A ", 'P', 1, " H ", 'C1', 'D1', 3, 'high_value', '2024-01-01', "
    "'2043-12-31', '2043-12-31', 0, 'chongqing', '' FROM n",
    "INSERT INTO agreement_line (pool, agreement, product, grp, variant, price, without_service, with_service, agreed, ordered, shipped, accepted, "
    "returned, invoiced, accepted_amount, paid_amount) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 13999), "
    "k (j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 59) SELECT 500000, " A ", 'P' || CAST(100000 + (i * 60 + j) * 7 % 2000 AS TEXT), 'G', "
    "'without_service', 1000000, 1000000, 0, 1000, 0, 0, 0, 0, 0, 0, 0 FROM n CROSS JOIN k",
};

static bool
fill(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    for (size_t i = 0; i < COUNT(world); i++)
        if (!db->ops->exec(db, world[i], e))
            return false;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (!db->ops->exec(db, rows[i], e))
            return false;
    return true;
}

static bool
filled(struct db *db, void *arg, struct err *e)
{
    static const struct query q = {"f_filled", "SELECT COUNT(*) FROM project WHERE pool = $1", NULL, 1};
    struct arena *a = arena_new(1 << 16);
    struct rows r;
    bool ok = db_run(db, &q, a, &r, e, v_int(POOL));
    *(bool *)arg = ok && row_int(&r, 0, 0) > 0;
    arena_free(a);
    return ok;
}

static bool
people(struct db *db, void *arg, struct err *e)
{
    bool *fresh = arg;
    struct arena *a = arena_new(64 << 20);
    bool ok = true;
    date today = {(int32_t)((time(NULL) + 8 * 3600) / 86400)};
    for (int i = 0; ok && i < PEOPLE; i++) {
        char *h = arena_printf(a, "H%d", 100000 + i * (HOSPITALS / PEOPLE)), *login = arena_printf(a, "h%05d", i);
        struct make_org org = {.arena = a, .today = today,
                               .org = {.code = h, .name = h, .kind = ORG_INSTITUTION, .region = "500103", .paid_by = POOL, .reason = ""}};
        struct make_user user = {.arena = a, .today = today, .at = at(), .login = login, .name = login, .org = h,
                                 .phone = "", .email = "", .expert = "", .reason = "bench", .roles = AS_HOSPITAL};
        ok = (!*fresh || (make_org(db, &org, e) && make_user(db, &user, e))) &&
             session_open(db, a, &(struct session_new){.login = login, .address = "", .stage = STAGE_FULL, .at = at()}, person[i].token, e);
        session_csrf(person[i].token, person[i].csrf);
    }
    arena_free(a);
    return ok;
}

static void
make_world(const char *url)
{
    struct db *db;
    struct err e;
    bool there;
    must(db_open(&db, url, &e), &e, url);
    must(db_read(db, filled, &there, &e), &e, "look");
    bool fresh = !there;
    if (fresh) {
        must(db_tx(db, 0, fill, NULL, &e), &e, "fill");
        db_close(db);
        must(db_open(&db, url, &e), &e, url);
        (void)db->ops->exec(db, "ANALYZE", &e);
    }
    must(db_tx(db, 0, people, &fresh, &e), &e, "people");
    db_close(db);
}

/* --- the server --- */

static pid_t
start(const char *jicai, const char *url)
{
    int ends[2];
    char line[256] = "";
    size_t n = 0;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0)
        exit(1);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(ends[1], STDOUT_FILENO);
        execl(jicai, jicai, "serve", "--port", "0", "--db", url, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    while (n < sizeof(line) - 1 && memchr(line, '\n', n) == NULL) {
        ssize_t k = read(ends[0], line + n, sizeof(line) - 1 - n);
        if (k <= 0)
            break;
        n += (size_t)k;
    }
    const char *colon = strrchr(line, ':');
    if (colon == NULL) {
        fprintf(stderr, "no server: %s\n", line);
        exit(1);
    }
    port = (uint16_t)strtol(colon + 1, NULL, 10);
    return child;
}

/* The mean group of the writer, from what it tells about itself. */
static double
group_of(void)
{
    static const char get[] = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    struct client c = {.fd = -1, .port = port};
    struct answer a;
    double jobs = 0, groups = 0;
    if (client_ask(&c, get, sizeof(get) - 1, &a)) {
        const char *j = strstr(a.body, "jicai_lane_jobs_total{lane=\"write\"} ");
        const char *g = strstr(a.body, "jicai_lane_groups_total{lane=\"write\"} ");
        jobs = j != NULL ? strtod(strchr(j, '}') + 2, NULL) : 0;
        groups = g != NULL ? strtod(strchr(g, '}') + 2, NULL) : 0;
    }
    client_close(&c);
    return groups > 0 ? jobs / groups : 0;
}

/* Seconds of the server that has ended: what a loaded machine does not change. */
static double
cpu_of_child(void)
{
    struct rusage u;
    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* --- the load --- */

struct load {
    size_t me, n, slow_n;
    float *slow;
    pthread_t thread;
};

static size_t
request_of(const struct load *l, char *out, char *body)
{
    size_t who = (l->me * 16 + l->n % 16) % PEOPLE, n = 0;
    size_t hospital = who * (HOSPITALS / PEOPLE);
    n += (size_t)snprintf(body + n, BODY - n, "{\"rows\":[");
    for (size_t i = 0; i < orders_each; i++)
        for (size_t k = 0; k < 3; k++)
            n += (size_t)snprintf(body + n, BODY - n,
                                  "%s{\"order\":\"B%ld-%zu-%zu-%zu\",\"line\":%zu,\"project\":\"P\",\"product\":\"P%zu\",\"qty\":%zu}",
                                  i + k == 0 ? "" : ",", (long)getpid(), l->me, l->n, i, k + 1,
                                  100000 + (hospital * LINES + ((l->n + i) * 3 + k) % LINES) * 7 % PRODUCTS, 1 + (l->n + k) % 63);
    n += (size_t)snprintf(body + n, BODY - n, "]}");
    return (size_t)snprintf(out, BODY + 1024,
                            "POST /v1/pools/500000/orders HTTP/1.1\r\nHost: x\r\nCookie: " COOKIE_NAME "=%s\r\nX-CSRF-Token: %s\r\n"
                            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                            person[who].token, person[who].csrf, n, body);
}

static void *
work(void *arg)
{
    struct load *l = arg;
    struct client c = {.fd = -1, .port = port};
    struct answer a;
    char *request = malloc(BODY + 1024), *body = malloc(BODY);
    for (l->n = 0; now() < until; l->n++) {
        size_t n = request_of(l, request, body);
        double from = now();
        if (!client_ask(&c, request, n, &a) || a.status != 201 || strstr(a.body, "\"refused\":0") == NULL) {
            fprintf(stderr, "%d: %s\n", a.status, a.status != 0 ? a.body : "");
            exit(1);
        }
        if (l->slow_n < LATENCIES_MAX / CLIENTS_MAX)
            l->slow[l->slow_n++] = (float)(now() - from);
    }
    client_close(&c);
    free(request);
    free(body);
    return NULL;
}

static int
order_of(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
    static struct load load[CLIENTS_MAX];
    static float all[LATENCIES_MAX];
    size_t clients = argc > 3 ? (size_t)atoi(argv[3]) : CLIENTS_MAX, sum = 0, n = 0;
    double seconds = argc > 4 ? atof(argv[4]) : 5;
    if (argc < 3 || clients > CLIENTS_MAX || clients == 0)
        return 2;
    orders_each = argc > 5 ? (size_t)atoi(argv[5]) : 1;
    make_world(argv[2]);
    pid_t child = start(argv[1], argv[2]);
    double from = now();
    until = from + seconds;
    for (size_t i = 0; i < clients; i++) {
        load[i] = (struct load){.me = i, .slow = malloc(LATENCIES_MAX / CLIENTS_MAX * sizeof(float))};
        pthread_create(&load[i].thread, NULL, work, &load[i]);
    }
    for (size_t i = 0; i < clients; i++) {
        pthread_join(load[i].thread, NULL);
        sum += load[i].n;
        memcpy(all + n, load[i].slow, load[i].slow_n * sizeof(float));
        n += load[i].slow_n;
    }
    double took = now() - from;
    qsort(all, n, sizeof(*all), order_of);
    double group = group_of(), orders = (double)(sum * orders_each);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    printf("jicai clients %zu orders_each %zu group %.1f orders %.0f per_s %.0f p50_ms %.1f p99_ms %.1f cpu_us %.0f\n", clients, orders_each,
           group, orders, orders / took, (double)all[n / 2] * 1000, (double)all[n * 99 / 100] * 1000, cpu_of_child() / orders * 1e6);
    return 0;
}
