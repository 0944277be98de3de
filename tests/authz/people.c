#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "access/manage.h"
#include "access/role.h"
#include "access/sight.h"

const char stranger[] = "stranger";

static const char *const regions[] = {"532301", "532300", "500000", "530000", ""};
static const int64_t pools[] = {532300, 500000, 141100, 620000};

static void
must(bool ok, const struct err *e, const char *what)
{
    char text[ERR_TEXT_MAX];
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, err_text(e, LANG_EN, text));
    exit(1);
}

static int64_t
now(void)
{
    return (int64_t)time(NULL) * 1000000;
}

static date
today(void)
{
    return (date){(int32_t)((time(NULL) + 8 * 3600) / 86400)};
}

/* The first kind and region whose people may have the role. */
static void
place(int role, struct who *out)
{
    for (size_t r = 0; r < sizeof(regions) / sizeof(*regions); r++)
        for (int k = 0; k < ORG_KINDS; k++)
            if ((org_kind_roles((enum org_kind)k, regions[r]) >> role & 1) != 0 &&
                (role != 1 || k == ORG_INSTITUTION)) { /* a manager: of a hospital */
                out->kind = (enum org_kind)k;
                out->region = regions[r];
                return;
            }
    fprintf(stderr, "no organisation may have %s\n", role_names[role]);
    exit(1);
}

struct make {
    struct arena *a;
    const char *login, *org, *region;
    enum org_kind kind;
    int64_t roles, paid_by;
};

static bool
make(struct db *db, void *arg, struct err *e)
{
    struct make *m = arg;
    struct make_org org = {.arena = m->a,
                           .today = today(),
                           .org = {.code = m->org,
                                   .name = m->org,
                                   .kind = m->kind,
                                   .region = m->region,
                                   .paid_by = m->paid_by,
                                   .reason = ""}};
    struct make_user user = {.arena = m->a,
                             .today = today(),
                             .at = now(),
                             .login = m->login,
                             .name = m->login,
                             .org = m->org,
                             .phone = "",
                             .email = "",
                             .expert = "",
                             .reason = "authz",
                             .roles = m->roles};
    return make_org(db, &org, e) && make_user(db, &user, e);
}

static void
pools_of(struct who *w)
{
    bool everywhere = w->kind == ORG_COMPANY || w->kind == ORG_OPERATOR || *w->region == '\0';
    for (size_t i = 0; i < sizeof(pools) / sizeof(*pools); i++) {
        if (w->own == 0 && (everywhere || region_acts_in_pool(w->region, 0, pools[i])))
            w->own = pools[i];
        else if (w->other == 0 && !everywhere && !region_sees_pool(w->region, 0, pools[i]))
            w->other = pools[i];
    }
    if (w->own == 0)
        w->own = pools[0];
}

void
people_make(struct db *db, struct arena *a, int role, struct who *out)
{
    struct err e;
    place(role, out);
    snprintf(out->login, sizeof(out->login), "a-%s", role_names[role]);
    snprintf(out->org, sizeof(out->org), "ORG-%s", role_names[role]);
    struct make m = {a, out->login, out->org, out->region, out->kind, INT64_C(1) << role, 0};
    must(db_tx(db, 0, make, &m, &e), &e, out->login);
    pools_of(out);
}

void
stranger_make(struct db *db, struct arena *a)
{
    struct err e;
    struct make m = {a, stranger, "ORG-stranger", "620000", ORG_INSTITUTION, AS_HOSPITAL, 0};
    must(db_tx(db, 0, make, &m, &e), &e, stranger);
}

struct open {
    struct arena *a;
    struct who *w;
};

static bool
open_both(struct db *db, void *arg, struct err *e)
{
    struct open *o = arg;
    struct session_new in = {o->w->login, "127.0.0.1", STAGE_FULL, now(), false};
    struct session_new old = in;
    old.at -= INT64_C(86400) * 1000000 * 2;
    return session_open(db, o->a, &in, o->w->token, e) &&
           session_open(db, o->a, &old, o->w->over, e);
}

/* Past all rules: this is the test's own hand on the tables. */
void
people_again(struct db *db, struct arena *a, struct who *w)
{
    static const char mend[] = "UPDATE organisation SET suspended = 0; "
                               "UPDATE person SET suspended = 0, until_on = '9999-12-31'; "
                               "UPDATE person_role SET until_on = '9999-12-31' WHERE made_by = ''; "
                               "DELETE FROM session WHERE login = '";
    struct err e;
    struct open o = {a, w};
    const char *text = arena_printf(a, "%s%s'", mend, w->login);
    must(db->ops->exec(db, text, &e), &e, "mend");
    must(db_tx(db, 0, open_both, &o, &e), &e, "session");
    session_csrf(w->token, w->csrf);
}
