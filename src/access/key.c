#include "access/key.h"

#include <stdio.h>
#include <string.h>

#include "access/query.h"
#include "words/access.h"

static bool
key_fine(const struct make_key *in, const struct user *owner, struct err *e)
{
    if (!code_is_plain(in->name, KEY_NAME_MAX))
        return err_set(e, ERR_INPUT, M_KEY_NAME, {in->name}, .field = "name");
    if (date_cmp(in->until, in->today) <= 0 ||
        date_cmp(in->until, date_add_years(in->today, 1)) > 0)
        return err_set(e, ERR_INPUT, M_KEY_DAYS, .field = "until");
    if (in->roles == 0 || (in->roles & ~owner->own) != 0 || (in->roles & AS_STAFF) != 0)
        return manage_must(MANAGE_ROLES, in->login, e);
    return true;
}

bool
make_key(struct db *db, void *arg, struct err *e)
{
    struct make_key *in = arg;
    struct user by, owner;
    struct rows r;
    char token[TOKEN_TEXT_MAX], hash[SHA256_HEX_MAX];
    if (!actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !user_on(db, in->arena, in->login, in->today, &owner, e))
        return false;
    if (strcmp(by.login, in->login) != 0 && !manage_must(manage_user(&by, &owner, 0), in->login, e))
        return false;
    if (!key_fine(in, &owner, e) ||
        !db_run(db, &q_api_key_get, in->arena, &r, e, v_text(owner.org.code), v_text(in->name)))
        return false;
    if (r.n > 0)
        return err_set(e, ERR_CONFLICT, M_KEY_THERE, {in->name}, .field = "name");
    snprintf(in->key, sizeof(in->key), KEY_SIGN "%s", token_make(token));
    return db_do(db, &q_api_key_insert, e, v_text(owner.org.code), v_text(in->name),
                 v_text(in->login), v_int(in->roles), v_text(day_text(in->arena, in->today)),
                 v_text(day_text(in->arena, in->until)), v_text(by.login),
                 v_text(token_hash(in->key, hash)));
}

bool
revoke_key(struct db *db, void *arg, struct err *e)
{
    struct revoke_key *in = arg;
    struct user by, owner;
    struct rows r;
    if (!actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !db_run(db, &q_api_key_get, in->arena, &r, e, v_text(in->org), v_text(in->name)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_KEY, {in->name});
    if (!user_on(db, in->arena, row_text(&r, 0, 0), in->today, &owner, e))
        return false;
    if (strcmp(by.login, owner.login) != 0 && !manage_must(manage_org(&by, &owner.org), in->org, e))
        return false;
    return row_int(&r, 0, 4) != 0 ||
           db_do(db, &q_api_key_revoke, e, v_text(in->org), v_text(in->name));
}

bool
key_list(struct db *db, struct arena *a, const char *org, struct keys *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_api_key_list, a, &r, e, v_text(org)))
        return false;
    *out = (struct keys){.list = arena_array(a, struct key, r.n), .n = r.n};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct key){org,
                                    row_text(&r, i, 0),
                                    row_text(&r, i, 1),
                                    row_text(&r, i, 3),
                                    row_text(&r, i, 4),
                                    row_int(&r, i, 2),
                                    row_int(&r, i, 5) != 0};
    return true;
}

bool
key_find(struct db *db, struct arena *a, const char *text, date today, struct key *out,
         struct user *owner, struct err *e)
{
    char hash[SHA256_HEX_MAX];
    struct rows r;
    bool there = false;
    const char *day = day_text(a, today);
    if (!db_run(db, &q_api_key_find, a, &r, e, v_text(token_hash(text, hash))))
        return false;
    if (r.n == 0 || row_int(&r, 0, 6) != 0 || strcmp(row_text(&r, 0, 4), day) > 0 ||
        strcmp(row_text(&r, 0, 5), day) <= 0)
        return err_set(e, ERR_LOGIN, M_KEY_WRONG);
    if (!user_look(db, a, row_text(&r, 0, 2), today, owner, &there, e))
        return false;
    if (!there || !owner->active)
        return err_set(e, ERR_LOGIN, M_KEY_WRONG);
    *out = (struct key){row_text(&r, 0, 0),
                        row_text(&r, 0, 1),
                        row_text(&r, 0, 2),
                        row_text(&r, 0, 4),
                        row_text(&r, 0, 5),
                        row_int(&r, 0, 3) & owner->own,
                        false};
    return true;
}
