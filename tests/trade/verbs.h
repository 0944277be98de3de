/* verbs.h - the verbs of trade, each in a transaction of its own, for whom `as_institution` and
 * `as_company` say; refusals with their sentence and column. */
#ifndef JICAI_TEST_VERBS_H
#define JICAI_TEST_VERBS_H
#include "../db/fresh.h"

#include "seed.h"
#include "trade/consign.h"
#include "trade/progress.h"

extern struct trade_memo verbs_memo;
extern struct arena *verbs_arena; /* while a verb runs */
extern const char *as_institution, *as_company;
extern enum put how;
extern bool stands;
extern struct err e;

int verbs_setup(void **state); /* fresh, with the seed, for nobody in particular */
date day(const char *text);

/* A job in a transaction; what it was refused for is in e. */
bool verbs_run(db_job *job, void *arg);

/* "O1/2" is line 2 of O1, "O1" its line 1. */
struct doc {
    char number[32];
    int64_t line;
};
struct doc doc_of(const char *text);

bool do_order(const char *no, const char *hospital, const char *product, int64_t n, const char *on);
bool do_answer(const char *no, const char *order, enum answer_kind kind, int64_t n,
               enum refusal why, const char *on);
bool do_ship(const char *no, const char *order, int64_t n, const char *on, const char *batch,
             const char *udi);
bool do_accept(const char *no, const char *delivery, int64_t n, int64_t rejected, const char *on,
               const char *udi);
bool do_return(const char *no, const char *receipt, int64_t n, const char *on, bool replace,
               const char *udi);
bool do_invoice(const char *no, const char *receipt, int64_t fen, const char *einvoice,
                const char *on);
bool do_pay(const char *no, const char *invoice, int64_t fen, const char *on);
bool do_place(const char *no, const char *hospital, const char *product, int64_t n, const char *on,
              const char *batch, const char *expires, const char *udi);
bool do_use(const char *no, const char *consignment, int64_t n, const char *on, const char *udi);
bool do_back(const char *no, const char *consignment, int64_t n, const char *on, const char *udi);

/* The last one was refused with this sentence at this column, and changed nothing. */
void refused(bool ok, enum msg m, const char *field);
int findings(void);          /* of trade_check() */
int64_t number(const char *sql); /* one figure; $1 is the pool */
#endif
