/* jicai credit: how a company or an institution stands on a day, and what follows from it. */
#include "cli/commands.h"
#include "cli/explain_cite.h"
#include "cli/explain_out.h"
#include "cli/store.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "words/oversight.h"

enum { STEPS_MAX = 1024 };

struct flags {
    const char *company;
    date on;
    int64_t pool;
    bool explain;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct policy *pack;
    struct credit_record record;
    struct explain x;
};

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    w->x =
        (struct explain){.step = arena_array(a, struct explain_step, STEPS_MAX), .max = STEPS_MAX};
    return (w->f->pool == 0 || pack_on(db, a, w->f->pool, w->f->on, &w->pack, e)) &&
           credit_on(db, a, w->f->company, w->f->on, w->pack, &w->record, &w->x, e);
}

static const enum msg effect_words[CREDIT_EFFECTS] = {
    [CREDIT_WARN] = M_EFFECT_WARN,
    [CREDIT_PUBLISH] = M_EFFECT_PUBLISH,
    [CREDIT_LIMIT_LISTING] = M_EFFECT_LIMIT_LISTING,
    [CREDIT_STOP_LISTING] = M_EFFECT_STOP_LISTING,
    [CREDIT_REFUSE_BID] = M_EFFECT_REFUSE_BID,
    [CREDIT_REFUSE_DISTRIBUTION] = M_EFFECT_REFUSE_DISTRIBUTION,
    [CREDIT_TO_STANDBY] = M_EFFECT_TO_STANDBY,
};
static const enum msg area_words[CREDIT_AREAS] = {[CREDIT_REGION] = M_AREA_REGION,
                                                  [CREDIT_PROVINCE] = M_AREA_PROVINCE,
                                                  [CREDIT_NATION] = M_AREA_NATION};

static const char *
grade_word(const struct work *w, const struct credit_judged *j, enum lang lang)
{
    return j->grade == 0 ? "" : credit_grade_word(&w->record.book, j->edition, j->grade, lang);
}

static void
print_json(const struct work *w)
{
    const struct credit_record *r = &w->record;
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "company", w->f->company);
    json_date(&j, "on", w->f->on);
    json_int(&j, "grade", r->answer.grade);
    json_text(&j, "name",
              r->answer.grade > 0 ? grade_word(w, &r->judged[r->answer.event], w->c->lang) : "");
    json_open(&j, "events", '[');
    for (size_t i = 0; i < r->n; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "event", r->event[i].id);
        json_text(&j, "matter", credit_matter_name(r->event[i].matter));
        json_money(&j, "amount", r->event[i].amount);
        json_date(&j, "evaluated", r->event[i].evaluated_on);
        json_int(&j, "grade", r->judged[i].grade);
        json_text(&j, "standing", credit_standing_name(r->judged[i].standing));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "measures", '[');
    for (size_t i = 0; i < r->answer.n; i++) {
        const struct credit_effect_at *m = &r->answer.effect[i];
        json_open(&j, NULL, '{');
        json_text(&j, "effect", credit_effect_name(m->measure->effect));
        json_text(&j, "goods", credit_goods_name(m->measure->goods));
        json_text(&j, "area", credit_area_name(m->measure->area));
        json_int(&j, "division", r->event[m->event].division);
        json_text(&j, "product", r->event[m->event].product);
        json_date(&j, "from", m->from);
        json_date(&j, "until", m->until);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    if (w->f->explain)
        explain_json(w->c, &j, &w->x);
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(const struct work *w)
{
    const struct credit_record *r = &w->record;
    struct cli *c = w->c;
    char from[DATE_TEXT_MAX], until[DATE_TEXT_MAX], on[DATE_TEXT_MAX];

    if (r->answer.grade == 0)
        cli_say(c, M_CREDIT_CLEAN, (const char *const[]){w->f->company, date_text(w->f->on, on)},
                2);
    else
        cli_say(c, M_CREDIT_GRADE,
                (const char *const[]){w->f->company, date_text(w->f->on, on),
                                      grade_word(w, &r->judged[r->answer.event], c->lang)},
                3);
    fputc('\n', c->out);
    for (size_t i = 0; i < r->answer.n; i++) {
        const struct credit_effect_at *m = &r->answer.effect[i];
        const char *product = r->event[m->event].product;
        const char *goods = cli_word(c, M_GOODS_COMPANY);
        if (m->measure->goods == CREDIT_PRODUCT)
            goods = *product != '\0' ? product : cli_word(c, M_GOODS_PRODUCT);
        cli_say(c, M_CREDIT_MEASURE,
                (const char *const[]){cli_word(c, effect_words[m->measure->effect]), goods,
                                      cli_word(c, area_words[m->measure->area]),
                                      date_text(m->from, from), date_text(m->until, until)},
                5);
        fputc('\n', c->out);
    }
    if (w->f->explain)
        explain_cite(c, &w->x, w->pack);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.read = look, .work = &w}))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"company", "CODE", FLAG_TEXT, true, offsetof(struct flags, company), M_CREDIT_FLAG_COMPANY},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_CREDIT_FLAG_ON},
    {"pool", "POOL", FLAG_INT, false, offsetof(struct flags, pool), M_CREDIT_FLAG_POOL},
    {"explain", "", FLAG_BOOL, false, offsetof(struct flags, explain), M_FLAG_EXPLAIN},
};

const struct command cmd_credit = {
    .name = "credit",
    .words = "",
    .summary = M_CMD_CREDIT,
    .example = "jicai credit --company 91330100799655058B --on 2026-06-30",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
