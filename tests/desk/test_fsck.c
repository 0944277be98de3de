/* fsck: a small world that agrees with itself, then one row damaged at a time: exactly that is named.
 * And the command: its exit codes, its words, its JSON. */
#include "../db/fresh.h"
#include "../sheet/file.h"
#include "../trade/seed.h"
#include "cli/cli.h"
#include "desk/fsck.h"

static char said[1024];

/* What the small world of trade leaves out because trade does not ask. */
static const char more[] =
    "INSERT INTO region (code, name, parent, kind) VALUES ('500000', 'CQ', '', 'province'), "
    "('500100', 'x', '500000', 'city'), ('500103', 'y', '500100', 'county');"
    "INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, controller, "
    "region, status, successor) VALUES "
    "('C1', '1900-01-01', '2024-01-01', 'c', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
    "('C1', '2024-01-01', '9999-12-31', 'd', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
    "('C2', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 1, 0, '', '', '', 'open', ''), "
    "('C3', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
    "('D1', '1900-01-01', '9999-12-31', 'd', 'CN', 0, 1, 0, '', '', '', 'open', '');"
    "INSERT INTO listing_event (pool, product, seq, on_date, state, cause, price, with_service) "
    "SELECT pool, product, 1, since_on, state, cause, price, with_service FROM listing;"
    "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest) VALUES "
    "(500000, 'P', 'G', 'g', '', '', 0, 0);"
    "INSERT INTO demand (pool, project, grp, institution, product, qty, reason, reviewed, state, level) VALUES "
    "(500000, 'P', 'G', 'H1', 'S1', 110, '', 110, 'reviewed', 'city');"
    "INSERT INTO group_volume (pool, project, grp, base, ratio, agreed, winners) VALUES "
    "(500000, 'P', 'G', 110, 1000000, 110, 1);"
    "INSERT INTO agreed_volume (pool, project, grp, institution, base, agreed) VALUES "
    "(500000, 'P', 'G', 'H1', 110, 110);"
    "INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, unit, factor, capacity, "
    "reported, regions, filed_at, previous_price, own_lowest, other_prices, related_to, ceiling, certificate_to, "
    "qualified, credit, signs_cut, draw) VALUES (500000, 'P', 'G', 'S1', 'C1', 7980000, 0, 0, '', 0, -1, 0, '', '', 0, "
    "0, '', '', 0, '', 1, 0, 0, 0);"
    "INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, pack_sha256, rules_sha256, "
    "inputs_sha256) VALUES (500000, 'P', 'G', 'done', 1, 1, '', '', '', '', '');"
    "INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, tied, decision, step, "
    "clause, figures) VALUES (500000, 'P', 'G', 'S1', 'C1', 7980000, 0, '', 1, 1, 'select', '', '', '');"
    "INSERT INTO group_allocation (pool, project, grp, agreed, unfilled, verdict, inputs_sha256) VALUES "
    "(500000, 'P', 'G', 110, 10, 'ok', '');"
    "INSERT INTO allocation (pool, project, grp, institution, product, kept, from_remaining, qty) VALUES "
    "(500000, 'P', 'G', 'H1', 'S1', 60, 40, 100);"
    "INSERT INTO unfilled (pool, project, grp, institution, qty) VALUES (500000, 'P', 'G', 'H1', 10);"
    "INSERT INTO agreement_month (pool, agreement, product, month, ordered, shipped, accepted, returned, invoiced, "
    "accepted_amount, paid_amount) VALUES (500000, 'A1', 'S1', '2024-10', 5, 0, 0, 0, 0, 0, 0);"
    "UPDATE agreement_line SET ordered = 5 WHERE agreement = 'A1';"
    "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, company, "
    "payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES (500000, 'O1', 1, 'P', 'H1', "
    "'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 5, 0, 7980000, 7980000, -1, '2024-10-01', '', 0, 0);"
    "INSERT INTO progress (pool, project, institution, product, variant, agreement, agreed, ordered, accepted, returned, "
    "accepted_amount, at_selected, invoiced, paid) VALUES (500000, 'P', 'H1', 'S1', 'without_service', 'A1', 100, 5, 0, "
    "0, 0, 0, 0, 0);"
    "INSERT INTO progress_month (pool, project, month, institution, product, variant, agreement, ordered, accepted, "
    "returned, accepted_amount, at_selected, invoiced, paid) VALUES (500000, 'P', '2024-10', 'H1', 'S1', "
    "'without_service', 'A1', 5, 0, 0, 0, 0, 0, 0);"
    "INSERT INTO account (pool, number, fund, kind, party, bound, debit_pending, debit_posted, credit_pending, "
    "credit_posted) VALUES (500000, 1, 'employee', 'cash', '', 'none', 0, 0, 0, 0);";

