/* trade.h - what a hospital and its suppliers do day by day: order, answer, deliver, accept, send
 * back, invoice, pay (REQUIREMENTS G1, G2, G7, H1; RULES 6).
 *
 * Each verb takes one line of a document. The same line again changes nothing; the same key with
 * other figures is a conflict. A verb checks everything before its first write, and keeps the
 * counters of the agreement line and of the month in the same transaction (progress.h). Money is
 * rounded once, on the receipt line. Refusals name the column (`.field`) as the import files call
 * it. Texts of results live in the arena. */
#ifndef JICAI_TRADE_H
#define JICAI_TRADE_H
#include "engine/settle.h"
#include "engine/supply_due.h"
#include "registry/credit_gate.h"

enum variant { VARIANT_WITHOUT_SERVICE, VARIANT_WITH_SERVICE, VARIANTS };
extern const char *const variant_names[VARIANTS];

/* What a pack says about trade; plain values, so that a long import keeps them beside the rows. */
struct trade_rules {
    char pack[64], sha256[65];
    bool over_agreed, zero_volume; /* allowed; also where the pack is silent */
    bool own_lower;                /* a hospital may keep its own lower price */
    bool forbidden_reasons; /* supply is not refused for want of reported demand and the like */
    bool no_extra_fees;     /* nothing is billed beside the price (CX 五(六)) */
    bool reason_while_open; /* of what is not selected, while agreed volume is open (K3) */
    char no_due[24];        /* why there is no due date: not_regulated; "" there is one */
    struct settle_rules settle;
    struct supply_rules supply;
};
enum { TRADE_PACKS_MAX = 8, TRADE_CODE_MAX = 64, TRADE_PARTIES_MAX = 8 };
struct hint_out; /* listing/hint_shape.h */
/* The day of the document at hand, as its sender gave it (gate.h). */
enum day_said { DAY_SAID, DAY_NOT_SAID, DAY_LONG_PAST };
struct trade {
    struct db *db;
    struct arena *arena;
    int64_t pool;
    struct hint_out *hint; /* over HTTP: for an order's price hint; else NULL */
    money charged;         /* of the order last placed, or found in place: its price */
    struct trade_memo {    /* zeroed at first; of one transaction: what was looked up last */
        size_t n;
        struct trade_rules rules[TRADE_PACKS_MAX];
        char project[TRADE_CODE_MAX], pack[TRADE_CODE_MAX], institution[TRADE_CODE_MAX];
        char pack_on[DATE_TEXT_MAX], pool_pack[TRADE_CODE_MAX];
        char open_month[MONTH_TEXT_MAX]; /* that was found open */
        char open[TRADE_CODE_MAX];       /* a project that trades on open_on */
        char remote[TRADE_CODE_MAX];     /* an institution of which is_remote is known */
        bool is_remote;
        date executed_on, open_on, remote_on;
        int64_t cycle_months;
        struct {
            char number[TRADE_CODE_MAX], institution[TRADE_CODE_MAX], on[DATE_TEXT_MAX];
            int64_t last; /* line of it that was written here; 0: it may have others */
        } order;
        char clean[TRADE_PARTIES_MAX][TRADE_CODE_MAX]; /* companies with nothing against them */
        size_t clean_n;
    } * memo;
    enum day_said day;
    const char *correction; /* done for one: it may enter a locked month; NULL: no */
    /* For whom: documents of others are not there. NULL: an office's file, which names them. */
    const char *institution, *company;
};

/* --- orders --- */

struct order {
    const char *number;
    int64_t line;
    const char *project, *institution, *product;
    enum variant variant;
    qty qty;
    money price;       /* 0: the selected one */
    const char *payee; /* "": as the agreement says */
    int64_t pay_days;  /* term of payment by contract; -1: none */
    date on;
    date made; /* of the batch wanted, where the certificate has expired; day 0: not said */
    /* Clinical or of performance, where it was not selected and is dearer than what was (C4), or
     * agreed volume of its group is still open (K3): "" is refused then; NULL: nobody could be
     * asked (used from consignment), and the order stays without. */
    const char *reason;
};

