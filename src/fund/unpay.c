#include "fund/unpay.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/online.h"
#include "fund/query.h"
#include "fund/reference.h"
#include "registry/check.h"
#include "trade/correct.h"
#include "words/fund.h"

struct undoing {
    struct db *db;
    struct arena *a;
    int64_t pool;
    struct unpay *u;
    struct reference r;
};

static bool
no_such(const struct undoing *w, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, M_BANK_NO_PAYMENT, {w->u->reference}, .field = "reference");
}

static bool
conflict(const struct undoing *w, enum msg m, const char *what, struct err *e)
{
    return err_set(e, ERR_CONFLICT, m, {w->u->reference, what}, .field = "reference");
}

/* It was paid, and not after the day of the correction. */
static bool
was_paid(const struct undoing *w, const char *paid_on, struct err *e)
{
    char on[DATE_TEXT_MAX];
    if (*paid_on == '\0')
        return conflict(w, M_UNPAY_NOT_PAID, "", e);
    return strcmp(paid_on, date_text(w->u->on, on)) <= 0 || conflict(w, M_UNPAY_BEFORE, paid_on, e);
}

/* The entry that paid is reversed; *again, where it is asked for: what waits from now on. */
static bool
reverse(struct undoing *w, const char *institution, const char *project, enum ledger_cause cause,
        int64_t paid, const struct account_key *debit, const struct account_key *credit,
        int64_t *again, struct err *e)
{
    struct booking b[2] = {{.kind = ROW_REVERSAL,
                            .amount = w->u->amount,
                            .of = paid,
                            .cause = cause,
                            .on = w->u->on,
                            .project = project,
                            .institution = institution,
                            .document = w->u->document}};
    struct books *books;
    if (again != NULL) {
        b[1] = b[0];
        b[1].kind = ROW_PENDING;
        b[1].of = 0;
        b[1].debit = *debit;
        b[1].credit = *credit;
    }
    if (!books_open(&books, w->db, w->a, w->pool, e) ||
        !book(books, b, again != NULL ? 2 : 1, &w->u->entry, e) || !books_close(books, e))
        return false;
    if (again != NULL)
        *again = w->u->entry + 1;
    return true;
}

static enum fund
fund_named(const char *name)
{
    int fund = 0;
    (void)name_find(fund_names, FUND_NONE, name, &fund); /* CHECKed by the database */
    return (enum fund)fund;
}

static bool
unpay_prepay(struct undoing *w, struct err *e)
{
    const char *project = w->r.part[0], *institution = w->r.part[1];
    int64_t term, number, again;
    struct rows r;
    if (!int_parse(&term, w->r.part[2]) || !int_parse(&number, w->r.part[3]))
        return no_such(w, e);
    if (!db_run(w->db, &q_instalment_paid, w->a, &r, e, v_int(w->pool), v_text(project),
                v_text(institution), v_int(term), v_int(number)))
        return false;
    if (r.n == 0)
        return no_such(w, e);
    w->u->amount = (money){row_int(&r, 0, 0)};
    if (!was_paid(w, row_text(&r, 0, 1), e))
        return false;
    if (row_int(&r, 0, 6) == 0)
        return conflict(w, M_UNPAY_CARRIED, "", e);
    if (row_int(&r, 0, 4) < w->u->amount.units || row_int(&r, 0, 5) != 0)
        return conflict(w, M_UNPAY_USED, "", e);
    if (!w->u->book)
        return true;
    enum fund fund = fund_named(row_text(&r, 0, 3));
    const struct account_key prepaid = {fund, ACCOUNT_PREPAID, institution},
                             cash = {fund, ACCOUNT_CASH, ""};
    return reverse(w, institution, project, CAUSE_PREPAYMENT, row_int(&r, 0, 2), &prepaid, &cash,
                   &again, e) &&
           db_do(w->db, &q_instalment_unpay, e, v_int(w->pool), v_text(project),
                 v_text(institution), v_int(term), v_int(number), v_int(again));
}

