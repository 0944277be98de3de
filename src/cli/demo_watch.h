/* demo_watch.h - what offices, hospitals and companies of a region put on the pages beside its
 * projects: guides and training, questions, risks and major issues, credit, complaints. The same
 * verbs as of the routes; every text says that it is synthetic. Once for each pool. */
#ifndef JICAI_DEMO_WATCH_H
#define JICAI_DEMO_WATCH_H
#include "cli/demo_live.h"

/* A job of the pool; arg is the struct demo_live of a project that is long over. */
bool demo_watch(struct db *db, void *arg, struct err *e);
/* The same of a project that runs: good credit is for those who trade. */
bool demo_reward(struct db *db, void *arg, struct err *e);
/* The same: what is monitored, and the dashboard's counts. */
bool demo_supervise(struct db *db, void *arg, struct err *e);
#endif
