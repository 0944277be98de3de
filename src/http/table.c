/* table.c - a list as a sheet: the same handler is asked for page after page, and each row goes
 * into a file, so that nobody has to turn pages to have all of it. */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "http/server_inner.h"
#include "words/http.h"

static const char *const types[] = {
    [LIST_JSON] = "", [LIST_CSV] = TABLE_CSV_TYPE, [LIST_XLSX] = TABLE_XLSX_TYPE};
static const char *const ends[] = {[LIST_JSON] = "", [LIST_CSV] = ".csv", [LIST_XLSX] = ".xlsx"};

static const struct field *
field_named(const struct shape *s, const char *name, enum field_type type)
{
    for (size_t i = 0; s != NULL && i < s->n; i++)
        if (s->fields[i].type == type && s->fields[i].name != NULL &&
            strcmp(s->fields[i].name, name) == 0)
            return &s->fields[i];
    return NULL;
}

bool
route_is_table(const struct api *api, const struct route *r)
{
    const struct field *items = field_named(r->out, "items", FIELD_LIST);
    return api->tables != NULL && strcmp(r->method, "GET") == 0 && items != NULL &&
           items->shape->n > 1 && (r->flags & ROUTE_SECRET) == 0;
}

bool
table_named(enum list_format *out, const char *name)
{
    *out = strcmp(name, "csv") == 0 ? LIST_CSV : strcmp(name, "xlsx") == 0 ? LIST_XLSX : LIST_JSON;
    return *out != LIST_JSON || strcmp(name, "json") == 0;
}

/* Only where JSON is not accepted as well: what programs send by habit stays JSON. */
enum list_format
table_accepted(const char *accept)
{
    if (accept == NULL || strstr(accept, "json") != NULL || strstr(accept, "*/*") != NULL)
        return LIST_JSON;
    return strstr(accept, types[LIST_XLSX]) != NULL ? LIST_XLSX
           : strstr(accept, "text/csv") != NULL     ? LIST_CSV
                                                    : LIST_JSON;
}

struct table {
    struct req *q;
    const struct table_maker *maker;
    void *writer;
    const struct field *items, *next;
    char after[CURSOR_MAX + 1];
};

/* The query as it came, but for `after`, and with pages as long as they may be. */
static void
turn_page(struct table *t)
{
    struct call *c = &t->q->c;
    const struct shape *s = c->route->query;
    const struct field *after = field_named(s, "after", FIELD_TEXT),
                       *limit = field_named(s, "limit", FIELD_INT);
    assert(after != NULL);
    char *query = arena_alloc(c->arena, s->size);
    memcpy(query, c->query, s->size);
    *(const char **)(void *)(query + after->offset) = t->after;
    if (limit != NULL)
        *(int64_t *)(void *)(query + limit->offset) = limit->max;
    c->query = query;
    c->reply = (struct reply){.status = 0};
}

/* The rows of the page that was answered; is there another one? */
static bool
take_page(struct table *t)
{
    const char *out = t->q->c.reply.out;
    const struct list *l = (const struct list *)(const void *)(out + t->items->offset);
    for (size_t i = 0; i < l->n; i++)
        t->maker->row(t->writer, (const char *)l->at + i * t->items->shape->size);
    if (t->next == NULL)
        return false;
    const char *next = *(const char *const *)(const void *)(out + t->next->offset);
    snprintf(t->after, sizeof(t->after), "%s", next != NULL ? next : "");
    return t->after[0] != '\0';
}

static bool
take_pages(struct table *t)
{
    struct call *c = &t->q->c;
    const void *query = c->query;
    bool ok = true;
    for (bool more = take_page(t); ok && more;) {
        struct arena_mark page = arena_mark(c->arena);
        c->query = query;
        turn_page(t);
        ok = c->route->handle(c);
        assert(!ok || c->reply.out != NULL);
        more = ok && take_page(t);
        arena_rewind(c->arena, page);
    }
    c->query = query;
    return ok;
}

bool
table_render(struct req *q)
{
    struct call *c = &q->c;
    struct table t = {.q = q,
                      .maker = q->s->api.tables,
                      .items = field_named(c->route->out, "items", FIELD_LIST),
                      .next = field_named(c->route->out, "next", FIELD_TEXT)};
    const char *path;
    assert(c->reply.out != NULL && t.items != NULL);
    if (!call_scratch(c, ends[q->table], &path))
        return false;
    bool ok = t.maker->open(&t.writer, c, path, t.items->shape);
    if (ok && take_pages(&t)) {
        ok = t.maker->close(t.writer, &c->err);
    } else if (ok) {
        t.maker->cancel(t.writer);
        ok = false;
    }
    if (!ok) {
        unlink(path);
        return false;
    }
    c->reply = (struct reply){.status = 200,
                              .path = path,
                              .type = types[q->table],
                              .name = arena_printf(c->arena, "%s%s", c->route->id, ends[q->table])};
    return true;
}
