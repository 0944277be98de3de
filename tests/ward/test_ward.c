/* Inside a hospital: what comes into its catalogue, by which meeting and until when; what its departments ask
 * for and who orders; clinical paths; the reason for what was not selected while agreed volume is open. On
 * the world of tests/trade/seed.h: S1 and S2 are agreed with H1, L1 is listed only. */
#include "../trade/verbs.h"

#include "project/project.h"
#include "trade/open_volume.h"
#include "trade/service.h"
#include "ward/catalogue.h"
#include "ward/due.h"
#include "ward/meeting.h"
#include "ward/path.h"
#include "ward/request.h"
#include "words/access.h"
#include "words/project.h"
#include "words/registry.h"
#include "words/trade.h"
#include "words/ward.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define FILE_1 "1111111111111111111111111111111111111111111111111111111111111111"

#define BID "INSERT INTO bid (pool, project, grp, product, company, price, with_service, second_price, unit, factor, capacity, " \
    "reported, regions, filed_at, previous_price, own_lowest, other_prices, related_to, ceiling, certificate_to, qualified, " \
    "credit, signs_cut, draw) VALUES (500000, 'P', 'G', 'L1', 'C3', 9000000, 0, 0, '', 0, -1, 0, '', '', 0, 0, '', '', 0, '', 1, 0, 0, 0)"

static int64_t version;

static int
setup(void **state)
{
    int rc = verbs_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
        "INSERT INTO file (sha256, type, size) VALUES ('" FILE_1 "', 'application/pdf', 1);"
        "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest) VALUES "
        "(500000, 'P', 'G', 'g', 'u', 'K', 0, 0);"
        "UPDATE product SET class = 'K' WHERE code IN ('L1', 'X1');"
        "INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, pack_sha256, "
        "rules_sha256, inputs_sha256) VALUES (500000, 'P', 'G', 'done', 2, 2, '', '', '', '', '');"
        "INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, tied, decision, "
        "step, clause, figures) VALUES "
        "(500000, 'P', 'G', 'S1', 'C1', 7980000, 0, '', 1, 0, 'select', '', '', ''), "
        "(500000, 'P', 'G', 'S2', 'C2', 3333, 0, '', 2, 0, 'select', '', '', '')", &e));
    return rc;
}

static void
pack(const char *id)
{
    const char *text = arena_printf(fresh_arena, "UPDATE pool_pack SET pack = '%s'; UPDATE project SET pack = '%s'", id, id);
    OK(fresh_db->ops->exec(fresh_db, text, &e));
}

/* --- jobs --- */

struct job_of {
    const struct admission_meeting *meeting;
    const struct catalogue_entry *entry;
    const struct purchase_request *request;
    const struct request_order *order;
    const struct clinical_path *path;
    const struct order *plain;
    const struct product_use *use;
    const char *number, *note, *who; /* of a request */
    enum request_state to;
};

static bool
job(struct db *db, void *arg, struct err *err)
{
    const struct job_of *j = arg;
    const date today = day("2025-12-31");
    struct trade t = {.db = db, .arena = fresh_arena, .pool = FRESH_POOL, .memo = &verbs_memo, .institution = "H1"};
    return j->meeting   ? admission_meeting_put(db, fresh_arena, FRESH_POOL, j->meeting, today, &how, err)
           : j->entry   ? catalogue_decide(db, fresh_arena, FRESH_POOL, j->entry, today, &stands, &how, err)
           : j->request ? request_put(&t, j->request, &how, err)
           : j->order   ? request_order(&t, j->number, j->order, &how, err)
           : j->path    ? path_put(db, fresh_arena, FRESH_POOL, j->path, &version, &how, err)
           : j->plain   ? place_order(&t, j->plain, &how, err)
           : j->use     ? report_use(&t, j->use, &how, err)
                        : request_close(&t, j->number, j->to, j->note, j->who, day("2024-10-09"), &how, err);
}

static bool
run(const struct job_of *j)
{
    return verbs_run(job, (void *)(uintptr_t)j);
}

