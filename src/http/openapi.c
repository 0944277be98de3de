#include "http/openapi.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "http/problem.h"
#include "http/router.h"
#include "words/http.h"

enum { SHAPES_MAX = 1024 };

struct print {
    const struct api *api;
    enum lang lang;
    struct json j;
    const struct shape *shape[SHAPES_MAX]; /* with a name, met so far */
    size_t shapes_n;
};

/* --- the shapes --- */

static void
meet(struct print *p, const struct shape *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < p->shapes_n; i++)
        if (p->shape[i] == s)
            return;
    if (s->name != NULL) {
        assert(p->shapes_n < SHAPES_MAX);
        p->shape[p->shapes_n++] = s;
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->fields[i].shape != NULL)
            meet(p, s->fields[i].shape);
}

static void
print_shapes(struct print *p)
{
    const struct route *r;
    meet(p, &problem_shape);
    for (size_t i = 0; (r = route_at(p->api, i)) != NULL; i++) {
        meet(p, r->in);
        meet(p, r->out);
    }
    json_open(&p->j, "schemas", '{');
    for (size_t i = 0; i < p->shapes_n; i++)
        shape_define(p->shape[i], &p->j);
    json_close(&p->j, '}');
}

/* --- parameters --- */

static void
parameter(struct json *j, const char *name, const char *in, bool required)
{
    json_open(j, NULL, '{');
    json_text(j, "name", name);
    json_text(j, "in", in);
    json_bool(j, "required", required);
}

static void
header_parameter(struct print *p, const char *name, enum msg about, bool required)
{
    parameter(&p->j, name, "header", required);
    json_text(&p->j, "description", word_text(p->lang, about));
    json_open(&p->j, "schema", '{');
    json_text(&p->j, "type", "string");
    json_close(&p->j, '}');
    json_close(&p->j, '}');
}

static void
path_parameters(struct print *p, const char *path)
{
    char name[64];
    for (const char *at = strchr(path, ':'); at != NULL; at = strchr(at, ':')) {
        size_t n = strcspn(++at, "/");
        assert(n < sizeof(name));
        memcpy(name, at, n);
        name[n] = '\0';
        parameter(&p->j, name, "path", true);
        json_open(&p->j, "schema", '{');
        json_text(&p->j, "type", "string");
        if (strcmp(name, "pool") == 0)
            json_text(&p->j, "pattern", "^[1-9][0-9]{5}$");
        else
            json_int(&p->j, "maxLength", PART_MAX);
        json_close(&p->j, '}');
        json_close(&p->j, '}');
    }
}

static void
format_parameter(struct print *p)
{
    static const char *const names[] = {"json", "csv", "xlsx"};
    parameter(&p->j, "format", "query", false);
    json_text(&p->j, "description", word_text(p->lang, M_API_FORMAT));
    json_open(&p->j, "schema", '{');
    json_text(&p->j, "type", "string");
    json_open(&p->j, "enum", '[');
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        json_text(&p->j, NULL, names[i]);
    json_close(&p->j, ']');
    json_close(&p->j, '}');
    json_close(&p->j, '}');
}

static void
print_parameters(struct print *p, const struct route *r)
{
    json_open(&p->j, "parameters", '[');
    path_parameters(p, r->path);
    for (size_t i = 0; r->query != NULL && i < r->query->n; i++) {
        const struct field *f = &r->query->fields[i];
        parameter(&p->j, f->name, "query", (f->flags & FIELD_OPT) == 0);
        field_define(f, &p->j, "schema");
        json_close(&p->j, '}');
    }
    if (route_is_table(p->api, r))
        format_parameter(p);
    if (route_is_keyed(r))
        header_parameter(p, "Idempotency-Key", M_API_KEY, false);
    if ((r->flags & ROUTE_MATCH) != 0)
        header_parameter(p, "If-Match", M_API_MATCH, true);
    json_close(&p->j, ']');
}

/* --- bodies --- */