/* Of people. */
static const char people[] =
    "INSERT INTO organisation (org, kind, name, division, paid_by, roles, suspended, reason) "
    "VALUES ('operator', 'operator', 'o', '', 0, 3, 0, '');"
    "INSERT INTO person (login, org, name, phone, email, bank_code, from_on, until_on, suspended, reason, demo, "
    "made_by) VALUES ('admin', 'operator', 'a', '', '', '', '1900-01-01', '9999-12-31', 0, '', 0, '');"
    "INSERT INTO person_role (login, from_on, until_on, roles, made_by, reason) "
    "VALUES ('admin', '1900-01-01', '9999-12-31', 3, '', '');";

/* Of projects and reports. */
static const char reports[] =
    "INSERT INTO project_life VALUES (500000, 'P', 'published', '2024-01-02');"
    "INSERT INTO project_event VALUES (500000, 'P', 1, '2024-01-01', 'draft', '', '', 'x'), "
    "(500000, 'P', 2, '2024-01-02', 'published', 'draft', '', 'x');"
    "INSERT INTO document_version VALUES (500000, 'P', 'D', 1, 'manual', 't', 'b', '', 'submitted');"
    "INSERT INTO document_step VALUES (500000, 'P', 'D', 1, 1, 'draft', 'x', '2024-01-01', ''), "
    "(500000, 'P', 'D', 1, 2, 'submit', 'x', '2024-01-01', '');"
    "INSERT INTO demand_report VALUES (500000, 'P', 'H1', 1, '2024-01-01', 'x', '2024-01-01', 'x'), "
    "(500000, 'P', 'H1', 2, '2024-01-01', 'x', '2024-01-01', 'x'), (500000, 'P', 'H1', 3, '2024-01-01', 'x', '', '');"
    "INSERT INTO demand_report_line VALUES (500000, 'P', 'H1', 1, 'G', 'S1', 7, ''), "
    "(500000, 'P', 'H1', 2, 'G', 'S1', 110, ''), (500000, 'P', 'H1', 3, 'G', 'S1', 9, '');"
    "INSERT INTO national_volume VALUES (500000, 'P', 'G', 30, 500000, 15, 0);"
    "INSERT INTO national_part VALUES (500000, 'P', 'G', 500000, 10, 5), (500000, 'P', 'G', 532300, 20, 10);";

static const char besides[] =
    "INSERT INTO bargain VALUES (500000, 'B1', 'P', 'S1', 'H1;H2', 10, 30, 7000000, '2024-11-01', '');"
    "INSERT INTO recorded_purchase VALUES (500000, 'N1', 'P', 'BA1', '2024-11-01', 'H1', 'L1', 3, 33333, 100000, "
    "'2024-11-02', 'x', 'passed', '2024-11-05');"
    "INSERT INTO market_ban VALUES (500000, 'V1', 'C2', 'ban', 'region', '', '2024-11-01', '2025-10-31', 'd');"
    "INSERT INTO credit_event VALUES (500000, 'E1', 'C2', 'breach', 0, '2024-11-01', '2024-11-02', 500000, '', '');";

