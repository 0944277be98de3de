/* authz JICAI DB DIR - every route x every role x {own, a stranger's, no session, an expired one},
 * from what `jicai openapi` prints: nobody gets in where his role is not named, what is a
 * stranger's looks like what is not there, and no answer is a 5xx. Prints how many were tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../http/conform.h"
#include "../journey/journey.h"
#include "access/role.h"
#include "db/schema.h"
#include "people.h"
#include "value.h"

enum { OWN, STRANGERS, NOBODY, EXPIRED, CASES };
static const char *const cases[CASES] = {"own", "stranger's", "no session", "expired"};

struct
try {
    struct journey *j;
    const json_t *operation;
    const char *method, *path;
    char filled[1024];
    const struct who *who;
    int role, kase;
};

struct count {
    size_t tried, wrong, allowed;
};

/* ":pool" and the rest of the path. */
static void
fill(struct try *t)
{
    const struct who *w = t->who;
    bool others = t->kase == STRANGERS;
    size_t n = 0;
    for (const char *p = t->path; *p != '\0';) {
        if (*p != '{') {
            t->filled[n++] = *p++;
            continue;
        }
        size_t len = strcspn(p, "}");
        char value[64];
        int64_t pool = others && w->other != 0 ? w->other : w->own;
        if (strncmp(p, "{pool}", 6) == 0)
            snprintf(value, sizeof(value), "%lld", (long long)pool);
        else if (strncmp(p, "{login}", 7) == 0)
            snprintf(value, sizeof(value), "%s", others ? stranger : w->login);
        else if (strncmp(p, "{org}", 5) == 0 || strncmp(p, "{institution}", 13) == 0 ||
                 strncmp(p, "{company}", 9) == 0)
            snprintf(value, sizeof(value), "%s", others ? "ORG-stranger" : w->org);
        else
            snprintf(value, sizeof(value), "x1");
        n += (size_t)snprintf(t->filled + n, sizeof(t->filled) - n, "%s", value);
        p += len + 1;
    }
    t->filled[n] = '\0';
}

static bool
names(const json_t *operation, const char *role)
{
    const json_t *r;
    size_t i;
    json_array_foreach(json_object_get(operation, "x-roles"), i,
                       r) if (strcmp(json_string_value(r), role) == 0) return true;
    return false;
}

static char *
body_of(struct try *t, const char **type)
{
    const json_t *content =
        json_object_get(json_object_get(t->operation, "requestBody"), "content");
    const json_t *json = json_object_get(content, "application/json");
    *type = NULL;
    if (content == NULL)
        return strdup("");
    if (json == NULL) {
        *type = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)content));
        return strdup("x");
    }
    *type = "application/json";
    const char *where = json_string_value(json_object_get(t->operation, "x-where"));
    if (names(t->operation, "public") && strcmp(where, "door") == 0)
        return strdup("{}"); /* whoever asks would have a password hashed */
    json_t *value = value_of(t->j->openapi, json_object_get(json, "schema"));
    char *text = json_dumps(value, JSON_COMPACT);
    json_decref(value);
    return text;
}

static void
put_query(struct try *t, FILE *to)
{
    const json_t *p;
    size_t i;
    const char *sign = "?";
    json_array_foreach(json_object_get(t->operation, "parameters"), i, p)
    {
        if (strcmp(json_string_value(json_object_get(p, "in")), "query") != 0 ||
            !json_is_true(json_object_get(p, "required")))
            continue;
        json_t *v = value_of(t->j->openapi, json_object_get(p, "schema"));
        char *text = json_dumps(v, JSON_ENCODE_ANY);
        text[strcspn(text + 1, "\"") + 1] = '\0';
        fprintf(to, "%s%s=%s", sign, json_string_value(json_object_get(p, "name")),
                text + (*text == '"'));
        sign = "&";
        free(text);
        json_decref(v);
    }
}

