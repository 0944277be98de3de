/* From JSON to C structs. */
#include "http/shape.h"

#include <assert.h>
#include <string.h>

#include "base/core/base64.h"
#include "base/core/instant.h"
#include "base/core/text.h"
#include "words/http.h"

static const struct field code_fields[] = {{.type = FIELD_TEXT, .max = 64}};
const struct shape shape_code = {NULL, sizeof(const char *), 1, code_fields};

struct at { /* where in the document, from the inside out */
    const struct at *up;
    const char *name; /* NULL: an index, or the document itself when `up` is NULL */
    size_t index;
};

struct parse {
    struct arena *a;
    struct errs *errs;
};

/* One segment of a JSON pointer (RFC 6901), as much of it as fits. */
static size_t
segment(const struct at *at, char *out, size_t size)
{
    char number[INT_TEXT_MAX];
    const char *s = at->name != NULL ? at->name : int_text((int64_t)at->index, number);
    size_t n = 0;
    out[n++] = '/';
    for (; *s != '\0' && n + 3 < size; s++) {
        if (*s == '~' || *s == '/')
            out[n++] = '~';
        out[n++] = *s == '~' ? '0' : *s == '/' ? '1' : *s;
    }
    out[n] = '\0';
    return n;
}

static size_t
pointer(const struct at *at, char *out, size_t size)
{
    size_t n = at->up != NULL ? pointer(at->up, out, size) : 0;
    out[n] = '\0';
    return at->up == NULL || n + 8 > size ? n : n + segment(at, out + n, size - n);
}

/* Always false. */
static bool
bad(struct parse *p, const struct at *at, enum msg m, const char *arg, const char *arg2)
{
    char place[ERR_WHERE_MAX];
    struct err e;
    pointer(at, place, sizeof(place));
    place[text_cut(place, sizeof(place) - 1)] = '\0';
    err_set(&e, ERR_INPUT, m, {arg, arg2}, .file = place);
    return errs_add(p->errs, &e);
}

static bool
bad_range(struct parse *p, const struct at *at, enum msg m, int64_t min, int64_t max)
{
    char from[INT_TEXT_MAX], to[INT_TEXT_MAX];
    return bad(p, at, m, int_text(min, from), int_text(max, to));
}

static int64_t
characters(const char *s, size_t n)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xc0) != 0x80;
    return count;
}

/* Clean, but for line ends and tabs where they may be. */
static bool
is_clean(const char *s, size_t n, bool lines)
{
    while (n > 0) {
        size_t len = lines ? strcspn(s, "\r\n\t") : n;
        if (!text_is_clean(s, len < n ? len : n))
            return false;
        if (len >= n)
            return true;
        s += len + 1;
        n -= len + 1;
    }
    return true;
}

static bool
text_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *v,
           const char **out)
{
    const char *s = json_string_value(v);
    if (s == NULL)
        return bad(p, at, M_SHAPE_TEXT, NULL, NULL);
    size_t n = json_string_length(v);
    int64_t count = characters(s, n), min = f->min;
    if (min == 0 && (f->flags & (FIELD_BLANK | FIELD_OPT)) == 0)
        min = 1;
    if (!is_clean(s, n, (f->flags & FIELD_LINES) != 0))
        return bad(p, at, M_SHAPE_CONTROL, NULL, NULL);
    if (count < min || count > f->max)
        return bad_range(p, at, M_SHAPE_LENGTH, min, f->max);
    *out = s;
    return true;
}

static bool
int_take(struct parse *p, const struct at *at, const json_t *v, int64_t min, int64_t max,
         int64_t *out)
{
    if (!json_is_integer(v))
        return bad(p, at, M_SHAPE_INT, NULL, NULL);
    int64_t i = json_integer_value(v);
    if (i < min || i > max)
        return bad_range(p, at, M_SHAPE_RANGE, min, max);
    *out = i;
    return true;
}

static bool
pool_parse(struct parse *p, const struct at *at, const json_t *v, int64_t *out)
{
    const char *s = json_string_value(v);
    return (s != NULL && strlen(s) == 6 && *s != '0' && int_parse(out, s)) ||
           bad(p, at, M_SHAPE_POOL, NULL, NULL);
}

static bool
money_take(struct parse *p, const struct at *at, const struct field *f, const json_t *v, money *out)
{
    money m;
    if (!json_is_string(v) || !money_parse(&m, json_string_value(v)))
        return bad(p, at, M_SHAPE_MONEY, NULL, NULL);
    if (m.units < 0 && (f->flags & FIELD_SIGNED) == 0)
        return bad(p, at, M_SHAPE_NEGATIVE, NULL, NULL);
    *out = m;
    return true;
}

