/* version.h - volumes that were published stay (REQUIREMENTS C3; GS 4.8). Computed anew with the
 * same result, nothing happens. With another one they are replaced only for a reason, which is kept
 * beside the figures that had been published, down to their parts; the new ones are announced
 * again. */
#ifndef JICAI_VERSION_H
#define JICAI_VERSION_H
#include "demand/volume.h"

/* Before the first write of a group's figures, which are explained as `what` ("volume" or
 * "national") and come of inputs with this digest. Keeps those that stand as a version where they
 * were published; ERR_CONFLICT without a reason. `why` NULL: none. */
bool version_keep(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *what, const char *group, const char *inputs_sha256,
                  const struct volume_reason *why, struct err *e);

enum { VERSIONS_MAX = 1000 };
struct version_row {
    const char *group, *announcement, *reason, *who, *replaced_on;
    int64_t version, winners;
    qty base, agreed;
    ratio share;
};
/* By group and version. In the arena. */
bool version_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                  struct version_row **out, size_t *n, struct err *e);
#endif
