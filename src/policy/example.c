/* example.c - read examples.yaml, run each, compare key by key. */
#include "policy/example.h"

#include <string.h>

#include "base/core/text.h"
#include "words/policy.h"

enum { EXAMPLES_MAX = 500 };

struct example {
    const char *why, *kind;
    const struct yaml_node *given, *expect, *at;
};

struct examples {
    struct yaml_list list;
};

#define AT(field) offsetof(struct example, field)
static const struct yaml_key example_keys[] = {
    {"why", YAML_TEXT, true, AT(why), .say = M_KEY_EXAMPLE_WHY},
    {"kind", YAML_TEXT, true, AT(kind), .say = M_KEY_EXAMPLE_KIND},
    {"given", YAML_NODE, true, AT(given), .say = M_KEY_EXAMPLE_GIVEN},
    {"expect", YAML_NODE, true, AT(expect), .say = M_KEY_EXAMPLE_EXPECT},
};
#undef AT
static const struct yaml_shape example_shape = {.name = "example",
                                                .say = M_KEY_EXAMPLE,
                                                .keys = example_keys,
                                                .n = sizeof(example_keys) / sizeof(*example_keys),
                                                .size = sizeof(struct example),
                                                .at = YAML_GIVEN(struct example, at)};
static const struct yaml_key examples_keys[] = {
    {"examples", YAML_MAP, true, 0, .say = M_KEY_EXAMPLES_LIST, .many = EXAMPLES_MAX,
     .shape = &example_shape},
};
const struct yaml_shape examples_shape = {.name = "examples",
                                          .say = M_KEY_EXAMPLES,
                                          .keys = examples_keys,
                                          .n = 1,
                                          .size = sizeof(struct examples)};

static const struct example_kind *
kind_find(const char *name)
{
    for (const struct example_kind *const *k = example_kinds; *k != NULL; k++)
        if (strcmp((*k)->name, name) == 0)
            return *k;
    return NULL;
}

/* One value in the words of YAML. */
static const char *
value_text(struct arena *a, const struct yaml_key *k, const char *at)
{
    char t[MONEY_TEXT_MAX + INT_TEXT_MAX];
    const void *v = at;
    switch (k->type) {
    case YAML_TEXT: return *(const char *const *)v;
    case YAML_BOOL: return *(const bool *)v ? "true" : "false";
    case YAML_INT: return arena_strdup(a, int_text(*(const int64_t *)v, t));
    case YAML_RATIO: return arena_strdup(a, ratio_text(*(const ratio *)v, t));
    case YAML_MONEY: return arena_strdup(a, money_text(*(const money *)v, t));
    case YAML_DATE: return arena_strdup(a, date_text(*(const date *)v, t));
    case YAML_MONTH: return arena_strdup(a, month_text(*(const month *)v, t));
    case YAML_ENUM: return yaml_choice_name(a, k->choices, *(const int *)v);
    case YAML_MAP:
    case YAML_NODE: break;
    }
    return "";
}

static size_t
value_size(enum yaml_type t)
{
    switch (t) {
    case YAML_TEXT: return sizeof(const char *);
    case YAML_BOOL: return sizeof(bool);
    case YAML_INT:
    case YAML_RATIO:
    case YAML_MONEY: return sizeof(int64_t);
    case YAML_DATE:
    case YAML_MONTH: return sizeof(int32_t);
    case YAML_ENUM: return sizeof(int);
    case YAML_MAP:
    case YAML_NODE: break;
    }
    return 0;
}

/* A value, or a list of them as "a, b, c". */
static const char *
field_text(struct arena *a, const struct yaml_key *k, const void *out)
{
    const char *at = (const char *)out + k->offset, *all = "";
    if (k->many == 0)
        return value_text(a, k, at);
    const struct yaml_list *list = (const void *)at;
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s%s", all, i > 0 ? ", " : "",
                           value_text(a, k, (const char *)list->item + i * value_size(k->type)));
    return all;
}

static void
miss_add(struct example_result *r, const struct example *e, const char *key, const char *want,
         const char *got)
{
    if (r->n < r->max)
        r->miss[r->n++] = (struct example_miss){e->why, e->kind, key, want, got, e->at->line};
}

/* Only the keys that the example names are compared. */
static bool
compare(struct arena *a, const struct example *e, const struct yaml_shape *shape, const void *want,
        const void *got, struct example_result *r)
{
    bool same = true;
    for (size_t i = 0; i < shape->n; i++) {
        const struct yaml_key *k = &shape->keys[i];
        if (yaml_get(e->expect, k->name) == NULL)
            continue;
        const char *w = field_text(a, k, want), *g = field_text(a, k, got);
        if (strcmp(w, g) != 0) {
            same = false;
            miss_add(r, e, k->name, w, g);
        }
    }
    return same;
}

/* "expect: {no_rule: true}" */
static bool
expects_no_rule(const struct yaml_node *expect)
{
    const struct yaml_node *n =
        expect->kind == YAML_KIND_MAP && expect->n == 1 ? yaml_get(expect, "no_rule") : NULL;
    return n != NULL && n->kind == YAML_KIND_SCALAR && strcmp(n->text, "true") == 0;
}

static void
run_one(const struct yaml_doc *d, const struct policy *p, const struct example *e,
        struct example_result *r)
{
    const struct example_kind *k = kind_find(e->kind);
    bool none = expects_no_rule(e->expect), same;
    if (k == NULL) {
        yaml_mistake(d, yaml_get(e->at, "kind"), "kind", M_EXAMPLE_KIND, {e->kind});
        return;
    }
    void *given = arena_alloc(d->arena, k->given->size);
    void *want = arena_alloc(d->arena, k->expect->size);
    void *got = arena_alloc(d->arena, k->expect->size);
    bool ok = yaml_walk(d, e->given, k->given, given);
    ok = (none || yaml_walk(d, e->expect, k->expect, want)) && ok;
    if (ok && e->expect->n == 0)
        ok = yaml_mistake(d, e->expect, "expect", M_EXAMPLE_EMPTY, {NULL});
    if (!ok)
        return;
    if (!k->run(p, d->arena, given, got)) {
        same = none;
        if (!none)
            miss_add(r, e, "no_rule", "false", "true");
    } else if (none) {
        same = false;
        miss_add(r, e, "no_rule", "true", "false");
    } else {
        same = compare(d->arena, e, k->expect, want, got, r);
    }
    r->passed += same;
    r->failed += !same;
}

bool
example_run(const struct policy *p, struct arena *a, struct example_result *out, struct errs *errs)
{
    struct yaml_doc d;
    struct examples all = {0};
    const char *bytes;
    size_t n, before = errs->total;

    if (!policy_file(&bytes, &n, a, p->folder, p->builtin, "examples.yaml"))
        return true;
    if (!yaml_parse(&d, a, arena_printf(a, "%s/examples.yaml", p->folder), bytes, n, errs) ||
        !yaml_walk(&d, d.root, &examples_shape, &all))
        return false;
    const struct example *e = all.list.item;
    for (size_t i = 0; i < all.list.n; i++)
        run_one(&d, p, &e[i], out);
    return errs->total == before;
}
