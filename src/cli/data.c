/* jicai data list|agree|decide|access: data agreements with other departments. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/store.h"
#include "openness/data_agreement.h"
#include "openness/query.h"
#include "words/data.h"

enum { LIST_MAX = 100000, CODES_MAX = 50 };

struct flags {
    int64_t pool;
    const char *number, *department, *dataset, *fields, *projects, *regions, *purpose, *clause;
    const char *to_what, *reason, *by;
    date from, to, since, on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct rows rows;
    enum put how;
};

static const char *
who(const struct work *w)
{
    return w->f->by != NULL ? w->f->by : store_who(w->c);
}

static const char *
said(const char *s)
{
    return s != NULL ? s : "";
}

/* "a;b" as a list of two. */
static struct list
parted(struct arena *a, const char *text)
{
    const char **out = arena_array(a, const char *, CODES_MAX);
    size_t n = 0;
    for (const char *at = said(text); *at != '\0' && n < CODES_MAX;) {
        size_t len = strcspn(at, ";");
        out[n++] = arena_printf(a, "%.*s", (int)len, at);
        at += len + (at[len] == ';');
    }
    return (struct list){out, n};
}

static bool
agree_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    struct arena *a = w->c->arena;
    const struct data_agreement in = {.agreement = f->number,
                                      .department = f->department,
                                      .dataset = f->dataset,
                                      .fields = parted(a, f->fields),
                                      .projects = parted(a, f->projects),
                                      .regions = parted(a, f->regions),
                                      .from = f->from,
                                      .to = f->to,
                                      .since = f->since,
                                      .purpose = f->purpose,
                                      .clause = f->clause,
                                      .who = who(w),
                                      .on = f->on};
    return data_propose(db, a, f->pool, &in, &w->how, e);
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    const struct data_decision d = {.agreement = f->number,
                                    .reason = said(f->reason),
                                    .who = who(w),
                                    .yes = strcmp(f->to_what, "approve") == 0,
                                    .on = f->on};
    if (!d.yes && strcmp(f->to_what, "refuse") != 0 && strcmp(f->to_what, "revoke") != 0)
        return err_set(e, ERR_INPUT, M_DATA_BAD_FLAG, {"to"}, .field = "to");
    return strcmp(f->to_what, "revoke") == 0
               ? data_revoke(db, w->c->arena, f->pool, &d, &w->how, e)
               : data_decide(db, w->c->arena, f->pool, &d, &w->how, e);
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return db_run(db, &q_data_agreement_page, w->c->arena, &w->rows, e, v_int(w->f->pool),
                  v_text(""), v_text(""), v_date(w->c->arena, w->f->on), v_text(""),
                  v_int(LIST_MAX));
}

static bool
look_accesses(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return db_run(db, &q_data_access_page, w->c->arena, &w->rows, e, v_int(w->f->pool),
                  v_text(said(w->f->number)), v_text(""), v_text(""), v_int(0), v_int(LIST_MAX));
}

struct column {
    size_t at;
    const char *name;
};

static void
one(struct cli *c, struct json *j, const struct rows *r, size_t i, const struct column col[],
    size_t n)
{
    if (c->json)
        json_open(j, NULL, '{');
    for (size_t k = 0; k < n; k++) {
        bool number = r->cells[i * r->columns + col[k].at].type == VAL_INT;
        const char *end = k + 1 < n ? "  " : "\n";
        if (c->json && number)
            json_int(j, col[k].name, row_int(r, i, col[k].at));
        else if (c->json)
            json_text(j, col[k].name, row_text(r, i, col[k].at));
        else if (number)
            fprintf(c->out, "%lld%s", (long long)row_int(r, i, col[k].at), end);
        else
            fprintf(c->out, "%s%s", row_text(r, i, col[k].at), end);
    }
    if (c->json)
        json_close(j, '}');
}

