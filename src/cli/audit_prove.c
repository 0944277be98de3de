/* audit_prove.c - jicai audit prove INDEX: the receipt for a row; jicai audit check FILE: does one
 * hold? The check needs the public key and no database. */
#include <string.h>

#include "base/core/text.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/audit.h"

struct flags {
    int64_t pool;
    const char *key;
};

static void
print_receipt(struct cli *c, const struct receipt *r, const char *text)
{
    struct json j;
    char line[48];
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "log", r->checkpoint.name);
    json_int(&j, "index", r->idx);
    json_int(&j, "size", r->checkpoint.size);
    json_text(&j, "row", r->row);
    json_text(&j, "leaf", hash_base64(&r->leaf, line));
    json_open(&j, "proof", '[');
    for (size_t i = 0; i < r->proof.n; i++)
        json_text(&j, NULL, hash_base64(&r->proof.node[i], line));
    json_close(&j, ']');
    json_text(&j, "checkpoint", r->note);
    json_text(&j, "receipt", text);
    json_close(&j, '}');
    json_end(&j);
}

static int
run_prove(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct log_key *key;
    struct receipt r;
    struct db *db;
    const char *text;
    int64_t idx;
    (void)n;
    if (!int_parse(&idx, word[0])) {
        err_set(&c->err, ERR_INPUT, M_AUDIT_INDEX_BAD, {word[0]});
        return cli_fail(c);
    }
    if (!audit_key(c, f->key, &key) || !store_open(c, &db))
        return cli_fail(c);
    bool ok = receipt_make(db, c->arena, key, f->pool, idx, db->act.at, &text, &c->err) &&
              (!c->json || receipt_read(&r, c->arena, text, &c->err));
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (c->json)
        print_receipt(c, &r, text);
    else
        fputs(text, c->out);
    return EXIT_OK;
}

static int
run_check(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct receipt r;
    char name[LOG_NAME_MAX], number[2][INT_TEXT_MAX];
    uint8_t public[KEY_SIZE];
    const char *text;
    (void)n;
    if (!audit_file(c, word[0], &text) || !vkey_parse(f->key, name, public, &c->err) ||
        !receipt_read(&r, c->arena, text, &c->err))
        return cli_fail(c);
    if (!receipt_holds(&r, name, public, &c->err)) {
        (void)cli_fail(c);
        return EXIT_FINDING;
    }
    if (c->json) {
        print_receipt(c, &r, text);
        return EXIT_OK;
    }
    const char *arg[] = {r.checkpoint.name, int_text(r.idx, number[0]),
                         int_text(r.checkpoint.size, number[1])};
    cli_say(c, M_AUDIT_HELD, arg, 3);
    fprintf(c->out, "\n%s", r.row);
    return EXIT_OK;
}

static const struct flag prove_flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_AUDIT_POOL},
    {"key-file", "FILE", FLAG_TEXT, false, offsetof(struct flags, key), M_AUDIT_KEY_FLAG},
};

static const struct flag check_flags[] = {
    {"key", "VKEY", FLAG_TEXT, true, offsetof(struct flags, key), M_AUDIT_VKEY_FLAG},
};

const struct command cmd_audit_prove = {
    .name = "audit prove",
    .words = "INDEX",
    .summary = M_CMD_AUDIT_PROVE,
    .example = "jicai audit prove 17 --pool 500000 --db jicai.db > 17.tlog-proof",
    .flags = prove_flags,
    .flags_n = sizeof(prove_flags) / sizeof(*prove_flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_prove,
};

const struct command cmd_audit_check = {
    .name = "audit check",
    .words = "FILE",
    .summary = M_CMD_AUDIT_CHECK,
    .example = "jicai audit check 17.tlog-proof --key jicai-2f0c.../500000+1d5b...+ATk...",
    .flags = check_flags,
    .flags_n = sizeof(check_flags) / sizeof(*check_flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_check,
};
