/* message.h - what people are told of what concerns them (REQUIREMENTS J5).
 *
 * collect_messages() looks at what happened (a reminder was due, a report came back, an agreement
 * waits for a signature ...) and writes a message for each party, once; everybody of the party who
 * may act on it has it in his list, deputies too, and it is queued for those who want it by e-mail
 * or SMS. deliver_messages() sends what is due.
 *
 * A message names kinds, codes and days. It never holds an amount, a price, a password or a token:
 * mail is read by whoever carries it. */
#ifndef JICAI_MESSAGE_H
#define JICAI_MESSAGE_H
#include "access/role.h"
#include "base/core/date.h"
#include "db/db.h"

enum message_role {
    MESSAGE_INSTITUTION,
    MESSAGE_COMPANY,
    MESSAGE_AGENCY,
    MESSAGE_OFFICE,
    MESSAGE_ROLES
};
extern const char *const message_role_names[MESSAGE_ROLES];

enum message_kind {
    MESSAGE_REMINDER,   /* a statutory date (reminder/) */
    MESSAGE_RETURNED,   /* a report of demand came back */
    MESSAGE_AWARD,      /* a notice or result of a project that one bid in */
    MESSAGE_TO_SIGN,    /* an agreement waits for one's signature */
    MESSAGE_BREACH,     /* a notice of breach, to be answered */
    MESSAGE_CREDIT,     /* a credit event was evaluated */
    MESSAGE_TO_APPROVE, /* a payment order waits for a second person */
    MESSAGE_CORRECTION, /* a correction waits for a second person */
    MESSAGE_COMPLAINT,
    MESSAGE_ALERT, /* a monitored figure crossed its threshold */
    MESSAGE_KINDS
};
extern const char *const message_kind_names[MESSAGE_KINDS];

enum channel { CHANNEL_EMAIL, CHANNEL_SMS, CHANNELS };
extern const char *const channel_names[CHANNELS];
enum message_how { HOW_OFF, HOW_DAILY, HOW_NOW, MESSAGE_HOWS };
extern const char *const message_how_names[MESSAGE_HOWS];

struct message {
    enum message_kind kind;
    const char *subject, *about;
    date on, due_on, said_on, read_on; /* day 0: none; read_on: by who asks */
};

enum { MESSAGE_TEXT_MAX = 512 };
/* "待签署协议：CS-1/1/..." */
char *message_text(const struct message *m, enum lang lang, char out[static MESSAGE_TEXT_MAX]);

/* --- writing them --- */

struct message_run { /* a job of the pool */
    int64_t pool;
    date today; /* what happened up to this day, from a week before it */
    int64_t at; /* microseconds UTC: when it is queued */
    int64_t fresh, queued;
};
bool collect_messages(struct db *db, void *message_run, struct err *e);
/* 08:00 in China after `at`: when a digest goes. */
int64_t message_morning(int64_t at);

/* --- reading them --- */

struct message_filter {
    int64_t pool;
    enum message_role role;
    const char *party; /* "" of offices and agency */
    const char *login; /* whose reading counts */
    bool unread;
    const char *after[4]; /* said_on, kind, subject, about of the last row; "" */
    size_t limit;
};
bool message_list(struct db *db, struct arena *a, const struct message_filter *f,
                  struct message **out, size_t *n, struct err *e);

/* A job: `login` has seen it. ERR_NOT_FOUND: no such message for this party. */
struct message_seen {
    int64_t pool;
    enum message_role role;
    const char *party, *login, *subject, *about;
    enum message_kind kind;
    date on, today;
};
bool message_seen(struct db *db, void *message_seen, struct err *e);

/* --- how one wants to be told --- */

struct message_choices {
    enum message_how how[MESSAGE_KINDS][CHANNELS];
};
/* As chosen, else as it is for everybody: by e-mail, reminders once a day, the rest at once. */
bool choices_get(struct db *db, struct arena *a, int64_t pool, const char *login,
                 struct message_choices *out, struct err *e);
bool choice_set(struct db *db, int64_t pool, const char *login, enum message_kind kind,
                enum channel channel, enum message_how how, struct err *e);
#endif
