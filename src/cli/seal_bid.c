/* jicai bid file|withdraw|sealed|shares|open|record: sealed bids in the database, until they are
 * opened and after it. */
#include <string.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "project/project.h"
#include "tender/opening.h"
#include "words/import.h"
#include "words/seal.h"

enum { PROOF_MODE = 0644 };

struct flags {
    const char *project, *group, *company, *at, *out, *receipt;
    int64_t pool;
    bool final;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    const char *now, *path;
    char *text;
    size_t n;
    /* results */
    struct filed filed;
    struct shares shares;
    struct handed_in in;
    struct bid_opening opening;
    struct opening_record record;
    enum put how;
    int64_t count;
};

static const char *
number(struct cli *c, int64_t n)
{
    return int_text(n, arena_alloc(c->arena, INT_TEXT_MAX));
}

static void
line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

/* Reads the file, opens the database, finds the pool, runs the body in a transaction of it. */
static bool
with_db(struct work *w, db_job *job, bool writes)
{
    struct cli *c = w->c;
    struct db *db;
    if (!moment_take(c, w->f->at, &w->now))
        return false;
    if (w->path != NULL && !file_read(&w->text, &w->n, c->arena, w->path, SHARES_FILE_MAX, &c->err))
        return false;
    if (!store_open(c, &db))
        return false;
    w->pool = w->f->pool;
    bool ok = (w->pool != 0 || project_home(db, c->arena, w->f->project, &w->pool, &c->err)) &&
              (writes ? db_tx(db, w->pool, job, w, &c->err) : db_read(db, job, w, &c->err));
    db_close(db);
    return ok;
}

/* --- file --- */

static bool
file_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return file_bid(db, w->c->arena, w->pool, w->f->project, "", w->text, w->n, w->now, &w->filed,
                    e);
}

/* The log's row of a bid names its envelope; with the log's key at hand the bidder gets the proof
 * that it stands there (FILE.proof, see jicai audit check). */
static bool
file_and_prove(struct work *w, struct db *db)
{
    struct cli *c = w->c;
    struct job job = {.run = file_job, .arg = w, .act = db->act};
    struct log_key *key;
    const char *proof;
    group_run(db, w->pool, &job, 1);
    c->err = job.err;
    if (job.err.code != ERR_NONE || w->f->receipt == NULL || job.place < 0)
        return job.err.code == ERR_NONE;
    if (!audit_key(c, NULL, &key))
        return false;
    return key == NULL ||
           (receipt_make(db, c->arena, key, w->pool, job.place, db->act.at, &proof, &c->err) &&
            file_make(arena_printf(c->arena, "%s.proof", w->f->receipt), proof, strlen(proof),
                      PROOF_MODE, &c->err));
}

static bool
file_one(struct work *w)
{
    struct cli *c = w->c;
    struct db *db;
    if (!moment_take(c, w->f->at, &w->now) ||
        !file_read(&w->text, &w->n, c->arena, w->path, SHARES_FILE_MAX, &c->err) ||
        !store_open(c, &db))
        return false;
    w->pool = w->f->pool;
    bool ok = (w->pool != 0 || project_home(db, c->arena, w->f->project, &w->pool, &c->err)) &&
              file_and_prove(w, db);
    db_close(db);
    return ok;
}

static int
run_file(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .path = word[0]};
    size_t size;
    (void)n;
    if (!file_one(&w))
        return cli_fail(c);
    const struct filed *f = &w.filed;
    const char *text = filed_text(c->arena, f, &size);
    if (w.f->receipt != NULL && !text_out(c, w.f->receipt, text, size))
        return cli_fail(c);
    const char *arg[] = {f->group, f->company, number(c, f->version), f->sha256, f->at};
    line(c, f->how == FILING_LATE ? M_BID_LATE : M_BID_FILED, arg, 5);
    return f->how == FILING_LATE ? EXIT_FINDING : EXIT_OK;
}

/* --- withdraw --- */

static bool
withdraw_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    return withdraw_bid(db, w->c->arena, w->pool, f->project, f->group, f->company, w->now, &w->how,
                        e);
}

static int
run_withdraw(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!with_db(&w, withdraw_job, true))
        return cli_fail(c);
    line(c, M_BID_WITHDRAWN, (const char *const[]){w.f->group, w.f->company}, 2);
    return EXIT_OK;
}

/* --- sealed --- */

static bool
sealed_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct paper p;
    paper_start(&p, w->c->arena);
    bool ok = sealed_write(db, w->pool, w->f->project, w->now, p.to, &w->count, e);
    w->text = paper_end(&p, &w->n);
    return ok;
}

