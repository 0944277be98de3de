/* The world that orders and chains of trade are placed in, and the server that they are sent to. */
#include "trade.h"
#include "kit.h"
#include "../tests/test.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../tests/http/client.h"
#include "access/manage.h"
#include "access/role.h"
#include "db/schema.h"

enum { POOL = 500000 };

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

struct staff {
    struct trade *t;
    bool fresh;
};

static bool
person(struct db *db, struct arena *a, bool fresh, const struct org *org, char *login, int64_t roles, struct login *out, struct err *e)
{
    date today = {(int32_t)((time(NULL) + 8 * 3600) / 86400)};
    struct make_org make = {.arena = a, .today = today, .org = *org};
    struct make_user user = {.arena = a, .today = today, .at = at(), .login = login, .name = login, .org = org->code,
                             .phone = "", .email = "", .expert = "", .reason = "bench", .roles = roles};
    bool ok = (!fresh || (make_org(db, &make, e) && make_user(db, &user, e))) &&
              session_open(db, a, &(struct session_new){.login = login, .address = "", .stage = STAGE_FULL, .at = at()}, out->token, e);
    session_csrf(out->token, out->csrf);
    return ok;
}

static bool
people(struct db *db, void *arg, struct err *e)
{
    const struct staff *s = arg;
    struct arena *a = arena_new(64 << 20);
    bool ok = true;
    for (int i = 0; ok && i < PEOPLE; i++) {
        char *code = arena_printf(a, "H%d", 100000 + i * (HOSPITALS / PEOPLE));
        struct org org = {.code = code, .name = code, .kind = ORG_INSTITUTION, .region = "500103", .paid_by = POOL, .reason = ""};
        ok = person(db, a, s->fresh, &org, arena_printf(a, "h%05d", i), AS_HOSPITAL, &s->t->hospital[i], e);
    }
    for (int i = 0; ok && i < CLIENTS_MAX; i++) {
        struct org org = {.code = "D1", .name = "D1", .kind = ORG_COMPANY, .region = "", .reason = ""};
        ok = person(db, a, s->fresh, &org, arena_printf(a, "d%05d", i), AS_DISTRIBUTOR, &s->t->supplier[i], e);
    }
    arena_free(a);
    return ok;
}

void
trade_world(struct trade *t, const char *url)
{
    struct db *db;
    struct err e;
    bool there;
    must(db_open(&db, url, &e), &e, url);
    must(db_read(db, filled, &there, &e), &e, "look");
    struct staff staff = {t, !there};
    if (!there) {
        must(db_tx(db, 0, fill, NULL, &e), &e, "fill");
        db_close(db);
        must(db_open(&db, url, &e), &e, url);
        if (db->ops->far) /* what its autovacuum would have done */
            (void)db->ops->exec(db, "ANALYZE", &e);
    }
    must(db_tx(db, 0, people, &staff, &e), &e, "people");
    db_close(db);
}

/* --- the server --- */

void
trade_serve(struct trade *t, const char *jicai, const char *url)
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
    t->port = (uint16_t)strtol(colon + 1, NULL, 10);
    t->server = child;
}

/* The mean group of the writer, from what it tells about itself. */
double
trade_group(const struct trade *t)
{
    static const char get[] = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    struct client c = {.fd = -1, .port = t->port};
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

static double
own_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds of a processor: of all threads of a process, the connections' and the others (the writer,
 * mostly). Says less of a loaded machine than the clock does. */