enum terms_kind {
    TERMS_NONE,        /* neither selected in this project nor listed */
    TERMS_AGREED,      /* a line of an agreement in force */
    TERMS_ZERO_VOLUME, /* selected; nothing agreed with this institution */
    TERMS_LISTED,      /* not selected: at most the listed price */
};

/* What an order line rests on. */
struct terms {
    enum terms_kind kind;
    const char *agreement, *company, *payee;
    money selected;      /* of the variant; 0: there is none */
    qty agreed, ordered; /* of the agreement line, so far */
    bool held;           /* the listing is suspended or gone */
    const char *hold;    /* by which an authority stops the product (trade/hold.h); "" */
    bool lapsed;         /* its certificate does not allow to order it (A4) */
    bool barred;         /* its company's credit sends orders to the standby supplier */
    bool in_cycle;       /* the day is inside the agreement's term, or the project's cycle */
    bool takes_part;
    const char *certificate; /* how it stands: for the refusal, like the next two */
    struct credit_asked asked;
    struct credit_bar bar;
};

enum order_verdict { /* in order of precedence */
                     ORDER_OK,
                     ORDER_EMPTY,           /* quantity 0 */
                     ORDER_NOT_LISTED,      /* neither selected nor listed */
                     ORDER_HELD,            /* its listing is suspended */
                     ORDER_CERTIFICATE,     /* expired, not renewing, and the batch is younger */
                     ORDER_TO_STANDBY,      /* by a measure of its company's credit grade */
                     ORDER_NOT_TAKING_PART, /* the institution stays away */
                     ORDER_OUTSIDE_CYCLE,
                     ORDER_NO_SUCH_VARIANT, /* no price with service */
                     ORDER_ZERO_VOLUME,     /* the pack refuses what was not agreed */
                     ORDER_OVER_AGREED,     /* the pack refuses more than was agreed */
                     ORDER_OTHER_PAYEE,     /* not who the agreement names */
                     ORDER_ABOVE_SELECTED,  /* never above the selected price */
                     ORDER_BELOW_SELECTED,  /* a lower one only where the pack keeps it */
                     ORDER_LARGE,           /* more than an amount can hold */
                     ORDER_VERDICTS
};
const char *order_verdict_name(enum order_verdict v);

/* May it be ordered? *over: pieces beyond the agreed volume, which the selected price covers too
 * until the cycle ends (G1). */
enum order_verdict order_check(const struct terms *t, const struct trade_rules *r,
                               const struct order *in, qty *over);
bool place_order(struct trade *t, const struct order *in, enum put *how, struct err *e);

/* --- answers --- */

enum answer_kind { ANSWER_CONFIRMED, ANSWER_REFUSED, ANSWER_WITHDRAWN, ANSWER_KINDS };
extern const char *const answer_kind_names[ANSWER_KINDS];

enum refusal { /* why a supplier does not deliver */
               REFUSAL_NONE,
               REFUSAL_OUT_OF_STOCK, /* 缺货 */
               REFUSAL_STOPPED,      /* production has ended */
               REFUSAL_CAPACITY,
               REFUSAL_QUALITY, /* the product is held or recalled */
               REFUSAL_FORCE_MAJEURE,
               REFUSAL_ORDER_WRONG, /* the institution asked for what it did not mean */
               REFUSAL_UNPAID,
               REFUSAL_OTHER,
               REFUSAL_NO_DEMAND, /* from here on: no reason that counts (CX 五(三), G7) */
               REFUSAL_OVER_AGREED,
               REFUSAL_PRICE,
               REFUSAL_SMALL,
               REFUSAL_REMOTE,
               REFUSAL_DEPOSIT,
               REFUSAL_ACCOUNT,
               REFUSALS
};
extern const char *const refusal_names[REFUSALS];
/* May a supplier refuse for it, under these rules? */
bool refusal_stands(const struct trade_rules *r, enum refusal why);

