/* talks_close.c - the end of talks: the record, the panel's signatures, the bids that come of them.
 */
#include <string.h>

#include "base/core/text.h"
#include "base/host/paper.h"
#include "policy/round_bid.h"
#include "project/bank.h"
#include "project/explained.h"
#include "project/life.h"
#include "project/meeting.h"
#include "seal/signature.h"
#include "tender/bid.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "tender/talks.h"
#include "words/contract.h"
#include "words/talks.h"

enum { STEPS_MAX = 8 };
#define KEY(k) v_int((k)->pool), v_text((k)->project), v_text((k)->group), v_int((k)->number)

struct ending { /* what the engine looks at, out of the database */
    struct talks_file file;
    struct talks talks;
    struct talks_offer *offer;
    const char **expert; /* who came, by code */
    size_t experts;
};

static void
offers_of(struct arena *a, struct ending *x)
{
    const struct talks_file *t = &x->file;
    x->offer = arena_array(a, struct talks_offer, t->offers + 1);
    for (size_t i = 0; i < t->offers; i++) {
        const struct talks_filed *f = &t->filed[i];
        const struct talks_supplier *s = talks_invited(t, f->company);
        x->offer[i] = (struct talks_offer){.company = f->company,
                                           .controller = s != NULL ? s->controller : "",
                                           .product = f->product,
                                           .round = f->turn,
                                           .price = f->price};
        (void)round_moment(f->at, &x->offer[i].at);
    }
}

/* Once it is concluded, those of the record: nobody is added to it afterwards. */
static void
experts_of_record(struct arena *a, struct ending *x)
{
    static const char name[] = "expert\t";
    char *text = arena_strdup(a, x->file.record), *line = text;
    x->expert = arena_array(a, const char *, strlen(text) / sizeof(name) + 1);
    while (*line != '\0') {
        size_t n = strcspn(line, "\n");
        bool last = line[n] == '\0';
        line[n] = '\0';
        if (strncmp(line, name, sizeof(name) - 1) == 0)
            x->expert[x->experts++] = line + sizeof(name) - 1;
        line += n + !last;
    }
}

