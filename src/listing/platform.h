/* platform.h - prices of other platforms (GZ 四(二)2; REQUIREMENTS E4): each row comes with its
 * source and the code that source uses. What that code is of ours is decided by a person, with a
 * reason, for prices from a day on; the decision is remembered for all that comes later. A code
 * that is one of ours is matched by itself. What has no decision waits in a list that is worked
 * off: matched, refused, or postponed to a day. Texts of results live in the arena. */
#ifndef JICAI_PLATFORM_H
#define JICAI_PLATFORM_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "registry/put.h"

enum platform_state {
    PLATFORM_OPEN, /* waits for a person */
    PLATFORM_MATCHED,
    PLATFORM_REFUSED, /* none of ours */
    PLATFORM_POSTPONED,
    PLATFORM_STATES
};
extern const char *const platform_state_names[PLATFORM_STATES];

enum platform_kind { PLATFORM_LISTED, PLATFORM_TRADED }; /* asked there, paid there */

struct platform_row {
    const char *source, *code;                /* the platform, and its code there */
    const char *name, *spec, *company, *unit; /* as it writes them; "" */
    const char *province;                     /* where the price holds */
    enum platform_kind kind;
    money price; /* of one of its units */
    date on;
};

/* A fact: the same again changes nothing, another price for the same day is a conflict. `today`: a
 * later price is a mistake; day 0: not asked. */
bool platform_price_put(struct db *db, struct arena *a, int64_t pool, const struct platform_row *in,
                        date today, enum put *how, struct err *e);

enum { PLATFORM_PER_MAX = 1000 * 1000, PLATFORM_DECISIONS_MAX = 1000 };
struct platform_decision {
    const char *source, *code;
    enum platform_state to; /* not PLATFORM_OPEN */
    const char *product;    /* when matched, else "" */
    int64_t per;            /* our units in one of theirs; 0: 1 */
    date from;              /* for prices from then on; day 0: for all that are known */
    date until;             /* when postponed */
    const char *reason, *who;
    date on;
    bool ahead;  /* also of what no price has come for: a table of codes */
    int64_t seq; /* of platform_history() */
};
/* The same decision again changes nothing; another one counts from its own day on, over those
 * before it. */
bool platform_decide(struct db *db, struct arena *a, int64_t pool,
                     const struct platform_decision *in, enum put *how, struct err *e);
bool platform_history(struct db *db, struct arena *a, int64_t pool, const char *source,
                      const char *code, struct platform_decision **out, size_t *n, struct err *e);

struct platform_item {
    const char *source, *code, *name, *spec, *company, *unit, *product;
    const char *state;                        /* as stored */
    const char *look_on, *first_on, *last_on; /* days, "" */
    int64_t prices;
};
bool platform_item_get(struct db *db, struct arena *a, int64_t pool, const char *source,
                       const char *code, struct platform_item *out, struct err *e);

struct platform_search {
    int64_t pool;
    date on;            /* postponed ones whose day has come are looked at again */
    const char *source; /* "" all */
    const char *state;  /* "" what waits for a person */
    const char *after_source, *after_code;
    int64_t limit;
};
bool platform_items(struct db *db, struct arena *a, const struct platform_search *s,
                    struct platform_item **out, size_t *n, struct err *e);
#endif
