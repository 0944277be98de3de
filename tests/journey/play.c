/* One step of a journey: a call, or a command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../http/conform.h"
#include "journey.h"

static const char *
text_of(const json_t *step, const char *key, const char *otherwise)
{
    const json_t *v = json_object_get(step, key);
    return v != NULL ? json_string_value(v) : otherwise;
}

static json_t *
jar(struct journey *j, const json_t *step)
{
    char *who = expand(j, text_of(step, "as", ""));
    json_t *jar = json_object_get(j->jars, who);
    if (jar == NULL) {
        jar = json_object();
        json_object_set_new(j->jars, who, jar);
    }
    free(who);
    return jar;
}

/* --- what is sent --- */

static void
put_headers(struct journey *j, const json_t *step, const char *etag, FILE *to)
{
    const json_t *mine = jar(j, step), *headers = json_object_get(step, "headers");
    const char *cookie = json_string_value(json_object_get(mine, "cookie")),
               *csrf = json_string_value(json_object_get(mine, "csrf")), *key;
    json_t *v;
    fprintf(to, "Host: 127.0.0.1\r\nAccept-Language: en\r\n");
    if (cookie != NULL)
        fprintf(to, "Cookie: %s\r\n", cookie);
    if (csrf != NULL)
        fprintf(to, "X-CSRF-Token: %s\r\n", csrf);
    if (*j->today != '\0')
        fprintf(to, "X-Jicai-Today: %s\r\n", j->today);
    if (etag != NULL)
        fprintf(to, "If-Match: %s\r\n", etag);
    json_object_foreach((json_t *)(uintptr_t)headers, key, v)
    {
        char *value = expand(j, json_string_value(v));
        fprintf(to, "%s: %s\r\n", key, value);
        free(value);
    }
}

static char *
body_of(const struct journey *j, const json_t *step, size_t *n)
{
    const json_t *body = json_object_get(step, "body");
    const char *file = text_of(step, "file", NULL), *text = text_of(step, "text", NULL);
    char *out;
    if (json_object_get(step, "bytes") != NULL) {
        *n = (size_t)json_integer_value(json_object_get(step, "bytes"));
        return calloc(*n, 1);
    }
    if (file != NULL) {
        char *path = expand(j, file);
        out = whole_file(j, path, n);
        free(path);
        return out;
    }
    if (text != NULL) {
        out = expand(j, text);
    } else {
        json_t *full = expand_json(j, body);
        out = json_dumps(full, JSON_COMPACT | JSON_ENCODE_ANY);
        json_decref(full);
    }
    *n = strlen(out);
    return out;
}

struct step_request
step_request(struct journey *j, const json_t *step, const char *etag)
{
    struct step_request r = {.method = text_of(step, "method", "GET")};
    char *path = expand(j, text_of(step, "path", "/"));
    bool has = json_object_get(step, "body") != NULL || json_object_get(step, "file") != NULL ||
               json_object_get(step, "text") != NULL || json_object_get(step, "bytes") != NULL;
    FILE *to = open_memstream(&r.text, &r.n);
    snprintf(r.path, sizeof(r.path), "%s", path);
    fprintf(to, "%s %s HTTP/1.1\r\n", r.method, path);
    put_headers(j, step, etag, to);
    if (json_object_get(step, "key") != NULL)
        fprintf(to, "Idempotency-Key: %s\r\n", text_of(step, "key", ""));
    else if (strcmp(r.method, "POST") == 0)
        fprintf(to, "Idempotency-Key: call-%zu\r\n", j->sent++);
    if (has) {
        size_t n;
        char *body = body_of(j, step, &n);
        fprintf(to, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                text_of(step, "type", "application/json"), n);
        if (json_object_get(step, "name") != NULL)
            fprintf(to, "Content-Disposition: attachment; filename=\"%s\"\r\n",
                    text_of(step, "name", ""));
        fputs("\r\n", to);
        fwrite(body, 1, n, to);
        free(body);
    } else {
        fprintf(to, "%s\r\n", strcmp(r.method, "GET") == 0 ? "" : "Content-Length: 0\r\n");
    }
    fclose(to);
    free(path);
    return r;
}

/* --- what comes back --- */

static void
take_cookie(struct journey *j, const json_t *step, const struct answer *a, const json_t *body)
{
    char cookie[512];
    const char *csrf = json_string_value(json_object_get(body, "csrf"));
    json_t *mine = jar(j, step);
    if (answer_header(a, "Set-Cookie", cookie, sizeof(cookie))) {
        cookie[strcspn(cookie, ";")] = '\0';
        if (cookie[strlen(cookie) - 1] == '=')
            json_object_clear(mine);
        else
            json_object_set_new(mine, "cookie", json_string(cookie));
    }
    if (csrf != NULL)
        json_object_set_new(mine, "csrf", json_string(csrf));
}

