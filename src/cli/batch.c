#include "cli/batch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "words/cli.h"

struct flags {
    bool quiet;
};

int
batch_split(char *s, char *word[], int max)
{
    int n = 0;
    for (;;) {
        s += strspn(s, " \t\r\n");
        if (*s == '\0' || *s == '#')
            return n;
        bool quoted = *s == '"';
        char *from = s += quoted ? 1 : 0;
        s += strcspn(s, quoted ? "\"" : " \t\r\n");
        if (n == max || (quoted && *s == '\0'))
            return -1;
        word[n++] = from;
        if (*s != '\0')
            *s++ = '\0';
    }
}

/* Paths in the file are relative to its folder. */
static bool
enter_folder(const char *path, struct err *e)
{
    char folder[BATCH_LINE_MAX];
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return true;
    size_t n = slash == path ? 1 : (size_t)(slash - path);
    if (n >= sizeof(folder))
        return err_set(e, ERR_INPUT, M_BATCH_FILE, {strerror(ENAMETOOLONG)}, .file = path);
    memcpy(folder, path, n);
    folder[n] = '\0';
    return chdir(folder) == 0 ||
           err_set(e, ERR_INPUT, M_BATCH_FILE, {strerror(errno)}, .file = path);
}

static int
run_lines(struct cli *c, FILE *in, const char *path, bool show, FILE *out)
{
    char line[BATCH_LINE_MAX], *word[CLI_WORDS_MAX];
    for (int64_t number = 1; fgets(line, sizeof(line), in) != NULL; number++) {
        size_t len = strlen(line);
        bool whole = len > 0 && (line[len - 1] == '\n' || feof(in));
        line[len - (len > 0 && line[len - 1] == '\n' ? 1 : 0)] = '\0';
        char *text = arena_strdup(c->arena, line);
        int n = whole ? batch_split(line, word, CLI_WORDS_MAX) : -1;
        if (n < 0) {
            err_set(&c->err, ERR_INPUT, M_BATCH_LINE, {NULL}, .file = path, .line = number);
            return cli_fail(c);
        }
        if (n == 0)
            continue;
        if (show)
            fprintf(c->out, "$ jicai %s\n", text);
        fflush(c->out);
        int rc = cli_call(c, n, word, out);
        if (rc != EXIT_OK) {
            err_set(&c->err, ERR_INPUT, M_BATCH_STOPPED, {text}, .file = path, .line = number);
            cli_fail(c);
            return rc;
        }
    }
    return EXIT_OK;
}

int
batch_run(struct cli *c, const char *path, bool show, bool quiet)
{
    FILE *in = fopen(path, "r"), *nowhere = quiet ? fopen("/dev/null", "w") : NULL;
    int rc = EXIT_INPUT;
    if (in == NULL || (quiet && nowhere == NULL)) {
        err_set(&c->err, ERR_INPUT, M_BATCH_FILE, {strerror(errno)}, .file = path);
        rc = cli_fail(c);
    } else if (!enter_folder(path, &c->err)) {
        rc = cli_fail(c);
    } else {
        rc = run_lines(c, in, path, show, quiet ? nowhere : c->out);
    }
    if (in != NULL)
        fclose(in);
    if (nowhere != NULL)
        fclose(nowhere);
    return rc;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    (void)n;
    return batch_run(c, word[0], true, f->quiet);
}

static const struct flag flags[] = {
    {"quiet", "", FLAG_BOOL, false, offsetof(struct flags, quiet), M_BATCH_QUIET},
};

const struct command cmd_batch = {
    .name = "batch",
    .words = "FILE",
    .summary = M_CMD_BATCH,
    .example = "jicai batch month-end.txt --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
