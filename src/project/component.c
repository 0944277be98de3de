#include "project/component.h"

#include <string.h>

#include "access/org.h"
#include "project/life.h"
#include "project/project.h"
#include "project/query.h"
#include "words/sets.h"

enum { CODE_MAX = 32, NAME_MAX = 100 };

static bool
component_fine(const struct component *in, struct err *e)
{
    if (!code_is_plain(in->code, CODE_MAX))
        return err_set(e, ERR_INPUT, M_COMPONENT_CODE, {in->code}, .field = "component");
    if (in->per_set < 1 || in->per_set > SYSTEM_COUNT_MAX)
        return err_set(e, ERR_INPUT, M_COMPONENT_COUNT, {in->code}, .field = "per_set");
    return name_fine(in->name, NAME_MAX, "name", e);
}

bool
component_put(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              const struct component *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),       v_text(project),  v_text(group),
                            v_text(in->code),  v_text(in->name), v_text(in->class),
                            v_int(in->per_set)};
    struct components all;
    if (!component_fine(in, e) || !group_must(db, a, pool, project, group, "group", e) ||
        !project_may(db, a, pool, project, ACT_EDIT, (date){0}, e) ||
        !component_list(db, a, pool, project, group, &all, e))
        return false;
    if (all.n >= SYSTEM_PARTS_MAX && component_find(&all, in->code) == NULL)
        return err_set(e, ERR_TOO_LARGE, M_COMPONENT_MANY, {group}, .field = "component");
    return put_state(db, a, &(struct put_row){&q_component_get, &q_component_write, NULL, v, 7, 4},
                     how, e);
}

bool
component_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
               struct components *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_component_each, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *out = (struct components){r.n, arena_array(a, struct component, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        out->list[i] = (struct component){row_text(&r, i, 0), row_text(&r, i, 1),
                                          row_text(&r, i, 2), row_int(&r, i, 3)};
    return true;
}

const struct component *
component_find(const struct components *c, const char *code)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->list[i].code, code) == 0)
            return &c->list[i];
    return NULL;
}
