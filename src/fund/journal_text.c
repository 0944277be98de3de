/* The journal as plain-text accounting (hledger, ledger): accounts and the currency are declared,
 * so that `hledger check --strict` accepts it; it ends with an assertion of every balance as the
 * database keeps it. */
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "fund/journal.h"
#include "words/db.h"

struct writing {
    FILE *to;
    struct arena *a;
    int64_t entries;
    date last;
    struct journal_account *account; /* for the balances at the end */
    size_t n, room;
};

static bool
take_account(void *arg, const struct journal_account *in, struct err *e)
{
    struct writing *w = arg;
    if (w->n == w->room) {
        size_t room = w->room == 0 ? 64 : w->room * 2;
        if (!arena_room(w->a, room * sizeof(*w->account)))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        struct journal_account *more = arena_array(w->a, struct journal_account, room);
        if (w->n > 0)
            memcpy(more, w->account, w->n * sizeof(*more));
        w->account = more;
        w->room = room;
    }
    w->account[w->n++] = *in;
    fprintf(w->to, "account %s\n", in->name);
    return true;
}

/* Free text in a description: no comment, no line's end. */
static void
print_clean(FILE *to, const char *s)
{
    for (; *s != '\0'; s++)
        fputc(*s == ';' || *s == '|' || (unsigned char)*s < ' ' ? '_' : *s, to);
}

static bool
take_entry(void *arg, const struct journal_entry *j, struct err *e)
{
    struct writing *w = arg;
    char day[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    const char *open = j->posts ? "" : "; ";
    (void)e;
    money_text(j->amount, amount);
    fprintf(w->to, "\n%s%s * (%lld) %s", open, date_text(j->on, day), (long long)j->number,
            j->posts ? j->cause : ledger_kind_name(j->kind));
    for (int i = 0; i < 3; i++) {
        const char *s = i == 0 ? j->project : i == 1 ? j->institution : j->document;
        if (*s != '\0')
            fputc(' ', w->to);
        print_clean(w->to, s);
    }
    fprintf(w->to, "\n%s    %s  %s CNY\n%s    %s  -%s CNY\n", open, j->debit, amount, open,
            j->credit, amount);
    w->last = date_max(w->last, j->on);
    w->entries++;
    return true;
}

bool
journal_write(struct db *db, struct arena *a, int64_t pool, FILE *to, struct err *e)
{
    struct writing w = {.to = to, .a = a};
    char day[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    fprintf(to, "; jicai %s, pool %lld\ncommodity 1.00 CNY\n", JICAI_VERSION, (long long)pool);
    if (!journal_each(db, a, pool, take_account, take_entry, &w, e))
        return false;
    if (w.entries == 0)
        return true;
    fprintf(to, "\n%s * balances\n", date_text(w.last, day));
    for (size_t i = 0; i < w.n; i++)
        fprintf(to, "    %s  0.00 CNY = %s CNY\n", w.account[i].name,
                money_text(w.account[i].balance, amount));
    return true;
}
