/* The expert bank from the application to the service record: who comes in and how, who may be drawn
 * on which day, who is invited when somebody declines, and what is never overwritten. */
#include "../db/fresh.h"
#include "project/apply.h"
#include "project/bank.h"
#include "project/meeting.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define POOL 500000
#define MAKER "91330100799655058B"
#define OTHER "91110000802100433B"

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
    static const struct region chongqing = {"500000", "Chongqing", "", REGION_PROVINCE};
    static const struct pool pool = {POOL, "500000", "Chongqing", POOL_WHOLE};
    static const struct company company[] = {
        {.code = MAKER, .name = "maker", .country = "CN", .registrant = true, .agent = "",
         .controller = "", .region = "", .successor = ""},
        {.code = OTHER, .name = "other", .country = "CN", .registrant = true, .agent = "",
         .controller = "", .region = "", .successor = ""}};
    (void)arg;
    return region_put(db, fresh_arena, &chongqing, &how, er) &&
           pool_put(db, fresh_arena, &pool, &how, er) &&
           company_put(db, fresh_arena, &company[0], &how, er) &&
           company_put(db, fresh_arena, &company[1], &how, er);
}

static void
expert(const char *code, const char *companies)
{
    const struct expert x = {.code = code, .name = code, .employer = "elsewhere",
        .speciality = SPECIALITY_CLINICAL, .companies = companies, .available = true, .reason = ""};
    OK(expert_put(DB, POOL, &x, &how, &e));
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    const struct project p = {.pool = POOL, .code = "P1", .name = "p", .pack = "guangzhou",
        .executed_on = day("2021-01-01"), .cycle_months = 12, .rules = ""};
    OK(db_tx(fresh_db, 0, reference, NULL, &e));
    OK(project_put(DB, &p, &how, &e));
    return rc;
}

/* --- applying --- */

static struct apply
applied(const char *name)
{
    struct apply a = {.arena = fresh_arena, .pool = POOL, .at = 1, .address = "203.0.113.9",
        .today = day("2020-11-01"),
        .form = {.name = name, .employer = "第一医院", .post = "主任医师", .phone = "", .email = "",
                 .companies = MAKER, .speciality = SPECIALITY_CLINICAL,
                 .available = day("2020-11-01")}};
    OK(apply_expert(fresh_db, &a, &e));
    return a;
}

static bool
prove(const struct apply *a, const char *token, const char *title, const char *bytes)
{
    struct prove p = {.arena = fresh_arena, .pool = POOL, .number = a->form.number, .token = token,
        .title = title, .from = tmpfile()};
    assert_non_null(p.from);
    fputs(bytes, p.from);
    rewind(p.from);
    bool ok = prove_application(fresh_db, &p, &e);
    fclose(p.from);
    return ok;
}

static bool
review(int64_t number, enum bank_review what, const char *reason, const char *code)
{
    const struct review_application r = {fresh_arena, POOL, number, what, reason, "boss", code,
                                         day("2020-11-10")};
    return review_application(fresh_db, &r, &how, &e);
}

static enum err_code
no(bool ok)
{
    assert_false(ok);
    return e.code;
}

