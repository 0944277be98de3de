/* checkpoint.h - checkpoints of the stored log, and receipts: proof that a row is in it.
 *
 * A checkpoint is signed for a size once and kept, so that no two of the same size can differ; and
 * only when the log continues the one before it, so that the key never signs two histories. A
 * receipt is a C2SP tlog-proof (c2sp.org/tlog-proof@v1) whose extra data is the row's text; it can
 * be checked with the public key alone. */
#ifndef JICAI_AUDIT_CHECKPOINT_H
#define JICAI_AUDIT_CHECKPOINT_H
#include "audit/note.h"
#include "audit/row.h"

/* A job: makes the public key known to the database, which signs nothing for a stranger. */
struct log_key_in {
    const struct log_key *key;
    int64_t at;
};
db_job log_key_register;
/* "public", "origin" of every key that ever signed here, in the arena. */
bool log_keys(struct db *db, struct arena *a, struct log_key **out, size_t *n, struct err *e);

/* The signed note of the log as it is now; `at`: microseconds since 1970. Not inside a job: it is
 * kept in a transaction of its own, which the log does not name. In the arena. */
bool checkpoint_now(struct db *db, struct arena *a, const struct log_key *key, int64_t pool,
                    int64_t at, const char **note, struct err *e);
/* The newest one that was kept, and when; *note NULL: none. */
bool checkpoint_last(struct db *db, struct arena *a, int64_t pool, const char **note, int64_t *at,
                     struct err *e);

/* For row `idx`, under the newest checkpoint that covers it or, with a key, a new one. */
bool receipt_make(struct db *db, struct arena *a, const struct log_key *key, int64_t pool,
                  int64_t idx, int64_t at, const char **text, struct err *e);

struct receipt {
    const char *row; /* the row's text; in the arena */
    int64_t idx;
    struct hash leaf;
    struct proof proof;
    struct checkpoint checkpoint;
    const char *note; /* inside the text */
};
bool receipt_read(struct receipt *out, struct arena *a, const char *text, struct err *e);
/* Does it hold under this key? `name`: of the log that it must be. */
bool receipt_holds(const struct receipt *r, const char *name, const uint8_t public[static KEY_SIZE],
                   struct err *e);
#endif
