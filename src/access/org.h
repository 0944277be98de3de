/* org.h - organisations that take part: offices, agencies, institutions, companies (REQUIREMENTS
 * A6). The code is a natural key: the institution's code, the company's unified social credit code,
 * or a short name that an office goes by. Texts live in the arena. */
#ifndef JICAI_ORG_H
#define JICAI_ORG_H
#include "access/role.h"
#include "db/db.h"

enum { ORG_CODE_MAX = 40, PERSON_NAME_MAX = 64, ORG_NAME_MAX = 120, REASON_MAX = 400 };

struct org {
    const char *code, *name;
    enum org_kind kind;
    const char *region; /* division or zone; "" the whole country */
    int64_t paid_by;    /* of an institution: the pool whose fund pays it; 0: the city's */
    int64_t roles;      /* the most its people may have; 0: all that its kind may */
    bool suspended;
    const char *reason; /* of the suspension; "" */
};

/* Letters, digits, '-', '_', '.': codes and logins are put into paths and logs. */
bool code_is_plain(const char *s, size_t max);
/* A name that people read: 1 to `max` characters, no control sign, nothing that turns the writing
 * direction around or cannot be seen. */
bool name_fine(const char *s, size_t max, const char *field, struct err *e);

/* Writes it as it is now. The kind never changes (a conflict). False before any write: ERR_INPUT,
 * .field names the column. *fresh: it was not there. */
bool org_put(struct db *db, struct arena *a, const struct org *in, bool *fresh, struct err *e);
bool org_find(struct db *db, struct arena *a, const char *code, struct org *out, struct err *e);

struct org_filter {
    const char *after;   /* code; "" from the beginning */
    const char *lo, *hi; /* regions: access/sight.h */
    const char *only;    /* one code; "" all */
    const char *kind;    /* "" all */
    int64_t limit;
    int64_t attempt; /* of registrations: after this one of `after` */
};
struct orgs {
    struct org *list;
    size_t n;
};
bool org_list(struct db *db, struct arena *a, const struct org_filter *f, struct orgs *out,
              struct err *e);
#endif
