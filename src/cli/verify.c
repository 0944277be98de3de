/* jicai verify: what anybody can check without a database: an agreement with its signatures, the
 * bundle of an award, a sealed bid (with the key that the opening published: what was inside). */
#include <jansson.h>
#include <string.h>

#include "agreement/contract.h"
#include "base/core/hex.h"
#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "seal/envelope.h"
#include "tender/award_bundle.h"
#include "words/contract.h"
#include "words/seal.h"

struct flags {
    const char *trust, *key, *log_key;
};

static const char *
number(struct cli *c, int64_t n)
{
    return int_text(n, arena_alloc(c->arena, INT_TEXT_MAX));
}

static void
line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    char text[ERR_TEXT_MAX * 2];
    words_fill(text, sizeof(text), cli_word(c, m), arg, n);
    fprintf(c->out, "%s\n", text);
}

/* --- awards --- */

static int
verify_award(struct cli *c, const char *path, const char *text, size_t n)
{
    struct bundle_check check;
    struct arena *a = arena_new((size_t)BUNDLE_MAX * 4);
    bool ok = award_bundle_check(&check, a, text, n, path, &c->err);
    if (ok && check.same) {
        const char *arg[] = {check.project, number(c, check.groups), number(c, check.bids)};
        line(c, M_VERIFY_AWARD_SAME, arg, 3);
    } else if (ok)
        line(c, M_VERIFY_AWARD_DIFFERS, (const char *const[]){check.project, number(c, check.line)},
             2);
    arena_free(a);
    if (!ok)
        return cli_fail(c);
    return check.same ? EXIT_OK : EXIT_FINDING;
}

/* --- sealed bids --- */

static int
open_with(struct cli *c, const struct envelope *v, const char *key_hex)
{
    uint8_t key[CONTENT_KEY_SIZE];
    struct opened out;
    if (!hex_parse(key, CONTENT_KEY_SIZE, key_hex)) {
        err_set(&c->err, ERR_INPUT, M_SEAL_FORM, {"key"});
        return cli_fail(c);
    }
    envelope_open_with(v, c->arena, key, &out);
    if (out.verdict != OPEN_OK) {
        line(c, M_VERIFY_SEALED_NOT, (const char *const[]){open_verdict_name(out.verdict)}, 1);
        return EXIT_FINDING;
    }
    line(c, M_VERIFY_SEALED_OPENS, (const char *const[]){number(c, (int64_t)out.bid.n)}, 1);
    fputs(bid_text_write(c->arena, &out.bid, &(size_t){0}), c->out);
    return EXIT_OK;
}

static int
verify_sealed(struct cli *c, const struct flags *f, const char *path, const char *text, size_t n)
{
    struct envelope *v = arena_alloc(c->arena, sizeof(*v));
    int worst = EXIT_OK;
    size_t at = 0;
    while (envelope_next(v, c->arena, text, n, &at, path, &c->err)) {
        const char *arg[] = {v->project, v->group, v->bidder,
                             cli_word(c, v->signature_holds ? M_VERIFY_GOOD : M_VERIFY_BAD),
                             v->sha256};
        line(c, M_VERIFY_SEALED, arg, 5);
        int code = f->key != NULL       ? open_with(c, v, f->key)
                   : v->signature_holds ? EXIT_OK
                                        : EXIT_FINDING;
        worst = code > worst ? code : worst;
    }
    return c->err.code != ERR_NONE ? cli_fail(c) : worst;
}

/* --- agreements --- */

struct signed_file {
    struct contract contract;
    const char *text;
    char sha256[SHA256_HEX_MAX];
    const json_t *signatures;
    int64_t good;
};

static const char *
role_title(struct cli *c, const char *role)
{
    return cli_word(c, *role == 'i'   ? M_CONTRACT_PARTY_A
                       : *role == 'c' ? M_CONTRACT_PARTY_B
                                      : M_CONTRACT_PARTY_C);
}

static void
say_signer(struct cli *c, const struct signature *s, const struct cert *cert)
{
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    if (*s->pem != '\0') {
        line(c, M_VERIFY_SIGNER_CERT, (const char *const[]){cert->subject}, 1);
        return;
    }
    sha256_of(s->key.public, s->key.public_n, digest);
    line(c, M_VERIFY_SIGNER_KEY, (const char *const[]){sha256_text(digest, hex)}, 1);
}

/* Is the party one of the agreement's, in that role, and named by a certificate that is given? */
static const char *
party_wrong(const struct signed_file *x, const char *role, const char *party,
            const struct signature *s)
{
    for (size_t i = 0; i < x->contract.parties; i++)
        if (strcmp(x->contract.party[i].role, role) == 0)
            return strcmp(x->contract.party[i].code, party) != 0   ? "other_party"
                   : *s->pem != '\0' && !cert_names(s->pem, party) ? "certificate_party"
                                                                   : NULL;
    return "other_party";
}