static void
test_apply(void **state)
{
    struct apply a = applied("张三"), b = applied("李四");
    struct application f;
    struct application_file all;
    (void)state;
    assert_int_equal(a.form.number, 1);
    assert_int_equal(b.form.number, 2);
    /* strangers: another's token, none, no such application look alike */
    assert_int_equal(no(application_of(DB, POOL, 1, b.token, &f, &e)), ERR_LOGIN);
    assert_int_equal(no(application_of(DB, POOL, 1, "", &f, &e)), ERR_LOGIN);
    assert_int_equal(no(application_of(DB, POOL, 9, a.token, &f, &e)), ERR_LOGIN);
    assert_int_equal(no(prove(&a, b.token, "licence", "%PDF-1.4 x")), ERR_LOGIN);
    assert_int_equal(no(submit_application(DB, POOL, 1, b.token, a.today, &e)), ERR_LOGIN);
    /* nothing that proves it; a file that is none */
    assert_int_equal(no(submit_application(DB, POOL, 1, a.token, a.today, &e)), ERR_CONFLICT);
    assert_int_equal(no(prove(&a, a.token, "licence", "MZ")), ERR_INPUT);
    assert_int_equal(no(review(1, BANK_APPROVE, "fine", "")), ERR_CONFLICT); /* not handed in */
    assert_true(prove(&a, a.token, "职称证书", "%PDF-1.4 one"));
    assert_true(prove(&a, a.token, "职称证书", "%PDF-1.4 two")); /* replaces it */
    OK(submit_application(DB, POOL, 1, a.token, a.today, &e));
    OK(submit_application(DB, POOL, 1, a.token, a.today, &e)); /* again: nothing */
    assert_int_equal(no(prove(&a, a.token, "more", "%PDF-1.4 x")), ERR_CONFLICT);
    /* returned with a reason, handed in again, approved */
    assert_int_equal(no(review(1, BANK_RETURN, "", "")), ERR_INPUT);
    assert_true(review(1, BANK_RETURN, "补充材料", ""));
    assert_true(prove(&a, a.token, "more", "%PDF-1.4 x"));
    OK(submit_application(DB, POOL, 1, a.token, a.today, &e));
    assert_true(review(1, BANK_APPROVE, "符合条件", ""));
    assert_int_equal(how, PUT_CHANGED);
    assert_true(review(1, BANK_APPROVE, "符合条件", ""));
    assert_int_equal(how, PUT_SAME);
    assert_int_equal(no(review(1, BANK_REJECT, "no", "")), ERR_CONFLICT);
    OK(application_of(DB, POOL, 1, a.token, &f, &e));
    assert_int_equal(f.state, APPLICATION_APPROVED);
    assert_string_equal(f.expert, "ZJ00001");
    OK(application_file(DB, POOL, 1, &all, &e));
    assert_int_equal(all.proofs, 2);
    assert_int_equal(all.steps, 5); /* start, submit, return, submit, approve */
    assert_string_equal(all.step[2].step, "return");
    assert_string_equal(all.step[2].reason, "补充材料");
    assert_string_equal(all.step[4].who, "boss");
}

static void
test_apply_bad(void **state)
{
    static const struct {
        const char *why, *name, *companies, *available;
        enum err_code code;
    } examples[] = {
        {"no name", "", "", "2020-11-01", ERR_INPUT},
        {"a control character", "a\tb", "", "2020-11-01", ERR_INPUT},
        {"in the past", "张三", "", "2020-10-31", ERR_INPUT},
        {"a control character among the companies", "张三", "a\nb", "2020-11-01", ERR_INPUT},
    };
    struct apply a;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        a = (struct apply){.arena = fresh_arena, .pool = POOL, .at = 1, .address = "203.0.113.9",
            .today = day("2020-11-01"),
            .form = {.name = examples[i].name, .employer = "x", .post = "x", .phone = "",
                     .email = "", .companies = examples[i].companies,
                     .available = day(examples[i].available)}};
        if (no(apply_expert(fresh_db, &a, &e)) != examples[i].code)
            fail_msg("%s", examples[i].why);
    }
    /* a code that is taken; a rejected one stays out */
    expert("E1", "");
    a = applied("张三");
    assert_true(prove(&a, a.token, "x", "%PDF-1.4"));
    OK(submit_application(DB, POOL, a.form.number, a.token, a.today, &e));
    assert_int_equal(no(review(a.form.number, BANK_APPROVE, "fine", "E1")), ERR_CONFLICT);
    assert_true(review(a.form.number, BANK_REJECT, "不符合条件", ""));
    assert_int_equal(no(submit_application(DB, POOL, a.form.number, a.token, a.today, &e)),
                     ERR_CONFLICT);
}

/* --- standing --- */

