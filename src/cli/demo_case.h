/* demo_case.h - a project of the demo as a table, and what is made of it.
 *
 * Prices, demand and trade follow from the table and demo_dice() alone. What a case has beyond the
 * table (reviews, findings, experts, ...) is written by its own function in demo_cases.c. */
#ifndef JICAI_DEMO_CASE_H
#define JICAI_DEMO_CASE_H
#include "cli/demo_kit.h"
#include "project/project.h"

enum { DEMO_GROUPS_MAX = 8 };

struct demo_group {
    const char *code, *name, *unit;
    const char *class;      /* consumables: C and 14 digits, without the feature; drugs: generic */
    int products, selected; /* bids, and how many of them win */
    int64_t lowest, step;   /* fen: the lowest price, and from one rank to the next */
    int64_t ceiling;        /* fen; 0: none */
    int64_t before;         /* fen: weighted average before the procurement */
    int64_t base;           /* reviewed demand of all hospitals */
};

struct demo_hospital {
    char code[DEMO_CODE_MAX];
    const char *region, *name;
    int level;                /* 0 tertiary, 1 secondary, 2 primary, 3 unrated */
    bool military, unwilling; /* unwilling: a private one that stays away */
    int64_t units;            /* of demand, all groups */
    int64_t agreed;           /* fen a year at selected prices, by our own reckoning */
};

struct demo_product {
    char code[DEMO_CODE_MAX];
    int group, company, rank; /* rank from 1 within the group, by price */
    bool selected;
    money price, with_service, before;
    money final; /* selected price: the bid, unless the gap rule cuts it */
};

struct demo_line { /* a hospital's demand for a product */
    int hospital, product;
    int64_t qty, agreed; /* reported; a year */
};

struct demo_case {
    const char *folder, *project, *name, *pack, *goods, *form;
    int64_t pool;
    const char *executed_on, *bid_on;
    int cycle_months, trade_months; /* trade_months: of which there are orders */
    const char *rules;              /* "round:NAME", or "rules.yaml" in the folder */
    bool own_rules, linkage;        /* linkage: all that pass are selected */
    int agreed_percent;
    const char *regions; /* prefix of the counties */
    const char *home;    /* division of its companies */
    int64_t first;       /* number of its first company: codes stay apart */
    int hospitals, registrants, distributors;
    int every;        /* months from one order of a product to the next */
    int caps;         /* distributors named for each product */
    int late_percent; /* payments after their due date */
    int pay_days;     /* by contract; 0: as the policy says */
    bool drug, service, reviewed_by_county;
    bool claims_elsewhere; /* the hospitals' claims come with another project of the pool */
    enum phase stands;     /* on the demonstration's day; PHASE_DRAFT: long over */
    bool people_elsewhere; /* its offices and their users come with another project of the pool */
    int groups;
    struct demo_group group[DEMO_GROUPS_MAX];
    void (*prices)(struct demo_product *p, int n); /* where published totals must be met; or NULL */
    void (*more)(struct demo *d, const struct demo_case *c);

    /* made */
    int hospitals_n, products_n, lines_n;
    struct demo_hospital *hospital;
    struct demo_product *product;
    struct demo_line *line;
    char (*registrant)[DEMO_CODE_MAX], (*distributor)[DEMO_CODE_MAX];
};

#define DEMO_DAY "2027-10-31" /* business date of the demonstration */

/* Has it come as far as this by the demonstration's day? */
static inline bool
demo_reached(const struct demo_case *c, enum phase phase)
{
    return c->stands == PHASE_DRAFT || c->stands >= phase;
}

struct demo_case demo_case_of(int i);
int demo_cases_n(void);
extern const struct demo_case demo_live_cases[]; /* demo_cases_live.c */
extern const int demo_live_cases_n;

void demo_make(struct demo *d, struct demo_case *c); /* fills what is `made` */
void demo_people(struct demo *d, const struct demo_case *c);
void demo_registry(struct demo *d, const struct demo_case *c);
void demo_rules(struct demo *d, const struct demo_case *c);
void demo_project(struct demo *d, const struct demo_case *c);
void demo_deliveries(struct demo *d, const struct demo_case *c);
void demo_trade(struct demo *d, const struct demo_case *c);
#endif
