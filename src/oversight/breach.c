#include "oversight/breach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/calendar.h"
#include "engine/monitor.h"
#include "oversight/query.h"
#include "oversight/year.h"
#include "project/explained.h"
#include "registry/check.h"
#include "registry/credit_record.h"
#include "words/oversight.h"
#include "words/db.h"

#define BREACH_EDITION "breach-1"
enum { DELIVER_DAYS = 7, ANSWER_DAYS = 5, PARTIES_MAX = 65536 };

const char *const breach_kind_names[BREACH_KINDS] = {"late_supply", "late_payment"};
const char *const breach_state_names[BREACH_STATES] = {"found", "sent", "answered", "published",
                                                       "withdrawn"};

void
breach_period_of(const struct policy *p, date on, struct breach_period *out,
                 char name[static BREACH_PERIOD_MAX])
{
    enum { MONTH, QUARTER, YEAR };
    const struct ymd day = date_ymd(on);
    int every = QUARTER, y = day.year, m = day.month;
    if (p != NULL)
        policy_enum(p, RULE_BREACH_NOTICE, &every);
    int first = every == MONTH ? m : every == QUARTER ? (m - 1) / 3 * 3 + 1 : 1;
    int last = every == MONTH ? m : every == QUARTER ? first + 2 : 12;
    bool ok = date_make(&out->first, y, first, 1) && date_make(&out->last, y, last, 1);
    if (ok)
        out->last = month_last(date_month(out->last));
    if (every == MONTH)
        snprintf(name, BREACH_PERIOD_MAX, "%04d-%02d", y % 10000, first % 13);
    else if (every == QUARTER)
        snprintf(name, BREACH_PERIOD_MAX, "%04d-Q%d", y % 10000, (first - 1) / 3 % 4 + 1);
    else
        snprintf(name, BREACH_PERIOD_MAX, "%04d", y % 10000);
    out->name = name;
}

/* --- finding --- */

struct finder {
    struct db *db;
    struct arena *a;
    int64_t pool;
    const struct policy *pack;
    const struct breach_period *period;
    struct breach *found;
    size_t n;
    /* of the order line that is read */
    char order[128], party[64];
    int64_t line;
    qty open, rest; /* of it, not delivered by its day; and not until now */
    money price;
    date due, last;
};

static struct breach *
party_of(struct finder *f, enum breach_kind kind, const char *party, struct err *e)
{
    struct breach *b = f->n > 0 ? &f->found[f->n - 1] : NULL; /* rows come by party */
    if (b != NULL && b->kind == kind && strcmp(b->party, party) == 0)
        return b;
    if (f->n == PARTIES_MAX) {
        err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {"65536"});
        return NULL;
    }
    f->found[f->n] = (struct breach){
        .kind = kind, .party = arena_strdup(f->a, party), .answer = "", .credit_event = ""};
    return &f->found[f->n++];
}

/* The order line is read to its end: what came after its day, or not at all, is late. */
static bool
end_line(struct finder *f, struct err *e)
{
    if (f->open.pieces <= 0)
        return true;
    struct breach *b = party_of(f, BREACH_SUPPLY, f->party, e);
    money amount;
    if (b == NULL)
        return false;
    int64_t days = f->last.day - f->due.day;
    b->lines++;
    b->days = days > b->days ? days : b->days;
    return (qty_add(&b->late, b->late, f->open) && money_amount(&amount, f->price, f->open) &&
            money_add(&b->amount, b->amount, amount)) ||
           err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
}

/* One row per receipt of an order line, or one without any. */
static bool
take_supply(void *arg, const struct rows *r, struct err *e)
{
    struct finder *f = arg;
    const char *order = row_text(r, 0, 1), *day = row_text(r, 0, 6);
    bool same = strcmp(f->order, order) == 0 && f->line == row_int(r, 0, 2);
    date came = {0};
    if (!same) {
        int64_t days = DELIVER_DAYS;
        if (!end_line(f, e))
            return false;
        policy_int(f->pack, RULE_DELIVER_WITHIN, &days);
        snprintf(f->order, sizeof(f->order), "%s", order);
        snprintf(f->party, sizeof(f->party), "%s", row_text(r, 0, 0));
        f->line = row_int(r, 0, 2);
        f->open.pieces = row_int(r, 0, 4);
        f->price.units = row_int(r, 0, 5);
        if (!date_parse(&f->due, row_text(r, 0, 3)))
            return err_set(e, ERR_IO, M_DATABASE, {"date"});
        f->due = date_add_days(f->due, (int)days);
        f->last = f->period->last;
        f->rest = f->open;
    }
    if (*day == '\0')
        return true;
    if (!date_parse(&came, day))
        return err_set(e, ERR_IO, M_DATABASE, {"date"});
    f->rest.pieces -= row_int(r, 0, 7);
    if (date_cmp(came, f->due) <= 0)
        f->open = f->rest;
    else if (f->rest.pieces <= 0 && date_cmp(came, f->last) < 0)
        f->last = came; /* all of it was there at last */
    return true;
}

