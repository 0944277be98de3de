/* Credit, complaints, findings, quotas: what is stored, what is refused and with which message, and
 * how each stands on a day. */
#include "../db/fresh.h"
#include "oversight/complaint.h"
#include "registry/credit_record.h"
#include "oversight/finding.h"
#include "registry/pack_on.h"
#include "oversight/quota_row.h"
#include "project/participation.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/region.h"
#include "words/oversight.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define MAKER "91330100799655058B"
#define HOSPITAL "H50010300001"

static struct err e;
static enum put how;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static bool
reference(struct db *db, void *arg, struct err *er)
{
    static const struct region regions[] = {{"500000", "Chongqing", "", REGION_PROVINCE},
                                            {"500100", "districts", "500000", REGION_CITY},
                                            {"500103", "Yuzhong", "500100", REGION_COUNTY}};
    static const struct pool pools[] = {{500000, "500000", "Chongqing", POOL_WHOLE}};
    static const struct company maker = {.code = MAKER, .name = "maker", .country = "CN",
        .registrant = true, .agent = "", .controller = "", .region = "", .successor = ""};
    static const struct institution hospital = {.code = HOSPITAL, .name = "one",
        .region = "500103", .successor = ""};
    (void)arg;
    for (size_t i = 0; i < COUNT(regions); i++)
        if (!region_put(db, fresh_arena, &regions[i], &how, er))
            return false;
    return pool_put(db, fresh_arena, &pools[0], &how, er) &&
           pool_pack_put(db, fresh_arena, 500000, day("2024-09-10"), "chongqing", &how, er) &&
           company_put(db, fresh_arena, &maker, &how, er) &&
           institution_put(db, fresh_arena, &hospital, &how, er);
}

/* O-1: an order of HOSPITAL with a receipt of that number that refused one of two; O-2 of another. */
static const char documents[] =
    "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, company, "
    "payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES "
    "(500000, 'O-1', 1, 'P', '" HOSPITAL "', 'S', 'listed', 'without_service', '', 'C', 'C', 2, 0, 1, 1, -1, "
    "'2025-01-01', '', 1, 1), (500000, 'O-2', 1, 'P', 'H50010300002', 'S', 'listed', 'without_service', '', 'C', 'C', "
    "2, 0, 1, 1, -1, '2025-01-01', '', 1, 0);"
    "INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on, accepted_on, "
    "batch, expires_on, udi, amount, at_selected, pack, pack_sha256, due_why, due_on, in_time_until, estimate, "
    "returned, returned_amount, returned_at_selected, invoiced, paid) VALUES "
    "(500000, 'O-1', 1, 'O-1', 1, 1, 1, '', '', '2025-01-05', '', '', '', 0, 0, '', '', 'ok', '', '', 0, 0, 0, 0, 0, 0), "
    "(500000, 'R-2', 1, 'O-2', 1, 1, 0, '', '', '2025-01-05', '', '', '', 0, 0, '', '', 'ok', '', '', 0, 0, 0, 0, 0, 0);"
    "INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount) VALUES "
    "(500000, 'I-2', 'H50010300002', 'C', '2025-01-06', 0);";

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(db_tx(fresh_db, 0, reference, NULL, &e));
    OK(fresh_db->ops->exec(fresh_db, documents, &e));
    return rc;
}

#define REFUSED(call, want, where)                                                                 \
    do {                                                                                           \
        assert_false(call);                                                                        \
        assert_string_equal(msg_name(e.msg), msg_name(want));                                    \
        assert_string_equal(e.at.field, where);                                                    \
    } while (0)

static struct credit_entry
entry(const char *event, int64_t yuan, const char *evaluated)
{
    return (struct credit_entry){.event = event, .party = MAKER, .matter = CREDIT_KICKBACK,
        .amount = money_yuan(yuan), .happened_on = day("2025-01-15"), .evaluated_on = day(evaluated),
        .product = "", .document = "doc"};
}