static bool
enum_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *v, int *out)
{
    char list[ERR_ARG_MAX] = "";
    const char *s = json_string_value(v);
    for (int i = 0; s != NULL && i < f->max; i++)
        if (f->names[i] != NULL && *f->names[i] != '\0' && strcmp(f->names[i], s) == 0) {
            *out = i;
            return true;
        }
    for (int i = 0; i < f->max; i++) {
        size_t n = strlen(list), len = f->names[i] != NULL ? strlen(f->names[i]) : 0;
        if (len == 0 || n + len + 3 > sizeof(list))
            continue;
        memcpy(list + n, ", ", n > 0 ? 2 : 0);
        memcpy(list + n + (n > 0 ? 2 : 0), f->names[i], len + 1);
    }
    return bad(p, at, M_SHAPE_CHOICE, list, NULL);
}

static bool
bytes_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *v,
            struct bytes *out)
{
    size_t len = json_string_length(v), n;
    if (!json_is_string(v) || !arena_room(p->a, BASE64_BYTES_MAX(len)))
        return bad(p, at, M_SHAPE_BASE64, NULL, NULL);
    uint8_t *bytes = arena_alloc(p->a, BASE64_BYTES_MAX(len) + 1);
    if (!base64_parse(json_string_value(v), len, bytes, &n))
        return bad(p, at, M_SHAPE_BASE64, NULL, NULL);
    if ((int64_t)n < f->min || (int64_t)n > f->max)
        return bad_range(p, at, M_SHAPE_BYTES, f->min, f->max);
    *out = (struct bytes){bytes, n};
    return true;
}

static bool value_parse(struct parse *p, const struct at *at, const struct field *f,
                        const json_t *v, void *out);
static bool object_parse(struct parse *p, const struct at *at, const struct shape *s,
                         const json_t *v, char *base);

static bool
list_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *v,
           struct list *out)
{
    size_t n = json_array_size(v), size = f->shape->size;
    bool ok = true;
    if (!json_is_array(v))
        return bad(p, at, M_SHAPE_LIST, NULL, NULL);
    if ((int64_t)n < f->min || (int64_t)n > f->max)
        return bad_range(p, at, M_SHAPE_ITEMS, f->min, f->max);
    if (!arena_room(p->a, n * size))
        return bad(p, at, M_SHAPE_MEMORY, NULL, NULL);
    char *items = arena_alloc_n(p->a, n + 1, size);
    for (size_t i = 0; i < n; i++) {
        struct at here = {at, NULL, i};
        const json_t *item = json_array_get(v, i);
        if (f->shape->fields[0].name == NULL)
            ok &= value_parse(p, &here, &f->shape->fields[0], item, items + i * size);
        else
            ok &= object_parse(p, &here, f->shape, item, items + i * size);
    }
    *out = (struct list){items, n};
    return ok;
}

static bool
value_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *v, void *out)
{
    const char *s = json_string_value(v);
    switch (f->type) {
    case FIELD_TEXT: return text_parse(p, at, f, v, out);
    case FIELD_INT:
        return f->min == 0 && f->max == 0 ? int_take(p, at, v, INT64_MIN, INT64_MAX, out)
                                          : int_take(p, at, v, f->min, f->max, out);
    case FIELD_POOL: return pool_parse(p, at, v, out);
    case FIELD_MONEY: return money_take(p, at, f, v, out);
    case FIELD_QTY: return int_take(p, at, v, 0, QTY_LIMIT - 1, &((qty *)out)->pieces);
    case FIELD_RATIO:
        return (s != NULL && ratio_parse(out, s)) || bad(p, at, M_SHAPE_RATIO, NULL, NULL);
    case FIELD_DATE:
        return (s != NULL && date_parse(out, s)) || bad(p, at, M_SHAPE_DATE, NULL, NULL);
    case FIELD_MONTH:
        return (s != NULL && month_parse(out, s)) || bad(p, at, M_SHAPE_MONTH, NULL, NULL);
    case FIELD_INSTANT:
        return (s != NULL && instant_parse(out, s)) || bad(p, at, M_SHAPE_INSTANT, NULL, NULL);
    case FIELD_BOOL:
        *(bool *)out = json_is_true(v);
        return json_is_boolean(v) || bad(p, at, M_SHAPE_BOOL, NULL, NULL);
    case FIELD_ENUM: return enum_parse(p, at, f, v, out);
    case FIELD_BYTES: return bytes_parse(p, at, f, v, out);
    case FIELD_OBJECT: return object_parse(p, at, f->shape, v, out);
    case FIELD_LIST: return list_parse(p, at, f, v, out);
    case FIELD_JSON: break; /* of replies only */
    }
    assert(0 && "a field that cannot be asked for");
    return false;
}

