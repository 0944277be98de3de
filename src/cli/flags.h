/* flags.h - the words behind a command, sorted into flags and arguments. */
#ifndef JICAI_FLAGS_H
#define JICAI_FLAGS_H
#include "cli/cli.h"

struct parsed {
    void *flags; /* as cmd->flags say; in the arena */
    const char *word[CLI_WORDS_MAX];
    size_t words_n;
    bool help;
};

/* "--name value" or "--name=value"; "--" ends the flags; --json, --db, --lang, --help everywhere.
 */
bool flags_parse(struct cli *c, const struct command *cmd, int argc, char **argv,
                 struct parsed *out, struct err *e);
#endif
