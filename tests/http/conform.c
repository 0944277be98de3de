#include "conform.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
say(char *said, const char *where, const char *what)
{
    snprintf(said, CONFORM_SAID_MAX, "%s: %s", *where != '\0' ? where : "/", what);
    return false;
}

static bool
match(const char *pattern, const char *text)
{
    regex_t r;
    if (regcomp(&r, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool ok = regexec(&r, text, 0, NULL, 0) == 0;
    regfree(&r);
    return ok;
}

static const json_t *
deref(const json_t *doc, const json_t *schema)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    if (ref == NULL || strncmp(ref, "#/components/schemas/", 21) != 0)
        return schema;
    return json_object_get(json_object_get(json_object_get(doc, "components"), "schemas"),
                           ref + 21);
}

static json_int_t
characters(const char *s)
{
    json_int_t n = 0;
    for (; *s != '\0'; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static bool
check_string(const json_t *schema, const json_t *v, const char *where, char *said)
{
    const char *s = json_string_value(v);
    const char *format = json_string_value(json_object_get(schema, "format"));
    const json_t *min = json_object_get(schema, "minLength"),
                 *max = json_object_get(schema, "maxLength"),
                 *pattern = json_object_get(schema, "pattern"),
                 *list = json_object_get(schema, "enum"), *e;
    size_t i;
    bool found = list == NULL;
    if (s == NULL)
        return say(said, where, "not a string");
    if (min != NULL && characters(s) < json_integer_value(min))
        return say(said, where, "shorter than minLength");
    if (max != NULL && characters(s) > json_integer_value(max))
        return say(said, where, "longer than maxLength");
    if (pattern != NULL && !match(json_string_value(pattern), s))
        return say(said, where, "does not match the pattern");
    json_array_foreach(list, i, e) found = found || strcmp(json_string_value(e), s) == 0;
    if (!found)
        return say(said, where, "not in enum");
    if (format != NULL && strcmp(format, "date") == 0 && !match("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", s))
        return say(said, where, "not a date");
    if (format != NULL && strcmp(format, "date-time") == 0 &&
        !match("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$", s))
        return say(said, where, "not a date-time");
    return true;
}

static bool
check_int(const json_t *schema, const json_t *v, const char *where, char *said)
{
    const json_t *min = json_object_get(schema, "minimum"),
                 *max = json_object_get(schema, "maximum");
    if (!json_is_integer(v))
        return say(said, where, "not an integer");
    if (min != NULL && json_integer_value(v) < json_integer_value(min))
        return say(said, where, "below the minimum");
    if (max != NULL && json_integer_value(v) > json_integer_value(max))
        return say(said, where, "above the maximum");
    return true;
}

static bool
check_number(const json_t *schema, const json_t *v, const char *where, char *said)
{
    const json_t *min = json_object_get(schema, "minimum");
    if (!json_is_number(v))
        return say(said, where, "not a number");
    if (min != NULL && json_number_value(v) < json_number_value(min))
        return say(said, where, "below the minimum");
    return true;
}

static bool
check_array(const json_t *doc, const json_t *schema, const json_t *v, const char *where, char *said)
{
    const json_t *min = json_object_get(schema, "minItems"),
                 *max = json_object_get(schema, "maxItems"),
                 *items = json_object_get(schema, "items");
    size_t i;
    json_t *e;
    char at[256];
    if (!json_is_array(v))
        return say(said, where, "not an array");
    json_int_t n = (json_int_t)json_array_size(v);
    if (items == NULL || n < json_integer_value(min) ||
        (max != NULL && n > json_integer_value(max)))
        return say(said, where, "too few or too many items");
    json_array_foreach((json_t *)v, i, e)
    {
        snprintf(at, sizeof(at), "%.200s/%zu", where, i);
        if (!conform_value(doc, items, e, at, said))
            return false;
    }
    return true;
}

static bool
check_object(const json_t *doc, const json_t *schema, const json_t *v, const char *where,
             char *said)
{
    const json_t *properties = json_object_get(schema, "properties"),
                 *required = json_object_get(schema, "required"), *name;
    char at[256];
    const char *key;
    json_t *value;
    size_t i;
    if (!json_is_object(v))
        return say(said, where, "not an object");
    json_array_foreach((json_t *)required, i,
                       name) if (json_object_get(v, json_string_value(name)) ==
                                 NULL) return say(said, where, json_string_value(name));
    json_object_foreach((json_t *)v, key, value)
    {
        const json_t *of = json_object_get(properties, key);
        snprintf(at, sizeof(at), "%.180s/%.60s", where, key);
        if (of == NULL)
            return say(said, at, "not described");
        if (!conform_value(doc, of, value, at, said))
            return false;
    }
    return true;
}

bool
conform_value(const json_t *doc, const json_t *schema, const json_t *v, const char *where,
              char said[static CONFORM_SAID_MAX])
{
    schema = deref(doc, schema);
    if (schema == NULL)
        return say(said, where, "no such schema");
    const char *type = json_string_value(json_object_get(schema, "type"));
    if (type == NULL)
        return json_object_size(schema) == 0 || say(said, where, "a schema without a type");
    if (strcmp(type, "string") == 0)
        return check_string(schema, v, where, said);
    if (strcmp(type, "integer") == 0)
        return check_int(schema, v, where, said);
    if (strcmp(type, "number") == 0)
        return check_number(schema, v, where, said);
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(v) || say(said, where, "not a boolean");
    if (strcmp(type, "array") == 0)
        return check_array(doc, schema, v, where, said);
    if (strcmp(type, "object") == 0)
        return check_object(doc, schema, v, where, said);
    return say(said, where, "a type that we do not print");
}

/* "/v1/pools/{pool}" and "/v1/pools/500000"; how many fixed words it has, -1: no. */
static int
path_match(const char *template, const char *path)
{
    int fixed = 0;
    while (*template == '/' && *path == '/') {
        size_t want = strcspn(++template, "/"), have = strcspn(++path, "/");
        if (*template == '{') {
            if (have == 0)
                return -1;
        } else if (want != have || memcmp(template, path, have) != 0) {
            return -1;
        } else {
            fixed++;
        }
        template += want;
        path += have;
    }
    return *template == '\0' && *path == '\0' ? fixed : -1;
}

const json_t *
conform_operation(const json_t *doc, const char *method, const char *path)
{
    const json_t *paths = json_object_get(doc, "paths"), *found = NULL;
    const char *key;
    json_t *item;
    char lower[16] = "";
    int best = -1;
    if (strcasecmp(method, "HEAD") == 0)
        method = "get";
    for (size_t i = 0; method[i] != '\0' && i < 15; i++)
        lower[i] = (char)(method[i] | 32);
    json_object_foreach((json_t *)paths, key, item)
    {
        int fixed = path_match(key, path);
        if (fixed > best && json_object_get(item, lower) != NULL) {
            best = fixed;
            found = json_object_get(item, lower);
        }
    }
    return found;
}

static const json_t *
response_of(const json_t *operation, int status)
{
    char exact[16], class[16];
    const json_t *all = json_object_get(operation, "responses");
    snprintf(exact, sizeof(exact), "%d", status);
    snprintf(class, sizeof(class), "%dXX", status / 100);
    const json_t *r = json_object_get(all, exact);
    return r != NULL ? r : json_object_get(all, class);
}

bool
conform(const json_t *doc, const char *method, const char *path, int status, const char *media,
        const char *body, size_t n, char said[static CONFORM_SAID_MAX])
{
    static const char problem[] = "application/problem+json";
    const json_t *operation = conform_operation(doc, method, path), *r, *schema;
    char type[96];
    if (operation == NULL) {
        if (status != 404 && status != 405 && status != 400 && status != 414 && status != 503)
            return say(said, path, "an answer of a route that is not described");
        operation = conform_operation(doc, "GET", "/healthz");
    }
    r = response_of(operation, status);
    if (r == NULL)
        return say(said, path, "a status that is not described");
    r = json_object_get(r, "content");
    if (r == NULL)
        return n == 0 || say(said, path, "a body where none is described");
    if (strcasecmp(method, "HEAD") == 0)
        return true;
    snprintf(type, sizeof(type), "%.*s", (int)strcspn(media, ";"), media);
    r = json_object_get(r, type);
    if (r == NULL)
        return say(said, path, "a media type that is not described");
    schema = json_object_get(r, "schema");
    if (strcmp(type, "application/json") != 0 && strcmp(type, problem) != 0)
        return true;
    json_t *json = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
    bool ok =
        json != NULL ? conform_value(doc, schema, json, "", said) : say(said, path, "not JSON");
    json_decref(json);
    return ok;
}
