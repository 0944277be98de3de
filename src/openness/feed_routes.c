#include <stdio.h>
#include <string.h>

#include "access/role.h"
#include "audit/log.h"
#include "audit/row.h"
#include "base/core/text.h"
#include "openness/routes.h"
#include "words/openness.h"

struct feed_query {
    int64_t after, limit;
    bool given;
};
static const struct field query_fields[] = {
    F_INT(struct feed_query, "after", after, 0, INT64_MAX, HAS(struct feed_query, given)),
    F_INT(struct feed_query, "limit", limit, 1, PAGE_LIMIT_MAX, FIELD_OPT)};
static const struct shape query_shape = SHAPE("FeedSearch", struct feed_query, query_fields);

struct event_out {
    int64_t index, at;
    const char *what, *subject;
};
static const struct field event_fields[] = {
    F_INT(struct event_out, "index", index, 0, INT64_MAX, 0),
    F_INSTANT(struct event_out, "at", at, 0),
    F_TEXT(struct event_out, "what", what, ROW_WHO_MAX, 0),
    F_TEXT(struct event_out, "subject", subject, ROW_SUBJECT_MAX, FIELD_BLANK)};
static const struct shape event_shape = SHAPE("Event", struct event_out, event_fields);

struct feed_out {
    int64_t after, size;
    struct list items;
};
static const struct field feed_fields[] = {
    F_INT(struct feed_out, "after", after, -1, INT64_MAX, FIELD_SIGNED),
    F_INT(struct feed_out, "size", size, 0, INT64_MAX, 0),
    F_LIST(struct feed_out, "items", items, &event_shape, 0, PAGE_LIMIT_MAX, 0)};
static const struct shape feed_shape = SHAPE("Feed", struct feed_out, feed_fields);

static bool
page(struct call *c, int64_t after, int64_t limit, struct event_out **out, size_t *n)
{
    struct log_row *rows;
    if (!log_page(c->db, c->arena, c->pool, after, limit != 0 ? (size_t)limit : PAGE_LIMIT, &rows,
                  n, &c->err))
        return false;
    *out = arena_array(c->arena, struct event_out, *n + 1);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct event_out){rows[i].idx, rows[i].at, rows[i].what, rows[i].subject};
    return true;
}

/* `after` of the answer is where the next question goes on, also when there was nothing new. */
static bool
feed_get(struct call *c)
{
    const struct feed_query *q = c->query;
    struct feed_out *out = arena_alloc(c->arena, sizeof(*out));
    struct log_head head;
    struct event_out *items;
    size_t n;
    int64_t after = q->given ? q->after : -1;
    if (!log_head(c->db, c->arena, c->pool, &head, &c->err) ||
        !page(c, after, q->limit, &items, &n))
        return false;
    *out = (struct feed_out){
        .after = n > 0 ? items[n - 1].index : after, .size = head.size, .items = {items, n}};
    return reply(c, 200, out);
}

/* What came since *after, as events; asked again after each commit. */
static bool
news(struct call *c, void *arg, FILE *to)
{
    int64_t *after = arg;
    struct event_out *items;
    size_t n;
    if (!page(c, *after, PAGE_LIMIT_MAX, &items, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *json;
        size_t json_n;
        if (!shape_text(&event_shape, &items[i], c->arena, &json, &json_n, &c->err))
            return false;
        fprintf(to, "id: %lld\nevent: %s\ndata: %.*s\n\n", (long long)items[i].index, items[i].what,
                (int)strcspn(json, "\n"), json);
        *after = items[i].index;
    }
    return true;
}

/* Server-sent events, from the last one that the client saw (Last-Event-ID), from `after`, or from
 * now on. */
static bool
events_get(struct call *c)
{
    const char *last = call_header(c, "Last-Event-ID");
    const struct feed_query *q = c->query;
    int64_t *after = arena_array(c->arena, int64_t, 1);
    struct log_head head;
    if (!log_head(c->db, c->arena, c->pool, &head, &c->err))
        return false;
    if (last == NULL || !int_parse(after, last))
        *after = q->given ? q->after : head.size - 1;
    return reply_stream(c, news, after);
}

static const struct raw stream = {.types = "text/event-stream"};

#define READERS (AS_OFFICE | AS_AUDITOR | AS_REGULATOR)
static const struct route routes[] = {
    {.id = "feed.list",
     .page = "feed",
     .method = "GET",
     .path = "/v1/pools/:pool/feed",
     .roles = READERS,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .out = &feed_shape,
     .handle = feed_get,
     .summary = M_ROUTE_FEED},
    {.id = "feed.events",
     .page = "feed",
     .method = "GET",
     .path = "/v1/pools/:pool/events",
     .roles = READERS,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .raw_out = &stream,
     .handle = events_get,
     .summary = M_ROUTE_EVENTS},
};
const struct routes openness_feed_routes = ROUTES(routes);
