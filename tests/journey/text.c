/* Variables, pointers, and what is expected of an answer. */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "journey.h"

void
lost(const struct journey *j, const char *format, ...)
{
    va_list args;
    static const char *const modes[] = {"plain", "kill", "twice"};
    fprintf(stderr, "%s (%s, step %zu): ", j->file, modes[j->mode], j->step);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\n");
    if (j->server > 0)
        serve_kill((struct journey *)(uintptr_t)j);
    exit(1);
}

void
keep(struct journey *j, const char *name, const char *value)
{
    json_object_set_new(j->vars, name, json_string(value));
}

/* RFC 4648 base32 without padding. */
static size_t
base32(const char *text, unsigned char *out)
{
    unsigned bits = 0, have = 0;
    size_t n = 0;
    for (; *text != '\0' && *text != '='; text++) {
        unsigned v = *text >= 'a'   ? (unsigned)(*text - 'a')
                     : *text >= 'A' ? (unsigned)(*text - 'A')
                                    : (unsigned)(*text - '2') + 26;
        bits = bits << 5 | v;
        have += 5;
        if (have >= 8) {
            have -= 8;
            out[n++] = (unsigned char)(bits >> have & 0xff);
        }
    }
    return n;
}

/* RFC 6238, by OpenSSL: not by the code that it is to convince. */
static void
totp(const char *secret, char out[static 16])
{
    unsigned char key[64], counter[8], mac[EVP_MAX_MD_SIZE];
    unsigned len;
    uint64_t step = (uint64_t)time(NULL) / 30;
    for (int i = 7; i >= 0; i--, step >>= 8)
        counter[i] = (unsigned char)(step & 0xff);
    HMAC(EVP_sha1(), key, (int)base32(secret, key), counter, 8, mac, &len);
    unsigned at = mac[len - 1] & 15U;
    unsigned code = (mac[at] & 0x7fU) << 24 | (unsigned)mac[at + 1] << 16 |
                    (unsigned)mac[at + 2] << 8 | mac[at + 3];
    snprintf(out, 16, "%06u", code % 1000000);
}

