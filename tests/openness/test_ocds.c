/* Open data has the form of OCDS 1.1, and holds what is public on its day and nothing else. */
#include "../db/fresh.h"
#include "../figures.h"
#include "../http/conform.h"

#include "base/core/code.h"
#include "openness/ocds.h"
#include "words/openness.h"

static char winner[20], loser[20], deliverer[20];

static void
make_code(char out[20], const char *first)
{
    snprintf(out, 20, "%.17s", first);
    out[17] = code_company_check(out);
    out[18] = '\0';
}

#define P "500000, 'CS-1'"
static void
company(const char *code, const char *name)
{
    fresh_sql(arena_printf(
        fresh_arena,
        "INSERT INTO company (code, from_on, until_on, name, country, registrant, "
        "distributor, service, agent, controller, region, status, successor) VALUES "
        "('%s', '1900-01-01', '9999-12-31', '%s', 'CN', 1, 1, 0, '', '', '', 'open', '')",
        code, name));
}

static void
bid_and_award(const char *grp, const char *product, const char *who, const char *price,
              const char *decision)
{
    fresh_sql(arena_printf(
        fresh_arena,
        "INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, "
        "unit, factor, capacity, reported, regions, filed_at, previous_price, own_lowest, "
        "other_prices, related_to, ceiling, certificate_to, qualified, credit, signs_cut, draw) "
        "VALUES (" P ", '%s', '%s', '%s', %s, 0, 0, '', 0, -1, 0, '', '', 0, 0, '', '', 0, '', 1, "
        "0, 0, 0); "
        "INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, "
        "tied, decision, step, clause, figures) VALUES (" P ", '%s', '%s', '%s', %s, 0, '', 1, 1, "
        "'%s', '', '', '')",
        grp, product, who, price, grp, product, who, price, decision));
}

static void
agreement(const char *number, const char *from, const char *to)
{
    fresh_sql(arena_printf(
        fresh_arena,
        "INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, "
        "parties, goods, from_on, to_on, volume_until, extension, pack, pack_sha256) VALUES "
        "(500000, '%s', 'CS-1', 1, 'H50010300001', '%s', '%s', 3, 'high_value', '%s', '%s', '%s', "
        "0, 'chongqing', ''); "
        "INSERT INTO agreement_line (pool, agreement, product, grp, variant, price, "
        "without_service, with_service, agreed, ordered, shipped, accepted, returned, invoiced, "
        "accepted_amount, paid_amount) VALUES (500000, '%s', 'C1', 'K1', 'without_service', "
        "123456, "
        "123456, 0, 3, 0, 0, 0, 0, 0, 0, 0); "
        "INSERT INTO agreement_month (pool, agreement, product, month, ordered, shipped, accepted, "
        "returned, invoiced, accepted_amount, paid_amount) VALUES "
        "(500000, '%s', 'C1', '2026-06', 3, 3, 3, 0, 3, 370400, 250000), "
        "(500000, '%s', 'C1', '2026-07', 0, 0, 0, 0, 0, 0, 120400)",
        number, winner, deliverer, from, to, to, number, number, number));
}

/* Two groups, two bidders; what is selected costs 12.3456, what is not 98.7654. */
static int
setup(void **state)
{
    fresh_setup(state);
    make_code(winner, "9150010300010001X");
    make_code(loser, "9150010300010002X");
    make_code(deliverer, "9150010300010003X");
    company(winner, "甲器械有限公司");
    company(loser, "乙器械有限公司");
    company(deliverer, "丙医药配送有限公司");
    fresh_sql("INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, "
        "affiliation, fund, status, successor) VALUES ('H50010300001', '1900-01-01', '9999-12-31', "
        "500000, '第一医院', '500103', 'tertiary', 'public', 'city', 'by_pack', 'open', '')");
    fresh_sql("INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
        "cycle_months, rules, rules_sha256) VALUES (" P ", '超声刀头', 'chongqing', 'high_value', "
        "'alliance', '', '2026-06-01', 12, '', ''); "
        "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, "
        "previous_highest) VALUES (" P ", 'K1', '刀头', '把', '', 1500000, 0), (" P
        ", 'K2', '无线', '把', '', 0, 0); "
        "INSERT INTO group_volume (pool, project, grp, base, ratio, agreed, winners) VALUES (" P
        ", 'K1', 4, 800000, 3, 0); "
        "INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, "
        "pack_sha256, rules_sha256, inputs_sha256) VALUES (" P
        ", 'K1', 'done', 2, 1, 'award-1', 'chongqing', '', '', ''); "
        "INSERT INTO phase (pool, project, phase, from_on, to_on, document) VALUES "
        "(" P ", 'published', '2026-01-05', '2026-01-05', ''), "
        "(" P ", 'reporting', '2026-01-10', '2026-01-31', ''), "
        "(" P ", 'review', '2026-02-01', '2026-02-20', ''), "
        "(" P ", 'bidding', '2026-03-01', '2026-03-10', ''), "
        "(" P ", 'notice', '2026-04-01', '2026-04-10', ''), "
        "(" P ", 'running', '2026-06-01', '2026-06-01', '')");
    bid_and_award("K1", "C1", winner, "123456", "select");
    bid_and_award("K1", "C2", loser, "987654", "reject");
    fresh_sql("INSERT INTO group_allocation (pool, project, grp, agreed, unfilled, verdict, "
        "inputs_sha256) VALUES (" P ", 'K1', 3, 0, 'ok', ''); "
        "INSERT INTO allocation (pool, project, grp, institution, product, kept, from_remaining, "
        "qty) VALUES (" P ", 'K1', 'H50010300001', 'C1', 3, 0, 3)");
    return 0;
}

