/* jicai supervise: the figures of the dashboard; jicai monitored, monitored put: what an authority
 * keeps an eye on. */
#include <string.h>

#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/monitored.h"
#include "oversight/query.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/watch.h"

enum { LIST_MAX = 100000, UNIT = 10000 };

struct flags {
    int64_t pool, threshold;
    const char *by, *project, *region, *item, *kind, *subject, *figure, *reason, *clause, *who;
    date on, from, to;
    bool count;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct list figures;
    struct rows items;
    enum put how;
};

static const char *
said(const char *s)
{
    return s != NULL ? s : "";
}

/* --- figures --- */

static bool
count(struct db *db, void *arg, struct err *e)
{
    const struct work *w = arg;
    struct watch_day d = {.pool = w->f->pool, .on = w->f->on};
    return count_watch(db, &d, e);
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    int by = 0;
    if (!name_find(watch_by_names, WATCH_BYS, said(w->f->by), &by))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"by", "project|region|institution"});
    struct watch_ask ask = {.pool = w->f->pool,
                            .project = said(w->f->project),
                            .region = said(w->f->region),
                            .institution = "",
                            .by = (enum watch_by)by,
                            .today = w->f->on};
    sight_make(ORG_BUREAU, "", "", &ask.sight);
    return watch_figures(db, w->c->arena, &ask, &w->figures, e);
}

static void
row_json(struct json *j, const struct watch_row *r)
{
    const struct {
        const char *name;
        int64_t n;
    } numbers[] = {{"agreed", r->agreed},
                   {"ordered", r->ordered},
                   {"accepted", r->accepted},
                   {"answers_due", r->answers_due},
                   {"in_time", r->in_time},
                   {"undelivered", r->undelivered},
                   {"unaccepted", r->unaccepted},
                   {"overdue", r->overdue},
                   {"overdue_days", r->overdue_days},
                   {"over", r->over},
                   {"dearer", r->dearer},
                   {"markups", r->markups},
                   {"shortages", r->shortages},
                   {"complaints", r->complaints},
                   {"credit", r->credit}};
    json_open(j, NULL, '{');
    json_text(j, "key", r->key);
    json_text(j, "name", r->name);
    json_ratio(j, "progress", r->progress);
    json_ratio(j, "expected", r->expected);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        json_int(j, numbers[i].name, numbers[i].n);
    json_money(j, "overdue_amount", r->overdue_amount);
    json_date(j, "counted_on", r->counted_on);
    json_close(j, '}');
}

static void
row_text_out(struct cli *c, const struct watch_row *r)
{
    char money_[MONEY_TEXT_MAX], day[DATE_TEXT_MAX] = "-";
    const int64_t before[] = {r->agreed,
                              r->accepted,
                              r->progress.ppm / UNIT,
                              r->expected.ppm / UNIT,
                              r->answered.ppm / UNIT,
                              r->undelivered,
                              r->unaccepted};
    const int64_t after[] = {r->overdue_days, r->shortages,  r->over,  r->dearer,
                             r->markups,      r->complaints, r->credit};
    if (r->counted_on.day != 0)
        date_text(r->counted_on, day);
    fprintf(c->out, "%s  %s", r->key, r->name);
    for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
        fprintf(c->out, "  %lld", (long long)before[i]);
    fprintf(c->out, "  %s", money_text(r->overdue_amount, money_));
    for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++)
        fprintf(c->out, "  %lld", (long long)after[i]);
    fprintf(c->out, "  %s\n", day);
}

static int
run_supervise(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    struct json j;
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.pool = w.f->pool,
                                          .write = w.f->count ? count : NULL,
                                          .read = look,
                                          .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_WATCH_HEAD));
    }
    const struct watch_row *row = w.figures.at;
    for (size_t i = 0; i < w.figures.n; i++)
        if (c->json)
            row_json(&j, &row[i]);
        else
            row_text_out(c, &row[i]);
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

/* --- items --- */

static bool
put(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    int kind = 0, figure = 0;
    if (!name_find(monitored_kind_names, MONITORED_KINDS, f->kind, &kind))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"kind", "pool|institution|group|product"});
    if (!name_find(monitored_figure_names, MONITORED_FIGURES, f->figure, &figure))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"figure", "progress|behind|..."});
    const struct monitored in = {
        .item = f->item,
        .kind = (enum monitored_kind)kind,
        .subject = said(f->subject),
        .project = said(f->project),
        .figure = (enum monitored_figure)figure,
        .threshold = f->threshold * (monitored_in_units((enum monitored_figure)figure) ? UNIT : 1),
        .reason = f->reason,
        .clause = f->clause,
        .from = f->from,
        .to = f->to,
        .org = "",
        .who = f->who != NULL ? f->who : store_who(w->c),
        .on = f->on};
    return monitored_put(db, w->c->arena, f->pool, &in, &w->how, e);
}