static void
test_credit(void **state)
{
    struct credit_entry c = entry("E1", 600000, "2025-03-01");
    struct credit_record r;
    (void)state;
    OK(credit_on(DB, MAKER, day("2025-03-01"), NULL, &r, NULL, &e));
    assert_true(r.answer.grade == 0 && r.n == 0);
    OK(credit_put(DB, 500000, &c, &how, &e));
    assert_int_equal(how, PUT_NEW);
    OK(credit_put(DB, 500000, &c, &how, &e));
    assert_int_equal(how, PUT_SAME);
    OK(credit_on(DB, MAKER, day("2025-02-28"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 0);
    OK(credit_on(DB, MAKER, day("2025-03-01"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 2);
    assert_int_equal(r.event[0].division, 500000); /* the pool's own */
    assert_true(credit_effect_find(&r.answer, r.event, CREDIT_REFUSE_DISTRIBUTION, "", 500000) < r.answer.n);
    assert_true(credit_effect_find(&r.answer, r.event, CREDIT_REFUSE_DISTRIBUTION, "", 620000) == r.answer.n);
    for (int i = 0; i < CREDIT_ACTIONS; i++) /* all of it made good in May */
        c.repaired_on[i] = day("2025-05-20");
    OK(credit_put(DB, 500000, &c, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(credit_put(DB, 500000, &c, &how, &e));
    assert_int_equal(how, PUT_SAME);
    OK(credit_on(DB, MAKER, day("2025-05-19"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 2);
    OK(credit_on(DB, MAKER, day("2025-05-20"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 0);
    c.amount.units++;
    REFUSED(credit_put(DB, 500000, &c, &how, &e), M_PUT_FACT, "amount");
}

static void
test_credit_by_the_pack(void **state)
{
    struct credit_entry c = entry("E1", 600000, "2025-03-01");
    struct credit_record r;
    struct policy *p;
    (void)state;
    c.happened_on = day("2024-12-01"); /* 2020: 3 of 4; 2025: 2 of 3 */
    OK(credit_put(DB, 500000, &c, &how, &e));
    OK(pack_on(DB, 500000, day("2025-03-01"), &p, &e));
    assert_non_null(p);
    OK(credit_on(DB, MAKER, day("2025-03-01"), p, &r, NULL, &e));
    assert_string_equal(r.judged[0].edition->id, "2025"); /* of the evaluation, as the pack says */
    OK(pack_on(DB, 500000, day("2020-01-01"), &p, &e));
    assert_null(p);
}

static void
test_credit_refusals(void **state)
{
    struct credit_entry c = entry("E1", 1, "2025-01-14");
    (void)state;
    REFUSED(credit_put(DB, 500000, &c, &how, &e), M_CREDIT_BEFORE, "evaluated");
    c = entry("E1", 1, "2025-02-01");
    c.repaired_on[CREDIT_APOLOGY] = day("2025-01-14");
    REFUSED(credit_put(DB, 500000, &c, &how, &e), M_CREDIT_BEFORE, "apology");
    c = entry("E1", 1, "2025-02-01");
    c.party = "91110000802100433B";
    REFUSED(credit_put(DB, 500000, &c, &how, &e), M_NO_COMPANY, "party");
    c.party = HOSPITAL; /* institutions are evaluated too */
    OK(credit_put(DB, 500000, &c, &how, &e));
}

static void
test_complaints(void **state)
{
    struct complaint c = {.number = "T1", .project = "", .by = "", .against = "", .subject = "late",
                          .kind = COMPLAINT_COMPLAINT, .filed_on = day("2025-03-03")};
    struct complaint_terms t;
    struct policy *p;
    char text[DATE_TEXT_MAX];
    (void)state;
    OK(pack_on(DB, 500000, c.filed_on, &p, &e));
    t = complaint_terms(p, &c);
    assert_string_equal(date_text(t.accept_by, text), "2025-03-10");
    assert_string_equal(date_text(t.answer_by, text), "2025-04-22"); /* 30 working days, Qingming off */
    OK(complaint_put(DB, 500000, &c, &how, &e));
    assert_int_equal(complaint_state(&c, &t, day("2025-03-10")), COMPLAINT_WAITING);
    assert_int_equal(complaint_state(&c, &t, day("2025-03-11")), COMPLAINT_ACCEPT_OVERDUE);
    c.accepted_on = day("2025-03-05");
    OK(complaint_put(DB, 500000, &c, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    t = complaint_terms(p, &c);
    assert_string_equal(date_text(t.answer_by, text), "2025-04-17");
    assert_int_equal(complaint_state(&c, &t, day("2025-04-17")), COMPLAINT_ACCEPTED);
    assert_int_equal(complaint_state(&c, &t, day("2025-04-18")), COMPLAINT_OVERDUE);
    c.answered_on = day("2025-04-18");
    c.result = RESULT_FOUNDED;
    OK(complaint_put(DB, 500000, &c, &how, &e));
    assert_int_equal(complaint_state(&c, &t, day("2025-04-18")), COMPLAINT_CLOSED_LATE);
    c.answered_on = day("2025-04-17");
    assert_int_equal(complaint_state(&c, &t, day("2025-06-01")), COMPLAINT_CLOSED);
    t = complaint_terms(NULL, &c);
    assert_true(t.accept_by.day == 0 && t.answer_by.day == 0);
    c.subject = "other";
    REFUSED(complaint_put(DB, 500000, &c, &how, &e), M_PUT_FACT, "subject");
    c.result = RESULT_OPEN;
    REFUSED(complaint_put(DB, 500000, &c, &how, &e), M_COMPLAINT_RESULT, "result");
    c.answered_on = day("2025-03-04");
    REFUSED(complaint_put(DB, 500000, &c, &how, &e), M_COMPLAINT_BEFORE, "answered");
    c.accepted_on = day("2025-03-02");
    REFUSED(complaint_put(DB, 500000, &c, &how, &e), M_COMPLAINT_BEFORE, "accepted");
    for (int s = 0; s < COMPLAINT_STATES; s++)
        assert_true(complaint_state_name((enum complaint_state)s)[0] != '\0');
}

static void
test_terms_by_kind(void **state)
{
    struct complaint c = {.number = "T1", .filed_on = day("2025-03-03")};
    struct policy *p;
    char text[DATE_TEXT_MAX];
    (void)state;
    OK(pack_on(DB, 500000, c.filed_on, &p, &e));
    c.kind = COMPLAINT_OBJECTION;
    assert_int_equal(complaint_terms(p, &c).accept_by.day, 0);
    assert_string_equal(date_text(complaint_terms(p, &c).answer_by, text), "2025-03-17");
    c.kind = COMPLAINT_APPEAL;
    assert_string_equal(date_text(complaint_terms(p, &c).answer_by, text), "2025-04-02"); /* 30 days */
}

static void
test_findings(void **state)
{
    struct finding f = {.number = "F1", .project = "", .institution = HOSPITAL, .document = "O-1",
                        .reason = FINDING_COST_CONTROL, .evidence = BY_REFUSAL, .found_on = day("2025-03-03")};
    int64_t n;
    (void)state;
    OK(finding_put(DB, 500000, &f, &how, &e));
    OK(finding_count(DB, 500000, HOSPITAL, day("2025-01-01"), day("2025-12-31"), &n, &e));
    assert_int_equal(n, 0); /* reported only */
    f.state = FINDING_CONFIRMED;
    REFUSED(finding_put(DB, 500000, &f, &how, &e), M_FINDING_DECIDED, "decided");
    f.decided_on = day("2025-03-02");
    REFUSED(finding_put(DB, 500000, &f, &how, &e), M_FINDING_DECIDED, "decided");
    f.decided_on = day("2025-03-20");
    OK(finding_put(DB, 500000, &f, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(finding_count(DB, 500000, HOSPITAL, day("2025-03-03"), day("2025-03-03"), &n, &e));
    assert_int_equal(n, 1);
    OK(finding_count(DB, 500000, HOSPITAL, day("2025-03-04"), day("2025-12-31"), &n, &e));
    assert_int_equal(n, 0);
    f.state = FINDING_DISMISSED;
    REFUSED(finding_put(DB, 500000, &f, &how, &e), M_PUT_FACT, "state");
    f.document = "";
    REFUSED(finding_put(DB, 500000, &f, &how, &e), M_FINDING_EVIDENCE, "document");
    f.document = "O-1";
    f.institution = "H50010300009";
    assert_false(finding_put(DB, 500000, &f, &how, &e));
    assert_string_equal(e.at.field, "institution");
}

/* The document that a finding names is looked up: it is on record, and of that institution. */
static void
test_findings_name_a_document(void **state)
{
    static const struct {
        enum finding_evidence evidence;
        const char *document;
        enum msg refused; /* M_NONE: good */
    } examples[] = {
        {BY_ORDER, "O-1", M_NONE},
        {BY_ORDER, "O-9", M_FINDING_NO_DOCUMENT},
        {BY_ORDER, "O-2", M_FINDING_OTHER},
        {BY_REFUSAL, "O-1", M_NONE},
        {BY_REFUSAL, "R-2", M_FINDING_NO_DOCUMENT}, /* nothing was refused by it */
        {BY_CONTRACT, "a paper", M_NONE},
        {BY_RECEIPT, "a bill", M_NONE},
        {BY_RECEIPT, "I-2", M_FINDING_OTHER}, /* an invoice of another institution */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        char number[8];
        snprintf(number, sizeof(number), "F%zu", i);
        struct finding f = {.number = number, .project = "", .institution = HOSPITAL, .document = examples[i].document,
                            .evidence = examples[i].evidence, .found_on = day("2025-03-03")};
        if (examples[i].refused == M_NONE)
            OK(finding_put(DB, 500000, &f, &how, &e));
        else
            REFUSED(finding_put(DB, 500000, &f, &how, &e), examples[i].refused, "document");
    }
}

/* Each reason with each kind of evidence, told apart (I7; extra fees at admission or storage too). */
static void
test_every_reason(void **state)
{
    (void)state;
    for (int i = 0; i < FINDING_REASONS * FINDING_EVIDENCES; i++) {
        char number[8];
        snprintf(number, sizeof(number), "F%d", i);
        struct finding f = {.number = number, .project = "", .institution = HOSPITAL, .document = "O-1",
                            .reason = (enum finding_reason)(i % FINDING_REASONS),
                            .evidence = (enum finding_evidence)(i / FINDING_REASONS), .found_on = day("2025-03-03")};
        OK(finding_put(DB, 500000, &f, &how, &e));
        assert_int_equal(how, PUT_NEW);
        f.reason = (enum finding_reason)((i + 1) % FINDING_REASONS);
        assert_false(finding_put(DB, 500000, &f, &how, &e)); /* a fact */
        assert_string_equal(e.at.field, "reason");
    }
    assert_string_equal(finding_reason_names[FINDING_REASONS - 2], "admission_fee");
    assert_string_equal(finding_reason_names[FINDING_REASONS - 1], "storage_fee");
}

static bool
in_a_cycle(struct db *db, void *arg, struct err *er)
{
    const struct project p = {.pool = 500000, .code = "P1", .name = "p", .pack = "chuxiong",
        .executed_on = day("2024-09-10"), .cycle_months = 24, .rules = ""};
    const struct participation t = {.institution = HOSPITAL, .takes_part = true, .reason = ""};
    (void)arg;
    return project_put(db, fresh_arena, &p, &how, er) &&
           participation_put(db, fresh_arena, 500000, "P1", &t, &how, er) &&
           pool_pack_put(db, fresh_arena, 500000, day("2025-01-01"), "chuxiong", &how, er);
}

static void
test_quotas(void **state)
{
    struct quota_entry q = {HOSPITAL, "doc", 2025, {QUOTA_BASE, money_yuan(1000)}, day("2025-01-10")};
    const struct quota_entry cut = {HOSPITAL, "doc", 2025, {QUOTA_PRICE_FALL, money_yuan(-10)}, day("2025-01-10")};
    (void)state;
    OK(db_tx(fresh_db, 500000, in_a_cycle, NULL, &e));
    OK(quota_put(DB, 500000, &q, &how, &e));
    OK(quota_put(DB, 500000, &q, &how, &e));
    assert_int_equal(how, PUT_SAME);
    REFUSED(quota_put(DB, 500000, &cut, &how, &e), M_QUOTA_REFUSED, "amount");
    q = cut;
    q.part.amount = money_yuan(10); /* a rise is no cut */
    OK(quota_put(DB, 500000, &q, &how, &e));
    q = cut;
    q.year = 2027; /* the cycle ended on 2026-09-09 */
    q.decided_on = day("2027-01-10");
    q.part.kind = QUOTA_BASE;
    q.part.amount = money_yuan(1000);
    OK(quota_put(DB, 500000, &q, &how, &e));
    q.part = cut.part;
    OK(quota_put(DB, 500000, &q, &how, &e));
    q.part = (struct quota_component){QUOTA_OTHER, money_yuan(-5000)};
    REFUSED(quota_put(DB, 500000, &q, &how, &e), M_QUOTA_REFUSED, "amount");
    q.year = 20;
    REFUSED(quota_put(DB, 500000, &q, &how, &e), M_QUOTA_YEAR, "year");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_credit),        TEST(test_credit_by_the_pack), TEST(test_credit_refusals),
        TEST(test_complaints),    TEST(test_terms_by_kind),      TEST(test_findings),
        TEST(test_quotas),         TEST(test_every_reason),
        TEST(test_findings_name_a_document),
    };
    return fresh_run(tests, COUNT(tests));
}