static bool
put_job(struct db *db, void *arg, struct err *e)
{
    enum put how;
    return publisher_put(db, fresh_arena, FRESH_POOL, arg, &how, e);
}

static bool
set_publisher(const struct publisher *p, struct err *e)
{
    return db_tx(fresh_db, FRESH_POOL, put_job, (void *)(uintptr_t)p, e);
}

static const struct publisher good = {.prefix = "ocds-abc123",
                                      .name = "市医保局",
                                      .code = "",
                                      .scheme = "",
                                      .uri = "https://jicai.example.cn",
                                      .license = "",
                                      .policy = ""};

static bool
write_text(enum ocds_package package, const char *project, const char *on, char **text,
           struct err *e)
{
    FILE *to = tmpfile();
    struct ocds o = {.package = package,
                     .pool = FRESH_POOL,
                     .project = project,
                     .on = day(on),
                     .at = 1774944000000000,
                     .to = to};
    bool ok = db_read(fresh_db, ocds_write, &o, e);
    long n = ftell(to);
    *text = arena_alloc(fresh_arena, (size_t)n + 1);
    rewind(to);
    assert_int_equal(fread(*text, 1, (size_t)n, to), n);
    fclose(to);
    return ok;
}

/* Against tests/openness/ocds.json; the parsed release. */
static json_t *
release(const char *on, char **text)
{
    struct err e;
    char said[CONFORM_SAID_MAX];
    json_t *schema = json_load_file("tests/openness/ocds.json", 0, NULL);
    assert_non_null(schema);
    json_t *of = json_pack("{s:s}", "$ref", "#/components/schemas/ReleasePackage");
    OK(write_text(OCDS_RELEASES, "", on, text, &e));
    json_t *package = json_loads(*text, JSON_REJECT_DUPLICATES, NULL);
    if (!conform_value(schema, of, package, "", said))
        fail_msg("%s on %s: %s", said, on, *text);
    json_t *found = json_incref(json_array_get(json_object_get(package, "releases"), 0));
    json_decref(package);
    json_decref(of);
    json_decref(schema);
    return found;
}

static void
has(const char *on, const char *text, const char *part, bool want)
{
    if ((strstr(text, part) != NULL) != want)
        fail_msg("on %s: %s %s: %s", on, part, want ? "is missing" : "is there", text);
}

