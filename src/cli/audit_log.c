/* audit_log.c - jicai audit log: the rows of a pool's log, page by page. For auditors. */
#include <time.h>

#include "audit/log.h"
#include "audit/row.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/audit.h"

enum { LIMIT = 100, LIMIT_MAX = 10000, INSTANT_MAX = 32, US = 1000000 };

struct flags {
    int64_t pool, from, limit;
    bool pools;
};

static const char *
instant(int64_t at, char out[static INSTANT_MAX])
{
    time_t s = (time_t)(at / US);
    struct tm t;
    gmtime_r(&s, &t);
    strftime(out, INSTANT_MAX, "%Y-%m-%dT%H:%M:%SZ", &t);
    return out;
}

static void
print(struct cli *c, const struct log_row rows[], size_t n)
{
    struct json j;
    char at[INSTANT_MAX], text[ROW_TEXT_MAX];
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        const struct log_row *r = &rows[i];
        if (!c->json) {
            fprintf(c->out, "%lld  %s  %s  %s  %s\n", (long long)r->idx, instant(r->at, at), r->who,
                    r->what, r->subject);
            continue;
        }
        json_open(&j, NULL, '{');
        json_int(&j, "index", r->idx);
        json_text(&j, "at", instant(r->at, at));
        json_text(&j, "who", r->who);
        json_text(&j, "what", r->what);
        json_text(&j, "subject", r->subject);
        json_text(&j, "change", r->change);
        json_text(&j, "leaf", r->leaf);
        json_text(&j, "row", log_row_text(r, text));
        json_close(&j, '}');
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
}

static int
run_pools(struct cli *c, struct db *db)
{
    struct log_size *list;
    struct json j;
    size_t n;
    if (!log_sizes(db, c->arena, &list, &n, &c->err))
        return cli_fail(c);
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        if (!c->json) {
            fprintf(c->out, "%06lld %lld\n", (long long)list[i].pool, (long long)list[i].size);
            continue;
        }
        json_open(&j, NULL, '{');
        json_int(&j, "pool", list[i].pool);
        json_int(&j, "size", list[i].size);
        json_close(&j, '}');
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct log_row *rows;
    struct db *db;
    size_t rows_n;
    int64_t limit = f->limit == 0 ? LIMIT : f->limit < LIMIT_MAX ? f->limit : LIMIT_MAX;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    if (f->pools) {
        int rc = run_pools(c, db);
        db_close(db);
        return rc;
    }
    bool ok = log_page(db, c->arena, f->pool, f->from - 1, (size_t)limit, &rows, &rows_n, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    print(c, rows, rows_n);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_AUDIT_POOL},
    {"from", "INDEX", FLAG_INT, false, offsetof(struct flags, from), M_AUDIT_AFTER},
    {"pools", "", FLAG_BOOL, false, offsetof(struct flags, pools), M_AUDIT_POOLS},
    {"limit", "N", FLAG_INT, false, offsetof(struct flags, limit), M_AUDIT_LIMIT},
};

const struct command cmd_audit_log = {
    .name = "audit log",
    .words = "",
    .summary = M_CMD_AUDIT_LOG,
    .example = "jicai audit log --pool 500000 --from 200 --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
