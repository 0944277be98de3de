#include <string.h>

#include "access/manage.h"
#include "access/query.h"
#include "words/access.h"

/* The two people of an appointment or a hand-over, and may he who asks? */
static bool
two(struct db *db, struct arena *a, const char *by, date today, const char *one, const char *other,
    struct user *p, struct user *d, bool self, struct err *e)
{
    struct user actor;
    if (!actor_load(db, a, by, today, &actor, e) || !user_on(db, a, one, today, p, e) ||
        !user_on(db, a, other, today, d, e))
        return false;
    if (strcmp(one, other) == 0 || strcmp(p->org.code, d->org.code) != 0)
        return err_set(e, ERR_INPUT, M_DEPUTY_ORG, {other}, .field = "deputy");
    if (self && strcmp(actor.login, one) == 0)
        return true;
    /* Who stands in gets rights: nobody appoints himself. */
    return manage_must(manage_user(&actor, p, 0), one, e) &&
           manage_must(manage_user(&actor, d, 0), other, e);
}

static bool
days_fine(const struct appoint *in, struct err *e)
{
    return (date_cmp(in->from, in->today) >= 0 && date_cmp(in->until, in->from) > 0 &&
            date_cmp(in->until, date_add_years(in->from, 1)) <= 0) ||
           err_set(e, ERR_INPUT, M_DEPUTY_DAYS, .field = "until");
}

bool
appoint_deputy(struct db *db, void *arg, struct err *e)
{
    struct appoint *in = arg;
    struct user p, d;
    struct rows r;
    if (!reason_fine(in->reason, e) || !days_fine(in, e) ||
        !two(db, in->arena, in->by, in->today, in->principal, in->deputy, &p, &d, true, e))
        return false;
    int64_t roles = (in->roles != 0 ? in->roles : p.own) & ~(int64_t)AS_STAFF;
    if (roles == 0 || (roles & ~p.own) != 0) /* what was lent to him is not his to lend */
        return manage_must(MANAGE_ROLES, in->principal, e);
    const char *from = day_text(in->arena, in->from), *until = day_text(in->arena, in->until);
    if (!db_run(db, &q_deputy_get, in->arena, &r, e, v_text(in->principal), v_text(in->deputy),
                v_text(from)))
        return false;
    if (r.n > 0)
        return (row_int(&r, 0, 1) == roles && strcmp(row_text(&r, 0, 0), until) == 0) ||
               err_set(e, ERR_CONFLICT, M_DEPUTY_THERE, {in->deputy, from});
    return db_do(db, &q_deputy_insert, e, v_text(in->principal), v_text(in->deputy), v_text(from),
                 v_text(until), v_int(roles), v_text(in->reason),
                 v_text(in->by != NULL ? in->by : ""));
}

bool
end_deputy(struct db *db, void *arg, struct err *e)
{
    struct appoint *in = arg;
    struct user p, d;
    struct rows r;
    const char *from = day_text(in->arena, in->from), *today = day_text(in->arena, in->today);
    if (!two(db, in->arena, in->by, in->today, in->principal, in->deputy, &p, &d, true, e) ||
        !db_run(db, &q_deputy_get, in->arena, &r, e, v_text(in->principal), v_text(in->deputy),
                v_text(from)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_DEPUTY, {in->deputy, from});
    if (strcmp(row_text(&r, 0, 0), today) <= 0)
        return true; /* over already */
    return db_do(db, &q_deputy_end, e, v_text(in->principal), v_text(in->deputy), v_text(from),
                 v_text(strcmp(from, today) > 0 ? from : today));
}

bool
hand_over(struct db *db, void *arg, struct err *e)
{
    struct hand_over *in = arg;
    struct user g, t;
    struct rows r;
    const char *day = day_text(in->arena, in->today), *by = in->by != NULL ? in->by : "";
    if (!reason_fine(in->reason, e) ||
        !two(db, in->arena, in->by, in->today, in->giver, in->taker, &g, &t, false, e) ||
        !db_run(db, &q_handover_get, in->arena, &r, e, v_text(in->giver), v_text(day)))
        return false;
    if (r.n > 0) { /* again: nothing changes */
        in->roles = row_int(&r, 0, 1);
        return strcmp(row_text(&r, 0, 0), in->taker) == 0 ||
               err_set(e, ERR_CONFLICT, M_HANDOVER_THERE, {in->giver, day});
    }
    if (!g.active || !t.active)
        return err_set(e, ERR_CONFLICT, M_HANDOVER_ACTIVE, {g.active ? in->taker : in->giver});
    in->roles = g.own;
    return db_do(db, &q_handover_insert, e, v_text(in->giver), v_text(in->taker), v_text(day),
                 v_int(g.own), v_text(in->reason), v_text(by)) &&
           roles_put(db, in->arena, in->taker, t.own | g.own, in->today, by, in->reason, e) &&
           db_do(db, &q_deputy_stop, e, v_text(in->giver), v_text(day)) &&
           db_do(db, &q_user_until, e, v_text(in->giver), v_text(day)) &&
           db_do(db, &q_session_end_all, e, v_text(in->giver), v_text(""));
}

bool
deputy_list(struct db *db, struct arena *a, const char *org, date on, struct deputies *out,
            struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_deputy_list, a, &r, e, v_text(org), v_text(day_text(a, on))))
        return false;
    *out = (struct deputies){.list = arena_array(a, struct deputy, r.n), .n = r.n};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct deputy){row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
                                       row_text(&r, i, 3), row_text(&r, i, 5), row_text(&r, i, 6),
                                       row_int(&r, i, 4)};
    return true;
}