static void
print_media(struct json *j, const struct shape *shape, const struct raw *raw)
{
    char type[96]; /* the longest of ours has 65 */
    json_open(j, "content", '{');
    if (shape != NULL) {
        json_open(j, "application/json", '{');
        shape_schema(shape, j, "schema");
        json_close(j, '}');
    }
    for (const char *at = raw != NULL ? raw->types : ""; *at != '\0'; at += *at == ' ') {
        size_t n = strcspn(at, " ");
        assert(n < sizeof(type));
        memcpy(type, at, n);
        type[n] = '\0';
        json_open(j, type, '{');
        json_open(j, "schema", '{');
        json_close(j, '}');
        json_close(j, '}');
        at += n;
    }
    json_close(j, '}');
}

static const struct raw sheets = {.types = "text/csv " TABLE_XLSX_TYPE};

static void
print_answer(struct print *p, const char *status, const struct route *r)
{
    json_open(&p->j, status, '{');
    json_text(&p->j, "description", word_text(p->lang, M_API_DONE));
    if (strcmp(status, "204") != 0)
        print_media(&p->j, r->out, route_is_table(p->api, r) ? &sheets : r->raw_out);
    json_close(&p->j, '}');
}

static void
print_problem(struct print *p, const char *status)
{
    json_open(&p->j, status, '{');
    json_text(&p->j, "description", word_text(p->lang, M_API_PROBLEM));
    json_open(&p->j, "content", '{');
    json_open(&p->j, "application/problem+json", '{');
    shape_schema(&problem_shape, &p->j, "schema");
    json_close(&p->j, '}');
    json_close(&p->j, '}');
    json_close(&p->j, '}');
}

static void
print_answers(struct print *p, const struct route *r)
{
    json_open(&p->j, "responses", '{');
    if (r->out == NULL && r->raw_out == NULL) {
        print_answer(p, "204", r);
    } else {
        print_answer(p, "200", r);
        if ((r->flags & ROUTE_CREATES) != 0)
            print_answer(p, "201", r);
    }
    if (strcmp(r->method, "GET") == 0 && r->out != NULL) {
        json_open(&p->j, "304", '{');
        json_text(&p->j, "description", word_text(p->lang, M_API_SAME));
        json_close(&p->j, '}');
    }
    print_problem(p, "4XX");
    print_problem(p, "5XX");
    json_close(&p->j, '}');
}

/* --- routes --- */

static void
print_roles(struct print *p, const struct route *r)
{
    json_open(&p->j, "x-roles", '[');
    if ((r->roles & ROLES_PUBLIC) != 0)
        json_text(&p->j, NULL, "public");
    else if (r->roles == ROLES_ANY)
        json_text(&p->j, NULL, "any");
    else
        for (size_t i = 0; p->api->role_names != NULL && p->api->role_names[i] != NULL; i++)
            if ((r->roles >> i & 1) != 0)
                json_text(&p->j, NULL, p->api->role_names[i]);
    json_close(&p->j, ']');
    json_open(&p->j, "security", '[');
    if ((r->roles & ROLES_PUBLIC) == 0) {
        json_open(&p->j, NULL, '{');
        json_open(&p->j, "session", '[');
        json_close(&p->j, ']');
        json_close(&p->j, '}');
        json_open(&p->j, NULL, '{');
        json_open(&p->j, "key", '[');
        json_close(&p->j, ']');
        json_close(&p->j, '}');
    }
    json_close(&p->j, ']');
}

