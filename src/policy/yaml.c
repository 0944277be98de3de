/* yaml.c - bytes to a tree of nodes, by libyaml's events: only they show anchors and tags. */
#include "policy/yaml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/core/text.h"
#include "words/policy.h"

struct builder {
    struct yaml_doc *doc;
    yaml_parser_t parser;
    size_t nodes;
    bool broken; /* the YAML itself: nothing more can be read */
};

bool
yaml_put(const struct yaml_doc *d, const struct yaml_node *node, const char *key,
         struct err_said said)
{
    struct err e;
    said.file = d->file;
    said.field = key;
    if (node != NULL) {
        said.line = node->line;
        said.column = node->column;
    }
    err_put(&e, ERR_INPUT, said);
    return errs_add(d->errs, &e);
}

static bool
mistake_at(struct builder *b, yaml_mark_t at, struct err_said said)
{
    struct yaml_node n = {.line = (int64_t)at.line + 1, .column = (int64_t)at.column + 1};
    return yaml_put(b->doc, &n, "", said);
}

/* Ends the reading. */
static struct yaml_node *
stop(struct builder *b, yaml_mark_t at, struct err_said said)
{
    b->broken = true;
    mistake_at(b, at, said);
    return NULL;
}

static bool
event_next(struct builder *b, yaml_event_t *e)
{
    if (b->broken)
        return false;
    if (yaml_parser_parse(&b->parser, e))
        return true;
    const char *why = b->parser.problem != NULL ? b->parser.problem : "";
    stop(b, b->parser.problem_mark, (struct err_said){.msg = M_YAML_SYNTAX, .arg = {why}});
    return false;
}

static struct yaml_node *node_of(struct builder *b, yaml_event_t *e, int depth);

static struct yaml_node *
node_new(struct builder *b, enum yaml_kind kind, yaml_mark_t at)
{
    if (++b->nodes > YAML_NODES_MAX)
        return stop(b, at, (struct err_said){.msg = M_YAML_MANY});
    struct yaml_node *n = arena_alloc(b->doc->arena, sizeof(*n));
    n->kind = kind;
    n->line = (int64_t)at.line + 1;
    n->column = (int64_t)at.column + 1;
    n->text = n->key = "";
    return n;
}

static struct yaml_node *
scalar_of(struct builder *b, const yaml_event_t *e)
{
    const char *text = (const char *)e->data.scalar.value;
    struct yaml_node *n = node_new(b, YAML_KIND_SCALAR, e->start_mark);
    if (n == NULL)
        return NULL;
    n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    n->text = arena_strdup(b->doc->arena, text);
    if (!text_is_clean(text, e->data.scalar.length)) { /* "\0", "\n" written as escapes or blocks */
        n->refused = true;
        mistake_at(b, e->start_mark, (struct err_said){.msg = M_YAML_CONTROL});
    }
    return n;
}

static void
append(struct yaml_node *parent, struct yaml_node **last, struct yaml_node *child)
{
    if (*last == NULL)
        parent->first = child;
    else
        (*last)->next = child;
    *last = child;
    parent->n++;
}

static struct yaml_node *
list_of(struct builder *b, yaml_mark_t at, int depth)
{
    struct yaml_node *list = node_new(b, YAML_KIND_LIST, at), *last = NULL;
    yaml_event_t e;
    while (list != NULL && event_next(b, &e)) {
        bool end = e.type == YAML_SEQUENCE_END_EVENT;
        struct yaml_node *item = end ? NULL : node_of(b, &e, depth + 1);
        yaml_event_delete(&e);
        if (item == NULL)
            return end ? list : NULL;
        append(list, &last, item);
    }
    return NULL;
}

/* The key is a scalar of its own; the value takes over its text and place. */
static struct yaml_node *
member_of(struct builder *b, const struct yaml_node *map, struct yaml_node *key, int depth)
{
    char line[INT_TEXT_MAX];
    yaml_event_t e;
    if (key->kind != YAML_KIND_SCALAR) {
        yaml_mistake(b->doc, key, "", M_YAML_KEY_SCALAR, {NULL});
    } else if (!key->refused) {
        const struct yaml_node *twin = yaml_get(map, key->text);
        if (twin != NULL)
            yaml_mistake(b->doc, key, key->text, M_YAML_KEY_TWICE,
                         {int_text(twin->key_line, line)});
    }
    if (!event_next(b, &e))
        return NULL;
    struct yaml_node *value = node_of(b, &e, depth + 1);
    yaml_event_delete(&e);
    if (value != NULL) {
        value->key = key->text;
        value->key_line = key->line;
        value->key_column = key->column;
    }
    return value;
}

static struct yaml_node *
map_of(struct builder *b, yaml_mark_t at, int depth)
{
    struct yaml_node *map = node_new(b, YAML_KIND_MAP, at), *last = NULL;
    yaml_event_t e;
    while (map != NULL && event_next(b, &e)) {
        bool end = e.type == YAML_MAPPING_END_EVENT;
        struct yaml_node *key = end ? NULL : node_of(b, &e, depth + 1);
        yaml_mark_t mark = e.start_mark;
        yaml_event_delete(&e);
        if (key == NULL)
            return end ? map : NULL;
        if (map->n == YAML_KEYS_MAX)
            return stop(b, mark, (struct err_said){.msg = M_YAML_MANY});
        struct yaml_node *value = member_of(b, map, key, depth);
        if (value == NULL)
            return NULL;
        append(map, &last, value);
    }
    return NULL;
}

