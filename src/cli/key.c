/* jicai key make|register: key pairs of officers and signers. */
#include <string.h>

#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "registry/trust.h"
#include "words/contract.h"
#include "words/seal.h"

struct flags {
    const char *out, *kind, *party, *trust;
    date from, until;
};

enum { PRIVATE_MODE = 0600, PUBLIC_MODE = 0644 };

static bool
make(struct cli *c, const struct flags *f, enum key_kind kind)
{
    const char *passphrase, *pub = arena_printf(c->arena, "%s.pub", f->out);
    struct key k;
    if (!passphrase_ask(c, true, &passphrase) || !key_make(&k, kind, &c->err))
        return false;
    const char *locked = key_locked_text(c->arena, &k, passphrase);
    const char *public = key_public_text(c->arena, &k);
    key_wipe(&k);
    return file_make(f->out, locked, strlen(locked), PRIVATE_MODE, &c->err) &&
           file_make(pub, public, strlen(public), PUBLIC_MODE, &c->err);
}

static int
run_make(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    enum key_kind kind = KEY_OFFICER;
    (void)word, (void)n;
    if (f->kind != NULL && !key_kind_parse(&kind, f->kind)) {
        err_set(&c->err, ERR_INPUT, M_KEY_KIND_BAD, {f->kind});
        return cli_fail(c);
    }
    if (!make(c, f, kind))
        return cli_fail(c);
    cli_say(c, M_KEY_MADE, (const char *const[]){f->out, key_kind_names[kind]}, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

struct registering {
    struct cli *c;
    struct signing_key key;
    bool end; /* --until of a key that is on record */
    enum put how;
};

static bool
register_job(struct db *db, void *arg, struct err *e)
{
    struct registering *r = arg;
    if (!r->end)
        return signing_key_put(db, r->c->arena, &r->key, &r->how, e);
    return signing_key_end(db, r->c->arena, r->key.party, &r->key.key, r->key.until, &r->how, e);
}

/* A public key file, or a certificate that the trust store knows and that names the party: the
 * roots on record, and those of --trust. */
static bool
load(struct cli *c, struct db *db, const struct flags *f, const char *path, struct registering *r)
{
    struct trust trust;
    const char *now;
    char *text;
    size_t n;
    if (!file_read(&text, &n, c->arena, path, KEY_FILE_MAX, &c->err) || !moment_take(c, NULL, &now))
        return false;
    if (strncmp(text, "-----BEGIN CERTIFICATE", 22) != 0)
        return key_public_read(&r->key.key, text, n, path, &c->err);
    date day = f->from.day != 0 ? f->from : moment_day(now);
    if (!trust_on(db, c->arena, day, &trust, &c->err))
        return false;
    trust.folder = f->trust;
    return signing_key_certified(&r->key, c->arena, text, f->party, &trust, day, &c->err);
}

static int
run_register(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct registering r = {
        .c = c,
        .key = {.party = f->party, .certificate = "", .from = f->from, .until = f->until},
        .end = f->until.day != 0};
    struct db *db;
    (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = load(c, db, f, word[0], &r) && db_tx(db, 0, register_job, &r, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    cli_say(c, M_KEY_REGISTERED, (const char *const[]){f->party, put_name(r.how)}, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

static const struct flag make_flags[] = {
    {"out", "FILE", FLAG_TEXT, true, offsetof(struct flags, out), M_KEY_F_OUT},
    {"kind", "officer|ed25519|sm2", FLAG_TEXT, false, offsetof(struct flags, kind), M_KEY_F_KIND},
};
static const struct flag register_flags[] = {
    {"party", "CODE", FLAG_TEXT, true, offsetof(struct flags, party), M_KEY_F_PARTY},
    {"from", "DATE", FLAG_DATE, false, offsetof(struct flags, from), M_KEY_F_FROM},
    {"until", "DATE", FLAG_DATE, false, offsetof(struct flags, until), M_KEY_F_UNTIL},
    {"trust", "DIR", FLAG_TEXT, false, offsetof(struct flags, trust), M_SIGN_F_TRUST},
};

const struct command cmd_key_make = {
    .name = "key make",
    .words = "",
    .summary = M_CMD_KEY_MAKE,
    .example = "jicai key make --out officer.key",
    .flags = make_flags,
    .flags_n = sizeof(make_flags) / sizeof(*make_flags),
    .size = sizeof(struct flags),
    .run = run_make,
};
const struct command cmd_key_register = {
    .name = "key register",
    .words = "FILE",
    .summary = M_CMD_KEY_REGISTER,
    .example = "jicai key register --party 91330100799655058B signer.key.pub --db jicai.db",
    .flags = register_flags,
    .flags_n = sizeof(register_flags) / sizeof(*register_flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_register,
};