static void
test_standing_rule(void **state)
{
    static const struct {
        int was;
        enum standing_kind to;
        int days; /* after the last */
        enum stand_verdict want;
    } examples[] = {
        {-1, STANDING_APPROVED, 0, STAND_OK},
        {-1, STANDING_SUSPENDED, -9, STAND_OK}, /* came by a file: no day to hold against */
        {-1, STANDING_RESUMED, 0, STAND_ORDER},
        {-1, STANDING_REMOVED, 0, STAND_OK},
        {STANDING_APPROVED, STANDING_APPROVED, 1, STAND_ORDER},
        {STANDING_APPROVED, STANDING_SUSPENDED, 0, STAND_OK},
        {STANDING_APPROVED, STANDING_SUSPENDED, -1, STAND_EARLY},
        {STANDING_APPROVED, STANDING_RESUMED, 1, STAND_ORDER},
        {STANDING_SUSPENDED, STANDING_SUSPENDED, 1, STAND_ORDER},
        {STANDING_SUSPENDED, STANDING_APPROVED, 1, STAND_ORDER},
        {STANDING_SUSPENDED, STANDING_RESUMED, 1, STAND_OK},
        {STANDING_SUSPENDED, STANDING_RESUMED, -1, STAND_EARLY},
        {STANDING_SUSPENDED, STANDING_REMOVED, 0, STAND_OK},
        {STANDING_RESUMED, STANDING_SUSPENDED, 0, STAND_OK},
        {STANDING_REMOVED, STANDING_RESUMED, 1, STAND_GONE},
        {STANDING_REMOVED, STANDING_REMOVED, 1, STAND_GONE},
    };
    bool seen[STAND_VERDICTS] = {false};
    const date was = {18000};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum stand_verdict v = stand_check(examples[i].was, was, examples[i].to,
                                           (date){was.day + examples[i].days});
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%zu: %s", i, stand_verdict_name(v));
    }
    for (int v = 0; v < STAND_VERDICTS; v++)
        assert_true(seen[v]);
}

static size_t
drawable(const char *on)
{
    struct experts x;
    OK(expert_on(DB, POOL, day(on), &x, &e));
    return x.n;
}

static bool
stand(const char *code, enum standing_kind kind, const char *on, const char *reason)
{
    const struct standing s = {kind, day(on), reason, "boss"};
    return expert_stand(DB, POOL, code, &s, &how, &e);
}

static void
test_who_may_be_drawn(void **state)
{
    const struct expert_time away = {day("2020-12-01"), false, "出国"},
                             back = {day("2020-12-20"), true, ""};
    struct expert_file f;
    (void)state;
    expert("E1", "");
    expert("E2", "");
    assert_int_equal(drawable("2020-11-01"), 2);
    assert_true(stand("E1", STANDING_SUSPENDED, "2020-11-05", "调查"));
    assert_true(stand("E1", STANDING_SUSPENDED, "2020-11-05", "调查")); /* again */
    assert_int_equal(how, PUT_SAME);
    assert_true(stand("E1", STANDING_RESUMED, "2020-11-15", "查无实据"));
    assert_int_equal(drawable("2020-11-04"), 2);
    assert_int_equal(drawable("2020-11-05"), 1);
    assert_int_equal(drawable("2020-11-14"), 1);
    assert_int_equal(drawable("2020-11-15"), 2);
    OK(expert_time_put(DB, POOL, "E2", &away, &how, &e));
    OK(expert_time_put(DB, POOL, "E2", &back, &how, &e));
    assert_int_equal(drawable("2020-11-30"), 2);
    assert_int_equal(drawable("2020-12-01"), 1);
    assert_int_equal(drawable("2020-12-19"), 1);
    assert_int_equal(drawable("2020-12-20"), 2);
    assert_true(stand("E1", STANDING_REMOVED, "2021-01-10", "本人要求"));
    assert_int_equal(drawable("2021-01-09"), 2);
    assert_int_equal(drawable("2021-01-10"), 1);
    assert_int_equal(no(stand("E1", STANDING_RESUMED, "2021-02-01", "x")), ERR_CONFLICT);
    assert_int_equal(no(stand("E9", STANDING_SUSPENDED, "2021-02-01", "x")), ERR_NOT_FOUND);
    assert_int_equal(no(stand("E2", STANDING_SUSPENDED, "2021-02-01", "")), ERR_INPUT);
    OK(expert_file(DB, POOL, "E1", &f, &e));
    assert_int_equal(f.standings, 3); /* all of it is still there */
    assert_string_equal(f.standing[0].reason, "调查");
    OK(expert_file(DB, POOL, "E2", &f, &e));
    assert_int_equal(f.times_n, 2);
}

/* --- meetings --- */

static void
meeting(const char *code, const char *held, const char *need)
{
    static const char *const company[] = {MAKER};
    const struct meeting m = {.project = "P1", .code = code, .purpose = MEETING_NEGOTIATION,
        .group = "", .held = day(held), .place = "x", .need = need, .company = company,
        .companies = 1};
    OK(meeting_put(DB, POOL, &m, &how, &e));
}

