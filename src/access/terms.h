/* terms.h - the two agreements that everybody who trades accepts (REQUIREMENTS A7): institution
 * with agency, company with platform. Versions are dated; the one in force is the latest. Who has
 * not accepted it by its due day may do nothing but have his manager accept. */
#ifndef JICAI_TERMS_H
#define JICAI_TERMS_H
#include "access/manage.h"

struct terms {
    enum org_kind kind;                   /* ORG_INSTITUTION or ORG_COMPANY */
    const char *version, *title, *sha256; /* sha256: of its text, a file */
    const char *from_on, *due_on;
};

struct put_terms {
    struct arena *arena;
    const char *by; /* an administrator; for institutions also a fund agency's or bureau's manager,
                       for companies a platform's */
    date today, from, due;
    struct terms terms;
};
bool put_terms(struct db *db, void *put_terms, struct err *e); /* a fact: never changed */
/* May he? For who has to store the text first. */
bool terms_may_put(struct db *db, const struct put_terms *in, struct err *e);

struct accept_terms {
    struct arena *arena;
    const char *by, *version; /* by: a manager, for his own organisation */
    date today;
};
bool accept_terms(struct db *db, void *accept_terms, struct err *e);

/* In force on a day; *there says whether there are any. */
bool terms_on(struct db *db, struct arena *a, enum org_kind kind, date on, struct terms *out,
              bool *there, struct err *e);
/* Is there something that the organisation should have accepted? */
bool terms_open(struct db *db, struct arena *a, const struct org *org, date on, bool *open,
                struct err *e);
#endif
