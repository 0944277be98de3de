/* kinds_access.c - organisations and their people as files. Nobody gets a password from a file:
 * each person asks for a token (jicai user token). */
#include <string.h>

#include "access/manage.h"
#include "intake/kinds.h"
#include "words/access.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

static bool
roles_cell(const char *text, int64_t *out, struct err *e)
{
    const char *bad;
    return roles_parse(out, text, &bad) ||
           err_set(e, ERR_INPUT, M_ROLE_UNKNOWN, {bad}, .field = "roles");
}

struct org_row {
    const char *code, *kind, *name, *region, *roles;
    int64_t pool;
};

static const struct column org_columns[] = {
    {"code", "机构代码", COLUMN_CODE, NEED, AT(org_row, code), NULL, 0},
    {"kind", "类别", COLUMN_CODE, NEED, AT(org_row, kind), NULL, 0},
    {"name", "名称", COLUMN_TEXT, NEED, AT(org_row, name), NULL, 0},
    {"region", "区划代码", COLUMN_CODE, COLUMN_NEEDED, AT(org_row, region), NULL, 0},
    {"pool", "统筹区", COLUMN_INT, 0, AT(org_row, pool), NULL, 0},
    {"roles", "角色", COLUMN_TEXT, 0, AT(org_row, roles), NULL, 0},
};

static bool
take_org(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct org_row *in = row;
    struct make_org m = {.arena = im->arena,
                         .org = {.code = in->code,
                                 .name = in->name,
                                 .region = in->region,
                                 .paid_by = in->pool,
                                 .reason = ""}};
    struct org was, now;
    struct err ignored;
    bool there = org_find(im->db, im->arena, in->code, &was, &ignored);
    if (!org_kind_parse(&m.org.kind, in->kind))
        return err_set(e, ERR_INPUT, M_ORG_KIND_UNKNOWN, {in->kind}, .field = "kind");
    if (!roles_cell(in->roles, &m.org.roles, e) || !make_org(im->db, &m, e) ||
        !org_find(im->db, im->arena, in->code, &now, e))
        return false;
    *how = m.fresh ? PUT_NEW
           : there && strcmp(was.name, now.name) == 0 && strcmp(was.region, now.region) == 0 &&
                   was.roles == now.roles && was.paid_by == now.paid_by
               ? PUT_SAME
               : PUT_CHANGED;
    return true;
}

const struct import_kind kind_organisations = {
    .name = "organisations",
    .title = M_KIND_ORGANISATIONS,
    KIND_COLUMNS(org_columns),
    .row = sizeof(struct org_row),
    .key = "code",
    .take = take_org,
};

struct user_row {
    const char *login, *name, *org, *roles, *phone, *email, *expert;
    int demo;
    date from, until;
};

static const struct column user_columns[] = {
    {"login", "登录名", COLUMN_CODE, NEED, AT(user_row, login), NULL, 0},
    {"name", "姓名", COLUMN_TEXT, NEED, AT(user_row, name), NULL, 0},
    {"org", "机构代码", COLUMN_CODE, NEED, AT(user_row, org), NULL, 0},
    {"roles", "角色", COLUMN_TEXT, NEED, AT(user_row, roles), NULL, 0},
    {"phone", "电话", COLUMN_TEXT, 0, AT(user_row, phone), NULL, 0},
    {"email", "邮箱", COLUMN_TEXT, 0, AT(user_row, email), NULL, 0},
    {"expert", "专家编号", COLUMN_CODE, 0, AT(user_row, expert), NULL, 0},
    {"demo", "演示", COLUMN_CHOICE, 0, AT(user_row, demo), "no/否|yes/是", 0},
    {"from", "启用日期", COLUMN_DATE, NEED, AT(user_row, from), NULL, 0},
    {"until", "停用日期", COLUMN_DATE, 0, AT(user_row, until), NULL, 0},
};

static bool
take_user(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct user_row *in = row;
    struct make_user m = {.arena = im->arena,
                          .today = in->from,
                          .from = in->from,
                          .until = in->until,
                          .at = 0,
                          .login = in->login,
                          .name = in->name,
                          .org = in->org,
                          .phone = in->phone,
                          .email = in->email,
                          .expert = in->expert,
                          .reason = "",
                          .demo = in->demo == 1,
                          .again = true};
    if (!roles_cell(in->roles, &m.roles, e) || !make_user(im->db, &m, e))
        return false;
    *how = m.fresh ? PUT_NEW : PUT_SAME;
    return true;
}

const struct import_kind kind_users = {
    .name = "users",
    .title = M_KIND_USERS,
    KIND_COLUMNS(user_columns),
    .row = sizeof(struct user_row),
    .key = "login",
    .take = take_user,
};
