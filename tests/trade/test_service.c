/* Accompanying service: only where it was ordered, by who was admitted, confirmed by the
 * institution; what may be billed beside the goods and what may not; reports and their decision;
 * what was used and did not come over the platform. */
#include "verbs.h"

#include "http/rows.h"
#include "trade/query.h"
#include "trade/service.h"
#include "words/registry.h"
#include "words/trade.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

struct job_of {
    const struct service_person *person;
    const struct service_act *act;
    const struct service_answer *answer;
    const struct service_charge *charge;
    const struct charge_report *report;
    const struct product_use *use;
    const struct order *order;
    const char *decide;
    bool upheld;
};

static bool
job(struct db *db, void *arg, struct err *err)
{
    const struct job_of *j = arg;
    struct trade t = {.db = db, .arena = fresh_arena, .pool = FRESH_POOL, .memo = &verbs_memo,
                      .institution = as_institution, .company = as_company};
    return j->person   ? service_person_put(&t, "H1", j->person, &how, err)
           : j->act    ? record_service(&t, j->act, &how, err)
           : j->answer ? answer_service(&t, j->answer, &how, err)
           : j->charge ? bill_charge(&t, j->charge, &how, err)
           : j->report ? report_charge(&t, j->report, &how, err)
           : j->use    ? report_use(&t, j->use, &how, err)
           : j->order  ? place_order(&t, j->order, &how, err)
                       : decide_report(&t, j->decide, "5001", "5001:", j->upheld, "seen",
                                       day("2024-12-01"), &how, err);
}

static bool
run(const struct job_of *j)
{
    return verbs_run(job, (void *)(uintptr_t)j);
}

static int
setup(void **state)
{
    int rc = verbs_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
        "INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, controller, region, status, successor) VALUES "
        "('C1', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
        "('D1', '1900-01-01', '9999-12-31', 'd', 'CN', 0, 1, 0, '', '', '', 'open', ''), "
        "('V1', '1900-01-01', '9999-12-31', 'v', 'CN', 0, 0, 1, '', '', '', 'open', '')", &e));
    for (int64_t line = 1; line <= 2; line++) { /* with service, and without */
        const struct order o = {.number = "O1", .line = line, .project = "P", .institution = "H1", .product = "S1",
                                .variant = line == 1 ? VARIANT_WITH_SERVICE : VARIANT_WITHOUT_SERVICE, .qty = {1},
                                .payee = "", .pay_days = -1, .on = day("2024-10-08")};
        assert_true(run(&(struct job_of){.order = &o}));
    }
    return rc;
}

static bool
person(const char *who, const char *company, bool admitted, const char *from)
{
    const struct service_person p = {.person = who, .name = "n", .company = company, .document = "d",
                                     .admitted = admitted, .from = day(from)};
    return run(&(struct job_of){.person = &p});
}

static bool
serve(const char *no, int64_t line, enum service_kind kind, const char *company, const char *who,
      const char *on, const char *from, const char *to)
{
    const struct service_act s = {.number = no, .order = "O1", .order_line = line, .kind = kind, .company = company,
                                  .person = who, .on = day(on), .from = from, .to = to};
    return run(&(struct job_of){.act = &s});
}

static bool
answer(const char *no, bool disputed, const char *note)
{
    const struct service_answer a = {.number = no, .note = note, .disputed = disputed, .on = day("2024-10-11")};
    return run(&(struct job_of){.answer = &a});
}

