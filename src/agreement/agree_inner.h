/* agree_inner.h - what the parts of agree.h share. */
#ifndef JICAI_AGREE_INNER_H
#define JICAI_AGREE_INNER_H
#include "agreement/agree.h"

struct winner { /* a selected product */
    const char *group, *product, *company;
    money price, with_service;
    struct coverage_set named; /* who may deliver it */
    bool reason;               /* accepted for going above the cap */
};

struct made_choice {
    const char *institution, *product, *distributor, *service;
};

struct agree_data {
    struct db *db;
    struct arena *a;
    struct agree *out;
    date on;                    /* the selection as it is on this day */
    const struct winner *extra; /* and these instead */
    size_t extras;
    struct project project;
    struct policy *pack;
    struct cycle_of cycle;
    struct explain x;      /* how the terms came about */
    struct winner *winner; /* by group, product */
    size_t winners, winners_room;
    struct made_choice *choice; /* by institution, product */
    size_t choices, choices_room;
    const char **self; /* registrants that deliver themselves */
    size_t selves;
    const char **named; /* whom they name, once and again */
    size_t named_n, named_room;
    struct reach reach;
};

/* Selected products, named distributors, choices, reach. */
bool agree_load(struct agree_data *d, struct err *e);
/* The project, its pack and its terms. */
bool agree_head(struct agree_data *d, struct err *e);
const struct winner *agree_winner(const struct agree_data *d, const char *group,
                                  const char *product);
/* May `distributor` deliver it there? */
bool agree_delivers(const struct agree_data *d, const struct winner *w, const char *institution,
                    const char *distributor);
/* Who delivers; NULL: nobody who was named reaches the institution. */
const char *agree_distributor(const struct agree_data *d, const struct winner *w,
                              const char *institution);
bool agree_with_service(const struct agree_data *d, const struct winner *w,
                        const char *institution);

/* Terms of the cycle and of its extensions, into out->term. */
bool agree_terms(struct agree_data *d, struct err *e);
/* Gaps, into out->gap. */
bool agree_coverage(struct agree_data *d, struct err *e);
/* Where amendments took effect the agreements stay; only extensions are added, from the lines of
 * the term before as they stand. */
bool agree_amended(struct agree_data *d, struct err *e);
/* The agreements of all terms. */
bool agree_write(struct agree_data *d, struct err *e);
/* One line of volume 0, under the term that a day is in; nothing when it is there. */
bool agree_write_zero(struct agree_data *d, const char *institution, const char *product,
                      const char *distributor, date on, struct err *e);
#endif
