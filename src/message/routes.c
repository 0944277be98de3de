/* Everybody sees the messages of his own organisation; those of the offices and of the agency are
 * for whoever works there. How he wants to be told is each one's own. */
#include "message/routes.h"

#include "message/message.h"
#include "words/message.h"

static enum message_role
role_of(const struct person *p)
{
    if ((p->roles & AS_HOSPITAL) != 0)
        return MESSAGE_INSTITUTION;
    if ((p->roles & AS_COMPANY) != 0)
        return MESSAGE_COMPANY;
    return (p->roles & AS_FUND) != 0 ? MESSAGE_AGENCY : MESSAGE_OFFICE;
}

static const char *
party_of(const struct person *p)
{
    enum message_role r = role_of(p);
    return r == MESSAGE_INSTITUTION || r == MESSAGE_COMPANY ? p->org : "";
}

/* --- the list --- */

struct message_out {
    int kind;
    const char *subject, *about, *text;
    date on, due_on, said_on, read_on;
};
#define M struct message_out
static const struct field message_fields[] = {
    F_ENUM(M, "kind", kind, message_kind_names, MESSAGE_KINDS, 0),
    F_TEXT(M, "subject", subject, 200, FIELD_BLANK),
    F_TEXT(M, "about", about, 200, FIELD_OPT),
    F_TEXT(M, "text", text, MESSAGE_TEXT_MAX, 0),
    F_DATE(M, "on", on, 0),
    F_DATE(M, "due_on", due_on, FIELD_OPT),
    F_DATE(M, "said_on", said_on, 0),
    F_DATE(M, "read_on", read_on, FIELD_OPT),
};
#undef M
static const struct shape message_shape = SHAPE("Message", struct message_out, message_fields);
struct messages_out {
    struct list items;
    const char *next;
};
static const struct field messages_fields[] = {
    F_LIST(struct messages_out, "items", items, &message_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct messages_out, "next", next, CURSOR_MAX, FIELD_OPT),
};
static const struct shape messages_shape = SHAPE("Messages", struct messages_out, messages_fields);
struct messages_query {
    struct page page;
    bool unread;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct messages_query, page),
    F_BOOL(struct messages_query, "unread", unread, FIELD_OPT),
};
static const struct shape query_shape = SHAPE("MessageSearch", struct messages_query, query_fields);

static bool
messages_get(struct call *c)
{
    const struct messages_query *q = c->query;
    struct messages_out *out = arena_alloc(c->arena, sizeof(*out));
    size_t limit = (size_t)page_limit(&q->page), n;
    char text[MESSAGE_TEXT_MAX], said[DATE_TEXT_MAX];
    struct message *list;
    struct message_filter f = {.pool = c->pool,
                               .role = role_of(&c->who),
                               .party = party_of(&c->who),
                               .login = c->who.user,
                               .unread = q->unread,
                               .limit = limit + 1};
    if (!page_after(c, &q->page, 4, f.after) ||
        !message_list(c->db, c->arena, &f, &list, &n, &c->err))
        return false;
    size_t shown = n > limit ? limit : n;
    struct message_out *it = arena_array(c->arena, struct message_out, shown + 1);
    for (size_t i = 0; i < shown; i++) {
        const struct message *m = &list[i];
        it[i] = (struct message_out){
            (int)m->kind, m->subject,
            m->about,     arena_strdup(c->arena, message_text(m, c->lang, text)),
            m->on,        m->due_on,
            m->said_on,   m->read_on};
    }
    *out = (struct messages_out){{it, shown}, ""};
    if (n > shown) {
        const struct message *m = &list[shown - 1];
        const char *key[] = {date_text(m->said_on, said), message_kind_names[m->kind], m->subject,
                             m->about};
        out->next = page_next(c, 4, key);
    }
    return reply(c, 200, out);
}

