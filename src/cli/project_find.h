/* project_find.h - the project a command is about, with its pack. */
#ifndef JICAI_PROJECT_FIND_H
#define JICAI_PROJECT_FIND_H
#include "project/project.h"

/* pool 0: where a project of this code is at home. */
bool project_find(struct db *db, struct arena *a, const char *code, int64_t pool,
                  struct project *out, struct policy **pack, struct err *e);
/* The pooling region that --pool or --project means; ERR_INPUT where there is neither. */
bool pool_find(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t *out,
               struct err *e);
#endif
