/* From C structs to JSON, and the tables themselves as JSON Schema. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/base64.h"
#include "base/core/instant.h"
#include "base/core/text.h"
#include "http/shape.h"
#include "words/db.h"

/* Is there something to print? See FIELD_OPT. */
static bool
is_there(const struct field *f, const char *base)
{
    const void *at = base + f->offset;
    if (f->flags >> 8 != 0)
        return *(const bool *)(base + (f->flags >> 8) - 1);
    if ((f->flags & FIELD_OPT) == 0)
        return true;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_JSON: return *(const char *const *)at != NULL && **(const char *const *)at != '\0';
    case FIELD_INT:
    case FIELD_POOL:
    case FIELD_INSTANT: return *(const int64_t *)at != 0;
    case FIELD_MONEY: return ((const money *)at)->units != 0;
    case FIELD_QTY: return ((const qty *)at)->pieces != 0;
    case FIELD_RATIO: return ((const ratio *)at)->ppm != 0;
    case FIELD_DATE: return ((const date *)at)->day != 0;
    case FIELD_MONTH: return ((const month *)at)->month != 0;
    case FIELD_ENUM: return *f->names[*(const int *)at] != '\0';
    case FIELD_BYTES: return ((const struct bytes *)at)->n != 0;
    case FIELD_LIST: return ((const struct list *)at)->n != 0;
    case FIELD_BOOL:
    case FIELD_OBJECT: return true;
    }
    return true;
}

static void
bytes_print(struct json *j, const char *key, const struct bytes *b)
{
    char *text = malloc(BASE64_TEXT_MAX(b->n));
    if (text == NULL)
        abort();
    json_text(j, key, base64_text(b->at, b->n, text));
    free(text);
}

static void object_print(const struct shape *s, struct json *j, const char *key, const char *base);
static void field_print(const struct field *f, struct json *j, const char *key, const char *base);

static void
list_print(const struct field *f, struct json *j, const char *key, const struct list *l)
{
    const char *item = l->at;
    json_open(j, key, '[');
    for (size_t i = 0; i < l->n; i++, item += f->shape->size)
        if (f->shape->fields[0].name == NULL)
            field_print(&f->shape->fields[0], j, NULL, item);
        else
            object_print(f->shape, j, NULL, item);
    json_close(j, ']');
}

static void
field_print(const struct field *f, struct json *j, const char *key, const char *base)
{
    char text[INT_TEXT_MAX + INSTANT_TEXT_MAX];
    const void *at = base + f->offset;
    switch (f->type) {
    case FIELD_TEXT:
        assert(*(const char *const *)at != NULL);
        json_text(j, key, *(const char *const *)at);
        return;
    case FIELD_JSON: json_raw(j, key, *(const char *const *)at); return;
    case FIELD_INT: json_int(j, key, *(const int64_t *)at); return;
    case FIELD_POOL: json_text(j, key, int_text(*(const int64_t *)at, text)); return;
    case FIELD_MONEY: json_money(j, key, *(const money *)at); return;
    case FIELD_QTY: json_qty(j, key, *(const qty *)at); return;
    case FIELD_RATIO: json_ratio(j, key, *(const ratio *)at); return;
    case FIELD_DATE: json_date(j, key, *(const date *)at); return;
    case FIELD_MONTH: json_text(j, key, month_text(*(const month *)at, text)); return;
    case FIELD_INSTANT: json_text(j, key, instant_text(*(const int64_t *)at, text)); return;
    case FIELD_BOOL: json_bool(j, key, *(const bool *)at); return;
    case FIELD_ENUM:
        assert(*(const int *)at >= 0 && *(const int *)at < f->max);
        json_text(j, key, f->names[*(const int *)at]);
        return;
    case FIELD_BYTES: bytes_print(j, key, at); return;
    case FIELD_OBJECT: object_print(f->shape, j, key, at); return;
    case FIELD_LIST: list_print(f, j, key, at); return;
    }
}

static void
object_print(const struct shape *s, struct json *j, const char *key, const char *base)
{
    json_open(j, key, '{');
    for (size_t i = 0; i < s->n; i++)
        if (is_there(&s->fields[i], base))
            field_print(&s->fields[i], j, s->fields[i].name, base);
    json_close(j, '}');
}

void
shape_print(const struct shape *s, struct json *j, const char *key, const void *value)
{
    object_print(s, j, key, value);
}

bool
shape_text(const struct shape *s, const void *value, struct arena *a, const char **out, size_t *n,
           struct err *e)
{
    struct json j;
    char *text = NULL;
    FILE *to = open_memstream(&text, n);
    if (to == NULL)
        abort();
    json_start(&j, to);
    shape_print(s, &j, NULL, value);
    bool ok = fclose(to) == 0;
    if (!ok)
        abort();
    ok = arena_room(a, *n + 1);
    if (ok)
        *out = memcpy(arena_alloc(a, *n + 1), text, *n + 1);
    free(text);
    return ok || err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
}

/* --- JSON Schema --- */

