#include "seal/vault.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/host/private_file.h"
#include "words/vault.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING,
    ID_BYTES = 4,
    FILE_MAX = 4096,
    AD_MAX = 512,
    BOX_MAX = NONCE + VAULT_PLAIN_MAX + TAG
};
static const char begin[] = "jicai-secrets-1 ";

static void
make_key(struct vault *v, size_t at)
{
    uint8_t id[ID_BYTES];
    int rc = sodium_init();
    assert(rc >= 0);
    randombytes_buf(id, sizeof(id));
    randombytes_buf(v->key[at].key, VAULT_KEY_SIZE);
    sodium_bin2hex(v->key[at].id, VAULT_ID_MAX, id, sizeof(id));
}

void
vault_make(struct vault *out)
{
    *out = (struct vault){.n = 1};
    make_key(out, 0);
}

bool
vault_turn(struct vault *v, struct err *e)
{
    if (v->n == VAULT_KEYS_MAX)
        return err_set(e, ERR_CONFLICT, M_VAULT_FULL);
    memmove(&v->key[1], &v->key[0], v->n * sizeof(v->key[0]));
    v->n++;
    make_key(v, 0);
    return true;
}

void
vault_keep_newest(struct vault *v)
{
    sodium_memzero(&v->key[1], sizeof(v->key) - sizeof(v->key[0]));
    v->n = v->n > 0 ? 1 : 0;
}

/* --- the file --- */

static bool
failed(const char *path, struct err *e)
{
    return err_set(e, ERR_IO, M_VAULT_FILE, {strerror(errno)}, .file = path);
}

/* "jicai-secrets-1 ID KEY" */
static bool
parse_line(struct vault *v, const char *line)
{
    size_t n = sizeof(begin) - 1, got = 0;
    if (v->n == VAULT_KEYS_MAX || strncmp(line, begin, n) != 0 ||
        strspn(line + n, "0123456789abcdef") != VAULT_ID_MAX - 1 ||
        line[n + VAULT_ID_MAX - 1] != ' ')
        return false;
    memcpy(v->key[v->n].id, line + n, VAULT_ID_MAX - 1);
    v->key[v->n].id[VAULT_ID_MAX - 1] = '\0';
    const char *key = line + n + VAULT_ID_MAX;
    if (sodium_base642bin(v->key[v->n].key, VAULT_KEY_SIZE, key, strlen(key), NULL, &got, NULL,
                          BASE64) != 0 ||
        got != VAULT_KEY_SIZE)
        return false;
    v->n++;
    return true;
}

static bool
parse(struct vault *out, char *text, const char *path, struct err *e)
{
    *out = (struct vault){.n = 0};
    bool ok = sodium_init() >= 0;
    for (char *line = text; ok && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        bool last = line[n] == '\0';
        line[n] = '\0';
        ok = n == 0 || parse_line(out, line);
        line += n + !last;
    }
    return (ok && out->n > 0) || err_set(e, ERR_INPUT, M_VAULT_BAD, {NULL}, .file = path);
}

bool
vault_read(struct vault *out, const char *path, struct err *e)
{
    char text[FILE_MAX];
    bool ok = false;
    switch (private_file_read(path, text, sizeof(text))) {
    case PRIVATE_FILE_NONE: err_set(e, ERR_NOT_FOUND, M_VAULT_NO_FILE, {NULL}, .file = path); break;
    case PRIVATE_FILE_FAILED: failed(path, e); break;
    case PRIVATE_FILE_OPEN: err_set(e, ERR_INPUT, M_VAULT_OPEN, {NULL}, .file = path); break;
    case PRIVATE_FILE_READ: ok = parse(out, text, path, e); break;
    }
    sodium_memzero(text, sizeof(text));
    return ok;
}

