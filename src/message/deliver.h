/* deliver.h - what waits is sent: one mail or SMS to a person for all that is due for him.
 *
 * Never twice: a delivery is written down before it leaves (state sending), and what came of it
 * afterwards. Where that is not known (the other side was silent after it had all of it, or we
 * died), it stays "unsure" and is not sent again; the message is in the person's list anyway. What
 * was surely not taken is tried again after 1, 2, 4 ... minutes, at most every six hours, ten
 * times; what was refused for good is failed. */
#ifndef JICAI_DELIVER_H
#define JICAI_DELIVER_H
#include "message/config.h"
#include "message/message.h"

enum { DELIVER_ROWS = 100, DELIVER_ATTEMPTS = 10, DELIVER_WHY_MAX = 200 };

struct letter { /* what leaves; texts without line ends but `body` */
    enum channel channel;
    const char *id; /* the same for the same delivery */
    const char *to; /* an address, a number */
    const char *subject, *body;
    int64_t at;
};

enum sent {
    SENT_OK,
    SENT_LATER,  /* surely not taken; may be tried again */
    SENT_NEVER,  /* refused for good */
    SENT_UNSURE, /* perhaps taken */
};
typedef enum sent letter_send(const struct message_config *c, const struct letter *l,
                              char why[static DELIVER_WHY_MAX]);
letter_send letter_send_now; /* SMTP, or the gateway of SMS; see config.h */

struct message_delivery {
    int64_t at;
    const struct message_config *config;
    letter_send *send;                   /* letter_send_now */
    int64_t sent, later, failed, unsure; /* letters */
};
/* One round over all pools. Not inside a job. */
bool deliver_messages(struct db *db, struct message_delivery *d, struct err *e);

int64_t deliver_pause(int64_t attempts); /* microseconds before the next one */

/* A row of the queue, for who looks after it. */
struct queued {
    const char *login, *channel, *kind, *subject, *about, *on, *state, *error;
    int64_t attempts;
};
bool queued_list(struct db *db, struct arena *a, int64_t pool, const char *state, size_t limit,
                 struct queued **out, size_t *n, struct err *e);
#endif
