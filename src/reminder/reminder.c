/* Reminders as they are read. */
#include "reminder/reminder.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "reminder/query.h"
#include "registry/put.h"
#include "words/reminder.h"

static date
day_of(const struct rows *r, size_t row, size_t column)
{
    date d = {0};
    const char *text = row_text(r, row, column);
    bool day = *text == '\0' || date_parse(&d, text);
    assert(day);
    return d;
}

static enum reminder_kind
kind_of(const char *name)
{
    int k = 0;
    while (strcmp(reminder_kind_names[k], name) != 0)
        k++;
    assert(k < REMINDER_KINDS);
    return (enum reminder_kind)k;
}

bool
reminder_list(struct db *db, struct arena *a, const struct reminder_filter *f,
              struct reminder **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_reminder_list, a, &r, e, v_int(f->pool),
                v_text(reminder_role_names[f->role]), v_text(f->party), v_date(a, f->since),
                v_text(f->user), v_int(f->unread ? 1 : 0), v_int((int64_t)f->limit)))
        return false;
    *out = arena_array(a, struct reminder, r.n);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct reminder){.kind = kind_of(row_text(&r, i, 0)),
                                      .subject = row_text(&r, i, 1),
                                      .due_on = day_of(&r, i, 2),
                                      .step = row_int(&r, i, 3),
                                      .said_on = day_of(&r, i, 4),
                                      .lines = row_int(&r, i, 5),
                                      .amount = {row_int(&r, i, 6)},
                                      .read_on = day_of(&r, i, 7),
                                      .party = row_text(&r, i, 8)};
    return true;
}

bool
reminder_seen(struct db *db, void *arg, struct err *e)
{
    const struct reminder_seen *s = arg;
    struct arena *a = arena_new(16 * 1024);
    char due[DATE_TEXT_MAX], today[DATE_TEXT_MAX];
    struct rows r;
    const struct val key[] = {v_int(s->pool),     v_text(reminder_role_names[s->role]),
                              v_text(s->party),   v_text(reminder_kind_names[s->kind]),
                              v_text(s->subject), v_text(date_text(s->due_on, due)),
                              v_int(s->step)};
    bool ok = db_run(db, &q_reminder_get, a, &r, e, key[0], key[1], key[2], key[3], key[4], key[5],
                     key[6]);
    if (ok && r.n == 0)
        ok = err_set(e, ERR_NOT_FOUND, M_REMINDER_NONE, {s->subject});
    ok = ok && db_do(db, &q_reminder_read_put, e, key[0], key[1], key[2], key[3], key[4], key[5],
                     key[6], v_text(s->user), v_text(date_text(s->today, today)));
    arena_free(a);
    return ok;
}

char *
reminder_text(const struct reminder *n, enum lang lang, char out[static REMINDER_TEXT_MAX])
{
    static const enum msg say[REMINDER_KINDS] = {
        [REMINDER_PAYMENT] = M_REMINDER_PAYMENT,
        [REMINDER_INSTALMENT] = M_REMINDER_INSTALMENT,
        [REMINDER_PAYBACK] = M_REMINDER_PAYBACK,
        [REMINDER_RETENTION] = M_REMINDER_RETENTION,
        [REMINDER_PRICE_REPORT] = M_REMINDER_PRICE_REPORT,
        [REMINDER_DEMAND] = M_REMINDER_DEMAND,
        [REMINDER_ACCEPT] = M_REMINDER_ACCEPT,
        [REMINDER_ANSWER] = M_REMINDER_ANSWER,
        [REMINDER_COMMENT] = M_REMINDER_COMMENT,
        [REMINDER_CERTIFICATE] = M_REMINDER_CERTIFICATE,
        [REMINDER_AGREEMENT] = M_REMINDER_AGREEMENT,
        [REMINDER_SHORTAGE] = M_REMINDER_SHORTAGE,
        [REMINDER_ADMISSION] = M_REMINDER_ADMISSION,
        [REMINDER_ISSUE] = M_REMINDER_ISSUE,
    };
    char lines[INT_TEXT_MAX], amount[MONEY_TEXT_MAX], due[DATE_TEXT_MAX];
    const char *const fact[] = {int_text(n->lines, lines), money_text(n->amount, amount),
                                date_text(n->due_on, due), n->subject};
    words_fill(out, REMINDER_TEXT_MAX, word_text(lang, say[n->kind]), fact, 4);
    return out;
}

char *
reminder_left(const struct reminder *n, enum lang lang, char out[static REMINDER_TEXT_MAX])
{
    int64_t left = n->due_on.day - n->said_on.day;
    enum msg m = left > 0 ? M_REMINDER_LEFT : left == 0 ? M_REMINDER_TODAY : M_REMINDER_OVERDUE;
    char days[INT_TEXT_MAX];
    const char *const fact[] = {int_text(left < 0 ? -left : left, days)};
    words_fill(out, REMINDER_TEXT_MAX, word_text(lang, m), fact, 1);
    return out;
}