static bool
experts_of(struct db *db, struct arena *a, struct ending *x, struct err *e)
{
    const struct talks_file *t = &x->file;
    struct services s = {.n = 0};
    if (*t->record != '\0') {
        experts_of_record(a, x);
        return true;
    }
    if (*t->meeting != '\0' &&
        !meeting_members(db, a, t->key.pool, t->key.project, t->meeting, &s, e))
        return false;
    x->expert = arena_array(a, const char *, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        if (s.list[i].came == SERVICE_ATTENDED)
            x->expert[x->experts++] = s.list[i].expert;
    return true;
}

static bool
load_ending(struct db *db, struct arena *a, const struct talks_key *key, const char *now,
            struct ending *x, struct err *e)
{
    *x = (struct ending){.experts = 0};
    if (!talks_load(db, a, key, &x->file, e) || !experts_of(db, a, x, e))
        return false;
    const struct talks_file *t = &x->file;
    const struct talks_turn *last = t->turns > 0 ? &t->turn[t->turns - 1] : NULL;
    offers_of(a, x);
    x->talks =
        (struct talks){.mode = t->mode,
                       .rules = &x->file.rules,
                       .invited = (int64_t)t->suppliers,
                       .rounds = (int64_t)t->turns,
                       .running = last != NULL && *now != '\0' && strcmp(now, last->until) <= 0,
                       .ceiling = last != NULL ? last->ceiling : (money){0},
                       .panel = (int64_t)x->experts,
                       .signatures = (int64_t)t->signatures,
                       .offer = x->offer,
                       .offers = t->offers};
    return true;
}

static bool
refuse(enum talks_verdict v, const struct talks_file *t, struct err *e)
{
    static const enum msg say[TALKS_VERDICTS] = {M_NONE,        M_TALKS_NO_ROUND, M_TALKS_IN_ROUND,
                                                 M_TALKS_PANEL, M_TALKS_UNSIGNED, M_TALKS_FEW};
    char least[INT_TEXT_MAX];
    int_text(v == TALKS_PANEL ? t->rules.panel : t->rules.suppliers, least);
    return err_set(e, ERR_CONFLICT, say[v], {t->key.group, least}, .field = "talks");
}

/* --- the record --- */

static const char *
num(struct arena *a, int64_t n)
{
    return int_text(n, arena_alloc(a, INT_TEXT_MAX));
}

static const char *
yuan(struct arena *a, money m)
{
    return money_text(m, arena_alloc(a, MONEY_TEXT_MAX));
}

static bool
comes_first(const struct talks_filed *a, const struct talks_filed *b)
{
    int c = strcmp(a->product, b->product);
    return c != 0 ? c < 0 : strcmp(a->company, b->company) < 0;
}

/* By product, then company: whoever asks, the record reads the same. */
static void
sort_binding(const struct talks_file *t, size_t binding[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        size_t at = binding[i], k = i;
        for (; k > 0 && comes_first(&t->filed[at], &t->filed[binding[k - 1]]); k--)
            binding[k] = binding[k - 1];
        binding[k] = at;
    }
}

static const char *
record_text(struct arena *a, const struct ending *x, size_t *size)
{
    const struct talks_file *t = &x->file;
    size_t *binding = arena_array(a, size_t, t->offers + 1);
    size_t n = talks_binding(&x->talks, binding);
    struct paper p;
    paper_start(&p, a);
    paper_line(&p, "jicai-talks-1");
    paper_line(&p, "talks", num(a, t->key.pool), t->key.project, t->key.group,
               num(a, t->key.number), talks_mode_names[t->mode]);
    if (*t->meeting != '\0')
        paper_line(&p, "meeting", t->meeting);
    for (size_t i = 0; i < t->suppliers; i++)
        paper_line(&p, "supplier", t->supplier[i].company);
    for (size_t i = 0; i < t->turns; i++)
        paper_line(&p, "round", num(a, t->turn[i].turn), t->turn[i].from, t->turn[i].until,
                   yuan(a, t->turn[i].ceiling));
    sort_binding(t, binding, n);
    for (size_t i = 0; i < n; i++) {
        const struct talks_filed *f = &t->filed[binding[i]];
        paper_line(&p, "offer", f->company, f->product, yuan(a, f->price), yuan(a, f->with_service),
                   arena_printf(a, "%lld", (long long)f->capacity));
    }
    for (size_t i = 0; i < x->experts; i++)
        paper_line(&p, "expert", x->expert[i]);
    return paper_end(&p, size);
}

bool
conclude_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *now,
               enum put *how, struct err *e)
{
    struct ending x;
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    size_t n, size, *binding;
    if (!load_ending(db, a, key, now, &x, e))
        return false;
    *how = PUT_SAME;
    if (x.file.state != TALKS_IS_OPEN)
        return true;
    binding = arena_array(a, size_t, x.file.offers + 1);
    enum talks_verdict v = talks_end(&x.talks, binding, &n, NULL);
    if (v != TALKS_OK && v != TALKS_UNSIGNED && v != TALKS_FEW)
        return refuse(v, &x.file, e);
    const char *text = record_text(a, &x, &size);
    sha256_of(text, size, digest);
    sha256_text(digest, hex);
    *how = PUT_NEW;
    return db_do(db, &q_talks_concluded, e, KEY(key), v_text(text), v_text(hex));
}

/* --- signing --- */

static bool
is_of_panel(const struct ending *x, const char *expert)
{
    for (size_t i = 0; i < x->experts; i++)
        if (strcmp(x->expert[i], expert) == 0)
            return true;
    return false;
}

static bool
good(struct db *db, struct arena *a, struct signature *s, const struct ending *x,
     const char *expert, date today, struct err *e)
{
    const char *text = x->file.record;
    enum cert_verdict why;
    struct cert cert;
    bool holds;
    enum signature_verdict v = signature_check(s, a, text, strlen(text), NULL, &why, &cert);
    if (v != SIGNATURE_OK)
        return err_set(e, ERR_INPUT,
                       v == SIGNATURE_OTHER_DOCUMENT ? M_TALKS_OTHER_TEXT : M_SIGN_WRONG,
                       {signature_verdict_name(v)}, .field = "signature");
    return expert_key_holds(db, a, x->file.key.pool, expert, &s->key, today, &holds, e) &&
           (holds || err_set(e, ERR_DENIED, M_SIGN_OTHER_KEY, {expert}, .field = "signature"));
}

