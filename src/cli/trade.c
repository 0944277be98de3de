/* trade.c - jicai trade progress|due|overdue: how far the agreed volume is, what is owed to whom by
 * when, and who is late by how many days (REQUIREMENTS G1, H1; RULES 6). */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/project.h"
#include "trade/progress.h"
#include "words/import.h"
#include "words/trade.h"

struct flags {
    const char *project;
    int64_t pool;
    date on;
};

struct hospital { /* sums of one */
    const char *code;
    int64_t lines;
    money left;
    int most_late;
};

struct show {
    struct cli *c;
    struct json json;
    struct db *db;
    const struct flags *f;
    int64_t pool;
    bool only_late;
    struct progress sum;
    struct hospital *hospitals;
    size_t n, room;
    struct hospital all;
};

static bool
add_money(money *to, money part, struct err *e)
{
    return money_add(to, *to, part) || err_set(e, ERR_TOO_LARGE, M_TRADE_LARGE, {NULL});
}

/* --- progress --- */

static const char *
done_text(const struct progress *p, char out[static RATIO_TEXT_MAX])
{
    ratio r;
    int64_t net = p->accepted.pieces - p->returned.pieces;
    if (p->agreed.pieces == 0 ||
        !wide_div(&r.ppm, (wide)net * RATIO_ONE, p->agreed.pieces, ROUND_DOWN))
        return "-";
    r.ppm -= r.ppm % 100; /* 0.01 % is enough for people */
    return ratio_text(r, out);
}

static void
progress_json(struct json *j, const struct trade_line *k, const struct progress *p)
{
    char text[RATIO_TEXT_MAX];
    json_open(j, k != NULL ? NULL : "total", '{');
    if (k != NULL) {
        json_text(j, "hospital", k->institution);
        json_text(j, "product", k->product);
        json_text(j, "variant", k->variant);
        json_text(j, "agreement", k->agreement);
    }
    json_qty(j, "agreed", p->agreed);
    json_qty(j, "ordered", p->ordered);
    json_qty(j, "accepted", p->accepted);
    json_qty(j, "returned", p->returned);
    json_text(j, "done", done_text(p, text));
    json_money(j, "amount", p->accepted_amount);
    json_money(j, "at_selected", p->at_selected);
    json_close(j, '}');
}

static void
progress_text(struct cli *c, const struct trade_line *k, const struct progress *p)
{
    char done[RATIO_TEXT_MAX], amount[MONEY_TEXT_MAX];
    fprintf(c->out, "%-14s %-28s %10lld %10lld %10lld %10lld %9s %16s  %s\n", k->institution,
            k->product, (long long)p->agreed.pieces, (long long)p->ordered.pieces,
            (long long)p->accepted.pieces, (long long)p->returned.pieces, done_text(p, done),
            money_text(p->accepted_amount, amount), k->agreement);
}

static bool
show_progress(void *arg, const struct trade_line *k, const struct progress *p, struct err *e)
{
    struct show *s = arg;
    if (s->c->json)
        progress_json(&s->json, k, p);
    else
        progress_text(s->c, k, p);
    if (!qty_add(&s->sum.agreed, s->sum.agreed, p->agreed) ||
        !qty_add(&s->sum.ordered, s->sum.ordered, p->ordered) ||
        !qty_add(&s->sum.accepted, s->sum.accepted, p->accepted) ||
        !qty_add(&s->sum.returned, s->sum.returned, p->returned))
        return err_set(e, ERR_TOO_LARGE, M_TRADE_LARGE, {NULL});
    return add_money(&s->sum.accepted_amount, p->accepted_amount, e) &&
           add_money(&s->sum.at_selected, p->at_selected, e);
}