static const char *const three[] = {"li, surgery", "wang, purchasing", "zhao, nursing"};

static bool
meet(const char *record, const char *product, int64_t yes, int64_t no, int64_t abstained, const char *on)
{
    const struct admission_vote v = {.product = product, .note = "", .yes = yes, .no = no, .abstained = abstained};
    const struct admission_meeting m = {.institution = "H1", .record = record, .document = "minutes", .file = FILE_1,
                                        .who = "nurse", .attendee = three, .attendees = 3, .vote = &v, .votes = 1,
                                        .on = day(on)};
    return run(&(struct job_of){.meeting = &m});
}

static bool
decide(const char *product, enum catalogue_state state, enum catalogue_reason reason, const char *record, const char *on)
{
    const struct catalogue_entry c = {.institution = "H1", .product = product, .note = "", .record = record,
                                      .who = "nurse", .state = state, .reason = reason, .on = day(on)};
    return run(&(struct job_of){.entry = &c});
}

/* --- meetings --- */

static void
test_meeting(void **state)
{
    (void)state;
    static const char *const twice[] = {"li", "wang", "li"}, *const parted[] = {"li", "wang;zhao", "sun"};
    static const struct {
        const char *why, *institution, *file, *document, *on;
        const char *const *attendee;
        size_t attendees;
        struct admission_vote vote[2];
        size_t votes;
        enum msg msg;
        const char *field;
    } bad[] = {
        {"two came", "H1", FILE_1, "m", "2024-10-01", three, 2, {{"S1", "", 2, 0, 0, false}}, 1, M_MEETING_FEW, "attendees"},
        {"one came twice", "H1", FILE_1, "m", "2024-10-01", twice, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_MEETING_ATTENDEE, "attendees"},
        {"two in one", "H1", FILE_1, "m", "2024-10-01", parted, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_MEETING_ATTENDEE, "attendees"},
        {"a vote too many", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 3, 1, 0, false}}, 1, M_MEETING_VOTES, "votes"},
        {"a vote missing", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 1, 1, 0, false}}, 1, M_MEETING_VOTES, "votes"},
        {"below zero", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 4, -1, 0, false}}, 1, M_MEETING_VOTES, "votes"},
        {"huge", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", INT64_MAX, INT64_MAX, 5, false}}, 1, M_MEETING_VOTES, "votes"},
        {"voted on twice", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 3, 0, 0, false}, {"S1", "", 2, 1, 0, false}}, 2, M_MEETING_TWICE, "votes"},
        {"no such product", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"Z9", "", 3, 0, 0, false}}, 1, M_NO_PRODUCT, "votes"},
        {"no votes", "H1", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 3, 0, 0, false}}, 0, M_MEETING_EMPTY, "votes"},
        {"no minutes", "H1", FILE_1, "", "2024-10-01", three, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_MEETING_EMPTY, "document"},
        {"a file nobody kept", "H1", "00", "m", "2024-10-01", three, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_WARD_FILE, "file"},
        {"to come", "H1", FILE_1, "m", "2026-01-01", three, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_WARD_LATER, "date"},
        {"no such hospital", "H9", FILE_1, "m", "2024-10-01", three, 3, {{"S1", "", 3, 0, 0, false}}, 1, M_NO_INSTITUTION, "hospital"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct admission_meeting m = {
            .institution = bad[i].institution, .record = "M0", .document = bad[i].document, .file = bad[i].file, .who = "nurse",
            .attendee = bad[i].attendee, .attendees = bad[i].attendees, .vote = bad[i].vote, .votes = bad[i].votes, .on = day(bad[i].on)};
        print_message("%s\n", bad[i].why);
        refused(run(&(struct job_of){.meeting = &m}), bad[i].msg, bad[i].field);
    }
    assert_true(meet("M1", "S1", 2, 1, 0, "2024-10-01"));
    assert_int_equal(how, PUT_NEW);
    assert_true(meet("M1", "S1", 2, 1, 0, "2024-10-01"));
    assert_int_equal(how, PUT_SAME);
    refused(meet("M1", "S1", 3, 0, 0, "2024-10-01"), M_MEETING_OTHER, "record");
    refused(meet("M1", "S2", 2, 1, 0, "2024-10-01"), M_MEETING_OTHER, "record");
    assert_int_equal(number("SELECT passed FROM admission_vote WHERE pool = $1"), 1);
}

