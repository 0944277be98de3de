#include "fund/direct.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "fund/approval.h"
#include "fund/books.h"
#include "fund/claim.h"
#include "fund/payer.h"
#include "fund/query.h"
#include "trade/trade.h"
#include "words/db.h"
#include "words/fund.h"

enum { LINE_VALUES = 12, LINES = 64, LINES_MEMORY = 1 << 20, ROW_MEMORY = 1 << 20 };
enum { RECEIPT_MAX = 256, TOGETHER = 32 }; /* institutions whose lines are sorted together */
enum { PIECE_WINDOWS = 32 };               /* so many times TOGETHER are looked at in a piece */

/* Lines come by institution: what its claims still hold is asked once and kept here, so that memory
 * and statements grow with the institutions, not with the lines. `begun_by`, `from`: of the pieces
 * before; `to`: "" it is complete. */
struct settling {
    struct run *r;
    struct books *books;
    struct fund_rules funds;
    int64_t seq;
    char receipt[RECEIPT_MAX]; /* of the line before, and what it was given */
    int64_t receipt_line;
    money given;
    char ym[MONTH_TEXT_MAX];
    struct arena *one;       /* of the institution that is being settled */
    const char *institution; /* "" none yet */
    enum fund fund;
    money left, taken; /* of its claims: still there, used here */
    const char *begun_by, *from, *to;
    struct arena *texts; /* of the lines that wait */
    struct val line[LINES * LINE_VALUES];
    size_t lines;
};

/* Two rows that stand or fall together: the claims are used, the company is owed; and the money is
 * on its way. */
static bool
book_instruction(struct settling *s, enum fund fund, const char *institution, const char *payee,
                 const char *invoice, money amount, int64_t *entry, struct err *e)
{
    struct booking b[2] = {{.kind = ROW_POSTED,
                            .debit = {fund, ACCOUNT_CLAIMS, institution},
                            .credit = {fund, ACCOUNT_SUPPLIER, payee},
                            .amount = amount,
                            .cause = CAUSE_DIRECT_SETTLEMENT,
                            .on = s->r->on,
                            .project = s->r->project->code,
                            .institution = institution,
                            .document = invoice}};
    b[1] = b[0];
    b[1].kind = ROW_PENDING;
    b[1].debit = b[0].credit;
    b[1].credit = (struct account_key){fund, ACCOUNT_CASH, ""};
    return book(s->books, b, 2, entry, e);
}

/* Of the invoice's part, what the receipt line still has room for beside its other invoices. */
static money
still_due(struct settling *s, const struct rows *row)
{
    const char *receipt = row_text(row, 0, 3);
    int64_t line = row_int(row, 0, 4);
    if (strcmp(s->receipt, receipt) != 0 || s->receipt_line != line) {
        snprintf(s->receipt, sizeof(s->receipt), "%s", receipt);
        s->receipt_line = line;
        s->given = (money){0};
    }
    return money_min((money){row_int(row, 0, 5)}, (money){row_int(row, 0, 6) - s->given.units});
}

static bool
write_lines(struct settling *s, struct err *e)
{
    bool ok = db_many(s->r->db, &q_direct_write, s->line, s->lines, e);
    s->lines = 0;
    arena_reset(s->texts);
    return ok;
}

static bool
keep_line(struct settling *s, const struct rows *row, money amount, int64_t entry, struct err *e)
{
    struct arena *a = s->texts;
    const struct val v[LINE_VALUES] = {v_int(s->r->project->pool),
                                       v_text(s->r->project->code),
                                       v_text(s->ym),
                                       v_int(++s->seq),
                                       v_text(arena_strdup(a, row_text(row, 0, 0))),
                                       v_text(arena_strdup(a, row_text(row, 0, 1))),
                                       v_text(fund_names[s->fund]),
                                       v_text(arena_strdup(a, row_text(row, 0, 2))),
                                       v_text(arena_strdup(a, row_text(row, 0, 3))),
                                       v_int(row_int(row, 0, 4)),
                                       v_int(amount.units),
                                       v_int(entry)};
    memcpy(s->line + s->lines++ * LINE_VALUES, v, sizeof(v));
    return s->lines < LINES || write_lines(s, e);
}

/* What was used of the claims of the institution is written once. */
static bool
end_institution(struct settling *s, struct err *e)
{
    return s->taken.units == 0 || claim_take_direct(s->r->db, s->r->project->pool, s->institution,
                                                    s->fund, s->r->month, s->taken, e);
}