/* A text of the answer as a file of the run's folder. */
static void
save_file(const struct journey *j, const char *name, const char *text)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof(path), "%s/%s", j->dir, name);
    FILE *f = text != NULL ? fopen(path, "wb") : NULL;
    if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
        lost(j, "%s cannot be written", path);
}

static void
save(struct journey *j, const json_t *step, const struct answer *a, const json_t *body)
{
    const char *name, *from;
    char value[4096];
    json_t *v;
    json_object_foreach(json_object_get(step, "save"), name, v)
    {
        from = json_string_value(v);
        if (strncmp(name, "file:", 5) == 0) {
            save_file(j, name + 5, json_string_value(pointer_get(body, from)));
            continue;
        }
        if (strncmp(from, "header:", 7) == 0) {
            if (a == NULL || !answer_header(a, from + 7, value, sizeof(value)))
                lost(j, "there is no %s", from);
            keep(j, name, value);
            continue;
        }
        const json_t *got = pointer_get(body, from);
        if (json_is_integer(got))
            snprintf(value, sizeof(value), "%lld", (long long)json_integer_value(got));
        else if (json_is_string(got))
            snprintf(value, sizeof(value), "%s", json_string_value(got));
        else
            lost(j, "nothing at %s to save", from);
        keep(j, name, value);
    }
}

static void
must_match(struct journey *j, const json_t *step, const json_t *body, const char *text)
{
    const json_t *match = json_object_get(step, "match");
    char where[256], *says = expand(j, text_of(step, "says", ""));
    if (strstr(text, says) == NULL)
        lost(j, "%s: it does not say %s: %s", text_of(step, "why", ""), says, text);
    free(says);
    if (match == NULL)
        return;
    json_t *want = expand_json(j, match);
    if (!contains(body, want, where, sizeof(where)))
        lost(j, "%s: not as expected at %s: %s", text_of(step, "why", ""), where, text);
    json_decref(want);
}

void
step_conform(struct journey *j, const struct step_request *r, const struct answer *a)
{
    char media[96] = "", said[CONFORM_SAID_MAX], path[PATH_SIZE];
    (void)answer_header(a, "Content-Type", media, sizeof(media));
    snprintf(path, sizeof(path), "%.*s", (int)strcspn(r->path, "?"), r->path);
    if (!conform(j->openapi, r->method, path, a->status, media, a->body, a->body_n, said))
        lost(j, "%s %s: not as OpenAPI has it: %s: %s", r->method, path, said, a->body);
    const char *id = json_string_value(
        json_object_get(conform_operation(j->openapi, r->method, path), "operationId"));
    snprintf(said, sizeof(said), a->status < 400 ? "%s" : "%s:%d", id != NULL ? id : "none",
             a->status);
    json_object_set_new(j->shown, said, json_true());
}

static void
write_out(struct journey *j, const json_t *step, const struct answer *a)
{
    const char *name = text_of(step, "out", NULL);
    if (name == NULL)
        return;
    char *path = expand(j, name);
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(a->body, 1, a->body_n, f) != a->body_n || fclose(f) != 0)
        lost(j, "%s cannot be written", path);
    free(path);
}

static void
check(struct journey *j, const json_t *step, const struct step_request *r, const struct answer *a,
      int expect)
{
    if (a->status != expect)
        lost(j, "%s: %s %s: expected %d, got %d: %s", text_of(step, "why", ""), r->method, r->path,
             expect, a->status, a->status != 0 ? a->body : "");
    step_conform(j, r, a);
}

static void
ask(struct journey *j, const struct step_request *r, struct answer *a)
{
    if (!client_ask(&j->client, r->text, r->n, a))
        lost(j, "%s %s: no answer", r->method, r->path);
}

/* --- the modes --- */

static bool
is_post(const struct step_request *r, const json_t *step)
{
    return strcmp(r->method, "POST") == 0 && !json_is_true(json_object_get(step, "once"));
}

/* The request goes out and the server dies, sooner or later; the client does not know how far it
 * came and asks again. */
static void
ask_and_kill(struct journey *j, const json_t *step, const struct step_request *r, struct answer *a)
{
    long most = (long)json_integer_value(json_object_get(step, "kill")) * 250000;
    struct timespec t = {.tv_nsec = (long)(j->kills % 4) * (most > 0 ? most : 700000)};
    uint16_t port = j->client.port;
    client_close(&j->client);
    if (!client_open(&j->client, port) || !client_send(&j->client, r->text, r->n))
        lost(j, "no connection");
    nanosleep(&t, NULL);
    serve_kill(j);
    serve_start(j);
    ask(j, r, a);
}