static bool
find_supply(struct finder *f, struct err *e)
{
    int64_t days = DELIVER_DAYS;
    policy_int(f->pack, RULE_DELIVER_WITHIN, &days);
    f->order[0] = '\0';
    f->open = (qty){0};
    return db_each(f->db, &q_breach_supply, take_supply, f, e, v_int(f->pool),
                   v_date(f->a, date_add_days(f->period->first, (int)-days)),
                   v_date(f->a, date_add_days(f->period->last, (int)-days))) &&
           end_line(f, e);
}

/* Dues of the period, paid after their day or not at all by its end. */
static bool
take_payment(void *arg, const struct rows *r, struct err *e)
{
    struct finder *f = arg;
    const char *paid = row_text(r, 0, 3);
    date due, on = f->period->last;
    if (!date_parse(&due, row_text(r, 0, 1)) || (*paid != '\0' && !date_parse(&on, paid)))
        return err_set(e, ERR_IO, M_DATABASE, {"date"});
    int64_t days = on.day - due.day;
    if (days <= 0)
        return true;
    struct breach *b = party_of(f, BREACH_PAYMENT, row_text(r, 0, 0), e);
    if (b == NULL)
        return false;
    b->lines++;
    b->days = days > b->days ? days : b->days;
    return money_add(&b->amount, b->amount, (money){row_int(r, 0, 2)}) ||
           err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
}

static bool
keep(struct db *db, struct arena *a, int64_t pool, const char *period, const struct breach *b,
     struct err *e)
{
    const struct val day[] = {v_text(b->sent_on.day == 0 ? "" : put_date(a, b->sent_on)),
                              v_text(b->answer_until.day == 0 ? "" : put_date(a, b->answer_until)),
                              v_text(b->decided_on.day == 0 ? "" : put_date(a, b->decided_on))};
    return db_do(db, &q_breach_write, e, v_int(pool), v_text(period),
                 v_text(breach_kind_names[b->kind]), v_text(b->party), v_int(b->lines),
                 v_int(b->late.pieces), v_int(b->amount.units), v_int(b->days),
                 v_text(breach_state_names[b->state]), day[0], day[1], v_text(b->answer), day[2],
                 v_text(b->credit_event));
}

static const struct breach *
find_one(const struct breach_list *l, enum breach_kind kind, const char *party)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i].kind == kind && strcmp(l->list[i].party, party) == 0)
            return &l->list[i];
    return NULL;
}

static bool
store(struct finder *f, struct err *e)
{
    struct breach_list old;
    if (!breach_read(f->db, f->a, f->pool, f->period->name, &old, e) ||
        !db_do(f->db, &q_breach_clear, e, v_int(f->pool), v_text(f->period->name)))
        return false;
    for (size_t i = 0; i < f->n; i++) {
        const struct breach *was = find_one(&old, f->found[i].kind, f->found[i].party);
        if (was != NULL && was->state != BREACH_FOUND)
            continue; /* sent as it was */
        if (!keep(f->db, f->a, f->pool, f->period->name, &f->found[i], e))
            return false;
    }
    return true;
}

bool
find_breaches(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
              const struct breach_period *period, struct breach_list *out, struct err *e)
{
    struct arena *own = arena_new(YEAR_MEMORY);
    struct finder f = {.db = db, .a = own, .pool = pool, .pack = p, .period = period};
    f.found = arena_array(own, struct breach, PARTIES_MAX);
    bool ok = find_supply(&f, e) &&
              db_each(db, &q_breach_payment, take_payment, &f, e, v_int(pool),
                      v_date(own, period->first), v_date(own, period->last)) &&
              store(&f, e);
    arena_free(own);
    return ok && breach_read(db, a, pool, period->name, out, e);
}

/* --- on its way --- */

static bool
day_read(date *out, const char *text)
{
    *out = (date){0};
    return *text == '\0' || date_parse(out, text);
}

