/* jicai hold: products that an authority stops, and batches of them; hold place, hold lift: by two
 * different people. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "registry/check.h"
#include "trade/hold.h"
#include "trade/query.h"
#include "words/cli.h"
#include "words/oversight.h"
#include "words/quality.h"

struct flags {
    int64_t pool;
    const char *number, *product, *batch, *reason, *document, *report, *why, *by;
    date on;
    bool open;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct rows rows;
    enum put how;
};

static bool
place(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    int reason = 0;
    if (!name_find(hold_reason_names, HOLD_REASONS, f->reason, &reason))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE,
                       {"reason", "quality|adverse|sampling|recall"});
    const struct product_hold h = {.number = f->number,
                                   .product = f->product,
                                   .batch = text_or_none(f->batch),
                                   .reason = (enum hold_reason)reason,
                                   .document = f->document,
                                   .report = text_or_none(f->report),
                                   .on = f->on,
                                   .by = f->by};
    return place_hold(db, w->c->arena, f->pool, &h, &w->how, e);
}

static bool
lift(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    const struct hold_lift l = {.number = f->number, .by = f->by, .why = f->why, .on = f->on};
    return lift_hold(db, w->c->arena, f->pool, &l, &w->how, e);
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    struct arena *a = w->c->arena;
    return db_run(db, &q_list_holds, a, &w->rows, e, v_int(f->pool),
                  v_text(text_or_none(f->product)), v_int(f->open), v_date(a, f->on), v_text(""),
                  v_int(INT32_MAX));
}

static void
print_json(const struct work *w)
{
    static const char *const name[] = {"hold",   "product", "batch",     "reason",    "document",
                                       "report", "held_on", "lifted_on", "lifted_why"};
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_open(&j, "holds", '[');
    for (size_t i = 0; i < w->rows.n; i++) {
        json_open(&j, NULL, '{');
        for (size_t k = 0; k < sizeof(name) / sizeof(*name); k++)
            json_text(&j, name[k], row_text(&w->rows, i, k));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static int
work_on(struct cli *c, const void *flags, db_job *job)
{
    struct work w = {.c = c, .f = flags};
    if (!store_do(c,
                  &(struct store_work){.pool = w.f->pool, .write = job, .read = look, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        print_json(&w);
        return EXIT_OK;
    }
    fprintf(c->out, "%s\n", cli_word(c, M_HOLD_HEAD));
    for (size_t i = 0; i < w.rows.n; i++)
        fprintf(c->out, "%-17s %-23s %-17s %-11s %-11s %s\n", row_text(&w.rows, i, 0),
                row_text(&w.rows, i, 1), row_text(&w.rows, i, 2), row_text(&w.rows, i, 3),
                row_text(&w.rows, i, 6), row_text(&w.rows, i, 7));
    return EXIT_OK;
}

static int
run_hold(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, NULL);
}

static int
run_hold_place(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, place);
}

static int
run_hold_lift(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, lift);
}

#define AT(field) offsetof(struct flags, field)
#define POOL FLAG("pool", "POOL", FLAG_INT, true, pool, M_SHORTAGE_FLAG_POOL)
#define ON FLAG("on", "DATE", FLAG_DATE, true, on, M_SHORTAGE_FLAG_ON)
#define BY FLAG("by", "WHO", FLAG_TEXT, true, by, M_HOLD_FLAG_BY)
#define NUMBER FLAG("hold", "NUMBER", FLAG_TEXT, true, number, M_HOLD_FLAG_NUMBER)

static const struct flag flags_hold[] = {
    POOL, ON, FLAG("product", "CODE", FLAG_TEXT, false, product, M_HOLD_FLAG_PRODUCT),
    FLAG("open", "", FLAG_BOOL, false, open, M_HOLD_FLAG_OPEN)};
static const struct flag flags_hold_place[] = {
    POOL,
    ON,
    BY,
    NUMBER,
    FLAG("product", "CODE", FLAG_TEXT, true, product, M_HOLD_FLAG_PRODUCT),
    FLAG("batch", "BATCH", FLAG_TEXT, false, batch, M_HOLD_FLAG_BATCH),
    FLAG("reason", "WORD", FLAG_TEXT, true, reason, M_HOLD_FLAG_REASON),
    FLAG("document", "TEXT", FLAG_TEXT, true, document, M_HOLD_FLAG_DOCUMENT),
    FLAG("report", "NUMBER", FLAG_TEXT, false, report, M_HOLD_FLAG_REPORT)};
static const struct flag flags_hold_lift[] = {
    POOL, ON, BY, NUMBER, FLAG("why", "TEXT", FLAG_TEXT, true, why, M_HOLD_FLAG_WHY)};

COMMAND(hold, "hold", M_CMD_HOLD, "jicai hold --pool 500000 --on 2025-03-10 --open");
COMMAND(hold_place, "hold place", M_CMD_HOLD_PLACE,
        "jicai hold place --pool 532300 --hold Z1 --product C0101010011300000001 --batch B7 "
        "--reason recall --document D1 --by li --on 2025-03-10");
COMMAND(hold_lift, "hold lift", M_CMD_HOLD_LIFT,
        "jicai hold lift --pool 532300 --hold Z1 --why 'another batch' --by wang --on 2025-03-20");
