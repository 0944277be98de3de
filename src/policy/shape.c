/* shape.c - a map of nodes into a struct, by a table of keys. */
#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "policy/yaml.h"
#include "words/policy.h"

int
yaml_choice(const char *choices, const char *text)
{
    size_t n = strlen(text);
    for (int i = 0;; i++) {
        size_t len = strcspn(choices, "|");
        if (len == n && strncmp(choices, text, n) == 0)
            return i;
        if (choices[len] == '\0')
            return -1;
        choices += len + 1;
    }
}

const char *
yaml_choice_name(struct arena *a, const char *choices, int i)
{
    for (; i > 0; i--) {
        choices += strcspn(choices, "|");
        assert(*choices == '|');
        choices++;
    }
    return arena_printf(a, "%.*s", (int)strcspn(choices, "|"), choices);
}

static size_t
type_size(const struct yaml_key *k)
{
    switch (k->type) {
    case YAML_TEXT: return sizeof(const char *);
    case YAML_BOOL: return sizeof(bool);
    case YAML_INT: return sizeof(int64_t);
    case YAML_RATIO: return sizeof(ratio);
    case YAML_MONEY: return sizeof(money);
    case YAML_DATE: return sizeof(date);
    case YAML_MONTH: return sizeof(month);
    case YAML_ENUM: return sizeof(int);
    case YAML_MAP: return k->shape->size;
    case YAML_NODE: return sizeof(const struct yaml_node *);
    }
    return 0;
}

/* What was wanted, in the words of M_YAML_WANT_...; {1} is what stands there. */
static bool
wanted(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *k)
{
    static const enum msg want[] = {
        [YAML_TEXT] = M_YAML_WANT_TEXT,   [YAML_BOOL] = M_YAML_WANT_BOOL,
        [YAML_INT] = M_YAML_WANT_INT,     [YAML_RATIO] = M_YAML_WANT_RATIO,
        [YAML_MONEY] = M_YAML_WANT_MONEY, [YAML_DATE] = M_YAML_WANT_DATE,
        [YAML_MONTH] = M_YAML_WANT_MONTH, [YAML_ENUM] = M_YAML_WANT_ENUM,
        [YAML_MAP] = M_YAML_WANT_MAP,     [YAML_NODE] = M_YAML_WANT_MAP,
    };
    static const char *const kinds[] = {
        [YAML_KIND_SCALAR] = "", [YAML_KIND_LIST] = "[...]", [YAML_KIND_MAP] = "{...}"};
    const char *found = node->kind == YAML_KIND_SCALAR ? node->text : kinds[node->kind];
    if (node->refused)
        return false;
    if (node->kind == YAML_KIND_SCALAR && *found == '\0')
        return yaml_mistake(d, node, k->name, M_YAML_NO_VALUE, {NULL});
    if (k->type == YAML_ENUM) /* the choices may be longer than one argument of a message */
        return yaml_put(d, node, k->name,
                        (struct err_said){.msg = want[k->type], .arg = {found, k->choices}});
    return yaml_put(d, node, k->name, (struct err_said){.msg = want[k->type], .arg = {found}});
}

static bool
bool_parse(bool *out, const char *s)
{
    *out = strcmp(s, "true") == 0;
    return *out || strcmp(s, "false") == 0;
}

static bool
in_bounds(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *k,
          int64_t n)
{
    char least[RATIO_TEXT_MAX], most[RATIO_TEXT_MAX];
    if ((k->least == 0 && k->most == 0) || (n >= k->least && n <= k->most))
        return true;
    if (k->type == YAML_RATIO) {
        ratio_text((ratio){k->least}, least);
        ratio_text((ratio){k->most}, most);
    } else if (k->type == YAML_MONEY) {
        money_text((money){k->least}, least);
        money_text((money){k->most}, most);
    } else {
        int_text(k->least, least);
        int_text(k->most, most);
    }
    return yaml_mistake(d, node, k->name, M_YAML_RANGE, {node->text, least, most});
}

static bool
scalar_parse(const struct yaml_key *k, const char *s, void *out, int64_t *n)
{
    switch (k->type) {
    case YAML_TEXT: *(const char **)out = s; return *s != '\0';
    case YAML_BOOL: return bool_parse(out, s);
    case YAML_INT: return int_parse(out, s) && ((*n = *(int64_t *)out), true);
    case YAML_RATIO: return ratio_parse(out, s) && ((*n = ((ratio *)out)->ppm), true);
    case YAML_MONEY: return money_parse(out, s) && ((*n = ((money *)out)->units), true);
    case YAML_DATE: return date_parse(out, s);
    case YAML_MONTH: return month_parse(out, s);
    case YAML_ENUM: /* what is none of them leaves what was there: it may become an index */
        return (*n = yaml_choice(k->choices, s)) >= 0 && ((*(int *)out = (int)*n), true);
    case YAML_MAP:
    case YAML_NODE: break;
    }
    return false;
}

bool
yaml_value(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *k,
           void *out)
{
    int64_t n = 0;
    if (k->type == YAML_NODE) {
        *(const struct yaml_node **)out = node;
        return true;
    }
    if (k->type == YAML_MAP)
        return yaml_walk(d, node, k->shape, out);
    if (node->refused || node->kind != YAML_KIND_SCALAR || !scalar_parse(k, node->text, out, &n))
        return wanted(d, node, k);
    bool bounded = k->type == YAML_INT || k->type == YAML_RATIO || k->type == YAML_MONEY;
    return !bounded || in_bounds(d, node, k, n);
}