static int
run_sealed(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!with_db(&w, sealed_job, false) || !text_out(c, w.f->out, w.text, w.n))
        return cli_fail(c);
    if (w.f->out != NULL)
        line(c, M_BIDS_SEALED, (const char *const[]){number(c, w.count), w.f->out}, 2);
    return EXIT_OK;
}

/* --- shares --- */

static bool
shares_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return hand_in_shares(db, w->c->arena, w->pool, w->f->project, "", &w->shares, w->now, &w->in,
                          e);
}

static int
run_shares(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    char *text;
    size_t size;
    (void)n;
    if (!file_read(&text, &size, c->arena, word[0], SHARES_FILE_MAX, &c->err) ||
        !shares_parse(&w.shares, c->arena, text, size, word[0], &c->err) ||
        !with_db(&w, shares_job, true))
        return cli_fail(c);
    const struct handed_in *in = &w.in;
    const char *arg[] = {w.shares.officer, number(c, in->good), number(c, in->bad),
                         number(c, in->closed), number(c, in->unknown)};
    line(c, M_SHARES_IN, arg, 5);
    return in->bad + in->closed + in->unknown > 0 ? EXIT_FINDING : EXIT_OK;
}

/* --- open, record --- */

static bool
record_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return opening_record_get(db, w->c->arena, w->pool, w->f->project, &w->record, e);
}

static bool
open_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    w->opening = (struct bid_opening){.a = w->c->arena,
                                      .pool = w->pool,
                                      .project = w->f->project,
                                      .now = w->now,
                                      .final = w->f->final};
    return open_bids(db, &w->opening, e) && record_job(db, w, e);
}

static void
record_json(struct cli *c, const struct opening_record *r)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", r->opening.officers.project);
    json_text(&j, "deadline", r->opening.officers.deadline);
    json_text(&j, "opened_at", r->opening.opened_at);
    json_text(&j, "officers_sha256", r->opening.sha256);
    json_int(&j, "k", (int64_t)r->opening.officers.k);
    json_int(&j, "n", (int64_t)r->opening.officers.n);
    json_open(&j, "bids", '[');
    for (size_t i = 0; i < r->rows; i++) {
        const struct opening_row *x = &r->row[i];
        json_open(&j, NULL, '{');
        json_text(&j, "group", x->group);
        json_text(&j, "company", x->company);
        json_int(&j, "version", x->version);
        json_text(&j, "filed_at", x->filed_at);
        json_text(&j, "sha256", x->sha256);
        json_text(&j, "outcome", x->outcome);
        json_text(&j, "reason", x->reason);
        json_text(&j, "detail", x->detail);
        json_int(&j, "shares", x->good);
        json_text(&j, "key", x->content_key);
        json_int(&j, "offers", x->offers);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "set_aside", '[');
    for (size_t i = 0; i < r->asides; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "group", r->aside[i].group);
        json_text(&j, "company", r->aside[i].company);
        json_text(&j, "officer", r->aside[i].officer);
        json_text(&j, "state", r->aside[i].state);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static enum msg
reason_msg(const char *reason)
{
    static const struct {
        const char *reason;
        enum msg m;
    } all[] = {{"signature", M_VOID_SIGNATURE}, {"shares", M_VOID_SHARES},
               {"split", M_VOID_SPLIT},         {"key", M_VOID_KEY},
               {"cipher", M_VOID_CIPHER},       {"text", M_VOID_TEXT},
               {"copied", M_VOID_COPIED},       {"offer", M_VOID_OFFER}};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        if (strcmp(all[i].reason, reason) == 0)
            return all[i].m;
    return M_NONE;
}

static void
say_row(struct cli *c, const struct opening_row *x)
{
    const char *arg[] = {x->group, x->company, number(c, x->offers), x->filed_at, x->detail};
    if (*x->outcome == 'o')
        line(c, M_OPENED_ROW, arg, 5);
    else if (*x->outcome == 'w')
        line(c, M_WITHDRAWN_ROW, arg, 5);
    else {
        char why[ERR_TEXT_MAX];
        const char *detail[] = {x->detail};
        words_fill(why, sizeof(why), cli_word(c, reason_msg(x->reason)), detail, 1);
        arg[2] = why;
        line(c, M_VOID_ROW, arg, 5);
    }
}

