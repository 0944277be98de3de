#include "audit/tree.h"

#include <assert.h>
#include <string.h>

struct hash
leaf_hash(const void *text, size_t n)
{
    struct sha256 s;
    struct hash out;
    sha256_init(&s);
    sha256_add(&s, "\0", 1);
    sha256_add(&s, text, n);
    sha256_end(&s, out.b);
    return out;
}

struct hash
node_hash(const struct hash *left, const struct hash *right)
{
    struct sha256 s;
    struct hash out;
    sha256_init(&s);
    sha256_add(&s, "\1", 1);
    sha256_add(&s, left->b, sizeof(left->b));
    sha256_add(&s, right->b, sizeof(right->b));
    sha256_end(&s, out.b);
    return out;
}

bool
hash_equal(const struct hash *a, const struct hash *b)
{
    return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

bool
hash_parse(struct hash *out, const char *hex)
{
    for (size_t i = 0; i < 2 * sizeof(out->b); i++) {
        static const char digits[] = "0123456789abcdef";
        const char *at = hex[i] != '\0' ? strchr(digits, hex[i]) : NULL;
        if (at == NULL)
            return false;
        unsigned v = (unsigned)(at - digits);
        out->b[i / 2] = (uint8_t)(i % 2 == 0 ? v << 4 : out->b[i / 2] | v);
    }
    return true;
}

int
frontier_add(struct frontier *f, const struct hash *leaf, struct hash done[static TREE_LEVELS + 1])
{
    int level = 0;
    assert(f->size >= 0 && f->size < INT64_MAX >> 2);
    done[0] = *leaf;
    for (int64_t bits = f->size; (bits & 1) != 0; bits >>= 1, level++) {
        assert(f->n > 0);
        done[level + 1] = node_hash(&f->node[--f->n], &done[level]);
    }
    f->node[f->n++] = done[level];
    f->size++;
    return level;
}

struct hash
frontier_root(const struct frontier *f)
{
    struct hash out;
    if (f->n == 0) {
        sha256_of("", 0, out.b);
        return out;
    }
    out = f->node[f->n - 1];
    for (int i = f->n - 1; i > 0; i--)
        out = node_hash(&f->node[i - 1], &out);
    return out;
}

/* The largest power of two below n, as its exponent. */
static int
split(int64_t n)
{
    int level = 0;
    assert(n > 1);
    while ((int64_t)2 << level < n)
        level++;
    return level;
}

struct reader {
    tree_read *read;
    void *arg;
    struct err *e;
};

/* The tree of the leaves from..to-1 where `from` is a multiple of every power of two up to the
 * width: its complete subtrees, folded from the right. */
static bool
range_hash(struct reader *r, int64_t from, int64_t to, struct hash *out)
{
    struct hash left, right;
    int64_t width = to - from;
    int level = width == 1 ? 0 : split(width);
    if ((int64_t)1 << level == width)
        return r->read(r->arg, level, from >> level, out, r->e);
    if (width == (int64_t)2 << level)
        return r->read(r->arg, level + 1, from >> (level + 1), out, r->e);
    int64_t middle = from + ((int64_t)1 << level);
    if (!range_hash(r, from, middle, &left) || !range_hash(r, middle, to, &right))
        return false;
    *out = node_hash(&left, &right);
    return true;
}

static bool
add_range(struct reader *r, int64_t from, int64_t to, struct proof *out)
{
    assert(out->n < PROOF_MAX);
    return range_hash(r, from, to, &out->node[out->n++]);
}

/* PATH of RFC 9162, from the leaf upwards. */
static bool
path(struct reader *r, int64_t index, int64_t from, int64_t to, struct proof *out)
{
    if (to - from == 1)
        return true;
    int64_t middle = from + ((int64_t)1 << split(to - from));
    if (index < middle)
        return path(r, index, from, middle, out) && add_range(r, middle, to, out);
    return path(r, index, middle, to, out) && add_range(r, from, middle, out);
}

/* SUBPROOF: `known` while the old tree is a subtree of its own, which the checker has. */
static bool
subproof(struct reader *r, int64_t old, int64_t from, int64_t to, bool known, struct proof *out)
{
    if (old == to)
        return known || add_range(r, from, to, out);
    int64_t middle = from + ((int64_t)1 << split(to - from));
    if (old <= middle)
        return subproof(r, old, from, middle, known, out) && add_range(r, middle, to, out);
    return subproof(r, old, middle, to, false, out) && add_range(r, from, middle, out);
}

bool
tree_root(tree_read *read, void *arg, int64_t size, struct hash *out, struct err *e)
{
    struct reader r = {read, arg, e};
    if (size > 0)
        return range_hash(&r, 0, size, out);
    sha256_of("", 0, out->b);
    return true;
}

bool
inclusion_prove(tree_read *read, void *arg, int64_t index, int64_t size, struct proof *out,
                struct err *e)
{
    struct reader r = {read, arg, e};
    assert(index >= 0 && index < size);
    out->n = 0;
    return path(&r, index, 0, size, out);
}

bool
consistency_prove(tree_read *read, void *arg, int64_t from, int64_t to, struct proof *out,
                  struct err *e)
{
    struct reader r = {read, arg, e};
    assert(from >= 0 && from <= to);
    out->n = 0;
    return from == 0 || from == to || subproof(&r, from, 0, to, true, out);
}

bool
inclusion_holds(const struct proof *p, int64_t index, int64_t size, const struct hash *leaf,
                const struct hash *root)
{
    if (index < 0 || index >= size)
        return false;
    int64_t fn = index, sn = size - 1;
    struct hash h = *leaf;
    for (size_t i = 0; i < p->n; i++) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            h = node_hash(&p->node[i], &h);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            h = node_hash(&h, &p->node[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_equal(&h, root);
}

/* 0 < from < to; `first`: where both trees begin. */
static bool
climb(const struct proof *p, size_t next, struct hash first, int64_t fn, int64_t sn,
      const struct hash *root, const struct hash *later)
{
    struct hash fr = first, sr = first;
    for (size_t i = next; i < p->n; i++) {
        const struct hash *c = &p->node[i];
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            fr = node_hash(c, &fr);
            sr = node_hash(c, &sr);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = node_hash(&sr, c);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_equal(&fr, root) && hash_equal(&sr, later);
}

bool
consistency_holds(const struct proof *p, int64_t from, int64_t to, const struct hash *root,
                  const struct hash *later)
{
    if (from < 0 || from > to)
        return false;
    if (from == 0) {
        struct hash empty;
        sha256_of("", 0, empty.b);
        return p->n == 0 && hash_equal(root, &empty);
    }
    if (from == to)
        return p->n == 0 && hash_equal(root, later);
    if (p->n == 0)
        return false;
    int64_t fn = from - 1, sn = to - 1;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    bool power = (from & (from - 1)) == 0; /* then the old root is where both begin */
    return power ? climb(p, 0, *root, fn, sn, root, later)
                 : climb(p, 1, p->node[0], fn, sn, root, later);
}
