#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/core/text.h"
#include "cli/flags.h"
#include "db/db.h"
#include "words/cli.h"

enum { REQUEST_MAX = 512 * 1024 * 1024 };

const char *
cli_word(const struct cli *c, enum msg m)
{
    return word_text(c->lang, m);
}

void
cli_say(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    char text[ERR_TEXT_MAX];
    words_fill(text, sizeof(text), cli_word(c, m), arg, n);
    fputs(text, c->out);
}

int64_t
cli_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int
exit_of(enum err_code code)
{
    return code == ERR_IO || code == ERR_RETRY ? EXIT_BROKEN : EXIT_INPUT;
}

int
cli_fail(struct cli *c)
{
    char text[ERR_TEXT_MAX], more[INT_TEXT_MAX];
    for (size_t i = 0; i < c->errs.n; i++)
        fprintf(stderr, "%s\n", err_text(&c->errs.list[i], c->lang, text));
    if (c->errs.total > c->errs.n) {
        const char *arg[] = {int_text((int64_t)(c->errs.total - c->errs.n), more)};
        words_fill(text, sizeof(text), cli_word(c, M_CLI_MORE), arg, 1);
        fprintf(stderr, "%s\n", text);
    }
    if (c->err.code != ERR_NONE) {
        fprintf(stderr, "%s\n", err_text(&c->err, c->lang, text));
        return exit_of(c->err.code);
    }
    return c->errs.n > 0 ? exit_of(c->errs.list[0].code) : EXIT_BROKEN;
}

/* LC_ALL, LC_MESSAGES, LANG, the first that is set; Chinese unless it names English. */
static enum lang
lang_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *v = getenv(names[i]);
        if (v != NULL && *v != '\0')
            return strncmp(v, "en", 2) == 0 ? LANG_EN : LANG_ZH;
    }
    return LANG_ZH;
}

static void
help_flag(struct cli *c, const char *name, const char *value, enum msg help, bool needed)
{
    char left[64];
    snprintf(left, sizeof(left), "--%s %s", name, value);
    fprintf(c->out, "  %-26s %s%s%s%s\n", left, cli_word(c, help), needed ? " (" : "",
            needed ? cli_word(c, M_CLI_NEEDED) : "", needed ? ")" : "");
}

static int
help_command(struct cli *c, const struct command *cmd)
{
    fprintf(c->out, "%s\n\n%s: jicai %s%s%s%s\n", cli_word(c, cmd->summary),
            cli_word(c, M_CLI_USAGE), cmd->name, cmd->flags_n > 0 ? " [--...]" : "",
            *cmd->words != '\0' ? " " : "", cmd->words);
    fprintf(c->out, "\n%s:\n", cli_word(c, M_CLI_FLAGS));
    for (size_t i = 0; i < cmd->flags_n; i++)
        help_flag(c, cmd->flags[i].name, cmd->flags[i].value ? cmd->flags[i].value : "",
                  cmd->flags[i].help, cmd->flags[i].needed);
    help_flag(c, "json", "", M_CLI_JSON, false);
    help_flag(c, "db", "DB", M_CLI_DB, false);
    help_flag(c, "lang", "LANG", M_CLI_LANG, false);
    help_flag(c, "help", "", M_CLI_HELP, false);
    fprintf(c->out, "\n%s:\n  %s\n", cli_word(c, M_CLI_EXAMPLE), cmd->example);
    return EXIT_OK;
}

static bool
begins_with(const char *name, const char *word)
{
    size_t n = strlen(word);
    return n == 0 || (strncmp(name, word, n) == 0 && name[n] == ' ');
}

/* All commands, or those of one word: "fund". False: there are none. */
static bool
help_list(struct cli *c, const char *word)
{
    bool any = false;
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++)
        any = any || begins_with((*cmd)->name, word);
    if (!any)
        return false;
    fprintf(c->out, "jicai %s - %s\n\n%s: jicai COMMAND [--...]\n\n%s:\n", JICAI_VERSION,
            cli_word(c, M_CLI_ABOUT), cli_word(c, M_CLI_USAGE), cli_word(c, M_CLI_COMMANDS));
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++)
        if (begins_with((*cmd)->name, word))
            fprintf(c->out, "  %-16s %s\n", (*cmd)->name, cli_word(c, (*cmd)->summary));
    return true;
}

