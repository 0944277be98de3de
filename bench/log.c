/* bench-log DB - what the transparency log costs: the same writes without it and with it, on an
 * empty SQLite database of its own (":memory:" or a file). Processor seconds and wall seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "audit/log.h"
#include "db/schema.h"

enum { POOL = 500000, ROWS = 100000, JOBS = 20000, ALONE = 1000, GROUP = 64, RUNS = 3 };

static const struct query q_put = {
    "b_put", "INSERT INTO usage (id, hospital, product, month, qty, price, name, note) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", NULL, 8};
static int64_t next_id;

static void
row(struct val v[static 8])
{
    v[0] = v_int(next_id++);
    v[1] = v_text("500103000123");
    v[2] = v_text("C0205031130300104891");
    v[3] = v_text("2026-03");
    v[4] = v_int(next_id % 997);
    v[5] = v_int(12345600 + next_id % 1009);
    v[6] = v_text("一次性使用血管内导管");
    v[7] = v_text("");
}

static bool
put_one(struct db *db, void *arg, struct err *e)
{
    struct val v[8];
    (void)arg;
    row(v);
    return db_many(db, &q_put, v, 1, e);
}

static bool
put_many(struct db *db, void *arg, struct err *e)
{
    static struct val v[1000 * 8];
    (void)arg;
    for (int done = 0; done < ROWS; done += 1000) {
        for (int i = 0; i < 1000; i++)
            row(&v[i * 8]);
        if (!db_many(db, &q_put, v, 1000, e))
            return false;
    }
    return true;
}

static void
import(struct db *db)
{
    struct err e;
    if (!db_tx(db, POOL, put_many, NULL, &e))
        exit(1);
}

static void
groups(struct db *db)
{
    for (int done = 0; done < JOBS; done += GROUP) {
        struct job jobs[GROUP] = {{0}};
        for (int i = 0; i < GROUP; i++)
            jobs[i].run = put_one;
        group_run(db, POOL, jobs, GROUP);
        if (jobs[0].err.code != ERR_NONE)
            exit(1);
    }
}

static void
alone(struct db *db)
{
    struct err e;
    for (int i = 0; i < ALONE; i++)
        if (!db_tx(db, POOL, put_one, NULL, &e))
            exit(1);
}

static bool
add_pool(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return pool_add(db, POOL, e);
}

static void
measure(const char *path, void (*work)(struct db *), bool logged, double *cpu, double *wall)
{
    struct db *db;
    struct err e;
    struct rusage from, to;
    struct timespec a, b;
    if (path[0] != ':')
        (void)unlink(path);
    if (!db_create(&db, path, &e) || !schema_apply(db, 1, &e) ||
        !db->ops->exec(db, "CREATE TABLE usage (id BIGINT NOT NULL PRIMARY KEY, hospital TEXT, "
                           "product TEXT, month TEXT, qty BIGINT, price BIGINT, name TEXT, "
                           "note TEXT) WITHOUT ROWID", &e) ||
        !db_tx(db, 0, add_pool, NULL, &e))
        exit(1);
    if (logged)
        audit_attach(db);
    db->act = (struct act){.who = "user:bench", .what = "bench", .subject = "CS-1", .at = 1};
    getrusage(RUSAGE_SELF, &from);
    clock_gettime(CLOCK_MONOTONIC, &a);
    work(db);
    clock_gettime(CLOCK_MONOTONIC, &b);
    getrusage(RUSAGE_SELF, &to);
    db_close(db);
    double used = (double)(to.ru_utime.tv_sec - from.ru_utime.tv_sec + to.ru_stime.tv_sec - from.ru_stime.tv_sec) +
                  (double)(to.ru_utime.tv_usec - from.ru_utime.tv_usec + to.ru_stime.tv_usec - from.ru_stime.tv_usec) / 1e6;
    double took = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
    *cpu = used < *cpu ? used : *cpu;
    *wall = took < *wall ? took : *wall;
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*work)(struct db *);
    } works[] = {{"import, 100,000 rows in one transaction", import},
                 {"jobs of one row, 64 in a transaction", groups},
                 {"jobs of one row, each in a transaction of its own", alone}};
    if (argc != 2)
        return 2;
    for (size_t i = 0; i < 3; i++) {
        double cpu[2] = {1e9, 1e9}, wall[2] = {1e9, 1e9};
        for (int k = 0; k < RUNS; k++)
            for (int logged = 0; logged < 2; logged++)
                measure(argv[1], works[i].work, logged, &cpu[logged], &wall[logged]);
        printf("%-52s processor %.3f -> %.3f s, x %.2f; wall %.3f -> %.3f s, x %.2f\n",
               works[i].name, cpu[0], cpu[1], cpu[1] / cpu[0], wall[0], wall[1], wall[1] / wall[0]);
    }
    return 0;
}