struct seen_in {
    int kind;
    const char *subject, *about;
    date on;
};
static const struct field seen_fields[] = {
    F_ENUM(struct seen_in, "kind", kind, message_kind_names, MESSAGE_KINDS, 0),
    F_TEXT(struct seen_in, "subject", subject, 200, FIELD_BLANK),
    F_TEXT(struct seen_in, "about", about, 200, FIELD_OPT),
    F_DATE(struct seen_in, "on", on, 0),
};
static const struct shape seen_shape = SHAPE("MessageRead", struct seen_in, seen_fields);

static bool
message_read(struct call *c)
{
    const struct seen_in *in = c->in;
    struct message_seen s = {.pool = c->pool,
                             .role = role_of(&c->who),
                             .party = party_of(&c->who),
                             .login = c->who.user,
                             .kind = (enum message_kind)in->kind,
                             .subject = in->subject,
                             .about = in->about,
                             .on = in->on,
                             .today = c->today};
    return message_seen(c->db, &s, &c->err) && reply_empty(c);
}

/* --- choices --- */

struct choice {
    int kind, channel, how;
};
static const struct field choice_fields[] = {
    F_ENUM(struct choice, "kind", kind, message_kind_names, MESSAGE_KINDS, 0),
    F_ENUM(struct choice, "channel", channel, channel_names, CHANNELS, 0),
    F_ENUM(struct choice, "how", how, message_how_names, MESSAGE_HOWS, 0),
};
static const struct shape choice_shape = SHAPE("MessageChoice", struct choice, choice_fields);
struct choices_out {
    struct list items;
};
static const struct field choices_fields[] = {
    F_LIST(struct choices_out, "items", items, &choice_shape, 0, MESSAGE_KINDS *CHANNELS, 0)};
static const struct shape choices_shape =
    SHAPE("MessageChoices", struct choices_out, choices_fields);

static bool
choices_show(struct call *c)
{
    struct choices_out *out = arena_alloc(c->arena, sizeof(*out));
    struct choice *it = arena_array(c->arena, struct choice, MESSAGE_KINDS * CHANNELS);
    struct message_choices all;
    size_t n = 0;
    if (!choices_get(c->db, c->arena, c->pool, c->who.user, &all, &c->err))
        return false;
    for (int k = 0; k < MESSAGE_KINDS; k++)
        for (int w = 0; w < CHANNELS; w++)
            it[n++] = (struct choice){k, w, (int)all.how[k][w]};
    out->items = (struct list){it, n};
    return reply(c, 200, out);
}

static bool
choice_post(struct call *c)
{
    const struct choice *in = c->in;
    return choice_set(c->db, c->pool, c->who.user, (enum message_kind)in->kind,
                      (enum channel)in->channel, (enum message_how)in->how, &c->err) &&
           choices_show(c);
}

#define READERS (AS_HOSPITAL | AS_COMPANY | AS_OFFICE)
#define M "/v1/pools/:pool/messages"
/* clang-format off */
static const struct route routes[] = {
    {.id = "message.list", .method = "GET", .path = M, .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .query = &query_shape, .out = &messages_shape, .handle = messages_get,
     .page = "messages", .summary = M_ROUTE_MESSAGES},
    {.id = "message.read", .method = "POST", .path = M "/read", .roles = READERS, .where = WRITE,
     .scope = SCOPE_POOL, .in = &seen_shape, .handle = message_read,
     .page = "messages", .summary = M_ROUTE_MESSAGE_READ},
    {.id = "message.choices", .method = "GET", .path = M "/choices", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &choices_shape, .handle = choices_show,
     .page = "messages", .summary = M_ROUTE_MESSAGE_CHOICES},
    {.id = "message.choose", .method = "POST", .path = M "/choices", .roles = READERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &choice_shape, .out = &choices_shape,
     .handle = choice_post, .page = "messages", .summary = M_ROUTE_MESSAGE_CHOOSE},
};
/* clang-format on */
const struct routes message_routes = ROUTES(routes);
