/* The daily look for what is due. */
#include <assert.h>

#include "reminder/reminder.h"
#include "reminder/query.h"

const char *const reminder_role_names[REMINDER_ROLES] = {"institution", "company", "agency",
                                                         "office"};

static const struct {
    const char *name;
    enum reminder_role role;
    const struct query *due;
    bool today; /* the query asks for it as $3 */
} kinds[REMINDER_KINDS] = {
    [REMINDER_PAYMENT] = {"payment", REMINDER_INSTITUTION, &q_due_payment, false},
    [REMINDER_INSTALMENT] = {"instalment", REMINDER_AGENCY, &q_due_instalment, false},
    [REMINDER_PAYBACK] = {"payback", REMINDER_INSTITUTION, &q_due_payback, false},
    [REMINDER_RETENTION] = {"retention", REMINDER_AGENCY, &q_due_retention, false},
    [REMINDER_PRICE_REPORT] = {"price_report", REMINDER_COMPANY, &q_due_price_report, false},
    [REMINDER_DEMAND] = {"demand", REMINDER_INSTITUTION, &q_due_demand, false},
    [REMINDER_ACCEPT] = {"accept", REMINDER_OFFICE, &q_due_accept, false},
    [REMINDER_ANSWER] = {"answer", REMINDER_OFFICE, &q_due_answer, false},
    [REMINDER_COMMENT] = {"comment", REMINDER_INSTITUTION, &q_due_comment, false},
    [REMINDER_CERTIFICATE] = {"certificate", REMINDER_COMPANY, &q_due_certificate, true},
    [REMINDER_AGREEMENT] = {"agreement", REMINDER_INSTITUTION, &q_due_agreement, false},
    [REMINDER_SHORTAGE] = {"shortage", REMINDER_OFFICE, &q_due_shortage, false},
    [REMINDER_ADMISSION] = {"admission", REMINDER_INSTITUTION, &q_due_admission, false},
    [REMINDER_ISSUE] = {"issue", REMINDER_OFFICE, &q_due_issue, false},
};

const char *const reminder_kind_names[REMINDER_KINDS] = {
    "payment", "instalment", "payback",     "retention", "price_report", "demand",    "accept",
    "answer",  "comment",    "certificate", "agreement", "shortage",     "admission", "issue"};

static const int64_t steps[] = {-30, -7, -1, 0, 1, 7, 30}; /* days before; the latest first */

enum reminder_role
reminder_kind_role(enum reminder_kind k)
{
    return kinds[k].role;
}

bool
reminder_step(date due, date today, int64_t *step)
{
    int64_t left = due.day - today.day;
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        if (left <= steps[i]) {
            *step = steps[i];
            return true;
        }
    return false;
}

struct reminding {
    struct db *db;
    struct remind *r;
    enum reminder_kind kind;
    char today[DATE_TEXT_MAX];
};

static bool
say(struct reminding *w, const struct rows *row, int64_t step, struct err *e)
{
    struct arena *a = arena_new(16 * 1024);
    struct rows old;
    const struct val key[] = {v_int(w->r->pool),
                              v_text(reminder_role_names[kinds[w->kind].role]),
                              v_text(row_text(row, 0, 0)),
                              v_text(kinds[w->kind].name),
                              v_text(row_text(row, 0, 1)),
                              v_text(row_text(row, 0, 2)),
                              v_int(step)};
    bool ok = db_run(w->db, &q_reminder_get, a, &old, e, key[0], key[1], key[2], key[3], key[4],
                     key[5], key[6]);
    if (ok && old.n == 0) {
        w->r->fresh++;
        ok = db_do(w->db, &q_reminder_put, e, key[0], key[1], key[2], key[3], key[4], key[5],
                   key[6], v_text(w->today), v_int(row_int(row, 0, 3)), v_int(row_int(row, 0, 4)));
    }
    arena_free(a);
    return ok;
}

static bool
take(void *arg, const struct rows *row, struct err *e)
{
    struct reminding *w = arg;
    int64_t step;
    date due;
    bool day = date_parse(&due, row_text(row, 0, 2));
    assert(day); /* of our own tables */
    w->r->open++;
    return !reminder_step(due, w->r->today, &step) || say(w, row, step, e);
}

bool
run_remind(struct db *db, void *arg, struct err *e)
{
    struct remind *r = arg;
    struct reminding w = {.db = db, .r = r};
    char until[DATE_TEXT_MAX];
    bool ok = true;
    r->open = r->fresh = 0;
    date_text(r->today, w.today);
    date_text(date_add_days(r->today, 30), until);
    for (int k = 0; ok && k < REMINDER_KINDS; k++) {
        w.kind = (enum reminder_kind)k;
        ok = kinds[k].today ? db_each(db, kinds[k].due, take, &w, e, v_int(r->pool), v_text(until),
                                      v_text(w.today))
                            : db_each(db, kinds[k].due, take, &w, e, v_int(r->pool), v_text(until));
    }
    return ok;
}