static struct expert_draw
draw_for(const char *code, const char *draw, const char *on, int64_t rest)
{
    struct draw_ask a = {.draw = draw, .randomness = "close", .on = day(on), .rest_days = rest};
    struct meeting m;
    struct expert_draw d;
    enum draw_verdict v;
    const char *who;
    memset(a.secret, 7, sizeof(a.secret));
    OK(meeting_get(DB, POOL, "P1", code, &m, &e));
    assert_true(meeting_ask(fresh_arena, &m, &a));
    OK(meeting_commit(DB, POOL, &m, &a, &d, &how, &v, &who, &e));
    assert_int_equal(v, DRAW_OK);
    OK(draw_get(DB, POOL, "P1", draw, &d, &e));
    OK(draw_reveal(DB, &d, "3377", date_add_days(a.on, 1), a.secret, &how, &v, &who, &e));
    assert_int_equal(v, DRAW_OK);
    OK(meeting_invite(DB, &d, date_add_days(a.on, 1), "boss", &e));
    return d;
}

static bool
says(const char *code, const char *who, enum service_kind kind, enum service_grade grade,
     const char *on, const char *note)
{
    const struct service_say s = {"P1", code, who, kind, grade, note, day(on), who};
    return meeting_record(DB, POOL, &s, &how, &e);
}

static const struct draw_person *
person(const struct expert_draw *d, const char *code)
{
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->person[i].code, code) == 0)
            return &d->person[i];
    return NULL;
}

static void
test_conflicts(void **state)
{
    const struct interest of_project = {"P1", day("2020-11-01"), true, "评审过方案"},
                          of_maker = {"maker", day("2020-11-01"), true, "顾问"},
                          no_more = {"maker", day("2020-11-12"), false, ""};
    (void)state;
    expert("E1", "");
    expert("E2", MAKER);
    expert("E3", "");
    expert("E4", "");
    expert("E5", OTHER);
    OK(expert_interest_put(DB, POOL, "E3", &of_project, &how, &e));
    OK(expert_interest_put(DB, POOL, "E4", &of_maker, &how, &e));
    meeting("M1", "2020-12-01", "clinical=1+1");
    struct expert_draw d = draw_for("M1", "D1", "2020-11-11", 0);
    assert_int_equal(person(&d, "E1")->conflict, DRAW_FREE);
    assert_int_equal(person(&d, "E2")->conflict, DRAW_SAME_BIDDER);
    assert_int_equal(person(&d, "E3")->conflict, DRAW_DECLARED);
    assert_int_equal(person(&d, "E4")->conflict, DRAW_SAME_BIDDER);
    assert_int_equal(person(&d, "E5")->conflict, DRAW_FREE); /* not a company concerned */
    OK(expert_interest_put(DB, POOL, "E4", &no_more, &how, &e)); /* dated: later it is over */
    meeting("M2", "2020-12-01", "clinical=1+1");
    d = draw_for("M2", "D2", "2020-11-12", 0);
    assert_int_equal(person(&d, "E4")->conflict, DRAW_FREE);
}

static void
test_rest_days(void **state)
{
    (void)state;
    expert("E1", "");
    meeting("M1", "2020-12-01", "clinical=1+0");
    (void)draw_for("M1", "D1", "2020-11-11", 0);
    assert_true(says("M1", "E1", SERVICE_ATTENDED, GRADE_NONE, "2020-12-01", ""));
    expert("E2", "");
    meeting("M2", "2020-12-20", "clinical=1+0");
    struct expert_draw d = draw_for("M2", "D2", "2020-12-10", 10); /* rested by the 11th */
    assert_int_equal(person(&d, "E1")->conflict, DRAW_RECENT_SERVICE);
    meeting("M3", "2020-12-20", "clinical=1+0");
    d = draw_for("M3", "D3", "2020-12-11", 10);
    assert_int_equal(person(&d, "E1")->conflict, DRAW_FREE);
}