/* --- the catalogue --- */

static void
test_catalogue(void **state)
{
    (void)state;
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_COST, "", "2024-10-01"), M_CATALOGUE_NO_REASON, "reason");
    refused(decide("S1", CATALOGUE_REFUSED, NOT_ADMITTED_NONE, "", "2024-10-01"), M_CATALOGUE_REASON, "reason");
    refused(decide("S1", CATALOGUE_REFUSED, NOT_ADMITTED_OTHER, "", "2024-10-01"), M_CATALOGUE_NOTE, "note");
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2026-01-01"), M_WARD_LATER, "date");
    refused(decide("S1", CATALOGUE_REMOVED, NOT_ADMITTED_QUALITY, "", "2024-10-01"), M_CATALOGUE_OUT, "state");
    refused(decide("Z9", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-01"), M_NO_PRODUCT, "product");
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "M9", "2024-10-01"), M_MEETING_NO_VOTE, "record");
    for (enum catalogue_reason r = NOT_ADMITTED_NO_NEED; r < CATALOGUE_REASONS; r++) {
        if (r == NOT_ADMITTED_OTHER)
            continue;
        assert_true(decide("X1", CATALOGUE_REFUSED, r, "", "2024-10-01"));
        assert_int_equal(stands, r < NOT_ADMITTED_COST); /* CX 五(三): such reasons count nowhere */
    }
    assert_true(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-02"));
    assert_true(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-02"));
    assert_int_equal(how, PUT_SAME);
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-03"), M_CATALOGUE_IN, "state");
    refused(decide("S1", CATALOGUE_REFUSED, NOT_ADMITTED_QUALITY, "", "2024-10-03"), M_CATALOGUE_IN, "state");
    refused(decide("S1", CATALOGUE_REMOVED, NOT_ADMITTED_QUALITY, "", "2024-10-01"), M_CATALOGUE_BEFORE, "date");
    assert_true(decide("S1", CATALOGUE_REMOVED, NOT_ADMITTED_VARIETIES, "", "2024-10-03"));
    assert_false(stands);
    assert_true(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-03"));
    assert_int_equal(number("SELECT MAX(seq) FROM catalogue WHERE pool = $1 AND product = 'S1'"), 3);
}

/* 广州: 建立高值医用耗材院内准入遴选机制. */
static void
test_catalogue_by_meeting(void **state)
{
    (void)state;
    pack("guangzhou");
    OK(fresh_db->ops->exec(fresh_db, "UPDATE product SET goods = 'ordinary' WHERE code = 'X1'", &e));
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-02"), M_CATALOGUE_RECORD, "record");
    assert_string_equal(e.arg[2], "四(二)4");
    assert_true(decide("X1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-02")); /* no high-value one */
    assert_true(meet("M1", "S1", 2, 1, 0, "2024-10-03"));
    refused(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "M1", "2024-10-02"), M_MEETING_AFTER, "date");
    refused(decide("S2", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "M1", "2024-10-03"), M_MEETING_NO_VOTE, "record");
    refused(decide("S1", CATALOGUE_REFUSED, NOT_ADMITTED_QUALITY, "M1", "2024-10-03"), M_CATALOGUE_VOTED, "state");
    assert_true(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "M1", "2024-10-03"));
    assert_true(meet("M2", "S2", 1, 1, 1, "2024-10-04")); /* not more than half of those present */
    refused(decide("S2", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "M2", "2024-10-04"), M_CATALOGUE_VOTED, "state");
    assert_true(decide("S2", CATALOGUE_REFUSED, NOT_ADMITTED_QUALITY, "M2", "2024-10-04"));
}

