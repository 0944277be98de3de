#include "oversight/risk.h"

#include <string.h>

#include "access/role.h"
#include "oversight/query.h"
#include "words/risk.h"

const char *const risk_kind_names[RISK_KINDS] = {"supply", "quality", "clinical", "opinion"};
const char *const risk_state_names[2] = {"open", "closed"};

enum { RISK_OWNER, RISK_REGION, RISK_KIND, RISK_FIELDS = 9, RISK_STATE = 9, RISK_WHY };

/* Its owner's, and not closed. *n 0: there is none. */
static bool
find_risk(struct db *db, struct arena *a, int64_t pool, const char *number, const char *owner,
          struct rows *r, struct err *e)
{
    if (!db_run(db, &q_risk_get, a, r, e, v_int(pool), v_text(number)))
        return false;
    if (r->n > 0 && strcmp(row_text(r, 0, RISK_OWNER), owner) != 0)
        return err_set(e, ERR_NOT_FOUND, M_RISK_NONE, {number}, .field = "number");
    return true;
}

static bool
risk_write(struct db *db, struct arena *a, int64_t pool, const struct risk *in, date on,
           const char *why, struct err *e)
{
    return db_do(db, &q_risk_write, e, v_int(pool), v_text(in->number), v_text(in->owner),
                 v_text(in->region), v_text(risk_kind_names[in->kind]), v_text(in->subject),
                 v_int(in->likelihood), v_int(in->impact), v_text(in->plan),
                 v_text(in->responsible), v_date(a, in->review_by), v_date(a, on),
                 v_text(risk_state_names[*why != '\0']), v_text(why));
}

static bool
same_risk(const struct rows *r, struct arena *a, const struct risk *in)
{
    return strcmp(row_text(r, 0, RISK_KIND), risk_kind_names[in->kind]) == 0 &&
           strcmp(row_text(r, 0, 3), in->subject) == 0 && row_int(r, 0, 4) == in->likelihood &&
           row_int(r, 0, 5) == in->impact && strcmp(row_text(r, 0, 6), in->plan) == 0 &&
           strcmp(row_text(r, 0, 7), in->responsible) == 0 &&
           strcmp(row_text(r, 0, 8), put_date(a, in->review_by)) == 0;
}

bool
risk_put(struct db *db, struct arena *a, int64_t pool, const struct risk *in, date on,
         enum put *how, struct err *e)
{
    struct rows r;
    if (!find_risk(db, a, pool, in->number, in->owner, &r, e))
        return false;
    if (r.n > 0 && strcmp(row_text(&r, 0, RISK_STATE), risk_state_names[1]) == 0)
        return err_set(e, ERR_CONFLICT, M_RISK_CLOSED, {in->number}, .field = "number");
    *how = PUT_SAME;
    if (r.n > 0 && same_risk(&r, a, in))
        return true;
    if (date_cmp(in->review_by, on) < 0)
        return err_set(e, ERR_INPUT, M_RISK_REVIEW, {put_date(a, in->review_by)},
                       .field = "review_by");
    *how = r.n > 0 ? PUT_CHANGED : PUT_NEW;
    return risk_write(db, a, pool, in, on, "", e);
}

bool
risk_close(struct db *db, struct arena *a, int64_t pool, const char *number, const char *owner,
           const char *why, date on, enum put *how, struct err *e)
{
    struct risk k = {.number = number, .owner = owner};
    struct rows r;
    if (!find_risk(db, a, pool, number, owner, &r, e))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_RISK_NONE, {number}, .field = "number");
    *how = PUT_SAME;
    if (strcmp(row_text(&r, 0, RISK_STATE), risk_state_names[1]) == 0)
        return strcmp(row_text(&r, 0, RISK_WHY), why) == 0 ||
               err_set(e, ERR_CONFLICT, M_RISK_CLOSED, {number}, .field = "number");
    *how = PUT_CHANGED;
    k.region = row_text(&r, 0, RISK_REGION);
    for (int i = 0; i < RISK_KINDS; i++)
        if (strcmp(risk_kind_names[i], row_text(&r, 0, RISK_KIND)) == 0)
            k.kind = (enum risk_kind)i;
    k.subject = row_text(&r, 0, 3);
    k.likelihood = row_int(&r, 0, 4);
    k.impact = row_int(&r, 0, 5);
    k.plan = row_text(&r, 0, 6);
    k.responsible = row_text(&r, 0, 7);
    (void)date_parse(&k.review_by, row_text(&r, 0, 8));
    return risk_write(db, a, pool, &k, on, why, e);
}