static void
test_service(void **state)
{
    struct services s;
    const char *seat = NULL, *next = NULL;
    (void)state;
    expert("E1", "");
    expert("E2", "");
    expert("E3", "");
    meeting("M1", "2020-12-01", "clinical=1+2");
    struct expert_draw d = draw_for("M1", "D1", "2020-11-11", 0);
    for (size_t i = 0; i < d.n; i++) {
        seat = d.person[i].seat ? d.person[i].code : seat;
        next = d.person[i].place == 2 ? d.person[i].code : next;
    }
    assert_non_null(seat);
    assert_non_null(next);
    OK(meeting_members(DB, POOL, "P1", "M1", &s, &e));
    assert_int_equal(s.n, 1);
    assert_string_equal(s.list[0].expert, seat);
    /* who was not invited has nothing to say; a refusal has a reason */
    assert_int_equal(no(says("M1", next, SERVICE_ACCEPTED, GRADE_NONE, "2020-11-13", "")),
                     ERR_NOT_FOUND);
    assert_int_equal(no(says("M1", seat, SERVICE_DECLINED, GRADE_NONE, "2020-11-13", "")), ERR_INPUT);
    assert_true(says("M1", seat, SERVICE_DECLINED, GRADE_NONE, "2020-11-13", "出差"));
    assert_int_equal(how, PUT_NEW);
    const char *digest = fresh_digest();
    assert_true(says("M1", seat, SERVICE_DECLINED, GRADE_NONE, "2020-11-13", "出差")); /* again */
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(digest, fresh_digest());
    assert_int_equal(no(says("M1", seat, SERVICE_ACCEPTED, GRADE_NONE, "2020-11-14", "")),
                     ERR_CONFLICT);
    /* the next in reserve is invited, accepts, comes, is assessed; each once */
    OK(meeting_members(DB, POOL, "P1", "M1", &s, &e));
    assert_int_equal(s.n, 2);
    assert_true(says("M1", next, SERVICE_ACCEPTED, GRADE_NONE, "2020-11-14", ""));
    assert_int_equal(no(says("M1", next, SERVICE_ATTENDED, GRADE_NONE, "2020-11-30", "")),
                     ERR_CONFLICT); /* it was not held yet */
    assert_int_equal(no(says("M1", next, SERVICE_ASSESSED, GRADE_GOOD, "2020-12-01", "")),
                     ERR_CONFLICT);
    assert_true(says("M1", next, SERVICE_ATTENDED, GRADE_NONE, "2020-12-01", ""));
    assert_int_equal(no(says("M1", next, SERVICE_ABSENT, GRADE_NONE, "2020-12-01", "")), ERR_CONFLICT);
    assert_int_equal(no(says("M1", next, SERVICE_ASSESSED, GRADE_NONE, "2020-12-02", "")), ERR_INPUT);
    assert_true(says("M1", next, SERVICE_ASSESSED, GRADE_GOOD, "2020-12-02", "客观"));
    assert_int_equal(no(says("M1", next, SERVICE_ASSESSED, GRADE_POOR, "2020-12-03", "x")),
                     ERR_CONFLICT);
    assert_int_equal(no(says("M1", seat, SERVICE_ATTENDED, GRADE_NONE, "2020-12-01", "")),
                     ERR_CONFLICT); /* he declined */
    OK(service_list(DB, POOL, next, &s, &e));
    assert_int_equal(s.n, 1);
    assert_string_equal(s.meeting[0].code, "M1");
    assert_int_equal(s.list[0].came, SERVICE_ATTENDED);
    assert_int_equal(s.list[0].grade, GRADE_GOOD);
    assert_string_equal(s.list[0].remark, "客观");
}