static int
work_on(struct cli *c, const void *flags, db_job *write, db_job *read)
{
    static const struct column agreement[] = {{0, "number"}, {1, "department"}, {3, "dataset"},
                                              {4, "fields"}, {5, "from"},       {6, "to"},
                                              {12, "state"}, {18, "accesses"}};
    static const struct column access[] = {{0, "agreement"}, {1, "number"}, {2, "kind"},
                                           {3, "who"},       {4, "org"},    {5, "on"},
                                           {7, "month"},     {8, "rows"},   {9, "sha256"}};
    bool list = read == look;
    struct work w = {.c = c, .f = flags};
    struct json j;
    if (!store_do(
            c, &(struct store_work){.pool = w.f->pool, .write = write, .read = read, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, list ? M_DATA_HEAD : M_DATA_ACCESS_HEAD));
    }
    for (size_t i = 0; i < w.rows.n; i++)
        one(c, &j, &w.rows, i, list ? agreement : access,
            list ? sizeof(agreement) / sizeof(*agreement) : sizeof(access) / sizeof(*access));
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

#define RUN(name, write, read)                                                                     \
    static int run_##name(struct cli *c, const void *flags, const char *const word[], size_t n)    \
    {                                                                                              \
        (void)word, (void)n;                                                                       \
        return work_on(c, flags, write, read);                                                     \
    }
RUN(data_list, NULL, look)
RUN(data_agree, agree_job, look)
RUN(data_decide, decide_job, look)
RUN(data_access, NULL, look_accesses)

#define POOL_FLAG FLAG("pool", "POOL", FLAG_INT, true, pool, M_DATA_F_POOL)
#define ON_FLAG FLAG("on", "DATE", FLAG_DATE, true, on, M_DATA_F_ON)
#define BY_FLAG FLAG("by", "NAME", FLAG_TEXT, false, by, M_DATA_F_BY)
#define NUMBER_FLAG(needed) FLAG("number", "NUMBER", FLAG_TEXT, needed, number, M_DATA_F_NUMBER)

static const struct flag flags_data_list[] = {POOL_FLAG, ON_FLAG};
static const struct flag flags_data_agree[] = {
    POOL_FLAG,
    NUMBER_FLAG(true),
    FLAG("department", "CODE", FLAG_TEXT, true, department, M_DATA_F_DEPARTMENT),
    FLAG("dataset", "NAME", FLAG_TEXT, true, dataset, M_DATA_F_DATASET),
    FLAG("fields", "NAMES", FLAG_TEXT, true, fields, M_DATA_F_FIELDS),
    FLAG("projects", "CODES", FLAG_TEXT, false, projects, M_DATA_F_PROJECTS),
    FLAG("regions", "CODES", FLAG_TEXT, false, regions, M_DATA_F_REGIONS),
    FLAG("from", "DATE", FLAG_DATE, true, from, M_DATA_F_FROM),
    FLAG("to", "DATE", FLAG_DATE, true, to, M_DATA_F_TO),
    FLAG("since", "DATE", FLAG_DATE, false, since, M_DATA_F_SINCE),
    FLAG("purpose", "TEXT", FLAG_TEXT, true, purpose, M_DATA_F_PURPOSE),
    FLAG("clause", "TEXT", FLAG_TEXT, true, clause, M_DATA_F_CLAUSE),
    BY_FLAG,
    ON_FLAG,
};
static const struct flag flags_data_decide[] = {
    POOL_FLAG,
    NUMBER_FLAG(true),
    FLAG("to", "WORD", FLAG_TEXT, true, to_what, M_DATA_F_TO_WHAT),
    FLAG("reason", "TEXT", FLAG_TEXT, false, reason, M_DATA_F_REASON),
    BY_FLAG,
    ON_FLAG,
};
static const struct flag flags_data_access[] = {POOL_FLAG, NUMBER_FLAG(false)};

COMMAND(data_list, "data list", M_CMD_DATA_LIST, "jicai data list --pool 500000 --on 2027-10-31");
COMMAND(data_agree, "data agree", M_CMD_DATA_AGREE,
        "jicai data agree --pool 500000 --number SJ-1 --department chongqing-market"
        " --dataset orders --fields 'order;line;product;price;qty' --from 2027-11-01"
        " --to 2028-10-31 --purpose 价格监测 --clause '四(二)1' --by wang --on 2027-10-31");
COMMAND(data_decide, "data decide", M_CMD_DATA_DECIDE,
        "jicai data decide --pool 500000 --number SJ-1 --to approve --by li --on 2027-10-31");
COMMAND(data_access, "data access", M_CMD_DATA_ACCESS, "jicai data access --pool 500000");
