/* bargain.h - bargaining (议价采购), alone or jointly, and when it is not open: the pack has to
 * provide for it, and what a volume-based procurement or a group negotiation selected is not
 * bargained a second time while its cycle runs. Beside it what the market pays.
 * REQUIREMENTS B2, B3; GZ 二(三), 四(二)4. */
#ifndef JICAI_BARGAIN_H
#define JICAI_BARGAIN_H
#include "listing/market.h"
#include "policy/policy.h"
#include "registry/put.h"

/* --- may it be bargained? --- */

enum way_verdict { /* in order of precedence */
                   WAY_OK,
                   WAY_NO_PACK,  /* no pack is in force */
                   WAY_CLOSED,   /* the pack does not provide for this way */
                   WAY_ALONE,    /* not for several institutions together */
                   WAY_SELECTED, /* selected, and its cycle still runs */
                   WAY_DRAW,     /* experts are drawn for joint bargaining, before it */
                   WAY_AMOUNT,   /* recorded purchases: above the amount of a year */
                   WAY_MONTHS,   /* the record is too old */
                   WAY_PLATFORM, /* recorded purchases: selected, so on the platform only */
                   WAY_VERDICTS
};
const char *way_verdict_name(enum way_verdict v);

struct way_answer {
    enum way_verdict verdict;
    enum rule rule;       /* that decided, or that allows it */
    struct policy *pack;  /* NULL: WAY_NO_PACK */
    const char *selected; /* project that selected it; "" */
};

/* The project whose selection of this product, or of what it is called by now, still holds; "" when
 * none does. */
bool product_selected(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
                      const char **project, struct err *e);
/* project: "" outside one (the pool's pack of that day), else its own pack. */
bool bargain_open(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *product, bool joint, date on, struct way_answer *out, struct err *e);
/* A verdict as a row's mistake that names parameter and clause; always false. */
bool way_refused(const struct way_answer *w, const char *what, const char *field, struct err *e);
bool way_pack(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
              struct policy **out, struct err *e);

/* --- what was agreed --- */

struct bargain {
    const char *number, *project, *product; /* project: "" */
    const char *institutions;               /* codes parted by ';' */
    const char *draw;                       /* "" */
    qty qty;
    int64_t payment_days;
    money price;
    date on;
};
enum { BARGAIN_INSTITUTIONS_MAX = 1000, PAYMENT_DAYS_MAX = 3650, BARGAINS_MAX = 10000 };

bool bargain_put(struct db *db, struct arena *a, int64_t pool, const struct bargain *in,
                 enum put *how, struct err *e);

struct bargains {
    size_t n;
    struct bargain *list; /* by day and number */
};
bool bargain_list(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
                  struct bargains *out, struct err *e);
#endif
