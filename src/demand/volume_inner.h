/* volume_inner.h - the bases of a group, institution by institution; between volume.c and
 * national.c. */
#ifndef JICAI_VOLUME_INNER_H
#define JICAI_VOLUME_INNER_H
#include "demand/volume.h"

enum { BASES_MEMORY = 256 * 1024 * 1024 };

struct bases { /* of one group: institutions in the order of their codes */
    struct arena *a;
    const char **code;
    int64_t *base, *out, *rest;
    size_t n, room;
    qty sum;
    struct sha256 inputs;
};

/* `b->a` is given. ERR_TOO_LARGE when they do not fit. */
bool bases_read(struct db *db, int64_t pool, const char *project, const char *group,
                struct bases *b, struct err *e);
/* b->out is what each gets; replaces what was there. */
bool bases_write(struct db *db, int64_t pool, const char *project, const char *group,
                 const struct bases *b, struct err *e);
#endif
