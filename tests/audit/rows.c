/* rows.c - writes so many rows into the log of a pool: rows DB POOL N. */
#include "../test.h"
#include "audit/log.h"

static bool
write_one(struct db *db, void *arg, struct err *e)
{
    return pool_add(db, *(int64_t *)arg, e);
}

int
main(int argc, char **argv)
{
    struct db *db;
    struct err e;
    char text[ERR_TEXT_MAX];
    if (argc != 4 || !db_open(&db, argv[1], &e))
        return 2;
    int64_t pool = strtoll(argv[2], NULL, 10), n = strtoll(argv[3], NULL, 10);
    audit_attach(db);
    db->act = (struct act){.who = "测试:rows", .what = "rows", .subject = argv[2], .at = 1};
    for (int64_t done = 0; done < n; done++)
        if (!db_tx(db, pool, write_one, &pool, &e)) {
            fprintf(stderr, "%s\n", err_text(&e, LANG_EN, text));
            return 1;
        }
    db_close(db);
    return 0;
}
