/* The lists of accompanying service, of charges and of what was used; see list.h. */
#include "trade/list.h"

enum { TEXT = 400, LONG = 1000 };

struct person_row {
    const char *person, *institution, *name, *company, *document;
    int64_t line;
    date from, until;
    bool admitted;
};
#define S struct person_row
static const struct field person_fields[] = {
    F_TEXT(S, "person", person, 64, 0),
    F_TEXT(S, "hospital", institution, 64, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "name", name, 64, 0),
    F_TEXT(S, "company", company, 64, 0),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "until", until, FIELD_OPT),
    F_BOOL(S, "admitted", admitted, 0),
    F_TEXT(S, "document", document, TEXT, FIELD_OPT),
};
#undef S
const struct shape person_row_shape = SHAPE("ServicePerson", struct person_row, person_fields);
static const struct field person_list_fields[] = ROWS_FIELDS(&person_row_shape);
const struct shape people_list_shape = SHAPE("ServicePeople", struct rows_out, person_list_fields);

struct act_row {
    const char *number, *order, *kind, *project, *institution, *product, *company, *payee,
        *provider, *person, *from, *to, *answer, *note;
    int64_t line, order_line;
    date on, answered_on;
};
#define S struct act_row
static const struct field act_fields[] = {
    F_TEXT(S, "service", number, 64, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "order", order, 64, 0),
    F_INT(S, "order_line", order_line, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "project", project, 64, 0),
    F_TEXT(S, "hospital", institution, 64, 0),
    F_TEXT(S, "product", product, 64, 0),
    F_TEXT(S, "company", company, 64, 0),
    F_TEXT(S, "distributor", payee, 64, 0),
    F_TEXT(S, "provider", provider, 64, 0),
    F_TEXT(S, "person", person, TEXT, FIELD_OPT),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "from", from, 64, 0),
    F_TEXT(S, "to", to, 64, 0),
    F_TEXT(S, "answer", answer, 64, 0),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(S, "note", note, TEXT, FIELD_OPT),
};
#undef S
const struct shape act_row_shape = SHAPE("ServiceAct", struct act_row, act_fields);
static const struct field act_list_fields[] = ROWS_FIELDS(&act_row_shape);
const struct shape acts_list_shape = SHAPE("ServiceActs", struct rows_out, act_list_fields);

struct charge_row {
    const char *number, *kind, *institution, *company, *payer, *document;
    int64_t line;
    date on;
    money amount;
};
#define S struct charge_row
static const struct field charge_fields[] = {
    F_TEXT(S, "charge", number, 64, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "hospital", institution, 64, 0),
    F_TEXT(S, "company", company, 64, 0),
    F_TEXT(S, "payer", payer, 64, 0),
    F_DATE(S, "date", on, 0),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "document", document, TEXT, FIELD_OPT),
};
#undef S
const struct shape charge_row_shape = SHAPE("ServiceCharge", struct charge_row, charge_fields);
static const struct field charge_list_fields[] = ROWS_FIELDS(&charge_row_shape);
const struct shape charges_list_shape =
    SHAPE("ServiceCharges", struct rows_out, charge_list_fields);

struct report_row {
    const char *number, *kind, *institution, *company, *against, *reporter, *text, *state,
        *decision;
    int64_t line;
    date on, decided_on;
    money amount;
};
#define S struct report_row
static const struct field report_fields[] = {
    F_TEXT(S, "report", number, 64, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "hospital", institution, 64, 0),
    F_TEXT(S, "company", company, 64, 0),
    F_TEXT(S, "against", against, TEXT, FIELD_OPT),
    F_TEXT(S, "reporter", reporter, 64, 0),
    F_DATE(S, "date", on, 0),
    F_MONEY(S, "amount", amount, 0),
    F_TEXT(S, "text", text, LONG, FIELD_OPT),
    F_TEXT(S, "state", state, 64, 0),
    F_DATE(S, "decided_on", decided_on, FIELD_OPT),
    F_TEXT(S, "decision", decision, LONG, FIELD_OPT),
};
#undef S
const struct shape report_row_shape = SHAPE("ChargeReport", struct report_row, report_fields);
static const struct field report_list_fields[] = ROWS_FIELDS(&report_row_shape);
const struct shape reports_list_shape = SHAPE("ChargeReports", struct rows_out, report_list_fields);

struct off_row {
    const char *institution, *product, *project;
    int64_t line, months;
    qty used, stock, came, beyond;
};
#define S struct off_row
static const struct field off_fields[] = {
    F_TEXT(S, "hospital", institution, 64, 0),
    F_TEXT(S, "product", product, 64, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 64, 0),
    F_INT(S, "months", months, 0, INT32_MAX, FIELD_OPT),
    F_QTY(S, "used", used, 0),
    F_QTY(S, "stock", stock, 0),
    F_QTY(S, "received", came, 0),
    F_QTY(S, "beyond", beyond, 0),
};
#undef S
const struct shape off_row_shape = SHAPE("OffPlatform", struct off_row, off_fields);
static const struct field off_list_fields[] = ROWS_FIELDS(&off_row_shape);
const struct shape off_list_shape = SHAPE("OffPlatformUse", struct rows_out, off_list_fields);
