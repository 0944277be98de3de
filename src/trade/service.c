#include "trade/service.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "registry/company.h"
#include "registry/product.h"
#include "trade/gate.h"
#include "trade/line.h"
#include "trade/memo.h"
#include "trade/open_volume.h"
#include "trade/query.h"
#include "words/trade.h"

const char *const service_kind_names[SERVICE_KINDS] = {"in_theatre", "assembly", "guidance",
                                                       "training"};
const char *const charge_kind_names[CHARGE_KINDS] = {
    "delivery", "dedicated_tool", "service", "general_tool", "cleaning", "admission", "inventory"};
const char *const charge_payer_names[CHARGE_PAYERS] = {"institution", "company"};

/* --- who may enter --- */

bool
service_person_put(struct trade *t, const char *institution, const struct service_person *in,
                   enum put *how, struct err *e)
{
    const struct val v[] = {
        v_int(t->pool),      v_text(institution), v_text(in->person),  v_date(t->arena, in->from),
        v_int(in->admitted), v_text(in->name),    v_text(in->company), v_text(in->document)};
    const struct put_row row = {&q_person_get, &q_person_write, &q_person_close, v, 8, 3};
    return company_must(t->db, t->arena, in->company, ROLE_ANY, "company", e) &&
           put_dated(t->db, t->arena, &row, how, e);
}

/* A third party is known by the person that the institution admitted for it. */
static bool
may_enter(struct trade *t, const struct service_act *in, const struct line_state *s, struct err *e)
{
    const char *institution = s->key.institution;
    bool party = strcmp(in->company, s->payee) == 0 || strcmp(in->company, s->company) == 0;
    struct rows r;
    if (in->kind == SERVICE_TRAINING && *in->person == '\0' && party)
        return true;
    if (!db_run(t->db, &q_person_on, t->arena, &r, e, v_int(t->pool), v_text(institution),
                v_text(in->person), v_text(day_or_none(t, in->on))))
        return false;
    if (r.n == 0 || row_int(&r, 0, 0) == 0)
        return err_set(e, ERR_INPUT, M_SERVICE_NOT_ADMITTED, {in->person, institution},
                       .field = "person");
    return strcmp(row_text(&r, 0, 1), in->company) == 0 ||
           err_set(e, ERR_INPUT, M_SERVICE_OTHER, {in->person, row_text(&r, 0, 1)},
                   .field = "person");
}

/* --- what was served --- */

static bool
is_time(const char *s)
{
    static const char shape[] = "dd:dd";
    if (strlen(s) != TIME_TEXT)
        return false;
    for (size_t i = 0; i < TIME_TEXT; i++)
        if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
            return false;
    return strncmp(s, "24", 2) < 0 && s[3] < '6';
}

static bool
known_service(struct trade *t, const struct service_act *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"order",  "order_line", "kind", "company",
                                         "person", "date",       "from", "to"};
    const struct val v[] = {
        v_text(in->order),   v_int(in->order_line), v_text(service_kind_names[in->kind]),
        v_text(in->company), v_text(in->person),    v_text(said_day(t, in->on)),
        v_text(in->from),    v_text(in->to)};
    struct rows r;
    return db_run(t->db, &q_act_get, t->arena, &r, e, v_int(t->pool), v_text(in->number)) &&
           fact_same(&r, v, column, 8, in->number, how, e);
}

static bool
check_service(struct trade *t, const struct service_act *in, const struct line_state *s,
              struct err *e)
{
    const char *on = day_or_none(t, in->on);
    if (strcmp(s->key.variant, variant_names[VARIANT_WITH_SERVICE]) != 0)
        return err_set(e, ERR_INPUT, M_SERVICE_NOT_CHOSEN, {in->order}, .field = "order");
    if (strcmp(on, s->on) < 0)
        return err_set(e, ERR_INPUT, M_ANSWER_BEFORE, {on, s->on}, .field = "date");
    if (!is_time(in->from) || !is_time(in->to) || strcmp(in->from, in->to) > 0)
        return err_set(e, ERR_INPUT, M_SERVICE_TIME, {in->from, in->to}, .field = "from");
    return may_enter(t, in, s, e);
}

