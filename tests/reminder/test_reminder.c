/* Reminders: each kind of duty is found with its party, day and amount, is said once at each step,
 * and is silent once it is met; and who has read what. */
#include "../db/fresh.h"
#include "../figures.h"
#include "reminder/reminder.h"
#include "words/reminder.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

static struct err e;

/* All duties end on 2025-03-31. */
static void
seed(void)
{
    fresh_sql("INSERT INTO project VALUES (500000,'P','p','chongqing','high_value','city','','2024-09-10',24,'','')");
    fresh_sql("INSERT INTO phase VALUES (500000,'P','reporting','2025-03-01','2025-03-31','')");
    fresh_sql("INSERT INTO participation VALUES (500000,'P','H1',1,'mandatory','',''),"
        "(500000,'P','H2',0,'voluntary','x','')");
    fresh_sql("INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, "
        "company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES (500000,'O1',1,'P','H1','X','agreed','without_service','A','C1','C1',"
        "10,0,100000,100000,-1,'2025-02-01','',10,0)");
    fresh_sql("INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on, "
        "accepted_on, batch, expires_on, udi, amount, at_selected, pack, pack_sha256, due_why, due_on, "
        "in_time_until, estimate, returned, returned_amount, returned_at_selected, invoiced, paid) VALUES (500000,'R1',1,'O1',1,4,0,'','','2025-02-20','','','',400000,400000,"
        "'chongqing','','ok','2025-03-31','2025-03-31',0,1,100000,100000,0,50000),"
        "(500000,'R1',2,'O1',1,6,0,'','','2025-02-21','','','',600000,600000,"
        "'chongqing','','ok','2025-03-31','2025-03-31',0,0,0,0,0,0)");
    fresh_sql("INSERT INTO prepayment VALUES (500000,'P','H1',1,'employee',1000000,300000,300000,"
        "'2024-09-10','2025-09-09','2024-09')");
    fresh_sql("INSERT INTO instalment VALUES (500000,'P','H1',1,1,150000,'2025-03-31',1,'',0,'')");
    fresh_sql("INSERT INTO payback VALUES (500000,'P','H1',1,'rest',90000,'2025-03-01','2025-03-31','original_payer')");
    fresh_sql("INSERT INTO payback_received VALUES (500000,'P','H1',1,'D1','2025-03-05',20000,1,0)");
    fresh_sql("INSERT INTO retention_owed VALUES (500000,'P','H1',2024,'employee',70000,'2025-03-31','',1,'',0)");
    fresh_sql("INSERT INTO price_report VALUES (500000,'X','110000','2025-02-10','s','C1',900,'2025-03-03','2025-03-31',0,'')");
    fresh_sql("INSERT INTO complaint VALUES (500000,'K1','complaint','P','','','s','2025-03-01','2025-03-31','','2025-03-31','','')");
    fresh_sql("INSERT INTO assessment VALUES (500000,'P',2024,'H1',1,9000,0,0,'sent','2025-03-10','2025-03-31','','')");
    fresh_sql("INSERT INTO certificate VALUES ('Z1','2020-04-01','2025-03-31','C1','registration','')");
    fresh_sql("INSERT INTO shortage VALUES (500000,'Q1','P','H1','C1','X','O1',1,5,0,'open','','','','','',0,'2025-03-26','','','','','')");
    fresh_sql("INSERT INTO upward_level VALUES (500000,'shortage','Q1',1,'county','500103','2025-03-26',3,'2025-03-31','open','','',''),(500000,'issue','E1',1,'county','500103','2025-03-26',3,'2025-03-31','open','','','')");
    fresh_sql("INSERT INTO agreement VALUES (500000,'A','P',1,'H1','C1','C1',2,'high_value','2024-09-10','2025-03-31',"
        "'2025-03-31',0,'chongqing','')");
    fresh_sql("INSERT INTO admission_due VALUES (500000,'P','H1','X','C1','2025-03-01','2025-03-31','chongqing'),"
        "(500000,'P','H1','Y','C1','2025-03-01','2025-03-31','chongqing'),"
        "(500000,'P','H1','Z','C1','2025-03-01','2025-03-31','chongqing'),"
        "(500000,'P','H1','W','C1','2025-03-01','2025-03-31','chongqing')");
    /* X is in, Y was turned down for what counts, Z for what does not, nobody decided about W */
    fresh_sql("INSERT INTO catalogue VALUES (500000,'H1','X',1,'admitted','2025-01-02','','','',1,'n'),"
        "(500000,'H1','Y',1,'refused','2025-01-02','quality','','',1,'n'),"
        "(500000,'H1','Z',1,'refused','2025-01-02','cost_control','','',0,'n')");
}

