/* view.h - listings as people look for them: pages with names beside codes (REQUIREMENTS E1, E4).
 * Two Chinese characters are enough to search. Texts live in the arena. */
#ifndef JICAI_LISTING_VIEW_H
#define JICAI_LISTING_VIEW_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

struct listing_view {
    const char *product, *name, *spec, *unit, *company, *company_name;
    const char *zone, *project, *state, *cause; /* as stored */
    date since;
    money price, with_service; /* 0: none */
    money notice_price;        /* on notice; 0: no notice runs */
    const char *notice_on;     /* "" */
    int64_t objections;
    const char *substitute;
};

struct listing_search {
    int64_t pool;
    date on;
    const char *text, *zone, *state, *company; /* "" all */
    const char *after;                         /* product; "" from the beginning */
    int64_t limit;
};
bool listing_search(struct db *db, struct arena *a, const struct listing_search *s,
                    struct listing_view **out, size_t *n, struct err *e);

struct listing_move_view { /* one row of a listing's history */
    date on;
    const char *state, *cause;
    money price, with_service;
};
bool listing_history(struct db *db, struct arena *a, int64_t pool, const char *product,
                     struct listing_move_view **out, size_t *n, struct err *e);

struct report_view { /* a lower price elsewhere, to be reported (E2) */
    const char *product, *province, *source, *company, *reported_on; /* reported_on: "" not yet */
    date seen_on, from_on, until_on;
    money price;
    bool estimate;
};
struct report_search {
    int64_t pool;
    const char *company; /* "" all */
    bool open;
    const char *product, *rest; /* after; "" */
    int64_t limit;
};
bool report_search(struct db *db, struct arena *a, const struct report_search *s,
                   struct report_view **out, size_t *n, struct err *e);

struct recorded_view {
    const char *number, *project, *record, *institution, *product, *reason, *review, *reviewed_on;
    date recorded_on, on;
    qty qty;
    money price, amount;
};
struct recorded_search {
    int64_t pool;
    const char *institution, *review, *after; /* "" all */
    const char *from, *until;                 /* regions: from <= it < until; "" the whole pool */
    date on;                                  /* where institutions lie, on this day */
    int64_t limit;
};
bool recorded_search(struct db *db, struct arena *a, const struct recorded_search *s,
                     struct recorded_view **out, size_t *n, struct err *e);
#endif
