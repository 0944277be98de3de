#include "verbs.h"

#include <stdio.h>

struct trade_memo verbs_memo;
struct arena *verbs_arena;
const char *as_institution, *as_company;
enum put how;
bool stands;
struct err e;
static char before[DIGEST_TEXT_MAX];

int
verbs_setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    memset(&verbs_memo, 0, sizeof(verbs_memo));
    as_institution = as_company = NULL;
    return rc;
}

date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

struct doc
doc_of(const char *text)
{
    struct doc d = {.line = 1};
    const char *slash = strchr(text, '/');
    size_t n = slash != NULL ? (size_t)(slash - text) : strlen(text);
    assert_true(n < sizeof(d.number));
    memcpy(d.number, text, n);
    if (slash != NULL)
        d.line = slash[1] - '0';
    return d;
}

struct step {
    const struct order *order;
    const struct order_answer *answer;
    const struct delivery *ship;
    const struct receipt *receipt;
    const struct goods_return *back;
    const struct invoice_line *invoice;
    const struct payment_item *payment;
    const struct consigned *place;
    const struct consigned_use *use;
    const struct consigned_back *gone;
};

static bool
step_job(struct db *db, void *arg, struct err *err)
{
    const struct step *s = arg;
    struct trade t = {.db = db, .arena = verbs_arena, .pool = FRESH_POOL, .memo = &verbs_memo,
                      .institution = as_institution, .company = as_company};
    return s->order     ? place_order(&t, s->order, &how, err)
           : s->answer  ? answer_order(&t, s->answer, &stands, &how, err)
           : s->ship    ? ship_goods(&t, s->ship, &how, err)
           : s->receipt ? accept_goods(&t, s->receipt, &how, err)
           : s->back    ? return_goods(&t, s->back, &how, err)
           : s->invoice ? enter_invoice(&t, s->invoice, &how, err)
           : s->payment ? enter_payment(&t, s->payment, &how, err)
           : s->place   ? place_consigned(&t, s->place, &how, err)
           : s->use     ? use_consigned(&t, s->use, &how, err)
                        : return_consigned(&t, s->gone, &how, err);
}

bool
verbs_run(db_job *job, void *arg)
{
    e = (struct err){.code = ERR_NONE};
    snprintf(before, sizeof(before), "%s", fresh_digest());
    verbs_arena = arena_new(16 << 20);
    memset(&verbs_memo, 0, sizeof(verbs_memo)); /* of one transaction */
    bool ok = db_tx(fresh_db, FRESH_POOL, job, arg, &e);
    arena_free(verbs_arena);
    return ok;
}

static bool
run(const struct step *s)
{
    return verbs_run(step_job, (void *)(uintptr_t)s);
}

bool
do_order(const char *no, const char *hospital, const char *product, int64_t n, const char *on)
{
    struct doc d = doc_of(no);
    const struct order o = {.number = d.number, .line = d.line, .project = "P",
                            .institution = hospital, .product = product, .qty = {n}, .payee = "",
                            .pay_days = -1, .on = day(on)};
    return run(&(struct step){.order = &o});
}

bool
do_answer(const char *no, const char *order, enum answer_kind kind, int64_t n, enum refusal why,
          const char *on)
{
    struct doc d = doc_of(no), o = doc_of(order);
    const struct order_answer a = {.number = d.number, .line = d.line, .order = o.number,
                                   .order_line = o.line, .kind = kind, .qty = {n}, .reason = why,
                                   .note = "", .on = day(on)};
    return run(&(struct step){.answer = &a});
}

bool
do_ship(const char *no, const char *order, int64_t n, const char *on, const char *batch,
        const char *udi)
{
    struct doc d = doc_of(no), o = doc_of(order);
    const struct delivery s = {.number = d.number, .line = d.line, .order = o.number,
                               .order_line = o.line, .qty = {n}, .batch = batch, .udi = udi,
                               .on = day(on)};
    return run(&(struct step){.ship = &s});
}

