/* Who is told what, by which way, when, and never twice. */
#include "../access/people.h"

#include "message/compose.h"
#include "message/deliver.h"
#include "words/message.h"

enum { POOL = FRESH_POOL_2 };
#define MINUTE_US (INT64_C(60) * 1000000)

static void
remind(const char *role, const char *party, const char *kind, const char *subject, const char *said)
{
    fresh_sql(arena_printf(
        fresh_arena,
        "INSERT INTO reminder (pool, role, party, kind, subject, due_on, step, "
        "said_on, lines, amount) VALUES (532300, '%s', '%s', '%s', '%s', '2026-09-28', "
        "7, '%s', 3, 1234500)",
        role, party, kind, subject, said));
}

static void
credit(const char *event, const char *on)
{
    fresh_sql(arena_printf(fresh_arena,
                     "INSERT INTO credit_event (pool, event, party, matter, amount, happened_on, "
                     "evaluated_on, division, product, document) VALUES (532300, '%s', '" MAKER
                     "', 'bidding', 0, '2026-09-01', '%s', 532300, '', '')",
                     event, on));
}

static int
setup(void **state)
{
    people_setup(state);
    fresh_sql("UPDATE person SET email = 'matron@h.example' WHERE login = 'matron'");
    fresh_sql("UPDATE person SET email = 'buyer@h.example', phone = '13800000001' WHERE login = 'buyer'");
    fresh_sql("UPDATE person SET email = 'seller@m.example' WHERE login = 'seller'");
    fresh_sql("UPDATE person SET email = 'agent@f.example' WHERE login = 'agent'");
    fresh_sql("UPDATE person SET email = 'city@b.example' WHERE login = 'city'");
    fresh_sql("UPDATE person SET email = 'province@b.example' WHERE login = 'province'");
    return 0;
}

static struct message_run
collect_on(const char *on, int64_t at)
{
    struct err e;
    struct message_run r = {.pool = POOL, .today = day(on), .at = at};
    OK(db_tx(fresh_db, POOL, collect_messages, &r, &e));
    return r;
}

static struct message_run
collect(void)
{
    return collect_on(today_text, AT);
}

/* --- a sender that says what it is told to say --- */
static struct {
    char to[64], id[128], subject[256];
    char body[4096];
    int n;
    enum sent answer;
} post;

static enum sent
record(const struct message_config *c, const struct letter *l, char why[static DELIVER_WHY_MAX])
{
    (void)c;
    post.n++;
    snprintf(post.to, sizeof(post.to), "%s", l->to);
    snprintf(post.id, sizeof(post.id), "%s", l->id);
    snprintf(post.subject, sizeof(post.subject), "%s", l->subject);
    snprintf(post.body, sizeof(post.body), "%s", l->body);
    snprintf(why, DELIVER_WHY_MAX, "%s", post.answer == SENT_OK ? "" : "because");
    return post.answer;
}

static const struct message_config config = {.base = "https://jicai.example.cn"};

static struct message_delivery
deliver_at(int64_t at, enum sent answer)
{
    struct err e;
    struct message_delivery d = {.at = at, .config = &config, .send = record};
    post.n = 0;
    post.answer = answer;
    OK(deliver_messages(fresh_db, &d, &e));
    return d;
}

static size_t
queue(const char *state)
{
    struct err e;
    struct queued *list;
    size_t n;
    OK(queued_list(fresh_db, fresh_arena, POOL, state, 1000, &list, &n, &e));
    return n;
}

static void
test_who_is_told(void **state)
{
    struct message_run r;
    (void)state;
    remind("institution", HOSPITAL, "payment", "2026-09", today_text); /* matron, buyer */
    remind("agency", "", "instalment", "CX-1", today_text);            /* agent */
    remind("office", "", "answer", "T-1", today_text);                 /* city, not the province */
    credit("E-1", "2026-09-20");                                       /* seller */
    remind("office", "", "answer", "T-0", "2026-09-01");               /* too long ago */
    r = collect();
    assert_int_equal(r.fresh, 4);
    assert_int_equal(r.queued, 5);
    assert_int_equal(queue(""), 5);
    r = collect(); /* again: nothing */
    assert_int_equal(r.fresh, 0);
    assert_int_equal(r.queued, 0);
    assert_int_equal(queue(""), 5);
    r = collect_on("2026-09-22", AT);
    assert_int_equal(r.fresh, 0);
}

static bool
appoint(struct db *db, void *arg, struct err *e)
{
    return appoint_deputy(db, arg, e);
}