static bool
unpay_claim(struct undoing *w, struct err *e)
{
    const char *institution = w->r.part[0];
    const struct val key[] = {v_text(institution), v_text(w->r.part[1]), v_text(w->r.part[2])};
    struct rows r;
    int64_t again;
    if (!db_run(w->db, &q_claim_ordered, w->a, &r, e, v_int(w->pool), key[0], key[1], key[2]))
        return false;
    if (r.n == 0 || row_int(&r, 0, 0) == 0)
        return no_such(w, e);
    w->u->amount = (money){row_int(&r, 0, 0)};
    if (!was_paid(w, row_text(&r, 0, 2), e))
        return false;
    if (!w->u->book)
        return true;
    enum fund fund = fund_named(w->r.part[1]);
    const struct account_key claims = {fund, ACCOUNT_CLAIMS, institution},
                             cash = {fund, ACCOUNT_CASH, ""};
    return reverse(w, institution, "", CAUSE_CLAIM, row_int(&r, 0, 3), &claims, &cash, &again, e) &&
           db_do(w->db, &q_claim_unpay, e, v_int(w->pool), key[0], key[1], key[2], v_int(again));
}

static bool
unpay_retention(struct undoing *w, struct err *e)
{
    const char *project = w->r.part[0], *institution = w->r.part[1];
    struct rows r;
    int64_t year;
    if (!int_parse(&year, w->r.part[2]))
        return no_such(w, e);
    if (!db_run(w->db, &q_retention_owed_state, w->a, &r, e, v_int(w->pool), v_text(project),
                v_text(institution), v_int(year)))
        return false;
    if (r.n == 0)
        return no_such(w, e);
    w->u->amount = (money){row_int(&r, 0, 1)};
    if (!was_paid(w, row_text(&r, 0, 2), e))
        return false;
    return !w->u->book || (reverse(w, institution, project, CAUSE_RETENTION, row_int(&r, 0, 3),
                                   NULL, NULL, NULL, e) &&
                           db_do(w->db, &q_retention_owed_pay, e, v_int(w->pool), v_text(project),
                                 v_text(institution), v_int(year), v_text(""), v_int(0)));
}

/* --- payments that trade knows too --- */

bool
paid_number(struct db *db, struct arena *a, int64_t pool, const char *reference,
            const char **number, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_taken_back_last, a, &r, e, v_int(pool),
                v_text(arena_printf(a, "paid/%s", reference))))
        return false;
    *number = r.n == 0 ? reference : arena_printf(a, "%s~fund/%s", reference, row_text(&r, 0, 0));
    return true;
}

static bool
undo_in_trade(struct undoing *w, struct err *e)
{
    const struct unpay *u = w->u;
    struct trade_memo *memo = arena_alloc(w->a, sizeof(*memo));
    struct trade t = {.db = w->db, .arena = w->a, .pool = w->pool, .memo = memo};
    struct redo c = {.number = arena_printf(w->a, "fund/%s", u->document),
                     .kind = REDO_PAYMENT,
                     .udi = "",
                     .reason = u->reason,
                     .asked_by = u->asked_by,
                     .decided_by = u->by,
                     .asked_on = u->asked_on,
                     .decided_on = u->on};
    return paid_number(w->db, w->a, w->pool, u->reference, &c.document, e) &&
           redo_bank_payment(&t, &c, u->book, e);
}

static bool
on_its_way_again(struct undoing *w, const char *invoice, const char *receipt, int64_t line,
                 money amount, struct err *e)
{
    struct trade t = {.db = w->db, .arena = w->a, .pool = w->pool};
    return payment_on_its_way(&t, invoice, receipt, line, amount, e);
}

/* The entry that posted a pending one. */
static bool
posted_by(struct undoing *w, int64_t pending, int64_t *post, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_entry_post_of, w->a, &r, e, v_int(w->pool), v_int(pending)))
        return false;
    *post = r.n == 0 ? 0 : row_int(&r, 0, 0);
    return r.n > 0 || conflict(w, M_UNPAY_NOT_PAID, "", e);
}

