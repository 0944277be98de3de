/* explain.h - why a figure is what it is, for a page: what went in, the steps, and for each step
 * the parameter that decided with the clause it stands on, quoted; the pack and the edition it was
 * computed by. Stored steps are read, allocations and due dates are
 * worked out again from what is stored. Whoever may see the figure may see why. */
#ifndef JICAI_DESK_EXPLAIN_H
#define JICAI_DESK_EXPLAIN_H
#include "access/sight.h"
#include "db/db.h"
#include "http/shape.h"

#define SETTLE_EDITION "settle-1"

struct explain_input {
    const char *name, *value; /* name: of the field as the interface calls it */
};

struct explain_step_told {
    const char *text;
    const char *rule, *value; /* the parameter that decided and what the pack says; "" arithmetic */
    const char *basis;        /* basis_name(), or "" */
    const char *document, *clause, *quote;
    const char *cite; /* the basis as a sentence: also of a choice or a contract */
};

struct explanation {
    const char *what, *id;
    const char *pack, *pack_name, *note; /* note: of a draft that is not in force; "" */
    const char *edition, *inputs_sha256;
    bool pack_changed; /* it was computed by another version of the pack: no clauses */
    struct list inputs, steps;
};

struct explain_ask {
    struct arena *arena;
    int64_t pool;
    const char *what, *id;
    enum lang lang;
    bool unbounded;     /* the command line: everything, in every region */
    bool all;           /* an office: what is not of an institution or bidder too */
    bool public;        /* nobody in particular */
    struct sight sight; /* whose figures (also of an office: its regions) */
    date today;
};

/* ERR_NOT_FOUND: there is no such figure, or it is a stranger's. A db_read's body, or a job's. */
bool explain_figure(struct db *db, const struct explain_ask *ask, struct explanation *out,
                    struct err *e);
#endif