static struct remind
remind(const char *today)
{
    struct remind r = {.pool = FRESH_POOL, .today = day(today)};
    OK(db_tx(fresh_db, FRESH_POOL, run_remind, &r, &e));
    return r;
}

static size_t
listed(enum reminder_role role, const char *party, const char *user, bool unread, struct reminder **out)
{
    struct reminder_filter f = {.pool = FRESH_POOL, .role = role, .party = party, .user = user,
                              .unread = unread, .limit = 100};
    size_t n;
    OK(reminder_list(fresh_db, fresh_arena, &f, out, &n, &e));
    return n;
}

static void
test_the_step_that_is_reached(void **state)
{
    static const struct {
        const char *today;
        int64_t step; /* 99: none */
    } examples[] = {{"2025-02-28", 99}, {"2025-03-01", 30}, {"2025-03-23", 30}, {"2025-03-24", 7},
                    {"2025-03-29", 7}, {"2025-03-30", 1}, {"2025-03-31", 0}, {"2025-04-01", -1},
                    {"2025-04-06", -1}, {"2025-04-07", -7}, {"2025-04-29", -7}, {"2025-04-30", -30},
                    {"2030-01-01", -30}};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        int64_t step = 99;
        assert_int_equal(reminder_step(day("2025-03-31"), day(examples[i].today), &step),
                         examples[i].step != 99);
        if (step != examples[i].step)
            fail_msg("%s: %lld", examples[i].today, (long long)step);
    }
}

static void
test_each_duty_of_each_party(void **state)
{
    static const struct {
        enum reminder_kind kind;
        const char *party, *subject;
        int64_t lines, amount;
    } want[] = {
        {REMINDER_PAYMENT, "H1", "", 2, 850000}, /* 400000 - 100000 - 50000 + 600000 */
        {REMINDER_INSTALMENT, "", "P", 1, 150000}, {REMINDER_PAYBACK, "H1", "P", 1, 70000},
        {REMINDER_RETENTION, "", "P", 1, 70000},   {REMINDER_PRICE_REPORT, "C1", "X", 1, 0},
        {REMINDER_DEMAND, "H1", "P", 1, 0},        {REMINDER_ACCEPT, "", "K1", 1, 0},
        {REMINDER_ANSWER, "", "K1", 1, 0},         {REMINDER_COMMENT, "H1", "P", 1, 0},
        {REMINDER_CERTIFICATE, "C1", "Z1", 1, 0},  {REMINDER_AGREEMENT, "H1", "P", 1, 0},
        {REMINDER_SHORTAGE, "", "Q1", 1, 0},
        {REMINDER_ADMISSION, "H1", "P", 2, 0},
        {REMINDER_ISSUE, "", "E1", 1, 0},
    };
    (void)state;
    seed();
    assert_int_equal(remind("2025-02-28").fresh, 0); /* 31 days before */
    struct remind r = remind("2025-03-01");
    assert_int_equal(r.open, REMINDER_KINDS);
    assert_int_equal(r.fresh, REMINDER_KINDS);
    for (size_t i = 0; i < COUNT(want); i++) {
        struct reminder *list;
        size_t n = listed(reminder_kind_role(want[i].kind), want[i].party, "", false, &list), at = 0;
        while (at < n && list[at].kind != want[i].kind)
            at++;
        if (at == n)
            fail_msg("no reminder: %s", reminder_kind_names[want[i].kind]);
        assert_string_equal(list[at].subject, want[i].subject);
        assert_int_equal(list[at].lines, want[i].lines);
        assert_int_equal(list[at].amount.units, want[i].amount);
        assert_int_equal(list[at].step, 30);
    }
    struct reminder *list;
    assert_int_equal(listed(REMINDER_INSTITUTION, "H2", "", false, &list), 0); /* stays away */
    assert_int_equal(listed(REMINDER_COMPANY, "H1", "", false, &list), 0);     /* not its role */
}

