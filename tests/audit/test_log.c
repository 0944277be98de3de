/* The stored log: what is written, proved and signed from it; and that whoever changes it is found,
 * by name. */
#include "../db/fresh.h"

#include <unistd.h>

#include "audit/checkpoint.h"
#include "audit/log.h"
#include "audit/row.h"
#include "audit/verify.h"
#include "words/db.h"

enum { ROWS = 520, SIGNED = 300, GROUP = 64, FINDINGS_MAX = 2000 };
static struct log_key key;

static bool
note_pool(struct db *db, void *arg, struct err *e)
{
    (void)arg; /* any writing statement will do */
    return pool_add(db, FRESH_POOL_2, e);
}

static bool
refused(struct db *db, void *arg, struct err *e)
{
    return note_pool(db, arg, e) && err_set(e, ERR_INPUT, M_ROWS_MANY, {"0"});
}

static void
write_rows(int64_t pool, int64_t n)
{
    for (int64_t done = 0; done < n;) {
        struct job jobs[GROUP] = {{0}};
        size_t k = n - done < GROUP ? (size_t)(n - done) : GROUP;
        for (size_t i = 0; i < k; i++)
            jobs[i] = (struct job){.run = note_pool,
                                   .act = {"user:李", "test", "第 1 行", 1700000000000000 + done}};
        group_run(fresh_db, pool, jobs, k);
        for (size_t i = 0; i < k; i++) {
            assert_int_equal(jobs[i].err.code, ERR_NONE);
            assert_int_equal(jobs[i].place, jobs[0].place + (int64_t)i);
        }
        done += (int64_t)k;
    }
}

static int
setup(void **state)
{
    struct err e;
    struct log_key_in in = {.key = &key, .at = 5};
    fresh_setup(state);
    audit_attach(fresh_db);
    fresh_db->act = (struct act){.who = "cli:test", .what = "test", .subject = "", .at = 7};
    OK(log_key_make(&key, "jicai.example/log", &e));
    OK(db_tx(fresh_db, 0, log_key_register, &in, &e));
    return 0;
}

static int
teardown(void **state)
{
    fresh_db->append = NULL;
    return fresh_teardown(state);
}

static struct checkpoint
sign(int64_t pool)
{
    struct err e;
    const char *note;
    struct checkpoint c;
    OK(checkpoint_now(fresh_db, fresh_arena, &key, pool, 9, &note, &e));
    OK(checkpoint_read(&c, note, &e));
    assert_true(checkpoint_signed(note, &c, key.public));
    return c;
}

/* 520 rows, signed at 300 and at the end. */
static void
fill(void)
{
    write_rows(FRESH_POOL, SIGNED);
    sign(FRESH_POOL);
    write_rows(FRESH_POOL, ROWS - SIGNED);
    sign(FRESH_POOL);
}

/* --- a job that knows its own place and says itself what it is about --- */
struct own {
    int64_t place;
    const char *subject;
};

static bool
note_own(struct db *db, void *arg, struct err *e)
{
    struct own *o = arg;
    if (!log_place(db, fresh_arena, FRESH_POOL, &o->place, e) || !note_pool(db, NULL, e))
        return false;
    db->subject = o->subject;
    return true;
}

static void
test_place_and_subject(void **state)
{
    struct own own[3] = {{-2, "sha256:00 P/A"}, {-2, NULL}, {-2, "b"}};
    struct job jobs[4] = {{.run = note_own, .arg = &own[0]},
                          {.run = note_own, .arg = &own[1]},
                          {.run = refused},
                          {.run = note_own, .arg = &own[2]}};
    static const char *const expected[] = {"sha256:00 P/A", "the act's", NULL, "b"};
    struct log_row row;
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(jobs); i++)
        jobs[i].act = (struct act){"user:x", "test", "the act's", 1};
    for (int round = 0; round < 2; round++) { /* the refused one makes them run one by one */
        group_run(fresh_db, FRESH_POOL, jobs, round == 0 ? 2 : COUNT(jobs));
        for (size_t i = 0; i < (round == 0 ? 2 : COUNT(jobs)); i++)
            if (jobs[i].run == note_own) {
                assert_int_equal(((struct own *)jobs[i].arg)->place, jobs[i].place);
                OK(log_row_find(fresh_db, fresh_arena, FRESH_POOL, jobs[i].place, &row, &e));
                assert_string_equal(row.subject, expected[i]);
            } else {
                assert_int_equal(jobs[i].place, -1);
            }
    }
    fresh_db->append = NULL; /* nothing is logged: there is no place */
    group_run(fresh_db, FRESH_POOL, jobs, 1);
    assert_int_equal(own[0].place, -1);
}

