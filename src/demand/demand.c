#include "demand/demand.h"

#include <assert.h>
#include <string.h>

#include "demand/query.h"
#include "registry/check.h"
#include "words/demand.h"

const char *const demand_state_names[DEMAND_STATES] = {"reported", "in_review", "reviewed",
                                                       "returned"};

bool
usage_put(struct db *db, struct arena *a, const struct demand_key *k, int64_t year, qty used,
          enum put *how, struct err *e)
{
    const struct val v[] = {v_int(k->pool),         v_text(k->project), v_text(k->group),
                            v_text(k->institution), v_text(k->product), v_int(year),
                            v_int(used.pieces)};
    return put_state(db, a, &(struct put_row){&q_usage_get, &q_usage_write, NULL, v, 7, 6}, how, e);
}

/* False with ERR_NONE: there is none. */
static bool
find(struct db *db, struct arena *a, const struct demand_key *k, struct demand *out, struct err *e)
{
    struct rows r;
    int state = 0;
    *e = (struct err){.code = ERR_NONE};
    if (!db_run(db, &q_demand_get, a, &r, e, v_int(k->pool), v_text(k->project), v_text(k->group),
                v_text(k->institution), v_text(k->product)) ||
        r.n == 0)
        return false;
    *out = (struct demand){.reported = {row_int(&r, 0, 0)},
                           .reviewed = {row_int(&r, 0, 2)},
                           .reason = row_text(&r, 0, 1)};
    bool known = name_find(demand_state_names, DEMAND_STATES, row_text(&r, 0, 3), &state);
    assert(known);
    out->state = (enum demand_state)state;
    if (!name_find(review_level_names, REVIEW_LEVELS, row_text(&r, 0, 4), &out->level))
        out->level = -1;
    return true;
}

bool
demand_get(struct db *db, struct arena *a, const struct demand_key *k, struct demand *out,
           struct err *e)
{
    return find(db, a, k, out, e) ||
           (e->code == ERR_NONE &&
            err_set(e, ERR_NOT_FOUND, M_DEMAND_UNKNOWN, {k->institution, k->group, k->product},
                    .field = "hospital"));
}

static bool
write_row(struct db *db, const struct demand_key *k, const struct demand *d, struct err *e)
{
    return db_do(db, &q_demand_write, e, v_int(k->pool), v_text(k->project), v_text(k->group),
                 v_text(k->institution), v_text(k->product), v_int(d->reported.pieces),
                 v_text(d->reason), v_int(d->reviewed.pieces), v_text(demand_state_names[d->state]),
                 v_text(d->level < 0 ? "" : review_level_names[d->level]));
}

static bool
one_kind(struct db *db, struct arena *a, const struct demand_key *k, struct err *e)
{
    struct rows r;
    return db_run(db, &q_demand_other_kind, a, &r, e, v_int(k->pool), v_text(k->project),
                  v_text(k->group), v_text(k->institution), v_text(k->product)) &&
           (row_int(&r, 0, 0) == 0 || err_set(e, ERR_CONFLICT, M_DEMAND_MIXED,
                                              {k->institution, k->group}, .field = "product"));
}

bool
report_demand(struct db *db, struct arena *a, const struct demand_key *k, qty reported,
              const char *reason, enum put *how, struct err *e)
{
    struct demand old,
        d = {.reported = reported, .reviewed = reported, .level = -1, .reason = reason};
    bool known = find(db, a, k, &old, e);

    if (!known && e->code != ERR_NONE)
        return false;
    *how = known ? PUT_SAME : PUT_NEW;
    if (known && old.reported.pieces == reported.pieces && strcmp(old.reason, reason) == 0)
        return true;
    if (known && (old.state == DEMAND_IN_REVIEW || old.state == DEMAND_REVIEWED))
        return err_set(e, ERR_CONFLICT, M_DEMAND_REVIEWED, {k->institution, k->group, k->product},
                       .field = "qty");
    if (known)
        *how = PUT_CHANGED;
    else if (!one_kind(db, a, k, e))
        return false;
    return write_row(db, k, &d, e);
}

bool
report_again(struct db *db, struct arena *a, const struct demand_key *k, qty reported,
             const char *reason, struct err *e)
{
    struct demand old;
    const struct demand d = {
        .reported = reported, .reviewed = reported, .level = -1, .reason = reason};
    if (!demand_get(db, a, k, &old, e))
        return false;
    assert(old.state == DEMAND_RETURNED);
    return write_row(db, k, &d, e);
}

