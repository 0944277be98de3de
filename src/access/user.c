#include "access/user.h"

#include <string.h>

#include "access/query.h"
#include "words/access.h"

static const char login_signs[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.@";

const char *
day_text(struct arena *a, date d)
{
    char text[DATE_TEXT_MAX];
    return arena_strdup(a, date_text(d, text));
}

bool
login_fine(const char *login, struct err *e)
{
    size_t n = strlen(login);
    bool ok = n >= 2 && n <= LOGIN_MAX && strspn(login, login_signs) == n &&
              strchr("-_.@", login[0]) == NULL;
    return ok || err_set(e, ERR_INPUT, M_LOGIN_SIGNS, .field = "login");
}

const char *
login_fold(struct arena *a, const char *typed)
{
    struct err ignored;
    if (strlen(typed) > LOGIN_MAX)
        return NULL;
    char *login = arena_strdup(a, typed);
    for (char *s = login; *s != '\0'; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    return login_fine(login, &ignored) ? login : NULL;
}

static void
from_row(const struct rows *r, size_t i, struct user *out)
{
    *out = (struct user){
        .login = row_text(r, i, 0),
        .name = row_text(r, i, 2),
        .phone = row_text(r, i, 3),
        .email = row_text(r, i, 4),
        .expert = row_text(r, i, 5),
        .from_on = row_text(r, i, 6),
        .until_on = row_text(r, i, 7),
        .suspended = row_int(r, i, 8) != 0,
        .reason = row_text(r, i, 9),
        .demo = row_int(r, i, 10) != 0,
        .made_by = row_text(r, i, 11),
        .org = {.code = row_text(r, i, 1),
                .name = row_text(r, i, 13),
                .region = row_text(r, i, 14),
                .paid_by = row_int(r, i, 15),
                .roles = row_int(r, i, 16),
                .suspended = row_int(r, i, 17) != 0,
                .reason = ""},
    };
    (void)org_kind_parse(&out->org.kind, row_text(r, i, 12));
}

/* What he may do that day: a principal lends what he has himself, never rights over people. */
static bool
roles_of(struct db *db, struct arena *a, struct user *u, const char *day, struct err *e)
{
    struct rows own, lent;
    if (!db_run(db, &q_role_on, a, &own, e, v_text(u->login), v_text(day)) ||
        !db_run(db, &q_deputy_roles, a, &lent, e, v_text(u->login), v_text(day)))
        return false;
    int64_t most = u->org.roles & org_kind_roles(u->org.kind, u->org.region);
    u->own = own.n > 0 ? row_int(&own, 0, 0) & most : 0;
    u->roles = u->own;
    for (size_t i = 0; i < lent.n; i++)
        u->roles |= row_int(&lent, i, 1) & row_int(&lent, i, 2) & most & ~(int64_t)AS_STAFF;
    u->active = !u->suspended && !u->org.suspended && strcmp(u->from_on, day) <= 0 &&
                strcmp(u->until_on, day) > 0;
    if (!u->active)
        u->roles = 0;
    return true;
}

bool
user_look(struct db *db, struct arena *a, const char *login, date on, struct user *out, bool *there,
          struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_user_get, a, &r, e, v_text(login)))
        return false;
    *there = r.n > 0;
    if (r.n == 0)
        return true;
    from_row(&r, 0, out);
    return roles_of(db, a, out, day_text(a, on), e);
}

bool
user_on(struct db *db, struct arena *a, const char *login, date on, struct user *out, struct err *e)
{
    bool there;
    if (!user_look(db, a, login, on, out, &there, e))
        return false;
    return there || err_set(e, ERR_NOT_FOUND, M_NO_USER, {login}, .field = "login");
}

static bool
from_rows(struct db *db, struct arena *a, const struct rows *r, date on, struct users *out,
          struct err *e)
{
    *out = (struct users){.list = arena_array(a, struct user, r->n), .n = r->n};
    const char *day = day_text(a, on);
    for (size_t i = 0; i < r->n; i++) {
        from_row(r, i, &out->list[i]);
        if (!roles_of(db, a, &out->list[i], day, e))
            return false;
    }
    return true;
}

bool
user_list(struct db *db, struct arena *a, const struct org_filter *f, date on, struct users *out,
          struct err *e)
{
    struct rows r;
    return db_run(db, &q_user_list, a, &r, e, v_text(f->after), v_text(f->lo), v_text(f->hi),
                  v_text(f->only), v_int(f->limit)) &&
           from_rows(db, a, &r, on, out, e);
}

bool
user_demo(struct db *db, struct arena *a, date on, int64_t limit, struct users *out, struct err *e)
{
    struct rows r;
    return db_run(db, &q_user_demo, a, &r, e, v_int(limit)) && from_rows(db, a, &r, on, out, e);
}
