/* Institutions and companies that register themselves: evidence, review, first login, agreements. */
#include "people.h"

#include "access/query.h"
#include "words/access.h"
#include "words/base.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, people_setup, fresh_teardown)
#define NEW_HOSPITAL "H53230100009"
#define NEW_COMPANY "91110000802100433B"

static struct start_registration
form(void)
{
    return (struct start_registration){
        .arena = fresh_arena, .address = ADDRESS, .at = AT, .today = day(today_text),
        .form = {.org = NEW_HOSPITAL, .kind = ORG_INSTITUTION, .name = "new hospital", .region = "532301",
                 .level = "secondary", .ownership = "public", .country = "", .agent = "",
                 .contact = "li wei", .phone = "", .email = ""}};
}

static struct start_registration
company_form(void)
{
    struct start_registration s = form();
    s.form.org = NEW_COMPANY;
    s.form.kind = ORG_COMPANY;
    s.form.region = "530102";
    s.form.roles = AS_DISTRIBUTOR;
    s.form.level = s.form.ownership = "";
    s.form.country = "CN";
    return s;
}

static FILE *
file_of(const char *bytes, size_t n)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    return f;
}

static struct put_evidence
evidence(const char *token, const char *title, const char *text)
{
    return (struct put_evidence){.arena = fresh_arena, .token = token, .title = title,
                                 .from = file_of(text, strlen(text))};
}

static void
handed_in(struct start_registration *s)
{
    struct err e;
    DONE(start_registration, s);
    struct put_evidence p = evidence(s->token, "licence", "%PDF-1.7 licence");
    DONE(put_evidence, &p);
    fclose(p.from);
    struct submit_registration h = {fresh_arena, s->token, day(today_text)};
    DONE(submit_registration, &h);
}

static struct review_registration
decide(const char *by, const char *org, enum review review)
{
    return (struct review_registration){.arena = fresh_arena, .by = by, .org = org, .reason = "as evidence shows",
                                        .attempt = 1, .at = AT, .today = day(today_text), .review = review};
}

/* From the form to the first login. */
static void
test_from_form_to_login(void **state)
{
    struct err e;
    struct registration g;
    struct start_registration s = form();
    (void)state;
    DONE(start_registration, &s);
    struct submit_registration h = {fresh_arena, s.token, day(today_text)};
    REFUSED(submit_registration, &h, ERR_CONFLICT, M_EVIDENCE_NONE);
    struct put_evidence p = evidence(s.token, "licence", "%PDF-1.7 licence");
    DONE(put_evidence, &p);
    DONE(submit_registration, &h);
    DONE(submit_registration, &h); /* again */
    REFUSED(put_evidence, &p, ERR_CONFLICT, M_REGISTER_STATE);
    fclose(p.from);
    struct review_registration r = decide("county", NEW_HOSPITAL, REVIEW_RETURN);
    r.reason = "";
    REFUSED(review_registration, &r, ERR_INPUT, M_REASON_NEEDED);
    r.reason = "the licence has expired";
    DONE(review_registration, &r);
    OK(registration_of(fresh_db, fresh_arena, s.token, &g, &e));
    assert_int_equal(g.state, REGISTRATION_RETURNED);
    assert_string_equal(g.reason, "the licence has expired");
    p = evidence(s.token, "licence", "%PDF-1.7 another licence");
    DONE(put_evidence, &p);
    fclose(p.from);
    struct use_ticket u = {.arena = fresh_arena, .token = s.token, .password = PASSWORD, .at = AT};
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER); /* not accepted yet */
    DONE(submit_registration, &h);
    r.review = REVIEW_ACCEPT;
    DONE(review_registration, &r);
    DONE(review_registration, &r); /* again */
    DONE(ticket_begin, &u);
    OK(password_hash(u.password, u.made, &e));
    DONE(ticket_end, &u);
    struct enter in = {.arena = fresh_arena, .login = NEW_HOSPITAL, .password = PASSWORD, .code = "",
                       .address = ADDRESS, .at = AT, .today = day(today_text)};
    OK(enter(fresh_db, &in, &e));
    struct user first = user_now("h53230100009");
    assert_int_equal(first.roles, AS_HOSPITAL | AS_MANAGER);
    assert_string_equal(first.org.code, NEW_HOSPITAL);
    REFUSED(start_registration, &s, ERR_CONFLICT, M_REGISTER_THERE);
}