/* Both entries are reversed and booked anew, the second one pending. */
static bool
book_direct(struct undoing *w, const struct rows *r, int64_t post, struct err *e)
{
    const char *institution = row_text(r, 0, 0), *payee = row_text(r, 0, 1);
    enum fund fund = fund_named(row_text(r, 0, 2));
    struct books *books;
    struct booking b[4];
    for (size_t i = 0; i < 4; i++)
        b[i] = (struct booking){.kind = ROW_REVERSAL,
                                .amount = w->u->amount,
                                .of = i == 0 ? post : row_int(r, 0, 7),
                                .cause = CAUSE_DIRECT_SETTLEMENT,
                                .on = w->u->on,
                                .project = w->r.part[0],
                                .institution = institution,
                                .document = w->u->document};
    b[2].kind = ROW_POSTED;
    b[2].debit = (struct account_key){fund, ACCOUNT_CLAIMS, institution};
    b[2].credit = (struct account_key){fund, ACCOUNT_SUPPLIER, payee};
    b[3].kind = ROW_PENDING;
    b[3].debit = b[2].credit;
    b[3].credit = (struct account_key){fund, ACCOUNT_CASH, ""};
    b[2].of = b[3].of = 0;
    return books_open(&books, w->db, w->a, w->pool, e) && book(books, b, 4, &w->u->entry, e) &&
           books_close(books, e);
}

static bool
unpay_settle(struct undoing *w, struct err *e)
{
    struct rows r;
    int64_t seq, post;
    if (!int_parse(&seq, w->r.part[2]))
        return no_such(w, e);
    if (!db_run(w->db, &q_direct_get, w->a, &r, e, v_int(w->pool), v_text(w->r.part[0]),
                v_text(w->r.part[1]), v_int(seq)))
        return false;
    if (r.n == 0)
        return no_such(w, e);
    w->u->amount = (money){row_int(&r, 0, 6)};
    bool paid = strcmp(row_text(&r, 0, 8), "paid") == 0;
    if (!was_paid(w, paid ? row_text(&r, 0, 9) : "", e) || !undo_in_trade(w, e))
        return false;
    return !w->u->book ||
           (posted_by(w, row_int(&r, 0, 7) + 1, &post, e) && book_direct(w, &r, post, e) &&
            on_its_way_again(w, row_text(&r, 0, 3), row_text(&r, 0, 4), row_int(&r, 0, 5),
                             w->u->amount, e) &&
            db_do(w->db, &q_direct_again, e, v_int(w->pool), v_text(w->r.part[0]),
                  v_text(w->r.part[1]), v_int(seq), v_int(w->u->entry + 2)));
}

static bool
book_online(struct undoing *w, const struct online_payment *p, struct err *e)
{
    const struct account_key received = {(enum fund)FUND_NONE, ACCOUNT_RECEIVED, p->payee},
                             money_of = {(enum fund)FUND_NONE, ACCOUNT_HOSPITAL_CASH,
                                         p->institution};
    int64_t post, again;
    return posted_by(w, p->entry, &post, e) &&
           reverse(w, p->institution, "", CAUSE_PAYMENT, post, &received, &money_of, &again, e) &&
           db_do(w->db, &q_online_again, e, v_int(w->pool), v_text(p->number), v_int(again));
}

static bool
unpay_online(struct undoing *w, struct err *e)
{
    char paid_on[DATE_TEXT_MAX];
    struct online_payment p;
    bool found;
    if (!online_get(w->db, w->a, w->pool, w->r.part[0], &p, &found, e))
        return false;
    if (!found)
        return no_such(w, e);
    w->u->amount = p.amount;
    bool paid = p.state == ONLINE_PAID;
    if (!was_paid(w, paid ? date_text(p.answered_on, paid_on) : "", e) || !undo_in_trade(w, e))
        return false;
    if (!w->u->book)
        return true;
    if (!book_online(w, &p, e))
        return false;
    for (size_t i = 0; i < p.n; i++)
        if (!on_its_way_again(w, p.line[i].invoice, p.line[i].receipt, p.line[i].receipt_line,
                              p.line[i].amount, e))
            return false;
    return true;
}

static const struct {
    const char *what;
    size_t parts;
    bool (*undo)(struct undoing *w, struct err *e);
} kinds[] = {
    {"prepay", 4, unpay_prepay},
    {"claim", 3, unpay_claim},
    {"retention", 3, unpay_retention},
    {"settle", 3, unpay_settle},
    {"online", 1, unpay_online}};

bool
unpay(struct db *db, struct arena *a, int64_t pool, struct unpay *u, struct err *e)
{
    struct undoing w = {.db = db, .a = a, .pool = pool, .u = u};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (reference_is(u->reference, kinds[i].what))
            return reference_split(a, u->reference, kinds[i].parts, &w.r) ? kinds[i].undo(&w, e)
                                                                          : no_such(&w, e);
    return no_such(&w, e);
}
