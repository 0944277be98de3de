/* jicai shortage levels, answer, candidates, call: where a case lies, and who supplies instead. */
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/call.h"
#include "oversight/level.h"
#include "oversight/query.h"
#include "words/oversight.h"
#include "words/quality.h"

struct flags {
    int64_t pool;
    const char *number, *region, *text, *product, *by;
    date on;
    bool solved;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct rows levels;
    struct candidate *candidate;
    size_t candidates;
    enum put how;
};

static struct shortage_work
step(const struct work *w, struct db *db)
{
    return (struct shortage_work){db, w->c->arena, w->f->pool, w->f->number, w->f->on};
}

static bool
answer(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    const struct level_work l = shortage_level(&s);
    const struct level_answer a = {w->f->region, w->f->by, w->f->text, w->f->solved};
    struct shortage old;
    return shortage_get(db, w->c->arena, w->f->pool, w->f->number, &old, e) &&
           answer_level(&l, &a, e);
}

static bool
call(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    return call_up(&s, w->f->product, w->f->by, &w->how, e);
}

static bool
look_levels(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return db_run(db, &q_level_list, w->c->arena, &w->levels, e, v_int(w->f->pool), v_text(""),
                  v_text("~"), v_text(""), v_text(""), v_text(""), v_text(""), v_int(0),
                  v_int(INT32_MAX));
}

static bool
look_candidates(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct shortage_work s = step(w, db);
    return call_candidates(&s, &w->candidate, &w->candidates, e);
}

static void
level_json(struct json *j, const struct rows *r, size_t i)
{
    json_open(j, NULL, '{');
    json_text(j, "case", row_text(r, i, 0));
    json_int(j, "seq", row_int(r, i, 1));
    json_text(j, "level", row_text(r, i, 2));
    json_text(j, "region", row_text(r, i, 3));
    json_text(j, "since", row_text(r, i, 4));
    json_text(j, "answer_by", row_text(r, i, 5));
    json_text(j, "state", row_text(r, i, 6));
    json_text(j, "answer", row_text(r, i, 8));
    json_close(j, '}');
}

static void
candidate_json(struct json *j, const struct candidate *x)
{
    json_open(j, NULL, '{');
    json_text(j, "product", x->product);
    json_text(j, "company", x->company);
    json_text(j, "kind", x->kind);
    json_bool(j, "listed", x->listed);
    json_money(j, "price", x->price);
    json_qty(j, "capacity", x->capacity);
    json_qty(j, "stock", x->stock);
    json_close(j, '}');
}

static void
print_json(const struct work *w, bool levels)
{
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_open(&j, levels ? "levels" : "candidates", '[');
    for (size_t i = 0; levels && i < w->levels.n; i++)
        level_json(&j, &w->levels, i);
    for (size_t i = 0; !levels && i < w->candidates; i++)
        candidate_json(&j, &w->candidate[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(const struct work *w, bool levels)
{
    FILE *to = w->c->out;
    const struct rows *r = &w->levels;
    char price[MONEY_TEXT_MAX];
    fprintf(to, "%s\n",
            cli_word(w->c, levels ? M_SHORTAGE_LEVELS_HEAD : M_SHORTAGE_CANDIDATES_HEAD));
    for (size_t i = 0; levels && i < r->n; i++)
        fprintf(to, "%-13s %-3lld %-9s %-9s %-11s %-11s %s\n", row_text(r, i, 0),
                (long long)row_int(r, i, 1), row_text(r, i, 2), row_text(r, i, 3),
                row_text(r, i, 4), row_text(r, i, 5), row_text(r, i, 6));
    for (size_t i = 0; !levels && i < w->candidates; i++)
        fprintf(to, "%-23s %-21s %-9s %-7d %s\n", w->candidate[i].product, w->candidate[i].company,
                w->candidate[i].kind, w->candidate[i].listed,
                money_text(w->candidate[i].price, price));
}

static int
work_on(struct cli *c, const void *flags, db_job *write, db_job *read)
{
    struct work w = {.c = c, .f = flags};
    if (!store_do(
            c, &(struct store_work){.pool = w.f->pool, .write = write, .read = read, .work = &w}))
        return cli_fail(c);
    if (c->json)
        print_json(&w, read == look_levels);
    else
        print_text(&w, read == look_levels);
    return EXIT_OK;
}

static int
run_shortage_levels(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, NULL, look_levels);
}

static int
run_shortage_answer(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, answer, look_levels);
}

static int
run_shortage_candidates(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, NULL, look_candidates);
}

static int
run_shortage_call(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, call, look_candidates);
}

#define POOL FLAG("pool", "POOL", FLAG_INT, true, pool, M_SHORTAGE_FLAG_POOL)
#define CASE                                                                                       \
    POOL, FLAG("case", "NUMBER", FLAG_TEXT, true, number, M_SHORTAGE_FLAG_CASE),                   \
        FLAG("on", "DATE", FLAG_DATE, true, on, M_SHORTAGE_FLAG_ON)
#define BY FLAG("by", "WHO", FLAG_TEXT, true, by, M_SHORTAGE_FLAG_WHO)

static const struct flag flags_shortage_levels[] = {POOL};
static const struct flag flags_shortage_answer[] = {
    CASE, BY, FLAG("region", "CODE", FLAG_TEXT, true, region, M_SHORTAGE_FLAG_REGION),
    FLAG("text", "TEXT", FLAG_TEXT, true, text, M_SHORTAGE_FLAG_TEXT),
    FLAG("solved", "", FLAG_BOOL, false, solved, M_SHORTAGE_FLAG_SOLVED)};
static const struct flag flags_shortage_candidates[] = {CASE};
static const struct flag flags_shortage_call[] = {
    CASE, BY, FLAG("product", "CODE", FLAG_TEXT, true, product, M_SHORTAGE_FLAG_PRODUCT)};

COMMAND(shortage_levels, "shortage levels", M_CMD_SHORTAGE_LEVELS,
        "jicai shortage levels --pool 532300");
COMMAND(shortage_answer, "shortage answer", M_CMD_SHORTAGE_ANSWER,
        "jicai shortage answer --pool 532300 --case Q1 --region 532322 --text 'stock moved' "
        "--solved --by li --on 2025-03-12");
COMMAND(shortage_candidates, "shortage candidates", M_CMD_SHORTAGE_CANDIDATES,
        "jicai shortage candidates --pool 532300 --case Q1 --on 2025-03-12");
COMMAND(shortage_call, "shortage call", M_CMD_SHORTAGE_CALL,
        "jicai shortage call --pool 532300 --case Q1 --product C0101010011300000002 --by li "
        "--on 2025-03-12");
