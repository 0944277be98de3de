/* YAML read strictly: each kind of mistake with its line, column and key, and all at once. */
#include "../test.h"

#include "base/core/text.h"
#include "policy/yaml.h"
#include "words/policy.h"

struct leg {
    int64_t n;
    ratio share;
};

struct table {
    const char *name;
    bool on, on_given;
    int64_t legs;
    ratio share;
    money price;
    date from;
    month in;
    int kind;
    struct leg leg;
    struct yaml_list all, quota;
    const struct yaml_node *any, *at;
};

static const struct yaml_key leg_keys[] = {
    {"n", YAML_INT, .needed = true, .offset = offsetof(struct leg, n), .least = 1, .most = 9},
    {"share", YAML_RATIO, .offset = offsetof(struct leg, share), .most = 1000000},
};
static const struct leg leg_init = {.share = {500000}};
static const struct yaml_shape leg_shape = {.name = "table.leg", .keys = leg_keys, .n = COUNT(leg_keys),
                                            .size = sizeof(struct leg), .init = &leg_init};
#define AT(field) .offset = offsetof(struct table, field)
static const struct yaml_key table_keys[] = {
    {"name", YAML_TEXT, .needed = true, AT(name)},
    {"on", YAML_BOOL, AT(on), .given = YAML_GIVEN(struct table, on_given)},
    {"legs", YAML_INT, AT(legs)},
    {"share", YAML_RATIO, AT(share)},
    {"price", YAML_MONEY, AT(price)},
    {"from", YAML_DATE, AT(from)},
    {"in", YAML_MONTH, AT(in)},
    {"kind", YAML_ENUM, AT(kind), .choices = "oak|elm|beech"},
    {"leg", YAML_MAP, AT(leg), .shape = &leg_shape},
    {"all", YAML_MAP, AT(all), .many = 3, .shape = &leg_shape},
    {"quota", YAML_INT, AT(quota), .many = 4},
    {"any", YAML_NODE, AT(any)},
};
static const struct yaml_shape table_shape = {.name = "table", .keys = table_keys,
                                              .n = COUNT(table_keys), .size = sizeof(struct table),
                                              .at = YAML_GIVEN(struct table, at)};

static struct err room[32];
static struct errs errs;
static struct arena *arena;

static bool
read_table(const char *bytes, size_t n, struct table *t)
{
    struct yaml_doc d;
    memset(t, 0, sizeof(*t));
    errs = (struct errs){.list = room, .max = COUNT(room)};
    bool ok = yaml_parse(&d, arena, "t.yaml", bytes, n, &errs);
    return d.root != NULL && yaml_walk(&d, d.root, &table_shape, t) && ok;
}

static void
test_everything_in_its_place(void **state)
{
    static const char text[] = "name: 'a b'\non: true\nlegs: 4\nshare: 62.5%\nprice: \"12.5\"\n"
                               "from: 2024-02-29\nin: 2026-10\nkind: beech\nleg: {n: 3}\n"
                               "all: [{n: 1, share: 1}, {n: 2}]\nquota: [1, 2, 2]\nany: [x]\n";
    struct table t;
    (void)state;
    assert_true(read_table(text, sizeof(text) - 1, &t));
    assert_string_equal(t.name, "a b");
    assert_true(t.on && t.on_given && t.legs == 4 && t.share.ppm == 625000);
    assert_true(t.price.units == 125000 && t.from.day == 19782 && t.in.month == 2026 * 12 + 9);
    assert_true(t.kind == 2 && t.leg.n == 3 && t.all.n == 2 && t.quota.n == 3);
    assert_true(((struct leg *)t.all.item)[0].share.ppm == 1000000);
    assert_true(((struct leg *)t.all.item)[1].share.ppm == 500000); /* from leg_init */
    assert_int_equal(((int64_t *)t.quota.item)[2], 2);
    assert_true(t.any->kind == YAML_KIND_LIST && t.at->line == 1);
}