/* --- what verify says --- */
static char said[64 * 1024];
static size_t said_n;

static void
found(void *arg, const struct log_finding *f)
{
    (void)arg;
    int n = f->level >= 0 ? snprintf(said + said_n, sizeof(said) - said_n, "%s %d/%lld;",
                                     log_fault_name(f->fault), f->level, (long long)f->idx)
                          : snprintf(said + said_n, sizeof(said) - said_n, "%s %lld;",
                                     log_fault_name(f->fault), (long long)f->idx);
    said_n += (size_t)n;
    assert_true(said_n < sizeof(said));
}

struct ask {
    int64_t pool;
    struct log_check check;
    struct log_counts counts;
};

static bool
verify_job(struct db *db, void *arg, struct err *e)
{
    struct ask *a = arg;
    return log_verify(db, a->pool, &a->check, &a->counts, e);
}

static struct log_counts
verify(int64_t pool, const struct checkpoint *kept)
{
    struct err e;
    struct ask a = {.pool = pool, .check = {.found = found, .kept = kept}};
    said_n = 0;
    said[0] = '\0';
    OK(db_read(fresh_db, verify_job, &a, &e));
    return a.counts;
}

static void
test_an_empty_log(void **state)
{
    (void)state;
    struct checkpoint c = sign(FRESH_POOL);
    assert_int_equal(c.size, 0);
    struct log_counts n = verify(-1, NULL);
    assert_string_equal(said, "");
    assert_int_equal(n.pools, 3); /* two, and the platform, which has one row: the key's */
    assert_int_equal(n.rows, 1);
    assert_int_equal(n.checkpoints, 1);
}

static void
test_a_whole_log(void **state)
{
    struct checkpoint c, again;
    (void)state;
    fill();
    struct log_counts n = verify(FRESH_POOL, NULL);
    assert_string_equal(said, "");
    assert_int_equal(n.rows, ROWS);
    assert_int_equal(n.checkpoints, 2);
    c = sign(FRESH_POOL); /* the same size is not signed again */
    again = sign(FRESH_POOL);
    assert_int_equal(c.size, ROWS);
    assert_memory_equal(&c.root, &again.root, sizeof(c.root));
    verify(-1, &c);
    assert_string_equal(said, "");
}

/* A group with one that is taken back: no gap, nothing of it. */
static void
test_no_row_for_what_did_not_happen(void **state)
{
    struct job jobs[] = {{.run = note_pool}, {.run = refused}, {.run = note_pool}};
    struct log_row *rows;
    struct err e;
    size_t n;
    (void)state;
    group_run(fresh_db, FRESH_POOL, jobs, 3);
    assert_int_equal(jobs[0].place, 0);
    assert_int_equal(jobs[1].place, -1);
    assert_int_equal(jobs[2].place, 1);
    OK(log_page(fresh_db, fresh_arena, FRESH_POOL, -1, 100, &rows, &n, &e));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].who, "cli:test");
    assert_int_equal(rows[1].at, 7);
    assert_string_not_equal(rows[0].salt, rows[1].salt);
    assert_string_equal(rows[0].change, rows[1].change);
    verify(-1, NULL);
    assert_string_equal(said, "");
}

static void
test_dirty_texts_are_cleaned(void **state)
{
    char wide[600];
    struct log_row *rows;
    struct err e;
    size_t n;
    (void)state;
    memset(wide, 0, sizeof(wide));
    for (size_t i = 0; i + 3 < sizeof(wide); i += 3)
        memcpy(wide + i, "药", 3);
    struct job jobs[] = {{.run = note_pool, .act = {"a\tb\nc", "what", wide, 1}},
                         {.run = note_pool, .act = {"\xff\xfe", "what", NULL, 1}}};
    group_run(fresh_db, FRESH_POOL, jobs, 2);
    OK(log_page(fresh_db, fresh_arena, FRESH_POOL, -1, 100, &rows, &n, &e));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].who, "a?b?c");
    assert_int_equal(strlen(rows[0].subject), 255);
    assert_string_equal(rows[1].who, "?");
    verify(-1, NULL);
    assert_string_equal(said, "");
}