static void
test_company(void **state)
{
    struct err e;
    struct start_registration s = company_form();
    (void)state;
    handed_in(&s);
    struct review_registration r = decide("trader", NEW_COMPANY, REVIEW_ACCEPT);
    DONE(review_registration, &r);
    struct user first = user_now("91110000802100433b");
    assert_int_equal(first.roles, AS_DISTRIBUTOR | AS_MANAGER);
    /* It asked to be a distributor, so that is the most its people can have. */
    struct make_user m = {.arena = fresh_arena, .by = "91110000802100433b", .today = day(today_text), .at = AT,
                          .login = "new", .name = "x", .org = NEW_COMPANY, .phone = "", .email = "",
                          .expert = "", .reason = "colleague", .roles = AS_REGISTRANT};
    REFUSED(make_user, &m, ERR_DENIED, M_MANAGE_ROLES);
}

static void
test_forms_refused(void **state)
{
    static const struct {
        const char *org, *region, *country, *agent, *level;
        enum org_kind kind;
        int64_t roles;
        const char *contact;
        enum msg msg;
    } cases[] = {
        {"H5323010000", "532301", "", "", "primary", ORG_INSTITUTION, 0, "li", M_REGISTER_CODE},
        {"../../x", "532301", "", "", "primary", ORG_INSTITUTION, 0, "li", M_REGISTER_CODE},
        {NEW_HOSPITAL, "", "", "", "primary", ORG_INSTITUTION, 0, "li", M_ORG_REGION},
        {NEW_HOSPITAL, "532301", "", "", "best", ORG_INSTITUTION, 0, "li", M_REGISTER_CHOICE},
        {NEW_HOSPITAL, "532301", "", "", "primary", ORG_INSTITUTION, 0, "li\nwei", M_NAME_SIGNS},
        {"91110000802100433X", "", "CN", "", "", ORG_COMPANY, AS_SERVICE, "li", M_REGISTER_CODE},
        {NEW_COMPANY, "", "CN", "", "", ORG_COMPANY, 0, "li", M_REGISTER_ROLES},
        {NEW_COMPANY, "", "CN", "", "", ORG_COMPANY, AS_FUND, "li", M_REGISTER_ROLES},
        {NEW_COMPANY, "", "CN", "", "", ORG_COMPANY, AS_REGISTRANT | AS_ADMIN, "li", M_REGISTER_ROLES},
        {"DE-0001", "", "DE", "", "", ORG_COMPANY, AS_REGISTRANT, "li", M_REGISTER_AGENT},
        {"FR-0001", "", "DE", NEW_COMPANY, "", ORG_COMPANY, AS_REGISTRANT, "li", M_REGISTER_CODE},
        {HOSPITAL, "532301", "", "", "primary", ORG_INSTITUTION, 0, "li", M_REGISTER_THERE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct start_registration s = form();
        s.form.org = cases[i].org;
        s.form.region = cases[i].region;
        s.form.country = cases[i].country;
        s.form.agent = cases[i].agent;
        s.form.level = cases[i].level;
        s.form.kind = cases[i].kind;
        s.form.roles = cases[i].roles;
        s.form.contact = cases[i].contact;
        enum err_code code = cases[i].msg == M_REGISTER_THERE ? ERR_CONFLICT : ERR_INPUT;
        REFUSED(start_registration, &s, code, cases[i].msg);
    }
}

/* Who may review what: a stranger's does not exist. */
static void
test_reviewers(void **state)
{
    static const struct {
        const char *by, *org;
        bool may;
    } cases[] = {
        {"trader", NEW_HOSPITAL, false}, {"matron", NEW_HOSPITAL, false}, {"seller", NEW_COMPANY, false},
        {"agent", NEW_COMPANY, false},   {"county", NEW_COMPANY, false},  {"county", "DE-0001", false},
        {"province", "DE-0001", false},  {"trader", "DE-0001", true},     {"trader", NEW_COMPANY, true},
        {"agent", NEW_HOSPITAL, true},
    };
    struct start_registration s = form(), c = company_form(), f = company_form();
    (void)state;
    handed_in(&s);
    handed_in(&c);
    f.form.org = "DE-0001";
    f.form.country = "DE";
    f.form.agent = NEW_COMPANY;
    f.form.region = "";
    handed_in(&f);
    org_add("cx-02-fund", ORG_FUND, "532302");
    user_add("next-door", "cx-02-fund", AS_FUND);
    struct review_registration r = decide("next-door", NEW_HOSPITAL, REVIEW_ACCEPT);
    REFUSED(review_registration, &r, ERR_NOT_FOUND, M_NO_REGISTRATION);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e;
        r = decide(cases[i].by, cases[i].org, REVIEW_ACCEPT);
        if (cases[i].may)
            DONE(review_registration, &r);
        else
            REFUSED(review_registration, &r, ERR_NOT_FOUND, M_NO_REGISTRATION);
    }
    r = decide("county", NEW_HOSPITAL, REVIEW_REJECT); /* decided already, by another */
    REFUSED(review_registration, &r, ERR_CONFLICT, M_REGISTER_STATE);
    r = decide("county", "H53230100008", REVIEW_REJECT);
    REFUSED(review_registration, &r, ERR_NOT_FOUND, M_NO_REGISTRATION);
}