/* Day by day, what comes out. The loser's price never does. */
static void
test_only_what_is_public(void **state)
{
    static const struct {
        const char *on;
        bool tender, volume, award, contract;
        const char *tender_status, *award_status, *why;
    } days[] = {
        {"2026-01-04", false, false, false, false, "", "", "the day before it is published"},
        {"2026-01-05", true, false, false, false, "planned", "", "published"},
        {"2026-02-28", true, false, false, false, "planned", "",
         "reviewed, but nothing follows yet"},
        {"2026-03-05", true, true, false, false, "active", "", "bidding: the volume is asked for"},
        {"2026-03-20", true, true, false, false, "active", "", "opened, not yet on notice"},
        {"2026-04-01", true, true, true, false, "complete", "pending", "on notice"},
        {"2026-04-11", true, true, true, false, "complete", "active", "the notice is over"},
        {"2026-05-31", true, true, true, false, "complete", "active",
         "the agreement runs tomorrow"},
        {"2026-06-01", true, true, true, true, "complete", "active", "it runs"},
        {"2027-08-01", true, true, true, true, "complete", "active", "it has ended"},
    };
    struct err e;
    (void)state;
    OK(set_publisher(&good, &e));
    agreement("A1", "2026-06-01", "2027-05-31");
    for (size_t i = 0; i < COUNT(days); i++) {
        char *text;
        json_t *r = release(days[i].on, &text);
        assert_int_equal(r != NULL, days[i].tender);
        has(days[i].on, text, "\"quantity\":3", days[i].volume);
        has(days[i].on, text, "\"awards\":[", days[i].award);
        has(days[i].on, text, "\"contracts\":[", days[i].contract);
        has(days[i].on, text, loser, days[i].award); /* that it bid is public then */
        has(days[i].on, text, "98.7654", false);
        has(days[i].on, text, "implementation", false);
        if (r != NULL)
            assert_string_equal(
                json_string_value(json_object_get(json_object_get(r, "tender"), "status")),
                days[i].tender_status);
        if (days[i].award)
            assert_string_equal(json_string_value(json_object_get(
                                    json_array_get(json_object_get(r, "awards"), 0), "status")),
                                days[i].award_status);
        json_decref(r);
    }
}

/* 12.3456 x 3 is 37.0368: 37.04 on its line, and a unit's price to 0.0001. */
static void
test_amounts_and_payments(void **state)
{
    struct err e;
    char *text;
    struct publisher open = good;
    (void)state;
    agreement("A1", "2026-06-01", "2027-05-31");
    open.payments = true;
    open.code = winner; /* any valid code */
    OK(set_publisher(&open, &e));
    json_decref(release("2026-07-15", &text));
    has("amount", text, "\"value\":{\"amount\":37.04,\"currency\":\"CNY\"}", true);
    has("price", text, "\"value\":{\"amount\":12.3456,\"currency\":\"CNY\"}", true);
    has("ceiling", text, "\"value\":{\"amount\":150.00,\"currency\":\"CNY\"}", true);
    has("june", text, "\"value\":{\"amount\":25.00,\"currency\":\"CNY\"}", true);
    has("july, not over yet", text, "12.04", false);
    has("roles", text, "\"roles\":[\"buyer\",\"payer\"]", true);
    has("payee", text, "\"roles\":[\"payee\"]", true);
    has("organisation", text, arena_printf(fresh_arena, "CN-SAIC-%s", deliverer), true);
    has("hospital", text, "\"scheme\":\"CN-NHSA\",\"id\":\"H50010300001\"", true);
    has("tags", text, "\"tag\":[\"planning\",\"tender\",\"award\",\"contract\",\"implementation\"]",
        true);
    json_decref(release("2026-08-01", &text));
    has("july, over", text, "\"value\":{\"amount\":12.04,\"currency\":\"CNY\"}", true);
}

/* A project with a life and announcements: these decide, not the dates. */
static void
test_announcements_decide(void **state)
{
    struct err e;
    char *text;
    (void)state;
    OK(set_publisher(&good, &e));
    fresh_sql("INSERT INTO project_life (pool, project, phase, since_on) VALUES (" P
        ", 'draft', '2026-01-01')");
    assert_null(release("2026-08-01", &text));
    fresh_sql("UPDATE project_life SET phase = 'notice' WHERE pool = 500000");
    json_decref(release("2026-08-01", &text));
    has("no notice was given", text, "\"awards\":[", false);
    has("no volume was published", text, "\"quantity\"", false);
    fresh_sql("INSERT INTO announcement (pool, project, announcement, kind, title, body, document, "
        "version, "
        "sha256, published_on, notice_until, object_until, estimate, who) VALUES (" P
        ", 'N/1 号', 'notice', '中选公示', '', '', 0, '', '2026-04-01', '2026-04-10', "
        "'2026-04-10', 0, 'li')");
    json_decref(release("2026-04-05", &text));
    has("on notice", text, "\"status\":\"pending\"", true);
    has("its page", text, "/announcements/N%2F1%20%E5%8F%B7\"", true);
    json_decref(release("2026-08-01", &text));
    has("over", text, "\"status\":\"active\",\"date\":\"2026-04-01T00:00:00+08:00\"", true);
    fresh_sql("INSERT INTO objection (pool, project, announcement, seq, party, filed_on, body, "
        "answer_until, answered_on, answer, upheld, who) VALUES (" P
        ", 'N/1 号', 1, 'X', '2026-04-02', 'x', '2026-04-20', '2026-04-15', 'y', 1, 'li')");
    json_decref(release("2026-08-01", &text));
    has("upheld", text, "\"status\":\"cancelled\"", true);
}