/* --- major issues --- */

enum { ISSUE_KIND, ISSUE_BY, ISSUE_REGION, ISSUE_RISK, ISSUE_URGENT, ISSUE_BODY, ISSUE_STATE = 7 };

/* An institution reports to the office of its county, an office to the one above it. */
static bool
first_office(const struct issue *in, int64_t pool, struct office *out, struct err *e)
{
    struct office own;
    office_of(in->region, &own);
    *out = own;
    return !in->of_office || office_above(&own, pool, out) ||
           err_set(e, ERR_INPUT, M_ISSUE_TOP, {in->region}, .field = "number");
}

static bool
same_issue(const struct rows *r, const struct issue *in)
{
    return strcmp(row_text(r, 0, ISSUE_KIND), risk_kind_names[in->kind]) == 0 &&
           strcmp(row_text(r, 0, ISSUE_BY), in->by) == 0 &&
           strcmp(row_text(r, 0, ISSUE_RISK), in->risk) == 0 &&
           (row_int(r, 0, ISSUE_URGENT) == 1) == in->urgent &&
           strcmp(row_text(r, 0, ISSUE_BODY), in->body) == 0;
}

bool
report_issue(struct db *db, struct arena *a, int64_t pool, const struct issue *in, date on,
             enum put *how, struct err *e)
{
    const struct level_work w = {db, a, pool, LEVEL_ISSUE, in->number, on};
    struct rows r, risk;
    struct office at;
    if (!db_run(db, &q_issue_get, a, &r, e, v_int(pool), v_text(in->number)) ||
        !find_risk(db, a, pool, in->risk, in->by, &risk, e))
        return false;
    *how = PUT_SAME;
    if (r.n > 0)
        return same_issue(&r, in) ||
               err_set(e, ERR_CONFLICT, M_ISSUE_NUMBER, {in->number}, .field = "number");
    if (*in->risk != '\0' && risk.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_RISK_NONE, {in->risk}, .field = "risk");
    *how = PUT_NEW;
    return first_office(in, pool, &at, e) &&
           db_do(db, &q_issue_write, e, v_int(pool), v_text(in->number),
                 v_text(risk_kind_names[in->kind]), v_text(in->by), v_text(in->region),
                 v_text(in->risk), v_int(in->urgent), v_text(in->body), v_date(a, on)) &&
           level_begin(&w, &at, in->urgent ? 1 : OFFICE_DAYS, e);
}

static bool
find_issue(const struct level_work *w, struct rows *r, struct err *e)
{
    return db_run(w->db, &q_issue_get, w->arena, r, e, v_int(w->pool), v_text(w->number)) &&
           (r->n > 0 || err_set(e, ERR_NOT_FOUND, M_ISSUE_NONE, {w->number}, .field = "number"));
}

bool
answer_issue(const struct level_work *w, const struct level_answer *in, struct err *e)
{
    struct rows r;
    if (!find_issue(w, &r, e))
        return false;
    if (!region_within(row_text(&r, 0, ISSUE_REGION), in->region))
        return err_set(e, ERR_NOT_FOUND, M_ISSUE_NONE, {w->number}, .field = "number");
    return answer_level(w, in, e);
}

bool
close_issue(const struct level_work *w, const char *by, const char *text, enum put *how,
            struct err *e)
{
    struct level l = {0};
    struct rows r;
    bool any;
    if (!find_issue(w, &r, e) || !level_last(w, &l, &any, e))
        return false;
    if (strcmp(row_text(&r, 0, ISSUE_BY), by) != 0)
        return err_set(e, ERR_NOT_FOUND, M_ISSUE_NONE, {w->number}, .field = "number");
    *how = PUT_SAME;
    if (strcmp(row_text(&r, 0, ISSUE_STATE), risk_state_names[1]) == 0)
        return strcmp(row_text(&r, 0, ISSUE_STATE + 2), text) == 0 ||
               err_set(e, ERR_CONFLICT, M_ISSUE_CLOSED, {w->number}, .field = "number");
    if (!any || l.state != LEVEL_SOLVED)
        return err_set(e, ERR_CONFLICT, M_ISSUE_UNANSWERED, {w->number}, .field = "number");
    *how = PUT_CHANGED;
    return db_do(w->db, &q_issue_close, e, v_int(w->pool), v_text(w->number),
                 v_date(w->arena, w->on), v_text(text));
}