/* An impostor starts first: the rightful one is not kept out, and neither sees the other's. */
static void
test_impostor(void **state)
{
    struct err e;
    struct registration g;
    struct file file;
    struct start_registration impostor = form(), owner = form();
    (void)state;
    handed_in(&impostor);
    DONE(start_registration, &owner);
    assert_int_equal(owner.form.attempt, 2);
    struct put_evidence p = evidence(owner.token, "licence", "%PDF-1.7 the true one");
    DONE(put_evidence, &p);
    fclose(p.from);
    OK(registration_of(fresh_db, fresh_arena, impostor.token, &g, &e));
    assert_int_equal(g.attempt, 1);
    assert_false(evidence_read(fresh_db, fresh_arena, &g, p.file.sha256, &file, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    struct submit_registration h = {fresh_arena, owner.token, day(today_text)};
    DONE(submit_registration, &h);
    struct review_registration r = decide("county", NEW_HOSPITAL, REVIEW_ACCEPT);
    r.attempt = 2;
    DONE(review_registration, &r);
    r.attempt = 1; /* the other one afterwards */
    REFUSED(review_registration, &r, ERR_CONFLICT, M_REGISTER_THERE);
    struct use_ticket u = {.arena = fresh_arena, .token = impostor.token, .password = PASSWORD, .at = AT};
    REFUSED(ticket_begin, &u, ERR_LOGIN, M_TICKET_OVER);
}

static void
test_only_so_many_a_day(void **state)
{
    struct err e;
    (void)state;
    for (int i = 0; i < REGISTRATIONS_A_DAY; i++) {
        struct start_registration s = form();
        DONE(start_registration, &s);
    }
    struct start_registration s = form();
    assert_false(db_tx(fresh_db, 0, start_registration, &s, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    s.address = "198.51.100.1";
    DONE(start_registration, &s);
}

static void
test_files(void **state)
{
    static const struct {
        const char *head;
        size_t n;
        const char *type;
    } cases[] = {
        {"%PDF-1.7", 8, "application/pdf"},
        {"\x89PNG\r\n\x1a\n....", 12, "image/png"},
        {"\xff\xd8\xff\xe0", 4, "image/jpeg"},
        {"PK\x03\x04..........OFD.xml", 21, "application/ofd"},
        {"PK\x03\x04..........word/x", 20, NULL},
        {"<html><script>", 14, NULL},
        {"<svg xmlns=", 11, NULL},
        {"MZ\x90\0", 4, NULL},
        {" %PDF-1.7", 9, NULL},
        {"%PD", 3, NULL},
        {"", 0, NULL},
    };
    struct err e;
    struct file back;
    struct start_registration s = form();
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *type = kept_type((const uint8_t *)cases[i].head, cases[i].n);
        if (cases[i].type == NULL ? type != NULL : type == NULL || strcmp(type, cases[i].type) != 0)
            fail_msg("case %zu", i);
    }
    DONE(start_registration, &s);
    /* Every byte, over several parts and not a whole number of them. */
    size_t n = FILE_PART * 2 + 77;
    char *bytes = arena_alloc(fresh_arena, n);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 31 % 256);
    memcpy(bytes, "%PDF-", 5);
    struct put_evidence p = {.arena = fresh_arena, .token = s.token, .title = "licence",
                             .from = file_of(bytes, n)};
    DONE(put_evidence, &p);
    fclose(p.from);
    OK(kept_file(fresh_db, fresh_arena, p.file.sha256, &back, &e));
    assert_int_equal(back.size, n);
    assert_memory_equal(back.bytes, bytes, n);
    assert_string_equal(back.type, "application/pdf");
    p = evidence(s.token, "page", "<html>");
    REFUSED(put_evidence, &p, ERR_INPUT, M_UPLOAD_TYPE);
    fclose(p.from);
    p = evidence("no such token", "page", "%PDF-");
    REFUSED(put_evidence, &p, ERR_LOGIN, M_TICKET_OVER);
    fclose(p.from);
}

static void
test_files_too_large(void **state)
{
    struct err e;
    char title[16];
    struct start_registration s = form();
    (void)state;
    DONE(start_registration, &s);
    FILE *large = file_of("%PDF-", 5);
    assert_int_equal(fseek(large, FILE_MAX, SEEK_SET), 0);
    fputc('x', large);
    struct put_evidence p = {.arena = fresh_arena, .token = s.token, .title = "x", .from = large};
    REFUSED(put_evidence, &p, ERR_TOO_LARGE, M_UPLOAD_LARGE);
    fclose(large);
    for (int i = 0; i < EVIDENCE_MAX; i++) {
        snprintf(title, sizeof(title), "page %d", i);
        p = evidence(s.token, title, "%PDF-1.7 the same file each time");
        DONE(put_evidence, &p);
        fclose(p.from);
    }
    p = evidence(s.token, "one more", "%PDF-");
    REFUSED(put_evidence, &p, ERR_TOO_LARGE, M_EVIDENCE_MANY);
    p.title = "page 3"; /* replacing one is no more */
    DONE(put_evidence, &p);
    fclose(p.from);
}

struct stored {
    const char *sha256;
};

static bool
store(struct db *db, void *arg, struct err *e)
{
    struct stored *s = arg;
    struct file file;
    FILE *f = file_of("%PDF-1.7 terms", 14);
    bool ok = keep_file(db, fresh_arena, f, &file, e);
    fclose(f);
    s->sha256 = arena_strdup(fresh_arena, file.sha256);
    return ok;
}

static bool
open_on(const char *login, const char *on)
{
    struct err e;
    bool open;
    struct user u = user_now(login);
    OK(terms_open(fresh_db, fresh_arena, &u.org, day(on), &open, &e));
    return open;
}

/* Two agreements, versions, and the day by which one must have accepted. */
static void
test_agreements(void **state)
{
    struct err e;
    struct stored text;
    (void)state;
    DONE(store, &text);
    struct put_terms t = {.arena = fresh_arena, .by = "matron", .today = day(today_text),
                          .from = day("2026-10-01"), .due = day("2026-11-01"),
                          .terms = {.kind = ORG_INSTITUTION, .version = "2026", .title = "service agreement",
                                    .sha256 = text.sha256}};
    REFUSED(put_terms, &t, ERR_DENIED, M_MANAGE_OUTSIDE);
    t.by = "trader";
    REFUSED(put_terms, &t, ERR_DENIED, M_MANAGE_OUTSIDE); /* companies are his, not institutions */
    t.by = "city";
    t.terms.sha256 = "none";
    REFUSED(put_terms, &t, ERR_NOT_FOUND, M_NO_UPLOAD);
    t.terms.sha256 = text.sha256;
    DONE(put_terms, &t);
    DONE(put_terms, &t);
    t.from = day("2026-10-02");
    REFUSED(put_terms, &t, ERR_CONFLICT, M_TERMS_THERE);
    assert_false(open_on("matron", "2026-10-31"));
    assert_true(open_on("matron", "2026-11-01"));
    assert_false(open_on("seller", "2026-11-01")); /* another kind */
    assert_false(open_on("city", "2026-11-01"));   /* offices accept nothing */
    struct accept_terms a = {fresh_arena, "matron", "2026", day("2026-09-30")};
    REFUSED(accept_terms, &a, ERR_NOT_FOUND, M_NO_TERMS); /* not in force yet */
    a.today = day("2026-10-15");
    a.by = "buyer";
    REFUSED(accept_terms, &a, ERR_DENIED, M_MANAGE_NOBODY);
    a.by = "seller";
    REFUSED(accept_terms, &a, ERR_NOT_FOUND, M_NO_TERMS);
    a.by = "matron";
    DONE(accept_terms, &a);
    DONE(accept_terms, &a);
    assert_false(open_on("matron", "2026-11-01"));
    t.from = day("2027-01-01");
    t.due = day("2027-02-01");
    t.terms.version = "2027";
    DONE(put_terms, &t);
    assert_false(open_on("matron", "2027-01-31"));
    assert_true(open_on("matron", "2027-02-01"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_from_form_to_login), TEST(test_company), TEST(test_forms_refused), TEST(test_reviewers),
        TEST(test_impostor), TEST(test_only_so_many_a_day), TEST(test_files), TEST(test_files_too_large),
        TEST(test_agreements),
    };
    return fresh_run(tests, COUNT(tests));
}
