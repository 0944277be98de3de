/* jicai quota: yearly quotas against what the fund approved, and who bears what went beyond. */
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/overspend.h"
#include "oversight/year.h"
#include "registry/pack_on.h"
#include "words/oversight.h"

struct flags {
    int64_t pool, year;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct overspent *list;
    size_t n;
};

/* By the pack in force on the last day of the year. */
static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct policy *p;
    date first, last;
    if (!year_days(w->f->year, &first, &last, e) ||
        !pack_on(db, w->c->arena, w->f->pool, last, &p, e))
        return false;
    return p != NULL
               ? share_overspend(db, w->c->arena, w->f->pool, p, w->f->year, &w->list, &w->n, e)
               : err_set(e, ERR_INPUT, M_OVERSPEND_NO_PACK, {""}, .field = "pool");
}

static void
print_json(const struct work *w)
{
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "pool", w->f->pool);
    json_int(&j, "year", w->f->year);
    json_open(&j, "institutions", '[');
    for (size_t i = 0; i < w->n; i++) {
        const struct overspent *o = &w->list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "institution", o->institution);
        json_money(&j, "quota", o->quota);
        json_money(&j, "spent", o->spent);
        json_money(&j, "by_fund", o->by_fund);
        json_money(&j, "by_institution", o->by_institution);
        json_text(&j, "verdict", o->verdict);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(const struct work *w)
{
    fprintf(w->c->out, "%s\n", cli_word(w->c, M_QUOTA_HEAD));
    for (size_t i = 0; i < w->n; i++) {
        const struct overspent *o = &w->list[i];
        char m[4][MONEY_TEXT_MAX];
        fprintf(w->c->out, "%-16s %16s %16s %16s %16s  %s\n", o->institution,
                money_text(o->quota, m[0]), money_text(o->spent, m[1]),
                money_text(o->by_fund, m[2]), money_text(o->by_institution, m[3]), o->verdict);
    }
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.pool = w.f->pool, .write = compute, .work = &w}))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "POOL", FLAG_INT, true, offsetof(struct flags, pool), M_QUOTA_FLAG_POOL},
    {"year", "Y", FLAG_INT, true, offsetof(struct flags, year), M_ASSESS_FLAG_YEAR},
};

const struct command cmd_quota = {
    .name = "quota",
    .words = "",
    .summary = M_CMD_QUOTA,
    .example = "jicai quota --pool 620000 --year 2023",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