/* An alias becomes an empty scalar that nobody reports a second time. */
static struct yaml_node *
alias_of(struct builder *b, yaml_mark_t at)
{
    struct yaml_node *n = node_new(b, YAML_KIND_SCALAR, at);
    if (n == NULL)
        return NULL;
    mistake_at(b, at, (struct err_said){.msg = M_YAML_ALIAS});
    n->refused = true;
    return n;
}

static void
extras(struct builder *b, yaml_mark_t at, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        mistake_at(b, at, (struct err_said){.msg = M_YAML_ALIAS});
    if (tag != NULL)
        mistake_at(b, at, (struct err_said){.msg = M_YAML_TAG});
}

/* The node that begins with `e`, which stays the caller's. NULL: broken, reported. */
static struct yaml_node *
node_of(struct builder *b, yaml_event_t *e, int depth)
{
    yaml_mark_t at = e->start_mark;
    if (depth > YAML_DEPTH_MAX)
        return stop(b, at, (struct err_said){.msg = M_YAML_DEEP});
    if (e->type == YAML_ALIAS_EVENT)
        return alias_of(b, at);
    if (e->type == YAML_SCALAR_EVENT) {
        extras(b, at, e->data.scalar.anchor, e->data.scalar.tag);
        return scalar_of(b, e);
    }
    if (e->type == YAML_SEQUENCE_START_EVENT) {
        extras(b, at, e->data.sequence_start.anchor, e->data.sequence_start.tag);
        return list_of(b, at, depth);
    }
    if (e->type == YAML_MAPPING_START_EVENT) {
        extras(b, at, e->data.mapping_start.anchor, e->data.mapping_start.tag);
        return map_of(b, at, depth);
    }
    return stop(b, at, (struct err_said){.msg = M_YAML_SYNTAX, .arg = {"?"}});
}

/* Stream start, one document, stream end. */
static struct yaml_node *
stream_of(struct builder *b)
{
    struct yaml_node *root = NULL;
    yaml_event_t e;
    int documents = 0;
    while (event_next(b, &e)) {
        yaml_event_type_t type = e.type;
        if (type == YAML_DOCUMENT_START_EVENT && ++documents > 1)
            stop(b, e.start_mark, (struct err_said){.msg = M_YAML_DOCUMENTS});
        else if (type != YAML_STREAM_START_EVENT && type != YAML_STREAM_END_EVENT &&
                 type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT)
            root = node_of(b, &e, 1);
        yaml_event_delete(&e);
        if (type == YAML_STREAM_END_EVENT)
            break;
    }
    return b->broken ? NULL : root;
}

/* How many bytes the character at `s` has; 0: not UTF-8, or a control character. */
static size_t
char_at(const char *s, size_t n)
{
    if (*s == '\n' || *s == '\r' || *s == '\t' || (*s >= ' ' && *s < 0x7f))
        return 1;
    for (size_t k = 1; k <= 4 && k <= n; k++)
        if (text_is_clean(s, k))
            return k;
    return 0;
}

static bool
utf8_check(const struct yaml_doc *d, const char *s, size_t n)
{
    struct yaml_node at = {.line = 1, .column = 1};
    for (size_t i = 0, len; i < n; i += len) {
        if ((len = char_at(s + i, n - i)) == 0)
            return yaml_mistake(d, &at, "", M_YAML_UTF8, {NULL});
        at.column++;
        if (s[i] == '\n') {
            at.line++;
            at.column = 1;
        }
    }
    return true;
}

bool
yaml_parse(struct yaml_doc *out, struct arena *a, const char *file, const char *bytes, size_t n,
           struct errs *errs)
{
    struct builder b = {.doc = out};
    size_t before = errs->total;

    *out = (struct yaml_doc){.file = file, .arena = a, .errs = errs};
    if (n > YAML_BYTES_MAX)
        return yaml_mistake(out, NULL, "", M_YAML_LARGE, {"1 MiB"});
    if (!utf8_check(out, bytes, n))
        return false;
    if (!yaml_parser_initialize(&b.parser))
        abort(); /* out of memory, as in arena_alloc */
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)bytes, n);
    out->root = stream_of(&b);
    yaml_parser_delete(&b.parser);
    if (out->root == NULL && errs->total == before)
        yaml_mistake(out, NULL, "", M_YAML_EMPTY, {NULL});
    return errs->total == before;
}

bool
yaml_bytes(const char **out, size_t *n, struct arena *a, const char *path, struct errs *errs)
{
    struct yaml_doc d = {.file = path, .errs = errs};
    char *buf = arena_alloc(a, YAML_BYTES_MAX + 2);
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return yaml_mistake(&d, NULL, "", M_YAML_FILE, {strerror(errno)});
    *n = fread(buf, 1, YAML_BYTES_MAX + 1, f);
    bool bad = ferror(f) != 0;
    int why = errno;
    fclose(f);
    *out = buf;
    if (bad)
        return yaml_mistake(&d, NULL, "", M_YAML_FILE, {strerror(why)});
    return *n <= YAML_BYTES_MAX || yaml_mistake(&d, NULL, "", M_YAML_LARGE, {"1 MiB"});
}

bool
yaml_read(struct yaml_doc *out, struct arena *a, const char *path, struct errs *errs)
{
    const char *bytes;
    size_t n;
    *out = (struct yaml_doc){.file = path, .arena = a, .errs = errs};
    return yaml_bytes(&bytes, &n, a, path, errs) && yaml_parse(out, a, path, bytes, n, errs);
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *n = map->first; n != NULL; n = n->next)
        if (strcmp(n->key, key) == 0)
            return n;
    return NULL;
}
