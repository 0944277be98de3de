#include <string.h>

#include "registry/check.h"
#include "registry/product.h"
#include "registry/query.h"
#include "words/registry.h"

enum { REPLACEMENTS_MAX = 64 };

/* One step: what `code` became by `day`. False in *changed: nothing. */
static bool
step(struct db *db, struct arena *a, const char *code, const char *day, const char **next,
     bool *disabled, bool *changed, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_map_on, a, &r, e, v_text(code), v_text(day)))
        return false;
    *changed = r.n > 0;
    if (*changed) {
        *disabled = strcmp(row_text(&r, 0, 0), "disabled") == 0;
        *next = row_text(&r, 0, 1);
    }
    return true;
}

bool
code_resolve(struct db *db, struct arena *a, const char *code, date on, const char **now,
             enum code_state *state, struct err *e)
{
    const char *day = put_date(a, on);
    *now = code;
    *state = CODE_CURRENT;
    for (int i = 0; i < REPLACEMENTS_MAX; i++) {
        bool disabled = false, changed = false;
        const char *next = "";
        if (!step(db, a, *now, day, &next, &disabled, &changed, e))
            return false;
        if (!changed)
            return true;
        *state = disabled ? CODE_DISABLED : CODE_REMAPPED;
        if (disabled)
            return true;
        *now = next;
    }
    return err_set(e, ERR_INPUT, M_MAP_CIRCLE, {code});
}

/* Would the new code, followed to its end at any time, come back to the old one? */
static bool
no_circle(struct db *db, struct arena *a, const struct code_change *in, struct err *e)
{
    const char *now = in->new_code;
    for (int i = 0; i < REPLACEMENTS_MAX; i++) {
        bool disabled = false, changed = false;
        const char *next = "";
        if (strcmp(now, in->code) == 0)
            break;
        if (!step(db, a, now, DATE_OPEN, &next, &disabled, &changed, e))
            return false;
        if (!changed || disabled)
            return true;
        now = next;
    }
    return err_set(e, ERR_INPUT, M_MAP_CIRCLE, {in->code}, .field = "new_code");
}

static bool
is_drug(const char *code)
{
    return *code == 'X' || *code == 'Z';
}

bool
code_change_put(struct db *db, struct arena *a, const struct code_change *in, enum put *how,
                struct err *e)
{
    if (!product_code_fine(in->code, is_drug(in->code), "code", e))
        return false;
    if (in->disabled != (*in->new_code == '\0'))
        return err_set(e, ERR_INPUT, M_MAP_NEW, {in->code}, .field = "new_code");
    if (!in->disabled) {
        if (!product_code_fine(in->new_code, is_drug(in->new_code), "new_code", e))
            return false;
        if (strcmp(in->code, in->new_code) == 0)
            return err_set(e, ERR_INPUT, M_MAP_SELF, {in->code}, .field = "new_code");
        if (!no_circle(db, a, in, e))
            return false;
    }
    const struct val v[] = {v_text(in->code), v_date(a, in->from),
                            v_text(in->disabled ? "disabled" : "remapped"), v_text(in->new_code),
                            v_text(in->source)};
    return put_fact(db, a, &(struct put_row){&q_map_get, &q_map_write, NULL, v, 5, 2}, how, e);
}
