/* life.h - the phases of a project (REQUIREMENTS B1): what may be done in each, on which days, and
 * how it moves from one to the next.
 *
 * A project begins as a draft and goes phase by phase to its end. Verbs of all wings ask
 * project_may(): a phase allows some acts; those of outsiders (reporting, bidding, objecting) only
 * on the announced days of the phase. A project that was brought in without a life (its phases are
 * kept elsewhere, REQUIREMENTS J6) allows everything. Every move is kept with its reason. */
#ifndef JICAI_LIFE_H
#define JICAI_LIFE_H
#include "project/announcement.h"
#include "project/project.h"

enum project_act {
    ACT_EDIT,         /* the project itself, its groups and rules */
    ACT_JOIN,         /* who takes part */
    ACT_REPORT,       /* demand */
    ACT_REPORT_AGAIN, /* what a reviewer sent back */
    ACT_REVIEW,
    ACT_VOLUME, /* base and agreed volume */
    ACT_BID,
    ACT_OPEN,
    ACT_AWARD,
    ACT_OBJECT,
    ACT_ALLOCATE,
    ACT_AGREE,
    ACT_TRADE,
    PROJECT_ACTS
};
const char *project_act_name(enum project_act a);

enum life_verdict { /* in order of precedence */
                    LIFE_OK,
                    LIFE_COPY,  /* it is the copy of another pool's project */
                    LIFE_EARLY, /* its phase is still to come */
                    LIFE_OVER,  /* its phase has passed */
                    LIFE_FROM,  /* the announced days have not begun */
                    LIFE_UNTIL, /* they are over */
                    LIFE_VERDICTS
};
const char *life_verdict_name(enum life_verdict v);

struct life {
    bool kept, copy; /* kept false: nothing is closed */
    enum phase phase;
    date since;
    date from, to; /* announced days of the phase; day 0: not announced */
};

/* Does the phase allow it? */
enum life_verdict project_allows(enum phase now, enum project_act act);
/* And on this day? today: day 0 asks for no day. */
enum life_verdict life_allows(const struct life *l, enum project_act act, date today);

bool life_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct life *out,
              struct err *e);
/* ERR_CONFLICT with the verdict in words unless it may be done today. */
bool project_may(struct db *db, struct arena *a, int64_t pool, const char *project,
                 enum project_act act, date today, struct err *e);

/* An approved contract template, of the project or of its pool: nothing else generates agreements
 * (REQUIREMENTS B6). A project whose life is kept elsewhere needs none here. */
bool template_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                   struct err *e);

/* Begins the life of a project that is stored already; one that has begun is left alone. */
bool project_begin(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                   const char *who, enum put *how, struct err *e);

/* --- moving --- */

struct move {
    enum phase to;
    date on;
    const char *who, *reason; /* reason: "" where none is asked */
    int64_t pending;          /* reports of demand that are not reviewed: the demand wing knows */
};

struct move_facts { /* what a move has to hold against */
    enum phase from;
    bool groups, document; /* has groups; has an approved procurement document */
    bool dates;            /* the days of the next phase are announced */
    enum notice_state notice;
};

enum move_verdict { /* in order of precedence */
                    MOVE_OK,
                    MOVE_COPY,        /* it is moved in its home pool */
                    MOVE_ORDER,       /* this phase does not follow */
                    MOVE_REASON,      /* back, past a phase, or to an early end: why? */
                    MOVE_NO_GROUPS,   /* nothing to buy */
                    MOVE_NO_DOCUMENT, /* no approved procurement document */
                    MOVE_NO_DATES,    /* reporting or bidding without announced days */
                    MOVE_PENDING,     /* demand is not reviewed yet */
                    MOVE_NO_NOTICE,   /* the award was not put on public notice */
                    MOVE_NOTICE_RUNS,
                    MOVE_OBJECTION, /* one is not answered */
                    MOVE_UPHELD,    /* one was upheld: the award has to be made again */
                    MOVE_VERDICTS
};
const char *move_verdict_name(enum move_verdict v);
enum move_verdict move_check(const struct move_facts *f, const struct move *m);

/* In a job of the project's pool. Moving to the phase that it is in changes nothing (PUT_SAME). */
bool project_move(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const struct move *m, enum put *how, struct err *e);

struct project_event {
    date on;
    enum phase phase;
    int came; /* -1: the first */
    const char *reason, *who;
};
struct project_events {
    size_t n;
    struct project_event *list;
};
bool project_history(struct db *db, struct arena *a, int64_t pool, const char *project,
                     struct project_events *out, struct err *e);
#endif
