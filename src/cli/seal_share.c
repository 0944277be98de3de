/* jicai share open: at an officer's own machine, without a database: the published envelopes and
 * the officer's key into the file to hand in. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "seal/shares.h"
#include "words/seal.h"

struct flags {
    const char *key, *out;
};

static bool
open_shares(struct cli *c, const struct flags *f, const char *path, int64_t *bad)
{
    struct key k;
    const char *text;
    char *envelopes, good_text[INT_TEXT_MAX], bad_text[INT_TEXT_MAX];
    size_t n, out_n;
    int64_t good;
    if (!file_read(&envelopes, &n, c->arena, path, SHARES_FILE_MAX, &c->err) ||
        !key_load(c, f->key, &k))
        return false;
    bool ok = shares_open(&text, &out_n, c->arena, envelopes, n, path, &k, &good, bad, &c->err) &&
              text_out(c, f->out, text, out_n);
    key_wipe(&k);
    if (ok && f->out != NULL) {
        const char *arg[] = {int_text(good, good_text), int_text(*bad, bad_text), f->out};
        cli_say(c, M_SHARES_OPENED, arg, 3);
        fputc('\n', c->out);
    }
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    int64_t bad = 0;
    (void)n;
    if (!open_shares(c, flags, word[0], &bad))
        return cli_fail(c);
    return bad == 0 ? EXIT_OK : EXIT_FINDING;
}

static const struct flag flags[] = {
    {"key", "FILE", FLAG_TEXT, true, offsetof(struct flags, key), M_SHARE_F_KEY},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};

const struct command cmd_share_open = {
    .name = "share open",
    .words = "SEALED",
    .summary = M_CMD_SHARE_OPEN,
    .example = "jicai share open sealed.txt --key zhang.key --out zhang.shares",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