static bool
list_read(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *k,
          struct yaml_list *out)
{
    char most[INT_TEXT_MAX];
    size_t size = type_size(k), i = 0;
    bool ok = true;
    if (node->kind != YAML_KIND_LIST)
        return node->refused || yaml_mistake(d, node, k->name, M_YAML_WANT_LIST,
                                             {node->kind == YAML_KIND_MAP ? "{...}" : node->text});
    if (node->n == 0 || node->n > k->many)
        return yaml_mistake(d, node, k->name, M_YAML_LIST_LONG, {int_text((int64_t)k->many, most)});
    out->n = node->n;
    out->item = arena_alloc_n(d->arena, node->n, size);
    for (const struct yaml_node *c = node->first; c != NULL; c = c->next, i++) {
        char *item = (char *)out->item + i * size;
        if (k->type == YAML_MAP && k->shape->init != NULL)
            memcpy(item, k->shape->init, size);
        ok = yaml_value(d, c, k, item) && ok;
    }
    return ok;
}

static const struct yaml_key *
key_find(const struct yaml_shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->n; i++)
        if (strcmp(shape->keys[i].name, name) == 0)
            return &shape->keys[i];
    return NULL;
}

static bool
member_read(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *k,
            char *out)
{
    if (k->given > 0)
        *(bool *)(out + k->given - 1) = true;
    if (k->many > 0)
        return list_read(d, node, k, (struct yaml_list *)(void *)(out + k->offset));
    return yaml_value(d, node, k, out + k->offset);
}

bool
yaml_walk(const struct yaml_doc *d, const struct yaml_node *map, const struct yaml_shape *shape,
          void *out)
{
    bool ok = true;
    struct yaml_key self = {.name = map->key, .type = YAML_MAP};
    if (shape->at > 0)
        *(const struct yaml_node **)(void *)((char *)out + shape->at - 1) = map;
    if (map->kind != YAML_KIND_MAP)
        return wanted(d, map, &self);
    for (const struct yaml_node *n = map->first; n != NULL; n = n->next) {
        const struct yaml_key *k = key_find(shape, n->key);
        const struct yaml_node at = {.line = n->key_line, .column = n->key_column};
        if (k != NULL)
            ok = member_read(d, n, k, out) && ok;
        else
            ok = yaml_mistake(d, &at, n->key, M_YAML_KEY_UNKNOWN, {shape->name});
    }
    for (size_t i = 0; i < shape->n; i++)
        if (shape->keys[i].needed && yaml_get(map, shape->keys[i].name) == NULL)
            ok = yaml_mistake(d, map, shape->keys[i].name, M_YAML_KEY_MISSING, {NULL});
    return ok;
}

/* --- the reference --- */

enum { SHAPES_MAX = 64 };

static void
type_print(FILE *to, const struct yaml_key *k)
{
    static const enum msg name[] = {
        [YAML_TEXT] = M_YAML_TYPE_TEXT,   [YAML_BOOL] = M_YAML_TYPE_BOOL,
        [YAML_INT] = M_YAML_TYPE_INT,     [YAML_RATIO] = M_YAML_TYPE_RATIO,
        [YAML_MONEY] = M_YAML_TYPE_MONEY, [YAML_DATE] = M_YAML_TYPE_DATE,
        [YAML_MONTH] = M_YAML_TYPE_MONTH, [YAML_ENUM] = M_YAML_TYPE_ENUM,
        [YAML_MAP] = M_YAML_TYPE_MAP,     [YAML_NODE] = M_YAML_TYPE_NODE,
    };
    if (k->many > 0)
        fprintf(to, "%s ", word_text(LANG_EN, M_YAML_TYPE_LIST));
    fputs(word_text(LANG_EN, name[k->type]), to);
    if (k->type == YAML_MAP)
        fprintf(to, " `%s`", k->shape->name);
    for (const char *c = k->type == YAML_ENUM ? k->choices : ""; *c != '\0';) {
        size_t len = strcspn(c, "|");
        fprintf(to, " `%.*s`", (int)len, c);
        c += len + (c[len] == '|');
    }
}

static void
shape_print(FILE *to, const struct yaml_shape *s)
{
    fprintf(to, "### `%s`\n\n%s / %s\n\n", s->name, word_text(LANG_EN, s->say),
            word_text(LANG_ZH, s->say));
    fputs("| key | type | needed | meaning | 含义 |\n|---|---|---|---|---|\n", to);
    for (size_t i = 0; i < s->n; i++) {
        const struct yaml_key *k = &s->keys[i];
        fprintf(to, "| `%s` | ", k->name);
        type_print(to, k);
        fprintf(to, " | %s | %s | %s |\n", k->needed ? word_text(LANG_EN, M_YAML_YES) : "",
                word_text(LANG_EN, k->say), word_text(LANG_ZH, k->say));
    }
    fputs("\n", to);
}

static bool
seen(const struct yaml_shape *const done[], size_t n, const struct yaml_shape *s)
{
    for (size_t i = 0; i < n; i++)
        if (done[i] == s)
            return true;
    return false;
}

void
yaml_markdown(FILE *to, const struct yaml_shape *shape)
{
    const struct yaml_shape *list[SHAPES_MAX] = {shape};
    size_t n = 1;
    for (size_t i = 0; i < n; i++) {
        shape_print(to, list[i]);
        for (size_t j = 0; j < list[i]->n; j++) {
            const struct yaml_key *k = &list[i]->keys[j];
            if (k->type != YAML_MAP || seen(list, n, k->shape))
                continue;
            assert(n < SHAPES_MAX);
            list[n++] = k->shape;
        }
    }
}
