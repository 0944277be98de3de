/* product.h - consumables, reagents and drugs, as they are from a day on; the codes that replaced
 * others; the certificates they need (REQUIREMENTS A4, A5). */
#ifndef JICAI_PRODUCT_H
#define JICAI_PRODUCT_H
#include "registry/put.h"

enum goods { GOODS_HIGH_VALUE, GOODS_ORDINARY, GOODS_REAGENT, GOODS_DRUG, GOODS_KINDS };
enum evaluation { /* 一致性评价, of drugs */
                  EVALUATION_NONE,
                  EVALUATION_ORIGINATOR,
                  EVALUATION_REFERENCE,
                  EVALUATION_PASSED,
                  EVALUATION_NOT,
                  EVALUATIONS
};
extern const char *const goods_names[GOODS_KINDS];
extern const char *const evaluation_names[EVALUATIONS];

struct product {
    const char *code, *name, *spec, *model;
    const char *company; /* registrant */
    enum goods goods;
    const char *class; /* what competes; "": first 15 characters of the code, or the generic name */
    const char *unit;
    const char *certificate, *udi; /* "" */
    bool insured;
    const char *generic_name, *form, *strength; /* of drugs; "" */
    enum evaluation evaluation;
    date from; /* day 0: since ever */
};

bool product_put(struct db *db, struct arena *a, const struct product *in, enum put *how,
                 struct err *e);
bool product_on(struct db *db, struct arena *a, const char *code, date on, struct product *out,
                struct err *e);
/* Was it ever known? */
bool product_must(struct db *db, struct arena *a, const char *code, const char *field,
                  struct err *e);

/* A code was replaced or disabled from a day on. Kept for ever, circles refused. */
struct code_change {
    const char *code, *new_code; /* new_code: "" when disabled */
    bool disabled;
    date from;
    const char *source;
};
bool code_change_put(struct db *db, struct arena *a, const struct code_change *in, enum put *how,
                     struct err *e);

enum code_state { CODE_CURRENT, CODE_REMAPPED, CODE_DISABLED };
/* What a code is called on a day: follows replacements to the end. *now is the last code known. */
bool code_resolve(struct db *db, struct arena *a, const char *code, date on, const char **now,
                  enum code_state *state, struct err *e);

struct certificate {
    const char *number, *company;
    bool filing;           /* 备案: without end */
    date from, to;         /* to: last day; day 0: without end */
    date renewal_filed_on; /* day 0: not filed */
};
bool certificate_put(struct db *db, struct arena *a, const struct certificate *in, enum put *how,
                     struct err *e);

/* They will be asked for on a day: see db_ahead(). */
bool products_ahead(struct db *db, struct arena *a, const char *const codes[], size_t n, date on,
                    struct err *e);

/* What the certificate of a product means on a day, strictest last. An expired one blocks bidding
 * and new listing; orders go on while renewal is on file, or for batches made within validity. */
enum certificate_state {
    CERTIFICATE_VALID,
    CERTIFICATE_RENEWING, /* expired, renewal filed before its end: orders yes */
    CERTIFICATE_EXPIRED,  /* orders only for batches made by its end */
    CERTIFICATE_NOT_YET,  /* begins later */
    CERTIFICATE_UNKNOWN,  /* named, but not on record */
    CERTIFICATE_NONE,     /* the product names none */
    CERTIFICATE_STATES
};
const char *certificate_state_name(enum certificate_state s);
bool certificate_may_bid(enum certificate_state s);
bool certificate_may_list(enum certificate_state s); /* anew; also when the product names none */
/* made: day of manufacture of the batch, day 0 when unknown; to: the certificate's last day. */
bool certificate_may_order(enum certificate_state s, date to, date made);
bool certificate_on(struct db *db, struct arena *a, const char *product, date on,
                    enum certificate_state *out, date *to, struct err *e);
#endif
