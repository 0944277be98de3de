/* award_project.h - `jicai award --project`: bids out of the database, results into it, and printed
 * as `jicai award --bids` prints them. */
#ifndef JICAI_AWARD_PROJECT_H
#define JICAI_AWARD_PROJECT_H
#include "cli/cli.h"
#include "db/db.h"

struct award_project {
    const char *project;
    int64_t pool; /* 0: where the project is at home */
    bool replace, explain;
};

int award_project(struct cli *c, const struct award_project *o);

/* The pool of --pool, or where the project is at home. */
bool project_pool(struct cli *c, struct db *db, const char *project, int64_t *pool);
#endif