static void
test_deputies_and_who_left(void **state)
{
    struct err e;
    struct appoint d = {.arena = fresh_arena,
                        .today = day(today_text),
                        .by = "matron",
                        .principal = "buyer",
                        .deputy = "clerk",
                        .reason = "holiday",
                        .from = day(today_text),
                        .until = day("2026-10-01"),
                        .roles = AS_HOSPITAL};
    (void)state;
    user_add("clerk", HOSPITAL, AS_DEPARTMENT);
    fresh_sql("UPDATE person SET email = 'clerk@h.example' WHERE login = 'clerk'");
    remind("institution", HOSPITAL, "payment", "2026-09", today_text);
    assert_int_equal(collect().queued, 2); /* a department may not act on it */
    DONE(appoint, &d);
    remind("institution", HOSPITAL, "payment", "2026-10", today_text);
    assert_int_equal(collect().queued, 3); /* who stands in may */
    fresh_sql("UPDATE person SET suspended = 1 WHERE login = 'buyer'");
    remind("institution", HOSPITAL, "payment", "2026-11", today_text);
    /* The matron alone: who is suspended lends nothing. */
    assert_int_equal(collect().queued, 1);
}

static bool
choose(struct db *db, void *arg, struct err *e)
{
    const char *const *w = arg;
    return choice_set(db, POOL, w[0], MESSAGE_CREDIT, w[1][0] == 'e' ? CHANNEL_EMAIL : CHANNEL_SMS,
                      w[2][0] == 'o'   ? HOW_OFF
                      : w[2][0] == 'd' ? HOW_DAILY
                                       : HOW_NOW,
                      e);
}

static void
test_choices(void **state)
{
    static const char *const off[] = {"seller", "email", "off"},
                             *const sms[] = {"seller", "sms", "now"},
                             *const daily[] = {"seller", "email", "daily"};
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, POOL, choose, (void *)(uintptr_t)off, &e));
    credit("E-1", today_text);
    assert_int_equal(collect().queued, 0);
    OK(db_tx(fresh_db, POOL, choose, (void *)(uintptr_t)sms, &e));
    credit("E-2", today_text);
    assert_int_equal(collect().queued, 0); /* no number is known */
    fresh_sql("UPDATE person SET phone = '13900000002' WHERE login = 'seller'");
    credit("E-3", today_text);
    assert_int_equal(collect().queued, 1);
    deliver_at(AT, SENT_OK);
    assert_string_equal(post.to, "13900000002");
    assert_null(strchr(post.body, '\n'));
    OK(db_tx(fresh_db, POOL, choose, (void *)(uintptr_t)daily, &e));
    credit("E-4", today_text);
    assert_int_equal(collect().queued, 2);
    assert_int_equal(deliver_at(AT, SENT_OK).sent, 1); /* the SMS; the mail waits for the morning */
    assert_int_equal(deliver_at(message_morning(AT) - 1, SENT_OK).sent, 0);
    assert_int_equal(deliver_at(message_morning(AT), SENT_OK).sent, 1);
    assert_string_equal(post.to, "seller@m.example");
}

/* Several things that are due for one person are one mail, with no amount in it. */
static void
test_digest(void **state)
{
    (void)state;
    remind("institution", HOSPITAL, "payment", "2026-09", today_text);
    remind("institution", HOSPITAL, "demand", "CX-1", today_text);
    collect();
    assert_int_equal(deliver_at(AT, SENT_OK).sent, 0); /* reminders come with the morning */
    struct message_delivery d = deliver_at(message_morning(AT), SENT_OK);
    assert_int_equal(d.sent, 2); /* buyer, matron */
    assert_int_equal(post.n, 2);
    assert_string_equal(post.subject, "集采平台：2 条通知");
    assert_non_null(strstr(post.body, "- 应付货款到期，截止 2026-09-28：2026-09\n"));
    assert_non_null(strstr(post.body, "- the report of demand is due, by 2026-09-28: CX-1\n"));
    assert_non_null(strstr(post.body, "https://jicai.example.cn"));
    assert_null(strstr(post.body, "123.45"));
    assert_int_equal(deliver_at(message_morning(AT) + 1, SENT_OK).sent, 0); /* once */
    assert_int_equal(queue("sent"), 4);
}

static void
test_again_and_again_until_it_is_given_up(void **state)
{
    int64_t at = AT;
    (void)state;
    credit("E-1", today_text);
    collect();
    for (int64_t i = 1; i <= DELIVER_ATTEMPTS; i++) {
        assert_int_equal(deliver_at(at - 1, SENT_OK).sent, 0); /* not before */
        struct message_delivery d = deliver_at(at, SENT_LATER);
        assert_int_equal(post.n, 1);
        assert_int_equal(d.later, i < DELIVER_ATTEMPTS);
        assert_int_equal(d.failed, i == DELIVER_ATTEMPTS);
        at += deliver_pause(i);
    }
    assert_int_equal(queue("failed"), 1);
    assert_int_equal(deliver_at(at + 1000 * MINUTE_US, SENT_OK).sent, 0);
    assert_int_equal(deliver_pause(1), MINUTE_US);
    assert_int_equal(deliver_pause(5), 16 * MINUTE_US);
    assert_int_equal(deliver_pause(60), 360 * MINUTE_US);
}

