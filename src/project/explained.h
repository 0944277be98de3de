/* explained.h - how a computed figure came about, kept with it (DESIGN 3 and 5): the pack and the
 * edition it was computed by, a digest of its inputs, and the engine's steps. `what` and `id` name
 * the figure as `jicai explain WHAT ID` does; every wing stores through here, in the transaction
 * that stores the figure. */
#ifndef JICAI_EXPLAINED_H
#define JICAI_EXPLAINED_H
#include "base/core/sha256.h"
#include "db/db.h"
#include "engine/explain.h"

struct stamp {
    const char *pack, *pack_sha256; /* "" when no pack was asked */
    const char *edition;            /* of the engine's rule: "award-1" */
    const char *inputs_sha256;
};

/* Replaces what was there under the same name. x may be NULL: only the stamp. */
bool explained_put(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
                   const struct stamp *stamp, const struct explain *x, struct err *e);

/* The steps in order, as the engine gave them, into the arena; *found false: nothing is stored. */
bool explained_get(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
                   struct stamp *stamp, struct explain *x, bool *found, struct err *e);

/* Are they the same steps? For `--rerun`. */
bool explain_same(const struct explain *a, const struct explain *b);

/* A digest of input rows: each value with its length, so that no two lists look alike. */
void inputs_add_text(struct sha256 *s, const char *text);
void inputs_add_int(struct sha256 *s, int64_t n);
char *inputs_end(struct sha256 *s, char out[static SHA256_HEX_MAX]);
#endif
