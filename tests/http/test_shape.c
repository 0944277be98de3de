/* Shapes: what a body must look like, every mistake with its place, and the way back: what is
 * printed reads as the same struct again. */
#include "../test.h"

#include "base/core/base64.h"
#include "base/core/instant.h"
#include "http/shape.h"
#include "words/http.h"

enum colour { RED, GREEN, COLOURS };
static const char *const colours[COLOURS] = {"red", "green"};

struct line {
    const char *product;
    qty qty;
};
static const struct field line_fields[] = {
    F_TEXT(struct line, "product", product, 5, 0),
    F_QTY(struct line, "qty", qty, 0),
};
static const struct shape line_shape = SHAPE("Line", struct line, line_fields);

struct order {
    const char *note;
    int64_t count, pool, at;
    money price;
    ratio share;
    date on;
    month of;
    bool urgent, has_fee;
    enum colour colour;
    money fee;
    struct bytes seal;
    struct line main;
    struct list lines, codes;
};
static const struct field order_fields[] = {
    F_TEXT(struct order, "note", note, 8, FIELD_OPT | FIELD_LINES),
    F_INT(struct order, "count", count, 1, 9, FIELD_OPT),
    F_POOL(struct order, "pool", pool, FIELD_OPT),
    F_INSTANT(struct order, "at", at, FIELD_OPT),
    F_MONEY(struct order, "price", price, 0),
    F_RATIO(struct order, "share", share, FIELD_OPT),
    F_DATE(struct order, "on", on, FIELD_OPT),
    F_MONTH(struct order, "of", of, FIELD_OPT),
    F_BOOL(struct order, "urgent", urgent, FIELD_OPT),
    F_ENUM(struct order, "colour", colour, colours, COLOURS, FIELD_OPT),
    F_MONEY(struct order, "fee", fee, HAS(struct order, has_fee)),
    F_BYTES(struct order, "seal", seal, 4, FIELD_OPT),
    F_OBJECT(struct order, "main", main, &line_shape, FIELD_OPT),
    F_LIST(struct order, "lines", lines, &line_shape, 0, 3, FIELD_OPT),
    F_LIST(struct order, "codes", codes, &shape_code, 0, 3, FIELD_OPT),
};
static const struct shape order_shape = SHAPE("Order", struct order, order_fields);

/* All mistakes, "place message-id" each, in their order; "" when there is none. */
static void
read_order(struct arena *a, const char *json, const struct order **out, char said[static 1024])
{
    struct err list[8];
    struct errs errs = {.list = list, .max = 8};
    const void *got;
    size_t n = 0;
    bool ok = shape_read(&order_shape, json, strlen(json), a, &got, &errs);
    assert_int_equal(ok, errs.total == 0);
    *out = got;
    said[0] = '\0';
    for (size_t i = 0; i < errs.n; i++)
        n += (size_t)snprintf(said + n, 1024 - n, "%s%s %s", i > 0 ? "; " : "", list[i].at.file,
                              msg_name(list[i].msg));
}

