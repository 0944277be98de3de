/* The way of a complaint: who may do which step when, what each sees, and nothing is overwritten.
 */
#include "../db/fresh.h"
#include "../figures.h"

#include "access/role.h"
#include "oversight/complaint_case.h"
#include "words/complaint.h"

#define MAKER "91330100799655058B"
#define HOSPITAL "H53230100001"

static struct err e;
static enum put how;

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO pool (pool, region, name, kind) VALUES (500000, '500000', "
                           "'CQ', 'whole'); INSERT INTO pool_pack (pool, from_on, until_on, pack) "
                           "VALUES (500000, '2020-01-01', '9999-12-31', 'guangzhou')",
                           &e));
    OK(fresh_db->ops->exec(
        fresh_db,
        "INSERT INTO organisation VALUES ('B50', 'bureau', 'office', '500000', 0, 16777215, 0, ''), "
        "('" HOSPITAL "', 'institution', 'hospital', '500103', 0, 16777215, 0, '');"
        "INSERT INTO person VALUES "
        "('li', 'B50', 'Li', '', '', '', '2020-01-01', '9999-12-31', 0, '', 0, ''), "
        "('wang', 'B50', 'Wang', '', '', '', '2020-01-01', '9999-12-31', 0, '', 0, ''), "
        "('gone', 'B50', 'Gone', '', '', '', '2020-01-01', '2024-12-31', 0, '', 0, ''), "
        "('nurse', '" HOSPITAL "', 'Nurse', '', '', '', '2020-01-01', '9999-12-31', 0, '', 0, '')",
        &e));
    for (size_t i = 0; i < 4; i++) /* of the bureau, and of a hospital */
        OK(fresh_db->ops->exec(
            fresh_db,
            arena_printf(fresh_arena,
                         "INSERT INTO person_role VALUES ('%s', '2020-01-01', '9999-12-31', %d, '', '')",
                         (const char *const[]){"li", "wang", "gone", "nurse"}[i],
                         i < 3 ? AS_PROVINCE : AS_HOSPITAL),
            &e));
    return rc;
}

static bool
job(struct db *db, void *arg, struct err *err)
{
    return move_case(db, fresh_arena, FRESH_POOL, arg, &how, err);
}

static bool
move(struct case_move m)
{
    e = (struct err){.code = ERR_NONE};
    m.project = "";
    m.to = m.to != NULL ? m.to : "";
    m.text = m.text != NULL ? m.text : "";
    m.against = m.against != NULL ? m.against : "";
    m.subject = m.subject != NULL ? m.subject : "";
    return db_tx(fresh_db, FRESH_POOL, job, &m, &e);
}

static void
expect_no(bool ok, enum msg m)
{
    if (ok || e.msg != m)
        fail_msg("%s instead of %s", ok ? "done" : msg_name(e.msg), msg_name(m));
}

static bool
file_one(const char *number)
{
    return move((struct case_move){.number = number,
                                   .step = CASE_FILED,
                                   .who = "seller",
                                   .org = MAKER,
                                   .text = "they do not pay",
                                   .on = day("2025-03-03"),
                                   .kind = COMPLAINT_COMPLAINT,
                                   .against = HOSPITAL,
                                   .subject = "late payment"});
}

#define STEP(s, w, o, ...)                                                                         \
    move((struct case_move){.number = "T-1",                                                       \
                            .step = (s),                                                           \
                            .who = (w),                                                            \
                            .org = (o),                                                            \
                            .on = day("2025-03-05"),                                               \
                            __VA_ARGS__})

static struct case_view
view(void)
{
    struct case_view v;
    OK(case_get(fresh_db, fresh_arena, FRESH_POOL, "T-1", &v, &e));
    return v;
}