static void
do_sql(const char *text)
{
    struct err e;
    OK(fresh_db->ops->exec(fresh_db, text, &e));
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    do_sql(seed);
    do_sql(more);
    do_sql(besides);
    do_sql(reports);
    do_sql(people);
    return rc;
}

static void
note(void *arg, const struct fault *f)
{
    size_t n = strlen(said);
    (void)arg;
    snprintf(said + n, sizeof(said) - n, "%s%lld %s %s", n > 0 ? "; " : "", (long long)f->pool, f->name, f->row);
}

static const char *
check(int64_t pool)
{
    struct err e;
    said[0] = '\0';
    OK(fsck(fresh_db, pool, note, NULL, &e));
    return said;
}

static void
test_each_damage_is_named(void **state)
{
    static const struct {
        const char *damage, *wanted;
    } examples[] = {
        {"UPDATE person_role SET roles = 8 WHERE login = 'admin'", "0 access.role admin/1900-01-01"},
        {"UPDATE person_role SET until_on = from_on", "0 registry.period role/admin/1900-01-01"},
        {"INSERT INTO organisation (org, kind, name, division, paid_by, roles, suspended, reason) "
         "VALUES ('b', 'fund', 'b', '999999', 0, 0, 0, '')", "0 access.region b"},
        {"INSERT INTO deputy (principal, deputy, from_on, until_on, roles, reason, made_by) "
         "VALUES ('admin', 'admin', '2026-01-01', '2026-02-01', 2, 'x', '')",
         "0 access.deputy admin/admin/2026-01-01"},
        {"UPDATE region SET parent = '500200' WHERE code = '500103'", "0 registry.parent 500103"},
        {"UPDATE product SET company = 'C9' WHERE code = 'S1'", "0 registry.registrant S1/1900-01-01"},
        {"UPDATE product SET until_on = from_on WHERE code = 'S1'", "0 registry.period product/S1/1900-01-01"},
        {"UPDATE company SET until_on = '2024-01-02' WHERE name = 'c' AND code = 'C1'",
         "0 registry.overlap company/C1/1900-01-01"},
        {"UPDATE institution SET region = '500199' WHERE code = 'H2'", "500000 registry.region H2/1900-01-01"},
        {"UPDATE participation SET institution = 'H9' WHERE institution = 'H1'",
         "500000 demand.participant P/H1/G/S1"},
        {"UPDATE project_life SET phase = 'draft'", "500000 project.life P"},
        {"UPDATE document_version SET state = 'approved'", "500000 project.document P/D/1"},
        {"UPDATE demand_report_line SET qty = 111 WHERE version = 2", "500000 demand.report P/H1/G/S1"},
        {"UPDATE national_part SET agreed = 11 WHERE member = 532300", "500000 demand.national P/G"},
        {"UPDATE agreed_volume SET agreed = 109", "500000 demand.volume P/G"},
        {"UPDATE group_volume SET base = 111", "500000 demand.volume P/G"},
        {"UPDATE bid SET company = 'C2'", "500000 tender.bid P/G/S1"},
        {"UPDATE group_award SET bids = 2", "500000 tender.award P/G"},
        {"UPDATE award SET decision = 'invalid'", "500000 tender.award P/G"},
        {"UPDATE allocation SET kept = 61", "500000 tender.quantity P/H1/G/S1"},
        {"UPDATE allocation SET kept = 61, qty = 101", "500000 tender.allocation P/G"},
        {"UPDATE unfilled SET qty = 9", "500000 tender.allocation P/G"},
        {"UPDATE listing SET price = 5000001 WHERE product = 'L1'", "500000 listing.event L1"},
        {"DELETE FROM company WHERE code = 'D1'", "500000 agreement.party A1"},
        {"UPDATE agreement_month SET accepted = 1", "500000 agreement.counter A1/S1"},
        {"UPDATE order_line SET accepted = 1", "500000 trade.order O1 1"},
        {"UPDATE bargain SET product = 'S9'", "500000 listing.bargain B1"},
        {"UPDATE bargain SET institutions = 'H9'", "500000 listing.bargain B1"},
        {"UPDATE recorded_purchase SET amount = 99900", "500000 listing.recorded N1"},
        {"UPDATE recorded_purchase SET reviewed_on = ''", "500000 listing.recorded N1"},
        {"UPDATE recorded_purchase SET on_date = '2024-10-31'", "500000 listing.recorded N1"},
        {"UPDATE market_ban SET to_on = '2024-10-31'", "500000 registry.ban V1"},
        {"UPDATE market_ban SET party = 'C9'", "500000 registry.ban V1"},
        {"UPDATE credit_event SET party = 'C9'", "500000 oversight.credit E1"},
        {"UPDATE account SET debit_posted = 100", "500000 fund.ledger 1/balance"},
        {"UPDATE pool_head SET size = 3 WHERE pool = 500000", "500000 log.truncated 0"},
    };
    (void)state;
    assert_string_equal(check(0), "");
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct err e;
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        do_sql(examples[i].damage);
        if (strcmp(check(0), examples[i].wanted) != 0)
            fail_msg("%s: %s", examples[i].damage, said);
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
    }
    do_sql("UPDATE unfilled SET qty = 9");
    assert_string_equal(check(532300), ""); /* another pool */
    assert_string_equal(check(500000), "500000 tender.allocation P/G");
}