static const struct example {
    const char *why, *json, *said;
} examples[] = {
    {"the least", "{\"price\":\"1\"}", ""},
    {"nothing", "", " shape_json"},
    {"not closed", "{\"price\":\"1\"", " shape_json"},
    {"something behind", "{\"price\":\"1\"} x", " shape_json"},
    {"twice the same key", "{\"price\":\"1\",\"price\":\"2\"}", " shape_json"},
    {"not UTF-8", "{\"price\":\"1\",\"note\":\"\xff\"}", " shape_json"},
    {"NUL in a text", "{\"price\":\"1\",\"note\":\"\\u0000\"}", " shape_json"},
    {"a list", "[]", " shape_object"},
    {"a number too large for us", "{\"price\":\"1\",\"count\":9223372036854775808}", " shape_json"},
    {"missing", "{}", "/price shape_missing"},
    {"all mistakes at once", "{\"count\":0,\"on\":\"2026-02-30\",\"king\":1}",
     "/count shape_range; /price shape_missing; /on shape_date; /king shape_unknown"},
    {"a key that a pointer escapes", "{\"price\":\"1\",\"a/b~c\":1}", "/a~1b~0c shape_unknown"},
    {"money is text", "{\"price\":1.5}", "/price shape_money"},
    {"five decimals", "{\"price\":\"0.00001\"}", "/price shape_money"},
    {"below zero", "{\"price\":\"-1\"}", "/price shape_negative"},
    {"a number as text", "{\"price\":\"1\",\"count\":\"1\"}", "/count shape_int"},
    {"a number with a point", "{\"price\":\"1\",\"count\":1.0}", "/count shape_int"},
    {"null is not absent", "{\"price\":\"1\",\"count\":null}", "/count shape_int"},
    {"too many characters", "{\"price\":\"1\",\"note\":\"123456789\"}", "/note shape_length"},
    {"eight Chinese characters are eight", "{\"price\":\"1\",\"note\":\"一二三四五六七八\"}", ""},
    {"a line end where it may be", "{\"price\":\"1\",\"note\":\"a\\r\\nb\\t\"}", ""},
    {"a control character", "{\"price\":\"1\",\"note\":\"a\\u0007\"}", "/note shape_control"},
    {"a line end where not", "{\"price\":\"1\",\"codes\":[\"a\\nb\"]}", "/codes/0 shape_control"},
    {"empty text", "{\"price\":\"1\",\"codes\":[\"\"]}", "/codes/0 shape_length"},
    {"pool of five digits", "{\"price\":\"1\",\"pool\":\"50000\"}", "/pool shape_pool"},
    {"pool as a number", "{\"price\":\"1\",\"pool\":500000}", "/pool shape_pool"},
    {"not a moment", "{\"price\":\"1\",\"at\":\"2026-03-31 08:00:00Z\"}", "/at shape_instant"},
    {"no such word", "{\"price\":\"1\",\"colour\":\"blue\"}", "/colour shape_choice"},
    {"a word as a number", "{\"price\":\"1\",\"colour\":1}", "/colour shape_choice"},
    {"not Base64", "{\"price\":\"1\",\"seal\":\"AA\"}", "/seal shape_base64"},
    {"five bytes", "{\"price\":\"1\",\"seal\":\"AAAAAAA=\"}", "/seal shape_bytes"},
    {"inside", "{\"price\":\"1\",\"main\":{\"product\":\"x\",\"qty\":-1}}",
     "/main/qty shape_range"},
    {"inside, of another kind", "{\"price\":\"1\",\"main\":[]}", "/main shape_object"},
    {"inside a list",
     "{\"price\":\"1\",\"lines\":[{\"product\":\"x\",\"qty\":1},{\"product\":\"longer\"}]}",
     "/lines/1/product shape_length; /lines/1/qty shape_missing"},
    {"a list too long", "{\"price\":\"1\",\"codes\":[\"a\",\"b\",\"c\",\"d\"]}",
     "/codes shape_items"},
    {"not a list", "{\"price\":\"1\",\"codes\":\"a\"}", "/codes shape_list"},
    {"true as text", "{\"price\":\"1\",\"urgent\":\"true\"}", "/urgent shape_bool"},
};

static void
test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct arena *a = arena_new(1 << 20);
        const struct order *o;
        char said[1024];
        read_order(a, examples[i].json, &o, said);
        if (strcmp(said, examples[i].said) != 0)
            fail_msg("%s: expected \"%s\", got \"%s\"", examples[i].why, examples[i].said, said);
        arena_free(a);
    }
}

