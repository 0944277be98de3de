#include "cli/flags.h"

#include <string.h>

#include "base/core/text.h"
#include "words/cli.h"

static bool
value_parse(const struct flag *f, void *at, const char *s)
{
    switch (f->type) {
    case FLAG_BOOL: return false;
    case FLAG_TEXT: *(const char **)at = s; return *s != '\0' && text_is_clean(s, strlen(s));
    case FLAG_INT: return int_parse(at, s);
    case FLAG_MONEY: return money_parse(at, s);
    case FLAG_RATIO: return ratio_parse(at, s);
    case FLAG_DATE: return date_parse(at, s);
    case FLAG_MONTH: return month_parse(at, s);
    }
    return false;
}

static const struct flag *
flag_find(const struct command *cmd, const char *name, size_t n)
{
    for (size_t i = 0; i < cmd->flags_n; i++)
        if (strlen(cmd->flags[i].name) == n && strncmp(cmd->flags[i].name, name, n) == 0)
            return &cmd->flags[i];
    return NULL;
}

static bool
is(const char *name, size_t n, const char *want)
{
    return strlen(want) == n && strncmp(name, want, n) == 0;
}

/* The flags that every command has. 1: taken, 0: not one of them, -1: its value is missing or bad.
 */
static int
common(struct cli *c, struct parsed *p, const char *name, size_t n, const char *value)
{
    if (is(name, n, "json"))
        c->json = true;
    else if (is(name, n, "help"))
        p->help = true;
    else if (is(name, n, "db") && value != NULL)
        c->db = value;
    else if (is(name, n, "lang") && value != NULL && strcmp(value, "zh") == 0)
        c->lang = LANG_ZH;
    else if (is(name, n, "lang") && value != NULL && strcmp(value, "en") == 0)
        c->lang = LANG_EN;
    else
        return is(name, n, "db") || is(name, n, "lang") ? -1 : 0;
    return 1;
}

/* argv[*i] begins with "--". */
static bool
flag_take(struct cli *c, const struct command *cmd, int argc, char **argv, int *i, struct parsed *p,
          struct err *e)
{
    const char *name = argv[*i] + 2, *value = strchr(name, '=');
    size_t n = value != NULL ? (size_t)(value - name) : strlen(name);
    const struct flag *f = flag_find(cmd, name, n);
    bool bare = f != NULL ? f->type == FLAG_BOOL : is(name, n, "json") || is(name, n, "help");
    char shown[ERR_ARG_MAX] = {0};

    memcpy(shown, name, n < sizeof(shown) ? n : sizeof(shown) - 1);
    if (value != NULL)
        value++;
    else if (!bare && *i + 1 < argc)
        value = argv[++*i];
    if (bare && value != NULL)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_BAD, {shown, value, "-"});
    if (f == NULL) {
        int done = common(c, p, name, n, value);
        if (done == 0)
            return err_set(e, ERR_INPUT, M_CLI_FLAG_UNKNOWN, {cmd->name, shown});
        return done > 0 || err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {shown, "zh|en|FILE"});
    }
    void *at = (char *)p->flags + f->offset;
    if (f->type == FLAG_BOOL)
        return *(bool *)at = true;
    if (value == NULL)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {shown, f->value});
    return value_parse(f, at, value) ||
           err_set(e, ERR_INPUT, M_CLI_FLAG_BAD, {shown, value, f->value});
}

/* Was it given? A needed flag must not stay as it was zeroed: remembered by name in argv. */
static bool
given(const struct flag *f, int argc, char **argv)
{
    size_t n = strlen(f->name);
    for (int i = 0; i < argc; i++)
        if (strncmp(argv[i], "--", 2) == 0 && strncmp(argv[i] + 2, f->name, n) == 0 &&
            (argv[i][2 + n] == '\0' || argv[i][2 + n] == '='))
            return true;
    return false;
}

static bool
complete(const struct command *cmd, const struct parsed *p, int argc, char **argv, struct err *e)
{
    char n[INT_TEXT_MAX];
    for (size_t i = 0; i < cmd->flags_n; i++)
        if (cmd->flags[i].needed && !given(&cmd->flags[i], argc, argv))
            return err_set(e, ERR_INPUT, M_CLI_FLAG_NEEDED,
                           {cmd->flags[i].name, cmd->flags[i].value, cmd->name});
    if (p->words_n < (size_t)cmd->words_min || p->words_n > (size_t)cmd->words_max)
        return err_set(e, ERR_INPUT, M_CLI_WORDS, {cmd->name, int_text((int64_t)p->words_n, n)});
    return true;
}

bool
flags_parse(struct cli *c, const struct command *cmd, int argc, char **argv, struct parsed *out,
            struct err *e)
{
    bool open = true; /* flags may still come */
    *out = (struct parsed){.flags = arena_alloc(c->arena, cmd->size > 0 ? cmd->size : 1)};
    for (int i = 0; i < argc; i++) {
        if (open && strcmp(argv[i], "--") == 0) {
            open = false;
        } else if (open && strncmp(argv[i], "--", 2) == 0) {
            if (!flag_take(c, cmd, argc, argv, &i, out, e))
                return false;
        } else if (out->words_n < CLI_WORDS_MAX) {
            out->word[out->words_n++] = argv[i];
        } else {
            return err_set(e, ERR_INPUT, M_CLI_WORDS, {cmd->name, "> 64"});
        }
    }
    return out->help || complete(cmd, out, argc, argv, e);
}
