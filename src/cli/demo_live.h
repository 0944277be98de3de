/* demo_live.h - what people do on the pages of a project that the demonstration has brought in from
 * files: documents drafted, reviewed and approved by three people, announcements, an objection, the
 * phases, answers to orders and deliveries. The same verbs as of the routes; every text says that
 * it is synthetic. */
#ifndef JICAI_DEMO_LIVE_H
#define JICAI_DEMO_LIVE_H
#include "db/db.h"
#include "project/project.h"
#include "words/demo_data.h"

struct demo_live {
    struct arena *arena;
    int64_t pool;
    const char *project, *folder; /* folder: whose people they are, "chongqing" */
    enum phase stands;            /* on the day `today`; PHASE_DRAFT: its life is kept elsewhere */
    date today;
};

/* A sentence of the demonstration: {1} is the project's name, {2} the end of a line. */
const char *demo_say(struct arena *a, const char *project, enum msg m);
/* A job of the project's pool; arg is a struct demo_live. */
bool demo_live(struct db *db, void *arg, struct err *e);
#endif
