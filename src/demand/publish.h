/* publish.h - base and agreed volumes made public (REQUIREMENTS C3; GS 4.8): an
 * announcement of kind "volume" that carries the digest of every group's figures, so that later
 * figures are not taken for the published ones. Of a project of several pools its home publishes
 * the whole. */
#ifndef JICAI_PUBLISH_H
#define JICAI_PUBLISH_H
#include "demand/national.h"
#include "project/announcement.h"

struct group_volumes {
    size_t n;
    struct volume *list; /* by group; institutions is not filled in */
    bool national;       /* over all pools */
    const char *sha256;
};
/* The project's volumes as they stand. */
bool volume_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                 struct group_volumes *out, struct err *e);

/* Announces them; a group without a volume is refused. in->kind and sha256 are set. */
bool publish_volumes(struct db *db, struct arena *a, int64_t pool, struct announcement *in,
                     enum put *how, struct err *e);

/* The announcement under which the figures stand as they are now; "" when none does. */
bool volumes_published(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const char **number, struct err *e);
#endif
