/* A list of the interface as CSV and XLSX: all pages, every type of value, nothing for JSON's own
 * clients; and every list of jicai can be had so. */
#include "../db/fresh.h"

#include <unistd.h>

#include "../http/client.h"
#include "base/core/text.h"
#include "cli/api.h"
#include "http/openapi.h"
#include "http/server.h"
#include "intake/list_table.h"
#include "sheet/sheet.h"
#include "words/http.h"

enum { ROWS = 450, BROKEN_AT = 200 };

static const char *const kinds[] = {"red", "blue"};
struct place {
    const char *street, *institution, *since, *state;
    int64_t house;
};
struct thing {
    const char *name;
    int64_t n, pool, at;
    money price;
    qty qty;
    ratio share;
    date on;
    month m;
    bool active;
    int kind;
    struct place place;
    struct list parts;
};
#define T struct thing
static const struct field place_fields[] = {
    F_TEXT(struct place, "street", street, 64, FIELD_OPT),
    F_INT(struct place, "house", house, 0, 1000, FIELD_OPT),
    F_TEXT(struct place, "institution", institution, 64, FIELD_OPT),
    F_TEXT(struct place, "since", since, 10, FIELD_OPT),
    F_TEXT(struct place, "state", state, 10, FIELD_OPT),
};
static const struct shape place_shape = SHAPE(NULL, struct place, place_fields);
static const struct field thing_fields[] = {
    F_TEXT(T, "name", name, 64, FIELD_OPT),
    F_INT(T, "number", n, -1, 100000, FIELD_SIGNED),
    F_POOL(T, "pool", pool, 0),
    F_INSTANT(T, "at", at, FIELD_OPT),
    F_MONEY(T, "price", price, 0),
    F_QTY(T, "qty", qty, 0),
    F_RATIO(T, "ratio", share, 0),
    F_DATE(T, "on", on, FIELD_OPT),
    F_MONTH(T, "month", m, FIELD_OPT),
    F_BOOL(T, "active", active, 0),
    F_ENUM(T, "kind", kind, kinds, 2, 0),
    F_OBJECT(T, "place", place, &place_shape, 0),
    F_LIST(T, "parts", parts, &shape_code, 0, 10, FIELD_OPT),
};
#undef T
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);
struct things {
    struct list items;
    const char *next;
};
static const struct field things_fields[] = {
    F_LIST(struct things, "items", items, &thing_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct things, "next", next, 512, FIELD_OPT),
};
static const struct shape things_shape = SHAPE("Things", struct things, things_fields);

static struct thing
thing(int64_t i)
{
    struct thing t = {.name = i == 1   ? "=1+1"
                              : i == 2 ? "甲, \"乙\""
                                       : "",
                      .n = i,
                      .pool = 500000,
                      .price = {i * 100},
                      .qty = {i},
                      .share = {300000},
                      .active = i % 2 == 1,
                      .kind = (int)(i % 2),
                      .place = {"解放路", i % 2 == 1 ? "H50010300001" : "H50010300009",
                                i == 2 ? "9999-12-31" : "2027-01-02", "listed", i}};
    if (i == 1) {
        static const char *const parts[] = {"listed", "parts"};
        t.at = 1774944000000000;
        t.parts = (struct list){parts, 2};
    }
    (void)date_parse(&t.on, i == 1 ? "2026-03-31" : "");
    return t;
}

/* Rows 1 to ROWS by their number; with "broken" the page after BROKEN_AT is none. */
static bool
things(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    int64_t from = 0, limit = page_limit(&q->page);
    struct things *out = arena_alloc(c->arena, sizeof(*out));
    if (!page_after(c, &q->page, 1, after))
        return false;
    (void)int_parse(&from, after[0]);
    if (strcmp(c->arg[0], "broken") == 0 && from >= BROKEN_AT)
        return err_set(&c->err, ERR_IO, M_HTTP_SPOOL, {"x"});
    int64_t n = ROWS - from < limit ? ROWS - from : limit;
    struct thing *list = arena_array(c->arena, struct thing, (size_t)n + 1);
    for (int64_t i = 0; i < n; i++)
        list[i] = thing(from + i + 1);
    *out = (struct things){{list, (size_t)n}, ""};
    if (from + n < ROWS) {
        const char *key[] = {arena_printf(c->arena, "%lld", (long long)(from + n))};
        out->next = page_next(c, 1, key);
    }
    return reply(c, 200, out);
}

static const struct route table[] = {
    {.id = "thing.list",
     .method = "GET",
     .path = "/v1/things/:which",
     .roles = ROLES_PUBLIC,
     .where = INLINE,
     .query = &page_shape,
     .out = &things_shape,
     .handle = things},
};
static const struct routes routes = ROUTES(table);
static const struct routes *const wings[] = {&routes, NULL};
static const struct api api = {.wings = wings, .tables = &list_tables};

static struct server *server;
static char file[64], spool[64];

