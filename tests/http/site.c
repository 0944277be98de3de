#include "site.h"

#include "audit/log.h"
#include "db/schema.h"
#include "http/openapi.h"
#include "notes.h"

static char url[512];
static json_t *openapi;
static const struct api *described;
const char *site_url = url;

bool
site_exists(size_t database)
{
    char ignored[sizeof(url)];
    return notes_db(database, ignored);
}

static void
describe(const struct api *api)
{
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    assert_non_null(to);
    openapi_print(api, LANG_EN, to);
    fclose(to);
    openapi = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    assert_non_null(openapi);
}

void
site_open(size_t database, const struct api *api, size_t room)
{
    struct err e;
    assert_true(notes_db(database, url));
    described = api;
    describe(api);
    fresh_arena = arena_new(room);
    OK(db_create(&fresh_db, url, &e));
    if (strcmp(fresh_db->ops->name, "postgres") == 0)
        OK(fresh_db->ops->exec(fresh_db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &e));
    OK(schema_apply(fresh_db, 1, &e));
}

static bool
connect_logged(struct db **out, void *arg, struct err *e)
{
    if (!db_open(out, arg, e))
        return false;
    audit_attach(*out);
    static const struct vault vault = {.n = 1, .key = {{.id = "01234567", .key = {7}}}};
    (*out)->vault = &vault;
    return true;
}

struct server *
site_serve(struct server_config cfg)
{
    struct server *s;
    struct err e;
    cfg.api = described;
    cfg.open = cfg.open != NULL ? cfg.open : connect_logged;
    cfg.arg = url;
    cfg.listen = "127.0.0.1";
    OK(server_start(&s, &cfg, &e));
    return s;
}

void
site_close(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[sizeof(url) + 8];
    bool sqlite = strcmp(fresh_db->ops->name, "sqlite") == 0;
    db_close(fresh_db);
    for (size_t i = 0; sqlite && i < COUNT(ends); i++) {
        snprintf(name, sizeof(name), "%s%s", url, ends[i]);
        remove(name);
    }
    json_decref(openapi);
    arena_free(fresh_arena);
}

static const char *
copy(const char *s, size_t n)
{
    char *out = arena_alloc(fresh_arena, n + 1);
    memcpy(out, s, n);
    out[n] = '\0';
    return out;
}

struct site_answer
site_ask(const struct server *s, const char *method, const char *path, const char *headers,
         const char *type, const char *body, size_t n)
{
    struct client c = {.fd = -1};
    struct answer a;
    char said[CONFORM_SAID_MAX], media[96] = "", at[512];
    bool sends = strcmp(method, "GET") != 0 || body != NULL;
    const char *head = arena_printf(
        fresh_arena, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s%s%s%s%s\r\n", method,
        path, headers, type != NULL ? "Content-Type: " : "", type != NULL ? type : "",
        type != NULL ? "\r\n" : "",
        sends ? arena_printf(fresh_arena, "Content-Length: %zu\r\n", n) : "");
    size_t head_n = strlen(head);
    char *request = arena_alloc(fresh_arena, head_n + n + 1);
    memcpy(request, head, head_n);
    if (n > 0)
        memcpy(request + head_n, body, n);
    assert_true(client_open(&c, server_port(s)));
    assert_true(client_ask(&c, request, head_n + n, &a));
    (void)answer_header(&a, "Content-Type", media, sizeof(media));
    snprintf(at, sizeof(at), "%.*s", (int)strcspn(path, "?"), path);
    if (!conform(openapi, method, at, a.status, media, a.body, a.body_n, said))
        fail_msg("%s %s: %d: %s: %s", method, path, a.status, said, a.body);
    struct site_answer out = {a.status, copy(a.head, strlen(a.head)), copy(a.body, a.body_n),
                              a.body_n};
    client_close(&c);
    return out;
}