static void
print_route(struct print *p, const struct route *r)
{
    static const char *const wheres[] = {"inline", "read", "write", "slow", "door"};
    static const char *const scopes[] = {"none", "org", "pool"};
    char method[16] = "", tag[64] = "";
    for (size_t i = 0; r->method[i] != '\0' && i < sizeof(method) - 1; i++)
        method[i] = (char)tolower(r->method[i]);
    memcpy(tag, r->id, strcspn(r->id, "."));
    json_open(&p->j, method, '{');
    json_text(&p->j, "operationId", r->id);
    json_open(&p->j, "tags", '[');
    json_text(&p->j, NULL, tag);
    json_close(&p->j, ']');
    json_text(&p->j, "summary", word_text(p->lang, r->summary));
    print_parameters(p, r);
    if (r->in != NULL || r->raw_in != NULL) {
        json_open(&p->j, "requestBody", '{');
        json_bool(&p->j, "required", true);
        print_media(&p->j, r->in, r->raw_in);
        json_close(&p->j, '}');
    }
    print_answers(p, r);
    print_roles(p, r);
    json_text(&p->j, "x-scope", scopes[r->scope]);
    json_text(&p->j, "x-where", wheres[r->where]);
    if (r->page != NULL)
        json_text(&p->j, "x-page", r->page);
    json_close(&p->j, '}');
}

/* "/v1/pools/:pool" is "/v1/pools/{pool}" there. */
static void
print_path(struct json *j, const char *path)
{
    char out[256];
    size_t n = 0;
    for (bool part = false; n < sizeof(out) - 2; path++) {
        if (part && (*path == '/' || *path == '\0')) {
            out[n++] = '}';
            part = false;
        }
        if (*path == '\0')
            break;
        part = part || *path == ':';
        out[n++] = *path == ':' ? '{' : *path;
    }
    out[n] = '\0';
    json_open(j, out, '{');
}

static void
print_paths(struct print *p)
{
    const struct route *r, *other;
    json_open(&p->j, "paths", '{');
    for (size_t i = 0; (r = route_at(p->api, i)) != NULL; i++) {
        bool again = (r->flags & ROUTE_PAGE) != 0;
        for (size_t k = 0; k < i; k++)
            again = again || strcmp(route_at(p->api, k)->path, r->path) == 0;
        if (again)
            continue;
        print_path(&p->j, r->path);
        for (size_t k = i; (other = route_at(p->api, k)) != NULL; k++)
            if (strcmp(other->path, r->path) == 0)
                print_route(p, other);
        json_close(&p->j, '}');
    }
    json_close(&p->j, '}');
}

static void
print_scheme(struct json *j, const char *name, const char *in, const char *key)
{
    json_open(j, name, '{');
    json_text(j, "type", "apiKey");
    json_text(j, "in", in);
    json_text(j, "name", key);
    json_close(j, '}');
}

static void
print_info(struct print *p)
{
    json_open(&p->j, "info", '{');
    json_text(&p->j, "title", word_text(p->lang, M_API_TITLE));
    json_text(&p->j, "version", JICAI_VERSION);
    json_text(&p->j, "description", word_text(p->lang, M_API_ABOUT));
    json_open(&p->j, "license", '{');
    json_text(&p->j, "name", "Apache-2.0");
    json_text(&p->j, "identifier", "Apache-2.0");
    json_close(&p->j, '}');
    json_close(&p->j, '}');
    json_open(&p->j, "servers", '[');
    json_open(&p->j, NULL, '{');
    json_text(&p->j, "url", "/");
    json_close(&p->j, '}');
    json_close(&p->j, ']');
}

void
openapi_print(const struct api *api, enum lang lang, FILE *to)
{
    struct print p = {.api = api, .lang = lang};
    json_start(&p.j, to);
    json_open(&p.j, NULL, '{');
    json_text(&p.j, "openapi", "3.1.0");
    print_info(&p);
    print_paths(&p);
    json_open(&p.j, "components", '{');
    print_shapes(&p);
    json_open(&p.j, "securitySchemes", '{');
    print_scheme(&p.j, "session", "cookie", api->cookie != NULL ? api->cookie : "session");
    print_scheme(&p.j, "key", "header", "Authorization");
    json_close(&p.j, '}');
    json_close(&p.j, '}');
    json_close(&p.j, '}');
    json_end(&p.j);
}