bool
sign_talks(struct db *db, struct arena *a, const struct talks_key *key, const char *expert,
           const char *envelope, size_t n, date today, enum put *how, struct err *e)
{
    struct ending x;
    struct signature s;
    size_t size;
    if (!signature_parse(&s, a, envelope, n, "", e) || !load_ending(db, a, key, "", &x, e))
        return false;
    if (!is_of_panel(&x, expert))
        return err_set(e, ERR_NOT_FOUND, M_TALKS_NO_PANEL, {expert, key->group}, .field = "expert");
    if (x.file.state == TALKS_IS_OPEN)
        return err_set(e, ERR_CONFLICT, M_TALKS_NOT_CONCLUDED, {key->group}, .field = "talks");
    const char *text = signature_text(a, &s, &size); /* as we write it */
    *how = PUT_SAME;
    for (size_t i = 0; i < x.file.signatures; i++)
        if (strcmp(x.file.sign[i].expert, expert) == 0)
            return strcmp(x.file.sign[i].envelope, text) == 0 ||
                   err_set(e, ERR_CONFLICT, M_SIGNED_ALREADY, {expert}, .field = "expert");
    *how = PUT_NEW;
    return good(db, a, &s, &x, expert, today, e) &&
           db_do(db, &q_talks_signature_write, e, KEY(key), v_text(expert), v_text(s.signed_at),
                 v_text(text));
}

/* --- closing --- */

static bool
write_bid(struct db *db, struct arena *a, const struct ending *x, size_t at, struct err *e)
{
    const struct talks_file *t = &x->file;
    const struct talks_filed *f = &t->filed[at];
    struct qualification q;
    enum put how;
    bool found;
    if (!qualification_get(db, a, t->key.pool, t->key.project, f->company, &q, &found, e))
        return false;
    const struct bid b = {.group = t->key.group,
                          .product = f->product,
                          .company = f->company,
                          .price = f->price,
                          .with_service = f->with_service,
                          .unit = "",
                          .capacity = f->capacity,
                          .regions = "",
                          .filed_at = f->at,
                          .ceiling = x->talks.ceiling,
                          .other_prices = "",
                          .related_to = "",
                          .qualified = !found || q.qualified,
                          .credit = found ? q.credit : 0};
    return bid_put(db, a, t->key.pool, t->key.project, &b, &how, e);
}

static bool
keep_steps(struct db *db, struct arena *a, const struct ending *x, const struct explain *steps,
           struct err *e)
{
    const struct talks_key *k = &x->file.key;
    struct project p;
    struct policy *pack;
    struct round *round;
    if (!round_of(db, a, k->pool, k->project, &p, &pack, &round, e))
        return false;
    const struct stamp stamp = {p.pack, pack->sha256, TALKS_EDITION, x->file.sha256};
    return explained_put(db, a, k->pool, "talks",
                         arena_printf(a, "%s/%s/%lld", k->project, k->group, (long long)k->number),
                         &stamp, steps, e);
}

bool
close_talks(struct db *db, struct arena *a, const struct talks_key *key, date on,
            enum talks_verdict *verdict, enum put *how, struct err *e)
{
    struct ending x;
    struct explain steps = {.step = arena_array(a, struct explain_step, STEPS_MAX),
                            .max = STEPS_MAX};
    size_t n, *binding;
    if (!load_ending(db, a, key, "", &x, e))
        return false;
    *how = PUT_SAME;
    *verdict = x.file.state == TALKS_FAILED ? TALKS_FEW : TALKS_OK;
    if (x.file.state == TALKS_CLOSED || x.file.state == TALKS_FAILED)
        return true;
    if (x.file.state != TALKS_CONCLUDED)
        return err_set(e, ERR_CONFLICT, M_TALKS_NOT_CONCLUDED, {key->group}, .field = "talks");
    if (!project_may(db, a, key->pool, key->project, ACT_OPEN, (date){0}, e) &&
        !project_may(db, a, key->pool, key->project, ACT_BID, on, e))
        return false;
    binding = arena_array(a, size_t, x.file.offers + 1);
    *verdict = talks_end(&x.talks, binding, &n, &steps);
    if (*verdict != TALKS_OK && *verdict != TALKS_FEW)
        return refuse(*verdict, &x.file, e);
    *how = PUT_NEW;
    for (size_t i = 0; *verdict == TALKS_OK && i < n; i++)
        if (!write_bid(db, a, &x, binding[i], e))
            return false;
    return keep_steps(db, a, &x, &steps, e) &&
           db_do(db, &q_talks_state, e, KEY(key),
                 v_text(talks_state_names[*verdict == TALKS_OK ? TALKS_CLOSED : TALKS_FAILED]));
}
