/* licence.h - what a company is allowed to trade in, or to give (经营许可; REQUIREMENTS F2): on
 * file with number and days. Facts; a renewal is another one. */
#ifndef JICAI_LICENCE_H
#define JICAI_LICENCE_H
#include "registry/product.h"

enum licence_kind {
    LICENCE_DEVICE,  /* trade in medical devices: consumables and reagents */
    LICENCE_DRUG,    /* trade in drugs */
    LICENCE_SERVICE, /* accompanying service */
    LICENCE_KINDS
};
extern const char *const licence_kind_names[LICENCE_KINDS];
enum licence_kind licence_for(enum goods goods);

struct licence {
    const char *company, *number, *document; /* document: "" */
    enum licence_kind kind;
    date from, to; /* to: last day; day 0: without end */
};
bool licence_put(struct db *db, struct arena *a, const struct licence *in, enum put *how,
                 struct err *e);

enum licence_state {
    LICENCE_VALID,
    LICENCE_NONE,  /* none of the kind is on file */
    LICENCE_ENDED, /* the last one ran out, or none has begun */
    LICENCE_STATES
};
/* *ended: last day of the one that ran out last; "" none did. */
bool licence_on(struct db *db, struct arena *a, const char *company, enum licence_kind kind,
                date on, enum licence_state *out, const char **ended, struct err *e);
#endif
