/* jicai agree text|sign|pdf|bundle: an agreement as a document: issued, signed, printed. */
#include <string.h>

#include "agreement/contract.h"
#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/sign.h"
#include "cli/store.h"
#include "print/contract_pdf.h"
#include "project/project.h"
#include "words/contract.h"
#include "words/import.h"
#include "words/seal.h"

struct flags {
    const char *out, *party, *key, *certificate, *envelope, *trust, *at;
    int64_t pool;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *agreement;
    int64_t pool;
    date today;
    const char *envelope;
    size_t envelope_n;
    /* results */
    struct issued doc;
    struct contract_signatures signatures;
    enum put how;
};

static void
line(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static const char *
number(struct cli *c, int64_t n)
{
    return int_text(n, arena_alloc(c->arena, INT_TEXT_MAX));
}

/* The number begins with its project: that is where its pool is. */
static bool
find_pool(struct db *db, struct work *w)
{
    w->pool = w->f->pool;
    const char *project =
        arena_printf(w->c->arena, "%.*s", (int)strcspn(w->agreement, "/"), w->agreement);
    return w->pool != 0 || project_home(db, w->c->arena, project, &w->pool, &w->c->err);
}

static bool
with_db(struct work *w, db_job *job, bool writes)
{
    const char *now;
    struct db *db;
    if (!moment_take(w->c, w->f->at, &now) || !store_open(w->c, &db))
        return false;
    w->today = moment_day(now);
    bool ok = find_pool(db, w) &&
              (writes ? db_tx(db, w->pool, job, w, &w->c->err) : db_read(db, job, w, &w->c->err));
    db_close(db);
    return ok;
}

static bool
issue_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return issue_contract(db, w->c->arena, w->pool, w->agreement, w->today, &w->doc, &w->how, e);
}

static int
run_text(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .agreement = word[0]};
    (void)n;
    if (!with_db(&w, issue_job, true) || !text_out(c, w.f->out, w.doc.text, strlen(w.doc.text)))
        return cli_fail(c);
    if (w.f->out != NULL)
        line(c, M_CONTRACT_ISSUED,
             (const char *const[]){w.agreement, number(c, w.doc.version), w.doc.sha256}, 3);
    return EXIT_OK;
}

static bool
last_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return contract_last(db, w->c->arena, w->pool, w->agreement, &w->doc, e) &&
           contract_signatures(db, w->c->arena, w->pool, w->agreement, w->doc.version,
                               &w->signatures, e);
}

static bool
sign_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return sign_contract(db, w->c->arena, w->pool, w->agreement, w->f->party, w->envelope,
                         w->envelope_n, w->f->trust, w->today, &w->how, e) &&
           last_job(db, w, e);
}

/* With the key here: read what is to be signed, sign it. */
static bool
make_envelope(struct work *w)
{
    const struct flags *f = w->f;
    struct cli *c = w->c;
    struct signature s;
    char *text;
    if (f->envelope != NULL) {
        bool ok =
            file_read(&text, &w->envelope_n, c->arena, f->envelope, SIGNATURE_TEXT_MAX, &c->err);
        w->envelope = text;
        return ok;
    }
    if (f->key == NULL)
        return err_set(&c->err, ERR_INPUT, M_SIGN_KEY_NEEDED, {""});
    if (!with_db(w, last_job, false) ||
        !sign_document(c, &(struct sign_with){f->key, f->certificate, f->at}, w->doc.text,
                       strlen(w->doc.text), &s))
        return false;
    w->envelope = signature_text(c->arena, &s, &w->envelope_n);
    return true;
}

static int
run_sign(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .agreement = word[0]};
    (void)n;
    if (!make_envelope(&w) || !with_db(&w, sign_job, true))
        return cli_fail(c);
    const char *arg[] = {w.f->party, w.agreement, number(c, w.doc.version),
                         number(c, (int64_t)w.signatures.n),
                         number(c, (int64_t)w.signatures.parties)};
    line(c, M_CONTRACT_SIGNED, arg, 5);
    return EXIT_OK;
}

