/* publisher.h - who publishes a pool's procurement as open data, under which registered prefix, and
 * how much of it (REQUIREMENTS J2). A setting of the pool's office; without it nothing is
 * exported. */
#ifndef JICAI_PUBLISHER_H
#define JICAI_PUBLISHER_H
#include "registry/put.h"

enum { PUBLISHER_TEXT_MAX = 200, PUBLISHER_PREFIX_MAX = 12 };

struct publisher {
    const char *prefix; /* "ocds-" and six small letters or digits, as the registry gave it out */
    const char *name, *code, *uri, *license, *policy; /* code, license, policy: "" none */
    const char *scheme; /* of unified social credit codes: "" is CN-SAIC */
    bool payments;      /* is what was paid under each agreement public? */
};

/* In a job of the pool. ERR_INPUT: prefix, code or a URL is not one. */
bool publisher_put(struct db *db, struct arena *a, int64_t pool, const struct publisher *in,
                   enum put *how, struct err *e);
bool publisher_get(struct db *db, struct arena *a, int64_t pool, struct publisher *out,
                   struct err *e); /* ERR_NOT_FOUND: not set */
#endif