static char *
request_of(struct try *t, size_t *n)
{
    const char *type;
    char *body = body_of(t, &type), *out;
    FILE *to = open_memstream(&out, n);
    fprintf(to, "%s %s", t->method, t->filled);
    put_query(t, to);
    fprintf(to, " HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n");
    if (t->kase != NOBODY)
        fprintf(to, "Cookie: " COOKIE_NAME "=%s\r\nX-CSRF-Token: %s\r\n",
                t->kase == EXPIRED ? t->who->over : t->who->token, t->who->csrf);
    if (strcmp(t->method, "PUT") == 0 || strcmp(t->method, "DELETE") == 0 ||
        strcmp(t->method, "PATCH") == 0 || strcmp(t->method, "POST") == 0)
        fprintf(to, "If-Match: *\r\n");
    if (type != NULL)
        fprintf(to, "Content-Type: %s\r\n", type);
    fprintf(to, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
    fclose(to);
    free(body);
    return out;
}

static bool
is_code(const json_t *body, const char *code)
{
    const char *have = json_string_value(json_object_get(body, "code"));
    return have != NULL && strcmp(have, code) == 0;
}

/* What is wrong about the answer; NULL: nothing. */
static const char *
judge(const struct try *t, int status, const json_t *body)
{
    bool public = names(t->operation, "public");
    bool mine = public || names(t->operation, "any") || names(t->operation, role_names[t->role]);
    bool has_pool = strstr(t->path, "{pool}") != NULL;
    const char *scope = json_string_value(json_object_get(t->operation, "x-scope"));
    if (status == 0 || status >= 500)
        return "broke the server";
    if (public)
        return NULL;
    if (t->kase == NOBODY || t->kase == EXPIRED)
        return status == 401 ? NULL : "needs a session";
    if (!mine)
        return status == 403 && is_code(body, "http_role") ? NULL : "is not for this role";
    if (status == 401 || (status == 403 && is_code(body, "http_role")))
        return "is for this role";
    if (t->kase == STRANGERS && has_pool && strcmp(scope, "none") != 0 && t->who->other != 0)
        return status == 404 ? NULL : "shows a stranger's pool";
    if (t->kase == STRANGERS && strchr(t->path, '{') != NULL && strcmp(scope, "org") == 0 &&
        strcmp(t->method, "GET") != 0 && t->role != 0) /* the administrator looks after all */
        return status >= 400 ? NULL : "changes what is a stranger's";
    return NULL;
}

/* Did it change anything? */
static bool
one(struct try *t, struct count *count)
{
    struct answer a;
    size_t n;
    char media[96] = "", said[CONFORM_SAID_MAX] = "";
    fill(t);
    char *request = request_of(t, &n);
    (void)client_ask(&t->j->client, request, n, &a);
    json_t *body = a.status != 0 ? json_loadb(a.body, a.body_n, 0, NULL) : NULL;
    const char *wrong = judge(t, a.status, body);
    if (wrong == NULL && answer_header(&a, "Content-Type", media, sizeof(media)) &&
        strncmp(media, "text/event-stream", 17) != 0 &&
        !conform(t->j->openapi, t->method, t->filled, a.status, media, a.body, a.body_n, said))
        wrong = said;
    if (wrong != NULL)
        printf("%s %s as %s (%s): %d: %s: %s\n", t->method, t->filled, role_names[t->role],
               cases[t->kase], a.status, wrong, a.status != 0 ? a.body : "");
    count->tried++;
    count->wrong += wrong != NULL;
    bool done = a.status >= 200 && a.status < 300;
    count->allowed += done;
    json_decref(body);
    free(request);
    return done && strcmp(t->method, "GET") != 0;
}

/* A stream has no end: whoever may hear it is not let wait for it. */
static bool
is_stream(const json_t *operation)
{
    const json_t *ok = json_object_get(json_object_get(operation, "responses"), "200");
    return json_object_get(json_object_get(ok, "content"), "text/event-stream") != NULL;
}

static void
try_route(struct journey *j, struct db *db, struct who who[], const char *path, const char *method,
          const json_t *operation, struct count *count)
{
    for (int r = 0; r < ROLE_BITS; r++) {
        struct arena *a = arena_new(1 << 20);
        for (int k = 0; k < CASES; k++) {
            struct try t = {.j = j,
                            .operation = operation,
                            .method = method,
                            .path = path,
                            .who = &who[r],
                            .role = r,
                            .kase = k};
            if (!who[r].ready) { /* a call may have ended sessions, or more */
                people_again(db, a, &who[r]);
                who[r].ready = true;
            }
            if (is_stream(operation) && k < NOBODY && !names(operation, "none")) {
                count->tried++;
                continue;
            }
            if (one(&t, count))
                for (int i = 0; i < ROLE_BITS; i++)
                    who[i].ready = false;
        }
        arena_free(a);
    }
}

static size_t
try_all(struct journey *j, struct db *db, struct who who[], struct count *count)
{
    const char *path, *method;
    json_t *item, *operation;
    char upper[16];
    size_t routes = 0;
    json_object_foreach(json_object_get(j->openapi, "paths"), path, item)
        json_object_foreach(item, method, operation)
    {
        for (size_t i = 0; i < sizeof(upper); i++) {
            upper[i] = (char)(method[i] >= 'a' ? method[i] - 32 : method[i]);
            if (method[i] == '\0')
                break;
        }
        try_route(j, db, who, path, upper, operation, count);
        routes++;
    }
    return routes;
}

int
main(int argc, char **argv)
{
    static struct who who[ROLE_BITS];
    struct journey j = {.mode = MODE_PLAIN};
    struct arena *a = arena_new(16 << 20);
    struct count count = {0};
    struct db *db;
    struct err e;
    char *out;
    if (argc != 4)
        return 2;
    j.jicai = argv[1];
    j.db = argv[2];
    j.dir = argv[3];
    j.file = "authz";
    if (run_words(&j, &out, "openapi", NULL) != 0 || !db_open(&db, j.db, &e))
        lost(&j, "no openapi, or no database");
    j.openapi = json_loads(out, 0, NULL);
    free(out);
    for (int r = 0; r < ROLE_BITS; r++)
        people_make(db, a, r, &who[r]);
    stranger_make(db, a);
    serve_start(&j);
    size_t routes = try_all(&j, db, who, &count);
    serve_stop(&j);
    db_close(db);
    json_decref(j.openapi);
    arena_free(a);
    printf("%zu routes x %d roles x %d = %zu, tried %zu, let in %zu\n", routes, ROLE_BITS, CASES,
           routes * ROLE_BITS * CASES, count.tried, count.allowed);
    bool all = count.tried == routes * ROLE_BITS * CASES && count.wrong == 0 && count.allowed > 0;
    printf("%zu passed, %zu failed\n", count.tried - count.wrong,
           count.wrong + (all ? 0 : !count.wrong));
    return all ? 0 : 1;
}
