#include "message/message.h"

#include <assert.h>
#include <string.h>

#include "message/query.h"
#include "registry/check.h"
#include "registry/put.h"
#include "words/message.h"

const char *const message_role_names[MESSAGE_ROLES] = {"institution", "company", "agency",
                                                       "office"};
const char *const message_kind_names[MESSAGE_KINDS] = {
    "reminder", "returned",   "award",      "to_sign",   "breach",
    "credit",   "to_approve", "correction", "complaint", "alert"};
const char *const channel_names[CHANNELS] = {"email", "sms"};
const char *const message_how_names[MESSAGE_HOWS] = {"off", "daily", "now"};

/* What a reminder is about, in words; the name itself where there is none. */
static const char *
about_text(const struct message *m, enum lang lang)
{
    static const struct {
        const char *name;
        enum msg say;
    } duty[] = {
        {"payment", M_MESSAGE_D_PAYMENT},     {"instalment", M_MESSAGE_D_INSTALMENT},
        {"payback", M_MESSAGE_D_PAYBACK},     {"retention", M_MESSAGE_D_RETENTION},
        {"price_report", M_MESSAGE_D_PRICE},  {"demand", M_MESSAGE_D_DEMAND},
        {"accept", M_MESSAGE_D_ACCEPT},       {"answer", M_MESSAGE_D_ANSWER},
        {"comment", M_MESSAGE_D_COMMENT},     {"certificate", M_MESSAGE_D_CERTIFICATE},
        {"agreement", M_MESSAGE_D_AGREEMENT}, {"admission", M_MESSAGE_D_ADMISSION},
        {"late_supply", M_MESSAGE_D_SUPPLY},  {"late_payment", M_MESSAGE_D_LATE_PAYMENT},
    };
    for (size_t i = 0; i < sizeof(duty) / sizeof(*duty); i++)
        if (strcmp(duty[i].name, m->about) == 0)
            return word_text(lang, duty[i].say);
    return m->about;
}

char *
message_text(const struct message *m, enum lang lang, char out[static MESSAGE_TEXT_MAX])
{
    static const enum msg say[MESSAGE_KINDS] = {
        [MESSAGE_REMINDER] = M_MESSAGE_REMINDER,     [MESSAGE_RETURNED] = M_MESSAGE_RETURNED,
        [MESSAGE_AWARD] = M_MESSAGE_AWARD,           [MESSAGE_TO_SIGN] = M_MESSAGE_TO_SIGN,
        [MESSAGE_BREACH] = M_MESSAGE_BREACH,         [MESSAGE_CREDIT] = M_MESSAGE_CREDIT,
        [MESSAGE_TO_APPROVE] = M_MESSAGE_TO_APPROVE, [MESSAGE_CORRECTION] = M_MESSAGE_CORRECTION,
        [MESSAGE_COMPLAINT] = M_MESSAGE_COMPLAINT,   [MESSAGE_ALERT] = M_MESSAGE_ALERT,
    };
    char due[DATE_TEXT_MAX], on[DATE_TEXT_MAX];
    const char *const fact[] = {m->subject, about_text(m, lang), date_text(m->on, on),
                                m->due_on.day != 0 ? date_text(m->due_on, due) : "-"};
    words_fill(out, MESSAGE_TEXT_MAX, word_text(lang, say[m->kind]), fact, 4);
    return out;
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text); /* '' is none */
    return d;
}

bool
message_list(struct db *db, struct arena *a, const struct message_filter *f, struct message **out,
             size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_message_list, a, &r, e, v_int(f->pool), v_text(message_role_names[f->role]),
                v_text(f->party), v_text(f->login), v_int(f->unread ? 1 : 0),
                v_text(f->after[0] != NULL ? f->after[0] : ""),
                v_text(f->after[1] != NULL ? f->after[1] : ""),
                v_text(f->after[2] != NULL ? f->after[2] : ""),
                v_text(f->after[3] != NULL ? f->after[3] : ""), v_int((int64_t)f->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct message, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        int kind = 0;
        bool known = name_find(message_kind_names, MESSAGE_KINDS, row_text(&r, i, 0), &kind);
        assert(known);
        (*out)[i] = (struct message){.kind = (enum message_kind)kind,
                                     .subject = row_text(&r, i, 1),
                                     .about = row_text(&r, i, 2),
                                     .on = day_of(row_text(&r, i, 3)),
                                     .due_on = day_of(row_text(&r, i, 4)),
                                     .said_on = day_of(row_text(&r, i, 5)),
                                     .read_on = day_of(row_text(&r, i, 6))};
    }
    return true;
}

bool
message_seen(struct db *db, void *arg, struct err *e)
{
    const struct message_seen *s = arg;
    struct arena *a = arena_new(16 * 1024);
    char on[DATE_TEXT_MAX], today[DATE_TEXT_MAX];
    struct rows r;
    const struct val key[] = {v_int(s->pool),
                              v_text(message_role_names[s->role]),
                              v_text(s->party),
                              v_text(message_kind_names[s->kind]),
                              v_text(s->subject),
                              v_text(s->about),
                              v_text(date_text(s->on, on))};
    bool ok = db_run(db, &q_message_get, a, &r, e, key[0], key[1], key[2], key[3], key[4], key[5],
                     key[6]);
    if (ok && r.n == 0)
        ok = err_set(e, ERR_NOT_FOUND, M_MESSAGE_NONE, {s->subject});
    ok = ok && db_do(db, &q_message_read_put, e, key[0], key[1], key[2], key[3], key[4], key[5],
                     key[6], v_text(s->login), v_text(date_text(s->today, today)));
    arena_free(a);
    return ok;
}
