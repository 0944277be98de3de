#include "message/message.h"
#include "message/query.h"
#include "registry/check.h"

bool
choices_get(struct db *db, struct arena *a, int64_t pool, const char *login,
            struct message_choices *out, struct err *e)
{
    struct rows r;
    *out = (struct message_choices){0}; /* SMS: off */
    for (int k = 0; k < MESSAGE_KINDS; k++)
        out->how[k][CHANNEL_EMAIL] = k == MESSAGE_REMINDER ? HOW_DAILY : HOW_NOW;
    if (!db_run(db, &q_choice_of, a, &r, e, v_int(pool), v_text(login)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        int kind, channel, how;
        if (name_find(message_kind_names, MESSAGE_KINDS, row_text(&r, i, 0), &kind) &&
            name_find(channel_names, CHANNELS, row_text(&r, i, 1), &channel) &&
            name_find(message_how_names, MESSAGE_HOWS, row_text(&r, i, 2), &how))
            out->how[kind][channel] = (enum message_how)how;
    }
    return true;
}

bool
choice_set(struct db *db, int64_t pool, const char *login, enum message_kind kind,
           enum channel channel, enum message_how how, struct err *e)
{
    return db_do(db, &q_choice_put, e, v_int(pool), v_text(login), v_text(message_kind_names[kind]),
                 v_text(channel_names[channel]), v_text(message_how_names[how]));
}
