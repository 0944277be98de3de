/* cycle_of.h - the cycle of a project as it stands: its length (project/cycle_rule.h), the terms of
 * its agreements, aligned renewal and extensions (REQUIREMENTS D6, D7; RULES 5; engine/cycle.h).
 *
 * Where the length goes by the number of winners, groups run for different times: a *part* is all
 * groups of one length. Terms are numbered over all parts: first those of the parts, by their days,
 * one for equal days; then extensions, in the order of the decisions. So a number stays what it was
 * when another decision is added. */
#ifndef JICAI_CYCLE_OF_H
#define JICAI_CYCLE_OF_H
#include "engine/cycle.h"
#include "policy/bind.h"
#include "project/project.h"

enum { CYCLE_PARTS_MAX = CYCLE_WINNERS_MAX, CYCLE_OF_TERMS_MAX = CYCLE_TERMS_MAX + 8 };

struct cycle_of_term {
    struct cycle_term term;
    bool extension;
    uint32_t parts; /* bit n: of part n */
};

struct cycle_of_group {
    const char *group;
    int64_t winners; /* distinct companies selected */
    size_t part;
};

struct cycle_of {
    struct bound lack;          /* the pack says nothing about terms: there are none */
    enum cycle_verdict verdict; /* not OK: there are none */
    struct cycle_rules rules;
    struct cycle_length length;
    struct span part[CYCLE_PARTS_MAX]; /* days of each, aligned and extended; not prolonged */
    size_t parts;
    struct cycle_of_group *group; /* by code; only where the length depends on it */
    size_t groups;
    struct cycle_of_term term[CYCLE_OF_TERMS_MAX];
    size_t terms;
    struct span whole; /* from the execution to the last day of the longest part */
};

/* Steps into `x` (NULL: none). Results in the arena. */
bool cycle_of(struct db *db, struct arena *a, const struct project *p, const struct policy *pack,
              struct explain *x, struct cycle_of *out, struct err *e);
/* The part of a group: bit 0 where all groups run equally long; 0 when it has no winners. */
uint32_t cycle_part_of(const struct cycle_of *c, const char *group);

/* Is the day inside the cycle of a selected product, extensions and prolonged agreements included?
 * That long it is to be supplied at the selected price. */
bool cycle_covers(struct db *db, struct arena *a, const struct project *p, const char *product,
                  date on, bool *out, struct err *e);
#endif
