/* The tree against its definition, every proof of every small tree, and every small lie. */
#include "../test.h"
#include "audit/tree.h"

enum { LEAVES = 33 };
static struct hash leaf[LEAVES];

/* MTH of RFC 9162, section 2.1.1, word for word. */
static struct hash
definition(const struct hash *d, int64_t n)
{
    struct hash out, l, r;
    int64_t k = 1;
    if (n == 0) {
        sha256_of("", 0, out.b);
        return out;
    }
    if (n == 1)
        return d[0];
    while (2 * k < n)
        k *= 2;
    l = definition(d, k);
    r = definition(d + k, n - k);
    return node_hash(&l, &r);
}

static int reads;

static bool
read_definition(void *arg, int level, int64_t index, struct hash *out, struct err *e)
{
    (void)arg, (void)e;
    reads++;
    assert_true((index + 1) << level <= LEAVES);
    *out = definition(leaf + (index << level), (int64_t)1 << level);
    return true;
}

static int
setup(void **state)
{
    (void)state;
    for (int i = 0; i < LEAVES; i++)
        leaf[i] = leaf_hash(&i, (size_t)i % 4);
    return 0;
}

/* The vectors of the certificate transparency reference code. */
static void
test_known_roots(void **state)
{
    static const struct {
        const char *data, *root;
    } known[] = {
        {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"\x00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"\x10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"\x20\x21", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"\x30\x31", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"\x40\x41\x42\x43", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"\x50\x51\x52\x53\x54\x55\x56\x57",
         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    };
    static const size_t size[] = {0, 1, 1, 2, 2, 4, 8, 16};
    struct frontier f = {0};
    struct hash done[TREE_LEVELS + 1];
    char text[SHA256_HEX_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        struct hash one = leaf_hash(known[i].data, size[i]), root;
        frontier_add(&f, &one, done);
        root = frontier_root(&f);
        assert_string_equal(sha256_text(root.b, text), known[i].root);
    }
}

static void
test_frontier_is_the_definition(void **state)
{
    struct frontier f = {0};
    (void)state;
    for (int64_t n = 0;; n++) {
        struct hash want = definition(leaf, n), got = frontier_root(&f), read;
        struct hash done[TREE_LEVELS + 1];
        struct err e;
        assert_true(hash_equal(&want, &got));
        assert_true(tree_root(read_definition, NULL, n, &read, &e));
        assert_true(hash_equal(&want, &read));
        if (n == LEAVES)
            break;
        int levels = frontier_add(&f, &leaf[n], done);
        for (int k = 0; k <= levels; k++) { /* what it says it completed */
            want = definition(leaf + n + 1 - ((int64_t)1 << k), (int64_t)1 << k);
            assert_true(hash_equal(&want, &done[k]));
        }
        assert_true(((n + 1) & ((int64_t)1 << levels)) != 0); /* and no more */
    }
}

static int
log2_up(int64_t n)
{
    int k = 0;
    while ((int64_t)1 << k < n)
        k++;
    return k;
}

/* Whatever is changed, it does not hold any more. */
static void
lies(const struct proof *p, int64_t i, int64_t n, const struct hash *root)
{
    struct proof q;
    for (size_t k = 0; k < p->n; k++) {
        q = *p;
        q.node[k].b[k % 32] ^= 1;
        assert_false(inclusion_holds(&q, i, n, &leaf[i], root));
        q = *p;
        memmove(&q.node[k], &q.node[k + 1], (p->n - k - 1) * sizeof(q.node[0]));
        q.n--;
        assert_false(inclusion_holds(&q, i, n, &leaf[i], root));
    }
    q = *p;
    q.node[q.n++] = *root;
    assert_false(inclusion_holds(&q, i, n, &leaf[i], root));
    for (int64_t j = -1; j <= n + 1; j++)
        if (j != i)
            assert_false(inclusion_holds(p, j, n, &leaf[i], root));
    struct hash other = leaf[i];
    other.b[31] ^= 0x80;
    assert_false(inclusion_holds(p, i, n, &other, root));
}

static void
test_every_inclusion(void **state)
{
    struct proof p;
    struct err e;
    (void)state;
    for (int64_t n = 1; n <= LEAVES; n++) {
        struct hash root = definition(leaf, n);
        for (int64_t i = 0; i < n; i++) {
            reads = 0;
            assert_true(inclusion_prove(read_definition, NULL, i, n, &p, &e));
            assert_true(p.n <= (size_t)log2_up(n));
            assert_true(reads <= 2 * log2_up(n));
            assert_true(inclusion_holds(&p, i, n, &leaf[i], &root));
            lies(&p, i, n, &root);
        }
    }
}

static void
test_every_consistency(void **state)
{
    struct proof p, q;
    struct err e;
    (void)state;
    for (int64_t n = 0; n <= LEAVES; n++)
        for (int64_t m = 0; m <= n; m++) {
            struct hash old = definition(leaf, m), now = definition(leaf, n), bad;
            reads = 0;
            assert_true(consistency_prove(read_definition, NULL, m, n, &p, &e));
            assert_true(reads <= 2 * log2_up(n) + 2);
            assert_true(consistency_holds(&p, m, n, &old, &now));
            bad = old;
            bad.b[3] ^= 4;
            assert_false(consistency_holds(&p, m, n, &bad, &now));
            bad = now;
            bad.b[3] ^= 4;
            if (m > 0) /* nothing is known of what follows the empty tree */
                assert_false(consistency_holds(&p, m, n, &old, &bad));
            for (size_t k = 0; k < p.n; k++) {
                q = p;
                q.node[k].b[k % 32] ^= 1;
                assert_false(consistency_holds(&q, m, n, &old, &now));
            }
            q = p;
            q.node[q.n++] = now;
            assert_false(consistency_holds(&q, m, n, &old, &now));
            if (p.n > 0) {
                q = p;
                q.n--;
                assert_false(consistency_holds(&q, m, n, &old, &now));
            }
            assert_false(consistency_holds(&p, n + 1, m, &old, &now));
        }
}

static void
test_hexadecimal(void **state)
{
    struct hash h, back;
    char text[SHA256_HEX_MAX];
    (void)state;
    for (int i = 0; i < 8; i++) {
        h = leaf[i];
        assert_true(hash_parse(&back, sha256_text(h.b, text)));
        assert_true(hash_equal(&h, &back));
    }
    for (size_t i = 0; i < 64; i++) {
        char bad[SHA256_HEX_MAX];
        memcpy(bad, text, sizeof(bad));
        bad[i] = "Gg-"[i % 3];
        assert_false(hash_parse(&back, bad));
        bad[i] = '\0';
        assert_false(hash_parse(&back, bad));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_roots),       cmocka_unit_test(test_frontier_is_the_definition),
        cmocka_unit_test(test_every_inclusion),   cmocka_unit_test(test_every_consistency),
        cmocka_unit_test(test_hexadecimal),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
