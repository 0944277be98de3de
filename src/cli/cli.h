/* cli.h - what every command gets and how it declares itself. `jicai help`, `jicai CMD --help` and
 * the dispatch come from the same tables.
 *
 * A command is a constant: its flags are a table of names, types and offsets into its own struct,
 * parsed before it runs. Output goes to `out` (text in the reader's language, or JSON with --json);
 * mistakes to standard error, one line each. */
#ifndef JICAI_CLI_H
#define JICAI_CLI_H
#include <stdio.h>

#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"
#include "base/host/arena.h"
#include "base/host/json.h"

enum exit_code {
    EXIT_OK = 0,
    EXIT_BROKEN = 1,  /* disk, database, network: nothing the caller typed */
    EXIT_INPUT = 2,   /* wrong usage or wrong data; nothing was changed */
    EXIT_FINDING = 3, /* the answer is no: a check failed, an example differs */
    EXIT_DRAW = 4,    /* an award ends with a tie to be drawn (RULES 3) */
};

struct db_kept;

enum { CLI_WORDS_MAX = 64, CLI_ERRS_MAX = 100 };

struct cli {
    struct arena *arena;
    enum lang lang;
    bool json;      /* --json */
    const char *db; /* --db or JICAI_DB: a file, sqlite:FILE, or a PostgreSQL URL; may be NULL */
    const char *what, *subject; /* for the log: the command; its project and words */
    FILE *out;
    struct db_kept *kept; /* of closed connections, until the command ends; see db_keep() */
    struct err err;
    struct errs errs; /* room for CLI_ERRS_MAX */
};

enum flag_type { FLAG_BOOL, FLAG_TEXT, FLAG_INT, FLAG_MONEY, FLAG_RATIO, FLAG_DATE, FLAG_MONTH };

struct flag {
    const char *name, *value; /* "rules", "FILE" */
    enum flag_type type;
    bool needed;
    size_t
        offset; /* into the command's struct: bool, const char *, int64_t, money, ratio, date... */
    enum msg help;
};

struct command {
    const char *name;  /* "award", or two words: "pack test" */
    const char *words; /* what follows beside flags: "PATH..."; "" for none */
    enum msg summary;
    const char *example;
    const struct flag *flags;
    size_t flags_n, size; /* size: of the struct that `flags` fill, zeroed first */
    int words_min, words_max;
    int (*run)(struct cli *c, const void *flags, const char *const word[], size_t words_n);
};

/* One of a table of flags that fills the file's `struct flags`. */
#define FLAG(name_, value_, type_, needed_, member_, help_)                                        \
    {                                                                                              \
        name_, value_, type_, needed_, offsetof(struct flags, member_), help_                      \
    }
/* cmd_ID without words, of flags_ID and run_ID. */
#define COMMAND(id_, name_, summary_, example_)                                                    \
    const struct command cmd_##id_ = {                                                             \
        .name = name_,                                                                             \
        .words = "",                                                                               \
        .summary = summary_,                                                                       \
        .example = example_,                                                                       \
        .flags = flags_##id_,                                                                      \
        .flags_n = sizeof(flags_##id_) / sizeof(*flags_##id_),                                     \
        .size = sizeof(struct flags),                                                              \
        .run = run_##id_,                                                                          \
    }

extern const struct command *const commands[]; /* NULL at the end; in the order of the life cycle */

/* The clock: microseconds since 1970, UTC. Nothing below the command line reads one. */
int64_t cli_now(void);
/* Print c->err or all of c->errs to standard error; the exit code that fits them. */
int cli_fail(struct cli *c);
/* A sentence of words/ with its facts, to c->out. No newline. */
void cli_say(struct cli *c, enum msg m, const char *const arg[], size_t n);
const char *cli_word(const struct cli *c, enum msg m); /* the bare text, for titles */
/* One command inside another, with the same database and language and an arena of its own. */
int cli_call(const struct cli *c, int argc, char **argv, FILE *out);
int cli_main(int argc, char **argv, FILE *out);
#endif
