#include "ward/path.h"

#include <string.h>

#include "project/project.h"
#include "registry/institution.h"
#include "tender/award_change.h"
#include "ward/meeting.h"
#include "ward/query.h"
#include "words/ward.h"

struct work {
    struct db *db;
    struct arena *a;
    int64_t pool;
    const struct clinical_path *in;
    int64_t *place; /* of each item in its group */
    bool *selected;
};

static bool
same_group(const struct path_item *x, const struct path_item *y)
{
    return strcmp(x->project, y->project) == 0 && strcmp(x->group, y->group) == 0;
}

static bool
is_selected(struct work *w, const struct path_item *i, bool *out, struct err *e)
{
    struct award_change now;
    bool ever;
    if (!award_on(w->db, w->a, w->pool, i->project, i->product, w->in->from, &now, &ever, e))
        return false;
    *out = ever && now.selected && strcmp(now.group, i->group) == 0;
    return true;
}

/* Against those before it in the same group. */
static bool
item_fine(struct work *w, size_t n, struct err *e)
{
    const struct path_item *i = &w->in->item[n];
    if (!group_must(w->db, w->a, w->pool, i->project, i->group, "items", e) ||
        !product_must(w->db, w->a, i->product, "items", e) ||
        !is_selected(w, i, &w->selected[n], e))
        return false;
    w->place[n] = 1;
    for (size_t k = 0; k < n; k++) {
        const struct path_item *before = &w->in->item[k];
        if (!same_group(before, i))
            continue;
        if (strcmp(before->product, i->product) == 0)
            return err_set(e, ERR_INPUT, M_PATH_TWICE, {i->product, i->group}, .field = "items");
        if (w->selected[n] && !w->selected[k])
            return err_set(e, ERR_INPUT, M_PATH_ORDER, {i->product, before->product, i->group},
                           .field = "items");
        w->place[n]++;
    }
    return w->place[n] > 1 || w->selected[n] ||
           err_set(e, ERR_INPUT, M_PATH_NONE, {i->group, i->product}, .field = "items");
}

static bool
same_items(struct work *w, int64_t version, bool *same, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_path_items, w->a, &r, e, v_int(w->pool), v_text(w->in->institution),
                v_text(w->in->path), v_int(version)))
        return false;
    *same = r.n == w->in->items;
    for (size_t i = 0; *same && i < r.n; i++) {
        bool found = false;
        for (size_t k = 0; !found && k < w->in->items; k++) {
            const struct path_item *x = &w->in->item[k];
            found = strcmp(row_text(&r, i, 0), x->project) == 0 &&
                    strcmp(row_text(&r, i, 1), x->group) == 0 && row_int(&r, i, 2) == w->place[k] &&
                    strcmp(row_text(&r, i, 3), x->product) == 0;
        }
        *same = found;
    }
    return true;
}

/* The last version: is this one it, or may it follow? */
static bool
look_at_last(struct work *w, int64_t *version, enum put *how, struct err *e)
{
    const struct clinical_path *in = w->in;
    struct rows r;
    bool same;
    if (!db_run(w->db, &q_path_last, w->a, &r, e, v_int(w->pool), v_text(in->institution),
                v_text(in->path)))
        return false;
    *version = 1;
    *how = PUT_NEW;
    if (r.n == 0)
        return true;
    *version = row_int(&r, 0, 0);
    if (!same_items(w, *version, &same, e))
        return false;
    same = same && strcmp(row_text(&r, 0, 1), in->title) == 0 &&
           strcmp(row_text(&r, 0, 2), put_date(w->a, in->from)) == 0 &&
           strcmp(row_text(&r, 0, 3), in->file) == 0;
    *how = same ? PUT_SAME : PUT_CHANGED;
    *version += same ? 0 : 1;
    return same || strcmp(row_text(&r, 0, 2), put_date(w->a, in->from)) <= 0 ||
           err_set(e, ERR_CONFLICT, M_PATH_BEFORE, {in->path, row_text(&r, 0, 2)}, .field = "from");
}

bool
path_put(struct db *db, struct arena *a, int64_t pool, const struct clinical_path *in,
         int64_t *version, enum put *how, struct err *e)
{
    struct work w = {.db = db, .a = a, .pool = pool, .in = in};
    w.place = arena_array(a, int64_t, in->items + 1);
    w.selected = arena_array(a, bool, in->items + 1);
    if (!institution_must(db, a, in->institution, "hospital", e) ||
        !ward_file_must(db, a, in->file, e))
        return false;
    if (in->items == 0)
        return err_set(e, ERR_INPUT, M_PATH_EMPTY, {in->path}, .field = "items");
    for (size_t i = 0; i < in->items; i++)
        if (!item_fine(&w, i, e))
            return false;
    if (!look_at_last(&w, version, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!db_do(db, &q_path_write, e, v_int(pool), v_text(in->institution), v_text(in->path),
               v_int(*version), v_text(in->title), v_date(a, in->from), v_text(in->file),
               v_text(in->who)))
        return false;
    for (size_t i = 0; i < in->items; i++)
        if (!db_do(db, &q_path_item_write, e, v_int(pool), v_text(in->institution),
                   v_text(in->path), v_int(*version), v_text(in->item[i].project),
                   v_text(in->item[i].group), v_int(w.place[i]), v_text(in->item[i].product),
                   v_int(w.selected[i])))
            return false;
    return true;
}
