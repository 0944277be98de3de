/* load_inner.h - what the verbs that bring rows in share. */
#ifndef JICAI_CUTOVER_LOAD_INNER_H
#define JICAI_CUTOVER_LOAD_INNER_H
#include "cutover/cutover.h"

/* ERR_NOT_FOUND when nobody has opened it. */
bool cutover_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                  struct cutover *out, struct err *e);
/* A row as long as nobody has signed; afterwards only what is there already. */
bool put_carried(const struct loading *l, const struct cutover *head, const struct put_row *r,
                 enum put *how, struct err *e);
bool carried_fen(money m, const char *field, struct err *e);
/* `less` is within `whole`, or the column of `less` is wrong. */
bool carried_within(int64_t less, int64_t whole, const char *field, const char *of, struct err *e);
bool carried_by(date on, date last, const char *field, struct err *e);
#endif