/* An agreement that was issued counts when all three have signed its last version. */
static void
test_unsigned_agreements_stay(void **state)
{
    static const char *const role[] = {"institution", "company", "distributor"};
    struct err e;
    char *text;
    (void)state;
    OK(set_publisher(&good, &e));
    agreement("A1", "2026-06-01", "2027-05-31");
    fresh_sql("INSERT INTO contract (pool, agreement, version, text, sha256, issued_on) VALUES "
        "(500000, 'A1', 1, 't', 's', '2026-05-20')");
    for (size_t i = 0; i <= COUNT(role); i++) {
        json_decref(release("2026-08-01", &text));
        has("contract", text, "\"id\":\"A1\"", i == COUNT(role));
        has("hospital", text, "第一医院", i == COUNT(role));
        if (i < COUNT(role))
            fresh_sql(arena_printf(
                fresh_arena,
                "INSERT INTO contract_signature (pool, agreement, version, role, party, "
                "signed_at, envelope) VALUES (500000, 'A1', 1, '%s', 'x', "
                "'2026-05-2%zu 10:00:00', '{}')",
                role[i], i + 1));
    }
    has("signed", text, "\"dateSigned\":\"2026-05-23T10:00:00+08:00\"", true);
}

static void
test_records(void **state)
{
    struct err e;
    char *text, said[CONFORM_SAID_MAX];
    json_t *schema = json_load_file("tests/openness/ocds.json", 0, NULL);
    json_t *of = json_pack("{s:s}", "$ref", "#/components/schemas/RecordPackage");
    struct ocds_process *list;
    size_t n;
    (void)state;
    OK(set_publisher(&good, &e));
    agreement("A1", "2026-06-01", "2027-05-31");
    OK(write_text(OCDS_RECORDS, "CS-1", "2026-08-01", &text, &e));
    json_t *package = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    if (!conform_value(schema, of, package, "", said))
        fail_msg("%s: %s", said, text);
    has("compiled", text, "\"tag\":[\"compiled\"]", true);
    has("link", text,
        "\"url\":\"https://jicai.example.cn/v1/public/pools/500000/projects/CS-1/ocds/releases\"",
        true);
    json_decref(package);
    json_decref(of);
    json_decref(schema);
    OK(ocds_list(fresh_db, fresh_arena, FRESH_POOL, day("2026-08-01"), &list, &n, &e));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].ocid, "ocds-abc123-500000-CS-1");
    OK(ocds_list(fresh_db, fresh_arena, FRESH_POOL, day("2026-01-01"), &list, &n, &e));
    assert_int_equal(n, 0);
}

static void
test_refused(void **state)
{
    struct {
        struct publisher p;
        enum msg want;
    } cases[] = {
        {good, M_OCDS_PREFIX}, {good, M_OCDS_PREFIX}, {good, M_OCDS_PREFIX}, {good, M_OCDS_NAME},
        {good, M_OCDS_CODE},   {good, M_OCDS_URL},    {good, M_OCDS_URL},    {good, M_OCDS_URL},
    };
    struct err e = {0};
    char *text;
    (void)state;
    cases[0].p.prefix = "ocds-ABC123";
    cases[1].p.prefix = "ocds-abc1234";
    cases[2].p.prefix = "abc123";
    cases[3].p.name = "";
    cases[4].p.code = "915001030001000100";
    cases[5].p.uri = "jicai.example.cn";
    cases[6].p.uri = "https://jicai.example.cn/";
    cases[7].p.license = "https://x.example/?a=\"";
    assert_false(write_text(OCDS_RELEASES, "", "2026-08-01", &text, &e));
    assert_int_equal(e.msg, M_OCDS_NO_PUBLISHER);
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(set_publisher(&cases[i].p, &e));
        assert_int_equal(e.msg, cases[i].want);
    }
    OK(set_publisher(&good, &e));
    assert_false(write_text(OCDS_RELEASES, "CS-1", "2026-01-01", &text, &e));
    assert_int_equal(e.msg, M_OCDS_NOT_PUBLIC);
    assert_false(write_text(OCDS_RELEASES, "CS-9", "2026-08-01", &text, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_only_what_is_public),
        TEST(test_amounts_and_payments),
        TEST(test_announcements_decide),
        TEST(test_unsigned_agreements_stay),
        TEST(test_records),
        TEST(test_refused),
    };
    return fresh_run(tests, COUNT(tests));
}
