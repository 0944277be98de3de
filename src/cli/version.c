#include "cli/commands.h"
#include "words/cli.h"

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)flags, (void)word, (void)n;
    fprintf(c->out, "jicai %s\n", JICAI_VERSION);
    return EXIT_OK;
}

const struct command cmd_version = {
    .name = "version",
    .words = "",
    .summary = M_CMD_VERSION,
    .example = "jicai version",
    .run = run,
};
