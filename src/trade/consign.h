/* consign.h - goods on consignment (寄售) and loan sets: they lie at an institution and are the
 * supplier's until they are used (REQUIREMENTS G2). A use makes order, delivery and receipt of the
 * same number at once, at the price of that day; what is not used goes back and is never owed. */
#ifndef JICAI_CONSIGN_H
#define JICAI_CONSIGN_H
#include "trade/trade.h"

enum consigned_kind { CONSIGNED_STOCK, CONSIGNED_LOAN, CONSIGNED_KINDS };
extern const char *const consigned_kind_names[CONSIGNED_KINDS];

struct consigned {
    const char *number;
    int64_t line;
    enum consigned_kind kind;
    const char *project, *institution, *product;
    const char *payee; /* "": as the agreement says */
    qty qty;
    const char *batch, *udi; /* "" */
    date expires, on;        /* expires: day 0 unknown */
};
/* Of what could be ordered that day, by the same rules; the volume is looked at when it is used. */
bool place_consigned(struct trade *t, const struct consigned *in, enum put *how, struct err *e);

struct consigned_use {
    const char *number;
    int64_t line;
    const char *consignment;
    int64_t consignment_line;
    qty qty;
    enum variant variant;
    const char *udi; /* "" where the goods have none */
    date on;
    /* Clinical, for what was not selected (K3). Used is used: "" or NULL is taken all the same,
     * and stands among the orders without a reason. */
    const char *reason;
};
bool use_consigned(struct trade *t, const struct consigned_use *in, enum put *how, struct err *e);

struct consigned_back {
    const char *number;
    int64_t line;
    const char *consignment;
    int64_t consignment_line;
    qty qty;
    const char *reason, *udi; /* "" */
    date on;
};
bool return_consigned(struct trade *t, const struct consigned_back *in, enum put *how,
                      struct err *e);
#endif
