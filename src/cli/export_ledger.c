/* export_ledger.c - jicai export ledger: the books of a pool as plain-text accounting (hledger,
 * ledger). Accounts and the currency are declared, so that `hledger check --strict` accepts it; the
 * file ends with an assertion of every balance as the database keeps it. */
#include <errno.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "fund/journal.h"
#include "project/project.h"
#include "registry/region.h"
#include "words/cli.h"
#include "words/db.h"
#include "words/fund.h"

#define MEMORY ((size_t)1 << 30)

struct flags {
    const char *out, *project;
    int64_t pool;
};

struct writing {
    struct cli *c;
    FILE *to;
    struct arena *a;
    int64_t pool, entries;
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

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct writing *w = arg;
    char day[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    fprintf(w->to, "; jicai %s, pool %lld\ncommodity 1.00 CNY\n", JICAI_VERSION,
            (long long)w->pool);
    if (!journal_each(db, w->a, w->pool, take_account, take_entry, w, e))
        return false;
    if (w->entries == 0)
        return true;
    fprintf(w->to, "\n%s * balances\n", date_text(w->last, day));
    for (size_t i = 0; i < w->n; i++)
        fprintf(w->to, "    %s  0.00 CNY = %s CNY\n", w->account[i].name,
                money_text(w->account[i].balance, amount));
    return true;
}

static bool
write_to(struct cli *c, struct db *db, struct arena *a, const struct flags *f)
{
    struct writing w = {.c = c, .a = a, .to = c->out};
    if (!pool_find(db, a, f->pool, f->project, &w.pool, &c->err))
        return false;
    if (f->out != NULL && (w.to = fopen(f->out, "w")) == NULL)
        return err_set(&c->err, ERR_IO, M_CLI_OUT, {strerror(errno)}, .file = f->out);
    bool ok = db_read(db, job, &w, &c->err);
    bool bad = ferror(w.to) != 0;
    if (f->out != NULL)
        bad = fclose(w.to) != 0 || bad;
    if (ok && bad)
        return err_set(&c->err, ERR_IO, M_CLI_OUT, {strerror(errno)},
                       .file = f->out != NULL ? f->out : "");
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct arena *a = arena_new(MEMORY);
    struct db *db;
    (void)word, (void)n;
    bool ok = store_open(c, &db);
    if (ok) {
        ok = write_to(c, db, a, flags);
        db_close(db);
    }
    arena_free(a);
    return ok ? EXIT_OK : cli_fail(c);
}

static const struct flag export_flags[] = {
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_EXPORT_F_OUT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FUND_F_POOL},
    {"project", "CODE", FLAG_TEXT, false, offsetof(struct flags, project), M_EXPORT_F_PROJECT},
};

const struct command cmd_export_ledger = {
    .name = "export ledger",
    .words = "",
    .summary = M_CMD_EXPORT_LEDGER,
    .example = "jicai export ledger --pool 500000 --out books.journal --db jicai.db",
    .flags = export_flags,
    .flags_n = sizeof(export_flags) / sizeof(*export_flags),
    .size = sizeof(struct flags),
    .run = run,
};