static bool
open_db(struct db **out, void *arg, struct err *e)
{
    return db_open(out, arg, e);
}

static int
setup(void **state)
{
    struct err e;
    struct db *made;
    (void)state;
    fresh_arena = arena_new(4 << 20);
    snprintf(file, sizeof(file), "/tmp/jicai-table-%ld.db", (long)getpid());
    snprintf(spool, sizeof(spool), "/tmp/jicai-table-%ld.XXXXXX", (long)getpid());
    assert_non_null(mkdtemp(spool));
    unlink(file);
    OK(db_create(&made, file, &e));
    OK(schema_apply(made, 1, &e));
    OK(made->ops->exec(made,
                       "INSERT INTO institution (code, from_on, until_on, name, region, pool, level,"
                       " kind, affiliation, fund, status, successor) VALUES ('H50010300001',"
                       " '0001-01-01', '9999-12-31', '渝中区人民医院', '500103', 500000, 'tertiary',"
                       " 'public', 'county', 'employee', 'open', '')", &e));
    db_close(made);
    struct server_config cfg = {
        .api = &api, .open = open_db, .arg = file, .listen = "127.0.0.1", .spool = spool};
    OK(server_start(&server, &cfg, &e));
    return 0;
}

static int
teardown(void **state)
{
    static const char *const tail[] = {"", "-wal", "-shm"};
    (void)state;
    server_stop(server);
    for (size_t i = 0; i < COUNT(tail); i++)
        unlink(arena_printf(fresh_arena, "%s%s", file, tail[i]));
    assert_int_equal(rmdir(spool), 0); /* nothing stays behind, also after an error */
    arena_free(fresh_arena);
    return 0;
}

/* The answer in the arena; `type` of it. */
static const char *
ask(const char *path, const char *headers, int want, char type[static 96], size_t *n)
{
    struct client c = {.fd = -1};
    struct answer a;
    char *request = arena_printf(
        fresh_arena, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", path, headers);
    assert_true(client_open(&c, server_port(server)));
    assert_true(client_ask(&c, request, strlen(request), &a));
    (void)answer_header(&a, "Content-Type", type, 96);
    if (a.status != want)
        fail_msg("%s: %d: %s", path, a.status, a.body);
    char *text = arena_alloc(fresh_arena, a.body_n + 1);
    memcpy(text, a.body, a.body_n);
    *n = a.body_n;
    client_close(&c);
    return text;
}

static int
lines(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

static void
test_csv(void **state)
{
    static const char want_en[] =
        "\xef\xbb\xbf"
        "name,number,pool,at,price,qty,ratio,on,month,active,kind,place.street,place.house,"
        "place.institution,place.since,place.state\n"
        "'=1+1,1,500000,2026-03-31T08:00:00.000000Z,0.01,1,30%,2026-03-31,,1,blue,解放路,1,"
        "H50010300001,2027-01-02,listed\n"
        "\"甲, \"\"乙\"\"\",2,500000,,0.02,2,30%,,,0,red,解放路,2,"
        "H50010300009,9999-12-31,listed\n";
    char type[96];
    size_t n;
    (void)state;
    const char *text = ask("/v1/things/all?format=csv", "Accept-Language: en\r\n", 200, type, &n);
    assert_memory_equal(text, want_en, sizeof(want_en) - 1);
    assert_int_equal(lines(text), ROWS + 1);
    assert_string_equal(type, "text/csv; charset=utf-8");
    const char *zh = ask("/v1/things/all", "Accept: text/csv\r\n", 200, type, &n);
    assert_memory_equal(zh, "\xef\xbb\xbf名称,编号,统筹区,时间,价格,数量,比例", 30);
    assert_string_equal(strchr(zh, '\n'), strchr(text, '\n')); /* the same rows */
    /* A page of one's own choice is where it begins, not where it ends. */
    text = ask("/v1/things/all?format=csv&limit=7", "", 200, type, &n);
    assert_int_equal(lines(text), ROWS + 1);
}

static void
test_xlsx(void **state)
{
    char type[96];
    size_t n;
    (void)state;
    const char *book = ask("/v1/things/all?format=xlsx", "", 200, type, &n);
    assert_string_equal(type, TABLE_XLSX_TYPE);
    assert_memory_equal(book, "PK\3\4", 4);
    const char *again = ask("/v1/things/all", "Accept: " TABLE_XLSX_TYPE "\r\n", 200, type, &n);
    assert_memory_equal(book, again, n); /* the same bytes for the same rows */
}

/* What somebody reads in Excel, as an office program stores it: line 1 the headings. */
static void
read_book(const char *bytes, size_t n, const char *const *row[3])
{
    struct sheet *s;
    struct sheet_row r;
    struct err e;
    const char *path = arena_printf(fresh_arena, "%s.xlsx", file);
    FILE *to = fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, n, to), n);
    fclose(to);
    OK(sheet_open(&s, path, &e));
    for (size_t i = 0; i < 3; i++) {
        assert_true(sheet_next(s, &r, &e));
        const char **copy = arena_array(fresh_arena, const char *, 20);
        for (size_t k = 0; k < 20; k++)
            copy[k] = k < r.n ? arena_strdup(fresh_arena, r.cell[k]) : "";
        row[i] = copy;
    }
    sheet_close(s);
    unlink(path);
}