static const char full[] =
    "{\"note\":\"a\\u000a\\\"b\",\"count\":9,\"pool\":\"500000\",\"at\":\"2026-03-31T08:00:00."
    "000001Z\","
    "\"price\":\"12.50\",\"share\":\"30%\",\"on\":\"2026-03-31\",\"of\":\"2026-03\",\"urgent\":"
    "true,"
    "\"colour\":\"green\",\"fee\":\"0.00\",\"seal\":\"/"
    "wD+\",\"main\":{\"product\":\"p\",\"qty\":0},"
    "\"lines\":[{\"product\":\"一\",\"qty\":999999999999},{\"product\":\"q\",\"qty\":2}],"
    "\"codes\":[\"a\",\"b\"]}";

static void
test_print_is_the_way_back(void **state)
{
    struct arena *a = arena_new(1 << 20);
    const struct order *o;
    char said[1024];
    const char *text;
    size_t n;
    struct err e;
    (void)state;
    read_order(a, full, &o, said);
    assert_string_equal(said, "");
    assert_int_equal(o->pool, 500000);
    assert_int_equal(o->price.units, 125000);
    assert_true(o->has_fee);
    assert_int_equal(o->colour, GREEN);
    assert_int_equal(o->lines.n, 2);
    assert_int_equal(((const struct line *)o->lines.at)[1].qty.pieces, 2);
    assert_true(shape_text(&order_shape, o, a, &text, &n, &e));
    assert_string_equal(text, full);
    assert_int_equal(n, strlen(full));
    arena_free(a);
}

static void
test_absent_is_not_printed(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct order o = {.note = "", .main = {.product = "x"}};
    const char *text;
    size_t n;
    struct err e;
    (void)state;
    assert_true(shape_text(&order_shape, &o, a, &text, &n, &e));
    assert_string_equal(text, "{\"price\":\"0.00\",\"urgent\":false,\"colour\":\"red\","
                              "\"main\":{\"product\":\"x\",\"qty\":0}}");
    arena_free(a);
}

/* What a client sizes has a bound: an error of this request, not the end of the program. */
static void
test_memory_has_an_end(void **state)
{
    struct arena *a = arena_new(0);
    char text[20000] = "{\"price\":\"1\",\"seal\":\"";
    const struct order *o;
    char said[1024];
    (void)state;
    memset(text + strlen(text), 'A', 15000);
    memcpy(text + strlen(text), "\"}", 3);
    read_order(a, text, &o, said);
    assert_true(strstr(said, "/seal shape_b") != NULL);
    arena_free(a);
}

static void
test_query(void **state)
{
    static const struct field fields[] = {
        F_TEXT(struct order, "note", note, 8, FIELD_OPT),
        F_INT(struct order, "count", count, 1, 9, FIELD_OPT),
        F_BOOL(struct order, "urgent", urgent, FIELD_OPT),
        F_DATE(struct order, "on", on, FIELD_OPT),
    };
    static const struct shape shape = SHAPE(NULL, struct order, fields);
    static const struct {
        const char *why;
        struct param in[2];
        size_t n;
        const char *place;
        enum msg msg;
    } tries[] = {
        {"none", {{0}}, 0, NULL, M_NONE},
        {"two", {{"count", "3"}, {"urgent", "true"}}, 2, NULL, M_NONE},
        {"not a number", {{"count", "x"}}, 1, "?count", M_SHAPE_INT},
        {"without a value", {{"count", NULL}}, 1, "?count", M_SHAPE_INT},
        {"out of range", {{"count", "10"}}, 1, "?count", M_SHAPE_RANGE},
        {"yes is not true", {{"urgent", "yes"}}, 1, "?urgent", M_SHAPE_BOOL},
        {"twice", {{"count", "3"}, {"count", "3"}}, 2, "?count", M_SHAPE_TWICE},
        {"unknown", {{"limit", "3"}}, 1, "?limit", M_SHAPE_UNKNOWN},
        {"not UTF-8", {{"note", "\xff"}}, 1, "?note", M_SHAPE_CONTROL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct arena *a = arena_new(1 << 20);
        struct err list[4];
        struct errs errs = {.list = list, .max = 4};
        const void *out;
        bool ok = shape_query(&shape, tries[i].in, tries[i].n, a, &out, &errs);
        if (ok != (tries[i].place == NULL))
            fail_msg("%s: %d", tries[i].why, ok);
        if (!ok) {
            assert_string_equal(list[0].at.file, tries[i].place);
            assert_int_equal(list[0].msg, tries[i].msg);
        }
        arena_free(a);
    }
}

static void
test_schema(void **state)
{
    struct json j;
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    (void)state;
    json_start(&j, to);
    json_open(&j, NULL, '{');
    shape_define(&line_shape, &j);
    shape_schema(&line_shape, &j, "there");
    json_close(&j, '}');
    fclose(to);
    assert_string_equal(
        text, "{\"Line\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
              "\"product\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":5},"
              "\"qty\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":999999999999}},"
              "\"required\":[\"product\",\"qty\"]},"
              "\"there\":{\"$ref\":\"#/components/schemas/Line\"}}");
    free(text);
}