static void
sha256_file(const struct journey *j, const char *path, char out[static 65])
{
    unsigned char bytes[EVP_MAX_MD_SIZE], buf[65536];
    unsigned len;
    size_t n;
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        lost(j, "no file %s", path);
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    EVP_DigestInit_ex(c, EVP_sha256(), NULL);
    while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
        EVP_DigestUpdate(c, buf, n);
    EVP_DigestFinal_ex(c, bytes, &len);
    EVP_MD_CTX_free(c);
    fclose(f);
    for (unsigned i = 0; i < len; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

char *
whole_file(const struct journey *j, const char *path, size_t *n)
{
    char buf[65536], *out;
    size_t k;
    FILE *f = fopen(path, "rb"), *to = open_memstream(&out, n);
    if (f == NULL)
        lost(j, "no file %s", path);
    while ((k = fread(buf, 1, sizeof(buf), f)) > 0)
        fwrite(buf, 1, k, to);
    fclose(f);
    fclose(to);
    return out;
}

static const char *
variable(const struct journey *j, const char *name)
{
    if (strcmp(name, "dir") == 0)
        return j->dir;
    const char *value = json_string_value(json_object_get(j->vars, name));
    if (value == NULL)
        lost(j, "nothing was saved as %s", name);
    return value;
}

/* Without a folder in its name: of the run; else of the source. */
static void
path_of(const struct journey *j, const char *name, char *out, size_t size)
{
    bool run = strchr(name, '/') == NULL;
    snprintf(out, size, "%s%s%s", run ? j->dir : "", run ? "/" : "", name);
}

static void
put(const struct journey *j, FILE *to, const char *name)
{
    char text[65], path[512], *file;
    size_t n;
    if (strncmp(name, "totp:", 5) == 0) {
        totp(variable(j, name + 5), text);
        fputs(text, to);
    } else if (strncmp(name, "sha256:", 7) == 0) {
        path_of(j, name + 7, path, sizeof(path));
        sha256_file(j, path, text);
        fputs(text, to);
    } else if (strncmp(name, "text:", 5) == 0) {
        path_of(j, name + 5, path, sizeof(path));
        file = whole_file(j, path, &n);
        fputs(file, to);
        free(file);
    } else {
        fputs(variable(j, name), to);
    }
}

char *
expand(const struct journey *j, const char *text)
{
    char *out, name[128];
    size_t n;
    FILE *to = open_memstream(&out, &n);
    while (*text != '\0') {
        size_t len = strcspn(text, "}");
        if (strncmp(text, "${", 2) != 0 || text[len] != '}' || len - 2 >= sizeof(name)) {
            fputc(*text++, to);
            continue;
        }
        memcpy(name, text + 2, len - 2);
        name[len - 2] = '\0';
        put(j, to, name);
        text += len + 1;
    }
    fclose(to);
    return out;
}

json_t *
expand_json(const struct journey *j, const json_t *value)
{
    json_t *out, *v;
    const char *key;
    size_t i;
    if (json_is_string(value)) {
        char *text = expand(j, json_string_value(value));
        out = json_string(text);
        free(text);
    } else if (json_is_array(value)) {
        out = json_array();
        json_array_foreach((json_t *)(uintptr_t)value, i, v)
            json_array_append_new(out, expand_json(j, v));
    } else if (json_is_object(value)) {
        out = json_object();
        json_object_foreach((json_t *)(uintptr_t)value, key, v)
            json_object_set_new(out, key, expand_json(j, v));
    } else {
        out = json_deep_copy(value);
    }
    return out;
}

const json_t *
pointer_get(const json_t *value, const char *pointer)
{
    char name[128];
    while (value != NULL && *pointer == '/') {
        size_t n = strcspn(++pointer, "/");
        snprintf(name, sizeof(name), "%.*s", (int)n, pointer);
        value = json_is_array(value) ? json_array_get(value, strtoul(name, NULL, 10))
                                     : json_object_get(value, name);
        pointer += n;
    }
    return value;
}

static bool
somewhere(const json_t *list, const json_t *want)
{
    json_t *v;
    size_t i;
    char ignored[256];
    json_array_foreach((json_t *)(uintptr_t)list, i,
                       v) if (contains(v, want, ignored, sizeof(ignored))) return true;
    return false;
}

static bool
list_contains(const json_t *have, const json_t *want, char *where, size_t size)
{
    const char *first = json_string_value(json_array_get(want, 0));
    size_t n = json_array_size(want), i;
    char inner[200];
    if (first != NULL && strcmp(first, "...") == 0) {
        for (i = 1; i < n; i++)
            if (!somewhere(have, json_array_get(want, i)))
                return snprintf(where, size, "/... %zu", i) < 0;
        return true;
    }
    if (json_array_size(have) != n)
        return snprintf(where, size, " has %zu elements", json_array_size(have)) < 0;
    for (i = 0; i < n; i++)
        if (!contains(json_array_get(have, i), json_array_get(want, i), inner, sizeof(inner)))
            return snprintf(where, size, "/%zu%s", i, inner) < 0;
    return true;
}

bool
contains(const json_t *have, const json_t *want, char *where, size_t size)
{
    const char *key;
    json_t *v;
    char inner[200];
    *where = '\0';
    if (json_is_object(want) && json_is_object(have)) {
        json_object_foreach((json_t *)(uintptr_t)want, key,
                            v) if (!contains(json_object_get(have, key), v, inner,
                                             sizeof(inner))) return snprintf(where, size,
                                                                             "/%.40s%s", key,
                                                                             inner) < 0;
        return true;
    }
    if (json_is_array(want) && json_is_array(have))
        return list_contains(have, want, where, size);
    return have != NULL && json_equal(have, want);
}