static void
test_said_once_a_step_and_no_more_when_done(void **state)
{
    (void)state;
    seed();
    assert_int_equal(remind("2025-03-24").fresh, REMINDER_KINDS);
    assert_int_equal(remind("2025-03-24").fresh, 0); /* twice on a day */
    assert_int_equal(remind("2025-03-29").fresh, 0); /* between two steps */
    fresh_sql("UPDATE receipt SET paid = amount - returned_amount");
    fresh_sql("UPDATE instalment SET paid_on = '2025-03-29'");
    fresh_sql("UPDATE retention_owed SET paid_on = '2025-03-29'");
    fresh_sql("INSERT INTO payback_received VALUES (500000,'P','H1',1,'D2','2025-03-29',70000,2,0)");
    fresh_sql("UPDATE price_report SET reported_on = '2025-03-29'");
    fresh_sql("UPDATE participation SET takes_part = 0");
    fresh_sql("UPDATE complaint SET accepted_on = '2025-03-29'");
    fresh_sql("UPDATE assessment SET state = 'final'");
    fresh_sql("UPDATE certificate SET renewal_filed_on = '2025-03-29'");
    fresh_sql("UPDATE upward_level SET state = 'solved'");
    fresh_sql("INSERT INTO catalogue VALUES (500000,'H1','Z',2,'admitted','2025-03-29','','','',1,'n'),"
        "(500000,'H1','W',1,'admitted','2025-03-29','','','',1,'n')");
    struct remind r = remind("2025-03-30");
    assert_int_equal(r.open, 2); /* the answer to the complaint and the agreement */
    assert_int_equal(r.fresh, 2);
    assert_int_equal(remind("2025-03-20").fresh, 2); /* a day long past: the 30-day step of the two */
}

static void
test_who_has_read_what(void **state)
{
    struct reminder *list;
    (void)state;
    seed();
    remind("2025-03-31");
    struct reminder_seen s = {.pool = FRESH_POOL, .role = REMINDER_COMPANY, .party = "C1", .user = "li",
                            .kind = REMINDER_CERTIFICATE, .subject = "Z1", .due_on = day("2025-03-31"),
                            .today = day("2025-04-02"), .step = 0};
    assert_int_equal(listed(REMINDER_COMPANY, "C1", "li", true, &list), 2);
    OK(db_tx(fresh_db, FRESH_POOL, reminder_seen, &s, &e));
    s.today = day("2025-04-03");
    OK(db_tx(fresh_db, FRESH_POOL, reminder_seen, &s, &e)); /* the first time counts */
    assert_int_equal(listed(REMINDER_COMPANY, "C1", "li", true, &list), 1);
    assert_int_equal(listed(REMINDER_COMPANY, "C1", "wang", true, &list), 2);
    assert_int_equal(listed(REMINDER_COMPANY, "C1", "li", false, &list), 2);
    for (size_t i = 0; i < 2; i++)
        if (list[i].kind == REMINDER_CERTIFICATE)
            assert_int_equal(list[i].read_on.day, day("2025-04-02").day);
    s.party = "C2"; /* a stranger's */
    assert_false(db_tx(fresh_db, FRESH_POOL, reminder_seen, &s, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(e.msg, M_REMINDER_NONE);
}

static void
test_sentences(void **state)
{
    struct reminder n = {.kind = REMINDER_PAYMENT, .party = "H1", .subject = "", .due_on = day("2025-03-31"),
                       .said_on = day("2025-03-24"), .lines = 2, .amount = {850000}};
    char text[REMINDER_TEXT_MAX];
    (void)state;
    assert_string_equal(reminder_text(&n, LANG_EN, text), "85.00 yuan to pay to suppliers (2 lines), by 2025-03-31");
    assert_string_equal(reminder_left(&n, LANG_EN, text), "7 days left");
    n.said_on = day("2025-03-31");
    assert_string_equal(reminder_left(&n, LANG_ZH, text), "今天到期");
    n.said_on = day("2025-04-07");
    assert_string_equal(reminder_left(&n, LANG_ZH, text), "已逾期 7 天");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_step_that_is_reached),
        TEST(test_each_duty_of_each_party),
        TEST(test_said_once_a_step_and_no_more_when_done),
        TEST(test_who_has_read_what),
        TEST(test_sentences),
    };
    return fresh_run(tests, COUNT(tests));
}