static bool
verify_signature(struct cli *c, const struct flags *f, struct signed_file *x, const json_t *one)
{
    const char *role, *party;
    enum cert_verdict why;
    struct cert cert;
    struct signature s;
    json_t *envelope;
    json_error_t bad;
    const struct trust trust = {.folder = f->trust};
    if (json_unpack_ex((json_t *)(uintptr_t)one, &bad, JSON_STRICT, "{s:s, s:s, s:o}", "role",
                       &role, "party", &party, "envelope", &envelope) != 0)
        return false;
    char *text = json_dumps(envelope, JSON_COMPACT);
    bool ok = text != NULL && signature_parse(&s, c->arena, text, strlen(text), "", &c->err);
    free(text);
    if (!ok)
        return false;
    enum signature_verdict v =
        signature_check(&s, c->arena, x->text, strlen(x->text), &trust, &why, &cert);
    const char *wrong = v == SIGNATURE_CERTIFICATE ? cert_verdict_name(why)
                        : v != SIGNATURE_OK        ? signature_verdict_name(v)
                                                   : party_wrong(x, role, party, &s);
    if (wrong != NULL) {
        line(c, M_VERIFY_NOT_SIGNED, (const char *const[]){role_title(c, role), party, wrong}, 3);
        return true;
    }
    x->good++;
    const char *arg[] = {role_title(c, role), party, s.signed_at, key_kind_names[s.alg]};
    line(c, M_VERIFY_SIGNED, arg, 4);
    say_signer(c, &s, &cert);
    return true;
}

static bool
read_signed(struct cli *c, json_t *root, struct signed_file *x)
{
    uint8_t digest[SHA256_SIZE];
    json_error_t bad;
    const char *text;
    json_t *list;
    size_t n;
    if (json_unpack_ex(root, &bad, JSON_STRICT, "{s:s%, s:o}", "document", &text, &n, "signatures",
                       &list) != 0 ||
        !json_is_array(list) || json_array_size(list) > CONTRACT_PARTIES)
        return false;
    x->text = text;
    x->signatures = list;
    sha256_of(text, n, digest);
    sha256_text(digest, x->sha256);
    return strlen(text) == n &&
           contract_parse(&x->contract, c->arena, arena_strdup(c->arena, text), n);
}

static int
verify_contract(struct cli *c, const struct flags *f, const char *path, const char *text, size_t n)
{
    struct signed_file *x = arena_alloc(c->arena, sizeof(*x));
    json_error_t bad;
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES, &bad);
    bool ok = root != NULL && read_signed(c, root, x);
    for (size_t i = 0; ok && i < json_array_size(x->signatures); i++)
        ok = verify_signature(c, f, x, json_array_get(x->signatures, i));
    if (ok) {
        const struct contract *k = &x->contract;
        const char *arg[] = {k->number, number(c, k->version), number(c, (int64_t)k->parties),
                             number(c, x->good), x->sha256};
        line(c, M_VERIFY_CONTRACT, arg, 5);
    } else
        err_set(&c->err, ERR_INPUT, M_SEAL_FORM, {"agreement"}, .file = path);
    json_decref(root);
    if (!ok)
        return cli_fail(c);
    return x->good == (int64_t)x->contract.parties ? EXIT_OK : EXIT_FINDING;
}

/* --- receipts of the log --- */

static int
verify_receipt(struct cli *c, const struct flags *f, const char *path, const char *text)
{
    char name[LOG_NAME_MAX], number_text[INT_TEXT_MAX], size[INT_TEXT_MAX];
    uint8_t public[KEY_SIZE];
    struct receipt r;
    if (f->log_key == NULL) {
        err_set(&c->err, ERR_INPUT, M_VERIFY_LOG_KEY, {""}, .file = path);
        return cli_fail(c);
    }
    if (!vkey_parse(f->log_key, name, public, &c->err) ||
        !receipt_read(&r, c->arena, text, &c->err))
        return cli_fail(c);
    if (!receipt_holds(&r, name, public, &c->err)) {
        (void)cli_fail(c);
        return EXIT_FINDING;
    }
    const char *arg[] = {r.checkpoint.name, int_text(r.idx, number_text),
                         int_text(r.checkpoint.size, size)};
    line(c, M_VERIFY_LOG_HOLDS, arg, 3);
    fputs(r.row, c->out);
    return EXIT_OK;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t words)
{
    char *text;
    size_t n;
    (void)words;
    if (!file_read(&text, &n, c->arena, word[0], BUNDLE_MAX, &c->err))
        return cli_fail(c);
    if (strncmp(text, "jicai-award-bundle-", 19) == 0)
        return verify_award(c, word[0], text, n);
    if (strncmp(text, "jicai-sealed-bid-", 17) == 0)
        return verify_sealed(c, flags, word[0], text, n);
    if (strncmp(text, "c2sp.org/tlog-proof@", 20) == 0)
        return verify_receipt(c, flags, word[0], text);
    if (*text == '{')
        return verify_contract(c, flags, word[0], text, n);
    err_set(&c->err, ERR_INPUT, M_VERIFY_UNKNOWN, {""}, .file = word[0]);
    return cli_fail(c);
}

static const struct flag flags[] = {
    {"trust", "DIR", FLAG_TEXT, false, offsetof(struct flags, trust), M_SIGN_F_TRUST},
    {"log-key", "VKEY", FLAG_TEXT, false, offsetof(struct flags, log_key), M_VERIFY_F_LOG_KEY},
    {"content-key", "HEX", FLAG_TEXT, false, offsetof(struct flags, key), M_VERIFY_F_KEY},
};

const struct command cmd_verify = {
    .name = "verify",
    .words = "FILE",
    .summary = M_CMD_VERIFY,
    .example = "jicai verify agreement.json --trust roots/",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