static bool
look_items(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return db_run(db, &q_monitored_page, w->c->arena, &w->items, e, v_int(w->f->pool), v_text(""),
                  v_text("~"), v_text(""), v_int(LIST_MAX));
}

static void
item(struct cli *c, struct json *j, const struct rows *r, size_t i)
{
    static const struct {
        size_t at;
        const char *name;
    } column[] = {{0, "item"},      {1, "kind"}, {2, "subject"}, {5, "figure"},
                  {6, "threshold"}, {9, "from"}, {10, "to"},     {15, "crossed_on"}};
    enum { COLUMNS = sizeof(column) / sizeof(*column), THRESHOLD = 4 };
    if (c->json)
        json_open(j, NULL, '{');
    for (size_t k = 0; k < COLUMNS; k++) {
        const char *end = k + 1 < COLUMNS ? "  " : "\n";
        if (c->json && k == THRESHOLD)
            json_int(j, column[k].name, row_int(r, i, column[k].at));
        else if (c->json)
            json_text(j, column[k].name, row_text(r, i, column[k].at));
        else if (k == THRESHOLD)
            fprintf(c->out, "%lld%s", (long long)row_int(r, i, column[k].at), end);
        else
            fprintf(c->out, "%s%s", row_text(r, i, column[k].at), end);
    }
    if (c->json)
        json_close(j, '}');
}

static int
items(struct cli *c, const void *flags, db_job *write)
{
    struct work w = {.c = c, .f = flags};
    struct json j;
    if (!store_do(c, &(struct store_work){
                         .pool = w.f->pool, .write = write, .read = look_items, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_WATCH_ITEM_HEAD));
    }
    for (size_t i = 0; i < w.items.n; i++)
        item(c, &j, &w.items, i);
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

static int
run_monitored(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return items(c, flags, NULL);
}

static int
run_monitored_put(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return items(c, flags, put);
}

#define POOL_FLAG FLAG("pool", "POOL", FLAG_INT, true, pool, M_WATCH_F_POOL)
#define ON_FLAG FLAG("on", "DATE", FLAG_DATE, true, on, M_WATCH_F_ON)
#define PROJECT_FLAG FLAG("project", "CODE", FLAG_TEXT, false, project, M_WATCH_F_PROJECT)

static const struct flag flags_supervise[] = {
    POOL_FLAG,
    ON_FLAG,
    FLAG("by", "WORD", FLAG_TEXT, false, by, M_WATCH_F_BY),
    PROJECT_FLAG,
    FLAG("region", "CODE", FLAG_TEXT, false, region, M_WATCH_F_REGION),
    FLAG("count", "", FLAG_BOOL, false, count, M_WATCH_F_COUNT),
};
static const struct flag flags_monitored[] = {POOL_FLAG};
static const struct flag flags_monitored_put[] = {
    POOL_FLAG,
    FLAG("item", "NUMBER", FLAG_TEXT, true, item, M_WATCH_F_ITEM),
    FLAG("kind", "WORD", FLAG_TEXT, true, kind, M_WATCH_F_KIND),
    FLAG("subject", "CODE", FLAG_TEXT, false, subject, M_WATCH_F_SUBJECT),
    PROJECT_FLAG,
    FLAG("figure", "WORD", FLAG_TEXT, true, figure, M_WATCH_F_FIGURE),
    FLAG("threshold", "N", FLAG_INT, true, threshold, M_WATCH_F_THRESHOLD),
    FLAG("reason", "TEXT", FLAG_TEXT, true, reason, M_WATCH_F_REASON),
    FLAG("clause", "TEXT", FLAG_TEXT, true, clause, M_WATCH_F_CLAUSE),
    FLAG("from", "DATE", FLAG_DATE, true, from, M_WATCH_F_FROM),
    FLAG("to", "DATE", FLAG_DATE, true, to, M_WATCH_F_TO),
    FLAG("by", "NAME", FLAG_TEXT, false, who, M_WATCH_F_WHO),
    ON_FLAG,
};

COMMAND(supervise, "supervise", M_CMD_SUPERVISE,
        "jicai supervise --pool 500000 --on 2027-10-31 --by region --count");
COMMAND(monitored, "monitored", M_CMD_MONITORED, "jicai monitored --pool 500000");
COMMAND(monitored_put, "monitored put", M_CMD_MONITORED_PUT,
        "jicai monitored put --pool 500000 --item ZD-1 --kind pool --figure overdue_days"
        " --threshold 30 --reason 拖欠货款 --clause '五(一)'"
        " --from 2027-10-31 --to 2028-10-30"
        " --on 2027-10-31");