/* The same again: nothing happens twice, and the answer is the same. */
static void
ask_again(struct journey *j, const json_t *step, const struct step_request *r, const char *first,
          int expect)
{
    struct answer a;
    const json_t *again = json_object_get(step, "again");
    ask(j, r, &a);
    check(j, step, r, &a, again != NULL ? (int)json_integer_value(again) : expect);
    if (again == NULL && strcmp(first, a.body) != 0 && a.status < 300)
        lost(j, "%s: another answer the second time: %s: %s", r->path, first, a.body);
}

static void
call(struct journey *j, const json_t *step, const char *etag)
{
    struct step_request r = step_request(j, step, etag);
    struct answer a;
    int expect = (int)json_integer_value(json_object_get(step, "expect"));
    bool due = j->mode == MODE_KILL && (json_object_get(step, "kill") != NULL ||
                                        j->calls % j->kill_every == j->kill_every - 1);
    expect = expect == 0 ? 200 : expect;
    if (due && is_post(&r, step))
        ask_and_kill(j, step, &r, &a);
    else
        ask(j, &r, &a);
    check(j, step, &r, &a, expect);
    json_t *body = json_loadb(a.body, a.body_n, 0, NULL);
    must_match(j, step, body, a.body);
    take_cookie(j, step, &a, body);
    save(j, step, &a, body);
    write_out(j, step, &a);
    if (due && !is_post(&r, step)) {
        serve_kill(j);
        serve_start(j);
    }
    if (j->mode == MODE_TWICE && is_post(&r, step)) {
        char *first = strdup(a.body);
        ask_again(j, step, &r, first, expect);
        free(first);
    }
    j->calls++;
    json_decref(body);
    free(r.text);
}

/* "fresh": the thing as it is now, for If-Match. */
static void
fresh_call(struct journey *j, const json_t *step)
{
    json_t *get = json_object();
    struct answer a;
    char etag[128];
    json_object_set(get, "path", json_object_get(step, "path"));
    json_object_set(get, "as", json_object_get(step, "as"));
    struct step_request r = step_request(j, get, NULL);
    ask(j, &r, &a);
    check(j, get, &r, &a, 200);
    if (!answer_header(&a, "ETag", etag, sizeof(etag)))
        lost(j, "%s has no ETag", r.path);
    json_decref(get);
    free(r.text);
    call(j, step, etag);
}

/* 0 where nothing is said; a number, or one of a list. */
static bool
one_of(const json_t *expect, int rc)
{
    json_t *v;
    size_t i;
    json_array_foreach(expect, i, v) if (json_integer_value(v) == rc) return true;
    return !json_is_array(expect) && json_integer_value(expect) == rc;
}

static void
command(struct journey *j, const json_t *step)
{
    char *out;
    long kill = (long)json_integer_value(json_object_get(step, "kill"));
    if (j->mode == MODE_KILL && kill > 0)
        run_and_kill(j, json_object_get(step, "cli"), (long)(j->kills % 4) * kill * 250000);
    int rc = run_cli(j, json_object_get(step, "cli"), !json_is_false(json_object_get(step, "json")),
                     &out);
    const json_t *expect = json_object_get(step, "expect");
    if (!one_of(expect, rc))
        lost(j, "%s: exit status %d is not expected: %s", text_of(step, "why", ""), rc, out);
    json_t *body = json_loads(out, 0, NULL);
    must_match(j, step, body, out);
    save(j, step, NULL, body);
    json_decref(body);
    free(out);
}

/* The same steps for each of several, with its words as variables. */
static void
play_each(struct journey *j, const json_t *step)
{
    json_t *one, *inner, *v, *steps = json_object_get(step, "steps");
    const char *name;
    size_t i, k;
    json_array_foreach(json_object_get(step, "each"), i, one)
    {
        json_object_foreach(one, name, v) keep(j, name, json_string_value(v));
        json_array_foreach(steps, k, inner) play(j, inner);
    }
}

void
play(struct journey *j, const json_t *step)
{
    const char *today = text_of(step, "today", NULL);
    if (today != NULL)
        snprintf(j->today, sizeof(j->today), "%s", today);
    if (json_object_get(step, "each") != NULL)
        play_each(j, step);
    else if (json_object_get(step, "together") != NULL)
        play_together(j, step);
    else if (json_object_get(step, "cli") != NULL)
        command(j, step);
    else if (json_object_get(step, "path") != NULL && json_is_true(json_object_get(step, "fresh")))
        fresh_call(j, step);
    else if (json_object_get(step, "path") != NULL)
        call(j, step, NULL);
}
