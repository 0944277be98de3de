#include "oversight/call.h"

#include <string.h>

#include "oversight/query.h"
#include "words/oversight.h"
#include "words/supply.h"

const char *const call_state_names[CALL_STATES] = {"called", "agreed", "declined"};

bool
call_candidates(const struct shortage_work *w, struct candidate **out, size_t *n, struct err *e)
{
    struct shortage s;
    struct rows r;
    if (!shortage_get(w->db, w->arena, w->pool, w->number, &s, e) ||
        !db_run(w->db, &q_call_candidates, w->arena, &r, e, v_int(w->pool), v_text(s.project),
                v_text(s.product), v_text(s.company), v_date(w->arena, w->on)))
        return false;
    *n = r.n;
    *out = arena_array(w->arena, struct candidate, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct candidate){.product = row_text(&r, i, 0),
                                       .company = row_text(&r, i, 1),
                                       .kind = row_text(&r, i, 2),
                                       .listed = row_int(&r, i, 3) == 1,
                                       .price = {row_int(&r, i, 4)},
                                       .capacity = {row_int(&r, i, 5)},
                                       .stock = {row_int(&r, i, 6)}};
    return true;
}

static bool
open_case(const struct shortage_work *w, struct err *e)
{
    struct shortage s;
    return shortage_get(w->db, w->arena, w->pool, w->number, &s, e) &&
           (s.state != SHORTAGE_CLOSED ||
            err_set(e, ERR_CONFLICT, M_SHORTAGE_STATE, {w->number, shortage_state_names[s.state]},
                    .field = "case"));
}

static bool
find_candidate(const struct shortage_work *w, const char *product, struct candidate *out,
               struct err *e)
{
    struct candidate *list;
    size_t n;
    if (!call_candidates(w, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].product, product) == 0) {
            *out = list[i];
            return list[i].listed ||
                   err_set(e, ERR_CONFLICT, M_CALL_NOT_LISTED, {product}, .field = "product");
        }
    return err_set(e, ERR_INPUT, M_CALL_NO_CANDIDATE, {product, w->number}, .field = "product");
}

bool
call_up(const struct shortage_work *w, const char *product, const char *who, enum put *how,
        struct err *e)
{
    struct candidate c = {0};
    struct rows old;
    if (!open_case(w, e) || !db_run(w->db, &q_call_get, w->arena, &old, e, v_int(w->pool),
                                    v_text(w->number), v_text(product)))
        return false;
    *how = PUT_SAME;
    if (old.n > 0)
        return true;
    *how = PUT_NEW;
    return find_candidate(w, product, &c, e) &&
           db_do(w->db, &q_call_write, e, v_int(w->pool), v_text(w->number), v_text(product),
                 v_text(c.company), v_text(c.kind), v_int(c.price.units), v_date(w->arena, w->on),
                 v_text(who), v_text(call_state_names[CALL_CALLED]), v_text(""), v_text(""));
}

bool
answer_call(const struct shortage_work *w, const char *product, const char *company, bool agrees,
            const char *note, struct err *e)
{
    const char *state = call_state_names[agrees ? CALL_AGREED : CALL_DECLINED];
    struct rows old;
    if (!db_run(w->db, &q_call_get, w->arena, &old, e, v_int(w->pool), v_text(w->number),
                v_text(product)))
        return false;
    if (old.n == 0 || strcmp(row_text(&old, 0, 0), company) != 0)
        return err_set(e, ERR_NOT_FOUND, M_CALL_NONE, {product, w->number}, .field = "product");
    if (strcmp(row_text(&old, 0, 1), call_state_names[CALL_CALLED]) != 0)
        return strcmp(row_text(&old, 0, 1), state) == 0 ||
               err_set(e, ERR_CONFLICT, M_CALL_ANSWERED, {product, w->number}, .field = "agree");
    return open_case(w, e) &&
           db_do(w->db, &q_call_answer, e, v_int(w->pool), v_text(w->number), v_text(product),
                 v_text(state), v_date(w->arena, w->on), v_text(note));
}

bool
call_allows(const struct shortage_work *w, const char *product, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_call_agreed, w->arena, &r, e, v_int(w->pool), v_text(w->number)))
        return false;
    bool allowed = r.n == 0;
    for (size_t i = 0; i < r.n; i++)
        allowed = allowed || strcmp(row_text(&r, i, 0), product) == 0;
    return allowed || err_set(e, ERR_INPUT, M_CALL_OTHER, {product, row_text(&r, 0, 0), w->number},
                              .field = "receipt");
}
