/* allocate_read.h - the files of `jicai allocate` into an allocation. Every wrong row is told with
 * its place. docs/packs.md has the columns. */
#ifndef JICAI_ALLOCATE_READ_H
#define JICAI_ALLOCATE_READ_H
#include "cli/cli.h"
#include "policy/allocation.h"

/* False: c->err or c->errs says why. */
bool read_awards(struct cli *c, struct allocation *al, const char *path);
bool read_demand(struct cli *c, struct allocation *al, const char *path);
bool read_choices(struct cli *c, struct allocation *al, const char *path);
/* What was found wrong after reading, as a mistake of c->errs. Always false. */
bool allocation_wrong(struct cli *c, enum allocation_answer answer,
                      const struct allocation_mistake *m, const char *demand, const char *choices);
#endif