static bool
progress_job(struct db *db, void *arg, struct err *e)
{
    struct show *s = arg;
    const struct trade_line all = {"", cli_word(s->c, M_TRADE_ALL), "", "", ""};
    if (s->c->json)
        json_open(&s->json, "rows", '[');
    else
        fprintf(s->c->out, "%s\n", cli_word(s->c, M_TRADE_PROGRESS_HEAD));
    if (!progress_on(db, s->pool, s->f->project, s->f->on, show_progress, s, e))
        return false;
    if (s->c->json) {
        json_close(&s->json, ']');
        progress_json(&s->json, NULL, &s->sum);
    } else {
        progress_text(s->c, &all, &s->sum);
    }
    return true;
}

/* --- due and overdue --- */

static void
owed_json(struct json *j, const struct owed *o)
{
    json_open(j, NULL, '{');
    json_text(j, "hospital", o->institution);
    json_text(j, "payee", o->payee);
    json_text(j, "receipt", o->receipt);
    json_int(j, "line", o->line);
    json_text(j, "product", o->product);
    json_date(j, "accepted", o->accepted_on);
    if (o->due_on.day != 0) {
        json_date(j, "due", o->due_on);
        json_date(j, "in_time_until", o->in_time_until);
        json_bool(j, "estimate", o->estimate);
    } else {
        json_text(j, "no_due_date", o->why);
    }
    json_money(j, "left", o->left);
    json_int(j, "days_late", o->days_late);
    json_text(j, "pack", o->pack);
    json_close(j, '}');
}

static void
owed_text(struct cli *c, const struct owed *o)
{
    char line[INT_TEXT_MAX], due[DATE_TEXT_MAX], until[DATE_TEXT_MAX], on[DATE_TEXT_MAX];
    char left[MONEY_TEXT_MAX], late[INT_TEXT_MAX];
    bool has = o->due_on.day != 0;
    fprintf(c->out, "%-14s %-20s %-20s %3s %12s %12s %12s %16s %6s\n", o->institution, o->payee,
            o->receipt, int_text(o->line, line), date_text(o->accepted_on, on),
            has ? date_text(o->due_on, due) : o->why,
            has ? date_text(o->in_time_until, until) : "-", money_text(o->left, left),
            int_text(o->days_late, late));
}

static bool
count(struct show *s, const struct owed *o, struct err *e)
{
    struct hospital *h = s->n > 0 ? &s->hospitals[s->n - 1] : NULL;
    if (h == NULL || strcmp(h->code, o->institution) != 0) {
        if (s->n == s->room) {
            size_t room = s->room > 0 ? s->room * 2 : 64;
            struct hospital *more = arena_array(s->c->arena, struct hospital, room);
            if (s->n > 0)
                memcpy(more, s->hospitals, s->n * sizeof(*more));
            s->hospitals = more;
            s->room = room;
        }
        h = &s->hospitals[s->n++];
        *h = (struct hospital){.code = arena_strdup(s->c->arena, o->institution)};
    }
    h->lines++;
    s->all.lines++;
    h->most_late = o->days_late > h->most_late ? o->days_late : h->most_late;
    s->all.most_late = h->most_late > s->all.most_late ? h->most_late : s->all.most_late;
    return add_money(&h->left, o->left, e) && add_money(&s->all.left, o->left, e);
}

static bool
show_owed(void *arg, const struct owed *o, struct err *e)
{
    struct show *s = arg;
    if (o->left.units <= 0 || (s->only_late && o->days_late == 0))
        return true;
    if (s->c->json)
        owed_json(&s->json, o);
    else
        owed_text(s->c, o);
    return count(s, o, e);
}

static void
sums_json(struct show *s)
{
    json_close(&s->json, ']');
    json_open(&s->json, "hospitals", '[');
    for (size_t i = 0; i <= s->n; i++) {
        const struct hospital *h = i < s->n ? &s->hospitals[i] : &s->all;
        if (i == s->n) {
            json_close(&s->json, ']');
            json_open(&s->json, "total", '{');
        } else {
            json_open(&s->json, NULL, '{');
            json_text(&s->json, "hospital", h->code);
        }
        json_int(&s->json, "lines", h->lines);
        json_money(&s->json, "left", h->left);
        json_int(&s->json, "most_days_late", h->most_late);
        json_close(&s->json, '}');
    }
}