/* The longest name that the words begin with; *used: how many words it takes. */
static const struct command *
command_find(int argc, char **argv, int *used)
{
    const struct command *best = NULL;
    *used = 0;
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++) {
        char two[64];
        snprintf(two, sizeof(two), "%s %s", argv[0], argc > 1 ? argv[1] : "");
        int k = strcmp((*cmd)->name, argv[0]) == 0 ? 1 : strcmp((*cmd)->name, two) == 0 ? 2 : 0;
        if (k > *used) {
            best = *cmd;
            *used = k;
        }
    }
    return best;
}

/* What a command is about, for the log: its project and its words; of a path the file's name. */
static const char *
subject_of(struct cli *c, const struct command *cmd, const struct parsed *p)
{
    const char *text = "";
    for (size_t i = 0; i < cmd->flags_n; i++)
        if (cmd->flags[i].type == FLAG_TEXT && strcmp(cmd->flags[i].name, "project") == 0) {
            const char *const *at = (const void *)((const char *)p->flags + cmd->flags[i].offset);
            text = *at != NULL ? *at : "";
        }
    for (size_t i = 0; i < p->words_n; i++) {
        const char *slash = strrchr(p->word[i], '/');
        text = arena_printf(c->arena, "%s%s%s", text, *text != '\0' ? " " : "",
                            slash != NULL ? slash + 1 : p->word[i]);
    }
    return text;
}

static int
command_run(struct cli *c, const struct command *cmd, int argc, char **argv)
{
    struct parsed p;
    if (!flags_parse(c, cmd, argc, argv, &p, &c->err))
        return cli_fail(c);
    if (p.help)
        return help_command(c, cmd);
    c->what = cmd->name;
    c->subject = subject_of(c, cmd, &p);
    int rc = cmd->run(c, p.flags, p.word, p.words_n);
    if ((fflush(c->out) != 0 || ferror(c->out)) && rc == EXIT_OK) {
        err_set(&c->err, ERR_IO, M_CLI_OUT, {cmd->name});
        return cli_fail(c);
    }
    return rc;
}

/* "--lang en" anywhere among the words of a question for help. */
static int
take_lang(struct cli *c, int argc, char **argv)
{
    int n = 0;
    for (int i = 0; i < argc; i++) {
        bool lang = strcmp(argv[i], "--lang") == 0 && i + 1 < argc;
        if (lang)
            c->lang = strcmp(argv[++i], "en") == 0 ? LANG_EN : LANG_ZH;
        else
            argv[n++] = argv[i];
    }
    return n;
}

static int
unknown(struct cli *c, const char *word)
{
    err_set(&c->err, ERR_INPUT, M_CLI_UNKNOWN, {word});
    return cli_fail(c);
}

static int
help(struct cli *c, int argc, char **argv)
{
    int used, n = take_lang(c, argc, argv);
    if (n == 0)
        return help_list(c, "") ? EXIT_OK : EXIT_BROKEN;
    const struct command *cmd = command_find(n, argv, &used);
    if (cmd != NULL)
        return help_command(c, cmd);
    return help_list(c, argv[0]) ? EXIT_OK : unknown(c, argv[0]);
}

static bool
asks_help(const char *word)
{
    return strcmp(word, "help") == 0 || strcmp(word, "--help") == 0;
}

static int
dispatch(struct cli *c, int argc, char **argv)
{
    int used;
    if (argc == 0 || asks_help(argv[0]))
        return help(c, argc > 0 ? argc - 1 : 0, argv + 1);
    const struct command *cmd = command_find(argc, argv, &used);
    if (cmd != NULL)
        return command_run(c, cmd, argc - used, argv + used);
    if (argc > 1 && asks_help(argv[1])) { /* "fund --help" */
        argv[1] = argv[0];
        return help(c, argc - 1, argv + 1);
    }
    return unknown(c, argv[0]);
}

static int
with_arena(struct cli c, int argc, char **argv)
{
    c.arena = arena_new(REQUEST_MAX);
    c.errs =
        (struct errs){.list = arena_array(c.arena, struct err, CLI_ERRS_MAX), .max = CLI_ERRS_MAX};
    int rc = dispatch(&c, argc, argv);
    db_end_kept(c.kept);
    arena_free(c.arena);
    return rc;
}

int
cli_call(const struct cli *c, int argc, char **argv, FILE *out)
{
    return with_arena((struct cli){.lang = c->lang, .db = c->db, .out = out}, argc, argv);
}

int
cli_main(int argc, char **argv, FILE *out)
{
    struct cli c = {.lang = lang_of_environment(), .db = getenv("JICAI_DB"), .out = out};
    return with_arena(c, argc - 1, argv + 1);
}
