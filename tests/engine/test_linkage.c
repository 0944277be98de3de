/* Lowest price, duty to report, notices, and every step of a listing. RULES 15. */
#include "../test.h"

#include "engine/linkage.h"
#include "words/engine_super.h"

static date
day(const char *s)
{
    date d = {0};
    if (s[0] != '\0')
        assert_true(date_parse(&d, s));
    return d;
}

static void
test_report_deadlines(void **state)
{
    static const struct {
        const char *why, *fact, *from, *until;
        bool estimate;
    } examples[] = {
        {"the National Day week, then a working Saturday", "2024-09-18", "2024-10-08", "2024-10-12", false},
        {"Spring Festival, then a working Saturday", "2025-01-20", "2025-02-05", "2025-02-10", false},
        {"first day of a month", "2024-09-01", "2024-10-08", "2024-10-12", false},
        {"last day of a month", "2024-09-30", "2024-10-08", "2024-10-12", false},
        {"December", "2024-12-31", "2025-01-02", "2025-01-08", false},
        {"a year nobody has published", "2027-03-10", "2027-04-01", "2027-04-07", true},
    };
    char a[DATE_TEXT_MAX], b[DATE_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct report_window w = linkage_report_window(day(examples[i].fact), 5);
        if (strcmp(date_text(w.from, a), examples[i].from) != 0 ||
            strcmp(date_text(w.until, b), examples[i].until) != 0 || w.estimate != examples[i].estimate)
            fail_msg("%s: %s to %s", examples[i].why, a, b);
    }
}

static void
test_report_states(void **state)
{
    static const struct {
        const char *why, *reported, *on;
        enum report_state want;
    } examples[] = {
        {"last day", "", "2024-10-12", REPORT_OPEN},
        {"the day after", "", "2024-10-13", REPORT_MISSING},
        {"on the last day", "2024-10-12", "2024-12-01", REPORT_IN_TIME},
        {"before the window", "2024-09-20", "2024-12-01", REPORT_IN_TIME},
        {"a day late", "2024-10-13", "2024-12-01", REPORT_LATE},
        {"asked before it was reported", "2024-10-13", "2024-10-12", REPORT_OPEN},
        {"asked on the day", "2024-10-13", "2024-10-13", REPORT_LATE},
    };
    struct report_window w = linkage_report_window(day("2024-09-18"), 5);
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        if (linkage_report_state(&w, day(examples[i].reported), day(examples[i].on)) != examples[i].want)
            fail_msg("%s", examples[i].why);
    for (int s = 0; s < REPORT_STATES; s++)
        assert_true(report_state_name((enum report_state)s)[0] != '\0');
}

#define CODE "C0101010011303807555"

static void
test_lowest(void **state)
{
    const struct price_fact f[] = {
        {CODE, "A", 510000, {900}, {50}, "x"},
        {CODE, "A", 620000, {800}, {60}, "x"},
        {CODE, "A", 140000, {800}, {60}, "x"}, /* the same: lower province */
        {CODE, "A", 500000, {800}, {61}, "x"}, /* the same, later */
        {CODE, "B", 500000, {100}, {10}, "x"}, /* another company */
        {"C0101010011303807556", "A", 500000, {200}, {10}, "x"},
        {CODE, "A", 140000, {800}, {60}, "y"}, /* the same in all: the first stays */
        {CODE "0000001", "A", 500000, {700}, {70}, "x"},
    };
    struct explain_step steps[3];
    struct explain x = {.step = steps, .max = 3};
    const size_t n = COUNT(f);
    (void)state;
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 20, (date){49}), n);
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 20, (date){50}), 0);
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 20, (date){60}), 2);
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 20, (date){69}), 2);
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 20, (date){70}), 7); /* 20 characters agree */
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 27, (date){70}), 2);
    assert_int_equal(linkage_lowest(f, n, CODE, "A", 15, (date){70}), 5); /* the whole class */
    assert_int_equal(linkage_lowest(f, n, CODE, "C", 20, (date){70}), n);
    assert_int_equal(linkage_lowest(f, 0, CODE, "A", 20, (date){70}), 0);
    assert_int_equal(linkage_judge((money){800}, f, n, 2, &x), LINKAGE_OK);
    assert_int_equal(linkage_judge((money){801}, f, n, 2, &x), LINKAGE_ABOVE);
    assert_int_equal(linkage_judge((money){1}, f, n, n, &x), LINKAGE_NO_FACT);
    assert_int_equal(steps[1].term[1].n, 800);
    assert_int_equal(steps[1].term[2].n, 140000);
    assert_int_equal(steps[2].say, M_X_LINKAGE_NO_FACT);
    for (int v = 0; v < LINKAGE_VERDICTS; v++)
        assert_true(linkage_verdict_name((enum linkage_verdict)v)[0] != '\0');
}

/* The definition, over all small sets of facts: no fact that counts is lower, and of the equal ones
 * none is earlier. */