static bool
begin_institution(struct settling *s, const char *code, struct err *e)
{
    struct run *r = s->r;
    arena_reset(s->one);
    s->institution = arena_strdup(s->one, code);
    s->taken = (money){0};
    return fund_of(r->db, s->one, &s->funds, s->institution, r->on, NULL, &s->fund, e) &&
           claim_left(r->db, s->one, r->project->pool, s->institution, s->fund, r->month, &s->left,
                      e);
}

static bool
take_due(void *arg, const struct rows *row, struct err *e)
{
    struct settling *s = arg;
    struct run *r = s->r;
    const char *institution = row_text(row, 0, 0);
    struct trade t = {.db = r->db, .arena = s->one, .pool = r->project->pool};
    money owed = still_due(s, row);
    int64_t entry;

    if (owed.units <= 0)
        return true;
    if (strcmp(s->institution, institution) != 0 &&
        (!end_institution(s, e) || !begin_institution(s, institution, e)))
        return false;
    money amount = money_min(owed, s->left);
    if (amount.units < owed.units)
        r->nothing++; /* carried, whole or in part */
    if (amount.units == 0)
        return true;
    if (!money_add(&r->amount, r->amount, amount))
        return err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {s->institution});
    r->rows++;
    s->left.units -= amount.units;
    s->taken.units += amount.units;
    s->given.units += amount.units;
    return book_instruction(s, s->fund, s->institution, row_text(row, 0, 1), row_text(row, 0, 2),
                            amount, &entry, e) &&
           payment_on_its_way(&t, row_text(row, 0, 2), row_text(row, 0, 3), row_int(row, 0, 4),
                              amount, e) &&
           keep_line(s, row, amount, entry, e);
}

/* The last of the next few institutions; "" there is none after `from`. */
static bool
institutions_after(const struct run *r, struct arena *a, const char *from, const char **to,
                   struct err *e)
{
    struct rows next;
    *to = "";
    for (int i = 0; i < TOGETHER; i++) {
        if (!db_run(r->db, &q_direct_next, a, &next, e, v_int(r->project->pool),
                    v_text(r->project->code), v_text(from)))
            return false;
        if (*row_text(&next, 0, 0) == '\0')
            return true;
        from = *to = row_text(&next, 0, 0);
    }
    return true;
}

/* A few institutions at a time: no database has to sort the lines of all, and what is read lies
 * together. As many times as make a piece. */
static bool
settle_each(struct settling *s, struct err *e)
{
    const struct run *r = s->r;
    const char *from = s->from, *to;
    char day[DATE_TEXT_MAX];
    int64_t end = r->rows + (r->piece > 0 ? r->piece : SETTLE_PIECE);
    struct arena *a[2] = {arena_new(ROW_MEMORY), arena_new(ROW_MEMORY)};
    bool ok = institutions_after(r, a[0], from, &to, e);
    date_text(month_last(r->month), day);
    for (int at = 1, n = 0; ok && *to != '\0' && n < PIECE_WINDOWS && r->rows < end;
         at = !at, n++) {
        ok = db_each(r->db, &q_direct_due, take_due, s, e, v_int(r->project->pool),
                     v_text(r->project->code), v_text(day), v_text(from), v_text(to));
        arena_reset(a[at]); /* `to` lives in the other one */
        from = to;
        ok = ok && institutions_after(r, a[at], from, &to, e);
    }
    s->from = ok ? arena_strdup(r->arena, from) : "";
    s->to = ok ? arena_strdup(r->arena, to) : "";
    arena_free(a[0]);
    arena_free(a[1]);
    return ok;
}

static bool
settle_piece(struct settling *s, struct err *e)
{
    const struct run *r = s->r;
    s->institution = "";
    return books_open(&s->books, r->db, r->arena, r->project->pool, e) && settle_each(s, e) &&
           end_institution(s, e) && write_lines(s, e) && books_close(s->books, e);
}

/* Made anew: nothing of the order that ended may still be on its way, and numbers go on. */
static bool
none_waits(const struct run *r, struct settling *s, struct err *e)
{
    struct rows left;
    if (!r->again)
        return true;
    if (!db_run(r->db, &q_direct_left, r->arena, &left, e, v_int(r->project->pool),
                v_text(r->project->code), v_text(s->ym)))
        return false;
    s->seq = row_int(&left, 0, 1);
    return row_int(&left, 0, 0) == 0 || err_set(e, ERR_CONFLICT, M_ENDING_UNFINISHED,
                                                {r->project->code, s->ym}, .field = "month");
}

