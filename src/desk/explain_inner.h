/* explain_inner.h - what the parts of explain.c share. */
#ifndef JICAI_DESK_EXPLAIN_INNER_H
#define JICAI_DESK_EXPLAIN_INNER_H
#include "desk/explain.h"
#include "policy/round.h"
#include "project/explained.h"

enum { EXPLAIN_PARTS_MAX = 6, EXPLAIN_TEXT = 1024, EXPLAIN_INPUTS_MAX = 400 };

struct explaining {
    struct db *db;
    const struct explain_ask *ask;
    const char *part[EXPLAIN_PARTS_MAX]; /* of the id, between its '/' */
    size_t parts;
    struct explanation *out;
    struct policy *pack; /* NULL: none was asked, or it is not as it was */
    struct err *e;
};

bool explain_none(struct explaining *q); /* ERR_NOT_FOUND; false */
/* May this institution's figures be seen? */
bool explain_may(struct explaining *q, const char *institution, bool *may);
void explain_stamp(struct explaining *q, const struct stamp *s);
void explain_steps(struct explaining *q, const struct explain *x);
void explain_input(struct explaining *q, const char *name, const char *value);

/* PROJECT/GROUP/PRODUCT; PROJECT/GROUP/HOSPITAL; RECEIPT/LINE; PARTY */
bool explain_award_of(struct explaining *q);
bool explain_allocation_of(struct explaining *q);
bool explain_due_of(struct explaining *q);
bool explain_credit_of(struct explaining *q);
#endif