/* --- review --- */

static bool
stored(const struct rows *r, size_t i, const struct review *in, qty after, const char *on)
{
    return strcmp(row_text(r, i, 1), review_level_names[in->level]) == 0 &&
           strcmp(row_text(r, i, 2), review_verdict_names[in->verdict]) == 0 &&
           (in->verdict != REVIEW_SET || row_int(r, i, 4) == after.pieces) &&
           strcmp(row_text(r, i, 5), in->reason) == 0 &&
           strcmp(row_text(r, i, 6), review_ground_names[in->ground]) == 0 &&
           strcmp(row_text(r, i, 7), on) == 0;
}

static bool
refuse(enum review_answer answer, const struct demand_key *k, const struct review_chain *chain,
       const struct demand *d, const struct review *in, struct err *e)
{
    const char *given = review_level_names[in->level], *next = review_level_next(chain, d->level);
    switch (answer) {
    case REVIEW_WAITS:
        return err_set(e, ERR_CONFLICT, M_REVIEW_WAITS, {k->institution, k->group},
                       .field = "hospital");
    case REVIEW_DONE:
        return err_set(e, ERR_CONFLICT, M_REVIEW_DONE, {k->institution, k->group},
                       .field = "level");
    case REVIEW_WRONG_LEVEL:
        return err_set(e, ERR_INPUT, M_REVIEW_LEVEL, {given, next}, .field = "level");
    case REVIEW_NO_REASON:
        return err_set(e, ERR_INPUT, M_REVIEW_REASON, {given}, .field = "reason");
    case REVIEW_NO_GROUND:
        return err_set(e, ERR_INPUT, M_REVIEW_GROUND, {given}, .field = "ground");
    case REVIEW_SAME_QTY: return err_set(e, ERR_INPUT, M_REVIEW_SAME, {given}, .field = "qty");
    case REVIEW_OK:
    case REVIEW_ANSWERS: break;
    }
    return true;
}

static void
move_on(struct demand *d, const struct review_chain *chain, const struct review *in)
{
    d->level = (int)in->level;
    if (in->verdict == REVIEW_SET)
        d->reviewed = in->qty;
    d->state = in->verdict == REVIEW_RETURNED                            ? DEMAND_RETURNED
               : in->final || review_level_next(chain, d->level) == NULL ? DEMAND_REVIEWED
                                                                         : DEMAND_IN_REVIEW;
    if (in->verdict == REVIEW_RETURNED) { /* the next report begins at the start of the chain */
        d->level = -1;
        d->reviewed = d->reported;
    }
}

bool
review_demand(struct db *db, struct arena *a, const struct demand_key *k,
              const struct review_chain *chain, const struct review *in, enum put *how,
              struct err *e)
{
    struct demand d;
    struct rows r;
    const char *on = in->on.day == 0 ? "" : date_text(in->on, arena_alloc(a, DATE_TEXT_MAX));

    if (!demand_get(db, a, k, &d, e) ||
        !db_run(db, &q_review_list, a, &r, e, v_int(k->pool), v_text(k->project), v_text(k->group),
                v_text(k->institution), v_text(k->product)))
        return false;
    *how = PUT_SAME;
    for (size_t i = 0; i < r.n; i++)
        if (stored(&r, i, in, in->qty, on))
            return true;
    if (!refuse(review_check(chain, &d, in), k, chain, &d, in, e))
        return false;
    qty came = d.reviewed, after = in->verdict == REVIEW_SET ? in->qty : came;
    move_on(&d, chain, in);
    *how = PUT_NEW;
    return write_row(db, k, &d, e) &&
           db_do(db, &q_review_write, e, v_int(k->pool), v_text(k->project), v_text(k->group),
                 v_text(k->institution), v_text(k->product), v_int((int64_t)r.n + 1),
                 v_text(review_level_names[in->level]), v_text(review_verdict_names[in->verdict]),
                 v_int(came.pieces), v_int(after.pieces), v_text(in->reason),
                 v_text(review_ground_names[in->ground]), v_text(on));
}

bool
demand_progress(struct db *db, struct arena *a, int64_t pool, const char *project,
                struct demand_progress *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_demand_states, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = (struct demand_progress){row_int(&r, 0, 0), row_int(&r, 0, 1), row_int(&r, 0, 2)};
    return true;
}