/* A workbook is for people: words for codes, names beside them, dates that are dates. */
static void
test_for_people(void **state)
{
    enum { CELLS = 18 };
    static const struct {
        const char *why, *lang, *want[3][CELLS];
    } cases[] = {
        {"headings and words in Chinese, the time as clocks in China show it, no end is empty", "zh-CN",
         {{"名称", "编号", "统筹区", "时间", "价格（元）", "数量", "约定比例", "日期", "月份", "在用",
           "种类", "地点.street", "地点.house", "地点.医疗机构", "地点.医疗机构名称", "地点.起始日",
           "地点.状态", "组成部分"},
          {"=1+1", "1", "500000", "2026-03-31 16:00:00", "0.01", "1", "0.3", "2026-03-31", "", "是",
           "blue", "解放路", "1", "H50010300001", "渝中区人民医院", "2027-01-02", "挂网", "listed、parts"},
          {"甲, \"乙\"", "2", "500000", "", "0.02", "2", "0.3", "", "", "否", "red", "解放路", "2",
           "H50010300009", "", "", "挂网", ""}}},
        {"in English", "en",
         {{"name", "number", "pool", "at", "price (yuan)", "qty", "ratio", "on", "month",
           "active", "kind", "place.street", "place.house", "place.institution",
           "place.institution name", "place.since", "place.state", "parts"},
          {"=1+1", "1", "500000", "2026-03-31 16:00:00", "0.01", "1", "0.3", "2026-03-31", "", "yes",
           "blue", "解放路", "1", "H50010300001", "渝中区人民医院", "2027-01-02", "listed",
           "listed, parts"},
          {"甲, \"乙\"", "2", "500000", "", "0.02", "2", "0.3", "", "", "no", "red", "解放路", "2",
           "H50010300009", "", "", "listed", ""}}},
    };
    char type[96];
    size_t n;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *const *row[3];
        const char *head = arena_printf(fresh_arena, "Accept-Language: %s\r\n", cases[i].lang);
        const char *book = ask("/v1/things/all?format=xlsx", head, 200, type, &n);
        read_book(book, n, row);
        for (size_t k = 0; k < 3; k++)
            for (size_t c = 0; c < CELLS; c++)
                if (strcmp(row[k][c], cases[i].want[k][c]) != 0)
                    fail_msg("%s: row %zu, cell %zu: %s, not %s", cases[i].why, k, c, row[k][c],
                             cases[i].want[k][c]);
    }
}

static void
test_json_stays(void **state)
{
    static const char *const headers[] = {"", "Accept: application/json, text/csv\r\n",
                                          "Accept: */*\r\n"};
    char type[96];
    size_t n;
    (void)state;
    for (size_t i = 0; i < COUNT(headers); i++) {
        ask("/v1/things/all", headers[i], 200, type, &n);
        assert_string_equal(type, "application/json");
    }
    ask("/v1/things/all?format=json", "", 200, type, &n);
    assert_string_equal(type, "application/json");
    ask("/v1/things/all?format=pdf", "", 400, type, &n);
    ask("/v1/things/all?format=csv&format=csv", "", 400, type, &n);
    ask("/healthz?format=csv", "", 400, type, &n); /* not a list */
}

/* An error on a later page is an error, not half a file. */
static void
test_all_or_nothing(void **state)
{
    char type[96];
    size_t n;
    (void)state;
    ask("/v1/things/broken?format=csv", "", 500, type, &n);
    assert_string_equal(type, "application/problem+json");
    ask("/v1/things/broken?format=csv&after=x", "", 400, type, &n);
}

/* Whatever people list in jicai, they can have in Excel. */
static void
test_every_list(void **state)
{
    char *text;
    const char *path;
    size_t n, lists = 0;
    json_t *of;
    FILE *to = open_memstream(&text, &n);
    (void)state;
    openapi_print(&jicai_api, LANG_EN, to);
    fclose(to);
    json_t *doc = json_loadb(text, n, 0, NULL);
    json_object_foreach(json_object_get(doc, "paths"), path, of)
    {
        json_t *content = json_object_get(
            json_object_get(
                json_object_get(json_object_get(json_object_get(of, "get"), "responses"), "200"),
                "content"),
            "text/csv");
        lists += content != NULL;
    }
    assert_true(lists > 35);
    json_decref(doc);
    free(text);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_csv),        TEST(test_xlsx), TEST(test_for_people), TEST(test_json_stays), TEST(test_all_or_nothing),
        TEST(test_every_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
