/* institution.h - hospitals and retail pharmacies, as they are from a day on (REQUIREMENTS A2). */
#ifndef JICAI_INSTITUTION_H
#define JICAI_INSTITUTION_H
#include "registry/put.h"

/* RULES 7 asks for "level 2 and above": level <= LEVEL_SECONDARY. */
enum institution_level { LEVEL_TERTIARY, LEVEL_SECONDARY, LEVEL_PRIMARY, LEVEL_UNRATED, LEVELS };
enum institution_kind {
    INSTITUTION_PUBLIC,
    INSTITUTION_MILITARY,
    INSTITUTION_ARMED_POLICE,
    INSTITUTION_PRIVATE,
    INSTITUTION_PHARMACY,
    INSTITUTION_KINDS
};
/* Where it enters the chain of review. */
enum affiliation { OF_COUNTY, OF_CITY, OF_PROVINCE, OF_MINISTRY, AFFILIATIONS };
enum payer { PAYER_BY_PACK, PAYER_EMPLOYEE, PAYER_RESIDENT, PAYERS }; /* the fund that pays it */
enum status { STATUS_OPEN, STATUS_MERGED, STATUS_CLOSED, STATUSES };  /* also of companies */

extern const char *const level_names[LEVELS];
extern const char *const institution_kind_names[INSTITUTION_KINDS];
extern const char *const affiliation_names[AFFILIATIONS];
extern const char *const payer_names[PAYERS];
extern const char *const status_names[STATUSES];

struct institution {
    const char *code, *name, *region;
    int64_t pool; /* 0: that of its region */
    enum institution_level level;
    enum institution_kind kind;
    enum affiliation affiliation;
    enum payer fund;
    enum status status;
    const char *successor; /* "" */
    date from;             /* day 0: since ever */
};

/* Checks code, region, pool and successor; then as put_dated(). */
bool institution_put(struct db *db, struct arena *a, const struct institution *in, enum put *how,
                     struct err *e);
/* May an office of `region` write this row? It keeps what lies in its region and is paid by a pool
 * there, before the change (today, and on the day from which the row holds) and after it. A
 * management zone lies where its pool does. False with ERR_DENIED. */
bool institution_is_of(struct db *db, struct arena *a, const struct institution *in, date today,
                       const char *region, struct err *e);
/* Does an office of `region` act for this institution in its pool? Who holds the whole pool does,
 * who holds a part of it for those that lie there. */
bool institution_under(const struct institution *i, const char *region);
/* As it was on a day; false with ERR_NOT_FOUND when there was none. */
bool institution_on(struct db *db, struct arena *a, const char *code, date on,
                    struct institution *out, struct err *e);
/* Was it ever known? For columns that name one. */
bool institution_must(struct db *db, struct arena *a, const char *code, const char *field,
                      struct err *e);
/* They will be asked for so: see db_ahead(). */
bool institutions_ahead(struct db *db, struct arena *a, const char *const codes[], size_t n,
                        struct err *e);
#endif
