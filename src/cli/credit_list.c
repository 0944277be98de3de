/* jicai credit list: every party with something against it in a region on a day, for publication.
 */
#include "cli/commands.h"
#include "cli/store.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "words/oversight.h"

enum { MEMORY = 64 * 1024 * 1024 };

struct flags {
    int64_t pool;
    date on;
    bool published;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct json json;
    struct policy *pack;
};

/* Is it to be made public here? */
static bool
is_public(const struct credit_record *r, int64_t pool)
{
    return credit_effect_find(&r->answer, r->event, CREDIT_PUBLISH, "", pool) < r->answer.n;
}

static void
show(struct work *w, const char *party, const struct credit_record *r)
{
    const struct credit_judged *worst = &r->judged[r->answer.event];
    const char *name = credit_grade_word(&r->book, worst->edition, r->answer.grade, w->c->lang);
    char until[DATE_TEXT_MAX];
    if (!w->c->json) {
        fprintf(w->c->out, "%-20s %-12s %-20s %-10s %s\n", party, name,
                r->event[r->answer.event].id, credit_matter_name(r->event[r->answer.event].matter),
                date_text(worst->until, until));
        return;
    }
    json_open(&w->json, NULL, '{');
    json_text(&w->json, "party", party);
    json_int(&w->json, "grade", r->answer.grade);
    json_text(&w->json, "name", name);
    json_text(&w->json, "event", r->event[r->answer.event].id);
    json_text(&w->json, "matter", credit_matter_name(r->event[r->answer.event].matter));
    json_date(&w->json, "until", worst->until);
    json_bool(&w->json, "public", is_public(r, w->f->pool));
    json_close(&w->json, '}');
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena, *own = arena_new(MEMORY);
    const char **party;
    size_t n;
    bool ok = pack_on(db, a, w->f->pool, w->f->on, &w->pack, e) &&
              credit_parties(db, a, w->f->pool, &party, &n, e);
    for (size_t i = 0; ok && i < n; i++) {
        struct credit_record *r = arena_alloc(own, sizeof(*r));
        ok = credit_on(db, own, party[i], w->f->on, w->pack, r, NULL, e);
        if (ok && r->answer.grade > 0 && (!w->f->published || is_public(r, w->f->pool)))
            show(w, party[i], r);
        arena_reset(own);
    }
    arena_free(own);
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (c->json) {
        json_start(&w.json, c->out);
        json_open(&w.json, NULL, '{');
        json_int(&w.json, "pool", w.f->pool);
        json_date(&w.json, "on", w.f->on);
        json_open(&w.json, "parties", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_CREDIT_LIST_HEAD));
    }
    if (!store_do(c, &(struct store_work){.read = look, .work = &w}))
        return cli_fail(c);
    if (c->json) {
        json_close(&w.json, ']');
        json_close(&w.json, '}');
        json_end(&w.json);
    }
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"pool", "POOL", FLAG_INT, true, offsetof(struct flags, pool), M_BREACH_FLAG_POOL},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_CREDIT_FLAG_ON},
    {"published", "", FLAG_BOOL, false, offsetof(struct flags, published), M_CREDIT_FLAG_PUBLIC},
};

const struct command cmd_credit_list = {
    .name = "credit list",
    .words = "",
    .summary = M_CMD_CREDIT_LIST,
    .example = "jicai credit list --pool 532300 --on 2025-06-30 --published",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