static void
test_refused_for_good_and_unsure(void **state)
{
    (void)state;
    credit("E-1", today_text);
    collect();
    assert_int_equal(deliver_at(AT, SENT_NEVER).failed, 1);
    assert_int_equal(deliver_at(AT + 1000 * MINUTE_US, SENT_OK).sent, 0);
    credit("E-2", today_text);
    collect();
    assert_int_equal(deliver_at(AT, SENT_UNSURE).unsure, 1);
    assert_int_equal(deliver_at(AT + 1000 * MINUTE_US, SENT_OK).sent, 0); /* it may have arrived */
    assert_int_equal(queue("unsure"), 1);
    /* Who has no address any more is not sent to. */
    credit("E-3", today_text);
    collect();
    fresh_sql("UPDATE person SET suspended = 1 WHERE login = 'seller'");
    assert_int_equal(deliver_at(AT, SENT_OK).failed, 1);
    assert_int_equal(post.n, 0);
}

/* The program dies between taking it and writing down what came of it. */
static enum sent
die(const struct message_config *c, const struct letter *l, char why[static DELIVER_WHY_MAX])
{
    struct err e;
    struct message_delivery d = {.at = l->at, .config = c, .send = record};
    post.n = 0;
    OK(deliver_messages(fresh_db, &d, &e)); /* another one that runs meanwhile leaves it alone */
    assert_int_equal(post.n, 0);
    assert_int_equal(queue("sending"), 1);
    fresh_sql("UPDATE message_out SET delivery = 'lost'"); /* the result will find nothing */
    why[0] = '\0';
    return SENT_OK;
}

static void
test_killed_while_sending(void **state)
{
    struct err e;
    struct message_delivery d = {.at = AT, .config = &config, .send = die};
    (void)state;
    credit("E-1", today_text);
    collect();
    OK(deliver_messages(fresh_db, &d, &e));
    assert_int_equal(queue("sending"), 1);
    assert_int_equal(deliver_at(AT + 14 * MINUTE_US, SENT_OK).unsure,
                     0); /* it may still be at it */
    assert_int_equal(deliver_at(AT + 16 * MINUTE_US, SENT_OK).unsure, 1);
    assert_int_equal(post.n, 0);
    assert_int_equal(queue("unsure"), 1);
}

static bool
see(struct db *db, void *arg, struct err *e)
{
    return message_seen(db, arg, e);
}

static void
test_the_list_in_the_system(void **state)
{
    struct err e = {0};
    struct message *list;
    size_t n;
    struct message_filter f = {.pool = POOL,
                               .role = MESSAGE_COMPANY,
                               .party = MAKER,
                               .login = "seller",
                               .unread = true,
                               .limit = 2};
    struct message_seen seen = {.pool = POOL,
                                .role = MESSAGE_COMPANY,
                                .party = MAKER,
                                .login = "seller",
                                .kind = MESSAGE_CREDIT,
                                .subject = "E-1",
                                .about = "bidding",
                                .on = day("2026-09-19"),
                                .today = day(today_text)};
    char said[DATE_TEXT_MAX];
    (void)state;
    credit("E-1", "2026-09-19");
    credit("E-2", "2026-09-20");
    credit("E-3", "2026-09-21");
    collect();
    OK(message_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    assert_int_equal(n, 2);
    f.after[0] = date_text(list[1].said_on, said);
    f.after[1] = message_kind_names[list[1].kind];
    f.after[2] = list[1].subject;
    f.after[3] = list[1].about;
    OK(message_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].subject, "E-3");
    memset(f.after, 0, sizeof(f.after));
    OK(db_tx(fresh_db, POOL, see, &seen, &e));
    OK(db_tx(fresh_db, POOL, see, &seen, &e)); /* twice is once */
    f.limit = 10;
    OK(message_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    assert_int_equal(n, 2);
    f.login = "somebody"; /* has not */
    OK(message_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    assert_int_equal(n, 3);
    f.party = "91500103000100012X"; /* another company's */
    OK(message_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    assert_int_equal(n, 0);
    seen.party = "91500103000100012X";
    assert_false(db_tx(fresh_db, POOL, see, &seen, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_told),
        TEST(test_deputies_and_who_left),
        TEST(test_choices),
        TEST(test_digest),
        TEST(test_again_and_again_until_it_is_given_up),
        TEST(test_refused_for_good_and_unsure),
        TEST(test_killed_while_sending),
        TEST(test_the_list_in_the_system),
    };
    return fresh_run(tests, COUNT(tests));
}
