#include "fund/books.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "fund/entry.h"
#include "fund/query.h"
#include "trade/period.h"
#include "words/db.h"
#include "words/fund.h"

enum { ENTRY_VALUES = 13, ACCOUNT_VALUES = 10, BATCH = 32, NAMED_MAX = 4, SLOTS_MIN = 64 };
enum { TEXTS_MEMORY = 1 << 20 };

struct card { /* an account as the books hold it */
    struct account_key key;
    struct ledger_account account;
    bool dirty, stored; /* stored: there is a row, which entries may refer to */
};

struct books {
    struct db *db;
    struct arena *a;
    int64_t pool, last_entry, last_account;
    struct card **card;
    size_t cards, room;
    size_t *slot; /* hash of keys: index of a card + 1, 0 free */
    size_t slots;
    size_t unstored;     /* cards before this one are stored */
    struct val *wait;    /* entries not yet written */
    struct arena *texts; /* theirs: memory grows with the accounts, not with the entries */
    size_t waiting;
    char open_month[MONTH_TEXT_MAX]; /* that was found open */
};

static size_t
key_hash(const struct account_key *k)
{
    size_t h = (size_t)k->fund * 31 + (size_t)k->kind + 1;
    for (const char *s = k->party; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ^ h >> 29;
}

static bool
key_same(const struct account_key *a, const struct account_key *b)
{
    return a->fund == b->fund && a->kind == b->kind && strcmp(a->party, b->party) == 0;
}

/* Where a key is, or would go. */
static size_t *
find_slot(const struct books *b, const struct account_key *k)
{
    size_t at = key_hash(k) & (b->slots - 1);
    while (b->slot[at] != 0 && !key_same(&b->card[b->slot[at] - 1]->key, k))
        at = (at + 1) & (b->slots - 1);
    return &b->slot[at];
}

static bool
grow(struct books *b, struct err *e)
{
    size_t room = b->room == 0 ? SLOTS_MIN / 2 : b->room * 2, slots = room * 2;
    if (!arena_room(b->a, room * sizeof(*b->card) + slots * sizeof(*b->slot)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    struct card **card = arena_array(b->a, struct card *, room);
    if (b->cards > 0)
        memcpy(card, b->card, b->cards * sizeof(*card));
    b->card = card;
    b->room = room;
    b->slots = slots;
    b->slot = arena_array(b->a, size_t, slots);
    for (size_t i = 0; i < b->cards; i++)
        *find_slot(b, &card[i]->key) = i + 1;
    return true;
}

static bool
add_card(struct books *b, const struct account_key *k, int64_t number, struct card **out,
         struct err *e)
{
    if (b->cards == b->room && !grow(b, e))
        return false;
    if (!arena_room(b->a, sizeof(struct card) + strlen(k->party) + 1))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    struct card *c = arena_alloc(b->a, sizeof(*c));
    c->key = (struct account_key){k->fund, k->kind, arena_strdup(b->a, k->party)};
    c->account.number = number;
    c->account.book = (int64_t)k->fund;
    c->account.limit = account_limit(k->kind);
    b->card[b->cards++] = c;
    *find_slot(b, &c->key) = b->cards;
    *out = c;
    return true;
}

/* A row of q_account_get or q_account_at, unless the books hold it already. */
static bool
card_of_row(struct books *b, const struct rows *r, struct card **out, struct err *e)
{
    struct ledger_account account;
    struct account_key k;
    account_of_row(r, 0, &k, &account);
    size_t at = *find_slot(b, &k);
    if (at != 0) {
        *out = b->card[at - 1];
        return true;
    }
    if (!add_card(b, &k, account.number, out, e))
        return false;
    (*out)->account = account;
    (*out)->stored = true;
    return true;
}

/* The card of a key; a new account where there is none. */
static bool
card_get(struct books *b, const struct account_key *k, struct card **out, struct err *e)
{
    size_t at = *find_slot(b, k);
    struct rows r;
    if (at != 0) {
        *out = b->card[at - 1];
        return true;
    }
    if (!db_run(b->db, &q_account_get, b->a, &r, e, v_int(b->pool), v_text(fund_names[k->fund]),
                v_text(account_kind_names[k->kind]), v_text(k->party)))
        return false;
    return r.n > 0 ? card_of_row(b, &r, out, e) : add_card(b, k, ++b->last_account, out, e);
}

static bool
card_at(struct books *b, int64_t number, struct card **out, struct err *e)
{
    struct rows r;
    char n[INT_TEXT_MAX];
    for (size_t i = b->cards; i > 0; i--)
        if (b->card[i - 1]->account.number == number) {
            *out = b->card[i - 1];
            return true;
        }
    if (!db_run(b->db, &q_account_at, b->a, &r, e, v_int(b->pool), v_int(number)))
        return false;
    return r.n > 0 ? card_of_row(b, &r, out, e)
                   : err_set(e, ERR_NOT_FOUND, M_ACCOUNT_UNKNOWN, {int_text(number, n)});
}

static void
end_texts(void *texts)
{
    arena_free(texts);
}

bool
books_open(struct books **out, struct db *db, struct arena *a, int64_t pool, struct err *e)
{
    struct books *b = arena_alloc(a, sizeof(*b));
    struct rows r;
    *b = (struct books){.db = db, .a = a, .pool = pool};
    if (!arena_room(a, (size_t)BATCH * ENTRY_VALUES * sizeof(struct val)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    b->wait = arena_array(a, struct val, (size_t)BATCH * ENTRY_VALUES);
    b->texts = arena_new(TEXTS_MEMORY);
    arena_defer(a, end_texts, b->texts);
    if (!grow(b, e) || !db_run(db, &q_ledger_last, a, &r, e, v_int(pool)))
        return false;
    b->last_entry = row_int(&r, 0, 0);
    b->last_account = row_int(&r, 0, 1);
    *out = b;
    return true;
}

bool
books_net(struct books *b, const struct account_key *key, money *out, struct err *e)
{
    struct card *c;
    if (!card_get(b, key, &c, e))
        return false;
    *out = ledger_net(&c->account);
    return true;
}

/* --- an event: the few accounts and rows it touches, as the engine wants them --- */

struct event {
    struct card *card[EVENT_ROWS_MAX * 2]; /* of account[i] */
    struct ledger_account account[EVENT_ROWS_MAX * 2];
    struct ledger_row row[EVENT_ROWS_MAX * (NAMED_MAX + 1)];
    struct ledger l;
};

static void
event_account(struct event *ev, struct card *c)
{
    size_t at = ev->l.accounts;
    for (size_t i = 0; i < ev->l.accounts; i++)
        if (ev->card[i] == c)
            return;
    for (; at > 0 && ev->account[at - 1].number > c->account.number; at--) {
        ev->account[at] = ev->account[at - 1];
        ev->card[at] = ev->card[at - 1];
    }
    ev->account[at] = c->account;
    ev->card[at] = c;
    ev->l.accounts++;
}

/* The entry that a booking names, with its followers, into the event; rows stay in order. */
static bool
event_named(struct books *b, struct event *ev, int64_t of, struct ledger_row *named, struct err *e)
{
    struct rows r;
    if (!db_run(b->db, &q_entry_and_followers, b->a, &r, e, v_int(b->pool), v_int(of)))
        return false;
    if (r.n == 0 || row_int(&r, 0, 0) != of || r.n > NAMED_MAX) {
        char n[INT_TEXT_MAX];
        return err_set(e, ERR_NOT_FOUND, M_ENTRY_UNKNOWN, {int_text(of, n)});
    }
    *named = entry_row(&r, 0, 0);
    for (size_t i = 0; i < r.n; i++) {
        struct ledger_row row = entry_row(&r, i, 0);
        size_t at = ev->l.rows;
        for (; at > 0 && ev->row[at - 1].number > row.number; at--)
            ev->row[at] = ev->row[at - 1];
        ev->row[at] = row;
        ev->l.rows++;
    }
    return true;
}

/* The two accounts of a booking; those of a named entry are given by it. */
static bool
event_sides(struct books *b, struct event *ev, const struct booking *in, struct ledger_row *row,
            struct err *e)
{
    const struct account_key *side[2] = {&in->debit, &in->credit};
    struct card *c[2];
    if (in->of != 0) {
        struct ledger_row named = {.debit = 0};
        bool back = in->kind == ROW_REVERSAL;
        if (!event_named(b, ev, in->of, &named, e))
            return false;
        if (!card_at(b, back ? named.credit : named.debit, &c[0], e) ||
            !card_at(b, back ? named.debit : named.credit, &c[1], e))
            return false;
    } else if (!card_get(b, side[0], &c[0], e) || !card_get(b, side[1], &c[1], e)) {
        return false;
    }
    row->debit = c[0]->account.number;
    row->credit = c[1]->account.number;
    event_account(ev, c[0]);
    event_account(ev, c[1]);
    return true;
}

static bool
write_waiting(struct books *b, struct err *e)
{
    bool ok = db_many(b->db, &q_entry_write, b->wait, b->waiting, e);
    b->waiting = 0;
    arena_reset(b->texts);
    return ok;
}

/* All whose balance has moved; or, in between, those that have no row yet. */
static bool
write_accounts(struct books *b, bool all, struct err *e)
{
    struct val v[64 * ACCOUNT_VALUES];
    size_t n = 0;
    for (size_t i = all ? 0 : b->unstored; i < b->cards; i++) {
        struct card *c = b->card[i];
        const struct ledger_balance *s = &c->account.balance;
        if (all ? c->dirty : !c->stored) {
            const struct val row[ACCOUNT_VALUES] = {v_int(b->pool),
                                                    v_int(c->account.number),
                                                    v_text(fund_names[c->key.fund]),
                                                    v_text(account_kind_names[c->key.kind]),
                                                    v_text(c->key.party),
                                                    v_text(bound_names[c->account.limit]),
                                                    v_int(s->debit_pending.units),
                                                    v_int(s->debit_posted.units),
                                                    v_int(s->credit_pending.units),
                                                    v_int(s->credit_posted.units)};
            memcpy(v + n++ * ACCOUNT_VALUES, row, sizeof(row));
            c->dirty = false;
            c->stored = true;
        }
        if (n == 64 || (i + 1 == b->cards && n > 0)) {
            if (!db_many(b->db, &q_account_write, v, n, e))
                return false;
            n = 0;
        }
    }
    b->unstored = b->cards;
    return true;
}

/* Accounts first: entries refer to them. Balances are written once, at the end. */
static bool
flush(struct books *b, bool end, struct err *e)
{
    return write_accounts(b, end, e) && write_waiting(b, e);
}

static const char *
keep(struct books *b, const char *s)
{
    return *s == '\0' ? "" : arena_strdup(b->texts, s);
}

static bool
wait_for(struct books *b, const struct ledger_row *r, const struct booking *in, struct err *e)
{
    size_t size =
        DATE_TEXT_MAX + strlen(in->project) + strlen(in->institution) + strlen(in->document) + 3;
    if (b->waiting == BATCH && !flush(b, false, e))
        return false;
    if (!arena_room(b->texts, size))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    const struct val row[ENTRY_VALUES] = {
        v_int(b->pool),
        v_int(r->number),
        v_text(ledger_kind_name(r->kind)),
        v_int(r->debit),
        v_int(r->credit),
        v_int(r->amount.units),
        v_int(r->of),
        v_int(r->linked ? 1 : 0),
        v_text(ledger_cause_name(r->cause)),
        v_text(date_text(r->on, arena_alloc(b->texts, DATE_TEXT_MAX))),
        v_text(keep(b, in->project)),
        v_text(keep(b, in->institution)),
        v_text(keep(b, in->document))};
    memcpy(b->wait + b->waiting++ * ENTRY_VALUES, row, sizeof(row));
    return true;
}

static bool
refused(const struct booking in[], const enum ledger_verdict v[], size_t n, struct err *e)
{
    char text[MONEY_TEXT_MAX];
    size_t i = 0;
    while (i + 1 < n && (v[i] == LEDGER_OK || v[i] == LEDGER_LINK_FAILED))
        i++;
    return err_set(e, ERR_CONFLICT, M_LEDGER_REFUSED,
                   {ledger_verdict_name(v[i]), ledger_cause_name(in[i].cause), in[i].institution,
                    money_text(in[i].amount, text)});
}

/* The engine has taken it: balances back to the cards, rows to the queue. */
static bool
accept(struct books *b, const struct event *ev, const struct ledger_row row[],
       const struct booking in[], size_t n, struct err *e)
{
    for (size_t i = 0; i < ev->l.accounts; i++) {
        ev->card[i]->account.balance = ev->account[i].balance;
        ev->card[i]->dirty = true;
    }
    b->last_entry += (int64_t)n;
    for (size_t i = 0; i < n; i++)
        if (!wait_for(b, &row[i], &in[i], e))
            return false;
    return true;
}

/* No entry is dated in a locked month: corrections are booked on the day of their decision. */
static bool
months_open(struct books *b, const struct booking in[], size_t n, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    for (size_t i = 0; i < n; i++) {
        if (strcmp(b->open_month, month_text(date_month(in[i].on), text)) == 0)
            continue;
        if (!period_open(b->db, b->a, b->pool, in[i].on, "date", e))
            return false;
        memcpy(b->open_month, text, sizeof(text));
    }
    return true;
}

bool
book(struct books *b, const struct booking in[], size_t n, int64_t *first, struct err *e)
{
    struct ledger_row row[EVENT_ROWS_MAX];
    enum ledger_verdict v[EVENT_ROWS_MAX];
    struct event ev = {.l = {.accounts = 0}};
    bool names = false;

    assert(n > 0 && n <= EVENT_ROWS_MAX);
    for (size_t i = 0; i < n; i++)
        names = names || in[i].of != 0;
    if (!months_open(b, in, n, e))
        return false;
    if (names && !flush(b, false, e)) /* the named entry may be waiting */
        return false;
    ev.l = (struct ledger){ev.account, 0, ev.row, 0, sizeof(ev.row) / sizeof(*ev.row)};
    for (size_t i = 0; i < n; i++) {
        row[i] = (struct ledger_row){.number = b->last_entry + 1 + (int64_t)i,
                                     .kind = in[i].kind,
                                     .amount = in[i].amount,
                                     .of = in[i].of,
                                     .linked = i + 1 < n,
                                     .cause = in[i].cause,
                                     .on = in[i].on};
        if (!event_sides(b, &ev, &in[i], &row[i], e))
            return false;
    }
    if (ledger_append(&ev.l, row, n, v) != n)
        return refused(in, v, n, e);
    *first = row[0].number;
    return accept(b, &ev, row, in, n, e);
}

bool
books_close(struct books *b, struct err *e)
{
    return flush(b, true, e);
}
