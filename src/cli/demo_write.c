#include "cli/demo.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/demo_case.h"
#include "words/cli_allocate.h"

static bool
make_folder(struct arena *a, const char *dir, const char *name, struct err *e)
{
    const char *path = *name != '\0' ? arena_printf(a, "%s/%s", dir, name) : dir;
    return mkdir(path, 0777) == 0 || errno == EEXIST ||
           err_set(e, ERR_IO, M_OUTFILE, {strerror(errno)}, .file = path);
}

/* What the program has to compute between the files; the runner does it. */
static void
stage(struct demo *d, const char *what)
{
    demo_line(d->batch, "# now %s: --pool %06lld --project %s", what, (long long)d->pool,
              d->project);
    demo_line(d->manifest, "%d,compute,%s,,%06lld,%s", ++d->step, what, (long long)d->pool,
              d->project);
}

static bool
write_case(struct demo *d, struct demo_case *c)
{
    d->folder = c->folder;
    d->pool = c->pool;
    d->project = c->project;
    if (!make_folder(d->arena, d->dir, c->folder, d->e))
        return false;
    demo_line(d->batch, "\n# %s（合成数据）", c->name);
    demo_make(d, c);
    d->phase = "registry";
    demo_registry(d, c);
    d->phase = "project";
    if (c->own_rules)
        demo_rules(d, c);
    demo_project(d, c);
    if (demo_reached(c, PHASE_OPENING))
        stage(d, "volume award allocate");
    d->phase = "agreement";
    if (demo_reached(c, PHASE_RUNNING))
        demo_deliveries(d, c);
    if (c->more != NULL)
        c->more(d, c);
    if (demo_reached(c, PHASE_RUNNING)) {
        stage(d, "agree list prepay");
        d->phase = "trade";
        demo_trade(d, c);
        stage(d, "offset settle retention assess");
    }
    stage(d, "publish move");
    return !d->failed;
}

bool
demo_write(struct arena *a, const char *dir, struct err *e)
{
    struct demo d = {.arena = a, .dir = dir, .e = e};
    *e = (struct err){.code = ERR_NONE};
    if (!make_folder(a, dir, "", e) ||
        !outfile_open(&d.manifest, a, arena_printf(a, "%s/manifest.csv", dir), e) ||
        !outfile_open(&d.batch, a, arena_printf(a, "%s/import.batch", dir), e))
        return false;
    demo_line(d.manifest, "step,phase,kind,file,pool,project");
    demo_line(d.batch, "# 合成数据：按固定种子生成，公布的合计与文件一致。"
                       "Synthetic data from a fixed seed; published totals are met.");
    for (int i = 0; i < demo_cases_n(); i++) {
        struct arena *own = arena_new(512 * 1024 * 1024);
        struct demo_case c = demo_case_of(i);
        d.arena = own;
        bool ok = write_case(&d, &c);
        arena_free(own);
        if (!ok)
            return false;
    }
    return outfile_close(d.batch, e) && outfile_close(d.manifest, e);
}
