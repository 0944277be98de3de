#include "ward/catalogue.h"

#include <string.h>

#include "registry/institution.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "ward/meeting.h"
#include "ward/query.h"
#include "words/ward.h"

const char *const catalogue_state_names[CATALOGUE_STATES] = {"admitted", "refused", "removed"};
const char *const catalogue_reason_names[CATALOGUE_REASONS] = {
    "",      "no_need",      "no_department", "quality",      "supply",          "withdrawn",
    "other", "cost_control", "variety_limit", "not_reported", "quality_deposit", "account_opening"};

static bool
entry_fine(const struct catalogue_entry *in, date today, struct err *e)
{
    bool admitted = in->state == CATALOGUE_ADMITTED;
    if (admitted != (in->reason == NOT_ADMITTED_NONE))
        return err_set(e, ERR_INPUT, admitted ? M_CATALOGUE_NO_REASON : M_CATALOGUE_REASON,
                       {in->product}, .field = "reason");
    if (in->reason == NOT_ADMITTED_OTHER && *in->note == '\0')
        return err_set(e, ERR_INPUT, M_CATALOGUE_NOTE, {in->product}, .field = "note");
    return date_cmp(in->on, today) <= 0 ||
           err_set(e, ERR_INPUT, M_WARD_LATER, {in->product}, .field = "date");
}

/* What follows what: nothing is removed that was not in, nothing refused that is. */
static bool
may_follow(struct arena *a, const struct rows *last, const struct catalogue_entry *in,
           enum put *how, struct err *e)
{
    const char *state = catalogue_state_names[in->state], *on = put_date(a, in->on);
    bool is_in = last->n > 0 && strcmp(row_text(last, 0, 1), "admitted") == 0;
    *how = last->n == 0 ? PUT_NEW : PUT_CHANGED;
    if (last->n > 0 && strcmp(row_text(last, 0, 1), state) == 0 &&
        strcmp(row_text(last, 0, 2), on) == 0 &&
        strcmp(row_text(last, 0, 3), catalogue_reason_names[in->reason]) == 0 &&
        strcmp(row_text(last, 0, 4), in->note) == 0 &&
        strcmp(row_text(last, 0, 5), in->record) == 0) {
        *how = PUT_SAME;
        return true;
    }
    if (last->n > 0 && strcmp(row_text(last, 0, 2), on) > 0)
        return err_set(e, ERR_CONFLICT, M_CATALOGUE_BEFORE, {in->product, row_text(last, 0, 2)},
                       .field = "date");
    if (in->state == CATALOGUE_ADMITTED ? is_in : (in->state == CATALOGUE_REMOVED) != is_in)
        return err_set(e, ERR_CONFLICT, is_in ? M_CATALOGUE_IN : M_CATALOGUE_OUT, {in->product},
                       .field = "state");
    return true;
}

/* A meeting that is named decided just this; where the pack asks for one, a high-value consumable
 * is not admitted without. */
static bool
by_meeting(struct db *db, struct arena *a, int64_t pool, const struct policy *pack,
           const struct catalogue_entry *in, struct err *e)
{
    bool admitted = in->state == CATALOGUE_ADMITTED, needed = false, passed;
    struct product p;
    if (!product_on(db, a, in->product, in->on, &p, e))
        return false;
    if (*in->record != '\0')
        return meeting_voted(db, a, pool, in->institution, in->record, in->product, in->on, &passed,
                             e) &&
               (passed == admitted || err_set(e, ERR_CONFLICT, M_CATALOGUE_VOTED,
                                              {in->record, in->product}, .field = "state"));
    if (!admitted || p.goods != GOODS_HIGH_VALUE || pack == NULL ||
        !policy_bool(pack, RULE_ADMIT_RECORD, &needed) || !needed)
        return true;
    return err_set(e, ERR_INPUT, M_CATALOGUE_RECORD,
                   {in->product, rule_key(RULE_ADMIT_RECORD),
                    policy_setting(pack, RULE_ADMIT_RECORD)->basis.clause},
                   .field = "record");
}

static bool
reason_stands(const struct policy *pack, enum catalogue_reason r)
{
    bool forbidden = true;
    if (pack != NULL && !policy_bool(pack, RULE_FORBIDDEN_REASONS, &forbidden))
        forbidden = true; /* as of suppliers' refusals: also where the pack is silent */
    return r < NOT_ADMITTED_COST || !forbidden;
}

bool
catalogue_decide(struct db *db, struct arena *a, int64_t pool, const struct catalogue_entry *in,
                 date today, bool *stands, enum put *how, struct err *e)
{
    struct policy *pack;
    struct rows last;
    if (!entry_fine(in, today, e) || !institution_must(db, a, in->institution, "hospital", e) ||
        !product_must(db, a, in->product, "product", e) ||
        !pack_on(db, a, pool, in->on, &pack, e) ||
        !db_run(db, &q_catalogue_last, a, &last, e, v_int(pool), v_text(in->institution),
                v_text(in->product)) ||
        !may_follow(a, &last, in, how, e))
        return false;
    *stands = reason_stands(pack, in->reason);
    if (*how == PUT_SAME)
        return true;
    return by_meeting(db, a, pool, pack, in, e) &&
           db_do(db, &q_catalogue_write, e, v_int(pool), v_text(in->institution),
                 v_text(in->product), v_int(last.n > 0 ? row_int(&last, 0, 0) + 1 : 1),
                 v_text(catalogue_state_names[in->state]), v_date(a, in->on),
                 v_text(catalogue_reason_names[in->reason]), v_text(in->note), v_text(in->record),
                 v_int(*stands), v_text(in->who));
}
