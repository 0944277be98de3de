#include "cli/demo.h"

#include "cli/commands.h"
#include "words/demo_data.h"

struct flags {
    const char *dir;
};

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    const char *arg[] = {f->dir};
    (void)word, (void)n;
    if (!demo_write(c->arena, f->dir, &c->err))
        return cli_fail(c);
    cli_say(c, M_DEMO_WRITTEN, arg, 1);
    fputc('\n', c->out);
    return EXIT_OK;
}

static const struct flag demo_flags[] = {
    {"dir", "DIR", FLAG_TEXT, true, offsetof(struct flags, dir), M_FLAG_DEMO_DIR},
};

const struct command cmd_demo_data = {
    .name = "demo-data",
    .words = "",
    .summary = M_CMD_DEMO_DATA,
    .example = "jicai demo-data --dir demo",
    .flags = demo_flags,
    .flags_n = sizeof(demo_flags) / sizeof(*demo_flags),
    .size = sizeof(struct flags),
    .run = run,
};
