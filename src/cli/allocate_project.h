/* allocate_project.h - `jicai allocate --project`: demand and winners out of the database, volumes
 * into it, and printed as `jicai allocate --demand` prints them. */
#ifndef JICAI_ALLOCATE_PROJECT_H
#define JICAI_ALLOCATE_PROJECT_H
#include "cli/cli.h"

struct allocate_project {
    const char *project;
    int64_t pool; /* 0: where the project is at home */
    bool replace;
};

/* out: NULL, or the CSV that gets the rows. */
int allocate_project(struct cli *c, const struct allocate_project *o, const char *out);
#endif
