/* The first administrator of an installation. */
#include <string.h>

#include "access/lockout.h"
#include "access/manage.h"
#include "access/query.h"

/* Since ever, so that two databases made on different days have the same digest. */
static const char since[] = "1900-01-01";

static bool
make_admin(struct db *db, struct first_admin *in, struct err *e)
{
    const struct org org = {
        .code = "operator", .name = "operator", .kind = ORG_OPERATOR, .region = "", .reason = ""};
    struct rows r;
    bool fresh, there;
    struct user u;
    date ever;
    if (!date_parse(&ever, since) || !db_run(db, &q_org_get, in->arena, &r, e, v_text(org.code)) ||
        !user_look(db, in->arena, FIRST_ADMIN, in->today, &u, &there, e))
        return false;
    if (r.n == 0 && !org_put(db, in->arena, &org, &fresh, e))
        return false;
    return there || (db_do(db, &q_user_insert, e, v_text(FIRST_ADMIN), v_text(org.code),
                           v_text(FIRST_ADMIN), v_text(""), v_text(""), v_text(""), v_text(since),
                           v_text("9999-12-31"), v_int(0), v_text("")) &&
                     roles_put(db, in->arena, FIRST_ADMIN, AS_ADMIN | AS_MANAGER, ever, "", "", e));
}

bool
first_admin(struct db *db, void *arg, struct err *e)
{
    struct first_admin *in = arg;
    struct rows r;
    in->token[0] = '\0';
    if (!db_run(db, &q_admins_all, in->arena, &r, e, v_text(day_text(in->arena, in->today))))
        return false;
    return row_int(&r, 0, 0) > 0 ||
           (make_admin(db, in, e) && ticket_put(db, FIRST_ADMIN, false, "", token_make(in->token),
                                                in->at + SECONDS(TICKET_LIFE), e));
}
