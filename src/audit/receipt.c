/* receipt.c - c2sp.org/tlog-proof@v1, with the row's text as its extra data. */
#include <sodium.h>
#include <string.h>

#include "audit/checkpoint.h"
#include "audit/log.h"
#include "base/core/text.h"
#include "words/audit.h"

enum { BASE64 = sodium_base64_VARIANT_ORIGINAL };
static const char magic[] = "c2sp.org/tlog-proof@v1\n";
static const char extra[] = "extra ";

static const char *
write_receipt(struct arena *a, const struct log_row *row, const struct proof *p, const char *note)
{
    char text[ROW_TEXT_MAX], code[ROW_TEXT_MAX * 2], line[48];
    log_row_text(row, text);
    sodium_bin2base64(code, sizeof(code), (const uint8_t *)text, strlen(text), BASE64);
    const char *out =
        arena_printf(a, "%s%s%s\nindex %lld\n", magic, extra, code, (long long)row->idx);
    for (size_t i = 0; i < p->n; i++)
        out = arena_printf(a, "%s%s\n", out, hash_base64(&p->node[i], line));
    return arena_printf(a, "%s\n%s", out, note);
}

/* A checkpoint that covers `idx`. */
static bool
cover(struct db *db, struct arena *a, const struct log_key *key, const struct log_row *row,
      int64_t at, const char **note, struct checkpoint *c, struct err *e)
{
    char text[2][INT_TEXT_MAX];
    int64_t last_at;
    if (!checkpoint_last(db, a, row->pool, note, &last_at, e))
        return false;
    if (*note != NULL && checkpoint_read(c, *note, e) && c->size > row->idx)
        return true;
    if (key == NULL)
        return err_set(e, ERR_NOT_FOUND, M_AUDIT_NONE_SIGNED,
                       {int_text(row->pool, text[0]), int_text(row->idx, text[1])});
    return checkpoint_now(db, a, key, row->pool, at, note, e) && checkpoint_read(c, *note, e);
}

bool
receipt_make(struct db *db, struct arena *a, const struct log_key *key, int64_t pool, int64_t idx,
             int64_t at, const char **text, struct err *e)
{
    struct log_row row;
    struct checkpoint c;
    struct proof p;
    struct log_reader *r = arena_alloc(a, sizeof(*r));
    const char *note;
    if (!log_row_find(db, a, pool, idx, &row, e) || !cover(db, a, key, &row, at, &note, &c, e))
        return false;
    if (c.size <= idx)
        return log_broken(pool, e);
    log_reader_init(r, db, a, pool);
    if (!inclusion_prove(log_read, r, idx, c.size, &p, e))
        return false;
    *text = write_receipt(a, &row, &p, note);
    return true;
}

static bool
bad(struct err *e)
{
    return err_set(e, ERR_INPUT, M_AUDIT_RECEIPT_BAD);
}

/* "extra BASE64": the row's text, whose leaf is looked for in the tree. */
static const char *
read_row(struct receipt *out, struct arena *a, const char *at)
{
    size_t n = strcspn(at, "\n"), got;
    const char *code = at + sizeof(extra) - 1;
    if (strncmp(at, extra, sizeof(extra) - 1) != 0 || at[n] != '\n' || n > 4 * ROW_TEXT_MAX)
        return NULL;
    char *row = arena_alloc(a, n + 1);
    if (sodium_base642bin((uint8_t *)row, n, code, n - (sizeof(extra) - 1), NULL, &got, NULL,
                          BASE64) != 0)
        return NULL;
    row[got] = '\0';
    out->row = row;
    out->leaf = leaf_hash(row, got);
    return at + n + 1;
}

static const char *
read_index(struct receipt *out, const char *at)
{
    char number[INT_TEXT_MAX];
    static const char word[] = "index ";
    size_t n = strcspn(at, "\n"), skip = sizeof(word) - 1;
    if (strncmp(at, word, skip) != 0 || at[n] != '\n' || n - skip >= sizeof(number))
        return NULL;
    memcpy(number, at + skip, n - skip);
    number[n - skip] = '\0';
    return int_parse(&out->idx, number) ? at + n + 1 : NULL;
}

static const char *
read_proof(struct receipt *out, const char *at)
{
    out->proof.n = 0;
    while (*at != '\n') {
        size_t n = strcspn(at, "\n");
        if (out->proof.n == PROOF_MAX || at[n] != '\n' ||
            !hash_from_base64(&out->proof.node[out->proof.n++], at, n))
            return NULL;
        at += n + 1;
    }
    return at + 1;
}

bool
receipt_read(struct receipt *out, struct arena *a, const char *text, struct err *e)
{
    const char *at = text + sizeof(magic) - 1;
    if (strncmp(text, magic, sizeof(magic) - 1) != 0 || (at = read_row(out, a, at)) == NULL ||
        (at = read_index(out, at)) == NULL || (at = read_proof(out, at)) == NULL)
        return bad(e);
    out->note = at;
    return checkpoint_read(&out->checkpoint, at, e);
}

bool
receipt_holds(const struct receipt *r, const char *name, const uint8_t public[static KEY_SIZE],
              struct err *e)
{
    const struct checkpoint *c = &r->checkpoint;
    if (strcmp(c->name, name) != 0)
        return err_set(e, ERR_INPUT, M_AUDIT_NOTE_KEY);
    if (!checkpoint_signed(r->note, c, public))
        return err_set(e, ERR_INPUT, M_AUDIT_NOTE_FORGED);
    return inclusion_holds(&r->proof, r->idx, c->size, &r->leaf, &c->root) ||
           err_set(e, ERR_INPUT, M_AUDIT_RECEIPT_NO);
}
