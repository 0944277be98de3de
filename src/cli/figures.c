#include "cli/figures.h"

#include "cli/explain_cite.h"
#include "cli/explain_out.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "project/explained.h"

enum { STEPS_MAX = 256 };

static bool
find(struct db *db, void *arg, struct err *e)
{
    struct figures *f = arg;
    return project_find(db, f->c->arena, f->project_code, f->pool, &f->project, &f->pack, e);
}

static bool
steps_of(struct figures *f, size_t i, struct explain *x)
{
    struct stamp stamp;
    bool found;
    const char *id =
        arena_printf(f->c->arena, "%s/%s/%s", f->project.code, f->period, f->row(f, i));
    return explained_get(f->db, f->c->arena, f->project.pool, f->what, id, &stamp, x, &found,
                         &f->c->err);
}

static bool
print_row(struct figures *f, struct json *j, size_t i)
{
    struct explain *x = explain_new(f->c->arena, STEPS_MAX);
    if (f->explain && !steps_of(f, i, x))
        return false;
    if (j == NULL) {
        f->text(f, i);
        explain_cite(f->c, x, f->pack);
        return true;
    }
    json_open(j, NULL, '{');
    f->json(f, j, i);
    if (f->explain)
        explain_json(f->c, j, x);
    json_close(j, '}');
    return true;
}

static bool
print(struct figures *f)
{
    struct cli *c = f->c;
    struct json out, *j = c->json ? &out : NULL;
    if (j != NULL) {
        json_start(j, c->out);
        json_open(j, NULL, '{');
        json_text(j, "project", f->project.code);
        if (f->year > 0)
            json_int(j, "year", f->year);
        json_open(j, "institutions", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, f->head));
    }
    for (size_t i = 0; i < f->n; i++)
        if (!print_row(f, j, i))
            return false;
    if (j != NULL)
        json_close(j, ']');
    if (f->end != NULL && !f->end(f, j))
        return false;
    if (j != NULL) {
        json_close(j, '}');
        json_end(j);
    }
    return true;
}

int
figures_run(struct figures *f)
{
    struct cli *c = f->c;
    if (!store_open(c, &f->db))
        return cli_fail(c);
    bool ok = db_read(f->db, find, f, &c->err) &&
              db_tx(f->db, f->project.pool, f->compute, f, &c->err) && print(f);
    db_close(f->db);
    return ok ? EXIT_OK : cli_fail(c);
}