static void
test_from_filed_to_published(void **state)
{
    (void)state;
    expect_no(STEP(CASE_ACCEPTED, "li", "B50", .text = ""), M_CASE_NONE);
    assert_true(file_one("T-1"));
    assert_true(file_one("T-1")); /* twice is once */
    assert_int_equal(how, PUT_SAME);
    expect_no(move((struct case_move){.number = "T-1",
                                      .step = CASE_FILED,
                                      .who = "x",
                                      .org = "X",
                                      .text = "mine",
                                      .on = day("2025-03-04"),
                                      .subject = "s"}),
              M_CASE_THERE);
    assert_int_equal(view().terms.accept_by.day, day("2025-03-10").day); /* 5 working days: GZ */
    expect_no(STEP(CASE_ASSIGNED, "chief", "B50", .text = ""), M_CASE_TO);
    expect_no(STEP(CASE_ASSIGNED, "chief", "B50", .to = "nobody"), M_CASE_NOBODY);
    expect_no(STEP(CASE_ASSIGNED, "chief", "B50", .to = "gone"), M_CASE_NOBODY);
    expect_no(STEP(CASE_ASSIGNED, "chief", "B50", .to = "nurse"), M_CASE_NOBODY);
    assert_true(STEP(CASE_ASSIGNED, "chief", "B50", .to = "li"));
    expect_no(STEP(CASE_ACCEPTED, "wang", "B50", .text = ""), M_CASE_ELSEWHERE);
    assert_true(STEP(CASE_ACCEPTED, "li", "B50", .text = ""));
    expect_no(STEP(CASE_PUBLISHED, "chief", "B50", .text = ""), M_CASE_EARLY);
    assert_true(STEP(CASE_ASSIGNED, "chief", "B50", .to = "wang")); /* to somebody else */
    expect_no(STEP(CASE_ANSWERED, "li", "B50", .text = "so", .result = RESULT_FOUNDED),
              M_CASE_ELSEWHERE);
    expect_no(STEP(CASE_ANSWERED, "wang", "B50", .result = RESULT_FOUNDED), M_CASE_TEXT);
    expect_no(STEP(CASE_ANSWERED, "wang", "B50", .text = "so"), M_CASE_RESULT);
    expect_no(STEP(CASE_ANSWERED, "wang", "B50", .text = "so", .result = RESULT_WITHDRAWN),
              M_CASE_RESULT);
    assert_true(
        STEP(CASE_ANSWERED, "wang", "B50", .text = "they have paid", .result = RESULT_FOUNDED));
    expect_no(STEP(CASE_ACCEPTED, "wang", "B50", .text = ""), M_CASE_OVER);
    expect_no(STEP(CASE_WITHDRAWN, "seller", MAKER, .text = "no"), M_CASE_OVER);
    assert_true(STEP(CASE_PUBLISHED, "chief", "B50", .text = ""));
    expect_no(STEP(CASE_PUBLISHED, "li", "B50", .text = ""), M_CASE_AGAIN);
    struct case_view v = view();
    assert_int_equal(v.events, 6);
    assert_string_equal(v.event[0].text, "they do not pay");
    assert_string_equal(v.event[4].text, "they have paid");
    assert_true(v.state.published && v.state.c.result == RESULT_FOUNDED);
    assert_int_equal(complaint_state(&v.state.c, &v.terms, day("2025-06-01")), COMPLAINT_CLOSED);
}

/* Neither who filed it nor whom it is against handles it. */
static void
test_nobody_in_his_own_affair(void **state)
{
    static const char *const orgs[] = {MAKER, HOSPITAL};
    (void)state;
    assert_true(file_one("T-1"));
    for (size_t i = 0; i < COUNT(orgs); i++) {
        expect_no(STEP(CASE_ASSIGNED, "x", orgs[i], .to = "x"), M_CASE_CONCERNED);
        expect_no(STEP(CASE_ACCEPTED, "x", orgs[i], .text = ""), M_CASE_CONCERNED);
        expect_no(STEP(CASE_ANSWERED, "x", orgs[i], .text = "t", .result = RESULT_UNFOUNDED),
                  M_CASE_CONCERNED);
    }
    expect_no(STEP(CASE_WITHDRAWN, "x", HOSPITAL, .text = "gone"), M_CASE_OTHERS);
    expect_no(STEP(CASE_WITHDRAWN, "seller", MAKER, .text = ""), M_CASE_TEXT);
    assert_true(STEP(CASE_WITHDRAWN, "seller", MAKER, .text = "they have paid"));
    expect_no(STEP(CASE_PUBLISHED, "chief", "B50", .text = ""), M_CASE_EARLY);
}

static size_t
rows(struct case_filter f)
{
    struct case_row *list;
    size_t n;
    f.pool = FRESH_POOL;
    f.after = f.after != NULL ? f.after : "";
    f.by = f.by != NULL ? f.by : "";
    f.limit = 10;
    OK(case_list(fresh_db, fresh_arena, &f, &list, &n, &e));
    return n;
}

static void
test_lists_of_complaints(void **state)
{
    (void)state;
    assert_true(file_one("T-1"));
    assert_true(file_one("T-2"));
    assert_int_equal(rows((struct case_filter){.limit = 10}), 2);
    assert_int_equal(rows((struct case_filter){.by = HOSPITAL}), 2); /* they are against it */
    assert_true(move((struct case_move){.number = "T-3",
                                        .step = CASE_FILED,
                                        .who = "x",
                                        .org = "X",
                                        .text = "kickbacks",
                                        .on = day("2025-03-04"),
                                        .kind = COMPLAINT_REPORT,
                                        .against = HOSPITAL,
                                        .subject = "s"}));
    assert_int_equal(rows((struct case_filter){.by = HOSPITAL}), 2); /* a report is not shown to it */
    assert_int_equal(rows((struct case_filter){.by = "X"}), 1);
    assert_int_equal(rows((struct case_filter){.by = MAKER}), 2);
    assert_int_equal(rows((struct case_filter){.after = "T-1"}), 2);
    assert_true(STEP(CASE_ANSWERED, "li", "B50", .text = "t", .result = RESULT_PARTLY));
    assert_int_equal(rows((struct case_filter){.open_only = true}), 2);
    assert_int_equal(rows((struct case_filter){.public = true}), 0);
    assert_true(STEP(CASE_PUBLISHED, "li", "B50", .text = ""));
    assert_int_equal(rows((struct case_filter){.public = true}), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_from_filed_to_published),
        TEST(test_nobody_in_his_own_affair),
        TEST(test_lists_of_complaints),
    };
    return fresh_run(tests, COUNT(tests));
}
