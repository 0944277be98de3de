#include "access/terms.h"

#include <string.h>

#include "access/query.h"
#include "words/access.h"

bool
terms_on(struct db *db, struct arena *a, enum org_kind kind, date on, struct terms *out,
         bool *there, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_terms_on, a, &r, e, v_text(org_kind_names[kind]), v_text(day_text(a, on))))
        return false;
    *there = r.n > 0;
    if (r.n > 0)
        *out = (struct terms){kind,
                              row_text(&r, 0, 0),
                              row_text(&r, 0, 1),
                              row_text(&r, 0, 2),
                              row_text(&r, 0, 3),
                              row_text(&r, 0, 4)};
    return true;
}

bool
terms_open(struct db *db, struct arena *a, const struct org *org, date on, bool *open,
           struct err *e)
{
    struct rows r;
    *open = false;
    if (org->kind != ORG_INSTITUTION && org->kind != ORG_COMPANY)
        return true;
    if (!db_run(db, &q_terms_open, a, &r, e, v_text(org_kind_names[org->kind]), v_text(org->code),
                v_text(day_text(a, on))))
        return false;
    *open = r.n > 0;
    return true;
}

static bool
may_put(const struct user *by, enum org_kind kind, struct err *e)
{
    int64_t roles = kind == ORG_COMPANY ? AS_PLATFORM : AS_BUREAU | AS_FUND;
    bool ok =
        (by->roles & AS_ADMIN) != 0 || ((by->roles & AS_MANAGER) != 0 && (by->own & roles) != 0);
    return ok || manage_must(MANAGE_OUTSIDE, org_kind_names[kind], e);
}

bool
terms_may_put(struct db *db, const struct put_terms *in, struct err *e)
{
    struct user by;
    return actor_load(db, in->arena, in->by, in->today, &by, e) && may_put(&by, in->terms.kind, e);
}

bool
put_terms(struct db *db, void *arg, struct err *e)
{
    struct put_terms *in = arg;
    struct terms *t = &in->terms;
    struct user by;
    struct rows r, file;
    const char *from = day_text(in->arena, in->from), *due = day_text(in->arena, in->due);
    const char *kind = org_kind_names[t->kind];
    if (!code_is_plain(t->version, 20))
        return err_set(e, ERR_INPUT, M_KEY_NAME, {t->version}, .field = "version");
    if (date_cmp(in->due, in->from) < 0)
        return err_set(e, ERR_INPUT, M_TERMS_DAYS, .field = "due");
    if (!name_fine(t->title, ORG_NAME_MAX, "title", e) ||
        !actor_load(db, in->arena, in->by, in->today, &by, e) || !may_put(&by, t->kind, e) ||
        !db_run(db, &q_file_get, in->arena, &file, e, v_text(t->sha256)) ||
        !db_run(db, &q_terms_get, in->arena, &r, e, v_text(kind), v_text(t->version)))
        return false;
    if (file.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_UPLOAD, {t->sha256}, .field = "sha256");
    if (r.n > 0)
        return (strcmp(row_text(&r, 0, 1), t->sha256) == 0 &&
                strcmp(row_text(&r, 0, 2), from) == 0) ||
               err_set(e, ERR_CONFLICT, M_TERMS_THERE, {t->version}, .field = "version");
    return db_do(db, &q_terms_insert, e, v_text(kind), v_text(t->version), v_text(t->title),
                 v_text(t->sha256), v_text(from), v_text(due), v_text(by.login));
}

bool
accept_terms(struct db *db, void *arg, struct err *e)
{
    struct accept_terms *in = arg;
    struct user by;
    struct rows r, done;
    if (!actor_load(db, in->arena, in->by, in->today, &by, e))
        return false;
    if ((by.own & AS_MANAGER) == 0) /* it binds the organisation: not for a deputy */
        return manage_must(MANAGE_NOBODY, by.login, e);
    const char *kind = org_kind_names[by.org.kind], *day = day_text(in->arena, in->today);
    if (!db_run(db, &q_terms_get, in->arena, &r, e, v_text(kind), v_text(in->version)) ||
        !db_run(db, &q_terms_accepted_get, in->arena, &done, e, v_text(by.org.code), v_text(kind),
                v_text(in->version)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 2), day) > 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_TERMS, {in->version}, .field = "version");
    return done.n > 0 || db_do(db, &q_terms_accept, e, v_text(by.org.code), v_text(kind),
                               v_text(in->version), v_text(by.login), v_text(day));
}
