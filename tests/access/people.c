#include "people.h"

#include <sodium.h>

#include "access/query.h"

const char today_text[] = "2026-09-21";

date
day(const char *text)
{
    date d;
    assert_true(date_parse(&d, text));
    return d;
}

void
org_add(const char *code, enum org_kind kind, const char *region)
{
    struct err e;
    struct make_org m = {.arena = fresh_arena, .today = day(today_text),
                         .org = {.code = code, .name = code, .kind = kind, .region = region,
                                 .reason = ""}};
    DONE(make_org, &m);
}

struct secret_set {
    const char *login, *hash;
};

static bool
set_password(struct db *db, void *arg, struct err *e)
{
    const struct secret_set *s = arg;
    return db_do(db, &q_secret_password, e, v_text(s->login), v_text(s->hash), v_int(AT));
}

void
password_set(const char *login, const char *password)
{
    char hash[crypto_pwhash_STRBYTES];
    struct err e;
    assert_int_equal(crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_MIN,
                                       crypto_pwhash_MEMLIMIT_MIN), 0);
    struct secret_set s = {login, hash};
    DONE(set_password, &s);
}

void
user_add(const char *login, const char *org, int64_t roles)
{
    struct err e;
    struct make_user m = {.arena = fresh_arena, .today = day(today_text), .at = AT, .login = login,
                          .name = login, .org = org, .phone = "", .email = "", .expert = "",
                          .reason = "for the test", .roles = roles};
    DONE(make_user, &m);
    password_set(login, PASSWORD);
}

struct user
user_now(const char *login)
{
    struct user u;
    struct err e;
    OK(user_on(fresh_db, fresh_arena, login, day(today_text), &u, &e));
    return u;
}

void
refused(db_job *run, void *arg, enum err_code code, enum msg msg, const char *file, int line)
{
    struct job job = {.run = run, .arg = arg};
    char text[ERR_TEXT_MAX];
    group_run(fresh_db, 0, &job, 1);
    if (job.err.code != code || job.err.msg != msg || fresh_db->wrote) {
        print_error("%s:%d: %s\n", file, line,
                    job.err.code == ERR_NONE ? "was not refused" : err_text(&job.err, LANG_EN, text));
        fail();
    }
}

void
people_add(void)
{
    org_add("operator", ORG_OPERATOR, "");
    org_add("yn", ORG_BUREAU, "530000");
    org_add("cx", ORG_BUREAU, "532300");
    org_add("cx-01", ORG_BUREAU, "532301");
    org_add("cx-02", ORG_BUREAU, "532302");
    org_add("cx-fund", ORG_FUND, "532300");
    org_add("yn-trade", ORG_PLATFORM, "530000");
    org_add(HOSPITAL, ORG_INSTITUTION, "532301");
    org_add(MAKER, ORG_COMPANY, "330100");
    user_add("root", "operator", AS_ADMIN | AS_MANAGER);
    user_add("province", "yn", AS_PROVINCE | AS_MANAGER);
    user_add("city", "cx", AS_CITY | AS_MANAGER);
    user_add("county", "cx-01", AS_COUNTY | AS_MANAGER);
    user_add("agent", "cx-fund", AS_FUND);
    user_add("trader", "yn-trade", AS_PLATFORM | AS_MANAGER);
    user_add("matron", HOSPITAL, AS_HOSPITAL | AS_MANAGER);
    user_add("buyer", HOSPITAL, AS_HOSPITAL);
    user_add("seller", MAKER, AS_REGISTRANT | AS_MANAGER);
}

int
people_setup(void **state)
{
    int rc = fresh_setup(state);
    people_add();
    return rc;
}