static void
say_record(struct cli *c, const struct opening_record *r)
{
    const char *head[] = {r->opening.officers.project, r->opening.officers.deadline,
                          r->opening.opened_at};
    line(c, r->opening.opened ? M_RECORD_OPENED : M_RECORD_NOT_YET, head, 3);
    for (size_t i = 0; i < r->rows; i++)
        say_row(c, &r->row[i]);
    for (size_t i = 0; i < r->asides; i++) {
        const struct set_aside *s = &r->aside[i];
        const char *arg[] = {s->officer, s->group, s->company};
        line(c, *s->state == 'b' ? M_ASIDE_BAD : M_ASIDE_CLOSED, arg, 3);
    }
}

static int
show_record(struct cli *c, const struct opening_record *r)
{
    if (c->json)
        record_json(c, r);
    else
        say_record(c, r);
    return EXIT_OK;
}

static int
run_open(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    static const enum msg say[OPENING_VERDICTS] = {
        [OPENING_EARLY] = M_OPEN_EARLY,
        [OPENING_POSTPONED] = M_OPEN_POSTPONED,
        [OPENING_LACKING] = M_OPEN_LACKING,
    };
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!with_db(&w, open_job, true))
        return cli_fail(c);
    const struct bid_opening *o = &w.opening;
    if (o->verdict == OPENING_DONE || o->verdict == OPENING_ALREADY)
        return show_record(c, &w.record);
    const char *arg[] = {w.record.opening.officers.deadline, number(c, o->came),
                         number(c, o->needed), number(c, o->lacking)};
    line(c, say[o->verdict], arg, 4);
    return EXIT_FINDING;
}

static int
run_record(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    return with_db(&w, record_job, false) ? show_record(c, &w.record) : cli_fail(c);
}

#define PROJECT_FLAGS                                                                              \
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},     \
        {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},          \
    {                                                                                              \
        "at", "MOMENT", FLAG_TEXT, false, offsetof(struct flags, at), M_SEAL_F_AT                  \
    }

static const struct flag plain_flags[] = {PROJECT_FLAGS};
static const struct flag file_flags[] = {
    PROJECT_FLAGS,
    {"receipt", "FILE", FLAG_TEXT, false, offsetof(struct flags, receipt), M_BID_F_RECEIPT},
};
static const struct flag withdraw_flags[] = {
    PROJECT_FLAGS,
    {"group", "CODE", FLAG_TEXT, true, offsetof(struct flags, group), M_SEAL_F_GROUP},
    {"company", "CODE", FLAG_TEXT, true, offsetof(struct flags, company), M_SEAL_F_BIDDER},
};
static const struct flag sealed_flags[] = {
    PROJECT_FLAGS,
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};
static const struct flag open_flags[] = {
    PROJECT_FLAGS,
    {"final", NULL, FLAG_BOOL, false, offsetof(struct flags, final), M_BID_F_FINAL},
};

#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_bid_file = {
    .name = "bid file",
    .words = "ENVELOPE",
    .summary = M_CMD_BID_FILE,
    .example = "jicai bid file a.sealed --project CS-1 --receipt a.receipt --db jicai.db",
    FLAGS(file_flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_file,
};
const struct command cmd_bid_withdraw = {
    .name = "bid withdraw",
    .words = "",
    .summary = M_CMD_BID_WITHDRAW,
    .example = "jicai bid withdraw --project CS-1 --group A --company 91330100799655058B",
    FLAGS(withdraw_flags),
    .run = run_withdraw,
};
const struct command cmd_bid_sealed = {
    .name = "bid sealed",
    .words = "",
    .summary = M_CMD_BID_SEALED,
    .example = "jicai bid sealed --project CS-1 --out sealed.txt --db jicai.db",
    FLAGS(sealed_flags),
    .run = run_sealed,
};
const struct command cmd_bid_shares = {
    .name = "bid shares",
    .words = "SHARES",
    .summary = M_CMD_BID_SHARES,
    .example = "jicai bid shares zhang.shares --project CS-1 --db jicai.db",
    FLAGS(plain_flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_shares,
};
const struct command cmd_bid_open = {
    .name = "bid open",
    .words = "",
    .summary = M_CMD_BID_OPEN,
    .example = "jicai bid open --project CS-1 --db jicai.db",
    FLAGS(open_flags),
    .run = run_open,
};
const struct command cmd_bid_record = {
    .name = "bid record",
    .words = "",
    .summary = M_CMD_BID_RECORD,
    .example = "jicai bid record --project CS-1 --db jicai.db --json",
    FLAGS(plain_flags),
    .run = run_record,
};
