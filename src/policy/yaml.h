/* yaml.h - YAML read strictly: policy packs and round rules are law put into data, so nothing in
 * them is guessed at. RULES 14; docs/packs.md.
 *
 * Two steps. yaml_parse() makes a tree of nodes, each with its line and column. Anchors, aliases,
 * tags, a second document, a duplicate key, bytes that are not UTF-8, and what is too large or too
 * deep are refused. yaml_walk() then reads a map into a struct by a *shape*: a constant table of
 * keys with name, type, offset and meaning. The same tables print the reference of all keys
 * (yaml_markdown). Numbers are read by us: "010", "1e3" or "3.5" never become another number.
 *
 * All mistakes are reported at once, into the `struct errs` of the document, each with file, line,
 * column and key. Only broken YAML ends the reading early. Everything lives in the arena. */
#ifndef JICAI_YAML_H
#define JICAI_YAML_H
#include <stdio.h>

#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"
#include "base/host/arena.h"

enum { YAML_BYTES_MAX = 1024 * 1024, YAML_NODES_MAX = 50000, YAML_DEPTH_MAX = 16 };
enum { YAML_KEYS_MAX = 2000 }; /* in one map */

enum yaml_kind { YAML_KIND_SCALAR, YAML_KIND_LIST, YAML_KIND_MAP };

struct yaml_node {
    enum yaml_kind kind;
    int64_t line, column; /* of the value, from 1; a column counts characters */
    const char *text;     /* of a scalar; clean UTF-8 */
    bool plain;           /* a scalar without quotation marks: an empty one is no value */
    bool refused;         /* already reported: do not report it again */
    const char *key;      /* in a map: what it is called there, and where; else "" */
    int64_t key_line, key_column;
    size_t n; /* children */
    struct yaml_node *first, *next;
};

struct yaml_doc {
    const char *file; /* as messages show it */
    const struct yaml_node *root;
    struct arena *arena;
    struct errs *errs;
};

/* False: errs says why. `bytes` need not live on. */
bool yaml_parse(struct yaml_doc *out, struct arena *a, const char *file, const char *bytes,
                size_t n, struct errs *errs);
/* The same for a file on disk. */
bool yaml_read(struct yaml_doc *out, struct arena *a, const char *path, struct errs *errs);
/* A file's bytes, NUL after them; at most YAML_BYTES_MAX. */
bool yaml_bytes(const char **out, size_t *n, struct arena *a, const char *path, struct errs *errs);

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key); /* or NULL */

/* A mistake at `node` (NULL: the file as a whole); `key` is shown before the message. Always false.
 * yaml_mistake(d, node, "quota", M_ROUND_QUOTA, {n}) */
#define yaml_mistake(d, node, key, ...)                                                            \
    yaml_put((d), (node), (key), (struct err_said){.msg = __VA_ARGS__})
bool yaml_put(const struct yaml_doc *d, const struct yaml_node *node, const char *key,
              struct err_said said);

/* --- shapes --- */

enum yaml_type {
    YAML_TEXT,  /* const char *: not empty */
    YAML_BOOL,  /* bool: true, false */
    YAML_INT,   /* int64_t: digits, at most 18 */
    YAML_RATIO, /* ratio: 30%, 62.5%, 1.8 */
    YAML_MONEY, /* money: "12.50" */
    YAML_DATE,  /* date: 2024-09-10 */
    YAML_MONTH, /* month: 2026-10 */
    YAML_ENUM,  /* int: index into `choices`, "a|b|c" */
    YAML_MAP,   /* the struct of `shape`, in place */
    YAML_NODE,  /* const struct yaml_node *: the caller reads it */
};

struct yaml_list { /* what a key with `many` fills */
    void *item;    /* n of the type's C form, one after the other; NULL when n is 0 */
    size_t n;
};

struct yaml_shape;

struct yaml_key {
    const char *name;
    enum yaml_type type;
    bool needed;
    size_t offset;
    enum msg say;        /* its meaning, for the reference */
    size_t many;         /* > 0: a list of 1 to `many` of them, offset is of a struct yaml_list */
    size_t given;        /* YAML_GIVEN(struct s, field): a bool set when the key is there; or 0 */
    const char *choices; /* YAML_ENUM */
    int64_t least, most; /* INT, RATIO (ppm), MONEY (units): both 0 is no bound */
    const struct yaml_shape *shape; /* YAML_MAP */
};

struct yaml_shape {
    const char *name; /* "round.step": the heading in the reference */
    enum msg say;
    const struct yaml_key *keys;
    size_t n;    /* keys */
    size_t size; /* of the struct */
    size_t at;   /* YAML_GIVEN(struct s, at): a const struct yaml_node * set to the map; or 0 */
    const void *init; /* what list items start as; NULL: zero */
};

#define YAML_GIVEN(type, field) (offsetof(type, field) + 1)

/* Fill *out from a map; keys that are absent leave their field alone. False: there was a mistake
 * (every one of them is in d->errs; what was right is filled in all the same). */
bool yaml_walk(const struct yaml_doc *d, const struct yaml_node *map,
               const struct yaml_shape *shape, void *out);
/* One scalar; `key` for the message. Bounds, choices as in yaml_key. */
bool yaml_value(const struct yaml_doc *d, const struct yaml_node *node, const struct yaml_key *key,
                void *out);
/* Which of "a|b|c" is it? -1: none. */
int yaml_choice(const char *choices, const char *text);
/* The i-th of "a|b|c" into the arena; i in range. */
const char *yaml_choice_name(struct arena *a, const char *choices, int i);

/* The reference of a shape and of all shapes in it, each once, as Markdown tables in both
 * languages.
 */
void yaml_markdown(FILE *to, const struct yaml_shape *shape);
#endif
