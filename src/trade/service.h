/* service.h - accompanying service (伴随服务): who may enter an operating room, what was served
 * by whom and when, what may be billed beside the goods and what may not, and reports of what was
 * charged all the same (REQUIREMENTS G5; CX 五(六)). */
#ifndef JICAI_SERVICE_H
#define JICAI_SERVICE_H
#include "trade/trade.h"

/* The register of an institution; as put_dated(). */
struct service_person {
    const char *person, *name, *company, *document;
    bool admitted; /* false: from then on no longer */
    date from;
};
bool service_person_put(struct trade *t, const char *institution, const struct service_person *in,
                        enum put *how, struct err *e);

enum service_kind {
    SERVICE_IN_THEATRE,
    SERVICE_ASSEMBLY,
    SERVICE_GUIDANCE,
    SERVICE_TRAINING,
    SERVICE_KINDS
};
extern const char *const service_kind_names[SERVICE_KINDS];
enum { TIME_TEXT = 5 }; /* "09:30" */

struct service_act {
    const char *number, *order;
    int64_t order_line;
    enum service_kind kind;
    const char *company; /* that serves */
    const char *person;  /* of the register; "" for training only */
    date on;
    const char *from, *to; /* "09:30" */
};
/* For an order line with service only; by who delivers, the registrant, or, for them, a provider.
 */
bool record_service(struct trade *t, const struct service_act *in, enum put *how, struct err *e);

struct service_answer {
    const char *number, *note; /* note: of a dispute */
    bool disputed;
    date on;
};
/* The institution says that it was so, or not. A dispute may be confirmed later, not the other way.
 */
bool answer_service(struct trade *t, const struct service_answer *in, enum put *how, struct err *e);

enum charge_kind {
    CHARGE_DELIVERY,
    CHARGE_DEDICATED_TOOL,
    CHARGE_SERVICE,
    CHARGE_GENERAL_TOOL,
    CHARGE_CLEANING,
    CHARGE_ADMISSION,
    CHARGE_INVENTORY,
    CHARGE_KINDS
};
extern const char *const charge_kind_names[CHARGE_KINDS];
enum charge_payer { PAYER_INSTITUTION, PAYER_COMPANY, CHARGE_PAYERS };
extern const char *const charge_payer_names[CHARGE_PAYERS];

enum service_charge_verdict { /* in order of precedence */
                              CHARGE_OK,
                              CHARGE_NOTHING,  /* no amount, or not in whole fen */
                              CHARGE_IN_PRICE, /* the selected price holds it: never billed to an
                                                  institution */
                              CHARGE_ITS_OWN, /* the institution bears it: never billed to a company
                                               */
                              CHARGE_ENTRY,   /* for being let in or stored: never billed at all */
                              CHARGE_VERDICTS
};
const char *service_charge_verdict_name(enum service_charge_verdict v);
enum service_charge_verdict service_charge_check(const struct trade_rules *r, enum charge_kind kind,
                                                 enum charge_payer payer, money amount);

struct service_charge {
    const char *number, *institution, *company, *document;
    enum charge_kind kind;
    enum charge_payer payer;
    money amount;
    date on;
};
bool bill_charge(struct trade *t, const struct service_charge *in, enum put *how, struct err *e);

struct charge_report {
    const char *number, *institution, *company, *against, *reporter, *text;
    enum charge_kind kind;
    money amount;
    date on;
};
bool report_charge(struct trade *t, const struct charge_report *in, enum put *how, struct err *e);
/* By an office whose region it is; once. ERR_NOT_FOUND outside it. */
bool decide_report(struct trade *t, const char *number, const char *lo, const char *hi, bool upheld,
                   const char *decision, date on, enum put *how, struct err *e);

struct product_use { /* of a month; a later report of it replaces the earlier */
    const char *institution, *product;
    month month;
    qty qty, stock;
    const char *reason; /* clinical, for what was not selected (K3); "" */
};
bool report_use(struct trade *t, const struct product_use *in, enum put *how, struct err *e);
#endif
