/* cutover.h - going live in mid-cycle (期初切换, REQUIREMENTS J6; GZ 五(一)3): a project that
 * another system carried out up to the last day of a month goes on here.
 *
 * open_cutover() names the day; files bring in running agreements with the volumes done, what was
 * accepted and not paid, invoices for it, prepayments, and the other system's own totals, row by
 * row by the verbs below. They may be brought in again with other figures until the end.
 * compare_cutover() tells every difference; sign_cutover() wants none, a second person, and makes
 * agreements, orders, receipts, invoices, payments and opening entries of it, all or nothing. Only
 * then anything can be ordered in the project. Afterwards the same rows change nothing, and others
 * are refused.
 *
 * A row's refusal names its column (`.field`) as the import files call it. */
#ifndef JICAI_CUTOVER_H
#define JICAI_CUTOVER_H
#include "agreement/cutover.h"
#include "fund/account.h"
#include "trade/trade.h"

/* The same again changes nothing. ERR_INPUT: not the last day of a month, or still to come, or
 * before the project is executed; ERR_CONFLICT: another day, or the month is locked. */
bool open_cutover(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const struct cutover *in, enum put *how, struct err *e);
/* Takes all of it back, as long as nobody has signed. */
bool clear_cutover(struct db *db, struct arena *a, int64_t pool, const char *project,
                   struct err *e);

/* --- rows --- */

struct loading { /* whose rows */
    struct db *db;
    struct arena *a;
    int64_t pool;
    const char *project, *who;
};

struct cutover_line { /* counts are net: of withdrawals and refusals, and of goods sent back */
    const char *institution, *product, *company, *distributor, *group; /* distributor: "" company */
    int64_t term;
    date from, to;
    enum variant variant;
    money price, with_service; /* without accompanying service; with it, 0 none */
    qty agreed, ordered, accepted;
    money amount, paid; /* of what was accepted */
    bool over;          /* more was ordered than agreed, and that is no mistake (G1) */
};
bool put_cutover_line(const struct loading *l, const struct cutover_line *in, enum put *how,
                      struct err *e);

struct cutover_receipt {
    const char *receipt, *institution, *product, *distributor; /* distributor: "" the only one */
    int64_t line, term, pay_days;                              /* pay_days: -1 none */
    qty qty;
    money amount, paid;
    date accepted_on;
};
bool put_cutover_receipt(const struct loading *l, const struct cutover_receipt *in, enum put *how,
                         struct err *e);

struct cutover_invoice {
    const char *invoice, *receipt, *einvoice; /* einvoice: "" on paper */
    int64_t line;                             /* of the receipt */
    money amount;
    date on;
};
bool put_cutover_invoice(const struct loading *l, const struct cutover_invoice *in, enum put *how,
                         struct err *e);

struct cutover_prepayment {
    const char *institution;
    int64_t term;
    enum fund fund;
    money annual, paid, taken;
    ratio ratio;
    date from, to, paid_on;
};
bool put_cutover_prepayment(const struct loading *l, const struct cutover_prepayment *in,
                            enum put *how, struct err *e);

enum cutover_scope { CUTOVER_PROJECT, CUTOVER_INSTITUTION, CUTOVER_COMPANY, CUTOVER_SCOPES };
extern const char *const cutover_scope_names[CUTOVER_SCOPES];

enum cutover_figure { /* what totals are of; the first three are units, the others money */
                      FIGURE_AGREED,
                      FIGURE_ORDERED,
                      FIGURE_ACCEPTED,
                      FIGURE_AMOUNT,
                      FIGURE_PAID,
                      FIGURE_INVOICED,
                      FIGURE_PREPAID,
                      CUTOVER_FIGURES
};
extern const char *const cutover_figure_names[CUTOVER_FIGURES];

struct cutover_total {
    enum cutover_scope scope;
    const char *code; /* of the project: its own */
    int64_t figure[CUTOVER_FIGURES];
};
bool put_cutover_total(const struct loading *l, const struct cutover_total *in, enum put *how,
                       struct err *e);

/* --- reconciling --- */

struct cutover_state {
    struct cutover head;
    int64_t lines, receipts, invoices, prepayments, totals;
    int64_t figure[CUTOVER_FIGURES]; /* of the project, as it came in */
    int64_t differences;
};
/* ERR_NOT_FOUND when there is none. */
bool cutover_state(struct db *db, struct arena *a, int64_t pool, const char *project,
                   struct cutover_state *out, struct err *e);

/* What keeps it from being signed. what: a scope ("institution"), of whose `figure` the sums are
 * not the same (there "-1": no total was given); "line" (of an agreement: what is not paid is not
 * what its receipts leave: "unpaid", "accepted", "amount"); or "taken" (the number `code` of a
 * `figure`: agreement, receipt, invoice, prepayment, is on record already; or the month is locked).
 */
struct cutover_difference {
    const char *what, *code, *figure;
    bool is_money, given; /* given false: the other system told no such total */
    int64_t here, there;
};
typedef bool cutover_difference_take(void *arg, const struct cutover_difference *d, struct err *e);
bool compare_cutover(struct db *db, int64_t pool, const char *project,
                     cutover_difference_take *take, void *arg, struct err *e);
/* "12.00", or "12" of what is no money, or "". */
const char *cutover_figure_text(struct arena *a, const struct cutover_difference *d, bool here);

/* In a job. By another person than who opened it or brought rows in. Again by the same: nothing. */
bool sign_cutover(struct db *db, struct arena *a, int64_t pool, const char *project, const char *by,
                  date on, enum put *how, struct err *e);
#endif