/* The exit code; what it said is in `said`. */
static int
jicai(const char *db, const char *lang, const char *json)
{
    const char *argv[] = {"jicai", "fsck", "--db", db, "--lang", lang, json};
    FILE *out = tmpfile();
    assert_non_null(out);
    int code = cli_main(json == NULL ? 6 : 7, (char **)(uintptr_t)argv, out);
    rewind(out);
    said[fread(said, 1, sizeof(said) - 1, out)] = '\0';
    fclose(out);
    return code;
}

static void
test_command(void **state)
{
    char db[256];
    struct err e;
    struct db *d;
    assert_int_equal(folder_make(state), 0);
    snprintf(db, sizeof(db), "%s/t.db", folder);
    OK(db_create(&d, db, &e));
    OK(schema_apply(d, 1, &e));
    OK(d->ops->exec(d, "INSERT INTO pool_head (pool) VALUES (500000)", &e));
    OK(d->ops->exec(d, seed, &e));
    OK(d->ops->exec(d, more, &e));
    OK(d->ops->exec(d, besides, &e));
    OK(d->ops->exec(d, reports, &e));
    assert_int_equal(jicai(db, "en", NULL), 0);
    assert_string_equal(said, "nothing found\n");
    assert_int_equal(jicai(db, "en", "--json"), 0);
    assert_string_equal(said, "{\"findings\":[],\"count\":0}\n");
    OK(d->ops->exec(d, "UPDATE allocation SET kept = 61", &e));
    db_close(d);
    assert_int_equal(jicai(db, "en", NULL), 3);
    assert_string_equal(said, "500000 tender.quantity P/H1/G/S1: the quantity is not what was kept and what came from "
                              "the remaining volume\n1 found\n");
    assert_int_equal(jicai(db, "zh", NULL), 3);
    assert_string_equal(said, "500000 tender.quantity P/H1/G/S1: 分量不等于保留量与剩余量分配之和\n共 1 处不符\n");
    assert_int_equal(jicai(db, "en", "--json"), 3);
    assert_non_null(strstr(said, "\"check\":\"tender.quantity\",\"row\":\"P/H1/G/S1\""));
    assert_int_equal(folder_drop(state), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_damage_is_named, setup, fresh_teardown),
        cmocka_unit_test_setup_teardown(test_command, fresh_setup, fresh_teardown),
    };
    return fresh_run(tests, COUNT(tests));
}
