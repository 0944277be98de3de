/* tree.h - the Merkle tree of RFC 9162 (section 2.1) over SHA-256, as arithmetic: no storage here.
 *
 * A leaf is SHA-256(0x00 || its text), an inner node SHA-256(0x01 || left || right); a tree of n
 * leaves is split at the largest power of two below n. A subtree of 2^level leaves that begins at a
 * multiple of its width is called complete, and is named (level, index): its leaves are index *
 * 2^level and on. Whoever proves hands in a function that knows the complete subtrees; whoever
 * checks needs nothing but the proof. */
#ifndef JICAI_TREE_H
#define JICAI_TREE_H
#include "base/core/err.h"
#include "base/core/sha256.h"

enum { TREE_LEVELS = 62, PROOF_MAX = 2 * TREE_LEVELS };

struct hash {
    uint8_t b[SHA256_SIZE];
};

struct hash leaf_hash(const void *text, size_t n);
struct hash node_hash(const struct hash *left, const struct hash *right);
bool hash_equal(const struct hash *a, const struct hash *b);
bool hash_parse(struct hash *out, const char *hex); /* 64 lower-case digits, then anything */

/* The right edge of a growing tree: the roots of its complete subtrees, the widest first. Enough to
 * append and to know the root. All zero: the empty tree. */
struct frontier {
    int64_t size;
    int n; /* one for each bit that is set in `size` */
    struct hash node[TREE_LEVELS];
};

/* done[k]: the complete subtree of level k that this leaf finished, for k = 0 up to the result. */
int frontier_add(struct frontier *f, const struct hash *leaf,
                 struct hash done[static TREE_LEVELS + 1]);
struct hash frontier_root(const struct frontier *f);

/* Tells the hash of a complete subtree. */
typedef bool tree_read(void *arg, int level, int64_t index, struct hash *out, struct err *e);

struct proof { /* as RFC 9162 orders it: an inclusion proof begins with the leaf's neighbour */
    size_t n;
    struct hash node[PROOF_MAX];
};

/* Of the tree of the first `size` leaves. Reads at most two nodes for each level. */
bool tree_root(tree_read *read, void *arg, int64_t size, struct hash *out, struct err *e);
bool inclusion_prove(tree_read *read, void *arg, int64_t index, int64_t size, struct proof *out,
                     struct err *e); /* 0 <= index < size */
bool consistency_prove(tree_read *read, void *arg, int64_t from, int64_t to, struct proof *out,
                       struct err *e); /* 0 <= from <= to */

/* Is `leaf` at `index` of the tree of `size` leaves with this root? (2.1.3.2) */
bool inclusion_holds(const struct proof *p, int64_t index, int64_t size, const struct hash *leaf,
                     const struct hash *root);
/* Is the tree of `from` leaves the beginning of that of `to` leaves? (2.1.4.2) */
bool consistency_holds(const struct proof *p, int64_t from, int64_t to, const struct hash *root,
                       const struct hash *later);
#endif
