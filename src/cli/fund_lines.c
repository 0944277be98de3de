/* fund_lines.c - jicai fund lines: what patients were charged in a month, split by the payment
 * standard, by institution and fund; --book makes it the month's claims (REQUIREMENTS E5, H3, H4).
 */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/claim_line.h"
#include "words/fund.h"
#include "words/import.h"

struct flags {
    int64_t pool;
    month month;
    bool book;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct charge_sum *sum;
    size_t n;
};

static bool
read_sums(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return claim_line_sums(db, w->c->arena, w->f->pool, w->f->month, "", &w->sum, &w->n, e);
}

static void
sum_json(struct json *j, const struct charge_sum *s)
{
    json_open(j, NULL, '{');
    json_text(j, "hospital", s->institution);
    json_text(j, "fund", s->fund);
    json_int(j, "lines", s->lines);
    json_int(j, "without_standard", s->without_standard);
    json_money(j, "amount", s->amount);
    json_money(j, "fund_pays", s->fund_pays);
    json_money(j, "share", s->share);
    json_money(j, "above", s->above);
    json_money(j, "of_selected", s->of_selected);
    json_close(j, '}');
}

static void
sum_text(struct cli *c, const struct charge_sum *s)
{
    char n[4][MONEY_TEXT_MAX];
    const char *say[] = {s->institution,
                         s->fund,
                         money_text(s->amount, n[0]),
                         money_text(s->fund_pays, n[1]),
                         money_text(s->share, n[2]),
                         money_text(s->above, n[3])};
    cli_say(c, M_FUND_LINES_ROW, say, 6);
    fputc('\n', c->out);
}

static void
print_json(struct cli *c, const struct work *w, const struct book_charges *b)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_open(&j, "sums", '[');
    for (size_t i = 0; i < w->n; i++)
        sum_json(&j, &w->sum[i]);
    json_close(&j, ']');
    if (w->f->book) {
        json_int(&j, "booked", b->booked);
        json_int(&j, "covered", b->covered);
        json_int(&j, "nothing", b->nothing);
        json_money(&j, "amount", b->amount);
    }
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(struct cli *c, const struct work *w, const struct book_charges *b)
{
    char n[3][INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    for (size_t i = 0; i < w->n; i++)
        sum_text(c, &w->sum[i]);
    if (!w->f->book)
        return;
    cli_say(c, M_FUND_LINES_BOOKED,
            (const char *const[]){int_text(b->booked, n[0]), int_text(b->covered, n[1]),
                                  int_text(b->nothing, n[2]), money_text(b->amount, amount)},
            4);
    fputc('\n', c->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    struct book_charges b = {.pool = w.f->pool, .month = w.f->month, .arena = c->arena};
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = (!w.f->book || db_tx(db, b.pool, book_charges, &b, &c->err)) &&
              db_read(db, read_sums, &w, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (c->json)
        print_json(c, &w, &b);
    else
        print_text(c, &w, &b);
    return EXIT_OK;
}

#define AT(member) offsetof(struct flags, member)
static const struct flag lines_flags[] = {
    {"pool", "CODE", FLAG_INT, true, AT(pool), M_IMPORT_F_POOL},
    {"month", "YYYY-MM", FLAG_MONTH, true, AT(month), M_FUND_F_MONTH},
    {"book", NULL, FLAG_BOOL, false, AT(book), M_FUND_F_BOOK},
};
#undef AT

const struct command cmd_fund_lines = {
    .name = "fund lines",
    .words = "",
    .summary = M_CMD_FUND_LINES,
    .example = "jicai fund lines --pool 500000 --month 2025-03 --book",
    .flags = lines_flags,
    .flags_n = sizeof(lines_flags) / sizeof(*lines_flags),
    .size = sizeof(struct flags),
    .run = run,
};
