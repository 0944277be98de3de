/* What a handler does with its call. */
#include <assert.h>
#include <string.h>

#include "base/core/base64.h"
#include "base/core/text.h"
#include "words/http.h"
#include "http/route.h"

static const struct field page_fields[] = {PAGE_FIELDS(struct page_query, page)};
const struct shape page_shape = SHAPE(NULL, struct page_query, page_fields);

bool
reply(struct call *c, unsigned status, const void *out)
{
    assert((out != NULL) == (c->route->out != NULL));
    c->reply.status = status;
    c->reply.out = out;
    return true;
}

bool
reply_empty(struct call *c)
{
    assert(c->route->out == NULL && c->route->raw_out == NULL);
    c->reply.status = 204;
    return true;
}

bool
reply_raw(struct call *c, const char *type, const char *name, const char *text, size_t n)
{
    assert(c->route->raw_out != NULL);
    c->reply.status = 200;
    c->reply.type = type;
    c->reply.name = name;
    c->reply.text = text;
    c->reply.text_n = n;
    return true;
}

bool
reply_file(struct call *c, const char *type, const char *name, const char *path)
{
    assert(c->route->raw_out != NULL);
    c->reply.status = 200;
    c->reply.type = type;
    c->reply.name = name;
    c->reply.path = path;
    return true;
}

void
reply_header(struct call *c, const char *name, const char *value)
{
    assert(c->reply.headers_n < REPLY_HEADERS_MAX);
    assert(strpbrk(value, "\r\n") == NULL);
    c->reply.header[c->reply.headers_n++] = (struct reply_header){name, value};
}

const char *
call_header(const struct call *c, const char *name)
{
    return c->header(c, name);
}

static bool
no_such(struct call *c)
{
    return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
}

bool
call_arg_int(struct call *c, size_t at, int64_t *out)
{
    return int_parse(out, c->arg[at]) || no_such(c);
}

bool
call_arg_date(struct call *c, size_t at, date *out)
{
    return date_parse(out, c->arg[at]) || no_such(c);
}

bool
call_arg_month(struct call *c, size_t at, month *out)
{
    return month_parse(out, c->arg[at]) || no_such(c);
}

int64_t
page_limit(const struct page *p)
{
    return p->limit > 0 ? p->limit : PAGE_LIMIT;
}

/* Base64 has three characters that mean something else in a URL. */
static char *
swap(char *text, const char *from, const char *to)
{
    for (char *p = text; *p != '\0'; p++) {
        const char *at = strchr(from, *p);
        if (at != NULL)
            *p = to[at - from];
    }
    return text;
}

/* A cursor is the key's parts with a 0x1f after each, in Base64: opaque, and the same for the same
 * row whenever it is asked for. */
bool
page_after(struct call *c, const struct page *p, size_t n, const char *part[])
{
    size_t len = strlen(p->after), bytes;
    char *text = arena_alloc(c->arena, len + 1), *after = arena_strdup(c->arena, p->after);

    assert(n <= CURSOR_PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        part[i] = "";
    if (len == 0)
        return true;
    bool ok = base64_parse(swap(after, "-_.", "+/="), len, (uint8_t *)text, &bytes);
    if (ok)
        text[bytes] = '\0';
    for (size_t i = 0; i < n && ok; i++) {
        char *end = strchr(text, 0x1f);
        ok = end != NULL;
        if (ok) {
            *end = '\0';
            part[i] = text;
            ok = text_is_clean(text, (size_t)(end - text));
            text = end + 1;
        }
    }
    return (ok && *text == '\0') || err_set(&c->err, ERR_INPUT, M_HTTP_CURSOR, .file = "?after");
}

const char *
page_next(struct call *c, size_t n, const char *const part[])
{
    size_t len = 0;
    assert(n > 0 && n <= CURSOR_PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        len += strlen(part[i]) + 1;
    char *text = arena_alloc(c->arena, len + 1), *out = text;
    for (size_t i = 0; i < n; i++) {
        size_t k = strlen(part[i]);
        memcpy(out, part[i], k);
        out[k] = 0x1f;
        out += k + 1;
    }
    out = base64_text((uint8_t *)text, len, arena_alloc(c->arena, BASE64_TEXT_MAX(len)));
    return swap(out, "+/=", "-_.");
}
