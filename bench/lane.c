/* bench-lane [DB POOL PROJECT] - how long award, simulation and allocation hold the writer's lane: each
 * is one job. Of a project that is there (demonstration: jicai demo), or of 100,000 rows of demand made
 * here: 10 groups of 20 bids, 1,250 hospitals, 8 products each; in a file of its own, or in the
 * database that JICAI_BENCH_DB names. */
#include "kit.h"
#include "../tests/test.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "db/schema.h"
#include "tender/run_allocate.h"
#include "tender/simulate.h"

enum { POOL = 500000 };

struct took {
    double ms, cpu_ms; /* by the clock, and of the processor: a loaded machine changes the first only */
};

static double
time_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* --- the world --- */

#define SERIES(name, i, n) name " (" i ") AS (SELECT 1 UNION ALL SELECT " i " + 1 FROM " name " WHERE " i " < " n ")"
#define GROUP "'G' || CAST(100 + g AS TEXT)"
#define PRODUCT "'P' || CAST(10000 + g * 100 + b AS TEXT)"
#define HOSPITAL "'H' || CAST(100000 + h AS TEXT)"

static const char *const rows[] = {
    "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest) WITH RECURSIVE " SERIES("gs", "g", "10")
    " SELECT 500000, 'P', " GROUP ", 'g', '', '', 0, 0 FROM gs",
    "INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, insured, generic_name, "
    "form, strength, evaluation) WITH RECURSIVE " SERIES("gs", "g", "10") ", " SERIES("bs", "b", "20")
    " SELECT " PRODUCT ", '1900-01-01', '9999-12-31', 'p', '', '', 'C' || CAST(100 + b AS TEXT), 'high_value', '', '', '', '', 1, '', '', "
    "'', 'none' FROM gs CROSS JOIN bs",
    "INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, unit, factor, capacity, reported, regions, "
    "filed_at, previous_price, own_lowest, other_prices, related_to, ceiling, certificate_to, qualified, credit, signs_cut, draw) "
    "WITH RECURSIVE " SERIES("gs", "g", "10") ", " SERIES("bs", "b", "20") " SELECT 500000, 'P', " GROUP ", " PRODUCT
    ", 'C' || CAST(100 + b AS TEXT), 1000000 + b * 10000, 0, 0, '', 0, -1, 0, '', '', 0, 0, '', '', 0, '2040-01-01', 1, 0, 1, 0 "
    "FROM gs CROSS JOIN bs",
    "INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, controller, region, status, "
    "successor) WITH RECURSIVE " SERIES("bs", "b", "20") " SELECT 'C' || CAST(100 + b AS TEXT), '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, "
    "0, '', '', '', 'open', '' FROM bs",
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, successor) WITH RECURSIVE "
    SERIES("hs", "h", "1250") " SELECT " HOSPITAL ", '1900-01-01', '9999-12-31', 500000, 'h', '500103', 'tertiary', 'public', 'county', "
    "'by_pack', 'open', '' FROM hs",
    "INSERT INTO demand (pool, project, grp, institution, product, qty, reason, reviewed, state, level) WITH RECURSIVE "
    SERIES("gs", "g", "10") ", " SERIES("bs", "b", "8") ", " SERIES("hs", "h", "1250")
    " SELECT 500000, 'P', " GROUP ", " HOSPITAL ", " PRODUCT ", 10 + (h * 7 + b * 13 + g) % 90, '', 10 + (h * 7 + b * 13 + g) % 90, "
    "'reviewed', 'province' FROM gs CROSS JOIN hs CROSS JOIN bs",
};

static char *
rules_text(void)
{
    static char text[16 * 1024];
    int fd = open("bench/rules.yaml", O_RDONLY);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
    if (n <= 0) {
        fprintf(stderr, "run it where bench/rules.yaml is\n");
        exit(1);
    }
    close(fd);
    text[n] = '\0';
    return text;
}

static bool
fill(struct db *db, void *arg, struct err *e)
{
    static const struct query project = {
        "b_project",
        "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, cycle_months, rules, rules_sha256) "
        "VALUES ($1, 'P', 'p', 'chongqing', 'high_value', 'provincial', '2023-12-01', '2024-01-01', 24, $2, '')",
        NULL, 2};
    if (!db_do(db, &project, e, v_int(POOL), v_text(arg)))
        return false;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (!db->ops->exec(db, rows[i], e))
            return false;
    return pool_add(db, POOL, e);
}

static struct db *
make_world(const char *url)
{
    struct db *db;
    struct err e;
    must(db_create(&db, url, &e), &e, url);
    must(schema_apply(db, 1, &e), &e, "schema");
    must(db_tx(db, 0, fill, rules_text(), &e), &e, "fill");
    (void)db->ops->exec(db, "ANALYZE", &e);
    return db;
}

/* --- the jobs --- */

static struct took
held(struct db *db, int64_t pool, db_job *job, void *arg, const char *what, bool may_refuse)
{
    struct err e;
    char text[ERR_TEXT_MAX];
    double from = time_of(CLOCK_MONOTONIC), cpu = time_of(CLOCK_PROCESS_CPUTIME_ID);
    bool ok = db_tx(db, pool, job, arg, &e);
    struct took took = {time_of(CLOCK_MONOTONIC) - from, time_of(CLOCK_PROCESS_CPUTIME_ID) - cpu};
    if (!ok && may_refuse)
        printf("  %s refused: %s\n", what, err_text(&e, LANG_EN, text));
    else
        must(ok, &e, what);
    return took;
}

static void
measure(struct db *db, int64_t pool, const char *project, bool ours)
{
    struct err list[20];
    for (int round = 0; round < 2; round++) {
        const char *again = round == 0 ? "" : " again, nothing new";
        struct arena *a = arena_new(1 << 30);
        struct award_run w = {.arena = a, .pool = pool, .code = project, .errs = {.list = list, .max = 20}};
        struct took ms = held(db, pool, run_award, &w, "award", !ours);
        printf("award%s: %zu groups %.0f ms (%.0f of the processor)\n", again, w.groups.n, ms.ms, ms.cpu_ms);
        struct allocate_run l = {.volume = {.arena = a, .pool = pool, .code = project, .errs = {.list = list, .max = 20}}};
        ms = held(db, pool, run_allocate, &l, "allocation", !ours);
        printf("allocation%s: %lld rows %.0f ms (%.0f of the processor)\n", again, (long long)l.rows, ms.ms, ms.cpu_ms);
        struct simulation s = {.a = a, .pool = pool, .project = project, .name = "bench", .rules = ours ? rules_text() : w.project.rules,
                               .errs = {.list = list, .max = 20}};
        ms = held(db, pool, run_simulation, &s, "simulation", !ours);
        printf("simulation%s: %lld bids %.0f ms (%.0f of the processor)\n", again, (long long)s.bids, ms.ms, ms.cpu_ms);
        arena_free(a);
    }
}

int
main(int argc, char **argv)
{
    char file[] = "/tmp/jicai-lane.XXXXXX";
    const char *other = getenv("JICAI_BENCH_DB");
    struct db *db;
    struct err e;
    if (argc == 4) {
        must(db_open(&db, argv[1], &e), &e, argv[1]);
        measure(db, strtoll(argv[2], NULL, 10), argv[3], false);
    } else {
        if (other == NULL)
            close(mkstemp(file));
        db = make_world(other != NULL ? other : file);
        measure(db, POOL, "P", true);
        unlink(file);
    }
    db_close(db);
    return 0;
}
