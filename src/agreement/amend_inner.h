/* amend_inner.h - the plan of an amendment: what it would do, or does, to selections, agreements
 * and their lines. Made without a write; amend_apply.c writes it down. */
#ifndef JICAI_AMEND_INNER_H
#define JICAI_AMEND_INNER_H
#include "agreement/agree_inner.h"
#include "agreement/amend.h"
#include "tender/award_change.h"

struct plan_line { /* one of an agreement that runs on the day, or later, or begins */
    const char *agreement, *institution, *company, *distributor, *product, *group, *variant;
    int64_t term;
    date from, to, until;
    bool extension;
    bool fresh, fresh_agreement;
    bool base; /* read because the amendment is about it, not only because volume goes there */
    struct change_line now;
    int64_t after;
    money price, price_after;    /* of the variant */
    money without, with_service; /* after */
    money amount, amount_after;
    struct plan_line *next; /* in its bucket */
};

struct plan_end {
    const char *agreement;
    date from, to, until; /* as they were */
    bool ends;            /* else only issued again */
};

enum { PLAN_BUCKETS = 4096, PLAN_LINES_MAX = 200000, PLAN_STEPS = 64, PLAN_AWARDS_MAX = 256 };

struct amend_plan {
    struct db *db;
    struct arena *a;
    int64_t pool;
    const struct amendment *m;
    const struct amend_kind_info *info;
    struct agree_data d; /* project, terms, winners on the day, reach */
    struct plan_line **line;
    size_t lines, lines_room, bases;            /* bases: the first ones, as read */
    struct plan_line *bucket[PLAN_BUCKETS];     /* by agreement and product */
    struct award_change award[PLAN_AWARDS_MAX]; /* that change on the day */
    size_t awards;
    int64_t *capacity;    /* qualification_withdrawn: of award[1], ...; below 0 all */
    struct plan_end *end; /* agreements touched */
    size_t ends;
    int64_t added, removed;
    struct explain x;
};

/* The plan of `m` as of today, in the arena, which may become large; nothing is written. */
bool amend_plan_of(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
                   struct amend_plan **out, struct err *e);
/* The whole, checked. */
bool amend_plan(struct amend_plan *p, struct err *e);

/* Parts of it, for the kinds: amend_kinds.c. */
bool plan_award(struct amend_plan *p, const struct award_change *w, struct err *e);
bool plan_load(struct amend_plan *p, const char *product, const char *company,
               const char *institution, struct err *e);
/* A line of that term and those parties, made where there is none; NULL: e says why. */
struct plan_line *plan_target(struct amend_plan *p, const struct plan_line *like, int64_t term,
                              const char *institution, const char *company, const char *distributor,
                              const char *product, struct err *e);
/* Who delivers a product there: `like` if he may, else as for everybody; NULL: nobody, e says so.
 */
const char *plan_deliverer(struct amend_plan *p, const char *product, const char *institution,
                           const char *like, struct err *e);
const struct winner *plan_winner(const struct amend_plan *p, const char *product);
/* Moves units from one line to another. */
bool plan_move(struct amend_plan *p, struct plan_line *from, struct plan_line *to, int64_t qty,
               struct err *e);
/* The kind's own work, by the lines read and the selections changed. */
bool plan_of_kind(struct amend_plan *p, struct err *e);
/* What changes among the selections, before lines are read. */
bool plan_selections(struct amend_plan *p, struct err *e);

bool amend_apply(struct amend_plan *p, int64_t seq, struct err *e);
#endif