static void
test_service_rule(void **state)
{
    static const struct {
        const char *why;
        enum service_kind answer, came, kind;
        enum service_grade grade;
        bool invited;
        int day; /* after the invitation; the meeting is on day 10 */
        enum service_verdict want;
    } examples[] = {
        {"nobody", SERVICE_INVITED, SERVICE_INVITED, SERVICE_ACCEPTED, GRADE_NONE, false, 0, SERVE_NOT_INVITED},
        {"accepts", SERVICE_INVITED, SERVICE_INVITED, SERVICE_ACCEPTED, GRADE_NONE, true, 0, SERVE_OK},
        {"on the day itself", SERVICE_INVITED, SERVICE_INVITED, SERVICE_DECLINED, GRADE_NONE, true, 10, SERVE_OK},
        {"after it", SERVICE_INVITED, SERVICE_INVITED, SERVICE_DECLINED, GRADE_NONE, true, 11, SERVE_LATE},
        {"before he was asked", SERVICE_INVITED, SERVICE_INVITED, SERVICE_ACCEPTED, GRADE_NONE, true, -1, SERVE_EARLY},
        {"twice", SERVICE_ACCEPTED, SERVICE_INVITED, SERVICE_DECLINED, GRADE_NONE, true, 1, SERVE_ANSWERED},
        {"declined, yet came", SERVICE_DECLINED, SERVICE_INVITED, SERVICE_ATTENDED, GRADE_NONE, true, 10, SERVE_DECLINED},
        {"came without an answer", SERVICE_INVITED, SERVICE_INVITED, SERVICE_ATTENDED, GRADE_NONE, true, 10, SERVE_OK},
        {"came before it was held", SERVICE_ACCEPTED, SERVICE_INVITED, SERVICE_ATTENDED, GRADE_NONE, true, 9, SERVE_EARLY},
        {"came twice", SERVICE_ACCEPTED, SERVICE_ATTENDED, SERVICE_ABSENT, GRADE_NONE, true, 10, SERVE_SAID},
        {"assessed though absent", SERVICE_ACCEPTED, SERVICE_ABSENT, SERVICE_ASSESSED, GRADE_NONE, true, 10, SERVE_ABSENT},
        {"assessed", SERVICE_ACCEPTED, SERVICE_ATTENDED, SERVICE_ASSESSED, GRADE_NONE, true, 10, SERVE_OK},
        {"assessed twice", SERVICE_ACCEPTED, SERVICE_ATTENDED, SERVICE_ASSESSED, GRADE_FAIR, true, 10, SERVE_GRADED},
    };
    bool seen[SERVE_VERDICTS] = {false};
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const struct service s = {.invited = {examples[i].invited ? 18000 : 0},
            .answer = examples[i].answer, .came = examples[i].came, .grade = examples[i].grade};
        enum service_verdict v = service_check(&s, examples[i].kind, (date){18010},
                                               (date){18000 + examples[i].day});
        seen[v] = true;
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, service_verdict_name(v));
    }
    for (int v = 0; v < SERVE_VERDICTS; v++)
        if (!seen[v])
            fail_msg("never %s", service_verdict_name((enum service_verdict)v));
}

static void
test_meeting_stays(void **state)
{
    struct draw_ask a = {.draw = "D2", .randomness = "close", .on = day("2020-11-20")};
    struct meeting m, n;
    struct expert_draw d;
    enum draw_verdict v;
    const char *who;
    (void)state;
    expert("E1", "");
    expert("E2", "");
    meeting("M1", "2020-12-01", "clinical=1+1");
    assert_int_equal(how, PUT_NEW);
    meeting("M1", "2020-12-01", "clinical=1+1");
    assert_int_equal(how, PUT_SAME);
    meeting("M1", "2020-12-02", "clinical=1+1");
    assert_int_equal(how, PUT_CHANGED);
    (void)draw_for("M1", "D1", "2020-11-11", 0);
    OK(meeting_get(DB, POOL, "P1", "M1", &m, &e));
    assert_int_equal(m.companies, 1);
    n = m;
    n.held = day("2020-12-03");
    assert_int_equal(no(meeting_put(DB, POOL, &n, &how, &e)), ERR_CONFLICT);
    n = m;
    n.companies = 0;
    assert_int_equal(no(meeting_put(DB, POOL, &n, &how, &e)), ERR_CONFLICT);
    OK(meeting_put(DB, POOL, &m, &how, &e)); /* the same again */
    /* nobody draws until he likes it, and a draw is for one meeting */
    assert_true(meeting_ask(fresh_arena, &m, &a));
    assert_int_equal(no(meeting_commit(DB, POOL, &m, &a, &d, &how, &v, &who, &e)), ERR_CONFLICT);
    meeting("M2", "2020-12-01", "clinical=1+1");
    OK(meeting_get(DB, POOL, "P1", "M2", &n, &e));
    a.draw = "D1";
    assert_int_equal(no(meeting_commit(DB, POOL, &n, &a, &d, &how, &v, &who, &e)), ERR_CONFLICT);
    n.need = "clinical";
    assert_int_equal(no(meeting_put(DB, POOL, &n, &how, &e)), ERR_INPUT);
    n.need = "clinical=1";
    n.group = "Z";
    assert_int_equal(no(meeting_put(DB, POOL, &n, &how, &e)), ERR_NOT_FOUND);
    n.group = "";
    n.project = "PX";
    assert_int_equal(no(meeting_put(DB, POOL, &n, &how, &e)), ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_apply),      TEST(test_apply_bad), TEST(test_standing_rule), TEST(test_who_may_be_drawn),
        TEST(test_conflicts),  TEST(test_rest_days), TEST(test_service),       TEST(test_service_rule),
        TEST(test_meeting_stays),
    };
    return fresh_run(tests, COUNT(tests));
}
