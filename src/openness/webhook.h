/* webhook.h - somebody else's server is told what was done in a pool (REQUIREMENTS J1, L): the rows
 * of the log after its cursor, in their order, again and again with growing pauses until it says
 * that it has them. At least once, never out of order: a receiver knows a repeat by its
 * Jicai-Delivery, which is pool, name and the last row's index.
 *
 *     {"pool":"500000","events":[{"index":17,"at":1774944000000000,"what":"award",
 *      "subject":"CS-1"}]}; at: microseconds since 1970, UTC. */
#ifndef JICAI_WEBHOOK_H
#define JICAI_WEBHOOK_H
#include "db/db.h"
#include "openness/send.h"

enum { WEBHOOK_NAME_MAX = 64, WEBHOOK_URL_MAX = 512, WEBHOOK_SECRET_MAX = 65, WEBHOOK_ROWS = 100 };

struct webhook {
    int64_t pool;
    const char *name, *url, *what, *made_by, *org, *error;
    const char *secret; /* as stored: encrypted; after webhook_add() itself */
    int64_t done, failures, next_at;
};

/* Inside a job of the pool. `secret`: made here, told once. From now on: rows before it are not
 * sent. ERR_INPUT: the URL is not https (or http, when private_too); ERR_CONFLICT: the name is
 * taken; ERR_NOT_FOUND. */
bool webhook_add(struct db *db, struct arena *a, struct webhook *in, bool private_too,
                 struct err *e);
/* org: only if it belongs to that one; NULL: whosever. */
bool webhook_drop(struct db *db, int64_t pool, const char *org, const char *name, struct err *e);
bool webhook_all(struct db *db, struct arena *a, int64_t pool, struct webhook **out, size_t *n,
                 struct err *e);
/* Those that belong to an organisation. */
bool webhook_all_of(struct db *db, struct arena *a, int64_t pool, const char *org,
                    struct webhook **out, size_t *n, struct err *e);

/* Their secrets under the vault's newest key (seal/vault.h), each in a job of its own. */
bool relock_webhooks(struct db *db, int64_t *count, struct err *e);

int64_t webhook_pause(int64_t failures); /* microseconds until the next attempt */

struct delivery { /* for deliver_webhooks */
    int64_t at;
    bool private_too;
    bool (*send)(const struct send *s, char why[static SEND_WHY_MAX]); /* send_signed */
    int64_t sent, failed, rows;                                        /* what came of it */
};
/* One round over all that are due. Not inside a job: each result is written by a job of its own. A
 * receiver that cannot be reached does not keep the others waiting longer than its deadline. */
bool deliver_webhooks(struct db *db, struct delivery *d, struct err *e);
#endif
