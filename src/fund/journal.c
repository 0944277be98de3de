#include "fund/journal.h"

#include <assert.h>
#include <string.h>

#include "fund/entry.h"
#include "fund/query.h"
#include "words/db.h"

enum { NAME_ROOM = 128 };

struct named {
    int64_t number;
    const char *name;
};

struct telling {
    struct arena *a;
    struct named *account;
    size_t n, room;
    journal_take_account *take_account;
    journal_take *take;
    void *arg;
};

static const char *
account_name(struct arena *a, const struct account_key *k)
{
    static const char *const classes[ACCOUNT_KINDS] = {
        [ACCOUNT_CASH] = "assets",
        [ACCOUNT_SPECIAL] = "assets",
        [ACCOUNT_PREPAID] = "assets",
        [ACCOUNT_BENEFIT] = "expenses",
        [ACCOUNT_CLAIMS] = "liabilities",
        [ACCOUNT_SUPPLIER] = "liabilities",
        [ACCOUNT_RETENTION_COST] = "expenses",
        [ACCOUNT_RETENTION] = "liabilities",
        [ACCOUNT_SUPPLIER_DEBT] = "assets",
        [ACCOUNT_COMPENSATION] = "liabilities",
        [ACCOUNT_HOSPITAL_CASH] = "assets",
        [ACCOUNT_RECEIVED] = "assets",
        [ACCOUNT_CARRIED] = "equity",
    };
    return arena_printf(a, "%s:%s:%s%s%s", classes[k->kind], fund_names[k->fund],
                        account_kind_names[k->kind], *k->party != '\0' ? ":" : "", k->party);
}

static bool
take_account(void *arg, const struct rows *r, struct err *e)
{
    struct telling *t = arg;
    struct ledger_account account;
    struct account_key key;
    if (t->n == t->room || !arena_room(t->a, NAME_ROOM + strlen(row_text(r, 0, 3))))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    account_of_row(r, 0, &key, &account);
    const struct journal_account out = {account_name(t->a, &key), ledger_net(&account)};
    t->account[t->n++] = (struct named){account.number, out.name};
    return t->take_account(t->arg, &out, e);
}

static const char *
name_of(const struct telling *t, int64_t number)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (t->account[mid].number == number)
            return t->account[mid].name;
        if (t->account[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    assert(false); /* the foreign key keeps it from happening */
    return "";
}

static bool
take_entry(void *arg, const struct rows *r, struct err *e)
{
    const struct telling *t = arg;
    const struct ledger_row row = entry_row(r, 0, 0);
    const struct journal_entry out = {
        .number = row.number,
        .on = row.on,
        .posts = row.kind == ROW_POSTED || row.kind == ROW_POST || row.kind == ROW_REVERSAL,
        .kind = row.kind,
        .amount = row.amount,
        .debit = name_of(t, row.debit),
        .credit = name_of(t, row.credit),
        .cause = ledger_cause_name(row.cause),
        .project = row_text(r, 0, 9),
        .institution = row_text(r, 0, 10),
        .document = row_text(r, 0, 11),
    };
    return t->take(t->arg, &out, e);
}

bool
journal_each(struct db *db, struct arena *a, int64_t pool, journal_take_account *account,
             journal_take *entry, void *arg, struct err *e)
{
    struct telling t = {.a = a, .take_account = account, .take = entry, .arg = arg};
    struct rows size;
    if (!db_run(db, &q_account_count, a, &size, e, v_int(pool)))
        return false;
    t.room = (size_t)row_int(&size, 0, 0);
    if (!arena_room(a, (t.room + 1) * sizeof(*t.account)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    t.account = arena_array(a, struct named, t.room + 1);
    return db_each(db, &q_account_all, take_account, &t, e, v_int(pool)) &&
           db_each(db, &q_entry_all, take_entry, &t, e, v_int(pool));
}
