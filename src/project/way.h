/* way.h - in which way a project buys (REQUIREMENTS B2; GZ 2): tender, negotiation, inquiry,
 * linkage, group negotiation, or a way that an authority added as data. Each has its entry
 * conditions: the project's pack provides for it, or a decision that is in force; enough
 * institutions take part. Bargaining and recorded purchases need no project: see listing/. */
#ifndef JICAI_WAY_H
#define JICAI_WAY_H
#include "project/project.h"

enum way {
    WAY_OF_TENDER,
    WAY_OF_NEGOTIATION,
    WAY_OF_INQUIRY,
    WAY_OF_LINKAGE,
    WAY_OF_GROUP, /* group negotiation: of institutions together */
    WAY_OF_LISTING,
    WAYS
};
extern const char *const way_names[WAYS];

/* A way beside those, from a day on (GZ 2(4): as the authorities decide). */
struct added_way {
    const char *way, *name;
    bool open;            /* false: no longer, from that day */
    int64_t least;        /* institutions that must take part */
    const char *document; /* the decision */
    date from;
};
bool way_put(struct db *db, struct arena *a, int64_t pool, const struct added_way *in,
             enum put *how, struct err *e);
struct added_ways {
    size_t n;
    struct added_way *list; /* by code: as they are on the day */
};
bool way_list(struct db *db, struct arena *a, int64_t pool, date on, struct added_ways *out,
              struct err *e);

enum way_answered { /* in order of precedence */
                    CHOICE_OK,
                    CHOICE_UNKNOWN, /* no such way */
                    CHOICE_CLOSED,  /* the pack does not provide for it, or the decision ended */
                    CHOICE_FEW,     /* too few institutions take part */
                    CHOICES
};
const char *way_answered_name(enum way_answered v);

struct way_facts {
    int way;       /* enum way; WAYS: an added one; -1 unknown */
    bool provided; /* by the pack, or by a decision in force */
    int64_t takes_part, least;
};
enum way_answered way_check(const struct way_facts *f);

/* Chooses it for a project that may still be edited; ERR_CONFLICT says which condition fails. */
bool choose_way(struct db *db, struct arena *a, int64_t pool, const char *project, const char *way,
                date on, enum put *how, struct err *e);
/* "" while none was chosen. */
bool way_of(struct db *db, struct arena *a, int64_t pool, const char *project, const char **way,
            struct err *e);
#endif