bool
record_service(struct trade *t, const struct service_act *in, enum put *how, struct err *e)
{
    struct trade whole = *t; /* a registrant or a provider serves what another delivers */
    struct line_state s;
    whole.company = NULL;
    if (!line_state(&whole, in->order, in->order_line, &s, e) || !known_service(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    return trade_day_new(t, in->on, e) && check_service(t, in, &s, e) &&
           db_do(t->db, &q_act_write, e, v_int(t->pool), v_text(in->number), v_text(in->order),
                 v_int(in->order_line), v_text(service_kind_names[in->kind]),
                 v_text(s.key.institution), v_text(in->company), v_text(in->person),
                 v_text(day_or_none(t, in->on)), v_text(in->from), v_text(in->to));
}

bool
answer_service(struct trade *t, const struct service_answer *in, enum put *how, struct err *e)
{
    const char *answer = in->disputed ? "disputed" : "confirmed";
    struct rows r;
    if (!db_run(t->db, &q_act_answer_get, t->arena, &r, e, v_int(t->pool), v_text(in->number)))
        return false;
    if (r.n == 0 || (t->institution != NULL && strcmp(t->institution, row_text(&r, 0, 0)) != 0))
        return err_set(e, ERR_NOT_FOUND, M_SERVICE_NONE, {in->number}, .field = "service");
    const char *now = row_text(&r, 0, 1);
    *how = strcmp(now, answer) == 0 ? PUT_SAME : PUT_NEW;
    if (*how == PUT_SAME)
        return true;
    if (strcmp(now, "confirmed") == 0)
        return err_set(e, ERR_CONFLICT, M_SERVICE_CONFIRMED, {in->number}, .field = "disputed");
    if (in->disputed && *text_or_none(in->note) == '\0')
        return err_set(e, ERR_INPUT, M_SERVICE_WHY, {in->number}, .field = "note");
    return db_do(t->db, &q_act_answer, e, v_int(t->pool), v_text(in->number), v_text(answer),
                 v_text(day_or_none(t, in->on)), v_text(text_or_none(in->note)));
}

/* --- what may be billed --- */

const char *
service_charge_verdict_name(enum service_charge_verdict v)
{
    static const char *const names[CHARGE_VERDICTS] = {"ok", "nothing", "in_price", "its_own",
                                                       "entry"};
    assert(v < CHARGE_VERDICTS);
    return names[v];
}

enum service_charge_verdict
service_charge_check(const struct trade_rules *r, enum charge_kind kind, enum charge_payer payer,
                     money amount)
{
    if (amount.units <= 0 || amount.units % MONEY_FEN != 0)
        return CHARGE_NOTHING;
    if (!r->no_extra_fees)
        return CHARGE_OK;
    switch (kind) {
    case CHARGE_DELIVERY:
    case CHARGE_DEDICATED_TOOL:
    case CHARGE_SERVICE: return payer == PAYER_INSTITUTION ? CHARGE_IN_PRICE : CHARGE_OK;
    case CHARGE_GENERAL_TOOL:
    case CHARGE_CLEANING: return payer == PAYER_COMPANY ? CHARGE_ITS_OWN : CHARGE_OK;
    case CHARGE_ADMISSION:
    case CHARGE_INVENTORY: return CHARGE_ENTRY;
    case CHARGE_KINDS: break;
    }
    return CHARGE_OK;
}

static bool
known_charge(struct trade *t, const struct service_charge *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"kind", "hospital", "company", "payer",
                                         "date", "amount",   "document"};
    const struct val v[] = {v_text(charge_kind_names[in->kind]),
                            v_text(in->institution),
                            v_text(in->company),
                            v_text(charge_payer_names[in->payer]),
                            v_text(said_day(t, in->on)),
                            v_int(in->amount.units),
                            v_text(in->document)};
    struct rows r;
    return db_run(t->db, &q_fee_get, t->arena, &r, e, v_int(t->pool), v_text(in->number)) &&
           fact_same(&r, v, column, 7, in->number, how, e);
}

bool
bill_charge(struct trade *t, const struct service_charge *in, enum put *how, struct err *e)
{
    static const enum msg say[CHARGE_VERDICTS] = {[CHARGE_NOTHING] = M_NOT_FEN,
                                                  [CHARGE_IN_PRICE] = M_CHARGE_IN_PRICE,
                                                  [CHARGE_ITS_OWN] = M_CHARGE_ITS_OWN,
                                                  [CHARGE_ENTRY] = M_CHARGE_ENTRY};
    const struct trade_rules *rules;
    char amount[MONEY_TEXT_MAX];
    if (!institution_must(t->db, t->arena, in->institution, "hospital", e) ||
        !company_must(t->db, t->arena, in->company, ROLE_ANY, "company", e) ||
        !known_charge(t, in, how, e) || !trade_rules_of_pool(t, in->on, &rules, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!trade_day_new(t, in->on, e))
        return false;
    enum service_charge_verdict v = service_charge_check(rules, in->kind, in->payer, in->amount);
    if (v != CHARGE_OK)
        return err_set(
            e, ERR_INPUT, say[v],
            {v == CHARGE_NOTHING ? money_text(in->amount, amount) : charge_kind_names[in->kind]},
            .field = v == CHARGE_NOTHING ? "amount" : "kind");
    return db_do(t->db, &q_fee_write, e, v_int(t->pool), v_text(in->number),
                 v_text(charge_kind_names[in->kind]), v_text(in->institution), v_text(in->company),
                 v_text(charge_payer_names[in->payer]), v_text(day_or_none(t, in->on)),
                 v_int(in->amount.units), v_text(in->document));
}

/* --- reports --- */

bool
report_charge(struct trade *t, const struct charge_report *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"kind",     "hospital", "company", "against",
                                         "reporter", "date",     "amount",  "text"};
    const struct val v[] = {v_text(charge_kind_names[in->kind]),
                            v_text(in->institution),
                            v_text(in->company),
                            v_text(in->against),
                            v_text(in->reporter),
                            v_text(day_or_none(t, in->on)),
                            v_int(in->amount.units),
                            v_text(in->text)};
    struct rows r;
    char amount[MONEY_TEXT_MAX];
    if (!institution_must(t->db, t->arena, in->institution, "hospital", e) ||
        !company_must(t->db, t->arena, in->company, ROLE_ANY, "company", e) ||
        !db_run(t->db, &q_fee_report_get, t->arena, &r, e, v_int(t->pool), v_text(in->number)) ||
        !fact_same(&r, v, column, 8, in->number, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (in->amount.units <= 0)
        return err_set(e, ERR_INPUT, M_NOT_FEN, {money_text(in->amount, amount)},
                       .field = "amount");
    return db_do(t->db, &q_fee_report_write, e, v_int(t->pool), v_text(in->number), v[0], v[1],
                 v[2], v[3], v[4], v[5], v[6], v[7]);
}

bool
decide_report(struct trade *t, const char *number, const char *lo, const char *hi, bool upheld,
              const char *decision, date on, enum put *how, struct err *e)
{
    const char *state = upheld ? "upheld" : "dismissed";
    struct rows r;
    if (!db_run(t->db, &q_fee_report_state, t->arena, &r, e, v_int(t->pool), v_text(number)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 2), lo) < 0 || strcmp(row_text(&r, 0, 2), hi) >= 0)
        return err_set(e, ERR_NOT_FOUND, M_CHARGE_REPORT_NONE, {number}, .field = "report");
    const char *now = row_text(&r, 0, 0);
    *how = strcmp(now, state) == 0 ? PUT_SAME : PUT_NEW;
    if (*how == PUT_SAME)
        return true;
    if (strcmp(now, "open") != 0)
        return err_set(e, ERR_CONFLICT, M_CHARGE_REPORT_DECIDED, {number, now}, .field = "upheld");
    return db_do(t->db, &q_fee_report_decide, e, v_int(t->pool), v_text(number), v_text(state),
                 v_text(day_or_none(t, on)), v_text(decision));
}

/* --- used --- */

/* What was used of something not selected, in a month in whose last day agreed volume was open, has
 * a clinical reason where the pack asks for one (K3). */
static bool
use_reasoned(struct trade *t, const struct product_use *in, struct err *e)
{
    const struct trade_rules *rules;
    struct open_volume open;
    struct rows r;
    char left[INT_TEXT_MAX];
    date last = month_last(in->month);
    if (in->qty.pieces == 0 || *in->reason != '\0')
        return true;
    if (!trade_rules_of_pool(t, last, &rules, e) ||
        !db_run(t->db, &q_use_selected, t->arena, &r, e, v_int(t->pool), v_text(in->product),
                v_text(in->institution)) ||
        !open_volume(t, in->institution, in->product, last, &open, e))
        return false;
    return !rules->reason_while_open || r.n > 0 || open.qty.pieces == 0 ||
           err_set(e, ERR_INPUT, M_ORDER_OPEN,
                   {in->product, open.group, open.project, int_text(open.qty.pieces, left)},
                   .field = "reason");
}

bool
report_use(struct trade *t, const struct product_use *in, enum put *how, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    const struct val v[] = {v_int(t->pool),        v_text(in->institution),
                            v_text(in->product),   v_text(month_text(in->month, text)),
                            v_int(in->qty.pieces), v_int(in->stock.pieces),
                            v_text(in->reason)};
    const struct put_row row = {&q_use_get, &q_use_write, NULL, v, 7, 4};
    return institution_must(t->db, t->arena, in->institution, "hospital", e) &&
           product_must(t->db, t->arena, in->product, "product", e) && use_reasoned(t, in, e) &&
           put_state(t->db, t->arena, &row, how, e);
}
