#include "http/router.h"

#include <string.h>

#include "base/core/text.h"
#include "words/http.h"

/* Match "/v1/pools/:pool" against a path: character by character, a ":part" takes a segment. */
static bool
match(const char *pattern, const char *path, struct part part[static ARGS_MAX])
{
    size_t args = 0;
    for (; *pattern == *path || *pattern == ':'; pattern++, path++) {
        if (*pattern == ':' && pattern[-1] == '/') {
            size_t have = strcspn(path, "/");
            if (have == 0 || args == ARGS_MAX)
                return false;
            part[args++] = (struct part){path, have};
            pattern += strcspn(pattern, "/");
            path += have;
        }
        if (*pattern == '\0' || *path == '\0' || *pattern != *path)
            break;
    }
    while (args < ARGS_MAX)
        part[args++] = (struct part){NULL, 0};
    return *pattern == '\0' && *path == '\0';
}

const struct route *
route_at(const struct api *api, size_t place)
{
    for (const struct routes *const *w = api->wings; *w != NULL; w++) {
        if (place < (*w)->n)
            return &(*w)->list[place];
        place -= (*w)->n;
    }
    return NULL;
}

size_t
route_count(const struct api *api)
{
    size_t n = 0;
    for (const struct routes *const *w = api->wings; *w != NULL; w++)
        n += (*w)->n;
    return n;
}

size_t
route_place(const struct api *api, const struct route *r)
{
    size_t n = 0;
    for (const struct routes *const *w = api->wings; *w != NULL; w++) {
        if (r >= (*w)->list && r < (*w)->list + (*w)->n)
            return n + (size_t)(r - (*w)->list);
        n += (*w)->n;
    }
    return n;
}

bool
route_is_keyed(const struct route *r)
{
    return strcmp(r->method, "POST") == 0 && r->where >= WRITE && (r->flags & ROUTE_SECRET) == 0;
}

static void
allow_add(char allow[static ALLOW_MAX], const char *method)
{
    size_t n = strlen(allow), len = strlen(method);
    if (n + len + 3 > ALLOW_MAX)
        return;
    memcpy(allow + n, ", ", n > 0 ? 2 : 0);
    n += n > 0 ? 2 : 0;
    memcpy(allow + n, method, len + 1);
}

/* How often ":" stands in it: of two patterns that match, the one with more fixed words is meant.
 */
static int
holes(const char *pattern)
{
    int n = 0;
    for (; *pattern != '\0'; pattern++)
        n += *pattern == ':';
    return n;
}

/* All that is not the interface's: one of its addresses that is wrong is no page. */
static const struct route *
page_route(const struct api *api, const char *method, const char *path, char *allow)
{
    const struct route *r;
    bool ours = strncmp(path, "/v1/", 4) == 0 || strcmp(path, "/v1") == 0;
    for (size_t i = 0; !ours && strncmp(path, "//", 2) != 0 && (r = route_at(api, i)) != NULL; i++)
        if ((r->flags & ROUTE_PAGE) != 0) {
            allow_add(allow, r->method);
            return strcmp(r->method, method) == 0 ? r : NULL;
        }
    return NULL;
}

static const char of_pool[] = "/v1/pools/:pool/";

/* What follows the pool in "/v1/pools/500000/orders"; NULL: no such path. */
static const char *
behind_pool(const char *path)
{
    enum { POOLS = sizeof("/v1/pools/") - 1 };
    if (strncmp(path, of_pool, POOLS) != 0)
        return NULL;
    const char *end = strchr(path + POOLS, '/');
    return end != NULL && end > path + POOLS ? end + 1 : NULL;
}

/* Most patterns begin alike: seen by their first letter after that. */
static bool
is_another(const char *pattern, const char *behind)
{
    enum { SAME = sizeof(of_pool) - 1 };
    return behind != NULL && strncmp(pattern, of_pool, SAME) == 0 && pattern[SAME] != *behind &&
           pattern[SAME] != ':';
}

const struct route *
route_find(const struct api *api, const char *method, const char *path,
           struct part part[static ARGS_MAX], struct err *e)
{
    char allow[ALLOW_MAX] = "";
    const struct route *found = NULL;
    const char *behind = behind_pool(path);
    if (strcmp(method, "HEAD") == 0)
        method = "GET";
    for (const struct routes *const *w = api->wings; *w != NULL; w++)
        for (const struct route *r = (*w)->list; r < (*w)->list + (*w)->n; r++) {
            struct part p[ARGS_MAX];
            if ((r->flags & ROUTE_PAGE) != 0 || is_another(r->path, behind) ||
                !match(r->path, path, p))
                continue;
            allow_add(allow, r->method);
            if (strcmp(r->method, method) != 0 ||
                (found != NULL && holes(found->path) <= holes(r->path)))
                continue;
            found = r;
            memcpy(part, p, sizeof(p));
        }
    if (found == NULL && *allow == '\0')
        found = page_route(api, method, path, allow);
    if (found == NULL && *allow != '\0')
        err_set(e, ERR_METHOD, M_HTTP_METHOD, {allow});
    else if (found == NULL)
        err_set(e, ERR_NOT_FOUND, M_HTTP_PATH);
    return found;
}

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool
url_unescape(const char *s, size_t n, char *out)
{
    char *to = out;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%') {
            *to++ = s[i];
            continue;
        }
        int high = n - i > 2 ? hex(s[i + 1]) : -1, low = n - i > 2 ? hex(s[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        *to++ = (char)(high << 4 | low);
        i += 2;
    }
    *to = '\0';
    return text_is_clean(out, (size_t)(to - out));
}

/* The name of the at-th ":part" of a pattern is ":pool". */
static bool
is_pool(const char *pattern, size_t at)
{
    for (pattern = strchr(pattern, ':'); pattern != NULL && at > 0; at--)
        pattern = strchr(pattern + 1, ':');
    return pattern != NULL && strncmp(pattern, ":pool", 5) == 0 &&
           (pattern[5] == '/' || pattern[5] == '\0');
}

bool
route_args(struct call *c, const struct part part[static ARGS_MAX])
{
    for (size_t i = 0; i < ARGS_MAX && part[i].s != NULL; i++) {
        if (part[i].len > (size_t)3 * PART_MAX)
            return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
        char *copy = arena_alloc(c->arena, part[i].len + 1);
        if (!url_unescape(part[i].s, part[i].len, copy))
            return err_set(&c->err, ERR_INPUT, M_HTTP_PATH_BAD);
        if (*copy == '\0' || strlen(copy) > PART_MAX)
            return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
        c->arg[i] = copy;
        if (is_pool(c->route->path, i) && (strlen(copy) != 6 || !int_parse(&c->pool, copy)))
            return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    }
    return true;
}
