#include "cli/secret.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/host/paper.h"
#include "tender/opening.h"
#include "words/seal.h"

enum { PASSPHRASE_MAX = 1024, SHANGHAI = 8 * 3600, PUBLIC_MODE = 0644 };

static bool
ask_once(struct cli *c, enum msg question, char out[static PASSPHRASE_MAX])
{
    struct termios was, quiet;
    FILE *tty = fopen("/dev/tty", "r+");
    if (tty == NULL || tcgetattr(fileno(tty), &was) != 0) {
        if (tty != NULL)
            fclose(tty);
        return err_set(&c->err, ERR_INPUT, M_PASSPHRASE_NONE, {""});
    }
    quiet = was;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(fileno(tty), TCSAFLUSH, &quiet);
    fprintf(tty, "%s", cli_word(c, question));
    fflush(tty);
    bool ok = fgets(out, PASSPHRASE_MAX, tty) != NULL;
    tcsetattr(fileno(tty), TCSAFLUSH, &was);
    fputc('\n', tty);
    fclose(tty);
    out[ok ? strcspn(out, "\n") : 0] = '\0';
    return ok || err_set(&c->err, ERR_INPUT, M_PASSPHRASE_NONE, {""});
}

bool
passphrase_ask(struct cli *c, bool twice, const char **out)
{
    char *one = arena_alloc(c->arena, PASSPHRASE_MAX), again[PASSPHRASE_MAX];
    const char *given = getenv("JICAI_PASSPHRASE");
    *out = given != NULL ? given : one;
    if (given == NULL && !ask_once(c, M_PASSPHRASE_ASK, one))
        return false;
    if (twice && strlen(*out) < 8)
        return err_set(&c->err, ERR_INPUT, M_PASSPHRASE_SHORT, {"8"});
    if (!twice || given != NULL)
        return true;
    bool same = ask_once(c, M_PASSPHRASE_AGAIN, again) && strcmp(one, again) == 0;
    memset(again, 0, sizeof(again));
    return same || err_set(&c->err, ERR_INPUT, M_PASSPHRASE_DIFFERS, {""});
}

bool
key_load(struct cli *c, const char *path, struct key *out)
{
    const char *passphrase;
    char *text;
    size_t n;
    return file_read(&text, &n, c->arena, path, KEY_FILE_MAX, &c->err) &&
           passphrase_ask(c, false, &passphrase) &&
           key_unlock(out, text, n, passphrase, path, &c->err);
}

bool
key_public_load(struct cli *c, const char *path, struct key *out)
{
    char *text;
    size_t n;
    return file_read(&text, &n, c->arena, path, KEY_FILE_MAX, &c->err) &&
           key_public_read(out, text, n, path, &c->err);
}

date
moment_day(const char *moment)
{
    char text[DATE_TEXT_MAX] = {0};
    date d = {0};
    memcpy(text, moment, 10);
    (void)date_parse(&d, text);
    return d;
}

bool
moment_take(struct cli *c, const char *at, const char **out)
{
    char day[DATE_TEXT_MAX];
    *out = at;
    if (at != NULL)
        return moment_is(at) || err_set(&c->err, ERR_INPUT, M_SEAL_MOMENT, {at});
    int64_t now = (int64_t)time(NULL) + SHANGHAI;
    int64_t s = now % 86400;
    *out =
        arena_printf(c->arena, "%s %02d:%02d:%02d", date_text((date){(int32_t)(now / 86400)}, day),
                     (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
    return true;
}

bool
text_out(struct cli *c, const char *path, const char *text, size_t n)
{
    if (path != NULL && strcmp(path, "-") != 0)
        return file_make(path, text, n, PUBLIC_MODE, &c->err);
    fwrite(text, 1, n, c->out);
    return true;
}