struct cpu
trade_cpu(const struct trade *t)
{
    struct cpu out = {.own = own_cpu()};
    pid_t pid = t->server;
    char path[300], name[32];
    struct dirent *d;
    snprintf(path, sizeof(path), "/proc/%ld/task", (long)pid);
    DIR *dir = opendir(path);
    while (dir != NULL && (d = readdir(dir)) != NULL) {
        unsigned long long ns = 0;
        snprintf(path, sizeof(path), "/proc/%ld/task/%.16s/schedstat", (long)pid, d->d_name);
        FILE *f = *d->d_name != '.' ? fopen(path, "r") : NULL;
        if (f == NULL)
            continue;
        if (fscanf(f, "%llu", &ns) != 1)
            ns = 0;
        fclose(f);
        snprintf(path, sizeof(path), "/proc/%ld/task/%.16s/comm", (long)pid, d->d_name);
        *name = '\0';
        if ((f = fopen(path, "r")) != NULL) {
            (void)!fgets(name, sizeof(name), f);
            fclose(f);
        }
        *(strncmp(name, "MHD", 3) == 0 ? &out.http : &out.rest) += (double)ns / 1e9;
    }
    if (dir != NULL)
        closedir(dir);
    return out;
}

void
trade_end(struct trade *t)
{
    kill(t->server, SIGTERM);
    waitpid(t->server, NULL, 0);
}

/* --- the load --- */

static void *
work(void *arg)
{
    struct load *l = arg;
    struct client c = {.fd = -1, .port = l->t->port};
    struct answer a;
    char *request = malloc(BODY + 1024), *body = malloc(BODY);
    while (now() < l->until) {
        for (size_t step = 0; step < l->steps; step++) {
            const struct login *who = NULL;
            size_t n = l->body(l, step, &who, body);
            n = (size_t)snprintf(request, BODY + 1024,
                                 "POST /v1/pools/500000/%s HTTP/1.1\r\nHost: x\r\nCookie: " COOKIE_NAME "=%s\r\nX-CSRF-Token: %s\r\n"
                                 "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                 l->path[step], who->token, who->csrf, n, body);
            double from = now();
            if (!client_ask(&c, request, n, &a) || a.status != 201 || strstr(a.body, "\"refused\":0") == NULL) {
                fprintf(stderr, "%s %d: %s\n", l->path[step], a.status, a.status != 0 ? a.body : "");
                exit(1);
            }
            if (l->slow_n < LATENCIES_MAX / CLIENTS_MAX)
                l->slow[l->slow_n++] = (float)(now() - from);
        }
        l->n++;
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

void
trade_load(struct trade *t, const struct load *like, size_t clients, double seconds, struct outcome *out)
{
    static struct load load[CLIENTS_MAX];
    static float all[LATENCIES_MAX];
    size_t n = 0;
    double from = now();
    struct cpu was = trade_cpu(t);
    *out = (struct outcome){0};
    for (size_t i = 0; i < clients; i++) {
        load[i] = *like;
        load[i].t = t;
        load[i].me = i;
        load[i].until = from + seconds;
        load[i].slow = malloc(LATENCIES_MAX / CLIENTS_MAX * sizeof(float));
        pthread_create(&load[i].thread, NULL, work, &load[i]);
    }
    for (size_t i = 0; i < clients; i++) {
        pthread_join(load[i].thread, NULL);
        out->n += (double)load[i].n;
        memcpy(all + n, load[i].slow, load[i].slow_n * sizeof(float));
        n += load[i].slow_n;
        free(load[i].slow);
    }
    out->took = now() - from;
    struct cpu is = trade_cpu(t);
    out->cpu = (struct cpu){is.http - was.http, is.rest - was.rest, is.own - was.own};
    out->group = trade_group(t);
    qsort(all, n, sizeof(*all), order_of);
    out->p50 = (double)all[n / 2];
    out->p99 = (double)all[n * 99 / 100];
}

size_t
trade_run(int argc, char **argv, const struct load *like, struct outcome *out)
{
    static struct trade t;
    size_t clients = argc > 3 ? (size_t)atoi(argv[3]) : CLIENTS_MAX;
    if (argc < 3 || clients > CLIENTS_MAX)
        return 0;
    trade_world(&t, argv[2]);
    trade_serve(&t, argv[1], argv[2]);
    trade_load(&t, like, clients, argc > 4 ? atof(argv[4]) : 5, out);
    trade_end(&t);
    return clients;
}
