#include "project/expert.h"

#include <string.h>

#include "engine/draw.h"
#include "project/query.h"
#include "words/experts.h"

const char *const speciality_names[SPECIALITIES] = {"clinical", "insurance", "management"};

bool
speciality_parse(enum speciality *out, const char *name, size_t n)
{
    for (int s = 0; s < SPECIALITIES; s++) {
        if (strlen(speciality_names[s]) != n || strncmp(speciality_names[s], name, n) != 0)
            continue;
        *out = (enum speciality)s;
        return true;
    }
    return false;
}

bool
expert_put(struct db *db, struct arena *a, int64_t pool, const struct expert *in, enum put *how,
           struct err *e)
{
    const char *removed =
        in->removed_on.day == 0 ? "" : date_text(in->removed_on, arena_alloc(a, DATE_TEXT_MAX));
    const struct val v[] = {v_int(pool),
                            v_text(in->code),
                            v_text(in->name),
                            v_text(in->employer),
                            v_text(speciality_names[in->speciality]),
                            v_text(in->companies),
                            v_int(in->available),
                            v_text(removed),
                            v_text(in->reason)};
    if ((*removed != '\0') != (*in->reason != '\0'))
        return err_set(e, ERR_INPUT, M_EXPERT_REMOVED, {in->code}, .field = "reason");
    return put_state(db, a, &(struct put_row){&q_expert_get, &q_expert_write, NULL, v, 9, 2}, how,
                     e);
}

bool
expert_on(struct db *db, struct arena *a, int64_t pool, date on, struct experts *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_expert_on, a, &r, e, v_int(pool), v_date(a, on),
                v_int(DRAW_CANDIDATES_MAX + 1)))
        return false;
    if (r.n > DRAW_CANDIDATES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_EXPERT_MANY, {""});
    out->n = r.n;
    out->list = arena_array(a, struct expert, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct expert *x = &out->list[i];
        const char *speciality = row_text(&r, i, 3);
        *x = (struct expert){.code = row_text(&r, i, 0),
                             .name = row_text(&r, i, 1),
                             .employer = row_text(&r, i, 2),
                             .companies = row_text(&r, i, 4),
                             .available = true,
                             .reason = ""};
        (void)speciality_parse(&x->speciality, speciality, strlen(speciality));
    }
    return true;
}
