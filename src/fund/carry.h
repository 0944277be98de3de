/* carry.h - prepayments that another system paid out and partly took back, brought in with opening
 * entries (REQUIREMENTS J6): what was paid against the account "carried", and back from it what was
 * offset or paid back before. From the month after the cut-off the pack's rules go on from there.
 */
#ifndef JICAI_FUND_CARRY_H
#define JICAI_FUND_CARRY_H
#include "fund/books.h"

struct carried_prepayment {
    const char *project, *institution, *document;
    int64_t term;
    enum fund fund;
    money annual, paid, taken; /* taken: offset or paid back, at most `paid` */
    ratio ratio;
    date from, to, paid_on; /* of the term, or of the cycle */
    date cut_off;           /* last day of a month: the entries' */
};
/* ERR_CONFLICT when the institution has a prepayment of the term already. */
bool carry_prepayment(struct books *b, struct db *db, struct arena *a, int64_t pool,
                      const struct carried_prepayment *in, struct err *e);

/* After all of them: the month counts as run, and its order as approved by the second person. */
bool carry_prepayments_done(struct db *db, struct arena *a, int64_t pool, const char *project,
                            date cut_off, int64_t n, money paid, const char *made_by,
                            const char *approved_by, date on, struct err *e);
#endif