static void
sums_text(struct show *s)
{
    char n[INT_TEXT_MAX], left[MONEY_TEXT_MAX], late[INT_TEXT_MAX];
    s->all.code = cli_word(s->c, M_TRADE_ALL);
    fputc('\n', s->c->out);
    for (size_t i = 0; i <= s->n; i++) {
        const struct hospital *h = i < s->n ? &s->hospitals[i] : &s->all;
        const char *arg[] = {h->code, int_text(h->lines, n), money_text(h->left, left),
                             int_text(h->most_late, late)};
        cli_say(s->c, M_TRADE_OWED_SUM, arg, 4);
        fputc('\n', s->c->out);
    }
}

static bool
owed_job(struct db *db, void *arg, struct err *e)
{
    struct show *s = arg;
    if (s->c->json)
        json_open(&s->json, "rows", '[');
    else
        fprintf(s->c->out, "%s\n", cli_word(s->c, M_TRADE_OWED_HEAD));
    if (!owed_on(db, s->pool, s->f->project, s->f->on, show_owed, s, e))
        return false;
    if (s->c->json)
        sums_json(s);
    else
        sums_text(s);
    return true;
}

/* --- all of them --- */

static bool
find_pool(struct show *s, struct err *e)
{
    struct project p;
    s->pool = s->f->pool;
    return (s->pool != 0 || project_home(s->db, s->c->arena, s->f->project, &s->pool, e)) &&
           project_get(s->db, s->c->arena, s->pool, s->f->project, &p, e);
}

static int
show(struct cli *c, const struct flags *f, db_job *job, bool only_late)
{
    struct show s = {.c = c, .f = f, .only_late = only_late};
    if (!store_open(c, &s.db))
        return cli_fail(c);
    bool ok = find_pool(&s, &c->err);
    if (ok) {
        json_start(&s.json, c->out);
        if (c->json) {
            json_open(&s.json, NULL, '{');
            json_text(&s.json, "project", f->project);
            json_int(&s.json, "pool", s.pool);
            json_date(&s.json, "on", f->on);
        }
        ok = db_read(s.db, job, &s, &c->err);
    }
    db_close(s.db);
    if (!ok)
        return cli_fail(c);
    if (c->json) {
        json_close(&s.json, '}');
        json_end(&s.json);
    }
    return EXIT_OK;
}

static int
run_progress(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return show(c, flags, progress_job, false);
}

static int
run_due(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return show(c, flags, owed_job, false);
}

static int
run_overdue(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return show(c, flags, owed_job, true);
}

static const struct flag trade_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_TRADE_F_PROJECT},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_TRADE_F_ON},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
};
enum { FLAGS = sizeof(trade_flags) / sizeof(*trade_flags) };

const struct command cmd_trade_progress = {
    .name = "trade progress",
    .words = "",
    .summary = M_CMD_TRADE_PROGRESS,
    .example = "jicai trade progress --project CS-HCDL-2023-1 --on 2025-03-31 --db jicai.db",
    .flags = trade_flags,
    .flags_n = FLAGS,
    .size = sizeof(struct flags),
    .run = run_progress,
};
const struct command cmd_trade_due = {
    .name = "trade due",
    .words = "",
    .summary = M_CMD_TRADE_DUE,
    .example = "jicai trade due --project CS-HCDL-2023-1 --on 2025-03-31 --db jicai.db",
    .flags = trade_flags,
    .flags_n = FLAGS,
    .size = sizeof(struct flags),
    .run = run_due,
};
const struct command cmd_trade_overdue = {
    .name = "trade overdue",
    .words = "",
    .summary = M_CMD_TRADE_OVERDUE,
    .example = "jicai trade overdue --project CS-HCDL-2023-1 --on 2025-03-31 --json --db jicai.db",
    .flags = trade_flags,
    .flags_n = FLAGS,
    .size = sizeof(struct flags),
    .run = run_overdue,
};
