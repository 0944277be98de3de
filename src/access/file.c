#include "access/file.h"

#include <sodium.h>
#include <string.h>

#include "access/query.h"
#include "base/core/text.h"
#include "words/access.h"
#include "words/base.h"

enum { PART_TEXT = sodium_base64_ENCODED_LEN(FILE_PART, sodium_base64_VARIANT_ORIGINAL) };

static bool
starts(const uint8_t *head, size_t n, const char *with, size_t len)
{
    return n >= len && memcmp(head, with, len) == 0;
}

static bool
has(const uint8_t *head, size_t n, const char *what)
{
    size_t len = strlen(what);
    for (size_t i = 0; i + len <= n; i++)
        if (memcmp(head + i, what, len) == 0)
            return true;
    return false;
}

const char *
kept_type(const uint8_t *head, size_t n)
{
    if (starts(head, n, "%PDF-", 5))
        return "application/pdf";
    if (starts(head, n, "\x89PNG\r\n\x1a\n", 8))
        return "image/png";
    if (starts(head, n, "\xff\xd8\xff", 3))
        return "image/jpeg";
    if (starts(head, n, "PK\x03\x04", 4) && has(head, n, "OFD.xml"))
        return "application/ofd";
    return NULL;
}

/* Size, digest and type, in one pass. */
static bool
look(FILE *from, struct file *out, struct err *e)
{
    uint8_t buffer[4096], digest[SHA256_SIZE];
    struct sha256 s;
    char most[INT_TEXT_MAX];
    *out = (struct file){.type = NULL};
    sha256_init(&s);
    rewind(from);
    for (size_t n; (n = fread(buffer, 1, sizeof(buffer), from)) > 0;) {
        if (out->size == 0)
            out->type = kept_type(buffer, n < FILE_HEAD ? n : FILE_HEAD);
        out->size += (int64_t)n;
        if (out->size > FILE_MAX)
            return err_set(e, ERR_TOO_LARGE, M_UPLOAD_LARGE, {int_text(FILE_MAX, most)});
        sha256_add(&s, buffer, n);
    }
    if (ferror(from))
        return err_set(e, ERR_IO, M_UPLOAD_READ);
    if (out->type == NULL)
        return err_set(e, ERR_INPUT, M_UPLOAD_TYPE);
    sha256_end(&s, digest);
    sha256_text(digest, out->sha256);
    return true;
}

bool
keep_file(struct db *db, struct arena *a, FILE *from, struct file *out, struct err *e)
{
    struct rows r;
    if (!look(from, out, e) || !db_run(db, &q_file_get, a, &r, e, v_text(out->sha256)))
        return false;
    if (r.n > 0)
        return true;
    if (!arena_room(a, FILE_PART + PART_TEXT))
        return err_set(e, ERR_TOO_LARGE, M_UPLOAD_ROOM);
    uint8_t *bytes = arena_alloc(a, FILE_PART);
    char *text = arena_alloc(a, PART_TEXT);
    if (!db_do(db, &q_file_insert, e, v_text(out->sha256), v_text(out->type), v_int(out->size)))
        return false;
    rewind(from);
    int64_t part = 0;
    for (size_t n; (n = fread(bytes, 1, FILE_PART, from)) > 0; part++) {
        sodium_bin2base64(text, PART_TEXT, bytes, n, sodium_base64_VARIANT_ORIGINAL);
        if (!db_do(db, &q_file_part_insert, e, v_text(out->sha256), v_int(part), v_text(text)))
            return false;
    }
    return true;
}

struct reading {
    uint8_t *bytes;
    size_t size, at;
};

static bool
take_part(void *arg, const struct rows *row, struct err *e)
{
    struct reading *in = arg;
    const char *text = row_text(row, 0, 1);
    size_t n = 0;
    if (sodium_base642bin(in->bytes + in->at, in->size - in->at, text, strlen(text), NULL, &n, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return err_set(e, ERR_IO, M_UPLOAD_BROKEN);
    in->at += n;
    return true;
}

bool
kept_file(struct db *db, struct arena *a, const char *sha256, struct file *out, struct err *e)
{
    struct rows r;
    uint8_t digest[SHA256_SIZE];
    if (!db_run(db, &q_file_get, a, &r, e, v_text(sha256)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_UPLOAD, {sha256});
    *out = (struct file){.type = row_text(&r, 0, 0), .size = row_int(&r, 0, 1)};
    struct reading in = {.size = (size_t)out->size};
    if (!arena_room(a, in.size))
        return err_set(e, ERR_TOO_LARGE, M_UPLOAD_ROOM);
    out->bytes = in.bytes = arena_alloc(a, in.size);
    if (!db_each(db, &q_file_part_list, take_part, &in, e, v_text(sha256)))
        return false;
    sha256_of(in.bytes, in.at, digest);
    sha256_text(digest, out->sha256);
    return strcmp(out->sha256, sha256) == 0 || err_set(e, ERR_IO, M_UPLOAD_BROKEN);
}
