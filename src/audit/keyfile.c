/* keyfile.c - the private key: one line as other programs of signed notes write it,
 * "PRIVATE+KEY+" name "+" id "+" base64(1 || seed). */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audit/note.h"
#include "base/host/private_file.h"
#include "words/audit.h"

enum { SEED_SIZE = crypto_sign_SEEDBYTES, FILE_MAX = 512, BASE64 = sodium_base64_VARIANT_ORIGINAL };
static const char begin[] = "PRIVATE+KEY+";

static bool
origin_fine(const char *s)
{
    static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789.-/";
    size_t n = strlen(s);
    return n > 0 && n < ORIGIN_MAX && strspn(s, ok) == n && s[n - 1] != '/';
}

bool
log_key_make(struct log_key *out, const char *origin, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    if (origin != NULL && !origin_fine(origin))
        return err_set(e, ERR_INPUT, M_AUDIT_ORIGIN_BAD, {origin}, .field = "origin");
    crypto_sign_keypair(out->public, out->secret);
    sha256_of(out->public, KEY_SIZE, digest);
    if (origin != NULL)
        snprintf(out->origin, ORIGIN_MAX, "%s", origin);
    else
        snprintf(out->origin, ORIGIN_MAX, "jicai-%.16s", sha256_text(digest, hex));
    return true;
}

static bool
failed(const char *path, struct err *e)
{
    return err_set(e, ERR_IO, M_AUDIT_KEY_FILE, {strerror(errno)}, .file = path);
}

bool
log_key_write(const struct log_key *key, const char *path, struct err *e)
{
    uint8_t typed[1 + SEED_SIZE] = {1};
    char code[64], public[VKEY_MAX], text[FILE_MAX];
    crypto_sign_ed25519_sk_to_seed(typed + 1, key->secret);
    sodium_bin2base64(code, sizeof(code), typed, sizeof(typed), BASE64);
    vkey_text(key->origin, key->public, public);
    int head = (int)(vkey_code(public) - public); /* "name+id+" */
    int n = snprintf(text, sizeof(text), "%s%.*s%s\n", begin, head, public, code);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(path, e);
    bool ok = write(fd, text, (size_t)n) == n && fsync(fd) == 0;
    if (!ok)
        failed(path, e);
    close(fd);
    if (!ok)
        unlink(path);
    sodium_memzero(typed, sizeof(typed));
    sodium_memzero(text, sizeof(text));
    return ok;
}

static bool
parse(struct log_key *out, char *text, struct err *e)
{
    uint8_t typed[1 + SEED_SIZE];
    size_t got = 0, skip = sizeof(begin) - 1;
    char public[VKEY_MAX];
    text[strcspn(text, "\n")] = '\0';
    const char *code = strncmp(text, begin, skip) == 0 ? vkey_code(text + skip) : NULL;
    if (code == NULL)
        return err_set(e, ERR_INPUT, M_AUDIT_KEY_BAD);
    size_t name_n = strcspn(text + skip, "+"), head = (size_t)(code - text) - skip;
    if (name_n == 0 || name_n >= ORIGIN_MAX ||
        sodium_base642bin(typed, sizeof(typed), code, strlen(code), NULL, &got, NULL, BASE64) !=
            0 ||
        got != sizeof(typed) || typed[0] != 1)
        return err_set(e, ERR_INPUT, M_AUDIT_KEY_BAD);
    crypto_sign_seed_keypair(out->public, out->secret, typed + 1);
    sodium_memzero(typed, sizeof(typed));
    memcpy(out->origin, text + skip, name_n);
    out->origin[name_n] = '\0';
    vkey_text(out->origin, out->public, public);
    return (strncmp(public, text + skip, head) == 0 && origin_fine(out->origin)) ||
           err_set(e, ERR_INPUT, M_AUDIT_KEY_BAD);
}

bool
log_key_read(struct log_key *out, const char *path, struct err *e)
{
    char text[FILE_MAX];
    bool ok = false;
    switch (private_file_read(path, text, sizeof(text))) {
    case PRIVATE_FILE_NONE: err_set(e, ERR_NOT_FOUND, M_AUDIT_NO_KEY, {NULL}, .file = path); break;
    case PRIVATE_FILE_FAILED: failed(path, e); break;
    case PRIVATE_FILE_OPEN: err_set(e, ERR_INPUT, M_AUDIT_KEY_OPEN, {NULL}, .file = path); break;
    case PRIVATE_FILE_READ: ok = parse(out, text, e); break;
    }
    sodium_memzero(text, sizeof(text));
    return ok;
}