static int
run_pdf(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .agreement = word[0]};
    struct contract *k = arena_alloc(c->arena, sizeof(*k));
    struct pdf_signature s[CONTRACT_PARTIES];
    int64_t pages;
    (void)n;
    bool ok = with_db(&w, last_job, false) && pdf_signatures(s, c->arena, &w.signatures, &c->err);
    if (ok && !contract_parse(k, c->arena, arena_strdup(c->arena, w.doc.text), strlen(w.doc.text)))
        ok = err_set(&c->err, ERR_IO, M_SEAL_FORM, {"agreement"});
    if (!ok ||
        !contract_pdf(w.f->out, c->arena, k, w.doc.sha256, s, w.signatures.n, &pages, &c->err))
        return cli_fail(c);
    line(c, M_CONTRACT_PDF_DONE, (const char *const[]){w.f->out, number(c, pages)}, 2);
    return EXIT_OK;
}

static int
run_bundle(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags, .agreement = word[0]};
    size_t size;
    (void)n;
    if (!with_db(&w, last_job, false))
        return cli_fail(c);
    const char *text = contract_bundle(c->arena, &w.doc, &w.signatures, &size);
    return text_out(c, w.f->out, text, size) ? EXIT_OK : cli_fail(c);
}

#define POOL_FLAG                                                                                  \
    {                                                                                              \
        "pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL             \
    }
#define AT_FLAG                                                                                    \
    {                                                                                              \
        "at", "MOMENT", FLAG_TEXT, false, offsetof(struct flags, at), M_SIGN_F_AT                  \
    }

static const struct flag text_flags[] = {
    POOL_FLAG,
    AT_FLAG,
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};
static const struct flag sign_flags[] = {
    POOL_FLAG,
    AT_FLAG,
    {"party", "CODE", FLAG_TEXT, true, offsetof(struct flags, party), M_SIGN_F_PARTY},
    {"key", "FILE", FLAG_TEXT, false, offsetof(struct flags, key), M_SIGN_F_KEY},
    {"cert", "FILE.pem", FLAG_TEXT, false, offsetof(struct flags, certificate), M_SIGN_F_CERT},
    {"envelope", "FILE", FLAG_TEXT, false, offsetof(struct flags, envelope), M_SIGN_F_ENVELOPE},
    {"trust", "DIR", FLAG_TEXT, false, offsetof(struct flags, trust), M_SIGN_F_TRUST},
};
static const struct flag pdf_flags[] = {
    POOL_FLAG,
    {"out", "FILE", FLAG_TEXT, true, offsetof(struct flags, out), M_SEAL_F_OUT},
};

#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags),   \
    .words = "AGREEMENT", .words_min = 1, .words_max = 1

const struct command cmd_agree_text = {
    .name = "agree text",
    .summary = M_CMD_AGREE_TEXT,
    .example = "jicai agree text CS-1/1/H50010300001/91330100799655058B/92370102MA3M9AG94X",
    FLAGS(text_flags),
    .run = run_text,
};
const struct command cmd_agree_sign = {
    .name = "agree sign",
    .summary = M_CMD_AGREE_SIGN,
    .example = "jicai agree sign CS-1/1/... --party H50010300001 --key hospital.key --db jicai.db",
    FLAGS(sign_flags),
    .run = run_sign,
};
const struct command cmd_agree_pdf = {
    .name = "agree pdf",
    .summary = M_CMD_AGREE_PDF,
    .example = "jicai agree pdf CS-1/1/... --out agreement.pdf --db jicai.db",
    FLAGS(pdf_flags),
    .run = run_pdf,
};
const struct command cmd_agree_bundle = {
    .name = "agree bundle",
    .summary = M_CMD_AGREE_BUNDLE,
    .example = "jicai agree bundle CS-1/1/... --out agreement.json --db jicai.db",
    FLAGS(text_flags),
    .run = run_bundle,
};