static void
test_service(void **state)
{
    (void)state;
    refused(person("n1", "C9", true, "2024-10-01"), M_NO_COMPANY, "company");
    assert_true(person("n1", "V1", true, "2024-10-01"));
    assert_true(person("n2", "D1", true, "2024-10-01"));
    assert_true(person("n2", "D1", false, "2024-10-10"));
    static const struct {
        const char *why;
        int64_t line;
        enum service_kind kind;
        const char *company, *person, *on, *from, *to;
        enum msg msg;
        const char *field;
    } bad[] = {
        {"no such line", 9, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "09:00", "10:00", M_NO_ORDER, "order"},
        {"without service", 2, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "09:00", "10:00", M_SERVICE_NOT_CHOSEN, "order"},
        {"before the order", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-07", "09:00", "10:00", M_ANSWER_BEFORE, "date"},
        {"backwards", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "10:00", "09:00", M_SERVICE_TIME, "from"},
        {"no such hour", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "24:00", "24:10", M_SERVICE_TIME, "from"},
        {"no time", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "9:00", "10:00", M_SERVICE_TIME, "from"},
        {"nobody", 1, SERVICE_IN_THEATRE, "V1", "", "2024-10-09", "09:00", "10:00", M_SERVICE_NOT_ADMITTED, "person"},
        {"not admitted", 1, SERVICE_ASSEMBLY, "V1", "n9", "2024-10-09", "09:00", "10:00", M_SERVICE_NOT_ADMITTED, "person"},
        {"no longer admitted", 1, SERVICE_GUIDANCE, "D1", "n2", "2024-10-10", "09:00", "10:00", M_SERVICE_NOT_ADMITTED, "person"},
        {"another's person", 1, SERVICE_IN_THEATRE, "D1", "n1", "2024-10-09", "09:00", "10:00", M_SERVICE_OTHER, "person"},
        {"a stranger's training", 1, SERVICE_TRAINING, "V9", "", "2024-10-09", "09:00", "10:00", M_SERVICE_NOT_ADMITTED, "person"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        print_message("%s\n", bad[i].why);
        refused(serve("V-1", bad[i].line, bad[i].kind, bad[i].company, bad[i].person, bad[i].on, bad[i].from, bad[i].to),
                bad[i].msg, bad[i].field);
    }
    assert_true(serve("V-1", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "09:00", "11:30"));
    assert_true(serve("V-1", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "09:00", "11:30"));
    assert_int_equal(how, PUT_SAME);
    refused(serve("V-1", 1, SERVICE_IN_THEATRE, "V1", "n1", "2024-10-09", "09:00", "12:30"), M_PUT_FACT, "to");
    assert_true(serve("V-2", 1, SERVICE_GUIDANCE, "D1", "n2", "2024-10-09", "09:00", "09:30"));
    assert_true(serve("V-3", 1, SERVICE_TRAINING, "C1", "", "2024-10-09", "14:00", "16:00"));
    as_institution = "H2";
    refused(answer("V-1", false, ""), M_SERVICE_NONE, "service");
    as_institution = "H1";
    refused(answer("V-9", false, ""), M_SERVICE_NONE, "service");
    refused(answer("V-1", true, ""), M_SERVICE_WHY, "note");
    assert_true(answer("V-1", true, "nobody came"));
    assert_true(answer("V-1", false, ""));
    refused(answer("V-1", true, "after all"), M_SERVICE_CONFIRMED, "disputed");
    assert_int_equal(number("SELECT COUNT(*) FROM service_act WHERE pool = $1 AND answer = 'waiting'"), 2);
}

static void
test_charges(void **state)
{
    static const enum service_charge_verdict want[CHARGE_KINDS][CHARGE_PAYERS] = {
        [CHARGE_DELIVERY] = {CHARGE_IN_PRICE, CHARGE_OK},
        [CHARGE_DEDICATED_TOOL] = {CHARGE_IN_PRICE, CHARGE_OK},
        [CHARGE_SERVICE] = {CHARGE_IN_PRICE, CHARGE_OK},
        [CHARGE_GENERAL_TOOL] = {CHARGE_OK, CHARGE_ITS_OWN},
        [CHARGE_CLEANING] = {CHARGE_OK, CHARGE_ITS_OWN},
        [CHARGE_ADMISSION] = {CHARGE_ENTRY, CHARGE_ENTRY},
        [CHARGE_INVENTORY] = {CHARGE_ENTRY, CHARGE_ENTRY},
    };
    const struct trade_rules rules = {.no_extra_fees = true}, silent = {.no_extra_fees = false};
    static const enum msg say[] = {[CHARGE_IN_PRICE] = M_CHARGE_IN_PRICE, [CHARGE_ITS_OWN] = M_CHARGE_ITS_OWN,
                                   [CHARGE_ENTRY] = M_CHARGE_ENTRY};
    (void)state;
    for (int k = 0; k < CHARGE_KINDS; k++)
        for (int p = 0; p < CHARGE_PAYERS; p++) {
            char no[8] = {'G', (char)('a' + k), (char)('0' + p), '\0'};
            const struct service_charge c = {.number = no, .institution = "H1", .company = "C1", .document = "x",
                                             .kind = (enum charge_kind)k, .payer = (enum charge_payer)p,
                                             .amount = {100 * MONEY_FEN}, .on = day("2024-10-09")};
            enum service_charge_verdict v = want[k][p];
            assert_int_equal(service_charge_check(&rules, c.kind, c.payer, c.amount), v);
            assert_int_equal(service_charge_check(&silent, c.kind, c.payer, c.amount), CHARGE_OK);
            bool ok = run(&(struct job_of){.charge = &c});
            if (v == CHARGE_OK)
                assert_true(ok);
            else
                refused(ok, say[v], "kind");
        }
    assert_int_equal(service_charge_check(&rules, CHARGE_DELIVERY, PAYER_COMPANY, (money){1}), CHARGE_NOTHING);
    assert_int_equal(service_charge_check(&rules, CHARGE_DELIVERY, PAYER_COMPANY, (money){0}), CHARGE_NOTHING);
    assert_int_equal(number("SELECT COUNT(*) FROM service_charge WHERE pool = $1"), 5);
    for (int v = 0; v < CHARGE_VERDICTS; v++)
        assert_int_not_equal(strlen(service_charge_verdict_name((enum service_charge_verdict)v)), 0);
}

static bool
decide(const char *no, bool upheld)
{
    return run(&(struct job_of){.decide = no, .upheld = upheld});
}

static void
test_reports(void **state)
{
    const struct charge_report r = {.number = "R1", .institution = "H1", .company = "C1", .against = "a third party",
                                    .reporter = "C1", .text = "storage fee", .kind = CHARGE_INVENTORY,
                                    .amount = {500 * MONEY_FEN}, .on = day("2024-11-01")};
    struct charge_report again = r;
    (void)state;
    refused(decide("R1", true), M_CHARGE_REPORT_NONE, "report");
    assert_true(run(&(struct job_of){.report = &r}));
    assert_true(run(&(struct job_of){.report = &r}));
    assert_int_equal(how, PUT_SAME);
    again.amount.units += MONEY_FEN;
    refused(run(&(struct job_of){.report = &again}), M_PUT_FACT, "amount");
    assert_true(decide("R1", true));
    assert_true(decide("R1", true));
    assert_int_equal(how, PUT_SAME);
    refused(decide("R1", false), M_CHARGE_REPORT_DECIDED, "upheld");
    OK(fresh_db->ops->exec(fresh_db, "UPDATE charge_report SET state = 'open' WHERE report = 'R1';"
                                     "UPDATE institution SET region = '532301' WHERE code = 'H1'", &e));
    refused(decide("R1", true), M_CHARGE_REPORT_NONE, "report"); /* another region's */
}

static int64_t
beyond(const char *hospital, const char *until)
{
    struct rows r;
    OK(db_run(fresh_db, &q_list_off_platform, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text(""), v_text("~"),
              v_text(hospital), v_text(""), v_text(""), v_text(""), v_text(""), v_text(""), v_text(until), v_text(""),
              v_text(""), v_text(""), v_int(0), v_int(10)));
    return r.n == 0 ? 0 : row_int(&r, 0, 8);
}

static void
test_off_platform(void **state)
{
    struct product_use u = {.institution = "H1", .product = "S1", .qty = {3}, .stock = {1}, .reason = ""};
    (void)state;
    month_parse(&u.month, "2024-10");
    assert_true(do_ship("D1", "O1/1", 1, "2024-10-09", "", ""));
    assert_true(do_accept("R1", "D1", 1, 0, "2024-10-10", ""));
    assert_true(run(&(struct job_of){.use = &u}));
    assert_int_equal(beyond("H1", "2024-10-31"), 1); /* 3 used: 1 lay there, 1 came */
    assert_int_equal(beyond("H2", "2024-10-31"), 0);
    u.qty.pieces = 2; /* corrected */
    assert_true(run(&(struct job_of){.use = &u}));
    assert_int_equal(how, PUT_CHANGED);
    assert_int_equal(beyond("H1", ""), 0);
    u.product = "L1"; /* not selected: not looked at */
    u.qty.pieces = 9;
    assert_true(run(&(struct job_of){.use = &u}));
    assert_int_equal(beyond("H1", ""), 0);
    u.product = "Q9";
    refused(run(&(struct job_of){.use = &u}), M_NO_PRODUCT, "product");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_service), TEST(test_charges), TEST(test_reports),
                                       TEST(test_off_platform)};
    return fresh_run(tests, COUNT(tests));
}