struct order_answer {
    const char *number;
    int64_t line;
    const char *order;
    int64_t order_line;
    enum answer_kind kind;
    qty qty; /* 0: all that is open */
    enum refusal reason;
    const char *note;
    date on;
};
/* The supplier confirms or refuses, the institution withdraws; also parts. *stands false: a refusal
 * that was kept, but the order stays open. */
bool answer_order(struct trade *t, const struct order_answer *in, bool *stands, enum put *how,
                  struct err *e);

/* --- deliveries --- */

enum { UNITS_MAX = 200, UNITS_TEXT_MAX = 16 * 1024 };

struct delivery {
    const char *number;
    int64_t line;
    const char *order;
    int64_t order_line;
    qty qty;
    const char *batch, *udi; /* udi: with a blank between several; "" */
    date made, expires;      /* day 0: unknown; expires is read from the udi */
    date on;
};
bool ship_goods(struct trade *t, const struct delivery *in, enum put *how, struct err *e);

/* --- receipts --- */

struct receipt {
    const char *number;
    int64_t line;
    const char *order;
    int64_t order_line;
    qty accepted, rejected;
    const char *reason;          /* of a refusal; "" */
    date delivered, accepted_on; /* delivered: day 0 unknown */
    const char *batch, *udi;     /* "" */
    date expires;                /* day 0: unknown */
    const char *delivery;        /* NULL or "": it came without a note */
    int64_t delivery_line;
};
/* With a delivery note: order, batch and the rest are as it says where they are not said. */
bool accept_goods(struct trade *t, const struct receipt *in, enum put *how, struct err *e);

struct goods_return {
    const char *number;
    int64_t line;
    const char *receipt;
    int64_t receipt_line;
    qty qty;
    date on;
    const char *reason; /* "" */
    bool replace;       /* as many are to be delivered anew, under the same order */
    const char *udi;    /* NULL or "" */
};
bool return_goods(struct trade *t, const struct goods_return *in, enum put *how, struct err *e);

/* --- money --- */

struct invoice_line {
    const char *invoice, *receipt;
    int64_t receipt_line;
    money amount; /* 0: all that is left of the receipt line */
    date on;
    const char *einvoice; /* number of the electronic invoice; NULL or "": on paper */
};
bool enter_invoice(struct trade *t, const struct invoice_line *in, enum put *how, struct err *e);

struct payment_item {
    const char *payment;
    const char *invoice, *receipt; /* "": not named; a receipt alone, an invoice alone, or both */
    int64_t receipt_line;
    money amount;
    date on;
    bool by_bank; /* as the bank answered a payment order: it has the order's number */
};
/* Is it a number of what the bank pays out of orders: settle/..., online/...? Nobody else's is. */
bool payment_is_banks(const char *number);
/* Money first, in the order of receipt lines; then credits of earlier returns for what is left of
 * the same lines, the oldest first. */
bool enter_payment(struct trade *t, const struct payment_item *in, enum put *how, struct err *e);

/* Money is on its way for an invoice's part of a receipt line, by the fund or online: until the
 * bank has answered (the same amount below 0) it is not owed a second time, and goods cannot be
 * sent back that it is for. At most what is still open. */
bool payment_on_its_way(struct trade *t, const char *invoice, const char *receipt, int64_t line,
                        money amount, struct err *e);

/* --- for all of them --- */

/* The rules of the pack in force in the pool on a day; where none is, those of `pack`. */
bool trade_rules_on(struct trade *t, date on, const char *pack, const struct trade_rules **out,
                    struct err *e);
/* The same of the pool's own pack; where none is, what a silent pack says. */
bool trade_rules_of_pool(struct trade *t, date on, const struct trade_rules **out, struct err *e);
/* Is a fact stored under this key, and is it this one? `r` has the row in the order of v; a given 0
 * or "" was not said and fits all. True with *how PUT_SAME, or PUT_NEW when there is none. */
bool fact_same(const struct rows *r, const struct val v[], const char *const column[], size_t n,
               const char *key, enum put *how, struct err *e);
#endif
