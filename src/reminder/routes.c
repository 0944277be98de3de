/* Everybody sees the reminders of his own organisation; those of offices and of the agency are for
 * whoever works there. */
#include "reminder/routes.h"

#include "access/role.h"
#include "reminder/reminder.h"
#include "words/routes.h"

struct reminder_out {
    const char *party, *subject, *text, *left;
    int kind;
    date due_on, said_on, read_on;
    int64_t step, lines;
    money amount;
    bool read;
};
static const struct field reminder_fields[] = {
    F_ENUM(struct reminder_out, "kind", kind, reminder_kind_names, REMINDER_KINDS, 0),
    F_TEXT(struct reminder_out, "party", party, 64, FIELD_BLANK),
    F_TEXT(struct reminder_out, "subject", subject, 200, FIELD_BLANK),
    F_TEXT(struct reminder_out, "text", text, REMINDER_TEXT_MAX, 0),
    F_TEXT(struct reminder_out, "left", left, REMINDER_TEXT_MAX, 0),
    F_DATE(struct reminder_out, "due_on", due_on, 0),
    F_INT(struct reminder_out, "step", step, -30, 30, 0),
    F_DATE(struct reminder_out, "said_on", said_on, 0),
    F_INT(struct reminder_out, "lines", lines, 1, INT64_MAX, 0),
    F_MONEY(struct reminder_out, "amount", amount, 0),
    F_DATE(struct reminder_out, "read_on", read_on, HAS(struct reminder_out, read)),
};
static const struct shape reminder_shape = SHAPE("Reminder", struct reminder_out, reminder_fields);

struct reminders_query {
    bool unread;
    int64_t limit;
};
static const struct field query_fields[] = {
    F_BOOL(struct reminders_query, "unread", unread, FIELD_OPT),
    F_INT(struct reminders_query, "limit", limit, 1, PAGE_LIMIT_MAX, FIELD_OPT),
};
static const struct shape query_shape =
    SHAPE("ReminderSearch", struct reminders_query, query_fields);

struct reminders_out {
    struct list items;
};
static const struct field reminders_fields[] = {
    F_LIST(struct reminders_out, "items", items, &reminder_shape, 0, PAGE_LIMIT_MAX, 0)};
static const struct shape reminders_shape =
    SHAPE("Reminders", struct reminders_out, reminders_fields);

static enum reminder_role
role_of(const struct person *p)
{
    if ((p->roles & AS_HOSPITAL) != 0)
        return REMINDER_INSTITUTION;
    if ((p->roles & AS_COMPANY) != 0)
        return REMINDER_COMPANY;
    return (p->roles & AS_FUND) != 0 ? REMINDER_AGENCY : REMINDER_OFFICE;
}

static const char *
party_of(const struct person *p)
{
    enum reminder_role r = role_of(p);
    return r == REMINDER_INSTITUTION || r == REMINDER_COMPANY ? p->org : "";
}

static void
fill(struct call *c, const struct reminder *r, struct reminder_out *out)
{
    char *text = arena_alloc(c->arena, REMINDER_TEXT_MAX);
    char *left = arena_alloc(c->arena, REMINDER_TEXT_MAX);
    *out = (struct reminder_out){.party = r->party,
                                 .subject = r->subject,
                                 .text = reminder_text(r, c->lang, text),
                                 .left = reminder_left(r, c->lang, left),
                                 .kind = (int)r->kind,
                                 .due_on = r->due_on,
                                 .said_on = r->said_on,
                                 .read_on = r->read_on,
                                 .read = r->read_on.day != 0,
                                 .step = r->step,
                                 .lines = r->lines,
                                 .amount = r->amount};
}

static bool
reminders_get(struct call *c)
{
    const struct reminders_query *q = c->query;
    struct reminders_out *out = arena_alloc(c->arena, sizeof(*out));
    const struct reminder_filter f = {.pool = c->pool,
                                      .role = role_of(&c->who),
                                      .party = party_of(&c->who),
                                      .user = c->who.user,
                                      .unread = q->unread,
                                      .limit = q->limit != 0 ? (size_t)q->limit : PAGE_LIMIT};
    struct reminder *list;
    size_t n;
    if (!reminder_list(c->db, c->arena, &f, &list, &n, &c->err))
        return false;
    struct reminder_out *items = arena_array(c->arena, struct reminder_out, n);
    for (size_t i = 0; i < n; i++)
        fill(c, &list[i], &items[i]);
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

struct seen_in {
    int kind;
    const char *subject;
    date due_on;
    int64_t step;
};
static const struct field seen_fields[] = {
    F_ENUM(struct seen_in, "kind", kind, reminder_kind_names, REMINDER_KINDS, 0),
    F_TEXT(struct seen_in, "subject", subject, 200, FIELD_BLANK),
    F_DATE(struct seen_in, "due_on", due_on, 0),
    F_INT(struct seen_in, "step", step, -30, 30, 0),
};
static const struct shape seen_shape = SHAPE("ReminderRead", struct seen_in, seen_fields);

static bool
reminder_read(struct call *c)
{
    const struct seen_in *in = c->in;
    struct reminder_seen s = {.pool = c->pool,
                              .role = role_of(&c->who),
                              .party = party_of(&c->who),
                              .user = c->who.user,
                              .kind = (enum reminder_kind)in->kind,
                              .subject = in->subject,
                              .due_on = in->due_on,
                              .today = c->today,
                              .step = in->step};
    return reminder_seen(c->db, &s, &c->err) && reply_empty(c);
}

#define READERS (AS_HOSPITAL | AS_COMPANY | AS_OFFICE)
static const struct route routes[] = {
    {.id = "reminder.list",
     .method = "GET",
     .path = "/v1/pools/:pool/reminders",
     .roles = READERS,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .out = &reminders_shape,
     .handle = reminders_get,
     .summary = M_ROUTE_REMINDERS,
     .page = "reminders"},
    {.id = "reminder.read",
     .method = "POST",
     .path = "/v1/pools/:pool/reminders/read",
     .roles = READERS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .in = &seen_shape,
     .handle = reminder_read,
     .summary = M_ROUTE_REMINDER_READ,
     .page = "reminders"},
};
const struct routes reminder_routes = ROUTES(routes);
