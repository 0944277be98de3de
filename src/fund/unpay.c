#include "fund/unpay.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/query.h"
#include "fund/reference.h"
#include "registry/check.h"
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

static const struct {
    const char *what;
    size_t parts;
    bool (*undo)(struct undoing *w, struct err *e);
} kinds[] = {
    {"prepay", 4, unpay_prepay}, {"claim", 3, unpay_claim}, {"retention", 3, unpay_retention}};

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