static bool
field_parse(struct parse *p, const struct at *at, const struct field *f, const json_t *object,
            char *base)
{
    struct at here = {at, f->name, 0};
    const json_t *v = json_object_get(object, f->name);
    if (v == NULL) {
        if (f->type == FIELD_TEXT)
            *(const char **)(void *)(base + f->offset) = "";
        return (f->flags & FIELD_OPT) != 0 || bad(p, &here, M_SHAPE_MISSING, NULL, NULL);
    }
    if (f->flags >> 8 != 0)
        *(bool *)(base + (f->flags >> 8) - 1) = true;
    return value_parse(p, &here, f, v, base + f->offset);
}

static bool
is_known(const struct shape *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->fields[i].name, name) == 0)
            return true;
    return false;
}

static bool
object_parse(struct parse *p, const struct at *at, const struct shape *s, const json_t *v,
             char *base)
{
    bool ok = true;
    const char *name;
    json_t *ignored;
    if (!json_is_object(v))
        return bad(p, at, M_SHAPE_OBJECT, NULL, NULL);
    for (size_t i = 0; i < s->n; i++)
        ok &= field_parse(p, at, &s->fields[i], v, base);
    json_object_foreach((json_t *)v, name, ignored)
    { /* jansson has no const iterator */
        struct at here = {at, name, 0};
        if (!is_known(s, name))
            ok = bad(p, &here, M_SHAPE_UNKNOWN, NULL, NULL);
    }
    return ok;
}

bool
shape_parse(const struct shape *s, const json_t *json, struct arena *a, const void **out,
            struct errs *errs)
{
    struct parse p = {a, errs};
    struct at root = {NULL, NULL, 0};
    char *base = arena_alloc(a, s->size);
    *out = base;
    return object_parse(&p, &root, s, json, base);
}

static void
json_drop(void *json)
{
    json_decref(json);
}

bool
shape_read(const struct shape *s, const char *text, size_t n, struct arena *a, const void **out,
           struct errs *errs)
{
    json_error_t why;
    struct err e;
    char line[INT_TEXT_MAX], column[INT_TEXT_MAX];
    json_t *json = json_loadb(text != NULL ? text : "", n, JSON_REJECT_DUPLICATES, &why);
    if (json == NULL) {
        err_set(&e, ERR_INPUT, M_SHAPE_JSON,
                {int_text(why.line, line), int_text(why.column, column), why.text});
        return errs_add(errs, &e);
    }
    arena_defer(a, json_drop, json);
    return shape_parse(s, json, a, out, errs);
}

static const struct field *
parameter(const struct shape *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->fields[i].name, name) == 0)
            return &s->fields[i];
    return NULL;
}

/* As JSON would have it; what is not of the type stays text and is refused as such. */
static json_t *
parameter_value(const struct field *f, const char *value)
{
    int64_t i;
    if (f != NULL && (f->type == FIELD_INT || f->type == FIELD_QTY) && int_parse(&i, value))
        return json_integer(i);
    if (f != NULL && f->type == FIELD_BOOL)
        if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
            return json_boolean(*value == 't');
    return json_string(value); /* NULL when it is not UTF-8 */
}

static bool
bad_parameter(struct errs *errs, enum msg m, const char *name)
{
    struct parse p = {NULL, errs};
    struct at root = {NULL, NULL, 0}, here = {&root, name, 0};
    bool clean = text_is_clean(name, strlen(name));
    return bad(&p, clean ? &here : &root, m, NULL, NULL);
}

bool
shape_query(const struct shape *s, const struct param in[], size_t n, struct arena *a,
            const void **out, struct errs *errs)
{
    json_t *all = json_object();
    size_t first = errs->n;
    bool ok = true;
    arena_defer(a, json_drop, all);
    for (size_t i = 0; i < n; i++) {
        const char *value = in[i].value != NULL ? in[i].value : "";
        json_t *v = parameter_value(parameter(s, in[i].name), value);
        if (json_object_get(all, in[i].name) != NULL)
            ok = bad_parameter(errs, M_SHAPE_TWICE, in[i].name);
        if (v == NULL || json_object_set_new(all, in[i].name, v) != 0)
            ok = bad_parameter(errs, M_SHAPE_CONTROL, in[i].name);
    }
    ok &= shape_parse(s, all, a, out, errs);
    for (size_t i = first; i < errs->n; i++)
        errs->list[i].at.file[0] = '?';
    return ok;
}