static void
test_each_mistake_has_a_place(void **state)
{
    static const struct {
        const char *yaml;
        enum msg msg;
        int line, column;
        const char *key;
    } examples[] = {
        {"nam: x\nname: y\n", M_YAML_KEY_UNKNOWN, 1, 1, "nam"},
        {"name: x\nlegs: 1\nname: y\n", M_YAML_KEY_TWICE, 3, 1, "name"},
        {"legs: 1\n", M_YAML_KEY_MISSING, 1, 1, "name"},
        {"name: x\nleg: {share: 1}\n", M_YAML_KEY_MISSING, 2, 6, "n"},
        {"name:\n", M_YAML_NO_VALUE, 1, 6, "name"},
        {"name: ''\n", M_YAML_NO_VALUE, 1, 7, "name"},
        {"name: [x]\n", M_YAML_WANT_TEXT, 1, 7, "name"},
        {"name: x\non: yes\n", M_YAML_WANT_BOOL, 2, 5, "on"},
        {"name: x\nlegs: 3.5\n", M_YAML_WANT_INT, 2, 7, "legs"},
        {"name: x\nlegs: -1\n", M_YAML_WANT_INT, 2, 7, "legs"},
        {"name: x\nlegs: 1e3\n", M_YAML_WANT_INT, 2, 7, "legs"},
        {"name: x\nlegs: 0x10\n", M_YAML_WANT_INT, 2, 7, "legs"},
        {"name: x\nshare: thirty\n", M_YAML_WANT_RATIO, 2, 8, "share"},
        {"name: x\nshare: 0.3%%\n", M_YAML_WANT_RATIO, 2, 8, "share"},
        {"name: x\nprice: 1.00001\n", M_YAML_WANT_MONEY, 2, 8, "price"},
        {"name: x\nfrom: 2023-02-29\n", M_YAML_WANT_DATE, 2, 7, "from"},
        {"name: x\nin: 2023-13\n", M_YAML_WANT_MONTH, 2, 5, "in"},
        {"name: x\nkind: pine\n", M_YAML_WANT_ENUM, 2, 7, "kind"},
        {"name: x\nkind: oak|elm\n", M_YAML_WANT_ENUM, 2, 7, "kind"},
        {"name: x\nleg: 3\n", M_YAML_WANT_MAP, 2, 6, "leg"},
        {"name: x\nleg: {n: 10}\n", M_YAML_RANGE, 2, 10, "n"},
        {"name: x\nleg: {n: 1, share: 101%}\n", M_YAML_RANGE, 2, 20, "share"},
        {"name: x\nall: {n: 1}\n", M_YAML_WANT_LIST, 2, 6, "all"},
        {"name: x\nall: []\n", M_YAML_LIST_LONG, 2, 6, "all"},
        {"name: x\nquota: [1, 2, 3, 4, 5]\n", M_YAML_LIST_LONG, 2, 8, "quota"},
        {"name: x\nquota:\n  - 1\n  - b\n", M_YAML_WANT_INT, 4, 5, "quota"},
        {"name: &a x\n", M_YAML_ALIAS, 1, 7, ""},
        {"name: x\nleg: *a\n", M_YAML_ALIAS, 2, 6, ""},
        {"name: !!str x\n", M_YAML_TAG, 1, 7, ""},
        {"name: x\nany: !<x> [1]\n", M_YAML_TAG, 2, 6, ""},
        {"name: x\n---\nname: y\n", M_YAML_DOCUMENTS, 2, 1, ""},
        {"name: x\n? [a]\n: b\n", M_YAML_KEY_SCALAR, 2, 3, ""},
        {"name: \"a\\0b\"\n", M_YAML_CONTROL, 1, 7, ""},
        {"name: |\n  a\n  b\n", M_YAML_CONTROL, 1, 7, ""},
        {"name: x\n  leg: [\n", M_YAML_SYNTAX, 2, 6, ""},
        {"name: 'x\n", M_YAML_SYNTAX, 2, 1, ""},
        {"name: x\nany: \xe6\x9d\x9c\xff\n", M_YAML_UTF8, 2, 7, ""},
        {"name: \xed\xa0\x80\n", M_YAML_UTF8, 1, 7, ""},
        {"name: \x01\n", M_YAML_UTF8, 1, 7, ""},
        {"\xff\xfen\0a\0", M_YAML_UTF8, 1, 1, ""},
        {"", M_YAML_EMPTY, 0, 0, ""},
        {"# nothing\n", M_YAML_EMPTY, 0, 0, ""},
        {"- name: x\n", M_YAML_WANT_MAP, 1, 1, ""},
        {"name: x\nany: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]\n", M_YAML_DEEP, 2, 21, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct table t;
        assert_false(read_table(examples[i].yaml, strlen(examples[i].yaml), &t));
        if (errs.total == 0)
            fail_msg("%s: no mistake seen", examples[i].yaml);
        const struct err *e = &errs.list[0];
        if (e->msg != examples[i].msg || e->at.line != examples[i].line ||
            e->at.column != examples[i].column || strcmp(e->at.field, examples[i].key) != 0)
            fail_msg("%s: %s %d:%d %s", examples[i].yaml, msg_name(e->msg), (int)e->at.line,
                     (int)e->at.column, e->at.field);
        assert_string_equal(e->at.file, "t.yaml");
    }
}

static void
test_all_at_once(void **state)
{
    static const char text[] = "nam: x\nlegs: a\nlegs: 2\nshare: *x\nleg: {n: 0, m: 1}\n";
    static const enum msg want[] = {M_YAML_KEY_TWICE, M_YAML_ALIAS,       M_YAML_KEY_UNKNOWN, M_YAML_WANT_INT,
                                    M_YAML_RANGE,     M_YAML_KEY_UNKNOWN, M_YAML_KEY_MISSING};
    struct table t;
    (void)state;
    assert_false(read_table(text, sizeof(text) - 1, &t));
    assert_int_equal(errs.total, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++)
        assert_string_equal(msg_name(errs.list[i].msg), msg_name(want[i]));
    assert_int_equal(t.legs, 2);
}

/* Doubling nine times: with aliases expanded this would be 10^9 nodes. And what is merely large. */
static void
test_bombs_and_giants(void **state)
{
    static const char bomb[] = "name: x\nany:\n  - &a [x,x,x,x,x,x,x,x,x]\n  - &b [*a,*a,*a,*a]\n"
                               "  - &c [*b,*b,*b,*b]\n  - [*c,*c,*c,*c]\n";
    char *big = malloc(YAML_BYTES_MAX + 2);
    struct table t;
    (void)state;
    assert_false(read_table(bomb, sizeof(bomb) - 1, &t));
    assert_int_equal(errs.total, 15);
    memset(big, ' ', YAML_BYTES_MAX + 1);
    memcpy(big, "name: x", 7);
    assert_true(read_table(big, YAML_BYTES_MAX, &t));
    assert_false(read_table(big, YAML_BYTES_MAX + 1, &t));
    assert_int_equal(errs.list[0].msg, M_YAML_LARGE);
    memcpy(big, "any: [", 6);
    for (size_t i = 6; i < YAML_BYTES_MAX; i += 2)
        memcpy(big + i, "1,", 2);
    assert_false(read_table(big, YAML_BYTES_MAX, &t));
    assert_int_equal(errs.list[0].msg, M_YAML_MANY);
    memset(big, '[', YAML_BYTES_MAX);
    assert_false(read_table(big, YAML_BYTES_MAX, &t));
    assert_int_equal(errs.list[0].msg, M_YAML_DEEP);
    free(big);
}

static void
test_choices(void **state)
{
    (void)state;
    assert_int_equal(yaml_choice("a|bc|d", "bc"), 1);
    assert_int_equal(yaml_choice("a|bc|d", "b"), -1);
    assert_int_equal(yaml_choice("a|bc|d", ""), -1);
    assert_string_equal(yaml_choice_name(arena, "a|bc|d", 2), "d");
    assert_string_equal(yaml_choice_name(arena, "a|bc|d", 0), "a");
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new(512u * 1024 * 1024);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_in_its_place),
        cmocka_unit_test(test_each_mistake_has_a_place),
        cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_bombs_and_giants),
        cmocka_unit_test(test_choices),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