bool
breach_read(struct db *db, struct arena *a, int64_t pool, const char *period,
            struct breach_list *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_breach_each, a, &r, e, v_int(pool), v_text(period)))
        return false;
    *out = (struct breach_list){arena_array(a, struct breach, r.n + 1), r.n};
    for (size_t i = 0; i < r.n; i++) {
        struct breach *b = &out->list[i];
        int kind = 0, state = 0;
        *b = (struct breach){.party = row_text(&r, i, 1),
                             .lines = row_int(&r, i, 2),
                             .late = {row_int(&r, i, 3)},
                             .amount = {row_int(&r, i, 4)},
                             .days = row_int(&r, i, 5),
                             .answer = row_text(&r, i, 9),
                             .credit_event = row_text(&r, i, 11)};
        if (!name_find(breach_kind_names, BREACH_KINDS, row_text(&r, i, 0), &kind) ||
            !name_find(breach_state_names, BREACH_STATES, row_text(&r, i, 6), &state) ||
            !day_read(&b->sent_on, row_text(&r, i, 7)) ||
            !day_read(&b->answer_until, row_text(&r, i, 8)) ||
            !day_read(&b->decided_on, row_text(&r, i, 10)))
            return err_set(e, ERR_IO, M_DATABASE, {"breach"});
        b->kind = (enum breach_kind)kind;
        b->state = (enum breach_state)state;
    }
    return true;
}

/* Which state may follow which: a warning comes first, and the time to answer it is kept. */
static bool
follows(const struct breach *b, enum breach_state to, date on)
{
    bool heard = b->state == BREACH_ANSWERED ||
                 (b->state == BREACH_SENT && date_cmp(on, b->answer_until) > 0);
    switch (to) {
    case BREACH_SENT: return b->state == BREACH_FOUND;
    case BREACH_ANSWERED: return b->state == BREACH_SENT && date_cmp(on, b->sent_on) >= 0;
    case BREACH_PUBLISHED: return heard && date_cmp(on, b->sent_on) >= 0;
    case BREACH_WITHDRAWN: return b->state == BREACH_SENT || b->state == BREACH_ANSWERED;
    case BREACH_FOUND:
    case BREACH_STATES: break;
    }
    return false;
}

static bool
credit_of(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
          const struct breach_step *s, struct breach *b, struct err *e)
{
    bool counts = false;
    enum put how;
    if (b->kind != BREACH_SUPPLY || !policy_bool(p, RULE_BREACH_CREDIT, &counts) || !counts)
        return true;
    b->credit_event = arena_printf(a, "BREACH-%s-%s", s->period->name, b->party);
    const struct credit_entry c = {.event = b->credit_event,
                                   .party = b->party,
                                   .matter = CREDIT_BREACH,
                                   .amount = b->amount,
                                   .happened_on = s->period->last,
                                   .evaluated_on = s->on,
                                   .product = "",
                                   .document = s->period->name};
    return credit_put(db, a, pool, &c, &how, e);
}

static bool
take_step(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
          const struct breach_step *s, struct breach *b, struct err *e)
{
    int64_t days = ANSWER_DAYS;
    policy_int(p, RULE_BREACH_ANSWER, &days);
    b->state = s->to;
    if (s->to == BREACH_SENT) {
        b->sent_on = s->on;
        b->answer_until = calendar_add_working(s->on, (int)days);
    }
    if (s->to == BREACH_ANSWERED)
        b->answer = s->answer;
    if (s->to == BREACH_PUBLISHED || s->to == BREACH_WITHDRAWN)
        b->decided_on = s->on;
    return (s->to != BREACH_PUBLISHED || credit_of(db, a, pool, p, s, b, e)) &&
           keep(db, a, pool, s->period->name, b, e);
}

bool
move_breach(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
            struct breach_step *s, struct err *e)
{
    struct breach_list l;
    bool one = *s->party != '\0', known = false;
    s->moved = 0;
    if (date_cmp(s->on, s->period->last) <= 0)
        return err_set(e, ERR_INPUT, M_BREACH_RUNNING, {s->period->name}, .field = "on");
    if (!breach_read(db, a, pool, s->period->name, &l, e))
        return false;
    for (size_t i = 0; i < l.n; i++) {
        struct breach *b = &l.list[i];
        if (one && strcmp(b->party, s->party) != 0)
            continue;
        known = true;
        if (!follows(b, s->to, s->on)) {
            if (one)
                return err_set(e, ERR_INPUT, M_BREACH_MOVE,
                               {b->party, breach_state_names[b->state], breach_state_names[s->to]},
                               .field = "to");
            continue;
        }
        if (!take_step(db, a, pool, p, s, b, e))
            return false;
        s->moved++;
    }
    return known || !one ||
           err_set(e, ERR_NOT_FOUND, M_BREACH_NONE, {s->party, s->period->name}, .field = "party");
}