static const char *const types[] = {
    [FIELD_TEXT] = "string",  [FIELD_INT] = "integer",   [FIELD_POOL] = "string",
    [FIELD_MONEY] = "string", [FIELD_QTY] = "integer",   [FIELD_RATIO] = "string",
    [FIELD_DATE] = "string",  [FIELD_MONTH] = "string",  [FIELD_INSTANT] = "string",
    [FIELD_BOOL] = "boolean", [FIELD_ENUM] = "string",   [FIELD_BYTES] = "string",
    [FIELD_LIST] = "array",   [FIELD_OBJECT] = "object",
};

/* What a text of the type looks like. */
static const struct {
    const char *pattern, *format;
} texts[] = {
    [FIELD_POOL] = {"^[1-9][0-9]{5}$", NULL},
    [FIELD_MONEY] = {"^-?[0-9]{1,14}(\\.[0-9]{1,4})?$", NULL},
    [FIELD_RATIO] = {"^-?[0-9]+(\\.[0-9]{1,6})?%?$", NULL},
    [FIELD_DATE] = {NULL, "date"},
    [FIELD_MONTH] = {"^[0-9]{4}-(0[1-9]|1[0-2])$", NULL},
    [FIELD_INSTANT] = {NULL, "date-time"},
    [FIELD_JSON] = {NULL, NULL},
};

static void
text_schema(const struct field *f, struct json *j)
{
    int64_t min = f->min;
    if (min == 0 && (f->flags & (FIELD_BLANK | FIELD_OPT)) == 0)
        min = 1;
    json_int(j, "minLength", min);
    json_int(j, "maxLength", f->max);
    if ((f->flags & FIELD_SECRET) != 0)
        json_text(j, "format", "password");
}

static void
names_schema(const struct field *f, struct json *j)
{
    json_open(j, "enum", '[');
    for (int64_t i = 0; i < f->max; i++)
        if (f->names[i] != NULL && *f->names[i] != '\0')
            json_text(j, NULL, f->names[i]);
    json_close(j, ']');
}

static void object_schema(const struct shape *s, struct json *j);

static void
inner_schema(const struct field *f, struct json *j)
{
    switch (f->type) {
    case FIELD_TEXT: text_schema(f, j); return;
    case FIELD_INT:
        if (f->min != 0 || f->max != 0) {
            json_int(j, "minimum", f->min);
            json_int(j, "maximum", f->max);
        }
        return;
    case FIELD_QTY:
        json_int(j, "minimum", (f->flags & FIELD_SIGNED) != 0 ? 1 - QTY_LIMIT : 0);
        json_int(j, "maximum", QTY_LIMIT - 1);
        return;
    case FIELD_ENUM: names_schema(f, j); return;
    case FIELD_BYTES:
        json_text(j, "contentEncoding", "base64");
        json_int(j, "maxLength", (f->max + 2) / 3 * 4);
        return;
    case FIELD_LIST:
        json_int(j, "minItems", f->min);
        json_int(j, "maxItems", f->max);
        shape_schema(f->shape, j, "items");
        return;
    case FIELD_POOL:
    case FIELD_MONEY:
    case FIELD_RATIO:
    case FIELD_DATE:
    case FIELD_MONTH:
    case FIELD_INSTANT:
        if (texts[f->type].pattern != NULL)
            json_text(j, "pattern", texts[f->type].pattern);
        if (texts[f->type].format != NULL)
            json_text(j, "format", texts[f->type].format);
        return;
    case FIELD_BOOL:
    case FIELD_OBJECT:
    case FIELD_JSON: return;
    }
}

static void
field_schema(const struct field *f, struct json *j, const char *key)
{
    if (f->type == FIELD_OBJECT) {
        shape_schema(f->shape, j, key);
        return;
    }
    json_open(j, key, '{');
    if (f->type != FIELD_JSON)
        json_text(j, "type", types[f->type]);
    inner_schema(f, j);
    json_close(j, '}');
}

static void
object_schema(const struct shape *s, struct json *j)
{
    json_text(j, "type", "object");
    json_bool(j, "additionalProperties", false);
    json_open(j, "properties", '{');
    for (size_t i = 0; i < s->n; i++)
        field_schema(&s->fields[i], j, s->fields[i].name);
    json_close(j, '}');
    json_open(j, "required", '[');
    for (size_t i = 0; i < s->n; i++)
        if ((s->fields[i].flags & FIELD_OPT) == 0)
            json_text(j, NULL, s->fields[i].name);
    json_close(j, ']');
}

void
shape_schema(const struct shape *s, struct json *j, const char *key)
{
    char ref[128];
    if (s->fields[0].name == NULL) {
        field_schema(&s->fields[0], j, key);
        return;
    }
    json_open(j, key, '{');
    if (s->name != NULL) {
        snprintf(ref, sizeof(ref), "#/components/schemas/%s", s->name);
        json_text(j, "$ref", ref);
    } else {
        object_schema(s, j);
    }
    json_close(j, '}');
}

void
shape_define(const struct shape *s, struct json *j)
{
    json_open(j, s->name, '{');
    object_schema(s, j);
    json_close(j, '}');
}

void
field_define(const struct field *f, struct json *j, const char *key)
{
    field_schema(f, j, key);
}
