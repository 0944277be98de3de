#include "audit/note.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "words/audit.h"

enum { BASE64 = sodium_base64_VARIANT_ORIGINAL, ID_SIZE = 4, SIGNED_SIZE = ID_SIZE + 64 };
enum { HASH_BASE64 = 44, NOTE_LINE_MAX = 256 };
static const uint8_t ed25519 = 1; /* the kind of key, in signed-note */
static const char dash[] = "\xe2\x80\x94 ";

char *
hash_base64(const struct hash *h, char out[static 48])
{
    return sodium_bin2base64(out, 48, h->b, sizeof(h->b), BASE64);
}

bool
hash_from_base64(struct hash *out, const char *s, size_t n)
{
    size_t got;
    return n == HASH_BASE64 &&
           sodium_base642bin(out->b, sizeof(out->b), s, n, NULL, &got, NULL, BASE64) == 0 &&
           got == sizeof(out->b);
}

char *
log_name(const char *origin, int64_t pool, char out[static LOG_NAME_MAX])
{
    snprintf(out, LOG_NAME_MAX, "%s/%lld", origin, (long long)pool);
    return out;
}

static void
key_id(const char *name, const uint8_t public[static KEY_SIZE], uint8_t out[static ID_SIZE])
{
    struct sha256 s;
    uint8_t digest[SHA256_SIZE];
    sha256_init(&s);
    sha256_add(&s, name, strlen(name));
    sha256_add(&s, "\n", 1);
    sha256_add(&s, &ed25519, 1);
    sha256_add(&s, public, KEY_SIZE);
    sha256_end(&s, digest);
    memcpy(out, digest, ID_SIZE);
}

char *
vkey_text(const char *name, const uint8_t public[static KEY_SIZE], char out[static VKEY_MAX])
{
    uint8_t id[ID_SIZE], typed[1 + KEY_SIZE] = {ed25519};
    char code[64];
    memcpy(typed + 1, public, KEY_SIZE);
    key_id(name, public, id);
    snprintf(out, VKEY_MAX, "%s+%02x%02x%02x%02x+%s", name, id[0], id[1], id[2], id[3],
             sodium_bin2base64(code, sizeof(code), typed, sizeof(typed), BASE64));
    return out;
}

const char *
vkey_code(const char *s)
{
    const char *first = strchr(s, '+'), *second = first != NULL ? strchr(first + 1, '+') : NULL;
    return second != NULL ? second + 1 : NULL;
}

bool
vkey_parse(const char *s, char name[static LOG_NAME_MAX], uint8_t public[static KEY_SIZE],
           struct err *e)
{
    uint8_t typed[1 + KEY_SIZE];
    char again[VKEY_MAX];
    size_t got = 0, name_n = strcspn(s, "+");
    const char *code = vkey_code(s);
    if (name_n == 0 || name_n >= LOG_NAME_MAX || code == NULL || strlen(s) >= VKEY_MAX ||
        sodium_base642bin(typed, sizeof(typed), code, strlen(code), NULL, &got, NULL, BASE64) !=
            0 ||
        got != sizeof(typed) || typed[0] != ed25519)
        return err_set(e, ERR_INPUT, M_AUDIT_VKEY_BAD);
    memcpy(name, s, name_n);
    name[name_n] = '\0';
    memcpy(public, typed + 1, KEY_SIZE);
    return strcmp(vkey_text(name, public, again), s) == 0 ||
           err_set(e, ERR_INPUT, M_AUDIT_VKEY_BAD);
}

const char *
note_sign(struct arena *a, const struct log_key *key, int64_t pool, const char *text)
{
    char name[LOG_NAME_MAX], code[128];
    uint8_t out[SIGNED_SIZE];
    key_id(log_name(key->origin, pool, name), key->public, out);
    crypto_sign_detached(out + ID_SIZE, NULL, (const uint8_t *)text, strlen(text), key->secret);
    return arena_printf(a, "%s\n%s%s %s\n", text, dash, name,
                        sodium_bin2base64(code, sizeof(code), out, sizeof(out), BASE64));
}

const char *
checkpoint_write(struct arena *a, const struct log_key *key, int64_t pool, int64_t size,
                 const struct hash *root)
{
    char name[LOG_NAME_MAX], code[48];
    return note_sign(a, key, pool,
                     arena_printf(a, "%s\n%lld\n%s\n", log_name(key->origin, pool, name),
                                  (long long)size, hash_base64(root, code)));
}

/* Where the signatures begin, after the last empty line; NULL: it is no note. */
static const char *
signatures(const char *note)
{
    const char *last = NULL;
    for (const char *at = note; (at = strstr(at, "\n\n")) != NULL; at++)
        last = at;
    return last != NULL ? last + 2 : NULL;
}

/* The next line, cut off; NULL: none, or too long. */
static const char *
line(const char **at, char out[static NOTE_LINE_MAX])
{
    size_t n = strcspn(*at, "\n");
    if ((*at)[n] != '\n' || n >= NOTE_LINE_MAX)
        return NULL;
    memcpy(out, *at, n);
    out[n] = '\0';
    *at += n + 1;
    return out;
}

bool
checkpoint_read(struct checkpoint *out, const char *note, struct err *e)
{
    char text[NOTE_LINE_MAX];
    const char *at = note, *end = signatures(note);
    bool ok = end != NULL && line(&at, text) != NULL && *text != '\0' &&
              strlen(text) < LOG_NAME_MAX && strpbrk(text, " +") == NULL;
    if (ok)
        memcpy(out->name, text, strlen(text) + 1);
    ok = ok && line(&at, text) != NULL && int_parse(&out->size, text) &&
         (text[0] != '0' || text[1] == '\0') && line(&at, text) != NULL &&
         hash_from_base64(&out->root, text, strlen(text)) && at < end;
    return ok || err_set(e, ERR_INPUT, M_AUDIT_NOTE_BAD);
}

bool
checkpoint_signed(const char *note, const struct checkpoint *c,
                  const uint8_t public[static KEY_SIZE])
{
    char text[NOTE_LINE_MAX], head[LOG_NAME_MAX + 8];
    uint8_t id[ID_SIZE], got[SIGNED_SIZE];
    const char *at = signatures(note);
    size_t n;
    if (at == NULL)
        return false;
    size_t text_n = (size_t)(at - note) - 1;
    snprintf(head, sizeof(head), "%s%s ", dash, c->name);
    key_id(c->name, public, id);
    while (line(&at, text) != NULL) {
        if (strncmp(text, head, strlen(head)) != 0)
            continue;
        const char *code = text + strlen(head);
        if (sodium_base642bin(got, sizeof(got), code, strlen(code), NULL, &n, NULL, BASE64) == 0 &&
            n == sizeof(got) && memcmp(got, id, ID_SIZE) == 0)
            return crypto_sign_verify_detached(got + ID_SIZE, (const uint8_t *)note, text_n,
                                               public) == 0;
    }
    return false;
}