static void
test_the_feed_in_pages(void **state)
{
    struct log_row *rows;
    struct err e;
    size_t n;
    int64_t after = -1, seen = 0;
    (void)state;
    write_rows(FRESH_POOL, 130);
    write_rows(FRESH_POOL_2, 3);
    do {
        OK(log_page(fresh_db, fresh_arena, FRESH_POOL, after, 50, &rows, &n, &e));
        for (size_t i = 0; i < n; i++)
            assert_int_equal(rows[i].idx, seen++);
        after = seen - 1;
    } while (n == 50);
    assert_int_equal(seen, 130);
}

/* --- proofs from the stored tree --- */
static int statements;
static const struct db_ops *real;

static bool
counted(struct db *db, const struct query *q, const struct val in[], size_t n, struct arena *a,
        struct rows *out, struct err *e)
{
    statements++;
    return real->run(db, q, in, n, a, out, e);
}

static void
test_proofs_from_tiles(void **state)
{
    static const int64_t sizes[] = {1, 2, 255, 256, 257, 300, 511, 512, 513, 520};
    struct arena *a = arena_new(1 << 20);
    struct log_reader *r = arena_alloc(fresh_arena, sizeof(*r));
    struct hash leaf[ROWS], root[ROWS + 1], done[TREE_LEVELS + 1];
    struct frontier f = {0};
    struct log_row *rows;
    struct err e;
    size_t n;
    (void)state;
    fill();
    OK(log_page(fresh_db, fresh_arena, FRESH_POOL, -1, ROWS, &rows, &n, &e));
    for (int64_t i = 0; i < ROWS; i++) {
        root[i] = frontier_root(&f);
        leaf[i] = log_row_leaf(&rows[i]);
        frontier_add(&f, &leaf[i], done);
    }
    root[ROWS] = frontier_root(&f);
    real = fresh_db->ops;
    struct db_ops counting = *real;
    counting.run = counted;
    fresh_db->ops = &counting;
    for (size_t s = 0; s < COUNT(sizes); s++)
        for (int64_t i = 0; i < sizes[s]; i += 1 + sizes[s] / 13) {
            struct proof p;
            arena_reset(a);
            log_reader_init(r, fresh_db, a, FRESH_POOL);
            statements = 0;
            OK(inclusion_prove(log_read, r, i, sizes[s], &p, &e));
            assert_true(inclusion_holds(&p, i, sizes[s], &leaf[i], &root[sizes[s]]));
            assert_true(statements <= 8); /* two levels of tiles, each full or at the edge */
            OK(consistency_prove(log_read, r, i, sizes[s], &p, &e));
            assert_true(consistency_holds(&p, i, sizes[s], &root[i], &root[sizes[s]]));
        }
    fresh_db->ops = real;
    arena_free(a);
}

