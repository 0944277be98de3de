/* cutover.h - a project that was carried out in another system and goes on here (期初切换,
 * REQUIREMENTS J6): since when, by whom it was opened, and by which second person signed. The wing
 * cutover/ collects and compares the figures; what they become is each wing's own.
 *
 * While it is open nothing is ordered in the project, and afterwards nothing is ordered, sent,
 * accepted, returned, billed or paid for a day up to the cut-off, but to correct what came in:
 * those days are the other system's, and their figures are signed. Its agreements come with it, and
 * none are made. */
#ifndef JICAI_AGREEMENT_CUTOVER_H
#define JICAI_AGREEMENT_CUTOVER_H
#include "base/core/money.h"
#include "base/core/date.h"
#include "project/project.h"

struct cutover {
    date cut_off;
    const char *source, *opened_by, *signed_by; /* signed_by: "" it is open */
    date opened_on, signed_on;
    bool is_signed;
};

bool cutover_get(struct db *db, struct arena *a, int64_t pool, const char *project,
                 struct cutover *out, bool *found, struct err *e);
/* ERR_CONFLICT: its cutover is open, or the day belongs to the other system. */
bool cutover_done(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                  struct err *e);
bool cutover_write(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const struct cutover *in, struct err *e);
bool cutover_close(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *by, date on, struct err *e);
bool cutover_drop(struct db *db, int64_t pool, const char *project, struct err *e);

/* An agreement with one of its lines, as it was concluded elsewhere. */
struct carried_line {
    const char *agreement; /* its number: agreement_number() */
    const char *institution, *company, *distributor, *product, *group;
    int64_t term;
    date from, to;
    bool service; /* the agreed variant */
    money without_service, with_service;
    qty agreed;
};
/* ERR_CONFLICT when there is such a line. */
bool carry_line(struct db *db, struct arena *a, const struct project *p, const char *pack_sha256,
                const struct carried_line *in, struct err *e);
#endif