static const char *
state_of(const char *product, const char *on)
{
    struct not_admitted *list;
    size_t n;
    OK(not_admitted_list(fresh_db, fresh_arena, FRESH_POOL, "", "H1", "", day(on), &list, &n, &e));
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].product, product) == 0)
            return list[i].state;
    return "";
}

static void
test_due(void **state)
{
    (void)state;
    struct admission_fall_due f = {.pool = FRESH_POOL, .on = day("2024-09-09")};
    assert_true(verbs_run(admission_fall_due, &f));
    assert_int_equal(f.fresh, 0); /* not begun */
    f.on = day("2025-12-31"); /* and a year late */
    assert_true(verbs_run(admission_fall_due, &f));
    assert_int_equal(f.fresh, 2);
    const char *before = fresh_digest();
    f.on = day("2024-09-10");
    assert_true(verbs_run(admission_fall_due, &f));
    assert_int_equal(f.fresh, 0);
    assert_string_equal(fresh_digest(), before);
    assert_int_equal(number("SELECT COUNT(*) FROM admission_due WHERE pool = $1 AND due_on = '2024-10-10'"), 2);

    assert_true(decide("S1", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-10-10"));
    assert_true(decide("S1", CATALOGUE_REMOVED, NOT_ADMITTED_COST, "", "2024-11-01"));
    assert_true(decide("S2", CATALOGUE_REFUSED, NOT_ADMITTED_SUPPLY, "", "2024-10-20"));
    assert_true(decide("S2", CATALOGUE_ADMITTED, NOT_ADMITTED_NONE, "", "2024-11-20"));
    static const struct {
        const char *product, *on, *state;
    } seen[] = {
        {"S1", "2024-09-09", ""},          {"S1", "2024-10-09", "open"},     {"S1", "2024-10-10", "admitted"},
        {"S1", "2024-11-01", "forbidden"}, {"S2", "2024-10-10", "open"},     {"S2", "2024-10-11", "overdue"},
        {"S2", "2024-10-20", "refused"},   {"S2", "2024-11-20", "late"},
    };
    for (size_t i = 0; i < COUNT(seen); i++)
        if (strcmp(state_of(seen[i].product, seen[i].on), seen[i].state) != 0)
            fail_msg("%s on %s: %s", seen[i].product, seen[i].on, state_of(seen[i].product, seen[i].on));
    OK(fresh_db->ops->exec(fresh_db,
        "INSERT INTO award_change (pool, project, product, from_on, grp, company, price, with_service, state, instead_of, "
        "document) VALUES (500000, 'P', 'S1', '2024-12-01', 'G', 'C1', 0, 0, 'withdrawn', '', 'd')", &e));
    assert_string_equal(state_of("S1", "2024-11-30"), "forbidden");
    assert_string_equal(state_of("S1", "2024-12-01"), ""); /* no longer selected: nobody asks */
}

/* --- requests --- */

static bool
ask(const char *no, const char *product, int64_t n, const char *reason, const char *who)
{
    const struct purchase_request r = {.number = no, .department = "surgery", .project = "P", .product = product,
                                       .reason = reason, .qty = {n}, .on = day("2024-10-08"), .who = who};
    return run(&(struct job_of){.request = &r});
}

static bool
order(const char *no, const char *order_no, int64_t n, const char *on)
{
    const struct request_order o = {.order = order_no, .payee = "", .line = 1, .qty = {n}, .on = day(on), .who = "buyer"};
    return run(&(struct job_of){.order = &o, .number = no});
}

static bool
close_it(const char *no, enum request_state to, const char *note, const char *who)
{
    return run(&(struct job_of){.number = no, .to = to, .note = note, .who = who});
}

static void
test_request(void **state)
{
    (void)state;
    refused(ask("R0", "S1", 0, "", "doctor"), M_REQUEST_EMPTY, "qty");
    refused(ask("R0", "Z9", 1, "", "doctor"), M_NO_PRODUCT, "product");
    assert_true(ask("R1", "S1", 5, "", "doctor"));
    assert_true(ask("R1", "S1", 5, "", "doctor"));
    assert_int_equal(how, PUT_SAME);
    refused(ask("R1", "S1", 6, "", "doctor"), M_PUT_FACT, "qty");
    refused(order("R9", "O1", 0, "2024-10-08"), M_NO_REQUEST, "request");
    refused(order("R1", "O1", 6, "2024-10-08"), M_REQUEST_MORE, "qty");
    refused(order("R1", "O1", 0, "2024-10-07"), M_REQUEST_BEFORE, "date");
    assert_true(do_order("O9", "H1", "S1", 5, "2024-10-08"));
    refused(order("R1", "O9", 0, "2024-10-08"), M_REQUEST_TAKEN, "order");
    assert_true(order("R1", "O1", 4, "2024-10-08"));
    assert_int_equal(number("SELECT qty FROM order_line WHERE pool = $1 AND order_no = 'O1'"), 4);
    assert_true(order("R1", "O1", 4, "2024-10-08"));
    assert_int_equal(how, PUT_SAME);
    refused(order("R1", "O2", 1, "2024-10-08"), M_REQUEST_CLOSED, "request");
    refused(close_it("R1", REQUEST_WITHDRAWN, "", "doctor"), M_REQUEST_CLOSED, "request");
    assert_true(ask("R2", "S1", 1, "", "doctor"));
    refused(close_it("R2", REQUEST_REFUSED, "", "buyer"), M_REQUEST_NOTE, "note");
    refused(close_it("R2", REQUEST_WITHDRAWN, "", "another"), M_REQUEST_OTHER, "request");
    assert_true(close_it("R2", REQUEST_WITHDRAWN, "", "doctor"));
    assert_true(close_it("R2", REQUEST_WITHDRAWN, "", "doctor"));
    assert_int_equal(how, PUT_SAME);
    assert_true(ask("R3", "S1", 1, "", "doctor"));
    assert_true(close_it("R3", REQUEST_REFUSED, "in stock", "buyer"));
    refused(order("R3", "O3", 1, "2024-10-09"), M_REQUEST_CLOSED, "request");
    assert_int_equal(findings(), 0);
}

/* --- paths --- */

static bool
put(const char *path, const char *from, const char *file, size_t n, const struct path_item item[])
{
    const struct clinical_path p = {.institution = "H1", .path = path, .title = "t", .file = file, .who = "nurse",
                                    .from = day(from), .item = item, .items = n};
    return run(&(struct job_of){.path = &p});
}

static void
test_path(void **state)
{
    (void)state;
    static const struct path_item fine[] = {{"P", "G", "S2"}, {"P", "G", "S1"}, {"P", "G", "L1"}},
                                  behind[] = {{"P", "G", "S2"}, {"P", "G", "L1"}, {"P", "G", "S1"}},
                                  none[] = {{"P", "G", "L1"}}, twice[] = {{"P", "G", "S1"}, {"P", "G", "S1"}},
                                  stranger[] = {{"P", "H", "S1"}}, unknown[] = {{"P", "G", "Z9"}};
    refused(put("A", "2024-10-01", FILE_1, 3, behind), M_PATH_ORDER, "items");
    refused(put("A", "2024-10-01", FILE_1, 1, none), M_PATH_NONE, "items");
    refused(put("A", "2024-10-01", FILE_1, 2, twice), M_PATH_TWICE, "items");
    refused(put("A", "2024-10-01", FILE_1, 1, stranger), M_GROUP_UNKNOWN, "items");
    refused(put("A", "2024-10-01", FILE_1, 1, unknown), M_NO_PRODUCT, "items");
    refused(put("A", "2024-10-01", FILE_1, 0, fine), M_PATH_EMPTY, "items");
    refused(put("A", "2024-10-01", "00", 3, fine), M_WARD_FILE, "file");
    assert_true(put("A", "2024-10-01", FILE_1, 3, fine));
    assert_int_equal(version, 1);
    assert_true(put("A", "2024-10-01", FILE_1, 3, fine));
    assert_int_equal(how, PUT_SAME);
    refused(put("A", "2024-09-30", FILE_1, 2, fine), M_PATH_BEFORE, "from");
    assert_true(put("A", "2024-10-02", FILE_1, 2, fine));
    assert_int_equal(version, 2);
    assert_int_equal(number("SELECT COUNT(*) FROM clinical_path_item WHERE pool = $1 AND version = 1"), 3);
}

/* --- the reason while agreed volume is open --- */

static bool
order_listed(const char *no, const char *product, const char *reason, const char *on)
{
    const struct order o = {.number = no, .line = 1, .project = "P", .institution = "H1", .product = product, .qty = {1},
                            .price = {1000}, .payee = "", .pay_days = -1, .on = day(on), .reason = reason};
    return run(&(struct job_of){.plain = &o});
}

static void
test_reason_while_open(void **state)
{
    (void)state;
    refused(order_listed("O1", "L1", "", "2024-10-08"), M_ORDER_OPEN, "reason");
    assert_string_equal(e.arg[1], "G");
    assert_string_equal(e.arg[3], "1100");
    assert_true(order_listed("O1", "L1", "allergic to cobalt", "2024-10-08"));
    assert_int_equal(number("SELECT open_qty FROM order_beside WHERE pool = $1 AND reason <> '' AND dearer = 0"), 1100);
    assert_true(order_listed("O2", "L1", NULL, "2024-10-08")); /* used from consignment: nobody was asked */
    assert_true(order_listed("O3", "L1", "", "2025-09-10"));   /* the terms have ended */
    assert_true(do_order("O4", "H1", "S1", 100, "2024-10-08"));
    refused(order_listed("O5", "L1", "", "2024-10-09"), M_ORDER_OPEN, "reason"); /* S2 of the group is open yet */
    assert_string_equal(e.arg[3], "1000");
    assert_true(do_order("O6", "H1", "S2", 1000, "2024-10-08"));
    assert_true(order_listed("O5", "L1", "", "2024-10-09")); /* all is ordered */
    assert_int_equal(findings(), 0);
}

/* Where class says nothing, a bid that lost in the group does; a pack that is silent does not ask. */
static void
test_reason_by_bid(void **state)
{
    (void)state;
    OK(fresh_db->ops->exec(fresh_db, "UPDATE product SET class = ''", &e));
    assert_true(order_listed("O1", "L1", "", "2024-10-08"));
    OK(fresh_db->ops->exec(fresh_db, BID, &e));
    refused(order_listed("O2", "L1", "", "2024-10-08"), M_ORDER_OPEN, "reason");
    pack("guangzhou");
    assert_true(order_listed("O2", "L1", "", "2024-10-08"));
}

static void
test_reason_of_use(void **state)
{
    (void)state;
    struct product_use u = {.institution = "H1", .product = "L1", .qty = {3}, .reason = ""};
    assert_true(month_parse(&u.month, "2024-10"));
    refused(run(&(struct job_of){.use = &u}), M_ORDER_OPEN, "reason");
    u.qty.pieces = 0;
    assert_true(run(&(struct job_of){.use = &u})); /* none was used */
    u.qty.pieces = 3;
    u.reason = "allergic to cobalt";
    assert_true(run(&(struct job_of){.use = &u}));
    u.reason = "";
    u.product = "S2";
    assert_true(run(&(struct job_of){.use = &u})); /* it is what was agreed */
    u.product = "L1";
    assert_true(month_parse(&u.month, "2025-10"));
    assert_true(run(&(struct job_of){.use = &u})); /* nothing is open */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_meeting), TEST(test_catalogue), TEST(test_catalogue_by_meeting), TEST(test_due), TEST(test_request),
        TEST(test_path), TEST(test_reason_while_open), TEST(test_reason_by_bid), TEST(test_reason_of_use),
    };
    return fresh_run(tests, COUNT(tests));
}