/* Every length up to 64, against the way back; and one changed character is another text. */
static void
test_base64(void **state)
{
    static const struct {
        const char *text;
        bool ok;
    } tries[] = {{"", true},      {"AA==", true},  {"AAA=", true},   {"AAAA", true},
                 {"AB==", false}, {"AAB=", false}, {"A===", false},  {"AA=A", false},
                 {"A", false},    {"AA", false},   {"AAA\n", false}, {"AA==AAAA", false},
                 {"====", false}};
    uint8_t in[64], out[64];
    char text[BASE64_TEXT_MAX(64)];
    size_t n;
    (void)state;
    for (size_t len = 0; len <= 64; len++) {
        for (size_t i = 0; i < len; i++)
            in[i] = (uint8_t)(i * 37 + len * 11);
        base64_text(in, len, text);
        assert_true(base64_parse(text, strlen(text), out, &n));
        assert_int_equal(n, len);
        assert_memory_equal(in, out, len);
    }
    for (size_t i = 0; i < COUNT(tries); i++)
        if (base64_parse(tries[i].text, strlen(tries[i].text), out, &n) != tries[i].ok)
            fail_msg("%s", tries[i].text);
}

static void
test_instant(void **state)
{
    static const struct {
        const char *text;
        int64_t us; /* -1: refused */
    } tries[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:00.000001Z", 1},
        {"1970-01-02T01:02:03.5Z", INT64_C(90123500000)},
        {"2026-02-30T00:00:00Z", -1},
        {"2026-02-03T24:00:00Z", -1},
        {"2026-02-03T00:60:00Z", -1},
        {"2026-02-03T00:00:00.Z", -1},
        {"2026-02-03T00:00:00.1234567Z", -1},
        {"2026-02-03T00:00:00+08:00", -1},
        {"2026-02-03T00:00:00", -1},
        {"2026-02-03", -1},
        {"1969-12-31T23:59:59Z", -1},
    };
    char text[INSTANT_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(tries); i++) {
        int64_t us = -1;
        bool ok = instant_parse(&us, tries[i].text);
        if (ok != (tries[i].us >= 0) || (ok && us != tries[i].us))
            fail_msg("%s: %lld", tries[i].text, (long long)us);
    }
    for (int64_t us = 0; us < INT64_C(32000000000000000); us += INT64_C(7777777777777)) {
        int64_t back;
        instant_text(us, text);
        assert_true(instant_parse(&back, text));
        assert_int_equal(back, us);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_print_is_the_way_back),
        cmocka_unit_test(test_absent_is_not_printed),
        cmocka_unit_test(test_memory_has_an_end),
        cmocka_unit_test(test_query),
        cmocka_unit_test(test_schema),
        cmocka_unit_test(test_base64),
        cmocka_unit_test(test_instant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