static void
test_every_small_set_of_facts(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 1u << 15; code++) {
        struct price_fact f[3];
        for (unsigned i = 0; i < 3; i++) {
            unsigned c = code >> (5 * i);
            f[i] = (struct price_fact){c & 1 ? CODE : "C9", "A", 100000 * (int64_t)(1 + (c >> 1 & 1)),
                                       {c >> 2 & 3}, {(int32_t)(c >> 4 & 1)}, ""};
        }
        size_t got = linkage_lowest(f, 3, CODE, "A", 20, (date){1}), counts = 0;
        for (size_t i = 0; i < 3; i++) {
            if (f[i].code[1] == '9')
                continue;
            counts++;
            const int64_t a[] = {f[got].price.units, f[got].on.day, f[got].province, (int64_t)got};
            const int64_t b[] = {f[i].price.units, f[i].on.day, f[i].province, (int64_t)i};
            size_t k = 0;
            while (k < 3 && a[k] == b[k])
                k++;
            assert_true(a[k] <= b[k]);
        }
        assert_int_equal(got == 3, counts == 0);
    }
}

static void
test_notice(void **state)
{
    struct notice n = {day("2024-09-27"), 5, 0};
    char text[DATE_TEXT_MAX];
    date from = {0};
    (void)state;
    assert_string_equal(date_text(notice_last_day(&n), text), "2024-10-10"); /* 29 30 | 8 9 10 */
    assert_true(notice_effective_on(&n, (date){0}, &from));
    assert_string_equal(date_text(from, text), "2024-10-11");
    assert_true(notice_effective_on(&n, day("2024-10-09"), &from)); /* decided within the notice */
    assert_string_equal(date_text(from, text), "2024-10-11");
    assert_true(notice_effective_on(&n, day("2024-10-20"), &from));
    assert_string_equal(date_text(from, text), "2024-10-21");
    n.open_objections = 1;
    assert_false(notice_effective_on(&n, day("2024-10-20"), &from));
    assert_string_equal(date_text(term_until(day("2024-09-27"), 10), text), "2024-10-16");
}

/* All states, causes, and days around the end of a notice, against a table written by hand. */
static void
test_every_step(void **state)
{
    static const char *const ways[] = {
        "draft>notice:applied", "notice>listed:notice_over", "notice>draft:objection",
        "notice>draft:own_request", "listed>suspended:certificate", "listed>suspended:quality",
        "listed>suspended:credit", "listed>suspended:price_not_reported",
        "listed>delisted:certificate", "listed>delisted:quality", "listed>delisted:credit",
        "listed>delisted:price_not_reported", "listed>delisted:own_request",
        "listed>delisted:cycle_end", "suspended>listed:cured", "suspended>delisted:certificate",
        "suspended>delisted:quality", "suspended>delisted:credit",
        "suspended>delisted:price_not_reported", "suspended>delisted:own_request",
        "suspended>delisted:cycle_end",
    };
    static const char *const pairs[] = {"draft>notice", "notice>listed", "notice>draft",
                                        "listed>suspended", "listed>delisted", "suspended>listed",
                                        "suspended>delisted"};
    struct notice n = {day("2024-09-27"), 5, 0};
    size_t ok = 0;
    (void)state;
    for (int from = 0; from < LISTING_STATES; from++)
        for (int to = 0; to < LISTING_STATES; to++)
            for (int cause = 0; cause < LISTING_CAUSES; cause++) {
                struct listing_move m = {(enum listing_state)from, (enum listing_state)to,
                                         (enum listing_cause)cause, day("2024-10-11"), &n, {0}, false, false};
                char pair[64], way[96];
                bool is_pair = false, is_way = false;
                snprintf(pair, sizeof(pair), "%s>%s", listing_state_name(m.from), listing_state_name(m.to));
                snprintf(way, sizeof(way), "%s:%s", pair, listing_cause_name(m.cause));
                for (size_t i = 0; i < COUNT(pairs); i++)
                    is_pair = is_pair || strcmp(pair, pairs[i]) == 0;
                for (size_t i = 0; i < COUNT(ways); i++)
                    is_way = is_way || strcmp(way, ways[i]) == 0;
                enum listing_verdict got = listing_move(&m);
                if (got != (is_way ? LISTING_OK : is_pair ? LISTING_WRONG_CAUSE : LISTING_NO_WAY))
                    fail_msg("%s: %s", way, listing_verdict_name(got));
                ok += got == LISTING_OK;
                m.selected = true;
                assert_int_equal(listing_move(&m), is_way && m.to == LISTING_DELISTED ? LISTING_NO_SUBSTITUTE : got);
                m.has_substitute = true;
                assert_int_equal(listing_move(&m), got);
                m.on = day("2024-10-10"); /* the notice's last day */
                assert_int_equal(listing_move(&m), m.cause == LISTING_NOTICE_OVER && is_way ? LISTING_NOT_OVER : got);
            }
    assert_int_equal(ok, COUNT(ways));
    struct listing_move m = {LISTING_NOTICE, LISTING_LISTED, LISTING_NOTICE_OVER, day("2025-01-01"), &n, {0}, false, false};
    n.open_objections = 2;
    assert_int_equal(listing_move(&m), LISTING_NOT_OVER);
    for (int v = 0; v < LISTING_VERDICTS; v++)
        assert_true(listing_verdict_name((enum listing_verdict)v)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_deadlines), cmocka_unit_test(test_report_states),
        cmocka_unit_test(test_lowest),           cmocka_unit_test(test_every_small_set_of_facts),
        cmocka_unit_test(test_notice),           cmocka_unit_test(test_every_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