bool
do_accept(const char *no, const char *delivery, int64_t n, int64_t rejected, const char *on,
          const char *udi)
{
    struct doc d = doc_of(no), s = doc_of(delivery);
    const struct receipt r = {.number = d.number, .line = d.line, .order = "", .accepted = {n},
                              .rejected = {rejected}, .reason = rejected > 0 ? "damaged" : "",
                              .accepted_on = day(on), .batch = "", .udi = udi,
                              .delivery = s.number, .delivery_line = s.line};
    return run(&(struct step){.receipt = &r});
}

bool
do_return(const char *no, const char *receipt, int64_t n, const char *on, bool replace,
          const char *udi)
{
    struct doc d = doc_of(no), r = doc_of(receipt);
    const struct goods_return g = {.number = d.number, .line = d.line, .receipt = r.number,
                                   .receipt_line = r.line, .qty = {n}, .on = day(on), .reason = "",
                                   .replace = replace, .udi = udi};
    return run(&(struct step){.back = &g});
}

bool
do_invoice(const char *no, const char *receipt, int64_t fen, const char *einvoice, const char *on)
{
    struct doc r = doc_of(receipt);
    const struct invoice_line l = {.invoice = no, .receipt = r.number, .receipt_line = r.line,
                                   .amount = {fen * MONEY_FEN}, .on = day(on),
                                   .einvoice = einvoice};
    return run(&(struct step){.invoice = &l});
}

bool
do_pay(const char *no, const char *invoice, int64_t fen, const char *on)
{
    const struct payment_item p = {.payment = no, .invoice = invoice, .receipt = "",
                                   .amount = {fen * MONEY_FEN}, .on = day(on)};
    return run(&(struct step){.payment = &p});
}

bool
do_place(const char *no, const char *hospital, const char *product, int64_t n, const char *on,
         const char *batch, const char *expires, const char *udi)
{
    struct doc d = doc_of(no);
    const struct consigned c = {.number = d.number, .line = d.line, .kind = CONSIGNED_STOCK,
                                .project = "P", .institution = hospital, .product = product,
                                .payee = as_company != NULL ? as_company : "", .qty = {n},
                                .batch = batch, .udi = udi, .expires = day(expires), .on = day(on)};
    return run(&(struct step){.place = &c});
}

bool
do_use(const char *no, const char *consignment, int64_t n, const char *on, const char *udi)
{
    struct doc d = doc_of(no), c = doc_of(consignment);
    const struct consigned_use u = {.number = d.number, .line = d.line, .consignment = c.number,
                                    .consignment_line = c.line, .qty = {n}, .on = day(on),
                                    .udi = udi};
    return run(&(struct step){.use = &u});
}

bool
do_back(const char *no, const char *consignment, int64_t n, const char *on, const char *udi)
{
    struct doc d = doc_of(no), c = doc_of(consignment);
    const struct consigned_back b = {.number = d.number, .line = d.line, .consignment = c.number,
                                     .consignment_line = c.line, .qty = {n}, .on = day(on),
                                     .reason = "not used", .udi = udi};
    return run(&(struct step){.gone = &b});
}

void
refused(bool ok, enum msg m, const char *field)
{
    char text[ERR_TEXT_MAX];
    assert_false(ok);
    if (e.msg != m || strcmp(e.at.field, field) != 0)
        fail_msg("%s (at %s)", err_text(&e, LANG_EN, text), e.at.field);
    assert_string_equal(before, fresh_digest());
}

static bool
found(void *arg, enum trade_check check, const char *what, struct err *err)
{
    (void)err;
    print_error("%s: %s\n", trade_check_names[check], what);
    ++*(int *)arg;
    return true;
}

int
findings(void)
{
    int n = 0;
    OK(trade_check(fresh_db, FRESH_POOL, found, &n, &e));
    return n;
}

int64_t
number(const char *sql)
{
    struct rows r;
    static struct { /* a query is known by its address: each gets its own */
        struct query q;
        char name[16];
    } asked[200];
    static size_t n;
    assert_true(n < COUNT(asked));
    struct query *q = &asked[n].q;
    snprintf(asked[n].name, sizeof(asked[n].name), "test_%zu", n);
    *q = (struct query){.name = asked[n++].name, .sql = sql, .params = 1};
    OK(db_run(fresh_db, q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    assert_int_equal(r.n, 1);
    return row_int(&r, 0, 0);
}
