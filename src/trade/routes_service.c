/* routes_service.c - accompanying service, what may be billed beside the goods, reports of what was
 * charged all the same, and what was used. */
#include <string.h>

#include "access/who.h"
#include "base/core/text.h"
#include "trade/bulk.h"
#include "trade/line.h"
#include "trade/list.h"
#include "trade/routes.h"
#include "trade/service.h"
#include "words/route_trade.h"
#include "words/trade.h"

#define CODE(S, name, m, flags) F_TEXT(S, name, m, 64, flags)

struct kept {
    const char *how;
};
static const struct field kept_fields[] = {F_TEXT(struct kept, "how", how, 10, 0)};
static const struct shape kept_shape = SHAPE("ServiceKept", struct kept, kept_fields);

static bool
kept(struct call *c, enum put how)
{
    struct kept *out = arena_alloc(c->arena, sizeof(*out));
    out->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static struct trade
trade_of(struct call *c)
{
    return (struct trade){.db = c->db,
                          .arena = c->arena,
                          .pool = c->pool,
                          .memo = arena_alloc(c->arena, sizeof(struct trade_memo))};
}

/* --- who may enter --- */

#define S struct service_person
static const struct field person_fields[] = {
    F_TEXT(S, "name", name, 64, 0),          CODE(S, "company", company, 0),
    F_BOOL(S, "admitted", admitted, 0),      F_DATE(S, "from", from, FIELD_OPT),
    F_TEXT(S, "document", document, 200, 0),
};
#undef S
static const struct shape person_shape =
    SHAPE("ServicePersonIn", struct service_person, person_fields);

static bool
person_put(struct call *c)
{
    struct service_person in = *(const struct service_person *)c->in;
    struct trade t = trade_of(c);
    enum put how;
    in.person = c->arg[1];
    in.from = in.from.day != 0 ? in.from : c->today;
    return service_person_put(&t, c->who.org, &in, &how, &c->err) && kept(c, how);
}

/* --- what was served --- */

#define S struct service_act
static const struct field act_fields[] = {
    CODE(S, "service", number, 0),
    CODE(S, "order", order, 0),
    F_INT(S, "order_line", order_line, 1, 100000, FIELD_OPT),
    F_ENUM(S, "kind", kind, service_kind_names, SERVICE_KINDS, 0),
    CODE(S, "person", person, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
    F_TEXT(S, "from", from, TIME_TEXT, 0),
    F_TEXT(S, "to", to, TIME_TEXT, 0),
};
#undef S
static const struct shape act_shape = SHAPE("ServiceRow", struct service_act, act_fields);
static const struct field acts_fields[] = BULK_FIELDS(&act_shape);
static const struct shape acts_shape = SHAPE("ServiceRows", struct bulk_in, acts_fields);

static bool
take_act(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
         struct err *e)
{
    struct service_act in = *(const struct service_act *)row;
    (void)note;
    in.order_line = line_or_one(in.order_line);
    in.company = c->who.org;
    return bulk_day(t, c, &in.on, e) && record_service(t, &in, how, e);
}
static bool
acts_post(struct call *c)
{
    return bulk_run(c, sizeof(struct service_act), take_act);
}

#define S struct service_answer
static const struct field answer_fields[] = {
    CODE(S, "service", number, 0),
    F_BOOL(S, "disputed", disputed, FIELD_OPT),
    F_TEXT(S, "note", note, 200, FIELD_OPT),
};
#undef S
static const struct shape answer_shape =
    SHAPE("ServiceAnswerRow", struct service_answer, answer_fields);
static const struct field answers_fields[] = BULK_FIELDS(&answer_shape);
static const struct shape answers_shape =
    SHAPE("ServiceAnswerRows", struct bulk_in, answers_fields);

static bool
take_answer(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
            struct err *e)
{
    struct service_answer in = *(const struct service_answer *)row;
    (void)note;
    in.on = c->today;
    return answer_service(t, &in, how, e);
}
static bool
answers_post(struct call *c)
{
    return bulk_run(c, sizeof(struct service_answer), take_answer);
}

/* --- what is billed --- */

#define S struct service_charge
static const struct field charge_fields[] = {
    CODE(S, "charge", number, 0),     F_ENUM(S, "kind", kind, charge_kind_names, CHARGE_KINDS, 0),
    CODE(S, "to", institution, 0), /* who is billed: institution or company */
    F_MONEY(S, "amount", amount, 0),  F_TEXT(S, "document", document, 200, 0),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape charge_shape = SHAPE("ChargeRow", struct service_charge, charge_fields);
static const struct field charges_fields[] = BULK_FIELDS(&charge_shape);
static const struct shape charges_shape = SHAPE("ChargeRows", struct bulk_in, charges_fields);

static bool
take_charge(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
            struct err *e)
{
    struct service_charge in = *(const struct service_charge *)row;
    bool of_hospital = t->institution != NULL;
    const char *to = in.institution;
    (void)note;
    in.payer = of_hospital ? PAYER_COMPANY : PAYER_INSTITUTION;
    in.institution = of_hospital ? t->institution : to;
    in.company = of_hospital ? to : t->company;
    return bulk_day(t, c, &in.on, e) && bill_charge(t, &in, how, e);
}
static bool
charges_post(struct call *c)
{
    return bulk_run(c, sizeof(struct service_charge), take_charge);
}

#define S struct charge_report
static const struct field report_fields[] = {
    CODE(S, "report", number, 0),
    F_ENUM(S, "kind", kind, charge_kind_names, CHARGE_KINDS, 0),
    CODE(S, "hospital", institution, 0),
    CODE(S, "company", company, 0),
    F_TEXT(S, "against", against, 128, 0),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "text", text, 1000, 0),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape report_shape =
    SHAPE("ChargeReportIn", struct charge_report, report_fields);

static bool
report_post(struct call *c)
{
    struct charge_report in = *(const struct charge_report *)c->in;
    struct trade t = trade_of(c);
    enum put how;
    in.reporter = c->who.org;
    if (in.on.day == 0)
        in.on = c->today;
    if (strcmp(in.institution, c->who.org) != 0 && strcmp(in.company, c->who.org) != 0)
        return err_set(&c->err, ERR_DENIED, M_CHARGE_REPORT_PARTY, {c->who.org},
                       .field = "company");
    return report_charge(&t, &in, &how, &c->err) && kept(c, how);
}

struct decision_in {
    bool upheld;
    const char *decision;
};
static const struct field decision_fields[] = {
    F_BOOL(struct decision_in, "upheld", upheld, 0),
    F_TEXT(struct decision_in, "decision", decision, 1000, 0),
};
static const struct shape decision_shape =
    SHAPE("ChargeReportDecision", struct decision_in, decision_fields);

static bool
decision_post(struct call *c)
{
    const struct decision_in *in = c->in;
    struct trade t = trade_of(c);
    struct sight s;
    enum put how;
    sight_of(&c->who, &s);
    return decide_report(&t, c->arg[1], s.lo, s.hi, in->upheld, in->decision, c->today, &how,
                         &c->err) &&
           kept(c, how);
}

/* --- what was used --- */

#define S struct product_use
static const struct field use_fields[] = {
    CODE(S, "product", product, 0),
    F_MONTH(S, "month", month, 0),
    F_QTY(S, "qty", qty, 0),
    F_QTY(S, "stock", stock, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
};
#undef S
static const struct shape use_shape = SHAPE("ProductUseRow", struct product_use, use_fields);
static const struct field uses_fields[] = BULK_FIELDS(&use_shape);
static const struct shape uses_shape = SHAPE("ProductUseRows", struct bulk_in, uses_fields);

static bool
take_use(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
         struct err *e)
{
    struct product_use in = *(const struct product_use *)row;
    char text[MONTH_TEXT_MAX];
    (void)note;
    in.institution = c->who.org;
    if (in.month.month > date_month(c->today).month)
        return err_set(e, ERR_INPUT, M_TRADE_DAY, {month_text(in.month, text)}, .field = "month");
    return report_use(t, &in, how, e);
}
static bool
uses_post(struct call *c)
{
    return bulk_run(c, sizeof(struct product_use), take_use);
}

/* clang-format off */
enum { REPORTS = AS_HOSPITAL | AS_SUPPLIER | AS_SERVICE };
static const struct route table[] = {
    {.id = "service_person.set", .method = "PUT", .path = TRADE_PATH "/service-people/:person",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &person_shape, .out = &kept_shape, .handle = person_put,
     .page = "services", .summary = M_R_PERSON_SET},
    DOCUMENTS("service.record", "/services", AS_SUPPLIER | AS_SERVICE, acts_shape, acts_post,
              M_R_SERVICE_RECORD, "services"),
    DOCUMENTS("service.answer", "/service-answers", AS_HOSPITAL, answers_shape, answers_post,
              M_R_SERVICE_ANSWER, "services"),
    DOCUMENTS("charge.bill", "/service-charges", AS_HOSPITAL | AS_SUPPLIER, charges_shape,
              charges_post, M_R_CHARGE_BILL, "service-charges"),
    {.id = "charge_report.post", .method = "POST", .path = TRADE_PATH "/charge-reports",
     .roles = REPORTS, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &report_shape, .out = &kept_shape, .handle = report_post,
     .page = "service-charges", .summary = M_R_REPORT_POST},
    {.id = "charge_report.decide", .method = "POST",
     .path = TRADE_PATH "/charge-reports/:report/decision", .roles = AS_BUREAU, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &decision_shape, .out = &kept_shape,
     .handle = decision_post, .page = "service-charges", .summary = M_R_REPORT_DECIDE},
    DOCUMENTS("use.report", "/product-use", AS_HOSPITAL, uses_shape, uses_post, M_R_USE_REPORT,
              "use"),
};
/* clang-format on */
const struct routes trade_service_routes = ROUTES(table);