static size_t
print(const struct vault *v, char out[static FILE_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        char key[64];
        sodium_bin2base64(key, sizeof(key), v->key[i].key, VAULT_KEY_SIZE, BASE64);
        n += (size_t)snprintf(out + n, FILE_MAX - n, "%s%s %s\n", begin, v->key[i].id, key);
        sodium_memzero(key, sizeof(key));
    }
    assert(n < FILE_MAX);
    return n;
}

bool
vault_write(const struct vault *v, const char *path, bool again, struct err *e)
{
    char text[FILE_MAX], to[1024];
    size_t n = print(v, text);
    int len = snprintf(to, sizeof(to), "%s%s", path, again ? ".new" : "");
    if (len < 0 || (size_t)len >= sizeof(to))
        return err_set(e, ERR_IO, M_VAULT_FILE, {strerror(ENAMETOOLONG)}, .file = path);
    if (again)
        unlink(to); /* of a run that was killed */
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(to, e);
    bool ok = write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
    if (!ok)
        failed(to, e);
    close(fd);
    sodium_memzero(text, sizeof(text));
    if (ok && again && rename(to, path) != 0)
        ok = failed(path, e);
    if (!ok)
        unlink(to);
    return ok;
}

/* --- locking --- */

static size_t
additional(const char *what, const char *whose, char out[static AD_MAX])
{
    int n = snprintf(out, AD_MAX, "%s%c%s", what, '\0', whose);
    assert(n > 0 && n < AD_MAX);
    return (size_t)n;
}

bool
vault_lock(const struct vault *v, struct arena *a, const char *what, const char *whose,
           const char *plain, const char **out, struct err *e)
{
    uint8_t box[BOX_MAX];
    char ad[AD_MAX], text[2 * BOX_MAX];
    unsigned long long n;
    size_t len = strlen(plain);
    if (v == NULL || v->n == 0)
        return err_set(e, ERR_IO, M_VAULT_NONE);
    assert(len <= VAULT_PLAIN_MAX);
    randombytes_buf(box, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, &n, (const uint8_t *)plain, len,
                                               (const uint8_t *)ad, additional(what, whose, ad),
                                               NULL, box, v->key[0].key);
    sodium_bin2base64(text, sizeof(text), box, NONCE + (size_t)n, BASE64);
    *out = arena_printf(a, "v1.%s.%s", v->key[0].id, text);
    return true;
}

static const uint8_t *
key_of(const struct vault *v, const char *text)
{
    for (size_t i = 0; i < v->n; i++)
        if (strncmp(text, "v1.", 3) == 0 &&
            strncmp(text + 3, v->key[i].id, VAULT_ID_MAX - 1) == 0 &&
            text[3 + VAULT_ID_MAX - 1] == '.')
            return v->key[i].key;
    return NULL;
}

bool
vault_unlock(const struct vault *v, struct arena *a, const char *what, const char *whose,
             const char *text, const char **plain, struct err *e)
{
    uint8_t box[BOX_MAX];
    char ad[AD_MAX], *out = arena_alloc(a, VAULT_PLAIN_MAX + 1);
    unsigned long long n;
    size_t len;
    if (v == NULL || v->n == 0)
        return err_set(e, ERR_IO, M_VAULT_NONE);
    const uint8_t *key = key_of(v, text);
    if (key == NULL)
        return err_set(e, ERR_IO, M_VAULT_OTHER_KEY, {what, whose});
    const char *code = text + 3 + VAULT_ID_MAX;
    bool ok =
        sodium_base642bin(box, sizeof(box), code, strlen(code), NULL, &len, NULL, BASE64) == 0 &&
        len >= NONCE + TAG &&
        crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)out, &n, NULL, box + NONCE,
                                                   len - NONCE, (const uint8_t *)ad,
                                                   additional(what, whose, ad), box, key) == 0;
    if (!ok)
        return err_set(e, ERR_IO, M_VAULT_BROKEN, {what, whose});
    out[n] = '\0';
    *plain = out;
    return true;
}

bool
vault_is_newest(const struct vault *v, const char *text)
{
    return v != NULL && v->n > 0 && key_of(v, text) == v->key[0].key;
}