/* Where the pieces before have come to; nowhere yet. */
static bool
go_on(struct settling *s, struct err *e)
{
    struct run *r = s->r;
    struct rows was;
    s->from = "";
    s->begun_by = r->by != NULL ? r->by : "";
    if (!db_run(r->db, &q_settle_run_get, r->arena, &was, e, v_int(r->project->pool),
                v_text(r->project->code)))
        return false;
    if (was.n == 0)
        return none_waits(r, s, e);
    if (strcmp(row_text(&was, 0, 0), s->ym) != 0)
        return err_set(e, ERR_CONFLICT, M_SETTLE_UNFINISHED,
                       {r->project->code, row_text(&was, 0, 0)}, .field = "month");
    s->begun_by = row_text(&was, 0, 1);
    s->from = row_text(&was, 0, 3);
    s->seq = row_int(&was, 0, 4);
    r->rows = row_int(&was, 0, 5);
    r->nothing = row_int(&was, 0, 6);
    r->amount = (money){row_int(&was, 0, 7)};
    return true;
}

/* The order is made when nothing is missing; before that it is kept how far it has come. */
static bool
end_piece(struct settling *s, struct err *e)
{
    struct run *r = s->r;
    const struct val key[] = {v_int(r->project->pool), v_text(r->project->code)};
    r->more = *s->to != '\0';
    if (r->more)
        return db_do(r->db, &q_settle_run_write, e, key[0], key[1], v_text(s->ym),
                     v_text(s->begun_by), v_date(r->arena, r->on), v_text(s->from), v_int(s->seq),
                     v_int(r->rows), v_int(r->nothing), v_int(r->amount.units));
    const char *by = r->by;
    r->by = s->begun_by;
    bool ok = run_order(r, r->project->code, APPROVE_SETTLE, e);
    r->by = by;
    return ok && db_do(r->db, &q_settle_run_drop, e, key[0], key[1]) &&
           run_done(r, r->project->code, "settle", e);
}

/* Is it direct settlement's business, and have the offsets been taken before? */
static bool
may_settle(struct settling *s, bool *go, struct err *e)
{
    struct run *r = s->r;
    struct rows open;
    bool direct = false;
    if (!run_may(r, r->project->code, "settle", false, go, e))
        return false;
    if (*go && !(policy_bool(r->pack, RULE_DIRECT_SETTLE, &direct) && direct)) {
        r->verdict = RUN_NO_RULE;
        r->bound = (struct bound){BIND_NOT_REGULATED, RULE_DIRECT_SETTLE};
    }
    *go = r->verdict == RUN_OK;
    if (!*go)
        return true;
    if (!db_run(r->db, &q_projects_without_offset, r->arena, &open, e, v_int(r->project->pool),
                v_text(s->ym)))
        return false;
    return open.n == 0 ||
           err_set(e, ERR_CONFLICT, M_CLAIM_OFFSET_FIRST, {s->ym, row_text(&open, 0, 0)});
}

static bool
body(struct db *db, void *arg, struct err *e)
{
    struct run *r = arg;
    struct settling *s = arena_alloc(r->arena, sizeof(*s));
    bool go;

    s->r = r;
    month_text(r->month, s->ym);
    (void)bind_fund(r->pack, &s->funds);
    if (!may_settle(s, &go, e))
        return false;
    if (!go)
        return true;
    if (!go_on(s, e))
        return false;
    db_gather(db);
    s->one = arena_new(ROW_MEMORY);
    s->texts = arena_new(LINES_MEMORY);
    bool ok = settle_piece(s, e);
    arena_free(s->one);
    arena_free(s->texts);
    return ok && end_piece(s, e);
}

bool
run_direct(struct db *db, void *arg, struct err *e)
{
    return run_in_arena(body, db, arg, e);
}

/* --- the list --- */

struct listing {
    instruction_take *take;
    void *arg;
};

static bool
take_instruction(void *arg, const struct rows *r, struct err *e)
{
    const struct listing *l = arg;
    const struct instruction i = {.seq = row_int(r, 0, 0),
                                  .institution = row_text(r, 0, 1),
                                  .payee = row_text(r, 0, 2),
                                  .fund = row_text(r, 0, 3),
                                  .invoice = row_text(r, 0, 4),
                                  .receipt = row_text(r, 0, 5),
                                  .receipt_line = row_int(r, 0, 6),
                                  .amount = {row_int(r, 0, 7)},
                                  .state = row_text(r, 0, 8)};
    return l->take(l->arg, &i, e);
}

bool
instruction_each(struct db *db, int64_t pool, const char *project, month m, instruction_take *take,
                 void *arg, struct err *e)
{
    struct listing l = {take, arg};
    char ym[MONTH_TEXT_MAX];
    return db_each(db, &q_direct_list, take_instruction, &l, e, v_int(pool), v_text(project),
                   v_text(month_text(m, ym)));
}
