/* ocds.h - a pool's procurement as open data: the Open Contracting Data Standard 1.1, as a package
 * of releases or of records (REQUIREMENTS J2).
 *
 * One contracting process is one project; its ocid is the publisher's prefix, the pool and the
 * project's code. What is in it is what is public on the day: the tender from publication on, bids
 * (their numbers and who made them) and awards from the public notice on, agreements from the day
 * they run and only when all parties have signed, what was paid where the publisher says so, by
 * whole months. Where a project's life is kept elsewhere its announced dates say it. Nothing that
 * was not public enters: no price of who was not selected, no demand of an institution.
 *
 * Amounts are numbers in CNY, exact to the fen (a price to 0.0001 yuan). Companies are named by
 * their unified social credit codes, institutions by their codes of medical insurance. */
#ifndef JICAI_OCDS_H
#define JICAI_OCDS_H
#include <stdio.h>

#include "openness/publisher.h"

enum ocds_package { OCDS_RELEASES, OCDS_RECORDS };

struct ocds { /* a reading job */
    enum ocds_package package;
    int64_t pool;
    const char *project; /* "": all that are public */
    date on;             /* business date */
    int64_t at;          /* when it is published */
    FILE *to;
    int64_t processes; /* result */
};
/* ERR_NOT_FOUND: no publisher is set, or the one project is not public (or not there). */
bool ocds_write(struct db *db, void *arg, struct err *e);

/* The processes of a pool that are public on a day. */
struct ocds_process {
    const char *ocid, *project, *name;
};
bool ocds_list(struct db *db, struct arena *a, int64_t pool, date on, struct ocds_process **out,
               size_t *n, struct err *e);
#endif