static void
test_receipts(void **state)
{
    struct err e;
    const char *text;
    struct receipt r;
    char name[LOG_NAME_MAX];
    struct log_key other;
    (void)state;
    fill();
    log_name(key.origin, FRESH_POOL, name);
    OK(log_key_make(&other, "jicai.example/log", &e));
    for (int64_t i = 0; i < ROWS; i += 37) {
        OK(receipt_make(fresh_db, fresh_arena, NULL, FRESH_POOL, i, 0, &text, &e));
        OK(receipt_read(&r, fresh_arena, text, &e));
        OK(receipt_holds(&r, name, key.public, &e));
        assert_false(receipt_holds(&r, "jicai.example/log/1", key.public, &e));
        assert_false(receipt_holds(&r, name, other.public, &e));
        r.idx++;
        assert_false(receipt_holds(&r, name, key.public, &e));
    }
    assert_false(receipt_make(fresh_db, fresh_arena, NULL, FRESH_POOL, ROWS, 0, &text, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    write_rows(FRESH_POOL, 1); /* not covered: signed when there is a key */
    assert_false(receipt_make(fresh_db, fresh_arena, NULL, FRESH_POOL, ROWS, 0, &text, &e));
    OK(receipt_make(fresh_db, fresh_arena, &key, FRESH_POOL, ROWS, 3, &text, &e));
    OK(receipt_read(&r, fresh_arena, text, &e));
    OK(receipt_holds(&r, name, key.public, &e));
    assert_int_equal(r.checkpoint.size, ROWS + 1);
}

/* Each byte of a receipt matters, or it is not read at all. */
static void
test_every_byte_of_a_receipt(void **state)
{
    struct err e;
    const char *text;
    struct receipt r;
    char name[LOG_NAME_MAX];
    (void)state;
    write_rows(FRESH_POOL, 5);
    log_name(key.origin, FRESH_POOL, name);
    OK(receipt_make(fresh_db, fresh_arena, &key, FRESH_POOL, 2, 0, &text, &e));
    size_t n = strlen(text);
    char *bad = arena_strdup(fresh_arena, text);
    struct arena *a = arena_new(1 << 20);
    for (size_t i = 0; i < n; i++) {
        bad[i] ^= 1;
        assert_false(receipt_read(&r, a, bad, &e) && receipt_holds(&r, name, key.public, &e));
        bad[i] = text[i];
        if (i + 1 < n) { /* the last line's end is no part of what is signed */
            char *cut = arena_printf(a, "%.*s", (int)i, text);
            assert_false(receipt_read(&r, a, cut, &e) && receipt_holds(&r, name, key.public, &e));
        }
        arena_reset(a);
    }
    arena_free(a);
}

/* Keys as text, many of them: their base64 has every character, also '+'. */
static void
test_keys_as_text(void **state)
{
    char path[] = "/tmp/jicai-key-XXXXXX", vkey[VKEY_MAX], name[LOG_NAME_MAX], file[64];
    uint8_t public[KEY_SIZE];
    struct err e;
    (void)state;
    assert_non_null(mkdtemp(path));
    snprintf(file, sizeof(file), "%s/key", path);
    for (int i = 0; i < 100; i++) {
        struct log_key made, read;
        OK(log_key_make(&made, i % 2 ? "a.b/c-1" : NULL, &e));
        vkey_text(made.origin, made.public, vkey);
        OK(vkey_parse(vkey, name, public, &e));
        assert_string_equal(name, made.origin);
        assert_memory_equal(public, made.public, KEY_SIZE);
        vkey[strlen(name) + 3] ^= 1; /* its id */
        assert_false(vkey_parse(vkey, name, public, &e));
        OK(log_key_write(&made, file, &e));
        assert_false(log_key_write(&made, file, &e)); /* never in the place of another */
        OK(log_key_read(&read, file, &e));
        assert_string_equal(read.origin, made.origin);
        assert_memory_equal(read.secret, made.secret, SECRET_SIZE);
        assert_int_equal(remove(file), 0);
    }
    assert_false(log_key_read(&key, file, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(rmdir(path), 0);
    static const char *const bad[] = {"", "A", "a b", "a+b", "a/", "集采"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(log_key_make(&key, bad[i], &e));
    static const char *const none[] = {"", "+", "a+b", "a+00000000+", "++", "a+zz+AQ=="};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(vkey_parse(none[i], name, public, &e));
}

/* --- tampering --- */
static void
script(const char *sql)
{
    struct err e;
    OK(fresh_db->ops->exec(fresh_db, sql, &e));
}

/* What an attacker with the file does first. */
static void
unlock(void)
{
    if (strcmp(fresh_name(), "sqlite") == 0)
        script("DROP TRIGGER log_row_no_update; DROP TRIGGER log_row_no_delete; "
               "DROP TRIGGER log_tile_no_update; DROP TRIGGER log_tile_no_delete; "
               "DROP TRIGGER log_checkpoint_no_update; DROP TRIGGER log_checkpoint_no_delete; "
               "DROP TRIGGER log_key_no_update; DROP TRIGGER log_key_no_delete");
}

#define POOL_IS " WHERE pool = 500000 AND "
static const struct {
    const char *why, *sql, *want;
} tampers[] = {
    {"a row is changed", "UPDATE log_row SET subject = 'x'" POOL_IS "idx = 17", "row_changed 17;"},
    {"a row at the edge", "UPDATE log_row SET at = at + 1" POOL_IS "idx = 519", "row_changed 519;"},
    {"its leaf too",
     "UPDATE log_row SET leaf = '"
     "00112233445566778899aabbccddeeff"
     "00112233445566778899aabbccddeeff'" POOL_IS "idx = 17",
     "row_changed 17;tile_differs 0/17;signed_other 300;signed_other 520;root_differs 520;"
     "frontier_differs 520;"},
    {"a leaf that is none", "UPDATE log_row SET leaf = 'x'" POOL_IS "idx = 3", "row_changed 3;"},
    {"a row is deleted", "DELETE FROM log_row" POOL_IS "idx = 17", "row_missing 17;"},
    {"rows at the edge", "DELETE FROM log_row" POOL_IS "idx IN (518, 519)",
     "truncated 518;signed_later 520;"},
    {"deleted at the edge", "DELETE FROM log_row" POOL_IS "idx = 515",
     "row_missing 515;signed_other 520;root_differs 520;frontier_differs 520;"},
    {"a row is put in",
     "INSERT INTO log_row (pool, idx, at, who, what, subject, change, salt, "
     "leaf) SELECT pool, 520, at, who, what, subject, change, salt, leaf FROM log_row" POOL_IS
     "idx = 519",
     "row_extra 520;"},
    {"far away",
     "INSERT INTO log_row (pool, idx, at, who, what, subject, change, salt, leaf) "
     "SELECT pool, 4000000000000, at, who, what, subject, change, salt, leaf FROM log_row" POOL_IS
     "idx = 519; UPDATE pool_head SET size = 5000000000000 WHERE pool = 500000",
     "row_extra 4000000000000;truncated 520;"},
    {"two rows change places",
     "UPDATE log_row SET idx = 9000" POOL_IS "idx = 3; "
     "UPDATE log_row SET idx = 3" POOL_IS "idx = 4; UPDATE log_row SET idx = 4" POOL_IS
     "idx = 9000",
     "row_changed 3;row_changed 4;tile_differs 0/3;signed_other 300;signed_other 520;"
     "root_differs 520;frontier_differs 520;"},
    {"a tile is changed",
     "UPDATE log_tile SET hashes = substr(hashes, 1, 64) || "
     "substr(hashes, 1, 64) || substr(hashes, 129, 16256)" POOL_IS "tile = 1",
     "tile_differs 0/257;"},
    {"its root", "UPDATE log_tile SET hash = substr(hashes, 1, 64)" POOL_IS "tile = 0",
     "tile_differs 0/256;"},
    {"a tile is gone", "DELETE FROM log_tile" POOL_IS "tile = 1", "tile_missing 0/1;"},
    {"a tile too many",
     "INSERT INTO log_tile (pool, level, tile, hash, hashes) SELECT pool, level,"
     " 2, hash, hashes FROM log_tile" POOL_IS "tile = 1",
     "tile_extra 0/2;"},
    {"the head's root", "UPDATE pool_head SET root = substr(frontier, 1, 64)" POOL_IS "true",
     "root_differs 520;"},
    {"the head's frontier", "UPDATE pool_head SET frontier = root || root" POOL_IS "true",
     "frontier_differs 520;"},
    {"a frontier that is none", "UPDATE pool_head SET frontier = ''" POOL_IS "true",
     "frontier_differs 520;"},
    {"the head's size", "UPDATE pool_head SET size = 519" POOL_IS "true",
     "row_extra 519;root_differs 519;frontier_differs 519;signed_later 520;"},
    {"the log cut short, head and all",
     "DELETE FROM log_row" POOL_IS "idx >= 0; DELETE FROM "
     "log_tile" POOL_IS "true; UPDATE pool_head SET size = 0, frontier = '', root = "
     "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'" POOL_IS "true",
     "signed_later 300;signed_later 520;"},
    {"a pool without a head", "DELETE FROM pool_head" POOL_IS "true", NULL},
    {"a signature",
     "UPDATE log_checkpoint SET note = substr(note, 1, length(note) - 10) || "
     "'AAAAAAAA=' || substr(note, length(note), 1)" POOL_IS "size = 300",
     "signed_forged 300;"},
    {"another size", "UPDATE log_checkpoint SET size = 299" POOL_IS "size = 300",
     "signed_forged 299;"},
    {"a stranger's key", "DELETE FROM log_key WHERE from_at = 5",
     "signed_forged 300;signed_forged 520;"},
};

static void
test_tampering_is_named(void **state)
{
    struct ask a = {.pool = FRESH_POOL, .check = {.found = found}};
    struct err e;
    (void)state;
    fill();
    unlock();
    for (size_t i = 0; i < COUNT(tampers); i++) {
        script("BEGIN");
        script(tampers[i].sql);
        said_n = 0;
        said[0] = '\0';
        OK(verify_job(fresh_db, &a, &e));
        if (tampers[i].want == NULL)
            assert_true(said_n > 0);
        else if (strcmp(said, tampers[i].want) != 0)
            fail_msg("%s: %s", tampers[i].why, said);
        script("ROLLBACK");
    }
    verify(FRESH_POOL, NULL);
    assert_string_equal(said, "");
}

/* Everything is written anew, and fits together: only what was signed tells. */
static void
test_a_fork(void **state)
{
    struct checkpoint kept;
    struct err e;
    const char *note;
    (void)state;
    fill();
    kept = sign(FRESH_POOL);
    unlock();
    script(
        "DELETE FROM log_row WHERE pool = 500000; DELETE FROM log_tile WHERE pool = 500000; "
        "UPDATE pool_head SET size = 0, frontier = '', root = "
        "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' WHERE pool = 500000");
    write_rows(FRESH_POOL, ROWS + 1);
    verify(FRESH_POOL, NULL);
    assert_string_equal(said, "signed_other 300;signed_other 520;");
    assert_false(checkpoint_now(fresh_db, fresh_arena, &key, FRESH_POOL, 9, &note, &e));
    script("DELETE FROM log_checkpoint WHERE pool = 500000"); /* then only what is kept elsewhere */
    verify(FRESH_POOL, NULL);
    assert_string_equal(said, "");
    verify(FRESH_POOL, &kept);
    assert_string_equal(said, "signed_other 520;");
    kept.size = ROWS + 2;
    verify(FRESH_POOL, &kept);
    assert_string_equal(said, "signed_later 522;");
}

static void
test_a_stranger_may_not_sign(void **state)
{
    struct log_key stranger;
    const char *note;
    struct err e;
    (void)state;
    OK(log_key_make(&stranger, NULL, &e));
    write_rows(FRESH_POOL, 3);
    assert_false(checkpoint_now(fresh_db, fresh_arena, &stranger, FRESH_POOL, 9, &note, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

/* A tile of tiles: 255 equal ones are put there, the last of them comes by writing. */
static void
test_tiles_of_tiles(void **state)
{
    enum { BEFORE = 255 * TILE, AFTER = BEFORE + 300 };
    static char text[TILE * 64 + 1], nodes[TREE_LEVELS * 64 + 1];
    struct frontier one = {0}, tiles = {0};
    struct hash leaf[TILE], done[TREE_LEVELS + 1], root;
    struct log_reader *r = arena_alloc(fresh_arena, sizeof(*r));
    struct log_head head;
    struct proof p;
    struct err e;
    (void)state;
    for (int i = 0; i < TILE; i++) {
        char hex[SHA256_HEX_MAX];
        leaf[i] = leaf_hash(&i, sizeof(i));
        frontier_add(&one, &leaf[i], done);
        memcpy(text + (size_t)i * 64, sha256_text(leaf[i].b, hex), 64);
    }
    root = frontier_root(&one);
    char hex[SHA256_HEX_MAX], *put = arena_alloc(fresh_arena, sizeof(text) + 512);
    for (int64_t i = 0; i < 255; i++) {
        frontier_add(&tiles, &root, done);
        snprintf(put, sizeof(text) + 512,
                 "INSERT INTO log_tile (pool, level, tile, hash, hashes) VALUES (500000, 0, %lld, "
                 "'%s', '%s')",
                 (long long)i, sha256_text(root.b, hex), text);
        script(put);
    }
    for (int i = 0; i < tiles.n; i++) /* the right edge of tiles is that of their leaves */
        memcpy(nodes + (size_t)i * 64, sha256_text(tiles.node[i].b, hex), 64);
    snprintf(put, sizeof(text),
             "UPDATE pool_head SET size = %d, frontier = '%s' WHERE pool = 500000", BEFORE, nodes);
    script(put);
    struct hash before = frontier_root(&tiles), stored[TILE];
    write_rows(FRESH_POOL, AFTER - BEFORE);

    int n;
    OK(log_head(fresh_db, fresh_arena, FRESH_POOL, &head, &e));
    assert_int_equal(head.size, AFTER);
    OK(log_tile(fresh_db, fresh_arena, FRESH_POOL, 1, 0, stored, &n, &e));
    assert_int_equal(n, TILE);
    assert_true(hash_equal(&stored[254], &root) && !hash_equal(&stored[255], &root));
    OK(log_tile(fresh_db, fresh_arena, FRESH_POOL, 1, 1, stored, &n, &e));
    assert_int_equal(n, 0);
    log_reader_init(r, fresh_db, fresh_arena, FRESH_POOL);
    OK(tree_root(log_read, r, AFTER, &root, &e));
    assert_true(hash_equal(&root, &head.root));
    for (int64_t i = 17; i < BEFORE; i += 9999) {
        OK(inclusion_prove(log_read, r, i, AFTER, &p, &e));
        assert_true(inclusion_holds(&p, i, AFTER, &leaf[i % TILE], &root));
    }
    OK(consistency_prove(log_read, r, BEFORE, AFTER, &p, &e));
    assert_true(consistency_holds(&p, BEFORE, AFTER, &before, &root));
}

static void
test_append_only(void **state)
{
    static const char *const table[] = {"log_row", "log_tile", "log_checkpoint", "log_key"};
    (void)state;
    fill();
    for (size_t i = 0; i < COUNT(table); i++) {
        char text[128];
        struct err e;
        if (strcmp(fresh_name(), "sqlite") != 0)
            break; /* there it is a right of roles: test_roles */
        snprintf(text, sizeof(text), "DELETE FROM %s", table[i]);
        assert_false(fresh_db->ops->exec(fresh_db, text, &e));
        assert_int_equal(e.code, ERR_CONFLICT);
    }
    verify(-1, NULL);
    assert_string_equal(said, "");
}

/* PostgreSQL: who owns the tables makes them and need not rule the cluster; who serves may write,
 * and may not change what was written. */
static void
test_roles(void **state)
{
    static const char *const refused[] = {"UPDATE log_row SET who = 'x'",
                                          "DELETE FROM log_row",
                                          "DELETE FROM log_checkpoint",
                                          "UPDATE log_tile SET hash = ''",
                                          "DELETE FROM entry",
                                          "TRUNCATE log_row",
                                          "UPDATE schema_version SET sha256 = ''",
                                          "DROP TABLE log_row",
                                          "ALTER TABLE log_row DISABLE TRIGGER ALL"};
    struct db *d;
    struct err e;
    (void)state;
    if (strcmp(fresh_name(), "sqlite") == 0)
        return; /* triggers do it there */
    OK(db_open(&d, fresh_url, &e));
    OK(d->ops->exec(d,
                    "CREATE ROLE jicai_owner; CREATE ROLE jicai_app; "
                    "CREATE SCHEMA two AUTHORIZATION jicai_owner; "
                    "SET search_path = two; SET ROLE jicai_owner",
                    &e));
    OK(schema_apply(d, 1, &e));
    OK(d->ops->exec(d, "SET ROLE jicai_app", &e));
    audit_attach(d);
    d->act = (struct act){.who = "test", .what = "test", .at = 1};
    OK(db_tx(d, 0, note_pool, NULL, &e));
    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_false(d->ops->exec(d, refused[i], &e));
        assert_int_equal(e.msg, i < COUNT(refused) - 2 ? M_DB_DENIED : e.msg);
    }
    OK(d->ops->exec(d,
                    "SET search_path = two; RESET ROLE; DROP SCHEMA two CASCADE; "
                    "DROP ROLE jicai_owner; DROP ROLE jicai_app",
                    &e));
    db_close(d);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_empty_log),
        TEST(test_a_whole_log),
        TEST(test_no_row_for_what_did_not_happen),
        TEST(test_place_and_subject),
        TEST(test_dirty_texts_are_cleaned),
        TEST(test_the_feed_in_pages),
        TEST(test_proofs_from_tiles),
        TEST(test_receipts),
        TEST(test_every_byte_of_a_receipt),
        TEST(test_keys_as_text),
        TEST(test_tampering_is_named),
        TEST(test_a_fork),
        TEST(test_a_stranger_may_not_sign),
        TEST(test_tiles_of_tiles),
        TEST(test_append_only),
        TEST(test_roles),
    };
    return fresh_run(tests, COUNT(tests));
}
