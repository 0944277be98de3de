/* jicai sign: a document's signature, on the machine where the private key is. For `jicai agree
 * sign --envelope`, or for whoever checks it with other tools. */
#include <string.h>

#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/sign.h"
#include "words/contract.h"
#include "words/seal.h"

struct flags {
    const char *key, *certificate, *at, *out;
};

bool
sign_document(struct cli *c, const struct sign_with *w, const char *document, size_t n,
              struct signature *out)
{
    const char *now;
    char *pem = (char *)(uintptr_t) "";
    struct key k;
    size_t pem_n;
    if (!moment_take(c, w->at, &now) ||
        (w->certificate != NULL &&
         !file_read(&pem, &pem_n, c->arena, w->certificate, CERTIFICATE_FILE_MAX, &c->err)) ||
        !key_load(c, w->key, &k))
        return false;
    const char *at = arena_printf(c->arena, "%.10sT%s+08:00", now, now + 11);
    bool ok = signature_make(out, c->arena, &k, pem, at, document, n, &c->err);
    key_wipe(&k);
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t words)
{
    const struct flags *f = flags;
    struct signature s;
    char *text;
    size_t n;
    (void)words;
    if (!file_read(&text, &n, c->arena, word[0], DOCUMENT_MAX, &c->err) ||
        !sign_document(c, &(struct sign_with){f->key, f->certificate, f->at}, text, n, &s))
        return cli_fail(c);
    const char *envelope = signature_text(c->arena, &s, &n);
    return text_out(c, f->out, envelope, n) ? EXIT_OK : cli_fail(c);
}

static const struct flag flags[] = {
    {"key", "FILE", FLAG_TEXT, true, offsetof(struct flags, key), M_SIGN_F_KEY},
    {"cert", "FILE.pem", FLAG_TEXT, false, offsetof(struct flags, certificate), M_SIGN_F_CERT},
    {"at", "MOMENT", FLAG_TEXT, false, offsetof(struct flags, at), M_SIGN_F_AT},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};

const struct command cmd_sign = {
    .name = "sign",
    .words = "FILE",
    .summary = M_CMD_SIGN,
    .example = "jicai sign agreement.txt --key hospital.key --out agreement.sig.json",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
